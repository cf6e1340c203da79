import KafkaClientCore
import KafkaCompression
import KafkaRecords
import KafkaWire
import NIOCore
import TestSupport
import Testing

/// Sending, answers and retries; sequences have a suite of their own.
@Suite struct ProduceSenderTests {
  private static func plain(_ settings: inout ProduceSettings) { settings.isIdempotent = false }

  // MARK: When batches leave

  @Test func `a young batch leaves when linger is over`() throws {
    var world = ProduceWorld { $0.linger = .milliseconds(5) }
    _ = try world.accept("a")
    let turn = world.poll()
    #expect(turn.calls.isEmpty)
    #expect(turn.deadline == world.now + .milliseconds(5))
    world.advance(.milliseconds(5))
    #expect(try world.poll().only().values() == [["a"]])
  }

  @Test func `young batches go along with a due one to the same broker, not to another`() throws {
    var world = ProduceWorld(leaders: [1, 1, 2]) {
      $0.linger = .milliseconds(5)
      $0.batchSize = 400
    }
    for partition in 1...2 as ClosedRange<Int32> { _ = try world.accept("young", partition: partition) }
    for _ in 0..<2 { _ = try world.accept(String(repeating: "x", count: 250), partition: 0) }
    let call = try world.poll().only()
    #expect(call.broker == 1)
    #expect(call.batches.map(\.partition.partition) == [0, 1])
  }

  @Test func `a request carries one batch of a partition and no more than max request size`() throws {
    var world = ProduceWorld(partitions: 4) {
      $0.batchSize = 0
      $0.maximumRequestSize = 1_000
    }
    for partition in 0..<4 as Range<Int32> {
      for _ in 0..<2 { _ = try world.accept(String(repeating: "x", count: 300), partition: partition) }
    }
    let calls = world.poll().calls
    #expect(calls.map { $0.batches.map(\.partition.partition) } == [[0, 1], [2, 3], [0, 1], [2, 3]])
  }

  @Test func `as many requests are on the way as in flight allows`() throws {
    var world = ProduceWorld {
      $0.batchSize = 0
      $0.maximumInFlight = 2
    }
    for number in 0..<4 { _ = try world.accept("\(number)") }
    let calls = world.poll().calls
    #expect(try calls.map { try $0.values() } == [[["0"]], [["1"]]])
    #expect(world.poll().calls.isEmpty)
    world.answer(calls[0])
    #expect(try world.poll().only().values() == [["2"]])
  }

  @Test func `partitions that found no room go first the next time`() throws {
    var world = ProduceWorld(partitions: 3) {
      $0.batchSize = 0
      $0.maximumRequestSize = 1_000
      $0.maximumInFlight = 1
      $0.isIdempotent = false
    }
    for partition in 0..<3 as Range<Int32> {
      for _ in 0..<3 { _ = try world.accept(String(repeating: "x", count: 300), partition: partition) }
    }
    var order: [[Int32]] = []
    for _ in 0..<4 {
      let call = try world.poll().only()
      order.append(call.batches.map(\.partition.partition))
      world.answer(call)
    }
    #expect(order == [[0, 1], [2, 0], [1, 2], [0, 1]])
  }

  @Test func `a broker that cannot be reached is left alone for a while, and nothing counts as sent`() throws {
    var world = ProduceWorld { $0.retries = 0 }
    _ = try world.accept("a")
    world.fail(try world.poll().only(), .notSent(reason: "connection refused"))
    let turn = world.poll()
    #expect(turn.calls.isEmpty)
    #expect(turn.refresh == ["t"])
    #expect((Duration.milliseconds(80)..<Duration.milliseconds(120)).contains(turn.deadline - world.now))
    world.advance(turn.deadline - world.now)
    let again = try world.poll().only()
    #expect(try again.values() == [["a"]])
    #expect(again.batches[0].attempts == 1)
  }

  @Test func `a partition without a leader asks for metadata`() throws {
    var world = ProduceWorld(leaders: [-1])
    _ = try world.accept("a")
    let turn = world.poll()
    #expect(turn.calls.isEmpty)
    #expect(turn.refresh == ["t"])
    world.know("t", leaders: [3])
    #expect(try world.poll().only().broker == 3)
  }

  // MARK: Answers

  @Test func `an acknowledged batch gives every record its offset`() throws {
    var world = ProduceWorld()
    let first = try world.accept("a")
    let second = try world.accept("b")
    world.answer(try world.poll().only(), baseOffset: 41, appendTime: 99)
    _ = world.poll()
    #expect(first.result == .delivered(offset: 41, appendTime: 99))
    #expect(second.result == .delivered(offset: 42, appendTime: 99))
  }

  @Test func `without acknowledgement a batch is delivered when it is written`() throws {
    var world = ProduceWorld {
      Self.plain(&$0)
      $0.acks = 0
    }
    let record = try world.accept("a")
    world.sender.written(try world.poll().only().id, now: world.now)
    _ = world.poll()
    #expect(record.result == .delivered(offset: -1, appendTime: -1))
  }

  @Test func `the records that the broker names have their own error`() throws {
    var world = ProduceWorld(Self.plain)
    let records = try ["a", "b", "c"].map { try world.accept($0) }
    world.answer(try world.poll().only(), .invalidRecord, recordErrors: [1: "no key"], message: "bad batch")
    _ = world.poll()
    #expect(records[1].result == .failed(.broker(.invalidRecord, message: "no key")))
    for place in [0, 2] {
      #expect(records[place].result == .failed(.rejectedWithBatch(.invalidRecord, message: "bad batch")))
    }
  }

  @Test func `of several records that the broker names nobody knows which the code is about`() throws {
    var world = ProduceWorld(Self.plain)
    let records = try ["a", "b", "c"].map { try world.accept($0) }
    world.answer(
      try world.poll().only(), .invalidTimestamp, recordErrors: [0: "too old", 2: "too new"], message: "bad batch")
    _ = world.poll()
    #expect(records[0].result == .failed(.broker(.invalidRecord, message: "too old")))
    #expect(records[1].result == .failed(.rejectedWithBatch(.invalidTimestamp, message: "bad batch")))
    #expect(records[2].result == .failed(.broker(.invalidRecord, message: "too new")))
  }

  @Test(
    arguments: [
      .invalidRecord, .invalidTimestamp, .recordListTooLarge, .invalidTopicException, .invalidRequiredAcks,
      .unsupportedCompressionType, .unsupportedForMessageFormat, .policyViolation, .topicAuthorizationFailed,
      .clusterAuthorizationFailed, .messageTooLarge, .unknownServerError, ErrorCode(rawValue: 999),
    ] as [ErrorCode])
  func `errors that sending again cannot mend fail the batch at once`(error: ErrorCode) throws {
    var world = ProduceWorld(Self.plain)
    let record = try world.accept("a")
    world.answer(try world.poll().only(), error)
    #expect(world.poll().calls.isEmpty)
    #expect(record.result == .failed(.broker(error, message: nil)))
    // The producer goes on.
    #expect(try world.accept("b").index == 0)
  }

  @Test(
    arguments: [
      .corruptMessage, .unknownTopicOrPartition, .leaderNotAvailable, .notLeaderOrFollower, .requestTimedOut,
      .replicaNotAvailable, .networkException, .notEnoughReplicas, .notEnoughReplicasAfterAppend, .kafkaStorageError,
      .fencedLeaderEpoch, .unknownLeaderEpoch, .unknownTopicId, .inconsistentTopicId,
    ] as [ErrorCode], [true, false])
  func `errors that may pass are tried again after the backoff`(error: ErrorCode, isIdempotent: Bool) throws {
    var world = ProduceWorld { $0.isIdempotent = isIdempotent }
    let record = try world.accept("a")
    world.answer(try world.poll().only(), error)
    let turn = world.poll()
    #expect(turn.calls.isEmpty)
    #expect(turn.refresh == (error.refreshesMetadata ? ["t"] : []))
    // 100 ms, give or take a fifth.
    #expect((Duration.milliseconds(80)..<Duration.milliseconds(120)).contains(turn.deadline - world.now))
    world.advance(.milliseconds(120))
    let again = try world.poll().only()
    #expect(try again.values() == [["a"]])
    world.answer(again, baseOffset: 5)
    _ = world.poll()
    #expect(record.result == .delivered(offset: 5, appendTime: -1))
  }

  @Test func `a lost connection is a reason to try again and to look for the leader`() throws {
    var world = ProduceWorld()
    _ = try world.accept("a")
    world.lose(try world.poll().only())
    let turn = world.poll()
    #expect(turn.refresh == ["t"])
    world.advance(.milliseconds(120))
    #expect(try world.poll().only().values() == [["a"]])
  }

  @Test func `a new leader is sent to without waiting`() throws {
    var world = ProduceWorld()
    _ = try world.accept("a")
    world.answer(try world.poll().only(), .notLeaderOrFollower)
    #expect(world.poll().calls.isEmpty)
    world.know("t", leaders: [2], epoch: 1)
    let call = try world.poll().only()
    #expect(call.broker == 2)
    #expect(try call.values() == [["a"]])
  }

  @Test func `pauses grow from one try to the next`() throws {
    var world = ProduceWorld()
    _ = try world.accept("a")
    var pauses: [Int64] = []
    for _ in 0..<6 {
      world.answer(try world.poll().only(), .notEnoughReplicas)
      let pause = world.poll().deadline - world.now
      pauses.append(pause.wholeMilliseconds)
      world.advance(pause)
    }
    for (place, middle) in ([100, 200, 400, 800, 1_000, 1_000] as [Int64]).enumerated() {
      #expect((middle * 8 / 10...min(1_000, middle * 12 / 10)).contains(pauses[place]))
    }
  }

  @Test func `retries are counted, and the last error is told`() throws {
    var world = ProduceWorld {
      Self.plain(&$0)
      $0.retries = 1
    }
    let record = try world.accept("a")
    world.answer(try world.poll().only(), .notEnoughReplicas)
    _ = world.poll()
    world.advance(.seconds(2))
    world.answer(try world.poll().only(), .notEnoughReplicasAfterAppend)
    _ = world.poll()
    #expect(record.result == .failed(.broker(.notEnoughReplicasAfterAppend, message: nil)))
  }

  @Test func `without retries a lost connection fails the batch`() throws {
    var world = ProduceWorld {
      Self.plain(&$0)
      $0.retries = 0
    }
    let record = try world.accept("a")
    world.lose(try world.poll().only())
    _ = world.poll()
    #expect(record.result == .failed(.disconnected(broker: 1, reason: "connection reset")))
  }

  @Test func `with one request in flight a failed batch stays in front of its partition`() throws {
    var world = ProduceWorld {
      Self.plain(&$0)
      $0.maximumInFlight = 1
      $0.batchSize = 0
    }
    for value in ["a", "b"] { _ = try world.accept(value) }
    world.answer(try world.poll().only(), .notEnoughReplicas)
    #expect(world.poll().calls.isEmpty)
    world.advance(.seconds(2))
    let again = try world.poll().only()
    #expect(try again.values() == [["a"]])
    world.answer(again)
    #expect(try world.poll().only().values() == [["b"]])
  }

  @Test func `failed batches are sent again in the order of their records`() throws {
    var world = ProduceWorld {
      Self.plain(&$0)
      $0.batchSize = 0
    }
    for value in ["a", "b", "c"] { _ = try world.accept(value) }
    let calls = world.poll().calls
    for call in [calls[2], calls[0], calls[1]] { world.lose(call) }
    world.advance(.seconds(2))
    #expect(try world.poll().calls.map { try $0.values() } == [[["a"]], [["b"]], [["c"]]])
  }

  @Test func `a partition that the answer leaves out is tried again`() throws {
    var world = ProduceWorld(partitions: 2)
    _ = try world.accept("a", partition: 0)
    let record = try world.accept("b", partition: 1)
    var call = try world.poll().only()
    call.keepFirst()
    world.answer(call)
    world.advance(.seconds(2))
    let again = try world.poll().only()
    #expect(try again.values() == [["b"]])
    world.answer(again)
    _ = world.poll()
    #expect(record.result != nil)
  }

  @Test func `a broker without a usable version fails the batch, and an idempotent producer`() throws {
    var plain = ProduceWorld(Self.plain)
    let record = try plain.accept("a")
    plain.sender.failed(try plain.poll().only().id, .unsupportedVersion("0 to 2"), now: plain.now)
    _ = plain.poll()
    #expect(record.result == .failed(.unsupportedVersion("0 to 2")))
    guard case .appended = plain.append("b") else { return #expect(Bool(false)) }

    var idempotent = ProduceWorld()
    _ = try idempotent.accept("a")
    idempotent.sender.failed(try idempotent.poll().only().id, .unsupportedVersion("0 to 2"), now: idempotent.now)
    _ = idempotent.poll()
    #expect(idempotent.append("b") == .refused(.fatal(.unsupportedVersion, message: "0 to 2")))
  }

  // MARK: Too large

  @Test(arguments: CompressionType.built.filter { [.none, .zstd].contains($0) }, [true, false])
  func `a batch that is too large is divided, and every record keeps its promise`(
    compression: CompressionType, isIdempotent: Bool
  ) throws {
    var world = ProduceWorld {
      $0.compression = compression
      $0.isIdempotent = isIdempotent
      $0.linger = .seconds(1)
    }
    let values = (0..<9).map { "\($0)" + String(repeating: "v", count: 100) }
    let records = try values.map { try world.accept($0) }
    let later = try { () -> ProduceWorld.Accepted in
      world.advance(.seconds(1))
      return try world.accept("later")
    }()
    // One batch of all of them, the later one included.
    let whole = try world.poll().only()
    #expect(try whole.values() == [values + ["later"]])
    world.answer(whole, .messageTooLarge)
    var sent: [String] = []
    var offset: Int64 = 100
    while true {
      let calls = world.poll().calls
      if calls.isEmpty { break }
      for call in calls {
        let batches = try call.values()
        sent += batches[0]
        #expect(batches[0].count < 10)
        if isIdempotent { #expect(try call.sequences() == [Numbering(base: Int32(offset - 100))]) }
        world.answer(call, baseOffset: offset)
        offset += Int64(batches[0].count)
      }
    }
    #expect(sent == values + ["later"])
    for (place, record) in records.enumerated() {
      #expect(record.result == .delivered(offset: 100 + Int64(place), appendTime: -1))
    }
    #expect(later.result == .delivered(offset: 109, appendTime: -1))
    #expect(world.accumulator.usedMemory == 0)
    #expect(world.accumulator.incompleteCount == 0)
  }

  @Test func `division goes on as long as the parts are too large, down to single records`() throws {
    var world = ProduceWorld { $0.linger = .seconds(1) }
    let records = try (0..<8).map { try world.accept("\($0)" + String(repeating: "v", count: 100)) }
    world.advance(.seconds(1))
    var largest = Int32.max
    for _ in 0..<40 {
      for call in world.poll().calls {
        largest = min(largest, call.batches[0].recordCount)
        world.answer(call, call.batches[0].recordCount > 1 ? .messageTooLarge : .none, baseOffset: 7)
      }
    }
    #expect(largest == 1)
    for record in records { #expect(record.result == .delivered(offset: 7, appendTime: -1)) }
    #expect(world.accumulator.incompleteCount == 0)
  }

  @Test func `a flush waits for the parts of a divided batch`() throws {
    var world = ProduceWorld {
      Self.plain(&$0)
      $0.linger = .seconds(1)
    }
    for number in 0..<4 { _ = try world.accept("\(number)" + String(repeating: "v", count: 100)) }
    let number = world.accumulator.flush()
    let flush = try #require(number)
    world.answer(try world.poll().only(), .messageTooLarge)
    let parts = world.poll().calls
    #expect(parts.count > 1)
    for call in parts.dropLast() { world.answer(call) }
    _ = world.poll()
    #expect(world.accumulator.takeResumptions() == [])
    world.answer(try #require(parts.last))
    _ = world.poll()
    #expect(world.accumulator.takeResumptions() == [Resumption(flush, .flushed)])
  }

  @Test func `the memory of a delivered batch serves the next`() throws {
    var world = ProduceWorld()
    func address(_ call: ProduceCall) -> UnsafeRawPointer? {
      call.batches[0].bytes.withVeryUnsafeBytes { $0.baseAddress }
    }
    _ = try world.accept("a")
    let first = try world.poll().only()
    let memory = address(first)
    world.answer(first)
    _ = world.poll()
    _ = try world.accept("b")
    #expect(address(try world.poll().only()) == memory)
  }

  // MARK: Close

  @Test func `what is left when the time to close is up fails`() throws {
    var world = ProduceWorld(leaders: [1, -1])
    let sent = try world.accept("a", partition: 0)
    let queued = try world.accept("b", partition: 1)
    let call = try world.poll().only()
    world.sender.abandonAll(&world.accumulator, nil)
    for ending in world.sender.takeEndings() { ending.tell() }
    world.sender.settle(&world.accumulator)
    #expect(sent.result == .failed(.abandoned(attempts: 1)))
    #expect(queued.result == .failed(.abandoned(attempts: 0)))
    #expect(world.accumulator.incompleteCount == 0)
    world.lose(call)
    #expect(world.poll().calls.isEmpty)
    #expect(world.accumulator.usedMemory == 0)
  }
}

extension ProduceCall {
  /// Forgets all batches but the first, so that an answer made of the call leaves them out.
  mutating func keepFirst() { batches.removeLast(batches.count - 1) }
}
