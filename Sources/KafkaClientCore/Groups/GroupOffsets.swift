package import KafkaMessages
package import KafkaWire

/// What a group has committed for a partition, or is to commit.
package struct CommittedOffset: Equatable, Sendable {
  /// The next offset to read, never below 0.
  package var offset: Int64
  /// The leader epoch of the last record read; -1 where unknown (KIP-320).
  package var leaderEpoch: Int32
  /// The application's own note.
  package var metadata: String

  package init(offset: Int64, leaderEpoch: Int32 = -1, metadata: String = "") {
    self.offset = offset
    self.leaderEpoch = leaderEpoch
    self.metadata = metadata
  }
}

/// Who commits. A consumer without a group membership has generation -1 and no member identifier.
package struct GroupIdentity: Equatable, Sendable {
  package var group: String
  package var generation: Int32
  package var member: String
  package var instance: String?

  package init(group: String, generation: Int32 = -1, member: String = "", instance: String? = nil) {
    self.group = group
    self.generation = generation
    self.member = member
    self.instance = instance
  }
}

/// The requests for committed offsets, in the shape of the version spoken, and the answers in one shape.
package enum GroupOffsets {
  /// From version 10 on topics go by identifier, which a consumer does not need here.
  package static let versions: ClosedRange<Int16> = 1...9

  package enum Failure: Error, Equatable, Sendable {
    /// The whole answer is an error.
    case refused(ErrorCode)
    /// The answer is about another group.
    case noAnswer
  }

  /// `require_stable` holds the answer back while a transaction on the offsets is open, as of version 7 (KIP-447).
  package static func fetchRequest(
    _ partitions: [TopicPartition], group: String, version: Int16
  ) -> OffsetFetchRequest {
    OffsetFetchRequest.with { request in
      let byTopic = Dictionary(grouping: partitions, by: \.topic).sorted { $0.key < $1.key }
      if version >= 8 {
        request.groups = [
          .with { entry in
            entry.groupId = group
            entry.topics = byTopic.map { topic, partitions in
              .with {
                $0.name = topic
                $0.partitionIndexes = partitions.map(\.partition)
              }
            }
          }
        ]
      } else {
        request.groupId = group
        request.topics = byTopic.map { topic, partitions in
          .with {
            $0.name = topic
            $0.partitionIndexes = partitions.map(\.partition)
          }
        }
      }
      request.requireStable = version >= 7
    }
  }

  /// - Returns: For each partition in the answer its committed offset, nil for none, or its error.
  package static func committed(
    in response: OffsetFetchResponse, group: String, version: Int16
  ) throws(Failure) -> [TopicPartition: Result<CommittedOffset?, BrokerFailure>] {
    var found: [TopicPartition: Result<CommittedOffset?, BrokerFailure>] = [:]
    func add(
      _ topic: String, _ partition: Int32, _ offset: Int64, _ epoch: Int32, _ metadata: String?, _ error: Int16
    ) {
      let error = ErrorCode(rawValue: error)
      found[TopicPartition(topic: topic, partition: partition)] =
        error != .none
        ? .failure(BrokerFailure(code: error))
        : .success(
          offset < 0 ? nil : CommittedOffset(offset: offset, leaderEpoch: epoch, metadata: metadata ?? ""))
    }
    if version >= 8 {
      guard let answer = response.groups.first(where: { $0.groupId == group }) else { throw .noAnswer }
      try check(answer.errorCode)
      for topic in answer.topics {
        for entry in topic.partitions {
          add(
            topic.name, entry.partitionIndex, entry.committedOffset, entry.committedLeaderEpoch, entry.metadata,
            entry.errorCode)
        }
      }
    } else {
      try check(response.errorCode)
      for topic in response.topics {
        for entry in topic.partitions {
          add(
            topic.name, entry.partitionIndex, entry.committedOffset, entry.committedLeaderEpoch, entry.metadata,
            entry.errorCode)
        }
      }
    }
    return found
  }

  private static func check(_ code: Int16) throws(Failure) {
    let error = ErrorCode(rawValue: code)
    if error != .none { throw .refused(error) }
  }

  package static func commitRequest(
    _ offsets: [TopicPartition: CommittedOffset], by identity: GroupIdentity, version: Int16
  ) -> OffsetCommitRequest {
    OffsetCommitRequest.with { request in
      request.groupId = identity.group
      request.generationIdOrMemberEpoch = identity.generation
      request.memberId = identity.member
      if version >= 7 { request.groupInstanceId = identity.instance }
      request.topics = Dictionary(grouping: offsets, by: \.key.topic).sorted { $0.key < $1.key }.map { topic, entries in
        .with {
          $0.name = topic
          $0.partitions = entries.sorted { $0.key < $1.key }.map { partition, offset in
            .with {
              $0.partitionIndex = partition.partition
              $0.committedOffset = offset.offset
              if version >= 6 { $0.committedLeaderEpoch = offset.leaderEpoch }
              $0.committedMetadata = offset.metadata
            }
          }
        }
      }
    }
  }

  /// - Returns: The partitions that were not committed, and why.
  package static func failures(in response: OffsetCommitResponse) -> [TopicPartition: ErrorCode] {
    var failures: [TopicPartition: ErrorCode] = [:]
    for topic in response.topics {
      for entry in topic.partitions where entry.errorCode != 0 {
        failures[TopicPartition(topic: topic.name, partition: entry.partitionIndex)] =
          ErrorCode(rawValue: entry.errorCode)
      }
    }
    return failures
  }
}

/// A partition's error code as a value that can be thrown.
package struct BrokerFailure: Error, Equatable, Sendable {
  package var code: ErrorCode
}
