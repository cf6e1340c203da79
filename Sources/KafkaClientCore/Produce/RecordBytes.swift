public import NIOCore

/// A key or value on its way into a batch, in whatever form the application has it.
///
/// The bytes are copied once, straight into the batch's memory; nothing is converted before.
public protocol RecordData {
  /// Calls `body` with the bytes where they lie.
  func withRecordBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result

  /// The same bytes as a value that a record can keep.
  var recordBytes: RecordBytes { get }
}

/// The bytes of a record's key or value: a string's UTF-8, an array or a buffer, kept as it is.
public struct RecordBytes: Sendable, Hashable {
  @usableFromInline
  enum Storage: Sendable {
    case string(String)
    case array([UInt8])
    case buffer(ByteBuffer)
  }

  @usableFromInline let storage: Storage

  /// A string's UTF-8.
  @inlinable
  public init(_ string: String) { storage = .string(string) }

  @inlinable
  public init(_ bytes: [UInt8]) { storage = .array(bytes) }

  /// The buffer's readable bytes.
  @inlinable
  public init(_ buffer: ByteBuffer) { storage = .buffer(buffer) }

  /// The number of bytes.
  public var count: Int { withRecordBytes { $0.count } }

  public static func == (left: RecordBytes, right: RecordBytes) -> Bool {
    left.withRecordBytes { left in right.withRecordBytes { left.elementsEqual($0) } }
  }

  public func hash(into hasher: inout Hasher) {
    withRecordBytes { hasher.combine(bytes: $0) }
  }
}

extension RecordBytes: RecordData {
  @inlinable
  public func withRecordBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    switch storage {
    case .string(let string): string.withRecordBytes(body)
    case .array(let bytes): bytes.withRecordBytes(body)
    case .buffer(let buffer): buffer.withRecordBytes(body)
    }
  }

  @inlinable
  public var recordBytes: RecordBytes { self }
}

extension RecordBytes: ExpressibleByStringLiteral {
  @inlinable
  public init(stringLiteral value: String) { self.init(value) }
}

extension RecordBytes: CustomStringConvertible {
  /// How many bytes there are; contents stay out of logs.
  public var description: String { "\(count) bytes" }
}

// MARK: - Forms that bytes come in

extension String: RecordData {
  /// The string's UTF-8.
  @inlinable
  public func withRecordBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    if let result = utf8.withContiguousStorageIfAvailable({ body(UnsafeRawBufferPointer($0)) }) { return result }
    var copy = self
    return copy.withUTF8 { body(UnsafeRawBufferPointer($0)) }
  }

  @inlinable
  public var recordBytes: RecordBytes { RecordBytes(self) }
}

extension Substring: RecordData {
  /// The substring's UTF-8.
  @inlinable
  public func withRecordBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    if let result = utf8.withContiguousStorageIfAvailable({ body(UnsafeRawBufferPointer($0)) }) { return result }
    var copy = self
    return copy.withUTF8 { body(UnsafeRawBufferPointer($0)) }
  }

  @inlinable
  public var recordBytes: RecordBytes { RecordBytes(String(self)) }
}

extension [UInt8]: RecordData {
  @inlinable
  public func withRecordBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    withUnsafeBytes(body)
  }

  @inlinable
  public var recordBytes: RecordBytes { RecordBytes(self) }
}

extension ArraySlice<UInt8>: RecordData {
  @inlinable
  public func withRecordBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    withUnsafeBytes(body)
  }

  @inlinable
  public var recordBytes: RecordBytes { RecordBytes(Array(self)) }
}

extension ByteBuffer: RecordData {
  /// The buffer's readable bytes.
  @inlinable
  public func withRecordBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    withUnsafeReadableBytes(body)
  }

  @inlinable
  public var recordBytes: RecordBytes { RecordBytes(self) }
}

extension UnsafeRawBufferPointer: RecordData {
  /// The bytes that the pointer covers. They must stay valid until the call that takes them returns.
  @inlinable
  public func withRecordBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result { body(self) }

  /// A copy.
  @inlinable
  public var recordBytes: RecordBytes { RecordBytes(Array(self)) }
}
