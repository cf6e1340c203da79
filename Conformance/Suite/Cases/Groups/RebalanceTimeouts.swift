import KafkaSchema
import KafkaWire

/// How long a rebalance waits, and for whom.
enum RebalanceTimeouts {
  static var cases: [Case] {
    [
      rebalanceTimeoutDropsSlowMembers, rebalanceTimeoutIsTheLargestOfAllMembers, heartbeatsKeepAJoiningMemberAlive,
      joinInProgressNeedsNoHeartbeat,
    ]
  }

  static var rebalanceTimeoutDropsSlowMembers: Case {
    Case(
      "GROUP-030", "Rebalance timeout drops slow members", .must, since: "0.10.1", source: "KIP-62",
      sends: "A stable, B joins, A only heartbeats",
      expects: "After A's rebalance timeout B gets a generation without A; A gets UNKNOWN_MEMBER_ID (25)",
      kills: "Rebalance never ends",
      tags: [.waits],
      api: .joinGroup,
      needs: [.syncGroup, .heartbeat],
      unconfirmed: true
    ) { t in
      // Version 0 has no rebalance timeout: the session timeout stands for it.
      let group = try t.group()
      let query = try t.member(session: t.shortSession, rebalance: t.shortSession)
      let slow = try await t.single(group, query)
      let side = try await t.groupPeer(group)
      let start = ContinuousClock.now
      let joining = try await t.begin(group, query)
      let timeout = Duration.milliseconds(Int(t.shortSession))
      let member = try await t.waiting(joining, within: timeout + .seconds(10)) {
        _ = try await t.heartbeat(slow, on: side)
      }
      let waited = ContinuousClock.now - start
      try t.expect(
        waited >= timeout - .milliseconds(100), "a rebalance waits for the rebalance timeout of those who are missing",
        field: "time", got: waited.text, want: "\(timeout.text) or more")
      try t.expect(
        member.listed == [member.id], "a member that does not join again within the rebalance timeout is dropped",
        field: member.list.path, got: "\(member.listed.count) members", want: "the one that has joined",
        at: member.list)
      try t.code(
        try await t.heartbeat(slow, on: side), 25, "a member that was dropped is told that it is not known")
    }
  }

  static var rebalanceTimeoutIsTheLargestOfAllMembers: Case {
    Case(
      "GROUP-031", "Rebalance timeout is the largest of all members", .should, since: "0.10.1", source: "KIP-62",
      sends: "A 6 s, B 20 s",
      expects: "Waits up to 20 s",
      kills: "Smallest used",
      tags: [.waits],
      api: .joinGroup,
      versions: 1...(.max),
      needs: [.syncGroup, .heartbeat],
      unconfirmed: true
    ) { t in
      let group = try t.group()
      let slow = try await t.single(group, try t.member(rebalance: 6000))
      let side = try await t.groupPeer(group)
      let start = ContinuousClock.now
      let joining = try await t.begin(group, try t.member(rebalance: 20_000))
      let member = try await t.waiting(joining, within: .seconds(30)) {
        _ = try await t.heartbeat(slow, on: side)
      }
      let waited = ContinuousClock.now - start
      try t.expect(
        waited >= .milliseconds(19_900), "a rebalance waits for the largest rebalance timeout of all members",
        field: "time", got: waited.text, want: "20 s or more")
      try t.expect(
        member.listed == [member.id], "after the largest rebalance timeout it goes on without those who are missing",
        field: member.list.path, got: "\(member.listed.count) members", want: "the one that has joined",
        at: member.list)
    }
  }

  static var heartbeatsKeepAJoiningMemberAlive: Case {
    Case(
      "GROUP-032", "Heartbeats keep a joining member alive", .must, since: "0.10.1", source: "KIP-62",
      sends: "A's session 6 s, rebalance 20 s, A heartbeats only",
      expects: "A not dropped before 20 s",
      kills: "Session timer not refreshed in rebalance",
      tags: [.waits],
      api: .joinGroup,
      versions: 1...(.max),
      needs: [.syncGroup, .heartbeat],
      unconfirmed: true
    ) { t in
      let group = try t.group()
      let query = try t.member(session: t.shortSession, rebalance: 20_000)
      let slow = try await t.single(group, query)
      let joining = try await t.begin(group, query)
      try await t.rebalancing(slow)
      // The broker's clock for the rebalance began before this one, and a slow broker needs time for the last heartbeat
      // and the join: a few seconds less are on the safe side.
      let odd = try await t.heartbeats(slow, for: .seconds(16), each: .milliseconds(500), wanting: [27])
      try t.expect(
        odd == nil, "a member that heartbeats in a rebalance is not dropped before the rebalance timeout",
        field: "Heartbeat.ErrorCode", got: odd.map { "\($0.code.int ?? -1) after \($0.after.text)" } ?? "27",
        want: "27 for 16 s", at: odd?.code)
      let members = try await t.rejoin([slow], and: [joining])
      try t.equal(
        members[0].answer["MemberId"], .string(slow.id), "it can join again until then, as the member that it was")
    }
  }

  static var joinInProgressNeedsNoHeartbeat: Case {
    Case(
      "GROUP-033", "Join in progress needs no heartbeat", .must, since: "0.10.1", source: "AK",
      sends: "B waits in JoinGroup longer than its session timeout",
      expects: "B stays a member",
      kills: "Waiting member expires",
      tags: [.waits],
      api: .joinGroup,
      versions: 1...(.max),
      needs: [.syncGroup, .heartbeat],
      unconfirmed: true
    ) { t in
      let group = try t.group()
      let member = try await t.single(group, try t.member())
      let joining = try await t.begin(group, try t.member(session: t.shortSession))
      try await t.rebalancing(member)
      try await t.elapse(.milliseconds(Int(t.shortSession) + 3000))
      let members = try await t.rejoin([member], and: [joining])
      let listed = members.first(where: \.isLeader)?.listed ?? []
      try t.expect(
        Set(listed) == Set(members.map(\.id)) && listed.count == 2,
        "a member that waits for the answer to its join stays one without heartbeats", field: "Members",
        got: "\(listed.count) members", want: "2 members")
    }
  }
}
