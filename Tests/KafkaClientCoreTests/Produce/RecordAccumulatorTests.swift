import KafkaClientCore
import KafkaCompression
import KafkaRecords
import KafkaWire
import NIOCore
import TestSupport
import Testing

@Suite struct RecordAccumulatorTests {
  // MARK: Taking records

  @Test func `records of a partition share a batch until it is full`() throws {
    var world = ProduceWorld {
      $0.batchSize = 350
      $0.linger = .seconds(1)
    }
    let value = String(repeating: "v", count: 100)
    let first = try world.accept(value)
    let second = try world.accept(value)
    #expect(first.receipt == second.receipt)
    #expect((first.index, second.index) == (0, 1))
    #expect(world.poll().calls.isEmpty)
    // 61 bytes of header and two records are 270 or so; a third does not fit.
    let third = try world.accept(value)
    #expect(third.receipt != first.receipt)
    #expect(third.index == 0)
    #expect(try world.poll().only().values() == [[value, value]])
  }

  @Test func `a record larger than the batch size gets a batch of its own`() throws {
    var world = ProduceWorld { $0.batchSize = 100 }
    let value = String(repeating: "v", count: 500)
    _ = try world.accept(value)
    #expect(try world.poll().only().values() == [[value]])
  }

  @Test func `batch size 0 makes a batch of every record`() throws {
    var world = ProduceWorld { $0.batchSize = 0 }
    _ = try world.accept("a")
    _ = try world.accept("b")
    let turn = world.poll()
    #expect(try turn.calls.map { try $0.values() } == [[["a"]], [["b"]]])
  }

  @Test func `records beyond max request size and buffer memory are refused`() {
    var world = ProduceWorld {
      $0.maximumRequestSize = 1_000
      $0.bufferMemory = 500
    }
    guard
      case .refused(.recordTooLarge(let bytes, 1_000, "max.request.size")) =
        world.append(String(repeating: "v", count: 1_000))
    else { return #expect(Bool(false)) }
    #expect(bytes > 1_000)
    guard case .refused(.recordTooLarge(_, 500, "buffer.memory")) = world.append(String(repeating: "v", count: 490))
    else { return #expect(Bool(false)) }
  }

  @Test func `a partition that a record names must be possible`() throws {
    var world = ProduceWorld(partitions: 2)
    #expect(
      world.append("a", partition: -1) == .refused(.invalidPartition(topic: "t", partition: -1, partitionCount: 2)))
    // It may have been added lately, so metadata is waited for.
    #expect(world.append("a", partition: 2) == .mustWait(.metadata(topic: 0, partition: 2)))
    #expect(try world.accept("a", partition: 1).receipt.partition == TopicPartition(topic: "t", partition: 1))
  }

  // MARK: Choosing partitions

  @Test func `a key decides the partition, unless keys are ignored`() throws {
    var world = ProduceWorld(partitions: 15)
    #expect(try world.accept("v", key: "TT0124", partition: nil).receipt.partition.partition == 10)
    var crc = ProduceWorld(partitions: 15) { $0.partitioner = .consistentRandom }
    #expect(try crc.accept("v", key: "TT0124", partition: nil).receipt.partition.partition == 9)
    var ignoring = ProduceWorld(partitions: 15) { $0.ignoresKeys = true }
    let seen = try (0..<20).map { try ignoring.accept("v", key: "k\($0)", partition: nil).receipt.partition.partition }
    #expect(Set(seen).count == 1)
  }

  @Test func `records without a key fill one partition's batch after the other`() throws {
    var world = ProduceWorld(partitions: 3) {
      $0.batchSize = 1_000
      $0.linger = .seconds(10)
    }
    var partitions: [Int32] = []
    for _ in 0..<70 {
      partitions.append(
        try world.accept(String(repeating: "v", count: 100), partition: nil).receipt.partition.partition)
    }
    // Runs of as many records as a batch holds.
    var runs: [Int] = []
    for (place, partition) in partitions.enumerated() {
      if place > 0 && partitions[place - 1] == partition { runs[runs.count - 1] += 1 } else { runs.append(1) }
    }
    #expect(runs.dropLast().allSatisfy { $0 % 8 == 0 })
    #expect(Set(partitions) == [0, 1, 2])
  }

  @Test func `round robin takes partitions with a leader in turn`() throws {
    var world = ProduceWorld(leaders: [1, -1, 1]) { $0.partitioner = .roundRobin }
    let seen = try (0..<4).map { _ in try world.accept("v", key: "k", partition: nil).receipt.partition.partition }
    #expect(seen == [0, 2, 0, 2])
  }

  @Test func `a record that waits for memory does not cost a partition its turn`() throws {
    var world = ProduceWorld(partitions: 3) {
      $0.partitioner = .roundRobin
      $0.batchSize = 200
      $0.bufferMemory = 200
      $0.isIdempotent = false
    }
    #expect(try world.accept("v", partition: nil).receipt.partition.partition == 0)
    guard case .mustWait(let wait) = world.append("v", partition: nil) else { return #expect(Bool(false)) }
    let waiter = world.accumulator.park(wait, as: nil, since: world.now, until: world.now + .seconds(1))
    world.answer(try world.poll().only())
    _ = world.poll()
    #expect(world.accumulator.takeResumptions() == [Resumption(waiter, .retry)])
    guard case .appended(let receipt, _) = world.append("v", partition: nil, waiter: waiter) else {
      return #expect(Bool(false))
    }
    #expect(receipt.partition.partition == 1)
  }

  @Test func `a timestamp before 1970 is refused`() throws {
    var world = ProduceWorld()
    let outcome = world.accumulator.append(
      topic: "t", partition: 0, key: nil, value: nil, headers: [], timestamp: -2, now: { .zero })
    #expect(outcome == .refused(.invalidTimestamp(-2)))
    #expect(ProduceFailure.invalidTimestamp(-2).error().message.contains("timestamp is -2"))
  }

  @Test func `a partition whose broker takes nothing is avoided after the availability timeout`() throws {
    var world = ProduceWorld(leaders: [1, 2]) {
      $0.availabilityTimeout = .seconds(1)
      $0.batchSize = 0
      $0.isIdempotent = false
    }
    _ = try world.accept("v", partition: 0)
    world.fail(try world.poll().only(), .notSent(reason: "connection refused"))
    _ = world.poll()
    world.advance(.milliseconds(1_001))
    let seen = try (0..<30).map { _ in try world.accept("v", partition: nil).receipt.partition.partition }
    #expect(Set(seen) == [1])
    _ = world.poll()
    let later = try (0..<30).map { _ in try world.accept("v", partition: nil).receipt.partition.partition }
    #expect(Set(later) == [0, 1])
  }

  // MARK: Waiting for metadata

  @Test func `a record for an unknown topic waits until the topic is known`() throws {
    var world = ProduceWorld()
    let outcome = world.append("v", topic: "new", partition: 3)
    guard case .mustWait(let wait) = outcome else { return #expect(Bool(false)) }
    let waiter = world.accumulator.park(wait, as: nil, since: world.now, until: world.now + .seconds(60))
    #expect(world.accumulator.takeWake() == true)
    let turn = world.poll()
    #expect(turn.use == ["new"])
    #expect(turn.refresh == [])
    // Fewer partitions than the record names: not yet.
    world.accumulator.update(
      ProduceTopic(name: "new", id: .zero, leaders: [ProduceTopic.Leader(broker: 1, epoch: 0)]))
    #expect(world.accumulator.takeResumptions() == [])
    #expect(world.poll().refresh == ["new"])
    world.accumulator.update(
      ProduceTopic(
        name: "new", id: .zero, leaders: [ProduceTopic.Leader](repeating: .init(broker: 1, epoch: 0), count: 4)))
    #expect(world.accumulator.takeResumptions() == [Resumption(waiter, .retry)])
    guard case .appended = world.append("v", topic: "new", partition: 3, waiter: waiter) else {
      return #expect(Bool(false))
    }
  }

  @Test func `a topic that the brokers refuse is told to those who wait for it`() throws {
    var world = ProduceWorld()
    guard case .mustWait(let wait) = world.append("v", topic: "secret") else { return #expect(Bool(false)) }
    let waiter = world.accumulator.park(wait, as: nil, since: world.now, until: world.now + .seconds(60))
    world.accumulator.refuse(topic: "secret", error: .topicAuthorizationFailed)
    #expect(
      world.accumulator.takeResumptions() == [
        Resumption(waiter, .failed(.topicRefused(topic: "secret", .topicAuthorizationFailed)))
      ])
  }

  @Test func `metadata that does not come within max block fails the record`() throws {
    var world = ProduceWorld()
    guard case .mustWait(let wait) = world.append("v", topic: "new") else { return #expect(Bool(false)) }
    let waiter = world.accumulator.park(wait, as: nil, since: world.now, until: world.now + .seconds(60))
    #expect(world.poll().deadline == world.now + .seconds(60))
    world.advance(.seconds(60))
    _ = world.poll()
    #expect(
      world.accumulator.takeResumptions() == [
        Resumption(
          waiter,
          .failed(.metadataTimedOut(topic: "new", partition: 0, partitionCount: nil, waited: .seconds(60))))
      ])
    #expect(world.poll().deadline == .distantFuture)
  }

  @Test func `the client is told now and then that a topic is written to`() throws {
    var world = ProduceWorld {
      $0.metadataMaximumIdle = .seconds(300)
      $0.isIdempotent = false
    }
    _ = try world.accept("a")
    #expect(world.poll().use == ["t"])
    world.advance(.seconds(149))
    _ = try world.accept("b")
    #expect(world.poll().use == [])
    world.advance(.seconds(1))
    _ = try world.accept("c")
    #expect(world.poll().use == ["t"])
  }

  // MARK: Memory

  @Test func `records wait for memory in order, and a freed batch serves as many as it holds`() throws {
    var world = ProduceWorld {
      $0.batchSize = 300
      $0.bufferMemory = 300
      $0.isIdempotent = false
      $0.linger = .seconds(100)
    }
    let value = String(repeating: "v", count: 150)
    _ = try world.accept(value)
    #expect(world.accumulator.usedMemory == 300)
    var waiters: [WaiterID] = []
    for _ in 0..<2 {
      guard case .mustWait(let wait) = world.append(value) else { return #expect(Bool(false)) }
      #expect(wait == .memory(MemoryBudget.Request(bytes: 300, recordBytes: 150 + 36, slot: 0)))
      waiters.append(world.accumulator.park(wait, as: nil, since: world.now, until: world.now + .seconds(60)))
    }
    #expect(world.accumulator.isMemoryExhausted == true)
    // Waiting makes the young batch due in spite of its linger.
    let call = try world.poll().only()
    world.answer(call)
    _ = world.poll()
    #expect(world.accumulator.takeResumptions() == [Resumption(waiters[0], .retry)])
    guard case .appended = world.append(value, waiter: waiters[0]) else { return #expect(Bool(false)) }
    #expect(world.accumulator.usedMemory == 300)
    #expect(world.accumulator.takeResumptions() == [])
  }

  @Test func `memory that does not come within max block fails the record`() throws {
    var world = ProduceWorld {
      $0.batchSize = 300
      $0.bufferMemory = 300
    }
    _ = try world.accept("a", partition: 0)
    _ = world.poll()
    guard case .mustWait(let wait) = world.append("b") else { return #expect(Bool(false)) }
    let waiter = world.accumulator.park(wait, as: nil, since: world.now, until: world.now + .seconds(5))
    world.advance(.seconds(5))
    _ = world.poll()
    #expect(
      world.accumulator.takeResumptions() == [
        Resumption(waiter, .failed(.memoryTimedOut(bytes: 300, capacity: 300, waited: .seconds(5))))
      ])
    #expect(world.accumulator.isMemoryExhausted == false)
  }

  @Test func `a waiter that gives up leaves its place to the next`() throws {
    var world = ProduceWorld(partitions: 2) {
      $0.batchSize = 300
      $0.bufferMemory = 300
    }
    _ = try world.accept("a", partition: 0)
    let call = try world.poll().only()
    guard case .mustWait(let first) = world.append("b", partition: 0),
      case .mustWait(let second) = world.append("c", partition: 1)
    else { return #expect(Bool(false)) }
    let waiters = [first, second].map {
      world.accumulator.park($0, as: nil, since: world.now, until: world.now + .seconds(60))
    }
    world.answer(call)
    _ = world.poll()
    #expect(world.accumulator.takeResumptions() == [Resumption(waiters[0], .retry)])
    world.accumulator.abandon(waiters[0])
    #expect(world.accumulator.takeResumptions() == [Resumption(waiters[1], .retry)])
    world.accumulator.abandon(waiters[1])
    #expect(world.accumulator.usedMemory == 0)
  }

  /// A world whose 32 batches of memory are taken, 5 of them on their way, and a record that waits since then.
  private struct Exhausted: ~Copyable {
    var world: ProduceWorld
    let calls: [ProduceCall]
    let waiter: WaiterID

    init(until limit: Duration = .seconds(60)) throws {
      var world = ProduceWorld {
        $0.batchSize = 512
        $0.bufferMemory = 16_384
      }
      let value = String(repeating: "v", count: 400)
      for _ in 0..<32 { _ = try world.accept(value) }
      guard case .mustWait(let wait) = world.append(value) else { throw ProduceWorld.Unexpected() }
      waiter = world.accumulator.park(wait, as: nil, since: world.now, until: world.now + limit)
      calls = world.poll().calls
      self.world = world
    }
  }

  @Test func `a batch is charged for what its memory takes, which comes in powers of two`() throws {
    var world = ProduceWorld { $0.batchSize = 1_000 }
    _ = try world.accept("a")
    #expect(world.accumulator.usedMemory == 1_024)
    _ = try world.accept(String(repeating: "v", count: 3_000))
    #expect(world.accumulator.usedMemory == 1_024 + 4_096)
    // All of it may go to one batch.
    var small = ProduceWorld { $0.bufferMemory = 1_000 }
    _ = try small.accept(String(repeating: "v", count: 800))
    #expect(small.accumulator.usedMemory == 1_000)
  }

  @Test func `memory that comes back is handed over when a sixteenth of it is free`() throws {
    var full = try Exhausted()
    #expect(full.calls.count == 5)
    full.world.answer(full.calls[0])
    #expect(full.world.poll().deadline == full.world.now + .milliseconds(5))
    #expect(full.world.accumulator.takeResumptions() == [])
    full.world.answer(full.calls[1])
    _ = full.world.poll()
    #expect(full.world.accumulator.takeResumptions() == [Resumption(full.waiter, .retry)])
    #expect(full.world.accumulator.isMemoryExhausted == false)
  }

  @Test func `memory that comes back slowly is handed over all the same`() throws {
    var full = try Exhausted()
    full.world.answer(full.calls[0])
    _ = full.world.poll()
    full.world.advance(.milliseconds(4))
    #expect(full.world.poll().deadline == full.world.now + .milliseconds(1))
    #expect(full.world.accumulator.takeResumptions() == [])
    full.world.advance(.milliseconds(1))
    _ = full.world.poll()
    #expect(full.world.accumulator.takeResumptions() == [Resumption(full.waiter, .retry)])
  }

  @Test func `nobody runs into max block while memory is free`() throws {
    var full = try Exhausted(until: .milliseconds(3))
    full.world.answer(full.calls[0])
    #expect(full.world.poll().deadline == full.world.now + .milliseconds(3))
    full.world.advance(.milliseconds(3))
    _ = full.world.poll()
    #expect(full.world.accumulator.takeResumptions() == [Resumption(full.waiter, .retry)])
  }

  @Test func `memory is handed over at once when nothing is on its way`() throws {
    // Partition 1 has no leader, so that what it holds stays.
    var world = ProduceWorld(leaders: [1, -1]) {
      $0.batchSize = 512
      $0.bufferMemory = 16_384
    }
    let value = String(repeating: "v", count: 400)
    for place in 0..<32 { _ = try world.accept(value, partition: place == 0 ? 0 : 1) }
    guard case .mustWait(let wait) = world.append(value) else { return #expect(Bool(false)) }
    let waiter = world.accumulator.park(wait, as: nil, since: world.now, until: world.now + .seconds(60))
    world.answer(try world.poll().only())
    _ = world.poll()
    #expect(world.accumulator.takeResumptions() == [Resumption(waiter, .retry)])
  }

  @Test(arguments: CompressionType.built)
  func `all memory is back when everything has ended`(compression: CompressionType) throws {
    var world = ProduceWorld(partitions: 3) {
      $0.batchSize = 512
      $0.compression = compression
    }
    for round in 0..<50 {
      for place in 0..<20 {
        _ = try world.accept(String(repeating: "\(place)", count: 60), partition: Int32(round + place) % 3)
      }
      while true {
        let calls = world.poll().calls
        if calls.isEmpty { break }
        for call in calls {
          for batch in call.batches { #expect(try RecordBatch(batch.bytes).header.compression == compression) }
          world.answer(call, round % 7 == 3 ? .notEnoughReplicas : .none)
          if round % 7 == 3 {
            world.advance(.seconds(2))
            for call in world.poll().calls { world.answer(call) }
          }
        }
      }
    }
    #expect(world.accumulator.usedMemory == 0)
    #expect(world.accumulator.incompleteCount == 0)
  }

  // MARK: Compression

  @Test(.enabled(if: CompressionType.zstd.isBuilt))
  func `a batch is closed by what its records are expected to shrink to`() throws {
    var world = ProduceWorld {
      $0.batchSize = 4_096
      $0.compression = .zstd
      $0.linger = .seconds(10)
    }
    let value = String(repeating: "abcdefgh", count: 20)
    var counts: [Int32] = []
    for _ in 0..<150 {
      while world.accumulator.sendability(of: 0, now: world.now) != .due { _ = try world.accept(value) }
      let call = try world.poll().only()
      counts.append(call.batches[0].recordCount)
      world.answer(call)
    }
    // About 4096 / 1.05 plain bytes at first; half a percent of ratio less each time makes more than three times as many.
    #expect((20...25).contains(counts[0]))
    #expect((3 * counts[0]...6 * counts[0]).contains(counts[149]))
    // Never more than a plain batch may have, however well it compresses.
    #expect(counts.allSatisfy { Int($0) * value.count < 1_048_576 })
  }

  // MARK: Waking the sender

  @Test func `the sender is woken once for many records`() throws {
    var world = ProduceWorld {
      $0.linger = .milliseconds(5)
      $0.batchSize = 1_000
    }
    _ = world.accumulator.takeWake()
    _ = world.poll()
    _ = try world.accept("a")
    #expect(world.accumulator.takeWake() == true)
    for _ in 0..<5 { _ = try world.accept("b") }
    #expect(world.accumulator.takeWake() == false)
    #expect(world.poll().deadline == world.now + .milliseconds(5))
    // The sender knows of the batch; filling it is news again.
    for _ in 0..<5 { _ = try world.accept("c") }
    #expect(world.accumulator.takeWake() == false)
    _ = try world.accept(String(repeating: "d", count: 900))
    #expect(world.accumulator.takeWake() == true)
    #expect(world.accumulator.takeWake() == false)
  }

  @Test func `the sender is not woken for batches that the broker has no room for`() throws {
    var world = ProduceWorld {
      $0.maximumInFlight = 1
      $0.batchSize = 0
    }
    _ = world.accumulator.takeWake()
    _ = try world.accept("a")
    let call = try world.poll().only()
    _ = try world.accept("b")
    #expect(world.accumulator.takeWake() == false)
    world.answer(call)
    world.answer(try world.poll().only())
    _ = world.poll()
    _ = try world.accept("c")
    #expect(world.accumulator.takeWake() == true)
  }

  // MARK: Flush and close

  @Test func `flush waits for the batches of the moment, not for later ones`() throws {
    var world = ProduceWorld(partitions: 2) { $0.linger = .seconds(10) }
    let nothing = world.accumulator.flush()
    #expect(nothing == nil)
    _ = try world.accept("a", partition: 0)
    let number = world.accumulator.flush()
    let flush = try #require(number)
    let call = try world.poll().only()
    _ = try world.accept("b", partition: 1)
    #expect(world.poll().calls.isEmpty)
    world.answer(call)
    _ = world.poll()
    #expect(world.accumulator.takeResumptions() == [Resumption(flush, .flushed)])
    #expect(world.accumulator.incompleteCount == 1)
  }

  @Test func `closing makes everything due and refuses what comes`() throws {
    var world = ProduceWorld { $0.linger = .seconds(10) }
    _ = try world.accept("a")
    guard case .mustWait(let wait) = world.append("v", topic: "new") else { return #expect(Bool(false)) }
    let waiter = world.accumulator.park(wait, as: nil, since: world.now, until: world.now + .seconds(60))
    world.accumulator.close()
    #expect(world.accumulator.takeResumptions() == [Resumption(waiter, .failed(.closed))])
    #expect(world.append("b") == .refused(.closed))
    #expect(try world.poll().only().values() == [["a"]])
  }
}
