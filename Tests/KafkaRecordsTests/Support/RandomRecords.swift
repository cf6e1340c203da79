import KafkaRecords
import KafkaWire
import NIOCore

/// Records and bytes from a seed.
enum RandomRecords {
  struct Plain: Equatable {
    var key: ByteBuffer?
    var value: ByteBuffer?
    var headers: [RecordHeader]
    var timestamp: Int64

    init(key: ByteBuffer?, value: ByteBuffer?, headers: [RecordHeader], timestamp: Int64) {
      self.key = key
      self.value = value
      self.headers = headers
      self.timestamp = timestamp
    }

    init(_ record: Record) {
      self.init(key: record.key, value: record.value, headers: record.headers, timestamp: record.timestamp)
    }
  }

  /// Null, empty, short or long bytes, compressible as a rule.
  static func bytes(upTo count: Int, using random: inout RandomSource) -> ByteBuffer? {
    switch Int.random(in: 0..<10, using: &random) {
    case 0: return nil
    case 1: return ByteBuffer()
    case 2: return ByteBuffer(bytes: (0..<count).map { _ in UInt8(truncatingIfNeeded: random.next()) })
    default:
      let letter = UInt8(truncatingIfNeeded: random.next())
      return ByteBuffer(repeating: letter, count: Int.random(in: 0...min(count, 300), using: &random))
    }
  }

  static func headers(using random: inout RandomSource) -> [RecordHeader] {
    guard Int.random(in: 0..<4, using: &random) == 0 else { return [] }
    return (0..<Int.random(in: 1...5, using: &random)).map { number in
      RecordHeader(key: String(repeating: "ä", count: number), value: bytes(upTo: 90, using: &random))
    }
  }

  static func record(using random: inout RandomSource) -> Plain {
    Plain(
      key: bytes(upTo: 80, using: &random), value: bytes(upTo: 3000, using: &random), headers: headers(using: &random),
      timestamp: Int64.random(in: -1...4_000_000_000_000, using: &random))
  }
}
