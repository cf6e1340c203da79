internal import NIOCore

/// Sizes of records of magic 2, to decide before writing whether one fits.
public enum RecordSize {
  /// Length field, attributes, timestamp delta, offset delta, key length, value length and header count at their
  /// longest.
  @usableFromInline
  static let maximumOverhead =
    Varint.maximumSize + 1 + Varint.maximumLongSize + 2 * Varint.maximumSize + 2 * Varint.maximumSize

  /// The most bytes that a record with these parts can take in a batch, before compression.
  public static func upperBound(keyCount: Int?, valueCount: Int?, headers: [RecordHeader] = []) -> Int {
    maximumOverhead + (keyCount ?? 0) + (valueCount ?? 0) + size(of: headers)
  }

  /// The bytes that a record takes at its place in a batch, before compression.
  public static func exact(
    offsetDelta: Int32, timestampDelta: Int64, keyCount: Int?, valueCount: Int?, headers: [RecordHeader] = []
  ) -> Int {
    let body = bodySize(
      offsetDelta: offsetDelta, timestampDelta: timestampDelta, keyCount: keyCount ?? -1, valueCount: valueCount ?? -1,
      headerCount: headers.count, headersSize: size(of: headers))
    return Varint.size(Int32(truncatingIfNeeded: body)) + body
  }

  /// The bytes after a record's length field. A count of -1 is null.
  @inlinable
  static func bodySize(
    offsetDelta: Int32, timestampDelta: Int64, keyCount: Int, valueCount: Int, headerCount: Int, headersSize: Int
  ) -> Int {
    1 &+ Varint.size(timestampDelta) &+ Varint.size(offsetDelta)
      &+ Varint.size(Int32(truncatingIfNeeded: keyCount)) &+ max(0, keyCount)
      &+ Varint.size(Int32(truncatingIfNeeded: valueCount)) &+ max(0, valueCount)
      &+ Varint.size(Int32(truncatingIfNeeded: headerCount)) &+ headersSize
  }

  /// The bytes that headers take behind their count.
  @usableFromInline
  static func size(of headers: [RecordHeader]) -> Int {
    var size = 0
    for header in headers {
      let keyCount = header.key.utf8.count
      size += Varint.size(Int32(truncatingIfNeeded: keyCount)) + keyCount
      let valueCount = header.value?.readableBytes
      size += Varint.size(Int32(truncatingIfNeeded: valueCount ?? -1)) + (valueCount ?? 0)
    }
    return size
  }
}
