import KafkaClientCore
import KafkaMessages
import KafkaWire
import Logging

/// Commits that are under way, or wait to be tried again.
struct CommitState {
  struct Attempt {
    var offsets: [TopicPartition: CommittedOffset]
    var deadline: Instant
    var retryAt: Instant
    var attempts: Int
    var done: (Result<Void, KafkaError>) -> Void
  }

  /// What the group has, as far as this consumer knows.
  var committed: [TopicPartition: CommittedOffset] = [:]
  var waiting: [Attempt] = []
  let backoff: Backoff
  var random: RandomSource

  init(backoff: Backoff, random: RandomSource) {
    self.backoff = backoff
    self.random = random
  }

  var nextDeadline: Instant { waiting.map(\.retryAt).min() ?? .distantFuture }
}

extension ConsumerLoop {
  /// Commits what has been processed since the last time, without anybody waiting for it.
  func commitProcessed() {
    guard configuration.commitsAutomatically else { return }
    let offsets = uncommitted(includingInHand: false)
    guard !offsets.isEmpty else { return }
    commit(offsets, by: now + configuration.client.requestTimeout) { [weak self] result in
      guard case .failure(let error) = result else { return }
      self?.warn("cannot commit offsets", about: "commit", ["error": "\(error)"])
    }
  }

  /// The last commit before partitions are given up. What cannot be committed will be read again by their next owner.
  func commitBeforeGivingUp(by deadline: Instant, then: @escaping () -> Void) {
    let offsets = configuration.commitsAutomatically ? uncommitted(includingInHand: false) : [:]
    guard !offsets.isEmpty else { return then() }
    commit(offsets, by: deadline) { [weak self] result in
      if case .failure(let error) = result {
        self?.warn("cannot commit before partitions are given up", about: "commit", ["error": "\(error)"])
      }
      then()
    }
  }

  private func uncommitted(includingInHand: Bool) -> [TopicPartition: CommittedOffset] {
    mailbox.processed(includingInHand: includingInHand).filter { commits.committed[$0.key] != $0.value }
  }

  /// Commits what the application has been given, the batch in hand included.
  func commitGiven(_ done: @escaping (Result<Void, KafkaError>) -> Void) {
    let offsets = uncommitted(includingInHand: true)
    guard !offsets.isEmpty else { return done(.success(())) }
    commit(offsets, by: now + configuration.client.defaultAPITimeout, done)
  }

  func commit(
    _ offsets: [TopicPartition: CommittedOffset], by deadline: Instant,
    _ done: @escaping (Result<Void, KafkaError>) -> Void
  ) {
    attempt(.init(offsets: offsets, deadline: deadline, retryAt: now, attempts: 0, done: done))
  }

  private func attempt(_ attempt: CommitState.Attempt) {
    guard let groupID = configuration.groupID else {
      return attempt.done(.failure(KafkaError(.invalidArgument, "there is no group.id to commit for; set one")))
    }
    let isMember = !subscription.isEmpty
    let identity = GroupIdentity(
      group: groupID, generation: isMember ? group?.generation ?? -1 : -1,
      member: isMember ? group?.memberIdentifier ?? "" : "",
      instance: isMember ? configuration.groupInstanceID : nil)
    if isMember, identity.generation < 0 {
      return attempt.done(
        .failure(KafkaError(.rebalanced, "the consumer is not in the group now, so it cannot commit")))
    }
    let offsets = attempt.offsets
    cluster.send(
      OffsetCommitRequest.self, to: .coordinator(.group(groupID)),
      timeout: min(configuration.client.requestTimeout, max(attempt.deadline - now, .milliseconds(1))),
      versions: GroupOffsets.versions,
      completion: { [weak self] result in self?.committed(result, attempt, groupID) },
      body: { GroupOffsets.commitRequest(offsets, by: identity, version: $0) })
  }

  private func committed(
    _ result: Result<Answer<OffsetCommitResponse>, KafkaError>, _ attempt: CommitState.Attempt, _ groupID: String
  ) {
    switch result {
    case .failure(let error):
      retry(attempt, after: error)
    case .success(let answer):
      let failures = GroupOffsets.failures(in: answer.body)
      for (partition, offset) in attempt.offsets where failures[partition] == nil {
        commits.committed[partition] = offset
      }
      guard let (partition, code) = failures.min(by: { $0.key < $1.key }) else { return attempt.done(.success(())) }
      var rest = attempt
      rest.offsets = attempt.offsets.filter { failures[$0.key] != nil }
      refused(rest, code, partition, groupID)
    }
  }

  private func refused(
    _ attempt: CommitState.Attempt, _ code: ErrorCode, _ partition: TopicPartition, _ groupID: String
  ) {
    let error = KafkaError(BrokerError(code), api: .offsetCommit, topicPartition: partition)
    switch code {
    case .unknownMemberId, .illegalGeneration, .rebalanceInProgress, .fencedInstanceId:
      let now = now
      changeGroup { $0.commitRefused(code, now: now) }
      attempt.done(
        .failure(KafkaError(.rebalanced, "the group has changed; its partitions are read by others", cause: error)))
    case .notCoordinator, .coordinatorNotAvailable, .requestTimedOut:
      cluster.forgetCoordinator(.group(groupID))
      retry(attempt, after: error)
    default:
      if code.isRetriable { retry(attempt, after: error) } else { attempt.done(.failure(error)) }
    }
  }

  private func retry(_ attempt: CommitState.Attempt, after error: KafkaError) {
    var next = attempt
    next.retryAt = now + commits.backoff.delay(attempts: attempt.attempts, using: &commits.random)
    next.attempts += 1
    guard !isFinished, next.retryAt < attempt.deadline else { return attempt.done(.failure(error)) }
    commits.waiting.append(next)
    setAlarm()
  }

  func retryCommits() {
    let due = commits.waiting.filter { $0.retryAt <= now }
    commits.waiting.removeAll { $0.retryAt <= now }
    for attempt in due { self.attempt(attempt) }
  }
}
