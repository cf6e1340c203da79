import KafkaSchema
import KafkaWire

/// What ListGroups lists.
enum GroupLists {
  static var cases: [Case] {
    [
      listGroups, listCoversAllCoordinators, listStatesFilter, listTypesFilter, listUnknownState,
    ]
  }

  static var listGroups: Case {
    Case(
      "GROUP-082", "List groups", .must, since: "0.9", source: "guide",
      sends: "ListGroups v0+",
      expects: "Contains the group with its protocol type",
      kills: "Only groups with members",
      api: .listGroups,
      needs: GroupApis.leaving,
      deadline: .seconds(30)
    ) { t in
      let active = try t.group()
      _ = try await t.single(active, try t.member())
      let empty = try t.group()
      try await t.depart(try await t.single(empty, try t.member()))
      for group in [active, empty] {
        let reply = try await t.listGroups(on: try await t.service(group))
        try t.accepted(reply["ErrorCode"], "groups are listed")
        try t.equal(
          reply["Groups"].first("GroupId", .string(group))["ProtocolType"], "consumer",
          "the list has every group, with members and without, and its protocol type")
      }
    }
  }

  static var listCoversAllCoordinators: Case {
    Case(
      "GROUP-083", "List covers all coordinators", .must, since: "0.9", source: "guide",
      sends: "ListGroups on each broker",
      expects: "Union is complete; no group twice",
      kills: "Each broker lists all: duplicates",
      tags: [.twoBrokers],
      api: .listGroups,
      needs: GroupApis.membership,
      deadline: .seconds(60),
      unconfirmed: true
    ) { t in
      var groups: [String] = []
      for _ in 0..<6 {
        let group = try t.group()
        _ = try await t.single(group, try t.member())
        groups.append(group)
      }
      var listed: [String] = []
      for broker in t.target.discovery.brokers {
        let reply = try await t.listGroups(on: try await t.node(broker.id))
        try t.accepted(reply["ErrorCode"], "each broker lists groups")
        listed += reply["Groups"].elements.compactMap { $0["GroupId"].string }
      }
      for group in groups {
        let times = listed.count { $0 == group }
        try t.expect(
          times == 1, "each group is listed by its coordinator, and by no other broker", field: "Groups",
          got: "listed \(times) times", want: "listed once")
      }
    }
  }

  static var listStatesFilter: Case {
    Case(
      "GROUP-084", "List states filter", .should, since: "2.6", source: "KIP-518",
      sends: "v4 [\"Stable\"], [\"Empty\"], lower case",
      expects: "Filtered, case-insensitive; state in the answer",
      kills: "Ignored",
      api: .listGroups,
      versions: 4...(.max),
      needs: GroupApis.leaving,
      deadline: .seconds(30)
    ) { t in
      let active = try t.group()
      _ = try await t.single(active, try t.member())
      let empty = try t.group()
      try await t.depart(try await t.single(empty, try t.member()))
      for (filter, state, isLeft) in [
        ("Stable", "Stable", active), ("Empty", "Empty", empty), ("stable", "Stable", active),
      ] {
        for group in [active, empty] {
          let reply = try await t.listGroups(states: [filter], on: try await t.service(group))
          try t.accepted(reply["ErrorCode"], "groups are listed by their state")
          let entry = reply["Groups"].first("GroupId", .string(group))
          if group == isLeft {
            try t.equal(entry["GroupState"], .string(state), "groups in a state that was asked for are listed with it")
          } else {
            try t.expect(
              !entry.exists, "groups in another state are left out", field: entry.path, got: "listed",
              want: "not listed", at: entry)
          }
        }
      }
    }
  }

  static var listTypesFilter: Case {
    Case(
      "GROUP-085", "List types filter", .should, since: "3.8", source: "KIP-848",
      sends: "v5 [\"classic\"], [\"consumer\"]",
      expects: "Filtered; type in the answer",
      kills: "Ignored",
      api: .listGroups,
      versions: 5...(.max),
      needs: GroupApis.membership,
      deadline: .seconds(30)
    ) { t in
      let group = try t.group()
      _ = try await t.single(group, try t.member())
      let peer = try await t.service(group)
      let classic = try await t.listGroups(types: ["classic"], on: peer)
      try t.accepted(classic["ErrorCode"], "groups are listed by their type")
      try t.equal(
        classic["Groups"].first("GroupId", .string(group))["GroupType"], "classic",
        "groups of a type that was asked for are listed with it")
      let consumer = try await t.listGroups(types: ["consumer"], on: peer)
      try t.accepted(consumer["ErrorCode"], "groups are listed by their type")
      let entry = consumer["Groups"].first("GroupId", .string(group))
      try t.expect(
        !entry.exists, "groups of another type are left out", field: entry.path, got: "listed", want: "not listed",
        at: entry)
    }
  }

  static var listUnknownState: Case {
    Case(
      "GROUP-086", "List unknown state", .should, since: "2.6", source: "AK",
      sends: "v4 [\"foo\"]",
      expects: "Empty list, error 0",
      kills: "All",
      api: .listGroups,
      versions: 4...(.max),
      needs: GroupApis.membership,
      deadline: .seconds(30)
    ) { t in
      let group = try t.group()
      _ = try await t.single(group, try t.member())
      let reply = try await t.listGroups(states: ["foo"], on: try await t.service(group))
      try t.accepted(reply["ErrorCode"], "a state that does not exist may be asked for")
      try t.equal(reply["Groups"].count, 0, of: reply["Groups"], "no group is in a state that does not exist")
    }
  }
}
