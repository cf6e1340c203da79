package import KafkaClientCore
import KafkaRecords
import KafkaWire
import NIOCore

/// The accumulator that a simulated producer's tasks and its driver share, and the tasks that wait. As `ProducerQueue`
/// in the product, without its lock: there is one thread.
package final class SimulatedQueue: AccumulatorQueue {
  package let settings: ProduceSettings
  private var accumulator: RecordAccumulator
  private var waiting: [WaiterID: (Resumption.End) -> Void] = [:]
  private let world: World
  private var random: RandomSource
  private let wake: () -> Void
  /// Looks at, or changes, the accumulator after each use: to prove that the checks see it.
  package var tampering: ((inout RecordAccumulator) -> Void)?
  /// Which of those who may go on are forgotten, for the same reason.
  package var forgets: ((Resumption) -> Bool)?

  package init(settings: ProduceSettings, world: World, name: String, wake: @escaping () -> Void) {
    self.settings = settings
    self.world = world
    self.wake = wake
    random = world.random("\(name) tasks")
    accumulator = RecordAccumulator(settings: settings, random: world.random("\(name) accumulator"))
  }

  package func withAccumulator<Result>(_ body: (inout RecordAccumulator) -> Result) -> (Result, [Resumption]) {
    let result = body(&accumulator)
    tampering?(&accumulator)
    return (result, accumulator.takeResumptions())
  }

  /// Tasks go on one after the other, in no certain order.
  package func resume(_ resumed: [Resumption]) {
    for resumption in resumed where forgets?(resumption) != true {
      guard let body = waiting.removeValue(forKey: resumption.waiter) else { continue }
      world.after(.nanoseconds(Int64.random(in: 0...50_000, using: &random))) { body(resumption.end) }
    }
  }

  package var usedMemory: Int { accumulator.usedMemory }
  /// Batches that have not ended, those whose records were all taken back among them.
  package var unfinished: Int { accumulator.incompleteCount }
  package var waiterCount: Int { waiting.count }

  /// Runs `body` as a task does, and wakes the driver if that is due.
  private func use<Result>(_ body: (inout RecordAccumulator) -> Result) -> Result {
    let ((result, isWakeDue), resumed) = withAccumulator { accumulator in (body(&accumulator), accumulator.takeWake()) }
    resume(resumed)
    if isWakeDue { wake() }
    return result
  }

  // MARK: What tasks do

  enum Attempt {
    case taken(BatchReceipt, index: Int32)
    case refused(ProduceFailure)
    case waits(WaiterID)
  }

  /// Takes the record, or parks the task, whose number in the line is kept in `waiter`.
  func append(
    topic: String, partition: Int32?, key: ByteBuffer?, value: ByteBuffer, timestamp: Int64, waiter: WaiterID?,
    since: Instant, until deadline: Instant, whenResumed: @escaping (Resumption.End) -> Void
  ) -> Attempt {
    let attempt = use { accumulator -> Attempt in
      let outcome = value.withUnsafeReadableBytes { value in
        func append(_ key: UnsafeRawBufferPointer?) -> AppendOutcome {
          accumulator.append(
            topic: topic, partition: partition, key: key, value: value, headers: [], timestamp: timestamp,
            waiter: waiter, now: { world.now })
        }
        return key.map { $0.withUnsafeReadableBytes { append($0) } } ?? append(nil)
      }
      switch outcome {
      case .appended(let receipt, let index): return .taken(receipt, index: index)
      case .refused(let failure):
        if let waiter { accumulator.abandon(waiter) }
        return .refused(failure)
      case .mustWait(let wait):
        let parked = accumulator.park(wait, as: waiter, since: since, until: deadline)
        waiting[parked] = whenResumed
        return .waits(parked)
      }
    }
    return attempt
  }

  /// Waits until what has been taken has ended; false when there is nothing to wait for.
  func flush(whenDone: @escaping (Resumption.End) -> Void) -> WaiterID? {
    use { accumulator in
      let waiter = accumulator.flush()
      if let waiter { waiting[waiter] = whenDone }
      return waiter
    }
  }

  /// The task that waits was cancelled.
  ///
  /// - Returns: Whether it still waited; if not, it has been told to go on.
  func abandon(_ waiter: WaiterID) -> Bool {
    let isWaiting = waiting.removeValue(forKey: waiter) != nil
    use { $0.abandon(waiter) }
    return isWaiting
  }

  func close() { use { $0.close() } }
}
