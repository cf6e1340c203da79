import KafkaSchema
import KafkaWire
import NIOCore

/// The first record at or after a time.
enum OffsetsByTime {
  static var cases: [Case] {
    [
      timestampExactHit, timestampBetween, timestampBeforeAll, timestampAfterAll, timestampInsideABatch,
      timestampInsideACompressedBatch, timestampsOutOfOrder, timestampsOutOfOrderOverSegments,
      timestampBelowTheLogStart, timestampOnLogAppendTimeTopic,
    ]
  }

  /// A topic with one batch for each list of times, counted from the case's own beginning of time.
  static func dated(
    _ t: Trial, _ batches: [[Int64]], compression: Int16 = 0, configs: [(String, String?)] = []
  ) async throws -> (TestTopic, Int64) {
    let topic = try await t.topic(configs: configs)
    let start = t.now - 100_000
    for times in batches {
      var batch = t.batch(times.map { ForgedRecord("at \($0)", timestampDelta: $0 - times[0]) })
      batch.baseTimestamp = start + times[0]
      batch.compression = compression
      try await t.store(topic, batch)
    }
    return (topic, start)
  }

  static var timestampExactHit: Case {
    Case(
      "OFFSETS-007", "Timestamp: exact hit", .must,
      since: "0.10.1", source: "KIP-79",
      sends: "Records at t=100,200,300; ask 200",
      expects: "Offset 1, timestamp 200",
      kills: "Next record",
      api: .listOffsets,
      versions: 1...(.max),
      needs: [.produce]
    ) { t in
      let (topic, start) = try await dated(t, [[100], [200], [300]])
      try OffsetsOfEnds.found(
        t, try await t.listOffset(topic, timestamp: start + 200), offset: 1, timestamp: start + 200,
        "a record of exactly that time is found")
    }
  }

  static var timestampBetween: Case {
    Case(
      "OFFSETS-008", "Timestamp: between", .must,
      since: "0.10.1", source: "KIP-79",
      sends: "Ask 150",
      expects: "Offset 1, timestamp 200 (first at or after)",
      kills: "Floor: offset 0 (seen in a real broker)",
      api: .listOffsets,
      versions: 1...(.max),
      needs: [.produce],
      unconfirmed: true
    ) { t in
      let (topic, start) = try await dated(t, [[100], [200], [300]])
      try OffsetsOfEnds.found(
        t, try await t.listOffset(topic, timestamp: start + 150), offset: 1, timestamp: start + 200,
        "the first record after the time is found")
    }
  }

  static var timestampBeforeAll: Case {
    Case(
      "OFFSETS-009", "Timestamp: before all", .must,
      since: "0.10.1", source: "KIP-79",
      sends: "Ask 0",
      expects: "Offset 0, timestamp 100",
      kills: "-1",
      api: .listOffsets,
      versions: 1...(.max),
      needs: [.produce],
      unconfirmed: true
    ) { t in
      let (topic, start) = try await dated(t, [[100], [200], [300]])
      try OffsetsOfEnds.found(
        t, try await t.listOffset(topic, timestamp: 0), offset: 0, timestamp: start + 100,
        "a time before all records finds the first")
    }
  }

  static var timestampAfterAll: Case {
    Case(
      "OFFSETS-010", "Timestamp: after all", .must,
      since: "0.10.1", source: "KIP-79",
      sends: "Ask 301",
      expects: "Offset -1, timestamp -1, error 0",
      kills: "End offset, or error",
      api: .listOffsets,
      versions: 1...(.max),
      needs: [.produce],
      unconfirmed: true
    ) { t in
      let (topic, start) = try await dated(t, [[100], [200], [300]])
      try OffsetsOfEnds.found(
        t, try await t.listOffset(topic, timestamp: start + 301), offset: -1, timestamp: -1,
        "a time after all records finds none")
    }
  }

  static var timestampInsideABatch: Case {
    Case(
      "OFFSETS-011", "Timestamp inside a batch", .must,
      since: "0.10.1", source: "KIP-79",
      sends: "One batch with 100,200,300; ask 250",
      expects: "Offset 2, not the batch base",
      kills: "Batch base offset (seen in a real broker)",
      api: .listOffsets,
      versions: 1...(.max),
      needs: [.produce]
    ) { t in
      let (topic, start) = try await dated(t, [[100, 200, 300]])
      try OffsetsOfEnds.found(
        t, try await t.listOffset(topic, timestamp: start + 250), offset: 2, timestamp: start + 300,
        "a record inside a batch is found, not the batch")
    }
  }

  static var timestampInsideACompressedBatch: Case {
    Case(
      "OFFSETS-012", "Timestamp inside a compressed batch", .must,
      since: "0.10.1", source: "KIP-79",
      sends: "Same with lz4",
      expects: "Same",
      kills: "Batch base offset",
      api: .listOffsets,
      versions: 1...(.max),
      needs: [.produce]
    ) { t in
      let (topic, start) = try await dated(t, [[100, 200, 300]], compression: 3)
      try OffsetsOfEnds.found(
        t, try await t.listOffset(topic, timestamp: start + 250), offset: 2, timestamp: start + 300,
        "a record inside a compressed batch is found, not the batch")
    }
  }

  static var timestampsOutOfOrder: Case {
    Case(
      "OFFSETS-013", "Timestamps out of order", .must,
      since: "0.10.1", source: "KIP-79",
      sends: "300,100,200 in separate batches; ask 150",
      expects: "Offset 0 (first offset whose time is at or after)",
      kills: "Binary search over unsorted times",
      api: .listOffsets,
      versions: 1...(.max),
      needs: [.produce]
    ) { t in
      let (topic, start) = try await dated(t, [[300], [100], [200]])
      try OffsetsOfEnds.found(
        t, try await t.listOffset(topic, timestamp: start + 150), offset: 0, timestamp: start + 300,
        "the first offset whose time is late enough is found")
    }
  }

  static var timestampsOutOfOrderOverSegments: Case {
    Case(
      "OFFSETS-014", "Timestamps out of order over segments", .must,
      since: "0.10.1", source: "KIP-33",
      sends: "Small segments",
      expects: "First segment whose max is enough, first record in it",
      kills: "Skips a segment",
      api: .listOffsets,
      versions: 1...(.max),
      needs: [.produce],
      unconfirmed: true
    ) { t in
      let topic = try await t.topic(configs: [("segment.bytes", "1048576")])
      let start = t.now - 100_000
      for time in [100, 300, 200, 400, 250] as [Int64] {
        var batch = t.batch([ForgedRecord(String(repeating: "x", count: 600_000))])
        batch.baseTimestamp = start + time
        try await t.store(topic, batch)
      }
      for (time, offset, found) in [(50, 0, 100), (150, 1, 300), (310, 3, 400)] as [(Int64, Int64, Int64)] {
        try OffsetsOfEnds.found(
          t, try await t.listOffset(topic, timestamp: start + time), offset: offset, timestamp: start + found,
          "the first record that is late enough is found over segments")
      }
    }
  }

  static var timestampBelowTheLogStart: Case {
    Case(
      "OFFSETS-015", "Timestamp below the log start", .must,
      since: "0.11", source: "KIP-107",
      sends: "DeleteRecords to 5; ask the time of record 2",
      expects: "Offset 5 or later",
      kills: "Deleted offset",
      api: .listOffsets,
      versions: 1...(.max),
      needs: [.produce, .deleteRecords],
      unconfirmed: true
    ) { t in
      let (topic, start) = try await dated(t, (0..<10).map { [$0 * 100] })
      try t.accepted(try await t.deleteRecords(topic, before: 5)["ErrorCode"], "records are deleted")
      let answer = try await t.listOffset(topic, timestamp: start + 200)
      try t.accepted(answer["ErrorCode"], "a time below the log start is no error")
      try t.expect(
        (answer["Offset"].int ?? -1) >= 5, "a deleted record is not found", field: answer["Offset"].path,
        got: "\(answer["Offset"].int ?? -1)", want: "5 or more", at: answer["Offset"])
    }
  }

  static var timestampOnLogAppendTimeTopic: Case {
    Case(
      "OFFSETS-017", "Timestamp on LogAppendTime topic", .should,
      since: "0.10.1", source: "KIP-79",
      sends: "Ask a time between two appends",
      expects: "First record appended at or after",
      kills: "Producer time used",
      api: .listOffsets,
      versions: 1...(.max),
      needs: [.produce],
      unconfirmed: true
    ) { t in
      let topic = try await t.topic(configs: [("message.timestamp.type", "LogAppendTime")])
      try await t.store(topic, t.batch(of: 1))
      let first = try await t.produce(topic, try t.batch(of: 1).bytes())
      try t.accepted(first["ErrorCode"], "a good batch is accepted")
      let time = first["LogAppendTimeMs"].int ?? -1
      // The next append must have another millisecond.
      let second = try await t.eventually("the broker's clock moves on") { () -> Node? in
        let answer = try await t.produce(topic, try t.batch(of: 1).bytes())
        return (answer["LogAppendTimeMs"].int ?? -1) > time ? answer : nil
      }
      let answer = try await t.listOffset(topic, timestamp: time + 1)
      try OffsetsOfEnds.found(
        t, answer, offset: second["BaseOffset"].int ?? -1, timestamp: second["LogAppendTimeMs"].int,
        "the first record appended after the time is found")
    }
  }
}
