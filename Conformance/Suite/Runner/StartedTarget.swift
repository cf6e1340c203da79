package import NIOCore
import NIOPosix
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
  private let process: pid_t
  private let directory: String

  private init(file: RunFile, bootstrap: BrokerAddress, process: pid_t, directory: String) {
    self.file = file
    self.bootstrap = bootstrap
    self.process = process
    self.directory = directory
  }

  /// Starts what the text of a run file says, and waits until it accepts connections.
  ///
  /// - Parameter here: The run file's directory.
  /// - Throws: `Unreachable` with the end of its output when it does not come to listen.
  package static func start(_ text: String, here: String, group: any EventLoopGroup) async throws -> StartedTarget {
    let port = try await freePort(group)
    var template = Array("/tmp/kafka-conformance-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw SuiteError("no directory for the broker: errno \(errno)") }
    let directory = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let file = try RunFile(fill(text, ["{port}": "\(port)", "{dir}": directory, "{here}": here]))
    guard let command = file.start else { throw SuiteError("the run file has no start") }
    let log = "\(directory)/output.log"
    let process = try ShellHook.spawn("exec >'\(log)' 2>&1; \(command)", named: command)
    let limit = file.startLimit ?? .seconds(60)
    let deadline = ContinuousClock.now + limit
    var hasEnded = false
    while ContinuousClock.now < deadline, !Task.isCancelled {
      var bootstrap = file.bootstrap
      if let path = file.bootstrapFile, TextFile.exists(path) {
        bootstrap = try TextFile.read(path).split { $0.isNewline || $0 == "," }.first.flatMap { BrokerAddress($0) }
      }
      if let bootstrap, await accepts(bootstrap, group: group) {
        return StartedTarget(file: file, bootstrap: bootstrap, process: process, directory: directory)
      }
      var status: Int32 = 0
      if waitpid(process, &status, WNOHANG) == process {
        hasEnded = true
        break
      }
      try? await Task.sleep(for: .milliseconds(50))
    }
    let output = (try? TextFile.read(log)).map { String($0.suffix(2000)) } ?? ""
    if !hasEnded {
      kill(-process, SIGKILL)
      waitpid(process, nil, 0)
    }
    await remove(directory)
    throw Unreachable(
      description: "\(command) \(hasEnded ? "ended" : "did not listen within \(limit.text)"): \(output)")
  }

  /// Ends it: by the command of the run file, then its process group in order, then by force.
  package func stop() async {
    if let stop = file.stop { try? await ShellHook.run(stop, node: 0, limit: .seconds(60)) }
    kill(-process, SIGTERM)
    var isGone = false
    for _ in 0..<100 where !isGone {
      isGone = waitpid(process, nil, WNOHANG) != 0
      if !isGone { try? await Task.sleep(for: .milliseconds(50)) }
    }
    kill(-process, SIGKILL)
    if !isGone { waitpid(process, nil, 0) }
    await Self.remove(directory)
  }

  private static func remove(_ directory: String) async {
    try? await ShellHook.run("rm -rf '\(directory)'", node: 0)
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

  private static func freePort(_ group: any EventLoopGroup) async throws -> Int {
    let channel = try await ServerBootstrap(group: group).bind(host: "127.0.0.1", port: 0).get()
    let port = channel.localAddress?.port ?? 0
    try await channel.close()
    return port
  }
}
