/// An entry of a `.timeindex`: `timestamp` is the largest up to and with the batch whose last offset is
/// `relativeOffset` above the segment's base.
struct TimeIndexEntry: IndexEntry {
  static var byteCount: Int { 12 }

  var timestamp: Int64
  var relativeOffset: Int32

  init(timestamp: Int64, relativeOffset: Int32) {
    self.timestamp = timestamp
    self.relativeOffset = relativeOffset
  }

  init(_ bytes: UnsafeRawBufferPointer) {
    timestamp = Int64(bigEndian: bytes.loadUnaligned(fromByteOffset: 0, as: Int64.self))
    relativeOffset = Int32(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: Int32.self))
  }

  func write(to bytes: UnsafeMutableRawBufferPointer) {
    bytes.storeBytes(of: timestamp.bigEndian, toByteOffset: 0, as: Int64.self)
    bytes.storeBytes(of: relativeOffset.bigEndian, toByteOffset: 8, as: Int32.self)
  }
}

typealias ActiveTimeIndex = ActiveIndex<TimeIndexEntry>
typealias SealedTimeIndex = SealedIndex<TimeIndexEntry>

extension ActiveIndex where Entry == TimeIndexEntry {
  /// Whether only the slot is left that the last entry of the segment needs.
  var isFullButOne: Bool { entries.count >= capacity - 1 }

  /// Adds an entry if the largest time has grown since the last one; no entry says "no time" (-1).
  mutating func appendIfLater(_ entry: TimeIndexEntry) throws(StorageError) {
    guard entry.timestamp > entries.last?.timestamp ?? -1 else { return }
    try append(entry)
  }
}
