import KafkaConformance
import KafkaSchema
import KafkaWire

/// Broken brokers for OffsetFetch and OffsetDelete.
enum OffsetFetchMutants {
  static var mutants: [Mutant] { fetches + deletions }

  /// A broker that finds it wrong to delete what is not there.
  private static func missesOffsets() -> Behaviour {
    let memory = Memory()
    return memory.learning().and(
      .response(.offsetDelete) { body, exchange in
        let group = exchange.request?.string("GroupId") ?? ""
        body.each("Topics") { topic in
          let whole = topic
          topic.each("Partitions") { partition in
            if memory.commits[memory.place(group, whole, partition)] == nil { partition["ErrorCode"] = 3 }
          }
        }
      })
  }

  private static var fetches: [Mutant] {
    [
      Mutant("COMMIT-020", "Where nothing is committed is 0") {
        .foundOffsets { partition, _, _ in
          if partition.int("CommittedOffset") == -1 { partition["CommittedOffset"] = 0 }
        }
      },
      Mutant("COMMIT-021", "A group that does not exist is an error") {
        .groups { found, _ in
          let offsets = found.structs("Topics").flatMap { $0.structs("Partitions") }
          if offsets.allSatisfy({ $0.int("CommittedOffset") == -1 }) { found["ErrorCode"] = 69 }
        }
      },
      Mutant("COMMIT-022", "All are none") {
        .askedGroups { group in if group["Topics"] == .null { group["Topics"] = [] } }
      },
      Mutant("COMMIT-023", "None are all") {
        .askedGroups { group in if group["Topics"] == [] { group["Topics"] = .null } }
      },
      Mutant("COMMIT-024", "Nothing committed for a topic that is not there is an error") {
        .foundOffsets { partition, _, _ in
          if partition.int("CommittedOffset") == -1 { partition["ErrorCode"] = 3 }
        }
      },
      Mutant("COMMIT-025", "The first group's offsets for all") {
        .response(.offsetFetch) { body, _ in
          guard let first = body.structs("Groups").first?["Topics"] else { return }
          body.each("Groups") { $0["Topics"] = first }
        }
      },
      Mutant("COMMIT-026", "Whoever asks is told", on: .pretends(.consumerGroups)) { .consumerGroups(checks: false) },
      Mutant("COMMIT-028", "Old offsets for who requires stable ones", on: .pretends(.offsetTransactions)) {
        .offsetTransactions(knowsStable: false)
      },
      Mutant("COMMIT-029", "Offsets are shown before they are committed", on: .pretends(.offsetTransactions)) {
        .offsetTransactions(showsPending: true)
      },
      Mutant("COMMIT-027", "Ids that are not there are looked up by their empty names") {
        .recodes(.offsetFetch, [100])
      },
    ]
  }

  private static var deletions: [Mutant] {
    [
      Mutant("COMMIT-036", "A deleted offset stays") { Memory().neverForgets() },
      Mutant("COMMIT-037", "Offsets are deleted under the consumer") { .recodes(.offsetDelete, [86]) },
      Mutant("COMMIT-038", "Offsets of any active group are deleted") { .recodes(.offsetDelete, [68]) },
      Mutant("COMMIT-039", "A group that does not exist has its offsets deleted") { .recodes(.offsetDelete, [69]) },
      Mutant("COMMIT-040", "An offset that is not there is an error") { missesOffsets() },
      Mutant("COMMIT-041", "A topic that is not there is looked into") { .breaksDown(.offsetDelete, insteadOf: 3) },
    ]
  }
}
