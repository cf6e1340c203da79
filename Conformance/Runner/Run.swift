import ArgumentParser
import KafkaConformance
import NIOPosix
import Synchronization

struct Run: AsyncParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Judges the broker at an address.")

  @Option(help: "HOST:PORT of a broker.")
  var bootstrapServer: String?

  @Option(
    help: "A file of client properties, as Kafka's tools take: bootstrap.servers and security.protocol=PLAINTEXT.")
  var commandConfig: String?

  @Flag(help: "Only lists what would run.")
  var list = false

  @OptionGroup var judging: JudgingOptions

  func run() async throws {
    if list { return try List.lines(of: judging) }
    var address: BrokerAddress?
    if let commandConfig {
      do {
        address = try ClientProperties(try TextFile.read(commandConfig)).bootstrap
      } catch let error as ClientProperties.Malformed {
        throw ValidationError("\(commandConfig): \(error)")
      }
    }
    if let bootstrapServer {
      address = BrokerAddress(bootstrapServer)
      if address == nil { throw ValidationError("--bootstrap-server \(bootstrapServer) is not HOST:PORT") }
    }
    if address == nil, let path = judging.runFile {
      let text = try TextFile.read(path)
      if RunFile.starts(text) { return try await runStarted(text, path) }
    }
    let (options, product) = try judging.options(address)
    let command = "kafka-conformance run" + (bootstrapServer.map { " --bootstrap-server \($0)" } ?? "")
    let code = try await judging.judge(options, product: product ?? "\(options.bootstrap)", command: command)
    if code != 0 { throw ExitCode(code) }
  }

  /// Starts the broker that the run file describes, judges it, and ends it whatever comes of that.
  private func runStarted(_ text: String, _ path: String) async throws {
    let here = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    let group = MultiThreadedEventLoopGroup.singleton
    let first: StartedTarget
    do {
      first = try await StartedTarget.start(text, here: here, group: group)
    } catch let error as RunFile.Malformed {
      throw ValidationError("\(path): \(error)")
    } catch let error as Unreachable {
      Console.complain("kafka-conformance: \(error)")
      throw ExitCode(4)
    }
    let running = Mutex<StartedTarget?>(first)
    let result: Result<Int32, any Error>
    do {
      var (options, product) = try judging.options(first.bootstrap, started: first.file)
      options.bootstrap = first.bootstrap
      first.addHooks(to: &options)
      let code = try await judging.judge(
        options, product: product ?? "\(options.bootstrap)", command: "kafka-conformance run",
        hook: { command in try await running.withLock { $0 }?.hook(command) ?? false },
        restart: {
          await running.withLock { $0 }?.stop()
          running.withLock { $0 = nil }
          let next = try await StartedTarget.start(text, here: here, group: group)
          running.withLock { $0 = next }
          var options = try judging.options(next.bootstrap, started: next.file).options
          next.addHooks(to: &options)
          return options
        })
      result = .success(code)
    } catch {
      result = .failure(error)
    }
    await running.withLock { $0 }?.stop()
    let code = try result.get()
    if code != 0 { throw ExitCode(code) }
  }
}
