import KafkaSchema
import KafkaWire

/// What is left of groups when their coordinator restarts or moves.
enum CoordinatorRestarts {
  static var cases: [Case] {
    [
      groupStateAfterCoordinatorRestart, groupStateAfterCoordinatorMove, coordinatorLoading,
    ]
  }

  static var groupStateAfterCoordinatorRestart: Case {
    Case(
      "GROUP-093", "Group state after coordinator restart", .must, since: "0.9", source: "guide",
      sends: "Stable group, restart",
      expects: "Members go on heartbeating or re-join; generation not lower",
      kills: "Generation restarts at 1: old commits accepted",
      tags: [.restarts, .waits],
      needs: GroupApis.membership,
      deadline: .seconds(120),
      unconfirmed: true
    ) { t in
      let group = try t.group()
      let query = try t.member()
      var member = try await t.single(group, query)
      member = try await t.syncedAlone(try await t.rejoin([member])[0])
      let node = try await t.coordinator(of: group)
      try await t.hook("restart", node: node ?? 0)
      member.peer = try await t.reconnect(to: node)
      try await goesOn(member, t)
    }
  }

  /// Requires that a member's group is still there: the member goes on, or joins again in a later generation.
  private static func goesOn(_ member: Member, _ t: Trial) async throws {
    let code = try await t.heartbeat(member)
    try t.equal(
      code, oneOf: [0, 22, 25, 27], "a member whose coordinator restarts or moves goes on or is told to join again")
    var query = member.query
    if code.int == 25 { query.memberId = "" }
    let again = try await t.join(member.group, query, on: member.peer)
    try t.expect(
      again.generation > member.generation, "a group's generation goes on where it was", field: "GenerationId",
      got: "\(again.generation)", want: "above \(member.generation)", at: again.answer["GenerationId"])
  }

  static var groupStateAfterCoordinatorMove: Case {
    Case(
      "GROUP-094", "Group state after coordinator move", .must, since: "0.9", source: "guide",
      sends: "Offsets partition leader moves",
      expects: "NOT_COORDINATOR (16), then found again; offsets intact",
      kills: "Group lost",
      tags: [.twoBrokers, .restarts],
      needs: GroupApis.memberOffsets,
      deadline: .seconds(120),
      unconfirmed: true
    ) { t in
      let group = try t.group()
      let topic = try await t.topic()
      var member = try await t.single(group, try t.member())
      try await t.keep(group, topic, OffsetEntry(11), as: member)
      member.peer = try await t.peer(to: try await t.moveCoordinator(of: group))
      try await t.stored(
        group, topic, 0, 11, on: member.peer, "the offsets of a group move with its coordinator")
      try await goesOn(member, t)
    }
  }

  static var coordinatorLoading: Case {
    Case(
      "GROUP-095", "Coordinator loading", .must, since: "0.9", source: "guide",
      sends: "Requests right after restart",
      expects: "COORDINATOR_LOAD_IN_PROGRESS (14) or success, never UNKNOWN_MEMBER_ID (25) with data loss",
      kills: "Empty group shown while loading: offsets -1 and reset to earliest",
      tags: [.restarts],
      needs: GroupApis.memberOffsets,
      deadline: .seconds(120),
      unconfirmed: true
    ) { t in
      let group = try t.group()
      let topic = try await t.topic()
      let member = try await t.single(group, try t.member())
      try await t.keep(group, topic, OffsetEntry(13), as: member)
      let node = try await t.coordinator(of: group)
      try await t.hook("restart", node: node ?? 0)
      let peer = try await t.reconnect(to: node)
      // Not through `ask`, which hides how the coordinator answers while it loads.
      let version = try t.version(of: .offsetFetch)
      var offset: Int64?
      for _ in 0..<400 where offset == nil {
        let reply = try await peer.call(
          .offsetFetch, version: version, t.offsetsBody(group, [(topic, [0])], version: version))
        if reply.codes.isDisjoint(with: [14, 15, 16]) {
          offset = Trial.fetched(reply, of: group)[topic, 0]["CommittedOffset"].int
        } else {
          try await t.elapse(.milliseconds(50))
        }
      }
      try t.expect(
        offset == 13, "a coordinator that loads says so, and never that nothing is committed",
        field: "CommittedOffset", got: offset.map { "\($0)" } ?? "absent", want: "13")
    }
  }
}
