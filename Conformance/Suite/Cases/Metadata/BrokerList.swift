import KafkaSchema
import KafkaWire
import NIOCore

/// Which brokers, which controller and which cluster Metadata names.
enum BrokerList {
  static var cases: [Case] {
    [
      brokerListIsUsable, nodeIdsAreUnique, controllerId, clusterId, rackField, sameViewOnEachBroker,
      listenerConsistency, rebootstrapError,
    ]
  }

  static var brokerListIsUsable: Case {
    Case(
      "META-001", "Broker list is usable", .must, since: "0.8", source: "guide",
      sends: "Metadata for one topic",
      expects: "At least one broker; every host and port accepts a connection and answers ApiVersions",
      kills: "Advertises 0.0.0.0, an empty host or port 0",
      api: .metadata, unconfirmed: true
    ) { t in
      let topic = try await t.topic()
      let reply = try await t.metadata([topic.name])
      let brokers = reply["Brokers"].elements
      try t.expect(
        !brokers.isEmpty, "Metadata names brokers", field: "Brokers", got: "none", want: "1 or more",
        at: reply["Brokers"])
      for broker in brokers {
        let host = broker["Host"].string ?? ""
        let port = Int(broker["Port"].int ?? 0)
        let isUsable = !host.isEmpty && host != "0.0.0.0" && host != "::" && (1...65_535).contains(port)
        try t.expect(
          isUsable, "brokers are named by addresses that clients can reach", field: broker.path, got: "\(host):\(port)",
          want: "a host and a port", at: broker)
        if !isUsable { continue }
        let peer = try await t.peer(at: BrokerAddress(host: host, port: port))
        let request = try peer.send(.apiVersions, version: 0, [:])
        _ = try t.answered(await peer.fate(of: request), "a broker answers at the address that Metadata names")
      }
    }
  }

  static var nodeIdsAreUnique: Case {
    Case(
      "META-002", "Node ids are unique", .must, since: "0.8", source: "guide",
      sends: "Metadata",
      expects: "No node id twice; ids not negative",
      kills: "Same id for every broker behind a load balancer",
      api: .metadata, unconfirmed: true
    ) { t in
      let reply = try await t.metadata([])
      var seen: Set<Int64> = []
      for broker in reply["Brokers"].elements {
        let id = broker["NodeId"].int ?? -1
        try t.expect(
          id >= 0 && seen.insert(id).inserted, "each broker has an id of its own", field: broker["NodeId"].path,
          got: "\(id)", want: "an id that is not negative and not there yet", at: broker["NodeId"])
      }
      try t.expect(
        !seen.isEmpty, "Metadata names brokers", field: "Brokers", got: "none", want: "1 or more", at: reply["Brokers"])
    }
  }

  static var controllerId: Case {
    Case(
      "META-020", "Controller id", .must, since: "0.10", source: "guide",
      sends: "Metadata v1+",
      expects: "-1 or a listed broker",
      kills: "Controller not in the broker list: admin clients loop",
      api: .metadata, versions: 1...(.max)
    ) { t in
      let reply = try await t.metadata([])
      let controller = reply["ControllerId"]
      let ids = reply["Brokers"].elements.compactMap { $0["NodeId"].int }
      try t.expect(
        controller.int == -1 || ids.contains(controller.int ?? -2), "the controller is one of the brokers, or unknown",
        field: controller.path, got: controller.value?.text ?? "absent",
        want: "-1 or one of \(ids.map { "\($0)" }.joined(separator: ", "))", at: controller)
    }
  }

  static var clusterId: Case {
    Case(
      "META-021", "Cluster id", .must, since: "0.11", source: "KIP-78",
      sends: "Metadata v2+ and DescribeCluster",
      expects: "Same non-empty value everywhere, stable over reconnects",
      kills: "Null or different per broker: clients raise rebootstrap",
      api: .metadata, versions: 2...(.max), unconfirmed: true
    ) { t in
      let version = try t.version(of: .metadata)
      let first = try await t.metadata([])["ClusterId"]
      try t.expect(
        !(first.string ?? "").isEmpty, "the cluster has an id", field: first.path, got: first.value?.text ?? "absent",
        want: "a text", at: first)
      let want = first.value ?? .null
      for broker in t.target.discovery.brokers {
        let peer = try await t.peer(to: broker.id)
        let again = try await peer.call(.metadata, version: version, t.noTopics(version))
        try t.equal(again["ClusterId"], want, "every broker names the same cluster, on every connection")
      }
      if t.target.discovery.usable(.describeCluster) != nil {
        let described = try await t.call(.describeCluster, [:])
        try t.equal(described["ClusterId"], want, "DescribeCluster names the same cluster as Metadata")
      }
    }
  }

  static var rackField: Case {
    Case(
      "META-022", "Rack field", .should, since: "0.10", source: "KIP-36",
      sends: "Metadata v1+",
      expects: "Null or the configured string",
      kills: "Empty string for null",
      api: .metadata, versions: 1...(.max), unconfirmed: true
    ) { t in
      let reply = try await t.metadata([])
      let configured = t.target.options.configured["broker.rack"]
      for broker in reply["Brokers"].elements {
        let rack = broker["Rack"]
        let isSound = configured.map { rack.string == $0 } ?? (rack.isNull || !(rack.string ?? "").isEmpty)
        try t.expect(
          isSound, "the rack is what was configured, null where nothing was", field: rack.path,
          got: rack.value?.text ?? "absent", want: configured ?? "null or a text", at: rack)
      }
    }
  }

  static var sameViewOnEachBroker: Case {
    Case(
      "META-031", "Same view on each broker", .must, since: "0.8", source: "guide",
      sends: "Metadata for suite topics from all brokers",
      expects: "Same ids, leaders, partition counts once quiet",
      kills: "Each broker names itself leader of all",
      tags: [.twoBrokers],
      api: .metadata, unconfirmed: true
    ) { t in
      let topics = [try await t.topic(partitions: 3), try await t.topic(partitions: 2)]
      let version = try t.version(of: .metadata)
      var first: [String]?
      for broker in t.target.discovery.brokers {
        let peer = try await t.node(broker.id)
        // Each broker learns of new topics in its own time.
        let view = try await t.eventually("all brokers show the same topics") { () -> [String]? in
          let reply = try await t.metadata(topics.map(\.name), version: version, to: peer)
          let lines = topics.flatMap { topic in
            let entry = reply["Topics"].first("Name", .string(topic.name))
            return entry["Partitions"].elements.map { partition in
              let id = entry["TopicId"].value?.text ?? ""
              return "\(topic.name) \(id) \(partition["PartitionIndex"].int ?? -1) \(partition["LeaderId"].int ?? -1)"
            }
          }.sorted()
          return lines.count == 5 && (first == nil || lines == first) ? lines : nil
        }
        try t.expect(
          first == nil || view == first, "all brokers show the same topics", field: "Topics",
          got: view.joined(separator: ", "), want: first?.joined(separator: ", ") ?? "")
        first = view
      }
    }
  }

  static var listenerConsistency: Case {
    Case(
      "META-032", "Listener consistency", .must, since: "0.9", source: "KIP-103",
      sends: "Metadata through two listeners",
      expects: "Hosts and ports of the listener used",
      kills: "Returns internal addresses to external clients",
      tags: [.configured],
      api: .metadata, unconfirmed: true
    ) { t in
      let others = t.target.options.listeners.filter { $0.key != "sasl" && $0.key != "tls" }
      if others.isEmpty { throw CaseEnd.skipped("needs a second plaintext listener in the run file") }
      let version = try t.version(of: .metadata)
      for (name, address) in others.sorted(by: { $0.key < $1.key }) {
        let peer = try await t.peer(at: address)
        let reply = try await peer.call(.metadata, version: version, t.noTopics(version))
        let named = reply["Brokers"].elements.map { "\($0["Host"].string ?? ""):\($0["Port"].int ?? 0)" }
        try t.expect(
          named.contains { $0.hasSuffix(":\(address.port)") },
          "Metadata through the listener \(name) names addresses of that listener", field: "Brokers",
          got: named.joined(separator: ", "), want: "\(address)", at: reply["Brokers"])
      }
    }
  }

  static var rebootstrapError: Case {
    Case(
      "META-033", "Rebootstrap error", .may, since: "4.0", source: "KIP-1102",
      sends: "Metadata v13 in a broker that signals it",
      expects: "REBOOTSTRAP_REQUIRED (129) is only ever top level",
      kills: "Error code field missing in v13",
      api: .metadata, versions: 13...(.max), unconfirmed: true
    ) { t in
      let reply = try await t.metadata([t.name()])
      try t.expect(
        reply["ErrorCode"].exists, "Metadata has an error code of its own from version 13 on", field: "ErrorCode",
        got: "absent", want: "an error code", at: reply.body)
      for topic in reply["Topics"].elements {
        try t.expect(
          topic["ErrorCode"].int != 129, "to bootstrap again is asked for all, not for a topic",
          field: topic["ErrorCode"].path, got: "REBOOTSTRAP_REQUIRED (129)", want: "another code",
          at: topic["ErrorCode"])
      }
      t.note("top-level error \(reply["ErrorCode"].int ?? 0)")
    }
  }
}
