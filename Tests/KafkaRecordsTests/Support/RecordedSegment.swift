import Foundation
import KafkaRecords
import NIOCore
import TestSupport
import Testing

/// `expected.json` of a case in `fixtures/segments/old-formats`.
struct RecordedSegments: Decodable, CustomTestStringConvertible {
  let name: String
  let segments: [Segment]

  enum CodingKeys: String, CodingKey {
    case name = "case"
    case segments
  }

  var testDescription: String { name }

  struct Segment: Decodable {
    let size: Int
    let batches: [Batch]
  }

  struct Batch: Decodable {
    let position: Int
    let size: Int
    let baseOffset: Int64
    let lastOffset: Int64
    let count: Int
    let magic: Int8
    let codec: String
    let timestampType: String
    let maxTimestamp: Int64
    let attributes: Int16
    let crc: UInt32
    let inflatedSize: Int?
    let records: [Record]
  }

  struct Record: Decodable {
    let offset: Int64
    let timestamp: Int64
    let keyHex: String?
    let valueHex: String?
    /// Large values are recorded by size and hash.
    let valueSize: Int?
    let valueSha256: String?
    let headers: [RecordedHeader]
  }

  static func load(_ folder: String) throws -> RecordedSegments {
    try JSONDecoder().decode(
      RecordedSegments.self, from: Fixtures.data("segments/\(folder)/expected.json"))
  }

  /// The first segment's bytes.
  static func log(_ folder: String) throws -> ByteBuffer {
    ByteBuffer(bytes: try Fixtures.data("segments/\(folder)/00000000000000000000.log"))
  }
}

extension TimestampType {
  var recordedName: String {
    switch self {
    case .none: "NoTimestampType"
    case .createTime: "CreateTime"
    case .logAppendTime: "LogAppendTime"
    }
  }
}
