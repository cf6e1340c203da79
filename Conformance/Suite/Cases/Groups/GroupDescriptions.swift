import KafkaSchema
import KafkaWire
import NIOCore

/// What DescribeGroups says.
enum GroupDescriptions {
  static var cases: [Case] {
    [
      describeStableGroup, describeUnknownGroup, describeOtherStates, describeAuthorisedOperations, describe10Groups,
      describeAn848Group,
    ]
  }

  static var describeStableGroup: Case {
    Case(
      "GROUP-076", "Describe stable group", .must, since: "0.9", source: "guide",
      sends: "DescribeGroups",
      expects: "State Stable, protocol type and name, members with client id, host, metadata, assignment",
      kills: "Metadata of another protocol",
      api: .describeGroups,
      needs: GroupApis.membership,
      deadline: .seconds(30)
    ) { t in
      let group = try t.group()
      let metadata = try t.subscription(["described"])
      let peer = try await t.peer(to: try await t.coordinator(of: group), clientId: t.name("client"))
      var query = try t.member(protocols: ["range"], metadata: metadata)
      query.protocols.append(("roundrobin", try t.subscription(["not", "chosen"])))
      let part = t.random(bytes: 20)
      let member = try await t.syncedAlone(try await t.join(group, query, on: peer), part)
      let found = try await t.describe(group)
      try t.accepted(found["ErrorCode"], "a group that exists is described")
      try t.equal(found["GroupState"], "Stable", "a group whose members have synced is stable")
      try t.equal(found["ProtocolType"], "consumer", "the description has the protocol type")
      try t.equal(found["ProtocolData"], "range", "the description has the protocol in use")
      try t.equal(found["Members"].count, 1, of: found["Members"], "the description has every member once")
      let entry = found["Members"].first("MemberId", .string(member.id))
      try t.equal(entry["ClientId"], .string(peer.clientId), "the description has the member's client id")
      try t.expect(
        !(entry["ClientHost"].string ?? "").isEmpty, "the description has the member's address",
        field: entry["ClientHost"].path, got: entry["ClientHost"].value?.text ?? "absent", want: "an address",
        at: entry["ClientHost"])
      try t.equal(
        bytes: entry["MemberMetadata"].bytes, metadata, field: entry["MemberMetadata"].path,
        "the description has the member's metadata for the protocol in use", at: entry["MemberMetadata"])
      try t.equal(
        bytes: entry["MemberAssignment"].bytes, part, field: entry["MemberAssignment"].path,
        "the description has the member's assignment", at: entry["MemberAssignment"])
      if try t.version(of: .describeGroups) >= 4 {
        try t.equal(entry["GroupInstanceId"], nil, "a member that is not static has no instance id")
      }
    }
  }

  static var describeUnknownGroup: Case {
    Case(
      "GROUP-077", "Describe unknown group", .must, since: "0.9", source: "KIP-1043",
      sends: "Unknown id",
      expects: "v0 to v5: state Dead, error 0; v6: GROUP_ID_NOT_FOUND (69)",
      kills: "Error -1; or group is created",
      api: .describeGroups,
      deadline: .seconds(30),
      unconfirmed: true
    ) { t in
      let group = t.name("g")
      // The second answer shows that the first question has not made the group.
      for _ in 0..<2 {
        let found = try await t.describe(group)
        if try t.version(of: .describeGroups) >= 6 {
          try t.code(found["ErrorCode"], 69, "from version 6 on a group that does not exist is said not to exist")
        } else {
          try t.accepted(found["ErrorCode"], "before version 6 a group that does not exist is described as dead")
          try t.equal(found["GroupState"], "Dead", "before version 6 a group that does not exist is described as dead")
        }
        try t.equal(found["Members"].count, 0, of: found["Members"], "a group that does not exist has no members")
      }
    }
  }

  static var describeOtherStates: Case {
    Case(
      "GROUP-078", "Describe other states", .must, since: "0.9", source: "guide",
      sends: "Empty, PreparingRebalance, CompletingRebalance",
      expects: "State names exactly so",
      kills: "Own names: admin tools cannot parse",
      api: .describeGroups,
      needs: GroupApis.leaving,
      deadline: .seconds(60)
    ) { t in
      let query = try t.member()
      let empty = try t.group()
      try await t.depart(try await t.single(empty, query))
      try t.equal(try await t.describe(empty)["GroupState"], "Empty", "a group without members is Empty")

      let completing = try t.group()
      _ = try await t.join(completing, query)
      try t.equal(
        try await t.describe(completing)["GroupState"], "CompletingRebalance",
        "a group that waits for the leader's assignments is in CompletingRebalance")

      let preparing = try t.group()
      let member = try await t.single(preparing, query)
      _ = try await t.begin(preparing, query)
      try await t.rebalancing(member)
      try t.equal(
        try await t.describe(preparing)["GroupState"], "PreparingRebalance",
        "a group that waits for its members to join is in PreparingRebalance")
    }
  }

  static var describeAuthorisedOperations: Case {
    Case(
      "GROUP-079", "Describe authorised operations", .should, since: "2.3", source: "KIP-430",
      sends: "v3+",
      expects: "Bit field or -2147483648",
      kills: "0",
      api: .describeGroups,
      versions: 3...(.max),
      needs: GroupApis.membership,
      deadline: .seconds(30),
      unconfirmed: true
    ) { t in
      let group = try t.group()
      _ = try await t.single(group, try t.member())
      for isAsked in [true, false] {
        let reply = try await t.ask(
          try await t.service(group), .describeGroups,
          ["Groups": [.string(group)], "IncludeAuthorizedOperations": .bool(isAsked)],
          version: try t.version(of: .describeGroups))
        let node = reply["Groups"].first("GroupId", .string(group))["AuthorizedOperations"]
        if isAsked {
          try t.expect(
            node.int != 0 && node.exists, "the operations that one may do are a bit field, or absent altogether",
            field: node.path, got: node.value?.text ?? "absent", want: "bits, or -2147483648", at: node)
        } else {
          try t.equal(node, Value(Int32.min), "nobody is told which operations one may do without asking")
        }
      }
    }
  }

  static var describe10Groups: Case {
    Case(
      "GROUP-080", "Describe 10 groups", .must, since: "0.9", source: "guide",
      sends: "Batch",
      expects: "10 answers in any order, own errors",
      kills: "First only",
      api: .describeGroups,
      needs: GroupApis.offsets,
      deadline: .seconds(60),
      unconfirmed: true
    ) { t in
      let topic = try await t.topic()
      var groups: [(name: String, exists: Bool)] = []
      for name in try await t.groups(10) {
        let exists = groups.count.isMultiple(of: 2)
        if exists { try await t.keep(name, topic, OffsetEntry(1)) }
        groups.append((name, exists))
      }
      let reply = try await t.ask(
        try await t.service(groups[0].name), .describeGroups, ["Groups": .array(groups.map { .string($0.name) })],
        version: try t.version(of: .describeGroups))
      try t.equal(reply["Groups"].count, 10, of: reply["Groups"], "each group that was asked for is described")
      for group in groups {
        let found = reply["Groups"].first("GroupId", .string(group.name))
        if group.exists {
          try t.accepted(found["ErrorCode"], "each group is described on its own")
          try t.equal(found["GroupState"], "Empty", "each group is described on its own")
        } else {
          try t.code(
            found["ErrorCode"], reply.version >= 6 ? 69 : 0, "each group is described on its own")
        }
      }
    }
  }

  static var describeAn848Group: Case {
    Case(
      "GROUP-081", "Describe an 848 group", .should, since: "3.8", source: "KIP-848",
      sends: "Group of type consumer",
      expects: "GROUP_ID_NOT_FOUND (69) (v6) or Dead",
      kills: "Crash",
      api: .describeGroups,
      needs: [.consumerGroupHeartbeat],
      deadline: .seconds(30),
      unconfirmed: true
    ) { t in
      let group = try t.group()
      _ = try await t.joinConsumerGroup(group, try await t.topic())
      let found = try await t.describe(group)
      if try t.version(of: .describeGroups) >= 6 {
        try t.code(
          found["ErrorCode"], 69, "from version 6 on a group of another type is said not to exist as a classic one")
      } else {
        try t.accepted(found["ErrorCode"], "before version 6 a group of another type is described as dead")
        try t.equal(found["GroupState"], "Dead", "before version 6 a group of another type is described as dead")
      }
    }
  }
}
