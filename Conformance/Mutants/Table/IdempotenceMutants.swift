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

  static var mutants: [Mutant] { musts + shoulds }

  /// A broker that answers a duplicate with the end of the log.
  private static func answersWithTheEnd() -> Behaviour {
    var ends: [Int64: Int64] = [:]
    return .produceAnswer { partition, exchange in
      guard let batch = exchange.batches.first, let offset = partition.int("BaseOffset"), offset >= 0 else { return }
      let end = ends[batch.producerId] ?? 0
      if offset < end { partition["BaseOffset"] = .integer(end) }
      ends[batch.producerId] = max(end, offset + Int64(batch.lastOffsetDelta) + 1)
    }
  }

  /// A broker that forgets sequences with the segments that are deleted.
  private static func forgetsWithSegments() -> Behaviour {
    var hasDeleted = false
    let deletes = Behaviour.deletedRecords { _, _ in hasDeleted = true }
    return deletes.and(
      .produced { batch, _ in
        guard hasDeleted else { return }
        batch.producerId = -1
        batch.producerEpoch = -1
        batch.baseSequence = -1
      })
  }

  /// The broker looks for forgotten producers when it looks for old segments.
  private static let expiry = Stage.settings([
    "producer.id.expiration.ms": "1000", "producer.id.expiration.check.interval.ms": "1000",
    "log.retention.check.interval.ms": "1000",
  ])

  /// A broker that has forgotten a producer and still expects it to go on at 0.
  private static func staysStuck() -> Behaviour {
    var known: Set<Int64> = []
    return .refusesProduce(45) { batch, _ in !known.insert(batch.producerId).inserted }
  }

  private static var shoulds: [Mutant] {
    [
      Mutant("IDEMP-006", "A duplicate is answered with the end") { answersWithTheEnd() },
      Mutant("IDEMP-011", "A shorter batch is a duplicate") { .accepts(45, 46) },
      Mutant("IDEMP-012", "Duplicates are known by their content") { forgetful() },
      Mutant("IDEMP-014", "Who is not known is fenced") {
        .refusesProduce(47) { batch, _ in batch.baseSequence > 0 }
      },
      Mutant("IDEMP-021", "A new epoch begins anywhere") { .accepts(45) },
      Mutant("IDEMP-022", "The own id and epoch are not looked at") {
        .response(.initProducerId) { body, exchange in
          guard let id = exchange.request?.int("ProducerId"), id >= 0 else { return }
          body["ProducerId"] = .integer(id)
          body["ProducerEpoch"] = exchange.request?["ProducerEpoch"] ?? 0
        }
      },
      Mutant("IDEMP-028", "Sequences are forgotten with their segment") { forgetsWithSegments() },
      Mutant("IDEMP-030", "Only acks=-1 has its duplicates found") {
        .produced { batch, exchange in
          guard exchange.request?.int("Acks") != -1 else { return }
          batch.producerId = -1
          batch.producerEpoch = -1
          batch.baseSequence = -1
        }
      },
      Mutant("IDEMP-032", "A forgotten producer is stuck", on: expiry) { staysStuck() },
      Mutant("IDEMP-033", "The last sequence is that of the batch's first record") {
        .response(.describeProducers) { body, _ in
          body.each("Topics") { topic in
            topic.each("Partitions") { partition in
              partition.each("ActiveProducers") { $0["LastSequence"] = 3 }
            }
          }
        }
      },
    ]
  }

  private static var musts: [Mutant] {
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
