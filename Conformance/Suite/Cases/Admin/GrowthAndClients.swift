import KafkaSchema
import KafkaWire
import NIOCore

/// What clients see of growing topics, and what they may not do too often.
enum GrowthAndClients {
  static var cases: [Case] {
    [
      clientsSeeGrowth, partitionMutationQuota,
    ]
  }

  static var clientsSeeGrowth: Case {
    Case(
      "TOPIC-057", "Clients see growth", .should, since: "1.0", source: "AK",
      sends: "Consumer group subscribed before growth",
      expects: "Rebalance within metadata max age; new partitions assigned",
      kills: "Partition count never refreshed",
      tags: [.waits],
      api: .createPartitions, needs: [.metadata, .findCoordinator, .joinGroup, .syncGroup, .offsetCommit],
      unconfirmed: true
    ) { t in
      let topic = try await t.topic(partitions: 1)
      let group = try t.group()
      let member = try await t.single(group, try t.member(metadata: try t.subscription([topic.name])))
      try t.accepted(try await t.grow(topic, to: 3)["ErrorCode"], "the topic of a group grows")
      let grown = try await t.visible(topic.name, partitions: 3)
      try t.expect(
        grown.partitions == 3, "clients see the new partitions in Metadata", field: "Partitions",
        got: "\(grown.partitions)", want: "3")
      // The client that leads the group sees the growth and joins again; the new partitions then are the group's.
      let again = try await t.syncedAlone(try await t.join(group, member.query, on: member.peer))
      try t.expect(
        again.generation > member.generation, "a leader that joins again begins a rebalance", field: "GenerationId",
        got: "that of before", want: "a higher one", at: again.answer["GenerationId"])
      let code = try await t.eventually("new partitions are known to the coordinator") { () -> Node? in
        let code = try await t.commit(group, grown, OffsetEntry(0, partition: 2), as: again)
        return [3, 100].contains(code.int) ? nil : code
      }
      try t.accepted(code, "after the rebalance a member works on the new partitions")
    }
  }

  static var partitionMutationQuota: Case {
    Case(
      "TOPIC-058", "Partition mutation quota", .should, since: "2.7", source: "KIP-599",
      sends: "controller_mutation_rate quota exceeded on v6 create, v5 delete, v3 grow",
      expects: "THROTTLING_QUOTA_EXCEEDED (89) for the surplus with throttle_time_ms > 0",
      kills: "Silently executed, or closed",
      tags: [.exclusive, .configured],
      api: .createTopics, versions: 6...(.max), needs: [.alterClientQuotas, .metadata], unconfirmed: true
    ) { t in
      try t.target.requireWrites()
      let client = t.name("client")
      @Sendable func quota(_ remove: Bool) async throws -> Reply {
        let operation: Value = [
          "Key": "controller_mutation_rate", "Value": .float(1), "Remove": .bool(remove),
        ]
        return try await t.controller.call(
          .alterClientQuotas, version: try t.version(of: .alterClientQuotas),
          [
            "Entries": [
              ["Entity": [["EntityType": "client-id", "EntityName": .string(client)]], "Ops": [operation]]
            ], "ValidateOnly": false,
          ])
      }
      let set = try await quota(false)
      if let code = set["Entries"][0]["ErrorCode"].int, code != 0 {
        throw CaseEnd.skipped("the quota cannot be set: error \(code)")
      }
      t.cleanUp { _ = try await quota(true) }
      // Each on a connection of its own: one that was told to wait is not read from meanwhile.
      func peer() async throws -> Peer { try await t.peer(to: t.target.discovery.controller, clientId: client) }
      func refused(_ reply: Reply, _ code: Node, _ requirement: String) throws {
        try t.code(code, 89, requirement)
        let throttle = reply["ThrottleTimeMs"]
        try t.expect(
          throttle.int ?? 0 > 0, "a client above its quota is told how long to wait", field: throttle.path,
          got: throttle.value?.text ?? "absent", want: "more than 0", at: throttle)
      }
      let topic = try await t.topic()
      let creation = try await t.eventually("changes above the quota are refused") { () -> Reply? in
        let reply = try await t.createTopics([t.newTopic(t.name("t"), partitions: 20)], to: try await peer())
        return reply["Topics"][0]["ErrorCode"].int == 0 ? nil : reply
      }
      try refused(creation, creation["Topics"][0]["ErrorCode"], "topics above the quota are refused")
      let growth = try await peer().call(
        .createPartitions, version: try t.version(of: .createPartitions, atLeast: 3),
        [
          "Topics": [["Name": .string(topic.name), "Count": 20, "Assignments": nil]], "TimeoutMs": 10_000,
          "ValidateOnly": false,
        ])
      try refused(growth, growth["Results"][0]["ErrorCode"], "partitions above the quota are refused")
      let version = try t.version(of: .deleteTopics, atLeast: 5)
      let names: (String, Value) =
        version >= 6 ? ("Topics", [["Name": .string(topic.name)]]) : ("TopicNames", [.string(topic.name)])
      let deletion = try await peer().call(
        .deleteTopics, version: version, .fields([names, ("TimeoutMs", 10_000)]))
      try refused(deletion, deletion["Responses"][0]["ErrorCode"], "deletions above the quota are refused")
    }
  }
}
