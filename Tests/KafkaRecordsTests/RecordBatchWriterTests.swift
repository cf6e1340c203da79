import KafkaCompression
import KafkaRecords
import KafkaWire
import NIOCore
import TestSupport
import Testing

@Suite
struct RecordBatchWriterTests {
  private func writerWithTwoRecords(_ compression: CompressionType = .none, headroom: Int = 0) throws
    -> RecordBatchWriter
  {
    var writer = RecordBatchWriter(compression: compression, headroom: headroom)
    try writer.append(key: ByteBuffer(string: "k"), value: ByteBuffer(string: "v"), timestamp: 1_700_000_000_000)
    try writer.append(
      key: nil, value: ByteBuffer(), headers: [RecordHeader(key: "h", value: nil)], timestamp: 1_700_000_000_005)
    return writer
  }

  @Test
  func `a small batch has the bytes that an independent reader checked`() throws {
    var writer = try writerWithTwoRecords()
    var template = RecordBatchHeader()
    template.partitionLeaderEpoch = 0
    #expect(
      try writer.seal(template).hexadecimal
        == "000000000000000000000044000000000213f3c0b70000000000010000018bcfe568000000018bcfe56805"
        + "ffffffffffffffffffffffffffff0000000210000000026b02760012000a02010002026801")
  }

  @Test
  func `an empty batch keeps the offsets and sequences of the records it lost`() throws {
    var template = RecordBatchHeader()
    template.baseOffset = 3
    template.partitionLeaderEpoch = 2
    template.lastOffsetDelta = 4
    template.producerId = 4000
    template.producerEpoch = 1
    template.baseSequence = 5
    var writer = RecordBatchWriter(compression: .gzip)
    let batch = try writer.seal(template)
    #expect(
      batch.hexadecimal
        == "000000000000000300000031000000020265b4c565000000000004ffffffffffffffffffffffffffffffff"
        + "0000000000000fa000010000000500000000")
    #expect(try RecordBatch(batch).header.lastSequence == 9)
    #expect(try RecordBatch(batch).records().count == 0)
  }

  @Test(arguments: CompressionType.built)
  func `room in front of a sealed batch can be filled without moving it`(compression: CompressionType) throws {
    var writer = try writerWithTwoRecords(compression, headroom: 20)
    var sealed = try writer.seal()
    #expect(sealed.readerIndex == 20)
    let batch = sealed
    sealed.setInteger(UInt64(0x0102_0304_0506_0708), at: 12)
    sealed.moveReaderIndex(to: 12)
    #expect(sealed.readInteger(as: UInt64.self) == 0x0102_0304_0506_0708)
    #expect(sealed == batch)
    #expect(try RecordBatch(sealed).records().map(\.offset) == [0, 1])
  }

  @Test(arguments: CompressionType.built.filter { [.none, .lz4].contains($0) })
  func `a writer goes on with the next batch after sealing one`(compression: CompressionType) throws {
    var writer = try writerWithTwoRecords(compression)
    let first = try writer.seal()
    #expect(writer.isEmpty)
    #expect(writer.sizeInBytes == RecordBatchHeader.byteCount)
    try writer.append(key: nil, value: ByteBuffer(string: "second"), timestamp: 9)
    let second = try RecordBatch(try writer.seal())
    #expect(second.header.baseTimestamp == 9)
    #expect(second.header.maxTimestamp == 9)
    #expect(second.header.lastOffsetDelta == 0)
    #expect(try second.records().map(\.value) == [ByteBuffer(string: "second")])
    #expect(try RecordBatch(first).records().map(\.timestamp) == [1_700_000_000_000, 1_700_000_000_005])
  }

  @Test
  func `a copied writer does not write into the other's batch`() throws {
    var one = try writerWithTwoRecords()
    var two = one
    try one.append(key: nil, value: ByteBuffer(string: "for one"), timestamp: 1)
    try two.append(key: nil, value: ByteBuffer(string: "for two"), timestamp: 2)
    try one.append(key: nil, value: ByteBuffer(string: "more"), timestamp: 1)
    var three = two
    let second = try RecordBatch(try two.seal())
    try three.append(key: nil, value: ByteBuffer(string: "for three"), timestamp: 3)
    let first = try RecordBatch(try one.seal())
    let third = try RecordBatch(try three.seal())
    try [first, second, third].forEach { try $0.validateChecksum() }
    #expect(try first.records().map(\.value?.readableBytes) == [1, 0, 7, 4])
    #expect(try second.records().map(\.value?.readableBytes) == [1, 0, 7])
    #expect(try third.records().map(\.value?.readableBytes) == [1, 0, 7, 9])
  }

  @Test
  func `a sealed batch does not change when its writer goes on in reused memory`() throws {
    var writer = try writerWithTwoRecords()
    let sealed = try writer.seal()
    let expected = sealed.hexadecimal
    writer.reuse(sealed)
    try writer.append(key: nil, value: ByteBuffer(string: "something else"), timestamp: 1)
    #expect(sealed.hexadecimal == expected)
    #expect(try RecordBatch(try writer.seal()).records().count == 1)
  }

  @Test
  func `a writer reuses memory that nobody else holds`() throws {
    var writer = RecordBatchWriter(capacity: 4000)
    try writer.append(key: nil, value: ByteBuffer(string: "a"), timestamp: 1)
    let sealed = try writer.seal()
    let address = sealed.withVeryUnsafeBytes { $0.baseAddress }
    writer.reuse(consume sealed)
    #expect(writer.heldBytes >= 4000)
    #expect(writer.isEmpty)
    try writer.append(key: nil, value: ByteBuffer(string: "b"), timestamp: 2)
    let next = try writer.seal()
    #expect(next.withVeryUnsafeBytes { $0.baseAddress } == address)
    #expect(try RecordBatch(next).records().map(\.value) == [ByteBuffer(string: "b")])
  }

  @Test(arguments: CompressionType.built)
  func `a batch compressed in kept memory is the same, and shares nothing with the next`(
    compression: CompressionType
  ) throws {
    var plain = try writerWithTwoRecords(compression)
    var other = plain
    var scratch = ByteBuffer()
    let expected = try plain.seal(producerId: 7, producerEpoch: 2, baseSequence: 9)
    let first = try other.seal(producerId: 7, producerEpoch: 2, baseSequence: 9, through: &scratch)
    #expect(first == expected)
    #expect(other.isEmpty)

    // Kept for the next batch, which is not the worse for what was there.
    let capacity = scratch.storageCapacity
    #expect((capacity > 0) == (compression != .none))
    try other.append(key: nil, value: ByteBuffer(string: "third"), timestamp: 3)
    let second = try other.seal(producerId: 7, producerEpoch: 2, baseSequence: 11, through: &scratch)
    #expect(scratch.storageCapacity == capacity)
    #expect(try RecordBatch(second).records().map(\.value) == [ByteBuffer(string: "third")])
    #expect(first == expected)
  }

  @Test
  func `sizes are known before a record is written`() throws {
    var random = RandomSource.seeded(11)
    var writer = RecordBatchWriter()
    for _ in 0..<2000 {
      let key = RandomRecords.bytes(upTo: 200, using: &random)
      let value = RandomRecords.bytes(upTo: 10_000, using: &random)
      let headers = RandomRecords.headers(using: &random)
      let timestamp = Int64.random(in: -1...2_000_000_000_000, using: &random)
      let before = writer.sizeInBytes
      let expected = writer.sizeInBytes(
        addingKeyCount: key?.readableBytes, valueCount: value?.readableBytes, headers: headers, timestamp: timestamp)
      try writer.append(key: key, value: value, headers: headers, timestamp: timestamp)
      #expect(writer.sizeInBytes == expected)
      #expect(
        writer.sizeInBytes - before
          <= RecordSize.upperBound(
            keyCount: key?.readableBytes, valueCount: value?.readableBytes, headers: headers))
    }
    let size = writer.sizeInBytes
    #expect(try writer.seal().readableBytes == size)
  }

  @Test(arguments: CompressionType.built.filter { [.none, .zstd].contains($0) })
  func `a batch is divided by appending its records to others`(compression: CompressionType) throws {
    var writer = RecordBatchWriter(compression: compression)
    for number in 0..<100 {
      try writer.append(key: nil, value: ByteBuffer(string: "value \(number)"), timestamp: Int64(1000 + number))
    }
    let whole = try RecordBatch(try writer.seal())
    var parts: [RecordBatch] = []
    var part = RecordBatchWriter()
    for record in try whole.records() {
      try part.append(key: record.key, value: record.value, headers: record.headers, timestamp: record.timestamp)
      if part.recordCount == 30 { parts.append(try RecordBatch(try part.seal())) }
    }
    parts.append(try RecordBatch(try part.seal()))
    #expect(parts.map(\.header.recordCount) == [30, 30, 30, 10])
    #expect(parts.map(\.header.baseTimestamp) == [1000, 1030, 1060, 1090])
    #expect(parts.map(\.header.maxTimestamp) == [1029, 1059, 1089, 1099])
    #expect(try parts.flatMap { try $0.records().map(\.value) } == whole.records().map(\.value))
  }

  @Test
  func `sequences wrap within 31 bits`() {
    var header = RecordBatchHeader()
    header.baseSequence = .max - 1
    header.lastOffsetDelta = 3
    #expect(header.lastSequence == 1)
    #expect(RecordBatchHeader.sequence(.max, plus: 1) == 0)
    header.baseSequence = -1
    #expect(header.lastSequence == -1)
  }

  @Test
  func `a writer for a codec's impossible level says so and keeps its records`() throws {
    var writer = RecordBatchWriter(compression: .gzip, level: 99)
    try writer.append(key: nil, value: ByteBuffer(string: "kept"), timestamp: 1)
    #expect(throws: CompressionError.self) { try writer.seal() }
    #expect(writer.recordCount == 1)
  }
}
