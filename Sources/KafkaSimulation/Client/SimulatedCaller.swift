import KafkaClientCore
import KafkaWire
import NIOCore

/// A caller: a task of a service that sends records one after the other.
final class SimulatedCaller {
  let number: Int
  private let plan: TaskPlan
  private unowned let producer: SimulatedProducer
  private let world: World
  private var random: RandomSource
  private var sent = 0
  private(set) var isDone = false
  /// How many times it waited for something and gave up.
  private(set) var cancellations = 0

  /// What it waits for at the moment.
  private var waiter: WaiterID?
  private(set) var waitsUntil: Instant?
  private var isCancelled = false
  private var waitNumber = 0

  init(number: Int, plan: TaskPlan, producer: SimulatedProducer) {
    self.number = number
    self.plan = plan
    self.producer = producer
    world = producer.world
    random = world.random("task \(number)")
  }

  func start() {
    world.after(pause()) { [self] in next() }
  }

  private func pause() -> Duration {
    .nanoseconds(Int64.random(in: 0...plan.longestPause.wholeNanoseconds, using: &random))
  }

  private func next() {
    waiter = nil
    waitsUntil = nil
    isCancelled = false
    guard sent < plan.records, !producer.isClosing else {
      isDone = true
      return
    }
    let identity = RecordIdentity(task: number, number: sent)
    sent += 1
    if plan.flushes, Int.random(in: 0..<16, using: &random) == 0 { return flush() }
    let value = identity.value(bytes: Int.random(in: 8...plan.largestValue, using: &random))
    var partition: Int32?
    var key: ByteBuffer?
    switch plan.target {
    case .partition(let number): partition = number
    case .keys(let count): key = ByteBuffer(string: "key \(Int.random(in: 0..<count, using: &random))")
    case .any: break
    }
    attempt(identity, partition: partition, key: key, value: value, since: world.now)
  }

  private func attempt(
    _ identity: RecordIdentity, partition: Int32?, key: ByteBuffer?, value: ByteBuffer, since: Instant
  ) {
    if isCancelled {
      if let waiter { _ = producer.queue.abandon(waiter) }
      cancellations += 1
      return next()
    }
    let deadline = since + producer.queue.settings.maximumBlock
    let outcome = producer.queue.append(
      topic: SimulatedProducer.topic, partition: partition, key: key, value: value,
      timestamp: producer.wallClock, waiter: waiter, since: since, until: deadline
    ) { [self] end in
      waitsUntil = nil
      waitNumber += 1
      switch end {
      case .retry: attempt(identity, partition: partition, key: key, value: value, since: since)
      case .flushed: world.fail(.progress, "record \(identity) waited for memory and was told of a flush")
      case .failed(let failure):
        producer.refused(identity, failure)
        world.after(pause()) { [self] in next() }
      }
    }
    switch outcome {
    case .taken(let receipt, let index):
      waitsUntil = nil
      producer.taken(identity, receipt, index: index, bytes: value.readableBytes) { [self] in
        if plan.waitsForDelivery { next() }
      }
      mayBeTakenBack(identity, receipt, index: index)
      if !plan.waitsForDelivery { world.after(pause()) { [self] in next() } }
    case .refused(let failure):
      producer.refused(identity, failure)
      world.after(pause()) { [self] in next() }
    case .waits(let waiter):
      self.waiter = waiter
      waitsUntil = deadline
      mayBeCancelled(within: .milliseconds(20))
    }
  }

  private func flush() {
    waiter = producer.queue.flush { [self] _ in
      waitNumber += 1
      next()
    }
    guard waiter != nil else { return next() }
    waitsUntil = world.now + producer.queue.settings.deliveryTimeout
    mayBeCancelled(within: .milliseconds(200))
  }

  /// Somebody may cancel the task while it waits.
  private func mayBeCancelled(within time: Duration) {
    guard plan.isImpatient, Int.random(in: 0..<3, using: &random) == 0 else { return }
    waitNumber += 1
    let wait = waitNumber
    world.after(.nanoseconds(Int64.random(in: 0...time.wholeNanoseconds, using: &random))) { [self] in
      guard wait == waitNumber, let waiter else { return }
      world.note("task \(number): cancelled while it waits")
      // It may have been told to go on already, and not have got to it.
      guard producer.queue.abandon(waiter) else { return isCancelled = true }
      cancellations += 1
      next()
    }
  }

  /// Somebody may cancel the task while it waits for the record's delivery.
  private func mayBeTakenBack(_ identity: RecordIdentity, _ receipt: BatchReceipt, index: Int32) {
    guard plan.isImpatient, Int.random(in: 0..<4, using: &random) == 0 else { return }
    let longest = max(producer.queue.settings.linger, .milliseconds(5)) * 2
    world.after(.nanoseconds(Int64.random(in: 0...longest.wholeNanoseconds, using: &random))) { [self] in
      producer.withdraw(identity, receipt, index: index)
    }
  }
}
