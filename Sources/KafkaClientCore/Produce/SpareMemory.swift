package import KafkaCompression
package import KafkaRecords

/// The memory of finished batches, kept for the next ones: fresh memory has to be mapped page by page on first use,
/// which costs more than writing into it.
///
/// Spares are not part of anybody's share of `buffer.memory`; they fill at most about what no batch holds of it.
package struct SpareMemory: Sendable {
  private static let mostKept = 1_024

  private var writers: [RecordBatchWriter] = []
  private(set) var bytes = 0

  package init() {}

  /// A writer with room for at least `capacity` bytes of records, which holds no more than a new one would.
  package mutating func writer(compression: CompressionType, level: Int?, capacity: Int) -> RecordBatchWriter {
    let held = RecordBatchWriter.heldBytes(forCapacity: capacity)
    // The last one, as a rule: only compressed batches and those of large records differ in size. What a writer holds
    // counts, not what it was made for, which moves a little with every estimate of a compression.
    if let place = writers.lastIndex(where: { $0.heldBytes == held }) {
      let spare = writers.remove(at: place)
      bytes -= spare.heldBytes
      return spare
    }
    return RecordBatchWriter(compression: compression, level: level, capacity: capacity)
  }

  /// Keeps an emptied writer, if there is room for it.
  package mutating func keep(_ writer: RecordBatchWriter, room: Int) {
    guard writer.capacity > 0, writers.count < Self.mostKept, bytes + writer.heldBytes <= room else { return }
    bytes += writer.heldBytes
    writers.append(writer)
  }

  /// Drops spares until they fit into `room` bytes.
  package mutating func trim(to room: Int) {
    while bytes > room, let spare = writers.popLast() { bytes -= spare.heldBytes }
  }
}
