import KafkaSchema
import KafkaWire

/// How members go.
enum Leaving {
  static var cases: [Case] {
    [
      leave, leaveLastMember, leaveUnknownMember, leaveBatch, leaveByInstanceId, leaveInstanceAndMemberMismatch,
      leavePendingMember, leaveDuringJoin, leaveWithReason, connectionLossIsNotALeave,
    ]
  }

  static var leave: Case {
    Case(
      "GROUP-057", "Leave", .must, since: "0.9", source: "guide",
      sends: "LeaveGroup",
      expects: "0; others see a rebalance at once, not after the session timeout",
      kills: "Waits for expiry",
      api: .leaveGroup,
      needs: GroupApis.membership,
      deadline: .seconds(30),
      unconfirmed: true
    ) { t in
      let group = try t.group()
      let query = try t.member()
      let members = try await t.stable(group, [query, query])
      let reply = try await t.leave(group, [Trial.Leaver(memberId: members[1].id)])
      try t.accepted(reply["ErrorCode"], "a leave is accepted")
      try t.accepted(Trial.left(reply, members[1].id), "a member may leave")
      // Its session has 30 s: who leaves is gone at once.
      try await t.rebalancing(members[0], within: .seconds(3))
      try t.code(try await t.heartbeat(members[0]), 27, "the others are told at once to join again")
      let alone = try await t.rejoin([members[0]])[0]
      try t.expect(
        alone.listed == [alone.id], "who has left is not in the next generation", field: alone.list.path,
        got: "\(alone.listed.count) members", want: "the one that is left", at: alone.list)
    }
  }

  static var leaveLastMember: Case {
    Case(
      "GROUP-058", "Leave: last member", .must, since: "0.9", source: "guide",
      sends: "Only member leaves",
      expects: "Group Empty; next join gets a later generation",
      kills: "Group deleted with its offsets",
      api: .leaveGroup,
      needs: GroupApis.memberOffsets + [.describeGroups],
      deadline: .seconds(30)
    ) { t in
      let group = try t.group()
      let topic = try await t.topic()
      let query = try t.member()
      let member = try await t.single(group, query)
      try await t.keep(group, topic, OffsetEntry(7), as: member)
      let reply = try await t.leave(group, [Trial.Leaver(memberId: member.id)])
      try t.accepted(Trial.left(reply, member.id), "the last member may leave")
      let state = try await t.state(of: group)
      try t.expect(
        state == "Empty", "a group whose last member has left is empty", field: "GroupState", got: state,
        want: "Empty")
      try await t.stored(group, topic, 0, 7, "a group whose last member has left keeps its offsets")
      let next = try await t.join(group, query)
      try t.expect(
        next.generation > member.generation, "the generation goes on where it was", field: "GenerationId",
        got: "\(next.generation)", want: "above \(member.generation)", at: next.answer["GenerationId"])
    }
  }

  static var leaveUnknownMember: Case {
    Case(
      "GROUP-059", "Leave: unknown member", .must, since: "0.9", source: "guide",
      sends: "Made-up",
      expects: "UNKNOWN_MEMBER_ID (25) (member level in v3+)",
      kills: "0",
      api: .leaveGroup,
      needs: GroupApis.membership,
      deadline: .seconds(30)
    ) { t in
      let group = try t.group()
      let member = try await t.single(group, try t.member())
      let stranger = t.name("m")
      let reply = try await t.leave(group, [Trial.Leaver(memberId: stranger)])
      try t.code(Trial.left(reply, stranger), 25, "a leave of somebody who is no member is refused")
      if reply.version >= 3 {
        try t.accepted(reply["ErrorCode"], "from version 3 on an error of a member stands with the member")
      }
      try t.accepted(try await t.heartbeat(member), "a refused leave leaves the group as it was")
    }
  }

  static var leaveBatch: Case {
    Case(
      "GROUP-060", "Leave: batch", .must, since: "2.3", source: "KIP-345",
      sends: "v3+ with two good and one unknown",
      expects: "0, 0, UNKNOWN_MEMBER_ID (25) per member",
      kills: "First only",
      api: .leaveGroup,
      versions: 3...(.max),
      needs: GroupApis.membership,
      deadline: .seconds(30)
    ) { t in
      let group = try t.group()
      let query = try t.member()
      let members = try await t.stable(group, [query, query, query])
      let stranger = t.name("m")
      let reply = try await t.leave(
        group, [members[1].id, stranger, members[2].id].map { Trial.Leaver(memberId: $0) })
      try t.accepted(reply["ErrorCode"], "a leave of several is answered for each of them")
      try t.accepted(Trial.left(reply, members[1].id), "several members may leave at once")
      try t.accepted(Trial.left(reply, members[2].id), "several members may leave at once")
      try t.code(Trial.left(reply, stranger), 25, "somebody who is no member is refused among those who are")
      for member in members[1...] {
        try t.exactly(try await t.heartbeat(member), 25, "all who have left are gone")
      }
    }
  }

  static var leaveByInstanceId: Case {
    Case(
      "GROUP-061", "Leave: by instance id", .must, since: "2.3", source: "KIP-345",
      sends: "v3+, empty member id, instance id",
      expects: "0; member gone",
      kills: "UNKNOWN_MEMBER_ID (25)",
      api: .leaveGroup,
      versions: 3...(.max),
      needs: GroupApis.membership,
      deadline: .seconds(30)
    ) { t in
      let group = try t.group()
      let member = try await t.single(group, try t.member(instance: t.name("i")))
      let reply = try await t.leave(group, [Trial.Leaver(instanceId: member.query.instanceId)])
      let entry = reply["Members"].first("GroupInstanceId", Value(member.query.instanceId))
      try t.accepted(entry["ErrorCode"], "a static member may be removed by its instance id alone")
      try t.code(
        try await t.heartbeat(member), 25, tolerating: [82], "a static member that was removed is not known any more")
    }
  }

  static var leaveInstanceAndMemberMismatch: Case {
    Case(
      "GROUP-062", "Leave: instance and member mismatch", .must, since: "2.3", source: "KIP-345",
      sends: "Right instance, wrong member",
      expects: "FENCED_INSTANCE_ID (82)",
      kills: "Removes the wrong one",
      api: .leaveGroup,
      versions: 3...(.max),
      needs: GroupApis.membership,
      deadline: .seconds(30)
    ) { t in
      let group = try t.group()
      let member = try await t.single(group, try t.member(instance: t.name("i")))
      let wrong = t.name("m")
      let reply = try await t.leave(
        group, [Trial.Leaver(memberId: wrong, instanceId: member.query.instanceId)])
      try t.code(Trial.left(reply, wrong), 82, "a leave with the instance id of another member is fenced")
      try t.accepted(try await t.heartbeat(member), "the static member stays")
    }
  }

  static var leavePendingMember: Case {
    Case(
      "GROUP-063", "Leave: pending member", .should, since: "2.2", source: "AK",
      sends: "Leave with an id from MEMBER_ID_REQUIRED (79)",
      expects: "0",
      kills: "UNKNOWN_MEMBER_ID (25) and ghost",
      api: .leaveGroup,
      needs: [.joinGroup],
      deadline: .seconds(30)
    ) { t in
      _ = try t.version(of: .joinGroup, atLeast: 4)
      let group = try t.group()
      let peer = try await t.groupPeer(group)
      var query = try t.member()
      let first = try await t.joinOnce(group, query, on: peer)
      guard first["ErrorCode"].int == 79 else { throw CaseEnd.unsupported("the broker gives no ids to join with") }
      query.memberId = first["MemberId"].string ?? ""
      let reply = try await t.leave(group, [Trial.Leaver(memberId: query.memberId)])
      try t.accepted(Trial.left(reply, query.memberId), "who was given an id and has not joined may leave")
      let again = try await t.joinOnce(group, query, on: peer)
      try t.code(again["ErrorCode"], 25, "an id that has left is not known any more")
    }
  }

  static var leaveDuringJoin: Case {
    Case(
      "GROUP-064", "Leave: during join", .should, since: "0.9", source: "AK",
      sends: "B waits in join and leaves by another connection",
      expects: "Others finish without B",
      kills: "Stuck",
      api: .leaveGroup,
      needs: GroupApis.membership,
      deadline: .seconds(30),
      unconfirmed: true
    ) { t in
      _ = try t.version(of: .joinGroup, atLeast: 4)
      let group = try t.group()
      let query = try t.member()
      let member = try await t.single(group, query)
      let joining = try await t.begin(group, query)
      guard !joining.query.memberId.isEmpty else { throw CaseEnd.unsupported("the broker gives no ids to join with") }
      try await t.rebalancing(member)
      let reply = try await t.leave(group, [Trial.Leaver(memberId: joining.query.memberId)])
      try t.accepted(Trial.left(reply, joining.query.memberId), "a member that waits for its join may leave")
      let alone = try await t.rejoin([member])[0]
      try t.expect(
        alone.listed == [member.id], "the others go on without a member that has left while it joined",
        field: alone.list.path, got: "\(alone.listed.count) members", want: "the one that is left", at: alone.list)
    }
  }

  static var leaveWithReason: Case {
    Case(
      "GROUP-065", "Leave with reason", .should, since: "3.2", source: "KIP-800",
      sends: "v5 reason text of 1,000 characters",
      expects: "0",
      kills: "Crash on null reason",
      api: .leaveGroup,
      versions: 5...(.max),
      needs: GroupApis.membership,
      deadline: .seconds(30),
      unconfirmed: true
    ) { t in
      let group = try t.group()
      let query = try t.member()
      let members = try await t.stable(group, [query, query])
      for (member, reason) in zip(members, [String(repeating: "r", count: 1000), nil]) {
        let reply = try await t.leave(group, [Trial.Leaver(memberId: member.id, reason: reason)])
        try t.accepted(reply["ErrorCode"], "a leave may have a long reason or none")
        try t.accepted(Trial.left(reply, member.id), "a leave may have a long reason or none")
      }
    }
  }

  static var connectionLossIsNotALeave: Case {
    Case(
      "GROUP-066", "Connection loss is not a leave", .must, since: "0.9", source: "guide",
      sends: "Drop A's connection without leave",
      expects: "A stays until the session timeout",
      kills: "Immediate rebalance on each reconnect",
      tags: [.waits],
      api: .heartbeat,
      needs: [.joinGroup, .syncGroup]
    ) { t in
      let group = try t.group()
      let session = Duration.milliseconds(Int(t.shortSession))
      let query = try t.member(session: t.shortSession)
      let members = try await t.stable(group, [query, query])
      let side = try await t.groupPeer(group)
      members[0].peer.close()
      let early = try await t.heartbeats(members[1], for: session / 2, each: session / 10)
      try t.expect(
        early == nil, "a member whose connection is lost does not leave its group", field: "Heartbeat.ErrorCode",
        got: early.map { "\($0.code.int ?? -1) after \($0.after.text)" } ?? "0", want: "0 for \((session / 2).text)",
        at: early?.code)
      try t.accepted(
        try await t.heartbeat(members[0], on: side), "a member may go on within its session over another connection")
      let told = try await t.heartbeats(members[1], for: t.target.limit(session + .seconds(3)), each: session / 10)
      try t.expect(
        told?.code.int == 27, "it is gone when it stays away for its session timeout", field: "Heartbeat.ErrorCode",
        got: told.map { "\($0.code.int ?? -1) after \($0.after.text)" } ?? "0",
        want: "27 within \((session + .seconds(3)).text)", at: told?.code)
    }
  }
}
