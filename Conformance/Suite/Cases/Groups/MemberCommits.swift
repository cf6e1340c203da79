import KafkaSchema
import KafkaWire

/// Who may commit.
enum MemberCommits {
  static var cases: [Case] {
    [
      commitAsAMember, wrongGeneration, unknownMember, simpleCommitToAnActiveGroup, memberCommitToAMissingGroup,
      fencedInstance, commitWhileTheGroupPrepares, commitWhileCompleting, wrongCoordinator,
    ]
  }

  static var commitAsAMember: Case {
    Case(
      "COMMIT-010", "Commit as a member", .must, since: "0.9", source: "guide",
      sends: "Right generation and member",
      expects: "0",
      kills: "22",
      api: .offsetCommit,
      versions: 1...(.max),
      needs: GroupApis.memberOffsets,
      deadline: .seconds(30)
    ) { t in
      let group = try t.group()
      let topic = try await t.topic()
      let member = try await t.single(group, try t.member())
      try t.accepted(
        try await t.commit(group, topic, OffsetEntry(5), as: member), "a member of the current generation may commit")
      try await t.stored(group, topic, 0, 5, "what a member has committed is fetched back")
    }
  }

  static var wrongGeneration: Case {
    Case(
      "COMMIT-011", "Wrong generation", .must, since: "0.9", source: "guide",
      sends: "generation - 1",
      expects: "ILLEGAL_GENERATION (22); old value stays",
      kills: "Zombie overwrites",
      api: .offsetCommit,
      versions: 1...(.max),
      needs: GroupApis.memberOffsets,
      deadline: .seconds(30)
    ) { t in
      let group = try t.group()
      let topic = try await t.topic()
      let member = try await t.single(group, try t.member())
      try await t.keep(group, topic, OffsetEntry(5), as: member)
      for step: Int32 in [-1, 1] {
        var odd = member
        odd.generation += step
        try t.exactly(
          try await t.commit(group, topic, OffsetEntry(9), as: odd), 22, "a commit of another generation is refused")
      }
      try await t.stored(group, topic, 0, 5, "a refused commit leaves the old value")
    }
  }

  static var unknownMember: Case {
    Case(
      "COMMIT-012", "Unknown member", .must, since: "0.9", source: "guide",
      sends: "Made-up id, right generation",
      expects: "UNKNOWN_MEMBER_ID (25)",
      kills: "Stored",
      api: .offsetCommit,
      versions: 1...(.max),
      needs: GroupApis.memberOffsets,
      deadline: .seconds(30)
    ) { t in
      let group = try t.group()
      let topic = try await t.topic()
      var member = try await t.single(group, try t.member())
      member.id = t.name("m")
      try t.exactly(
        try await t.commit(group, topic, OffsetEntry(9), as: member), 25,
        "a commit of somebody who is no member is refused")
      try await t.stored(group, topic, 0, -1, "a refused commit stores nothing")
    }
  }

  static var simpleCommitToAnActiveGroup: Case {
    Case(
      "COMMIT-013", "Simple commit to an active group", .must, since: "0.9", source: "guide",
      sends: "Generation -1, empty member, group stable",
      expects: "UNKNOWN_MEMBER_ID (25)",
      kills: "Stored under the members' feet",
      api: .offsetCommit,
      versions: 1...(.max),
      needs: GroupApis.memberOffsets,
      deadline: .seconds(30)
    ) { t in
      let group = try t.group()
      let topic = try await t.topic()
      _ = try await t.single(group, try t.member())
      try t.exactly(
        try await t.commit(group, topic, OffsetEntry(9)), 25,
        "a commit of a consumer that is no member is refused while the group has members")
      try await t.stored(group, topic, 0, -1, "a refused commit stores nothing")
    }
  }

  static var memberCommitToAMissingGroup: Case {
    Case(
      "COMMIT-014", "Member commit to a missing group", .should, since: "0.9", source: "AK",
      sends: "Generation 3, unknown group",
      expects: "ILLEGAL_GENERATION (22) (v0 to v8) or GROUP_ID_NOT_FOUND (69) (v9+). Apache Kafka 3.9 answers "
        + "ILLEGAL_GENERATION (22) on v9 as well",
      kills: "Creates the group",
      api: .offsetCommit,
      versions: 1...(.max),
      needs: [.joinGroup, .syncGroup, .describeGroups],
      deadline: .seconds(30)
    ) { t in
      let group = try t.group()
      let topic = try await t.topic()
      // As a member of another group: of this one nobody has heard.
      var member = try await t.single(try t.group(), try t.member())
      member.generation = 3
      let code = try await t.commit(group, topic, OffsetEntry(9), as: member)
      try t.code(
        code, 22, or: try t.version(of: .offsetCommit) >= 9 ? [69] : [],
        "a commit of a member is refused in a group that does not exist")
      let state = try await t.state(of: group)
      try t.expect(
        state == "Dead", "a refused commit does not make a group", field: "GroupState", got: state, want: "Dead")
    }
  }

  static var fencedInstance: Case {
    Case(
      "COMMIT-015", "Fenced instance", .must, since: "2.3", source: "KIP-345",
      sends: "Old member id of a static instance",
      expects: "FENCED_INSTANCE_ID (82)",
      kills: "Stored",
      api: .offsetCommit,
      versions: 7...(.max),
      needs: GroupApis.memberOffsets,
      deadline: .seconds(30)
    ) { t in
      let group = try t.group()
      let topic = try await t.topic()
      let old = try await t.single(group, try t.member(instance: t.name("i")))
      var query = old.query
      query.memberId = ""
      let new = try await t.syncedAlone(try await t.join(group, query))
      try t.code(
        try await t.commit(group, topic, OffsetEntry(9), as: old), 82,
        "a commit of a static member that was replaced is fenced")
      try await t.stored(group, topic, 0, -1, "a fenced commit stores nothing")
      try t.accepted(try await t.commit(group, topic, OffsetEntry(4), as: new), "the new one may commit")
    }
  }

  static var commitWhileTheGroupPrepares: Case {
    Case(
      "COMMIT-016", "Commit while the group prepares", .must, since: "0.9", source: "guide",
      sends: "PreparingRebalance, old generation",
      expects: "0",
      kills: "Refused: work repeated after each rebalance",
      api: .offsetCommit,
      versions: 1...(.max),
      needs: GroupApis.memberOffsets,
      deadline: .seconds(30)
    ) { t in
      let group = try t.group()
      let topic = try await t.topic()
      let query = try t.member()
      let member = try await t.single(group, query)
      _ = try await t.begin(group, query)
      try await t.rebalancing(member)
      try t.accepted(
        try await t.commit(group, topic, OffsetEntry(6), as: member),
        "a member may commit with its old generation until it has joined the new one")
      try await t.stored(group, topic, 0, 6, "what was committed in a rebalance is stored")
    }
  }

  static var commitWhileCompleting: Case {
    Case(
      "COMMIT-017", "Commit while completing", .should, since: "0.9", source: "AK",
      sends: "CompletingRebalance",
      expects: "REBALANCE_IN_PROGRESS (27)",
      kills: "UNKNOWN_MEMBER_ID (25)",
      api: .offsetCommit,
      versions: 1...(.max),
      needs: GroupApis.memberOffsets,
      deadline: .seconds(30)
    ) { t in
      let group = try t.group()
      let topic = try await t.topic()
      let member = try await t.join(group, try t.member())
      try t.exactly(
        try await t.commit(group, topic, OffsetEntry(6), as: member), 27,
        "a member that has no assignment yet is told to finish the rebalance when it commits")
      try await t.stored(group, topic, 0, -1, "a refused commit stores nothing")
    }
  }

  static var wrongCoordinator: Case {
    Case(
      "COMMIT-030", "Wrong coordinator", .must, since: "0.9", source: "guide",
      sends: "Commit to another broker",
      expects: "NOT_COORDINATOR (16)",
      kills: "Stored there: lost",
      tags: [.twoBrokers],
      api: .offsetCommit,
      versions: GroupApis.offsetVersions,
      needs: [.findCoordinator],
      deadline: .seconds(30),
      unconfirmed: true
    ) { t in
      let group = try t.group()
      let topic = try await t.topic()
      try await t.keep(group, topic, OffsetEntry(3))
      let owner = try await t.coordinator(of: group)
      guard let other = t.target.discovery.brokers.first(where: { $0.id != owner }) else {
        throw CaseEnd.skipped("needs two brokers")
      }
      let version = try t.version(of: .offsetCommit)
      let reply = try await t.peer(to: other.id).call(
        .offsetCommit, version: version, t.commitBody(group, [(topic, [OffsetEntry(9)])], version: version))
      try t.exactly(
        Trial.committed(reply, topic), 16, "a commit to a broker that does not coordinate the group is refused")
      try await t.stored(group, topic, 0, 3, "a refused commit stores nothing")
    }
  }
}
