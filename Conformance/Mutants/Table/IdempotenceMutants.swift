import KafkaConformance
import KafkaSchema
import KafkaWire

/// Broken brokers for IDEMP.
enum IdempotenceMutants {
  /// A broker that does not look at sequences at all.
  private static func forgetful() -> Behaviour {
    .produced { batch, _ in
      batch.producerId = -1
      batch.producerEpoch = -1
      batch.baseSequence = -1
    }
  }

  /// A broker that gives the ids of before its restart again.
  private static func countsAnew() -> Behaviour {
    var before: [Int64] = []
    return .response(.initProducerId) { body, exchange in
      if exchange.restarts == 0 {
        if let id = body.int("ProducerId") { before.append(id) }
      } else if !before.isEmpty {
        body["ProducerId"] = .integer(before.removeFirst())
      }
    }
  }

  static var mutants: [Mutant] {
    [
      Mutant("IDEMP-001", "Same id for two producers") {
        .response(.initProducerId) { body, _ in body["ProducerId"] = 7 }
      },
      Mutant("IDEMP-002", "Each broker counts for itself", on: .twoBrokers) {
        Behaviour.follower().and(.response(.initProducerId) { body, _ in body.add(-20, to: "ProducerId") })
      },
      Mutant("IDEMP-003", "The ids of before a restart are given again", on: .restarts) { countsAnew() },
      Mutant("IDEMP-004", "Expects one more for each batch, not for each record") {
        var batches: Int32 = -1
        return .refusesProduce(45) { batch, _ in
          batches += 1
          return batch.baseSequence != batches
        }
      },
      Mutant("IDEMP-005", "A duplicate is stored twice") { forgetful() },
      Mutant("IDEMP-007", "Remembers only the last batch") { forgetful() },
      Mutant("IDEMP-008", "What is older than the window is stored again") { forgetful() },
      Mutant("IDEMP-009", "A gap is stored: hidden loss") { forgetful() },
      Mutant("IDEMP-010", "The tail of an overlap is stored") { forgetful() },
      Mutant("IDEMP-013", "Later batch accepted while an earlier one is missing") { forgetful() },
      Mutant("IDEMP-015", "Sequences shared by partitions") {
        var seen: Set<Int64> = []
        return .refusesProduce(45) { batch, _ in !seen.insert(batch.producerId).inserted }
      },
      Mutant("IDEMP-016", "One last sequence for all producers") {
        var last: Int32 = -1
        return .refusesProduce(45) { batch, _ in
          let isNext = batch.baseSequence == last + 1
          if isNext { last = batch.baseSequence + batch.lastOffsetDelta }
          return !isNext
        }
      },
      Mutant("IDEMP-017", "Overflow to a negative sequence") {
        var hasWrapped = false
        return .refusesProduce(45) { batch, _ in
          defer { hasWrapped = hasWrapped || batch.baseSequence > 2_147_483_000 }
          return hasWrapped
        }
      },
      Mutant("IDEMP-018", "Rejects a last sequence that has wrapped") {
        .refusesProduce(45) { batch, _ in
          Int64(batch.baseSequence) + Int64(batch.lastOffsetDelta) > Int64(Int32.max)
        }
      },
      Mutant("IDEMP-019", "Zombie write stored") { .accepts(47) },
      Mutant("IDEMP-020", "The old sequence goes on in the new epoch") {
        .refusesProduce(45) { batch, _ in batch.producerEpoch > 0 && batch.baseSequence == 0 }
      },
      Mutant("IDEMP-024", "State bound to the connection") { forgetful() },
      Mutant("IDEMP-025", "Sequences are forgotten in a restart", on: .restarts) { forgetful().afterRestart() },
      Mutant("IDEMP-026", "Sequences are forgotten in a crash", on: .restarts) { forgetful().afterRestart() },
      Mutant("IDEMP-029", "Sequence consumed by the failure") {
        .refusesProduce(45) { batch, _ in batch.baseSequence == 1 && batch.range.count < 2000 }
      },
      Mutant("IDEMP-031", "Sequence read from a wrong place after recompression") { forgetful() },
    ]
  }
}
