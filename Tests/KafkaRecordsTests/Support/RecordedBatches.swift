import KafkaCompression
import KafkaRecords
import NIOCore
import TestSupport
import Testing

/// A line of `fixtures/batches/valid.jsonl`.
struct RecordedBatches: Decodable, CustomTestStringConvertible {
  let id: String
  let what: String
  let codec: String
  /// An encoder that is given the same records must produce the same bytes.
  let exact: Bool
  let hex: String
  let batches: [Batch]

  var testDescription: String { "\(id) \(codec): \(what)" }
  /// Whether this build has the codec.
  var isReadable: Bool { CompressionType(name: codec)?.isBuilt ?? true }

  struct Batch: Decodable {
    let baseOffset: Int64
    let length: Int32
    let leaderEpoch: Int32
    let magic: Int8
    let crc: UInt32
    let attributes: Int16
    let compression: String
    let timestampType: String
    let transactional: Bool
    let control: Bool
    let deleteHorizon: Int64?
    let lastOffsetDelta: Int32
    let baseTimestamp: Int64
    let maxTimestamp: Int64
    let producerId: Int64
    let producerEpoch: Int16
    let baseSequence: Int32
    let count: Int32
    let lastSequence: Int32
    let records: [RecordedRecord]
  }
}

/// `[offset delta, timestamp delta, key, value, headers]`, the bytes as hexadecimal text.
struct RecordedRecord: Decodable {
  let offsetDelta: Int32
  let timestampDelta: Int64
  let key: String?
  /// From 8,191 bytes on `sha256:<hash>:<length>`.
  let value: String?
  let headers: [RecordedHeader]

  init(from decoder: any Decoder) throws {
    var fields = try decoder.unkeyedContainer()
    offsetDelta = try fields.decode(Int32.self)
    timestampDelta = try fields.decode(Int64.self)
    key = try fields.decode(String?.self)
    value = try fields.decode(String?.self)
    headers = try fields.decode([RecordedHeader].self)
  }
}

/// `[name, value]`, the value as hexadecimal text.
struct RecordedHeader: Decodable, Equatable {
  let key: String
  let value: String?

  init(from decoder: any Decoder) throws {
    var fields = try decoder.unkeyedContainer()
    key = try fields.decode(String.self)
    value = try fields.decode(String?.self)
  }

  init(_ header: RecordHeader) {
    key = header.key
    value = header.value?.hexadecimal
  }
}

/// Bytes in the form of the recordings: hexadecimal, or their hash when there are 8,191 or more.
func recorded(_ bytes: ByteBuffer?) -> String? {
  guard let bytes else { return nil }
  guard bytes.readableBytes >= 8191 else { return bytes.hexadecimal }
  return "sha256:\(sha256(bytes.readableBytesView)):\(bytes.readableBytes)"
}

/// All batches of a buffer, which holds nothing else and only magic 2.
func batches(in buffer: ByteBuffer) throws -> [RecordBatch] {
  var rest = RecordBatches(buffer)
  var found: [RecordBatch] = []
  while let next = try rest.next() {
    guard case .batch(let batch) = next else {
      Issue.record("expected magic 2, found \(next.magic)")
      continue
    }
    found.append(batch)
  }
  #expect(rest.unreadBytes == 0)
  return found
}
