import KafkaRecords
import KafkaStorage
import KafkaWire
import NIOCore
import Testing

@Suite struct ProducerStateTests {
  private func send(
    _ shop: LogWorkshop, _ sequence: Int32, count: Int = 1, producer: Int64 = 7, epoch: Int16 = 0,
    transactional: Bool = false
  ) throws -> AppendInfo {
    try shop.append(
      batch(
        count, producerId: producer, epoch: epoch, sequence: sequence, isTransactional: transactional))
  }

  @Test func `a repeated batch gets the offsets it had, up to five batches back`() throws {
    let shop = try LogWorkshop()
    for index in 0..<6 as Range<Int32> { _ = try send(shop, index * 2, count: 2) }
    let end = shop.log.logEndOffset
    for index in 1..<6 as Range<Int32> {
      let info = try send(shop, index * 2, count: 2)
      #expect(info.isDuplicate)
      #expect(info.firstOffset == Int64(index * 2))
      #expect(info.lastOffset == Int64(index * 2 + 1))
    }
    #expect(StorageError.kind { _ = try send(shop, 0, count: 2) } == .outOfOrderSequence)
    // The same numbers cut otherwise are no repetition.
    #expect(StorageError.kind { _ = try send(shop, 10, count: 1) } == .outOfOrderSequence)
    #expect(shop.log.logEndOffset == end)
  }

  @Test func `sequences follow each other and wrap`() throws {
    let shop = try LogWorkshop()
    _ = try send(shop, Int32.max - 1)
    #expect(StorageError.kind { _ = try send(shop, 0) } == .outOfOrderSequence)
    _ = try send(shop, .max)
    _ = try send(shop, 0)
    #expect(StorageError.kind { _ = try send(shop, 2) } == .outOfOrderSequence)
    _ = try send(shop, 1)
    #expect(shop.log.activeProducers.first?.lastSequence == 1)
  }

  @Test func `an unknown producer may begin anywhere, a new epoch with 0 only`() throws {
    let shop = try LogWorkshop()
    _ = try send(shop, 44)
    #expect(StorageError.kind { _ = try send(shop, 45, epoch: 1) } == .outOfOrderSequence)
    _ = try send(shop, 0, epoch: 1)
    #expect(StorageError.kind { _ = try send(shop, 45) } == .invalidProducerEpoch)
    _ = try send(shop, 1, epoch: 1)
  }

  @Test func `coordinators number as they like`() throws {
    let shop = try LogWorkshop()
    for _ in 0..<3 { try shop.append(batch(producerId: 7, epoch: 0, sequence: 0), origin: .coordinator) }
    #expect(shop.log.logEndOffset == 3)
  }

  @Test(arguments: [true, false]) func `producers survive a restart, clean or not`(clean: Bool) throws {
    let shop = try LogWorkshop(["segment.bytes": "300"])
    for index in 0..<9 as Range<Int32> { _ = try send(shop, index) }
    _ = try send(shop, 3, producer: 8)
    try clean ? shop.restart() : shop.crash()
    #expect(try send(shop, 8).firstOffset == 8)
    #expect(try send(shop, 3, producer: 8).isDuplicate)
    #expect(StorageError.kind { _ = try send(shop, 10) } == .outOfOrderSequence)
    #expect(try send(shop, 9).firstOffset == 10)
  }

  @Test(arguments: [true, false]) func `any of the last five batches may be repeated after a restart`(
    clean: Bool
  ) throws {
    let shop = try LogWorkshop(["segment.bytes": "300"])
    _ = try send(shop, 0, producer: 8)
    for index in 0..<9 as Range<Int32> { _ = try send(shop, index) }
    for _ in 0..<2 {
      try clean ? shop.restart() : shop.crash()
      for index in 4..<9 as Range<Int32> {
        let info = try send(shop, index)
        #expect(info.isDuplicate && info.firstOffset == Int64(index + 1))
      }
      #expect(StorageError.kind { _ = try send(shop, 3) } == .outOfOrderSequence)
    }
    // A new epoch has nothing to do with the batches before it.
    _ = try send(shop, 0, epoch: 1)
    try clean ? shop.restart() : shop.crash()
    #expect(StorageError.kind { _ = try send(shop, 8) } == .invalidProducerEpoch)
    #expect(try send(shop, 0, epoch: 1).isDuplicate)
  }

  @Test func `a snapshot that cannot be read is replaced by a replay`() throws {
    let shop = try LogWorkshop(["segment.bytes": "300"])
    for index in 0..<9 as Range<Int32> { _ = try send(shop, index) }
    try shop.log.close()
    for name in try shop.fileNames where name.hasSuffix(".snapshot") {
      var content = try shop.fileSystem.contents(of: shop.directory + "/" + name)
      content.setInteger(UInt8(0x55), at: content.writerIndex - 1)
      try shop.fileSystem.write(content, to: shop.directory + "/" + name, synchronized: true)
    }
    try shop.open(OpenOptions(isClean: true))
    #expect(try send(shop, 8).isDuplicate)
    #expect(try send(shop, 9).firstOffset == 9)
  }

  @Test func `idle producers are forgotten, those with a transaction are not`() throws {
    let shop = try LogWorkshop()
    _ = try send(shop, 4)
    _ = try send(shop, 0, producer: 8, transactional: true)
    shop.log.expireProducers(at: 1000 + 86_399_999)
    #expect(shop.log.activeProducers.map(\.producerId) == [7, 8])
    shop.log.expireProducers(at: 1000 + 86_400_000)
    #expect(shop.log.activeProducers.map(\.producerId) == [8])
    #expect(try send(shop, 99).firstOffset == 2)
  }

  // MARK: Transactions

  @Test func `an open transaction holds back readers of committed records until its end is safe`() throws {
    let shop = try LogWorkshop()
    try shop.append(batch(2))
    _ = try send(shop, 0, count: 2, transactional: true)
    try shop.append(batch(1))
    shop.log.updateHighWatermark(5)
    #expect(shop.log.lastStableOffset == 2)
    try shop.append(marker(commit: true, producerId: 7), origin: .coordinator)
    #expect(shop.log.firstUnstableOffset == 2)
    shop.log.updateHighWatermark(6)
    #expect(shop.log.firstUnstableOffset == nil)
    #expect(shop.log.lastStableOffset == 6)
    #expect(try shop.log.abortedTransactions(from: 0, upTo: 6) == [])
  }

  @Test func `records of an open transaction can be deleted, and it ends all the same`() throws {
    let shop = try LogWorkshop()
    try shop.append(batch(2))
    _ = try send(shop, 0, count: 2, transactional: true)
    try shop.append(batch(1))
    shop.log.updateHighWatermark(5)
    try shop.log.deleteRecords(before: 4)
    #expect(shop.log.lastStableOffset == 4)
    try shop.append(marker(commit: true, producerId: 7), origin: .coordinator)
    shop.log.updateHighWatermark(6)
    #expect(shop.log.lastStableOffset == 6)
    #expect(shop.log.firstUnstableOffset == nil)
  }

  @Test(arguments: [true, false]) func `aborted transactions are listed, after a restart too`(clean: Bool) throws {
    let shop = try LogWorkshop(["segment.bytes": "250"])
    _ = try send(shop, 0, producer: 7, transactional: true)
    _ = try send(shop, 0, producer: 8, transactional: true)
    try shop.append(marker(commit: false, producerId: 7), origin: .coordinator)
    _ = try send(shop, 1, producer: 7, transactional: true)
    try shop.append(marker(commit: false, producerId: 8), origin: .coordinator)
    try clean ? shop.restart() : shop.crash()
    shop.log.updateHighWatermark(5)
    #expect(shop.log.lastStableOffset == 3)
    let first = AbortedTransaction(producerId: 7, firstOffset: 0, lastOffset: 2, lastStableOffset: 1)
    let second = AbortedTransaction(producerId: 8, firstOffset: 1, lastOffset: 4, lastStableOffset: 3)
    #expect(try shop.log.abortedTransactions(from: 0, upTo: 5) == [first, second])
    #expect(try shop.log.abortedTransactions(from: 3, upTo: 5) == [second])
    #expect(try shop.log.abortedTransactions(from: 0, upTo: 1) == [first])
  }

  @Test func `markers of old coordinators and plain batches inside a transaction are refused`() throws {
    let shop = try LogWorkshop()
    _ = try send(shop, 0, transactional: true)
    #expect(StorageError.kind { _ = try send(shop, 1) } == .invalidTransactionState)
    try shop.append(marker(commit: true, producerId: 7, coordinatorEpoch: 5), origin: .coordinator)
    let late = try marker(commit: true, producerId: 7, coordinatorEpoch: 4)
    #expect(StorageError.kind { try shop.append(late, origin: .coordinator) } == .transactionCoordinatorFenced)
    let fenced = try marker(commit: true, producerId: 7, epoch: -1, coordinatorEpoch: 5)
    #expect(StorageError.kind { try shop.append(fenced, origin: .coordinator) } == .invalidProducerEpoch)
  }

  @Test func `thousands of producers come back from a snapshot`() throws {
    let shop = try LogWorkshop()
    for producer in 0..<2000 as Range<Int64> { _ = try send(shop, 5, producer: producer * 7919) }
    let before = shop.log.activeProducers
    try shop.restart()
    #expect(shop.log.activeProducers == before)
  }
}
