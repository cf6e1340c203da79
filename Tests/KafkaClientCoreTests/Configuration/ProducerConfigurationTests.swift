import Foundation
import KafkaClientCore
import KafkaCompression
import TestSupport
import Testing

/// A line of `fixtures/config/constraints.jsonl`: options and the Java client's verdict about them.
private struct Constraint: Decodable {
  var kind: String
  var set: [String: String]
  /// Whether the configuration class took them.
  var ok: Bool
  /// What constructing the client came to.
  var client: String
  var values: [String: Value]?

  enum Value: Decodable {
    case text(String)
    case number(Int)
    case flag(Bool)
    case other

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let flag = try? container.decode(Bool.self) {
        self = .flag(flag)
      } else if let number = try? container.decode(Int.self) {
        self = .number(number)
      } else if let text = try? container.decode(String.self) {
        self = .text(text)
      } else {
        self = .other
      }
    }
  }
}

@Suite struct ProducerConfigurationTests {
  private static let base = ["bootstrap.servers": "localhost:9092"]

  private static func read(_ properties: [String: String]) throws(KafkaError) -> ProducerConfiguration {
    try ProducerConfiguration(properties: base.merging(properties) { $1 })
  }

  /// Options of the producer that this library has; those of connections and security have their own tests.
  private static let own: Set<String> = [
    "acks", "batch.size", "buffer.memory", "compression.type", "compression.gzip.level", "compression.lz4.level",
    "compression.zstd.level", "delivery.timeout.ms", "enable.idempotence", "linger.ms", "max.block.ms",
    "max.in.flight.requests.per.connection", "max.request.size", "partitioner.adaptive.partitioning.enable",
    "partitioner.availability.timeout.ms", "partitioner.ignore.keys", "request.timeout.ms", "retries",
    "retry.backoff.ms", "retry.backoff.max.ms", "metadata.max.idle.ms",
  ]

  @Test(.enabled(if: CompressionType.allBuilt))
  func `recorded combinations get the Java client's verdict and values`() throws {
    let constraints = try Fixtures.lines("config/constraints.jsonl", as: Constraint.self)
      .filter { $0.kind == "producer" && Self.own.isSuperset(of: $0.set.keys) }
    #expect(constraints.count > 55)
    for constraint in constraints {
      let isAccepted = constraint.ok && constraint.client == "ok"
      let comment = Comment(rawValue: "\(constraint.set)")
      do {
        let configuration = try Self.read(constraint.set)
        #expect(isAccepted, comment)
        if case .flag(let isIdempotent)? = constraint.values?["enable.idempotence"] {
          #expect(configuration.isIdempotent == isIdempotent, comment)
        }
        let shown = Dictionary(uniqueKeysWithValues: configuration.properties.map { ($0.name, $0.value) })
        for (name, value) in constraint.values ?? [:] {
          if case .number(let number) = value { #expect(shown[name] == "\(number)", comment) }
        }
      } catch {
        #expect(!isAccepted, "\(constraint.set): \(error)")
        #expect(error.code == .invalidConfiguration)
      }
    }
  }

  @Test func `defaults are those of the Java client`() throws {
    struct Option: Decodable {
      var name: String
      var value: Constraint.Value?

      enum CodingKeys: String, CodingKey {
        case name
        case value = "default"
      }
    }
    let options = try JSONDecoder().decode([Option].self, from: Fixtures.data("config/producer.json"))
    let shown = Dictionary(
      uniqueKeysWithValues: try Self.read([:]).properties.map { ($0.name, $0.value) })
    for option in options where Self.own.contains(option.name) {
      let expected: String
      switch option.value {
      case .text(let text): expected = text
      case .number(let number): expected = "\(number)"
      case .flag(let flag): expected = "\(flag)"
      case .other, nil: continue
      }
      #expect(shown[option.name] == expected, "\(option.name)")
    }
    #expect(try Self.read([:]).effectiveDeliveryTimeout == .seconds(120))
  }

  @Test func `a delivery timeout that was not set follows linger and request timeout`() throws {
    let configuration = try Self.read(["linger.ms": "100000"])
    #expect(configuration.effectiveDeliveryTimeout == .seconds(130))
    #expect(configuration.warnings.count == 1)
  }

  @Test func `one error lists everything that is wrong, with the way out`() throws {
    let error = #expect(throws: KafkaError.self) {
      try Self.read([
        "enable.idempotence": "true", "acks": "1", "retries": "0", "max.in.flight.requests.per.connection": "9",
        "linger.ms": "-1", "compression.typ": "lz4", "transactional.id": "",
      ])
    }
    let message = try #require(error?.message)
    for part in [
      "needs acks=all", "needs retries above 0", "5 at most", "linger.ms must be at least 0",
      "did you mean compression.type?", "transactional.id must not be empty",
    ] {
      #expect(message.contains(part), "\(part)")
    }
  }

  @Test func `transactions are read and checked, and refused when a producer is made`() throws {
    var configuration = try Self.read(["transactional.id": "t", "transaction.timeout.ms": "5000"])
    #expect(configuration.transactionalID == "t")
    #expect(configuration.transactionTimeout == .seconds(5))
    let error = #expect(throws: KafkaError.self) { try configuration.validate() }
    #expect(error?.message.contains("transactional.id is not supported yet (transactions); remove it") == true)
    #expect(error?.message.contains("transaction.timeout.ms is not supported yet (transactions)") == true)
    let other = #expect(throws: KafkaError.self) { try Self.read(["transactional.id": "t", "acks": "1"]) }
    #expect(
      other?.message
        == "transactional.id needs enable.idempotence, which is off because of acks; change one of them")
  }

  @Test(.enabled(if: CompressionType.zstd.isBuilt))
  func `what is set in code is checked like properties`() {
    var configuration = ProducerConfiguration(bootstrapServers: ["localhost"])
    configuration.compression = .zstd(level: 40)
    configuration.maximumInFlightRequests = 6
    let error = #expect(throws: KafkaError.self) { try configuration.validate() }
    #expect(error?.message.contains("compression.zstd.level must be from -131072 to 22, not 40") == true)
    #expect(error?.message.contains("max.in.flight.requests.per.connection is 6") == true)
    configuration.compression = .zstd(level: 4)
    configuration.idempotence = .disabled
    #expect(throws: Never.self) { try configuration.validate() }
  }

  @Test(arguments: CompressionType.allCases.filter { !$0.isBuilt })
  func `a codec that this build does not have is refused, and the package trait named`(codec: CompressionType) {
    let error = #expect(throws: KafkaError.self) { try Self.read(["compression.type": codec.name]) }
    #expect(error?.message.contains("trait \"Compression\"") == true)
  }

  @Test(.enabled(if: CompressionType.snappy.isBuilt))
  func `librdkafka's names are taken`() throws {
    let configuration = try Self.read([
      "queue.buffering.max.ms": "7", "message.send.max.retries": "3", "request.required.acks": "1",
      "compression.codec": "snappy", "message.timeout.ms": "60000", "max.in.flight": "2",
      "partitioner": "consistent_random", "message.max.bytes": "2000",
    ])
    #expect(configuration.linger == .milliseconds(7))
    #expect(configuration.retries == 3)
    #expect(configuration.acknowledgements == .leader)
    #expect(configuration.compression == .snappy)
    #expect(configuration.deliveryTimeout == .seconds(60))
    #expect(configuration.maximumInFlightRequests == 2)
    #expect(configuration.partitioning.partitioner == .consistentRandom)
    #expect(configuration.maximumRequestSize == 2_000)
  }

  @Test(.enabled(if: CompressionType.zstd.isBuilt))
  func `every setting reaches the machines`() throws {
    let settings = try Self.read([
      "acks": "all", "batch.size": "1", "linger.ms": "2", "buffer.memory": "3000000", "max.block.ms": "4",
      "max.request.size": "5000", "compression.type": "zstd", "compression.zstd.level": "6",
      "delivery.timeout.ms": "70000", "retries": "8", "max.in.flight.requests.per.connection": "1",
      "partitioner.class": "fnv1a", "partitioner.adaptive.partitioning.enable": "false",
      "partitioner.availability.timeout.ms": "9", "partitioner.ignore.keys": "true", "retry.backoff.ms": "10",
      "retry.backoff.max.ms": "11", "request.timeout.ms": "12", "metadata.max.idle.ms": "13000",
    ]).settings
    var expected = ProduceSettings()
    expected.acks = -1
    expected.batchSize = 1
    expected.linger = .milliseconds(2)
    expected.bufferMemory = 3_000_000
    expected.maximumBlock = .milliseconds(4)
    expected.maximumRequestSize = 5_000
    expected.compression = .zstd
    expected.compressionLevel = 6
    expected.deliveryTimeout = .seconds(70)
    expected.retries = 8
    expected.maximumInFlight = 1
    expected.partitioner = .fnv1a
    expected.isPartitioningAdaptive = false
    expected.availabilityTimeout = .milliseconds(9)
    expected.ignoresKeys = true
    expected.backoff = Backoff(base: .milliseconds(10), cap: .milliseconds(11))
    expected.requestTimeout = .milliseconds(12)
    expected.metadataMaximumIdle = .seconds(13)
    #expect(settings == expected)
  }
}
