import KafkaSchema
import KafkaWire
import NIOCore

/// Damage that a broker finds when it starts, or when somebody reads.
enum DamagedLogs {
  static var cases: [Case] {
    [
      metadataMismatch, metaProperties, cleanShutdownMarker, damageInAMiddleSegment, damageAfterTheRecoveryPoint,
      crashPointSweep,
    ]
  }

  static var metadataMismatch: Case {
    Case(
      "SEG-065", "Partition metadata mismatch", .must, since: "2.8", source: "KIP-516",
      sends: "Id differs from the cluster's",
      expects: "R: not served, set aside",
      kills: "Wrong topic's data served",
      tags: [.files, .restarts],
      needs: RecoveredState.apis,
      deadline: .seconds(120)
    ) { t in
      let topic = try await t.keptTopic()
      guard topic.id != .zero else { throw CaseEnd.unsupported("topics have no ids") }
      try await t.store(topic, t.batch(of: 3))
      // What is there of a preallocated log differs before and after a stop; the batch does not.
      let stored = try t.files(of: topic).allBatches().map(\.crc)
      let other = KafkaUUID(mostSignificantBits: UInt64(t.random(1...Int.max)), leastSignificantBits: 7)
      try await t.whileDown { files in
        try files.change(topic) { directory in
          directory.files["partition.metadata"] = ByteBuffer(string: "version: 0\ntopic_id: \(other)")
        }
      }
      let (_, answer) = try await t.fetch(topic)
      var served: [ReadBatch] = []
      if answer["ErrorCode"].int == 0 { served = try t.batches(answer) }
      try t.expect(
        served.isEmpty, "records of another topic are not served", field: answer["Records"].path,
        got: "\(served.count) batches", want: "an error or none", at: answer["Records"])
      let kept = try t.allFiles().directories.contains { directory in
        // Whatever else lies there need not be readable.
        directory.files[StoredDirectory.firstLog].flatMap { try? BatchReader.batches(in: $0) }?.map(\.crc) == stored
      }
      try t.expect(
        kept, "records of another topic are set aside, not removed", field: "directories", got: "none with the records",
        want: "one with the records")
    }
  }

  static var metaProperties: Case {
    Case(
      "SEG-066", "meta.properties", .should, since: "0.8", source: "format",
      sends: "Missing node id; other cluster id; unknown version",
      expects: "R: refuses to start",
      kills: "Mixes clusters",
      tags: [.files, .restarts],
      deadline: .seconds(120)
    ) { t in
      for (key, value) in [("node.id", nil), ("cluster.id", "AAECAwQFBgcICQoLDA0ODw"), ("version", "7")] {
        try await t.refusesToStart(
          value.map { "a broker does not start with \(key)=\($0) in meta.properties" }
            ?? "a broker does not start without \(key) in meta.properties"
        ) { files in
          guard let text = try files.file("meta.properties").map({ String(buffer: $0) }) else {
            throw CaseEnd.unsupported("the data directory has no meta.properties")
          }
          let others = text.split(separator: "\n").filter { !$0.hasPrefix(key + "=") }.map(String.init)
          let lines = others + (value.map { ["\(key)=\($0)"] } ?? [])
          try files.write(ByteBuffer(string: lines.joined(separator: "\n") + "\n"), to: "meta.properties")
        }
      }
    }
  }

  static var cleanShutdownMarker: Case {
    Case(
      "SEG-067", "Clean shutdown marker", .must, since: "0.8", source: "format",
      sends: "Present, but the tail is damaged",
      expects: "R: marker removed at start; damage found at read, not served",
      kills: "Marker kept after a crash: no recovery",
      tags: [.files, .restarts],
      needs: RecoveredState.apis,
      deadline: .seconds(120)
    ) { t in
      let topic = try await t.keptTopic()
      let batches = try await t.damage(topic, segments: 1, batch: 2, isClean: true, recoveryPoint: 6)
      let isMarked = try t.allFiles().files[DataDirectory.marker] != nil
      try t.expect(
        !isMarked, "the mark of a stop in order is taken away when the broker starts", field: DataDirectory.marker,
        got: "still there", want: "gone")
      var next: Int64 = 0
      while next < 6 {
        let (_, answer) = try await t.fetch(topic, .init(offset: next))
        guard answer["ErrorCode"].int == 0 else { break }
        let found = try t.batches(answer)
        guard let last = found.last, last.lastOffset >= next else { break }
        for batch in found {
          guard batch.isIntact else {
            t.tolerate("the damaged batch is served with its wrong checksum, so that the consumer finds it")
            continue
          }
          try t.expect(
            batches.contains { $0.crc == batch.crc && $0.baseOffset == batch.baseOffset },
            "damage is not hidden behind a new checksum", field: answer["Records"].path,
            got: "a batch at \(batch.baseOffset) that was never stored", want: "the stored batches",
            at: answer["Records"])
        }
        next = last.lastOffset + 1
      }
      try t.expect(
        next >= 4, "what comes before the damage is served", field: "offset", got: "\(next)", want: "at least 4")
    }
  }

  static var damageInAMiddleSegment: Case {
    Case(
      "SEG-073", "Damage in a middle segment", .should, since: "0.8", source: "AK",
      sends: "Bit flip before the recovery point, unclean start",
      expects: "R: not silently dropped; recorded policy. Apache Kafka cuts only after the recovery point",
      kills: "Later good segments dropped without a word",
      tags: [.files, .restarts],
      needs: RecoveredState.apis,
      deadline: .seconds(120)
    ) { t in
      let topic = try await t.keptTopic()
      let batches = try await t.damage(topic, segments: 3, batch: 4, recoveryPoint: 14)
      let answer = try await t.listOffset(topic, timestamp: -1)
      guard answer["ErrorCode"].int == 0 else {
        t.tolerate("the partition is not served")
        return
      }
      try t.equal(answer["Offset"], 18, "segments behind damage below the recovery point stay")
      let later = try await t.fetchBack(topic, from: 12)
      try t.expect(
        later.map(\.crc) == batches[6...].map(\.crc), "segments behind damage below the recovery point are served",
        field: "batches", got: "\(later.map(\.baseOffset))", want: "12, 14, 16")
    }
  }

  static var damageAfterTheRecoveryPoint: Case {
    Case(
      "SEG-074", "Damage after the recovery point", .must, since: "0.8", source: "AK",
      sends: "Bit flip, unclean start",
      expects: "R: cut there, later segments removed, reported",
      kills: "Served",
      tags: [.files, .restarts],
      needs: RecoveredState.apis,
      deadline: .seconds(120)
    ) { t in
      let topic = try await t.keptTopic()
      let batches = try await t.damage(topic, segments: 3, batch: 4, isAnywhere: true, recoveryPoint: 6)
      try await t.holds(topic, Array(batches[..<4]), "a log is cut at damage behind the recovery point")
      let later = try t.files(of: topic).files[PartitionVerifier.name(12, "log")]
      try t.expect(
        later == nil, "segments behind the damage are removed", field: PartitionVerifier.name(12, "log"),
        got: "still there", want: "gone")
      try t.isRepaired(topic)
      try await t.goesOn(topic, at: 8, "the log goes on where it was cut")
    }
  }

  static var crashPointSweep: Case {
    Case(
      "SEG-076", "Crash-point sweep", .must, since: "0.8", source: "AK",
      sends: "Golden workload, file state after each write prefix; and the 262 recorded recovery cases",
      expects: "R: every prefix opens; acknowledged and flushed data is there",
      kills: "Some prefix fails",
      tags: [.files, .restarts],
      needs: RecoveredState.apis,
      deadline: .seconds(180)
    ) { t in
      let sound = try PartitionForge.plain(segments: 2, batches: 2).directory()
      let batches = try sound.allBatches()
      let last = PartitionVerifier.name(4, "log")
      guard let log = sound.files[last] else { throw SuiteError("there is no second segment") }
      // How far the write of the last segment came, and whether the file had its size already.
      struct Point {
        var size: Int
        var hasZeros: Bool
        var written = ByteBuffer()
        var whole: [ReadBatch] = []
      }
      var points: [Point] = []
      for batch in batches[2...] {
        let size = batch.range.count
        for part in [0, 1, 8, 12, 16, 17, 21, 60, 61, t.random(62...size - 2), size - 1] {
          for hasZeros in [false, true] {
            points.append(Point(size: batch.range.lowerBound + part, hasZeros: hasZeros))
          }
        }
      }
      points.append(Point(size: log.readableBytes, hasZeros: false))
      for index in points.indices {
        var written = log.getSlice(at: 0, length: points[index].size) ?? log
        if points[index].hasZeros { written.writeRepeatingByte(0, count: log.readableBytes - points[index].size) }
        points[index].written = written
        // A batch may end in zeros.
        let whole = batches[2...].prefix { batch in
          written.getSlice(at: batch.range.lowerBound, length: batch.range.count)
            == log.getSlice(at: batch.range.lowerBound, length: batch.range.count)
        }
        points[index].whole = Array(batches[..<2] + whole)
      }
      let topic = try await t.keptTopic(partitions: points.count)
      try await t.whileDown { files in
        for (partition, point) in points.enumerated() {
          var state = sound
          state.files[last] = point.written
          // Written when the log is closed, which it was not.
          state.files[PartitionVerifier.name(8, "snapshot")] = nil
          try files.replace(topic, partition, with: state, recoveryPoint: 4)
        }
      }
      for (partition, point) in points.enumerated() {
        try await t.holds(
          topic, partition: partition, point.whole,
          "a log of which \(point.size) bytes were written\(point.hasZeros ? " and the rest is zeros" : "") "
            + "opens with all whole batches")
        try t.isRepaired(topic, partition)
      }
      try await recordedDamages(t)
      // The next start finds nothing to mend.
      try await t.whileDown { _ in }
      for partition in [0, points.count / 2, points.count - 1] {
        try await t.goesOn(
          topic, partition: partition, at: Int64(2 * points[partition].whole.count), "a recovered log goes on")
      }
    }
  }

  private static func recordedDamages(_ t: Trial) async throws {
    let sound = try PartitionForge.plain(segments: 2).directory()
    let batches = try sound.allBatches()
    let damages = RecordedDamages.all(t)
    let topic = try await t.keptTopic(partitions: damages.count)
    try await t.whileDown { files in
      for (partition, damage) in damages.enumerated() {
        var damaged = sound
        damaged.files[PartitionVerifier.name(12, "snapshot")] = nil
        try damage.change(&damaged)
        try files.replace(topic, partition, with: damaged, recoveryPoint: damage.recoveryPoint)
      }
    }
    for (partition, damage) in damages.enumerated() {
      try await t.holds(topic, partition: partition, batches, "a log is whole that \(damage.name)")
      try t.isRepaired(topic, partition)
    }
  }
}
