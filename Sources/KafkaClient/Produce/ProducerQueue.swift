import KafkaClientCore
import KafkaRecords
import KafkaWire
import NIOCore
import Synchronization

/// What callers' tasks and the producer's event loop share: the accumulator under its lock, and those who wait.
final class ProducerQueue: Sendable, AccumulatorQueue {
  /// How a wait ended.
  enum WaitEnd: Equatable, Sendable {
    case resumed(Resumption.End)
    /// The task was cancelled.
    case cancelled
    /// Whoever waited set a limit, and it is over.
    case timedOut
  }

  /// Where the record of a caller stands.
  enum Attempt: Sendable {
    case taken(Delivery)
    case refused(ProduceFailure)
    case mustWait(Wait)
  }

  /// Why a record was not taken at once.
  enum Obstacle: Sendable {
    case mustWait
    case refused(ProduceFailure)
  }

  struct State: ~Copyable, Sendable {
    var accumulator: RecordAccumulator
    var waiting: [WaiterID: CheckedContinuation<WaitEnd, Never>] = [:]
    var clock = RecordClock()

    /// Those who may go on, to be resumed outside the lock.
    mutating func takeResumed() -> [Woken] {
      accumulator.takeResumptions().compactMap { resumption in
        waiting.removeValue(forKey: resumption.waiter).map { Woken(continuation: $0, end: resumption.end) }
      }
    }
  }

  struct Woken: Sendable {
    var continuation: CheckedContinuation<WaitEnd, Never>
    var end: Resumption.End

    func resume() { continuation.resume(returning: .resumed(end)) }
  }

  let settings: ProduceSettings
  /// Whether a rule of the user's chooses partitions.
  let hasOwnRule: Bool
  let state: Mutex<State>
  /// Has the event loop look at the accumulator; called outside the lock.
  let wake: @Sendable () -> Void
  /// The event loop wants the lock and did not get it at once.
  private let isDriverWaiting = Atomic(false)

  init(settings: ProduceSettings, random: RandomSource, wake: @escaping @Sendable () -> Void) {
    self.settings = settings
    self.wake = wake
    if case .custom = settings.partitioner.rule { hasOwnRule = true } else { hasOwnRule = false }
    state = Mutex(State(accumulator: RecordAccumulator(settings: settings, random: random)))
  }

  // MARK: The driver

  typealias Resumed = [Woken]

  func withAccumulator<Result>(_ body: (inout RecordAccumulator) -> Result) -> (Result, [Woken]) {
    let done = state.withLockIfAvailable { state in
      let result = body(&state.accumulator)
      return (result, state.takeResumed())
    }
    if let done { return done }
    isDriverWaiting.store(true, ordering: .relaxed)
    return state.withLock { state in
      isDriverWaiting.store(false, ordering: .relaxed)
      let result = body(&state.accumulator)
      return (result, state.takeResumed())
    }
  }

  /// Leaves the lock to the event loop for a moment, if it waits for it: a caller that takes it again and again, in the
  /// time that another processor needs to see that it is free, would keep it waiting until the kernel has to help.
  @inline(__always)
  private func giveWay() {
    if isDriverWaiting.load(ordering: .relaxed) { giveWayForAMoment() }
  }

  @inline(never)
  private func giveWayForAMoment() {
    for _ in 0..<Self.patience {
      if !isDriverWaiting.load(ordering: .relaxed) { return }
    }
    // It may not be running at all. Once is enough.
    isDriverWaiting.store(false, ordering: .relaxed)
  }

  /// Looks at the flag before a caller goes on: less than a microsecond.
  private static let patience = 400

  func resume(_ resumed: [Woken]) {
    for waiter in resumed { waiter.resume() }
  }

  // MARK: Without waiting

  /// Takes a record if that is possible at once. The hot path: one uncontended lock and one copy.
  func append(
    topic: String, partition: Int32?, key: UnsafeRawBufferPointer?, value: UnsafeRawBufferPointer?,
    headers: [RecordHeader], timestamp: Int64?
  ) -> Attempt {
    giveWay()
    var needsWake = false
    let attempt = state.withLock { state -> Attempt in
      let time = timestamp ?? state.clock.now()
      let outcome = state.accumulator.append(
        topic: topic, partition: partition, key: key, value: value, headers: headers, timestamp: time,
        now: { LoopClock.now })
      needsWake = state.accumulator.takeWake()
      switch outcome {
      case .appended(let receipt, let index):
        return .taken(Delivery(receipt: receipt, index: index, timestamp: time))
      case .refused(let failure): return .refused(failure)
      case .mustWait(let wait): return .mustWait(wait)
      }
    }
    if needsWake { wake() }
    return attempt
  }

  /// Takes records, in order, as far as that is possible at once.
  ///
  /// - Returns: What keeps the first that was not taken; nil when all were.
  func append(_ records: UnsafeBufferPointer<ProducerRecord>, _ deliveries: inout [Delivery]) -> Obstacle? {
    guard let first = records.baseAddress else { return nil }
    var next = 0
    while next < records.count {
      let end = min(next + Self.recordsPerLock, records.count)
      giveWay()
      var needsWake = false
      let obstacle = state.withLock { state -> Obstacle? in
        defer { needsWake = state.accumulator.takeWake() }
        while next < end {
          // Looked at where it is: a copy of a record costs more than to encode it.
          let record = first + next
          let time = record.pointee.timestamp ?? state.clock.now()
          let outcome = withOptionalBytes(record.pointee.key) { key in
            withOptionalBytes(record.pointee.value) { value in
              state.accumulator.append(
                topic: record.pointee.topic, partition: record.pointee.partition, key: key, value: value,
                headers: record.pointee.headers, timestamp: time, now: { LoopClock.now })
            }
          }
          switch consume outcome {
          case .appended(let receipt, let index):
            deliveries.append(Delivery(receipt: receipt, index: index, timestamp: time))
          case .refused(let failure): return .refused(failure)
          case .mustWait: return .mustWait
          }
          next += 1
        }
        return nil
      }
      if needsWake { wake() }
      if let obstacle { return obstacle }
    }
    return nil
  }

  /// Enough for the lock to cost little, and few enough for nobody to wait long for it.
  private static let recordsPerLock = 32

  /// How many partitions the topic has; nil while that is not known.
  func partitionCount(ofTopic topic: String) -> Int32? {
    state.withLock { $0.accumulator.partitionCount(ofTopic: topic) }
  }

  /// Has the topic's metadata looked up, if that is what is missing, without waiting for it.
  ///
  /// - Returns: Why the brokers will not have the topic, as far as is known.
  func want(topic: String, partition: Int32?) -> ProduceFailure? {
    let (needsWake, refusal) = state.withLock { state in
      let refusal = state.accumulator.want(topic, partition: partition, now: LoopClock.now)
      return (state.accumulator.takeWake(), refusal)
    }
    if needsWake { wake() }
    return refusal
  }

  /// Takes no more records. Those who wait are told.
  func close() {
    var resumed: [Woken] = []
    let needsWake = state.withLock { state in
      state.accumulator.close()
      resumed = state.takeResumed()
      return state.accumulator.takeWake()
    }
    for waiter in resumed { waiter.resume() }
    if needsWake { wake() }
  }
}
