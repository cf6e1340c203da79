import Foundation
import KafkaConformance
import NIOCore
import TestSupport
import Testing

/// The verifier of files against what Apache Kafka left behind.
@Suite struct SegmentTests {
  struct Golden {
    var name: String
    var directory: StoredDirectory
    var context: SegmentContext
  }

  private struct Expected: Decodable {
    struct Partition: Decodable {
      struct Checkpoints: Decodable {
        var recoveryPoint: Int64?
        var highWatermark: Int64?
        var logStart: Int64?
        var cleaned: Int64?
      }
      var directory: String
      var checkpoints: Checkpoints?
    }
    var topicConfig: [String: String]?
    var partitions: [Partition]
  }

  static func golden() throws -> [Golden] {
    var all: [Golden] = []
    for name in try Fixtures.contents(of: "segments/cases") {
      let expected = try Fixtures.json("segments/cases/\(name)/expected.json", as: Expected.self)
      for partition in expected.partitions {
        let path = "segments/cases/\(name)/\(partition.directory)"
        var context = SegmentContext()
        context.isCompacted = expected.topicConfig?["cleanup.policy"]?.contains("compact") ?? false
        context.recoveryPoint = partition.checkpoints?.recoveryPoint
        context.highWatermark = partition.checkpoints?.highWatermark
        context.logStart = partition.checkpoints?.logStart
        context.cleanerOffset = partition.checkpoints?.cleaned
        let directory = try StoredDirectory.load(Fixtures.folder.appendingPathComponent(path).path)
        all.append(Golden(name: name, directory: directory, context: context))
      }
    }
    return all
  }

  @Test func `what Apache Kafka left after a clean stop has no errors`() throws {
    let golden = try Self.golden()
    #expect(golden.count >= 44)
    for item in golden {
      for finding in PartitionVerifier.findings(in: item.directory, context: item.context)
      where finding.severity == .error {
        Issue.record("\(item.directory.name): \(finding)")
      }
    }
  }
}
