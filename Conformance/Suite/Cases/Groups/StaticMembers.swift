import KafkaSchema
import KafkaWire
import NIOCore

/// Members with an instance id, which may restart.
enum StaticMembers {
  static var cases: [Case] {
    [
      staticRestartKeepsTheAssignment, staticLeaderRestart, staticOldIncarnationIsFenced,
      staticChangedMetadataSameChoice, staticNeedsNoIdHandshake, staticUnknownMemberIdWithKnownInstance,
      staticKeptOverTheRebalanceTimeout, staticExpiresWithItsSession, staticInstanceIdsInTheLeaderSList,
    ]
  }

  static var staticRestartKeepsTheAssignment: Case {
    Case(
      "GROUP-067", "Static: restart keeps the assignment", .must, since: "2.3", source: "KIP-345",
      sends: "Instance i leaves silently, joins again with empty member id and the same metadata",
      expects: "New member id, same generation, assignment returned by sync; others see no rebalance",
      kills: "Rebalance at every restart",
      api: .joinGroup,
      versions: 5...(.max),
      needs: [.syncGroup, .heartbeat],
      deadline: .seconds(30)
    ) { t in
      let group = try t.group()
      let members = try await t.stable(group, [try t.member(), try t.member(instance: t.name("i"))])
      let old = members[1]
      var query = old.query
      query.memberId = ""
      let new = try await t.join(group, query)
      try t.expect(
        new.id != old.id && !new.id.isEmpty, "a static member that restarts gets a new member id",
        field: new.answer["MemberId"].path, got: new.id, want: "another id than \(old.id)", at: new.answer["MemberId"])
      try t.equal(
        new.answer["GenerationId"], Value(old.generation), "a static member that restarts stays in the generation")
      let reply = try await t.sync(new)
      try t.accepted(reply["ErrorCode"], "a static member that restarts syncs at once")
      try t.equal(
        bytes: reply["Assignment"].bytes, old.assignment, field: "Assignment",
        "a static member that restarts gets its old assignment", at: reply["Assignment"])
      try t.accepted(try await t.heartbeat(members[0]), "the others see no rebalance when a static member restarts")
      try t.accepted(try await t.heartbeat(new), "a static member that has restarted is a member")
    }
  }

  static var staticLeaderRestart: Case {
    Case(
      "GROUP-068", "Static: leader restart", .should, since: "3.2", source: "KIP-814",
      sends: "The leader is the static member",
      expects: "v9+: skip_assignment true and it stays leader in name; no rebalance",
      kills: "Leader recomputes and breaks others",
      api: .joinGroup,
      versions: 9...(.max),
      needs: [.syncGroup, .heartbeat],
      deadline: .seconds(30)
    ) { t in
      let group = try t.group()
      let members = try await t.stable(group, [try t.member(instance: t.name("i")), try t.member()])
      let old = members[0]
      guard old.isLeader else { throw CaseEnd.unsupported("another member than the first was made the leader") }
      var query = old.query
      query.memberId = ""
      let new = try await t.join(group, query)
      try t.equal(
        new.answer["GenerationId"], Value(old.generation), "a static leader that restarts stays in the generation")
      try t.equal(new.answer["Leader"], .string(new.id), "a static leader that restarts stays the leader")
      try t.equal(
        new.answer["SkipAssignment"], true, "a static leader that restarts is told to make no new assignment")
      try t.equal(new.list.count, 2, of: new.list, "a static leader that restarts is told of all members")
      let reply = try await t.sync(new)
      try t.accepted(reply["ErrorCode"], "a static leader that restarts syncs at once")
      try t.equal(
        bytes: reply["Assignment"].bytes, old.assignment, field: "Assignment",
        "a static leader that restarts gets its old assignment", at: reply["Assignment"])
      try t.accepted(try await t.heartbeat(members[1]), "the others see no rebalance when a static leader restarts")
    }
  }

  static var staticOldIncarnationIsFenced: Case {
    Case(
      "GROUP-069", "Static: old incarnation is fenced", .must, since: "2.3", source: "KIP-345",
      sends: "Old member id, with the instance id, heartbeats, syncs, commits after replacement",
      expects: "FENCED_INSTANCE_ID (82)",
      kills: "Two live owners",
      api: .heartbeat,
      versions: 3...(.max),
      needs: GroupApis.memberOffsets,
      deadline: .seconds(30)
    ) { t in
      _ = try t.version(of: .syncGroup, atLeast: 3)
      let commitVersion = try t.version(of: .offsetCommit, atLeast: 7)
      let group = try t.group()
      let topic = try await t.topic()
      let old = try await t.single(group, try t.member(instance: t.name("i")))
      try await t.keep(group, topic, OffsetEntry(1), as: old)
      var query = old.query
      query.memberId = ""
      let new = try await t.join(group, query)
      try t.code(try await t.heartbeat(old), 82, "a heartbeat of a static member that was replaced is fenced")
      try t.code(try await t.sync(old)["ErrorCode"], 82, "a sync of a static member that was replaced is fenced")
      let code = try await t.commit(group, topic, OffsetEntry(2), as: old, version: commitVersion)
      try t.code(code, 82, "a commit of a static member that was replaced is fenced")
      try await t.stored(group, topic, 0, 1, "a fenced commit stores nothing")
      try t.accepted(try await t.heartbeat(new), "the new one is the member")
    }
  }

  static var staticChangedMetadataSameChoice: Case {
    Case(
      "GROUP-070", "Static: changed metadata, same choice", .must, since: "2.3", source: "KIP-345",
      sends: "Restart with other metadata for the protocol in use",
      expects: "No rebalance: same generation, new metadata kept for the next one (Apache Kafka 3.9; the leader, "
        + "told by skip_assignment, rejoins if it needs to). A rebalance is ok. When the restart changes "
        + "which protocol the group chooses: rebalance",
      kills: "Ignored",
      api: .joinGroup,
      versions: 5...(.max),
      needs: [.syncGroup, .heartbeat, .describeGroups],
      deadline: .seconds(60)
    ) { t in
      let group = try t.group()
      let old = try await t.single(group, try t.member(instance: t.name("i")))
      var query = old.query
      let changed = try t.subscription(["changed"])
      query.memberId = ""
      query.protocols[0].metadata = changed
      let new = try await t.join(group, query)
      try t.equal(
        new.answer["GenerationId"], oneOf: [Value(old.generation)], tolerating: [Value(old.generation + 1)],
        "a static member may restart with other metadata for the protocol in use")
      _ = try await t.syncedAlone(new)
      let described = try await t.describe(group)["Members"].first("MemberId", .string(new.id))["MemberMetadata"]
      try t.equal(
        bytes: described.bytes, changed, field: described.path, "the new metadata is kept", at: described)

      let second = try t.group()
      let before = try await t.single(second, try t.member(instance: t.name("i"), protocols: ["range", "x"]))
      var other = before.query
      other.memberId = ""
      other.protocols = [other.protocols[1]]
      let after = try await t.join(second, other)
      try t.equal(
        after.answer["GenerationId"], Value(before.generation + 1),
        "a static member that restarts and so changes the group's protocol causes a rebalance")
      try t.equal(after.answer["ProtocolName"], "x", "the group uses the protocol that is left")
    }
  }

  static var staticNeedsNoIdHandshake: Case {
    Case(
      "GROUP-071", "Static: needs no id handshake", .should, since: "2.3", source: "KIP-345",
      sends: "v5+ empty member id with instance id",
      expects: "Error 0 without MEMBER_ID_REQUIRED (79)",
      kills: "79",
      api: .joinGroup,
      versions: 5...(.max),
      deadline: .seconds(30)
    ) { t in
      let group = try t.group()
      let reply = try await t.joinOnce(group, try t.member(instance: t.name("i")))
      try t.accepted(reply["ErrorCode"], "the first join of a static member is accepted without the id handshake")
    }
  }

  static var staticUnknownMemberIdWithKnownInstance: Case {
    Case(
      "GROUP-072", "Static: unknown member id with known instance", .must, since: "2.3", source: "KIP-345",
      sends: "Wrong member id",
      expects: "FENCED_INSTANCE_ID (82)",
      kills: "Accepted",
      api: .joinGroup,
      versions: 5...(.max),
      needs: [.syncGroup, .heartbeat],
      deadline: .seconds(30)
    ) { t in
      let group = try t.group()
      let member = try await t.single(group, try t.member(instance: t.name("i")))
      var query = member.query
      query.memberId = t.name("m")
      let reply = try await t.joinOnce(group, query)
      try t.code(reply["ErrorCode"], 82, "a join with the instance id of another member is fenced")
      try t.accepted(try await t.heartbeat(member), "the static member stays")
    }
  }

  static var staticKeptOverTheRebalanceTimeout: Case {
    Case(
      "GROUP-073", "Static: kept over the rebalance timeout", .should, since: "2.3", source: "KIP-345",
      sends: "Static member does not re-join within the rebalance timeout but is within its session",
      expects: "Stays in the group with its metadata",
      kills: "Dropped at each rebalance",
      tags: [.waits],
      api: .joinGroup,
      versions: 5...(.max),
      needs: [.syncGroup, .heartbeat],
      unconfirmed: true
    ) { t in
      let group = try t.group()
      let kept = try t.subscription(["kept"])
      let silent = try await t.single(group, try t.member(rebalance: 3000, instance: t.name("i"), metadata: kept))
      let joining = try await t.begin(group, try t.member(rebalance: 3000))
      let member = try await t.joined(joining)
      try t.equal(
        member.list.count, 2, of: member.list,
        "a static member that does not join again in time stays in the group, as long as its session lasts")
      let entry = member.list.first("MemberId", .string(silent.id))["Metadata"]
      try t.equal(
        bytes: entry.bytes, kept, field: entry.path, "its metadata is kept for the leader", at: entry)
    }
  }

  static var staticExpiresWithItsSession: Case {
    Case(
      "GROUP-074", "Static: expires with its session", .must, since: "2.3", source: "KIP-345",
      sends: "No restart within the session",
      expects: "Removed, rebalance",
      kills: "Never removed",
      tags: [.waits],
      api: .joinGroup,
      versions: 5...(.max),
      needs: [.syncGroup, .heartbeat],
      unconfirmed: true
    ) { t in
      let group = try t.group()
      let session = Duration.milliseconds(Int(t.shortSession))
      let members = try await t.stable(
        group, [try t.member(session: t.shortSession, instance: t.name("i")), try t.member()])
      let limit = session + .seconds(4)
      let told = try await t.heartbeats(members[1], for: t.target.limit(limit), each: .milliseconds(200))
      try t.expect(
        told?.code.int == 27, "a static member that does not come back within its session causes a rebalance",
        field: "Heartbeat.ErrorCode", got: told.map { "\($0.code.int ?? -1) after \($0.after.text)" } ?? "0",
        want: "27 within \(limit.text)", at: told?.code)
      let alone = try await t.rejoin([members[1]])[0]
      try t.expect(
        alone.listed == [alone.id], "a static member that does not come back within its session is removed",
        field: alone.list.path, got: "\(alone.listed.count) members", want: "the one that is left", at: alone.list)
    }
  }

  static var staticInstanceIdsInTheLeaderSList: Case {
    Case(
      "GROUP-075", "Static: instance ids in the leader's list", .must, since: "2.3", source: "KIP-345",
      sends: "v5+",
      expects: "group_instance_id per member",
      kills: "Null",
      api: .joinGroup,
      versions: 5...(.max),
      needs: [.syncGroup, .heartbeat],
      deadline: .seconds(30)
    ) { t in
      let group = try t.group()
      let members = try await t.assembled(
        group, [try t.member(instance: t.name("i")), try t.member(instance: t.name("i")), try t.member()])
      let leader = try Trial.roles(members).leader
      for member in members {
        try t.equal(
          leader.list.first("MemberId", .string(member.id))["GroupInstanceId"], Value(member.query.instanceId),
          "the leader's list has the instance ids of static members")
      }
    }
  }
}
