import KafkaClientCore
import KafkaMessages
import KafkaWire
import Logging
import NIOCore

/// What the fetch machine says.
extension ConsumerLoop {
  func perform(_ action: FetchAction) {
    switch action {
    case .fetch(let request, let node, let id, let topicIDs, let timeout):
      // Without every topic's identifier the names have to do, which the versions from 13 on do not carry.
      let versions: ClosedRange<Int16> = topicIDs ? FetchRequest.versions : FetchRequest.versions.lowerBound...12
      cluster.send(request, to: .node(node, .fetch), timeout: timeout, versions: versions) { [weak self] result in
        self?.changeFetcher { machine in
          guard let self else { return [] }
          switch result {
          case .success(let answer):
            return machine.received(answer.body, version: answer.version, id: id, now: self.now)
          case .failure(let error):
            self.requestFailed(error, node: node)
            return machine.requestFailed(id, now: self.now)
          }
        }
      }
    case .listOffsets(let request, let node, let id, let timeout):
      cluster.send(request, to: .node(node), timeout: timeout) { [weak self] result in
        self?.changeFetcher { machine in
          guard let self else { return [] }
          switch result {
          case .success(let answer): return machine.received(answer.body, id: id, now: self.now)
          case .failure(let error):
            self.requestFailed(error, node: node)
            return machine.requestFailed(id, now: self.now)
          }
        }
      }
    case .findCommitted(let partitions):
      findCommitted(partitions)
    case .deliver(let records):
      mailbox.deliver(records)
    case .refreshMetadata:
      cluster.requestMetadataUpdate()
    case .fail(let partition, let failure):
      guard let stay = fetcher.stays[partition] else { return }
      mailbox.fail(partition, stay: stay, KafkaError(failure, partition: partition))
    }
  }

  /// The machine tries again, which does not help where it cannot.
  private func requestFailed(_ error: KafkaError, node: Int32) {
    if error.endsMembership {
      // Not from within the change that led here.
      cluster.loop.assumeIsolated().execute { [weak self] in self?.finish(.failure(error)) }
    } else if error.code != .disconnected {
      log.tell(.consumerFetchFailed, "cannot fetch", about: "\(node)", ["node": "\(node)", "error": "\(error)"])
    }
  }

  private func findCommitted(_ partitions: [TopicPartition]) {
    guard let groupID = configuration.groupID else {
      cluster.loop.assumeIsolated().execute { [weak self] in
        self?.changeFetcher { machine in
          machine.foundCommitted([:], none: partitions, now: self?.now ?? .zero)
        }
      }
      return
    }
    cluster.send(
      OffsetFetchRequest.self, to: .coordinator(.group(groupID)), versions: GroupOffsets.versions,
      completion: { [weak self] result in self?.foundCommitted(result, partitions, groupID) },
      body: { GroupOffsets.fetchRequest(partitions, group: groupID, version: $0) })
  }

  private func foundCommitted(
    _ result: Result<Answer<OffsetFetchResponse>, KafkaError>, _ asked: [TopicPartition], _ groupID: String
  ) {
    guard !isFinished else { return }
    var offsets: [TopicPartition: Int64] = [:]
    var none: [TopicPartition] = []
    var unavailable = Set(asked)
    do {
      let answer = try result.get()
      let found = try GroupOffsets.committed(in: answer.body, group: groupID, version: answer.version)
      for (partition, entry) in found {
        switch entry {
        case .success(let committed?): offsets[partition] = committed.offset
        case .success(nil): none.append(partition)
        case .failure(let failure):
          guard failure.code.isRetriable || failure.code == .unstableOffsetCommit else {
            let error = KafkaError(BrokerError(failure.code), api: .offsetFetch, topicPartition: partition)
            return finish(.failure(error))
          }
          continue
        }
        unavailable.remove(partition)
      }
    } catch GroupOffsets.Failure.refused(let error) {
      if error == .notCoordinator || error == .coordinatorNotAvailable {
        cluster.forgetCoordinator(.group(groupID))
      } else if !error.isRetriable {
        return finish(.failure(KafkaError(BrokerError(error), api: .offsetFetch)))
      }
    } catch {
      if let error = error as? KafkaError, error.endsMembership { return finish(.failure(error)) }
      log.tell(
        .consumerOffsetsFailed, "cannot read committed offsets", ["group": "\(groupID)", "error": "\(error)"])
    }
    let waiting = unavailable.sorted()
    fetcher.committedUnavailable(waiting, now: now)
    changeFetcher { $0.foundCommitted(offsets, none: none.sorted(), now: self.now) }
  }
}
