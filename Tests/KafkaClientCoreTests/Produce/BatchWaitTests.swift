import KafkaWire
import Testing

@testable import KafkaClientCore

/// What batches wait for: told when their time runs out, and in the diagnostics meanwhile.
@Suite struct BatchWaitTests {
  private func timeout(_ accepted: ProduceWorld.Accepted) throws -> DeliveryTimeout {
    guard case .failed(.deliveryTimedOut(let timeout))? = accepted.result else {
      Issue.record("expected a timeout, got \(String(describing: accepted.result))")
      throw ProduceWorld.Unexpected()
    }
    return timeout
  }

  private func milliseconds(_ times: WaitTimes) -> [BatchWait: Int64] {
    var result: [BatchWait: Int64] = [:]
    for wait in BatchWait.allCases where times[wait] != 0 { result[wait] = times[wait] / 1_000_000 }
    return result
  }

  @Test func `a timeout tells how long each thing was waited for, which is its age together`() throws {
    var world = ProduceWorld(leaders: [-1]) {
      $0.linger = .milliseconds(5)
      $0.deliveryTimeout = .milliseconds(1_000)
      $0.backoff = Backoff(base: .milliseconds(100), cap: .milliseconds(100))
    }
    let record = try world.accept("a")
    world.advance(.milliseconds(5))
    _ = world.poll()
    // Without a leader for 50 ms.
    world.advance(.milliseconds(50))
    world.know("t", leaders: [1], epoch: 1)
    let first = try world.poll().only()
    // Not sent, for want of a connection, for 30 ms; then the broker is left alone for 100 ms.
    world.advance(.milliseconds(30))
    world.fail(first, .notSent(reason: "connection refused"))
    _ = world.poll()
    world.advance(.milliseconds(100))
    let second = try world.poll().only()
    // Answered after 200 ms, sent again after 100 ms.
    world.advance(.milliseconds(200))
    world.answer(second, .notEnoughReplicas)
    _ = world.poll()
    world.advance(.milliseconds(100))
    _ = try world.poll().only()
    world.advance(.milliseconds(515))
    _ = world.poll()

    let timeout = try timeout(record)
    #expect(timeout.wait == .answer)
    #expect(timeout.attempts == 2)
    #expect(timeout.lastError == .notEnoughReplicas)
    #expect(milliseconds(timeout.times) == [.gathering: 5, .leader: 50, .connection: 130, .answer: 715, .retry: 100])
    #expect(timeout.age == .milliseconds(1_000))
  }

  @Test func `a batch behind others tells that it waited for its turn`() throws {
    var world = ProduceWorld {
      $0.isIdempotent = false
      $0.maximumInFlight = 1
      $0.deliveryTimeout = .milliseconds(1_000)
      $0.batchSize = 0
    }
    _ = try world.accept("a")
    _ = try world.poll().only()
    let second = try world.accept("b")
    _ = world.poll()
    world.advance(.milliseconds(1_000))
    _ = world.poll()
    let timeout = try timeout(second)
    #expect(timeout.wait == .turn)
    #expect(milliseconds(timeout.times) == [.turn: 1_000])
    #expect(!timeout.mayBeWritten)
  }

  @Test func `a batch whose partition was idle before does not count that time`() throws {
    var world = ProduceWorld { $0.deliveryTimeout = .milliseconds(1_000) }
    _ = try world.accept("a")
    world.answer(try world.poll().only())
    _ = world.poll()
    world.advance(.seconds(60))
    world.know("t", leaders: [-1], epoch: 1)
    let record = try world.accept("b")
    _ = world.poll()
    world.advance(.milliseconds(1_000))
    _ = world.poll()
    #expect(milliseconds(try timeout(record).times) == [.leader: 1_000])
  }

  @Test func `a request that waits for its connection is not said to be on its way`() throws {
    var world = ProduceWorld { $0.deliveryTimeout = .milliseconds(1_000) }
    let record = try world.accept("a")
    let call = try world.poll().only()
    world.advance(.milliseconds(1_000))
    #expect(world.sender.callsOverdue(at: world.now) == [call.id])
    world.sender.isUnsent(call.id, reason: "connecting for 1000 ms")
    _ = world.poll()
    let timeout = try timeout(record)
    #expect(timeout.wait == .connection)
    #expect(timeout.unreachable == "connecting for 1000 ms")
    #expect(milliseconds(timeout.times) == [.connection: 1_000])
  }

  @Test func `the error names the states, their durations, the last error and the broker with its address`() throws {
    var world = ProduceWorld {
      $0.deliveryTimeout = .milliseconds(1_000)
      $0.backoff = Backoff(base: .milliseconds(150), cap: .milliseconds(150))
    }
    world.sender.endpoints = [1: "kafka-1.example:9092"]
    let record = try world.accept("a")
    let call = try world.poll().only()
    world.advance(.milliseconds(400))
    world.answer(call, .notEnoughReplicas)
    _ = world.poll()
    world.advance(.milliseconds(150))
    _ = try world.poll().only()
    world.advance(.milliseconds(450))
    _ = world.poll()
    let error = ProduceFailure.deliveryTimedOut(try timeout(record)).error()
    #expect(error.code == .timedOut)
    #expect(error.broker == "node 1 at kafka-1.example:9092")
    #expect(error.brokerError?.code == .notEnoughReplicas)
    #expect(
      error.message == """
        not delivered 1000 ms after it was accepted (delivery.timeout.ms): sent and not answered; sent 2 times, so it may \
        be stored all the same; the time went by waiting for answers 850 ms, in the pause before a retry 150 ms; last \
        error: \(BrokerError(.notEnoughReplicas))
        """)
  }

  // MARK: Diagnostics

  @Test func `diagnostics tell for each partition what it waits for`() throws {
    func line(_ world: borrowing ProduceWorld) -> String {
      let text = world.sender.diagnostics(world.accumulator, now: world.now)
      return text.split(separator: "\n").last { $0.hasPrefix("t-0: ") }.map(String.init) ?? text
    }

    var gathering = ProduceWorld { $0.linger = .seconds(60) }
    _ = try gathering.accept("a")
    _ = gathering.poll()
    gathering.advance(.seconds(20))
    #expect(line(gathering) == "t-0: leader 1, 1 batch queued, gathering records, 40000 ms of linger.ms left")

    var leaderless = ProduceWorld(leaders: [-1])
    _ = try leaderless.accept("a")
    _ = leaderless.poll()
    leaderless.advance(.seconds(3))
    #expect(line(leaderless) == "t-0: no leader is known, 1 batch queued, waiting for a leader for 3000 ms")

    var nameless = ProduceWorld(hasIdentity: false)
    _ = try nameless.accept("a")
    _ = nameless.poll()
    nameless.advance(.milliseconds(70))
    #expect(line(nameless) == "t-0: leader 1, 1 batch queued, waiting for a producer id for 70 ms")
    #expect(nameless.sender.diagnostics(nameless.accumulator, now: nameless.now).contains("has been asked for"))

    let backoff = Backoff(base: .milliseconds(100), cap: .milliseconds(100))
    var retrying = ProduceWorld { $0.backoff = backoff }
    _ = try retrying.accept("a")
    retrying.answer(try retrying.poll().only(), .notEnoughReplicas)
    _ = retrying.poll()
    retrying.advance(.milliseconds(40))
    #expect(
      line(retrying) == """
        t-0: leader 1, 1 batch queued, in the pause before a retry, 60 ms left, 1 to be sent again after \
        NOT_ENOUGH_REPLICAS
        """)

    var muted = ProduceWorld {
      $0.isIdempotent = false
      $0.maximumInFlight = 1
      $0.batchSize = 0
    }
    _ = try muted.accept("a")
    _ = try muted.poll().only()
    _ = try muted.accept("b")
    _ = muted.poll()
    muted.advance(.milliseconds(9))
    #expect(
      line(muted) == """
        t-0: leader 1, 1 batch queued, waiting for the request on its way for 9 ms, since only one may be, 1 request on \
        its way
        """)

    var unconnected = ProduceWorld { $0.backoff = backoff }
    unconnected.sender.endpoints = [1: "kafka-1.example:9092"]
    _ = try unconnected.accept("a")
    unconnected.fail(try unconnected.poll().only(), .notSent(reason: "connection refused"))
    _ = unconnected.poll()
    unconnected.advance(.milliseconds(30))
    #expect(
      line(unconnected).hasPrefix(
        """
        t-0: leader 1 at kafka-1.example:9092, 1 batch queued, without a connection to the leader for 30 ms, tried again \
        in 70 ms, last: connection refused
        """))
  }

  @Test func `diagnostics tell how many records wait for memory and for metadata`() throws {
    var world = ProduceWorld { $0.bufferMemory = 20_000 }
    _ = try world.accept("a")
    guard case .mustWait(let memory) = world.append(String(repeating: "b", count: 16_300)),
      case .mustWait(let metadata) = world.append("c", topic: "unknown")
    else {
      Issue.record("expected records that have to wait")
      return
    }
    let start = world.now
    _ = world.accumulator.park(memory, as: nil, since: start, until: start + .seconds(60))
    _ = world.accumulator.park(metadata, as: nil, since: start, until: start + .seconds(60))
    world.advance(.milliseconds(250))
    let text = world.sender.diagnostics(world.accumulator, now: world.now)
    #expect(text.contains("1 records of up to"))
    #expect(text.contains("wait for buffer.memory, the first for 250 ms"))
    #expect(text.contains("1 records wait for metadata of topic unknown, the first for 250 ms"))
  }
}
