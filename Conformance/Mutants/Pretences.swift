import KafkaConformance
import KafkaSchema
import KafkaWire

// What a proxy does in the place of a broker that cannot. As sound as the cases can tell, unless a mutant says
// otherwise.

extension Behaviour {
  /// Shows leader epochs higher by one than the broker's, and fences the one before.
  static func movedLeader() -> Behaviour {
    let shows = Behaviour.shown { partition in partition.add(1, to: "LeaderEpoch") }
    let asks = Behaviour.request(.listOffsets) { body, _ in
      body.each("Topics") { topic in
        topic.each("Partitions") { partition in
          if partition.int("CurrentLeaderEpoch") ?? -1 >= 0 { partition.add(-1, to: "CurrentLeaderEpoch") }
        }
      }
    }
    let answers = Behaviour.response(.listOffsets) { body, exchange in
      let asked = exchange.request?.structs("Topics").first?.structs("Partitions").first?.int("CurrentLeaderEpoch")
      body.each("Topics") { topic in
        topic.each("Partitions") { partition in
          if partition.int("LeaderEpoch") ?? -1 >= 0 { partition.add(1, to: "LeaderEpoch") }
          guard asked == 0 else { return }
          partition["ErrorCode"] = 74
          partition["Offset"] = -1
        }
      }
    }
    return shows.and(asks).and(answers)
  }

  /// Says that a feature of the cluster is on, at this level.
  private static func finalises(_ feature: String, _ level: Int64) -> Behaviour {
    .response(.apiVersions) { body, exchange in
      guard exchange.version >= 3 else { return }
      body["SupportedFeatures"] = [["Name": .string(feature), "MinVersion": 1, "MaxVersion": .integer(level)]]
      body["FinalizedFeaturesEpoch"] = 1
      body["FinalizedFeatures"] = [
        ["Name": .string(feature), "MaxVersionLevel": .integer(level), "MinVersionLevel": .integer(level)]
      ]
    }
  }

  /// Says that APIs are served at these versions.
  private static func offers(_ apis: [ApiKey: ClosedRange<Int16>]) -> Behaviour {
    .response(.apiVersions) { body, _ in
      guard case .array(let entries)? = body["ApiKeys"] else { return }
      let more = apis.sorted { $0.key.rawValue < $1.key.rawValue }.map { api, versions -> Value in
        [
          "ApiKey": Value(api.rawValue), "MinVersion": Value(versions.lowerBound),
          "MaxVersion": Value(versions.upperBound),
        ]
      }
      body["ApiKeys"] = .array(entries + more)
    }
  }

  /// Commits offsets in transactions.
  ///
  /// - Parameters:
  ///   - knowsStable: Whether offsets are held back from who requires stable ones.
  ///   - showsPending: Whether offsets are shown before they are committed.
  static func offsetTransactions(knowsStable: Bool = true, showsPending: Bool = false) -> Behaviour {
    let memory = Memory()
    var pending: [String: [Memory.Place: Value]] = [:]
    var committed: [Memory.Place: Value] = [:]

    var coordinator = Behaviour()
    coordinator.onRequest = { exchange in
      guard let request = exchange.request else { return .forward }
      let id = request.string("TransactionalId") ?? ""
      switch exchange.api {
      case .addOffsetsToTxn: return .says(["ErrorCode": 0])
      case .txnOffsetCommit:
        let topics = request.structs("Topics").map { topic -> Value in
          let results = topic.structs("Partitions").map { partition -> Value in
            let place = memory.place(request.string("GroupId") ?? "", topic, partition)
            pending[id, default: [:]][place] = partition["CommittedOffset"]
            return ["PartitionIndex": partition["PartitionIndex"] ?? 0, "ErrorCode": 0]
          }
          return ["Name": topic["Name"] ?? "", "Partitions": .array(results)]
        }
        return .says(["Topics": .array(topics)])
      case .endTxn:
        let offsets = pending.removeValue(forKey: id) ?? [:]
        if request["Committed"] == true { committed.merge(offsets) { _, new in new } }
        return .says(["ErrorCode": 0])
      default: return .forward
      }
    }
    // The broker itself knows neither transactional ids nor their coordinators.
    let producers = Behaviour.request(.initProducerId) { body, _ in body["TransactionalId"] = .null }
    let coordinators = Behaviour.request(.findCoordinator) { body, exchange in
      if exchange.version >= 1 { body["KeyType"] = 0 }
    }
    let fetches = Behaviour.response(.offsetFetch) { body, exchange in
      let requiresStable = exchange.request?["RequireStable"] == true
      func show(_ found: inout Structure, _ group: String) {
        found.each("Topics") { topic in
          let whole = topic
          topic.each("Partitions") { partition in
            let place = memory.place(group, whole, partition)
            if let offset = committed[place] { partition["CommittedOffset"] = offset }
            guard let offset = pending.values.compactMap({ $0[place] }).first else { return }
            if showsPending { partition["CommittedOffset"] = offset }
            if requiresStable, knowsStable {
              partition["ErrorCode"] = 88
              partition["CommittedOffset"] = -1
            }
          }
        }
      }
      if exchange.version >= 8 {
        body.each("Groups") { show(&$0, $0.string("GroupId") ?? "") }
      } else {
        show(&body, exchange.request?.string("GroupId") ?? "")
      }
    }
    return offers([.addOffsetsToTxn: 0...4, .txnOffsetCommit: 0...4, .endTxn: 0...4])
      .and(memory.learning()).and(coordinator).and(producers).and(coordinators).and(fetches)
  }

  /// Has groups of the consumer protocol, each of the member that joined last.
  ///
  /// - Parameter checks: Whether it looks at who fetches offsets.
  static func consumerGroups(checks: Bool = true) -> Behaviour {
    var members: [String: (id: String, epoch: Int64)] = [:]
    let joins = Behaviour.decide(.consumerGroupHeartbeat) { exchange in
      guard let request = exchange.request, let group = request.string("GroupId") else { return .forward }
      let given = request.string("MemberId") ?? ""
      let member = (id: given.isEmpty ? "member-of-\(group)" : given, epoch: (members[group]?.epoch ?? 0) + 1)
      members[group] = member
      return .says([
        "ErrorCode": 0, "MemberId": .string(member.id), "MemberEpoch": .integer(member.epoch),
        "HeartbeatIntervalMs": 5_000,
      ])
    }
    let fetches = Behaviour.response(.offsetFetch) { body, exchange in
      guard checks, exchange.version >= 9 else { return }
      let asked = exchange.request?.structs("Groups") ?? []
      body.each("Groups") { found in
        guard let entry = asked.first(where: { $0.string("GroupId") == found.string("GroupId") }),
          let id = entry.string("MemberId"), let member = members[entry.string("GroupId") ?? ""]
        else { return }
        if id != member.id {
          found["ErrorCode"] = 25
        } else if entry.int("MemberEpoch") != member.epoch {
          found["ErrorCode"] = 113
        }
      }
    }
    return offers([.consumerGroupHeartbeat: 0...1]).and(finalises("group.version", 1)).and(joins).and(fetches)
  }

  /// Has coordinators of share groups, as far as it can tell a key from none: the broker says that they are not ready.
  static func shareCoordinators() -> Behaviour {
    offers([.shareFetch: 1...1]).and(
      .response(.findCoordinator) { body, exchange in
        guard exchange.request?.int("KeyType") == 2 else { return }
        body.each("Coordinators") { found in
          if found.string("Key")?.contains(":") != true { found["ErrorCode"] = 42 }
        }
      })
  }
}
