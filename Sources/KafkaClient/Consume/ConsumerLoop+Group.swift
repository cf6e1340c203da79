import KafkaClientCore
import KafkaMessages
import KafkaWire
import Logging
import NIOCore

/// What the group machine says.
extension ConsumerLoop {
  func perform(_ action: GroupAction) {
    switch action {
    case .send(let request, let id, let timeout):
      send(request, id, timeout)
    case .forgetCoordinator:
      if let groupID = configuration.groupID { cluster.forgetCoordinator(.group(groupID)) }
    case .release(let partitions, let reason):
      release(partitions, reason)
    case .assign(let partitions):
      take(partitions)
    case .describe(let topics):
      described = topics
      updateInterest()
      describeIfKnown(cluster.metadata)
    case .fail(let failure):
      finish(.failure(KafkaError(failure, group: configuration.groupID ?? "")))
    case .left:
      finish(.success(()))
    }
  }

  private func send(_ request: GroupRequest, _ id: GroupRequestID, _ timeout: Duration) {
    guard let groupID = configuration.groupID else { return }
    let coordinator = Destination.coordinator(.group(groupID))
    switch request {
    case .join(let body):
      cluster.send(
        body, to: coordinator, timeout: timeout, completion: answered(id) { $0.received($1, id: id, now: $2) })
    case .sync(let body):
      cluster.send(
        body, to: coordinator, timeout: timeout, completion: answered(id) { $0.received($1, id: id, now: $2) })
    case .heartbeat(let body):
      cluster.send(
        body, to: coordinator, timeout: timeout, completion: answered(id) { $0.received($1, id: id, now: $2) })
    case .leave(let departure):
      cluster.send(
        LeaveGroupRequest.self, to: coordinator, timeout: timeout,
        completion: answered(id) { machine, answer, _ in machine.received(answer, id: id) },
        body: { departure.request(version: $0) })
    }
  }

  private func answered<Response>(
    _ id: GroupRequestID,
    _ receive: @escaping (inout ClassicGroupMachine, Response, Instant) -> [GroupAction]
  ) -> (Result<Answer<Response>, KafkaError>) -> Void {
    { [weak self] result in
      guard let self else { return }
      let now = self.now
      self.changeGroup { machine in
        switch result {
        case .success(let answer):
          self.groupProblem = nil
          return receive(&machine, answer.body, now)
        case .failure(let error):
          if error.endsMembership {
            // Not from within the change of the machine that it would end.
            self.cluster.loop.assumeIsolated().execute { self.endMembership(error) }
            return []
          }
          self.groupProblem = error
          self.log.tell(
            .consumerGroupUnanswered, "no answer from the group's coordinator", ["error": "\(error)"])
          return machine.requestFailed(id, now: now)
        }
      }
    }
  }

  private func endMembership(_ error: KafkaError) {
    guard !isFinished else { return }
    tellListener(Set(group?.owned ?? []).union(untold).sorted(), .lost) {}
    finish(.failure(error))
  }

  // MARK: Partitions come and go

  /// The handler may seek in its partitions, so they are there before it is called, and are read when it is done.
  private func take(_ partitions: [TopicPartition]) {
    guard let listener else {
      changeFetcher { $0.assign(partitions, now: self.now) }
      return
    }
    changeFetcher { $0.assign(partitions, held: true, now: self.now) }
    call {
      await listener.assigned(partitions)
    } then: { [weak self] in
      self?.changeFetcher { $0.begin(partitions, now: self?.now ?? .zero) }
    }
  }

  /// Calls a handler of the application when the one before has returned.
  private func call(_ handler: @escaping @Sendable () async -> Void, then: @escaping () -> Void) {
    let promise = cluster.loop.makePromise(of: Void.self)
    if let lastHandler {
      lastHandler.assumeIsolated().whenComplete { _ in promise.completeWithTask { await handler() } }
    } else {
      promise.completeWithTask { await handler() }
    }
    lastHandler = promise.futureResult
    promise.futureResult.assumeIsolated().whenComplete { _ in then() }
  }

  /// In this order: nothing more is handed out; the application finishes what it has in hand; its offsets are
  /// committed; its handler runs; the group goes on. What is lost is not waited for and not committed.
  private func release(_ partitions: [TopicPartition], _ reason: ReleaseReason) {
    releaseCount += 1
    let release = releaseCount
    let set = Set(partitions)
    released.formUnion(set)
    untold.formUnion(set)
    mailbox.stopDelivering(set)
    let proceed: () -> Void = { [weak self] in
      guard let self, self.releaseCount == release, !self.isFinished else { return }
      let untold = self.untold.sorted()
      self.untold = []
      self.tellListener(untold, reason) { [weak self] in self?.finishRelease(release) }
    }
    guard reason == .revoked else { return proceed() }
    waitUntilIdle(set, release) { [weak self] in
      guard let self else { return }
      guard self.configuration.commitsAutomatically else { return proceed() }
      self.commitBeforeGivingUp(by: self.now + self.configuration.client.requestTimeout, then: proceed)
    }
  }

  /// What earlier releases were interrupted in giving up goes as well.
  private func finishRelease(_ release: Int) {
    guard releaseCount == release else { return }
    let gone = released
    released = []
    forgetCommits(of: gone)
    changeFetcher { $0.revoke(gone.sorted(), now: self.now) }
    changeGroup { $0.released(now: self.now) }
  }

  private func waitUntilIdle(_ partitions: Set<TopicPartition>, _ release: Int, then: @escaping () -> Void) {
    guard mailbox.isBusy(with: partitions), closeDeadline == .distantFuture else { return then() }
    whenIdle = { [weak self] in
      guard let self, self.releaseCount == release, !self.isFinished else { return }
      self.waitUntilIdle(partitions, release, then: then)
    }
  }

  private func tellListener(_ partitions: [TopicPartition], _ reason: ReleaseReason, then: @escaping () -> Void) {
    guard let listener, !partitions.isEmpty else { return then() }
    call(
      {
        switch reason {
        case .revoked: await listener.revoked(partitions)
        case .lost: await listener.lost(partitions)
        }
      }, then: then)
  }
}
