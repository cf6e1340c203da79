import KafkaConformance
import KafkaSchema
import KafkaWire

/// Broken brokers for DELREC.
enum DeleteRecordsMutants {
  /// A broker whose log start is whatever was asked for last.
  private static func goesBack() -> Behaviour {
    var start: Int64?
    let deletes = Behaviour.deletedRecords { partition, offset in
      guard partition.int("ErrorCode") == 0, offset >= 0 else { return }
      start = offset
      partition["LowWatermark"] = .integer(offset)
    }
    return deletes.and(
      .listed { partition, asked in if asked == -2, let start { partition["Offset"] = .integer(start) } })
  }

  /// A broker that begins at 0 again when all was deleted.
  private static func resetsTheEnd() -> Behaviour {
    var isDeleted = false
    let deletes = Behaviour.deletedRecords { _, offset in if offset == -1 { isDeleted = true } }
    return deletes.and(.listed { partition, asked in if asked == -1, isDeleted { partition["Offset"] = 0 } })
  }

  /// A broker that refuses what is deleted already.
  private static func refusesRepetition() -> Behaviour {
    var most: Int64 = -1
    return .deletedRecords { partition, offset in
      if offset <= most {
        partition["ErrorCode"] = 1
        partition["LowWatermark"] = -1
      }
      most = max(most, offset)
    }
  }

  static var mutants: [Mutant] {
    [
      Mutant("DELREC-001", "Deletes up to and including the offset") {
        .deletion { partition in if (partition.int("Offset") ?? -1) >= 0 { partition.add(1, to: "Offset") } }
      },
      Mutant("DELREC-002", "The log start is that of the batch") {
        .deletion { partition in
          if let offset = partition.int("Offset"), offset >= 0 { partition["Offset"] = .integer(offset / 10 * 10) }
        }
      },
      Mutant("DELREC-003", "The end goes back to 0") { resetsTheEnd() },
      Mutant("DELREC-004", "What is beyond the end deletes all") {
        .deletion { partition in if (partition.int("Offset") ?? 0) > 10 { partition["Offset"] = -1 } }
      },
      Mutant("DELREC-005", "Every negative offset deletes all") {
        .deletion { partition in if (partition.int("Offset") ?? 0) < 0 { partition["Offset"] = -1 } }
      },
      Mutant("DELREC-006", "The log start goes back") { goesBack() },
      Mutant("DELREC-007", "A repetition is an error") { refusesRepetition() },
      Mutant("DELREC-008", "Records of nothing are deleted") { .recodes(.deleteRecords, [3]) },
      Mutant("DELREC-009", "Any broker deletes", on: .twoBrokers) { .follower(answering: [.deleteRecords]) },
      Mutant("DELREC-010", "The records of compacted topics are deleted") { .recodes(.deleteRecords, [44]) },
      Mutant("DELREC-011", "A topic of both policies is refused") {
        .deletedRecords { partition, _ in
          partition["ErrorCode"] = 44
          partition["LowWatermark"] = -1
        }
      },
      Mutant("DELREC-012", "The state of groups is deleted") { .recodes(.deleteRecords, [17, 29]) },
      Mutant("DELREC-013", "The log start is not kept over a restart", on: .restarts) {
        Behaviour.listed { partition, asked in if asked == -2 { partition["Offset"] = 0 } }.afterRestart()
      },
      Mutant("DELREC-017", "A deleted position is served as the end: the consumer loops") {
        .fetched { partition, _ in
          if partition.int("ErrorCode") == 1 { partition["ErrorCode"] = 0 }
        }
      },
      Mutant("DELREC-018", "One fails all") { .failsTogether(.deleteRecords) },
    ]
  }
}
