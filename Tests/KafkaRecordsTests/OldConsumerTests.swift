import KafkaCompression
import KafkaRecords
import NIOCore
import TestSupport
import Testing

/// What consumers from before Kafka 0.11 are given of batches of magic 2.
@Suite
struct OldConsumerTests {
  private static let time: Int64 = 1_700_000_000_000

  private func batch(
    at offset: Int64, _ count: Int, _ compression: CompressionType = .none, appendTime: Int64? = nil,
    isControl: Bool = false
  ) throws -> ByteBuffer {
    var writer = RecordBatchWriter(compression: compression)
    for number in 0..<count {
      try writer.append(
        key: number == 1 ? nil : ByteBuffer(string: "k\(number)"),
        value: number == 2 ? nil : ByteBuffer(string: "v\(number)"),
        headers: [RecordHeader(key: "h", value: nil)], timestamp: Self.time + Int64(number))
    }
    var header = RecordBatchHeader()
    header.baseOffset = offset
    header.attributes.isControl = isControl
    if let appendTime {
      header.attributes.timestampType = .logAppendTime
      header.maxTimestamp = appendTime
    }
    return try writer.seal(header)
  }

  private func messages(in buffer: ByteBuffer) throws -> [LegacyMessage] {
    var entries = RecordBatches(buffer)
    var messages: [LegacyMessage] = []
    while let entry = try entries.next() {
      guard case .message(let message) = entry else {
        Issue.record("a batch of magic \(entry.magic)")
        break
      }
      try message.validateChecksum()
      messages.append(message)
    }
    return messages
  }

  private func convert(
    _ batches: ByteBuffer, _ magic: Int8, from offset: Int64 = 0, limit: Int = 1 << 20
  ) throws -> MessageSetConversion.Messages {
    try MessageSetConversion.messages(from: batches, magic: magic, startingAt: offset, limit: limit)
  }

  private func joined(_ batches: ByteBuffer...) -> ByteBuffer {
    batches.reduce(into: ByteBuffer()) { $0.writeImmutableBuffer($1) }
  }

  @Test(arguments: [0, 1] as [Int8], CompressionType.built.filter { $0 != .zstd })
  func `records keep offset, time, key and value, and batches their codec`(magic: Int8, codec: CompressionType) throws {
    let batches = try joined(batch(at: 7, 4, codec), batch(at: 11, 1, codec))
    let converted = try convert(batches, magic, from: 7)
    #expect(converted.nextOffset == 12)
    let messages = try messages(in: converted.bytes)
    #expect(messages.count == (codec == .none ? 5 : 2))
    #expect(messages.allSatisfy { $0.magic == magic && $0.compression == codec })
    // A wrapper has the offset of its last message.
    #expect(messages.map(\.offset) == (codec == .none ? [7, 8, 9, 10, 11] : [10, 11]))
    let records = try messages.flatMap { try $0.records() }
    #expect(records.map(\.offset) == [7, 8, 9, 10, 11])
    #expect(records.map { $0.key.map { String(buffer: $0) } } == ["k0", nil, "k2", "k3", "k0"])
    #expect(records.map { $0.value.map { String(buffer: $0) } } == ["v0", "v1", nil, "v3", "v0"])
    #expect(
      records.map(\.timestamp)
        == (magic == 0 ? Array(repeating: -1, count: 5) : [0, 1, 2, 3, 0].map { Self.time + $0 }))
    if magic == 1, codec != .none { #expect(messages.map(\.timestamp) == [Self.time + 3, Self.time]) }
  }

  @Test(arguments: [CompressionType.none, .snappy].filter(\.isBuilt))
  func `the broker's time stays the time of all records`(codec: CompressionType) throws {
    let converted = try convert(try batch(at: 0, 3, codec, appendTime: 42), 1)
    let messages = try messages(in: converted.bytes)
    #expect(messages.allSatisfy { $0.timestampType == .logAppendTime && $0.timestamp == 42 })
    #expect(try messages.flatMap { try $0.records() }.map(\.timestamp) == [42, 42, 42])
  }

  @Test(.enabled(if: CompressionType.gzip.isBuilt))
  func `records before the position are left out where they stand for themselves`() throws {
    let plain = try convert(try batch(at: 10, 5), 1, from: 13)
    #expect(try messages(in: plain.bytes).map(\.offset) == [13, 14])
    let compressed = try convert(try batch(at: 10, 5, .gzip), 1, from: 13)
    #expect(try messages(in: compressed.bytes).flatMap { try $0.records() }.map(\.offset) == Array(10..<15))
  }

  @Test
  func `control batches are left out, and what follows them is given`() throws {
    let marker = try batch(at: 3, 1, isControl: true)
    let mixed = try convert(try joined(batch(at: 0, 3), marker, batch(at: 4, 1)), 1)
    #expect(try messages(in: mixed.bytes).map(\.offset) == [0, 1, 2, 4])
    let alone = try convert(marker, 1, from: 3)
    #expect(alone.bytes.readableBytes == 0)
    #expect(alone.nextOffset == 4)
  }

  @Test
  func `the size is kept, but the first batch is whole`() throws {
    let batches = try joined(batch(at: 0, 3), batch(at: 3, 3), batch(at: 6, 3))
    let first = try convert(batches, 1, limit: 1)
    #expect(try messages(in: first.bytes).map(\.offset) == [0, 1, 2])
    let some = try convert(batches, 1, limit: 150)
    #expect(some.bytes.readableBytes == 150)
    // The last is cut off, as old brokers cut it.
    #expect(try messages(in: some.bytes).map(\.offset) == [0, 1, 2, 3])
  }

  @Test(.enabled(if: CompressionType.zstd.isBuilt))
  func `a batch that cannot be converted ends what is given, or is an error at its beginning`() throws {
    let zstd = try batch(at: 3, 3, .zstd)
    let before = try convert(try joined(batch(at: 0, 3), zstd), 1)
    #expect(try messages(in: before.bytes).map(\.offset) == [0, 1, 2])
    #expect(kind { try convert(zstd, 1) } == .codec)
    var damaged = try batch(at: 0, 3)
    damaged.setInteger(UInt8(255), at: damaged.writerIndex - 6)
    #expect(kind { try convert(damaged, 1) } == .checksum)
    let cut = try #require(zstd.getSlice(at: 0, length: zstd.readableBytes - 1))
    #expect(try convert(cut, 1) == MessageSetConversion.Messages())
  }

  @Test(.enabled(if: CompressionType.gzip.isBuilt))
  func `a batch that grows too much is refused`() throws {
    let batch = try batch(at: 0, 100, .gzip)
    #expect(
      kind {
        try MessageSetConversion.messages(
          from: batch, magic: 1, startingAt: 0, limit: 1 << 20, decompressionLimit: 3000)
      } == .limit)
  }

  private func kind(_ convert: () throws -> MessageSetConversion.Messages) -> RecordError.Kind? {
    do {
      _ = try convert()
      return nil
    } catch MessageSetConversion.Failure.records(let error) {
      return error.kind
    } catch {
      return nil
    }
  }

  @Test(arguments: MessageSetTests.cases.filter { $0.hasPrefix("magic") }, [0, 1] as [Int8])
  func `recorded message sets are given as they are, or in magic 0`(name: String, magic: Int8) throws {
    let log = try RecordedSegments.log("old-formats/\(name)")
    let converted = try convert(log, magic, limit: .max)
    if name.hasPrefix("magic0") || (name.hasPrefix("magic1") && magic == 1) { #expect(converted.bytes == log) }
    let wanted = try #require(try RecordedSegments.load("old-formats/\(name)").segments.first).batches.flatMap(
      \.records)
    let records = try messages(in: converted.bytes).flatMap { try $0.records() }
    #expect(records.map(\.offset) == wanted.map(\.offset))
    #expect(records.map { recorded($0.key) } == wanted.map(\.keyHex))
    #expect(records.map { $0.valueCount } == wanted.map { $0.valueSize ?? $0.valueHex.map { $0.utf8.count / 2 } })
    if magic == 0 { #expect(records.allSatisfy { $0.timestamp == -1 }) }
  }
}
