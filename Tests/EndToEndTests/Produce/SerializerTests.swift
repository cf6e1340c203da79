import KafkaClient
import KafkaJSON
import KafkaRecords
import KafkaWire
import NIOCore
import Testing

@Suite(.timeLimit(.minutes(1))) struct SerializerTests {
  private struct Order: Codable, Equatable {
    var id: Int
    var customer: String
  }

  private struct Refusing: RecordSerializer {
    struct Reason: Error, CustomStringConvertible { let description = "not today" }

    func serialize(_ value: Int, topic: String) throws -> RecordBytes { throw Reason() }
  }

  private struct TopicPrefixing: RecordSerializer {
    func serialize(_ value: Int, topic: String) -> RecordBytes { RecordBytes("\(topic):\(value)") }
  }

  @Test func `what is encodable is sent as JSON with its keys in order, and read back`() async throws {
    try await withProducer { producer, reader in
      let order = Order(id: 7, customer: "a/b")
      let metadata = try await producer.send(order, to: "t", key: RecordBytes("k"), using: JSONSerializer())
      #expect(metadata.offset == 0)
      let record = try #require(try await reader.records(of: "t").first)
      #expect(record.value == #"{"customer":"a/b","id":7}"#)
      #expect(record.key == "k")
      let read = try JSONDeserializer<Order>().deserialize(ByteBuffer(string: record.value ?? ""))
      #expect(read == order)
    }
  }

  @Test func `a serializer knows the topic, and a null value needs none`() async throws {
    try await withProducer { producer, reader in
      let delivery = try await producer.enqueue(5, to: "t", using: TopicPrefixing())
      _ = try await delivery.metadata
      let record = try ProducerRecord(
        topic: "t", key: 1, keySerializer: TopicPrefixing(), value: nil, serializer: TopicPrefixing())
      try await producer.send(record)
      let records = try await reader.records(of: "t")
      #expect(records.map(\.value) == ["t:5", nil])
      #expect(records.map(\.key) == [nil, "t:1"])
    }
  }

  @Test func `a value that cannot be serialized is not sent, and the error says why`() async throws {
    try await withProducer { producer, reader in
      let error = await #expect(throws: KafkaError.self) {
        _ = try await producer.send(5, to: "t", using: Refusing())
      }
      #expect(error?.code == .invalidArgument)
      #expect(
        error?.message.contains("the value of a record for topic t cannot be serialized by Refusing: not today") == true
      )
      let records = try await reader.records(of: "t")
      #expect(records.isEmpty)
    }
  }

  private struct Priced: Encodable {
    struct Line: Encodable {
      var name = "secret"
      var price: Double
    }

    var lines: [Line]
  }

  @Test func `the error of a value that JSON has no form for names its place, and no contents`() {
    let error = #expect(throws: KafkaError.self) {
      try ProducerRecord(
        topic: "t", value: Priced(lines: [.init(price: 1), .init(price: .infinity)]), serializer: JSONSerializer())
    }
    #expect(error?.code == .invalidArgument)
    #expect(error?.message.contains("the value of a record for topic t cannot be serialized") == true)
    #expect(error?.message.contains("at .lines[1].price: ") == true)
    #expect(error.map { "\($0)".contains("secret") } == false)
  }
}
