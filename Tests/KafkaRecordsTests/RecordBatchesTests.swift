import KafkaRecords
import NIOCore
import TestSupport
import Testing

@Suite
struct RecordBatchesTests {
  private func batch(_ value: String) throws -> ByteBuffer {
    var writer = RecordBatchWriter()
    try writer.append(key: nil, value: ByteBuffer(string: value), timestamp: 1)
    return try writer.seal()
  }

  @Test
  func `batches follow each other and a cut one is left over`() throws {
    var buffer = try batch("one")
    buffer.writeImmutableBuffer(try batch("two"))
    let end = buffer.writerIndex
    buffer.writeBytes(try batch("three").readableBytesView.dropLast())
    var batches = RecordBatches(buffer)
    var values: [String] = []
    while case .batch(let batch)? = try batches.next() {
      values += try batch.records().map { $0.value.map { String(buffer: $0) } ?? "" }
    }
    #expect(values == ["one", "two"])
    #expect(batches.index == end)
    #expect(batches.unreadBytes == buffer.writerIndex - end)
    #expect(try batches.next() == nil)
  }

  @Test
  func `nothing is an empty row of batches`() throws {
    var batches = RecordBatches(ByteBuffer())
    #expect(try batches.next() == nil)
    #expect(batches.unreadBytes == 0)
  }

  @Test(
    arguments: [
      (-1, 2, .size), (0, 2, .size), (13, 2, .size), (48, 2, .size), (21, 1, .size), (Int32.max, 2, .limit),
      (49, 3, .magic), (49, -1, .magic), (49, 127, .magic),
    ] as [(Int32, Int8, RecordError.Kind)])
  func `a length or magic that no batch has is an error`(length: Int32, magic: Int8, kind: RecordError.Kind) throws {
    var buffer = try batch(String(repeating: "x", count: 100))
    buffer.setInteger(length, at: buffer.readerIndex + 8)
    buffer.setInteger(magic, at: buffer.readerIndex + 16)
    var batches = RecordBatches(buffer)
    let error = #expect(throws: RecordError.self) { try batches.next() }
    #expect(error?.kind == kind)
    // It stays there, however often it is asked for.
    #expect(throws: RecordError.self) { try batches.next() }
    #expect(batches.unreadBytes == buffer.readableBytes)
  }

  @Test
  func `slices beyond 16 MiB of a buffer read as well`() throws {
    var buffer = ByteBuffer(repeating: 0, count: 17 << 20)
    let start = buffer.writerIndex
    buffer.writeImmutableBuffer(try batch("far away"))
    let batch = try RecordBatch(buffer, at: start)
    try batch.validateChecksum()
    #expect(try batch.records().map(\.value) == [ByteBuffer(string: "far away")])
  }
}
