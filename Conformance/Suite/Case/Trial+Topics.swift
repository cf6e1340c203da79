package import KafkaSchema
package import KafkaWire

/// A topic that the case has made.
package struct TestTopic: Hashable, Sendable {
  package var name: String
  /// Zero where the broker has no topic ids.
  package var id: KafkaUUID
  package var partitions: Int

  package init(name: String, id: KafkaUUID, partitions: Int) {
    self.name = name
    self.id = id
    self.partitions = partitions
  }

  /// The topic as requests of this version name it: by its id from `idVersion`, by its name before.
  package func reference(_ name: String, version: Int16, idFrom idVersion: Int16) -> (String, Value) {
    version >= idVersion ? ("TopicId", .uuid(id)) : (name, .string(self.name))
  }
}

extension Trial {
  /// Makes a topic, waits until its partitions have leaders, and deletes it when the case is over.
  ///
  /// A broker without CreateTopics gets it by auto-creation, which cannot set partitions or configs.
  package func topic(
    partitions: Int = 1, configs: [(String, String?)] = [], name: String? = nil
  ) async throws -> TestTopic {
    try target.requireWrites()
    let name = name ?? self.name("t")
    if target.discovery.usable(.createTopics) != nil {
      let reply = try await create(name, partitions: partitions, configs: configs)
      let code = reply["Topics"][0]["ErrorCode"].int ?? -1
      guard code == 0 else {
        throw SuiteError(
          "cannot create topic \(name): error \(code), \(reply["Topics"][0]["ErrorMessage"].string ?? "no message")")
      }
    } else if partitions > 1 || !configs.isEmpty {
      throw CaseEnd.unsupported("CreateTopics is not advertised")
    }
    deleteAtEnd(name)
    return try await visible(name, partitions: partitions)
  }

  /// Sends CreateTopics for one topic.
  package func create(
    _ name: String, partitions: Int, replicas: Int = 1, configs: [(String, String?)] = [], validateOnly: Bool = false
  ) async throws -> Reply {
    let version = try version(of: .createTopics)
    var body: [(String, Value)] = [
      (
        "Topics",
        [
          [
            "Name": .string(name), "NumPartitions": Value(partitions), "ReplicationFactor": Value(replicas),
            "Configs": .array(configs.map { ["Name": .string($0.0), "Value": Value($0.1)] }),
          ]
        ]
      ), ("timeoutMs", 10_000),
    ]
    if version >= 1 { body.append(("validateOnly", .bool(validateOnly))) }
    return try await controller.call(.createTopics, version: version, .fields(body))
  }

  /// Deletes a topic when the case is over, whether or not it exists then.
  package func deleteAtEnd(_ name: String) {
    guard target.discovery.usable(.deleteTopics) != nil else { return }
    cleanUp { [self] in _ = try await delete(name) }
  }

  @discardableResult
  package func delete(_ name: String) async throws -> Reply {
    let version = try version(of: .deleteTopics)
    let topics: (String, Value) =
      version >= 6 ? ("Topics", [["Name": .string(name)]]) : ("TopicNames", [.string(name)])
    return try await controller.call(.deleteTopics, version: version, .fields([topics, ("TimeoutMs", 10_000)]))
  }

  /// Waits until Metadata shows the topic with that many partitions and a leader for each.
  package func visible(_ name: String, partitions: Int) async throws -> TestTopic {
    try await eventually("topic \(name) gets leaders after it was created") {
      let found = try await self.metadata([name], autoCreate: self.target.discovery.usable(.createTopics) == nil)
      let topic = found["Topics"].first("Name", .string(name))
      guard topic["ErrorCode"].int == 0, topic["Partitions"].count >= partitions,
        topic["Partitions"].elements.allSatisfy({ $0["ErrorCode"].int == 0 && ($0["LeaderId"].int ?? -1) >= 0 })
      else { return nil }
      if found.version >= 10, topic["TopicId"].uuid == .zero { self.target.noticeTopicWithoutId() }
      return TestTopic(name: name, id: topic["TopicId"].uuid ?? .zero, partitions: topic["Partitions"].count)
    }
  }

  /// Sends Metadata for these topics; nil for all.
  package func metadata(
    _ names: [String]?, autoCreate: Bool = false, version chosen: Int16? = nil, to peer: Peer? = nil
  ) async throws -> Reply {
    let version = try chosen ?? version(of: .metadata)
    let topics: Value = names.map { .array($0.map { ["Name": .string($0)] }) } ?? (version == 0 ? [] : nil)
    var body: [(String, Value)] = [("Topics", topics)]
    if version >= 4 { body.append(("AllowAutoTopicCreation", .bool(autoCreate))) }
    let used: Peer
    if let peer { used = peer } else { used = try await main }
    return try await used.call(.metadata, version: version, .fields(body))
  }

  /// The broker that takes changes to topics.
  package var controller: Peer {
    get async throws {
      let id = target.discovery.controller
      return id >= 0 && target.discovery.address(of: id) != nil ? try await node(id) : try await main
    }
  }

  /// The broker that leads a partition.
  package func leader(of topic: TestTopic, partition: Int = 0) async throws -> Peer {
    if target.discovery.brokers.count <= 1 { return try await main }
    let reply = try await metadata([topic.name])
    let found = reply["Topics"].first("Name", .string(topic.name))["Partitions"]
      .first("PartitionIndex", Value(partition))
    guard let id = found["LeaderId"].int, id >= 0 else {
      throw SuiteError("\(topic.name)-\(partition) has no leader")
    }
    return try await node(Int32(id))
  }
}

extension Value {
  /// A struct whose fields are put together step by step.
  package static func fields(_ fields: [(String, Value)]) -> Value {
    .structure(Structure(fields.map { .init(name: $0.0, value: $0.1) }))
  }
}
