import KafkaRecords
import NIOCore
import TestSupport
import Testing

/// The Java consumer's way through bytes: split, checksum, control record, records.
private struct ConsumerRun {
  var stage: String?
  var batches = 0
  var records: [(offsetDelta: Int64, record: Record)] = []
  var ignoredBytes = 0
  var error: RecordError?

  init(_ bytes: ByteBuffer) {
    var rest = RecordBatches(bytes)
    do throws(RecordError) {
      stage = "split"
      while let next = try rest.next() {
        switch next {
        case .batch(let batch): try read(batch)
        case .message(let message):
          stage = "checksum"
          try message.validateChecksum()
          stage = "records"
          records += try message.records().map { (0, $0) }
        }
        batches += 1
        stage = "split"
      }
      stage = nil
      ignoredBytes = rest.unreadBytes
    } catch {
      self.error = error
    }
  }

  private mutating func read(_ batch: RecordBatch) throws(RecordError) {
    stage = "checksum"
    try batch.validateChecksum()
    stage = "records"
    let all = try batch.records()
    if batch.header.isControl {
      stage = "control record"
      for record in all { _ = try EndTransactionMarker(record) }
    }
    records += all.map { ($0.offset - batch.baseOffset, $0) }
  }
}

@Suite
struct ConsumerVerdictTests {
  @Test
  func `malformed batches are accepted and refused as the Java consumer does`() throws {
    let lines = try Fixtures.lines("batches/malformed.jsonl", as: RecordedVerdicts.self)
    #expect(lines.count == 378)
    for line in lines where line.isReadable { compare(line) }
  }

  @Test
  func `odd compressed streams are accepted and refused as the Java consumer does`() throws {
    let lines = try Fixtures.lines("batches/streams.jsonl", as: RecordedVerdicts.self)
    #expect(lines.count == 187)
    for line in lines where line.isReadable {
      compare(line)
      guard line.consumer.ok, let batch = try? RecordBatch(ByteBuffer(hex: line.hex)) else { continue }
      let content = try batch.records().withUnsafeBytes { Array($0) }
      #expect(content.count == line.plainLength, "\(line.testDescription)")
      #expect(sha256(content) == line.plainSha256, "\(line.testDescription)")
    }
  }

  private func compare(_ line: RecordedVerdicts) {
    let run = ConsumerRun(ByteBuffer(hex: line.hex))
    let comment = Comment(rawValue: "\(line.testDescription): \(run.error?.description ?? "accepted")")
    let expected = line.consumer
    #expect((run.error == nil) == expected.ok, comment)
    #expect(run.batches == expected.batches, comment)
    guard expected.ok else {
      // A batch below 61 bytes is refused when it is split off, not when its checksum is compared.
      let stages = run.error?.kind == .size ? ["split", "checksum"] : [run.stage]
      #expect(stages.contains(expected.stage), comment)
      return
    }
    #expect(run.records.count == expected.records, comment)
    #expect(run.ignoredBytes == expected.ignoredBytes ?? 0, comment)
    guard let seen = expected.seen else { return }
    for ((offsetDelta, record), wanted) in zip(run.records, seen) {
      #expect(offsetDelta == wanted.offsetDelta, comment)
      switch wanted.content {
      case .record(let key, let value, let headers):
        #expect(recorded(record.key) == key, comment)
        // Very large values are recorded by their size only.
        let isSizeOnly = value?.hasPrefix("(") == true
        #expect((isSizeOnly ? "(\(record.valueCount ?? 0) bytes)" : recorded(record.value)) == value, comment)
        #expect(record.headers.map(RecordedHeader.init) == headers, comment)
      case .control(let type):
        #expect((try? name(of: ControlRecordType(key: record.key))) == type, comment)
      }
    }
  }

  private func name(of type: ControlRecordType) -> String {
    switch type {
    case .abort: "ABORT"
    case .commit: "COMMIT"
    default: "UNKNOWN"
    }
  }
}
