import KafkaSchema
import KafkaWire

/// What OffsetDelete takes away.
enum OffsetDeletion {
  static var cases: [Case] {
    [
      offsetdeleteGroupEmpty, offsetdeleteSubscribed, offsetdeleteActiveNonConsumerGroup, offsetdeleteUnknownGroup,
      offsetdeleteNoOffsetStored, offsetdeleteUnknownTopic,
    ]
  }

  static var offsetdeleteGroupEmpty: Case {
    Case(
      "COMMIT-036", "OffsetDelete: group empty", .must, since: "2.4", source: "KIP-496",
      sends: "Committed partition",
      expects: "0; then -1",
      kills: "Stays",
      api: .offsetDelete,
      needs: GroupApis.offsets,
      deadline: .seconds(30)
    ) { t in
      let group = try t.group()
      let topic = try await t.topic(partitions: 2)
      try await t.keep(group, topic, OffsetEntry(5))
      try await t.keep(group, topic, OffsetEntry(6, partition: 1))
      let reply = try await t.deleteOffsets(group, [(topic, [0])])
      try t.accepted(reply["ErrorCode"], "offsets of a group without members may be deleted")
      try t.accepted(Trial.deleted(reply, topic), "offsets of a group without members may be deleted")
      try await t.stored(group, topic, 0, -1, "a deleted offset is gone")
      try await t.stored(group, topic, 1, 6, "the offsets of other partitions stay")
    }
  }

  static var offsetdeleteSubscribed: Case {
    Case(
      "COMMIT-037", "OffsetDelete: subscribed", .must, since: "2.4", source: "KIP-496",
      sends: "Active consumer group subscribed to the topic",
      expects: "GROUP_SUBSCRIBED_TO_TOPIC (86) for it; other topics 0",
      kills: "Deleted under the consumer",
      api: .offsetDelete,
      needs: GroupApis.memberOffsets,
      deadline: .seconds(30),
      unconfirmed: true
    ) { t in
      let group = try t.group()
      let subscribed = try await t.topic()
      let other = try await t.topic()
      let member = try await t.single(group, try t.member(metadata: try t.subscription([subscribed.name])))
      try await t.keep(group, subscribed, OffsetEntry(5), as: member)
      try await t.keep(group, other, OffsetEntry(6), as: member)
      let reply = try await t.deleteOffsets(group, [(subscribed, [0]), (other, [0])])
      try t.accepted(reply["ErrorCode"], "offsets of an active consumer group may be deleted topic by topic")
      try t.code(
        Trial.deleted(reply, subscribed), 86, "offsets of a topic that the group is subscribed to are not deleted")
      try t.accepted(Trial.deleted(reply, other), "offsets of a topic that the group has left are deleted")
      try await t.stored(group, subscribed, 0, 5, "an offset that was not deleted stays")
      try await t.stored(group, other, 0, -1, "a deleted offset is gone")
    }
  }

  static var offsetdeleteActiveNonConsumerGroup: Case {
    Case(
      "COMMIT-038", "OffsetDelete: active non-consumer group", .should, since: "2.4", source: "KIP-496",
      sends: "Protocol type \"connect\"",
      expects: "NON_EMPTY_GROUP (68)",
      kills: "Deleted",
      api: .offsetDelete,
      needs: GroupApis.memberOffsets,
      deadline: .seconds(30)
    ) { t in
      let group = try t.group()
      let topic = try await t.topic()
      let member = try await t.single(group, try t.member(type: "connect"))
      try await t.keep(group, topic, OffsetEntry(5), as: member)
      let reply = try await t.deleteOffsets(group, [(topic, [0])])
      try t.code(reply["ErrorCode"], 68, "offsets of an active group that is none of consumers are not deleted")
      try await t.stored(group, topic, 0, 5, "an offset that was not deleted stays")
    }
  }

  static var offsetdeleteUnknownGroup: Case {
    Case(
      "COMMIT-039", "OffsetDelete: unknown group", .must, since: "2.4", source: "KIP-496",
      sends: "Unknown",
      expects: "GROUP_ID_NOT_FOUND (69)",
      kills: "0",
      api: .offsetDelete,
      deadline: .seconds(30)
    ) { t in
      let topic = try await t.topic()
      let reply = try await t.deleteOffsets(t.name("g"), [(topic, [0])])
      try t.code(reply["ErrorCode"], 69, "a group that does not exist has no offsets to delete")
    }
  }

  static var offsetdeleteNoOffsetStored: Case {
    Case(
      "COMMIT-040", "OffsetDelete: no offset stored", .should, since: "2.4", source: "AK",
      sends: "Partition without commit",
      expects: "0",
      kills: "Error",
      api: .offsetDelete,
      needs: GroupApis.offsets,
      deadline: .seconds(30)
    ) { t in
      let group = try t.group()
      let topic = try await t.topic(partitions: 2)
      try await t.keep(group, topic, OffsetEntry(5))
      let reply = try await t.deleteOffsets(group, [(topic, [1])])
      try t.accepted(reply["ErrorCode"], "deleting an offset that is not there is no error")
      try t.accepted(Trial.deleted(reply, topic, 1), "deleting an offset that is not there is no error")
    }
  }

  static var offsetdeleteUnknownTopic: Case {
    Case(
      "COMMIT-041", "OffsetDelete: unknown topic", .should, since: "2.4", source: "AK",
      sends: "Topic missing",
      expects: "UNKNOWN_TOPIC_OR_PARTITION (3)",
      kills: "Crash",
      api: .offsetDelete,
      needs: GroupApis.offsets,
      deadline: .seconds(30)
    ) { t in
      let group = try t.group()
      let topic = try await t.topic()
      try await t.keep(group, topic, OffsetEntry(5))
      let missing = TestTopic(name: t.name("t"), id: .zero, partitions: 1)
      let reply = try await t.deleteOffsets(group, [(missing, [0])])
      try t.accepted(reply["ErrorCode"], "an error of a topic stands with its partitions")
      try t.code(Trial.deleted(reply, missing), 3, "offsets of a topic that does not exist cannot be deleted")
    }
  }
}
