import KafkaCompression
import KafkaRecords
import NIOCore
import Testing

@testable import KafkaClientCore

@Suite struct SpareMemoryTests {
  /// A writer that was used for a batch and emptied.
  private static func used(capacity: Int) throws -> RecordBatchWriter {
    var writer = RecordBatchWriter(capacity: capacity)
    try writer.append(key: nil, value: ByteBuffer(string: "v"), timestamp: 0)
    writer.reset()
    return writer
  }

  @Test func `a batch gets the memory of another that held as much, whatever that was made for`() throws {
    var spares = SpareMemory()
    spares.keep(try Self.used(capacity: 900_000), room: 2 << 20)
    #expect(spares.bytes == 1 << 20)
    // What the records are expected to come to after compression changes from batch to batch.
    let writer = spares.writer(compression: .none, level: nil, capacity: 950_000)
    #expect(writer.heldBytes == 1 << 20)
    #expect(spares.bytes == 0)
  }

  @Test func `a batch gets no memory of another size`() throws {
    var spares = SpareMemory()
    spares.keep(try Self.used(capacity: 10_000), room: 1 << 20)
    spares.keep(try Self.used(capacity: 100_000), room: 1 << 20)
    let writer = spares.writer(compression: .none, level: nil, capacity: 40_000)
    #expect(writer.heldBytes == 0)
    #expect(writer.capacity == 40_000)
    #expect(spares.bytes == 16 * 1_024 + 128 * 1_024)
  }

  @Test func `spares stay within the room there is`() throws {
    var spares = SpareMemory()
    for _ in 0..<5 { spares.keep(try Self.used(capacity: 10_000), room: 40_000) }
    #expect(spares.bytes == 2 * 16 * 1_024)
    spares.trim(to: 20_000)
    #expect(spares.bytes == 16 * 1_024)
    spares.trim(to: 0)
    #expect(spares.bytes == 0)
  }
}
