package import KafkaSchema
import KafkaWire
import NIOCore

/// An offset to be committed.
package struct OffsetEntry: Sendable {
  package var partition: Int
  package var offset: Int64
  package var metadata: String?
  package var leaderEpoch: Int32

  package init(_ offset: Int64, partition: Int = 0, metadata: String? = "", leaderEpoch: Int32 = -1) {
    self.partition = partition
    self.offset = offset
    self.metadata = metadata
    self.leaderEpoch = leaderEpoch
  }
}

/// The answer to OffsetFetch for one group, at any version.
package struct FetchedOffsets: Sendable {
  package var reply: Reply
  /// Where the group's topics and its error code are: the answer itself before version 8.
  package var group: Node

  package var topics: Node { group["Topics"] }

  package func topic(_ topic: TestTopic) -> Node {
    let name: (String, Value) = topic.reference("Name", version: reply.version, idFrom: 10)
    return topics.first(name.0, name.1)
  }

  package subscript(_ topic: TestTopic, _ partition: Int) -> Node {
    self.topic(topic)["Partitions"].first("PartitionIndex", Value(partition))
  }
}

extension Trial {
  // MARK: OffsetCommit

  /// The body of OffsetCommit.
  package func commitBody(
    _ group: String, _ topics: [(TestTopic, [OffsetEntry])], as member: Member? = nil, retention: Int64 = -1,
    version: Int16
  ) -> Value {
    let list = topics.map { topic, entries -> Value in
      let partitions = entries.map { entry -> Value in
        [
          "PartitionIndex": Value(entry.partition), "CommittedOffset": Value(entry.offset),
          "CommittedLeaderEpoch": Value(entry.leaderEpoch), "CommittedMetadata": Value(entry.metadata),
        ]
      }
      return .fields([
        topic.reference("Name", version: version, idFrom: 10), ("Partitions", .array(partitions)),
      ])
    }
    return .fields([
      ("GroupId", .string(group)), ("GenerationIdOrMemberEpoch", Value(member?.generation ?? -1)),
      ("MemberId", .string(member?.id ?? "")),
      ("GroupInstanceId", Value(version >= 7 ? member?.query.instanceId : nil)),
      ("RetentionTimeMs", Value(retention)), ("Topics", .array(list)),
    ])
  }

  /// Commits offsets, as a simple consumer or as a member, and returns the answer without judging it.
  package func commit(
    _ group: String, _ topics: [(TestTopic, [OffsetEntry])], as member: Member? = nil, retention: Int64 = -1,
    on peer: Peer? = nil, version chosen: Int16? = nil
  ) async throws -> Reply {
    let version = try chosen ?? version(of: .offsetCommit)
    let used: Peer
    if let peer { used = peer } else { used = try await service(group) }
    return try await ask(
      used, .offsetCommit, commitBody(group, topics, as: member, retention: retention, version: version),
      version: version)
  }

  /// Commits one offset; returns the error code of its partition.
  package func commit(
    _ group: String, _ topic: TestTopic, _ entry: OffsetEntry, as member: Member? = nil, on peer: Peer? = nil,
    version: Int16? = nil
  ) async throws -> Node {
    let reply = try await commit(group, [(topic, [entry])], as: member, on: peer, version: version)
    return Self.committed(reply, topic, entry.partition)
  }

  /// The error code of one partition in an answer to OffsetCommit.
  package static func committed(_ reply: Reply, _ topic: TestTopic, _ partition: Int = 0) -> Node {
    let name: (String, Value) = topic.reference("Name", version: reply.version, idFrom: 10)
    return reply["Topics"].first(name.0, name.1)["Partitions"].first("PartitionIndex", Value(partition))["ErrorCode"]
  }

  /// Commits an offset as set-up.
  package func keep(
    _ group: String, _ topic: TestTopic, _ entry: OffsetEntry, as member: Member? = nil, on peer: Peer? = nil
  ) async throws {
    try await eventually("a commit to a topic that was just made is accepted") { () -> Void? in
      let code = try await self.commit(group, topic, entry, as: member, on: peer)
      if let number = code.int, [3, 100].contains(number) { return nil }
      try Self.setUp(code, "an offset is committed")
      return ()
    }
  }

  // MARK: OffsetFetch

  /// What a case asks OffsetFetch for: topics and partitions, or nil for all.
  package typealias WantedOffsets = [(topic: TestTopic, partitions: [Int])]?

  private static func wanted(_ topics: WantedOffsets, version: Int16) -> Value {
    guard let topics else { return nil }
    return .array(
      topics.map { topic, partitions in
        .fields([
          topic.reference("Name", version: version, idFrom: 10),
          ("PartitionIndexes", .array(partitions.map { Value($0) })),
        ])
      })
  }

  /// The body of OffsetFetch for one group.
  package func offsetsBody(
    _ group: String, _ topics: WantedOffsets, requireStable: Bool = false, version: Int16
  ) -> Value {
    let list = Self.wanted(topics, version: version)
    var body: [(String, Value)] =
      version >= 8
      ? [("Groups", [["GroupId": .string(group), "Topics": list]])] : [("GroupId", .string(group)), ("Topics", list)]
    if version >= 7 { body.append(("RequireStable", .bool(requireStable))) }
    return .fields(body)
  }

  /// Fetches the offsets of one group, without judging the answer.
  package func offsets(
    _ group: String, _ topics: WantedOffsets, requireStable: Bool = false, on peer: Peer? = nil,
    version chosen: Int16? = nil
  ) async throws -> FetchedOffsets {
    let version = try chosen ?? version(of: .offsetFetch)
    let body = offsetsBody(group, topics, requireStable: requireStable, version: version)
    let used: Peer
    if let peer { used = peer } else { used = try await service(group) }
    let reply = try await ask(used, .offsetFetch, body, version: version)
    return Self.fetched(reply, of: group)
  }

  /// Fetches the offsets of several groups in one request, from version 8 on.
  package func offsets(_ groups: [(String, WantedOffsets)], version: Int16) async throws -> Reply {
    let list = groups.map { group, topics -> Value in
      ["GroupId": .string(group), "Topics": Self.wanted(topics, version: version)]
    }
    return try await ask(
      try await service(groups.first?.0 ?? ""), .offsetFetch, ["Groups": .array(list)], version: version)
  }

  package static func fetched(_ reply: Reply, of group: String) -> FetchedOffsets {
    FetchedOffsets(
      reply: reply, group: reply.version >= 8 ? reply["Groups"].first("GroupId", .string(group)) : reply.body)
  }

  /// What a group has committed for a partition: the partition's part of the answer to OffsetFetch.
  package func offset(_ group: String, _ topic: TestTopic, _ partition: Int = 0, on peer: Peer? = nil) async throws
    -> Node
  {
    try await offsets(group, [(topic, [partition])], on: peer)[topic, partition]
  }

  /// Requires that a group has an offset for a partition; -1 for none.
  package func stored(
    _ group: String, _ topic: TestTopic, _ partition: Int = 0, _ want: Int64, on peer: Peer? = nil,
    _ requirement: String
  ) async throws {
    let found = try await offset(group, topic, partition, on: peer)
    try accepted(found["ErrorCode"], "committed offsets are fetched without an error")
    try equal(found["CommittedOffset"], Value(want), requirement)
  }

  // MARK: OffsetDelete

  /// Sends OffsetDelete.
  package func deleteOffsets(_ group: String, _ topics: [(TestTopic, [Int])]) async throws -> Reply {
    let list = topics.map { topic, partitions -> Value in
      [
        "Name": .string(topic.name), "Partitions": .array(partitions.map { ["PartitionIndex": Value($0)] }),
      ]
    }
    return try await ask(
      try await service(group), .offsetDelete, ["GroupId": .string(group), "Topics": .array(list)],
      version: try version(of: .offsetDelete))
  }

  /// The error code of one partition in an answer to OffsetDelete.
  package static func deleted(_ reply: Reply, _ topic: TestTopic, _ partition: Int = 0) -> Node {
    reply["Topics"].first("Name", .string(topic.name))["Partitions"].first("PartitionIndex", Value(partition))[
      "ErrorCode"]
  }
}
