import ArgumentParser
import KafkaBroker
import KafkaConformance

struct Reference: AsyncParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Starts the reference broker and judges it.")

  @Option(name: .customLong("set"), help: "An option of the broker, key=value. Repeatable.")
  var settings: [String] = []

  @OptionGroup var judging: JudgingOptions

  func run() async throws {
    var properties: [(name: String, value: String)] = []
    for setting in settings {
      guard let equals = setting.firstIndex(of: "=") else {
        throw ValidationError("--set \(setting) is not key=value")
      }
      properties.append((String(setting[..<equals]), String(setting[setting.index(after: equals)...])))
    }
    var configuration = BrokerConfiguration.testing
    try configuration.apply(properties: properties)
    // Cases with the tag B look here for what they need.
    let configured = Dictionary(properties.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 })
    let code = try await Broker.withBroker(configuration: configuration) { broker in
      guard let address = BrokerAddress(try await broker.bootstrapServers) else { return Int32(5) }
      var options = judging.options(address)
      options.allowsExclusive = true
      options.configured = configured
      return try await judging.judge(options)
    }
    if code != 0 { throw ExitCode(code) }
  }
}
