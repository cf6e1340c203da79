import DequeModule
package import KafkaMessages
package import KafkaWire
package import NIOCore

/// What a broker answered, with the version that request and response had.
package struct Answer<Response: KafkaResponse>: Sendable {
  package var body: Response
  package var version: Int16
}

/// A client's access to its cluster: drives a `ClusterMachine` over a network, which is sockets on an event loop or a
/// simulated one.
///
/// It carries out what the machine decides, keeps the callbacks of requests, and sets one alarm. Everything is
/// confined to the network's thread, and callbacks come there, never from within the call that led to them.
package final class ClusterDriver<Network: ClusterNetwork> {
  package let network: Network
  package let configuration: ClientConfiguration

  private var machine: ClusterMachine
  private var callbacks: [RequestID: (Completion) -> Void] = [:]
  private var watchers: [UInt64: Watcher] = [:]
  private struct Watcher {
    var body: (ClusterMetadata) -> Void
    var whenClosed: () -> Void
  }

  private var lastWatcher: UInt64 = 0
  private var lastInterest: UInt64 = 0
  private var alarm: Network.Alarm?

  /// Where everything is reported to that observers may want to know; nil when there are none.
  package let hook: ClientHook?
  var samplers: [UInt64: () -> KafkaClientEvent] = [:]
  var lastSampler: UInt64 = 0
  var samplingAlarm: Network.Alarm?

  /// Actions that wait for their turn: what a callback leads to comes after what led to the callback, so that frames
  /// leave in the order in which the machine numbered them.
  private var actions = Deque<ClusterAction>()
  private var isPerforming = false
  private var afterwards = Deque<() -> Void>()

  /// - Parameter hook: Where to report to; nil for nowhere.
  package init(
    _ configuration: ClientConfiguration, network: Network, random: RandomSource, hook: ClientHook? = nil
  ) throws(KafkaError) {
    self.network = network
    self.configuration = configuration
    self.hook = hook
    machine = try ClusterMachine(configuration, random: random)
    machine.observation = hook?.observation ?? .nothing
  }

  /// The time that the machine is told.
  package var now: Instant { network.now }

  /// What is known of the cluster.
  package var metadata: ClusterMetadata { machine.metadata }

  package var isRunning: Bool { machine.isRunning }

  package var isClosed: Bool { machine.isClosed }

  // MARK: Life

  /// From now on connections are made. Requests made before go out now.
  package func start() {
    network.preconditionConfined()
    if alarm == nil { makeAlarm() }
    startSampling()
    perform(machine.start(at: now))
  }

  /// Fails everything with `closed` and closes all connections.
  package func end() {
    network.preconditionConfined()
    perform(machine.close())
    alarm?.cancel()
    endSampling()
    // Whoever waits for news would wait for ever.
    let ended = watchers
    watchers.removeAll()
    for watcher in ended.sorted(by: { $0.key < $1.key }) { watcher.value.whenClosed() }
  }

  private func makeAlarm() {
    alarm = network.makeAlarm { [unowned self] in
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
  ///   - sizeHint: About the size of its frame in bytes, without those that are not copied.
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

  /// Requests that have not ended: waiting for a connection or for an answer.
  package var requestCount: Int { callbacks.count }

  /// Why a request has not been sent yet; nil when it has been, or has ended.
  package func unsentReason(of id: RequestID) -> String? { machine.unsentReason(of: id, at: now) }

  /// Why no broker can be asked anything, as far as is known; nil when one can.
  package var outage: String? { machine.outage(at: now) }

  /// How the client is now, in numbers.
  package var sample: KafkaClientEvent.ClientSample { machine.sample(at: now) }

  /// Connections, waiting requests, metadata and coordinators, in lines for a person.
  package func diagnostics() -> String {
    ([machine.diagnostics(at: now)] + network.diagnostics()).joined(separator: "\n")
  }

  // MARK: Driving

  /// Calls `body` when all callbacks of the current event have been called, or now if there is none: for what has to be
  /// done once, however many answers came together.
  package func afterEvent(_ body: @escaping () -> Void) {
    network.preconditionConfined()
    if isPerforming { afterwards.append(body) } else { body() }
  }

  private func perform(_ new: [ClusterAction]) {
    network.preconditionConfined()
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
    case .lookUp(let id, let question): network.lookUp(id, question)
    case .cancelLookUp(let id): network.cancelLookUp(id)
    case .connect(let id, let address): network.connect(id, to: address)
    case .send(let id, let frame): network.send(frame, on: id)
    case .close(let id): network.close(id)
    case .complete(let id, let completion): callbacks.removeValue(forKey: id)?(completion)
    case .publish(let metadata): for (_, watcher) in watchers.sorted(by: { $0.key < $1.key }) { watcher.body(metadata) }
    case .note(let note): network.tell(note)
    case .event(let event): hook?.tell(event)
    }
  }

  // MARK: What the network tells

  /// A resolver told the addresses of a host, or failed.
  package func resolved(_ id: LookUpID, _ result: Result<[NodeAddress], ResolutionFailure>) {
    switch result {
    case .success(let addresses): perform(machine.resolved(id, addresses, at: now))
    case .failure(let failure): perform(machine.lookUpFailed(id, why: failure.reason, at: now))
    }
  }

  /// A resolver told the canonical names of a host, or failed.
  package func named(_ id: LookUpID, _ result: Result<[String], ResolutionFailure>) {
    switch result {
    case .success(let names): perform(machine.named(id, names, at: now))
    case .failure(let failure): perform(machine.lookUpFailed(id, why: failure.reason, at: now))
    }
  }

  /// A connection was made.
  package func connectionOpened(_ id: ClientConnectionID) {
    perform(machine.connectionOpened(id, at: now))
  }

  /// Frames arrived, without their lengths.
  package func received(_ frames: [ByteBuffer], on id: ClientConnectionID) {
    perform(machine.received(frames, on: id, at: now))
  }

  /// The socket has room for more, or none.
  package func writabilityChanged(_ isWritable: Bool, on id: ClientConnectionID) {
    perform(machine.writabilityChanged(isWritable, on: id, at: now))
  }

  /// A connection ended, or could not be made.
  package func connectionClosed(_ id: ClientConnectionID, why: String) {
    perform(machine.connectionClosed(id, why: why, at: now))
  }
}
