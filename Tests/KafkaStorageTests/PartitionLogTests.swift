import KafkaRecords
import KafkaStorage
import KafkaWire
import NIOCore
import TestSupport
import Testing

@Suite struct PartitionLogTests {
  @Test func `assigns offsets and the leader's epoch, and leaves the caller's batch alone`() throws {
    let shop = try LogWorkshop()
    let sent = try batch(3)
    let copy = sent
    #expect(try shop.append(sent).lastOffset == 2)
    let info = try shop.log.append(sent, leaderEpoch: 4, at: shop.now)
    #expect(info.firstOffset == 3)
    #expect(info.lastOffset == 5)
    #expect(info.logAppendTime == -1)
    #expect(sent == copy)
    #expect(try shop.headers().map(\.baseOffset) == [0, 3])
    #expect(try shop.headers().map(\.partitionLeaderEpoch) == [0, 4])
    #expect(shop.log.leaderEpochs.text == "0\n2\n0 0\n4 3\n")
  }

  @Test func `several batches of one append follow each other, a rest behind them is left out`() throws {
    let shop = try LogWorkshop()
    var all = try batch(2)
    all.writeImmutableBuffer(try batch(3))
    all.writeImmutableBuffer(try #require(try batch(1).getSlice(at: 0, length: 40)))
    #expect(try shop.append(all).lastOffset == 4)
    #expect(try shop.headers().map(\.baseOffset) == [0, 2])
    #expect(try shop.log.read(from: 0, maxBytes: 1 << 20).records.readableBytes == all.readableBytes - 40)
  }

  @Test func `the broker's time is put under a right checksum`() throws {
    let shop = try LogWorkshop(["message.timestamp.type": "LogAppendTime"])
    #expect(try shop.append(batch(2)).logAppendTime == 1_000_000)
    let header = try #require(try shop.headers().first)
    #expect(header.maxTimestamp == 1_000_000)
    #expect(header.timestampType == .logAppendTime)
    #expect(try shop.log.offset(forTimestamp: 999_999)?.offset == 0)
  }

  @Test func `a checksum that was wrong stays wrong under the broker's time`() throws {
    let shop = try LogWorkshop(["message.timestamp.type": "LogAppendTime"])
    var damaged = try batch(2)
    damaged.setInteger(UInt8(0xFF), at: damaged.writerIndex - 2)
    try shop.append(damaged)
    #expect(throws: RecordError.self) { try shop.headers() }
  }

  @Test func `refuses what is no batch, too large or not for clients`() throws {
    let shop = try LogWorkshop(["max.message.bytes": "200", "segment.bytes": "1000"])
    #expect(StorageError.kind { try shop.append(ByteBuffer()) } == .invalidRecord)
    #expect(StorageError.kind { try shop.append(ByteBuffer(repeating: 7, count: 100)) } == .invalidRecord)
    let large = try batch(1, value: String(repeating: "x", count: 200))
    #expect(StorageError.kind { try shop.append(large) } == .recordTooLarge)
    var many = ByteBuffer()
    for _ in 0..<20 { many.writeImmutableBuffer(try batch()) }
    #expect(StorageError.kind { try shop.append(many) } == .recordListTooLarge)
    let marker = try marker(commit: true, producerId: 1)
    #expect(StorageError.kind { try shop.append(marker) } == .invalidRecord)
    var old = try batch()
    old.setInteger(Int8(1), at: 16)
    #expect(StorageError.kind { try shop.append(old) } == .invalidRecord)
    #expect(shop.log.logEndOffset == 0)
  }

  @Test func `followers take batches as they come`() throws {
    let shop = try LogWorkshop()
    var first = try batch(2)
    RecordBatchEdit.setBaseOffset(7, in: &first, at: 0)
    RecordBatchEdit.setPartitionLeaderEpoch(3, in: &first, at: 0)
    #expect(try shop.append(first, origin: .replication).firstOffset == 7)
    #expect(try Array(buffer: shop.log.read(from: 0, maxBytes: 1).records) == Array(buffer: first))
    #expect(shop.log.leaderEpochs.latest == LeaderEpochs.Entry(epoch: 3, startOffset: 7))
    #expect(StorageError.kind { try shop.append(first, origin: .replication) } == .invalidRecord)
  }

  // MARK: Reading

  @Test func `a read is bounded by its size but for the first batch`() throws {
    let shop = try LogWorkshop()
    let sent = try batch(1)
    for _ in 0..<3 { try shop.append(sent) }
    let size = sent.readableBytes
    #expect(try shop.log.read(from: 0, maxBytes: 2 * size).records.readableBytes == 2 * size)
    #expect(try shop.log.read(from: 0, maxBytes: 2 * size + 5).records.readableBytes == 2 * size + 5)
    #expect(try shop.log.read(from: 1, maxBytes: 5).records.readableBytes == size)
    let cut = try shop.log.read(from: 1, maxBytes: 5, minOneBatch: false)
    #expect(cut.records.readableBytes == 5)
    #expect(cut.isFirstBatchIncomplete)
    #expect(try shop.log.read(from: 0, maxBytes: 0, minOneBatch: false).records.readableBytes == 0)
    var buffer = ByteBuffer(string: "front")
    #expect(try shop.log.read(from: 2, maxBytes: 1, into: &buffer) == size)
    #expect(buffer.readableBytes == 5 + size)
  }

  @Test func `a read ends below the limit`() throws {
    let shop = try LogWorkshop(["segment.bytes": "200"])
    let size = try batch(2).readableBytes
    for _ in 0..<6 { try shop.append(batch(2)) }
    #expect(shop.log.segmentCount == 3)
    #expect(try shop.log.read(from: 0, maxBytes: 1000, upTo: 2).records.readableBytes == size)
    #expect(try shop.log.read(from: 0, maxBytes: 1000, upTo: 4).records.readableBytes == 2 * size)
    #expect(try shop.log.read(from: 2, maxBytes: 1000, upTo: 2).records.readableBytes == 0)
    #expect(try shop.log.read(from: 3, maxBytes: 1000, upTo: 11).records.readableBytes == size)
    #expect(try shop.log.read(from: 10, maxBytes: 1000, upTo: 1000).records.readableBytes == size)
    #expect(try shop.log.read(from: 12, maxBytes: 1000).records.readableBytes == 0)
  }

  @Test func `offsets outside the log are out of range`() throws {
    let shop = try LogWorkshop()
    try shop.append(batch(4))
    shop.log.updateHighWatermark(4)
    try shop.log.deleteRecords(before: 2)
    #expect(StorageError.kind { _ = try shop.log.read(from: 1, maxBytes: 10) } == .offsetOutOfRange)
    #expect(StorageError.kind { _ = try shop.log.read(from: 5, maxBytes: 10) } == .offsetOutOfRange)
    #expect(try shop.log.read(from: 2, maxBytes: 10).records.readableBytes > 0)
  }

  @Test func `every offset of a large log is found, with and without recent batches in memory`() throws {
    let shop = try LogWorkshop(["segment.bytes": "20000", "index.interval.bytes": "300"])
    for index in 0..<800 { try shop.append(batch(1 + index % 3)) }
    for _ in 0..<2 {
      for offset in 0..<shop.log.logEndOffset {
        var batches = RecordBatches(try shop.log.read(from: offset, maxBytes: 1).records)
        guard case .batch(let found)? = try batches.next() else {
          Issue.record("nothing at \(offset)")
          break
        }
        #expect(found.baseOffset <= offset && found.lastOffset >= offset)
      }
      try shop.restart()
    }
  }

  // MARK: Rolling

  @Test func `time rolls segments by their records, or by the clock where records have no time`() throws {
    let shop = try LogWorkshop(["segment.ms": "1000"])
    try shop.append(batch(at: 5000))
    try shop.append(batch(at: 6000))
    #expect(shop.log.segmentCount == 1)
    try shop.append(batch(at: 6001))
    #expect(shop.log.segmentCount == 2)
    shop.advance(5000)
    try shop.append(batch(at: -1))
    try shop.restart()
    // The first batch is known again after a restart.
    try shop.append(batch(at: 7002))
    #expect(shop.log.segmentCount == 3)

    let timeless = try LogWorkshop(["segment.ms": "1000"])
    try timeless.append(batch(at: -1))
    timeless.advance(1000)
    try timeless.append(batch(at: -1))
    #expect(timeless.log.segmentCount == 1)
    timeless.advance(1)
    try timeless.append(batch(at: -1))
    #expect(timeless.log.segmentCount == 2)
  }

  @Test func `jitter makes segments roll earlier, by chance`() throws {
    var counts: Set<Int> = []
    for seed in 0..<20 as Range<UInt64> {
      let fileSystem = MemoryFileSystem()
      var configuration = LogConfiguration()
      configuration.segmentMilliseconds = 1000
      configuration.segmentJitterMilliseconds = 900
      let log = try PartitionLog(
        creating: "/t-0", partition: TopicPartition(topic: "t", partition: 0),
        topicId: KafkaUUID(mostSignificantBits: 0, leastSignificantBits: 1), configuration: configuration,
        random: .seeded(seed), at: moment(0), in: fileSystem)
      for time in 0..<30 as Range<Int64> {
        try log.append(batch(at: time * 100), leaderEpoch: 0, at: moment(0))
      }
      counts.insert(log.segmentCount)
    }
    #expect(counts.count > 1)
    #expect(counts.allSatisfy { $0 >= 3 })
  }

  @Test func `an offset that does not fit above the base gets a new segment`() throws {
    let shop = try LogWorkshop()
    try shop.append(batch())
    var far = try batch()
    RecordBatchEdit.setBaseOffset(1 << 32, in: &far, at: 0)
    try shop.append(far, origin: .replication)
    #expect(shop.log.segmentCount == 2)
    #expect(try shop.fileNames.contains("00000000004294967296.log"))
    #expect(try Array(buffer: shop.log.read(from: 1, maxBytes: 1).records) == Array(buffer: far))
  }

  @Test func `an active segment has room for its indexes, a sealed one has none to spare`() throws {
    let shop = try LogWorkshop(["segment.index.bytes": "100", "segment.bytes": "150"])
    #expect(try shop.fileSystem.status(shop.directory + "/00000000000000000000.index")?.size == 96)
    #expect(try shop.fileSystem.status(shop.directory + "/00000000000000000000.timeindex")?.size == 96)
    try shop.append(batch())
    try shop.append(batch())
    try shop.append(batch())
    #expect(try shop.fileSystem.status(shop.directory + "/00000000000000000000.index")?.size == 0)
    #expect(try shop.fileSystem.status(shop.directory + "/00000000000000000000.timeindex")?.size == 12)
  }

  // MARK: Times

  @Test func `finds the first record at or after a time`() throws {
    let shop = try LogWorkshop(["segment.bytes": "200"])
    for time in [1000, 5000, 3000, 9000] as [Int64] { try shop.append(batch(2, at: time)) }
    #expect(try shop.log.offset(forTimestamp: 0)?.offset == 0)
    #expect(try shop.log.offset(forTimestamp: 1001)?.offset == 1)
    #expect(try shop.log.offset(forTimestamp: 1101) == FoundOffset(offset: 2, timestamp: 5000, leaderEpoch: 0))
    #expect(try shop.log.offset(forTimestamp: 5101)?.offset == 6)
    #expect(try shop.log.offset(forTimestamp: 9101) == nil)
    #expect(try shop.log.offsetOfMaxTimestamp() == FoundOffset(offset: 7, timestamp: 9100, leaderEpoch: 0))
    #expect(try LogWorkshop().log.offsetOfMaxTimestamp() == nil)
  }

  // MARK: Sync

  @Test func `a sync is due after so many records`() throws {
    let shop = try LogWorkshop(["flush.messages": "3"])
    #expect(try !shop.append(batch(2)).isSyncDue)
    #expect(!shop.log.isSyncDue(at: shop.now.instant))
    #expect(try shop.append(batch(1)).isSyncDue)
    #expect(shop.log.isSyncDue(at: shop.now.instant))
    try shop.log.flush()
    #expect(shop.log.recoveryPoint == 3)
    #expect(!shop.log.isSyncDue(at: shop.now.instant))
  }

  @Test func `a sync is due so long after the first append`() throws {
    let shop = try LogWorkshop(["flush.ms": "50"])
    #expect(shop.log.nextSyncDeadline == nil)
    try shop.append(batch())
    let due = shop.now.instant + .milliseconds(50)
    shop.advance(20)
    try shop.append(batch())
    #expect(shop.log.nextSyncDeadline == due)
    #expect(!shop.log.isSyncDue(at: shop.now.instant))
    #expect(shop.log.isSyncDue(at: due))
    // What is appended while the request is performed is not covered by it.
    let request = try shop.log.syncRequest()
    try shop.append(batch())
    try request.perform()
    shop.log.syncCompleted(request, at: due)
    #expect(shop.log.recoveryPoint == 2)
    #expect(shop.log.nextSyncDeadline == due + .milliseconds(50))
  }

  @Test func `after a roll a sync is due that covers the old segment`() throws {
    let shop = try LogWorkshop(["segment.bytes": "150"])
    for _ in 0..<4 { try shop.append(batch()) }
    #expect(shop.log.segmentCount == 2)
    #expect(shop.log.isSyncDue(at: .zero))
    let request = try shop.log.syncRequest()
    try request.perform()
    shop.log.syncCompleted(request, at: .zero)
    #expect(!shop.log.isSyncDue(at: .zero))
    #expect(shop.log.recoveryPoint == 4)
  }

  @Test func `a failed sync takes the log out of use`() throws {
    let shop = try LogWorkshop()
    try shop.append(batch())
    shop.fileSystem.failNextChange(of: ".log")
    #expect(StorageError.kind { try shop.log.flush() } == .io(5))
    let next = try batch()
    #expect(StorageError.kind { try shop.append(next) } == .offline)
    #expect(shop.log.isOffline)
  }

  // MARK: Failures

  @Test func `a full disk refuses batches until there is room again`() throws {
    let shop = try LogWorkshop(["index.interval.bytes": "1", "segment.index.bytes": "240"])
    try shop.append(batch())
    try shop.append(batch())
    let before = try shop.headers()
    for room in 0..<90 {
      let used = try files(of: shop.directory, in: shop.fileSystem).reduce(0) {
        $0 + ($1.key.hasSuffix("index") ? $1.value.reversed().drop { $0 == 0 }.count : $1.value.count)
      }
      shop.fileSystem.setCapacity(used + room)
      let next = try batch()
      let kind = StorageError.kind { try shop.append(next) }
      if kind == nil { break }
      #expect(kind == .outOfSpace)
      #expect(try shop.headers() == before)
    }
    shop.fileSystem.setCapacity(nil)
    #expect(!shop.log.isOffline)
    try shop.append(batch())
    let after = try shop.headers()
    #expect(after.prefix(2) == before[...])
    try shop.restart()
    #expect(try shop.headers() == after)
    #expect(shop.log.openReport == OpenReport())
  }

  @Test func `no failed call of an append or roll loses or doubles a batch`() throws {
    for failing in 0..<40 {
      let shop = try LogWorkshop(["segment.bytes": "250", "index.interval.bytes": "1"])
      var acknowledged: [Int64] = []
      for index in 0..<8 {
        if index == 2 { shop.fileSystem.stop(afterChanges: failing + 1) }
        do {
          acknowledged.append(try shop.append(batch(at: Int64(index) * 1000)).firstOffset)
        } catch is StorageError {
          shop.fileSystem.stop(afterChanges: nil)
        }
      }
      shop.fileSystem.stop(afterChanges: nil)
      if !shop.log.isOffline {
        #expect(try shop.headers().map(\.baseOffset) == acknowledged)
        try shop.restart()
      } else {
        try shop.crash()
      }
      #expect(try shop.headers().map(\.baseOffset).prefix(acknowledged.count) == acknowledged[...])
    }
  }

  @Test func `a repeated batch waits for the disk as the first one does`() throws {
    let shop = try LogWorkshop(["flush.messages": "2"])
    let first = try batch(2, producerId: 7, epoch: 0, sequence: 0)
    #expect(try shop.append(first).isSyncDue)
    let repeated = try shop.append(first)
    #expect(repeated.isDuplicate)
    #expect(repeated.isSyncDue)
    try shop.log.flush()
    #expect(try !shop.append(first).isSyncDue)
  }

  @Test func `the sync of an earlier log in the same place is none of this one's`() throws {
    let shop = try LogWorkshop()
    for _ in 0..<9 { try shop.append(batch()) }
    let old = try shop.log.syncRequest()
    let new = try LogWorkshop()
    try new.append(batch())
    #expect(!new.log.isOwn(old))
    new.log.syncCompleted(old, at: new.now.instant)
    #expect(new.log.recoveryPoint == 0)
    let own = try new.log.syncRequest()
    #expect(new.log.isOwn(own))
    new.log.syncCompleted(own, at: new.now.instant)
    #expect(new.log.recoveryPoint == 1)
  }

  @Test func `a log whose offsets are used up refuses, and does not fall over`() throws {
    let shop = try LogWorkshop()
    try shop.log.close()
    try shop.open(OpenOptions(isClean: true, logStartOffset: .max - 2))
    #expect(try shop.append(batch(2)).lastOffset == .max - 1)
    #expect(StorageError.kind { try shop.append(batch()) } == .recordListTooLarge)
    #expect(!shop.log.isOffline)
  }

  @Test(arguments: [false, true])
  func `a batch at the last offset there is counts as damage`(isClean: Bool) throws {
    let shop = try LogWorkshop()
    for _ in 0..<3 { try shop.append(batch()) }
    try shop.log.close()
    let path = shop.directory + "/00000000000000000000.log"
    let size = try #require(try shop.fileSystem.status(path)).size
    // The offset is not under the checksum.
    try shop.fileSystem.open(path, .existing).write(ByteBuffer(integer: Int64.max), at: size / 3 * 2)
    try shop.open(OpenOptions(isClean: isClean))
    #expect(shop.log.logEndOffset == 2)
  }

  // MARK: Retention and deletion

  @Test func `retention by time removes old segments and moves the log's start`() throws {
    let shop = try LogWorkshop(["segment.bytes": "150", "retention.ms": "2000", "file.delete.delay.ms": "100"])
    for time in [1000, 1500, 2000, 2500, 3000] as [Int64] { try shop.append(batch(at: time)) }
    shop.log.updateHighWatermark(5)
    #expect(shop.log.segmentCount == 3)
    shop.now = moment(3500)
    #expect(try shop.log.applyRetention(at: shop.now) == 0)
    shop.now = moment(3501)
    #expect(try shop.log.applyRetention(at: shop.now) == 1)
    #expect(shop.log.logStartOffset == 2)
    #expect(shop.log.leaderEpochs.entries == [LeaderEpochs.Entry(epoch: 0, startOffset: 2)])
    #expect(try shop.fileNames.contains("00000000000000000000.log.deleted"))
    #expect(shop.log.nextRemoval == shop.now.instant + .milliseconds(100))
    try shop.log.removeDeletedFiles(at: shop.now.instant)
    #expect(try shop.fileNames.contains("00000000000000000000.log.deleted"))
    shop.advance(100)
    try shop.log.removeDeletedFiles(at: shop.now.instant)
    #expect(try !shop.fileNames.contains { $0.hasSuffix(".deleted") })
  }

  @Test func `when all is too old an empty segment remains`() throws {
    let shop = try LogWorkshop(["retention.ms": "2000"])
    try shop.append(batch(3, at: 1000))
    shop.log.updateHighWatermark(3)
    #expect(try shop.log.applyRetention(at: moment(10_000)) == 1)
    #expect(shop.log.logStartOffset == 3)
    #expect(shop.log.logEndOffset == 3)
    #expect(try shop.log.applyRetention(at: moment(20_000)) == 0)
    try shop.restart()
    #expect(shop.log.logEndOffset == 3)
    #expect(try shop.append(batch()).firstOffset == 3)
  }

  @Test func `retention by size keeps at least what it says, and nothing above the high watermark goes`() throws {
    let shop = try LogWorkshop(["segment.bytes": "150"])
    for _ in 0..<6 { try shop.append(batch()) }
    let size = Int64(shop.log.sizeInBytes)
    shop.log.configuration.retentionBytes = size / 3
    shop.log.updateHighWatermark(3)
    #expect(try shop.log.applyRetention(at: shop.now) == 1)
    shop.log.updateHighWatermark(6)
    #expect(try shop.log.applyRetention(at: shop.now) == 1)
    #expect(shop.log.logStartOffset == 4)
    #expect(try shop.log.applyRetention(at: shop.now) == 0)
  }

  @Test func `a compacted topic is not shortened by retention`() throws {
    let shop = try LogWorkshop(["segment.bytes": "150", "retention.ms": "1", "cleanup.policy": "compact"])
    for _ in 0..<6 { try shop.append(batch()) }
    shop.log.updateHighWatermark(6)
    #expect(try shop.log.applyRetention(at: shop.now) == 0)
  }

  @Test func `records can be deleted up to the high watermark`() throws {
    let shop = try LogWorkshop(["segment.bytes": "150"])
    for _ in 0..<5 { try shop.append(batch()) }
    shop.log.updateHighWatermark(4)
    #expect(StorageError.kind { try shop.log.deleteRecords(before: 5) } == .offsetOutOfRange)
    try shop.log.deleteRecords(before: 3)
    try shop.log.deleteRecords(before: 1)
    #expect(shop.log.logStartOffset == 3)
    #expect(try shop.log.applyRetention(at: shop.now) == 1)
    #expect(shop.log.logStartOffset == 3)
    try shop.restart()
    #expect(shop.log.logStartOffset == 3)
    #expect(try shop.log.offset(forTimestamp: 0)?.offset == 3)
  }
}
