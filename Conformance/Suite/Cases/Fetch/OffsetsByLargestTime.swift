import KafkaSchema
import KafkaWire
import NIOCore

/// The record with the largest timestamp.
enum OffsetsByLargestTime {
  static var cases: [Case] {
    [
      maxTimestamp, maxTimestampInsideACompressedBatch, maxTimestampWithTies, maxTimestampOnAnEmptyPartition,
      maxTimestampAfterDeletion,
    ]
  }

  static var maxTimestamp: Case {
    Case(
      "OFFSETS-018", "Max timestamp", .must,
      since: "3.0", source: "KIP-734",
      sends: "-3 with 100,300,200",
      expects: "Offset 1, timestamp 300",
      kills: "Last offset",
      api: .listOffsets,
      versions: 7...(.max),
      needs: [.produce]
    ) { t in
      let (topic, start) = try await OffsetsByTime.dated(t, [[100], [300], [200]])
      try OffsetsOfEnds.found(
        t, try await t.listOffset(topic, timestamp: -3), offset: 1, timestamp: start + 300,
        "the record with the largest timestamp is found")
    }
  }

  static var maxTimestampInsideACompressedBatch: Case {
    Case(
      "OFFSETS-019", "Max timestamp inside a compressed batch", .should,
      since: "3.0", source: "KIP-734",
      sends: "One batch 100,300,200",
      expects: "Offset 1",
      kills: "Batch base or last offset",
      api: .listOffsets,
      versions: 7...(.max),
      needs: [.produce]
    ) { t in
      let (topic, start) = try await OffsetsByTime.dated(t, [[100, 300, 200]], compression: 1)
      try OffsetsOfEnds.found(
        t, try await t.listOffset(topic, timestamp: -3), offset: 1, timestamp: start + 300,
        "the record with the largest timestamp is found inside a compressed batch")
    }
  }

  static var maxTimestampWithTies: Case {
    Case(
      "OFFSETS-020", "Max timestamp with ties", .should,
      since: "3.0", source: "KIP-734",
      sends: "Two records at 300",
      expects: "The first of them. Also ok: the other",
      kills: "Offset of the batch",
      api: .listOffsets,
      versions: 7...(.max),
      needs: [.produce]
    ) { t in
      let (topic, start) = try await OffsetsByTime.dated(t, [[300], [300], [100]])
      let answer = try await t.listOffset(topic, timestamp: -3)
      try t.accepted(answer["ErrorCode"], "the largest timestamp is found")
      try t.equal(answer["Timestamp"], Value(start + 300), "the largest timestamp is found")
      try t.equal(
        answer["Offset"], oneOf: [0], tolerating: [1], "of two records with the largest timestamp the first is found")
      let (together, _) = try await OffsetsByTime.dated(t, [[100, 300, 300]])
      let inside = try await t.listOffset(together, timestamp: -3)
      try t.equal(
        inside["Offset"], oneOf: [1], tolerating: [2],
        "of two records with the largest timestamp in a batch the first is found, not the batch")
    }
  }

  static var maxTimestampOnAnEmptyPartition: Case {
    Case(
      "OFFSETS-021", "Max timestamp on an empty partition", .should,
      since: "3.0", source: "KIP-734",
      sends: "-3",
      expects: "Offset -1, timestamp -1, error 0",
      kills: "0",
      api: .listOffsets,
      versions: 7...(.max)
    ) { t in
      let topic = try await t.topicOnOneNode(partitions: 1)
      try OffsetsOfEnds.found(
        t, try await t.listOffset(topic, timestamp: -3), offset: -1, timestamp: -1,
        "an empty partition has no largest timestamp")
    }
  }

  static var maxTimestampAfterDeletion: Case {
    Case(
      "OFFSETS-022", "Max timestamp after deletion", .should,
      since: "3.0", source: "AK",
      sends: "DeleteRecords past the maximum",
      expects: "A remaining record, or -1/-1",
      kills: "Deleted offset",
      api: .listOffsets,
      versions: 7...(.max),
      needs: [.produce, .deleteRecords],
      unconfirmed: true
    ) { t in
      let (topic, _) = try await OffsetsByTime.dated(t, [[100], [300], [200]])
      try t.accepted(try await t.deleteRecords(topic, before: 2)["ErrorCode"], "records are deleted")
      let answer = try await t.listOffset(topic, timestamp: -3)
      try t.accepted(answer["ErrorCode"], "the largest timestamp can be asked for after deletions")
      let offset = answer["Offset"].int ?? -2
      try t.expect(
        offset == 2 || offset == -1, "a deleted record does not have the largest timestamp",
        field: answer["Offset"].path,
        got: "\(offset)", want: "2 or -1", at: answer["Offset"])
    }
  }
}
