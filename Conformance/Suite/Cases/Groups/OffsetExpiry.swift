import KafkaSchema
import KafkaWire

/// How long offsets are kept.
enum OffsetExpiry {
  static var cases: [Case] {
    [
      expiryEmptyGroup, expiryActiveGroup, expiryUnsubscribedTopicOfAnActiveGroup, expirySimpleConsumer, deletedTopic,
    ]
  }

  static var expiryEmptyGroup: Case {
    Case(
      "COMMIT-042", "Expiry: empty group", .should, since: "2.1", source: "KIP-211",
      sends: "offsets.retention small, group empty since then",
      expects: "Offsets gone, group gone",
      kills: "Never (leak), or counted from the last commit",
      tags: [.configured, .waits],
      needs: GroupApis.memberOffsets + [.leaveGroup, .describeGroups],
      deadline: .seconds(300),
      unconfirmed: true
    ) { t in
      let retention = try t.offsetRetention()
      let group = try t.group()
      let topic = try await t.topic()
      let member = try await t.single(group, try t.member())
      try await t.keep(group, topic, OffsetEntry(5), as: member)
      _ = try await t.heartbeats(member, for: .seconds(20), each: .seconds(3))
      try await t.depart(member)
      // Twenty seconds ago something was committed; the group is empty only since now.
      try await t.elapse(retention.time - .seconds(5))
      try await t.stored(group, topic, 0, 5, "offsets are kept for the retention time since the group is empty")
      let limit = retention.check + .seconds(15)
      try await t.eventually("offsets of a group that is empty for the retention time are taken away", within: limit) {
        try await t.offset(group, topic)["CommittedOffset"].int == -1 ? () : nil
      }
      try await t.stored(group, topic, 0, -1, "offsets of a group that is empty for the retention time are taken away")
      try await t.wait(for: "Dead", of: group, within: limit)
      let state = try await t.state(of: group)
      try t.expect(
        state == "Dead", "a group of which nothing is left is gone", field: "GroupState", got: state, want: "Dead")
    }
  }

  static var expiryActiveGroup: Case {
    Case(
      "COMMIT-043", "Expiry: active group", .must, since: "2.1", source: "KIP-211",
      sends: "Stable member, old commit of a subscribed topic",
      expects: "Kept",
      kills: "Expired under a live consumer: reset to earliest",
      tags: [.configured, .waits],
      needs: GroupApis.memberOffsets,
      deadline: .seconds(300),
      unconfirmed: true
    ) { t in
      let retention = try t.offsetRetention()
      let group = try t.group()
      let topic = try await t.topic()
      let member = try await t.single(group, try t.member(metadata: try t.subscription([topic.name])))
      try await t.keep(group, topic, OffsetEntry(5), as: member)
      let odd = try await t.heartbeats(
        member, for: retention.time + retention.check + .seconds(5), each: .seconds(3))
      try t.expect(
        odd == nil, "the member stays in its group meanwhile", field: "Heartbeat.ErrorCode",
        got: "\(odd?.code.int ?? 0)", want: "0", at: odd?.code)
      try await t.stored(group, topic, 0, 5, "offsets of a topic that members read are kept, however old")
    }
  }

  static var expiryUnsubscribedTopicOfAnActiveGroup: Case {
    Case(
      "COMMIT-044", "Expiry: unsubscribed topic of an active group", .should, since: "2.1", source: "KIP-211",
      sends: "Topic no longer subscribed, old commit",
      expects: "Gone",
      kills: "Kept",
      tags: [.configured, .waits],
      needs: GroupApis.memberOffsets,
      deadline: .seconds(300),
      unconfirmed: true
    ) { t in
      let retention = try t.offsetRetention()
      let group = try t.group()
      let read = try await t.topic()
      let left = try await t.topic()
      let member = try await t.single(group, try t.member(metadata: try t.subscription([read.name])))
      try await t.keep(group, read, OffsetEntry(5), as: member)
      try await t.keep(group, left, OffsetEntry(6), as: member)
      _ = try await t.heartbeats(member, for: retention.time + retention.check + .seconds(10), each: .seconds(3))
      try await t.stored(group, left, 0, -1, "old offsets of a topic that nobody in the group reads are taken away")
      try await t.stored(group, read, 0, 5, "offsets of a topic that members read are kept, however old")
    }
  }

  static var expirySimpleConsumer: Case {
    Case(
      "COMMIT-045", "Expiry: simple consumer", .should, since: "2.1", source: "KIP-211",
      sends: "No membership; old commit",
      expects: "Gone after retention since commit",
      kills: "Kept for ever",
      tags: [.configured, .waits],
      needs: GroupApis.offsets,
      deadline: .seconds(300),
      unconfirmed: true
    ) { t in
      let retention = try t.offsetRetention()
      let group = try t.group()
      let topic = try await t.topic()
      try await t.keep(group, topic, OffsetEntry(5))
      try await t.elapse(retention.time - .seconds(10))
      try await t.stored(group, topic, 0, 5, "offsets of a consumer that is no member are kept for the retention time")
      try await t.elapse(.seconds(10))
      let limit = retention.check + .seconds(10)
      try await t.eventually("old offsets of a consumer that is no member are taken away", within: limit) {
        try await t.offset(group, topic)["CommittedOffset"].int == -1 ? () : nil
      }
      try await t.stored(group, topic, 0, -1, "old offsets of a consumer that is no member are taken away")
    }
  }

  static var deletedTopic: Case {
    Case(
      "COMMIT-047", "Deleted topic", .should, since: "0.10", source: "AK",
      sends: "Topic deleted",
      expects: "Offset -1 afterwards",
      kills: "Old offset for a re-created topic",
      tags: [.waits],
      needs: GroupApis.offsets + [.createTopics, .deleteTopics],
      unconfirmed: true
    ) { t in
      let version = try t.version(of: .offsetFetch, atMost: 9)
      let group = try t.group()
      let topic = try await t.topic()
      try await t.keep(group, topic, OffsetEntry(5))
      try await t.delete(topic.name)
      let gone = try await t.eventually("the offsets of a deleted topic are taken away", within: .seconds(20)) {
        let found = try await t.offsets(group, [(topic, [0])], version: version)[topic, 0]
        return found["CommittedOffset"].int == -1 ? found : nil
      }
      try t.equal(gone["CommittedOffset"], -1, "the offsets of a deleted topic are taken away")
      let again = try await t.eventually("a deleted topic may be made again", within: .seconds(20)) {
        let reply = try await t.create(topic.name, partitions: 1)
        return reply["Topics"][0]["ErrorCode"].int == 0 ? try await t.visible(topic.name, partitions: 1) : nil
      }
      let found = try await t.offsets(group, [(again, [0])], version: version)[again, 0]
      try t.equal(found["CommittedOffset"], -1, "a topic that is made again has none of the old topic's offsets")
    }
  }
}
