import Foundation
import KafkaClient
import KafkaWire
import Logging
import TestSupport
import Testing

/// Our producer and the errors of a broker that others wrote: librdkafka's mock cluster, told what to answer.
@Suite(.enabled(if: Peers.areAvailable, "run scripts/peers first"), .timeLimit(.minutes(2)), .serialized)
struct ForeignErrorTests {
  private struct RecordedError: Decodable {
    var code: Int16
    var retriable: Bool
  }

  /// All codes that Apache Kafka had when they were recorded, and whether its client tries again.
  private static func codes() throws -> [(code: ErrorCode, isRetriable: Bool)] {
    try Fixtures.json("errors/errors.json", as: [RecordedError].self).filter { $0.code != 0 }
      .map { (ErrorCode(rawValue: $0.code), $0.retriable) }
  }

  private static let fatal: Set<ErrorCode> = [
    .producerFenced, .transactionalIdAuthorizationFailed, .clusterAuthorizationFailed, .unsupportedVersion,
  ]

  private enum End: Equatable {
    case at(Int64)
    /// Delivered, nobody knows where.
    case somewhere
    case failed(ErrorCode)
  }

  private static func send(_ value: String, to topic: String, _ producer: KafkaProducer) async -> End {
    do {
      let metadata = try await producer.send(ProducerRecord(topic: topic, partition: 0, value: RecordBytes(value)))
      return metadata.offset.map { .at($0) } ?? .somewhere
    } catch {
      return .failed(error.brokerError?.code ?? .none)
    }
  }

  private static func withProducer(
    _ servers: String, isIdempotent: Bool, _ body: @Sendable (KafkaProducer) async throws -> Void
  ) async throws {
    var configuration = ProducerConfiguration(bootstrapServers: servers.split(separator: ",").map(String.init))
    configuration.idempotence = isIdempotent ? .enabled : .disabled
    configuration.linger = .zero
    configuration.deliveryTimeout = .seconds(31)
    configuration.client.retry.backoff = .milliseconds(1)
    configuration.client.retry.backoffMaximum = .milliseconds(5)
    try await KafkaProducer.withProducer(
      configuration: configuration, logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }), body)
  }

  /// What two records should come to that are sent one after the other, the first of which meets the error; and how many
  /// requests follow that one.
  private static func expected(
    _ code: ErrorCode, isRetriable: Bool, isIdempotent: Bool
  ) -> (first: End, second: End, requests: Int) {
    switch code {
    case .duplicateSequenceNumber: (.somewhere, .at(0), 1)
    case .outOfOrderSequenceNumber where isIdempotent, .unknownProducerId where isIdempotent: (.at(0), .at(1), 2)
    case _ where fatal.contains(code) && isIdempotent: (.failed(code), .failed(code), 0)
    case _ where isRetriable: (.at(0), .at(1), 2)
    default: (.failed(code), .at(0), 1)
    }
  }

  @Test(arguments: [true, false])
  func `each error of Produce that the mock cluster gives leads to what it should`(isIdempotent: Bool) async throws {
    // In the order of the requests: were one sent too often or not sent, all that follow would meet the wrong error.
    let answers = try Self.codes().flatMap { code, isRetriable -> [Int16] in
      let count = Self.expected(code, isRetriable: isRetriable, isIdempotent: isIdempotent).requests
      return [code.rawValue] + [Int16](repeating: 0, count: count)
    }
    let script = "\(ApiKey.produce.rawValue):\(answers.map(String.init).joined(separator: ","))"
    try await ForeignBroker.librdkafkaMock.run(script: [script]) { servers in
      for (code, isRetriable) in try Self.codes() {
        let expected = Self.expected(code, isRetriable: isRetriable, isIdempotent: isIdempotent)
        try await Self.withProducer(servers, isIdempotent: isIdempotent) { producer in
          #expect(await Self.send("a", to: "t\(code.rawValue)", producer) == expected.first, "\(code)")
          #expect(await Self.send("b", to: "t\(code.rawValue)", producer) == expected.second, "\(code)")
        }
      }
    }
  }

  @Test func `each error of InitProducerId that the mock cluster gives leads to what it should`() async throws {
    let answers = try Self.codes().flatMap { code, isRetriable -> [Int16] in
      isRetriable ? [code.rawValue, 0] : [code.rawValue]
    }
    let script = "\(ApiKey.initProducerId.rawValue):\(answers.map(String.init).joined(separator: ","))"
    try await ForeignBroker.librdkafkaMock.run(script: [script]) { servers in
      for (code, isRetriable) in try Self.codes() {
        try await Self.withProducer(servers, isIdempotent: true) { producer in
          let end = await Self.send("a", to: "t\(code.rawValue)", producer)
          #expect(end == (isRetriable ? .at(0) : .failed(code)), "\(code)")
        }
      }
    }
  }

  /// librdkafka's own word for a connection that broke.
  private static let transport = -195

  @Test func `connections that the mock cluster closes instead of answering are made again`() async throws {
    let transport = Self.transport
    let closes = [0, transport, 0, transport, transport, transport, 0].map(String.init).joined(separator: ",")
    let script = [
      "\(ApiKey.produce.rawValue):\(closes)", "\(ApiKey.initProducerId.rawValue):\(transport),\(transport)",
    ]
    try await ForeignBroker.librdkafkaMock.run(script: script) { servers in
      try await Self.withProducer(servers, isIdempotent: true) { producer in
        for number in 0..<4 as Range<Int64> {
          #expect(await Self.send("\(number)", to: "t", producer) == .at(number))
        }
      }
    }
  }

  // MARK: Errors of their own

  private static func withTopic(
    _ broker: ForeignBroker, _ topic: String, configuration: [String: String] = [:],
    change: @escaping @Sendable (inout ProducerConfiguration) -> Void = { _ in },
    _ body: @escaping @Sendable (KafkaProducer, KafkaAdmin) async throws -> Void
  ) async throws {
    try await broker.run { servers in
      let client = try KafkaClient(
        configuration: ClientConfiguration(bootstrapServers: [servers]),
        logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await client.run() }
        let admin = KafkaAdmin(client: client)
        let created = try await admin.createTopics(
          [.init(name: topic, partitionCount: 1, replicationFactor: 1, configuration: configuration)],
          timeout: .seconds(20))
        _ = try created[topic]?.get()
        var settings = ProducerConfiguration(client: client.configuration)
        change(&settings)
        let configuration = settings
        try await KafkaProducer.withProducer(client: client, configuration: configuration) {
          try await body($0, admin)
        }
        group.cancelAll()
      }
    }
  }

  @Test(arguments: [ForeignBroker.tansu, .noida])
  func `a topic that cannot be, a partition that is not there, and a topic that was deleted harm no other`(
    broker: ForeignBroker
  ) async throws {
    try await Self.withTopic(broker, "there") {
      $0.linger = .zero
      $0.maximumBlockTime = .seconds(1)
    } _: { producer, admin in
      #expect(await Self.send("a", to: "there", producer) == .at(0))
      #expect(await Self.send("b", to: "not a topic", producer) == .failed(.invalidTopicException))
      let error = await #expect(throws: KafkaError.self) {
        try await producer.send(ProducerRecord(topic: "there", partition: 99, value: "c"))
      }
      #expect(error?.code == .unknownTopic)
      #expect(await Self.send("d", to: "gone", producer) == .at(0))
      _ = try await admin.deleteTopics(["gone"], timeout: .seconds(10))["gone"]?.get()
      // Both make it anew, and know nothing of the sequence that was reached.
      #expect(await Self.send("e", to: "gone", producer) == .at(0))
      #expect(await Self.send("f", to: "there", producer) == .at(1))
    }
  }

  @Test func `a batch that noida-db finds too large is divided, and a record that is too large fails alone`()
    async throws
  {
    try await Self.withTopic(.noida, "small", configuration: ["max.message.bytes": "1000"]) {
      $0.linger = .seconds(10)
    } _: { producer, _ in
      let text = String(repeating: "x", count: 300)
      let records = (0..<12).map { ProducerRecord(topic: "small", value: RecordBytes("\($0) \(text)")) }
      let deliveries = try await producer.enqueue(contentsOf: records)
      try await producer.flush()
      for (place, delivery) in deliveries.enumerated() {
        #expect(try await delivery.metadata.offset == Int64(place))
      }
      let large = try await producer.enqueue(
        ProducerRecord(topic: "small", value: RecordBytes(String(repeating: "x", count: 5_000))))
      try await producer.flush()
      let error = await #expect(throws: KafkaError.self) { try await large.metadata }
      #expect(error?.brokerError?.code == .messageTooLarge)
      let next = try await producer.enqueue(ProducerRecord(topic: "small", value: "y"))
      try await producer.flush()
      #expect(try await next.metadata.offset == 12)
    }
  }
}
