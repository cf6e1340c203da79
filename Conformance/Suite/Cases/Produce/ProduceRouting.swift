import KafkaSchema
import KafkaWire
import NIOCore

/// Several partitions in one request, and what each is told.
enum ProduceRouting {
  static var cases: [Case] {
    [
      severalPartitionsInOneRequest, independentPartitionResults, sameTopicListedTwice, samePartitionListedTwice,
      emptyTopicData,
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
      for _ in 0..<3 { topics.append(try await t.topicOnOneNode(partitions: 4)) }
      // Partition n holds n records before, so that every base offset is another.
      for topic in topics {
        for partition in 1..<4 { try await t.store(topic, partition: partition, t.batch(of: partition)) }
      }
      let version = try t.version(of: .produce)
      let bytes = try t.batch(of: 2).bytes()
      let body = t.produceBody(topics.map { ($0, (0..<4).map { ($0, bytes) }) }, version: version)
      let reply = try await t.leader(of: topics[0]).call(.produce, version: version, body)
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
      let topic = try await t.topicOnOneNode(partitions: 1)
      let small = try await t.topicOnOneNode(partitions: 1, configs: [("max.message.bytes", "1000")])
      let version = try t.version(of: .produce)
      let good = t.batch(of: 1)
      let large = t.batch([ForgedRecord(String(repeating: "x", count: 2000))])
      let body = t.produceBody(
        [(topic, [(0, try good.bytes()), (9, try good.bytes())]), (small, [(0, try large.bytes())])], version: version)
      let reply = try await t.leader(of: topic).call(.produce, version: version, body)
      try t.accepted(Trial.partition(reply, topic, 0)["ErrorCode"], "a good partition is stored beside bad ones")
      try t.code(Trial.partition(reply, topic, 9)["ErrorCode"], 3, "a partition that does not exist is refused")
      try t.code(Trial.partition(reply, small, 0)["ErrorCode"], 10, "a batch above max.message.bytes is refused")
      try t.same(try await t.fetchBack(topic), as: good, at: 0, "the good partition's batch is stored")
      try await t.notStored(small, end: 0, "a batch above max.message.bytes is not stored")
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
      let topic = try await t.topicOnOneNode(partitions: 2)
      let version = try t.version(of: .produce)
      let bytes = try t.batch(of: 1).bytes()
      let reply = try await t.leader(of: topic).call(
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
      let topic = try await t.readyTopic()
      let version = try t.version(of: .produce)
      let bytes = try t.batch(of: 1).bytes()
      let reply = try await t.leader(of: topic).call(
        .produce, version: version, t.produceBody([(topic, [(0, bytes), (0, bytes)])], version: version))
      let accepted = reply["Responses"].elements.flatMap { $0["PartitionResponses"].elements }
        .filter { $0["ErrorCode"].int == 0 }.count
      let end = try await t.endOffset(topic)
      t.note("\(accepted) results without error, \(end) records stored")
      try t.expect(
        end == accepted, "results agree with the log", field: "end offset", got: "\(end)",
        want: "\(accepted), as many as there are results without an error")
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
}
