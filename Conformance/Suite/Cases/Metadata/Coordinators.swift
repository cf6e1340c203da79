import KafkaSchema
import KafkaWire
import NIOCore

/// FindCoordinator: which broker looks after a group or a transaction.
enum Coordinators {
  static var cases: [Case] {
    [
      findcoordinatorV0ToV3, findcoordinatorIsStable, findcoordinatorTransactionType, findcoordinatorBatch,
      findcoordinatorBatchWithAnEmptyList, findcoordinatorUnknownType, findcoordinatorEmptyGroupId,
      findcoordinatorShareType, firstUseCreatesTheOffsetsTopic, wrongCoordinator,
    ]
  }

  static var findcoordinatorV0ToV3: Case {
    Case(
      "META-046", "FindCoordinator v0 to v3", .must, since: "0.9", source: "KIP-98",
      sends: "Group key on v0; type 0 on v1+",
      expects: "Node in the broker list that accepts group requests for this group",
      kills: "Node id -1 with error 0",
      api: .findCoordinator, versions: 0...3, needs: [.heartbeat, .metadata]
    ) { t in
      let group = t.name("g")
      let version = try t.version(of: .findCoordinator)
      let found = try await find(group, type: 0, version, t)
      let node = found["NodeId"]
      let brokers = t.target.discovery.brokers.map { Int64($0.id) }
      try t.expect(
        brokers.contains(node.int ?? -1), "the coordinator is one of the brokers", field: node.path,
        got: node.value?.text ?? "absent", want: "of \(brokers.map { "\($0)" }.joined(separator: ", "))", at: node)
      try await serves(group, node: Int32(node.int ?? -1), t)
    }
  }

  static var findcoordinatorIsStable: Case {
    Case(
      "META-047", "FindCoordinator is stable", .must, since: "0.9", source: "guide",
      sends: "Same key from all brokers",
      expects: "Same node once quiet",
      kills: "Each broker claims the group: split brain",
      tags: [.twoBrokers],
      api: .findCoordinator, unconfirmed: true
    ) { t in
      let group = t.name("g")
      let version = try t.version(of: .findCoordinator)
      let first = try await find(group, type: 0, version, t)["NodeId"]
      for broker in t.target.discovery.brokers {
        let peer = try await t.node(broker.id)
        let same = try await t.eventually("all brokers name the same coordinator") { () -> Node? in
          let entry = entry(try await peer.call(.findCoordinator, version: version, body([group], type: 0, version)))
          return entry["ErrorCode"].int == 0 && entry["NodeId"].int == first.int ? entry["NodeId"] : nil
        }
        try t.equal(same, first.value ?? .null, "broker \(broker.id) names the same coordinator")
      }
    }
  }

  static var findcoordinatorTransactionType: Case {
    Case(
      "META-048", "FindCoordinator transaction type", .must, since: "0.11", source: "KIP-98",
      sends: "Type 1",
      expects: "Node accepts InitProducerId for the id",
      kills: "Rejects type 1",
      api: .findCoordinator, versions: 1...(.max), needs: [.initProducerId], unconfirmed: true
    ) { t in
      let id = t.name("x")
      let version = try t.version(of: .findCoordinator)
      let peer = try await t.main
      let probe = entry(try await peer.call(.findCoordinator, version: version, body([id], type: 1, version)))
      // Brokers without transactions say so here or with InitProducerId.
      if t.target.discovery.usable(.endTxn) == nil {
        throw CaseEnd.unsupported("EndTxn is not advertised; FindCoordinator says \(probe["ErrorCode"].int ?? -1)")
      }
      let found = try await find(id, type: 1, version, t)
      let coordinator = try await t.node(Int32(found["NodeId"].int ?? -1))
      let initVersion = try t.version(of: .initProducerId)
      let identity = try await t.eventually("the coordinator of a transactional id serves it") { () -> Node? in
        let reply = try await coordinator.call(
          .initProducerId, version: initVersion, ["TransactionalId": .string(id), "TransactionTimeoutMs": 10_000])
        return [14, 15, 51].contains(reply["ErrorCode"].int ?? -1) ? nil : reply.body
      }
      try t.accepted(identity["ErrorCode"], "the coordinator of a transactional id gives it a producer id")
    }
  }

  static var findcoordinatorBatch: Case {
    Case(
      "META-049", "FindCoordinator batch", .must, since: "3.0", source: "KIP-699",
      sends: "v4 with 5 keys",
      expects: "5 entries in any order, each key echoed",
      kills: "Only the first key",
      api: .findCoordinator, versions: 4...(.max)
    ) { t in
      let base = t.name("g")
      let groups = (0..<5).map { "\(base)-\($0)" }
      let version = try t.version(of: .findCoordinator)
      _ = try await t.service(base)
      let reply = try await t.call(.findCoordinator, body(groups, type: 0, version))
      let keys = reply["Coordinators"].elements.compactMap { $0["Key"].string }
      try t.expect(
        keys.sorted() == groups.sorted(), "each key is answered for once", field: "Coordinators",
        got: keys.joined(separator: ", "), want: groups.joined(separator: ", "), at: reply["Coordinators"])
      for group in groups {
        try t.accepted(
          reply["Coordinators"].first("Key", .string(group))["ErrorCode"], "each key gets its coordinator")
      }
    }
  }

  static var findcoordinatorBatchWithAnEmptyList: Case {
    Case(
      "META-050", "FindCoordinator batch with an empty list", .should, since: "3.0", source: "KIP-699",
      sends: "v4 with no keys",
      expects: "Empty list, error 0",
      kills: "Index out of range",
      api: .findCoordinator, versions: 4...(.max)
    ) { t in
      let peer = try await t.peer()
      let version = try t.version(of: .findCoordinator)
      let request = try peer.send(.findCoordinator, version: version, body([], type: 0, version))
      let reply = try t.answered(await peer.fate(of: request), "a request for no coordinator is answered")
      try t.expect(
        reply["Coordinators"].count == 0, "no key gives no coordinator", field: "Coordinators",
        got: "\(reply["Coordinators"].count)", want: "none", at: reply["Coordinators"])
    }
  }

  static var findcoordinatorUnknownType: Case {
    Case(
      "META-051", "FindCoordinator unknown type", .should, since: "0.11", source: "KIP-98",
      sends: "Type 7",
      expects: "INVALID_REQUEST (42), per key in v4+",
      kills: "Handled as group",
      api: .findCoordinator, versions: 1...(.max)
    ) { t in
      let version = try t.version(of: .findCoordinator)
      let reply = try await t.call(.findCoordinator, body([t.name("g")], type: 7, version))
      try t.code(entry(reply)["ErrorCode"], 42, "an unknown type of coordinator is refused")
    }
  }

  static var findcoordinatorEmptyGroupId: Case {
    Case(
      "META-052", "FindCoordinator empty group id", .may, since: "0.9", source: "AK",
      sends: "Key \"\"",
      expects: "INVALID_GROUP_ID (24) or a coordinator; recorded",
      kills: "Crash",
      api: .findCoordinator
    ) { t in
      let peer = try await t.peer()
      let version = try t.version(of: .findCoordinator)
      let request = try peer.send(.findCoordinator, version: version, body([""], type: 0, version))
      let reply = try t.answered(await peer.fate(of: request), "an empty group id is answered")
      t.note("error \(entry(reply)["ErrorCode"].int ?? -1)")
    }
  }

  static var findcoordinatorShareType: Case {
    Case(
      "META-053", "FindCoordinator share type", .should, since: "4.1", source: "KIP-932",
      sends: "Type 2, key group:topicId:partition, on v6",
      expects: "A node, or INVALID_REQUEST (42) for a malformed key",
      kills: "Crash on a malformed key",
      api: .findCoordinator, versions: 6...(.max), unconfirmed: true
    ) { t in
      if t.target.discovery.usable(.shareFetch) == nil { throw CaseEnd.unsupported("ShareFetch is not advertised") }
      let topic = try await t.topic()
      let version = try t.version(of: .findCoordinator)
      for key in ["nonsense", "\(t.name("g")):\(topic.id):0"] {
        let peer = try await t.peer()
        let request = try peer.send(.findCoordinator, version: version, body([key], type: 2, version))
        let reply = try t.answered(await peer.fate(of: request), "a request for a share coordinator is answered")
        let isSound = key.contains(":")
        try t.code(
          entry(reply)["ErrorCode"], isSound ? 0 : 42, or: isSound ? [14, 15, 42] : [],
          "the key \(isSound ? "of a share partition" : "that is none") is answered for")
      }
    }
  }

  static var firstUseCreatesTheOffsetsTopic: Case {
    Case(
      "META-054", "First use creates the offsets topic", .must, since: "0.9", source: "AK",
      sends: "FindCoordinator on an empty cluster",
      expects: "COORDINATOR_NOT_AVAILABLE (15) at first, success within 30 s",
      kills: "Permanent error: first consumer never starts",
      tags: [.exclusive, .waits],
      api: .findCoordinator, unconfirmed: true
    ) { t in
      let group = t.name("g")
      let version = try t.version(of: .findCoordinator)
      let peer = try await t.main
      var before: Set<Int16> = []
      let found = try await t.eventually("the first consumer finds a coordinator", within: .seconds(30)) {
        () -> Node? in
        let entry = entry(try await peer.call(.findCoordinator, version: version, body([group], type: 0, version)))
        if entry["ErrorCode"].int == 0 { return entry }
        before.insert(Int16(entry["ErrorCode"].int ?? -1))
        try t.code(entry["ErrorCode"], 15, or: [14], "a coordinator that is not ready yet is waited for")
        return nil
      }
      try t.accepted(found["ErrorCode"], "the first consumer finds a coordinator")
      t.note(before.isEmpty ? "at once" : "after \(before.sorted().map { "\($0)" }.joined(separator: ", "))")
    }
  }

  static var wrongCoordinator: Case {
    Case(
      "META-055", "Wrong coordinator", .must, since: "0.9", source: "guide",
      sends: "Heartbeat sent to a broker that is not the coordinator",
      expects: "NOT_COORDINATOR (16)",
      kills: "Served locally: split brain",
      tags: [.twoBrokers],
      api: .heartbeat, needs: [.findCoordinator], unconfirmed: true
    ) { t in
      let group = t.name("g")
      let version = try t.version(of: .findCoordinator)
      let found = try await find(group, type: 0, version, t)
      guard let other = t.target.discovery.brokers.first(where: { Int64($0.id) != found["NodeId"].int }) else {
        throw CaseEnd.skipped("needs a broker that is not the coordinator")
      }
      let reply = try await t.node(other.id).call(
        .heartbeat, version: try t.version(of: .heartbeat),
        ["GroupId": .string(group), "GenerationId": 1, "MemberId": "nobody"])
      try t.code(reply["ErrorCode"], 16, "a broker that does not coordinate a group refuses its members")
    }
  }

  private static func body(_ keys: [String], type: Int8, _ version: Int16) -> Value {
    var fields: [(String, Value)] = []
    if version >= 1 { fields.append(("KeyType", Value(type))) }
    if version >= 4 {
      fields.append(("CoordinatorKeys", .array(keys.map { .string($0) })))
    } else {
      fields.append(("Key", Value(keys.first ?? "")))
    }
    return .fields(fields)
  }

  /// The first coordinator of an answer, in any version.
  private static func entry(_ reply: Reply) -> Node {
    reply.version >= 4 ? reply["Coordinators"][0] : reply.body
  }

  /// Asks for a coordinator until there is one.
  private static func find(_ key: String, type: Int8, _ version: Int16, _ t: Trial) async throws -> Node {
    let peer = try await t.main
    let found = try await t.eventually("a coordinator is found", within: .seconds(30)) { () -> Node? in
      let entry = entry(try await peer.call(.findCoordinator, version: version, body([key], type: type, version)))
      return [14, 15].contains(entry["ErrorCode"].int ?? 0) ? nil : entry
    }
    try t.accepted(found["ErrorCode"], "a coordinator is found")
    return found
  }

  /// Requires that a broker takes requests for a group: it knows no such member, but does not send away.
  private static func serves(_ group: String, node: Int32, _ t: Trial) async throws {
    let peer = try await t.node(node)
    let version = try t.version(of: .heartbeat)
    let answer = try await t.eventually("the coordinator serves its groups") { () -> Node? in
      let reply = try await peer.call(
        .heartbeat, version: version, ["GroupId": .string(group), "GenerationId": 1, "MemberId": "nobody"])
      return [14, 15].contains(reply["ErrorCode"].int ?? 0) ? nil : reply["ErrorCode"]
    }
    try t.expect(
      answer.int != 16, "the coordinator serves its groups", field: answer.path, got: "NOT_COORDINATOR (16)",
      want: "UNKNOWN_MEMBER_ID (25)", at: answer)
  }
}
