import KafkaCompression
import KafkaRecords
import NIOCore
import TestSupport
import Testing

/// Messages of magic 0 and 1 read like the records of a batch.
@Suite
struct LegacyRecordsTests {
  /// Everything in a buffer, gathered as a consumer does it.
  private func gathered(_ buffer: ByteBuffer, limit: Int = 1 << 20) throws -> [(records: Records, last: Int64)] {
    var entries = RecordBatches(buffer)
    var all: [(records: Records, last: Int64)] = []
    while let entry = try entries.next() {
      guard case .message(let message) = entry else { continue }
      var gatherer = LegacyRecords()
      #expect(try gatherer.take(message, checksChecksums: true, limit: limit))
      var ahead = entries
      while case .message(let next)? = try ahead.next(),
        try gatherer.take(next, checksChecksums: true, limit: limit)
      {
        entries = ahead
      }
      let last = gatherer.lastOffset
      all.append((try gatherer.records(), last))
    }
    return all
  }

  @Test(arguments: MessageSetTests.cases.filter { $0.hasPrefix("magic0") || $0.hasPrefix("magic1") })
  func `recorded segments give the recorded records`(name: String) throws {
    let expected = try #require(try RecordedSegments.load("old-formats/\(name)").segments.first)
    let groups = try gathered(try RecordedSegments.log("old-formats/\(name)"))
    let wanted = expected.batches.flatMap(\.records)
    let records = groups.flatMap { Array($0.records) }
    #expect(records.count == wanted.count)
    for (record, wanted) in zip(records, wanted) {
      #expect(record.offset == wanted.offset)
      #expect(record.timestamp == wanted.timestamp)
      #expect(recorded(record.key) == wanted.keyHex)
      if let size = wanted.valueSize {
        #expect(record.valueCount == size)
      } else {
        #expect(recorded(record.value) == wanted.valueHex)
      }
      #expect(record.headers.isEmpty)
    }
    for group in groups { #expect(Array(group.records).last?.offset == group.last) }
    // Messages without a wrapper come together.
    if name.hasSuffix("none") { #expect(groups.count < wanted.count) }
  }

  private func set(
    _ magic: Int8, at offset: Int64, _ count: Int = 2, _ codec: CompressionType = .none, appendTime: Int64? = nil
  ) throws -> ByteBuffer {
    var writer = MessageSetWriter(magic: magic, compression: codec, appendTimestamp: appendTime)
    for number in 0..<count {
      writer.append(
        offset: offset + Int64(number), timestamp: 5 + Int64(number), key: nil, value: ByteBuffer(string: "value"))
    }
    return try writer.bytes()
  }

  private func joined(_ sets: ByteBuffer...) -> ByteBuffer {
    sets.reduce(into: ByteBuffer()) { $0.writeImmutableBuffer($1) }
  }

  @Test(.enabled(if: CompressionType.gzip.isBuilt))
  func `what has its own kind of time, or a wrapper around it, comes by itself`() throws {
    let all = try joined(
      set(1, at: 0), set(0, at: 2), set(1, at: 4, appendTime: 9), set(1, at: 6, appendTime: 10),
      set(1, at: 8, 3, .gzip), set(1, at: 11), set(1, at: 20, appendTime: 11))
    let groups = try gathered(all)
    #expect(
      groups.map { Array($0.records).map(\.offset) } == [
        [0, 1, 2, 3], [4, 5], [6, 7], [8, 9, 10], [11, 12], [20, 21],
      ])
    #expect(
      groups.map { Array($0.records).map(\.timestamp) }
        == [[5, 6, -1, -1], [9, 9], [10, 10], [5, 6, 7], [5, 6], [11, 11]])
  }

  @Test(.enabled(if: CompressionType.gzip.isBuilt))
  func `offsets too far apart for one batch, or going back, are told apart`() throws {
    let far = try gathered(try joined(set(1, at: 0, 1), set(1, at: 1 << 31, 1), set(1, at: 5, 1)))
    #expect(far.map { Array($0.records).map(\.offset) } == [[0], [1 << 31], [5]])
    // Inside a wrapper they are damage.
    var inner = MessageSetWriter(magic: 0, compression: .gzip)
    for offset in [3, 2] as [Int64] { inner.append(offset: offset, key: nil, value: nil) }
    let wrapper = try inner.bytes()
    #expect(throws: RecordError.self) { try gathered(wrapper) }
  }

  @Test(.enabled(if: CompressionType.gzip.isBuilt))
  func `a wrapper that grows too large is refused, and records are not gathered beyond the limit`() throws {
    #expect(throws: RecordError.self) { try gathered(try set(1, at: 0, 1000, .gzip), limit: 10_000) }
    let groups = try gathered(try set(1, at: 0, 1000), limit: 1000)
    #expect(groups.count > 10)
    #expect(groups.reduce(0) { $0 + $1.records.count } == 1000)
  }

  @Test
  func `damage is seen, inside a wrapper too`() throws {
    var damaged = try set(1, at: 0, 1)
    damaged.setInteger(UInt8(0), at: damaged.writerIndex - 1)
    #expect(throws: RecordError.self) { try gathered(damaged) }
  }
}
