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
        // When they were recorded; producers whose records say 2023 had long expired.
        context.now = 1_795_500_000_000
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

  /// The lines of the published list that are in a block or begin with a mark.
  private static func published() throws -> (findings: [String], blindSpots: Set<String>) {
    let file = Fixtures.repository.appendingPathComponent("Conformance/SEGMENT-FINDINGS.md")
    let text = try String(contentsOf: file, encoding: .utf8)
    let blocks = text.components(separatedBy: "```")
    let findings = blocks.count > 1 ? blocks[1].split(separator: "\n").map(String.init) : []
    let spots = text.split(separator: "\n").filter { $0.hasPrefix("- `") }.compactMap { line in
      line.split(separator: "`").dropFirst().first.map(String.init)
    }
    return (findings, Set(spots))
  }

  @Test func `its warnings and notes on sound files are those that are published`() throws {
    var lines: [String] = []
    for item in try Self.golden() {
      for finding in PartitionVerifier.findings(in: item.directory, context: item.context)
      where finding.severity != .error {
        lines.append("\(item.name)/\(item.directory.name): \(finding)")
      }
    }
    #expect(lines == (try Self.published().findings))
  }

  /// The field that a byte belongs to.
  private static func field(_ file: String, _ bytes: ByteBuffer, _ byte: Int) -> String {
    func field(_ size: Int, _ fields: [(end: Int, name: String)]) -> String {
      fields.first { byte % size < $0.end }?.name ?? ""
    }
    let suffix = file.split(separator: ".").last.map(String.init) ?? file
    switch suffix {
    case "log", "checkpoint":
      var start = 0
      while let length: Int32 = bytes.getInteger(at: start + 8), start + 12 + Int(length) <= byte {
        start += 12 + Int(length)
      }
      let header = [(8, "baseOffset"), (12, "length"), (16, "leaderEpoch"), (17, "magic"), (21, "crc")]
      return "\(suffix) \(header.first { byte - start < $0.0 }?.1 ?? "content")"
    case "index": return "index " + field(8, [(4, "offset"), (8, "position")])
    case "timeindex": return "timeindex " + field(12, [(8, "time"), (12, "offset")])
    case "txnindex":
      return "txnindex "
        + field(34, [(2, "version"), (10, "producer"), (18, "first"), (26, "last"), (34, "stable")])
    default: return file
    }
  }

  @Test func `a flipped bit is found, or is in the published list of unprotected bytes`() throws {
    let listed = try Self.published().blindSpots
    #if DEBUG
      let share = 601
    #else
      let share = 23
    #endif
    var size = 0
    var flips = 0
    var number = 0
    for item in try Self.golden() {
      let bytes = item.directory.files.values.reduce(0) { $0 + $1.readableBytes }
      // One of them is a single batch of 160 KB: nothing but its checksum would be tested.
      guard bytes < 40_000 else { continue }
      size += bytes
      let before = Set(PartitionVerifier.findings(in: item.directory, context: item.context))
      for (file, content) in item.directory.files.sorted(by: { $0.key < $1.key }) {
        for bit in 0..<content.readableBytes * 8 {
          number += 1
          // A prime step through all bits of all files.
          guard number % share == 0 else { continue }
          flips += 1
          var damaged = item.directory
          try damaged.flip(file, byte: bit / 8, bit: bit % 8)
          let after = Set(PartitionVerifier.findings(in: damaged, context: item.context)).subtracting(before)
          if after.contains(where: { $0.severity != .information }) { continue }
          let field = Self.field(file, content, bit / 8)
          #expect(listed.contains(field), "\(item.name)/\(file), bit \(bit % 8) of byte \(bit / 8): \(field)")
        }
      }
    }
    #expect(size > 150_000)
    #expect(flips > 2_000)
  }

  @Test func `a directory on disk is read without changing it`() throws {
    let path = Fixtures.folder.appendingPathComponent("segments/log-dirs/main").path
    let before = try StoredDirectory.load(path)
    #expect(LogDirectoryVerifier.looksRight(before))
    #expect(LogDirectoryVerifier.findings(in: before).filter { $0.severity == .error } == [])
    #expect(try StoredDirectory.load(path) == before)
    #expect(throws: UnreadableFile.self) { try StoredDirectory.load(path + "/nothing") }
  }

  @Test func `checkpoints of a log directory are checked`() {
    func rules(_ files: [String: String]) -> Set<String> {
      let directory = StoredDirectory("logs", files: files.mapValues { ByteBuffer(string: $0) })
      return Set(LogDirectoryVerifier.findings(in: directory).filter { $0.severity == .error }.map(\.rule))
    }
    let meta = "version=1\nnode.id=1\ncluster.id=c\n"
    #expect(rules(["meta.properties": meta]) == [])
    #expect(rules(["meta.properties": "version=2\nnode.id=1\n"]) == ["D-04"])
    #expect(rules(["meta.properties": "version=1\ncluster.id=c\n"]) == ["D-04"])
    #expect(rules(["recovery-point-offset-checkpoint": "0\n1\na 0 5\n"]) == [])
    #expect(rules(["recovery-point-offset-checkpoint": "0\n2\na 0 5\na 0 6\n"]) == ["C-02"])
    #expect(rules(["recovery-point-offset-checkpoint": "0\n1\na 0 -5\n"]) == ["C-01"])
    #expect(rules(["log-start-offset-checkpoint": "0\n1\na 0\n"]) == ["C-01"])
  }

  @Test func `messages of the old formats that Apache Kafka's client wrote have no errors`() throws {
    for name in try Fixtures.contents(of: "segments/old-formats") {
      let path = Fixtures.folder.appendingPathComponent("segments/old-formats/\(name)").path
      let directory = try StoredDirectory.load(path)
      // They are logs only: just what is said of the log counts.
      let findings = PartitionVerifier.findings(in: directory)
        .filter { $0.file.hasSuffix(".log") && $0.severity == .error }
      #expect(findings == [], "\(name)")
    }
  }
}
