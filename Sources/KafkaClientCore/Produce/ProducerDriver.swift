import KafkaMessages
package import KafkaWire

/// The accumulator that a producer's callers and its driver share.
package protocol AccumulatorQueue: AnyObject {
  var settings: ProduceSettings { get }
  associatedtype Resumed

  /// Runs `body` on the accumulator, alone. Those whom it resumed are handed over in the same breath, since they may go
  /// on only when the deliveries that they waited for have been told.
  func withAccumulator<Result>(_ body: (inout RecordAccumulator) -> Result) -> (Result, Resumed)
  /// Lets them go on.
  func resume(_ resumed: Resumed)
}

/// Carries out what the sender decides, confined to the thread of the client's network.
///
/// Each turn looks at the accumulator once under its lock, and does everything that takes time, compressing above all,
/// outside of it.
package final class ProducerDriver<Network: ClusterNetwork, Queue: AccumulatorQueue> {
  private let cluster: ClusterDriver<Network>
  private let queue: Queue
  private var sender: ProduceSender
  private var alarm: Network.Alarm?
  private var watcher: UInt64?
  private var sampler: UInt64?
  private var topics: Set<String> = []
  /// The cluster's names of the Produce requests that have not ended.
  private var requests: [UInt64: RequestID] = [:]
  private var isPumping = false
  private var needsPump = false
  private var isPumpDue = false
  private var isStopped = false
  /// When everything that has not ended by then is given up.
  private var closeDeadline = Instant.distantFuture

  package init(cluster: ClusterDriver<Network>, queue: Queue, random: RandomSource) {
    self.cluster = cluster
    self.queue = queue
    sender = ProduceSender(settings: queue.settings, random: random)
    sender.observation = cluster.hook?.observation ?? .nothing
    if sender.observation == .everything { queue.resume(queue.withAccumulator { $0.observeWaits() }.1) }
  }

  /// The producer's `run()` has begun.
  package func start() {
    guard watcher == nil else { return }
    watcher = cluster.watchMetadata { [weak self] in self?.metadataChanged($0) }
    sampler = cluster.addSampler { [queue] in
      let (sample, resumed) = queue.withAccumulator { $0.sample() }
      queue.resume(resumed)
      return .producerSampled(sample)
    }
    // A client that runs already may have answered what was asked for before.
    noteEndpoints(of: cluster.metadata)
    learn(topics, from: cluster.metadata)
    pump()
  }

  /// Everything has ended. What the cluster still tells finds nobody.
  package func stop() {
    isStopped = true
    if let watcher { cluster.stopWatching(watcher) }
    watcher = nil
    if let sampler { cluster.removeSampler(sampler) }
    sampler = nil
    alarm?.cancel()
    alarm = nil
  }

  // MARK: The turn

  /// Looks at everything that may be due.
  package func pump() {
    guard !isStopped else { return }
    needsPump = true
    guard !isPumping else { return }
    isPumping = true
    while needsPump {
      needsPump = false
      turn()
    }
    isPumping = false
  }

  /// Looks at everything after the event that is under way, once for however many answers it brought.
  private func pumpAfterEvent() {
    guard !isPumpDue else { return }
    isPumpDue = true
    cluster.afterEvent { [weak self] in
      guard let self else { return }
      self.isPumpDue = false
      self.pump()
    }
  }

  private func turn() {
    let now = cluster.now
    if now >= closeDeadline { giveUp() }
    sender.outage = cluster.outage
    for call in sender.callsOverdue(at: now) {
      if let reason = requests[call].flatMap(cluster.unsentReason) { sender.isUnsent(call, reason: reason) }
    }
    let ((actions, waits), resumed) = queue.withAccumulator { accumulator in
      (sender.poll(&accumulator, now: now), accumulator.takeMemoryWaits())
    }
    tellEvents()
    if let waits { cluster.hook?.tell(.memoryWaited(waits)) }
    // Results first: who waits for a flush finds every delivery decided.
    for ending in sender.takeEndings() { ending.tell() }
    for ending in actions.endings { ending.tell() }
    queue.resume(resumed)

    if !actions.use.isEmpty {
      topics.formUnion(actions.use)
      cluster.use(actions.use)
      learn(actions.use, from: cluster.metadata)
    }
    if !actions.refresh.isEmpty {
      cluster.use(actions.refresh)
      cluster.requestMetadataUpdate()
    }
    if actions.requestsIdentity { requestIdentity() }
    for call in actions.calls {
      // Without the request the broker has room for another.
      if let sealed = sender.seal(call) { send(sealed) } else { needsPump = true }
    }
    settle()
    setAlarm(min(actions.deadline, closeDeadline))
  }

  /// Reports to the accumulator what has ended outside its lock.
  private func settle() {
    tellEvents()
    for ending in sender.takeEndings() { ending.tell() }
    guard sender.hasReturns else { return }
    let (isWakeDue, resumed) = queue.withAccumulator { accumulator in
      sender.settle(&accumulator)
      return accumulator.takeWake()
    }
    if isWakeDue { needsPump = true }
    queue.resume(resumed)
  }

  private func tellEvents() {
    guard let hook = cluster.hook else { return }
    for event in sender.takeEvents() { hook.tell(event) }
  }

  private func setAlarm(_ deadline: Instant) {
    guard deadline < .distantFuture else { return }
    if alarm == nil { alarm = cluster.network.makeAlarm { [weak self] in self?.pump() } }
    alarm?.set(deadline)
  }

  // MARK: Metadata

  private func metadataChanged(_ metadata: ClusterMetadata) {
    noteEndpoints(of: metadata)
    learn(topics, from: metadata)
    pump()
  }

  private func noteEndpoints(of metadata: ClusterMetadata) {
    // Those that are gone stay, since messages may still name them.
    for broker in metadata.brokers.values { sender.endpoints[broker.id] = "\(broker.endpoint)" }
  }

  private func learn(_ names: some Sequence<String>, from metadata: ClusterMetadata) {
    let known = names.compactMap { metadata.topic($0) }
    guard !known.isEmpty else { return }
    let (_, resumed) = queue.withAccumulator { accumulator in
      for topic in known {
        if !topic.partitions.isEmpty {
          accumulator.update(
            ProduceTopic(
              name: topic.name, id: topic.id,
              leaders: topic.partitions.map { partition in
                // A leader that the metadata does not name cannot be sent to.
                let isKnown = metadata.brokers[partition.leader] != nil
                return ProduceTopic.Leader(broker: isKnown ? partition.leader : -1, epoch: partition.leaderEpoch)
              }))
        }
        if topic.error.refusesTopic {
          accumulator.refuse(topic: topic.name, error: topic.error)
        }
      }
    }
    queue.resume(resumed)
  }

  // MARK: Requests

  private func send(_ call: ProduceCall) {
    let id = call.id
    guard !cluster.isClosed else {
      // Said before the attempt, since afterwards it could as well have been sent.
      sender.failed(id, .notSent(reason: "the client has been shut down"), now: cluster.now)
      needsPump = true
      return
    }
    let (request, size) = call.request(queue.settings)
    // Brokers that name topics by id cannot be sent to while one of the ids is not known.
    let versions: ClosedRange<Int16>? = call.batches.allSatisfy { $0.topicID != .zero } ? nil : 3...12
    guard request.acks != 0 else {
      let sent = cluster.sendWithoutAnswer(
        request, to: .node(call.broker), versions: versions ?? 3...13, sizeHint: size
      ) { [weak self] result in
        guard let self else { return }
        self.requests[id] = nil
        switch result {
        case .success: self.sender.written(id, now: self.cluster.now)
        case .failure(let error): self.sender.failed(id, ProduceCallFailure(error), now: self.cluster.now)
        }
        self.pumpAfterEvent()
      }
      note(sent, of: id)
      return
    }
    let sent = cluster.send(request, to: .node(call.broker), versions: versions ?? 3...13, sizeHint: size) {
      [weak self] (result: Result<Answer<ProduceResponse>, KafkaError>) in
      guard let self else { return }
      self.requests[id] = nil
      switch result {
      case .success(let answer):
        self.learnLeaders(answer.body, call)
        self.sender.received(answer.body, for: id, now: self.cluster.now)
      case .failure(let error):
        self.sender.failed(id, ProduceCallFailure(error), now: self.cluster.now)
      }
      self.pumpAfterEvent()
    }
    note(sent, of: id)
  }

  /// Keeps the request's name, unless it has ended already.
  private func note(_ request: RequestID, of call: UInt64) {
    if sender.isUnanswered(call) { requests[call] = request }
  }

  /// A broker that no longer leads a partition may say who does (KIP-951). Told before the answer itself, so that what has
  /// to be sent again goes there at once.
  private func learnLeaders(_ response: ProduceResponse, _ call: ProduceCall) {
    let endpoints = response.nodeEndpoints.map { node in
      ClusterMetadata.Broker(
        id: node.nodeId, endpoint: Endpoint(host: node.host, port: Int(node.port)), rack: node.rack)
    }
    for topic in response.responses {
      for partition in topic.partitionResponses where partition.currentLeader.leaderId >= 0 {
        guard let batch = call.batches.first(where: { $0.isNamed(topic, partition.index) }) else { continue }
        _ = cluster.learnedLeader(
          of: batch.partition, leader: partition.currentLeader.leaderId, epoch: partition.currentLeader.leaderEpoch,
          endpoints: endpoints)
      }
    }
  }

  private func requestIdentity() {
    var request = InitProducerIdRequest()
    request.transactionalId = nil
    request.transactionTimeoutMs = .max
    cluster.send(request, to: .leastLoaded) {
      [weak self] (result: Result<Answer<InitProducerIdResponse>, KafkaError>) in
      guard let self else { return }
      let now = self.cluster.now
      switch result {
      case .success(let answer) where answer.body.errorCode == ErrorCode.none.rawValue:
        let identity = ProducerIdentity(id: answer.body.producerId, epoch: answer.body.producerEpoch)
        if identity.isValid {
          self.sender.identityReceived(identity)
        } else {
          let message = "the broker handed out producer id \(identity.id)"
          self.sender.identityFailed(nil, message: message, now: now)
        }
      case .success(let answer):
        self.sender.identityFailed(ErrorCode(rawValue: answer.body.errorCode), message: nil, now: now)
      case .failure(let error) where error.code == .unsupportedVersion:
        let message = "\(error.message); set enable.idempotence=false for brokers before 0.11"
        self.sender.identityFailed(.unsupportedVersion, message: message, now: now)
      case .failure:
        self.sender.identityFailed(nil, message: nil, now: now)
      }
      self.pump()
    }
  }

  // MARK: Closing

  /// Gives up what has not ended at that time.
  package func close(by deadline: Instant) {
    closeDeadline = min(closeDeadline, deadline)
    pump()
  }

  private func giveUp() {
    let (_, resumed) = queue.withAccumulator { accumulator in
      sender.abandonAll(&accumulator, nil)
      sender.settle(&accumulator)
    }
    closeDeadline = .distantFuture
    settle()
    queue.resume(resumed)
  }

  // MARK: Diagnostics

  /// Produce requests without an answer.
  package var callsInFlight: Int { sender.callsInFlight }

  /// Looks into the sender, or changes it: for tests that must see what a broken one leads to.
  package func withSender<Result>(_ body: (inout ProduceSender) -> Result) -> Result { body(&sender) }

  /// What each partition waits for, in lines for a person.
  package func diagnostics() -> String {
    queue.withAccumulator { sender.diagnostics($0, now: cluster.now) }.0
  }
}

extension ProduceCallFailure {
  /// What an error of the cluster means for batches: whether they may have been stored. `timedOut` is only said of
  /// requests that waited to be sent: one that was sent and is not answered in time is `disconnected`. `closed` and
  /// `cancelled` are said of both, so that they count as sent.
  package init(_ error: KafkaError) {
    switch error.code {
    case .unreachable, .unknownBroker, .timedOut, .notRunning: self = .notSent(reason: error.message)
    case .unsupportedVersion: self = .unsupportedVersion("\(error)")
    default: self = .disconnected(reason: error.message)
    }
  }
}
