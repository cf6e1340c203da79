import KafkaSchema
import KafkaWire
import NIOCore

/// Records that are deleted up to an offset.
enum RecordDeletion {
  static var cases: [Case] {
    [
      deleteUpToAnOffset, deleteInsideABatch, deleteAll, lowerThanTheLogStart, repeatTheDeletion, compactAndDeleteTopic,
      survivesRestart, consumerResets, multiplePartitions,
    ]
  }

  static func filled(_ t: Trial, configs: [(String, String?)] = []) async throws -> TestTopic {
    let topic = try await t.topic(configs: configs)
    try await t.store(topic, t.batch(of: 10))
    return topic
  }

  /// Deletes and requires the answer's error and low watermark.
  static func deletes(
    _ t: Trial, _ topic: TestTopic, before offset: Int64, low: Int64, _ requirement: String
  ) async throws {
    let answer = try await t.deleteRecords(topic, before: offset)
    try t.accepted(answer["ErrorCode"], requirement)
    try t.equal(answer["LowWatermark"], Value(low), requirement)
  }

  static func begins(_ t: Trial, _ topic: TestTopic, at want: Int64, _ requirement: String) async throws {
    try t.equal(try await t.listOffset(topic, timestamp: -2)["Offset"], Value(want), requirement)
  }

  static var deleteUpToAnOffset: Case {
    Case(
      "DELREC-001", "Delete up to an offset", .must,
      since: "0.11", source: "KIP-107",
      sends: "10 records, offset 4",
      expects: "Error 0, low_watermark 4; earliest 4; fetch at 3 out of range; fetch at 4 works",
      kills: "Deletes the batch, or up to and including",
      api: .deleteRecords,
      needs: [.produce, .fetch, .listOffsets]
    ) { t in
      let topic = try await t.topic()
      for _ in 0..<10 { try await t.store(topic, t.batch(of: 1)) }
      try await deletes(t, topic, before: 4, low: 4, "records before an offset are deleted")
      try await begins(t, topic, at: 4, "the partition begins behind what was deleted")
      let (_, below) = try await t.fetch(topic, Trial.FetchQuery(offset: 3))
      try t.code(below["ErrorCode"], 1, "a deleted record is out of range")
      let (_, at) = try await t.fetch(topic, Trial.FetchQuery(offset: 4))
      try t.accepted(at["ErrorCode"], "the first record that is left can be fetched")
      try t.expect(
        try t.batches(at).first?.baseOffset == 4, "the first record that is left can be fetched",
        field: at["Records"].path,
        got: "another batch", want: "that of offset 4", at: at["Records"])
    }
  }

  static var deleteInsideABatch: Case {
    Case(
      "DELREC-002", "Delete inside a batch", .must,
      since: "0.11", source: "KIP-107",
      sends: "One batch 0..9, offset 5",
      expects: "Log start 5; fetch at 5 gives the whole batch",
      kills: "Log start rounded to batch border",
      api: .deleteRecords,
      needs: [.produce, .fetch, .listOffsets]
    ) { t in
      let topic = try await filled(t)
      try await deletes(t, topic, before: 5, low: 5, "records inside a batch are deleted")
      try await begins(t, topic, at: 5, "the partition begins behind what was deleted")
      let (_, answer) = try await t.fetch(topic, Trial.FetchQuery(offset: 5))
      try t.accepted(answer["ErrorCode"], "the rest of the batch can be fetched")
      let spans = FetchPositions.spans(try t.batches(answer))
      try t.expect(
        spans == [[0, 9]], "a batch of which a part is left is given whole", field: answer["Records"].path,
        got: "\(spans)",
        want: "[[0, 9]]", at: answer["Records"])
    }
  }

  static var deleteAll: Case {
    Case(
      "DELREC-003", "Delete all", .must,
      since: "0.11", source: "KIP-107",
      sends: "-1",
      expects: "low_watermark = high watermark; end unchanged",
      kills: "End offset reset to 0",
      api: .deleteRecords,
      needs: [.produce, .listOffsets]
    ) { t in
      let topic = try await filled(t)
      try await deletes(t, topic, before: -1, low: 10, "-1 deletes all records")
      let end = try await t.endOffset(topic)
      try t.expect(end == 10, "the next offset stays", field: "end offset", got: "\(end)", want: "10")
    }
  }

  static var lowerThanTheLogStart: Case {
    Case(
      "DELREC-006", "Lower than the log start", .must,
      since: "0.11", source: "KIP-107",
      sends: "Start 5, offset 3",
      expects: "Error 0, low_watermark 5; start stays 5",
      kills: "Start goes back: deleted data reappears",
      api: .deleteRecords,
      needs: [.produce, .listOffsets],
      unconfirmed: true
    ) { t in
      let topic = try await filled(t)
      try await deletes(t, topic, before: 5, low: 5, "records before an offset are deleted")
      try await deletes(t, topic, before: 3, low: 5, "an offset below the log start deletes nothing")
      try await begins(t, topic, at: 5, "the log start never goes down")
    }
  }

  static var repeatTheDeletion: Case {
    Case(
      "DELREC-007", "Repeat", .should,
      since: "0.11", source: "KIP-107",
      sends: "Same offset twice",
      expects: "Same answer",
      kills: "Error",
      api: .deleteRecords,
      needs: [.produce, .listOffsets],
      unconfirmed: true
    ) { t in
      let topic = try await filled(t)
      for _ in 0..<2 { try await deletes(t, topic, before: 5, low: 5, "the same deletion has the same answer") }
    }
  }

  static var compactAndDeleteTopic: Case {
    Case(
      "DELREC-011", "Compact and delete topic", .should,
      since: "1.1", source: "AK",
      sends: "Both policies",
      expects: "Error 0",
      kills: "Policy error",
      api: .deleteRecords,
      needs: [.produce, .listOffsets],
      unconfirmed: true
    ) { t in
      let topic = try await filled(t, configs: [("cleanup.policy", "compact,delete")])
      try await deletes(t, topic, before: 5, low: 5, "records of a topic with both policies can be deleted")
    }
  }

  static var survivesRestart: Case {
    Case(
      "DELREC-013", "Survives restart", .must,
      since: "0.11", source: "KIP-107",
      sends: "Delete, restart",
      expects: "Log start kept",
      kills: "Back to 0: deleted data reappears",
      tags: [.restarts],
      api: .deleteRecords,
      needs: [.produce, .listOffsets],
      deadline: .seconds(120),
      unconfirmed: true
    ) { t in
      let topic = try await filled(t)
      try await deletes(t, topic, before: 5, low: 5, "records before an offset are deleted")
      let node = try await t.placement(of: topic).leader
      try await t.hook("restart", node: node)
      let peer = try await t.reconnect(to: node)
      let start = try await t.eventually("a partition is served again after a restart", within: .seconds(30)) {
        let answer = try await t.listOffset(topic, timestamp: -2, on: peer)
        return [3, 5, 6, 9, 78].contains(answer["ErrorCode"].int ?? 0) ? nil : answer
      }
      try t.accepted(start["ErrorCode"], "the log start is answered after a restart")
      try t.equal(start["Offset"], 5, "the log start survives a restart")
    }
  }

  static var consumerResets: Case {
    Case(
      "DELREC-017", "Consumer resets", .must,
      since: "0.11", source: "KIP-107",
      sends: "Position below the new start",
      expects: "OFFSET_OUT_OF_RANGE (1), earliest is the new start",
      kills: "Loop",
      api: .deleteRecords,
      needs: [.produce, .fetch, .listOffsets],
      unconfirmed: true
    ) { t in
      let topic = try await filled(t)
      try await deletes(t, topic, before: 6, low: 6, "records before an offset are deleted")
      let (_, answer) = try await t.fetch(topic, Trial.FetchQuery(offset: 2))
      try t.code(answer["ErrorCode"], 1, "a position below the new log start is out of range")
      try await begins(t, topic, at: 6, "a consumer that resets finds the new log start")
    }
  }

  static var multiplePartitions: Case {
    Case(
      "DELREC-018", "Multiple partitions", .must,
      since: "0.11", source: "KIP-107",
      sends: "Good, unknown, out of range",
      expects: "Own codes",
      kills: "One fails all",
      api: .deleteRecords,
      needs: [.produce, .listOffsets],
      unconfirmed: true
    ) { t in
      let topic = try await t.topicOnOneNode(partitions: 2)
      for partition in 0..<2 { try await t.store(topic, partition: partition, t.batch(of: 10)) }
      let entries: [(Int, Int64, Int16)] = [(0, 5, 0), (99, 5, 3), (1, 11, 1)]
      let reply = try await t.leader(of: topic).call(
        .deleteRecords, version: try t.version(of: .deleteRecords),
        [
          "Topics": [
            [
              "Name": .string(topic.name),
              "Partitions": .array(entries.map { ["PartitionIndex": Value($0.0), "Offset": Value($0.1)] }),
            ]
          ], "TimeoutMs": 10_000,
        ])
      for (partition, _, want) in entries {
        try t.code(
          reply["Topics"].first("Name", .string(topic.name))["Partitions"]
            .first("PartitionIndex", Value(partition))["ErrorCode"], want, "each partition has a result of its own")
      }
    }
  }
}
