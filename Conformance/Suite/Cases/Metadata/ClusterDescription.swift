import KafkaSchema
import KafkaWire
import NIOCore

/// DescribeCluster, which tells what Metadata tells without topics (KIP-700).
enum ClusterDescription {
  static var cases: [Case] {
    [
      describecluster, describeclusterEndpointTypeMismatch, describeclusterUnknownEndpointType,
      describeclusterFencedBrokers,
    ]
  }

  static var describecluster: Case {
    Case(
      "META-034", "DescribeCluster", .must, since: "2.8", source: "KIP-700",
      sends: "v0+",
      expects: "Cluster id, controller, brokers equal to Metadata",
      kills: "Differs from Metadata",
      api: .describeCluster, needs: [.metadata]
    ) { t in
      let metadata = try await t.metadata([])
      let described = try await t.call(.describeCluster, [:])
      try t.accepted(described["ErrorCode"], "the cluster is described")
      if metadata["ClusterId"].exists {
        try t.equal(
          described["ClusterId"], metadata["ClusterId"].value ?? .null,
          "DescribeCluster names the cluster as Metadata does")
      }
      func brokers(_ reply: Reply, _ id: String) -> [String] {
        reply["Brokers"].elements.map { broker in
          let rack = broker["Rack"].string ?? "none"
          return "\(broker[id].int ?? -1) \(broker["Host"].string ?? ""):\(broker["Port"].int ?? 0) \(rack)"
        }.sorted()
      }
      let want = brokers(metadata, "NodeId")
      let got = brokers(described, "BrokerId")
      try t.expect(
        got == want, "DescribeCluster names the same brokers as Metadata", field: "Brokers",
        got: got.joined(separator: ", "),
        want: want.joined(separator: ", "), at: described["Brokers"])
      // Which broker takes the controller's part may change from answer to answer where there are several.
      let controller = described["ControllerId"]
      let ids = described["Brokers"].elements.compactMap { $0["BrokerId"].int }
      let isRight =
        ids.count == 1 && metadata["ControllerId"].exists
        ? controller.int == metadata["ControllerId"].int : ids.contains(controller.int ?? -1) || controller.int == -1
      try t.expect(
        isRight, "DescribeCluster names the controller as Metadata does", field: controller.path,
        got: controller.value?.text ?? "absent", want: "\(metadata["ControllerId"].int ?? -1)", at: controller)
    }
  }

  static var describeclusterEndpointTypeMismatch: Case {
    Case(
      "META-035", "DescribeCluster endpoint type mismatch", .should, since: "3.7", source: "KIP-919",
      sends: "v1 with type 2 sent to a broker listener",
      expects: "MISMATCHED_ENDPOINT_TYPE (114)",
      kills: "Answers brokers as if they were controllers",
      api: .describeCluster, versions: 1...(.max)
    ) { t in
      let reply = try await t.call(.describeCluster, ["EndpointType": 2])
      try t.code(reply["ErrorCode"], 114, "controllers are not described on a broker's listener")
    }
  }

  static var describeclusterUnknownEndpointType: Case {
    Case(
      "META-036", "DescribeCluster unknown endpoint type", .should, since: "3.7", source: "KIP-919",
      sends: "v1 with type 9",
      expects: "UNSUPPORTED_ENDPOINT_TYPE (115)",
      kills: "Ignored",
      api: .describeCluster, versions: 1...(.max)
    ) { t in
      let reply = try await t.call(.describeCluster, ["EndpointType": 9])
      try t.code(reply["ErrorCode"], 115, "an unknown type of endpoint is refused")
    }
  }

  static var describeclusterFencedBrokers: Case {
    Case(
      "META-037", "DescribeCluster fenced brokers", .should, since: "4.0", source: "KIP-1073",
      sends: "v2 include_fenced_brokers true and false",
      expects: "Fenced ones only when asked, is_fenced correct",
      kills: "Fenced brokers always listed",
      tags: [.twoBrokers, .restarts],
      api: .describeCluster, versions: 2...(.max), deadline: .seconds(60), unconfirmed: true
    ) { t in
      guard let victim = t.target.discovery.brokers.first(where: { $0.address != t.target.bootstrap }) else {
        throw CaseEnd.skipped("needs a broker beside the one at the bootstrap address")
      }
      let peer = try await t.main
      func find(_ fenced: Bool) async throws -> Node {
        let reply = try await peer.call(
          .describeCluster, version: try t.version(of: .describeCluster), ["IncludeFencedBrokers": .bool(fenced)])
        return reply["Brokers"].first("BrokerId", Value(victim.id))
      }
      try t.equal(try await find(true)["IsFenced"], false, "a broker that is there is not fenced")
      try await t.stop(victim.id)
      let fenced = try await t.eventually("a broker that is gone is fenced", within: .seconds(40)) { () -> Node? in
        let entry = try await find(true)
        return entry["IsFenced"].bool == true ? entry : nil
      }
      try t.equal(fenced["IsFenced"], true, "a fenced broker is listed when it is asked for")
      let hidden = try await find(false)
      try t.expect(
        !hidden.exists, "a fenced broker is not listed unless it is asked for", field: hidden.path,
        got: "broker \(victim.id)", want: "no such broker", at: hidden)
    }
  }
}
