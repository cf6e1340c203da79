import HeapModule
import OrderedCollections
import KafkaMessages
package import KafkaWire

/// The coordinator of the groups whose partitions of `__consumer_offsets` this node leads: who is in a group, which
/// generation it is in, and where it goes on reading.
///
/// Every operation follows one pattern. It looks at the state, decides, and hands out records and an answer; the
/// records go into the log by an `append`; when the driver reports that they are there, `GroupShard.replay` takes them
/// over and the answer leaves. Nothing durable changes in any other way, so a log read from its beginning gives the
/// state that the node had.
///
/// What is not durable, as in Apache Kafka: joins and syncs that wait, sessions, ids that were given out. After a
/// restart the members of a stable group go on as if nothing had happened; the others join again.
///
/// The driver calls one method for each event and carries out what comes back, in order. Time is an argument;
/// `nextDeadline` says when `deadlineReached` wants to be called.
package struct GroupCoordinator: Sendable {
  package let configuration: GroupConfiguration
  package internal(set) var shards: [Int32: GroupShard] = [:]
  var random: RandomSource
  var pendingAppends: [AppendID: PendingAppend] = [:]
  var deletions: [UInt64: Deletion] = [:]
  private var lastAppend: UInt64 = 0
  private var lastDeletion: UInt64 = 0
  /// The earliest deadline of each group, and some that are out of date: a heartbeat postpones a deadline without a
  /// look at this queue, and the group is asked again when it comes up.
  private var deadlines = Heap<Deadline>()
  private var nextCleaning: Instant?

  private struct Deadline: Comparable {
    var instant: Instant
    var partition: Int32
    var group: String

    static func < (left: Deadline, right: Deadline) -> Bool { left.instant < right.instant }
  }

  package init(configuration: GroupConfiguration, random: RandomSource) {
    self.configuration = configuration
    self.random = random
  }

  /// The partition of `__consumer_offsets` that holds a group.
  package func partition(of groupID: String) -> Int32 {
    GroupPartition.number(of: groupID, count: configuration.partitionCount)
  }

  /// Why a group's requests cannot be served here; nil when they can.
  func refusal(of groupID: String) -> ErrorCode? {
    guard let shard = shards[partition(of: groupID)] else { return .notCoordinator }
    return shard.isLoading ? .coordinatorLoadInProgress : nil
  }

  // MARK: Partitions

  /// This node has become the leader of a partition and begins to read its log. Until `finishLoading`, its groups are
  /// answered with COORDINATOR_LOAD_IN_PROGRESS.
  package mutating func beginLoading(_ partition: Int32, at now: Moment) -> [GroupOutput] {
    let outputs = resign(partition)
    shards[partition] = GroupShard()
    return outputs
  }

  /// Takes over one record of a log that is being read. `producerID` is that of the batch when it is transactional.
  ///
  /// A record that cannot be read is an error; records of other kinds of groups are left alone.
  package mutating func replay(
    _ record: CoordinatorRecord, in partition: Int32, producerID: Int64? = nil
  ) throws(WireError) {
    guard let record = try GroupRecord(record) else { return }
    shards[partition]?.replay(record, producerID: producerID)
  }

  /// Takes over the marker that ends a producer's transaction, in a log that is being read or at its end.
  package mutating func endTransaction(of producerID: Int64, committed: Bool, in partition: Int32, at now: Moment) {
    guard let shard = shards[partition] else { return }
    let groups = shard.offsets.transactions[producerID].map { Array($0.keys) } ?? []
    shards[partition]?.endTransaction(of: producerID, committed: committed)
    if !shard.isLoading { for group in groups { shards[partition]?.enliven(group, at: now) } }
  }

  /// The log has been read to its end: the partition's groups are served from now on.
  package mutating func finishLoading(_ partition: Int32, at now: Moment) -> [GroupOutput] {
    guard shards[partition]?.isLoading == true else { return [] }
    shards[partition]?.finishLoading(at: now)
    if nextCleaning == nil { nextCleaning = now.instant + configuration.offsetsRetentionCheckInterval }
    var outputs: [GroupOutput] = []
    for (id, group) in shards[partition]?.live ?? [:] {
      if group.members.count > configuration.maximumSize {
        // The limit has been lowered since: those who join the round first stay.
        var effects = GroupEffects()
        shards[partition]?.live[id]?.prepareRebalance(&effects, at: now, configuration: configuration)
        outputs += carryOut(effects, of: id, in: partition, at: now)
      } else {
        schedule(id, in: partition)
      }
    }
    return outputs
  }

  /// This node does not lead the partition any more. Everybody who waits for one of its groups is sent to look for the
  /// new coordinator; outcomes of appends that are still reported are not looked at.
  package mutating func resign(_ partition: Int32) -> [GroupOutput] {
    guard let shard = shards.removeValue(forKey: partition) else { return [] }
    var outputs: [GroupOutput] = []
    for (id, pending) in pendingAppends where pending.partition == partition {
      pendingAppends[id] = nil
      outputs += pending.answers.map { .respond($0.token, $0.response.failed(.notCoordinator)) }
      if case .deletion(let request, let group, _) = pending.purpose {
        outputs += finishDeletion(of: group, in: request, .notCoordinator)
      }
    }
    for group in shard.live.values {
      for member in group.members.values {
        if let join = member.waitingJoin {
          outputs.append(
            .respond(join.token, .joinGroup(.failure(.notCoordinator, member: member.id, version: join.version))))
        }
        if let sync = member.waitingSync { outputs.append(.respond(sync, .syncGroup(.failure(.notCoordinator)))) }
      }
    }
    return outputs
  }

  // MARK: Appends

  /// The records of an append are in the log, and will stay there.
  package mutating func appended(_ id: AppendID, at now: Moment) -> [GroupOutput] {
    guard let pending = pendingAppends.removeValue(forKey: id) else { return [] }
    for record in pending.records {
      shards[pending.partition]?.replay(record)
      if case .offset(let group, _, _, .some) = record { shards[pending.partition]?.enliven(group, at: now) }
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
    let answered: ErrorCode = if case .offsets = pending.purpose { GroupErrors.forOffsetWrite(error) } else { forMembers }
    var outputs: [GroupOutput] = pending.answers.map { .respond($0.token, $0.response.failed(answered)) }
    func putBack(_ group: ClassicGroup) {
      if shards[partition]?.live[group.id] == nil { shards[partition]?.live[group.id] = group }
    }
    switch pending.purpose {
    case .offsets:
      break
    case .group(let group, let write):
      let effects = shards[partition]?.live[group]?.notStored(
        write, forMembers, at: now, configuration: configuration)
      if let effects { outputs += carryOut(effects, of: group, in: partition, at: now) }
      if case .created = write.reason, shards[partition]?.images[group] == nil,
        shards[partition]?.offsets.hasOffsets(group) == false
      {
        shards[partition]?.live[group] = nil
      }
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
    var encoded: [CoordinatorRecord] = []
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

  // MARK: Time

  /// When `deadlineReached` wants to be called; nil when nothing is due.
  package var nextDeadline: Instant? {
    switch (deadlines.min?.instant, nextCleaning) {
    case (let deadline?, let cleaning?): min(deadline, cleaning)
    case (let deadline, let cleaning): deadline ?? cleaning
    }
  }

  /// Does what has come due: sessions that end, rounds that begin without the slow ones, offsets that are too old.
  package mutating func deadlineReached(at now: Moment) -> [GroupOutput] {
    var outputs: [GroupOutput] = []
    while let due = deadlines.min, due.instant <= now.instant {
      deadlines.removeMin()
      guard shards[due.partition]?.live[due.group]?.scheduledDeadline == due.instant else { continue }
      shards[due.partition]?.live[due.group]?.scheduledDeadline = nil
      let effects = shards[due.partition]?.live[due.group]?.deadlineReached(at: now, configuration: configuration)
      if let effects { outputs += carryOut(effects, of: due.group, in: due.partition, at: now) }
    }
    if let cleaning = nextCleaning, cleaning <= now.instant {
      nextCleaning = shards.isEmpty ? nil : now.instant + configuration.offsetsRetentionCheckInterval
      for partition in shards.keys.sorted() { outputs += cleanExpiredOffsets(in: partition, at: now) }
    }
    return outputs
  }

  /// Puts a group's next deadline into the queue, unless an earlier one of it is there already.
  func needsScheduling(_ group: ClassicGroup) -> Instant? {
    guard let deadline = group.nextDeadline else { return nil }
    if let scheduled = group.scheduledDeadline, scheduled <= deadline { return nil }
    return deadline
  }

  private mutating func schedule(_ groupID: String, in partition: Int32) {
    guard let group = shards[partition]?.live[groupID], let deadline = needsScheduling(group) else { return }
    shards[partition]?.live[groupID]?.scheduledDeadline = deadline
    deadlines.insert(Deadline(instant: deadline, partition: partition, group: groupID))
  }

  // MARK: Deletions

  /// A DeleteGroups request whose groups are being deleted one by one.
  struct Deletion: Equatable, Sendable {
    var token: RequestToken
    var results: [(group: String, error: ErrorCode)]
    /// Appends still on their way.
    var outstanding: Int

    static func == (left: Deletion, right: Deletion) -> Bool {
      left.token == right.token && left.outstanding == right.outstanding
        && left.results.elementsEqual(right.results) { $0 == $1 }
    }
  }

  mutating func beginDeletion(_ deletion: Deletion) -> UInt64 {
    lastDeletion += 1
    deletions[lastDeletion] = deletion
    return lastDeletion
  }

  /// One of the appends of a deletion has ended; the answer leaves after the last one.
  mutating func finishDeletion(of group: String, in request: UInt64, _ error: ErrorCode) -> [GroupOutput] {
    guard var deletion = deletions[request] else { return [] }
    if error != .none, let index = deletion.results.firstIndex(where: { $0.group == group }) {
      deletion.results[index].error = error
    }
    deletion.outstanding -= 1
    guard deletion.outstanding <= 0 else {
      deletions[request] = deletion
      return []
    }
    deletions[request] = nil
    return [.respond(deletion.token, .deleteGroups(deletion.response))]
  }
}

extension GroupCoordinator.Deletion {
  var response: DeleteGroupsResponse {
    .with {
      $0.results = results.map { result in
        .with {
          $0.groupId = result.group
          $0.errorCode = result.error.rawValue
        }
      }
    }
  }
}
