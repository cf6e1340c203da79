import Foundation
import KafkaBroker
import KafkaClient
import KafkaJSON
import KafkaRecords
import NIOCore
import TestSupport
import Testing

/// The article "Sending records": its code is here, and so compiles and does what it says.
@Suite(.timeLimit(.minutes(2))) struct SendingRecordsArticleTests {
  private struct Order: Codable {
    var customer = "customer-7"
  }

  private struct Audit: ProducerInterceptor {
    func onSend(_ record: ProducerRecord) -> ProducerRecord {
      var record = record
      record.headers.append(RecordHeader("sent-by", "billing"))
      return record
    }

    func onAcknowledgement(_ result: Result<RecordMetadata, KafkaError>, of record: ProducerRecord) {
      if case .failure(let error) = result { print("lost for \(record.topic): \(error)") }
    }
  }

  @Test func `the article's code does what it says`() async throws {
    try await Broker.withBroker { broker in
      let servers = [try await broker.bootstrapServers]
      var configuration = ProducerConfiguration(bootstrapServers: servers)
      configuration.linger = .milliseconds(20)
      try await KafkaProducer.withProducer(configuration: configuration) { producer in
        try await producer.send("hello", to: "greetings")
      }
      try await KafkaProducer.withProducer(configuration: configuration) { try await Self.send($0) }
      try await Self.configure(servers)
      try await TopicReader.with(servers[0]) { reader in
        let greetings = try await reader.records(of: "greetings")
        #expect(greetings.count == 4)
        let lines = try await reader.records(of: "log")
        #expect(lines.map(\.value) == ["a", "b", "a", "b"])
        let orders = try await reader.records(of: "orders")
        #expect(Set(orders.map(\.value)) == ["paid", #"{"customer":"customer-7"}"#])
      }
    }
  }

  private static func send(_ producer: KafkaProducer) async throws {
    try await producer.enqueue("hello", to: "greetings")
    try await producer.enqueue("hello", to: "greetings", key: "customer-7")

    let delivery = try await producer.enqueue("hello", to: "greetings")
    let metadata = try await delivery.metadata
    print("\(metadata.topic)-\(metadata.partition), offset \(metadata.offset ?? -1), at \(metadata.timestamp)")

    let lines = ["a", "b"]
    let records = lines.map { ProducerRecord(topic: "log", value: $0) }
    let deliveries = try await producer.enqueue(contentsOf: records)
    try await producer.flush()
    for delivery in deliveries {
      if case .failure(let error)? = delivery.result { print("not delivered: \(error)") }
    }

    do {
      let metadata = try await producer.send("paid", to: "orders", key: "order-12")
      print("stored at \(metadata)")
    } catch {
      if let refusal = error.brokerError { print("the broker said \(refusal.name)") }
    }

    let results = await producer.send(contentsOf: records)
    let failures = results.count { (try? $0.get()) == nil }
    #expect(failures == 0)

    var dropped = 0
    switch try producer.tryEnqueue(ProducerRecord(topic: "clicks", value: "x")) {
    case .taken: break
    case .queueFull: dropped += 1
    case .topicUnknown: dropped += 1
    }
    #expect(dropped == 1)

    let order = Order()
    try await producer.send(order, to: "orders", using: JSONSerializer())
  }

  private static func configure(_ servers: [String]) async throws {
    var configuration = ProducerConfiguration(bootstrapServers: servers)
    configuration.compression = .zstd
    configuration.partitioning.partitioner = .consistentRandom  // librdkafka's default
    configuration.partitioning.partitioner = .custom("by size") { record in
      (record.value?.readableBytes ?? 0) > 10_000 ? 0 : 1 % record.partitionCount
    }
    #expect(configuration.partitioning.partitioner.name == "by size")
    configuration.compression = .none
    let audited = try KafkaProducer(configuration: configuration, interceptors: [Audit()])
    await audited.close(within: .zero)
  }

  @Test func `every line of the article's code is compiled here`() throws {
    func text(_ path: String) throws -> String {
      try String(contentsOf: Fixtures.repository.appendingPathComponent(path), encoding: .utf8)
    }
    func lines(_ text: some StringProtocol) -> [String] {
      text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
    }
    let article = try text("Sources/KafkaClient/Documentation.docc/SendingRecords.md")
    let compiled = Set(lines(try text("Tests/EndToEndTests/Produce/SendingRecordsArticleTests.swift")))
    let blocks = article.matches(of: #/(?s)```swift\n(.*?)```/#)
    #expect(blocks.count == 11)
    for line in blocks.flatMap({ lines($0.output.1) }) {
      // Types of the article are private here.
      let isThere = compiled.contains(line) || compiled.contains("private \(line)")
      #expect(isThere, "the article's line is compiled nowhere: \(line)")
    }
  }
}
