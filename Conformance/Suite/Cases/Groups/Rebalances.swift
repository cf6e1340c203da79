import KafkaSchema
import KafkaWire
import NIOCore

/// When a group begins a new generation, and when it does not.
enum Rebalances {
  static var cases: [Case] {
    [
      initialDelayGathers, joinWaitsForTheOthers, rebalanceSignal, generationGrowsByOne,
      reJoinWithoutChangeWhileCompleting, followerReJoinWithoutChangeWhenStable, leaderReJoinWhenStable,
      changedMetadata,
    ]
  }

  static var initialDelayGathers: Case {
    Case(
      "GROUP-022", "Initial delay gathers", .should, since: "0.11", source: "KIP-134",
      sends: "group.initial.rebalance.delay.ms 3 s: five join within 1 s",
      expects: "One generation with all five",
      kills: "Five rebalances",
      tags: [.configured, .waits],
      api: .joinGroup,
      unconfirmed: true
    ) { t in
      guard let delay = t.target.options.configured["group.initial.rebalance.delay.ms"].flatMap({ Int($0) }) else {
        throw CaseEnd.skipped("needs to know group.initial.rebalance.delay.ms")
      }
      guard delay >= 2000 else { throw CaseEnd.skipped("needs a group.initial.rebalance.delay.ms of 2000 or more") }
      let group = try t.group()
      var joinings: [Joining] = []
      for _ in 0..<5 { joinings.append(try await t.begin(group, try t.member())) }
      var members: [Member] = []
      for joining in joinings { members.append(try await t.joined(joining, within: .milliseconds(6 * delay + 5000))) }
      for member in members {
        try t.equal(
          member.answer["GenerationId"], 1, "members that join within the initial delay are in one generation")
      }
      let listed = members.first(where: \.isLeader)?.listed.count ?? 0
      try t.expect(
        listed == 5, "the first generation has all who joined within the initial delay", field: "Members",
        got: "\(listed) members", want: "5 members")
    }
  }

  static var joinWaitsForTheOthers: Case {
    Case(
      "GROUP-023", "Join waits for the others", .must, since: "0.9", source: "guide",
      sends: "A stable; B joins",
      expects: "B's answer only after A re-joins or its rebalance timeout passes",
      kills: "B gets a one-member generation: split",
      tags: [.waits],
      api: .joinGroup,
      needs: [.syncGroup, .heartbeat]
    ) { t in
      let group = try t.group()
      let query = try t.member()
      let member = try await t.single(group, query)
      let joining = try await t.begin(group, query)
      try await t.rebalancing(member)
      let early = await joining.peer.fate(of: joining.request, within: .seconds(3))
      try t.expect(
        joining.early == nil && early.isSilence, "a member that joins a stable group waits until the others join again",
        field: "connection", got: "an answer before the other member has joined again", want: "no answer yet")
      let members = try await t.rejoin([member], and: [joining])
      for member in members {
        try t.equal(
          member.answer["GenerationId"], Value(members[0].generation), "both are in one generation then")
      }
      let listed = members.first(where: \.isLeader)?.listed.count ?? 0
      try t.expect(
        listed == 2, "the new generation has both members", field: "Members", got: "\(listed) members",
        want: "2 members")
    }
  }

  static var rebalanceSignal: Case {
    Case(
      "GROUP-024", "Rebalance signal", .must, since: "0.9", source: "guide",
      sends: "Same, A heartbeats",
      expects: "REBALANCE_IN_PROGRESS (27) until A re-joins",
      kills: "Error 0: A never re-joins",
      api: .heartbeat,
      needs: [.joinGroup, .syncGroup],
      deadline: .seconds(30)
    ) { t in
      let group = try t.group()
      let query = try t.member()
      let member = try await t.single(group, query)
      let joining = try await t.begin(group, query)
      try await t.rebalancing(member)
      for _ in 0..<2 {
        try t.code(
          try await t.heartbeat(member), 27, "a member that has not joined again is told so whenever it heartbeats")
      }
      let members = try await t.synced(try await t.rejoin([member], and: [joining]))
      for member in members {
        try t.accepted(try await t.heartbeat(member), "the rebalance is over when all have joined and synced")
      }
    }
  }

  static var generationGrowsByOne: Case {
    Case(
      "GROUP-025", "Generation grows by one", .must, since: "0.9", source: "guide",
      sends: "Each rebalance",
      expects: "+1, never repeated",
      kills: "Restarts at 1",
      api: .joinGroup,
      needs: GroupApis.leaving,
      deadline: .seconds(30),
      unconfirmed: true
    ) { t in
      let group = try t.group()
      let query = try t.member()
      var generations: [Int32] = []
      var members = [try await t.single(group, query)]
      generations.append(members[0].generation)
      for _ in 0..<2 {
        members = try await t.synced(try await t.grow(members, query))
        generations.append(members[0].generation)
      }
      try await t.depart(members[2])
      try await t.rebalancing(members[0])
      members = try await t.rejoin([members[0], members[1]])
      generations.append(members[0].generation)
      let first = generations[0]
      let want = (0..<4).map { first + Int32($0) }
      try t.expect(
        generations == want, "each rebalance counts the generation up by one", field: "GenerationId",
        got: "\(generations)", want: "\(want)", at: members[0].answer["GenerationId"])
    }
  }

  static var reJoinWithoutChangeWhileCompleting: Case {
    Case(
      "GROUP-026", "Re-join without change while completing", .should, since: "0.9", source: "AK",
      sends: "Member repeats JoinGroup with the same metadata before sync",
      expects: "Same generation answered at once",
      kills: "New rebalance: never stable",
      api: .joinGroup,
      deadline: .seconds(30)
    ) { t in
      let group = try t.group()
      let member = try await t.join(group, try t.member())
      let again = try await t.rejoin([member])[0]
      try t.equal(
        again.answer["GenerationId"], Value(member.generation),
        "a member that repeats its join before it has synced is told the same generation")
    }
  }

  static var followerReJoinWithoutChangeWhenStable: Case {
    Case(
      "GROUP-027", "Follower re-join without change when stable", .should, since: "0.9", source: "AK",
      sends: "Same metadata",
      expects: "Current generation answered at once, no rebalance",
      kills: "Rebalance storm",
      api: .joinGroup,
      needs: [.syncGroup, .heartbeat],
      deadline: .seconds(30)
    ) { t in
      let group = try t.group()
      let query = try t.member()
      let members = try await t.stable(group, [query, query])
      let (leader, follower) = try Trial.roles(members)
      let reply = try await t.joinOnce(group, follower.query, on: follower.peer)
      try t.accepted(reply["ErrorCode"], "a follower that joins again without a change is accepted")
      try t.equal(
        reply["GenerationId"], Value(follower.generation),
        "a follower that joins again without a change is told the current generation")
      try t.accepted(
        try await t.heartbeat(leader), "a follower that joins again without a change causes no rebalance")
    }
  }

  static var leaderReJoinWhenStable: Case {
    Case(
      "GROUP-028", "Leader re-join when stable", .must, since: "0.9", source: "guide",
      sends: "Leader repeats JoinGroup",
      expects: "Rebalance",
      kills: "Ignored: leader cannot start a rebalance (topic growth unnoticed)",
      api: .joinGroup,
      needs: [.syncGroup, .heartbeat],
      deadline: .seconds(30)
    ) { t in
      let group = try t.group()
      let query = try t.member()
      let members = try await t.stable(group, [query, query])
      let (leader, follower) = try Trial.roles(members)
      let joining = try await t.begin(group, leader.query, on: leader.peer)
      try await t.rebalancing(follower)
      let again = try await t.rejoin([follower], and: [joining])
      for member in again {
        try t.equal(
          member.answer["GenerationId"], Value(leader.generation + 1), "a leader that joins again starts a rebalance")
      }
    }
  }

  static var changedMetadata: Case {
    Case(
      "GROUP-029", "Changed metadata", .must, since: "0.9", source: "guide",
      sends: "Follower joins with other metadata",
      expects: "Rebalance",
      kills: "Ignored",
      api: .joinGroup,
      needs: [.syncGroup, .heartbeat],
      deadline: .seconds(30),
      unconfirmed: true
    ) { t in
      let group = try t.group()
      let query = try t.member()
      let members = try await t.stable(group, [query, query])
      let (leader, second) = try Trial.roles(members)
      var follower = second
      let changed = try t.subscription(["changed"])
      follower.query.protocols[0].metadata = changed
      let joining = try await t.begin(group, follower.query, on: follower.peer)
      try await t.rebalancing(leader)
      let again = try await t.rejoin([leader], and: [joining])
      for member in again {
        try t.equal(
          member.answer["GenerationId"], Value(leader.generation + 1),
          "a member that joins again with other metadata starts a rebalance")
      }
      let list = (again.first(where: \.isLeader) ?? again[0]).list
      let entry = list.first("MemberId", .string(follower.id))["Metadata"]
      try t.equal(
        bytes: entry.bytes, changed, field: entry.path, "the leader is told the new metadata", at: entry)
    }
  }
}
