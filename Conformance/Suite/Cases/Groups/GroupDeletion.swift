import KafkaSchema
import KafkaWire

/// What DeleteGroups takes away.
enum GroupDeletion {
  static var cases: [Case] {
    [
      deleteEmptyGroup, deleteActiveGroup, deleteUnknownGroup, deleteBatch,
    ]
  }

  static var deleteEmptyGroup: Case {
    Case(
      "GROUP-087", "Delete empty group", .must, since: "1.1", source: "KIP-229",
      sends: "DeleteGroups",
      expects: "0; then Dead; offsets gone",
      kills: "Offsets stay and come back",
      api: .deleteGroups,
      needs: [.offsetCommit, .offsetFetch, .describeGroups],
      deadline: .seconds(30)
    ) { t in
      let group = try t.group()
      let topic = try await t.topic()
      try await t.keep(group, topic, OffsetEntry(5))
      let reply = try await t.deleteGroups([group])
      try t.accepted(
        reply["Results"].first("GroupId", .string(group))["ErrorCode"], "a group without members may be deleted")
      let state = try await t.state(of: group)
      try t.expect(state == "Dead", "a deleted group is gone", field: "GroupState", got: state, want: "Dead")
      try await t.stored(group, topic, 0, -1, "the offsets of a deleted group are gone")
    }
  }

  static var deleteActiveGroup: Case {
    Case(
      "GROUP-088", "Delete active group", .must, since: "1.1", source: "KIP-229",
      sends: "Group with a member",
      expects: "NON_EMPTY_GROUP (68); unaffected",
      kills: "Deleted under the consumer",
      api: .deleteGroups,
      needs: GroupApis.membership,
      deadline: .seconds(30)
    ) { t in
      let group = try t.group()
      let member = try await t.single(group, try t.member())
      let reply = try await t.deleteGroups([group])
      try t.code(
        reply["Results"].first("GroupId", .string(group))["ErrorCode"], 68, "a group with members is not deleted")
      try t.accepted(try await t.heartbeat(member), "a group that was not deleted keeps its members")
    }
  }

  static var deleteUnknownGroup: Case {
    Case(
      "GROUP-089", "Delete unknown group", .must, since: "1.1", source: "KIP-229",
      sends: "Unknown",
      expects: "GROUP_ID_NOT_FOUND (69)",
      kills: "0",
      api: .deleteGroups,
      deadline: .seconds(30)
    ) { t in
      try t.target.requireWrites()
      let group = t.name("g")
      let reply = try await t.deleteGroups([group])
      try t.code(
        reply["Results"].first("GroupId", .string(group))["ErrorCode"], 69,
        "a group that does not exist cannot be deleted")
    }
  }

  static var deleteBatch: Case {
    Case(
      "GROUP-090", "Delete batch", .must, since: "1.1", source: "KIP-229",
      sends: "Three groups",
      expects: "Own codes",
      kills: "First only",
      api: .deleteGroups,
      needs: GroupApis.leaving,
      deadline: .seconds(60)
    ) { t in
      let groups = try await t.groups(3)
      try await t.depart(try await t.single(groups[0], try t.member()))
      let member = try await t.single(groups[1], try t.member())
      let reply = try await t.deleteGroups(groups)
      for (group, code) in zip(groups, [0, 68, 69] as [Int16]) {
        try t.code(
          reply["Results"].first("GroupId", .string(group))["ErrorCode"], code, "each group is deleted on its own")
      }
      try t.accepted(try await t.heartbeat(member), "the group with a member is as it was")
    }
  }
}
