import KafkaBroker
import KafkaClient
import KafkaCompression
import KafkaRecords
import KafkaWire
import NIOCore
import Synchronization
import Testing

/// Many records, and how they are gathered and spread.
@Suite(.timeLimit(.minutes(2))) struct ProducerBatchingTests {
  @Test func `records of one key keep their order and share a partition`() async throws {
    try await withProducer(partitions: 3) { producer, reader in
      for number in 0..<30_000 { try await producer.enqueue("\(number)", to: "t", key: "key \(number % 10)") }
      try await producer.flush()
      let records = try await reader.records(of: "t")
      #expect(records.count == 30_000)
      for key in 0..<10 {
        let mine = records.filter { $0.key == "key \(key)" }
        #expect(Set(mine.map(\.partition)).count == 1)
        #expect(mine.map(\.value) == stride(from: key, to: 30_000, by: 10).map { "\($0)" })
      }
    }
  }

  @Test func `many tasks with little memory are slowed down, and nothing is lost`() async throws {
    try await withProducer(partitions: 4) {
      $0.bufferMemory = 64 * 1024
      $0.batchSize = 4 * 1024
    } _: { producer, reader in
      let most = try await withThrowingTaskGroup(of: Int.self) { group in
        for task in 0..<20 {
          group.addTask {
            var most = 0
            for number in 0..<500 {
              try await producer.enqueue("\(task)/\(number)" + String(repeating: " ", count: 100), to: "t")
              most = max(most, producer.usedMemory)
            }
            return most
          }
        }
        return try await group.reduce(0) { max($0, $1) }
      }
      try await producer.flush()
      #expect(most <= 64 * 1024)
      #expect(producer.usedMemory == 0)
      let values = Set(try await reader.records(of: "t").compactMap { $0.value?.split(separator: " ").first })
      #expect(values.count == 10_000)
    }
  }

  @Test func `a batch form tells what became of each record`() async throws {
    try await withProducer {
      $0.maximumRequestSize = 1_000
    } _: { producer, reader in
      let results = await producer.send(contentsOf: [
        ProducerRecord(topic: "t", value: "a"), ProducerRecord(topic: "t", value: String(repeating: "b", count: 2_000)),
        ProducerRecord(topic: "t", value: "c"), ProducerRecord(topic: "t", partition: -1, value: "d"),
      ])
      let outcomes = results.map { result -> String in
        switch result {
        case .success(let metadata): "\(metadata.offset ?? -1)"
        case .failure(let error): "\(error.code)"
        }
      }
      #expect(outcomes == ["0", "record too large", "1", "invalid argument"])
      let values = try await reader.records(of: "t").map(\.value)
      #expect(values == ["a", "c"])
    }
  }

  @Test func `receipts tell offsets, whenever they are asked`() async throws {
    try await withProducer { producer, _ in
      let deliveries = try await producer.enqueue(
        contentsOf: (0..<500).map { ProducerRecord(topic: "t", value: "\($0)") })
      #expect(try await deliveries[499].metadata.offset == 499)
      for (place, delivery) in deliveries.enumerated() {
        #expect(try delivery.result?.get().offset == Int64(place))
      }
    }
  }

  @Test func `linger gathers what comes in time`() async throws {
    try await withProducer {
      $0.linger = .seconds(60)
    } _: { producer, reader in
      let deliveries = try await producer.enqueue(
        contentsOf: (0..<10).map { ProducerRecord(topic: "t", value: "\($0)") })
      #expect(deliveries.allSatisfy { $0.result == nil })
      // A flush does not wait for it.
      try await producer.flush()
      #expect(deliveries.allSatisfy { $0.result != nil })
      #expect(try await reader.records(of: "t").count == 10)
    }
  }

  @Test func `a rule of one's own chooses the partition`() async throws {
    try await withProducer(partitions: 4) {
      $0.partitioning.partitioner = .custom("by length") { choice in
        Int32(choice.value?.readableBytes ?? 0) % choice.partitionCount
      }
    } _: { producer, _ in
      #expect(try await producer.send(ProducerRecord(topic: "t", value: "123")).partition == 3)
      try await producer.enqueue("12", to: "t", key: "k")
      #expect(try await producer.enqueue("12345", to: "t").partition == 1)
      // What the record says goes first.
      #expect(try await producer.send(ProducerRecord(topic: "t", partition: 0, value: "1")).partition == 0)
    }
    try await withProducer {
      $0.partitioning.partitioner = .custom("wrong") { _ in 7 }
    } _: { producer, _ in
      let error = await #expect(throws: KafkaError.self) {
        try await producer.enqueue("x", to: "t")
      }
      #expect(error?.code == .invalidArgument)
      #expect(
        error?.message == "the partitioner wrong chose partition 7 of topic t, which has partitions 0 to 0")
    }
  }

  /// Goes round and counts how often it is asked.
  private final class InTurn: RecordPartitioner {
    let name = "in turn"
    private let asked = Atomic(0)

    var count: Int { asked.load(ordering: .relaxed) }

    func partition(for record: Partitioner.Choice) -> Int32 {
      Int32(asked.add(1, ordering: .relaxed).oldValue) % record.partitionCount
    }
  }

  @Test func `a rule of one's own is asked once for each record, whether it waits or not`() async throws {
    let rule = InTurn()
    try await withProducer(partitions: 3) {
      $0.partitioning.partitioner = .custom(rule)
      $0.batchSize = 1_024
      // Room for two batches: most records wait for memory.
      $0.bufferMemory = 2_048
    } _: { producer, reader in
      for number in 0..<90 { try await producer.enqueue("\(number) " + String(repeating: "x", count: 300), to: "t") }
      try await producer.flush()
      #expect(rule.count == 90)
      let records = try await reader.records(of: "t")
      for partition in 0..<3 as Range<Int32> { #expect(records.count { $0.partition == partition } == 30) }
    }
  }

  @Test func `round robin skips no partition, whether records wait or not`() async throws {
    try await withProducer(partitions: 3) {
      $0.partitioning.partitioner = .roundRobin
      $0.batchSize = 1_024
      $0.bufferMemory = 2_048
    } _: { producer, reader in
      for _ in 0..<90 { try await producer.enqueue(String(repeating: "x", count: 300), to: "t", key: "k") }
      try await producer.flush()
      let records = try await reader.records(of: "t")
      for partition in 0..<3 as Range<Int32> { #expect(records.count { $0.partition == partition } == 30) }
    }
  }

  @Test func `records without a key are spread over the partitions`() async throws {
    try await withProducer(partitions: 4) {
      $0.batchSize = 2_000
    } _: { producer, reader in
      for number in 0..<4_000 { try await producer.enqueue("record \(number)", to: "t") }
      try await producer.flush()
      let counts = Dictionary(grouping: try await reader.records(of: "t"), by: \.partition).mapValues(\.count)
      #expect(counts.values.reduce(0, +) == 4_000)
      #expect(counts.count == 4)
      #expect(counts.values.allSatisfy { $0 > 300 })
    }
  }

  @Test func `a partition that comes later is waited for`() async throws {
    try await withProducer(partitions: 1) { producer, reader in
      async let metadata = producer.send(ProducerRecord(topic: "t", partition: 2, value: "x"))
      try await reader.growTopic("t", to: 3)
      let partition = try await metadata.partition
      #expect(partition == 2)
    }
  }
}
