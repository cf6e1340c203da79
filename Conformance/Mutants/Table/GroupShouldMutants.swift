import KafkaConformance
import KafkaSchema
import KafkaWire

/// Broken brokers for GROUP: members and what is told of groups, as clients suffer from it and live with it.
enum GroupShouldMutants {
  static var mutants: [Mutant] { assignments + heartbeats + leaving + descriptions + lists }

  private static var assignments: [Mutant] {
    [
      Mutant("GROUP-039", "An assignment for nobody is a fault") {
        let memory = GroupMemory()
        return memory.deciding { exchange, request in
          guard exchange.api == .syncGroup else { return .forward }
          let areKnown = request.structs("Assignments").allSatisfy {
            memory.answers[[request.group, $0.member]] != nil
          }
          return areKnown ? .forward : .close
        }
      },
      Mutant("GROUP-043", "A sync makes a group") {
        var made: Set<String> = []
        return Behaviour.response(.syncGroup) { body, exchange in
          if body.int("ErrorCode") == 25 { made.insert(exchange.request?.group ?? "") }
        }.and(
          .described { group in
            guard group.string("GroupState") == "Dead", made.contains(group.group) else { return }
            group["ErrorCode"] = 0
            group["ErrorMessage"] = .null
            group["GroupState"] = "Empty"
          })
      },
      Mutant("GROUP-045", "What a sync says of the protocol is not looked at") {
        let memory = GroupMemory()
        return memory.learning().and(
          .request(.syncGroup) { body, exchange in
            guard exchange.version >= 5, let answer = memory.answers[body.place] else { return }
            body["ProtocolType"] = answer["ProtocolType"] ?? .null
            body["ProtocolName"] = answer["ProtocolName"] ?? .null
          })
      },
    ]
  }

  private static var heartbeats: [Mutant] {
    [
      Mutant("GROUP-050", "Who has not synced is no member") {
        var synced: Set<[String]> = []
        return .decide(.heartbeat, .syncGroup) { exchange in
          guard let request = exchange.request else { return .forward }
          if exchange.api == .syncGroup { synced.insert(request.place) }
          return synced.contains(request.place) ? .forward : .says(["ErrorCode": 25])
        }
      },
      Mutant("GROUP-053", "A group that nobody has joined misses nobody") {
        let memory = GroupMemory()
        return memory.learning().and(
          .response(.heartbeat) { body, exchange in
            let group = exchange.request?.group ?? ""
            if !memory.answers.keys.contains(where: { $0[0] == group }) { body["ErrorCode"] = 0 }
          })
      },
      Mutant("GROUP-056", "Commits do not count for the session") {
        let memory = GroupMemory()
        return memory.learning().and(
          .committed { partition, exchange in
            guard let request = exchange.request, let session = memory.sessions[request.place],
              ContinuousClock.now - session.start > session.timeout
            else { return }
            partition["ErrorCode"] = 25
          })
      },
    ]
  }

  private static var leaving: [Mutant] {
    [
      Mutant("GROUP-063", "Who has not joined cannot leave, and stays") {
        let memory = GroupMemory()
        return memory.deciding { exchange, request in
          let members = request.structs("Members").map(\.member)
          let pending = memory.given[request.group, default: []].subtracting(memory.used[request.group, default: []])
          guard exchange.api == .leaveGroup, let first = members.first, pending.contains(first) else { return .forward }
          return .says(["Members": .array(members.map { ["MemberId": .string($0), "ErrorCode": 25] })])
        }
      },
      Mutant("GROUP-064", "Who leaves while it joins is there all the same") {
        let memory = GroupMemory()
        return memory.deciding { exchange, request in
          let members = request.structs("Members").map(\.member)
          guard exchange.api == .leaveGroup, let first = members.first,
            memory.used[request.group]?.contains(first) == true, memory.answers[[request.group, first]] == nil
          else { return .forward }
          return .says(["Members": .array(members.map { ["MemberId": .string($0), "ErrorCode": 0] })])
        }
      },
      Mutant("GROUP-065", "A reason of null is read all the same") {
        .decide(.leaveGroup) { exchange in
          let members = exchange.request?.structs("Members") ?? []
          return exchange.version >= 5 && members.contains { $0["Reason"] == .null } ? .close : .forward
        }
      },
    ]
  }

  private static var descriptions: [Mutant] {
    [
      Mutant("GROUP-079", "Who asks for rights in a group has none") {
        .response(.describeGroups) { body, exchange in
          guard exchange.request?["IncludeAuthorizedOperations"] == true else { return }
          body.each("Groups") { $0["AuthorizedOperations"] = 0 }
        }
      },
      Mutant("GROUP-081", "A group of the consumer protocol is read as a classic one", on: .pretends(.consumerGroups)) {
        var groups: Set<String> = []
        var behaviour = Behaviour()
        behaviour.onRequest = { exchange in
          switch exchange.api {
          case .consumerGroupHeartbeat: groups.insert(exchange.request?.group ?? "")
          case .describeGroups:
            guard case .array(let names)? = exchange.request?["Groups"] else { break }
            if names.contains(where: { if case .string(let name) = $0 { groups.contains(name) } else { false } }) {
              return .close
            }
          default: break
          }
          return .forward
        }
        return behaviour.and(.consumerGroups())
      },
    ]
  }

  private static var lists: [Mutant] {
    [
      Mutant("GROUP-084", "A filter of states that there are is ignored") {
        .filters("StatesFilter") { ["stable", "empty"].contains($0.lowercased()) }
      },
      Mutant("GROUP-085", "A filter of types is ignored") { .filters("TypesFilter") { _ in true } },
      Mutant("GROUP-086", "A state that there is not stands for all") {
        .filters("StatesFilter") { !["stable", "empty"].contains($0.lowercased()) }
      },
    ]
  }
}

extension Behaviour {
  /// Takes words that meet a condition out of a filter of ListGroups.
  fileprivate static func filters(_ field: String, without condition: @escaping (String) -> Bool) -> Behaviour {
    .request(.listGroups) { body, _ in
      guard case .array(let words)? = body[field] else { return }
      body[field] = .array(words.filter { if case .string(let word) = $0 { !condition(word) } else { true } })
    }
  }
}
