import KafkaMessages
import KafkaWire

/// An append on its way, and what happens when its outcome is known.
struct PendingAppend: Equatable, Sendable {
  var partition: Int32
  var records: [GroupRecord]
  /// Answers that leave when the records are in the log; in their failed form when they are not.
  var answers: [GroupEffects.Answer] = []
  var purpose: Purpose

  enum Purpose: Equatable, Sendable {
    /// Nothing but the answers.
    case offsets
    /// A group goes on.
    case group(id: String, GroupEffects.Write)
    /// A part of a DeleteGroups request.
    case deletion(request: UInt64, group: String, removed: ClassicGroup?)
    /// Offsets that are too old, or whose topic is gone. `removed` are the groups that went with them.
    case cleaning(removed: [ClassicGroup])
  }
}

enum GroupErrors {
  /// What a member is told when its group could not be written.
  static func forGroupWrite(_ error: ErrorCode) -> ErrorCode {
    switch error {
    case .unknownTopicOrPartition, .notEnoughReplicas, .notEnoughReplicasAfterAppend, .requestTimedOut:
      .coordinatorNotAvailable
    case .notLeaderOrFollower, .kafkaStorageError:
      .notCoordinator
    case .messageTooLarge, .recordListTooLarge, .invalidFetchSize:
      .unknownServerError
    default:
      error
    }
  }

  /// What a client is told when its offsets could not be written.
  static func forOffsetWrite(_ error: ErrorCode) -> ErrorCode {
    switch error {
    case .messageTooLarge, .recordListTooLarge, .invalidFetchSize:
      .invalidCommitOffsetSize
    default:
      forGroupWrite(error)
    }
  }
}

extension GroupResponse {
  /// The same answer when what it reports did not come about.
  func failed(_ error: ErrorCode) -> GroupResponse {
    switch self {
    case .joinGroup(let response):
      return .joinGroup(
        .with {
          $0.errorCode = error.rawValue
          $0.protocolName = response.protocolName == nil ? nil : ""
        })
    case .syncGroup:
      return .syncGroup(.failure(error))
    case .leaveGroup:
      return .leaveGroup(.with { $0.errorCode = error.rawValue })
    case .heartbeat:
      return .heartbeat(.code(error))
    case .offsetCommit(var response):
      for topic in response.topics.indices {
        for partition in response.topics[topic].partitions.indices
        where response.topics[topic].partitions[partition].errorCode == 0 {
          response.topics[topic].partitions[partition].errorCode = error.rawValue
        }
      }
      return .offsetCommit(response)
    case .offsetDelete:
      return .offsetDelete(.with { $0.errorCode = error.rawValue })
    case .offsetFetch, .describeGroups, .listGroups, .deleteGroups:
      return self  // These do not wait for an append of their own.
    }
  }
}
