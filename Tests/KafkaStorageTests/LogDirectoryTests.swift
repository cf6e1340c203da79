import Foundation
import KafkaRecords
import KafkaStorage
import KafkaWire
import NIOCore
import TestSupport
import Testing

@Suite struct LogDirectoryTests {
  private static let topicId = KafkaUUID(mostSignificantBits: 3, leastSignificantBits: 4)
  private static let partition = TopicPartition(topic: "a-b.c_d", partition: 12)

  private func open(
    _ fileSystem: any FileSystem, path: String = "/data", node: Int32 = 1, cluster: String? = nil,
    at wallClock: Int64 = 1_795_485_513_000
  ) throws -> LogDirectory {
    try LogDirectory(
      opening: path, nodeId: node, clusterId: cluster, configuration: { _ in LogConfiguration() }, random: .seeded(5),
      at: moment(wallClock), in: fileSystem)
  }

  @Test(arguments: ["main", "epochs", "newgc"]) func `recorded files read and write the same`(name: String) throws {
    let folder = "segments/log-dirs/\(name)"
    for file in try Fixtures.contents(of: folder) {
      let text = String(decoding: try Fixtures.data("\(folder)/\(file)"), as: UTF8.self)
      switch file {
      case MetaProperties.fileName: #expect(try MetaProperties(text: text, path: file).text == text)
      case CleanShutdown.fileName: #expect(CleanShutdown(text: text).text == text)
      case "bootstrap.checkpoint":
        // A snapshot of the metadata log: batches.
        var batches = RecordBatches(ByteBuffer(bytes: try Fixtures.data("\(folder)/\(file)")))
        var count = 0
        while try batches.next() != nil { count += 1 }
        #expect(count == 3)
        #expect(batches.unreadBytes == 0)
      default:
        let checkpoint = try OffsetCheckpoint(text: text, path: file)
        // One that was made and never written has no version either.
        #expect(text.isEmpty ? checkpoint.entries.isEmpty : checkpoint.text == text)
      }
    }
    let meta = try MetaProperties(
      text: String(decoding: Fixtures.data("\(folder)/\(MetaProperties.fileName)"), as: UTF8.self), path: "")
    #expect(meta.nodeId == 1)
    #expect(meta.clusterId == "R29sZGVuRGF0YUNsdXN0ZQ")
    #expect(meta.directoryId != nil)
  }

  @Test func `the date is the one of the moment, as Java writes it`() {
    let text = { (wallClock: Int64) in
      MetaProperties(nodeId: 1, clusterId: "c", directoryId: nil, at: wallClock).date
    }
    #expect(text(1_795_485_514_000) == "Tue Nov 24 01:58:34 UTC 2026")
    #expect(text(0) == "Thu Jan 01 00:00:00 UTC 1970")
    #expect(text(1_709_210_096_000) == "Thu Feb 29 12:34:56 UTC 2024")
  }

  @Test func `the recorded main directory opens whole, and closes to checkpoints of the same content`() throws {
    let fileSystem = MemoryFileSystem()
    let folder = "segments/log-dirs/main"
    for file in try Fixtures.contents(of: folder) {
      try fileSystem.install([file: [UInt8](Fixtures.data("\(folder)/\(file)"))], at: "/data")
    }
    var partitions: Set<TopicPartition> = []
    for name in GoldenCase.names {
      let golden = try GoldenCase(name)
      for partition in golden.partitions where partition.topic != "__cluster_metadata" {
        guard try !fileSystem.exists("/data/" + partition.directory), name != "leader-epochs", !name.hasSuffix("-new"),
          !name.hasSuffix("-expiry")
        else { continue }
        try fileSystem.install(goldenFiles(name, partition.directory), at: "/data/" + partition.directory)
        partitions.insert(partition.topicPartition)
      }
    }
    let recoveryPoints = try OffsetCheckpoint(reading: "/data/" + OffsetCheckpoint.recoveryPoints, in: fileSystem)
    let starts = try OffsetCheckpoint(reading: "/data/" + OffsetCheckpoint.logStarts, in: fileSystem)
    let highWatermarks = try OffsetCheckpoint(reading: "/data/" + OffsetCheckpoint.highWatermarks, in: fileSystem)
    let directory = try open(fileSystem, cluster: "R29sZGVuRGF0YUNsdXN0ZQ", at: 0)
    #expect(directory.wasClean)
    #expect(directory.failures == [:])
    #expect(Set(directory.logs.keys) == partitions)
    #expect(try !fileSystem.exists("/data/" + CleanShutdown.fileName))
    for (partition, log) in directory.logs {
      #expect(log.logEndOffset == recoveryPoints.offsets[partition])
      #expect(log.highWatermark == highWatermarks.offsets[partition])
      #expect(log.logStartOffset == starts.offsets[partition] ?? 0)
    }
    try directory.close(brokerEpoch: 6)
    #expect(
      try OffsetCheckpoint(reading: "/data/" + OffsetCheckpoint.recoveryPoints, in: fileSystem).offsets
        == recoveryPoints.offsets)
    #expect(
      try OffsetCheckpoint(reading: "/data/" + OffsetCheckpoint.logStarts, in: fileSystem).offsets == starts.offsets)
    #expect(
      String(buffer: try fileSystem.contents(of: "/data/" + CleanShutdown.fileName))
        == #"{"version":0,"brokerEpoch":6}"#)
  }

  @Test func `a new directory gets an identity and keeps it`() throws {
    let fileSystem = MemoryFileSystem()
    let first = try open(fileSystem)
    #expect(!first.wasClean)
    try first.close()
    let second = try open(fileSystem)
    #expect(second.wasClean)
    #expect(second.metaProperties == first.metaProperties)
    try second.close()
    #expect(StorageError.kind { _ = try open(fileSystem, node: 2) } == .foreign)
    #expect(StorageError.kind { _ = try open(fileSystem, cluster: "other") } == .foreign)
    // A refusal leaves the mark of the clean stop, and no lock.
    #expect(try open(fileSystem).wasClean)
  }

  @Test func `two brokers cannot have one directory`() throws {
    let path = NSTemporaryDirectory() + "kafka-storage-\(UInt64.random(in: 0 ... .max))"
    defer { try? PosixFileSystem().removeTree(path) }
    for fileSystem in [MemoryFileSystem(), PosixFileSystem()] as [any FileSystem] {
      let first = try open(fileSystem, path: path)
      #expect(StorageError.kind { _ = try open(fileSystem, path: path) } == .locked)
      try first.close()
      try open(fileSystem, path: path).close()
    }
  }

  @Test func `logs are made, found again and deleted, on a real disk`() throws {
    let path = NSTemporaryDirectory() + "kafka-storage-\(UInt64.random(in: 0 ... .max))"
    let fileSystem = PosixFileSystem()
    defer { try? fileSystem.removeTree(path) }
    var directory = try open(fileSystem, path: path)
    let log = try directory.createLog(
      of: Self.partition, topicId: Self.topicId, configuration: LogConfiguration(), at: moment(0))
    #expect(
      StorageError.kind {
        _ = try directory.createLog(
          of: Self.partition, topicId: Self.topicId, configuration: LogConfiguration(), at: moment(0))
      } == .alreadyExists)
    try log.append(batch(5), leaderEpoch: 0, at: moment(0))
    log.updateHighWatermark(5)
    try directory.close(brokerEpoch: 9)
    #expect(directory.log(of: Self.partition)?.isOffline == true)

    directory = try open(fileSystem, path: path)
    #expect(directory.topicIds == ["a-b.c_d": Self.topicId])
    let again = try #require(directory.log(of: Self.partition))
    #expect(again.logEndOffset == 5)
    #expect(again.highWatermark == 5)
    #expect(try again.read(from: 3, maxBytes: 1000).records.readableBytes > 0)
    try directory.deleteLog(of: Self.partition, at: moment(0))
    #expect(directory.logs.isEmpty)
    #expect(again.isOffline)
    #expect(try fileSystem.list(path).contains { $0.hasPrefix("a-b.c_d-12.") && $0.hasSuffix("-delete") })
    #expect(directory.nextRemoval == moment(60_000).instant)
    try directory.removeDeleted(at: moment(59_999).instant)
    #expect(try fileSystem.list(path).contains { $0.hasSuffix("-delete") })
    try directory.removeDeleted(at: moment(60_000).instant)
    #expect(try !fileSystem.list(path).contains { $0.hasSuffix("-delete") })
    try directory.close()
  }

  @Test func `a deletion that a crash interrupted is finished at the start`() throws {
    let fileSystem = MemoryFileSystem()
    let directory = try open(fileSystem)
    _ = try directory.createLog(
      of: Self.partition, topicId: Self.topicId, configuration: LogConfiguration(), at: moment(0))
    try directory.deleteLog(of: Self.partition, at: moment(0))
    fileSystem.crash()
    let next = try open(fileSystem)
    #expect(next.logs.isEmpty)
    #expect(try !fileSystem.list("/data").contains { $0.hasSuffix("-delete") })
  }

  @Test func `one broken partition does not keep the others from opening`() throws {
    let fileSystem = MemoryFileSystem()
    var directory = try open(fileSystem)
    let other = TopicPartition(topic: "other", partition: 0)
    for partition in [Self.partition, other] {
      let log = try directory.createLog(
        of: partition, topicId: Self.topicId, configuration: LogConfiguration(), at: moment(0))
      try log.append(batch(2), leaderEpoch: 0, at: moment(0))
    }
    try directory.close()
    try fileSystem.install([SegmentName.leaderEpochs: Array("0\n5\n".utf8)], at: "/data/other-0")
    try fileSystem.install(["x": []], at: "/data/lost+found")
    try fileSystem.install(["x": []], at: "/data/t-0.00112233445566778899aabbccddeeff-stray")
    directory = try open(fileSystem)
    #expect(directory.failures[other]?.kind == .corrupt)
    #expect(directory.log(of: Self.partition)?.logEndOffset == 2)
    #expect(directory.remarks.count == 2)
    try directory.close()
    // What was known of it is still known.
    #expect(
      try OffsetCheckpoint(reading: "/data/" + OffsetCheckpoint.recoveryPoints, in: fileSystem).offsets[other] == 2)
  }

  @Test func `a partition that could not be opened after a crash is still recovered when it can be`() throws {
    let fileSystem = MemoryFileSystem()
    var directory = try open(fileSystem)
    let log = try directory.createLog(
      of: Self.partition, topicId: Self.topicId, configuration: LogConfiguration(), at: moment(0))
    for _ in 0..<3 { try log.append(batch(), leaderEpoch: 0, at: moment(0)) }
    directory.abandon()
    let folder = "/data/\(Self.partition)"
    let epochs = try fileSystem.contents(of: folder + "/" + SegmentName.leaderEpochs)
    try fileSystem.install([SegmentName.leaderEpochs: Array("0\n5\n".utf8)], at: folder)
    directory = try open(fileSystem)
    #expect(directory.failures[Self.partition]?.kind == .corrupt)
    try directory.close()
    try fileSystem.write(epochs, to: folder + "/" + SegmentName.leaderEpochs, synchronized: true)
    directory = try open(fileSystem)
    #expect(directory.log(of: Self.partition)?.openReport.recovered == [0])
    try directory.close()
    #expect(try open(fileSystem).wasClean)
  }

  @Test func `a log that fails at its retention is named, and the others go on`() throws {
    let fileSystem = MemoryFileSystem()
    let directory = try open(fileSystem)
    let other = TopicPartition(topic: "other", partition: 0)
    for partition in [Self.partition, other] {
      let log = try directory.createLog(
        of: partition, topicId: Self.topicId, configuration: LogConfiguration(), at: moment(0))
      try log.append(batch(2, at: 1000), leaderEpoch: 0, at: moment(0))
      log.updateHighWatermark(2)
    }
    fileSystem.failNextChange(of: "other-0/00000000000000000000.index", with: .io(5))
    let failed = directory.clean(at: moment(1_000_000_000))
    #expect(failed.keys.sorted() == [other])
    #expect(directory.log(of: other)?.isOffline == true)
    #expect(directory.log(of: Self.partition)?.logStartOffset == 2)
  }

  @Test func `a checkpoint that cannot be read is no reason to stop`() throws {
    let fileSystem = MemoryFileSystem()
    var directory = try open(fileSystem)
    let log = try directory.createLog(
      of: Self.partition, topicId: Self.topicId, configuration: LogConfiguration(), at: moment(0))
    try log.append(batch(2), leaderEpoch: 0, at: moment(0))
    try directory.writeCheckpoints()
    directory.abandon()
    try fileSystem.install([OffsetCheckpoint.recoveryPoints: Array("garbage".utf8)], at: "/data")
    directory = try open(fileSystem)
    #expect(directory.remarks.count == 1)
    #expect(directory.log(of: Self.partition)?.logEndOffset == 2)
    #expect(directory.log(of: Self.partition)?.openReport.recovered == [0])
  }

  @Test func `names of directories are understood`() {
    #expect(
      PartitionDirectory(name: "a-b-3") == .partition(TopicPartition(topic: "a-b", partition: 3)))
    #expect(PartitionDirectory(name: "a-b") == .foreign)
    #expect(PartitionDirectory(name: "-1") == .foreign)
    #expect(PartitionDirectory(name: "a-+1") == .foreign)
    #expect(PartitionDirectory(name: "a-99999999999") == .foreign)
    #expect(PartitionDirectory(name: "a-0.00112233445566778899aabbccddeef-delete") == .foreign)
    #expect(PartitionDirectory(name: "a-0.00112233445566778899aabbccddeeff-delete") == .deleted)
    #expect(PartitionDirectory(name: "a-0.00112233445566778899aabbccddeeff-future") == .setAside)
    var random = RandomSource.seeded(1)
    let long = PartitionDirectory.deletedName(
      of: TopicPartition(topic: String(repeating: "t", count: 249), partition: 12345), random: &random)
    #expect(long.utf8.count == 255)
    #expect(PartitionDirectory(name: long) == .deleted)
  }
}
