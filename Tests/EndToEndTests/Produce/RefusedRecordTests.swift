import KafkaBroker
import KafkaClient
import KafkaRecords
import KafkaWire
import NIOCore
import Testing

/// Batches and records that the broker does not take.
@Suite(.timeLimit(.minutes(2))) struct RefusedRecordTests {
  @Test func `a batch too large for its topic is divided until it fits, in order`() async throws {
    try await withProducer {
      $0.linger = .seconds(60)
    } _: { producer, reader in
      try await reader.createTopic("small", partitions: 1, configuration: ["max.message.bytes": "1000"])
      let values = (0..<100).map { "\($0) " + String(repeating: "x", count: 80) }
      let deliveries = try await producer.enqueue(
        contentsOf: values.map { ProducerRecord(topic: "small", partition: 0, value: $0) })
      try await producer.flush()
      for (place, delivery) in deliveries.enumerated() {
        #expect(try await delivery.metadata.offset == Int64(place))
      }
      #expect(try await reader.records(of: "small").map(\.value) == values)
      #expect(producer.usedMemory == 0)
    }
  }

  @Test func `a single record too large for its topic fails alone`() async throws {
    try await withProducer {
      $0.linger = .seconds(60)
    } _: { producer, reader in
      try await reader.createTopic("small", partitions: 1, configuration: ["max.message.bytes": "1000"])
      let records = ["a", String(repeating: "x", count: 2_000), "b"].map {
        ProducerRecord(topic: "small", partition: 0, value: $0)
      }
      let deliveries = try await producer.enqueue(contentsOf: records)
      try await producer.flush()
      let error = await #expect(throws: KafkaError.self) { try await deliveries[1].metadata }
      #expect(error?.brokerError?.code == .messageTooLarge)
      #expect(error?.topicPartition == TopicPartition(topic: "small", partition: 0))
      #expect(try await deliveries[0].metadata.offset == 0)
      #expect(try await deliveries[2].metadata.offset == 1)
      #expect(try await reader.records(of: "small").map(\.value) == ["a", "b"])
    }
  }

  @Test func `a record that the broker names fails with its words, and its batch because of it`() async throws {
    try await withProducer {
      $0.linger = .seconds(60)
    } _: { producer, reader in
      try await reader.createTopic("compacted", partitions: 1, configuration: ["cleanup.policy": "compact"])
      let keyed = ProducerRecord(topic: "compacted", key: "k", value: "x")
      let keyless = ProducerRecord(topic: "compacted", value: "x")
      // One batch, since nothing leaves before the flush.
      let deliveries = try await producer.enqueue(contentsOf: [keyed, keyless, keyed])
      try await producer.flush()
      let named = await #expect(throws: KafkaError.self) { try await deliveries[1].metadata }
      #expect(named?.brokerError?.code == .invalidRecord)
      #expect(named?.message.contains("key") == true)
      for place in [0, 2] {
        let other = await #expect(throws: KafkaError.self) { try await deliveries[place].metadata }
        #expect(other?.message.contains("refused other records of the batch") == true)
        #expect(other?.brokerError?.code == .invalidRecord)
      }
      // The others can be sent again, and the producer goes on.
      let again = try await producer.enqueue(contentsOf: [keyed, keyed])
      try await producer.flush()
      #expect(try again.map { try $0.result?.get().offset } == [0, 1])
    }
  }

  @Test func `sending many tells of each that was refused, in its place`() async throws {
    try await withProducer { producer, reader in
      let results = await producer.send(contentsOf: [
        ProducerRecord(topic: "not a topic", value: "0"), ProducerRecord(topic: "t", value: "1"),
        ProducerRecord(topic: "t", value: "2", timestamp: -1), ProducerRecord(topic: "t", partition: -1, value: "3"),
        ProducerRecord(topic: "t", value: "4"),
        ProducerRecord(topic: "t", value: String(repeating: "5", count: 2_000_000)),
      ])
      let told = results.map { result -> String in
        switch result {
        case .success(let metadata): "\(metadata)"
        case .failure(let error): "\(error.code)"
        }
      }
      #expect(
        told == ["broker error", "t-0@0", "invalid argument", "invalid argument", "t-0@1", "record too large"])
      let records = try await reader.records(of: "t")
      #expect(records.map(\.value) == ["1", "4"])
    }
  }
}
