/// One record where it lies in memory; valid only inside the closure that was given it.
@frozen
public struct UnsafeRecord {
  public let layout: RecordLayout
  @usableFromInline let records: UnsafeRawPointer

  @inlinable
  init(layout: RecordLayout, records: UnsafeRawPointer) {
    self.layout = layout
    self.records = records
  }

  @inlinable
  public var offset: Int64 { layout.offset }

  /// Milliseconds since 1970; -1 for none.
  @inlinable
  public var timestamp: Int64 { layout.timestamp }

  /// Nil for a null key.
  @inlinable
  public var key: UnsafeRawBufferPointer? {
    layout.keyCount < 0
      ? nil : UnsafeRawBufferPointer(start: records + Int(layout.keyStart), count: Int(layout.keyCount))
  }

  /// Nil for a null value.
  @inlinable
  public var value: UnsafeRawBufferPointer? {
    layout.valueCount < 0
      ? nil : UnsafeRawBufferPointer(start: records + Int(layout.valueStart), count: Int(layout.valueCount))
  }
}
