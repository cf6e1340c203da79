import KafkaClientCore
import KafkaMessages
import KafkaWire
import NIOCore
import Synchronization
import Testing

/// What the producer's machines report to observers, as dialogues.
@Suite struct ProduceEventTests {
  private static func world(
    _ observation: Observation = .everything, hasIdentity: Bool = true,
    _ change: (inout ProduceSettings) -> Void = { _ in }
  ) -> ProduceWorld {
    var world = ProduceWorld(hasIdentity: hasIdentity, change)
    world.sender.observation = observation
    if observation == .everything { world.accumulator.observeWaits() }
    return world
  }

  @Test func `without observers no event is made`() throws {
    var world = Self.world(.nothing)
    _ = try world.accept("a")
    world.answer(try world.poll().only())
    _ = try world.accept("b")
    world.lose(try world.poll().only())
    let events = world.sender.takeEvents()
    #expect(events.isEmpty)
  }

  @Test func `a batch is reported on its way out and when it is delivered`() throws {
    var world = Self.world { $0.linger = .milliseconds(20) }
    _ = try world.accept("a")
    _ = try world.accept("b")
    world.advance(.milliseconds(20))
    let call = try world.poll().only()
    let sent = world.sender.takeEvents()
    guard sent.count == 2, case .batchSent(let batch) = sent[0], case .produceSent(let produce) = sent[1] else {
      Issue.record("expected a batch and a request, got \(sent)")
      return
    }
    #expect(batch.topicPartition == TopicPartition(topic: "t", partition: 0))
    #expect(batch.nodeID == 1)
    #expect(batch.recordCount == 2)
    #expect(batch.byteCount == call.batches[0].bytes.readableBytes)
    #expect(batch.byteCount == batch.plainByteCount)
    #expect(batch.attempts == 1)
    #expect(batch.age == .milliseconds(20))
    #expect(batch.baseSequence == 0)
    #expect(produce.nodeID == 1)
    #expect(produce.batchCount == 1)
    #expect(produce.recordCount == 2)
    #expect(produce.byteCount == batch.byteCount)

    world.advance(.milliseconds(7))
    world.answer(call, baseOffset: 40)
    let ended = world.sender.takeEvents()
    guard ended.count == 1, case .batchAcknowledged(let same, let acknowledgement) = ended[0] else {
      Issue.record("expected a delivery, got \(ended)")
      return
    }
    #expect(same.age == .milliseconds(27))
    #expect(acknowledgement.baseOffset == 40)
    #expect(acknowledgement.latency == .milliseconds(7))
  }

  @Test func `a refused batch that is tried again is reported with error and pause`() throws {
    var world = Self.world(.changes)
    _ = try world.accept("a")
    world.answer(try world.poll().only(), .notLeaderOrFollower)
    let events = world.sender.takeEvents()
    guard events.count == 1, case .batchRetried(let batch, let retry) = events[0] else {
      Issue.record("expected a retry, got \(events)")
      return
    }
    #expect(batch.attempts == 1)
    #expect(retry.error == .notLeaderOrFollower)
    #expect(retry.wasSent)
    #expect(retry.pause > .milliseconds(50) && retry.pause < .milliseconds(130))
  }

  @Test func `a batch that is lost on its way, or never leaves, says so`() throws {
    var world = Self.world(.changes)
    _ = try world.accept("a")
    world.lose(try world.poll().only())
    world.advance(.seconds(2))
    world.fail(try world.poll().only(), .notSent(reason: "connection refused"))
    let retries = world.sender.takeEvents().compactMap { event -> KafkaClientEvent.Retry? in
      if case .batchRetried(_, let retry) = event { retry } else { nil }
    }
    #expect(retries.map(\.reason) == ["connection reset", "connection refused"])
    #expect(retries.map(\.wasSent) == [true, false])
    #expect(retries.allSatisfy { $0.error == nil })
  }

  @Test func `a batch that is given up is reported with the error of its records`() throws {
    var world = Self.world(.changes)
    let record = try world.accept("a")
    world.answer(try world.poll().only(), .invalidRecord, message: "no")
    _ = world.poll()
    let events = world.sender.takeEvents()
    guard case .batchFailed(let batch, let error) = events.first else {
      Issue.record("expected a failure, got \(events)")
      return
    }
    #expect(record.result == .failed(.broker(.invalidRecord, message: "no")))
    #expect(batch.recordCount == 1)
    #expect(error.code == .broker)
    #expect(error.brokerError?.code == .invalidRecord)
  }

  @Test func `a batch that is too large is reported with its parts`() throws {
    var world = Self.world(.changes)
    _ = try world.accept("aaaa")
    _ = try world.accept("bbbb")
    world.answer(try world.poll().only(), .messageTooLarge)
    let events = world.sender.takeEvents()
    guard case .batchSplit(let batch, let parts) = events.first else {
      Issue.record("expected a division, got \(events)")
      return
    }
    #expect(batch.recordCount == 2)
    #expect(parts == 2)
  }

  @Test func `an identity, its epochs and a refusal are reported`() throws {
    var world = Self.world(.changes, hasIdentity: false)
    _ = try world.accept("a")
    _ = world.poll()
    world.sender.identityFailed(nil, message: nil, now: world.now)
    world.sender.identityReceived(ProducerIdentity(id: 9, epoch: 1))
    let events = world.sender.takeEvents()
    #expect(events.first == .identityFailed(reason: "no broker answered"))
    guard case .identityObtained(let identity) = events.last else {
      Issue.record("expected an identity, got \(events)")
      return
    }
    #expect(identity.producerID == 9)
    #expect(identity.epoch == 1)

    world.answer(try world.poll().only(), .invalidRecord)
    _ = try world.accept("b")
    _ = world.poll()
    let bumps = world.sender.takeEvents().compactMap { event -> Int16? in
      if case .epochBumped(let identity) = event { identity.epoch } else { nil }
    }
    #expect(bumps == [2])

    world.sender.identityFailed(.clusterAuthorizationFailed, message: "no", now: world.now)
    let ends = world.sender.takeEvents()
    #expect(ends.contains { if case .producerFailed = $0 { true } else { false } })
  }

  @Test func `waits for memory are counted with their time`() throws {
    var world = Self.world {
      $0.batchSize = 200
      $0.bufferMemory = 300
      $0.linger = .seconds(60)
    }
    _ = try world.accept(String(repeating: "a", count: 150))
    let begin = world.now
    guard case .mustWait(let wait) = world.append(String(repeating: "b", count: 150)) else {
      Issue.record("expected a wait")
      return
    }
    let waiter = world.accumulator.park(wait, as: nil, since: begin, until: begin + .seconds(60))
    #expect(world.accumulator.sample().waitingCallers == 1)
    #expect(world.accumulator.sample().availableBufferBytes < 200)
    world.answer(try world.poll().only())
    world.advance(.milliseconds(30))
    _ = world.poll()
    guard case .appended = world.append(String(repeating: "b", count: 150), waiter: waiter) else {
      Issue.record("expected room")
      return
    }
    world.accumulator.memoryWaitEnded(waiter, now: world.now)
    let taken = world.accumulator.takeMemoryWaits()
    let waits = try #require(taken)
    #expect(waits.count == 1)
    #expect(waits.time == .milliseconds(30))
    #expect(waits.exhaustedCount == 0)
    let again = world.accumulator.takeMemoryWaits()
    #expect(again == nil)
  }

  @Test func `a wait for memory in vain counts as exhausted`() throws {
    var world = Self.world {
      $0.batchSize = 200
      $0.bufferMemory = 300
      $0.linger = .seconds(60)
    }
    _ = try world.accept(String(repeating: "a", count: 150))
    guard case .mustWait(let wait) = world.append(String(repeating: "b", count: 150)) else {
      Issue.record("expected a wait")
      return
    }
    _ = world.accumulator.park(wait, as: nil, since: world.now, until: world.now + .seconds(1))
    _ = world.poll()
    world.advance(.seconds(1))
    _ = world.poll()
    let taken = world.accumulator.takeMemoryWaits()
    let waits = try #require(taken)
    #expect(waits.exhaustedCount == 1)
    #expect(waits.time == .seconds(1))
    #expect(world.accumulator.sample().waitingCallers == 0)
  }

  @Test func `whoever asks for a record's fate hears of it once, divided or not`() throws {
    var world = Self.world(.nothing)
    let first = try world.accept("aaaa")
    let second = try world.accept("bbbb")
    let told = Told()
    first.receipt.whenKnown(at: first.index) { told.add("first", $0) }
    second.receipt.whenKnown(at: second.index) { told.add("second", $0) }
    world.answer(try world.poll().only(), .messageTooLarge)
    world.answer(try world.poll().only(), baseOffset: 5)
    world.answer(try world.poll().only(), baseOffset: 6)
    _ = world.poll()
    #expect(told.outcomes["first"] == [.delivered(offset: 5, appendTime: -1)])
    #expect(told.outcomes["second"] == [.delivered(offset: 6, appendTime: -1)])
    first.receipt.whenKnown(at: first.index) { told.add("late", $0) }
    #expect(told.outcomes["late"] == [.delivered(offset: 5, appendTime: -1)])
  }
}

private final class Told: Sendable {
  private let state = Mutex<[String: [RecordOutcome]]>([:])

  var outcomes: [String: [RecordOutcome]] { state.withLock { $0 } }

  func add(_ name: String, _ outcome: RecordOutcome) { state.withLock { $0[name, default: []].append(outcome) } }
}
