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
      let group = t.name("g")
      let peer = try await t.service(group)
      var member = try await join(group, member: "", t, peer)
      try t.accepted(try await t.grow(topic, to: 3)["ErrorCode"], "the topic of a group grows")
      let grown = try await t.visible(topic.name, partitions: 3)
      try t.expect(
        grown.partitions == 3, "clients see the new partitions in Metadata", field: "Partitions",
        got: "\(grown.partitions)", want: "3")
      // The client that leads the group sees the growth and joins again; the new partitions then are the group's.
      member = try await join(group, member: member.id, t, peer)
      let version = try t.version(of: .offsetCommit, atMost: 9)
      let partition: Value = ["PartitionIndex": 2, "CommittedOffset": 0, "CommittedMetadata": ""]
      let reply = try await peer.call(
        .offsetCommit, version: version,
        [
          "GroupId": .string(group), "GenerationIdOrMemberEpoch": Value(member.generation),
          "MemberId": .string(member.id),
          "Topics": [["Name": .string(topic.name), "Partitions": [partition]]],
        ])
      try t.accepted(
        reply["Topics"][0]["Partitions"][0]["ErrorCode"], "after the rebalance a member works on the new partitions")
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
      let peer = try await t.peer(to: t.target.discovery.controller, clientId: client)
      let refused = try await t.eventually("changes above the quota are refused") { () -> Reply? in
        let reply = try await t.createTopics([t.newTopic(t.name("t"), partitions: 20)], to: peer)
        return reply["Topics"][0]["ErrorCode"].int == 0 ? nil : reply
      }
      try t.code(refused["Topics"][0]["ErrorCode"], 89, "changes above the quota are refused")
      let throttle = refused["ThrottleTimeMs"]
      try t.expect(
        throttle.int ?? 0 > 0, "a client above its quota is told how long to wait", field: throttle.path,
        got: throttle.value?.text ?? "absent", want: "more than 0", at: throttle)
    }
  }

  /// Joins a group and takes up its assignment, as its only member.
  private static func join(
    _ group: String, member: String, _ t: Trial, _ peer: Peer
  ) async throws -> (id: String, generation: Int64) {
    let version = try t.version(of: .joinGroup)
    let syncVersion = try t.version(of: .syncGroup)
    var id = member
    var generation: Int64 = -1
    for _ in 0..<2 where generation < 0 {
      var body: [(String, Value)] = [
        ("GroupId", .string(group)), ("SessionTimeoutMs", 10_000), ("MemberId", .string(id)),
        ("ProtocolType", "consumer"),
        ("Protocols", [["Name": "range", "Metadata": .bytes(ByteBuffer(bytes: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0]))]]),
      ]
      if version >= 1 { body.append(("RebalanceTimeoutMs", 10_000)) }
      let reply = try await peer.call(
        .joinGroup, version: version, .fields(body), within: t.target.limit(.seconds(15)))
      id = reply["MemberId"].string ?? id
      if reply["ErrorCode"].int == 79 { continue }
      try t.accepted(reply["ErrorCode"], "a consumer joins its group")
      generation = reply["GenerationId"].int ?? -1
    }
    let sync = try await peer.call(
      .syncGroup, version: syncVersion,
      [
        "GroupId": .string(group), "GenerationId": Value(generation), "MemberId": .string(id),
        "ProtocolType": "consumer", "ProtocolName": "range",
        "Assignments": [["MemberId": .string(id), "Assignment": .bytes(ByteBuffer(string: "all"))]],
      ])
    try t.accepted(sync["ErrorCode"], "a consumer gets its assignment")
    return (id, generation)
  }
}
