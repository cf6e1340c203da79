import KafkaSchema
import KafkaWire
import NIOCore

/// Files of changes that a crash has interrupted.
enum LeftoverFiles {
  static var cases: [Case] { [swapFiles, cleanedFiles, deletedFiles, orphanIndex] }

  private static let suffixes = ["log", "index", "timeindex"]

  /// A compaction's input and output: the first two of three segments become one, without the second batch.
  private static func compaction() throws -> (before: StoredDirectory, after: StoredDirectory) {
    var forge = PartitionForge.plain(segments: 3)
    let before = try forge.directory()
    var offset: Int64 = 0
    for segment in forge.segments.indices {
      for batch in forge.segments[segment].indices {
        forge.segments[segment][batch].baseOffset = offset
        offset += 2
      }
    }
    forge.segments[0].remove(at: 1)
    forge.segments = [forge.segments[0] + forge.segments[1], forge.segments[2]]
    return (before, try forge.directory())
  }

  /// The state of the files after each step of putting the output in the place of the input.
  private static func steps() throws -> [(name: String, directory: StoredDirectory)] {
    let (before, after) = try compaction()
    func output(_ names: [String: String], deleted: [Int64] = []) -> StoredDirectory {
      var directory = before
      for base in deleted {
        for suffix in suffixes {
          let name = PartitionVerifier.name(base, suffix)
          directory.files[name + ".deleted"] = directory.files.removeValue(forKey: name)
        }
      }
      for suffix in suffixes {
        guard let end = names[suffix] else { continue }
        let name = PartitionVerifier.name(0, suffix)
        directory.files[name + end] = after.files[name]
      }
      return directory
    }
    func all(_ end: String) -> [String: String] { ["log": end, "index": end, "timeindex": end] }
    return [
      ("the output is being written", output(["log": ".cleaned", "index": ".cleaned"])),
      ("the output is written", output(all(".cleaned"))),
      (
        "the output is being marked as finished",
        output(["log": ".swap", "index": ".cleaned", "timeindex": ".cleaned"])
      ),
      ("the output is finished", output(all(".swap"))),
      ("the first segment is marked for deletion", output(all(".swap"), deleted: [0])),
      ("both segments are marked for deletion", output(all(".swap"), deleted: [0, 6])),
      ("the log has its name", output(["log": "", "index": ".swap", "timeindex": ".swap"], deleted: [0, 6])),
      ("the output has its names", output(all(""), deleted: [0, 6])),
    ]
  }

  static var swapFiles: Case {
    Case(
      "SEG-068", "Swap files", .must, since: "0.8.1", source: "AK",
      sends: "Crash at each step of a compaction swap",
      expects: "R: old or new state, never both or none",
      kills: "Segment lost",
      tags: [.files, .restarts],
      needs: RecoveredState.apis,
      deadline: .seconds(120)
    ) { t in
      let (before, after) = try compaction()
      let states = [try before.allBatches().map(\.crc), try after.allBatches().map(\.crc)]
      let steps = try steps()
      let topic = try await t.keptTopic(partitions: steps.count)
      for isClean in [false, true] {
        try await t.whileDown(isClean: isClean) { files in
          for (partition, step) in steps.enumerated() {
            try files.replace(topic, partition, with: step.directory, recoveryPoint: isClean ? 18 : 0)
          }
        }
        for (partition, step) in steps.enumerated() {
          let found = try await t.fetchBack(topic, partition: partition)
          try t.expect(
            states.contains(found.map(\.crc)), "a crash while \(step.name) leaves the records of before or of after",
            field: "batches of \(topic.name)-\(partition)", got: "\(found.map(\.baseOffset))",
            want: "0 to 16, with or without 2")
          let left = try t.files(of: topic, partition).files.keys
            .filter { $0.hasSuffix(".swap") || $0.hasSuffix(".cleaned") }
          try t.expect(
            left.isEmpty, "nothing is left of a change that a crash interrupted while \(step.name)", field: "files",
            got: "\(left.sorted())", want: "none that ends in .swap or .cleaned")
        }
      }
    }
  }

  static var cleanedFiles: Case {
    Case(
      "SEG-069", "Cleaned files", .must, since: "0.8.1", source: "AK",
      sends: ".cleaned left over",
      expects: "R: removed",
      kills: "Loaded",
      tags: [.files, .restarts],
      needs: RecoveredState.apis,
      deadline: .seconds(120)
    ) { t in
      let (before, after) = try compaction()
      let topic = try await t.keptTopic()
      try await t.whileDown { files in
        var left = before
        for suffix in suffixes {
          let name = PartitionVerifier.name(0, suffix)
          left.files[name + ".cleaned"] = after.files[name]
        }
        try files.replace(topic, with: left)
      }
      try await t.holds(topic, try before.allBatches(), "output of an unfinished compaction is not served")
      try await gone(t, topic, ".cleaned", "output of an unfinished compaction is removed")
    }
  }

  static var deletedFiles: Case {
    Case(
      "SEG-070", "Deleted files", .must, since: "0.8", source: "AK",
      sends: ".deleted left over",
      expects: "R: removed",
      kills: "Loaded",
      tags: [.files, .restarts],
      needs: RecoveredState.apis,
      deadline: .seconds(120)
    ) { t in
      let made = try PartitionForge.plain(segments: 3).directory()
      let topic = try await t.keptTopic()
      try await t.whileDown { files in
        var left = made
        for suffix in suffixes {
          let name = PartitionVerifier.name(0, suffix)
          left.files[name + ".deleted"] = left.files.removeValue(forKey: name)
        }
        try files.replace(topic, with: left)
      }
      let start = try await t.listOffset(topic, timestamp: -2)
      try t.equal(start["Offset"], 6, "a log whose first segment is deleted begins with the next one")
      try await t.holds(
        topic, try made.allBatches().filter { $0.baseOffset >= 6 }, from: 6, "deleted segments are not served")
      try await gone(t, topic, ".deleted", "files that are marked as deleted are removed")
    }
  }

  static var orphanIndex: Case {
    Case(
      "SEG-071", "Orphan index", .must, since: "0.8", source: "AK",
      sends: "Index without log",
      expects: "R: removed",
      kills: "Start fails",
      tags: [.files, .restarts],
      needs: RecoveredState.apis,
      deadline: .seconds(120)
    ) { t in
      let made = try PartitionForge.plain(segments: 3).directory()
      let topic = try await t.keptTopic()
      try await t.whileDown { files in
        var left = made
        for suffix in suffixes.dropFirst() {
          left.files[PartitionVerifier.name(9, suffix)] = made.files[PartitionVerifier.name(6, suffix)]
        }
        try files.replace(topic, with: left)
      }
      try await t.holds(topic, try made.allBatches(), "indexes without a log do not keep a broker from starting")
      for suffix in suffixes.dropFirst() {
        try await gone(t, topic, PartitionVerifier.name(9, suffix), "indexes without a log are removed")
      }
    }
  }

  /// Requires that files go, at once or a moment after the start.
  private static func gone(_ t: Trial, _ topic: TestTopic, _ end: String, _ requirement: String) async throws {
    // Apache Kafka keeps what it removes for a minute by default; leftovers go when the log is opened.
    let left = try t.files(of: topic).files.keys.filter { $0.hasSuffix(end) }
    try t.expect(left.isEmpty, requirement, field: "files", got: "\(left.sorted())", want: "none that ends in \(end)")
  }
}
