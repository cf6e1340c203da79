import KafkaSchema
import KafkaWire
import NIOCore

/// Partitions, leaders and replicas in Metadata.
enum TopicLeaders {
  static var cases: [Case] {
    [
      leaderIsInTheBrokerList, isrIsASubsetOfReplicas, partitionsComplete, leaderEpoch, offlineReplicas,
    ]
  }

  static var leaderIsInTheBrokerList: Case {
    Case(
      "META-003", "Leader is in the broker list", .must, since: "0.8", source: "guide",
      sends: "Metadata for all suite topics",
      expects: "Every leader id with error 0 is in the list; same for replicas and ISR",
      kills: "Leader id of a dead or hidden broker",
      api: .metadata, unconfirmed: true
    ) { t in
      let topics = [try await t.topic(partitions: 3), try await t.topic()]
      let reply = try await t.metadata(topics.map(\.name))
      let brokers = Set(reply["Brokers"].elements.compactMap { $0["NodeId"].int })
      for topic in topics {
        let entry = reply["Topics"].first("Name", .string(topic.name))
        try t.accepted(entry["ErrorCode"], "a topic that is there has no error")
        for partition in entry["Partitions"].elements where partition["ErrorCode"].int == 0 {
          for field in ["LeaderId", "ReplicaNodes", "IsrNodes"] {
            let node = partition[field]
            let ids = node.int.map { [$0] } ?? node.ints
            try t.expect(
              !ids.isEmpty && brokers.isSuperset(of: ids), "leaders and replicas are among the brokers",
              field: node.path,
              got: node.value?.text ?? "absent", want: "of \(brokers.sorted().map { "\($0)" }.joined(separator: ", "))",
              at: node)
          }
        }
      }
    }
  }

  static var isrIsASubsetOfReplicas: Case {
    Case(
      "META-004", "ISR is a subset of replicas", .must, since: "0.8", source: "guide",
      sends: "Metadata",
      expects: "ISR in replicas, leader in ISR, no duplicates",
      kills: "ISR left empty",
      api: .metadata, unconfirmed: true
    ) { t in
      let topic = try await t.topic(partitions: 3)
      for partition in try await t.topicEntry(topic.name)["Partitions"].elements {
        let replicas = partition["ReplicaNodes"].ints
        let inSync = partition["IsrNodes"].ints
        try t.expect(
          Set(inSync).isSubset(of: replicas) && Set(inSync).count == inSync.count,
          "in-sync replicas are replicas, each once", field: partition["IsrNodes"].path,
          got: partition["IsrNodes"].value?.text ?? "absent", want: "of \(partition["ReplicaNodes"].value?.text ?? "")",
          at: partition["IsrNodes"])
        try t.expect(
          Set(replicas).count == replicas.count && !replicas.isEmpty, "each replica is named once",
          field: partition["ReplicaNodes"].path, got: partition["ReplicaNodes"].value?.text ?? "absent",
          want: "different brokers", at: partition["ReplicaNodes"])
        try t.expect(
          inSync.contains(partition["LeaderId"].int ?? -1), "the leader is in sync", field: partition["IsrNodes"].path,
          got: partition["IsrNodes"].value?.text ?? "absent", want: "with \(partition["LeaderId"].int ?? -1)",
          at: partition["IsrNodes"])
      }
    }
  }

  static var partitionsComplete: Case {
    Case(
      "META-005", "Partitions complete", .must, since: "0.8", source: "guide",
      sends: "Topic with 7 partitions",
      expects: "Indexes 0..6, each once, any order",
      kills: "Misses the last; partitions without leader left out",
      api: .metadata, unconfirmed: true
    ) { t in
      let topic = try await t.topic(partitions: 7)
      let partitions = try await t.topicEntry(topic.name)["Partitions"]
      let indexes = partitions.elements.compactMap { $0["PartitionIndex"].int }.sorted()
      try t.expect(
        indexes == Array(0..<7), "every partition is listed once", field: partitions.path,
        got: indexes.map { "\($0)" }.joined(separator: ", "), want: "0 to 6", at: partitions)
    }
  }

  static var leaderEpoch: Case {
    Case(
      "META-024", "Leader epoch", .must, since: "2.1", source: "KIP-320",
      sends: "Metadata v7+",
      expects: "Not negative for a live leader; never decreases over time",
      kills: "Always -1 or always 0 across elections: fencing is dead",
      api: .metadata, versions: 7...(.max), unconfirmed: true
    ) { t in
      let topic = try await t.topic()
      var last: Int64 = 0
      for _ in 0..<3 {
        let epoch = try await t.topicEntry(topic.name)["Partitions"][0]["LeaderEpoch"]
        try t.expect(
          epoch.int ?? -1 >= last, "the leader epoch is known and never falls", field: epoch.path,
          got: epoch.value?.text ?? "absent", want: "\(last) or more", at: epoch)
        last = epoch.int ?? last
      }
    }
  }

  static var offlineReplicas: Case {
    Case(
      "META-025", "Offline replicas", .should, since: "1.0", source: "KIP-112",
      sends: "Metadata v5+",
      expects: "Empty when all replicas live; subset of replicas",
      kills: "Null",
      api: .metadata, versions: 5...(.max), unconfirmed: true
    ) { t in
      let topic = try await t.topic(partitions: 2)
      let reply = try await t.metadata([topic.name])
      let brokers = Set(reply["Brokers"].elements.compactMap { $0["NodeId"].int })
      for partition in reply["Topics"].first("Name", .string(topic.name))["Partitions"].elements {
        let offline = partition["OfflineReplicas"]
        let replicas = partition["ReplicaNodes"].ints
        try t.expect(
          offline.exists && !offline.isNull && Set(offline.ints).isSubset(of: replicas),
          "offline replicas are a list of replicas", field: offline.path, got: offline.value?.text ?? "absent",
          want: "of \(partition["ReplicaNodes"].value?.text ?? "")", at: offline)
        if brokers.isSuperset(of: replicas) {
          try t.expect(
            offline.ints.isEmpty, "no replica is offline while all brokers are there", field: offline.path,
            got: offline.value?.text ?? "absent", want: "[]", at: offline)
        }
      }
    }
  }
}
