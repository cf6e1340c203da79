import KafkaClientCore
import KafkaCompression
import KafkaRecords
import KafkaWire
import NIOCore
import TestSupport
import Testing

/// `delivery.timeout.ms`, wherever a batch is.
@Suite struct DeliveryTimeoutTests {
  private func timeout(_ outcome: RecordOutcome?) -> DeliveryTimeout? {
    if case .failed(.deliveryTimedOut(let timeout))? = outcome { timeout } else { nil }
  }

  @Test func `a batch that cannot leave says what it waited for`() throws {
    var leaderless = ProduceWorld(leaders: [-1])
    let first = try leaderless.accept("a")
    #expect(leaderless.poll().deadline == leaderless.now + .seconds(120))
    leaderless.advance(.seconds(120))
    _ = leaderless.poll()
    #expect(timeout(first.result)?.wait == .leader)
    #expect(timeout(first.result)?.age == .seconds(120))
    #expect(timeout(first.result)?.mayBeWritten == false)

    var unconnected = ProduceWorld()
    let second = try unconnected.accept("a")
    unconnected.fail(try unconnected.poll().only(), .notSent(reason: "connection refused"))
    _ = unconnected.poll()
    unconnected.advance(.seconds(120))
    _ = unconnected.poll()
    #expect(timeout(second.result)?.wait == .connection)
    #expect(timeout(second.result)?.broker == 1)
    #expect(timeout(second.result)?.unreachable == "connection refused")

    var nameless = ProduceWorld(hasIdentity: false)
    let third = try nameless.accept("a")
    _ = nameless.poll()
    nameless.advance(.seconds(120))
    _ = nameless.poll()
    #expect(timeout(third.result)?.wait == .producerID)
  }

  @Test func `a batch waiting to be sent again tells the last error`() throws {
    var world = ProduceWorld { $0.deliveryTimeout = .milliseconds(150) }
    let record = try world.accept("a")
    world.answer(try world.poll().only(), .notEnoughReplicas)
    world.advance(.milliseconds(10))
    let turn = world.poll()
    world.advance(turn.deadline - world.now)
    world.answer(try world.poll().only(), .notEnoughReplicas)
    _ = world.poll()
    world.advance(.milliseconds(150))
    _ = world.poll()
    let report = try #require(timeout(record.result))
    #expect(report.wait == .retry)
    #expect(report.attempts == 2)
    #expect(report.lastError == .notEnoughReplicas)
    #expect(report.mayBeWritten)
  }

  @Test func `a batch on its way ends for its caller, and its memory when the answer comes`() throws {
    var world = ProduceWorld { $0.requestTimeout = .seconds(200) }
    let record = try world.accept("a")
    let call = try world.poll().only()
    #expect(world.poll().deadline == world.now + .seconds(120))
    world.advance(.seconds(120))
    _ = world.poll()
    #expect(timeout(record.result)?.wait == .answer)
    #expect(timeout(record.result)?.times[.answer] == 120_000_000_000)
    #expect(world.accumulator.incompleteCount == 0)
    #expect(world.accumulator.usedMemory == 16_384)
    #expect(world.poll().deadline == .distantFuture)
    world.answer(call)
    _ = world.poll()
    #expect(world.accumulator.usedMemory == 0)
    #expect(timeout(record.result) != nil)
  }

  @Test func `an answer that comes too late for another try is a timeout`() throws {
    var world = ProduceWorld()
    let record = try world.accept("a")
    let call = try world.poll().only()
    world.advance(.seconds(120))
    world.answer(call, .notEnoughReplicas)
    _ = world.poll()
    #expect(timeout(record.result)?.lastError == .notEnoughReplicas)
    #expect(world.accumulator.usedMemory == 0)
  }
}
