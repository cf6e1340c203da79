// Generated from protocol/messages/api/ListTransactions.wire by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire

/// Request of API 66, ListTransactions. Versions 0-2, flexible: 0-2.
public struct ListTransactionsRequest: KafkaRequest {
  /// All versions.
  public var stateFilters: [String] = []
  /// All versions.
  public var producerIdFilters: [Int64] = []
  /// Versions 1+.
  public var durationFilter: Int64 = -1
  /// Versions 2+, null allowed.
  public var transactionalIdPattern: String? = nil
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public typealias Response = ListTransactionsResponse

  public static var apiKey: ApiKey { .listTransactions }
  public static var name: String { "ListTransactionsRequest" }
  public static var versions: ClosedRange<Int16> { 0...2 }
  public static func isFlexible(_ version: Int16) -> Bool { true }
  public static func headerVersion(for version: Int16) -> Int16 { 2 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "ListTransactionsRequest")
    self.stateFilters = try reader.readStringArray(true, "stateFilters")
    self.producerIdFilters = try reader.readInt64Array(true, "producerIdFilters")
    if version >= 1 {
      self.durationFilter = try reader.readInt64("durationFilter")
    }
    if version >= 2 {
      self.transactionalIdPattern = try reader.readNullableString(true, "transactionalIdPattern")
    }
    self.unknownTaggedFields = try reader.readUnknownTaggedFields()
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "ListTransactionsRequest")
    try writer.writeStringArray(self.stateFilters, true, "stateFilters")
    try writer.writeInt64Array(self.producerIdFilters, true, "producerIdFilters")
    if version >= 1 {
      writer.writeInt64(self.durationFilter)
    } else if self.durationFilter != -1 {
      throw writer.error(.fieldNotInVersion(version), "durationFilter")
    }
    if version >= 2 {
      try writer.writeNullableString(self.transactionalIdPattern, true, "transactionalIdPattern")
    } else if self.transactionalIdPattern != nil {
      throw writer.error(.fieldNotInVersion(version), "transactionalIdPattern")
    }
    writer.writeTagSection(self.unknownTaggedFields)
  }
}

/// Response of API 66, ListTransactions. Versions 0-2, flexible: 0-2.
public struct ListTransactionsResponse: KafkaResponse {
  /// All versions.
  public var throttleTimeMs: Int32 = 0
  /// All versions.
  public var errorCode: Int16 = 0
  /// All versions.
  public var unknownStateFilters: [String] = []
  /// All versions.
  public var transactionStates: [TransactionState] = []
  /// Tagged fields that the definition does not know, kept and written back.
  public var unknownTaggedFields: [UnknownTaggedField] = []

  public init() {}

  public static var apiKey: ApiKey { .listTransactions }
  public static var name: String { "ListTransactionsResponse" }
  public static var versions: ClosedRange<Int16> { 0...2 }
  public static func isFlexible(_ version: Int16) -> Bool { true }
  public static func headerVersion(for version: Int16) -> Int16 { 1 }

  public init(from reader: inout WireReader, version: Int16) throws(WireError) {
    try reader.check(version: version, in: Self.versions, "ListTransactionsResponse")
    self.throttleTimeMs = try reader.readInt32("throttleTimeMs")
    self.errorCode = try reader.readInt16("errorCode")
    self.unknownStateFilters = try reader.readStringArray(true, "unknownStateFilters")
    self.transactionStates = try reader.readStructs(true, version, elementSize: 11, "transactionStates")
    self.unknownTaggedFields = try reader.readUnknownTaggedFields()
  }

  public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    try writer.check(version: version, in: Self.versions, "ListTransactionsResponse")
    writer.writeInt32(self.throttleTimeMs)
    writer.writeInt16(self.errorCode)
    try writer.writeStringArray(self.unknownStateFilters, true, "unknownStateFilters")
    try writer.writeStructs(self.transactionStates, true, version, "transactionStates")
    writer.writeTagSection(self.unknownTaggedFields)
  }

  public struct TransactionState: WireStruct {
    /// All versions.
    public var transactionalId: String = ""
    /// All versions.
    public var producerId: Int64 = 0
    /// All versions.
    public var transactionState: String = ""
    /// Tagged fields that the definition does not know, kept and written back.
    public var unknownTaggedFields: [UnknownTaggedField] = []

    public init() {}

    public init(from reader: inout WireReader, version: Int16) throws(WireError) {
      self.transactionalId = try reader.readString(true, "transactionalId")
      self.producerId = try reader.readInt64("producerId")
      self.transactionState = try reader.readString(true, "transactionState")
      self.unknownTaggedFields = try reader.readUnknownTaggedFields()
    }

    public func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
      try writer.writeString(self.transactionalId, true, "transactionalId")
      writer.writeInt64(self.producerId)
      try writer.writeString(self.transactionState, true, "transactionState")
      writer.writeTagSection(self.unknownTaggedFields)
    }
  }
}
