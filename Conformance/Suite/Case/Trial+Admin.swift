package import KafkaSchema
package import KafkaWire

extension Trial {
  // MARK: CreateTopics

  /// An entry of CreateTopics.
  ///
  /// - Parameter assignments: Partitions and the brokers that they are to be on.
  package func newTopic(
    _ name: String, partitions: Int = 1, replicas: Int = 1, assignments: [(partition: Int, brokers: [Int])] = [],
    configs: [(String, String?)] = []
  ) -> Value {
    [
      "Name": .string(name), "NumPartitions": Value(partitions), "ReplicationFactor": Value(replicas),
      "Assignments": .array(
        assignments.map { assignment in
          [
            "PartitionIndex": Value(assignment.partition),
            "BrokerIds": .array(assignment.brokers.map { Value($0) }),
          ]
        }),
      "Configs": .array(configs.map { ["Name": .string($0.0), "Value": Value($0.1)] }),
    ]
  }

  /// Sends CreateTopics with these entries, without judging the answer. What was made is deleted when the case is over.
  package func createTopics(
    _ entries: [Value], validateOnly: Bool = false, timeout: Int = 10_000, to peer: Peer? = nil
  ) async throws -> Reply {
    try target.requireWrites()
    let version = try version(of: .createTopics)
    var body: [(String, Value)] = [("Topics", .array(entries)), ("timeoutMs", Value(timeout))]
    if version >= 1 { body.append(("validateOnly", .bool(validateOnly))) }
    let used: Peer
    if let peer { used = peer } else { used = try await controller }
    let reply = try await used.call(.createTopics, version: version, .fields(body), within: target.limit(.seconds(30)))
    for topic in reply["Topics"].elements where topic["ErrorCode"].int == 0 && !validateOnly {
      if let name = topic["Name"].string { deleteAtEnd(name) }
    }
    return reply
  }

  /// Sends CreateTopics for one topic and returns its part of the answer.
  package func createTopic(_ entry: Value, validateOnly: Bool = false, timeout: Int = 10_000) async throws -> Node {
    let reply = try await createTopics([entry], validateOnly: validateOnly, timeout: timeout)
    return reply["Topics"][0]
  }

  /// Requires that no topic has that name, now and 200 ms later.
  package func notThere(_ name: String, _ requirement: String) async throws {
    for _ in 0..<2 {
      let isThere = try await isThere(name)
      if isThere { deleteAtEnd(name) }
      try expect(!isThere, requirement, field: "Topics", got: name, want: "no such topic")
      try await Task.sleep(for: .milliseconds(200))
    }
  }

  /// Whether Metadata shows a topic with that name, also one that is not ready.
  ///
  /// Before version 4 asking for a topic may make it, so that all are asked for.
  package func isThere(_ name: String, on peer: Peer? = nil) async throws -> Bool {
    let reply = try await metadata(version(of: .metadata) >= 4 ? [name] : nil, to: peer)
    let entry = reply["Topics"].first("Name", .string(name))
    return entry.exists && ![3, 17].contains(entry["ErrorCode"].int ?? 3)
  }

  /// A topic's part of the answer to Metadata.
  package func topicEntry(_ name: String, from peer: Peer? = nil) async throws -> Node {
    let reply = try await metadata([name], to: peer)
    return reply["Topics"].first("Name", .string(name))
  }

  /// Requires that a topic has that many partitions, now and 200 ms later.
  package func partitionCount(_ topic: TestTopic, is count: Int, _ requirement: String) async throws {
    for _ in 0..<2 {
      let partitions = try await topicEntry(topic.name)["Partitions"]
      try expect(
        partitions.count == count, requirement, field: partitions.path, got: "\(partitions.count) partitions",
        want: "\(count)", at: partitions)
      try await Task.sleep(for: .milliseconds(200))
    }
  }

  // MARK: DeleteTopics

  /// Sends DeleteTopics with entries of name and id, as version 6 has them.
  package func deleteTopics(_ entries: [(name: String?, id: KafkaUUID)]) async throws -> Reply {
    try target.requireWrites()
    let version = try version(of: .deleteTopics)
    let body: [(String, Value)]
    if version >= 6 {
      body = [("Topics", .array(entries.map { ["Name": Value($0.name), "TopicId": .uuid($0.id)] }))]
    } else {
      body = [("TopicNames", .array(entries.map { Value($0.name) }))]
    }
    return try await controller.call(.deleteTopics, version: version, .fields(body + [("TimeoutMs", 10_000)]))
  }

  /// Deletes a topic and waits until it is unknown.
  package func gone(_ topic: TestTopic) async throws {
    let reply = try await delete(topic.name)
    try accepted(reply["Responses"].first("Name", .string(topic.name))["ErrorCode"], "a topic is deleted")
    _ = try await eventually("a deleted topic is unknown") { try await self.isThere(topic.name) ? nil : true }
  }

  /// Makes a topic with the name of one that was deleted; deletion may take its time.
  package func madeAgain(_ old: TestTopic) async throws -> TestTopic {
    _ = try await eventually("a deleted topic can be made again") {
      let created = try await self.createTopic(self.newTopic(old.name))
      return created["ErrorCode"].int == 0 ? true : nil
    }
    return try await visible(old.name, partitions: 1)
  }

  // MARK: DeleteRecords

  /// Deletes the records of a partition before an offset and returns the partition's part of the answer, without
  /// judging it.
  package func deleteRecords(
    _ topic: TestTopic, partition: Int = 0, before offset: Int64, timeout: Int = 10_000, on peer: Peer? = nil
  ) async throws -> Node {
    let version = try version(of: .deleteRecords)
    let used: Peer
    if let peer { used = peer } else { used = try await leader(of: topic, partition: partition) }
    let reply = try await used.call(
      .deleteRecords, version: version,
      [
        "Topics": [
          ["Name": .string(topic.name), "Partitions": [["PartitionIndex": Value(partition), "Offset": Value(offset)]]]
        ], "TimeoutMs": Value(timeout),
      ], within: target.limit(.milliseconds(timeout) + .seconds(10)))
    return reply["Topics"].first("Name", .string(topic.name))["Partitions"].first("PartitionIndex", Value(partition))
  }

  // MARK: CreatePartitions

  /// Sends CreatePartitions, without judging the answer.
  ///
  /// - Parameter entries: The topics, their new numbers of partitions, and the brokers of each new one if not nil.
  package func createPartitions(
    _ entries: [(name: String, count: Int, assignments: [[Int]]?)], validateOnly: Bool = false
  ) async throws -> Reply {
    try target.requireWrites()
    let version = try version(of: .createPartitions)
    let topics = entries.map { entry -> Value in
      let assignments = entry.assignments.map { lists in
        Value.array(lists.map { ["BrokerIds": .array($0.map { Value($0) })] })
      }
      return ["Name": .string(entry.name), "Count": Value(entry.count), "Assignments": assignments ?? nil]
    }
    return try await controller.call(
      .createPartitions, version: version,
      ["Topics": .array(topics), "TimeoutMs": 10_000, "ValidateOnly": .bool(validateOnly)])
  }

  /// Sends CreatePartitions for one topic and returns its part of the answer.
  package func grow(_ topic: TestTopic, to count: Int, assignments: [[Int]]? = nil) async throws -> Node {
    let reply = try await createPartitions([(topic.name, count, assignments)])
    return reply["Results"].first("Name", .string(topic.name))
  }
}
