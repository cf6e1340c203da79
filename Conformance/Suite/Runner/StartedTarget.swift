import KafkaTransport
package import NIOCore
import Synchronization

#if canImport(Glibc)
  @preconcurrency import Glibc
#elseif canImport(Musl)
  @preconcurrency import Musl
#elseif canImport(Darwin)
  @preconcurrency import Darwin
#endif

/// A broker that the run starts by its run file, and ends.
package final class StartedTarget: Sendable {
  /// The run file as it is for this start.
  package let file: RunFile
  package let bootstrap: BrokerAddress
  private let process: Mutex<ChildProcess>
  private let directory: TemporaryDirectory
  private let group: any EventLoopGroup

  private init(
    file: RunFile, bootstrap: BrokerAddress, process: ChildProcess, directory: TemporaryDirectory,
    group: any EventLoopGroup
  ) {
    self.file = file
    self.bootstrap = bootstrap
    self.process = Mutex(process)
    self.directory = directory
    self.group = group
  }

  /// How often a broker is started that ends before it listens: the port that was free a moment ago may be taken.
  private static let attempts = 3

  /// Starts what the text of a run file says, and waits until it accepts connections.
  ///
  /// - Parameter here: The run file's directory.
  /// - Throws: `Unreachable` with the end of its output when it does not come to listen.
  package static func start(_ text: String, here: String, group: any EventLoopGroup) async throws -> StartedTarget {
    for _ in 1..<(text.contains("{port}") ? attempts : 1) {
      do throws(NotStarted) {
        return try await startOnce(text, here: here, group: group)
      } catch  where error.hasEnded {
        continue
      } catch {
        throw error.reason
      }
    }
    do throws(NotStarted) {
      return try await startOnce(text, here: here, group: group)
    } catch {
      throw error.reason
    }
  }

  private static let usualLimit = Duration.seconds(60)

  private struct NotStarted: Error {
    /// Whether it ended by itself.
    var hasEnded = false
    var reason: any Error
  }

  private static func startOnce(
    _ text: String, here: String, group: any EventLoopGroup
  ) async throws(NotStarted) -> StartedTarget {
    do {
      let port = try freePort()
      let directory = try TemporaryDirectory()
      let file = try RunFile(fill(text, ["{port}": "\(port)", "{dir}": directory.path, "{here}": here]))
      guard let command = file.start else { throw SuiteError("the run file has no start") }
      let log = "\(directory.path)/\(logName)"
      let process = try spawn(command, in: directory)
      let limit = file.startLimit ?? usualLimit
      let bootstrap = try await listening(process, within: limit, group: group) {
        guard let path = file.bootstrapFile, TextFile.exists(path) else { return file.bootstrap }
        return try TextFile.read(path).split { $0.isNewline || $0 == "," }.first.flatMap { BrokerAddress($0) }
      }
      if let bootstrap {
        return StartedTarget(file: file, bootstrap: bootstrap, process: process, directory: directory, group: group)
      }
      let hasEnded = process.hasEnded
      process.signal(SIGKILL)
      _ = await process.end(within: .seconds(5))
      let output = (try? TextFile.read(log)).map { String($0.suffix(2000)) } ?? ""
      await directory.remove()
      throw NotStarted(
        hasEnded: hasEnded,
        reason: Unreachable(
          description: "\(command) \(hasEnded ? "ended" : "did not listen within \(limit.text)"): \(output)"))
    } catch let error as NotStarted {
      throw error
    } catch {
      throw NotStarted(reason: error)
    }
  }

  /// Waits until somebody listens at an address that may become known meanwhile.
  ///
  /// - Returns: Nil when the process ends or the time is over before.
  private static func listening(
    _ process: ChildProcess, within limit: Duration, group: any EventLoopGroup, at address: () throws -> BrokerAddress?
  ) async throws -> BrokerAddress? {
    let deadline = ContinuousClock.now + limit
    // Nobody tells when somebody begins to listen.
    while ContinuousClock.now < deadline, !Task.isCancelled, !process.hasEnded {
      if let found = try address(), await accepts(found, group: group), !process.hasEnded { return found }
      try? await Task.sleep(for: .milliseconds(20))
    }
    return nil
  }

  private static let logName = "output.log"

  private static func spawn(_ command: String, in directory: TemporaryDirectory) throws -> ChildProcess {
    try ChildProcess("exec >>'\(directory.path)/\(logName)' 2>&1; \(command)", named: command)
  }

  // MARK: Hooks

  /// The commands that stand for what the run can do itself with a broker that it has started.
  private static let mark = "started target: "

  /// Adds hooks that kill the broker and start it again on its port and with its files, where the run file has none.
  package func addHooks(to options: inout RunOptions) {
    // Where the broker chooses its port, it would have another one; without a directory it would forget everything.
    guard file.bootstrapFile == nil, file.stop == nil, file.dataDirectory != nil else { return }
    for name in ["kill", "start", "restart"] where options.hooks[name] == nil { options.hooks[name] = Self.mark + name }
  }

  /// Runs a command when it is one of those.
  ///
  /// - Returns: False for the commands of a run file.
  package func hook(_ command: String) async throws -> Bool {
    guard command.hasPrefix(Self.mark) else { return false }
    switch command.dropFirst(Self.mark.count) {
    case "kill": await end(SIGKILL)
    case "restart":
      await end(SIGTERM)
      try await startAgain()
    default: try await startAgain()
    }
    return true
  }

  private func end(_ signal: Int32) async {
    let process = process.withLock { $0 }
    process.signal(signal)
    _ = await process.end(within: .seconds(30))
    // What it started and left behind.
    process.signal(SIGKILL)
  }

  private func startAgain() async throws {
    guard let command = file.start, process.withLock({ $0.hasEnded }) else { return }
    let process = try Self.spawn(command, in: directory)
    self.process.withLock { $0 = process }
    let limit = file.startLimit ?? Self.usualLimit
    if try await Self.listening(process, within: limit, group: group, at: { bootstrap }) != nil { return }
    throw SuiteError("the broker \(process.hasEnded ? "ended" : "did not listen") when it was started again")
  }

  /// Ends it: by the command of the run file, then its process group in order, then by force.
  package func stop() async {
    if let stop = file.stop { try? await ShellHook.run(stop, node: 0, limit: .seconds(60)) }
    let process = process.withLock { $0 }
    process.signal(SIGTERM)
    _ = await process.end(within: .seconds(5))
    // What it started and left behind.
    process.signal(SIGKILL)
    await directory.remove()
  }

  static func fill(_ text: String, _ places: [String: String]) -> String {
    var result = ""
    var rest = text[...]
    while let first = rest.first {
      if first == "{", let (place, value) = places.first(where: { rest.hasPrefix($0.key) }) {
        result += value
        rest = rest.dropFirst(place.count)
      } else {
        result.append(rest.removeFirst())
      }
    }
    return result
  }

  /// Whether somebody accepts connections there.
  package static func accepts(_ address: BrokerAddress, group: any EventLoopGroup) async -> Bool {
    do throws(CaseFailure) {
      try await Connection.open(address, group: group, limit: .seconds(5), transcript: Transcript()).close()
      return true
    } catch {
      return false
    }
  }

  /// Below the ports that systems give out by themselves: from there, somebody else's connection or listener could take
  /// the port before the broker does, or while it is down between a kill and a start.
  private static let portsForBrokers = 10_000..<32_000
  private static let portAttempts = 100

  /// Nobody listens at the port meanwhile: whoever looks whether the broker does would take that for it, and a program
  /// that is started at that moment could go on listening.
  private static func freePort() throws -> Int {
    for _ in 0..<portAttempts {
      let address = try SocketAddress(ipAddress: "127.0.0.1", port: Int.random(in: portsForBrokers))
      if let port = PortReservation(address)?.address.port { return port }
    }
    throw SuiteError("no free port in \(portAttempts) attempts")
  }
}
