public import KafkaCompression

/// The 16 attribute bits of a batch of magic 2.
///
/// Kafka looks at the low byte only and keeps the other bits as they are.
public struct RecordBatchAttributes: RawRepresentable, Hashable, Sendable {
  public var rawValue: Int16

  public init(rawValue: Int16) {
    self.rawValue = rawValue
  }

  public init(
    compression: CompressionType = .none, timestampType: TimestampType = .createTime, isTransactional: Bool = false,
    isControl: Bool = false, hasDeleteHorizon: Bool = false
  ) {
    rawValue = Int16(compression.rawValue) & Self.codecMask
    self.timestampType = timestampType
    self.isTransactional = isTransactional
    self.isControl = isControl
    self.hasDeleteHorizon = hasDeleteHorizon
  }

  private static let codecMask: Int16 = 0b111
  private static let timestampTypeBit: Int16 = 1 << 3
  private static let transactionalBit: Int16 = 1 << 4
  private static let controlBit: Int16 = 1 << 5
  private static let deleteHorizonBit: Int16 = 1 << 6

  /// The number of the codec, 0 to 7; Kafka defines 0 to 4.
  public var codec: Int8 { Int8(rawValue & Self.codecMask) }

  /// Nil when `codec` is a number that Kafka does not define.
  public var compression: CompressionType? { CompressionType(rawValue: codec) }

  public mutating func setCompression(_ compression: CompressionType) {
    rawValue = rawValue & ~Self.codecMask | Int16(compression.rawValue)
  }

  public var timestampType: TimestampType {
    get { self[Self.timestampTypeBit] ? .logAppendTime : .createTime }
    set { self[Self.timestampTypeBit] = newValue == .logAppendTime }
  }

  /// The batch belongs to a transaction (KIP-98).
  public var isTransactional: Bool {
    get { self[Self.transactionalBit] }
    set { self[Self.transactionalBit] = newValue }
  }

  /// The batch holds a control record, which consumers do not show.
  public var isControl: Bool {
    get { self[Self.controlBit] }
    set { self[Self.controlBit] = newValue }
  }

  /// `baseTimestamp` is the time after which the cleaner may drop the batch's tombstones and markers (KIP-534).
  public var hasDeleteHorizon: Bool {
    get { self[Self.deleteHorizonBit] }
    set { self[Self.deleteHorizonBit] = newValue }
  }

  private subscript(bit: Int16) -> Bool {
    get { rawValue & bit != 0 }
    set { rawValue = newValue ? rawValue | bit : rawValue & ~bit }
  }
}
