import KafkaSchema
import KafkaWire
import NIOCore

/// What a broker works out again from its logs when a file beside them is missing.
enum RecoveredState {
  static var cases: [Case] {
    [
      timeIndexMissing, snapshotMissing, epochCheckpointMissing, recoveryPointMissing, logStartAboveTheEnd,
      recoveryTwice,
    ]
  }

  static let apis: [ApiKey] = [.produce, .fetch, .listOffsets]

  static var timeIndexMissing: Case {
    Case(
      "SEG-047", "Time index missing", .must, since: "0.10.1", source: "format",
      sends: "Deleted .timeindex",
      expects: "R: rebuilt or empty with right answers",
      kills: "Search returns -1",
      tags: [.files, .restarts],
      needs: apis,
      deadline: .seconds(120)
    ) { t in
      let forge = PartitionForge.plain()
      let made = try forge.directory()
      let batches = try made.allBatches()
      let topic = try await t.keptTopic()
      let searches = try t.version(of: .listOffsets, atLeast: 1)
      for isClean in [false, true] {
        try await t.whileDown(isClean: isClean) { files in
          var damaged = made
          for name in damaged.names("timeindex") { damaged.files[name] = nil }
          try files.replace(topic, with: damaged, recoveryPoint: isClean ? 12 : 0)
        }
        for record in batches.flatMap(\.records) {
          let answer = try await t.listOffset(
            topic, timestamp: record.timestamp, version: searches)
          try t.accepted(answer["ErrorCode"], "a search by time is answered without the time index")
          try t.equal(
            answer["Offset"], Value(record.offset), "a search by time finds the record without the time index")
        }
      }
    }
  }

  static var snapshotMissing: Case {
    Case(
      "SEG-055", "Snapshot missing", .must, since: "0.11", source: "format",
      sends: "Deleted",
      expects: "R: replay gives the same state",
      kills: "Empty state: duplicates",
      tags: [.files, .restarts],
      needs: apis + [.initProducerId],
      deadline: .seconds(120)
    ) { t in
      let topic = try await t.keptTopic()
      let producer = try await t.initProducer()
      for sequence: Int32 in [0, 2] {
        try await t.store(topic, t.batch(of: 2, producer: producer, sequence: sequence))
      }
      try await t.whileDown { files in
        try files.change(topic) { directory in
          for name in directory.names("snapshot") { directory.files[name] = nil }
        }
        try files.set(0, in: .recoveryPoints, topic)
      }
      let again = try await t.produce(topic, try t.batch(of: 2, producer: producer, sequence: 2).bytes())
      try t.code(again["ErrorCode"], 0, or: [46], "a batch that is stored already is known again without its snapshot")
      var end = try await t.endOffset(topic)
      try t.expect(
        end == 4, "a batch that is stored already is not stored twice", field: "end offset", got: "\(end)", want: "4")
      let gap = try await t.produce(topic, try t.batch(of: 2, producer: producer, sequence: 9).bytes())
      try t.code(gap["ErrorCode"], 45, "a gap in the sequence is noticed without the snapshot")
      let next = try await t.produce(topic, try t.batch(of: 2, producer: producer, sequence: 4).bytes())
      try t.accepted(next["ErrorCode"], "the producer goes on without the snapshot")
      end = try await t.endOffset(topic)
      try t.expect(end == 6, "the next batch is stored once", field: "end offset", got: "\(end)", want: "6")
    }
  }

  static var epochCheckpointMissing: Case {
    Case(
      "SEG-058", "Epoch checkpoint missing", .should, since: "0.11", source: "format",
      sends: "Deleted",
      expects: "R: rebuilt from batches",
      kills: "Truncation to 0",
      tags: [.files, .restarts],
      needs: apis + [.offsetForLeaderEpoch],
      deadline: .seconds(120)
    ) { t in
      let topic = try await t.keptTopic()
      try await t.store(topic, t.batch(of: 3))
      let epoch = try await t.placement(of: topic).epoch
      guard epoch >= 0 else { throw CaseEnd.unsupported("Metadata names no leader epoch") }
      try await t.whileDown { files in
        try files.change(topic) { $0.files["leader-epoch-checkpoint"] = nil }
        try files.set(0, in: .recoveryPoints, topic)
      }
      let answer = try await EpochEnds.ask(t, topic, epoch: epoch)
      try t.accepted(answer["ErrorCode"], "the end of an epoch is known without the checkpoint")
      try t.equal(answer["EndOffset"], 3, "the end of an epoch is worked out from the batches")
    }
  }

  static var recoveryPointMissing: Case {
    Case(
      "SEG-061", "Recovery point missing", .must, since: "0.8", source: "format",
      sends: "Deleted",
      expects: "R: all segments recovered",
      kills: "No recovery",
      tags: [.files, .restarts],
      needs: apis,
      deadline: .seconds(120)
    ) { t in
      let topic = try await t.keptTopic()
      let batches = try await t.damage(topic, segments: 3, batch: 1, recoveryPoint: nil)
      try await t.holds(
        topic, Array(batches[..<1]), "damage in the first segment is found when no recovery point is known")
      try t.isRepaired(topic)
      try await t.goesOn(topic, at: 2, "the log goes on where it was cut")
    }
  }

  static var logStartAboveTheEnd: Case {
    Case(
      "SEG-063", "Log start above the end", .should, since: "0.11", source: "AK",
      sends: "Value too high",
      expects: "R: log emptied and begins there",
      kills: "Log start above end",
      tags: [.files, .restarts],
      needs: apis,
      deadline: .seconds(120)
    ) { t in
      let topic = try await t.keptTopic()
      let made = try PartitionForge.plain().directory()
      try await t.whileDown { files in
        try files.replace(topic, with: made)
        try files.set(100, in: .logStarts, topic)
      }
      for (timestamp, what) in [(-2, "start"), (-1, "end")] as [(Int64, String)] {
        let answer = try await t.listOffset(topic, timestamp: timestamp)
        try t.accepted(answer["ErrorCode"], "a log that begins above its end is served")
        try t.equal(answer["Offset"], 100, "the log's \(what) is where the checkpoint says that it begins")
      }
      try await t.goesOn(topic, at: 100, "the log goes on from its start")
    }
  }

  static var recoveryTwice: Case {
    Case(
      "SEG-075", "Recovery twice", .must, since: "0.8", source: "AK",
      sends: "Recover, recover again",
      expects: "R: second run changes nothing",
      kills: "Cuts more",
      tags: [.files, .restarts],
      needs: apis,
      deadline: .seconds(120)
    ) { t in
      let sound = try PartitionForge.plain(segments: 2).directory()
      let batches = try sound.allBatches()
      let topic = try await t.keptTopic()
      let last = PartitionVerifier.name(6, "log")
      try await t.whileDown { files in
        var damaged = sound
        try damaged.change(last) { $0 = $0.getSlice(at: 0, length: $0.readableBytes - t.random(1...60)) ?? $0 }
        try files.replace(topic, with: damaged)
      }
      let kept = Array(batches.dropLast())
      try await t.holds(topic, kept, "recovery cuts a batch that is not whole, and nothing else")
      let once = try t.files(of: topic)
      try await t.whileDown { files in try files.set(0, in: .recoveryPoints, topic) }
      try await t.holds(topic, kept, "a second recovery cuts nothing more")
      let twice = try t.files(of: topic)
      for name in once.names("log") {
        try t.equal(
          bytes: twice.files[name] ?? ByteBuffer(), once.files[name], field: name,
          "a second recovery leaves the logs as they are")
      }
    }
  }
}

extension Trial {
  /// Requires that nothing is wrong with the files of a log that a running broker has recovered.
  func isRepaired(_ topic: TestTopic, _ partition: Int = 0) throws {
    var context = SegmentContext()
    context.isClean = false
    try isClean(
      try files(of: topic, partition), context: context, allowing: [.information, .warning],
      "the files of a recovered log fit each other")
  }
}
