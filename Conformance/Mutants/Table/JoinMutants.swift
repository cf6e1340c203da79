import KafkaConformance
import KafkaSchema
import KafkaWire
import NIOCore

/// Broken brokers for GROUP: joining and rebalancing.
enum JoinMutants {
  static var mutants: [Mutant] { handshake + choices + rounds + timeouts }

  private static var handshake: [Mutant] {
    [
      Mutant("GROUP-001", "A member is taken in before it knows its id") {
        .response(.joinGroup) { body, _ in
          guard body.int("ErrorCode") == 79 else { return }
          body["ErrorCode"] = 0
          body["GenerationId"] = 1
        }
      },
      Mutant("GROUP-002", "The id that a member was given is not known") {
        .response(.joinGroup) { body, exchange in
          if exchange.request?.member.isEmpty == false { body["ErrorCode"] = 25 }
        }
      },
      Mutant("GROUP-003", "Old clients are asked to come again, too") {
        .joined { body, exchange in
          if exchange.version < 4, exchange.request?.member.isEmpty == true { body["ErrorCode"] = 79 }
        }
      },
      Mutant("GROUP-004", "A member's id comes from its client id") {
        .response(.joinGroup) { body, exchange in body["MemberId"] = .string("\(exchange.clientId ?? "")-member") }
      },
      Mutant("GROUP-006", "A rebalance waits for who was only given an id") {
        let memory = GroupMemory()
        return memory.learning().and(
          .answer(.joinGroup) { exchange, _ in
            guard let request = exchange.request, !request.member.isEmpty else { return .forward }
            let missing = memory.given[request.group, default: []].subtracting(memory.used[request.group, default: []])
            return missing.isEmpty ? .forward : .delay(.seconds(60))
          })
      },
      Mutant("GROUP-007", "Any id makes a member of a new group") { .recodes(.joinGroup, [25]) },
      Mutant("GROUP-008", "Any id makes a member of a live group") { .recodes(.joinGroup, [25]) },
      Mutant("GROUP-009", "A group without a name is made") { .recodes(.joinGroup, [24]) },
    ]
  }

  private static var choices: [Mutant] {
    [
      Mutant("GROUP-014", "Consumers and others mix in one group") { .recodes(.joinGroup, [23]) },
      Mutant("GROUP-015", "A group without a protocol") { .recodes(.joinGroup, [23]) },
      Mutant("GROUP-016", "Each member gets its own first choice") {
        .joined { body, exchange in
          body["ProtocolName"] = exchange.request?.structs("Protocols").first?["Name"] ?? ""
        }
      },
      Mutant("GROUP-018", "Metadata of the first protocol, not of the chosen one") {
        .joined { body, exchange in
          let first = exchange.request?.structs("Protocols").first?["Metadata"]
          body.each("Members") { $0["Metadata"] = first ?? $0["Metadata"] }
        }
      },
      Mutant("GROUP-019", "Nobody gets the list of members") { .joined { body, _ in body["Members"] = [] } },
      Mutant("GROUP-020", "Followers are in another generation") {
        .joined { body, _ in
          if body.string("Leader") != body.member {
            body["GenerationId"] = .integer((body.int("GenerationId") ?? 0) + 1)
          }
        }
      },
    ]
  }

  private static var rounds: [Mutant] {
    [
      Mutant("GROUP-023", "Who comes later has a generation of its own") {
        let memory = GroupMemory()
        return memory.deciding { exchange, request in
          guard exchange.api == .joinGroup, !request.member.isEmpty,
            memory.answers.keys.contains(where: { $0[0] == request.group && $0[1] != request.member })
          else { return .forward }
          let first = request.structs("Protocols").first
          return .says([
            "ErrorCode": 0, "GenerationId": 99, "ProtocolType": request["ProtocolType"] ?? nil,
            "ProtocolName": first?["Name"] ?? "", "Leader": .string(request.member),
            "MemberId": .string(request.member),
            "Members": [["MemberId": .string(request.member), "Metadata": first?["Metadata"] ?? .bytes(.init())]],
          ])
        }
      },
      Mutant("GROUP-024", "Members are not told of a rebalance") { .recodes(.heartbeat, [27]) },
      Mutant("GROUP-025", "Every generation is the first") { .joined { body, _ in body["GenerationId"] = 1 } },
      Mutant("GROUP-028", "A leader cannot begin a rebalance") { .repeatsJoins() },
      Mutant("GROUP-029", "Changed metadata change nothing") { .repeatsJoins() },
    ]
  }

  private static var timeouts: [Mutant] {
    [
      Mutant("GROUP-030", "A rebalance waits for slow members for ever") {
        .answer(.joinGroup) { exchange, frame in
          MutantFrames.body(of: frame, exchange)?.int("GenerationId") ?? 0 > 1 ? .delay(.seconds(120)) : .forward
        }
      },
      Mutant("GROUP-032", "Heartbeats do not count while a group rebalances") {
        let memory = GroupMemory()
        return memory.deciding { exchange, request in
          exchange.api == .heartbeat && memory.waiting[request.group, default: 0] > 0
            ? .says(["ErrorCode": 27]) : .forward
        }
      },
      Mutant("GROUP-033", "A member that waits to join expires") {
        var starts: [[Int]: ContinuousClock.Instant] = [:]
        var behaviour = Behaviour()
        behaviour.onRequest = { exchange in
          if exchange.api == .joinGroup { starts[[exchange.connection, Int(exchange.correlation)]] = .now }
          return .forward
        }
        behaviour.onResponse = { exchange, frame in
          guard exchange.api == .joinGroup, let start = starts[[exchange.connection, Int(exchange.correlation)]],
            let session = exchange.request?.int("SessionTimeoutMs"),
            ContinuousClock.now - start > .milliseconds(session),
            var body = MutantFrames.body(of: frame, exchange)
          else { return .forward }
          body["ErrorCode"] = 25
          return MutantFrames.response(exchange, body).map { .replace($0) } ?? .forward
        }
        return behaviour
      },
      Mutant("GROUP-091", "A member is lost when many join at once") {
        var joins = 0
        return .decide(.joinGroup) { exchange in
          guard exchange.request?.member.isEmpty == false else { return .forward }
          joins += 1
          return joins > 60 ? .says(["ErrorCode": 25]) : .forward
        }
      },
    ]
  }
}
