public import Logging

/// What this library logs. Each message has one of these in its metadata, under the key `event`; the ids are stable, the
/// texts of the messages are not.
///
/// What can repeat is said once in ten seconds for each subject, with the number of those left out since under the key
/// `suppressed`.
@nonexhaustive
public enum KafkaLogEvent: String, CaseIterable, Sendable {
  case configurationOdd = "configuration.odd"

  case connectionReady = "connection.ready"
  case connectionFailed = "connection.failed"
  case connectionLost = "connection.lost"
  case connectionIdle = "connection.idle"

  case metadataFailed = "metadata.failed"
  case metadataLeader = "metadata.leader"
  case metadataRebootstrap = "metadata.rebootstrap"
  case metadataCluster = "metadata.cluster"
  case metadataRecreated = "metadata.recreated"

  case producerIdentity = "producer.identity"
  case producerIdentityFailed = "producer.identity.failed"
  case producerEpoch = "producer.epoch"
  case producerFailed = "producer.failed"
  case batchRetried = "batch.retried"
  case batchSplit = "batch.split"
  case batchFailed = "batch.failed"
  case interceptorFailed = "interceptor.failed"

  case consumerFetchFailed = "consumer.fetch.failed"
  case consumerCommitFailed = "consumer.commit.failed"
  case consumerOffsetsFailed = "consumer.offsets.failed"
  case consumerGroupUnanswered = "consumer.group.unanswered"
  case consumerPositionRefused = "consumer.position.refused"

  /// The key that the id has in a message's metadata.
  public static let metadataKey = "event"
  /// The key of the number of messages that were left out.
  public static let suppressedKey = "suppressed"

  /// At which level it is logged.
  public var level: Logger.Level {
    switch self {
    case .producerFailed: .error
    case .configurationOdd, .connectionFailed, .metadataRebootstrap, .metadataCluster, .metadataRecreated,
      .producerIdentityFailed, .batchFailed, .interceptorFailed, .consumerFetchFailed, .consumerCommitFailed,
      .consumerOffsetsFailed,
      .consumerGroupUnanswered, .consumerPositionRefused:
      .warning
    case .connectionLost, .metadataFailed, .producerEpoch, .batchRetried, .batchSplit: .info
    case .connectionReady, .connectionIdle, .metadataLeader, .producerIdentity: .debug
    }
  }

  /// What it means.
  public var meaning: String {
    switch self {
    case .configurationOdd: "A setting is accepted, and probably not what was meant."
    case .connectionReady: "A connection was made, and requests can be sent."
    case .connectionFailed: "A connection could not be made. It is tried again when something needs it."
    case .connectionLost: "A connection that was ready has ended, not by the client's wish."
    case .connectionIdle: "A connection without traffic was closed."
    case .metadataFailed: "Nobody answered usefully about the cluster. It is asked for again after a pause."
    case .metadataLeader: "A partition has another leader."
    case .metadataRebootstrap: "The client starts over with its bootstrap servers."
    case .metadataCluster: "The bootstrap servers lead to another cluster than before."
    case .metadataRecreated: "Topics were deleted and created again."
    case .producerIdentity: "The producer got a producer id."
    case .producerIdentityFailed: "The producer could not get a producer id."
    case .producerEpoch: "The producer's epoch grew, since the fate of a batch is not known or sequences were refused."
    case .producerFailed: "The producer met an error after which it sends nothing more."
    case .batchRetried: "A batch is sent again."
    case .batchSplit: "A batch was too large for the broker and was divided."
    case .batchFailed: "A batch was given up; its records have failed."
    case .interceptorFailed: "An interceptor of the producer threw. The record goes on as it was before."
    case .consumerFetchFailed: "A broker did not answer a Fetch. It is tried again."
    case .consumerCommitFailed: "Offsets could not be committed."
    case .consumerOffsetsFailed: "Committed offsets could not be read. It is tried again."
    case .consumerGroupUnanswered: "The group's coordinator did not answer. It is tried again."
    case .consumerPositionRefused: "The position of a partition was to be changed that is not assigned."
    }
  }

  /// What repeats are counted by; nil for what is always said.
  public var subject: String? {
    switch self {
    case .connectionFailed, .connectionLost: "broker"
    case .consumerFetchFailed: "node"
    case .interceptorFailed: "interceptor"
    case .batchRetried, .batchSplit, .batchFailed, .metadataLeader, .consumerPositionRefused: "partition"
    case .metadataFailed, .metadataRebootstrap, .producerIdentityFailed, .producerEpoch, .consumerCommitFailed,
      .consumerOffsetsFailed, .consumerGroupUnanswered:
      "client"
    case .configurationOdd, .connectionReady, .connectionIdle, .metadataCluster, .metadataRecreated,
      .producerIdentity, .producerFailed:
      nil
    }
  }
}
