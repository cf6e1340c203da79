import NIOCore

/// Fields of batches that contradict their records.
enum BatchContent {
  static var cases: [Case] {
    [
      countMismatch, lastDeltaBelowTheLastRecord, lastDeltaAboveTheLastRecord, recordDeltasNotIncreasing,
      recordLengthSlack, maxTimestampWrong, baseTimestampWrong, attributesReservedBits, emptyBatch, deleteHorizon,
    ]
  }

  static var countMismatch: Case {
    Case(
      "SEG-014", "Count mismatch", .must, since: "0.11", source: "format",
      sends: "Count field differs from records",
      expects: "V: finding",
      kills: "Not checked in compressed ones",
      tags: [.files],
      unconfirmed: true
    ) { t in
      for codec: Int16 in [0, 1] {
        for count: Int32 in [1, 3, 0] {
          var batch = BatchForge([ForgedRecord("a"), ForgedRecord("b")], timestamp: PartitionForge.time)
          batch.leaderEpoch = 0
          batch.recordCount = count
          batch.compression = codec
          try t.finds(
            ["B-06"], in: PartitionForge.around(try batch.bytes()),
            "a count of \(count) for two records with codec \(codec) is found")
        }
      }
    }
  }

  static var lastDeltaBelowTheLastRecord: Case {
    Case(
      "SEG-015", "Last delta below the last record", .must, since: "0.11", source: "format",
      sends: "last_offset_delta < largest delta",
      expects: "V: finding",
      kills: "Unnoticed",
      tags: [.files],
      unconfirmed: true
    ) { t in
      for codec: Int16 in [0, 1] {
        var batch = BatchForge([ForgedRecord("a"), ForgedRecord("b")], timestamp: PartitionForge.time)
        batch.leaderEpoch = 0
        batch.lastOffsetDelta = 0
        batch.compression = codec
        // Brokers store what is not compressed as it was sent.
        try t.finds(
          ["B-07"], in: PartitionForge.around(try batch.bytes()), as: codec == 0 ? [.warning] : [.error],
          "a last offset delta below that of the last record is found with codec \(codec)")
      }
    }
  }

  static var lastDeltaAboveTheLastRecord: Case {
    Case(
      "SEG-016", "Last delta above the last record", .must, since: "0.11", source: "format",
      sends: "Compacted batch",
      expects: "V: legal",
      kills: "Flagged",
      tags: [.files],
      unconfirmed: true
    ) { t in
      var batch = BatchForge(
        [ForgedRecord("a", key: "k"), ForgedRecord("b", key: "l")], timestamp: PartitionForge.time)
      batch.leaderEpoch = 0
      batch.lastOffsetDelta = 5
      var compacted = SegmentContext()
      compacted.isCompacted = true
      try t.isClean(
        PartitionForge.around(try batch.bytes()), context: compacted,
        "after compaction a batch may end above its last record")
      try t.finds(
        ["B-08"], in: PartitionForge.around(try batch.bytes()), as: [.warning],
        "in a log that was never compacted, a batch that ends above its last record is reported")
    }
  }

  static var recordDeltasNotIncreasing: Case {
    Case(
      "SEG-017", "Record deltas not increasing", .must, since: "0.11", source: "format",
      sends: "2,1",
      expects: "V: finding",
      kills: "Unnoticed",
      tags: [.files],
      unconfirmed: true
    ) { t in
      for codec: Int16 in [0, 1] {
        var records = [ForgedRecord("a"), ForgedRecord("b")]
        records[0].offsetDelta = 2
        records[1].offsetDelta = 1
        var batch = BatchForge(records, timestamp: PartitionForge.time)
        batch.leaderEpoch = 0
        batch.lastOffsetDelta = 2
        batch.compression = codec
        try t.finds(
          ["B-07"], in: PartitionForge.around(try batch.bytes()), as: codec == 0 ? [.warning] : [.error],
          "offset deltas that go back are found with codec \(codec)")
      }
    }
  }

  static var recordLengthSlack: Case {
    Case(
      "SEG-018", "Record length slack", .must, since: "0.11", source: "format",
      sends: "Record length larger than its content",
      expects: "V: finding",
      kills: "Unnoticed",
      tags: [.files],
      unconfirmed: true
    ) { t in
      var batch = BatchForge([ForgedRecord("a")], timestamp: PartitionForge.time)
      batch.leaderEpoch = 0
      var body = BatchForge.encode(batch.records)
      // A record's length is a zig-zag varint: two more are one byte more.
      if let length: UInt8 = body.getInteger(at: body.readerIndex) { body.setInteger(length + 2, at: body.readerIndex) }
      body.writeInteger(0 as UInt8)
      batch.body = body
      try t.finds(["B-06"], in: PartitionForge.around(try batch.bytes()), "a record longer than its content is found")
    }
  }

  static var maxTimestampWrong: Case {
    Case(
      "SEG-019", "Max timestamp wrong", .must, since: "0.11", source: "format",
      sends: "Header max not the true maximum",
      expects: "V: finding (CreateTime); LogAppendTime: header value applies to all",
      kills: "Unnoticed",
      tags: [.files],
      unconfirmed: true
    ) { t in
      var batch = BatchForge([ForgedRecord("a"), ForgedRecord("b", timestampDelta: 5)], timestamp: PartitionForge.time)
      batch.leaderEpoch = 0
      for wrong: Int64 in [4, 6, 1000] {
        batch.maxTimestamp = PartitionForge.time + wrong
        try t.finds(
          ["B-09"], in: PartitionForge.around(try batch.bytes()), "a largest time that no record has is found")
      }
      batch.isLogAppendTime = true
      try t.isClean(
        PartitionForge.around(try batch.bytes()),
        "with log append time, the batch's largest time is that of all records")
    }
  }

  static var baseTimestampWrong: Case {
    Case(
      "SEG-020", "Base timestamp wrong", .may, since: "0.11", source: "format",
      sends: "Base not first record's time",
      expects: "V: legal when delta 0 is not kept (compaction), else warning",
      kills: "Verifier reports a false finding on compacted data",
      tags: [.files],
      unconfirmed: true
    ) { t in
      var batch = BatchForge([ForgedRecord("a", key: "k", timestampDelta: 5)], timestamp: PartitionForge.time)
      batch.leaderEpoch = 0
      try t.finds(
        ["B-10"], in: PartitionForge.around(try batch.bytes()), as: [.warning],
        "a base time that is not the first record's is reported")
      batch.records[0].offsetDelta = 1
      var compacted = SegmentContext()
      compacted.isCompacted = true
      try t.isClean(
        PartitionForge.around(try batch.bytes()), context: compacted,
        "the first record may be gone after compaction, and the base time with it")
    }
  }

  static var attributesReservedBits: Case {
    Case(
      "SEG-021", "Attributes reserved bits", .may, since: "0.11", source: "format",
      sends: "Bits 7 to 15",
      expects: "V: warning",
      kills: "High attribute byte taken for part of the codec",
      tags: [.files],
      unconfirmed: true
    ) { t in
      for attributes: Int16 in [0x80, 0x100, 0x4000, .min] {
        var batch = BatchForge([ForgedRecord("a")], timestamp: PartitionForge.time)
        batch.leaderEpoch = 0
        batch.attributes = attributes
        let directory = PartitionForge.around(try batch.bytes())
        try t.finds(["B-15"], in: directory, as: [.warning], "attributes that have no meaning are reported")
        try t.isClean(
          directory, allowing: [.information, .warning], "attributes that have no meaning do not hinder reading")
      }
    }
  }

  static var emptyBatch: Case {
    Case(
      "SEG-030", "Empty batch", .must, since: "0.11", source: "format",
      sends: "61 bytes, count 0, delta kept",
      expects: "V: legal",
      kills: "Flagged",
      tags: [.files],
      unconfirmed: true
    ) { t in
      var batch = PartitionForge.produced(9, sequence: 5)
      batch.records = []
      batch.leaderEpoch = 0
      batch.lastOffsetDelta = 4
      var compacted = SegmentContext()
      compacted.isCompacted = true
      let bytes = try batch.bytes()
      try t.expect(
        bytes.readableBytes == 61, "an empty batch is a header", field: "size", got: "\(bytes.readableBytes)",
        want: "61")
      try t.isClean(PartitionForge.around(bytes), context: compacted, "an empty batch is legal after compaction")
    }
  }

  static var deleteHorizon: Case {
    Case(
      "SEG-031", "Delete horizon", .should, since: "3.1", source: "format",
      sends: "Bit 6 with horizon base timestamp",
      expects: "V: legal; deltas relative to it",
      kills: "Timestamps shifted",
      tags: [.files],
      unconfirmed: true
    ) { t in
      var batch = BatchForge([ForgedRecord("a", key: "k", timestampDelta: -86_400_000)], timestamp: PartitionForge.time)
      batch.leaderEpoch = 0
      batch.attributes = 64
      batch.maxTimestamp = PartitionForge.time - 86_400_000
      var compacted = SegmentContext()
      compacted.isCompacted = true
      try t.isClean(
        PartitionForge.around(try batch.bytes()), context: compacted,
        "times count from the delete horizon where there is one")
      batch.maxTimestamp = PartitionForge.time
      try t.finds(
        ["B-09"], in: PartitionForge.around(try batch.bytes()), context: compacted,
        "times are still compared where there is a delete horizon")
    }
  }
}
