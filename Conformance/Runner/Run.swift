import ArgumentParser
import KafkaConformance

struct Run: AsyncParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Judges the broker at an address.")

  @Option(help: "HOST:PORT of a broker.")
  var bootstrapServer: String

  @OptionGroup var judging: JudgingOptions

  func run() async throws {
    guard let address = BrokerAddress(bootstrapServer) else {
      throw ValidationError("--bootstrap-server \(bootstrapServer) is not HOST:PORT")
    }
    let code = try await judging.judge(judging.options(address))
    if code != 0 { throw ExitCode(code) }
  }
}
