import KafkaSchema
import KafkaWire
import NIOCore

/// Numbers of partitions and replicas, and assignments that do not fit.
enum TopicLayout {
  static var cases: [Case] {
    [
      partitionCount0, partitionCountBelow1, rf0, rfAboveBrokerCount, assignmentTogetherWithCount,
      assignmentWithADuplicateReplica, assignmentToAnUnknownBroker, assignmentWithAGap, assignmentWithUnevenRf,
      assignmentWithAnEmptyReplicaList,
    ]
  }

  static var partitionCount0: Case {
    Case(
      "TOPIC-008", "Partition count 0", .must, since: "0.10.1", source: "KIP-4",
      sends: "0 partitions",
      expects: "INVALID_PARTITIONS (37)",
      kills: "Creates an empty topic",
      api: .createTopics, needs: [.metadata]
    ) { t in
      let name = t.name("t")
      let created = try await t.createTopic(t.newTopic(name, partitions: 0))
      try t.code(created["ErrorCode"], 37, "a topic without partitions is refused")
      try await t.notThere(name, "a refused topic is not created")
    }
  }

  static var partitionCountBelow1: Case {
    Case(
      "TOPIC-009", "Partition count below -1", .should, since: "0.10.1", source: "KIP-4",
      sends: "-2",
      expects: "INVALID_PARTITIONS (37)",
      kills: "Treated as default",
      api: .createTopics
    ) { t in
      let created = try await t.createTopic(t.newTopic(t.name("t"), partitions: -2))
      try t.code(created["ErrorCode"], 37, "-2 partitions are refused")
    }
  }

  static var rf0: Case {
    Case(
      "TOPIC-010", "RF 0", .must, since: "0.10.1", source: "KIP-4",
      sends: "RF 0",
      expects: "INVALID_REPLICATION_FACTOR (38)",
      kills: "Creates",
      api: .createTopics, needs: [.metadata]
    ) { t in
      let name = t.name("t")
      let created = try await t.createTopic(t.newTopic(name, replicas: 0))
      try t.code(created["ErrorCode"], 38, "a topic without replicas is refused")
      try await t.notThere(name, "a refused topic is not created")
    }
  }

  static var rfAboveBrokerCount: Case {
    Case(
      "TOPIC-011", "RF above broker count", .must, since: "0.10.1", source: "KIP-4",
      sends: "RF = brokers + 1",
      expects: "INVALID_REPLICATION_FACTOR (38). Also ok on single-store systems: error 0",
      kills: "Accepts and can never reach ISR; MAY be accepted by storage-shared brokers (record it)",
      api: .createTopics, needs: [.metadata, .produce]
    ) { t in
      let name = t.name("t")
      let created = try await t.createTopic(t.newTopic(name, replicas: t.target.discovery.brokers.count + 1))
      try t.code(created["ErrorCode"], 38, tolerating: [0], "more replicas than brokers are refused")
      guard created["ErrorCode"].int == 0 else { return }
      // Replicas that cannot be are harmless where none of them is waited for.
      let topic = try await t.visible(name, partitions: 1)
      let records = try t.batch(of: 1).bytes()
      let answer = try await t.eventually("a topic of more replicas than brokers is served") { () -> Node? in
        let answer = try await t.produce(topic, records, acks: -1)
        // Its leader may not know of it yet.
        return [3, 5, 6, 100].contains(answer["ErrorCode"].int) ? nil : answer
      }
      try t.accepted(answer["ErrorCode"], "a topic of more replicas than brokers takes records where it is created")
    }
  }

  static var assignmentTogetherWithCount: Case {
    Case(
      "TOPIC-012", "Assignment together with count", .should, since: "0.10.1", source: "AK",
      sends: "Assignments and partitions 2",
      expects: "INVALID_REQUEST (42)",
      kills: "One silently wins",
      api: .createTopics
    ) { t in
      let broker = Int(t.target.discovery.brokers.first?.id ?? 0)
      let created = try await t.createTopic(
        t.newTopic(t.name("t"), partitions: 2, replicas: -1, assignments: [(0, [broker]), (1, [broker])]))
      try t.code(created["ErrorCode"], 42, "an assignment together with a number of partitions is refused")
    }
  }

  static var assignmentWithADuplicateReplica: Case {
    Case(
      "TOPIC-013", "Assignment with a duplicate replica", .should, since: "0.10.1", source: "AK",
      sends: "[b0,b0]",
      expects: "INVALID_REPLICA_ASSIGNMENT (39)",
      kills: "Counts one broker twice",
      api: .createTopics
    ) { t in
      let broker = Int(t.target.discovery.brokers.first?.id ?? 0)
      try await refused([(0, [broker, broker])], "an assignment that names a broker twice is refused", t)
    }
  }

  static var assignmentToAnUnknownBroker: Case {
    Case(
      "TOPIC-014", "Assignment to an unknown broker", .should, since: "0.10.1", source: "AK",
      sends: "[9999]",
      expects: "INVALID_REPLICA_ASSIGNMENT (39)",
      kills: "Partition without leader for ever",
      api: .createTopics
    ) { t in
      try await refused([(0, [9_999])], "an assignment to a broker that is not there is refused", t)
    }
  }

  static var assignmentWithAGap: Case {
    Case(
      "TOPIC-015", "Assignment with a gap", .should, since: "0.10.1", source: "AK",
      sends: "Partitions 0 and 2",
      expects: "INVALID_REPLICA_ASSIGNMENT (39)",
      kills: "Creates partition 2 only",
      api: .createTopics
    ) { t in
      let broker = Int(t.target.discovery.brokers.first?.id ?? 0)
      try await refused([(0, [broker]), (2, [broker])], "an assignment with a gap is refused", t)
    }
  }

  static var assignmentWithUnevenRf: Case {
    Case(
      "TOPIC-016", "Assignment with uneven RF", .should, since: "0.10.1", source: "AK",
      sends: "{0:[b0,b1],1:[b0]}",
      expects: "INVALID_REPLICA_ASSIGNMENT (39)",
      kills: "Accepted",
      tags: [.twoBrokers],
      api: .createTopics, unconfirmed: true
    ) { t in
      let brokers = t.target.discovery.brokers.prefix(2).map { Int($0.id) }
      try await refused(
        [(0, brokers), (1, [brokers[0]])], "an assignment of different numbers of replicas is refused", t)
    }
  }

  static var assignmentWithAnEmptyReplicaList: Case {
    Case(
      "TOPIC-017", "Assignment with an empty replica list", .should, since: "0.10.1", source: "AK",
      sends: "{0:[]}",
      expects: "INVALID_REPLICA_ASSIGNMENT (39)",
      kills: "Index out of range",
      api: .createTopics
    ) { t in
      try await refused([(0, [])], "an assignment to no broker is refused", t)
    }
  }

  private static func refused(
    _ assignments: [(partition: Int, brokers: [Int])], _ requirement: String, _ t: Trial
  ) async throws {
    let created = try await t.createTopic(
      t.newTopic(t.name("t"), partitions: -1, replicas: -1, assignments: assignments))
    try t.code(created["ErrorCode"], 39, requirement)
  }

}
