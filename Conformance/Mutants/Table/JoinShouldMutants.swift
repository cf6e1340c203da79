import KafkaConformance
import KafkaSchema
import KafkaWire

/// Broken brokers for GROUP: joining, as clients suffer from it and live with it.
enum JoinShouldMutants {
  static var mutants: [Mutant] { checks + choices + rounds + statics }

  private static var checks: [Mutant] {
    [
      Mutant("GROUP-005", "An id that was given out is kept for ever") {
        let memory = GroupMemory()
        return memory.learning().and(
          .response(.joinGroup) { body, exchange in
            guard let request = exchange.request, body.int("ErrorCode") == 25,
              memory.given[request.group]?.contains(request.member) == true
            else { return }
            body["ErrorCode"] = 0
            body["GenerationId"] = 1
          })
      },
      Mutant("GROUP-010", "A session timeout that is too short is made the shortest") {
        .request(.joinGroup) { body, _ in
          if body.int("SessionTimeoutMs") ?? 0 < 6_000 { body["SessionTimeoutMs"] = 6_000 }
        }
      },
      Mutant("GROUP-011", "A session lasts as long as its member likes") {
        .request(.joinGroup) { body, _ in
          if body.int("SessionTimeoutMs") ?? 0 > 1_800_000 { body["SessionTimeoutMs"] = 1_800_000 }
        }
      },
      Mutant("GROUP-012", "Who has no protocol type is a consumer") {
        .request(.joinGroup) { body, _ in if body.string("ProtocolType") == "" { body["ProtocolType"] = "consumer" } }
      },
      Mutant("GROUP-013", "The first protocol of none is chosen") {
        .breaksDown(.joinGroup) { $0["Protocols"] == [] }
      },
      Mutant(
        "GROUP-034", "A full group loses a member to who is refused", on: .settings(["group.max.size": "3"])
      ) {
        var full: Set<String> = []
        return Behaviour.response(.joinGroup) { body, exchange in
          if body.int("ErrorCode") == 81 { full.insert(exchange.request?.group ?? "") }
        }.and(
          .response(.heartbeat) { body, exchange in
            if full.remove(exchange.request?.group ?? "") != nil { body["ErrorCode"] = 25 }
          })
      },
    ]
  }

  private static var choices: [Mutant] {
    [
      Mutant("GROUP-017", "All like best what the first of them does") {
        var favourites: [String: String] = [:]
        return .request(.joinGroup) { body, _ in
          let protocols = body.structs("Protocols")
          let favourite = favourites[body.group] ?? protocols.first?.string("Name")
          favourites[body.group] = favourite
          let sorted =
            protocols.filter { $0.string("Name") == favourite }
            + protocols.filter { $0.string("Name") != favourite }
          body["Protocols"] = .array(sorted.map { .structure($0) })
        }
      },
      Mutant("GROUP-021", "SyncGroup does not tell the protocol type") {
        .response(.syncGroup) { body, exchange in if exchange.version >= 5 { body["ProtocolType"] = .null } }
      },
    ]
  }

  private static var rounds: [Mutant] {
    [
      Mutant(
        "GROUP-022", "Everyone who comes is a rebalance",
        on: .settings(["group.initial.rebalance.delay.ms": "2000"])
      ) {
        var members: [String: [String]] = [:]
        return .joined { body, exchange in
          guard let group = exchange.request?.group, body.int("GenerationId") == 1 else { return }
          if members[group]?.contains(body.member) != true { members[group, default: []].append(body.member) }
          body["GenerationId"] = Value(1 + (members[group]?.firstIndex(of: body.member) ?? 0))
        }
      },
      Mutant("GROUP-026", "Who joins twice before it syncs is in another generation") {
        var unsynced: Set<[String]> = []
        var behaviour = Behaviour.joined { body, exchange in
          let place = [exchange.request?.group ?? "", body.member]
          if !unsynced.insert(place).inserted { body["GenerationId"] = .integer((body.int("GenerationId") ?? 0) + 1) }
        }
        behaviour.onRequest = { exchange in
          if exchange.api == .syncGroup, let place = exchange.request?.place { unsynced.remove(place) }
          return .forward
        }
        return behaviour
      },
      Mutant("GROUP-027", "A follower that joins again is a rebalance") {
        let memory = GroupMemory()
        var upset: Set<String> = []
        return memory.deciding { exchange, request in
          if exchange.api == .joinGroup, memory.waiting[request.group, default: 0] == 0,
            let answer = memory.answers[request.place], answer.string("Leader") != request.member
          {
            upset.insert(request.group)
          }
          return exchange.api == .heartbeat && upset.contains(request.group) ? .says(["ErrorCode": 27]) : .forward
        }
      },
      Mutant("GROUP-031", "A rebalance waits for as long as the shortest timeout") {
        var shortest: [String: Int64] = [:]
        return .request(.joinGroup) { body, exchange in
          guard exchange.version >= 1, let timeout = body.int("RebalanceTimeoutMs") else { return }
          let least = min(timeout, shortest[body.group] ?? timeout)
          shortest[body.group] = least
          body["RebalanceTimeoutMs"] = .integer(least)
        }
      },
    ]
  }

  private static var statics: [Mutant] {
    [
      Mutant("GROUP-068", "A static leader that restarts has to assign anew") {
        .joined { body, exchange in if exchange.version >= 9 { body["SkipAssignment"] = false } }
      },
      Mutant("GROUP-071", "Static members are asked to come again, too") {
        .decide(.joinGroup) { exchange in
          guard let request = exchange.request, request.member.isEmpty,
            let instance = request.string("GroupInstanceId")
          else { return .forward }
          return .says(["ErrorCode": 79, "ProtocolName": "", "MemberId": .string("\(instance)-1")])
        }
      },
      Mutant("GROUP-073", "A rebalance leaves out static members that say nothing") {
        .joined { body, _ in
          guard body.int("GenerationId") ?? 0 > 1 else { return }
          let left = body.structs("Members").filter { entry in
            entry.member == body.member || entry.string("GroupInstanceId") == nil
          }
          body["Members"] = .array(left.map { .structure($0) })
        }
      },
    ]
  }
}
