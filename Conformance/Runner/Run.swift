import ArgumentParser
import KafkaConformance

struct Run: AsyncParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Judges the broker at an address.")

  @Option(help: "HOST:PORT of a broker.")
  var bootstrapServer: String?

  @OptionGroup var judging: JudgingOptions

  func run() async throws {
    var address: BrokerAddress?
    if let bootstrapServer {
      address = BrokerAddress(bootstrapServer)
      if address == nil { throw ValidationError("--bootstrap-server \(bootstrapServer) is not HOST:PORT") }
    }
    let (options, product) = try judging.options(address)
    let command = "kafka-conformance run" + (bootstrapServer.map { " --bootstrap-server \($0)" } ?? "")
    let code = try await judging.judge(options, product: product ?? "\(options.bootstrap)", command: command)
    if code != 0 { throw ExitCode(code) }
  }
}
