import KafkaCompression
import KafkaRecords
import NIOCore
import TestSupport
import Testing

/// A line of `fixtures/batches/malformed.jsonl` or `streams.jsonl`.
struct RecordedVerdicts: Decodable, CustomTestStringConvertible {
  let id: String
  let group: String?
  let codec: String?
  let what: String
  let hex: String
  /// What the Java consumer's reader said.
  let consumer: Consumer
  /// What a broker answered to Produce.
  let broker: Broker
  /// In streams: what the stream holds.
  let plainLength: Int?
  let plainSha256: String?

  var testDescription: String { "\(id) \(group ?? codec ?? ""): \(what)" }

  /// Whether this build has the codec of the first batch; one that nobody has is refused all the same.
  var isReadable: Bool {
    let header = RecordBatchHeader(ByteBuffer(hex: hex), at: 0)
    return header?.magic != 2 || header?.compression?.isBuilt ?? true
  }

  struct Consumer: Decodable {
    let ok: Bool
    /// Where it stopped: split, checksum, control record, records.
    let stage: String?
    let error: String?
    let batches: Int
    let records: Int
    let ignoredBytes: Int?
    let seen: [SeenRecord]?
  }

  struct Broker: Decodable {
    let ok: Bool
    let errorCode: Int16?
  }

  /// `[offset delta, key, value, headers]`, or `[offset delta, type]` for a control record.
  struct SeenRecord: Decodable {
    let offsetDelta: Int64
    let content: Content

    enum Content {
      case record(key: String?, value: String?, headers: [RecordedHeader])
      case control(String)
    }

    init(from decoder: any Decoder) throws {
      var fields = try decoder.unkeyedContainer()
      offsetDelta = try fields.decode(Int64.self)
      if fields.count == 2 {
        content = .control(try fields.decode(String.self))
      } else {
        content = .record(
          key: try fields.decode(String?.self), value: try fields.decode(String?.self),
          headers: try fields.decode([RecordedHeader].self))
      }
    }
  }
}
