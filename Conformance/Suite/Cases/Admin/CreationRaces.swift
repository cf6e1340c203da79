import KafkaSchema
import KafkaWire
import NIOCore

/// CreateTopics from many sides at once, and what can be done with a topic right away.
enum CreationRaces {
  static var cases: [Case] {
    [
      anyBrokerTakesTheRequest, manyTopicsInOneRequest, usableAtOnce, concurrentCreation,
    ]
  }

  static var anyBrokerTakesTheRequest: Case {
    Case(
      "TOPIC-030", "Any broker takes the request", .must, since: "0.10.1", source: "KIP-590",
      sends: "CreateTopics to a broker that is not the controller",
      expects: "Error 0 (forwarded), or NOT_CONTROLLER (41) and success at the controller",
      kills: "Hangs",
      tags: [.twoBrokers],
      api: .createTopics, needs: [.metadata], unconfirmed: true
    ) { t in
      let controller = t.target.discovery.controller
      guard let other = t.target.discovery.brokers.first(where: { $0.id != controller }) else {
        throw CaseEnd.skipped("needs a broker that is not the controller")
      }
      let name = t.name("t")
      let reply = try await t.createTopics([t.newTopic(name)], to: try await t.node(other.id))
      try t.code(reply["Topics"][0]["ErrorCode"], 0, or: [41], "a broker that is no controller forwards, or says so")
      if reply["Topics"][0]["ErrorCode"].int == 41 {
        let again = try await t.createTopic(t.newTopic(name))
        try t.accepted(again["ErrorCode"], "the controller creates the topic")
      }
      _ = try await t.visible(name, partitions: 1)
    }
  }

  static var manyTopicsInOneRequest: Case {
    Case(
      "TOPIC-031", "Many topics in one request", .should, since: "0.10.1", source: "AK",
      sends: "300 entries",
      expects: "All created",
      kills: "Only the first batch",
      tags: [.exclusive, .waits],
      api: .createTopics, needs: [.metadata], deadline: .seconds(120), unconfirmed: true
    ) { t in
      let base = t.name("many")
      let names = (0..<300).map { "\(base)-\($0)" }
      let reply = try await t.createTopics(names.map { t.newTopic($0) }, timeout: 60_000)
      let refused = reply["Topics"].elements.first { $0["ErrorCode"].int != 0 }
      try t.expect(
        refused == nil && reply["Topics"].count == 300, "300 topics of one request are created", field: "Topics",
        got: refused?.value?.text ?? "\(reply["Topics"].count) entries", want: "300 without an error", at: refused)
      let missing = try await t.eventually("all topics of the request are there", within: .seconds(30)) { () -> Int? in
        let entries = try await t.metadata(names)["Topics"].elements
        let there = entries.filter { $0["ErrorCode"].int == 0 && $0["Partitions"].count == 1 }
        return there.count == 300 ? 0 : nil
      }
      try t.expect(
        missing == 0, "all topics of the request are there", field: "Topics", got: "\(missing) missing", want: "none")
    }
  }

  static var usableAtOnce: Case {
    Case(
      "TOPIC-032", "Usable at once", .must, since: "0.10.1", source: "AK",
      sends: "Create, then retry produce for 10 s",
      expects: "Produce succeeds and the record is fetched",
      kills: "Unknown topic for ever on one broker",
      api: .createTopics, needs: [.metadata, .produce, .fetch, .listOffsets], deadline: .seconds(20), unconfirmed: true
    ) { t in
      let name = t.name("t")
      let created = try await t.createTopic(t.newTopic(name))
      try t.accepted(created["ErrorCode"], "a topic is created")
      let topic = try await t.visible(name, partitions: 1)
      let batch = t.batch(of: 2)
      let offset = try await t.store(topic, batch)
      try t.same(try await t.fetchBack(topic), as: batch, at: offset, "a new topic takes records and gives them back")
    }
  }

  static var concurrentCreation: Case {
    Case(
      "TOPIC-033", "Concurrent creation", .must, since: "0.10.1", source: "AK",
      sends: "20 connections create the same name",
      expects: "Exactly one error 0, others TOPIC_ALREADY_EXISTS (36)",
      kills: "Two succeed; second wipes the first",
      api: .createTopics, needs: [.metadata], deadline: .seconds(20)
    ) { t in
      try t.target.requireWrites()
      let name = t.name("t")
      t.deleteAtEnd(name)
      let version = try t.version(of: .createTopics)
      let entry = t.newTopic(name)
      let controller = try await t.controller.connection.address
      var codes: [Int64] = []
      try await withThrowingTaskGroup(of: Int64.self) { group in
        for _ in 0..<20 {
          group.addTask {
            let peer = try await t.peer(at: controller)
            let reply = try await peer.call(
              .createTopics, version: version, ["Topics": [entry], "timeoutMs": 10_000],
              within: t.target.limit(.seconds(12)))
            return reply["Topics"][0]["ErrorCode"].int ?? -1
          }
        }
        while let code = try await group.next() { codes.append(code) }
      }
      try t.expect(
        codes.filter { $0 == 0 }.count == 1, "one of 20 attempts creates the topic", field: "ErrorCode",
        got: "\(codes.filter { $0 == 0 }.count) without an error", want: "1")
      try t.expect(
        codes.filter { $0 == 36 }.count == 19, "the other attempts find the topic there", field: "ErrorCode",
        got: "\(Set(codes).sorted())", want: "19 times TOPIC_ALREADY_EXISTS (36)")
      _ = try await t.visible(name, partitions: 1)
    }
  }
}
