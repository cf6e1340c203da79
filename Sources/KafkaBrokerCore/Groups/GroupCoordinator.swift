import HeapModule
import KafkaMessages
package import KafkaWire
import OrderedCollections

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
  /// How many partitions `__consumer_offsets` has: once the topic exists, that decides and not the configuration. To be
  /// set before the first partition is loaded.
  package var partitionCount: Int32
  package internal(set) var shards: [Int32: GroupShard] = [:]
  var random: RandomSource
  var pendingAppends: [AppendID: PendingAppend] = [:]
  var deletions: [UInt64: Deletion] = [:]
  var lastAppend: UInt64 = 0
  var lastDeletion: UInt64 = 0
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
    self.partitionCount = configuration.partitionCount
    self.random = random
  }

  /// The partition of `__consumer_offsets` that holds a group.
  package func partition(of groupID: String) -> Int32 {
    GroupPartition.number(of: groupID, count: partitionCount)
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
    _ record: LoggedRecord, in partition: Int32, producerID: Int64? = nil
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

  mutating func schedule(_ groupID: String, in partition: Int32) {
    guard let group = shards[partition]?.live[groupID], let deadline = needsScheduling(group) else { return }
    shards[partition]?.live[groupID]?.scheduledDeadline = deadline
    deadlines.insert(Deadline(instant: deadline, partition: partition, group: groupID))
  }
}
