import KafkaCompression
import KafkaRecords
import NIOCore
import TestSupport
import Testing

@Suite
struct MessageSetTests {
  static let all = ((try? Fixtures.contents(of: "segments/old-formats")) ?? []).filter { !$0.hasSuffix(".md") }
  /// Those that this build can read.
  static let cases = all.filter { CompressionType.allBuilt || $0.hasSuffix("-none") }

  @Test
  func `all recorded cases are there`() {
    #expect(Self.all.count == 21)
  }

  @Test(arguments: cases)
  func `recorded segments of the old formats read as Kafka reads them`(name: String) throws {
    let expected = try #require(try RecordedSegments.load("old-formats/\(name)").segments.first)
    let log = try RecordedSegments.log("old-formats/\(name)")
    #expect(log.readableBytes == expected.size)
    var entries = RecordBatches(log)
    for wanted in expected.batches {
      #expect(entries.index == wanted.position)
      let entry = try #require(try entries.next())
      #expect(entry.sizeInBytes == wanted.size)
      #expect(entry.magic == wanted.magic)
      let records: [Record]
      switch entry {
      case .message(let message):
        records = try compare(message, with: wanted)
      case .batch(let batch):
        try batch.validateChecksum()
        #expect(batch.header.crc == wanted.crc)
        #expect(batch.header.attributes.rawValue == wanted.attributes)
        records = Array(try batch.records())
      }
      #expect(records.count == wanted.count)
      #expect(records.first?.offset == wanted.baseOffset)
      #expect(records.last?.offset == wanted.lastOffset)
      for (record, wanted) in zip(records, wanted.records) {
        #expect(record.offset == wanted.offset)
        #expect(record.timestamp == wanted.timestamp)
        #expect(recorded(record.key) == wanted.keyHex)
        if let size = wanted.valueSize {
          #expect(record.valueCount == size)
          #expect(record.value.map { sha256($0.readableBytesView) } == wanted.valueSha256)
        } else {
          #expect(record.value?.hexadecimal == wanted.valueHex)
        }
        #expect(record.headers.map(RecordedHeader.init) == wanted.headers)
      }
    }
    #expect(try entries.next() == nil)
    #expect(entries.unreadBytes == 0)
  }

  private func compare(_ message: LegacyMessage, with wanted: RecordedSegments.Batch) throws -> [Record] {
    try message.validateChecksum()
    #expect(message.crc == wanted.crc)
    #expect(Int16(message.attributes) == wanted.attributes)
    #expect(message.compression?.name == wanted.codec)
    #expect(message.timestampType.recordedName == wanted.timestampType)
    #expect(message.timestamp == wanted.maxTimestamp)
    #expect(message.lastOffset == wanted.lastOffset)
    return try message.records()
  }

  @Test(arguments: cases.filter { $0.hasPrefix("magic0") || $0.hasPrefix("magic1") })
  func `writing the recorded messages gives the recorded bytes or content`(name: String) throws {
    var entries = RecordBatches(try RecordedSegments.log("old-formats/\(name)"))
    while case .message(let message)? = try entries.next() {
      let compression = try #require(message.compression)
      let isAppendTime = message.timestampType == .logAppendTime
      var writer = MessageSetWriter(
        magic: message.magic, compression: compression, appendTimestamp: isAppendTime ? message.timestamp : nil)
      let records = try message.records()
      for record in records {
        writer.append(offset: record.offset, timestamp: record.timestamp, key: record.key, value: record.value)
      }
      let bytes = try writer.bytes()
      if compression == .none {
        #expect(bytes.hexadecimal == message.bytes.hexadecimal)
        continue
      }
      // Another codec's library than Java's: the content counts.
      var rewritten = RecordBatches(bytes)
      guard case .message(let read)? = try rewritten.next() else { throw RecordError(.magic, at: 0, "no message") }
      #expect(read.isChecksumValid)
      #expect(read.attributes == message.attributes)
      #expect(read.timestamp == message.timestamp)
      #expect(read.offset == message.offset)
      #expect(try read.records().map(\.offset) == records.map(\.offset))
      #expect(try read.records().map(RandomRecords.Plain.init) == records.map(RandomRecords.Plain.init))
    }
  }

  @Test
  func `small messages have the bytes that an independent reader checked`() throws {
    var old = MessageSetWriter(magic: 0)
    old.append(offset: 0, key: nil, value: ByteBuffer(string: "v"))
    #expect(try old.bytes().hexadecimal == "00000000000000000000000fd20cbff50000ffffffff0000000176")
    var newer = MessageSetWriter(magic: 1)
    newer.append(
      offset: 0, timestamp: 1_700_000_000_000, key: ByteBuffer(string: "k"), value: ByteBuffer(string: "v"))
    #expect(
      try newer.bytes().hexadecimal == "00000000000000000000001839268c3301000000018bcfe56800000000016b0000000176")
  }

  @Test(.enabled(if: CompressionType.gzip.isBuilt))
  func `a wrapper whose offset the broker has yet to give counts from zero`() throws {
    var writer = MessageSetWriter(magic: 1, compression: .gzip)
    for offset in 0..<3 {
      writer.append(offset: Int64(offset), timestamp: 5, key: nil, value: ByteBuffer(string: "v"))
    }
    var bytes = try writer.bytes()
    bytes.setInteger(Int64(0), at: bytes.readerIndex)
    #expect(try message(bytes).records().map(\.offset) == [0, 1, 2])
    bytes.setInteger(Int64(100), at: bytes.readerIndex)
    #expect(try message(bytes).records().map(\.offset) == [98, 99, 100])
  }

  private static let shapes: [(magic: Int8, compression: CompressionType)] = [
    (0, .none), (0, .lz4), (1, .none), (1, .gzip), (1, .snappy),
  ].filter { $0.1.isBuilt }

  private func sample(_ magic: Int8, _ compression: CompressionType) throws -> ByteBuffer {
    var writer = MessageSetWriter(magic: magic, compression: compression)
    writer.append(offset: 5, timestamp: 1, key: ByteBuffer(string: "key"), value: ByteBuffer(string: "value"))
    writer.append(offset: 9, timestamp: 2, key: nil, value: nil)
    return try writer.bytes()
  }

  @Test(arguments: shapes)
  func `messages cut at any byte are left out`(magic: Int8, compression: CompressionType) throws {
    let whole = try sample(magic, compression)
    var borders = [0]
    var entries = RecordBatches(whole)
    while try entries.next() != nil { borders.append(entries.index) }
    for count in 0...whole.readableBytes {
      var entries = RecordBatches(try #require(whole.getSlice(at: 0, length: count)))
      while try entries.next() != nil {}
      let border = try #require(borders.last { $0 <= count })
      #expect(entries.unreadBytes == count - border)
    }
  }

  @Test(arguments: shapes)
  func `a changed byte under the checksum is found, and none crashes a reader`(
    magic: Int8, compression: CompressionType
  ) throws {
    let whole = try sample(magic, compression)
    let firstSize = try message(whole).sizeInBytes
    for index in 0..<firstSize {
      for flipped in [0x01, 0x80, 0xFF] as [UInt8] {
        var changed = whole
        changed.setInteger((changed.getInteger(at: index, as: UInt8.self) ?? 0) ^ flipped, at: index)
        var entries = RecordBatches(changed)
        guard case .message(let message)? = try? entries.next() else { continue }
        if index >= 12 { #expect(!message.isChecksumValid) }
        _ = try? message.records(decompressionLimit: 1 << 20)
      }
    }
  }

  private func message(_ bytes: ByteBuffer) throws -> LegacyMessage {
    var entries = RecordBatches(bytes)
    guard case .message(let message)? = try entries.next() else { throw RecordError(.magic, at: 0, "no message") }
    return message
  }
}
