package import KafkaStorage
package import KafkaWire

/// Syncing logs to disk as `flush.messages` and `flush.ms` promise. The driver performs the syncs on other threads.
extension BrokerNode {
  /// What the driver performs for ``NodeAction/sync(_:)``.
  package func syncRequest(of partition: TopicPartition) -> SyncRequest? { syncs.underWay[partition] }

  /// A sync was performed, or failed.
  package func syncFinished(_ name: TopicPartition, _ error: StorageError?, at now: Moment) -> [NodeAction] {
    begin(at: now)
    guard let request = syncs.end(name), let partition = partitions[name], let store = partition.store else {
      return drain()
    }
    guard store.isOwn(request) else {
      // The topic was deleted and made again meanwhile: the new log has yet to have its turn.
      considerSync(of: partition)
      return drain()
    }
    if let error {
      store.syncFailed(error)
      takeOffline(partition, error)
    } else {
      store.syncCompleted(request, at: now.instant)
      for waiter in syncs.satisfied(name, upTo: request.upTo) { synced(waiter, nil) }
      considerSync(of: partition)
    }
    return drain()
  }

  /// Begins a sync when one is due, or sees to it that it is not forgotten.
  func considerSync(of partition: Partition) {
    guard let store = partition.store, syncs.underWay[partition.name] == nil else { return }
    // Those who wait may wait for fewer records than `flush.messages` when a sync that was under way took the others.
    guard store.isSyncDue(at: now.instant) || syncs.hasWaiters(for: partition.name) else {
      if store.nextSyncDeadline != nil { syncs.timed.insert(partition.name) }
      return
    }
    syncs.timed.remove(partition.name)
    do throws(StorageError) {
      syncs.begin(try store.syncRequest(), of: partition.name)
      perform(.sync(partition.name))
    } catch {
      takeOffline(partition, error)
    }
  }

  var nextSyncDeadline: Instant? {
    syncs.timed.lazy.compactMap { self.partitions[$0]?.store?.nextSyncDeadline }.min()
  }

  func beginDueSyncs() {
    for name in syncs.timed where (partitions[name]?.store?.nextSyncDeadline).map({ $0 <= now.instant }) ?? true {
      syncs.timed.remove(name)
      if let partition = partitions[name] { considerSync(of: partition) }
    }
  }

  private func synced(_ waiter: SyncDesk.Waiter, _ error: ErrorCode?) {
    switch waiter {
    case .produce(let token, let place): produceSynced(token, place: place, error)
    case .group(let id): groupAppendFinished(id, error == .notLeaderOrFollower ? .notCoordinator : error)
    }
  }

  /// The log cannot be trusted any more: its clients get errors until the node is started anew.
  func takeOffline(_ partition: Partition, _ error: StorageError) {
    partition.failed(error.description)
    report(.partitionFailed(partition.name.description, error.description))
    abandonWaiters(of: partition.name)
    // Groups that can write nothing are nobody's any more.
    if partition.name.topic == TopicName.consumerOffsets { carryOut(groups.resign(partition.name.partition)) }
  }

  /// Tells those who wait for a partition that it is gone, has failed or is led by another node.
  func abandonWaiters(of name: TopicPartition, _ error: ErrorCode = .kafkaStorageError) {
    fetches.disturb(name)
    for waiter in syncs.abandon(name) { synced(waiter, error) }
  }
}
