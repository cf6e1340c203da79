package import KafkaBrokerCore
package import KafkaClientCore
import KafkaStorage
package import KafkaWire
import NIOCore

/// Drives a `BrokerNode` in a world: moves frames, sets the alarm, performs syncs when the disk gets to it.
package final class SimulatedNode {
  package let id: Int32
  package let endpoint: Endpoint
  let address: NodeAddress
  private let world: World
  private unowned let cluster: SimulatedCluster
  private var random: RandomSource

  package private(set) var node: BrokerNode?
  /// Counts its lives: what was begun in an earlier one is nobody's any more.
  private var life = 0
  private var connections: [ConnectionID: SimulatedConnection] = [:]
  /// Frames of connections that are not read, in the order of their arrival.
  private var unread: [ConnectionID: [ByteBuffer]] = [:]
  private lazy var alarm = SimulatedAlarm(world: world, owner: "node \(id)") { [unowned self] in deadlineReached() }
  /// Whether the machine is on, so that its address answers, if only to refuse.
  private(set) var answersAddress = true
  /// Answers that shall never leave.
  private var swallowed = 0
  private var slowDiskUntil = Instant(nanoseconds: .min)
  private var diskDelay = Duration.zero

  init(id: Int32, cluster: SimulatedCluster) {
    self.id = id
    self.cluster = cluster
    world = cluster.world
    endpoint = Endpoint(host: "node\(id).test", port: 9092)
    address = NodeAddress(ip: "10.0.0.\(id)", port: 9092)
    random = world.random("node \(id)")
  }

  package var isUp: Bool { node != nil }

  // MARK: Life

  func begin(_ node: BrokerNode) {
    life += 1
    self.node = node
    answersAddress = true
    world.note("node \(id): up")
    perform(node.started(at: cluster.moment))
    afterEvent()
  }

  /// The process ends, and what it had in memory is gone.
  func end(hard: Bool) {
    guard node != nil else { return }
    world.note("node \(id): \(hard ? "dies" : "stops")")
    node = nil
    life += 1
    alarm.cancel()
    answersAddress = !hard
    let ended = connections.sorted { $0.value.number < $1.value.number }
    connections = [:]
    unread = [:]
    for (_, connection) in ended { connection.nodeDied(isTold: !hard || Bool.random(using: &random)) }
  }

  // MARK: What the network brings

  /// - Returns: nil when nobody listens.
  func accept(_ connection: SimulatedConnection) -> ConnectionID? {
    guard let node else { return nil }
    let id = node.connectionOpened(
      peer: "10.1.0.1:\(40_000 + connection.number)", host: "10.1.0.1", listener: "PLAINTEXT")
    connections[id] = connection
    return id
  }

  func received(_ frame: ByteBuffer, on connection: ConnectionID) {
    guard let node else { return }
    if unread[connection] != nil {
      unread[connection]?.append(frame)
      return
    }
    perform(node.received([frame], on: connection, at: cluster.moment))
    afterEvent()
  }

  /// A request that some middlebox delivers a second time; nobody hears the answer.
  func receivedRepetition(_ frame: ByteBuffer) {
    guard let node else { return }
    world.note("node \(id): \(FrameNote.request(frame)) for the second time")
    let connection = node.connectionOpened(peer: "10.1.0.2:1", host: "10.1.0.2", listener: "PLAINTEXT")
    perform(node.received([frame], on: connection, at: cluster.moment))
    perform(node.connectionClosed(connection, at: cluster.moment))
    afterEvent()
  }

  func closed(_ connection: ConnectionID) {
    connections[connection] = nil
    unread[connection] = nil
    guard let node else { return }
    perform(node.connectionClosed(connection, at: cluster.moment))
    afterEvent()
  }

  private func deadlineReached() {
    guard let node else { return }
    perform(node.deadlineReached(at: cluster.moment))
    afterEvent()
  }

  // MARK: What the node wants

  private func afterEvent() {
    while let node, node.canProceed { perform(node.proceed(at: cluster.moment)) }
    guard let node else { return }
    let deadline = node.nextDeadline
    if deadline < .distantFuture { alarm.set(deadline) }
  }

  /// Does something to the node, with what follows from it.
  func perform(on body: (BrokerNode) -> [NodeAction]) {
    guard let node else { return }
    perform(body(node))
    afterEvent()
  }

  private func perform(_ actions: [NodeAction]) {
    for action in actions {
      switch action {
      case .send(let id, let frame): send(frame, on: id)
      case .close(let id, let reason):
        world.note("node \(self.id): closes a connection: \(reason)")
        connections.removeValue(forKey: id)?.closeFromNode()
        unread[id] = nil
      case .pauseReading(let id): unread[id] = unread[id] ?? []
      case .resumeReading(let id): resume(id)
      case .sync(let partition): sync(partition)
      case .metadataChanged: cluster.metadataChanged(by: self)
      case .report(let report):
        world.note("node \(id): \(report)")
        if case .partitionFailed = report { cluster.partitionFailed() }
      }
    }
  }

  private func send(_ frame: ByteBuffer, on connection: ConnectionID) {
    defer { node?.sent(bytes: frame.readableBytes, on: connection) }
    if swallowed > 0 {
      swallowed -= 1
      world.note("node \(id): an answer is lost")
      return
    }
    connections[connection]?.sendFromNode(frame)
  }

  private func resume(_ connection: ConnectionID) {
    let frames = unread.removeValue(forKey: connection) ?? []
    guard !frames.isEmpty else { return }
    let life = life
    world.after(.microseconds(5)) { [self] in
      guard self.life == life else { return }
      for frame in frames { received(frame, on: connection) }
    }
  }

  private func sync(_ partition: TopicPartition) {
    guard let request = node?.syncRequest(of: partition) else { return }
    let life = life
    var delay = Duration.microseconds(Int64.random(in: 50...2000, using: &random))
    if world.now < slowDiskUntil { delay += diskDelay }
    world.after(delay) { [self] in
      guard self.life == life, let node else { return }
      var failure: StorageError?
      do throws(StorageError) {
        if !cluster.skipsSyncs { try request.perform() }
      } catch {
        failure = error
      }
      perform(node.syncFinished(partition, failure, at: cluster.moment))
      afterEvent()
    }
  }

  // MARK: Faults

  /// Machines do not come back all at the same moment.
  func startDelay() -> Duration { .milliseconds(Int64.random(in: 0...200, using: &random)) }

  package func swallowNextAnswer() { swallowed += 1 }

  package func slowDisk(by delay: Duration, until end: Instant) {
    diskDelay = delay
    slowDiskUntil = end
  }

  func heal() {
    swallowed = 0
    slowDiskUntil = world.now
  }
}
