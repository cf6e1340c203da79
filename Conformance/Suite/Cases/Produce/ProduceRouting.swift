import KafkaSchema
import KafkaWire
import NIOCore

/// Which partition a batch goes to, and what each partition is told.
enum ProduceRouting {
  static var cases: [Case] {
    [
      severalPartitionsInOneRequest, independentPartitionResults, unknownTopic, negativePartition, topicIdForm,
      unknownTopicId, notTheLeader, leaderHint, hintDefaultsWhenThereIsNoError, sameTopicListedTwice,
      samePartitionListedTwice, emptyTopicData, internalTopicIsProtected,
    ]
  }

  static var severalPartitionsInOneRequest: Case {
    Case(
      "PRODUCE-006", "Several partitions in one request", .must,
      since: "0.8", source: "guide",
      sends: "3 topics with 4 partitions each",
      expects: "12 results, each once, own base offset",
      kills: "One partition's error copied to all",
      api: .produce,
      versions: 3...(.max),
      needs: [.fetch, .listOffsets],
      unconfirmed: true
    ) { t in
      var topics: [TestTopic] = []
      for _ in 0..<3 { topics.append(try await t.topic(partitions: 4)) }
      // Partition n holds n records before, so that every base offset is another.
      for topic in topics {
        for partition in 1..<4 { try await t.store(topic, partition: partition, t.batch(of: partition)) }
      }
      let version = try t.version(of: .produce)
      let bytes = try t.batch(of: 2).bytes()
      let body = t.produceBody(topics.map { ($0, (0..<4).map { ($0, bytes) }) }, version: version)
      guard t.target.discovery.brokers.count <= 1 else {
        throw CaseEnd.skipped("needs all partitions on one broker")
      }
      let reply = try await t.main.call(.produce, version: version, body)
      let results = reply["Responses"].elements.flatMap { $0["PartitionResponses"].elements }
      try t.expect(
        results.count == 12, "every partition of a request gets one result", field: "Responses",
        got: "\(results.count) results",
        want: "12", at: reply.body)
      for topic in topics {
        for partition in 0..<4 {
          let result = Trial.partition(reply, topic, partition)
          try t.accepted(result["ErrorCode"], "every partition of a request is accepted for itself")
          try t.equal(result["BaseOffset"], Value(partition), "every partition has a base offset of its own")
        }
      }
    }
  }

  static var independentPartitionResults: Case {
    Case(
      "PRODUCE-007", "Independent partition results", .must,
      since: "0.8", source: "guide",
      sends: "Good, unknown partition, too large",
      expects: "0, UNKNOWN_TOPIC_OR_PARTITION (3), MESSAGE_TOO_LARGE (10); good one stored",
      kills: "All or nothing",
      api: .produce,
      versions: 3...(.max),
      needs: [.fetch, .listOffsets]
    ) { t in
      let topic = try await t.topic()
      let small = try await t.topic(configs: [("max.message.bytes", "1000")])
      guard t.target.discovery.brokers.count <= 1 else { throw CaseEnd.skipped("needs all partitions on one broker") }
      let version = try t.version(of: .produce)
      let good = t.batch(of: 1)
      let large = t.batch([ForgedRecord(String(repeating: "x", count: 2000))])
      let body = t.produceBody(
        [(topic, [(0, try good.bytes()), (9, try good.bytes())]), (small, [(0, try large.bytes())])], version: version)
      let reply = try await t.main.call(.produce, version: version, body)
      try t.accepted(Trial.partition(reply, topic, 0)["ErrorCode"], "a good partition is stored beside bad ones")
      try t.code(Trial.partition(reply, topic, 9)["ErrorCode"], 3, "a partition that does not exist is refused")
      try t.code(Trial.partition(reply, small, 0)["ErrorCode"], 10, "a batch above max.message.bytes is refused")
      try t.same(try await t.fetchBack(topic), as: good, at: 0, "the good partition's batch is stored")
      try await t.notStored(small, end: 0, "a batch above max.message.bytes is not stored")
    }
  }

  static var unknownTopic: Case {
    Case(
      "PRODUCE-008", "Unknown topic", .must,
      since: "0.8", source: "guide",
      sends: "Unknown name, auto-creation off",
      expects: "UNKNOWN_TOPIC_OR_PARTITION (3)",
      kills: "Auto-creates from Produce",
      api: .produce,
      versions: 3...12,
      needs: [.metadata]
    ) { t in
      let unknown = TestTopic(name: t.name("none"), id: .zero, partitions: 1)
      let answer = try await t.produce(unknown, try t.batch(of: 1).bytes(), on: try await t.main)
      try t.code(answer["ErrorCode"], 3, "Produce to a topic that does not exist is refused")
      let metadata = try await t.metadata([unknown.name])
      try t.code(
        metadata["Topics"].first("Name", .string(unknown.name))["ErrorCode"], 3, "Produce does not create a topic")
    }
  }

  static var negativePartition: Case {
    Case(
      "PRODUCE-009", "Negative partition", .must,
      since: "0.8", source: "AK",
      sends: "Partition -1",
      expects: "UNKNOWN_TOPIC_OR_PARTITION (3)",
      kills: "Index out of range",
      api: .produce,
      versions: 3...(.max)
    ) { t in
      let topic = try await t.topic()
      let answer = try await t.produce(
        topic, partition: -1, try t.batch(of: 1).bytes(), on: try await t.leader(of: topic))
      try t.code(answer["ErrorCode"], 3, "a negative partition is refused")
      try await t.canary()
    }
  }

  static var topicIdForm: Case {
    Case(
      "PRODUCE-010", "Topic id form", .must,
      since: "4.1", source: "KIP-516",
      sends: "v13 with the topic id",
      expects: "Error 0",
      kills: "Id ignored",
      api: .produce,
      versions: 13...(.max),
      needs: [.fetch, .listOffsets],
      unconfirmed: true
    ) { t in
      let topic = try await t.topic()
      _ = try await t.stores(topic, t.batch(of: 2), "a batch for a topic named by its id is accepted")
    }
  }

  static var unknownTopicId: Case {
    Case(
      "PRODUCE-011", "Unknown topic id", .must,
      since: "4.1", source: "KIP-516",
      sends: "v13 with a random id",
      expects: "UNKNOWN_TOPIC_ID (100)",
      kills: "UNKNOWN_TOPIC_OR_PARTITION (3) only (NON-STRICT), or stored elsewhere",
      api: .produce,
      versions: 13...(.max),
      unconfirmed: true
    ) { t in
      let topic = try await t.topic()
      var other = topic
      let bytes = t.random(bytes: 16)
      other.id = KafkaUUID(
        mostSignificantBits: bytes.getInteger(at: 0) ?? 1, leastSignificantBits: bytes.getInteger(at: 8) ?? 1)
      let answer = try await t.produce(other, try t.batch(of: 1).bytes(), on: try await t.main)
      try t.code(answer["ErrorCode"], 100, tolerating: [3], "a topic id that no topic has is refused")
      try await t.notStored(topic, end: 0, "a batch for another topic id is not stored here")
    }
  }

  static var notTheLeader: Case {
    Case(
      "PRODUCE-012", "Not the leader", .must,
      since: "0.8", source: "guide",
      sends: "Produce to a follower",
      expects: "NOT_LEADER_OR_FOLLOWER (6)",
      kills: "Stored by a follower: divergence",
      tags: [.twoBrokers],
      api: .produce,
      versions: 3...(.max),
      unconfirmed: true
    ) { t in
      let topic = try await t.topic()
      let leader = try await t.leaderId(of: topic)
      guard let other = t.target.discovery.brokers.first(where: { $0.id != leader })?.id else {
        throw CaseEnd.skipped("needs a broker that does not lead the partition")
      }
      let answer = try await t.produce(topic, try t.batch(of: 1).bytes(), on: try await t.node(other))
      try t.code(answer["ErrorCode"], 6, "a broker that does not lead a partition refuses its records")
      try await t.notStored(topic, end: 0, "a broker that does not lead a partition stores nothing for it")
    }
  }

  static var leaderHint: Case {
    Case(
      "PRODUCE-013", "Leader hint", .should,
      since: "3.7", source: "KIP-951",
      sends: "As above on v10+",
      expects: "current_leader id and epoch in the tag, node endpoint listed",
      kills: "Hint points at itself",
      tags: [.twoBrokers],
      api: .produce,
      versions: 10...(.max),
      unconfirmed: true
    ) { t in
      let topic = try await t.topic()
      let leader = try await t.leaderId(of: topic)
      guard let leader, let other = t.target.discovery.brokers.first(where: { $0.id != leader })?.id else {
        throw CaseEnd.skipped("needs a broker that does not lead the partition")
      }
      let version = try t.version(of: .produce)
      let reply = try await t.node(other).call(
        .produce, version: version, t.produceBody(topic, try t.batch(of: 1).bytes(), version: version))
      let hint = Trial.partition(reply, topic, 0)["CurrentLeader"]
      try t.equal(hint["LeaderId"], Value(leader), "NOT_LEADER_OR_FOLLOWER names the leader")
      try t.expect(
        reply["NodeEndpoints"].first("NodeId", Value(leader)).exists, "the leader's address comes along",
        field: "NodeEndpoints", got: "no entry of node \(leader)", want: "one", at: reply.body)
    }
  }

  static var hintDefaultsWhenThereIsNoError: Case {
    Case(
      "PRODUCE-014", "Hint defaults when there is no error", .should,
      since: "3.7", source: "KIP-951",
      sends: "v10+ success",
      expects: "Tag absent or -1/-1",
      kills: "0/0: client believes node 0 leads",
      api: .produce,
      versions: 10...(.max),
      unconfirmed: true
    ) { t in
      let topic = try await t.topic()
      try await t.store(topic, t.batch(of: 1))
      let answer = try await t.produce(topic, try t.batch(of: 1).bytes())
      try t.accepted(answer["ErrorCode"], "a good batch is accepted")
      try t.equal(answer["CurrentLeader"]["LeaderId"], -1, "without an error there is no hint at another leader")
      try t.equal(
        answer["CurrentLeader"]["LeaderEpoch"], -1, "without an error there is no hint at another leader epoch")
    }
  }

  static var sameTopicListedTwice: Case {
    Case(
      "PRODUCE-083", "Same topic listed twice", .should,
      since: "0.8", source: "AK",
      sends: "Two topic entries with the same name, different partitions",
      expects: "Both handled",
      kills: "Map overwrite loses one without an error",
      api: .produce,
      versions: 3...(.max)
    ) { t in
      let topic = try await t.topic(partitions: 2)
      guard t.target.discovery.brokers.count <= 1 else { throw CaseEnd.skipped("needs all partitions on one broker") }
      let version = try t.version(of: .produce)
      let bytes = try t.batch(of: 1).bytes()
      let reply = try await t.main.call(
        .produce, version: version, t.produceBody([(topic, [(0, bytes)]), (topic, [(1, bytes)])], version: version))
      let results = reply["Responses"].elements.flatMap { $0["PartitionResponses"].elements }
      for partition in 0..<2 {
        let result = results.first { $0["Index"].int == Int64(partition) }
        try t.expect(
          result?["ErrorCode"].int == 0, "both entries of a topic that is listed twice are handled", field: "Responses",
          got: "partition \(partition): \(result?["ErrorCode"].int.map { "error \($0)" } ?? "no result")", want: "0",
          at: reply.body)
        let end = try await t.endOffset(topic, partition: partition)
        try t.expect(
          end == 1, "both entries of a topic that is listed twice are stored",
          field: "end offset of partition \(partition)",
          got: "\(end)", want: "1")
      }
    }
  }

  static var samePartitionListedTwice: Case {
    Case(
      "PRODUCE-084", "Same partition listed twice", .may,
      since: "0.8", source: "AK",
      sends: "Two entries for partition 0",
      expects: "Recorded: one or both stored, results agree with the log",
      kills: "Result says stored, log says not",
      api: .produce,
      versions: 3...(.max)
    ) { t in
      let topic = try await t.topic()
      let version = try t.version(of: .produce)
      let bytes = try t.batch(of: 1).bytes()
      let reply = try await t.leader(of: topic).call(
        .produce, version: version, t.produceBody([(topic, [(0, bytes), (0, bytes)])], version: version))
      let accepted = reply["Responses"].elements.flatMap { $0["PartitionResponses"].elements }
        .filter { $0["ErrorCode"].int == 0 }.count
      let end = try await t.endOffset(topic)
      t.note("\(accepted) results without error, \(end) records stored")
      try t.expect(
        accepted > 0 ? end > 0 : end == 0, "results agree with the log", field: "end offset", got: "\(end)",
        want: accepted > 0 ? "1 or 2" : "0")
    }
  }

  static var emptyTopicData: Case {
    Case(
      "PRODUCE-089", "Empty topic data", .should,
      since: "0.8", source: "AK",
      sends: "Produce without topics",
      expects: "Empty response, error-free",
      kills: "Crash or no answer",
      api: .produce,
      versions: 3...(.max)
    ) { t in
      let version = try t.version(of: .produce)
      let reply = try await t.main.call(.produce, version: version, t.produceBody([], acks: 1, version: version))
      try t.expect(
        reply["Responses"].count == 0 && reply.codes.isEmpty, "a request without topics is answered without results",
        field: "Responses", got: "\(reply["Responses"].count) results", want: "none", at: reply.body)
    }
  }

  static var internalTopicIsProtected: Case {
    Case(
      "PRODUCE-078", "Internal topic is protected", .should,
      since: "0.9", source: "AK",
      sends: "Produce to __consumer_offsets with a normal client id",
      expects: "INVALID_TOPIC_EXCEPTION (17). TOPIC_AUTHORIZATION_FAILED (29) is ok",
      kills: "Corrupts group state",
      api: .produce,
      versions: 3...12
    ) { t in
      // The topic comes to be with the first group.
      _ = try await t.coordinator(of: t.name("g"))
      let internalTopic = TestTopic(name: "__consumer_offsets", id: .zero, partitions: 1)
      let known = try await t.metadata([internalTopic.name])
      guard known["Topics"].first("Name", .string(internalTopic.name))["ErrorCode"].int == 0 else {
        throw CaseEnd.skipped("the broker has no topic __consumer_offsets yet")
      }
      let answer = try await t.produce(
        internalTopic, try t.batch(of: 1).bytes(), on: try await t.leader(of: internalTopic))
      try t.code(answer["ErrorCode"], 17, tolerating: [29], "clients cannot write to the topic of committed offsets")
    }
  }
}
