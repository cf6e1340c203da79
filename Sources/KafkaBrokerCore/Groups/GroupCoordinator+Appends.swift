import KafkaMessages
package import KafkaWire
import OrderedCollections

/// What a coordinator writes, and what happens when it is in the log or not.
extension GroupCoordinator {
  /// The records of an append are in the log, and will stay there.
  package mutating func appended(_ id: AppendID, at now: Moment) -> [GroupOutput] {
    guard let pending = pendingAppends.removeValue(forKey: id) else { return [] }
    for record in pending.records {
      shards[pending.partition]?.replay(record)
      switch record {
      case .offset(let group, _, _, .some): shards[pending.partition]?.enliven(group, at: now)
      case .group(let id, nil): forgetIfNothing(of: id, in: pending.partition)
      default: break
      }
    }
    var outputs: [GroupOutput] = pending.answers.map { .respond($0.token, $0.response) }
    switch pending.purpose {
    case .offsets, .cleaning:
      break
    case .group(let group, let write):
      if let effects = shards[pending.partition]?.live[group]?.stored(write, at: now) {
        outputs += carryOut(effects, of: group, in: pending.partition, at: now)
      }
    case .deletion(let request, let group, _):
      outputs += finishDeletion(of: group, in: request, .none)
    }
    return outputs
  }

  /// The records of an append are not in the log and never will be.
  package mutating func appendFailed(_ id: AppendID, _ error: ErrorCode, at now: Moment) -> [GroupOutput] {
    guard let pending = pendingAppends.removeValue(forKey: id) else { return [] }
    return failed(pending, error, at: now)
  }

  private mutating func failed(_ pending: PendingAppend, _ error: ErrorCode, at now: Moment) -> [GroupOutput] {
    let partition = pending.partition
    let forMembers = GroupErrors.forGroupWrite(error)
    let answered = if case .offsets = pending.purpose { GroupErrors.forOffsetWrite(error) } else { forMembers }
    var outputs: [GroupOutput] = pending.answers.map { .respond($0.token, $0.response.failed(answered)) }
    func putBack(_ group: ClassicGroup) {
      if let effects = shards[partition]?.live[group.id]?.succeed(group, at: now, configuration: configuration) {
        outputs += carryOut(effects, of: group.id, in: partition, at: now)
        return
      }
      shards[partition]?.live[group.id] = group
      // Its deadline may have come up while it was away.
      shards[partition]?.live[group.id]?.scheduledDeadline = nil
      schedule(group.id, in: partition)
    }
    switch pending.purpose {
    case .offsets:
      break
    case .group(let group, let write):
      let effects = shards[partition]?.live[group]?.notStored(
        write, forMembers, at: now, configuration: configuration)
      if let effects { outputs += carryOut(effects, of: group, in: partition, at: now) }
      if case .created = write.reason { forgetIfNothing(of: group, in: partition) }
    case .deletion(let request, let group, let removed):
      if let removed { putBack(removed) }
      outputs += finishDeletion(of: group, in: request, forMembers)
    case .cleaning(let removed):
      for group in removed { putBack(group) }
    }
    return outputs
  }

  /// Asks for an append. Records that have no form in bytes, as with a group id that is too long for the log, fail at
  /// once.
  mutating func append(
    _ records: [GroupRecord], to partition: Int32, answers: [GroupEffects.Answer] = [],
    purpose: PendingAppend.Purpose, at now: Moment
  ) -> [GroupOutput] {
    let pending = PendingAppend(partition: partition, records: records, answers: answers, purpose: purpose)
    var encoded: [LoggedRecord] = []
    encoded.reserveCapacity(records.count)
    for record in records {
      guard let bytes = try? record.encoded(offsetVersion: configuration.offsetCommitValueVersion) else {
        return failed(pending, .unknownServerError, at: now)
      }
      encoded.append(bytes)
    }
    lastAppend += 1
    let id = AppendID(lastAppend)
    pendingAppends[id] = pending
    return [.append(partition: partition, records: encoded, id: id)]
  }

  /// Sends a group's answers, after its write when it has one, and watches its deadlines.
  mutating func carryOut(
    _ effects: GroupEffects, of groupID: String, in partition: Int32, at now: Moment
  ) -> [GroupOutput] {
    schedule(groupID, in: partition)
    guard let write = effects.write else { return effects.answers.map { .respond($0.token, $0.response) } }
    return append(
      [.group(id: groupID, write.image)], to: partition, answers: effects.answers,
      purpose: .group(id: groupID, write), at: now)
  }

  /// A group that is gone from the log, or never got there, and that nobody is in or about to write, is gone.
  ///
  /// It may be here still when a commit that was on its way brought it back while it was being deleted.
  private mutating func forgetIfNothing(of id: String, in partition: Int32) {
    guard let shard = shards[partition], let group = shard.live[id], group.state.isEmpty,
      group.pendingMembers.isEmpty, shard.images[id] == nil, !shard.offsets.hasOffsets(id),
      !shard.offsets.hasOpenTransaction(id)
    else { return }
    let isOnItsWay = pendingAppends.values.contains { pending in
      pending.partition == partition
        && pending.records.contains { record in
          switch record {
          case .group(id, .some), .offset(id, _, _, .some): true
          default: false
          }
        }
    }
    if !isOnItsWay { shards[partition]?.live[id] = nil }
  }

  /// Offsets whose commit is on its way: nobody may clean them up meanwhile, for the tombstone would come after it.
  func offsetsOnTheirWay(in partition: Int32) -> [String: Set<TopicPartition>] {
    var result: [String: Set<TopicPartition>] = [:]
    for pending in pendingAppends.values where pending.partition == partition {
      for case .offset(let group, let topic, let partition, .some) in pending.records {
        result[group, default: []].insert(TopicPartition(topic: topic, partition: partition))
      }
    }
    return result
  }
}
