public import NIOCore

/// What a control record says. Its number is in the record's key.
public enum ControlRecordType: Hashable, Sendable {
  case abort, commit
  /// In the metadata log: a new leader, the ends of a snapshot, the protocol's version, the voters.
  case leaderChange, snapshotHeader, snapshotFooter, kraftVersion, kraftVoters
  /// A type of a later version; readers skip it.
  case unknown(Int16)

  public init(rawValue: Int16) {
    self =
      switch rawValue {
      case 0: .abort
      case 1: .commit
      case 2: .leaderChange
      case 3: .snapshotHeader
      case 4: .snapshotFooter
      case 5: .kraftVersion
      case 6: .kraftVoters
      default: .unknown(rawValue)
      }
  }

  public var rawValue: Int16 {
    switch self {
    case .abort: 0
    case .commit: 1
    case .leaderChange: 2
    case .snapshotHeader: 3
    case .snapshotFooter: 4
    case .kraftVersion: 5
    case .kraftVoters: 6
    case .unknown(let number): number
    }
  }

  /// Reads the key of a control record: a version, at least 0, and the type. Later versions may add bytes.
  public init(key: ByteBuffer?) throws(RecordError) {
    guard let key, let version = key.getInteger(at: key.readerIndex, as: Int16.self),
      let type = key.getInteger(at: key.readerIndex + 2, as: Int16.self)
    else {
      throw RecordError(
        .controlRecord, at: 0,
        "expected a control record's key of at least 4 bytes, found \(key?.readableBytes.description ?? "null")")
    }
    guard version >= 0 else {
      throw RecordError(.controlRecord, at: 0, "expected a control record's version of 0 or more, found \(version)")
    }
    self.init(rawValue: type)
  }

  /// The key that says this type.
  package var key: ByteBuffer {
    var key = ByteBuffer()
    key.writeInteger(Int16(0))
    key.writeInteger(rawValue)
    return key
  }
}

/// The end of a transaction in a partition: the marker that the transaction coordinator has every partition write.
public struct EndTransactionMarker: Hashable, Sendable {
  public var isCommit: Bool
  /// The epoch of the coordinator that decided, which fences older coordinators.
  public var coordinatorEpoch: Int32

  public init(isCommit: Bool, coordinatorEpoch: Int32) {
    self.isCommit = isCommit
    self.coordinatorEpoch = coordinatorEpoch
  }

  /// Reads a control record; nil when it is of another type.
  public init?(key: ByteBuffer?, value: ByteBuffer?) throws(RecordError) {
    let type = try ControlRecordType(key: key)
    guard type == .commit || type == .abort else { return nil }
    guard let value, let version = value.getInteger(at: value.readerIndex, as: Int16.self),
      let epoch = value.getInteger(at: value.readerIndex + 2, as: Int32.self)
    else {
      throw RecordError(
        .controlRecord, at: 0,
        "expected a transaction marker of at least 6 bytes, found \(value?.readableBytes.description ?? "null")")
    }
    guard version >= 0 else {
      throw RecordError(.controlRecord, at: 0, "expected a transaction marker's version of 0 or more, found \(version)")
    }
    self.init(isCommit: type == .commit, coordinatorEpoch: epoch)
  }

  /// Reads a record of a control batch; nil when it is of another type.
  public init?(_ record: Record) throws(RecordError) {
    try self.init(key: record.key, value: record.value)
  }

  package var type: ControlRecordType { isCommit ? .commit : .abort }

  package var value: ByteBuffer {
    var value = ByteBuffer()
    value.writeInteger(Int16(0))
    value.writeInteger(coordinatorEpoch)
    return value
  }

  /// The batch with this marker, at offset 0, as a leader writes it.
  ///
  /// - Parameter timestamp: Milliseconds since 1970.
  package func batch(producerId: Int64, producerEpoch: Int16, timestamp: Int64) throws(RecordError) -> ByteBuffer {
    var header = RecordBatchHeader()
    header.producerId = producerId
    header.producerEpoch = producerEpoch
    header.attributes.isTransactional = true
    header.attributes.isControl = true
    return try ControlRecord.batch(key: type.key, value: value, timestamp: timestamp, header: header)
  }
}

/// Batches of one control record.
package enum ControlRecord {
  /// The batch with a control record of any type, e.g. the first of a leadership in the metadata log.
  package static func batch(
    type: ControlRecordType, value: ByteBuffer, timestamp: Int64, leaderEpoch: Int32
  ) throws(RecordError) -> ByteBuffer {
    var header = RecordBatchHeader()
    header.partitionLeaderEpoch = leaderEpoch
    header.attributes.isControl = true
    return try batch(key: type.key, value: value, timestamp: timestamp, header: header)
  }

  static func batch(
    key: ByteBuffer, value: ByteBuffer, timestamp: Int64, header: RecordBatchHeader
  ) throws(RecordError) -> ByteBuffer {
    var writer = RecordBatchWriter(capacity: RecordSize.upperBound(keyCount: 4, valueCount: value.readableBytes))
    try writer.append(key: key, value: value, timestamp: timestamp)
    return writer.sealUncompressed(header)
  }
}
