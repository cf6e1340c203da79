import KafkaSchema
import KafkaWire
import NIOCore

/// Many members at once.
enum CrowdedGroups {
  static var cases: [Case] {
    [
      twentyMembersJoinAtOnce, twoOwnersNever, joinWithAHugeMemberSet,
    ]
  }

  static var twentyMembersJoinAtOnce: Case {
    Case(
      "GROUP-091", "Twenty members join at once", .must, since: "0.9", source: "guide",
      sends: "20 connections, 10 rounds of leave and join",
      expects: "Always ends in one stable generation with all members within the timeout",
      kills: "UNKNOWN_MEMBER_ID (25) or lost members in concurrent rebalances (seen in a real broker)",
      tags: [.waits],
      api: .joinGroup,
      needs: GroupApis.leaving,
      deadline: .seconds(300),
      unconfirmed: true
    ) { t in
      let group = try t.group()
      var seats = try await t.settle(
        group, try await t.crowd(group, 20, try t.member(rebalance: 10_000)), within: .seconds(40))
      for _ in 0..<10 {
        var stay: Int32 = -1
        for index in seats.indices where t.random(0...1) == 0 || index == 0 {
          stay = max(stay, seats[index].generation)
          _ = try await t.leave(group, [Trial.Leaver(memberId: seats[index].query.memberId)], on: seats[index].peer)
          seats[index].query.memberId = ""
          seats[index].generation = -1
        }
        seats = try await t.settle(group, seats, within: .seconds(40))
        let generations = Set(seats.map(\.generation))
        try t.expect(
          generations.count == 1 && generations.allSatisfy { $0 > stay },
          "members that leave and join at once end in one later generation", field: "GenerationId",
          got: "\(generations.sorted())", want: "one above \(stay)")
        let mixed = seats.filter { $0.assignment != ByteBuffer(string: $0.query.memberId) }
        try t.expect(
          mixed.isEmpty, "each of many members gets its own assignment", field: "Assignment",
          got: "\(mixed.count) members have another's", want: "each has its own")
      }
    }
  }

  static var twoOwnersNever: Case {
    Case(
      "GROUP-092", "Two owners never", .must, since: "0.9", source: "guide",
      sends: "Five members churn 30 s, each records (generation, assignment)",
      expects: "In one generation no partition has two owners",
      kills: "Old generation's sync answered late",
      tags: [.waits],
      api: .joinGroup,
      needs: GroupApis.leaving,
      deadline: .seconds(120),
      unconfirmed: true
    ) { t in
      let group = try t.group()
      let seats = try await t.crowd(group, 5, try t.member(rebalance: 5000))
      let partitions = 12
      let owned = try await t.churn(group, seats, for: .seconds(30)) { members in
        let order = members.sorted()
        return order.enumerated().map { index, id in
          var part = ByteBuffer()
          for partition in 0..<partitions where partition % order.count == index {
            part.writeInteger(UInt8(partition))
          }
          return (id, part)
        }
      }
      var owners: [String: String] = [:]
      var twice: String?
      for entry in owned {
        for partition in entry.assignment.readableBytesView {
          let key = "partition \(partition) in generation \(entry.generation)"
          if let other = owners.updateValue(entry.member, forKey: key), other != entry.member { twice = key }
        }
      }
      try t.expect(
        twice == nil, "in one generation no partition is given to two members", field: "Assignment",
        got: twice.map { "two owners of \($0)" } ?? "one owner each", want: "one owner each")
      let generations = Set(owned.map(\.generation)).count
      try t.expect(
        generations > 1, "members come and go in many generations", field: "GenerationId", got: "\(generations)",
        want: "2 or more")
    }
  }

  static var joinWithAHugeMemberSet: Case {
    Case(
      "GROUP-096", "Join with a huge member set", .may, since: "0.9", source: "AK",
      sends: "300 members",
      expects: "Leader's answer decodes; stable",
      kills: "Response too large",
      tags: [.exclusive, .waits],
      needs: GroupApis.membership,
      deadline: .seconds(180),
      unconfirmed: true
    ) { t in
      let group = try t.group()
      let seats = try await t.settle(
        group, try await t.crowd(group, 300, try t.member(rebalance: 30_000)), within: .seconds(120),
        pause: .milliseconds(500))
      let generations = Set(seats.map(\.generation))
      try t.expect(
        generations.count == 1, "a group of 300 members becomes stable", field: "GenerationId",
        got: "\(generations.sorted())", want: "one generation")
    }
  }
}
