import KafkaSchema
import KafkaWire

/// Joins that are refused.
enum JoinChecks {
  static var cases: [Case] {
    [
      emptyGroupId, sessionTimeoutTooSmall, sessionTimeoutTooLarge, protocolTypeEmpty, noProtocols,
      protocolTypeMismatch, noCommonProtocol, groupMaxSize,
    ]
  }

  static var emptyGroupId: Case {
    Case(
      "GROUP-009", "Empty group id", .must, since: "0.9", source: "guide",
      sends: "\"\"",
      expects: "INVALID_GROUP_ID (24)",
      kills: "Group \"\" is created",
      api: .joinGroup,
      deadline: .seconds(30)
    ) { t in
      try t.target.requireWrites()
      let reply = try await t.joinOnce("", try t.member(), on: try await t.main)
      try t.code(reply["ErrorCode"], 24, "a group without a name is refused")
    }
  }

  static var sessionTimeoutTooSmall: Case {
    Case(
      "GROUP-010", "Session timeout too small", .should, since: "0.9", source: "AK group.min.session.timeout.ms",
      sends: "1 ms",
      expects: "INVALID_SESSION_TIMEOUT (26)",
      kills: "Accepted: permanent rebalances",
      api: .joinGroup,
      deadline: .seconds(30)
    ) { t in
      let group = try t.group()
      let reply = try await t.joinRefused(group, try t.member(session: 1))
      try t.code(reply["ErrorCode"], 26, "a session timeout below the least is refused")
    }
  }

  static var sessionTimeoutTooLarge: Case {
    Case(
      "GROUP-011", "Session timeout too large", .should, since: "0.9", source: "AK group.max.session.timeout.ms",
      sends: "2^31-1",
      expects: "INVALID_SESSION_TIMEOUT (26)",
      kills: "Dead members for weeks",
      api: .joinGroup,
      deadline: .seconds(30)
    ) { t in
      let group = try t.group()
      let reply = try await t.joinRefused(group, try t.member(session: .max))
      try t.code(reply["ErrorCode"], 26, "a session timeout above the most is refused")
    }
  }

  static var protocolTypeEmpty: Case {
    Case(
      "GROUP-012", "Protocol type empty", .should, since: "0.9", source: "AK",
      sends: "\"\" with a protocol",
      expects: "INCONSISTENT_GROUP_PROTOCOL (23)",
      kills: "Accepted",
      api: .joinGroup,
      deadline: .seconds(30)
    ) { t in
      let group = try t.group()
      let reply = try await t.joinRefused(group, try t.member(type: ""))
      try t.code(reply["ErrorCode"], 23, "a member without a protocol type is refused")
    }
  }

  static var noProtocols: Case {
    Case(
      "GROUP-013", "No protocols", .should, since: "0.9", source: "AK",
      sends: "Empty protocol list",
      expects: "INCONSISTENT_GROUP_PROTOCOL (23)",
      kills: "Index out of range",
      api: .joinGroup,
      deadline: .seconds(30)
    ) { t in
      let group = try t.group()
      let reply = try await t.joinRefused(group, try t.member(protocols: []))
      try t.code(reply["ErrorCode"], 23, "a member without protocols is refused")
    }
  }

  static var protocolTypeMismatch: Case {
    Case(
      "GROUP-014", "Protocol type mismatch", .must, since: "0.9", source: "guide",
      sends: "Group \"consumer\", joiner \"connect\"",
      expects: "INCONSISTENT_GROUP_PROTOCOL (23); group unaffected",
      kills: "Mixed group",
      api: .joinGroup,
      needs: [.syncGroup, .heartbeat],
      deadline: .seconds(30)
    ) { t in
      let group = try t.group()
      let member = try await t.single(group, try t.member(type: "consumer"))
      let reply = try await t.joinRefused(group, try t.member(type: "connect"))
      try t.code(reply["ErrorCode"], 23, "a member with another protocol type than the group's is refused")
      try t.accepted(try await t.heartbeat(member), "a refused join leaves the group as it was")
    }
  }

  static var noCommonProtocol: Case {
    Case(
      "GROUP-015", "No common protocol", .must, since: "0.9", source: "guide",
      sends: "A: range; B: roundrobin",
      expects: "INCONSISTENT_GROUP_PROTOCOL (23) for B; A unaffected",
      kills: "Empty protocol name chosen",
      api: .joinGroup,
      needs: [.syncGroup, .heartbeat],
      deadline: .seconds(30)
    ) { t in
      let group = try t.group()
      let member = try await t.single(group, try t.member(protocols: ["range"]))
      let reply = try await t.joinRefused(group, try t.member(protocols: ["roundrobin"]))
      try t.code(reply["ErrorCode"], 23, "a member that has no protocol in common with the group is refused")
      try t.accepted(try await t.heartbeat(member), "a refused join leaves the group as it was")
    }
  }

  static var groupMaxSize: Case {
    Case(
      "GROUP-034", "Group max size", .should, since: "2.2", source: "KIP-389",
      sends: "group.max.size 2, third joins",
      expects: "GROUP_MAX_SIZE_REACHED (81)",
      kills: "Accepted; or kicks out another",
      tags: [.configured],
      api: .joinGroup,
      needs: [.syncGroup, .heartbeat],
      deadline: .seconds(60),
      unconfirmed: true
    ) { t in
      guard let most = t.target.options.configured["group.max.size"].flatMap({ Int($0) }) else {
        throw CaseEnd.skipped("needs to know group.max.size")
      }
      guard (1...20).contains(most) else { throw CaseEnd.skipped("needs a group.max.size of 20 or less") }
      let group = try t.group()
      let query = try t.member()
      let members = try await t.stable(group, Array(repeating: query, count: most))
      let reply = try await t.joinRefused(group, query)
      try t.code(reply["ErrorCode"], 81, "a group of group.max.size members takes no more")
      for member in members {
        try t.accepted(try await t.heartbeat(member), "a group that is full keeps its members")
      }
    }
  }
}
