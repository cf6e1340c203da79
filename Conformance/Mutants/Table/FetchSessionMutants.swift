import KafkaConformance
import KafkaSchema
import KafkaWire
import NIOCore

/// Broken brokers for FSESS.
enum FetchSessionMutants {
  /// Changes requests that continue a session before the broker sees them.
  private static func incremental(_ change: @escaping (inout Structure, Exchange) -> Void) -> Behaviour {
    .request(.fetch) { body, exchange in
      if (body.int("SessionEpoch") ?? 0) > 0 { change(&body, exchange) }
    }
  }

  /// Changes answers to requests that continue a session.
  private static func answer(_ change: @escaping (inout Structure, Exchange) -> Void) -> Behaviour {
    .response(.fetch) { body, exchange in
      if (exchange.request?.int("SessionEpoch") ?? 0) > 0 { change(&body, exchange) }
    }
  }

  /// Changes answers to requests that may begin a session.
  private static func opening(_ change: @escaping (inout Structure, Exchange) -> Void) -> Behaviour {
    .response(.fetch) { body, exchange in if exchange.request?.int("SessionEpoch") == 0 { change(&body, exchange) } }
  }

  /// Takes partitions out of an answer, and topics that have none left.
  private static func drop(_ body: inout Structure, where isDropped: (Structure) -> Bool) {
    body["Responses"] = .array(
      body.structs("Responses").compactMap { topic in
        var topic = topic
        let left = topic.structs("Partitions").filter { !isDropped($0) }
        topic["Partitions"] = .array(left.map { .structure($0) })
        return left.isEmpty ? nil : .structure(topic)
      })
  }

  private static func isEmpty(_ partition: Structure) -> Bool {
    (partition.bytes("Records")?.readableBytes ?? 0) == 0 && partition.int("ErrorCode") == 0
  }

  /// No error of the whole answer where the broker has one.
  private static func accepts(_ code: Int64) -> Behaviour {
    answer { body, exchange in
      guard body.int("ErrorCode") == code else { return }
      body["ErrorCode"] = 0
      body["SessionId"] = .integer(exchange.request?.int("SessionId") ?? 0)
    }
  }

  /// A partition that a session reads from where the last answer ended, whatever the client says.
  private static func advancing() -> Behaviour {
    var ends: [Int64: Int64] = [:]
    var topics: [Value] = []
    var behaviour = Behaviour()
    behaviour.onRequest = { exchange in
      guard exchange.api == .fetch, var body = exchange.request, (body.int("SessionEpoch") ?? -1) > 0, !ends.isEmpty
      else { return .forward }
      guard case .structure(var topic)? = topics.first else { return .forward }
      topic["Partitions"] = .array(
        topic.structs("Partitions").map { partition in
          var partition = partition
          if let end = ends[partition.int("Partition") ?? -1] { partition["FetchOffset"] = .integer(end) }
          return .structure(partition)
        })
      body["Topics"] = .array([.structure(topic)])
      return MutantFrames.request(exchange, body).map { .replace($0) } ?? .forward
    }
    behaviour.onResponse = { exchange, frame in
      guard exchange.api == .fetch, let body = MutantFrames.body(of: frame, exchange) else { return .forward }
      if exchange.request?.int("SessionEpoch") == 0, case .array(let asked)? = exchange.request?["Topics"] {
        topics = asked
      }
      for partition in body.structs("Responses").flatMap({ $0.structs("Partitions") }) {
        guard let index = partition.int("PartitionIndex"), let bytes = partition.bytes("Records"),
          let last = try? BatchReader.batches(in: bytes).last
        else { continue }
        ends[index] = last.lastOffset + 1
      }
      return .forward
    }
    return behaviour
  }

  static var mutants: [Mutant] {
    [
      Mutant("FSESS-001", "A session for each request") {
        .request(.fetch) { body, _ in if body.int("SessionEpoch") == -1 { body["SessionEpoch"] = 0 } }
      },
      Mutant("FSESS-002", "A negative id") {
        opening { body, _ in body["SessionId"] = -7 }
      },
      Mutant("FSESS-003", "Ids are counted") {
        var next: Int64 = 1
        return opening { body, _ in
          next += 1
          body["SessionId"] = .integer(next)
        }
      },
      Mutant("FSESS-004", "The first answer leaves out empty partitions") {
        opening { body, _ in drop(&body, where: isEmpty) }
      },
      Mutant("FSESS-005", "A session is told nothing ever") {
        answer { body, _ in body["Responses"] = [] }
      },
      Mutant("FSESS-006", "New records of a session are never delivered") {
        answer { body, _ in drop(&body) { !isEmpty($0) } }
      },
      Mutant("FSESS-007", "The broker moves the position by itself") { advancing() },
      Mutant("FSESS-008", "A session keeps its first position") {
        incremental { body, _ in body["Topics"] = [] }
      },
      Mutant("FSESS-009", "A high watermark is told with records only") {
        answer { body, _ in drop(&body, where: isEmpty) }
      },
      Mutant("FSESS-010", "A log start is told with records only") {
        answer { body, _ in drop(&body, where: isEmpty) }
      },
      Mutant("FSESS-011", "Partitions cannot be added") {
        incremental { body, _ in body["Topics"] = [] }
      },
      Mutant("FSESS-012", "Nothing is forgotten") {
        incremental { body, _ in body["ForgottenTopicsData"] = [] }
      },
      Mutant("FSESS-013", "Forgetting by id is ignored") {
        incremental { body, exchange in if exchange.version >= 13 { body["ForgottenTopicsData"] = [] } }
      },
      Mutant("FSESS-015", "Forgetting everything is an error") {
        answer { body, exchange in
          if !(exchange.request?.structs("ForgottenTopicsData").isEmpty ?? true) { body["ErrorCode"] = 42 }
        }
      },
      Mutant("FSESS-016", "An unknown session is taken for a new one") {
        .request(.fetch) { body, _ in
          guard body.int("SessionId") == 12_345 else { return }
          body["SessionId"] = 0
          body["SessionEpoch"] = 0
        }
      },
      Mutant("FSESS-017", "Any epoch is accepted") { accepts(71) },
      Mutant("FSESS-018", "A session that was ended goes on") { accepts(70) },
      Mutant("FSESS-019", "A session that was replaced goes on") { accepts(70) },
      Mutant("FSESS-023", "An error is told once") {
        answer { body, _ in drop(&body) { $0.int("ErrorCode") != 0 } }
      },
      Mutant("FSESS-024", "A topic that is made later needs a new session") {
        answer { body, _ in drop(&body) { $0.int("ErrorCode") == 0 } }
      },
      Mutant("FSESS-025", "An id that is gone is no error") {
        .fetched { partition, exchange in
          if (exchange.request?.int("SessionEpoch") ?? 0) > 0 { partition["ErrorCode"] = 0 }
        }
      },
      Mutant("FSESS-026", "Names and ids mix in a session") { accepts(106) },
      Mutant("FSESS-028", "New data does not wake a session") {
        incremental { body, _ in
          if (body.int("MaxWaitMs") ?? 0) > 1000 { body["MinBytes"] = 1_000_000 }
        }
      },
      Mutant("FSESS-029", "The first partition starves the others") {
        var first: [Int64: Int64] = [:]
        return answer { body, exchange in
          let id = exchange.request?.int("SessionId") ?? 0
          let given = body.structs("Responses").flatMap { $0.structs("Partitions") }.first { !isEmpty($0) }
          if first[id] == nil, let index = given?.int("PartitionIndex") { first[id] = index }
          drop(&body) { !isEmpty($0) && $0.int("PartitionIndex") != first[id] }
        }
      },
    ]
  }
}
