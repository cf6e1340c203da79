import KafkaBroker
import KafkaClient
import KafkaCompression
import KafkaRecords
import KafkaWire
import NIOCore
import TestSupport
import Testing

/// What the producer sends arrives as it was, at the broker of this package, over sockets.
@Suite(.timeLimit(.minutes(2))) struct ProducedRecordTests {
  @Test func `a record arrives with everything that it has`() async throws {
    try await withProducer { producer, reader in
      let metadata = try await producer.send(
        ProducerRecord(
          topic: "t", key: "key", value: "value",
          headers: [RecordHeader("name", "first"), RecordHeader(key: "name", value: nil)], timestamp: 1_234))
      #expect(metadata == RecordMetadata(topic: "t", partition: 0, offset: 0, timestamp: 1_234))
      let tombstone = try await producer.send(ProducerRecord(topic: "t", key: "key", value: nil, timestamp: 5))
      #expect(tombstone.offset == 1)
      let empty = try await producer.send(ProducerRecord(topic: "t", key: "", value: "", timestamp: 6))
      #expect(empty.offset == 2)
      let records = try await reader.records(of: "t")
      #expect(
        records == [
          StoredRecord(
            partition: 0, offset: 0, key: "key", value: "value",
            headers: [RecordHeader("name", "first"), RecordHeader(key: "name", value: nil)], timestamp: 1_234,
            compression: "none"),
          StoredRecord(partition: 0, offset: 1, key: "key", value: nil, timestamp: 5, compression: "none"),
          StoredRecord(partition: 0, offset: 2, key: "", value: "", timestamp: 6, compression: "none"),
        ])
    }
  }

  @Test func `strings, arrays, buffers and pointers arrive as their bytes`() async throws {
    try await withProducer { producer, reader in
      try await producer.enqueue("text", to: "t", key: [UInt8]("k1".utf8))
      try await producer.enqueue("a text"[...].dropFirst(2), to: "t")
      try await producer.enqueue([UInt8]("array".utf8), to: "t", key: ByteBuffer(string: "k2"))
      try await producer.enqueue([UInt8]("a slice".utf8)[2...], to: "t")
      try await producer.enqueue(ByteBuffer(string: "buffer"), to: "t")
      let pointer = UnsafeMutableRawBufferPointer.allocate(byteCount: 4, alignment: 1)
      pointer.copyBytes(from: "here".utf8)
      try await producer.enqueue(UnsafeRawBufferPointer(pointer), to: "t")
      pointer.copyBytes(from: "gone".utf8)
      pointer.deallocate()
      try await producer.flush()
      let records = try await reader.records(of: "t")
      #expect(records.map(\.value) == ["text", "text", "array", "slice", "buffer", "here"])
      #expect(records.map(\.key) == ["k1", nil, "k2", nil, nil, nil])
    }
  }

  @Test func `a record without a timestamp gets the time at which it was taken`() async throws {
    try await withProducer { producer, reader in
      let before = LoopClock.moment.wallClock
      for _ in 0..<200 { try await producer.enqueue("x", to: "t") }
      try await producer.flush()
      let after = LoopClock.moment.wallClock
      let timestamps = try await reader.records(of: "t").map(\.timestamp)
      #expect(timestamps.count == 200)
      #expect(timestamps.allSatisfy { (before...after).contains($0) })
    }
  }

  @Test(
    arguments: ([.none, .gzip, .snappy, .lz4, .zstd, .gzip(level: 1), .lz4(level: 3), .zstd(level: -5)]
      as [ProducerConfiguration.Compression]).filter(\.type.isBuilt))
  func `every codec arrives as it was sent`(compression: ProducerConfiguration.Compression) async throws {
    try await withProducer(partitions: 2) {
      $0.compression = compression
    } _: { producer, reader in
      let values = (0..<2_000).map { "record number \($0), which looks a good deal like its neighbours" }
      for (place, value) in values.enumerated() {
        try await producer.enqueue(value, to: "t", partition: Int32(place % 2))
      }
      try await producer.flush()
      let records = try await reader.records(of: "t")
      #expect(
        records.filter { $0.partition == 0 }.map(\.value) == values.enumerated().filter { $0.0 % 2 == 0 }.map(\.1))
      #expect(
        records.filter { $0.partition == 1 }.map(\.value) == values.enumerated().filter { $0.0 % 2 == 1 }.map(\.1))
      #expect(Set(records.map(\.compression)) == [compression.type.name])
    }
  }

  @Test(arguments: [.none, .leader, .all] as [ProducerConfiguration.Acknowledgements])
  func `every kind of acknowledgement delivers`(acks: ProducerConfiguration.Acknowledgements) async throws {
    try await withProducer {
      $0.acknowledgements = acks
    } _: { producer, reader in
      for number in 0..<100 {
        let metadata = try await producer.send(ProducerRecord(topic: "t", value: "\(number)", timestamp: 9))
        #expect(metadata.offset == (acks == .none ? nil : Int64(number)))
        #expect(metadata.timestamp == 9)
      }
      // Without acknowledgement only a later answer on the same connection says that the broker is done.
      var values: [String?] = []
      while values.count < 100 { values = try await reader.records(of: "t").map(\.value) }
      #expect(values == (0..<100).map { "\($0)" })
    }
  }

  @Test func `the broker's time counts where the topic says so`() async throws {
    try await withProducer { producer, reader in
      try await reader.createTopic("timed", partitions: 1, configuration: ["message.timestamp.type": "LogAppendTime"])
      let metadata = try await producer.send(ProducerRecord(topic: "timed", value: "x", timestamp: 5))
      #expect(metadata.timestamp > 1_700_000_000_000)
      #expect(try await reader.records(of: "timed").map(\.timestamp) == [metadata.timestamp])
    }
  }
}
