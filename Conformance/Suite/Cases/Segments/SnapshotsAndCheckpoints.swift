import NIOCore

/// Producer snapshots, epochs and checkpoints.
enum SnapshotsAndCheckpoints {
  static var cases: [Case] {
    [
      snapshotCrcAndVersion, snapshotContent, snapshotName, snapshotTooNew, epochCheckpointOrder,
      epochCheckpointAgainstBatches, checkpointText, recoveryPointAboveTheEnd, logStartAboveTheFirstSegment,
      partitionMetadata,
    ]
  }

  static var snapshotCrcAndVersion: Case {
    Case(
      "SEG-051", "Snapshot CRC and version", .must, since: "0.11", source: "format",
      sends: "Bit flips; version 2",
      expects: "V: finding. R: dropped, older one or replay",
      kills: "Start fails",
      tags: [.files],
      unconfirmed: true
    ) { t in
      let file = PartitionVerifier.name(9, "snapshot")
      let sound = try PartitionForge.transactions.directory()
      let size = sound.files[file]?.readableBytes ?? 0
      var unseen: [Int] = []
      for byte in 0..<size {
        var damaged = sound
        try damaged.flip(file, byte: byte, bit: t.random(0...7))
        if !t.findings(in: damaged).contains(where: { $0.rule == "S-01" }) { unseen.append(byte) }
      }
      try t.expect(
        unseen.isEmpty && size == 56, "a flipped bit in a snapshot is found", field: "bytes of the snapshot",
        got: "unseen in \(unseen) of \(size)", want: "found in all of 56")
      var newer = sound
      try newer.put(2 as Int16, at: 0, in: file)
      try t.finds(["S-01"], in: newer, "another version of snapshots is found")
    }
  }

  static var snapshotContent: Case {
    Case(
      "SEG-052", "Snapshot content", .must, since: "0.11", source: "format",
      sends: "Compare with a replay of the log up to its offset",
      expects:
        "V: an entry whose last batch is still in the log equals the replay; entries of deleted or cleaned batches and expired producers are informational",
      kills: "Old sequence: duplicates accepted",
      tags: [.files],
      unconfirmed: true
    ) { t in
      let file = PartitionVerifier.name(9, "snapshot")
      let sound = try PartitionForge.transactions.directory()
      guard let content = sound.files[file]?.getSlice(at: 6, length: 50) else {
        throw SuiteError("there is no snapshot")
      }
      for (field, place) in [
        ("sequence", 14), ("last offset", 18), ("coordinator epoch", 38), ("open transaction", 42),
      ] {
        var changed = content
        let number: UInt8 = changed.getInteger(at: changed.readerIndex + place + 3) ?? 0
        changed.setInteger(number ^ 2, at: changed.readerIndex + place + 3)
        var directory = sound
        directory.files[file] = PartitionForge.sealed(snapshot: changed)
        try t.finds(["S-03", "S-02"], in: directory, "a \(field) that the log does not give is found")
      }
      var empty = sound
      empty.files[file] = PartitionForge.sealed(snapshot: ByteBuffer(integer: 0 as Int32))
      try t.finds(["S-03"], in: empty, "a producer that is missing is found")
      var late = SegmentContext()
      late.now = PartitionForge.time + 2 * late.producerExpiry
      try t.isClean(empty, context: late, "a producer that is missing may have expired")
      var compacted = SegmentContext()
      compacted.isCompacted = true
      var gone = content
      // No batch ends at 3.
      gone.setInteger(3 as Int64, at: gone.readerIndex + 18)
      var cleaned = sound
      cleaned.files[file] = PartitionForge.sealed(snapshot: gone)
      try t.isClean(cleaned, context: compacted, "the last batch of a producer may have been cleaned away")
      try t.finds(
        ["S-03"], in: cleaned, context: compacted, as: [.information],
        "a producer whose last batch was cleaned away is noted")
    }
  }

  static var snapshotName: Case {
    Case(
      "SEG-053", "Snapshot name", .should, since: "0.11", source: "format",
      sends: "Offset not at a batch end",
      expects: "V: finding",
      kills: "Snapshot applied in the middle of a batch: sequence counted twice",
      tags: [.files],
      unconfirmed: true
    ) { t in
      var directory = try PartitionForge.plain().directory()
      directory.files[PartitionVerifier.name(11, "snapshot")] = directory.files.removeValue(
        forKey: PartitionVerifier.name(12, "snapshot"))
      try t.finds(["S-04"], in: directory, "a snapshot in the middle of a batch is found")
    }
  }

  static var snapshotTooNew: Case {
    Case(
      "SEG-054", "Snapshot too new", .must, since: "0.11", source: "format",
      sends: "Offset above the log end",
      expects: "V: finding. R: dropped",
      kills: "State from the future",
      tags: [.files],
      unconfirmed: true
    ) { t in
      var directory = try PartitionForge.plain().directory()
      directory.files[PartitionVerifier.name(20, "snapshot")] = directory.files.removeValue(
        forKey: PartitionVerifier.name(12, "snapshot"))
      try t.finds(["S-05"], in: directory, as: [.warning], "a snapshot above the log's end is reported")
    }
  }

  static var epochCheckpointOrder: Case {
    Case(
      "SEG-056", "Epoch checkpoint order", .must, since: "0.11", source: "format",
      sends: "Epochs or offsets not increasing",
      expects: "V: finding",
      kills: "Wrong truncation",
      tags: [.files],
      unconfirmed: true
    ) { t in
      let file = "leader-epoch-checkpoint"

      for lines in ["3 0\n2 6\n", "2 6\n3 6\n", "2 6\n3 0\n", "0 0\n0 6\n"] {
        var directory = try PartitionForge.plain().directory()
        directory.files[file] = ByteBuffer(string: "0\n2\n\(lines)")
        try t.finds(["E-01"], in: directory, "epochs or offsets that do not grow are found")
      }
    }
  }

  static var epochCheckpointAgainstBatches: Case {
    Case(
      "SEG-057", "Epoch checkpoint against batches", .must, since: "0.11", source: "format",
      sends: "Compare with epochs in the batches",
      expects: "V: equal from the log start",
      kills: "Missing epoch",
      tags: [.files],
      unconfirmed: true
    ) { t in
      let file = "leader-epoch-checkpoint"

      var forge = PartitionForge.plain()
      forge.segments[1][1].leaderEpoch = 3
      forge.segments[1][2].leaderEpoch = 3
      let sound = try forge.directory()
      try t.isClean(sound, "right epochs have no findings")
      for lines in ["1\n0 0\n", "2\n0 0\n3 10\n", "2\n0 0\n3 6\n", "2\n0 0\n2 8\n", "3\n0 0\n2 4\n3 8\n"] {
        var directory = sound
        directory.files[file] = ByteBuffer(string: "0\n\(lines)")
        try t.finds(["E-02"], in: directory, "epochs that the batches do not have are found")
      }
    }
  }

  static var checkpointText: Case {
    Case(
      "SEG-059", "Checkpoint text", .must, since: "0.8", source: "format",
      sends: "Version 1; wrong count; extra line; tab; no final newline",
      expects: "V: findings except the last",
      kills: "Partly read",
      tags: [.files],
      unconfirmed: true
    ) { t in
      let file = "leader-epoch-checkpoint"

      for text in [
        "1\n1\n0 0\n", "0\n2\n0 0\n", "0\n1\n0 0\n\n1 5\n", "0\n1\n0\t0\n", "0\n1\n0  0\n", "0\nx\n0 0\n",
        "0\n1\n0 +0\n",
      ] {
        var directory = try PartitionForge.plain().directory()
        directory.files[file] = ByteBuffer(string: text)
        try t.finds(["E-01"], in: directory, "the text \(text.debugDescription) is found")
      }
      var directory = try PartitionForge.plain().directory()
      directory.files[file] = ByteBuffer(string: "0\n1\n0 0")
      try t.isClean(directory, "the last newline may be missing")
    }
  }

  static var recoveryPointAboveTheEnd: Case {
    Case(
      "SEG-060", "Recovery point above the end", .must, since: "0.8", source: "format",
      sends: "Value too high",
      expects: "V: warning. R: clamp",
      kills: "Offsets skipped",
      tags: [.files],
      unconfirmed: true
    ) { t in
      var context = SegmentContext()
      context.recoveryPoint = 13
      try t.finds(
        ["C-03"], in: try PartitionForge.plain().directory(), context: context, as: [.warning],
        "a recovery point above the end is reported")
      context.recoveryPoint = 12
      try t.isClean(try PartitionForge.plain().directory(), context: context, "a recovery point at the end is legal")
    }
  }

  static var logStartAboveTheFirstSegment: Case {
    Case(
      "SEG-062", "Log start above the first segment", .must, since: "0.11", source: "format",
      sends: "Value inside the log",
      expects: "V: legal",
      kills: "Flagged",
      tags: [.files],
      unconfirmed: true
    ) { t in
      var context = SegmentContext()
      context.logStart = 3
      try t.isClean(
        try PartitionForge.plain(segments: 1).directory(), context: context, "a log may start inside its first segment")
      context.logStart = 0
      try t.finds(
        ["C-04"], in: try PartitionForge.plain(segments: 1).directory(), context: context, as: [.warning],
        "a log start that says nothing is reported")
    }
  }

  static var partitionMetadata: Case {
    Case(
      "SEG-064", "Partition metadata", .must, since: "2.8", source: "format",
      sends: "Version 1; zero id; bad base64",
      expects: "V: findings",
      kills: "Accepted",
      tags: [.files],
      unconfirmed: true
    ) { t in
      for text in [
        "version: 1\ntopic_id: XRwmTlCgT8qWHphLKTjLDg", "version: 0\ntopic_id: AAAAAAAAAAAAAAAAAAAAAA",
        "version: 0\ntopic_id: XRwmTlCgT8qWHphLKTjL+g", "version: 0\ntopic_id: XRwmTlCgT8qWHphLKTjLD",
        "version: 0\ntopic_id: XRwmTlCgT8qWHphLKTjLDg==", "version: 0\n", "",
      ] {
        var directory = try PartitionForge.plain().directory()
        directory.files["partition.metadata"] = ByteBuffer(string: text)
        try t.finds(["P-01"], in: directory, "the partition metadata \(text.debugDescription) are found")
      }
    }
  }
}
