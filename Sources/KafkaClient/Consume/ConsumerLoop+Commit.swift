import DequeModule
import KafkaClientCore
import KafkaMessages
import KafkaWire
import Logging

/// Commits, one after the other: an earlier one that has to be tried again must not undo a later one.
struct CommitState {
  struct Attempt {
    var offsets: [TopicPartition: CommittedOffset]
    var deadline: Instant
    var attempts = 0
    var done: (Result<Void, KafkaError>) -> Void
  }

  /// What the group has, as far as this consumer knows.
  var committed: [TopicPartition: CommittedOffset] = [:]
  /// The commit whose turn it is.
  var current: Attempt?
  /// When it is tried again; nil while it is on its way.
  var retryAt: Instant?
  /// Numbers the requests, so that the answer to one that was given up is not taken for another's.
  var request: UInt64 = 0
  /// Those whose turn is to come. Each has somebody who waits for it, but for one at most that is automatic.
  var waiting = Deque<Attempt>()
  /// An automatic commit is under way or waits.
  var isAutomaticPending = false
  let backoff: Backoff
  var random: RandomSource

  init(backoff: Backoff, random: RandomSource) {
    self.backoff = backoff
    self.random = random
  }

  var nextDeadline: Instant {
    waiting.reduce(retryAt ?? .distantFuture) { min($0, $1.deadline) }
  }
}

extension ConsumerLoop {
  // MARK: Wishes

  /// Commits what has been processed since the last time, without anybody waiting for it.
  func commitProcessed() {
    guard configuration.commitsAutomatically, !commits.isAutomaticPending else { return }
    let offsets = uncommitted(includingInHand: false)
    guard !offsets.isEmpty else { return }
    commits.isAutomaticPending = true
    commit(offsets, by: now + configuration.client.requestTimeout) { [weak self] result in
      guard let self else { return }
      self.commits.isAutomaticPending = false
      switch result {
      case .failure(let error):
        if !self.isFinished { self.log.tell(.consumerCommitFailed, "cannot commit offsets", ["error": "\(error)"]) }
      case .success:
        // Without an interval what was processed meanwhile follows at once.
        if self.configuration.autoCommitInterval <= .zero { self.commitProcessed() }
      }
    }
  }

  /// The last commit before partitions are given up. What cannot be committed will be read again by their next owner.
  func commitBeforeGivingUp(by deadline: Instant, then: @escaping () -> Void) {
    let offsets = configuration.commitsAutomatically ? uncommitted(includingInHand: false) : [:]
    guard !offsets.isEmpty else { return then() }
    commit(offsets, by: deadline) { [weak self] result in
      if case .failure(let error) = result, self?.isFinished == false {
        self?.log.tell(
          .consumerCommitFailed, "cannot commit before partitions are given up", ["error": "\(error)"])
      }
      then()
    }
  }

  private func uncommitted(includingInHand: Bool) -> [TopicPartition: CommittedOffset] {
    mailbox.processed(includingInHand: includingInHand).filter { commits.committed[$0.key] != $0.value }
  }

  /// Partitions that go: what others commit for them is not known here.
  func forgetCommits(of partitions: Set<TopicPartition>) {
    for partition in partitions { commits.committed[partition] = nil }
  }

  /// Commits what the application has been given, what it has in hand included.
  func commitGiven(_ done: @escaping (Result<Void, KafkaError>) -> Void) {
    let offsets = uncommitted(includingInHand: true)
    guard !offsets.isEmpty else { return done(.success(())) }
    commit(offsets, by: now + configuration.client.defaultAPITimeout, done)
  }

  private func commit(
    _ offsets: [TopicPartition: CommittedOffset], by deadline: Instant,
    _ done: @escaping (Result<Void, KafkaError>) -> Void
  ) {
    guard !isFinished else { return done(.failure(Self.closed)) }
    commits.waiting.append(.init(offsets: offsets, deadline: deadline, done: done))
    nextCommit()
    setAlarm()
  }

  // MARK: One after the other

  private func nextCommit() {
    guard commits.current == nil, let next = commits.waiting.popFirst() else { return }
    commits.current = next
    send(next)
  }

  private func send(_ attempt: CommitState.Attempt) {
    commits.retryAt = nil
    commits.request += 1
    let request = commits.request
    guard let groupID = configuration.groupID else {
      return end(.failure(KafkaError(.invalidArgument, "there is no group.id to commit for; set one")))
    }
    let isMember = !subscription.isEmpty
    let identity = GroupIdentity(
      group: groupID, generation: isMember ? group?.generation ?? -1 : -1,
      member: isMember ? group?.memberIdentifier ?? "" : "",
      instance: isMember ? configuration.groupInstanceID : nil)
    if isMember, identity.generation < 0 {
      return end(.failure(KafkaError(.rebalanced, "the consumer is not in the group now, so it cannot commit")))
    }
    let offsets = attempt.offsets
    cluster.send(
      OffsetCommitRequest.self, to: .coordinator(.group(groupID)),
      timeout: min(configuration.client.requestTimeout, max(attempt.deadline - now, .milliseconds(1))),
      versions: GroupOffsets.versions,
      completion: { [weak self] result in
        guard let self, self.commits.request == request, self.commits.current != nil else { return }
        self.committed(result, offsets, groupID)
      },
      body: { GroupOffsets.commitRequest(offsets, by: identity, version: $0) })
  }

  private func committed(
    _ result: Result<Answer<OffsetCommitResponse>, KafkaError>, _ offsets: [TopicPartition: CommittedOffset],
    _ groupID: String
  ) {
    switch result {
    case .failure(let error):
      if error.endsMembership { end(.failure(error)) } else { retry(after: error) }
    case .success(let answer):
      let failures = GroupOffsets.failures(in: answer.body)
      for (partition, offset) in offsets where failures[partition] == nil {
        commits.committed[partition] = offset
      }
      guard let (partition, code) = failures.min(by: { $0.key < $1.key }) else { return end(.success(())) }
      commits.current?.offsets = offsets.filter { failures[$0.key] != nil }
      refused(code, partition, groupID)
    }
  }

  private func refused(_ code: ErrorCode, _ partition: TopicPartition, _ groupID: String) {
    let error = KafkaError(BrokerError(code), api: .offsetCommit, topicPartition: partition)
    switch code {
    case .unknownMemberId, .illegalGeneration, .rebalanceInProgress, .fencedInstanceId:
      let now = now
      changeGroup { $0.commitRefused(code, now: now) }
      end(.failure(KafkaError(.rebalanced, "the group has changed; its partitions are read by others", cause: error)))
    case .notCoordinator, .coordinatorNotAvailable, .requestTimedOut:
      cluster.forgetCoordinator(.group(groupID))
      retry(after: error)
    default:
      if code.isRetriable { retry(after: error) } else { end(.failure(error)) }
    }
  }

  private func retry(after error: KafkaError) {
    guard let attempt = commits.current else { return }
    let retryAt = now + commits.backoff.delay(attempts: attempt.attempts, using: &commits.random)
    guard retryAt < attempt.deadline else { return end(.failure(error)) }
    commits.current?.attempts += 1
    commits.retryAt = retryAt
    setAlarm()
  }

  /// The commit whose turn it is has come to an end; the next one follows.
  private func end(_ result: Result<Void, KafkaError>) {
    let ended = commits.current
    commits.current = nil
    commits.retryAt = nil
    ended?.done(result)
    nextCommit()
  }

  // MARK: Time

  func retryCommits() {
    let now = now
    let late = commits.waiting.filter { $0.deadline <= now }
    commits.waiting.removeAll { $0.deadline <= now }
    for attempt in late {
      attempt.done(.failure(KafkaError(.timedOut, "an earlier commit of this consumer is still under way")))
    }
    if let retryAt = commits.retryAt, retryAt <= now, let current = commits.current { send(current) }
  }

  private static var closed: KafkaError { KafkaError(.closed, "the consumer has been closed") }

  /// The consumer has ended: nobody is left to try again.
  func abandonCommits() {
    let attempts = [commits.current].compactMap(\.self) + commits.waiting
    commits.current = nil
    commits.retryAt = nil
    commits.waiting = []
    for attempt in attempts { attempt.done(.failure(Self.closed)) }
  }
}
