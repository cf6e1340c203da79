import KafkaClientCore
import TestSupport
import Testing

@Suite struct ConsumerConfigurationTests {
  private static func read(_ properties: [String: String]) throws(KafkaError) -> ConsumerConfiguration {
    try ConsumerConfiguration(properties: ["bootstrap.servers": "localhost:9092"].merging(properties) { $1 })
  }

  struct Option: Decodable {
    var name: String
    var value: ConstraintFixtureTests.Value?

    enum CodingKeys: String, CodingKey {
      case name
      case value = "default"
    }
  }

  /// Where our defaults differ on purpose, or are told in another way.
  private static let deviations: Set<String> = [
    // The system's window grows with the traffic.
    "receive.buffer.bytes",
    // Class names in Java.
    "partition.assignment.strategy",
    // False without a group, in both.
    "enable.auto.commit",
  ]

  @Test func `defaults are those of the Java client`() throws {
    let shown = Dictionary(uniqueKeysWithValues: try Self.read([:]).properties.map { ($0.name, $0.value) })
    var compared = 0
    for option in try Fixtures.json("config/consumer.json", as: [Option].self) {
      guard let ours = shown[option.name], let theirs = option.value?.text, !Self.deviations.contains(option.name)
      else { continue }
      #expect(ours == theirs, "\(option.name)")
      compared += 1
    }
    #expect(compared >= 75)
    #expect(shown["partition.assignment.strategy"] == "range,cooperative-sticky")
    #expect(shown["enable.auto.commit"] == "false")
    #expect(try Self.read(["group.id": "g"]).commitsAutomatically)
  }

  @Test func `every setting reaches the machines`() throws {
    let configuration = try Self.read([
      "group.id": "g", "group.instance.id": "i", "client.rack": "r", "session.timeout.ms": "10000",
      "heartbeat.interval.ms": "2000", "max.poll.interval.ms": "30000", "request.timeout.ms": "4000",
      "retry.backoff.ms": "5", "retry.backoff.max.ms": "6",
      "partition.assignment.strategy": "org.apache.kafka.clients.consumer.RoundRobinAssignor, sticky",
      "fetch.min.bytes": "7", "fetch.max.wait.ms": "8", "fetch.max.bytes": "9", "max.partition.fetch.bytes": "10",
      "auto.offset.reset": "none",
    ])
    let group = try #require(configuration.groupSettings)
    #expect(group.groupIdentifier == "g")
    #expect(group.instanceIdentifier == "i")
    #expect(group.rack == "r")
    #expect(group.sessionTimeout == .seconds(10))
    #expect(group.heartbeatInterval == .seconds(2))
    #expect(group.rebalanceTimeout == .seconds(30))
    #expect(group.requestTimeout == .seconds(4))
    #expect(group.assignors.map(\.name) == ["roundrobin", "sticky"])
    var expected = FetchSettings()
    expected.minimumBytes = 7
    expected.maximumWait = .milliseconds(8)
    expected.maximumBytes = 9
    expected.maximumPartitionBytes = 10
    expected.rack = "r"
    expected.requestTimeout = .seconds(4)
    expected.backoff = Backoff(base: .milliseconds(5), cap: .milliseconds(6))
    expected.offsetReset = .none
    #expect(configuration.fetchSettings == expected)
    #expect(group.backoff == expected.backoff)
  }

  @Test func `no more is asked for than the connection lets in`() throws {
    let configuration = try Self.read(["fetch.max.bytes": "60000000", "receive.message.max.bytes": "1000000"])
    #expect(configuration.fetchSettings.maximumBytes == 999_488)
    #expect(configuration.warnings.contains { $0.contains("receive.message.max.bytes") })
  }

  @Test(arguments: [
    ("PT1H", Duration.seconds(3600)), ("P3DT3H40M56.45S", .milliseconds(272_456_450)), ("PT0S", .zero),
    ("pt1.5s", .milliseconds(1500)), ("PT2H-30M", .seconds(5400)), ("P1D", .seconds(86_400)),
    ("PT0.000000001S", .nanoseconds(1)), ("-PT-1H", .seconds(3600)),
  ])
  func `an age is read as Java writes durations, and written so that it can be read again`(
    text: String, age: Duration
  ) throws {
    let configuration = try Self.read(["auto.offset.reset": "by_duration:\(text)"])
    #expect(configuration.autoOffsetReset == .byDuration(age))
    #expect(configuration.fetchSettings.offsetReset == .ago(age))
    let printed = Dictionary(uniqueKeysWithValues: configuration.properties.map { ($0.name, $0.value) })
    let again = try ConsumerConfiguration(
      properties: printed.filter { $0.key != "group.remote.assignor" && !$0.key.hasPrefix("share.") })
    #expect(again.properties.map(\.value) == configuration.properties.map(\.value))
    #expect(again.autoOffsetReset == configuration.autoOffsetReset)
  }

  @Test(arguments: [
    "-PT1H", "", "P", "PT", "P1DT", "1H", "PT1", "P1H", "PT1D", "P1Y", "P1M", "P1W", "PT1M1H", "PT1.5H", "PT1.S1",
    "PT1.0000000001S", "PT99999999999999999999S", "PTXS", "PT1H PT1M",
  ])
  func `what is no duration is refused`(text: String) {
    let error = #expect(throws: KafkaError.self) { try Self.read(["auto.offset.reset": "by_duration:\(text)"]) }
    #expect(error?.message.contains("auto.offset.reset must be earliest, latest, none, or by_duration:") == true)
  }

  @Test func `librdkafka's words for a beginning are explained`() {
    let error = #expect(throws: KafkaError.self) { try Self.read(["auto.offset.reset": "largest"]) }
    #expect(error?.message.contains("librdkafka's largest is latest here") == true)
  }

  @Test func `an option of others is named as such`() {
    let other = #expect(throws: KafkaError.self) { try Self.read(["linger.ms": "1"]) }
    #expect(other?.message == "linger.ms is an option of producers, which this is not; remove it")
  }

  @Test func `times and sizes that hardly can be meant are told`() throws {
    let configuration = try Self.read([
      "group.id": "g", "session.timeout.ms": "10000", "heartbeat.interval.ms": "4000", "max.poll.interval.ms": "9000",
      "request.timeout.ms": "400", "fetch.max.bytes": "10",
    ])
    for option in [
      "heartbeat.interval.ms (4000)", "session.timeout.ms (10000)", "request.timeout.ms (400)",
      "fetch.max.bytes (10)",
    ] {
      #expect(configuration.warnings.contains { $0.hasPrefix(option) }, "\(option)")
    }
    #expect(configuration.warnings.count == 4)
    #expect(try Self.read(["group.id": "g"]).warnings.isEmpty)
  }

  @Test func `a shared client does not make what a consumer lacks forgotten`() throws {
    var configuration = try Self.read(["isolation.level": "read_committed"])
    configuration.client = ClientConfiguration(bootstrapServers: ["other:1"])
    let error = #expect(throws: KafkaError.self) { try configuration.validate() }
    #expect(error?.message.contains("isolation.level read_committed is not supported yet") == true)
  }

  @Test func `protocols and levels that are not here yet are refused when a consumer is made`() throws {
    var configuration = try Self.read([
      "group.id": "g", "group.protocol": "CONSUMER", "group.remote.assignor": "uniform",
      "isolation.level": "read_committed", "exclude.internal.topics": "false", "interceptor.classes": "a.B",
    ])
    let error = #expect(throws: KafkaError.self) { try configuration.validate() }
    let message = error?.message ?? ""
    #expect(message.hasPrefix("5 problems: "), "\(message)")
    #expect(message.contains("group.protocol CONSUMER is not supported yet (the protocol of KIP-848); only classic is"))
    #expect(message.contains("isolation.level read_committed is not supported yet (transactions)"))
    var classic = try Self.read(["group.id": "g", "group.protocol": "CLASSIC", "isolation.level": "read_uncommitted"])
    #expect(throws: Never.self) { try classic.validate() }
  }

  @Test(arguments: ["client.id", "group.id", "client.rack"])
  func `a text without a form on the wire is refused`(name: String) {
    let error = #expect(throws: KafkaError.self) { try Self.read([name: String(repeating: "é", count: 16_384)]) }
    #expect(error?.message == "\(name) must not be longer than 32767 bytes, and has 32768")
  }
}
