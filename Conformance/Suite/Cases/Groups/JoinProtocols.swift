import KafkaSchema
import KafkaWire
import NIOCore

/// Which protocol a group uses, and what the answers to JoinGroup say.
enum JoinProtocols {
  static var cases: [Case] {
    [
      commonProtocolChosen, protocolVote, protocolMetadataForTheChosenProtocol, leaderGetsTheListOthersNone,
      allMembersAgree, protocolTypeInAnswers,
    ]
  }

  static var commonProtocolChosen: Case {
    Case(
      "GROUP-016", "Common protocol chosen", .must, since: "0.9", source: "guide",
      sends: "A: [x,y]; B: [y,z]",
      expects: "protocol_name y for both",
      kills: "A's first choice",
      api: .joinGroup,
      needs: [.syncGroup, .heartbeat],
      deadline: .seconds(30)
    ) { t in
      let group = try t.group()
      let members = try await t.assembled(
        group, [try t.member(protocols: ["x", "y"]), try t.member(protocols: ["y", "z"])])
      for member in members {
        try t.equal(member.answer["ProtocolName"], "y", "the group uses the protocol that all members have")
      }
    }
  }

  static var protocolVote: Case {
    Case(
      "GROUP-017", "Protocol vote", .should, since: "0.9", source: "AK",
      sends: "A: [x,y]; B: [y,x]; C: [y,x]",
      expects: "y (most first-choice votes among common ones)",
      kills: "First of the leader",
      api: .joinGroup,
      needs: [.syncGroup, .heartbeat],
      deadline: .seconds(30)
    ) { t in
      let group = try t.group()
      let members = try await t.assembled(
        group,
        [
          try t.member(protocols: ["x", "y"]), try t.member(protocols: ["y", "x"]),
          try t.member(protocols: ["y", "x"]),
        ])
      for member in members {
        try t.equal(
          member.answer["ProtocolName"], "y",
          "of the protocols that all have, the group uses the one that most members like best")
      }
    }
  }

  static var protocolMetadataForTheChosenProtocol: Case {
    Case(
      "GROUP-018", "Protocol metadata for the chosen protocol", .must, since: "0.9", source: "guide",
      sends: "Different metadata per protocol",
      expects: "Leader's list has each member's metadata for the chosen protocol, byte-exact",
      kills: "Metadata of the first protocol",
      api: .joinGroup,
      needs: [.syncGroup, .heartbeat],
      deadline: .seconds(30)
    ) { t in
      let group = try t.group()
      var first = try t.member()
      first.protocols = [("x", t.random(bytes: 40)), ("y", t.random(bytes: 50))]
      var second = try t.member()
      second.protocols = [("y", t.random(bytes: 60)), ("z", t.random(bytes: 70))]
      let members = try await t.assembled(group, [first, second])
      let leader = try Trial.roles(members).leader
      for (index, want) in [first.protocols[1].metadata, second.protocols[0].metadata].enumerated() {
        let entry = leader.list.first("MemberId", .string(members[index].id))["Metadata"]
        try t.equal(
          bytes: entry.bytes, want, field: entry.path,
          "the leader's list has each member's metadata for the chosen protocol", at: entry)
      }
    }
  }

  static var leaderGetsTheListOthersNone: Case {
    Case(
      "GROUP-019", "Leader gets the list, others none", .must, since: "0.9", source: "guide",
      sends: "Three members",
      expects: "Exactly one leader with 3 entries; others get an empty list",
      kills: "All get the list; or none",
      api: .joinGroup,
      needs: [.syncGroup, .heartbeat],
      deadline: .seconds(30)
    ) { t in
      let group = try t.group()
      let query = try t.member()
      let members = try await t.assembled(group, [query, query, query])
      let leaders = members.filter(\.isLeader)
      try t.expect(
        leaders.count == 1, "a generation has one leader", field: "leaders", got: "\(leaders.count)", want: "1")
      for member in members {
        try t.equal(
          member.list.count, member.isLeader ? 3 : 0, of: member.list,
          "the leader is told of all members, the others of none")
      }
      let listed = Set(leaders.first?.listed ?? [])
      let ids = Set(members.map(\.id))
      try t.expect(
        listed == ids, "the leader's list has the members' ids", field: "Members", got: "\(listed.sorted())",
        want: "\(ids.sorted())")
    }
  }

  static var allMembersAgree: Case {
    Case(
      "GROUP-020", "All members agree", .must, since: "0.9", source: "guide",
      sends: "Three members",
      expects: "Same generation, protocol and leader in all answers",
      kills: "Different generation",
      api: .joinGroup,
      needs: [.syncGroup, .heartbeat],
      deadline: .seconds(30)
    ) { t in
      let group = try t.group()
      let query = try t.member(protocols: ["x", "y"])
      let members = try await t.assembled(group, [query, query, query])
      guard let first = members.first else { throw SuiteError("nobody has joined") }
      for member in members.dropFirst() {
        for field in ["GenerationId", "ProtocolName", "Leader"] {
          try t.equal(
            member.answer[field], first.answer[field].value ?? .null,
            "all members of a generation are told the same generation, protocol and leader")
        }
      }
      try t.expect(
        members.contains { $0.id == first.leader }, "the leader is one of the members", field: "Leader",
        got: first.leader, want: "a member", at: first.answer["Leader"])
    }
  }

  static var protocolTypeInAnswers: Case {
    Case(
      "GROUP-021", "Protocol type in answers", .should, since: "2.5", source: "KIP-559",
      sends: "v7+",
      expects: "protocol_type echoed in Join and Sync",
      kills: "Null",
      api: .joinGroup,
      versions: 7...(.max),
      needs: [.syncGroup],
      deadline: .seconds(30)
    ) { t in
      let group = try t.group()
      let member = try await t.join(group, try t.member(type: "suite", protocols: ["x"]))
      try t.equal(member.answer["ProtocolType"], "suite", "the answer to JoinGroup has the group's protocol type")
      guard try t.version(of: .syncGroup) >= 5 else { return }
      let reply = try await t.sync(member, [(member.id, ByteBuffer(string: "a"))])
      try t.accepted(reply["ErrorCode"], "the leader's sync is accepted")
      try t.equal(reply["ProtocolType"], "suite", "the answer to SyncGroup has the group's protocol type")
      try t.equal(reply["ProtocolName"], "x", "the answer to SyncGroup has the group's protocol")
    }
  }
}
