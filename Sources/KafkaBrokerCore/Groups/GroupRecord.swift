import KafkaMessages
package import KafkaWire
import NIOCore

/// A record of `__consumer_offsets` that the coordinator writes and understands.
package enum GroupRecord: Equatable, Sendable {
  /// Key type 1 (0 in logs of old brokers). A nil value is a tombstone.
  case offset(group: String, topic: String, partition: Int32, CommittedOffset?)
  /// Key type 2. A nil value is a tombstone.
  case group(id: String, GroupImage?)

  /// The bytes for the log.
  ///
  /// Committed offsets are written in `offsetVersion`, or in version 1 when they carry an expiry of their own, since no
  /// other version has the field. Groups are written in version 3, the newest that is not flexible, as every release
  /// since 2.3 does.
  func encoded(offsetVersion: Int16) throws(WireError) -> LoggedRecord {
    switch self {
    case .offset(let group, let topic, let partition, let offset):
      let key = OffsetCommitKey.with {
        $0.group = group
        $0.topic = topic
        $0.partition = partition
      }
      let bytes = try CoordinatorRecord.encode(key: key)
      guard let offset else { return LoggedRecord(key: bytes, value: nil) }
      let version = offset.expireTimestamp == nil ? offsetVersion : 1
      return LoggedRecord(
        key: bytes, value: try CoordinatorRecord.encode(value: OffsetCommitValue(offset), version: version))
    case .group(let id, let image):
      let bytes = try CoordinatorRecord.encode(key: GroupMetadataKey.with { $0.group = id })
      guard let image else { return LoggedRecord(key: bytes, value: nil) }
      return LoggedRecord(
        key: bytes, value: try CoordinatorRecord.encode(value: GroupMetadataValue(image), version: 3))
    }
  }

  /// Reads a record of the log. Nil for key types that belong to other kinds of groups, which are left alone.
  package init?(_ record: LoggedRecord) throws(WireError) {
    var key = WireReader(record.key)
    switch try key.readInt16("record type") {
    case 0, 1:
      let key = try OffsetCommitKey(from: &key, version: 0)
      var offset: CommittedOffset?
      if let bytes = record.value {
        offset = CommittedOffset(try CoordinatorRecord.decodeValue(OffsetCommitValue.self, bytes))
      }
      self = .offset(group: key.group, topic: key.topic, partition: key.partition, offset)
    case 2:
      let key = try GroupMetadataKey(from: &key, version: 0)
      var image: GroupImage?
      if let bytes = record.value {
        image = GroupImage(try CoordinatorRecord.decodeValue(GroupMetadataValue.self, bytes))
      }
      self = .group(id: key.group, image)
    default:
      return nil
    }
  }
}

extension OffsetCommitValue {
  init(_ committed: CommittedOffset) {
    self.init()
    offset = committed.offset
    leaderEpoch = committed.leaderEpoch
    metadata = committed.metadata
    commitTimestamp = committed.commitTimestamp
    expireTimestamp = committed.expireTimestamp ?? -1
    topicId = committed.topicID
  }
}

extension CommittedOffset {
  init(_ value: OffsetCommitValue) {
    self.init(
      offset: value.offset, leaderEpoch: value.leaderEpoch, metadata: value.metadata,
      commitTimestamp: value.commitTimestamp,
      expireTimestamp: value.expireTimestamp == -1 ? nil : value.expireTimestamp,
      topicID: value.topicId)
  }
}

extension GroupMetadataValue {
  init(_ image: GroupImage) {
    self.init()
    protocolType = image.protocolType
    generation = image.generation
    `protocol` = image.protocolName
    leader = image.leader
    currentStateTimestamp = image.stateTimestamp ?? -1
    members = image.members.map { member in
      .with {
        $0.memberId = member.id
        $0.groupInstanceId = member.instanceID
        $0.clientId = member.clientID
        $0.clientHost = member.clientHost
        $0.rebalanceTimeout = member.rebalanceTimeout
        $0.sessionTimeout = member.sessionTimeout
        $0.subscription = member.subscription
        $0.assignment = member.assignment
      }
    }
  }
}

extension GroupImage {
  init(_ value: GroupMetadataValue) {
    self.init(
      protocolType: value.protocolType, generation: value.generation, protocolName: value.protocol,
      leader: value.leader, stateTimestamp: value.currentStateTimestamp == -1 ? nil : value.currentStateTimestamp,
      members: value.members.map { member in
        Member(
          id: member.memberId, instanceID: member.groupInstanceId, clientID: member.clientId,
          clientHost: member.clientHost,
          // Version 0 had one timeout for both.
          rebalanceTimeout: member.rebalanceTimeout == -1 ? member.sessionTimeout : member.rebalanceTimeout,
          sessionTimeout: member.sessionTimeout, subscription: member.subscription.copied(),
          assignment: member.assignment.copied())
      })
  }
}

extension ByteBuffer {
  /// The readable bytes in memory of their own, so that a few bytes kept for long do not keep the whole frame or
  /// segment that they came in.
  func copied() -> ByteBuffer {
    ByteBuffer(bytes: readableBytesView)
  }
}
