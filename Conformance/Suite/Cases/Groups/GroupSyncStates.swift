import KafkaSchema
import KafkaWire
import NIOCore

/// Syncs in the course of a rebalance, and what assignments may be.
enum GroupSyncStates {
  static var cases: [Case] {
    [
      syncWhilePreparing, syncProtocolMismatch, syncWaitingMembersAreReleased, syncLeaderDiesBeforeSync,
      syncAssignmentIsOpaque,
    ]
  }

  static var syncWhilePreparing: Case {
    Case(
      "GROUP-044", "Sync: while preparing", .must, since: "0.9", source: "guide",
      sends: "B has joined, A syncs the old generation",
      expects: "REBALANCE_IN_PROGRESS (27)",
      kills: "Old assignment: two owners",
      api: .syncGroup,
      needs: [.joinGroup, .heartbeat],
      deadline: .seconds(30)
    ) { t in
      let group = try t.group()
      let query = try t.member()
      let member = try await t.single(group, query)
      _ = try await t.begin(group, query)
      try await t.rebalancing(member)
      let reply = try await t.sync(member, [(member.id, ByteBuffer(string: "old"))])
      try t.code(reply["ErrorCode"], 27, "a sync of the old generation is refused while members join")
      try t.equal(
        bytes: reply["Assignment"].bytes, ByteBuffer(), field: "Assignment",
        "the old generation's assignment is not given out any more", at: reply["Assignment"])
    }
  }

  static var syncProtocolMismatch: Case {
    Case(
      "GROUP-045", "Sync: protocol mismatch", .should, since: "2.5", source: "KIP-559",
      sends: "v5 with another protocol name or type",
      expects: "INCONSISTENT_GROUP_PROTOCOL (23)",
      kills: "Ignored",
      api: .syncGroup,
      versions: 5...(.max),
      needs: [.joinGroup],
      deadline: .seconds(30)
    ) { t in
      let group = try t.group()
      let member = try await t.single(group, try t.member())
      let name = try await t.sync(member, name: "roundrobin")
      try t.code(name["ErrorCode"], 23, "a sync that names another protocol than the group's is refused")
      let type = try await t.sync(member, type: "connect")
      try t.code(type["ErrorCode"], 23, "a sync that names another protocol type than the group's is refused")
      try t.accepted(try await t.sync(member)["ErrorCode"], "a sync that names the group's is accepted")
    }
  }

  static var syncWaitingMembersAreReleased: Case {
    Case(
      "GROUP-046", "Sync: waiting members are released", .must, since: "0.9", source: "guide",
      sends: "Followers wait in sync; new member joins",
      expects: "They get REBALANCE_IN_PROGRESS (27) at once",
      kills: "Hang until timeout",
      api: .syncGroup,
      needs: [.joinGroup, .heartbeat],
      deadline: .seconds(30)
    ) { t in
      let group = try t.group()
      let query = try t.member()
      let members = try await t.assembled(group, [query, query])
      let follower = try Trial.roles(members).follower
      let request = try await t.waitingSync(follower)
      _ = try await t.begin(group, query)
      let reply = try await follower.peer.answer(to: request, within: t.target.limit(.seconds(5)))
      try t.code(reply["ErrorCode"], 27, "a member that waits for its assignment is told at once of a new rebalance")
    }
  }

  static var syncLeaderDiesBeforeSync: Case {
    Case(
      "GROUP-047", "Sync: leader dies before sync", .must, since: "0.9", source: "guide",
      sends: "Leader joins and is silent",
      expects: "Its session or the sync timeout ends; others get REBALANCE_IN_PROGRESS (27) and a new leader",
      kills: "Group stuck for ever",
      tags: [.waits],
      api: .syncGroup,
      needs: [.joinGroup, .heartbeat],
      unconfirmed: true
    ) { t in
      let group = try t.group()
      let short = try t.member(session: t.shortSession, rebalance: t.shortSession)
      let members = try await t.assembled(group, [short, short])
      let follower = try Trial.roles(members).follower
      let request = try t.beginSync(follower)
      let limit = Duration.milliseconds(Int(t.shortSession) + 8000)
      let reply = try await follower.peer.answer(to: request, within: t.target.limit(limit))
      try t.code(
        reply["ErrorCode"], 27, "members are told to join again when the leader dies before it has synced")
      let joining = try await t.begin(group, follower.query, on: follower.peer)
      let alone = try await t.joined(joining, within: limit)
      try t.equal(alone.answer["Leader"], .string(follower.id), "a group whose leader has died gets another one")
      try t.accepted(
        try await t.sync(alone, [(alone.id, ByteBuffer(string: "a"))])["ErrorCode"], "the new leader's sync is accepted"
      )
    }
  }

  static var syncAssignmentIsOpaque: Case {
    Case(
      "GROUP-048", "Sync: assignment is opaque", .must, since: "0.9", source: "guide",
      sends: "Random bytes, 0 bytes, 500 KiB",
      expects: "Byte-exact",
      kills: "Parsed or cut",
      api: .syncGroup,
      needs: [.joinGroup],
      deadline: .seconds(30),
      unconfirmed: true
    ) { t in
      let group = try t.group()
      var member = try await t.join(group, try t.member())
      for part in [t.random(bytes: 300), ByteBuffer(), ByteBuffer(repeating: 0xA5, count: 500 * 1024)] {
        let reply = try await t.sync(member, [(member.id, part)])
        try t.accepted(reply["ErrorCode"], "an assignment may be any bytes")
        try t.equal(
          bytes: reply["Assignment"].bytes, part, field: "Assignment", "an assignment comes back as it was sent",
          at: reply["Assignment"])
        member = try await t.rejoin([member])[0]
      }
    }
  }
}
