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
          self.groupProblem = error
          self.warn("no answer from the group's coordinator", about: "group", ["error": "\(error)"])
          return machine.requestFailed(id, now: now)
        }
      }
    }
  }

  // MARK: Partitions come and go

  private func take(_ partitions: [TopicPartition]) {
    guard let listener else { return begin(partitions) }
    let promise = cluster.loop.makePromise(of: Void.self)
    promise.completeWithTask { await listener.assigned(partitions) }
    promise.futureResult.assumeIsolated().whenComplete { [weak self] _ in self?.begin(partitions) }
  }

  /// Reads the partitions, as far as they are still owned: the handler may have taken its time.
  private func begin(_ partitions: [TopicPartition]) {
    let owned = Set(group?.owned ?? [])
    changeFetcher { $0.assign(partitions.filter(owned.contains), now: self.now) }
  }

  /// In this order: nothing more is handed out; the application finishes what it has in hand; its offsets are
  /// committed; its handler runs; the group goes on. What is lost is not waited for and not committed.
  private func release(_ partitions: [TopicPartition], _ reason: ReleaseReason) {
    releaseCount += 1
    let release = releaseCount
    let set = Set(partitions)
    mailbox.stopDelivering(set)
    let proceed: () -> Void = { [weak self] in
      guard let self, self.releaseCount == release, !self.isFinished else { return }
      self.tellListener(partitions, reason) {
        guard self.releaseCount == release else { return }
        self.changeFetcher { $0.revoke(partitions, now: self.now) }
        self.changeGroup { $0.released(now: self.now) }
      }
    }
    guard reason == .revoked else { return proceed() }
    waitUntilIdle(set, release) { [weak self] in
      guard let self else { return }
      guard self.configuration.commitsAutomatically else { return proceed() }
      self.commitBeforeGivingUp(by: self.now + self.configuration.client.requestTimeout, then: proceed)
    }
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
    let promise = cluster.loop.makePromise(of: Void.self)
    promise.completeWithTask {
      switch reason {
      case .revoked: await listener.revoked(partitions)
      case .lost: await listener.lost(partitions)
      }
    }
    promise.futureResult.assumeIsolated().whenComplete { _ in then() }
  }
}
