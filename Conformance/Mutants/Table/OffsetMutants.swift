import KafkaConformance
import KafkaSchema
import KafkaWire

/// Broken brokers for OFFSETS and EPOCH.
enum OffsetMutants {
  static func moved(_ by: Int64, where condition: @escaping (Int64) -> Bool) -> Behaviour {
    .listed { partition, asked in if condition(asked) { partition.add(by, to: "Offset") } }
  }

  static func constant(_ offset: Int64, where condition: @escaping (Int64) -> Bool) -> Behaviour {
    .listed { partition, asked in if condition(asked) { partition["Offset"] = .integer(offset) } }
  }

  static func code(_ from: Int64) -> Behaviour {
    .listed { partition, _ in if partition.int("ErrorCode") == from { partition["ErrorCode"] = 0 } }
  }

  static func epoch(_ change: @escaping (inout Structure) -> Void) -> Behaviour {
    .response(.offsetForLeaderEpoch) { body, _ in
      body.each("Topics") { topic in topic.each("Partitions") { change(&$0) } }
    }
  }

  static var mutants: [Mutant] { musts + shoulds }

  private static var musts: [Mutant] {
    [
      Mutant("OFFSETS-001", "An empty partition ends at -1") { constant(-1) { $0 == -1 } },
      Mutant("OFFSETS-002", "The last offset instead of the next") { moved(-1) { $0 == -1 } },
      Mutant("OFFSETS-003", "Always 0") { constant(0) { $0 == -2 } },
      Mutant("OFFSETS-006", "The earliest offset is the last stable one") { moved(3) { $0 == -2 } },
      Mutant("OFFSETS-007", "After the time, not at it") { moved(1) { $0 >= 0 } },
      Mutant("OFFSETS-008", "The record before the time") { moved(-1) { $0 >= 0 } },
      Mutant("OFFSETS-009", "A time before all finds nothing") { constant(-1) { $0 == 0 } },
      Mutant("OFFSETS-010", "A time after all finds the end") { constant(3) { $0 > 0 } },
      Mutant("OFFSETS-011", "The base of the batch") { constant(0) { $0 > 0 } },
      Mutant("OFFSETS-012", "The base of the compressed batch") { constant(0) { $0 > 0 } },
      Mutant("OFFSETS-013", "Binary search over times out of order") { constant(2) { $0 > 0 } },
      Mutant("OFFSETS-014", "The first segment is skipped") { moved(1) { $0 > 0 } },
      Mutant("OFFSETS-015", "Finds deleted records") { constant(2) { $0 > 0 } },
      Mutant("OFFSETS-018", "The last record instead of that with the largest time") { constant(2) { $0 == -3 } },
      Mutant("OFFSETS-028", "An older leader epoch is ignored", on: .pretends(.movedLeader)) {
        Behaviour.movedLeader().and(code(74))
      },
      Mutant("OFFSETS-029", "A newer leader epoch is ignored") { code(75) },
      Mutant("OFFSETS-030", "A follower tells the end that it knows", on: .twoBrokers) {
        .follower(answering: [.listOffsets])
      },
      Mutant("OFFSETS-031", "Unknown partitions have offset 0") { code(3) },
      Mutant("OFFSETS-033", "Answers are left out") {
        .response(.listOffsets) { body, _ in
          body.each("Topics") { topic in
            topic["Partitions"] = .array(topic.structs("Partitions").prefix(15).map { .structure($0) })
          }
        }
      },
      Mutant("EPOCH-001", "The last offset instead of the end") {
        epoch { $0.add(-1, to: "EndOffset") }
      },
      Mutant("EPOCH-002", "A future epoch ends at the log's end") {
        epoch { partition in
          if partition.int("EndOffset") == -1 {
            partition["LeaderEpoch"] = 0
            partition["EndOffset"] = 3
          }
        }
      },
      Mutant("EPOCH-003", "An unknown partition has no error") { epoch { $0["ErrorCode"] = 0 } },
      Mutant("EPOCH-010", "A follower tells the ends that it knows", on: .twoBrokers) {
        .follower(answering: [.offsetForLeaderEpoch])
      },
      Mutant("EPOCH-012", "Epochs are not kept over a restart", on: .restarts) {
        epoch { partition in
          partition["LeaderEpoch"] = -1
          partition["EndOffset"] = -1
        }.afterRestart()
      },
      Mutant("EPOCH-004", "The current leader epoch is ignored") { epoch { $0["ErrorCode"] = 0 } },
    ]
  }

  /// A broker that fails at a special time.
  private static func fails(at special: Int64) -> Behaviour {
    .listed { partition, asked in if asked == special { partition["ErrorCode"] = -1 } }
  }

  private static var shoulds: [Mutant] {
    [
      Mutant("OFFSETS-017", "The producer's time instead of the broker's") { constant(0) { $0 > 0 } },
      Mutant("OFFSETS-019", "The base of the compressed batch has the largest time") { constant(0) { $0 == -3 } },
      Mutant("OFFSETS-020", "The base of the batch has the largest time") { constant(0) { $0 == -3 } },
      Mutant("OFFSETS-021", "The largest time of nothing is at 0") { constant(0) { $0 == -3 } },
      Mutant("OFFSETS-022", "The largest time is that of a deleted record") { constant(0) { $0 == -3 } },
      Mutant("OFFSETS-023", "The earliest local offset is not known") { fails(at: -4) },
      Mutant("OFFSETS-024", "The latest tiered offset is not known") { fails(at: -5) },
      Mutant("OFFSETS-026", "Every negative time is before all") {
        .listed { partition, _ in
          guard partition.int("ErrorCode") == 35 else { return }
          partition["ErrorCode"] = 0
          partition["Offset"] = 0
        }
      },
      Mutant("OFFSETS-027", "The epoch of now for all offsets") {
        .listed { partition, _ in partition["LeaderEpoch"] = 9 }
      },
      Mutant("OFFSETS-032", "Two answers for one partition") { code(42) },
      Mutant("OFFSETS-037", "The broker's time") {
        .listed { partition, asked in if asked < 0 { partition["Timestamp"] = 1_700_000_000_000 } }
      },
      Mutant("EPOCH-014", "One answer for each topic") {
        .response(.offsetForLeaderEpoch) { body, _ in
          body.each("Topics") { topic in
            topic["Partitions"] = .array(topic.structs("Partitions").prefix(1).map { .structure($0) })
          }
        }
      },
    ]
  }
}
