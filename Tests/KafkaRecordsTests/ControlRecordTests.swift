import KafkaRecords
import NIOCore
import TestSupport
import Testing

@Suite
struct ControlRecordTests {
  @Test
  func `an abort marker has the bytes that an independent reader checked`() throws {
    let marker = EndTransactionMarker(isCommit: false, coordinatorEpoch: 7)
    var bytes = try marker.batch(producerId: 4000, producerEpoch: 1, timestamp: 1_700_000_000_010)
    RecordBatchEdit.setBaseOffset(2, in: &bytes, at: bytes.readerIndex)
    RecordBatchEdit.setPartitionLeaderEpoch(0, in: &bytes, at: bytes.readerIndex)
    #expect(
      bytes.hexadecimal
        == "0000000000000002000000420000000002512002240030000000000000018bcfe5680a0000018bcfe5680a"
        + "0000000000000fa00001ffffffff000000012000000008000000000c00000000000700")
  }

  @Test
  func `recorded control batches are made from what they say`() throws {
    var markers = 0
    var others = 0
    for line in try Fixtures.lines("batches/valid.jsonl", as: RecordedBatches.self) {
      for batch in try batches(in: ByteBuffer(hex: line.hex)) where batch.header.isControl {
        guard let record = try batch.records().first(where: { _ in true }) else { continue }
        let rewritten: ByteBuffer
        if let marker = try EndTransactionMarker(record) {
          #expect(line.what.contains(marker.isCommit ? "commit" : "abort"))
          #expect(line.what.hasSuffix("coordinator epoch \(marker.coordinatorEpoch)"))
          rewritten = try marker.batch(
            producerId: batch.header.producerId, producerEpoch: batch.header.producerEpoch,
            timestamp: record.timestamp)
          markers += 1
        } else {
          rewritten = try ControlRecord.batch(
            type: ControlRecordType(key: record.key), value: try #require(record.value), timestamp: record.timestamp,
            leaderEpoch: batch.header.partitionLeaderEpoch)
          others += 1
        }
        var placed = rewritten
        RecordBatchEdit.setBaseOffset(batch.baseOffset, in: &placed, at: placed.readerIndex)
        RecordBatchEdit.setPartitionLeaderEpoch(
          batch.header.partitionLeaderEpoch, in: &placed, at: placed.readerIndex)
        #expect(placed.hexadecimal == batch.bytes.hexadecimal, "\(line.testDescription)")
      }
    }
    #expect(markers == 6)
    #expect(others == 5)
  }

  @Test(
    arguments: [
      ("00000000", .abort), ("00000001", .commit), ("00000002", .leaderChange), ("00000003", .snapshotHeader),
      ("00000004", .snapshotFooter), ("00000005", .kraftVersion), ("00000006", .kraftVoters),
      ("00000063", .unknown(99)), ("0000ffff", .unknown(-1)), ("00010001", .commit), ("000000010203", .commit),
    ] as [(String, ControlRecordType)])
  func `a key names its type, later versions and longer keys included`(key: String, type: ControlRecordType) throws {
    #expect(try ControlRecordType(key: ByteBuffer(hex: key)) == type)
    #expect(ControlRecordType(rawValue: type.rawValue) == type)
  }

  @Test(arguments: [nil, "", "000000", "ffff0001"])
  func `a key that is not one is refused`(key: String?) {
    let error = #expect(throws: RecordError.self) { try ControlRecordType(key: key.map { ByteBuffer(hex: $0) }) }
    #expect(error?.kind == .controlRecord)
  }

  @Test(arguments: [nil, "", "0000000000", "ffff00000000"])
  func `a transaction marker without its value is refused`(value: String?) {
    let error = #expect(throws: RecordError.self) {
      try EndTransactionMarker(key: ByteBuffer(hex: "00000001"), value: value.map { ByteBuffer(hex: $0) })
    }
    #expect(error?.kind == .controlRecord)
  }

  @Test
  func `other control records are no transaction markers`() throws {
    #expect(try EndTransactionMarker(key: ByteBuffer(hex: "00000002"), value: nil) == nil)
  }
}
