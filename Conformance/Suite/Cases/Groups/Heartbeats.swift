import KafkaSchema
import KafkaWire

/// What keeps a member in its group.
enum Heartbeats {
  static var cases: [Case] {
    [
      heartbeatOk, heartbeatWhileCompleting, heartbeatWrongGeneration, heartbeatUnknownMember,
      heartbeatOnAnEmptyOrUnknownGroup, sessionExpiry, sessionExpiryIsNotEarly, commitRefreshesTheSession,
    ]
  }

  static var heartbeatOk: Case {
    Case(
      "GROUP-049", "Heartbeat ok", .must, since: "0.9", source: "guide",
      sends: "Stable member",
      expects: "Error 0",
      kills: "27 for ever",
      api: .heartbeat,
      needs: [.joinGroup, .syncGroup],
      deadline: .seconds(30)
    ) { t in
      let group = try t.group()
      let member = try await t.single(group, try t.member())
      for _ in 0..<3 {
        try t.accepted(try await t.heartbeat(member), "a heartbeat of a member of a stable group is accepted")
      }
    }
  }

  static var heartbeatWhileCompleting: Case {
    Case(
      "GROUP-050", "Heartbeat while completing", .should, since: "0.9", source: "AK",
      sends: "Joined, not synced",
      expects: "Error 0. Also ok: REBALANCE_IN_PROGRESS (27)",
      kills: "UNKNOWN_MEMBER_ID (25)",
      api: .heartbeat,
      needs: [.joinGroup, .syncGroup],
      deadline: .seconds(30)
    ) { t in
      let group = try t.group()
      let member = try await t.join(group, try t.member())
      let code = try await t.heartbeat(member)
      try t.equal(
        code, oneOf: [0], tolerating: [27], "a member that has joined and not synced yet is one when it heartbeats")
    }
  }

  static var heartbeatWrongGeneration: Case {
    Case(
      "GROUP-051", "Heartbeat wrong generation", .must, since: "0.9", source: "guide",
      sends: "generation - 1",
      expects: "ILLEGAL_GENERATION (22)",
      kills: "0: zombie stays",
      api: .heartbeat,
      needs: [.joinGroup, .syncGroup],
      deadline: .seconds(30)
    ) { t in
      let group = try t.group()
      let member = try await t.single(group, try t.member())
      for step: Int32 in [-1, 1] {
        var odd = member
        odd.generation += step
        try t.exactly(try await t.heartbeat(odd), 22, "a heartbeat of another generation is refused")
      }
      try t.accepted(try await t.heartbeat(member), "a heartbeat of the group's generation is accepted")
    }
  }

  static var heartbeatUnknownMember: Case {
    Case(
      "GROUP-052", "Heartbeat unknown member", .must, since: "0.9", source: "guide",
      sends: "Made-up",
      expects: "UNKNOWN_MEMBER_ID (25)",
      kills: "0",
      api: .heartbeat,
      needs: [.joinGroup, .syncGroup],
      deadline: .seconds(30)
    ) { t in
      let group = try t.group()
      var member = try await t.single(group, try t.member())
      member.id = t.name("m")
      try t.exactly(try await t.heartbeat(member), 25, "a heartbeat of somebody who is no member is refused")
    }
  }

  static var heartbeatOnAnEmptyOrUnknownGroup: Case {
    Case(
      "GROUP-053", "Heartbeat on an empty or unknown group", .should, since: "0.9", source: "AK",
      sends: "New id",
      expects: "UNKNOWN_MEMBER_ID (25)",
      kills: "0",
      api: .heartbeat,
      needs: GroupApis.leaving,
      deadline: .seconds(30)
    ) { t in
      let group = try t.group()
      let member = try await t.single(group, try t.member())
      var stranger = member
      stranger.group = try t.group()
      let side = try await t.groupPeer(stranger.group)
      try t.exactly(
        try await t.heartbeat(stranger, on: side), 25, "a heartbeat in a group that does not exist is refused")
      try await t.depart(member)
      try t.exactly(try await t.heartbeat(member), 25, "a heartbeat in a group without members is refused")
    }
  }

  static var sessionExpiry: Case {
    Case(
      "GROUP-054", "Session expiry", .must, since: "0.9", source: "guide",
      sends: "A silent for session timeout + 3 s",
      expects: "B gets REBALANCE_IN_PROGRESS (27); A's next heartbeat UNKNOWN_MEMBER_ID (25)",
      kills: "Never expires: partitions orphaned",
      tags: [.waits],
      api: .heartbeat,
      needs: [.joinGroup, .syncGroup]
    ) { t in
      let group = try t.group()
      let query = try t.member(session: t.shortSession)
      let members = try await t.stable(group, [query, query])
      let limit = Duration.milliseconds(Int(t.shortSession) + 3000)
      let told = try await t.heartbeats(members[1], for: t.target.limit(limit), each: .milliseconds(200))
      try t.expect(
        told?.code.int == 27, "the others are told to join again when a member is silent for its session timeout",
        field: "Heartbeat.ErrorCode", got: told.map { "\($0.code.int ?? -1) after \($0.after.text)" } ?? "0",
        want: "27 within \(limit.text)", at: told?.code)
      try t.exactly(
        try await t.heartbeat(members[0]), 25, "a member that was silent for its session timeout is not known any more")
    }
  }

  static var sessionExpiryIsNotEarly: Case {
    Case(
      "GROUP-055", "Session expiry is not early", .must, since: "0.9", source: "guide",
      sends: "Heartbeat each session/2 for 4 sessions",
      expects: "Never expelled",
      kills: "Timer not refreshed",
      tags: [.waits],
      api: .heartbeat,
      needs: [.joinGroup, .syncGroup],
      unconfirmed: true
    ) { t in
      let group = try t.group()
      let session = Duration.milliseconds(Int(t.shortSession))
      let member = try await t.single(group, try t.member(session: t.shortSession))
      let odd = try await t.heartbeats(member, for: session * 4, each: session / 2)
      try t.expect(
        odd == nil, "a member that heartbeats within its session timeout is never expelled",
        field: "Heartbeat.ErrorCode", got: odd.map { "\($0.code.int ?? -1) after \($0.after.text)" } ?? "0",
        want: "0 for \((session * 4).text)", at: odd?.code)
    }
  }

  static var commitRefreshesTheSession: Case {
    Case(
      "GROUP-056", "Commit refreshes the session", .should, since: "0.9", source: "AK",
      sends: "Only OffsetCommits, no heartbeats",
      expects: "Never expelled",
      kills: "Expelled",
      tags: [.waits],
      api: .offsetCommit,
      versions: 1...(.max),
      needs: GroupApis.membership,
      unconfirmed: true
    ) { t in
      let group = try t.group()
      let topic = try await t.topic()
      let session = Duration.milliseconds(Int(t.shortSession))
      let member = try await t.single(group, try t.member(session: t.shortSession))
      var odd: Node?
      for step in 0..<6 where odd == nil {
        try await t.elapse(session / 2)
        let code = try await t.commit(group, topic, OffsetEntry(Int64(step)), as: member)
        if code.int != 0 { odd = code }
      }
      try t.expect(
        odd == nil, "a member that commits offsets within its session timeout is not expelled",
        field: odd?.path ?? "ErrorCode", got: "\(odd?.int ?? 0)", want: "0 for \((session * 3).text)", at: odd)
      try t.accepted(try await t.heartbeat(member), "a member that has committed offsets is still one")
    }
  }
}
