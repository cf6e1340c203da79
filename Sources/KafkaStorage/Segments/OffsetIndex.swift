/// An entry of a `.index`: a batch whose last offset is `relativeOffset` above the segment's base begins at
/// `position` of the `.log`.
struct OffsetIndexEntry: IndexEntry {
  static var byteCount: Int { 8 }

  var relativeOffset: Int32
  var position: Int32

  init(relativeOffset: Int32, position: Int32) {
    self.relativeOffset = relativeOffset
    self.position = position
  }

  init(_ bytes: UnsafeRawBufferPointer) {
    relativeOffset = Int32(bigEndian: bytes.loadUnaligned(fromByteOffset: 0, as: Int32.self))
    position = Int32(bigEndian: bytes.loadUnaligned(fromByteOffset: 4, as: Int32.self))
  }

  func write(to bytes: UnsafeMutableRawBufferPointer) {
    bytes.storeBytes(of: relativeOffset.bigEndian, toByteOffset: 0, as: Int32.self)
    bytes.storeBytes(of: position.bigEndian, toByteOffset: 4, as: Int32.self)
  }
}

typealias ActiveOffsetIndex = ActiveIndex<OffsetIndexEntry>
typealias SealedOffsetIndex = SealedIndex<OffsetIndexEntry>
