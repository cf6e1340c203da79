public import KafkaWire

/// A message of the protocol: a body without the header, prefix or frame around it. One struct serves all versions.
public protocol KafkaMessage: WireStruct {
  /// The name in the definitions, e.g. `ProduceRequest`.
  static var name: String { get }
  /// Every version described, from old releases to the next one. Which of them a release speaks is in `ReleaseTable`.
  static var versions: ClosedRange<Int16> { get }
  /// Whether `version` has compact lengths and tagged fields (KIP-482).
  static func isFlexible(_ version: Int16) -> Bool
}

/// The request of an API.
public protocol KafkaRequest: KafkaMessage {
  associatedtype Response: KafkaResponse
  static var apiKey: ApiKey { get }
  /// The version of the `RequestHeader` in front of it.
  static func headerVersion(for version: Int16) -> Int16
}

/// The response of an API.
public protocol KafkaResponse: KafkaMessage {
  static var apiKey: ApiKey { get }
  /// The version of the `ResponseHeader` in front of it.
  static func headerVersion(for version: Int16) -> Int16
}

/// A topic in which a coordinator keeps its state, as records of numbered types.
public enum CoordinatorLog: String, Hashable, Sendable, CaseIterable {
  case consumerOffsets = "__consumer_offsets"
  case transactionState = "__transaction_state"
  case shareGroupState = "__share_group_state"
}

/// The key of a coordinator's record.
public protocol CoordinatorKey: KafkaMessage {
  associatedtype Value: CoordinatorValue
  static var log: CoordinatorLog { get }
  static var recordType: Int16 { get }
}

/// The value of a coordinator's record.
public protocol CoordinatorValue: KafkaMessage {
  static var log: CoordinatorLog { get }
  static var recordType: Int16 { get }
}

/// A topic of entries that carry their type and version in front.
public enum EntryLog: String, Hashable, Sendable, CaseIterable {
  case clusterMetadata = "__cluster_metadata"
  case remoteLogMetadata = "__remote_log_metadata"
}

/// An entry of the metadata log or of the remote-log topic.
public protocol LogEntry: KafkaMessage {
  static var log: EntryLog { get }
  static var entryType: UInt32 { get }
}
