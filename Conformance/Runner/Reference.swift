import ArgumentParser
import KafkaBroker
import KafkaConformance

struct Reference: AsyncParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Starts the reference broker and judges it.")

  @Option(name: .customLong("set"), help: "An option of the broker, key=value. Repeatable.")
  var settings: [String] = []

  @Option(
    name: .customLong("first-fetch-epoch"),
    help: "What the second request of a fetch session gives instead of 1, so that a case sees it wrap.")
  var firstFetchEpoch: Int32 = 1

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
    guard firstFetchEpoch >= 1 else { throw ValidationError("--first-fetch-epoch \(firstFetchEpoch) is not 1 or more") }
    configuration.fetch.firstSessionEpoch = firstFetchEpoch
    // Cases with the tag B look here for what they need.
    var known = [
      "auto.create.topics.enable": "\(configuration.topics.createsAutomatically)",
      "delete.topic.enable": "\(configuration.topics.allowsDeletion)",
      "num.partitions": "\(configuration.topics.partitionCount)",
      "default.replication.factor": "\(configuration.topics.replicationFactor)",
    ]
    known["fetch.session.first.epoch"] = "\(firstFetchEpoch)"
    known["max.incremental.fetch.session.cache.slots"] = "\(configuration.fetch.maxSessions)"
    for property in properties { known[property.name] = property.value }
    let configured = known
    let code = try await Broker.withBroker(configuration: configuration) { broker in
      guard let address = BrokerAddress(try await broker.bootstrapServers) else { return Int32(5) }
      var (options, product) = try judging.options(address)
      options.allowsExclusive = true
      options.configured.merge(configured) { told, _ in told }
      let command =
        (["kafka-conformance reference"] + settings.map { "--set \($0)" }
        + (firstFetchEpoch == 1 ? [] : ["--first-fetch-epoch \(firstFetchEpoch)"])).joined(separator: " ")
      return try await judging.judge(options, product: product ?? "the reference broker", command: command)
    }
    if code != 0 { throw ExitCode(code) }
  }
}
