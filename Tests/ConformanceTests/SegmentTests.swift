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

  /// With `BIT_FLIP_STEP=1` in the environment each bit is turned round, which takes minutes in a release build, and
  /// the counts are printed.
  @Test func `a flipped bit is found, or is in the published list of unprotected bytes`() throws {
    let listed = try Self.published().blindSpots
    #if DEBUG
      let share = 601
    #else
      let share = 23
    #endif
    let step = ProcessInfo.processInfo.environment["BIT_FLIP_STEP"].flatMap { Int($0) } ?? share
    var size = 0
    var flips = BitFlips()
    for item in try Self.golden() {
      let bytes = item.directory.files.values.reduce(0) { $0 + $1.readableBytes }
      // One of them is a single batch of 160 KB: nothing but its checksum would be tested.
      guard bytes < 40_000 else { continue }
      size += bytes
      try flips.run(item.directory, context: item.context, every: max(1, step))
    }
    for (field, example) in flips.examples where !listed.contains(field) {
      Issue.record("\(field) is not listed as unprotected: \(example)")
    }
    if step == 1 {
      print("\(size) bytes, \(flips.count) flips, unseen by field: \(flips.unseen.sorted { $0.key < $1.key })")
    }
    #expect(size > 150_000)
    #expect(flips.count > 2_000)
  }

  @Test func `a directory on disk is read without changing it`() throws {
    let path = Fixtures.folder.appendingPathComponent("segments/log-dirs/main").path
    let before = try StoredDirectory.load(path)
    #expect(LogDirectoryVerifier.looksRight(before))
    #expect(LogDirectoryVerifier.findings(in: before).filter { $0.severity == .error } == [])
    #expect(try StoredDirectory.load(path) == before)
    #expect(throws: UnreadableFile.self) { try StoredDirectory.load(path + "/nothing") }
  }

  @Test func `the logs that cases carry are those of the fixtures`() throws {
    for (hex, file) in [
      (GoldenLogs.offsets, "consumer-offsets-old/__consumer_offsets-0/00000000000000000000.log"),
      (GoldenLogs.transactions, "transaction-state/__transaction_state-0/00000000000000000000.log"),
      (GoldenLogs.metadata, "cluster-metadata/__cluster_metadata-0/00000000000000000000.log"),
      (
        GoldenLogs.metadataSnapshot, "cluster-metadata/__cluster_metadata-0/00000000000000000006-0000000001.checkpoint"
      ),
    ] {
      let carried = try ByteBuffer(plainHexEncodedBytes: hex)
      let recorded = try Data(contentsOf: Fixtures.folder.appendingPathComponent("segments/cases/\(file)"))
      #expect(carried.readableBytes > 300)
      #expect(Data(carried.readableBytesView) == recorded.prefix(carried.readableBytes), "\(file)")
    }
  }

  @Test func `what is odd about records is reported by its rule`() throws {
    func rules(_ record: [UInt8], _ change: (inout SegmentContext) -> Void = { _ in }) throws -> Set<String> {
      var log = ByteBuffer(bytes: [0, 0, 0, 0, 0, 0, 0, 0])
      log.writeInteger(Int32(49 + record.count))
      log.writeInteger(0 as Int32)
      log.writeInteger(2 as UInt8)
      log.writeInteger(0 as UInt32)
      log.writeBytes([0, 0, 0, 0, 0, 0])
      for _ in 0..<2 { log.writeInteger(5 as Int64) }
      log.writeBytes([UInt8](repeating: 0xFF, count: 14))
      log.writeInteger(1 as Int32)
      log.writeBytes(record)
      log.setInteger(
        BatchForge.checksum(log.getSlice(at: 21, length: log.readableBytes - 21) ?? ByteBuffer()), at: 17)
      var context = SegmentContext()
      change(&context)
      let found = PartitionVerifier.findings(in: PartitionForge.around(log), context: context)
      return Set(found.filter { $0.severity != .information }.map(\.rule))
    }
    #expect(try rules([12, 0, 0, 0, 1, 1, 0]) == [])
    #expect(try rules([12, 0, 0, 0, 3, 1, 0]) == ["R-02"])
    #expect(try rules([14, 0, 0x80, 0, 0, 1, 1, 0]) == ["R-03"])
    #expect(try rules([12, 7, 0, 0, 1, 1, 0]) == ["R-04"])
    #expect(try rules([18, 0, 0, 0, 1, 1, 2, 2, 0xC3, 1]) == ["R-05"])
    #expect(try rules([12, 0, 0, 0, 1, 1, 0]) { $0.isCompacted = true } == ["R-06"])
    #expect(try rules([12, 0, 0, 0, 1, 1, 0]) { $0.maxMessageBytes = 60 } == ["B-17"])
    #expect(try rules([22, 0, 0, 0x80, 0x80, 0x80, 0x80, 0x80, 0, 1, 1, 0]).contains("B-06"))
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
