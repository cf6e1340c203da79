import KafkaCompression
import KafkaRecords
import KafkaWire
import NIOCore
import TestSupport
import Testing

@testable import KafkaClientCore

/// A producer that makes records a hundred times faster than its broker takes them: how much memory it holds.
@Suite struct SlowBrokerTests {
  /// Tasks that each have a record to send, always.
  private struct Callers {
    var runnable: [WaiterID?]
    var parked: Set<WaiterID> = []
  }

  /// Records of which no two are alike, so that a codec does not make nothing of them.
  private static let values: [String] = {
    var random = RandomSource.seeded(11)
    return (0..<97).map { _ in
      (0..<60).map { _ in "\(UInt64.random(in: .min ... .max, using: &random))" }.joined(separator: ",")
    }
  }()

  /// Records that the broker takes in a millisecond, and that callers would make in one.
  private static let brokerRate = 2
  private static let callerRate = 200
  private static let bufferMemory = 1 << 20

  /// What batches hold, wherever they are, and what is kept for the next ones; as it was allocated, used or not.
  private static func heldBytes(_ world: borrowing ProduceWorld) -> Int {
    var held = world.accumulator.spares.bytes
    for partition in world.accumulator.partitions { held += partition.heldBytes }
    var sent = world.sender.partitions.flatMap(\.retries)
    for call in world.sender.calls.values { sent += call.batches }
    for batch in sent {
      switch batch.content {
      case .records(let writer): held += writer.heldBytes
      case .sealed(let bytes, _, _): held += bytes.storageCapacity
      case .none: break
      }
    }
    return held
  }

  @Test(arguments: CompressionType.built)
  func `whatever callers would like to send, memory stays within buffer memory and a twentieth`(
    compression: CompressionType
  ) throws {
    var world = ProduceWorld(partitions: 3) {
      $0.bufferMemory = Self.bufferMemory
      $0.maximumRequestSize = 128 * 1024
      $0.compression = compression
    }
    var callers = Callers(runnable: [WaiterID?](repeating: nil, count: 50))
    var requests: [ProduceCall] = []
    var allowance = 0
    var (accepted, delivered, refusals) = (0, 0, 0)
    var (mostUsed, mostHeld, exhausted) = (0, 0, 0)

    func look() {
      mostUsed = max(mostUsed, world.accumulator.usedMemory)
      mostHeld = max(mostHeld, Self.heldBytes(world))
    }

    let duration = 3_000
    var tick = 0
    while tick < duration || !callers.parked.isEmpty || world.accumulator.incompleteCount > 0 {
      tick += 1
      try #require(tick < 20 * duration, "the producer does not come to rest")
      world.advance(.milliseconds(1))
      // The broker, which is out of replicas for a moment now and then.
      allowance = min(allowance + Self.brokerRate, 10_000)
      while let call = requests.first, call.recordCount <= allowance {
        allowance -= call.recordCount
        requests.removeFirst()
        if call.id % 7 == 0 {
          refusals += 1
          world.answer(call, .notEnoughReplicas)
        } else {
          delivered += call.recordCount
          world.answer(call)
        }
      }
      requests += world.poll().calls
      look()
      for resumption in world.accumulator.takeResumptions() {
        try #require(resumption.end == .retry)
        callers.parked.remove(resumption.waiter)
        callers.runnable.append(resumption.waiter)
      }
      // The callers.
      var made = 0
      while let waiter = callers.runnable.popLast(), made < Self.callerRate {
        // At the end only those who wait are served.
        if tick >= duration, waiter == nil { continue }
        made += 1
        let outcome = world.append(
          Self.values[accepted % Self.values.count], partition: Int32(accepted % 3), waiter: waiter)
        switch outcome {
        case .appended:
          accepted += 1
          callers.runnable.append(nil)
        case .mustWait(let wait):
          callers.parked.insert(
            world.accumulator.park(wait, as: waiter, since: world.now, until: world.now + .seconds(600)))
        case .refused(let failure): try #require(Bool(false), "\(failure)")
        }
        look()
      }
      if world.accumulator.isMemoryExhausted { exhausted += 1 }
    }
    #expect(mostUsed <= Self.bufferMemory)
    #expect(mostHeld <= Self.bufferMemory * 105 / 100)
    // It was memory that slowed them down, nearly all of it was put to use, and all went well in the end.
    #expect(exhausted > duration / 2)
    #expect(mostUsed > Self.bufferMemory * 9 / 10)
    #expect(accepted == delivered)
    #expect(refusals > 0)
    #expect(world.accumulator.usedMemory == 0)
  }
}

extension ProduceCall {
  fileprivate var recordCount: Int { batches.reduce(0) { $0 + Int($1.recordCount) } }
}
