import KafkaSchema
import KafkaWire
import NIOCore

/// Configurations that come with a new topic.
enum TopicConfigs {
  static var cases: [Case] {
    [
      configAcceptedAndStored, unknownConfigName, badConfigValue, nullConfigValue,
    ]
  }

  static var configAcceptedAndStored: Case {
    Case(
      "TOPIC-021", "Config accepted and stored", .must, since: "0.10.1", source: "KIP-4",
      sends: "cleanup.policy=compact, retention.ms=12345",
      expects: "DescribeConfigs shows both as dynamic topic configs",
      kills: "Accepted and forgotten",
      api: .createTopics, needs: [.describeConfigs, .metadata], unconfirmed: true
    ) { t in
      let name = t.name("t")
      let wants = [("cleanup.policy", "compact"), ("retention.ms", "12345")]
      let created = try await t.createTopic(t.newTopic(name, configs: wants.map { ($0.0, $0.1) }))
      try t.accepted(created["ErrorCode"], "a topic is created with configurations")
      _ = try await t.visible(name, partitions: 1)
      let version = try t.version(of: .describeConfigs)
      let reply = try await t.call(
        .describeConfigs,
        ["Resources": [["ResourceType": 2, "ResourceName": .string(name), "ConfigurationKeys": nil]]],
        version: version)
      let result = reply["Results"][0]
      try t.accepted(result["ErrorCode"], "the configuration of the topic is described")
      for (key, value) in wants {
        let config = result["Configs"].first("Name", .string(key))
        try t.equal(config["Value"], .string(value), "\(key) is what it was created with")
        if version >= 1 {
          try t.equal(config["ConfigSource"], 1, "\(key) is the topic's own")
        } else {
          try t.equal(config["IsDefault"], false, "\(key) is the topic's own")
        }
      }
    }
  }

  static var unknownConfigName: Case {
    Case(
      "TOPIC-022", "Unknown config name", .should, since: "0.10.1", source: "AK",
      sends: "foo.bar=1",
      expects: "INVALID_CONFIG (40), message names it",
      kills: "Silently ignored",
      api: .createTopics
    ) { t in
      let created = try await t.createTopic(t.newTopic(t.name("t"), configs: [("foo.bar", "1")]))
      try t.code(created["ErrorCode"], 40, "an unknown configuration is refused")
      if created["ErrorMessage"].exists {
        let message = created["ErrorMessage"]
        try t.expect(
          (message.string ?? "").contains("foo.bar"), "the message names the unknown configuration",
          field: message.path,
          got: message.value?.text ?? "absent", want: "a text with foo.bar", at: message)
      }
    }
  }

  static var badConfigValue: Case {
    Case(
      "TOPIC-023", "Bad config value", .should, since: "0.10.1", source: "AK",
      sends: "retention.ms=abc; cleanup.policy=foo; segment.bytes=1",
      expects: "INVALID_CONFIG (40)",
      kills: "Stored; broker fails later",
      api: .createTopics
    ) { t in
      for (key, value) in [("retention.ms", "abc"), ("cleanup.policy", "foo"), ("segment.bytes", "1")] {
        let created = try await t.createTopic(t.newTopic(t.name("t"), configs: [(key, value)]))
        try t.code(created["ErrorCode"], 40, "\(key)=\(value) is refused")
      }
    }
  }

  static var nullConfigValue: Case {
    Case(
      "TOPIC-024", "Null config value", .should, since: "0.10.1", source: "AK",
      sends: "retention.ms=null",
      expects: "INVALID_CONFIG (40)",
      kills: "Null dereference",
      api: .createTopics
    ) { t in
      let created = try await t.createTopic(t.newTopic(t.name("t"), configs: [("retention.ms", nil)]))
      try t.code(created["ErrorCode"], 40, "a configuration of null is refused")
    }
  }
}
