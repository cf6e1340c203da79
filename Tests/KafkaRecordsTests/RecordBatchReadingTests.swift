import KafkaCompression
import KafkaRecords
import KafkaWire
import NIOCore
import TestSupport
import Testing

@Suite
struct RecordBatchReadingTests {
  @Test(arguments: CompressionType.built)
  func `random records come back as they were written`(compression: CompressionType) throws {
    var random = RandomSource.seeded(100 + UInt64(compression.rawValue))
    for _ in 0..<40 {
      let records = (0..<Int.random(in: 1...60, using: &random)).map { _ in RandomRecords.record(using: &random) }
      var writer = RecordBatchWriter(compression: compression, capacity: 64)
      for record in records {
        try writer.append(
          key: record.key, value: record.value, headers: record.headers, timestamp: record.timestamp)
      }
      let batch = try RecordBatch(try writer.seal(producerId: 7, producerEpoch: 1, baseSequence: 9))
      try batch.validateChecksum()
      #expect(batch.header.compression == compression)
      #expect(batch.header.maxTimestamp == records.map(\.timestamp).max())
      #expect(batch.header.baseTimestamp == records[0].timestamp)
      #expect(batch.header.lastSequence == 9 + Int32(records.count) - 1)
      let read = try batch.records()
      #expect(read.count == records.count)
      #expect(read.map(RandomRecords.Plain.init) == records)
      #expect(read.map(\.offset) == (0..<Int64(records.count)).map { $0 })
      try compareWays(read)
    }
  }

  /// Views, unsafe records and layouts say the same.
  private func compareWays(_ records: Records) throws {
    var unsafe: [[UInt8]?] = []
    records.forEachUnsafe { record in
      unsafe.append(record.key.map(Array.init))
      unsafe.append(record.value.map(Array.init))
    }
    #expect(
      unsafe
        == records.flatMap {
          [$0.key.map { Array($0.readableBytesView) }, $0.value.map { Array($0.readableBytesView) }]
        })
    #expect(
      records.map { record in record.withUnsafeValue { $0.map(Array.init) } }
        == records.map { $0.value.map { Array($0.readableBytesView) } })
    #expect(records.map { $0.withUnsafeKey { $0?.count } } == records.map(\.keyCount))
    #expect(records.layouts().map { records.record($0).value } == records.map(\.value))
    #expect(records.map(\.valueCount) == records.map { $0.value?.readableBytes })
  }

  @Test
  func `a batch cut at any byte is refused or left out, never read wrongly`() throws {
    for compression in CompressionType.built {
      let whole = try sample(compression)
      for count in 0..<whole.readableBytes {
        let part = whole.getSlice(at: whole.readerIndex, length: count) ?? ByteBuffer()
        #expect(throws: RecordError.self) { try RecordBatch(part) }
        var batches = RecordBatches(part)
        #expect(try batches.next() == nil)
        #expect(batches.unreadBytes == count)
      }
    }
  }

  @Test
  func `records that end at any byte under a right checksum are refused`() throws {
    for compression in CompressionType.built {
      let whole = try sample(compression)
      for count in RecordBatchHeader.byteCount..<whole.readableBytes {
        var part = ByteBuffer(bytes: whole.readableBytesView.prefix(count))
        part.setInteger(Int32(count - RecordBatchHeader.overhead), at: 8)
        let batch = try RecordBatch(part)
        #expect(!batch.isChecksumValid)
        #expect(throws: RecordError.self, "\(compression), \(count) bytes") { try batch.records() }
      }
    }
  }

  @Test
  func `changed bytes never crash a reader`() throws {
    var random = RandomSource.seeded(77)
    for compression in CompressionType.built {
      let whole = try sample(compression)
      for _ in 0..<3000 {
        var bytes = whole
        for _ in 0..<Int.random(in: 1...4, using: &random) {
          bytes.setInteger(
            UInt8(truncatingIfNeeded: random.next()),
            at: bytes.readerIndex + Int.random(in: 0..<bytes.readableBytes, using: &random))
        }
        readEverything(bytes)
      }
    }
    for _ in 0..<3000 {
      let count = Int.random(in: 0...300, using: &random)
      var bytes = ByteBuffer(bytes: (0..<count).map { _ in UInt8(truncatingIfNeeded: random.next()) })
      // As likely as not something that looks like a batch.
      if count > 61 {
        bytes.setInteger(Int32(count - 12), at: 8)
        bytes.setInteger(Int8.random(in: 0...2, using: &random), at: 16)
        bytes.setInteger(Int32.random(in: 0...5, using: &random), at: 57)
      }
      readEverything(bytes)
    }
  }

  private func readEverything(_ bytes: ByteBuffer) {
    var batches = RecordBatches(bytes)
    while let next = try? batches.next() {
      switch next {
      case .batch(let batch):
        guard let records = try? batch.records(decompressionLimit: 1 << 20) else { continue }
        for record in records { _ = (record.key, record.value, record.headers) }
      case .message(let message):
        guard let records = try? message.records(decompressionLimit: 1 << 20) else { continue }
        for record in records { _ = (record.key, record.value, record.headers) }
      }
    }
  }

  @Test(arguments: CompressionType.built.filter { $0 != .none })
  func `records do not decompress beyond the limit`(compression: CompressionType) throws {
    var writer = RecordBatchWriter(compression: compression)
    try writer.append(key: nil, value: ByteBuffer(repeating: 0, count: 1 << 20), timestamp: 1)
    let batch = try RecordBatch(try writer.seal())
    let size = try batch.records().sizeInBytes
    #expect(throws: RecordError.self) { try batch.records(decompressionLimit: size - 1) }
    let error = #expect(throws: RecordError.self) { try batch.records(decompressionLimit: 1000) }
    #expect(error?.kind == .limit)
    #expect(try batch.records(decompressionLimit: size).count == 1)
  }

  @Test(.enabled(if: CompressionType.lz4.isBuilt))
  func `views stay right in a buffer that does not begin at zero`() throws {
    var buffer = ByteBuffer(repeating: 9, count: 1000)
    buffer.moveReaderIndex(to: 500)
    let first = buffer.writerIndex
    buffer.writeImmutableBuffer(try sample(.none))
    buffer.writeImmutableBuffer(try sample(.lz4))
    buffer.moveReaderIndex(to: first)
    let found = try batches(in: buffer)
    #expect(found.count == 2)
    #expect(try found[0].records().map(RandomRecords.Plain.init) == found[1].records().map(RandomRecords.Plain.init))
    #expect(found.map(\.bytes) == [try sample(.none), try sample(.lz4)])
  }

  @Test
  func `errors name the place and what was seen`() throws {
    var bytes = try sample(.none)
    bytes.setInteger(UInt8(200), at: bytes.readerIndex + RecordBatchHeader.byteCount + 1)
    bytes.setInteger(UInt8(0x7E), at: bytes.readerIndex + RecordBatchHeader.byteCount)
    let error = #expect(throws: RecordError.self) { try RecordBatch(bytes).records() }
    #expect(error?.kind == .record)
    #expect(error?.description.isEmpty == false)

    var checksum = try sample(.none)
    checksum.setInteger(UInt32(1), at: checksum.readerIndex + 17)
    #expect(throws: RecordError.self) { try RecordBatch(checksum).validateChecksum() }
  }

  private func sample(_ compression: CompressionType) throws -> ByteBuffer {
    var writer = RecordBatchWriter(compression: compression)
    try writer.append(key: ByteBuffer(string: "key"), value: ByteBuffer(string: "value"), timestamp: 1000)
    try writer.append(
      key: nil, value: ByteBuffer(repeating: 5, count: 200),
      headers: [RecordHeader("name", "text"), RecordHeader(key: "", value: nil)], timestamp: 999)
    try writer.append(key: ByteBuffer(), value: nil, timestamp: 70_000)
    return try writer.seal()
  }
}
