import KafkaSchema
import KafkaWire
import NIOCore

/// DeleteTopics, and what is left of a topic.
enum TopicDeletion {
  static var cases: [Case] {
    [
      deleteOne, deleteUnknown, deleteById, deleteByUnknownId, deleteWithBothOrNeitherNameAndId,
      deleteTheSameTopicTwiceInOneRequest, deleteAndReCreate, staleIdAfterReCreation,
      committedOffsetsVanishWithTheTopic, deletionDisabled, longPollOnADeletedTopic, deleteIndependentResults,
    ]
  }

  static var deleteOne: Case {
    Case(
      "TOPIC-034", "Delete one", .must, since: "0.10.1", source: "KIP-4",
      sends: "By name",
      expects: "Error 0; unknown within 10 s",
      kills: "Answers 0, keeps the topic",
      api: .deleteTopics, needs: [.metadata], deadline: .seconds(20)
    ) { t in
      let topic = try await t.topic()
      let reply = try await t.delete(topic.name)
      try t.accepted(
        reply["Responses"].first("Name", .string(topic.name))["ErrorCode"], "a topic is deleted by its name")
      let entry = try await t.eventually("a deleted topic is unknown") { () -> Node? in
        let entry = try await t.topicEntry(topic.name)
        return entry["ErrorCode"].int == 0 ? nil : entry
      }
      try t.code(entry["ErrorCode"], 3, "a deleted topic is unknown")
    }
  }

  static var deleteUnknown: Case {
    Case(
      "TOPIC-035", "Delete unknown", .must, since: "0.10.1", source: "KIP-4",
      sends: "Unknown name",
      expects: "UNKNOWN_TOPIC_OR_PARTITION (3)",
      kills: "Error 0",
      api: .deleteTopics
    ) { t in
      let name = t.name("absent")
      let reply = try await t.delete(name)
      try t.code(
        reply["Responses"].first("Name", .string(name))["ErrorCode"], 3, "a topic that is not there is not deleted")
    }
  }

  static var deleteById: Case {
    Case(
      "TOPIC-036", "Delete by id", .must, since: "2.8", source: "KIP-516",
      sends: "v6 name null, id",
      expects: "Error 0, name and id echoed",
      kills: "Deletes by empty name",
      api: .deleteTopics, versions: 6...(.max), needs: [.metadata], deadline: .seconds(20)
    ) { t in
      let topic = try await topicWithId(t)
      let reply = try await t.deleteTopics([(nil, topic.id)])
      let result = reply["Responses"].first("TopicId", .uuid(topic.id))
      try t.accepted(result["ErrorCode"], "a topic is deleted by its id")
      try t.equal(result["Name"], .string(topic.name), "the answer names the topic that was deleted by its id")
      _ = try await t.eventually("a topic that was deleted by its id is unknown") {
        try await t.isThere(topic.name) ? nil : true
      }
    }
  }

  static var deleteByUnknownId: Case {
    Case(
      "TOPIC-037", "Delete by unknown id", .must, since: "2.8", source: "KIP-516",
      sends: "v6",
      expects: "UNKNOWN_TOPIC_ID (100)",
      kills: "UNKNOWN_TOPIC_OR_PARTITION (3), or error 0",
      api: .deleteTopics, versions: 6...(.max)
    ) { t in
      let id = t.randomId()
      let reply = try await t.deleteTopics([(nil, id)])
      try t.exactly(
        reply["Responses"].first("TopicId", .uuid(id))["ErrorCode"], 100, "an unknown id has an error of its own")
    }
  }

  static var deleteWithBothOrNeitherNameAndId: Case {
    Case(
      "TOPIC-038", "Delete with both or neither name and id", .should, since: "2.8", source: "AK",
      sends: "v6",
      expects: "INVALID_REQUEST (42) for the entry",
      kills: "Deletes the wrong one",
      api: .deleteTopics, versions: 6...(.max), needs: [.metadata]
    ) { t in
      let topic = try await topicWithId(t)
      let both = try await t.deleteTopics([(topic.name, topic.id)])
      try t.code(both["Responses"][0]["ErrorCode"], 42, "an entry with a name and an id is refused")
      let neither = try await t.deleteTopics([(nil, .zero)])
      try t.code(neither["Responses"][0]["ErrorCode"], 42, "an entry with neither name nor id is refused")
      try await t.partitionCount(topic, is: 1, "a refused entry deletes nothing")
    }
  }

  static var deleteTheSameTopicTwiceInOneRequest: Case {
    Case(
      "TOPIC-039", "Delete the same topic twice in one request", .should, since: "2.8", source: "AK",
      sends: "Name twice, and name plus id",
      expects: "INVALID_REQUEST (42) for it; topic remains",
      kills: "Second result says 0 for a missing topic",
      api: .deleteTopics, versions: 6...(.max), needs: [.metadata]
    ) { t in
      let topic = try await topicWithId(t)
      for (second, requirement) in [
        ((topic.name, .zero), "a topic that is named twice in a request is refused"),
        ((nil, topic.id), "a topic that is there by its name and by its id is refused"),
      ] as [((String?, KafkaUUID), String)] {
        let responses = try await t.deleteTopics([(topic.name, .zero), (second.0, second.1)])["Responses"]
        try t.expect(
          responses.count > 0, "a topic that is there twice is answered for", field: "Responses", got: "none",
          want: "1 or more", at: responses)
        for entry in responses.elements { try t.code(entry["ErrorCode"], 42, requirement) }
      }
      try await t.partitionCount(topic, is: 1, "a topic that is there twice in a request is not deleted")
    }
  }

  static var deleteAndReCreate: Case {
    Case(
      "TOPIC-040", "Delete and re-create", .must, since: "0.10.1", source: "AK",
      sends: "Produce 10, delete, create, fetch from 0",
      expects: "Empty topic, log start 0, high watermark 0, new id",
      kills: "Old records reappear",
      api: .deleteTopics, needs: [.metadata, .createTopics, .produce, .fetch, .listOffsets],
      deadline: .seconds(30)
    ) { t in
      let old = try await t.topic()
      try await t.store(old, t.batch(of: 10))
      try await t.gone(old)
      let new = try await t.madeAgain(old)
      try await t.ready(new)
      let (_, partition) = try await t.fetch(new)
      try t.accepted(partition["ErrorCode"], "the new topic is fetched from its beginning")
      try t.equal(partition["HighWatermark"], 0, "a topic that was made again is empty")
      if partition["LogStartOffset"].exists {
        try t.equal(partition["LogStartOffset"], 0, "a topic that was made again begins at 0")
      }
      let batches = try t.batches(partition)
      try t.expect(
        batches.isEmpty, "old records do not come back", field: partition["Records"].path,
        got: "\(batches.count) batches",
        want: "none", at: partition["Records"])
      if old.id != .zero {
        try t.expect(
          new.id != old.id, "a topic that is made again has another id", field: "TopicId", got: "\(new.id)",
          want: "other than \(old.id)")
      }
    }
  }

  static var staleIdAfterReCreation: Case {
    Case(
      "TOPIC-041", "Stale id after re-creation", .must, since: "3.1", source: "KIP-516",
      sends: "Fetch v13 with the old id",
      expects: "UNKNOWN_TOPIC_ID (100) (or INCONSISTENT_TOPIC_ID (103))",
      kills: "Serves the new topic's data under the old id",
      api: .fetch, versions: 13...(.max), needs: [.metadata, .createTopics, .deleteTopics],
      deadline: .seconds(30)
    ) { t in
      let old = try await t.topic()
      try await t.gone(old)
      let new = try await t.madeAgain(old)
      try await t.store(new, t.batch(of: 1))
      let (reply, partition) = try await t.fetch(old)
      let error = reply["ErrorCode"].int == 0 ? partition["ErrorCode"] : reply["ErrorCode"]
      try t.code(error, 100, or: [103], "the id of a deleted topic does not stand for the new one")
      let records = partition["Records"].bytes?.readableBytes ?? 0
      try t.expect(
        records == 0, "records of the new topic are not given for the old id", field: partition["Records"].path,
        got: "\(records) bytes", want: "none", at: partition["Records"])
    }
  }

  static var committedOffsetsVanishWithTheTopic: Case {
    Case(
      "TOPIC-042", "Committed offsets vanish with the topic", .should, since: "0.10.1", source: "AK",
      sends: "Commit, delete topic, wait, OffsetFetch",
      expects: "Offset -1 (eventually)",
      kills: "New topic starts at an old offset",
      tags: [.waits],
      api: .deleteTopics, needs: [.metadata, .createTopics, .offsetCommit, .offsetFetch, .findCoordinator],
      unconfirmed: true
    ) { t in
      let topic = try await t.topic()
      let group = try t.group()
      try await t.keep(group, topic, OffsetEntry(7))
      try await t.gone(topic)
      let new = try await t.madeAgain(topic)
      // By its name: offsets under the old id are another question.
      let version = try t.version(of: .offsetFetch, atMost: 9)
      let offset = try await t.eventually("offsets of a deleted topic are forgotten", within: .seconds(15)) {
        () -> Node? in
        let offset = try await t.offsets(group, [(new, [0])], version: version)[new, 0]["CommittedOffset"]
        return offset.int == 7 ? nil : offset
      }
      try t.equal(offset, -1, "a topic that was made again has no committed offset")
    }
  }

  static var deletionDisabled: Case {
    Case(
      "TOPIC-043", "Deletion disabled", .should, since: "2.1", source: "KIP-322",
      sends: "delete.topic.enable=false",
      expects: "TOPIC_DELETION_DISABLED (73) (v3+)",
      kills: "Error 0",
      tags: [.configured],
      api: .deleteTopics, unconfirmed: true
    ) { t in
      let key = "delete.topic.enable"
      if t.target.options.configured[key] != "false" {
        throw CaseEnd.skipped("needs \(key)=false, and the run told of it")
      }
      let topic = try await t.topic()
      let reply = try await t.delete(topic.name)
      try t.code(
        reply["Responses"][0]["ErrorCode"], reply.version >= 3 ? 73 : 42, "no topic is deleted where that is disabled")
      try await t.partitionCount(topic, is: 1, "the topic is still there")
    }
  }

  static var longPollOnADeletedTopic: Case {
    Case(
      "TOPIC-044", "Long poll on a deleted topic", .should, since: "0.10.1", source: "AK",
      sends: "Fetch waiting 10 s, delete",
      expects: "Fetch ends by its max wait with UNKNOWN_TOPIC_OR_PARTITION (3), UNKNOWN_TOPIC_ID (100) or "
        + "NOT_LEADER_OR_FOLLOWER (6)",
      kills: "Hangs for ever",
      tags: [.waits],
      api: .deleteTopics, needs: [.metadata, .fetch], unconfirmed: true
    ) { t in
      let topic = try await t.topicOnOneNode(partitions: 1)
      var query = Trial.FetchQuery()
      query.maxWait = 10_000
      let fetch = try await t.waitingFetch(topic, [(0, 0)], query)
      let deleted = try await t.delete(topic.name)
      try t.accepted(deleted["Responses"][0]["ErrorCode"], "the topic is deleted")
      let fate = await fetch.peer.fate(of: fetch.frame, within: t.target.limit(.seconds(13)))
      let reply = try t.answered(fate, "a fetch that waits for a deleted topic ends by its longest wait")
      let error = (reply["ErrorCode"].int ?? 0) == 0 ? Trial.fetched(reply, topic, 0)["ErrorCode"] : reply["ErrorCode"]
      try t.code(error, 3, or: [100, 6], "a fetch from a deleted topic ends with an error")
    }
  }

  static var deleteIndependentResults: Case {
    Case(
      "TOPIC-045", "Delete independent results", .must, since: "0.10.1", source: "KIP-4",
      sends: "Known and unknown",
      expects: "0 and 3",
      kills: "One fails all",
      api: .deleteTopics, needs: [.metadata], unconfirmed: true
    ) { t in
      let topic = try await t.topic()
      let absent = t.name("absent")
      let reply = try await t.deleteTopics([(topic.name, .zero), (absent, .zero)])
      try t.accepted(
        reply["Responses"].first("Name", .string(topic.name))["ErrorCode"], "the topic that is there is deleted")
      try t.code(
        reply["Responses"].first("Name", .string(absent))["ErrorCode"], 3,
        "the topic that is not there has its own error")
    }
  }

  /// A topic that can be deleted by its id.
  private static func topicWithId(_ t: Trial) async throws -> TestTopic {
    let topic = try await t.topic()
    if topic.id == .zero { throw CaseEnd.unsupported("topics have no ids") }
    return topic
  }
}
