import KafkaSchema
import KafkaWire
import NIOCore

/// Topics that come and go, and topics that are not the clients' own.
enum TopicFreshness {
  static var cases: [Case] {
    [
      internalFlag, freshnessAfterCreation, freshnessAfterDeletion, largeListing,
    ]
  }

  static var internalFlag: Case {
    Case(
      "META-023", "Internal flag", .should, since: "0.10", source: "guide",
      sends: "Metadata v1+ for __consumer_offsets",
      expects: "is_internal true; false for suite topics",
      kills: "False: consumers with a regex subscribe to internal topics",
      api: .metadata, versions: 1...(.max), needs: [.findCoordinator], unconfirmed: true
    ) { t in
      let topic = try await t.topic()
      _ = try await t.service(t.name("g"))
      let offsets = try await t.topicEntry("__consumer_offsets")
      if offsets["ErrorCode"].int == 3 { throw CaseEnd.unsupported("there is no topic __consumer_offsets") }
      try t.equal(offsets["IsInternal"], true, "the topic of committed offsets is internal")
      try t.equal(try await t.topicEntry(topic.name)["IsInternal"], false, "a topic of a client is not internal")
    }
  }

  static var freshnessAfterCreation: Case {
    Case(
      "META-028", "Freshness after creation", .must, since: "0.10", source: "AK",
      sends: "CreateTopics answered, then Metadata from every broker",
      expects: "Visible with leader within 10 s",
      kills: "One broker never learns",
      tags: [.twoBrokers, .waits],
      api: .metadata, needs: [.createTopics], unconfirmed: true
    ) { t in
      let name = t.name("new")
      let created = try await t.createTopic(t.newTopic(name, partitions: 2))
      try t.accepted(created["ErrorCode"], "the topic is created")
      for broker in t.target.discovery.brokers {
        let peer = try await t.node(broker.id)
        let entry = try await t.eventually("every broker shows a new topic with its leaders") {
          let entry = try await t.topicEntry(name, from: peer)
          let isLed = entry["Partitions"].elements.allSatisfy { ($0["LeaderId"].int ?? -1) >= 0 }
          return entry["ErrorCode"].int == 0 && entry["Partitions"].count == 2 && isLed ? entry : nil
        }
        try t.accepted(entry["ErrorCode"], "broker \(broker.id) shows the new topic")
      }
    }
  }

  static var freshnessAfterDeletion: Case {
    Case(
      "META-029", "Freshness after deletion", .must, since: "0.10", source: "AK",
      sends: "DeleteTopics answered, then Metadata",
      expects: "Unknown within 10 s on every broker",
      kills: "Ghost topic",
      tags: [.waits],
      api: .metadata, needs: [.createTopics, .deleteTopics], unconfirmed: true
    ) { t in
      let topic = try await t.topic()
      let reply = try await t.delete(topic.name)
      try t.accepted(reply["Responses"][0]["ErrorCode"], "the topic is deleted")
      for broker in t.target.discovery.brokers {
        let peer = try await t.node(broker.id)
        let isThere = try await t.eventually("no broker shows a deleted topic") {
          try await t.isThere(topic.name, on: peer) ? nil : false
        }
        try t.expect(
          !isThere, "no broker shows a deleted topic", field: "Topics", got: "\(topic.name) on \(broker.id)",
          want: "no such topic")
      }
    }
  }

  static var largeListing: Case {
    Case(
      "META-030", "Large listing", .should, since: "0.10", source: "AK",
      sends: "1,000 topics created, Metadata null",
      expects: "All present, one frame decodes",
      kills: "Response truncated at a buffer limit",
      tags: [.exclusive, .waits],
      api: .metadata, needs: [.createTopics, .deleteTopics], deadline: .seconds(180), unconfirmed: true
    ) { t in
      let base = t.name("many")
      let names = (0..<1_000).map { "\(base)-\($0)" }
      for start in stride(from: 0, to: 1_000, by: 100) {
        let reply = try await t.createTopics(names[start..<start + 100].map { t.newTopic($0) })
        if let refused = reply["Topics"].elements.first(where: { $0["ErrorCode"].int != 0 }) {
          throw SuiteError("set-up: a topic was not created: error \(refused["ErrorCode"].int ?? -1)")
        }
      }
      let peer = try await t.peer()
      let version = try t.version(of: .metadata)
      let missing = try await t.eventually("all of 1,000 topics are listed", within: .seconds(30)) { () -> Int? in
        let request = try peer.send(.metadata, version: version, everything(version))
        let reply = try await peer.answer(to: request, within: t.target.limit(.seconds(20)))
        let found = Set(reply["Topics"].elements.compactMap { $0["Name"].string })
        let missing = names.filter { !found.contains($0) }.count
        return missing == 0 ? missing : nil
      }
      try t.expect(
        missing == 0, "a listing of 1,000 topics is complete", field: "Topics", got: "\(missing) missing", want: "none")
    }
  }

  private static func everything(_ version: Int16) -> Value {
    version == 0 ? ["Topics": []] : ["Topics": nil]
  }

}
