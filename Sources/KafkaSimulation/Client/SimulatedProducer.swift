package import KafkaClientCore
import KafkaWire
import NIOCore

/// A producer with its tasks, and what it owes them.
package final class SimulatedProducer {
  static let topic = "t"

  /// Records of one batch whose fate is open.
  private struct Outstanding {
    var receipt: BatchReceipt
    var records: [Entry] = []

    struct Entry {
      var identity: RecordIdentity
      var index: Int32
      var since: Instant
      var whenDone: () -> Void
    }
  }

  let world: World
  package let name: String
  package let plan: ProducerPlan
  package let queue: SimulatedQueue
  package let network: SimulatedClientNetwork
  package let cluster: ClusterDriver<SimulatedClientNetwork>
  package let driver: ProducerDriver<SimulatedClientNetwork, SimulatedQueue>
  private let audit: LogAudit
  private var random: RandomSource
  private var tasks: [SimulatedCaller] = []
  private var outstanding: [Outstanding] = []
  private(set) var isClosing = false
  package private(set) var isClosed = false
  /// When the close that was begun has to be done.
  private var closeDeadline: Instant?
  package private(set) var delivered = 0
  package private(set) var failed = 0
  /// Waits of its tasks that were given up.
  package var cancellations: Int { tasks.reduce(0) { $0 + $1.cancellations } }
  /// Records that were taken back from their batches.
  package private(set) var withdrawals = 0
  /// Set by a test: it says of records that are on their way that they were taken back.
  package var claimsLateWithdrawals = false

  package init(
    _ plan: ProducerPlan, name: String, firstTask: Int, world: World, network: SimulatedNetwork,
    bootstrap: [Endpoint], audit: LogAudit
  ) throws(KafkaError) {
    self.world = world
    self.name = name
    self.plan = plan
    self.audit = audit
    random = world.random(name)
    self.network = SimulatedClientNetwork(name: name, network: network)
    var client = plan.client
    client.bootstrapServers = bootstrap.map(\.description)
    client.clientID = name
    cluster = try ClusterDriver(client, network: self.network, random: .seeded(random.next()))
    self.network.cluster = cluster
    weak var weakSelf: SimulatedProducer?
    queue = SimulatedQueue(settings: plan.settings, world: world, name: name) {
      world.after(.microseconds(5)) { weakSelf?.driver.pump() }
    }
    driver = ProducerDriver(cluster: cluster, queue: queue, random: .seeded(random.next()))
    weakSelf = self
    tasks = plan.tasks.enumerated().map {
      SimulatedCaller(number: firstTask + $0.offset, plan: $0.element, producer: self)
    }
  }

  /// Milliseconds since 1970.
  var wallClock: Int64 { 1_700_000_000_000 + world.now.nanoseconds / 1_000_000 }

  // MARK: Life

  package func start() {
    world.after(network.startDelay) { [self] in
      cluster.start()
      driver.start()
      for task in tasks { task.start() }
    }
    if let close = plan.close {
      world.after(close.after) { [self] in self.close(within: close.limit) }
    }
  }

  /// As `KafkaProducer.close(within:)` does.
  package func close(within limit: Duration) {
    guard !isClosing else { return }
    world.note("\(name): closes within \(Trace.seconds(limit)) s")
    isClosing = true
    let deadline = world.now + limit
    closeDeadline = deadline
    queue.close()
    driver.close(by: deadline)
    if queue.flush(whenDone: { [self] _ in end() }) == nil { end() }
  }

  private func end() {
    guard !isClosed else { return }
    isClosed = true
    world.note("\(name): closed")
    driver.stop()
    cluster.end()
  }

  /// Whether there is nothing left that it works at.
  package var isDone: Bool { outstanding.isEmpty && tasks.allSatisfy(\.isDone) }

  /// Whether, besides, no request is on its way, and no batch is left of which every record was taken back.
  package var isQuiet: Bool { isDone && (isClosed || driver.callsInFlight == 0 && queue.unfinished == 0) }

  // MARK: What tasks tell

  func taken(
    _ identity: RecordIdentity, _ receipt: BatchReceipt, index: Int32, bytes: Int, whenDone: @escaping () -> Void
  ) {
    audit.taken(identity, receipt.partition)
    let entry = Outstanding.Entry(identity: identity, index: index, since: world.now, whenDone: whenDone)
    if let place = outstanding.lastIndex(where: { $0.receipt === receipt }) {
      outstanding[place].records.append(entry)
    } else {
      outstanding.append(Outstanding(receipt: receipt, records: [entry]))
    }
  }

  /// The task that waits for the record's delivery is cancelled, and takes it back if it can.
  func withdraw(_ identity: RecordIdentity, _ receipt: BatchReceipt, index: Int32) {
    guard receipt.result(at: index) == nil else { return }
    let isTakenBack = receipt.withdraw(at: index)
    guard isTakenBack || claimsLateWithdrawals else { return }
    withdrawals += 1
    world.note("\(name): record \(identity) is taken back")
    audit.tookBack(identity)
    if isTakenBack, receipt.result(at: index) != .failed(.withdrawn) {
      world.fail(.withdrawn, "record \(identity) was taken back, and its fate is another")
    }
  }

  /// A record was not even taken.
  func refused(_ identity: RecordIdentity, _ failure: ProduceFailure) {
    failed += 1
    world.note("\(name): record \(identity) was refused: \(failure)")
    if !plan.allows(failure, isClosing: isClosing) {
      world.fail(.noFailure, "record \(identity) was refused although it could have been taken: \(failure)")
    }
  }

  // MARK: Checks

  /// Looks at what has been decided. Called after each event.
  package func check() {
    decide()
    let settings = queue.settings
    if queue.usedMemory > settings.bufferMemory + settings.bufferMemory / 20 {
      world.fail(.memory, "\(name) uses \(queue.usedMemory) bytes of \(settings.bufferMemory)")
    }
    checkWaits()
    let limit = settings.maximumInFlight * max(1, network.knownNodes)
    let inFlight = driver.callsInFlight
    if inFlight > limit {
      world.fail(.queues, "\(name) has \(inFlight) Produce requests on their way, at most \(limit) are allowed")
    }
    if inFlight + 16 < cluster.requestCount {
      world.fail(.queues, "\(name) has \(cluster.requestCount) requests, of which \(inFlight) are Produce")
    }
  }

  private func checkWaits() {
    let slack = Duration.milliseconds(2)
    for task in tasks {
      if let until = task.waitsUntil, world.now > until + slack {
        world.fail(.deadlines, "task \(task.number) waits since long after its deadline")
      }
    }
    if let oldest = outstanding.first?.records.first, world.now > oldest.since + queue.settings.deliveryTimeout + slack
    {
      world.fail(
        .deadlines, "record \(oldest.identity) is undecided after \(Trace.seconds(world.now - oldest.since)) s")
    }
    if let closeDeadline, !isClosed, world.now > closeDeadline + slack {
      world.fail(.deadlines, "\(name) is not closed after its deadline")
    }
    if !outstanding.isEmpty, !isClosed, network.nextAlarm == nil {
      world.fail(.deadlines, "\(name) has batches, and no alarm is set")
    }
  }

  private func decide() {
    var index = 0
    while index < outstanding.count {
      guard outstanding[index].receipt.result(at: outstanding[index].records[0].index) != nil else {
        index += 1
        continue
      }
      let receipt = outstanding[index].receipt
      var open: [Outstanding.Entry] = []
      let entries = outstanding[index].records
      for entry in entries {
        if let result = receipt.result(at: entry.index) { decided(entry, receipt, result) } else { open.append(entry) }
      }
      if open.isEmpty {
        outstanding.remove(at: index)
      } else {
        outstanding[index].records = open
        index += 1
      }
    }
  }

  private func decided(_ entry: Outstanding.Entry, _ receipt: BatchReceipt, _ result: RecordOutcome) {
    switch result {
    case .delivered(let offset, _):
      delivered += 1
      audit.acknowledged(entry.identity, receipt.partition, offset: offset, acks: queue.settings.acks)
    case .failed(let failure):
      failed += 1
      audit.failed(entry.identity)
      if failure == .withdrawn, audit.isTakenBack(entry.identity) { break }
      world.note("\(name): record \(entry.identity) failed: \(failure)")
      if !plan.allows(failure, isClosing: isClosing) {
        world.fail(.noFailure, "record \(entry.identity) failed although it could have been delivered: \(failure)")
      }
    }
    world.after(.microseconds(20), entry.whenDone)
  }

  /// What must be true when everything is over.
  package func checkEnd() {
    if !isDone { world.fail(.progress, "\(name) has \(outstanding.count) batches left, and it has been healthy long") }
    // What a closed producer gave up is gone with it.
    if !isClosed, queue.usedMemory > 0 { world.fail(.memoryReturned, "\(name) still uses \(queue.usedMemory) bytes") }
    if queue.waiterCount > 0 { world.fail(.progress, "\(queue.waiterCount) tasks of \(name) still wait") }
  }
}
