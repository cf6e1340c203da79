import KafkaCompression
import NIOCore
import TestSupport
import Testing

/// The parts of a recorded batch (format 2) that a codec's test needs.
struct BatchBytes {
  static let recordsOffset = 61

  let codecBits: Int8
  let records: [UInt8]
  /// The batch's whole length, by its own length field.
  let size: Int

  init(_ bytes: ArraySlice<UInt8>) {
    let start = bytes.startIndex
    let length = bytes[(start + 8)..<(start + 12)].reduce(0) { $0 << 8 | Int($1) }
    size = 12 + length
    codecBits = Int8(bytes[start + 22] & 7)
    records = Array(bytes[(start + Self.recordsOffset)..<min(start + size, bytes.endIndex)])
  }

  var codec: CompressionType? { CompressionType(rawValue: codecBits) }
}

/// What a Java consumer or a broker said about recorded bytes.
struct Verdict: Decodable {
  let ok: Bool
  let stage: String?
  let error: String?
  let cause: String?
  let errorCode: Int?
}

/// A line of `fixtures/batches/streams.jsonl`.
struct RecordedStream: Decodable, CustomTestStringConvertible {
  let id: String
  let codec: String
  let what: String
  let plainLength: Int
  let plainSha256: String
  let consumer: Verdict
  let broker: Verdict
  let hex: String

  var testDescription: String { "\(id) \(codec): \(what)" }
}

/// A line of `fixtures/batches/malformed.jsonl`.
struct MalformedBatch: Decodable, CustomTestStringConvertible {
  let id: String
  let what: String
  let consumer: Verdict
  let broker: Verdict
  let hex: String

  var testDescription: String { "\(id): \(what)" }
}

/// A line of `fixtures/batches/valid.jsonl`.
struct ValidBatches: Decodable {
  let id: String
  let what: String
  let codec: String
  let hex: String

  var batches: [BatchBytes] {
    var rest = bytes(hex: hex)[...]
    var found: [BatchBytes] = []
    while rest.count > BatchBytes.recordsOffset {
      let batch = BatchBytes(rest)
      found.append(batch)
      rest = rest.dropFirst(batch.size)
    }
    return found
  }
}

func compress(
  _ bytes: [UInt8], as codec: CompressionType, level: Int? = nil, magic: Int8 = 2
) throws(CompressionError) -> [UInt8] {
  var output = ByteBuffer()
  let result = bytes.withUnsafeBytes { bytes in
    Result { () throws(CompressionError) in
      try Codec.compress(bytes, as: codec, level: level, magic: magic, into: &output)
    }
  }
  try result.get()
  return Array(output.readableBytesView)
}

func decompress(
  _ bytes: [UInt8], as codec: CompressionType, limit: Int = 64 << 20, magic: Int8 = 2
) throws(CompressionError) -> [UInt8] {
  let result = bytes.withUnsafeBytes { bytes in
    Result { () throws(CompressionError) in
      try Codec.decompress(bytes, as: codec, limit: limit, magic: magic)
    }
  }
  return Array(try result.get().readableBytesView)
}
