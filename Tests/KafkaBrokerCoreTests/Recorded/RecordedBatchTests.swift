import KafkaCompression
import KafkaMessages
import KafkaWire
import NIOCore
import TestSupport
import Testing

@testable import KafkaBrokerCore

/// Broken and odd batches, and what a 3.9.0 broker said to each in Produce v8 (`fixtures/batches`).
@Suite struct RecordedBatchTests {
  struct Row: Decodable, CustomTestStringConvertible {
    struct Verdict: Decodable {
      var ok: Bool
      var errorCode: Int16?
    }

    var id: String
    var group: String?
    var what: String
    var broker: Verdict
    var hex: String

    var testDescription: String { "\(id) \(what)" }
  }

  static let rows: [Row] = ["malformed", "streams"].flatMap {
    (try? Fixtures.lines("batches/\($0).jsonl", as: Row.self)) ?? []
  }

  /// Stored by Apache Kafka, which does not look at the lengths of records inside a compressed batch, and thrown at by
  /// every Java consumer.
  private static func isPoison(_ row: Row) -> Bool {
    row.what.contains("record length") && row.what.contains("inside the stream") && row.broker.ok
  }

  @Test func `every row is there`() {
    #expect(Self.rows.count == 378 + 187)
  }

  @Test(.enabled(if: CompressionType.allBuilt))
  func `odd batches get the recorded verdict, and are stored or not accordingly`() throws {
    let world = try NodeWorld(emulating: "3.9")
    try world.createTopic("t", options: ["max.message.bytes": "100000000"])
    var end: Int64 = 0
    for row in Self.rows {
      let response = try world.produce(ByteBuffer(hex: row.hex), to: "t", version: 8)
      let expected = Self.isPoison(row) ? ErrorCode.invalidRecord.rawValue : row.broker.errorCode ?? 0
      if response.errorCode != expected {
        Issue.record(
          "\(row.id) \(row.what): \(ErrorCode(rawValue: response.errorCode)), not \(ErrorCode(rawValue: expected))")
      }
      let newEnd = try world.end(of: "t")
      #expect((newEnd > end) == (response.errorCode == 0), "\(row.id): the end moved from \(end) to \(newEnd)")
      end = newEnd
    }
  }
}
