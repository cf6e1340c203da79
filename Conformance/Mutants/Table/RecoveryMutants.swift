import KafkaConformance
import KafkaSchema
import KafkaWire
import NIOCore

/// Brokers that take the files in their directory for something else than they are.
enum RecoveryMutants {
  static var mutants: [Mutant] { state + leftovers + damage }

  private static var state: [Mutant] {
    [
      Mutant("SEG-047", "Without its time index, a segment has no times", on: .restarts) {
        .response(.listOffsets) { body, exchange in
          guard exchange.restarts > 0 else { return }
          body.each("Topics") { topic in
            topic.each("Partitions") { partition in
              if partition.int("Timestamp") != -1 { partition["Offset"] = .integer(-1) }
            }
          }
        }
      },
      Mutant(
        "SEG-055", "Producers are forgotten with their snapshot",
        files: .partitions { directory in
          guard directory.names("snapshot").isEmpty else { return }
          for name in directory.names("log") {
            var log = ByteBuffer()
            for batch in try directory.files[name].map({ try BatchReader.batches(in: $0) }) ?? [] {
              var forge = BatchForge(rewriting: batch)
              (forge.producerId, forge.producerEpoch, forge.baseSequence) = (-1, -1, -1)
              log.writeImmutableBuffer(try forge.bytes())
            }
            directory.files[name] = log
          }
        }),
      Mutant("SEG-058", "Without a checkpoint, epochs end at 0", on: .restarts) {
        .response(.offsetForLeaderEpoch) { body, exchange in
          guard exchange.restarts > 0 else { return }
          body.each("Topics") { topic in topic.each("Partitions") { $0["EndOffset"] = .integer(0) } }
        }
      },
      Mutant(
        "SEG-061", "Without a recovery point, nothing is recovered",
        files: FileChange(beforeStart: { directory in
          let name = DataDirectory.Checkpoint.recoveryPoints.rawValue
          if directory.files[name] == nil { directory.files[name] = recoveryPoints(of: directory, at: 18) }
        })),
      Mutant(
        "SEG-063", "Log starts above the end are not believed",
        files: FileChange(beforeStart: { $0.files[DataDirectory.Checkpoint.logStarts.rawValue] = nil })),
      Mutant(
        "SEG-075", "Each recovery cuts a batch",
        files: .partitions { directory in
          guard let name = directory.names("log").last, let log = directory.files[name],
            let last = try BatchReader.batches(in: log).last, last.range.upperBound == log.readableBytes
          else { return }
          directory.files[name] = log.getSlice(at: 0, length: last.range.lowerBound)
        }),
    ]
  }

  private static var leftovers: [Mutant] {
    [
      Mutant(
        "SEG-068", "Swap files are thrown away",
        files: .partitions { directory in
          for name in directory.names("swap") { directory.files[name] = nil }
        }),
      Mutant("SEG-069", "Unfinished output is taken for the log", files: .partitions { rename(".cleaned", in: &$0) }),
      Mutant("SEG-070", "Deleted segments come back", files: .partitions { rename(".deleted", in: &$0) }),
      Mutant(
        "SEG-071", "An index without a log stops the broker",
        files: .partitions { directory in
          for name in directory.names("index") where directory.files[name.dropLast(5) + "log"] == nil {
            throw SuiteError("\(name) has no log")
          }
        }),
    ]
  }

  private static var damage: [Mutant] {
    [
      Mutant(
        "SEG-065", "The id in a partition's directory is not compared",
        files: .partitions { $0.files["partition.metadata"] = nil }),
      Mutant(
        "SEG-066", "What cannot be read of meta.properties is made anew",
        files: FileChange(beforeStart: { $0.files["meta.properties"] = nil })),
      Mutant(
        "SEG-067", "The mark of a stop in order stays",
        files: FileChange(afterStart: { $0.files[DataDirectory.marker] = ByteBuffer(string: "{}") })),
      Mutant(
        "SEG-073", "Damage anywhere costs all segments behind it",
        files: FileChange(beforeStart: { $0.files[DataDirectory.Checkpoint.recoveryPoints.rawValue] = nil })),
      Mutant(
        "SEG-074", "Segments behind the recovery point are not read",
        files: FileChange(beforeStart: { directory in
          directory.files[DataDirectory.Checkpoint.recoveryPoints.rawValue] = recoveryPoints(of: directory, at: 18)
        })),
      Mutant(
        "SEG-076", "A piece of a header at the end costs the segment",
        files: .partitions { directory in
          guard let name = directory.names("log").last, let log = directory.files[name],
            let batches = try? BatchReader.batches(in: log),
            (1...16).contains(log.readableBytes - (batches.last?.range.upperBound ?? 0))
          else { return }
          directory.files[name] = ByteBuffer()
        }),
    ]
  }

  /// A checkpoint that says of every partition that it is on the disk up to an offset.
  private static func recoveryPoints(of directory: StoredDirectory, at offset: Int64) -> ByteBuffer {
    let lines = directory.directories.compactMap { PartitionName($0.name) }
      .map { "\($0.topic) \($0.partition) \(offset)\n" }
    return ByteBuffer(string: "0\n\(lines.count)\n\(lines.joined())")
  }

  /// Takes the end of names away.
  private static func rename(_ end: String, in directory: inout StoredDirectory) {
    for name in directory.files.keys where name.hasSuffix(end) {
      directory.files[String(name.dropLast(end.count))] = directory.files.removeValue(forKey: name)
    }
  }
}
