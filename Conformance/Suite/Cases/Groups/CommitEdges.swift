import KafkaSchema
import KafkaWire

/// Commits of nothing, of much, at once and by old clients.
enum CommitEdges {
  static var cases: [Case] {
    [
      emptyGroupId, commitNoPartitions, manyPartitions, concurrentCommits, commitRetentionField,
    ]
  }

  static var emptyGroupId: Case {
    Case(
      "COMMIT-018", "Empty group id", .may, since: "0.9", source: "AK",
      sends: "\"\"",
      expects: "Recorded: accepted for old versions or INVALID_GROUP_ID (24)",
      kills: "Crash",
      api: .offsetCommit,
      deadline: .seconds(30)
    ) { t in
      let topic = try await t.topic()
      let version = try t.version(of: .offsetCommit)
      let peer = try await t.peer()
      let request = try peer.send(
        .offsetCommit, version: version, t.commitBody("", [(topic, [OffsetEntry(1)])], version: version))
      try t.survived(await peer.fate(of: request), "a commit to a group without a name is answered or refused")
    }
  }

  static var commitNoPartitions: Case {
    Case(
      "COMMIT-019", "Commit no partitions", .should, since: "0.9", source: "AK",
      sends: "Empty topics",
      expects: "Error-free empty answer",
      kills: "Crash",
      api: .offsetCommit,
      deadline: .seconds(30)
    ) { t in
      let group = try t.group()
      let reply = try await t.commit(group, [])
      try t.equal(reply["Topics"].count, 0, of: reply["Topics"], "a commit of nothing is answered with nothing")
    }
  }

  static var manyPartitions: Case {
    Case(
      "COMMIT-034", "Many partitions", .should, since: "0.9", source: "AK",
      sends: "2,000 partitions in one commit",
      expects: "All stored",
      kills: "Truncated",
      api: .offsetCommit,
      versions: GroupApis.offsetVersions,
      needs: [.offsetFetch, .createTopics],
      deadline: .seconds(120),
      unconfirmed: true
    ) { t in
      let group = try t.group()
      let topic = try await t.topic(partitions: 2000)
      let entries = (0..<2000).map { OffsetEntry(Int64($0) + 1, partition: $0) }
      let reply = try await t.commit(group, [(topic, entries)])
      // Looked up in one go: there are too many to search for each.
      let answers = reply["Topics"][0]["Partitions"].elements
      let accepted = Set(answers.filter { $0["ErrorCode"].int == 0 }.compactMap { $0["PartitionIndex"].int })
      try t.expect(
        accepted.count == 2000, "many offsets are committed at once", field: "ErrorCode",
        got: "\(accepted.count) accepted", want: "all 2000 accepted", at: reply.body)
      let found = try await t.offsets(group, [(topic, Array(0..<2000))])
      let stored = Set(
        found.topic(topic)["Partitions"].elements.filter {
          $0["CommittedOffset"].int == ($0["PartitionIndex"].int ?? -9) + 1
        }.compactMap { $0["PartitionIndex"].int })
      let wrong = 2000 - stored.count
      try t.expect(
        wrong == 0, "many offsets that were committed at once are fetched back", field: "CommittedOffset",
        got: "\(wrong) wrong or absent", want: "all as committed", at: found.group)
    }
  }

  static var concurrentCommits: Case {
    Case(
      "COMMIT-035", "Concurrent commits", .must, since: "0.9", source: "guide",
      sends: "10 connections commit rising offsets of one partition",
      expects: "Final value is one of the last ones sent; answer order respected per connection",
      kills: "Lost update",
      api: .offsetCommit,
      versions: GroupApis.offsetVersions,
      needs: [.offsetFetch],
      deadline: .seconds(60),
      unconfirmed: true
    ) { t in
      let group = try t.group()
      let topic = try await t.topic()
      try await t.keep(group, topic, OffsetEntry(0))
      let version = try t.version(of: .offsetCommit)
      let node = try await t.coordinator(of: group)
      var sent: [(Peer, [RequestFrame])] = []
      for _ in 0..<10 { sent.append((try await t.peer(to: node), [])) }
      for step in 1...20 {
        for index in sent.indices {
          let body = t.commitBody(group, [(topic, [OffsetEntry(Int64(index * 1000 + step))])], version: version)
          sent[index].1.append(try sent[index].0.send(.offsetCommit, version: version, body))
        }
      }
      for (peer, requests) in sent {
        var refused: [Int64] = []
        for request in requests {
          let reply = try await peer.answer(to: request, within: t.target.limit(.seconds(20)))
          let code = Trial.committed(reply, topic).int ?? -1
          if code != 0 { refused.append(code) }
        }
        try t.expect(
          refused.isEmpty, "commits over many connections are accepted, and answered in order on each",
          field: "ErrorCode", got: "\(refused)", want: "0")
      }
      let found = try await t.offset(group, topic)["CommittedOffset"]
      let last = (0..<10).map { Value($0 * 1000 + 20) }
      try t.equal(found, oneOf: last, "of many commits the last one of some connection counts")
    }
  }

  static var commitRetentionField: Case {
    Case(
      "COMMIT-046", "Commit retention field", .may, since: "0.9", source: "guide",
      sends: "v2 to v4 retention_time_ms (only if advertised)",
      expects: "Accepted",
      kills: "Crash",
      api: .offsetCommit,
      versions: 2...4,
      needs: [.offsetFetch],
      deadline: .seconds(30)
    ) { t in
      let group = try t.group()
      let topic = try await t.topic()
      let reply = try await t.commit(group, [(topic, [OffsetEntry(8)])], retention: 3_600_000)
      try t.accepted(Trial.committed(reply, topic), "a commit that says how long it is to be kept is accepted")
      try await t.stored(group, topic, 0, 8, "a commit that says how long it is to be kept is stored")
    }
  }
}
