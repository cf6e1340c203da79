package import KafkaMessages
package import KafkaWire

/// Decides when to ask for metadata, about which topics, and what an answer means.
///
/// One request is under way at a time. What is wanted meanwhile leads to another one. A topic that is wanted for the
/// first time is asked for at once and alone; the answer is merged into what is known. Everything else waits for a
/// pause that grows while requests fail, or succeed and tell nothing new.
///
/// Not here: to whom the request goes, and whether anybody can be reached. That is `ClusterMachine`'s part.
package struct MetadataMachine: Sendable {
  package struct Settings: Equatable, Sendable {
    package var maximumAge: Duration
    /// After this long without use a topic of producers is forgotten (KIP-526).
    package var topicIdleTime: Duration
    package var backoff: Backoff
    /// Nil where the bootstrap servers are never gone back to.
    package var rebootstrapTrigger: Duration?

    package init(maximumAge: Duration, topicIdleTime: Duration, backoff: Backoff, rebootstrapTrigger: Duration?) {
      self.maximumAge = maximumAge
      self.topicIdleTime = topicIdleTime
      self.backoff = backoff
      self.rebootstrapTrigger = rebootstrapTrigger
    }
  }

  /// A question to ask.
  package struct Query: Equatable, Sendable {
    /// Nil asks about every topic.
    package var topics: [String]?
    package var allowsAutoCreation: Bool
    /// The answer adds to what is known rather than taking its place.
    package var isPartial: Bool

    package init(topics: [String]?, allowsAutoCreation: Bool, isPartial: Bool) {
      self.topics = topics
      self.allowsAutoCreation = allowsAutoCreation
      self.isPartial = isPartial
    }
  }

  private let settings: Settings
  private var random: RandomSource
  package private(set) var snapshot = ClusterMetadata.empty

  /// Topics of producers, with the time at which each is forgotten.
  private var used: [String: Instant] = [:]
  private var interests: [InterestID: MetadataInterest] = [:]
  /// Topics that are wanted and were not in any request yet.
  private var unseen: Set<String> = []

  private var query: Query?
  private var isUpdateWanted = false
  /// The next request may go before `notBefore`.
  private var skipsPause = false
  private var notBefore = Instant(nanoseconds: .min)
  private var lastFullSuccess: Instant?
  /// The first attempt to ask since the last answer; nil while none was made.
  private var tryingSince: Instant?
  /// Requests that failed in a row.
  private var failures = 0
  /// Answers in a row that told nothing new.
  private var equivalents = 0

  package init(settings: Settings, random: RandomSource) {
    self.settings = settings
    self.random = random
  }

  // MARK: Wanting

  /// A producer uses topics. They are kept for the idle time from now on.
  package mutating func use(_ topics: some Sequence<String>, at now: Instant) {
    let until = now + settings.topicIdleTime
    for topic in topics where used.updateValue(until, forKey: topic) == nil { want(topic) }
  }

  /// Says what a subscriber is interested in from now on; nil ends it.
  package mutating func setInterest(_ interest: MetadataInterest?, of id: InterestID) {
    let old = interests[id]
    interests[id] = interest
    guard let interest, interest != old else { return }
    switch interest.topics {
    case .named(let names):
      for name in names { want(name) }
    case .all:
      if old?.topics != .all {
        isUpdateWanted = true
        skipsPause = true
      }
    }
  }

  private mutating func want(_ topic: String) {
    guard snapshot.topics[topic] == nil, unseen.insert(topic).inserted else { return }
    skipsPause = true
    // New topics are no reason to go on slowly because the old ones did not change.
    equivalents = 0
  }

  /// Something suggests that the metadata is out of date. Asked for as soon as the pause allows.
  package mutating func requestUpdate() {
    isUpdateWanted = true
  }

  /// Whether anything was asked for that has not been answered yet.
  package var isUpdatePending: Bool { query != nil || isUpdateWanted || !unseen.isEmpty }

  // MARK: Asking

  /// When the next request is due; `distantFuture` while one is under way or nothing is wanted.
  package var dueTime: Instant {
    if query != nil { return .distantFuture }
    if isUpdateWanted || !unseen.isEmpty {
      return skipsPause ? Instant(nanoseconds: .min) : notBefore
    }
    guard let lastFullSuccess, !used.isEmpty || !interests.isEmpty else { return .distantFuture }
    return max(lastFullSuccess + settings.maximumAge, notBefore)
  }

  /// When it is time to go back to the bootstrap servers (KIP-1102); `distantFuture` while all is well.
  package var rebootstrapTime: Instant {
    guard let tryingSince, let trigger = settings.rebootstrapTrigger else { return .distantFuture }
    return tryingSince + trigger
  }

  /// Somebody is being looked for who can be asked. From the first time on, the time without metadata is counted.
  package mutating func attempted(at now: Instant) {
    if tryingSince == nil { tryingSince = now }
  }

  package var isQueryInFlight: Bool { query != nil }

  /// A request goes out. Returns what to ask.
  package mutating func begin(at now: Instant) -> Query {
    precondition(query == nil, "two metadata requests at the same time")
    attempted(at: now)
    used = used.filter { $0.value > now }
    let wantsEverything = interests.values.contains { $0.topics == .all }
    let isFullDue =
      isUpdateWanted || lastFullSuccess == nil && unseen.isEmpty
      || lastFullSuccess.map { now >= $0 + settings.maximumAge } == true
    unseen = unseen.filter { isWanted($0) }
    var topics = Set(used.keys)
    for case .named(let names) in interests.values.map(\.topics) { topics.formUnion(names) }
    // A request has one wish for all its topics, so topics that may be created by asking and those that must not are
    // asked for apart the first time.
    let creatable = topics.filter { allowsCreation($0) }
    let isMixed = wantsEverything ? !creatable.isEmpty : !creatable.isEmpty && creatable.count < topics.count
    let query: Query
    if !unseen.isEmpty, !isFullDue || isMixed {
      let created = unseen.intersection(creatable)
      let asked = created.isEmpty ? unseen : created
      unseen.subtract(asked)
      query = Query(topics: asked.sorted(), allowsAutoCreation: !created.isEmpty, isPartial: true)
    } else {
      unseen = []
      isUpdateWanted = false
      query = Query(
        topics: wantsEverything ? nil : topics.sorted(), allowsAutoCreation: !creatable.isEmpty && !isMixed,
        isPartial: false)
    }
    skipsPause = false
    self.query = query
    return query
  }

  private func isWanted(_ topic: String) -> Bool {
    used[topic] != nil
      || interests.values.contains {
        if case .named(let names) = $0.topics { names.contains(topic) } else { false }
      }
  }

  private func allowsCreation(_ topic: String) -> Bool {
    if used[topic] != nil { return true }
    return interests.values.contains {
      if case .named(let names) = $0.topics { $0.allowsAutoCreation && names.contains(topic) } else { false }
    }
  }

  // MARK: Answers

  /// Nobody could be asked, or the one who was did not answer usefully.
  package mutating func failed(at now: Instant) {
    if let query {
      // Nothing of it was learned.
      if query.isPartial {
        unseen.formUnion(query.topics ?? [])
      } else {
        isUpdateWanted = true
      }
    }
    query = nil
    failures += 1
    pause(from: now)
  }

  /// What an answer changed.
  package struct Change: Equatable, Sendable {
    /// Topics that now have another id: they were deleted and created again.
    package var recreatedTopics: [String] = []
    /// The id of the cluster before, when it is another one now.
    package var formerClusterID: String?
    /// Whether anything is newer than before.
    package var isNews = false

    package init() {}
  }

  /// The answer to the request under way. Its top-level error and its list of brokers have been looked at.
  package mutating func answered(
    _ response: MetadataResponse, version: Int16, at now: Instant
  ) -> Change {
    guard let query else { preconditionFailure("an answer without a question") }
    self.query = nil
    var change = Change()
    var needsAnother = false
    let topics = merge(response, version: version, query: query, &change, &needsAnother)
    if let former = snapshot.clusterID, let new = response.clusterId, former != new { change.formerClusterID = former }
    snapshot = ClusterMetadata(
      generation: snapshot.generation + 1, clusterID: response.clusterId ?? snapshot.clusterID,
      controllerID: response.controllerId, brokers: Self.brokers(of: response), topics: topics)
    if snapshot.generation == 1 { change.isNews = true }

    failures = 0
    tryingSince = nil
    if change.isNews || query.isPartial { equivalents = 0 } else { equivalents += 1 }
    if !query.isPartial {
      // A refresh because of age says nothing about how slow news come.
      if let last = lastFullSuccess, now >= last + settings.maximumAge { equivalents = 0 }
      lastFullSuccess = now
    } else if lastFullSuccess == nil {
      lastFullSuccess = now
    }
    if needsAnother {
      isUpdateWanted = true
      if equivalents == 0 { equivalents = 1 }
    }
    pause(from: now)
    return change
  }

  private mutating func pause(from now: Instant) {
    let failed = failures > 0 ? settings.backoff.delay(attempts: failures - 1, using: &random) : .zero
    let same = equivalents > 0 ? settings.backoff.delay(attempts: equivalents - 1, using: &random) : .zero
    notBefore = now + max(failed, same)
  }

  private static func brokers(of response: MetadataResponse) -> [Int32: ClusterMetadata.Broker] {
    var brokers = [Int32: ClusterMetadata.Broker]()
    for broker in response.brokers {
      brokers[broker.nodeId] = ClusterMetadata.Broker(
        id: broker.nodeId, endpoint: Endpoint(host: broker.host, port: Int(broker.port)), rack: broker.rack)
    }
    return brokers
  }

  // MARK: Other news

  /// A response told of a leader (KIP-951). Adopted when it is newer than what is known.
  ///
  /// - Returns: Whether the partition has a new leader now, so that a retry need not wait.
  package mutating func learnedLeader(
    of topicPartition: TopicPartition, leader: Int32, epoch: Int32, endpoints: [ClusterMetadata.Broker]
  ) -> Bool {
    guard leader >= 0, epoch >= 0, var partition = snapshot.partition(topicPartition), epoch > partition.leaderEpoch,
      snapshot.brokers[leader] != nil || endpoints.contains(where: { $0.id == leader })
    else { return false }
    var brokers = snapshot.brokers
    for broker in endpoints where brokers[broker.id] == nil { brokers[broker.id] = broker }
    partition.leader = leader
    partition.leaderEpoch = epoch
    partition.error = .none
    replace(partition, of: topicPartition, brokers: brokers)
    return true
  }

  /// A response told of a newer epoch, without saying who leads. Until the metadata does, nobody is taken to lead.
  package mutating func sawEpoch(_ epoch: Int32, of topicPartition: TopicPartition) {
    guard var partition = snapshot.partition(topicPartition), epoch > partition.leaderEpoch else { return }
    partition.leader = -1
    partition.leaderEpoch = epoch
    replace(partition, of: topicPartition, brokers: snapshot.brokers)
    requestUpdate()
  }

  /// The client goes back to the bootstrap servers: the brokers are forgotten, topics and epochs are not.
  package mutating func rebootstrapped() {
    failed(at: notBefore)
    failures = 0
    equivalents = 0
    tryingSince = nil
    isUpdateWanted = true
    skipsPause = true
    snapshot = ClusterMetadata(
      generation: snapshot.generation + 1, clusterID: snapshot.clusterID, controllerID: -1, brokers: [:],
      topics: snapshot.topics)
  }

  private mutating func replace(
    _ partition: ClusterMetadata.Partition, of topicPartition: TopicPartition,
    brokers: [Int32: ClusterMetadata.Broker]
  ) {
    var topics = snapshot.topics
    topics[topicPartition.topic]?.partitions[Int(topicPartition.partition)] = partition
    snapshot = ClusterMetadata(
      generation: snapshot.generation + 1, clusterID: snapshot.clusterID, controllerID: snapshot.controllerID,
      brokers: brokers, topics: topics)
  }

  /// Since the last answer about all topics of interest; nil before the first.
  func age(at now: Instant) -> Duration? { lastFullSuccess.map { now - $0 } }

  /// One line for a person.
  package func summary(at now: Instant) -> String {
    var text = "generation \(snapshot.generation), \(snapshot.brokers.count) brokers, \(snapshot.topics.count) topics"
    if let lastFullSuccess { text += ", \((now - lastFullSuccess).wholeMilliseconds) ms old" }
    if query != nil { text += ", request under way" }
    if let tryingSince { text += ", asking for \((now - tryingSince).wholeMilliseconds) ms" }
    if isUpdateWanted { text += ", update wanted" }
    if !unseen.isEmpty { text += ", never seen: \(unseen.sorted().joined(separator: " "))" }
    return text
  }
}
