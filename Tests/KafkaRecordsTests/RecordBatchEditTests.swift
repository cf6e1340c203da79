import KafkaRecords
import NIOCore
import TestSupport
import Testing

@Suite
struct RecordBatchEditTests {
  /// Two records, behind three other bytes.
  private func batchAtThree() throws -> ByteBuffer {
    var writer = RecordBatchWriter()
    try writer.append(key: ByteBuffer(string: "k"), value: ByteBuffer(string: "v"), timestamp: 1_700_000_000_000)
    try writer.append(key: nil, value: ByteBuffer(repeating: 7, count: 5000), timestamp: 1_700_000_000_005)
    var buffer = ByteBuffer(bytes: [1, 2, 3])
    buffer.writeImmutableBuffer(try writer.seal())
    return buffer
  }

  @Test
  func `a leader's fields are set without touching the checksum`() throws {
    var buffer = try batchAtThree()
    let before = try RecordBatch(buffer, at: 3)
    RecordBatchEdit.setBaseOffset(999, in: &buffer, at: 3)
    RecordBatchEdit.setPartitionLeaderEpoch(5, in: &buffer, at: 3)
    let after = try RecordBatch(buffer, at: 3)
    #expect(after.header.baseOffset == 999)
    #expect(after.header.lastOffset == 1000)
    #expect(after.header.partitionLeaderEpoch == 5)
    #expect(after.header.crc == before.header.crc)
    #expect(after.isChecksumValid)
    #expect(try after.records().map(\.offset) == [999, 1000])
  }

  @Test
  func `a producer's fields are set anew and the checksum follows`() throws {
    var buffer = try batchAtThree()
    for (id, epoch, sequence) in [(4000, 1, 0), (4000, 2, 77), (-1, -1, -1)] as [(Int64, Int16, Int32)] {
      RecordBatchEdit.setProducer(id: id, epoch: epoch, baseSequence: sequence, in: &buffer, at: 3)
      let batch = try RecordBatch(buffer, at: 3)
      #expect(batch.header.producerId == id)
      #expect(batch.header.producerEpoch == epoch)
      #expect(batch.header.baseSequence == sequence)
      try batch.validateChecksum()
    }
    #expect(buffer == (try batchAtThree()))
  }

  @Test
  func `log append time gives every record the batch's timestamp`() throws {
    var buffer = try batchAtThree()
    RecordBatchEdit.setMaxTimestamp(1_800_000_000_000, type: .logAppendTime, in: &buffer, at: 3)
    let batch = try RecordBatch(buffer, at: 3)
    try batch.validateChecksum()
    #expect(batch.header.timestampType == .logAppendTime)
    #expect(try batch.records().map(\.timestamp) == [1_800_000_000_000, 1_800_000_000_000])
  }

  @Test
  func `an edit does not hide damage that was there before`() throws {
    var buffer = try batchAtThree()
    buffer.setInteger(UInt8(8), at: 3 + 1000)
    RecordBatchEdit.setProducer(id: 1, epoch: 0, baseSequence: 0, in: &buffer, at: 3)
    #expect(!(try RecordBatch(buffer, at: 3).isChecksumValid))
  }

  @Test
  func `a buffer that others hold too is not changed for them`() throws {
    let original = try batchAtThree()
    var mine = original
    RecordBatchEdit.setBaseOffset(55, in: &mine, at: 3)
    RecordBatchEdit.setProducer(id: 1, epoch: 0, baseSequence: 0, in: &mine, at: 3)
    #expect(try RecordBatch(original, at: 3).header.baseOffset == 0)
    #expect(try RecordBatch(original, at: 3).header.producerId == -1)
  }
}
