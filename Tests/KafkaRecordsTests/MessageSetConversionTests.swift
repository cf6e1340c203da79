import KafkaCompression
import KafkaRecords
import NIOCore
import TestSupport
import Testing

@Suite
struct MessageSetConversionTests {
  /// The broker was sent the same three messages in magic 0 and 1 with each codec.
  @Test(.enabled(if: CompressionType.snappy.isBuilt))
  func `converted messages are stored as a recorded broker stored them`() throws {
    let log = ByteBuffer(
      bytes: try Fixtures.data("segments/cases/converted-from-old/converted-from-old-0/00000000000000000000.log"))
    let sent: [(Int8, CompressionType)] = [
      (0, .none), (0, .gzip), (0, .snappy), (1, .none), (1, .gzip), (1, .snappy), (1, .lz4),
    ]
    let stored = try batches(in: log)
    #expect(stored.count == sent.count)
    for ((magic, compression), stored) in zip(sent, stored) {
      var writer = MessageSetWriter(magic: magic, compression: compression)
      for number in 0..<3 {
        writer.append(
          offset: Int64(number), timestamp: 1_700_000_000_000 + Int64(number), key: ByteBuffer(string: "k\(number)"),
          value: number == 2 ? nil : ByteBuffer(string: "v\(number)"))
      }
      var converted = try #require(try MessageSetConversion.batch(from: writer.bytes()))
      RecordBatchEdit.setBaseOffset(stored.baseOffset, in: &converted, at: converted.readerIndex)
      RecordBatchEdit.setPartitionLeaderEpoch(0, in: &converted, at: converted.readerIndex)
      let batch = try RecordBatch(converted)
      try batch.validateChecksum()
      // Deflate, and so the checksum over it, is another than Java's.
      if compression != .gzip {
        #expect(converted.hexadecimal == stored.bytes.hexadecimal, "magic \(magic), \(compression)")
      }
      #expect(batch.header.attributes == stored.header.attributes)
      #expect(batch.header.baseTimestamp == stored.header.baseTimestamp)
      #expect(batch.header.maxTimestamp == stored.header.maxTimestamp)
      #expect(try batch.records().map(RandomRecords.Plain.init) == stored.records().map(RandomRecords.Plain.init))
      #expect(try batch.records().map(\.offset) == stored.records().map(\.offset))
    }
  }

  @Test(.enabled(if: CompressionType.snappy.isBuilt))
  func `several wrappers become one batch with offsets in a row`() throws {
    var set = ByteBuffer()
    for start in [0, 40] {
      var writer = MessageSetWriter(magic: 1, compression: .snappy)
      writer.append(offset: Int64(start), timestamp: 7, key: nil, value: ByteBuffer(string: "a"))
      writer.append(offset: Int64(start + 5), timestamp: 6, key: nil, value: ByteBuffer(string: "b"))
      set.writeImmutableBuffer(try writer.bytes())
    }
    let batch = try RecordBatch(try #require(try MessageSetConversion.batch(from: set)))
    #expect(batch.header.compression == .snappy)
    #expect(try batch.records().map(\.offset) == [0, 1, 2, 3])
    #expect(batch.header.maxTimestamp == 7)
    let plain = try RecordBatch(
      try #require(try MessageSetConversion.batch(from: set, compression: CompressionType.none)))
    #expect(plain.header.compression == CompressionType.none)
  }

  @Test(.enabled(if: CompressionType.gzip.isBuilt))
  func `wrappers that are small each may not be too large together`() throws {
    var set = ByteBuffer()
    for offset in 0..<3 {
      var writer = MessageSetWriter(magic: 1, compression: .gzip)
      writer.append(offset: Int64(offset), timestamp: 7, key: nil, value: ByteBuffer(repeating: 0, count: 40_000))
      set.writeImmutableBuffer(try writer.bytes())
    }
    #expect(try MessageSetConversion.batch(from: set, decompressionLimit: 130_000) != nil)
    #expect(kind { try MessageSetConversion.batch(from: set, decompressionLimit: 100_000) } == .limit)
  }

  @Test
  func `nothing, part of a message, damage and newer batches are told apart`() throws {
    #expect(try MessageSetConversion.batch(from: ByteBuffer()) == nil)
    var writer = MessageSetWriter(magic: 1)
    writer.append(offset: 0, timestamp: 7, key: nil, value: ByteBuffer(string: "a"))
    let bytes = try writer.bytes()
    let cut = try #require(bytes.getSlice(at: 0, length: bytes.readableBytes - 1))
    #expect(try MessageSetConversion.batch(from: cut) == nil)

    var damaged = bytes
    damaged.setInteger(UInt8(0), at: damaged.writerIndex - 1)
    #expect(kind { try MessageSetConversion.batch(from: damaged) } == .checksum)

    var newer = RecordBatchWriter()
    try newer.append(key: nil, value: ByteBuffer(string: "a"), timestamp: 1)
    let batch = try newer.seal()
    #expect(kind { try MessageSetConversion.batch(from: batch) } == .magic)
  }

  private func kind(_ convert: () throws -> ByteBuffer?) -> RecordError.Kind? {
    do {
      _ = try convert()
      return nil
    } catch MessageSetConversion.Failure.records(let error) {
      return error.kind
    } catch {
      return nil
    }
  }
}
