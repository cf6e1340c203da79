import DequeModule
import KafkaBrokerCore
import KafkaStorage
import KafkaTransport
import KafkaWire
import Logging
import NIOCore
import NIOPosix

/// Runs a ``BrokerNode`` on an event loop: moves frames, sets the alarm, writes the log. Confined to that loop.
///
/// What happens while the node's actions are being carried out (a write that fills a socket's buffer reports so at
/// once) waits in a queue until they are done.
final class NodeDriver {
  private enum Event {
    case received([ByteBuffer], ConnectionID)
    case writability(Bool, ConnectionID)
    case closed(ConnectionID)
    case synced(TopicPartition, StorageError?)
    case alarm
    case metadataChanged
  }

  let loop: any EventLoop
  let node: BrokerNode
  private let clock: BrokerClock
  private let syncThreads: NIOThreadPool
  private let logger: Logger
  private var peers: PeerLog

  private let inboundBudget: InboundBudget
  private var connections: [ConnectionID: FrameConnection] = [:]
  /// Bytes given to connections that do not take them yet.
  private var unsent: [ConnectionID: Int] = [:]
  private var events: Deque<Event> = []
  private var isPerforming = false
  private var alarm: Scheduled<Void>?
  private var alarmDeadline = Instant.distantFuture
  fileprivate var isStopped = false
  /// Tells the other nodes of the broker, if there are any.
  var whenMetadataChanged: () -> Void = {}

  init(loop: any EventLoop, node: BrokerNode, clock: BrokerClock, syncThreads: NIOThreadPool, logger: Logger) {
    loop.preconditionInEventLoop()
    self.loop = loop
    self.node = node
    self.clock = clock
    self.syncThreads = syncThreads
    self.logger = logger
    self.inboundBudget = InboundBudget(limit: node.configuration.network.requestBudget)
    self.peers = PeerLog(logger: logger)
  }

  func start() {
    perform(node.started(at: clock.now()))
    setAlarm()
  }

  /// No event reaches the node any more.
  func stop() {
    isStopped = true
    alarm?.cancel()
    alarm = nil
    connections = [:]
  }

  // MARK: Events

  private func happened(_ event: Event) {
    events.append(event)
    if isPerforming { return }
    isPerforming = true
    while let event = events.popFirst(), !isStopped {
      perform(actions(for: event))
      while node.canProceed, !isStopped { perform(node.proceed(at: clock.now())) }
    }
    isPerforming = false
    setAlarm()
  }

  private func actions(for event: Event) -> [NodeAction] {
    let now = clock.now()
    switch event {
    case .received(let frames, let id): return node.received(frames, on: id, at: now)
    case .writability(let isWritable, let id):
      if isWritable { creditSent(id) }
      return node.writabilityChanged(isWritable, on: id, at: now)
    case .closed(let id):
      creditSent(id)
      return node.connectionClosed(id, at: now)
    case .synced(let partition, let error): return node.syncFinished(partition, error, at: now)
    case .alarm: return node.deadlineReached(at: now)
    case .metadataChanged: return node.metadataChanged(at: now)
    }
  }

  /// Another node changed the metadata, or leaders have moved.
  func metadataChanged() { happened(.metadataChanged) }

  // MARK: Actions

  private func perform(_ actions: [NodeAction]) {
    for action in actions {
      switch action {
      case .send(let id, let frame): send(frame, on: id)
      case .close(let id, let reason): close(id, reason)
      case .pauseReading(let id): pauseReading(id)
      case .resumeReading(let id):
        connections[id]?.waitingInboundBytes = 0
        connections[id]?.resumeReading()
      case .sync(let partition): sync(partition)
      case .metadataChanged: whenMetadataChanged()
      case .report(let report):
        if report.isError { logger.error("\(report)") } else { logger.info("\(report)") }
      }
    }
  }

  private func send(_ frame: ByteBuffer, on id: ConnectionID) {
    guard let connection = connections[id] else {
      node.sent(bytes: frame.readableBytes, on: id)
      return
    }
    unsent[id, default: 0] += frame.readableBytes
    connection.send(frame)
    // What fits into the socket's buffers is as good as sent.
    if connection.isWritable { creditSent(id) }
  }

  /// Requests that came ahead of their turn wait in the node. None is added until reading is resumed, so that it is enough
  /// to count them now.
  private func pauseReading(_ id: ConnectionID) {
    connections[id]?.pauseReading()
    connections[id]?.waitingInboundBytes = node.waitingBytes(on: id)
  }

  private func creditSent(_ id: ConnectionID) {
    if let bytes = unsent.removeValue(forKey: id) { node.sent(bytes: bytes, on: id) }
  }

  private func close(_ id: ConnectionID, _ reason: CloseReason) {
    guard let connection = connections[id] else { return }
    if reason.blamesPeer {
      warn(connection, reason: reason.description)
    } else {
      logger.debug("closed the connection of \(connection.peer): \(reason)")
    }
    connection.close()
  }

  /// Syncs on a thread of its own, since a disk may take its time.
  private func sync(_ partition: TopicPartition) {
    guard let request = node.syncRequest(of: partition) else { return }
    syncThreads.runIfActive(eventLoop: loop) { () -> StorageError? in
      do throws(StorageError) {
        try request.perform()
        return nil
      } catch {
        return error
      }
    }.assumeIsolated().whenSuccess { error in
      if !self.isStopped { self.happened(.synced(partition, error)) }
    }
  }

  private func warn(_ connection: FrameConnection, reason: String) {
    let host = connection.remoteAddress?.ipAddress ?? connection.peer
    peers.warn(peer: connection.peer, host: host, reason: reason, at: clock.now().instant)
  }

  // MARK: Alarm

  private func setAlarm() {
    if isStopped { return }
    let deadline = node.nextDeadline
    // An alarm that comes too early does no harm: it is set anew when it rings.
    if alarm != nil, alarmDeadline <= deadline { return }
    alarm?.cancel()
    alarmDeadline = deadline
    let at = NIODeadline.uptimeNanoseconds(UInt64(max(0, deadline.nanoseconds)))
    alarm = loop.assumeIsolated().scheduleTask(deadline: at) {
      self.alarm = nil
      self.happened(.alarm)
    }
  }
}

// MARK: - Connections

extension NodeDriver {
  fileprivate func opened(_ connection: FrameConnection, listener: String) {
    let id = node.connectionOpened(
      peer: connection.peer, host: connection.remoteAddress?.ipAddress ?? "", listener: listener)
    connection.tag = id.number
    connection.inboundBudget = inboundBudget
    connections[id] = connection
  }

  fileprivate func received(_ frames: [ByteBuffer], on connection: FrameConnection) {
    happened(.received(frames, ConnectionID(connection.tag)))
  }

  fileprivate func writabilityChanged(_ isWritable: Bool, on connection: FrameConnection) {
    happened(.writability(isWritable, ConnectionID(connection.tag)))
  }

  fileprivate func closed(_ connection: FrameConnection, reason: FrameCloseReason) {
    let id = ConnectionID(connection.tag)
    guard connections[id] === connection else { return }
    connections[id] = nil
    switch reason {
    case .refusedFrame: warn(connection, reason: reason.description)
    case .outboundLimit, .inboundLimit: warn(connection, reason: reason.description)
    default: logger.debug("the connection of \(connection.peer) ended: \(reason)")
    }
    happened(.closed(id))
  }

  fileprivate func refused(peer: String, because reason: String) {
    let host = peer.split(separator: ":").dropLast().joined(separator: ":")
    peers.warn(peer: peer, host: host, reason: reason, at: clock.now().instant)
  }
}

/// Stands between one listener and the node's driver, to say which listener a connection came to.
final class ListenerOwner: FrameListenerDelegate, FrameConnectionDelegate {
  let name: String
  /// nil until the node serves; who comes earlier is turned away.
  weak var driver: NodeDriver?

  init(name: String) {
    self.name = name
  }

  func accepted(_ connection: FrameConnection, by listener: FrameListener) -> (any FrameConnectionDelegate)? {
    driver.map { !$0.isStopped } == true ? self : nil
  }

  func refused(peer: String, because reason: String, by listener: FrameListener) {
    driver?.refused(peer: peer, because: reason)
  }

  func opened(_ connection: FrameConnection) { driver?.opened(connection, listener: name) }

  func received(_ frames: [ByteBuffer], on connection: FrameConnection) { driver?.received(frames, on: connection) }

  func writabilityChanged(_ isWritable: Bool, on connection: FrameConnection) {
    driver?.writabilityChanged(isWritable, on: connection)
  }

  func closed(_ connection: FrameConnection, reason: FrameCloseReason) { driver?.closed(connection, reason: reason) }
}
