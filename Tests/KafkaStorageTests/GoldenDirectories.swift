import Foundation
import KafkaStorage
import KafkaWire
import NIOCore
import TestSupport

/// A case of `fixtures/segments/cases`, as its `expected.json` tells it.
struct GoldenCase: Decodable {
  struct Partition: Decodable {
    struct Checkpoints: Decodable {
      var recoveryPoint: Int64?
      var highWatermark: Int64?
      var logStart: Int64?
    }
    struct Epoch: Decodable {
      var epoch: Int32
      var startOffset: Int64
    }
    struct Snapshot: Decodable {
      struct Producer: Decodable {
        var producerId: Int64
        var producerEpoch: Int16
        var lastSequence: Int32
        var timestamp: Int64
        var coordinatorEpoch: Int32
        var currentTxnFirstOffset: Int64
      }
      var offset: Int64
      var producers: [Producer]
    }
    struct Segment: Decodable {
      var baseOffset: Int64
      var size: Int
      var batches: [Batch]
    }
    struct Batch: Decodable {
      var position: Int
      var size: Int
      var baseOffset: Int64
      var lastOffset: Int64
      var count: Int32
      var timestampType: String
      var baseTimestamp: Int64
      var maxTimestamp: Int64
      var producerId: Int64
      var producerEpoch: Int16
      var baseSequence: Int32
      var partitionLeaderEpoch: Int32
      var isTransactional: Bool
      var isControl: Bool
      var crc: UInt32
      var records: [Record]
    }
    struct Record: Decodable {
      var offset: Int64
      var timestamp: Int64
    }
    struct TopicID: Decodable {
      var text: String
    }

    var directory: String
    var topic: String
    var partition: Int32
    var topicId: TopicID
    var logStartOffset: Int64
    var logEndOffset: Int64
    var checkpoints: Checkpoints
    var leaderEpochs: [Epoch]
    var producerSnapshots: [Snapshot]
    var segments: [Segment]

    var topicPartition: TopicPartition { TopicPartition(topic: topic, partition: partition) }
    var batches: [Batch] { segments.flatMap(\.batches) }
  }

  var topicConfig: [String: String]?
  var partitions: [Partition]

  init(_ name: String) throws {
    self = try JSONDecoder().decode(
      GoldenCase.self, from: Fixtures.data("segments/cases/\(name)/expected.json"))
  }

  static let names = (try? Fixtures.contents(of: "segments/cases")) ?? []

  /// The recorded settings over the defaults.
  func configuration() throws -> LogConfiguration {
    var configuration = LogConfiguration()
    for (name, value) in topicConfig ?? [:] { try configuration.set(name, to: value) }
    return configuration
  }
}

/// Directories with the bytes of their files, for comparing.
typealias DirectoryContent = [String: [UInt8]]

func goldenFiles(_ caseName: String, _ directory: String) throws -> DirectoryContent {
  let folder = "segments/cases/\(caseName)/\(directory)"
  var files: DirectoryContent = [:]
  for name in try Fixtures.contents(of: folder) { files[name] = try [UInt8](Fixtures.data("\(folder)/\(name)")) }
  return files
}

func files(of directory: String, in fileSystem: any FileSystem) throws -> DirectoryContent {
  var files: DirectoryContent = [:]
  for name in try fileSystem.list(directory) {
    files[name] = Array(buffer: try fileSystem.contents(of: directory + "/" + name))
  }
  return files
}

extension FileSystem {
  func install(_ files: DirectoryContent, at directory: String) throws {
    try createDirectory(directory)
    for (name, content) in files {
      try write(ByteBuffer(bytes: content), to: directory + "/" + name, synchronized: true)
    }
  }
}

/// Names of files that differ, with sizes: short enough to read in a failure.
func differences(_ found: DirectoryContent, _ expected: DirectoryContent) -> [String] {
  Set(found.keys).union(expected.keys).sorted().compactMap { name in
    switch (found[name], expected[name]) {
    case (let found?, let expected?) where found == expected: nil
    case (let found?, let expected?):
      "\(name): \(found.count) bytes, expected \(expected.count); first at \(firstDifference(found, expected)): "
        + "\(hex(found.prefix(64))) expected \(hex(expected.prefix(64)))"
    case (.some, nil): "\(name): should not be there"
    case (nil, _): "\(name): missing"
    }
  }
}

private func firstDifference(_ left: [UInt8], _ right: [UInt8]) -> Int {
  zip(left, right).enumerated().first { $1.0 != $1.1 }?.offset ?? min(left.count, right.count)
}

func moment(_ wallClock: Int64) -> Moment {
  Moment(instant: Instant(nanoseconds: wallClock &* 1_000_000), wallClock: wallClock)
}
