import KafkaRecords
import KafkaStorage
import KafkaWire
import NIOCore
import TestSupport
import Testing

/// A broker's worth of calls on a log directory, cut off at some change, and what must be there afterwards.
@Suite struct CrashTests {
  private static let partition = TopicPartition(topic: "t", partition: 0)

  /// What was done to the log before the crash.
  private struct History {
    /// Batches as they must lie in the log, in the order of their appends; the last may not have been acknowledged.
    var attempted: [ByteBuffer] = []
    /// The end after each of them.
    var ends: [Int64] = []
    /// Everything below was synced.
    var synced: Int64 = 0
    /// Everything below was acknowledged.
    var acknowledged: Int64 = 0
    /// Whether the log's creation was acknowledged.
    var isCreated = false
  }

  private static let promising = [
    "flush.messages": "7", "segment.bytes": "700", "index.interval.bytes": "100", "segment.index.bytes": "240",
  ]
  private static let silent = ["segment.bytes": "700", "index.interval.bytes": "100", "segment.index.bytes": "240"]

  private func configuration(_ settings: [String: String]) throws -> LogConfiguration {
    var configuration = LogConfiguration()
    for (name, value) in settings { try configuration.set(name, to: value) }
    return configuration
  }

  private func open(_ fileSystem: MemoryFileSystem, _ configuration: LogConfiguration) throws -> LogDirectory {
    try LogDirectory(
      opening: "/var/data", nodeId: 1, configuration: { _ in configuration }, random: .seeded(9), at: moment(0),
      in: fileSystem)
  }

  /// Works until it is done or the machine stops.
  private func work(
    _ history: inout History, seed: UInt64, on fileSystem: MemoryFileSystem, _ configuration: LogConfiguration
  ) throws {
    var random = RandomSource.seeded(seed)
    var directory = try open(fileSystem, configuration)
    var log = try directory.createLog(
      of: Self.partition, topicId: KafkaUUID(mostSignificantBits: 1, leastSignificantBits: 1),
      configuration: configuration, at: moment(0))
    history.isCreated = true
    try log.becomeLeader(epoch: 0)
    var sequences: [Int64: Int32] = [:]
    for step in 0..<24 {
      let count = Int.random(in: 1...4, using: &random)
      let producer = Int64.random(in: 0...2, using: &random)
      let isTransactional = producer == 2
      let sequence = sequences[producer] ?? 0
      var expected = try batch(
        count, value: String(repeating: "x", count: Int.random(in: 0...60, using: &random)), at: Int64(step) * 1000,
        producerId: producer, epoch: 0, sequence: sequence, isTransactional: isTransactional)
      let sent = expected
      RecordBatchEdit.setBaseOffset(log.logEndOffset, in: &expected, at: 0)
      RecordBatchEdit.setPartitionLeaderEpoch(Int32(step / 8), in: &expected, at: 0)
      history.attempted.append(expected)
      history.ends.append(log.logEndOffset + Int64(count))
      sequences[producer] = sequence + Int32(count)
      let info = try log.append(sent, leaderEpoch: Int32(step / 8), at: moment(0))
      if info.isSyncDue { try log.flush() }
      history.acknowledged = log.logEndOffset
      history.synced = max(history.synced, log.recoveryPoint)
      switch Int.random(in: 0...11, using: &random) {
      case 0:
        try log.flush()
        history.synced = log.logEndOffset
      case 1: try directory.writeCheckpoints()
      case 2:
        if isTransactional {
          var mark = try marker(commit: Bool.random(using: &random), producerId: 2)
          let sent = mark
          RecordBatchEdit.setBaseOffset(log.logEndOffset, in: &mark, at: 0)
          RecordBatchEdit.setPartitionLeaderEpoch(Int32(step / 8), in: &mark, at: 0)
          history.attempted.append(mark)
          history.ends.append(log.logEndOffset + 1)
          try log.append(sent, origin: .coordinator, leaderEpoch: Int32(step / 8), at: moment(0))
          history.acknowledged = log.logEndOffset
        }
      case 3 where step > 5:
        try directory.close()
        history.synced = history.acknowledged
        directory = try open(fileSystem, configuration)
        if let failure = directory.failures[Self.partition] { throw failure }
        log = try #require(directory.log(of: Self.partition))
      default: break
      }
    }
    try directory.close()
    history.synced = history.acknowledged
  }

  /// Opens what a crash has left and compares it with the history.
  private func check(
    _ history: History, _ fileSystem: MemoryFileSystem, _ configuration: LogConfiguration, mustHave: Int64,
    mayHaveHoles: Bool, _ what: String
  ) throws {
    let directory = try open(fileSystem, configuration)
    #expect(directory.failures == [:], "\(what)")
    guard let log = directory.log(of: Self.partition) else {
      if history.isCreated { Issue.record("\(what): the log is gone") }
      return
    }
    #expect(log.logEndOffset >= mustHave, "\(what)")
    var offset: Int64 = 0
    var index = 0
    while offset < log.logEndOffset {
      var read = RecordBatches(try log.read(from: offset, maxBytes: 1).records)
      guard case .batch(let found)? = try read.next() else {
        // A segment of which only the name has survived.
        if !mayHaveHoles || offset < mustHave { Issue.record("\(what): nothing at \(offset)") }
        break
      }
      while mayHaveHoles, index < history.attempted.count, history.ends[index] <= found.baseOffset, offset >= mustHave {
        index += 1
      }
      guard index < history.attempted.count, Array(buffer: found.bytes) == Array(buffer: history.attempted[index])
      else {
        Issue.record("\(what): another batch at \(offset)")
        return
      }
      offset = found.lastOffset + 1
      index += 1
    }
    // All indexes lead to the right place, the producers go on where they were, and the log can be used and closed.
    for time in stride(from: Int64(0), to: 30_000, by: 3000) { _ = try log.offset(forTimestamp: time) }
    let producers = log.activeProducers.filter { $0.producerId < 2 }
    for producer in producers {
      let repeated = try log.append(
        batch(producerId: producer.producerId, epoch: 0, sequence: producer.lastSequence &+ 1), leaderEpoch: 9,
        at: moment(0))
      #expect(!repeated.isDuplicate)
    }
    let end = log.logEndOffset
    try directory.close()
    let again = try open(fileSystem, configuration)
    #expect(again.wasClean)
    #expect(again.log(of: Self.partition)?.logEndOffset == end, "\(what)")
    #expect(again.log(of: Self.partition)?.openReport == OpenReport(), "\(what)")
  }

  private func changes(seed: UInt64, _ configuration: LogConfiguration) throws -> Int {
    let fileSystem = MemoryFileSystem()
    var history = History()
    try work(&history, seed: seed, on: fileSystem, configuration)
    return fileSystem.changes
  }

  /// Crashes at every change, several times with other losses, and looks at what is left each time.
  private func crash(
    seed: UInt64, _ settings: [String: String], draws: Int = 1, mayHaveHoles: Bool = false,
    mustHave: (History) -> Int64, _ crash: (MemoryFileSystem, inout RandomSource) -> Void
  ) throws {
    let configuration = try configuration(settings)
    var random = RandomSource.seeded(seed)
    for change in 1...(try changes(seed: seed, configuration)) {
      let fileSystem = MemoryFileSystem()
      fileSystem.stop(afterChanges: change)
      var history = History()
      #expect(throws: StorageError.self) { try work(&history, seed: seed, on: fileSystem, configuration) }
      for draw in 0..<draws {
        let left = draws == 1 ? fileSystem : fileSystem.copy()
        crash(left, &random)
        try check(
          history, left, configuration, mustHave: mustHave(history), mayHaveHoles: mayHaveHoles,
          "seed \(seed), change \(change), draw \(draw)")
      }
    }
  }

  @Test(arguments: [1, 2] as [UInt64])
  func `after a power failure at any change, all that was synced is there, and nothing but a front part`(
    seed: UInt64
  ) throws {
    try crash(seed: seed, Self.promising, mustHave: \.synced) { fileSystem, _ in fileSystem.crash() }
  }

  @Test(arguments: [3, 4] as [UInt64])
  func `the same when any part of what was not synced has reached the disk`(seed: UInt64) throws {
    try crash(seed: seed, Self.promising, draws: 4, mustHave: \.synced) { $0.crash(random: &$1) }
  }

  @Test(arguments: [5, 6] as [UInt64])
  func `without flush settings what survives is still right, batch by batch`(seed: UInt64) throws {
    try crash(seed: seed, Self.silent, draws: 2, mayHaveHoles: true, mustHave: \.synced) { $0.crash(random: &$1) }
  }

  @Test(arguments: [7, 8] as [UInt64])
  func `a killed process loses nothing that was acknowledged`(seed: UInt64) throws {
    try crash(seed: seed, Self.silent, mustHave: \.acknowledged) { fileSystem, _ in fileSystem.killProcess() }
  }
}
