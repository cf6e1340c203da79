import KafkaRecords
import KafkaStorage
import KafkaWire
import NIOCore
import TestSupport
import Testing

/// Directories in which one thing was damaged, opened after a clean and an unclean stop.
@Suite struct DamageTests {
  private static let first = SegmentName.name(0, SegmentName.log)
  private static let index = SegmentName.name(0, SegmentName.offsetIndex)

  /// Six batches of two records in one segment, closed in order.
  private func closed(_ settings: [String: String] = ["index.interval.bytes": "1"]) throws -> LogWorkshop {
    let shop = try LogWorkshop(settings)
    for number in 0..<6 as Range<Int64> {
      try shop.append(batch(2, at: number * 1000, producerId: 5, epoch: 0, sequence: Int32(number) * 2))
    }
    try shop.log.close()
    return shop
  }

  private func damage(
    _ shop: LogWorkshop, _ name: String, _ change: (inout [UInt8]) -> Void
  ) throws {
    let path = shop.directory + "/" + name
    var content = Array(buffer: try shop.fileSystem.contents(of: path))
    change(&content)
    try shop.fileSystem.write(ByteBuffer(bytes: content), to: path, synchronized: true)
  }

  /// Opens the log, appends to it and reads all back; gives the offsets at which batches begin, and what was mended.
  private func reopen(_ shop: LogWorkshop, clean: Bool) throws -> (offsets: [Int64], report: OpenReport) {
    try shop.open(OpenOptions(isClean: clean, recoveryPoint: clean ? 12 : 0))
    let end = shop.log.logEndOffset
    #expect(try shop.append(batch()).firstOffset == end)
    let found = try shop.headers().map(\.baseOffset)
    #expect(found.last == end)
    let report = shop.log.openReport
    // What was mended stays mended.
    try shop.restart()
    #expect(shop.log.openReport == OpenReport())
    #expect(try shop.headers().map(\.baseOffset) == found)
    return (found.dropLast(), report)
  }

  @Test(arguments: [true, false]) func `a last batch that is cut goes, the others stay`(clean: Bool) throws {
    let size = try batch(2).readableBytes
    for cut in [1, size - 61, size - 60, size - 17, size - 16, size - 1] {
      let shop = try closed()
      try damage(shop, Self.first) { $0.removeLast(cut) }
      let (offsets, report) = try reopen(shop, clean: clean)
      #expect(offsets == [0, 2, 4, 6, 8])
      #expect(report.cuts == [OpenReport.Cut(segment: 0, position: 5 * size, bytes: size - cut)])
      // The producer's state is that of what is left.
      #expect(shop.log.activeProducers.first?.lastSequence == 9)
    }
  }

  @Test(arguments: [true, false], ["zeros", "garbage", "text"])
  func `what follows the last batch goes`(clean: Bool, kind: String) throws {
    let shop = try closed()
    let tail: [UInt8] =
      switch kind {
      case "zeros": Array(repeating: 0, count: 500)
      case "garbage": (0..<500).map { UInt8(truncatingIfNeeded: $0 &* 89 &+ 7) }
      default: Array("not a batch".utf8)
      }
    try damage(shop, Self.first) { $0 += tail }
    let (offsets, report) = try reopen(shop, clean: clean)
    #expect(offsets == [0, 2, 4, 6, 8, 10])
    #expect(report.cuts.map(\.bytes) == [tail.count])
  }

  @Test func `a flipped bit is found by recovery, wherever the checksum covers it`() throws {
    let size = try batch(2).readableBytes
    for byte in stride(from: 17, to: size, by: 7) {
      let shop = try closed()
      try damage(shop, Self.first) { $0[3 * size + byte] ^= 0x10 }
      let (offsets, report) = try reopen(shop, clean: false)
      #expect(offsets == [0, 2, 4])
      #expect(report.cuts == [OpenReport.Cut(segment: 0, position: 3 * size, bytes: 3 * size)])
    }
  }

  @Test(arguments: [true, false]) func `an index that does not fit the log is made anew`(clean: Bool) throws {
    for (name, change) in [
      ("points behind the end", { (bytes: inout [UInt8]) in bytes[bytes.count - 2] = 0x7F }),
      ("points between batches", { (bytes: inout [UInt8]) in bytes[bytes.count - 1] ^= 1 }),
      ("knows later offsets", { (bytes: inout [UInt8]) in bytes[bytes.count - 7] = 1 }),
    ] as [(String, (inout [UInt8]) -> Void)] {
      let shop = try closed()
      let before = try files(of: shop.directory, in: shop.fileSystem)
      try damage(shop, Self.index, change)
      let (offsets, report) = try reopen(shop, clean: clean)
      #expect(offsets == [0, 2, 4, 6, 8, 10], "\(name)")
      #expect(report.recovered == [0], "\(name)")
      #expect(report.cuts == [], "\(name)")
      let after = try files(of: shop.directory, in: shop.fileSystem)
      let index = try #require(before[Self.index])
      #expect(try #require(after[Self.index]).starts(with: index), "\(name)")
    }
  }

  @Test(arguments: [true, false]) func `missing indexes are made anew, those of no segment go`(clean: Bool) throws {
    let shop = try closed(["index.interval.bytes": "1", "segment.bytes": "200"])
    #expect(shop.log.segmentCount == 3)
    let before = try files(of: shop.directory, in: shop.fileSystem)
    try shop.fileSystem.removeFile(shop.directory + "/" + Self.index)
    try shop.fileSystem.removeFile(shop.directory + "/" + SegmentName.name(0, SegmentName.timeIndex))
    try shop.fileSystem.install([SegmentName.name(3, SegmentName.offsetIndex): [1, 2, 3]], at: shop.directory)
    try shop.open(OpenOptions(isClean: clean, recoveryPoint: 12))
    #expect(shop.log.openReport.recovered == (clean ? [0] : [0, 8]))
    try shop.log.close()
    #expect(
      differences(try files(of: shop.directory, in: shop.fileSystem), before).filter { !$0.contains("checkpoint") }
        == [])
  }

  @Test(arguments: [true, false])
  func `searches by time find what is in segments whose time index is missing`(clean: Bool) throws {
    let shop = try closed(["index.interval.bytes": "1", "segment.bytes": "200"])
    for base in [0, 4, 8] as [Int64] {
      try shop.fileSystem.removeFile(shop.directory + "/" + SegmentName.name(base, SegmentName.timeIndex))
    }
    try shop.open(OpenOptions(isClean: clean, recoveryPoint: 12))
    #expect(shop.log.openReport.recovered == (clean ? [] : [8]))
    for number in 0..<6 as Range<Int64> {
      #expect(try shop.log.offset(forTimestamp: number * 1000)?.offset == number * 2)
      #expect(try shop.log.offset(forTimestamp: number * 1000 + 1)?.offset == number * 2 + 1)
    }
    #expect(try shop.log.offset(forTimestamp: 5101) == nil)
    #expect(try shop.log.offsetOfMaxTimestamp()?.offset == 11)
  }

  @Test func `an offset that goes back ends the log`() throws {
    let size = try batch(2).readableBytes
    for clean in [true, false] {
      let shop = try closed(["index.interval.bytes": "4096"])
      // The base offset is not under the checksum.
      try damage(shop, Self.first) { $0[5 * size + 7] = 3 }
      let (offsets, _) = try reopen(shop, clean: clean)
      #expect(offsets == [0, 2, 4, 6, 8])
    }
  }

  @Test func `after a cut the later segments go as well`() throws {
    let shop = try closed(["segment.bytes": "200"])
    let size = try batch(2).readableBytes
    #expect(size * 2 <= 200 && size * 3 > 200)
    try damage(shop, SegmentName.name(4, SegmentName.log)) { $0[size + 70] ^= 1 }
    let (offsets, report) = try reopen(shop, clean: false)
    #expect(offsets == [0, 2, 4])
    #expect(report.recovered == [0, 4])
    #expect(report.removed == [8])
    #expect(try !shop.fileNames.contains { $0.contains("00008.") })
  }

  @Test func `segments below the recovery point are not read`() throws {
    let shop = try closed(["segment.bytes": "200"])
    try damage(shop, Self.first) { $0[70] ^= 1 }
    try shop.open(OpenOptions(isClean: false, recoveryPoint: 5))
    #expect(shop.log.openReport.recovered == [4, 8])
    #expect(shop.log.logEndOffset == 12)
    // The damage is served as it is: readers check.
    #expect(throws: RecordError.self) { try shop.headers() }
  }

  @Test func `a log start beyond the end begins an empty log there`() throws {
    let shop = try closed()
    try shop.open(OpenOptions(isClean: true, logStartOffset: 100))
    #expect(shop.log.logStartOffset == 100)
    #expect(try shop.append(batch()).firstOffset == 100)
    #expect(try shop.fileNames.filter { $0.hasSuffix(".log") } == [SegmentName.name(100, SegmentName.log)])
  }

  @Test func `a hole between segments is told, and what is behind it kept`() throws {
    let shop = try closed(["segment.bytes": "200"])
    for suffix in SegmentFiles.suffixes {
      try shop.fileSystem.removeFileIfPresent(shop.directory + "/" + SegmentName.name(4, suffix))
    }
    try shop.open(OpenOptions(isClean: false))
    #expect(shop.log.openReport.holes == [4])
    #expect(try Set(shop.headers().map(\.baseOffset)) == [0, 2, 8, 10])
  }

  // MARK: Interrupted compaction

  @Test func `what a compaction did not finish goes`() throws {
    let shop = try closed(["segment.bytes": "200"])
    let before = try files(of: shop.directory, in: shop.fileSystem)
    try shop.fileSystem.install(
      [
        Self.first + ".cleaned": [1], Self.index + ".cleaned": [], SegmentName.name(4, SegmentName.log) + ".swap": [2],
        SegmentName.name(4, SegmentName.log) + ".deleted": [3],
      ], at: shop.directory)
    try shop.open(OpenOptions(isClean: true))
    #expect(shop.log.logEndOffset == 12)
    try shop.log.close()
    #expect(try Set(shop.fileNames) == Set(before.keys))
  }

  @Test func `what a compaction finished takes the place of the segments it was made from`() throws {
    let shop = try closed(["segment.bytes": "200", "cleanup.policy": "compact"])
    // Of the first two segments the batches at 2 and 6 are left.
    let content = try files(of: shop.directory, in: shop.fileSystem)
    let first = try #require(content[Self.first])
    let second = try #require(content[SegmentName.name(4, SegmentName.log)])
    try shop.fileSystem.install(
      [
        Self.first + ".swap": Array(first[(first.count / 2)...] + second[(second.count / 2)...]),
        Self.index + ".swap": [], SegmentName.name(0, SegmentName.timeIndex) + ".swap": [],
      ], at: shop.directory)
    try shop.open(OpenOptions(isClean: false))
    #expect(try shop.headers().map(\.baseOffset) == [2, 6, 8, 10])
    #expect(shop.log.segmentCount == 2)
    #expect(try !shop.fileNames.contains { $0.hasSuffix(".swap") })
  }
}
