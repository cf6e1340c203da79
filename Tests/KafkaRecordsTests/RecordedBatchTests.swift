import KafkaCompression
import KafkaRecords
import NIOCore
import TestSupport
import Testing

@Suite
struct RecordedBatchTests {
  @Test
  func `every recorded batch reads as Java reads it`() throws {
    let lines = try Fixtures.lines("batches/valid.jsonl", as: RecordedBatches.self)
    #expect(lines.count == 438)
    for line in lines where line.isReadable {
      let found = try batches(in: ByteBuffer(hex: line.hex))
      #expect(found.count == line.batches.count, "\(line.testDescription)")
      for (batch, expected) in zip(found, line.batches) {
        try compare(batch, with: expected, Comment(rawValue: line.testDescription))
      }
    }
  }

  private func compare(_ batch: RecordBatch, with expected: RecordedBatches.Batch, _ comment: Comment) throws {
    try batch.validateChecksum()
    let header = batch.header
    #expect(header.baseOffset == expected.baseOffset, comment)
    #expect(header.batchLength == expected.length, comment)
    #expect(header.partitionLeaderEpoch == expected.leaderEpoch, comment)
    #expect(header.magic == expected.magic, comment)
    #expect(header.crc == expected.crc, comment)
    #expect(header.attributes.rawValue == expected.attributes, comment)
    #expect(header.compression?.name == expected.compression, comment)
    #expect((header.timestampType == .createTime ? "CreateTime" : "LogAppendTime") == expected.timestampType, comment)
    #expect(header.isTransactional == expected.transactional, comment)
    #expect(header.isControl == expected.control, comment)
    #expect(header.deleteHorizon == expected.deleteHorizon, comment)
    #expect(header.lastOffsetDelta == expected.lastOffsetDelta, comment)
    #expect(header.baseTimestamp == expected.baseTimestamp, comment)
    #expect(header.maxTimestamp == expected.maxTimestamp, comment)
    #expect(header.producerId == expected.producerId, comment)
    #expect(header.producerEpoch == expected.producerEpoch, comment)
    #expect(header.baseSequence == expected.baseSequence, comment)
    #expect(header.recordCount == expected.count, comment)
    #expect(header.lastSequence == expected.lastSequence, comment)

    let records = try batch.records()
    #expect(Array(records).count == expected.records.count, comment)
    for (record, wanted) in zip(records, expected.records) {
      #expect(record.offset == expected.baseOffset &+ Int64(wanted.offsetDelta), comment)
      let timestamp =
        header.timestampType == .logAppendTime
        ? expected.maxTimestamp : expected.baseTimestamp &+ wanted.timestampDelta
      #expect(record.timestamp == timestamp, comment)
      #expect(recorded(record.key) == wanted.key, comment)
      #expect(recorded(record.value) == wanted.value, comment)
      #expect(record.headers.map(RecordedHeader.init) == wanted.headers, comment)
    }
  }

  @Test
  func `the writer makes the recorded bytes from the recorded records`() throws {
    let lines = try Fixtures.lines("batches/valid.jsonl", as: RecordedBatches.self)
    var exact = 0
    for line in lines where line.isReadable {
      let buffer = ByteBuffer(hex: line.hex)
      for (batch, expected) in zip(try batches(in: buffer), line.batches) {
        let rewritten = try rewrite(batch, as: expected)
        let comment = Comment(rawValue: line.testDescription)
        if line.exact {
          #expect(rewritten.hexadecimal == batch.bytes.hexadecimal, comment)
          exact += 1
        } else {
          // Another deflate, LZ4 or zstd than Java's: the content counts.
          let read = try RecordBatch(rewritten)
          try read.validateChecksum()
          #expect(read.header.attributes == batch.header.attributes, comment)
          #expect(try contents(read) == contents(batch), comment)
        }
      }
    }
    #expect(exact == 119)
  }

  private func rewrite(_ batch: RecordBatch, as expected: RecordedBatches.Batch) throws -> ByteBuffer {
    let compression = try #require(batch.header.compression)
    var writer = RecordBatchWriter(compression: compression)
    if batch.header.attributes.hasDeleteHorizon { writer.fixBaseTimestamp(batch.header.baseTimestamp) }
    let records = try batch.records()
    for (record, wanted) in zip(records, expected.records) {
      // From the recorded delta: with log append time no reader shows the timestamps that the producer sent.
      try writer.append(
        key: record.key, value: record.value, headers: record.headers,
        timestamp: expected.baseTimestamp &+ wanted.timestampDelta, offsetDelta: wanted.offsetDelta)
    }
    if records.count == 0 { writer.fixBaseTimestamp(batch.header.baseTimestamp) }
    return try writer.seal(batch.header)
  }

  private func contents(_ batch: RecordBatch) throws -> [UInt8] {
    try batch.records().withUnsafeBytes { Array($0) }
  }
}
