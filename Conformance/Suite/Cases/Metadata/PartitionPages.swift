import KafkaSchema
import KafkaWire
import NIOCore

/// DescribeTopicPartitions, which tells the partitions of topics page by page (KIP-966).
enum PartitionPages {
  static var cases: [Case] {
    [
      describetopicpartitionsNamedTopics, describetopicpartitionsAllTopics, describetopicpartitionsLimitAndCursor,
      describetopicpartitionsCursorAcrossTopics, describetopicpartitionsBadCursor, describetopicpartitionsUnknownTopic,
      describetopicpartitionsLimit0AndNegative,
    ]
  }

  static var describetopicpartitionsNamedTopics: Case {
    Case(
      "META-039", "DescribeTopicPartitions: named topics", .must, since: "3.8", source: "KIP-966",
      sends: "Three names in any order",
      expects: "Sorted by name; ids, leaders as in Metadata; next_cursor null",
      kills: "Null arrays where not allowed",
      api: .describeTopicPartitions, needs: [.metadata]
    ) { t in
      let base = t.name("t")
      var topics: [TestTopic] = []
      for letter in ["c", "a", "b"] { topics.append(try await t.topic(partitions: 2, name: "\(base)-\(letter)")) }
      let reply = try await page(topics.map(\.name), limit: 2_000, cursor: nil, t)
      let names = reply["Topics"].elements.compactMap { $0["Name"].string }
      try t.expect(
        names == names.sorted() && names.count == 3, "topics come sorted by name", field: "Topics",
        got: names.joined(separator: ", "), want: topics.map(\.name).sorted().joined(separator: ", "),
        at: reply["Topics"])
      let metadata = try await t.metadata(topics.map(\.name))
      for topic in topics {
        let entry = reply["Topics"].first("Name", .string(topic.name))
        let known = metadata["Topics"].first("Name", .string(topic.name))
        try t.accepted(entry["ErrorCode"], "a topic that is there has no error")
        if known["TopicId"].exists {
          try t.equal(entry["TopicId"], known["TopicId"].value ?? .null, "the topic's id is that of Metadata")
        }
        for index in 0..<2 {
          let partition = entry["Partitions"].first("PartitionIndex", Value(index))
          let leader = known["Partitions"].first("PartitionIndex", Value(index))["LeaderId"]
          try t.equal(partition["LeaderId"], leader.value ?? .null, "the leader is that of Metadata")
        }
      }
      try t.equal(reply["NextCursor"], .null, "there is no cursor when nothing is left")
    }
  }

  static var describetopicpartitionsAllTopics: Case {
    Case(
      "META-040", "DescribeTopicPartitions: all topics", .must, since: "3.8", source: "KIP-966",
      sends: "Empty topic list",
      expects: "All visible topics, sorted",
      kills: "None",
      api: .describeTopicPartitions, unconfirmed: true
    ) { t in
      let topics = [try await t.topic(partitions: 2), try await t.topic()]
      let pages = try await pages([], limit: 2_000, from: nil, most: 200, t)
      let names = pages.flatMap { $0["Topics"].elements.compactMap { $0["Name"].string } }
      for topic in topics {
        try t.expect(
          names.contains(topic.name), "an empty list means all topics", field: "Topics", got: "\(names.count) topics",
          want: topic.name, at: pages.first?["Topics"])
      }
      try t.expect(
        names == names.sorted(), "all topics come sorted by name", field: "Topics", got: "another order",
        want: "sorted",
        at: pages.first?["Topics"])
    }
  }

  static var describetopicpartitionsLimitAndCursor: Case {
    Case(
      "META-041", "DescribeTopicPartitions: limit and cursor", .must, since: "3.8", source: "KIP-966",
      sends: "20 partitions, limit 7, follow cursors",
      expects: "7+7+6, no duplicate, no gap, cursor names the next partition",
      kills: "Cursor off by one",
      api: .describeTopicPartitions
    ) { t in
      let topic = try await t.topic(partitions: 20)
      let pages = try await pages([topic.name], limit: 7, from: nil, most: 6, t)
      let sizes = pages.map { $0["Topics"][0]["Partitions"].count }
      try t.expect(
        sizes == [7, 7, 6], "pages are as long as the limit", field: "Partitions",
        got: sizes.map { "\($0)" }.joined(separator: "+"), want: "7+7+6", at: pages.first?["Topics"])
      let indexes = pages.flatMap { $0["Topics"][0]["Partitions"].elements.compactMap { $0["PartitionIndex"].int } }
      try t.expect(
        indexes == Array(0..<20), "pages have each partition once, in order", field: "Partitions",
        got: indexes.map { "\($0)" }.joined(separator: ","), want: "0 to 19", at: pages.last?["Topics"])
      if pages.count > 1 {
        try t.equal(
          pages[0]["NextCursor"]["TopicName"], .string(topic.name), "the cursor names the topic to go on with")
        try t.equal(pages[0]["NextCursor"]["PartitionIndex"], 7, "the cursor names the next partition")
      }
    }
  }

  static var describetopicpartitionsCursorAcrossTopics: Case {
    Case(
      "META-042", "DescribeTopicPartitions: cursor across topics", .must, since: "3.8", source: "KIP-966",
      sends: "Three topics with 3 partitions each, limit 4",
      expects: "All 9 once",
      kills: "Cursor drops the rest of the topic",
      api: .describeTopicPartitions, unconfirmed: true
    ) { t in
      let base = t.name("t")
      var names: [String] = []
      for letter in ["a", "b", "c"] {
        names.append(try await t.topic(partitions: 3, name: "\(base)-\(letter)").name)
      }
      let pages = try await pages(names, limit: 4, from: nil, most: 10, t)
      let found = pages.flatMap { page in
        page["Topics"].elements.flatMap { topic in
          topic["Partitions"].elements.map { "\(topic["Name"].string ?? "") \($0["PartitionIndex"].int ?? -1)" }
        }
      }
      let want = names.flatMap { name in (0..<3).map { "\(name) \($0)" } }
      try t.expect(
        found == want, "pages that end within a topic go on within it", field: "Topics",
        got: found.joined(separator: ", "), want: want.joined(separator: ", "), at: pages.last?["Topics"])
    }
  }

  static var describetopicpartitionsBadCursor: Case {
    Case(
      "META-043", "DescribeTopicPartitions: bad cursor", .should, since: "3.8", source: "KIP-966",
      sends: "Cursor partition -1; cursor topic not in the list",
      expects: "INVALID_REQUEST (42). Also ok: closed",
      kills: "Endless paging",
      api: .describeTopicPartitions
    ) { t in
      let topic = try await t.topic()
      for (name, partition) in [(topic.name, -1), ("\(topic.name)-z", 0)] {
        let peer = try await t.peer()
        let request = try peer.send(
          .describeTopicPartitions, version: try t.version(of: .describeTopicPartitions),
          body([topic.name], limit: 7, cursor: (name, partition)))
        try t.refused(
          await peer.fate(of: request), 42, "a cursor to \(name) partition \(partition) is refused"
        ) { $0["Topics"][0]["ErrorCode"] }
      }
    }
  }

  static var describetopicpartitionsUnknownTopic: Case {
    Case(
      "META-044", "DescribeTopicPartitions: unknown topic", .must, since: "3.8", source: "KIP-966",
      sends: "Unknown name",
      expects: "UNKNOWN_TOPIC_OR_PARTITION (3), not created",
      kills: "Auto-creates",
      api: .describeTopicPartitions, needs: [.metadata]
    ) { t in
      let name = t.name("absent")
      let reply = try await page([name], limit: 2_000, cursor: nil, t)
      try t.code(
        reply["Topics"].first("Name", .string(name))["ErrorCode"], 3, "an unknown topic has an error of its own")
      try await t.notThere(name, "asking for a topic does not make it")
    }
  }

  static var describetopicpartitionsLimit0AndNegative: Case {
    Case(
      "META-045", "DescribeTopicPartitions: limit 0 and negative", .should, since: "3.8", source: "AK",
      sends: "Limit 0, -1",
      expects: "Treated as 1; at least one partition per page",
      kills: "Empty pages: client loops for ever",
      api: .describeTopicPartitions
    ) { t in
      let topic = try await t.topic(partitions: 3)
      for limit in [0, -1] {
        let reply = try await page([topic.name], limit: limit, cursor: nil, t)
        let partitions = reply["Topics"][0]["Partitions"]
        try t.expect(
          partitions.count == 1, "a limit of \(limit) means one partition a page", field: partitions.path,
          got: "\(partitions.count)", want: "1", at: partitions)
        try t.equal(
          reply["NextCursor"]["PartitionIndex"], 1, "the page with a limit of \(limit) has a cursor to the next")
      }
    }
  }

  private static func body(_ topics: [String], limit: Int, cursor: (String, Int)?) -> Value {
    let place: Value = cursor.map { ["TopicName": .string($0.0), "PartitionIndex": Value($0.1)] } ?? nil
    return [
      "Topics": .array(topics.map { ["Name": .string($0)] }), "ResponsePartitionLimit": Value(limit), "Cursor": place,
    ]
  }

  private static func page(
    _ topics: [String], limit: Int, cursor: (String, Int)?, _ t: Trial
  ) async throws -> Reply {
    try await t.call(.describeTopicPartitions, body(topics, limit: limit, cursor: cursor))
  }

  /// Follows the cursors to the end, over no more than `most` pages.
  private static func pages(
    _ topics: [String], limit: Int, from start: (String, Int)?, most: Int, _ t: Trial
  ) async throws -> [Reply] {
    var pages: [Reply] = []
    var cursor = start
    repeat {
      let reply = try await page(topics, limit: limit, cursor: cursor, t)
      pages.append(reply)
      let next = reply["NextCursor"]
      cursor = next["TopicName"].string.map { ($0, Int(next["PartitionIndex"].int ?? -1)) }
      if pages.count > most {
        throw CaseFailure(
          "following the cursors comes to an end", field: next.path, got: next.value?.text ?? "absent",
          want: "null after at most \(most) pages", frame: next.frame, range: next.range)
      }
    } while cursor != nil
    return pages
  }

}
