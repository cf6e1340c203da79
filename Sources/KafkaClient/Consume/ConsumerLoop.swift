import DequeModule
import KafkaClientCore
import KafkaMessages
import KafkaWire
import Logging
import NIOCore

/// The event-loop side of a consumer: the driver of its group and fetch machines.
///
/// It sends what they say, keeps the application's handlers in order with the group's rounds, commits, and moves what
/// was fetched into the mailbox. Everything happens on the cluster's loop.
final class ConsumerLoop {
  let cluster: Cluster
  let configuration: ConsumerConfiguration
  let mailbox: ConsumerMailbox
  let log: EventLog
  let listener: RebalanceListener?

  var group: ClassicGroupMachine?
  /// Why the coordinator did not answer the group's last request; nil when it did.
  var groupProblem: KafkaError?
  var fetcher: FetchMachine
  var commits: CommitState
  /// Partitions that the application chose by hand.
  var manual: Set<TopicPartition> = []
  var subscription: Set<String> = []
  /// Topics of which the group's leader waits to hear.
  var described: Set<String> = []
  /// Counts releases: a new one supersedes the steps of the last.
  var releaseCount = 0
  /// Partitions on their way out, of all releases that are not over.
  var released: Set<TopicPartition> = []
  /// Of those, the ones whose handler has not been called.
  var untold: Set<TopicPartition> = []
  /// Continues a release when the application is done with what it has in hand.
  var whenIdle: (() -> Void)?
  /// The handler called last; the next one waits for it.
  var lastHandler: EventLoopFuture<Void>?
  /// Positions that the application asked for before the start.
  private var deferred: [(ConsumerLoop) -> Void] = []
  private var staysRevision: UInt64 = 0
  var alarm: LoopAlarm?
  var commitAt = Instant.distantFuture
  var closeDeadline = Instant.distantFuture
  var closing: [EventLoopPromise<Void>] = []
  private(set) var isFinished = false
  private let interest: InterestID
  private var watcher: UInt64?

  init(
    cluster: Cluster, configuration: ConsumerConfiguration, mailbox: ConsumerMailbox, listener: RebalanceListener?,
    random: RandomSource, logger: Logger
  ) {
    var random = random
    self.cluster = cluster
    self.configuration = configuration
    self.mailbox = mailbox
    self.listener = listener
    log = EventLog(logger)
    group = configuration.groupSettings.map { ClassicGroupMachine(settings: $0, random: .seeded(random.next())) }
    fetcher = FetchMachine(settings: configuration.fetchSettings, random: .seeded(random.next()))
    commits = CommitState(backoff: configuration.fetchSettings.backoff, random: .seeded(random.next()))
    interest = cluster.makeInterestID()
  }

  var now: Instant { cluster.now }

  // MARK: Life

  func start() {
    guard !isFinished, watcher == nil else { return }
    let end = KafkaError(.closed, "the client has been shut down")
    guard !cluster.isClosed else { return finish(.failure(end)) }
    watcher = cluster.watchMetadata { [weak self] metadata in
      self?.metadataChanged(metadata)
    } whenClosed: { [weak self] in
      self?.finish(.failure(end))
    }
    fetcher.moment = LoopClock.moment
    if configuration.commitsAutomatically, configuration.autoCommitInterval > .zero {
      commitAt = now + configuration.autoCommitInterval
    }
    updateInterest()
    // What the client knows already nobody tells again.
    leadersChanged(cluster.metadata)
    if !subscription.isEmpty { subscribe(to: subscription) }
    if !manual.isEmpty { assign(manual.sorted()) }
    let changes = deferred
    deferred = []
    for change in changes { change(self) }
    setAlarm()
  }

  var isStarted: Bool { watcher != nil }

  /// Ends membership and fetching; done when the group has been left, at `deadline` at the latest.
  func close(by deadline: Instant) -> EventLoopFuture<Void> {
    guard !isFinished else { return cluster.loop.makeSucceededVoidFuture() }
    let promise = cluster.loop.makePromise(of: Void.self)
    closing.append(promise)
    guard closeDeadline == .distantFuture else { return promise.futureResult }
    closeDeadline = deadline
    setAlarm()
    if group != nil, manual.isEmpty {
      changeGroup { $0.close(reason: "the consumer is closed", deadline: deadline, now: self.now) }
    } else {
      let partitions = Set(manual)
      mailbox.stopDelivering(partitions)
      commitBeforeGivingUp(by: deadline) { self.finish(.success(())) }
    }
    return promise.futureResult
  }

  /// The end, for good or for a reason.
  func finish(_ end: Result<Void, KafkaError>) {
    guard !isFinished else { return }
    isFinished = true
    if let watcher { cluster.stopWatching(watcher) }
    cluster.setInterest(nil, of: interest)
    alarm?.cancel()
    mailbox.finish(end)
    abandonCommits()
    let promises = closing
    closing = []
    for promise in promises { promise.succeed() }
  }

  // MARK: What the application wants

  func subscribe(to topics: Set<String>) {
    subscription = topics
    guard isStarted else { return }
    updateInterest()
    changeGroup { $0.subscribe(to: topics, now: self.now) }
  }

  func assign(_ partitions: [TopicPartition]) {
    let removed = manual.subtracting(partitions)
    manual = Set(partitions)
    guard isStarted else { return }
    updateInterest()
    leadersChanged(cluster.metadata)
    if !removed.isEmpty {
      commitProcessed()
      forgetCommits(of: removed)
      changeFetcher { $0.revoke(removed.sorted(), now: self.now) }
    }
    changeFetcher { $0.assign(partitions, now: self.now) }
  }

  func changeFetcher(_ change: (inout FetchMachine) -> [FetchAction]) {
    guard !isFinished else { return }
    let actions = change(&fetcher)
    if fetcher.staysRevision != staysRevision {
      staysRevision = fetcher.staysRevision
      mailbox.setStays(fetcher.stays)
    }
    for action in actions { perform(action) }
    setAlarm()
  }

  /// Changes where a partition is read, now or at the start.
  func position(_ partition: TopicPartition, _ change: @escaping (inout FetchMachine, Instant) -> [FetchAction]) {
    guard isStarted else {
      deferred.append { $0.position(partition, change) }
      return
    }
    guard fetcher.isAssigned(partition) else {
      return log.tell(
        .consumerPositionRefused, "cannot change the position of a partition that is not assigned",
        about: "\(partition)", ["partition": "\(partition)"])
    }
    changeFetcher { change(&$0, self.now) }
  }

  func changeGroup(_ change: (inout ClassicGroupMachine) -> [GroupAction]) {
    guard !isFinished, group != nil else { return }
    let actions = group.map { machine in
      var machine = machine
      let actions = change(&machine)
      group = machine
      return actions
    }
    for action in actions ?? [] { perform(action) }
    setAlarm()
  }

  // MARK: Metadata

  func updateInterest() {
    var topics = subscription.union(manual.map(\.topic)).union(described)
    topics.formUnion(group?.watchedTopics ?? [])
    cluster.setInterest(
      topics.isEmpty
        ? nil : MetadataInterest(topics: .named(topics), allowsAutoCreation: configuration.allowsAutoTopicCreation),
      of: interest)
  }

  private func metadataChanged(_ metadata: ClusterMetadata) {
    fetcher.moment = LoopClock.moment
    leadersChanged(metadata)
    describeIfKnown(metadata)
    if let watched = group?.watchedTopics, !watched.isEmpty {
      changeGroup { $0.layoutsChanged(Self.layouts(of: watched, in: metadata), now: self.now) }
    }
  }

  private func leadersChanged(_ metadata: ClusterMetadata) {
    var leaders: [TopicPartition: FetchMachine.Leader] = [:]
    for topic in metadata.topics.values {
      for partition in topic.partitions where metadata.brokers[partition.leader] != nil {
        leaders[TopicPartition(topic: topic.name, partition: partition.index)] = FetchMachine.Leader(
          node: partition.leader, epoch: partition.leaderEpoch, topicID: topic.id)
      }
    }
    changeFetcher { $0.leadersChanged(leaders, now: self.now) }
  }

  /// Gives the group's leader the layouts that it waits for, once metadata knows every topic, or knows that there is
  /// no such topic.
  func describeIfKnown(_ metadata: ClusterMetadata) {
    guard !described.isEmpty, described.allSatisfy({ metadata.topics[$0] != nil }) else { return }
    let topics = described
    described = []
    changeGroup { $0.assign(layouts: Self.layouts(of: topics, in: metadata), now: self.now) }
    updateInterest()
  }

  private static func layouts(of topics: Set<String>, in metadata: ClusterMetadata) -> [String: TopicLayout] {
    var layouts: [String: TopicLayout] = [:]
    for name in topics {
      guard let topic = metadata.topics[name], !topic.partitions.isEmpty else { continue }
      layouts[name] = TopicLayout(
        partitionCount: topic.partitions.count,
        racks: topic.partitions.map { Set($0.replicas.compactMap { metadata.brokers[$0]?.rack }) })
    }
    return layouts
  }

  // MARK: Time and progress

  /// The application has read something, or asks for more.
  func mailboxChanged() {
    guard !isFinished else { return }
    let now = now
    let (progress, asked) = mailbox.collect()
    if asked { changeGroup { $0.polled(now: self.now) } }
    for step in progress {
      changeFetcher { fetcher in
        switch step {
        case .read(let bytes, let partition, let stay):
          return fetcher.consumed(bytes, of: partition, stay: stay, now: now)
        case .failed(let partition, let stay):
          fetcher.abandon(partition, stay: stay)
          return []
        }
      }
    }
    if !progress.isEmpty, configuration.autoCommitInterval <= .zero { commitProcessed() }
    if let whenIdle {
      self.whenIdle = nil
      whenIdle()
    }
  }

  func setAlarm() {
    guard isStarted, !isFinished else { return }
    if alarm == nil { alarm = LoopAlarm(loop: cluster.loop) { [unowned self] in self.alarmWentOff() } }
    let deadline = min(
      group?.nextDeadline ?? .distantFuture, fetcher.nextDeadline, commitAt, min(commits.nextDeadline, closeDeadline))
    if deadline < .distantFuture { alarm?.set(deadline) }
  }

  private func alarmWentOff() {
    guard !isFinished else { return }
    let now = now
    // An application that waits for records has not stopped asking.
    if mailbox.isWaitedFor { changeGroup { $0.polled(now: now) } }
    changeGroup { $0.deadlineReached(now: now) }
    changeFetcher { $0.deadlineReached(now: now) }
    if now >= commitAt {
      commitAt = now + configuration.autoCommitInterval
      commitProcessed()
    }
    retryCommits()
    if now >= closeDeadline { finish(.success(())) }
    setAlarm()
  }

}
