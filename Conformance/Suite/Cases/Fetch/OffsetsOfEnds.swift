import KafkaSchema
import KafkaWire
import NIOCore

/// The first and the next offset of a partition.
enum OffsetsOfEnds {
  static var cases: [Case] {
    [
      latestOnAnEmptyPartition, latest, earliest, earliestWithReadCommitted, earliestLocal, latestTiered,
      earliestPendingUpload, unsupportedSpecialTimestamp, responseTimestampForLatestAndEarliest, v0Form,
      asynchronousRemoteLookupTimeout,
    ]
  }

  /// Requires an answer's offset and timestamp.
  static func found(
    _ t: Trial, _ answer: Node, offset: Int64, timestamp: Int64?, _ requirement: String
  ) throws {
    try t.accepted(answer["ErrorCode"], requirement)
    try t.equal(answer["Offset"], Value(offset), requirement)
    if let timestamp { try t.equal(answer["Timestamp"], Value(timestamp), requirement) }
  }

  static var latestOnAnEmptyPartition: Case {
    Case(
      "OFFSETS-001", "Latest on an empty partition", .must,
      since: "0.10.1", source: "KIP-79",
      sends: "-1",
      expects: "Offset 0 (or log start), error 0",
      kills: "-1",
      api: .listOffsets,
      versions: 1...(.max)
    ) { t in
      let topic = try await t.topicOnOneNode(partitions: 1)
      let answer = try await t.listOffset(topic, timestamp: -1)
      try found(t, answer, offset: 0, timestamp: nil, "an empty partition ends at 0")
    }
  }

  static var latest: Case {
    Case(
      "OFFSETS-002", "Latest", .must,
      since: "0.10.1", source: "KIP-79",
      sends: "-1 after 10 records",
      expects: "10, timestamp -1",
      kills: "9",
      api: .listOffsets,
      versions: 1...(.max),
      needs: [.produce]
    ) { t in
      let topic = try await t.topic()
      try await t.store(topic, t.batch(of: 10))
      let answer = try await t.listOffset(topic, timestamp: -1)
      try found(t, answer, offset: 10, timestamp: -1, "the latest offset is that of the next record")
    }
  }

  static var earliest: Case {
    Case(
      "OFFSETS-003", "Earliest", .must,
      since: "0.10.1", source: "KIP-79",
      sends: "-2",
      expects: "0, or log start after DeleteRecords",
      kills: "Always 0",
      api: .listOffsets,
      versions: 1...(.max),
      needs: [.produce, .deleteRecords],
      unconfirmed: true
    ) { t in
      let topic = try await t.topic()
      try await t.store(topic, t.batch(of: 10))
      try found(t, try await t.listOffset(topic, timestamp: -2), offset: 0, timestamp: nil, "a partition begins at 0")
      try t.accepted(try await t.deleteRecords(topic, before: 5)["ErrorCode"], "records are deleted")
      try found(
        t, try await t.listOffset(topic, timestamp: -2), offset: 5, timestamp: nil,
        "a partition begins behind what was deleted")
    }
  }

  static var earliestWithReadCommitted: Case {
    Case(
      "OFFSETS-006", "Earliest with read_committed", .must,
      since: "0.11", source: "KIP-98",
      sends: "-2, isolation 1",
      expects: "Log start",
      kills: "LSO",
      api: .listOffsets,
      versions: 2...(.max),
      needs: [.produce],
      unconfirmed: true
    ) { t in
      let topic = try await t.topic()
      try await t.store(topic, t.batch(of: 3))
      let answer = try await t.listOffset(topic, timestamp: -2, isolation: 1)
      try found(t, answer, offset: 0, timestamp: nil, "the earliest offset does not depend on the isolation level")
    }
  }

  static var earliestLocal: Case {
    Case(
      "OFFSETS-023", "Earliest local", .should,
      since: "3.5", source: "KIP-405",
      sends: "-4 without tiering",
      expects: "Equal to earliest",
      kills: "UNKNOWN_SERVER_ERROR (-1)",
      api: .listOffsets,
      versions: 8...(.max),
      needs: [.produce]
    ) { t in
      let topic = try await t.topic()
      try await t.store(topic, t.batch(of: 3))
      let answer = try await t.listOffset(topic, timestamp: -4)
      try found(t, answer, offset: 0, timestamp: nil, "without tiers the earliest local offset is the earliest")
    }
  }

  static var latestTiered: Case {
    Case(
      "OFFSETS-024", "Latest tiered", .should,
      since: "3.9", source: "KIP-1005",
      sends: "-5 without tiering",
      expects: "Offset -1, error 0",
      kills: "Error",
      api: .listOffsets,
      versions: 9...(.max),
      needs: [.produce],
      unconfirmed: true
    ) { t in
      let topic = try await t.topic()
      try await t.store(topic, t.batch(of: 3))
      let answer = try await t.listOffset(topic, timestamp: -5)
      try found(t, answer, offset: -1, timestamp: nil, "without tiers there is no latest tiered offset")
    }
  }

  static var earliestPendingUpload: Case {
    Case(
      "OFFSETS-025", "Earliest pending upload", .may,
      since: "4.2", source: "KIP-1023",
      sends: "-6 without tiering (v11)",
      expects: "Offset -1, error 0. UNSUPPORTED_VERSION (35) when below v11",
      kills: "Crash",
      api: .listOffsets,
      versions: 7...(.max),
      needs: [.produce],
      unconfirmed: true
    ) { t in
      let topic = try await t.topic()
      try await t.store(topic, t.batch(of: 3))
      let answer = try await t.listOffset(topic, timestamp: -6)
      let version = try t.version(of: .listOffsets)
      t.note("v\(version): error \(answer["ErrorCode"].int ?? -1), offset \(answer["Offset"].int ?? -2)")
      try t.code(
        answer["ErrorCode"], version >= 11 ? 0 : 35, tolerating: [0, 35],
        "the earliest pending upload is answered or refused")
    }
  }

  static var unsupportedSpecialTimestamp: Case {
    Case(
      "OFFSETS-026", "Unsupported special timestamp", .should,
      since: "3.0", source: "AK",
      sends: "-3 on v6; -7; -100",
      expects: "UNSUPPORTED_VERSION (35) for the partition; recorded if -1/-1",
      kills: "Treated as a time before all: returns 0",
      api: .listOffsets,
      versions: 1...(.max),
      needs: [.produce]
    ) { t in
      let topic = try await t.topic()
      try await t.store(topic, t.batch(of: 3))
      let version = try t.version(of: .listOffsets)
      var asked: [(timestamp: Int64, version: Int16)] = [(-7, version), (-100, version)]
      // The largest timestamp can be asked for from version 7 on.
      if t.target.discovery.usable(.listOffsets)?.contains(6) == true { asked.append((-3, 6)) }
      for (timestamp, version) in asked {
        let answer = try await t.listOffset(topic, timestamp: timestamp, version: version)
        if answer["ErrorCode"].int == 0, answer["Offset"].int == -1 {
          t.tolerate("timestamp \(timestamp) finds nothing")
        } else {
          try t.code(answer["ErrorCode"], 35, "timestamp \(timestamp) has no meaning")
        }
      }
    }
  }

  static var responseTimestampForLatestAndEarliest: Case {
    Case(
      "OFFSETS-037", "Response timestamp for -1 and -2", .should,
      since: "0.10.1", source: "KIP-79",
      sends: "Latest and earliest",
      expects: "Timestamp -1",
      kills: "Broker time",
      api: .listOffsets,
      versions: 1...(.max),
      needs: [.produce],
      unconfirmed: true
    ) { t in
      let topic = try await t.topic()
      try await t.store(topic, t.batch(of: 3))
      for timestamp in [-1, -2] as [Int64] {
        let answer = try await t.listOffset(topic, timestamp: timestamp)
        try t.accepted(answer["ErrorCode"], "the ends of a partition are answered without an error")
        try t.equal(answer["Timestamp"], -1, "the ends of a partition have no timestamp")
      }
    }
  }

  static var v0Form: Case {
    Case(
      "OFFSETS-036", "v0 form", .may,
      since: "0.8", source: "guide",
      sends: "v0 with max_num_offsets (only if advertised)",
      expects: "Array of offsets, newest first",
      kills: "Crash",
      api: .listOffsets,
      versions: 0...0,
      needs: [.produce]
    ) { t in
      let topic = try await t.topic()
      try await t.store(topic, t.batch(of: 3))
      let reply = try await t.leader(of: topic).call(
        .listOffsets, version: 0,
        [
          "ReplicaId": -1,
          "Topics": [
            [
              "Name": .string(topic.name),
              "Partitions": [["PartitionIndex": 0, "Timestamp": -1, "MaxNumOffsets": 10]],
            ]
          ],
        ])
      let offsets = reply["Topics"][0]["Partitions"][0]["OldStyleOffsets"].ints
      t.note("\(offsets)")
      try t.expect(
        offsets.first == 3 && offsets == offsets.sorted(by: >), "v0 lists offsets, the newest first",
        field: "OldStyleOffsets",
        got: "\(offsets)", want: "[3, 0]", at: reply.body)
    }
  }

  static var asynchronousRemoteLookupTimeout: Case {
    Case(
      "OFFSETS-038", "Asynchronous remote lookup timeout", .may,
      since: "4.0", source: "KIP-1075",
      sends: "v10 timeout_ms",
      expects: "Answer by then",
      kills: "Hang",
      api: .listOffsets,
      versions: 10...(.max),
      needs: [.produce],
      unconfirmed: true
    ) { t in
      let topic = try await t.topic()
      try await t.store(topic, t.batch(of: 3))
      let version = try t.version(of: .listOffsets)
      let start = ContinuousClock.now
      let reply = try await t.leader(of: topic).call(
        .listOffsets, version: version,
        [
          "ReplicaId": -1, "IsolationLevel": 0, "TimeoutMs": 1000,
          "Topics": [["Name": .string(topic.name), "Partitions": [["PartitionIndex": 0, "Timestamp": -1]]]],
        ])
      let waited = ContinuousClock.now - start
      try t.expect(
        waited < t.target.limit(.seconds(3)), "the answer comes within the timeout of the request", field: "waited",
        got: waited.text, want: "1 s at most", at: reply.body)
    }
  }
}
