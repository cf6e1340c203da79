import KafkaCompression
import KafkaRecords
import KafkaWire
import NIOCore
import TestSupport
import Testing

@testable import KafkaClientCore

/// Answers with messages from before Kafka 0.11, which brokers before 4.0 give as they lie in their logs.
@Suite struct OldFormatTests {
  typealias Dialogue = FetchDialogue

  private func set(
    _ magic: Int8, at offset: Int64, _ count: Int, _ codec: CompressionType = .none
  ) throws -> ByteBuffer {
    var writer = MessageSetWriter(magic: magic, compression: codec)
    for number in 0..<Int64(count) {
      writer.append(offset: offset + number, timestamp: 1, key: nil, value: ByteBuffer(string: "v"))
    }
    return try writer.bytes()
  }

  @Test(arguments: [0, 1] as [Int8], [CompressionType.none, .gzip].filter(\.isBuilt))
  func `the position moves behind the last whole message`(magic: Int8, codec: CompressionType) throws {
    var reader = Dialogue()
    let fetch = try reader.begin(at: [0: 5])
    // A wrapper may begin before the position.
    var records = try set(magic, at: 3, 4, codec)
    records.writeImmutableBuffer(try set(magic, at: 7, 2, codec))
    let whole = records.readableBytes
    records.writeImmutableBuffer(try #require(try set(magic, at: 9, 1, codec).getSlice(at: 0, length: 20)))
    let delivered = Dialogue.delivered(reader.answer(fetch, [0: .init(records: records)]))
    #expect(delivered.map(\.offset) == [5])
    #expect(delivered.map(\.nextOffset) == [9])
    #expect(delivered.first.map { $0.records.readableBytes >= whole } == true)
    #expect(reader.machine.position(of: Dialogue.partition(0)) == 9)
  }

  @Test(.enabled(if: CompressionType.gzip.isBuilt))
  func `formats may follow each other`() throws {
    var reader = Dialogue()
    let fetch = try reader.begin(at: [0: 0])
    var records = try set(0, at: 0, 2)
    records.writeImmutableBuffer(try set(1, at: 2, 3, .gzip))
    records.writeImmutableBuffer(try Dialogue.batch(at: 5, count: 2))
    #expect(Dialogue.delivered(reader.answer(fetch, [0: .init(records: records)])).map(\.nextOffset) == [7])
  }

  @Test(arguments: MessageSets.recorded)
  func `recorded segments are read to their end`(name: String) throws {
    var reader = Dialogue()
    let fetch = try reader.begin(at: [0: 0])
    let records = try MessageSets.log(name)
    let delivered = Dialogue.delivered(reader.answer(fetch, [0: .init(records: records)]))
    #expect(delivered.map(\.nextOffset) == [try MessageSets.end(name)])
  }

  @Test func `a part of a message alone is an error`() throws {
    var reader = Dialogue()
    let fetch = try reader.begin(at: [0: 0])
    let part = try #require(try set(1, at: 0, 1).getSlice(at: 0, length: 30))
    let actions = reader.answer(fetch, [0: .init(records: part)])
    guard case .fail(_, .undecodable)? = actions.first else {
      Issue.record("\(actions)")
      return
    }
  }

  @Test(arguments: [0, 2] as [Int8])
  func `the last offset there can be is an error, not the end of the process`(magic: Int8) throws {
    var reader = Dialogue()
    let fetch = try reader.begin(at: [0: 0])
    var records = magic == 2 ? try Dialogue.batch(at: 0, count: 1) : try set(magic, at: 0, 1)
    records.setInteger(Int64.max, at: records.readerIndex)
    let actions = reader.answer(fetch, [0: .init(records: records)])
    guard case .fail(_, .undecodable)? = actions.first else {
      Issue.record("\(actions)")
      return
    }
  }
}

/// The recorded segments with messages of magic 0 and 1.
enum MessageSets {
  static let recorded = ((try? Fixtures.contents(of: "segments/old-formats")) ?? []).filter { $0.hasPrefix("magic") }

  static func log(_ name: String) throws -> ByteBuffer {
    ByteBuffer(bytes: try Fixtures.data("segments/old-formats/\(name)/00000000000000000000.log"))
  }

  private struct Expected: Decodable {
    struct Segment: Decodable {
      struct Batch: Decodable { var lastOffset: Int64 }
      var batches: [Batch]
    }
    var segments: [Segment]
  }

  /// The offset after the last record.
  static func end(_ name: String) throws -> Int64 {
    let expected = try Fixtures.json("segments/old-formats/\(name)/expected.json", as: Expected.self)
    return (expected.segments.last?.batches.last?.lastOffset ?? -1) + 1
  }
}
