import ArgumentParser
import KafkaBroker
import KafkaConformance
import KafkaConformanceMutants

struct Reference: AsyncParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Starts the reference broker and judges it.")

  @Option(name: .customLong("set"), help: "An option of the broker, key=value. Repeatable.")
  var settings: [String] = []

  @Option(
    name: .customLong("first-fetch-epoch"),
    help: "What the second request of a fetch session gives instead of 1, so that a case sees it wrap.")
  var firstFetchEpoch: Int32 = 1

  @Flag(
    inversion: .prefixedNo,
    help: "Whether cases that this broker cannot be asked run on further ones: restarted, set otherwise, older.")
  var stages = true

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
    var elsewhere: (@Sendable ([Case], UInt64) async throws -> [Outcome])?
    if stages, self.settings.isEmpty, firstFetchEpoch == 1, !judging.everyVersion {
      elsewhere = { cases, seed in
        print("judging \(cases.count) more on brokers that are restarted, set otherwise, or older, as far as they can")
        return try await ReferenceStages.judge(cases, seed: seed)
      }
    }
    let further = elsewhere
    let code = try await Broker.withBroker(configuration: configuration) { broker in
      guard let address = BrokerAddress(try await broker.bootstrapServers) else { return Int32(5) }
      var (options, product) = try judging.options(address)
      options.judgesVerifier = true
      options.allowsExclusive = true
      options.configured.merge(configured) { told, _ in told }
      let command =
        (["kafka-conformance reference"] + settings.map { "--set \($0)" }
        + (firstFetchEpoch == 1 ? [] : ["--first-fetch-epoch \(firstFetchEpoch)"])).joined(separator: " ")
      return try await judging.judge(
        options, product: product ?? "the reference broker", command: command, further: further)
    }
    if code != 0 { throw ExitCode(code) }
  }
}
