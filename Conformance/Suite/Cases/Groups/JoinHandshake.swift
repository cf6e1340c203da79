import KafkaSchema
import KafkaWire

/// How a member gets its id.
enum JoinHandshake {
  static var cases: [Case] {
    [
      firstJoinAsksForAMemberId, joinWithTheGivenId, joinBeforeV4, memberIdsAreUnique, pendingIdExpires,
      pendingIdCountsNowhere, unknownMemberIdInANewGroup, unknownMemberIdInALiveGroup,
    ]
  }

  static var firstJoinAsksForAMemberId: Case {
    Case(
      "GROUP-001", "First join asks for a member id", .must, since: "2.2", source: "KIP-394",
      sends: "JoinGroup v4+, empty member id, new group",
      expects: "MEMBER_ID_REQUIRED (79) with a non-empty member id",
      kills: "Accepts at once: ghost members after client retries",
      api: .joinGroup,
      versions: 4...(.max),
      deadline: .seconds(30)
    ) { t in
      let group = try t.group()
      let reply = try await t.joinOnce(group, try t.member())
      try t.exactly(
        reply["ErrorCode"], 79, "the first join of a member without an id is answered with an id to join with")
      let id = reply["MemberId"].string ?? ""
      try t.expect(
        !id.isEmpty, "MEMBER_ID_REQUIRED comes with a member id", field: reply["MemberId"].path,
        got: reply["MemberId"].value?.text ?? "absent", want: "an id", at: reply["MemberId"])
    }
  }

  static var joinWithTheGivenId: Case {
    Case(
      "GROUP-002", "Join with the given id", .must, since: "2.2", source: "KIP-394",
      sends: "Same again with that id",
      expects: "Error 0, generation 1, leader = own id, member list of one",
      kills: "UNKNOWN_MEMBER_ID (25)",
      api: .joinGroup,
      versions: 4...(.max),
      deadline: .seconds(30)
    ) { t in
      let group = try t.group()
      let peer = try await t.groupPeer(group)
      var query = try t.member()
      let first = try await t.joinOnce(group, query, on: peer)
      query.memberId = first["MemberId"].string ?? ""
      let reply = try await t.joinOnce(group, query, on: peer)
      let id = Value(query.memberId)
      try t.accepted(reply["ErrorCode"], "a member that joins with the id it was given is accepted")
      try t.equal(reply["GenerationId"], 1, "the first generation of a group is 1")
      try t.equal(reply["MemberId"], id, "a member keeps the id it was given")
      try t.equal(reply["Leader"], id, "the only member of a group is its leader")
      try t.equal(reply["Members"].elements.count, 1, of: reply["Members"], "the leader's list has every member once")
      try t.equal(reply["Members"][0]["MemberId"], id, "the leader's list names the member")
    }
  }

  static var joinBeforeV4: Case {
    Case(
      "GROUP-003", "Join before v4", .must, since: "0.9", source: "guide",
      sends: "JoinGroup v2/v3, empty id",
      expects: "Error 0 at once with an id",
      kills: "MEMBER_ID_REQUIRED (79) to a client that does not know it",
      api: .joinGroup,
      versions: 0...3,
      deadline: .seconds(30)
    ) { t in
      let group = try t.group()
      let reply = try await t.joinOnce(group, try t.member())
      try t.accepted(reply["ErrorCode"], "a member of a client without the id handshake is accepted at once")
      let id = reply["MemberId"].string ?? ""
      try t.expect(
        !id.isEmpty, "a member that joins without an id is given one", field: reply["MemberId"].path,
        got: reply["MemberId"].value?.text ?? "absent", want: "an id", at: reply["MemberId"])
      try t.equal(reply["Leader"], .string(id), "the only member of a group is its leader")
    }
  }

  static var memberIdsAreUnique: Case {
    Case(
      "GROUP-004", "Member ids are unique", .must, since: "0.9", source: "guide",
      sends: "20 joins with the same client id",
      expects: "20 different ids",
      kills: "Id derived from the client id",
      api: .joinGroup,
      deadline: .seconds(30)
    ) { t in
      let isAsked = try t.version(of: .joinGroup) >= 4
      // Without the handshake a second member would wait for the first, so each has a group of its own then.
      var replies: [Reply] = []
      if isAsked {
        let group = try t.group()
        let peer = try await t.groupPeer(group)
        for _ in 0..<20 { replies.append(try await t.joinOnce(group, try t.member(), on: peer)) }
      } else {
        var joinings: [Joining] = []
        for _ in 0..<20 { joinings.append(try await t.begin(try t.group(), try t.member())) }
        for joining in joinings { replies.append(try await t.finish(joining)) }
      }
      let ids = Set(replies.map { $0["MemberId"].string ?? "" })
      try t.expect(
        ids.count == 20 && !ids.contains(""), "members with one client id get different member ids",
        field: "member ids", got: "\(ids.count) different ids", want: "20 different ids")
    }
  }

  static var pendingIdExpires: Case {
    Case(
      "GROUP-005", "Pending id expires", .should, since: "2.2", source: "KIP-394",
      sends: "Take an id, wait longer than the session timeout, join with it",
      expects: "UNKNOWN_MEMBER_ID (25)",
      kills: "Pending ids leak",
      tags: [.waits],
      api: .joinGroup,
      versions: 4...(.max),
      unconfirmed: true
    ) { t in
      let group = try t.group()
      let peer = try await t.groupPeer(group)
      var query = try t.member(session: t.shortSession)
      let first = try await t.joinOnce(group, query, on: peer)
      guard first["ErrorCode"].int == 79 else { throw CaseEnd.unsupported("the broker gives no ids to join with") }
      query.memberId = first["MemberId"].string ?? ""
      try await t.elapse(t.target.limit(.milliseconds(Int(t.shortSession) + 3000)))
      let reply = try await t.joinOnce(group, query, on: peer)
      try t.exactly(
        reply["ErrorCode"], 25, "a member id that nobody has joined with for a session timeout is forgotten")
    }
  }

  static var pendingIdCountsNowhere: Case {
    Case(
      "GROUP-006", "Pending id counts nowhere", .must, since: "2.2", source: "KIP-394",
      sends: "Take an id, never join; another member joins",
      expects: "Other becomes stable without waiting for the pending one beyond its session",
      kills: "Rebalance blocked by a ghost",
      tags: [.waits],
      api: .joinGroup,
      versions: 4...(.max),
      needs: [.syncGroup, .heartbeat],
      unconfirmed: true
    ) { t in
      let group = try t.group()
      let first = try await t.joinOnce(group, try t.member(session: t.shortSession))
      try t.exactly(
        first["ErrorCode"], 79, "the first join of a member without an id is answered with an id to join with")
      let joining = try await t.begin(group, try t.member())
      let limit = Duration.milliseconds(Int(t.shortSession) + 8000)
      let other = try await t.joined(joining, within: limit)
      try t.expect(
        other.listed == [other.id], "an id that nobody has joined with is no member", field: other.list.path,
        got: "\(other.listed)", want: "the one member", at: other.list)
      let synced = try await t.syncedAlone(other)
      try t.accepted(
        try await t.heartbeat(synced), "a group becomes stable though somebody was given an id and did not join")
    }
  }

  static var unknownMemberIdInANewGroup: Case {
    Case(
      "GROUP-007", "Unknown member id in a new group", .must, since: "0.9", source: "guide",
      sends: "Made-up id",
      expects: "UNKNOWN_MEMBER_ID (25)",
      kills: "Accepted: two clients with one id",
      api: .joinGroup,
      deadline: .seconds(30)
    ) { t in
      let group = try t.group()
      var query = try t.member()
      query.memberId = t.name("m")
      let reply = try await t.joinOnce(group, query)
      try t.exactly(reply["ErrorCode"], 25, "a member id that the broker has not given is refused in a new group")
    }
  }

  static var unknownMemberIdInALiveGroup: Case {
    Case(
      "GROUP-008", "Unknown member id in a live group", .must, since: "0.9", source: "guide",
      sends: "Made-up id",
      expects: "UNKNOWN_MEMBER_ID (25)",
      kills: "Accepted",
      api: .joinGroup,
      needs: [.syncGroup, .heartbeat],
      deadline: .seconds(30)
    ) { t in
      let group = try t.group()
      let member = try await t.single(group, try t.member())
      var query = try t.member()
      query.memberId = t.name("m")
      let reply = try await t.joinOnce(group, query)
      try t.exactly(reply["ErrorCode"], 25, "a member id that the broker has not given is refused in a live group")
      try t.accepted(try await t.heartbeat(member), "a refused join leaves the group as it was")
    }
  }
}
