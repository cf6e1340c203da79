import KafkaSchema
import KafkaWire
import NIOCore

/// How the leader's assignments reach the members.
enum GroupSync {
  static var cases: [Case] {
    [
      syncLeaderDistributes, syncFollowerFirst, syncFollowerLate, syncLeftOutMember, syncForeignMemberId,
      syncFollowerSendsAssignments, syncWrongGeneration, syncUnknownMember, syncUnknownGroup,
    ]
  }

  static var syncLeaderDistributes: Case {
    Case(
      "GROUP-035", "Sync: leader distributes", .must, since: "0.9", source: "guide",
      sends: "Leader sends assignments for three",
      expects: "Each member gets exactly its bytes",
      kills: "Everyone gets the leader's",
      api: .syncGroup,
      needs: [.joinGroup, .heartbeat],
      deadline: .seconds(30)
    ) { t in
      let group = try t.group()
      let query = try t.member()
      let members = try await t.assembled(group, [query, query, query])
      let parts = members.map { _ in t.random(bytes: 30) }
      let synced = try await t.synced(members, Array(zip(members.map(\.id), parts)))
      for (member, want) in zip(synced, parts) {
        try t.equal(
          bytes: member.assignment, want, field: "Assignment", "each member gets what the leader has for it")
      }
    }
  }

  static var syncFollowerFirst: Case {
    Case(
      "GROUP-036", "Sync: follower first", .must, since: "0.9", source: "guide",
      sends: "Followers sync before the leader",
      expects: "Answered only after the leader's sync",
      kills: "Empty assignment at once",
      api: .syncGroup,
      needs: [.joinGroup, .heartbeat],
      deadline: .seconds(30)
    ) { t in
      let group = try t.group()
      let query = try t.member()
      let members = try await t.assembled(group, [query, query])
      let (leader, follower) = try Trial.roles(members)
      let request = try await t.waitingSync(follower)
      let part = t.random(bytes: 20)
      _ = try await t.sync(leader, [(leader.id, t.random(bytes: 10)), (follower.id, part)])
      let reply = try await follower.peer.answer(to: request, within: t.target.limit(Trial.joinLimit))
      try t.accepted(reply["ErrorCode"], "a follower that waits is answered when the leader has synced")
      try t.equal(
        bytes: reply["Assignment"].bytes, part, field: "Assignment", "a follower that waits gets its assignment",
        at: reply["Assignment"])
    }
  }

  static var syncFollowerLate: Case {
    Case(
      "GROUP-037", "Sync: follower late", .must, since: "0.9", source: "guide",
      sends: "Follower syncs after the group is stable",
      expects: "Its assignment at once",
      kills: "Hang or REBALANCE_IN_PROGRESS (27)",
      api: .syncGroup,
      needs: [.joinGroup, .heartbeat],
      deadline: .seconds(30)
    ) { t in
      let group = try t.group()
      let query = try t.member()
      let members = try await t.assembled(group, [query, query])
      let (leader, follower) = try Trial.roles(members)
      let part = t.random(bytes: 20)
      _ = try await t.sync(leader, [(leader.id, t.random(bytes: 10)), (follower.id, part)])
      try t.accepted(try await t.heartbeat(leader), "a group is stable when its leader has synced")
      let reply = try await t.sync(follower)
      try t.accepted(reply["ErrorCode"], "a follower that syncs late is answered")
      try t.equal(
        bytes: reply["Assignment"].bytes, part, field: "Assignment", "a follower that syncs late gets its assignment",
        at: reply["Assignment"])
    }
  }

  static var syncLeftOutMember: Case {
    Case(
      "GROUP-038", "Sync: left-out member", .must, since: "0.9", source: "guide",
      sends: "Leader's list leaves out C",
      expects: "C gets an empty assignment, error 0",
      kills: "Hang",
      api: .syncGroup,
      needs: [.joinGroup, .heartbeat],
      deadline: .seconds(30)
    ) { t in
      let group = try t.group()
      let query = try t.member()
      let members = try await t.assembled(group, [query, query, query])
      let left = try Trial.roles(members).follower
      _ = try await t.synced(members.filter { $0.id != left.id })
      let reply = try await t.sync(left)
      try t.accepted(reply["ErrorCode"], "a member that the leader has left out is answered without an error")
      try t.equal(
        bytes: reply["Assignment"].bytes, ByteBuffer(), field: "Assignment",
        "a member that the leader has left out gets an empty assignment", at: reply["Assignment"])
    }
  }

  static var syncForeignMemberId: Case {
    Case(
      "GROUP-039", "Sync: foreign member id", .should, since: "0.9", source: "AK",
      sends: "Leader lists an unknown member",
      expects: "Ignored",
      kills: "Crash",
      api: .syncGroup,
      needs: [.joinGroup, .heartbeat],
      deadline: .seconds(30)
    ) { t in
      let group = try t.group()
      let member = try await t.join(group, try t.member())
      let part = t.random(bytes: 20)
      let reply = try await t.sync(member, [(t.name("m"), t.random(bytes: 10)), (member.id, part)])
      try t.accepted(reply["ErrorCode"], "an assignment for somebody who is no member is ignored")
      try t.equal(
        bytes: reply["Assignment"].bytes, part, field: "Assignment", "the assignments of members count",
        at: reply["Assignment"])
      try t.accepted(try await t.heartbeat(member), "the group is stable then")
    }
  }

  static var syncFollowerSendsAssignments: Case {
    Case(
      "GROUP-040", "Sync: follower sends assignments", .must, since: "0.9", source: "guide",
      sends: "Follower with a list",
      expects: "Ignored; leader's counts",
      kills: "Overwrites",
      api: .syncGroup,
      needs: [.joinGroup, .heartbeat],
      deadline: .seconds(30),
      unconfirmed: true
    ) { t in
      let group = try t.group()
      let query = try t.member()
      let members = try await t.assembled(group, [query, query])
      let (leader, follower) = try Trial.roles(members)
      let wrong = members.map { ($0.id, ByteBuffer(string: "wrong")) }
      let right = members.map { ($0.id, ByteBuffer(string: $0.id)) }
      let request = try await t.waitingSync(follower, wrong)
      let first = try await t.sync(leader, right)
      let second = try await follower.peer.answer(to: request, within: t.target.limit(Trial.joinLimit))
      let late = try await t.sync(follower, wrong)
      for (reply, member) in [(first, leader), (second, follower), (late, follower)] {
        try t.accepted(reply["ErrorCode"], "members of a complete generation sync")
        try t.equal(
          bytes: reply["Assignment"].bytes, ByteBuffer(string: member.id), field: "Assignment",
          "only the leader's assignments count", at: reply["Assignment"])
      }
    }
  }

  static var syncWrongGeneration: Case {
    Case(
      "GROUP-041", "Sync: wrong generation", .must, since: "0.9", source: "guide",
      sends: "generation + 1, - 1",
      expects: "ILLEGAL_GENERATION (22)",
      kills: "Accepted: old assignment applied",
      api: .syncGroup,
      needs: [.joinGroup],
      deadline: .seconds(30)
    ) { t in
      let group = try t.group()
      let member = try await t.single(group, try t.member())
      for step: Int32 in [1, -1] {
        var odd = member
        odd.generation += step
        let reply = try await t.sync(odd, [(odd.id, ByteBuffer(string: "odd"))])
        try t.exactly(reply["ErrorCode"], 22, "a sync of another generation is refused")
      }
      let reply = try await t.sync(member)
      try t.equal(
        bytes: reply["Assignment"].bytes, ByteBuffer(string: member.id), field: "Assignment",
        "a refused sync changes no assignment", at: reply["Assignment"])
    }
  }

  static var syncUnknownMember: Case {
    Case(
      "GROUP-042", "Sync: unknown member", .must, since: "0.9", source: "guide",
      sends: "Made-up id",
      expects: "UNKNOWN_MEMBER_ID (25)",
      kills: "ILLEGAL_GENERATION (22) or hang",
      api: .syncGroup,
      needs: [.joinGroup],
      deadline: .seconds(30)
    ) { t in
      let group = try t.group()
      var member = try await t.single(group, try t.member())
      member.id = t.name("m")
      let reply = try await t.sync(member)
      try t.exactly(reply["ErrorCode"], 25, "a sync of somebody who is no member is refused")
    }
  }

  static var syncUnknownGroup: Case {
    Case(
      "GROUP-043", "Sync: unknown group", .should, since: "0.9", source: "AK",
      sends: "New group id",
      expects: "UNKNOWN_MEMBER_ID (25)",
      kills: "Creates the group",
      api: .syncGroup,
      needs: [.joinGroup, .describeGroups],
      deadline: .seconds(30)
    ) { t in
      let group = try t.group()
      var member = try await t.single(group, try t.member())
      member.group = try t.group()
      let reply = try await t.sync(member, on: try await t.groupPeer(member.group))
      try t.code(reply["ErrorCode"], 25, "a sync in a group that does not exist is refused")
      let state = try await t.state(of: member.group)
      try t.expect(
        state == "Dead", "a sync does not make a group", field: "GroupState", got: state, want: "Dead")
    }
  }
}
