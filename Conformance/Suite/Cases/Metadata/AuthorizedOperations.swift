import KafkaSchema
import KafkaWire
import NIOCore

/// What the client may do, as Metadata and DescribeCluster tell it (KIP-430).
enum AuthorizedOperations {
  static var cases: [Case] {
    [
      authorisedOperationsOnlyOnRequest, authorisedOperationsBitField, describeclusterAuthorisedOperations,
    ]
  }

  static var authorisedOperationsOnlyOnRequest: Case {
    Case(
      "META-026", "Authorised operations only on request", .should, since: "2.3", source: "KIP-430",
      sends: "Metadata v8 with both flags false",
      expects: "-2147483648 in topics and cluster",
      kills: "0: clients think \"no rights\"",
      api: .metadata, versions: 8...(.max)
    ) { t in
      let topic = try await t.topic()
      let version = try t.version(of: .metadata)
      let reply = try await t.metadata([topic.name])
      try t.equal(
        reply["Topics"].first("Name", .string(topic.name))["TopicAuthorizedOperations"], Value(Int32.min),
        "operations on topics are told only when they were asked for")
      if version <= 10 {
        try t.equal(
          reply["ClusterAuthorizedOperations"], Value(Int32.min),
          "operations on the cluster are told only when they were asked for")
      }
    }
  }

  static var authorisedOperationsBitField: Case {
    Case(
      "META-027", "Authorised operations bit field", .should, since: "2.3", source: "KIP-430",
      sends: "v8 with the topic flag",
      expects: "Bits set match a superuser or the ACLs: READ 3, WRITE 4, CREATE 5, DELETE 6, ALTER 7, DESCRIBE "
        + "8, DESCRIBE_CONFIGS 10, ALTER_CONFIGS 11",
      kills: "Bit positions shifted by one",
      api: .metadata, versions: 8...(.max)
    ) { t in
      let topic = try await t.topic()
      let reply = try await t.call(
        .metadata, ["Topics": [["Name": .string(topic.name)]], "IncludeTopicAuthorizedOperations": true])
      let operations = reply["Topics"].first("Name", .string(topic.name))["TopicAuthorizedOperations"]
      // READ, WRITE, CREATE, DELETE, ALTER, DESCRIBE, DESCRIBE_CONFIGS, ALTER_CONFIGS.
      let all: Int64 = 1 << 3 | 1 << 4 | 1 << 5 | 1 << 6 | 1 << 7 | 1 << 8 | 1 << 10 | 1 << 11
      let got = operations.int ?? -1
      let hasAuthorizer = t.target.options.configured["authorizer"] != nil
      try t.expect(
        hasAuthorizer ? got > 0 && got & ~all == 0 && got & (1 << 8) != 0 : got == all,
        "what a client may do to a topic is told by the bits of the operations", field: operations.path, got: "\(got)",
        want: hasAuthorizer ? "bits of \(all)" : "\(all)", at: operations)
    }
  }

  static var describeclusterAuthorisedOperations: Case {
    Case(
      "META-038", "DescribeCluster authorised operations", .should, since: "2.8", source: "KIP-700",
      sends: "Flag true and false",
      expects: "Bit field or -2147483648",
      kills: "0",
      api: .describeCluster, unconfirmed: true
    ) { t in
      let without = try await t.call(.describeCluster, ["IncludeClusterAuthorizedOperations": false])
      try t.equal(
        without["ClusterAuthorizedOperations"], Value(Int32.min),
        "operations on the cluster are told only when they were asked for")
      let with = try await t.call(.describeCluster, ["IncludeClusterAuthorizedOperations": true])
      let operations = with["ClusterAuthorizedOperations"]
      // CREATE, ALTER, DESCRIBE, CLUSTER_ACTION, DESCRIBE_CONFIGS, ALTER_CONFIGS, IDEMPOTENT_WRITE.
      let all: Int64 = 1 << 5 | 1 << 7 | 1 << 8 | 1 << 9 | 1 << 10 | 1 << 11 | 1 << 12
      let got = operations.int ?? -1
      try t.expect(
        got > 0 && got & ~all == 0 && got & (1 << 8) != 0,
        "what a client may do to the cluster is told by the bits of the operations", field: operations.path,
        got: "\(got)",
        want: "bits of \(all), DESCRIBE among them", at: operations)
    }
  }
}
