package import NIOCore

extension RecordBatchWriter {
  /// Begins anew in memory that is there already: the bytes of a batch that nobody needs any more.
  package mutating func reuse(_ memory: ByteBuffer) {
    self.memory.replace(by: memory)
    reset()
  }

  /// Bytes of memory that the writer holds, used or not.
  package var heldBytes: Int { memory.capacity }
}
