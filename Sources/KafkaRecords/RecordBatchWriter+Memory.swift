import CCRC32C
package import NIOCore

extension RecordBatchWriter {
  /// Begins anew in memory that is there already: the bytes of a batch that nobody needs any more.
  ///
  /// - Parameter memory: Given up by the caller: while somebody else holds it as well, a copy has to be made.
  package mutating func reuse(_ memory: consuming ByteBuffer) {
    self.memory.replace(by: consume memory)
    reset()
  }

  /// Has the processor fetch memory behind the last record, as much as that took, so that writing the next does not wait
  /// for it: a batch's memory was last used by another thread, a while ago.
  ///
  /// - Parameter count: The size of the last record.
  package func prepare(after count: Int) {
    guard let address = memory.address else { return }
    let start = min(end + Self.distance, memory.capacity)
    kafka_prefetch_for_writing(address + start, min(count, memory.capacity - start))
  }

  private static var distance: Int { 1_024 }

  /// Bytes of memory that the writer holds, used or not.
  package var heldBytes: Int { memory.capacity }

  /// Bytes of memory that a writer of this capacity holds from its first record on: buffers come in powers of two.
  package static func heldBytes(forCapacity capacity: Int) -> Int {
    let bytes = RecordBatchHeader.byteCount + max(0, capacity)
    return 1 << (Int.bitWidth - (bytes - 1).leadingZeroBitCount)
  }
}
