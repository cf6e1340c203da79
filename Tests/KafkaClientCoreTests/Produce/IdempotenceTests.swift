import KafkaClientCore
import KafkaRecords
import KafkaWire
import NIOCore
import Testing

/// Sequences, epochs and the producer id (semantics of KIP-98 and KIP-360).
@Suite struct IdempotenceTests {
  /// One record a batch, so that sequences count batches.
  private static func single(_ settings: inout ProduceSettings) { settings.batchSize = 0 }

  private static func world(_ records: [String], partition: Int32 = 0) throws -> ProduceWorld {
    var world = ProduceWorld(single)
    for record in records { _ = try world.accept(record, partition: partition) }
    return world
  }

  // MARK: The producer id

  @Test func `nothing is sent before there is a producer id`() throws {
    var world = ProduceWorld(hasIdentity: false)
    #expect(world.poll().requestsIdentity == false)
    _ = try world.accept("a")
    let turn = world.poll()
    #expect(turn.requestsIdentity)
    #expect(turn.calls.isEmpty)
    #expect(world.poll().requestsIdentity == false)
    world.sender.identityReceived(ProducerIdentity(id: 42, epoch: 3))
    #expect(try world.poll().only().sequences() == [Numbering(id: 42, epoch: 3, base: 0)])
  }

  @Test(arguments: [.coordinatorLoadInProgress, .coordinatorNotAvailable, .requestTimedOut, nil] as [ErrorCode?])
  func `a producer id that cannot be had now is asked for again`(error: ErrorCode?) throws {
    var world = ProduceWorld(hasIdentity: false)
    _ = try world.accept("a")
    _ = world.poll()
    world.sender.identityFailed(error, message: nil, now: world.now)
    let turn = world.poll()
    #expect(!turn.requestsIdentity)
    world.advance(turn.deadline - world.now)
    #expect(world.poll().requestsIdentity)
  }

  @Test func `without anything to send nobody waits to ask for a producer id`() throws {
    var world = ProduceWorld(hasIdentity: false) { $0.deliveryTimeout = .milliseconds(50) }
    let record = try world.accept("a")
    _ = world.poll()
    world.sender.identityFailed(nil, message: nil, now: world.now)
    world.advance(.milliseconds(60))
    #expect(world.poll().deadline == .distantFuture)
    #expect(record.result != nil)
    _ = try world.accept("b")
    world.advance(.seconds(1))
    #expect(world.poll().requestsIdentity)
  }

  @Test(
    arguments: [
      .clusterAuthorizationFailed, .unsupportedVersion, .transactionalIdAuthorizationFailed, .unknownServerError,
    ] as [ErrorCode])
  func `a producer id that is refused ends the producer`(error: ErrorCode) throws {
    var world = ProduceWorld(hasIdentity: false)
    let record = try world.accept("a")
    _ = world.poll()
    world.sender.identityFailed(error, message: "no", now: world.now)
    _ = world.poll()
    #expect(record.result == .failed(.fatal(error, message: "no")))
    #expect(world.append("b") == .refused(.fatal(error, message: "no")))
  }

  @Test func `without idempotence no id is asked for and batches name none`() throws {
    var world = ProduceWorld { $0.isIdempotent = false }
    _ = try world.accept("a")
    let turn = world.poll()
    #expect(!turn.requestsIdentity)
    #expect(try turn.only().sequences() == [Numbering(id: -1, epoch: -1, base: -1)])
  }

  // MARK: Sequences

  @Test func `sequences count records, per partition`() throws {
    var world = ProduceWorld(partitions: 2)
    for value in ["a", "b", "c"] { _ = try world.accept(value, partition: 0) }
    _ = try world.accept("d", partition: 1)
    #expect(try world.poll().only().sequences() == [Numbering(base: 0), Numbering(base: 0)])
    _ = try world.accept("e", partition: 0)
    _ = try world.accept("f", partition: 1)
    #expect(try world.poll().only().sequences() == [Numbering(base: 3), Numbering(base: 1)])
  }

  @Test func `nothing follows the first batch until a broker has it`() throws {
    var world = ProduceWorld(partitions: 2, hasBegun: false, Self.single)
    for value in ["a", "b", "c"] { _ = try world.accept(value) }
    _ = try world.accept("x", partition: 1)
    let first = try world.poll().only()
    #expect(try first.values() == [["a"], ["x"]])
    // A broker that knows nothing of the producer would take "b" without "a".
    world.lose(first)
    world.advance(.seconds(2))
    let again = try world.poll().only()
    #expect(try again.sequences() == [Numbering(base: 0), Numbering(base: 0)])
    world.answer(again)
    let rest = world.poll().calls
    #expect(try rest.flatMap { try $0.sequences() } == [Numbering(base: 1), Numbering(base: 2)])
  }

  @Test func `the last sequence that was acknowledged goes on at 0, too`() throws {
    var world = ProduceWorld(Self.single)
    for value in ["a", "b", "c"] { _ = try world.accept(value) }
    let calls = world.poll().calls
    world.answer(calls[0])
    // What follows the acknowledged one is a gap; what does not is tried again as it is.
    world.answer(calls[2], .outOfOrderSequenceNumber)
    world.answer(calls[1], .outOfOrderSequenceNumber)
    world.advance(.seconds(2))
    #expect(try world.poll().only().sequences() == [Numbering(epoch: 1, base: 0)])
  }

  @Test func `sequences go on at 0 after the largest`() {
    #expect(SequenceNumber.advance(.max, by: 1) == 0)
    #expect(SequenceNumber.advance(.max - 1, by: 5) == 3)
    #expect(SequenceNumber.advance(5, by: 5) == 10)
    #expect(SequenceNumber.advance(-1, by: 1) == 0)
  }

  @Test func `a batch keeps its sequence however often it is sent`() throws {
    var world = try Self.world(["a"])
    for _ in 0..<3 {
      let call = try world.poll().only()
      #expect(try call.sequences() == [Numbering(base: 0)])
      world.lose(call)
      world.advance(.seconds(2))
    }
  }

  @Test func `a repetition that the broker knows is a success without offset`() throws {
    var world = ProduceWorld()
    let record = try world.accept("a")
    world.answer(try world.poll().only(), .duplicateSequenceNumber)
    _ = world.poll()
    #expect(record.result == .delivered(offset: -1, appendTime: -1))
    // And counts as acknowledged: the next sequence follows it.
    _ = try world.accept("b")
    #expect(try world.poll().only().sequences() == [Numbering(base: 1)])
  }

  @Test func `after a failure batches go out again one by one in order`() throws {
    var world = try Self.world(["a", "b", "c", "d"])
    let calls = world.poll().calls
    #expect(try calls.flatMap { try $0.sequences() } == (0..<4).map { Numbering(base: $0) })
    world.answer(calls[0], .notEnoughReplicas)
    for call in calls[1...] { world.answer(call, .outOfOrderSequenceNumber) }
    _ = try world.accept("e")
    world.advance(.seconds(2))
    for (place, value) in ["a", "b", "c"].enumerated() {
      let call = try world.poll().only()
      #expect(try call.values() == [[value]])
      #expect(try call.sequences() == [Numbering(base: Int32(place))])
      world.answer(call)
    }
    // Nothing is behind the last one, so that new batches may follow it again.
    let last = world.poll().calls
    #expect(try last.map { try $0.values() } == [[["d"]], [["e"]]])
    #expect(try last.flatMap { try $0.sequences() } == [Numbering(base: 3), Numbering(base: 4)])
    #expect(world.sender.identity.epoch == 0)
  }

  @Test func `other partitions go on while one is being repaired`() throws {
    var world = ProduceWorld(partitions: 2, Self.single)
    for value in ["a", "b"] { _ = try world.accept(value, partition: 0) }
    let calls = world.poll().calls
    world.answer(calls[0], .notEnoughReplicas)
    world.answer(calls[1], .outOfOrderSequenceNumber)
    for value in ["x", "y"] { _ = try world.accept(value, partition: 1) }
    #expect(try world.poll().calls.map { try $0.values() } == [[["x"]], [["y"]]])
  }

  // MARK: A new epoch

  @Test func `a gap that nothing can fill starts a new epoch from 0`() throws {
    var world = try Self.world(["a", "b", "c"])
    let calls = world.poll().calls
    world.answer(calls[0])
    // The broker lost its state: it says that the batch that follows the last acknowledged one is out of order.
    world.answer(calls[1], .outOfOrderSequenceNumber)
    world.answer(calls[2], .outOfOrderSequenceNumber)
    world.advance(.seconds(2))
    let again = try world.poll().only()
    #expect(try again.values() == [["b"]])
    #expect(try again.sequences() == [Numbering(epoch: 1, base: 0)])
    world.answer(again)
    let next = try world.poll().only()
    #expect(try next.sequences() == [Numbering(epoch: 1, base: 1)])
    world.answer(next)
    _ = try world.accept("d")
    #expect(try world.poll().only().sequences() == [Numbering(epoch: 1, base: 2)])
  }

  @Test func `batches on their way are not numbered anew before they are answered`() throws {
    var world = try Self.world(["a", "b", "c"])
    let calls = world.poll().calls
    world.answer(calls[0])
    world.answer(calls[1], .outOfOrderSequenceNumber)
    world.advance(.seconds(2))
    // "c" is still on its way.
    #expect(world.poll().calls.isEmpty)
    #expect(world.sender.identity.epoch == 0)
    world.answer(calls[2], .outOfOrderSequenceNumber)
    world.advance(.seconds(2))
    #expect(try world.poll().only().sequences() == [Numbering(epoch: 1, base: 0)])
  }

  @Test func `a partition keeps the old epoch until its batches have ended`() throws {
    var world = ProduceWorld(partitions: 2, Self.single)
    _ = try world.accept("a", partition: 0)
    _ = try world.accept("x", partition: 1)
    let calls = world.poll().calls
    let first = try #require(calls.first)
    // Both partitions are in one request; take it apart by answering the first with a gap and losing the second.
    var gap = first
    gap.keepFirst()
    world.answer(gap, .outOfOrderSequenceNumber)
    world.advance(.seconds(2))
    let turn = try world.poll().only()
    let sequences = try turn.sequences()
    #expect(turn.batches.map(\.partition.partition) == [0, 1])
    #expect(sequences == [Numbering(epoch: 1, base: 0), Numbering(epoch: 0, base: 0)])
    // New records of the second partition wait for the old epoch to be finished.
    _ = try world.accept("y", partition: 1)
    #expect(world.poll().calls.isEmpty)
    world.answer(turn)
    #expect(try world.poll().only().sequences() == [Numbering(epoch: 1, base: 0)])
  }

  @Test func `a refused batch leaves no gap behind it`() throws {
    var world = try Self.world(["a", "b"])
    let calls = world.poll().calls
    world.answer(calls[0], .invalidRecord)
    world.answer(calls[1], .outOfOrderSequenceNumber)
    world.advance(.seconds(2))
    let again = try world.poll().only()
    #expect(try again.values() == [["b"]])
    #expect(try again.sequences() == [Numbering(epoch: 1, base: 0)])
  }

  @Test func `an old epoch fails the batch, and the rest goes on in a new one`() throws {
    var world = ProduceWorld(Self.single)
    let record = try world.accept("a")
    _ = try world.accept("b")
    let calls = world.poll().calls
    for call in calls.reversed() { world.answer(call, .invalidProducerEpoch) }
    _ = world.poll()
    #expect(record.result == .failed(.broker(.invalidProducerEpoch, message: nil)))
    _ = try world.accept("c")
    #expect(try world.poll().only().sequences() == [Numbering(epoch: 1, base: 0)])
  }

  @Test func `a fenced producer ends`() throws {
    var world = ProduceWorld()
    let record = try world.accept("a")
    world.answer(try world.poll().only(), .producerFenced)
    _ = world.poll()
    #expect(record.result == .failed(.broker(.producerFenced, message: nil)))
    #expect(world.append("b") == .refused(.fatal(.producerFenced, message: nil)))
  }

  @Test func `an idempotent producer without the right to write ends`() throws {
    var world = ProduceWorld()
    _ = try world.accept("a")
    world.answer(try world.poll().only(), .clusterAuthorizationFailed)
    let queued = world.append("b")
    _ = world.poll()
    guard case .appended(let receipt, _) = queued else { return #expect(Bool(false)) }
    #expect(receipt.result(at: 0) == .failed(.fatal(.clusterAuthorizationFailed, message: nil)))
    #expect(world.append("c") == .refused(.fatal(.clusterAuthorizationFailed, message: nil)))
  }

  @Test func `used up epochs lead to another producer id`() throws {
    var world = ProduceWorld(epoch: .max, Self.single)
    for value in ["a", "b"] { _ = try world.accept(value) }
    let calls = world.poll().calls
    world.answer(calls[0])
    world.answer(calls[1], .outOfOrderSequenceNumber)
    world.advance(.seconds(2))
    let turn = world.poll()
    #expect(turn.requestsIdentity)
    #expect(turn.calls.isEmpty)
    world.sender.identityReceived(ProducerIdentity(id: 8, epoch: 0))
    #expect(try world.poll().only().sequences() == [Numbering(id: 8, base: 0)])
  }

  // MARK: A forgetful broker

  @Test func `an unknown producer without a log start is tried again as it is`() throws {
    var world = try Self.world(["a"])
    world.answer(try world.poll().only(), .unknownProducerId, logStartOffset: -1)
    world.advance(.seconds(2))
    #expect(try world.poll().only().sequences() == [Numbering(base: 0)])
  }

  @Test(arguments: [5, 500] as [Int64])
  func `an unknown producer starts a new epoch, whether or not its records were removed`(logStart: Int64) throws {
    var world = try Self.world(["a", "b"])
    let calls = world.poll().calls
    world.answer(calls[0], baseOffset: 100)
    world.answer(calls[1], .unknownProducerId, logStartOffset: logStart)
    world.advance(.seconds(2))
    #expect(try world.poll().only().sequences() == [Numbering(epoch: 1, base: 0)])
  }

  // MARK: Doubt

  @Test func `a batch lost in time leaves a doubt that later answers settle`() throws {
    var world = ProduceWorld {
      Self.single(&$0)
      $0.deliveryTimeout = .seconds(10)
    }
    _ = try world.accept("a")
    world.advance(.seconds(1))
    for value in ["b", "c"] { _ = try world.accept(value) }
    let calls = world.poll().calls
    world.lose(calls[0])
    // "a" runs out of time; nobody knows whether it was written. "b" and "c" are still on their way.
    world.advance(.seconds(9))
    _ = world.poll()
    _ = try world.accept("d")
    #expect(world.poll().calls.isEmpty)
    world.answer(calls[1])
    world.answer(calls[2])
    // It was: the broker counts on.
    #expect(try world.poll().only().sequences() == [Numbering(base: 3)])
  }

  @Test func `a doubt that nothing settles starts a new epoch`() throws {
    var world = ProduceWorld {
      Self.single(&$0)
      $0.deliveryTimeout = .seconds(10)
    }
    _ = try world.accept("a")
    world.lose(try world.poll().only())
    world.advance(.seconds(10))
    _ = world.poll()
    _ = try world.accept("b")
    #expect(try world.poll().only().sequences() == [Numbering(epoch: 1, base: 0)])
  }

  @Test func `a batch behind a doubtful one that finds a gap starts a new epoch`() throws {
    var world = ProduceWorld {
      Self.single(&$0)
      $0.deliveryTimeout = .seconds(10)
    }
    _ = try world.accept("a")
    world.advance(.seconds(3))
    _ = try world.accept("b")
    let calls = world.poll().calls
    world.lose(calls[0])
    world.advance(.seconds(7))
    _ = world.poll()
    world.answer(calls[1], .outOfOrderSequenceNumber)
    world.advance(.milliseconds(130))
    let again = try world.poll().only()
    #expect(try again.values() == [["b"]])
    #expect(try again.sequences() == [Numbering(epoch: 1, base: 0)])
  }

  @Test func `a batch that ran out of time on its way is settled by its own answer`() throws {
    var world = ProduceWorld { $0.deliveryTimeout = .seconds(10) }
    _ = try world.accept("a")
    let call = try world.poll().only()
    world.advance(.seconds(10))
    _ = world.poll()
    _ = try world.accept("b")
    #expect(world.poll().calls.isEmpty)
    world.answer(call)
    #expect(try world.poll().only().sequences() == [Numbering(base: 1)])
  }

  @Test func `used up retries leave the numbers as they are`() throws {
    var world = ProduceWorld {
      Self.single(&$0)
      $0.retries = 0
    }
    _ = try world.accept("a")
    world.lose(try world.poll().only())
    _ = try world.accept("b")
    #expect(try world.poll().only().sequences() == [Numbering(base: 1)])
  }
}
