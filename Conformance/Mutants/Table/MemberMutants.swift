import KafkaConformance
import KafkaSchema
import KafkaWire

/// Broken brokers for GROUP: leaving and static members.
enum MemberMutants {
  static var mutants: [Mutant] { leaving + statics }

  private static var leaving: [Mutant] {
    [
      Mutant("GROUP-057", "Who leaves is waited for") {
        .decide(.leaveGroup) { exchange in
          let members = exchange.request?.structs("Members") ?? []
          return .says([
            "ErrorCode": 0,
            "Members": .array(
              members.map {
                ["MemberId": $0["MemberId"] ?? "", "GroupInstanceId": $0["GroupInstanceId"] ?? nil, "ErrorCode": 0]
              }),
          ])
        }
      },
      Mutant("GROUP-058", "A group is forgotten with its last member") {
        var left: Set<String> = []
        var behaviour = Behaviour()
        behaviour.onRequest = { exchange in
          if exchange.api == .leaveGroup { left.insert(exchange.request?.group ?? "") }
          return .forward
        }
        return behaviour.and(
          .joined { body, exchange in
            if left.contains(exchange.request?.group ?? "") { body["GenerationId"] = 1 }
          })
      },
      Mutant("GROUP-059", "Who is no member may leave") { .recodes(.leaveGroup, [25]) },
      Mutant("GROUP-060", "Only the first of several leaves") { .firstOnly(.leaveGroup, "Members") },
      Mutant("GROUP-061", "A member is not found by its instance id") {
        .response(.leaveGroup) { body, exchange in
          let asked = exchange.request?.structs("Members") ?? []
          guard asked.contains(where: { $0.member.isEmpty && $0.string("GroupInstanceId") != nil }) else { return }
          body.each("Members") { $0["ErrorCode"] = 25 }
        }
      },
      Mutant("GROUP-062", "The instance leaves, whoever asks") { .recodes(.leaveGroup, [82]) },
    ]
  }

  private static var statics: [Mutant] {
    [
      Mutant("GROUP-067", "A restart is a rebalance") {
        var known: Set<[String]> = []
        return .joined { body, exchange in
          guard let request = exchange.request, let instance = request.string("GroupInstanceId"),
            !known.insert([request.group, instance]).inserted
          else { return }
          body["GenerationId"] = .integer((body.int("GenerationId") ?? 0) + 1)
        }
      },
      Mutant("GROUP-069", "Two live owners of one instance") { unfenced() },
      Mutant("GROUP-070", "Metadata of a restart are ignored") {
        var known: [[String]: Value] = [:]
        return .request(.joinGroup) { body, _ in
          guard let instance = body.string("GroupInstanceId"), let protocols = body["Protocols"] else { return }
          let place = [body.group, instance]
          body["Protocols"] = known[place] ?? protocols
          known[place] = body["Protocols"]
        }
      },
      Mutant("GROUP-072", "The instance id is enough, whatever the member id") { unfenced() },
      Mutant("GROUP-074", "Static members never expire") { .recodes(.heartbeat, [25, 27]) },
      Mutant("GROUP-075", "The leader does not hear of instances") {
        .joined { body, _ in body.each("Members") { $0["GroupInstanceId"] = .null } }
      },
    ]
  }

  private static func unfenced() -> Behaviour {
    .recodes(.heartbeat, [82]).and(.recodes(.syncGroup, [82])).and(.recodes(.joinGroup, [82]))
      .and(.recodes(.offsetCommit, [82]))
  }
}
