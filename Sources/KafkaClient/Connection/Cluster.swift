import DequeModule
package import KafkaClientCore
package import KafkaMessages
package import KafkaTransport
package import KafkaWire
package import Logging
package import NIOCore

/// What a broker answered, with the version that request and response had.
package struct Answer<Response: KafkaResponse>: Sendable {
  package var body: Response
  package var version: Int16
}

/// A client's access to its cluster, confined to one event loop: the driver of `ClusterMachine`.
///
/// It moves bytes between the machine and sockets, keeps the callbacks of requests, and sets one alarm. Everything
/// happens on `loop`, and callbacks come there, never from within the call that led to them.
package final class Cluster {
  package let loop: any EventLoop
  package let configuration: ClientConfiguration
  private let resolver: any HostResolver
  private let logger: Logger
  private let frameConfiguration: FrameConfiguration

  private var machine: ClusterMachine
  private var connections: [ClientConnectionID: FrameConnection] = [:]
  private var callbacks: [RequestID: (Completion) -> Void] = [:]
  private var watchers: [UInt64: Watcher] = [:]
  private struct Watcher {
    var body: (ClusterMetadata) -> Void
    var whenClosed: () -> Void
  }

  private var lastWatcher: UInt64 = 0
  private var lastInterest: UInt64 = 0
  private var alarm: LoopAlarm?
  private var limiter = LogLimiter()

  /// Actions that wait for their turn: what a callback leads to comes after what led to the callback, so that frames
  /// leave in the order in which the machine numbered them.
  private var actions = Deque<ClusterAction>()
  private var isPerforming = false
  private var afterwards = Deque<() -> Void>()
  private var whenDisconnected: [EventLoopPromise<Void>] = []

  package init(
    _ configuration: ClientConfiguration, loop: any EventLoop, resolver: any HostResolver, random: RandomSource,
    logger: Logger
  ) throws(KafkaError) {
    self.loop = loop
    self.configuration = configuration
    self.resolver = resolver
    self.logger = logger
    machine = try ClusterMachine(configuration, random: random)
    var frames = FrameConfiguration()
    frames.maximumFrameSize = configuration.connection.maximumResponseBytes
    if configuration.connection.sendBufferBytes >= 0 {
      frames.sendBufferSize = Int32(clamping: configuration.connection.sendBufferBytes)
    }
    if configuration.connection.receiveBufferBytes >= 0 {
      frames.receiveBufferSize = Int32(clamping: configuration.connection.receiveBufferBytes)
    }
    frameConfiguration = frames
  }

  /// The time that the machine is told.
  package var now: Instant { LoopClock.now }

  /// What is known of the cluster.
  package var metadata: ClusterMetadata { machine.metadata }

  package var isRunning: Bool { machine.isRunning }

  package var isClosed: Bool { machine.isClosed }

  // MARK: Life

  /// From now on connections are made. Requests made before go out now.
  package func start() {
    loop.preconditionInEventLoop()
    if alarm == nil { makeAlarm() }
    perform(machine.start(at: now))
  }

  /// Fails everything with `closed` and closes all connections; done when the last one is gone.
  package func close() -> EventLoopFuture<Void> {
    loop.preconditionInEventLoop()
    perform(machine.close())
    alarm?.cancel()
    // Whoever waits for news would wait for ever.
    let ended = watchers
    watchers.removeAll()
    for watcher in ended.sorted(by: { $0.key < $1.key }) { watcher.value.whenClosed() }
    guard !connections.isEmpty else { return loop.makeSucceededVoidFuture() }
    let promise = loop.makePromise(of: Void.self)
    whenDisconnected.append(promise)
    return promise.futureResult
  }

  private func makeAlarm() {
    alarm = LoopAlarm(loop: loop) { [unowned self] in
      self.perform(self.machine.deadlineReached(at: self.now))
    }
  }

  // MARK: Requests

  /// Sends a request that is the same in every version.
  ///
  /// - Parameters:
  ///   - timeout: How long it may wait to be sent; and, from then on, how long the broker may take. Nil takes
  ///     `request.timeout.ms`.
  ///   - versions: What the caller can deal with, where that is less than what the client speaks.
  ///   - sizeHint: About the size of its frame in bytes.
  ///   - completion: Called once, on the loop, in a later turn or after the current callback.
  @discardableResult
  package func send<Request: KafkaRequest>(
    _ body: Request, to destination: Destination, timeout: Duration? = nil, versions: ClosedRange<Int16>? = nil,
    sizeHint: Int = 256, completion: @escaping (Result<Answer<Request.Response>, KafkaError>) -> Void
  ) -> RequestID {
    send(
      Request.self, to: destination, timeout: timeout, versions: versions, sizeHint: sizeHint, completion: completion,
      body: { _ in body })
  }

  /// Sends a request whose fields depend on the version.
  @discardableResult
  package func send<Request: KafkaRequest>(
    _ type: Request.Type = Request.self, to destination: Destination, timeout: Duration? = nil,
    versions: ClosedRange<Int16>? = nil, sizeHint: Int = 256,
    completion: @escaping (Result<Answer<Request.Response>, KafkaError>) -> Void,
    body: @escaping @Sendable (_ version: Int16) -> Request
  ) -> RequestID {
    let (id, actions) = machine.send(
      type, to: destination, timeout: timeout ?? configuration.requestTimeout, versions: versions,
      sizeHint: sizeHint, at: now, body: body)
    callbacks[id] = { completion(Self.result($0, of: Request.self)) }
    perform(actions)
    return id
  }

  /// Sends a request that brokers do not answer: a Produce with acks=0. Completed when it has been sent.
  @discardableResult
  package func sendWithoutAnswer<Request: KafkaRequest>(
    _ body: Request, to destination: Destination, timeout: Duration? = nil, versions: ClosedRange<Int16>? = nil,
    sizeHint: Int = 256, completion: @escaping (Result<Void, KafkaError>) -> Void
  ) -> RequestID {
    let (id, actions) = machine.send(
      body, to: destination, timeout: timeout ?? configuration.requestTimeout, versions: versions,
      expectsResponse: false, sizeHint: sizeHint, at: now)
    callbacks[id] = { result in
      switch result {
      case .sent, .answered: completion(.success(()))
      case .failed(let error): completion(.failure(error))
      }
    }
    perform(actions)
    return id
  }

  /// Nobody waits for the answer any more. Its callback is called with `cancelled`.
  package func cancel(_ id: RequestID) {
    machine.cancel(id)
    perform([.complete(id, .failed(KafkaError(.cancelled, "the request was cancelled")))])
  }

  private static func result<Request: KafkaRequest>(
    _ completion: Completion, of _: Request.Type
  ) -> Result<Answer<Request.Response>, KafkaError> {
    switch completion {
    case .answered(let reply):
      guard let body = reply.body as? Request.Response else {
        return .failure(KafkaError(.protocolViolation, "the answer is of another kind", api: Request.apiKey))
      }
      return .success(Answer(body: body, version: reply.version))
    case .sent:
      return .failure(KafkaError(.protocolViolation, "the request has no answer", api: Request.apiKey))
    case .failed(let error):
      return .failure(error)
    }
  }

  // MARK: Metadata

  /// A producer uses topics; they are kept up to date for `metadata.max.idle.ms` from now on, and created by the
  /// broker where it does that.
  package func use(_ topics: some Sequence<String>) {
    perform(machine.use(topics, at: now))
  }

  /// A new subscriber of metadata, for `setInterest`.
  package func makeInterestID() -> InterestID {
    lastInterest += 1
    return InterestID(rawValue: lastInterest)
  }

  /// Says which topics a subscriber wants to be kept up to date; nil ends it.
  package func setInterest(_ interest: MetadataInterest?, of id: InterestID) {
    perform(machine.setInterest(interest, of: id, at: now))
  }

  /// Something suggests that the metadata is out of date. It is fetched as soon as the pause between two allows.
  package func requestMetadataUpdate() {
    perform(machine.requestMetadataUpdate(at: now))
  }

  /// A response told of a leader (KIP-951). True when it was news; a retry need not wait then.
  package func learnedLeader(
    of topicPartition: TopicPartition, leader: Int32, epoch: Int32, endpoints: [ClusterMetadata.Broker] = []
  ) -> Bool {
    let (isNews, actions) = machine.learnedLeader(
      of: topicPartition, leader: leader, epoch: epoch, endpoints: endpoints, at: now)
    perform(actions)
    return isNews
  }

  /// A response told of a newer leader epoch of a partition, but not of the leader (KIP-320).
  package func sawEpoch(_ epoch: Int32, of topicPartition: TopicPartition) {
    perform(machine.sawEpoch(epoch, of: topicPartition, at: now))
  }

  /// Calls `body` on the loop with each new snapshot, until `stopWatching` or the end.
  ///
  /// - Parameter whenClosed: Called on the loop when the cluster is closed: there will be no more snapshots.
  package func watchMetadata(
    _ body: @escaping (ClusterMetadata) -> Void, whenClosed: @escaping () -> Void = {}
  ) -> UInt64 {
    lastWatcher += 1
    watchers[lastWatcher] = Watcher(body: body, whenClosed: whenClosed)
    return lastWatcher
  }

  package func stopWatching(_ watcher: UInt64) {
    watchers[watcher] = nil
  }

  // MARK: Coordinators

  /// Who coordinates, if that is known. Requests to `.coordinator` look it up by themselves.
  package func coordinator(for key: CoordinationKey) -> Int32? { machine.coordinator(for: key) }

  /// A response said that the broker does not coordinate this (any more): NOT_COORDINATOR,
  /// COORDINATOR_NOT_AVAILABLE, or REQUEST_TIMED_OUT for a commit.
  package func forgetCoordinator(_ key: CoordinationKey, at node: Int32? = nil) {
    machine.forgetCoordinator(key, at: node)
  }

  // MARK: Diagnostics

  /// Connections, waiting requests, metadata and coordinators, in lines for a person.
  package func diagnostics() -> String {
    var text = machine.diagnostics(at: now)
    for (id, connection) in connections.sorted(by: { $0.key < $1.key }) {
      text += "\n\(id): \(connection.peer), \(connection.receivedBytes) bytes in, \(connection.sentBytes) out"
      if connection.outboundBytes > 0 { text += ", \(connection.outboundBytes) to be sent" }
    }
    return text
  }

  // MARK: Driving

  /// Calls `body` when all callbacks of the current event have been called, or now if there is none: for what has to be
  /// done once, however many answers came together.
  package func afterEvent(_ body: @escaping () -> Void) {
    loop.assertInEventLoop()
    if isPerforming { afterwards.append(body) } else { body() }
  }

  private func perform(_ new: [ClusterAction]) {
    loop.assertInEventLoop()
    actions.append(contentsOf: new)
    guard !isPerforming else { return }
    isPerforming = true
    while true {
      if let action = actions.popFirst() {
        perform(action)
      } else if let body = afterwards.popFirst() {
        body()
      } else {
        break
      }
    }
    isPerforming = false
    if alarm == nil { makeAlarm() }
    let deadline = machine.nextDeadline
    if deadline < .distantFuture { alarm?.set(deadline) }
  }

  private func perform(_ action: ClusterAction) {
    switch action {
    case .resolve(let node, let endpoint): resolve(node, endpoint)
    case .connect(let id, let address): connect(id, address)
    case .send(let id, let frame): connections[id]?.send(frame)
    case .close(let id): connections[id]?.close()
    case .complete(let id, let completion): callbacks.removeValue(forKey: id)?(completion)
    case .publish(let metadata): for watcher in watchers.values { watcher.body(metadata) }
    case .note(let note): log(note)
    }
  }

  private func resolve(_ node: Int32, _ endpoint: Endpoint) {
    resolver.resolve(host: endpoint.host, port: endpoint.port, on: loop).assumeIsolated().whenComplete { result in
      switch result {
      case .success(let addresses):
        let found = addresses.compactMap { address in
          address.ipAddress.map { NodeAddress(ip: $0, port: address.port ?? endpoint.port) }
        }
        self.perform(self.machine.resolved(node: node, endpoint, found, at: self.now))
      case .failure(let error):
        self.perform(self.machine.resolutionFailed(node: node, endpoint, why: "\(error)", at: self.now))
      }
    }
  }

  private func connect(_ id: ClientConnectionID, _ address: NodeAddress) {
    do {
      // The machine watches the time, since it knows how long this attempt may take.
      let connection = FrameConnector.connect(
        to: try SocketAddress(ipAddress: address.ip, port: address.port), on: loop, timeout: .seconds(3600),
        configuration: frameConfiguration, delegate: self)
      connection.tag = id.rawValue
      connections[id] = connection
    } catch {
      let why = "\(error)"
      loop.assumeIsolated().execute {
        self.perform(self.machine.connectionClosed(id, why: why, at: self.now))
      }
    }
  }

  // MARK: Logging

  private func log(_ note: ClusterNote) {
    switch note {
    case .connected(let peer, let lane):
      logger.debug("connected", metadata: ["peer": "\(peer)", "lane": "\(lane)"])
    case .disconnected(let peer, let why):
      limited(.info, "connection lost", "lost \(peer)", ["peer": "\(peer)", "reason": "\(why)"])
    case .unreachable(let peer, let why):
      limited(.warning, "cannot connect", "unreachable \(peer)", ["peer": "\(peer)", "reason": "\(why)"])
    case .closedIdle(let peer):
      logger.debug("closed an idle connection", metadata: ["peer": "\(peer)"])
    case .rebootstrapping(let why):
      limited(.warning, "starting over with the bootstrap servers", "rebootstrap", ["reason": "\(why)"])
    case .clusterChanged(let from, let to):
      logger.warning("the bootstrap servers lead to another cluster now", metadata: ["from": "\(from)", "to": "\(to)"])
    case .topicsRecreated(let topics):
      logger.warning(
        "topics were deleted and created again", metadata: ["topics": "\(topics.joined(separator: " "))"])
    }
  }

  private func limited(_ level: Logger.Level, _ message: Logger.Message, _ subject: String, _ data: Logger.Metadata) {
    guard let suppressed = limiter.admits(subject, at: now) else { return }
    var data = data
    if suppressed > 0 { data["suppressed"] = "\(suppressed)" }
    logger.log(level: level, message, metadata: data)
  }
}

extension Cluster: FrameConnectionDelegate {
  package func opened(_ connection: FrameConnection) {
    perform(machine.connectionOpened(ClientConnectionID(rawValue: connection.tag), at: now))
  }

  package func received(_ frames: [ByteBuffer], on connection: FrameConnection) {
    perform(machine.received(frames, on: ClientConnectionID(rawValue: connection.tag), at: now))
  }

  package func writabilityChanged(_ isWritable: Bool, on connection: FrameConnection) {
    perform(machine.writabilityChanged(isWritable, on: ClientConnectionID(rawValue: connection.tag), at: now))
  }

  package func closed(_ connection: FrameConnection, reason: FrameCloseReason) {
    let id = ClientConnectionID(rawValue: connection.tag)
    connections[id] = nil
    perform(machine.connectionClosed(id, why: reason.description, at: now))
    if connections.isEmpty {
      let waiting = whenDisconnected
      whenDisconnected = []
      for promise in waiting { promise.succeed() }
    }
  }
}
