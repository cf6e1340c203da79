import KafkaMessages
import KafkaRecords
package import KafkaWire
import NIOCore
import OrderedCollections

/// Reads the partitions that a consumer was assigned: finds where to begin, asks the leaders for more when the
/// application has room for it, and hands the answers on.
///
/// - One Fetch at most is in flight to a broker. A partition is in it when it has a position, is not paused, and the
///   application has read most of what came before.
/// - Bytes that were fetched and not read are bounded over all partitions. When the bound is reached nothing is asked
///   for; that is how a slow application slows the sockets.
/// - Batches pass undecoded: the machine reads their headers for the next offset only.
package struct FetchMachine {
  /// Who leads a partition, as metadata says.
  package struct Leader: Equatable, Sendable {
    package var node: Int32
    /// -1 where unknown.
    package var epoch: Int32
    /// Zero where unknown.
    package var topicID: KafkaUUID

    package init(node: Int32, epoch: Int32, topicID: KafkaUUID) {
      self.node = node
      self.epoch = epoch
      self.topicID = topicID
    }
  }

  struct FetchInFlight {
    var node: Int32
    var interests: OrderedDictionary<TopicPartition, FetchSession.Interest>
    /// Of the budget, until the answer is there.
    var reservedBytes: Int
  }

  package let settings: FetchSettings
  var random: RandomSource
  var partitions: OrderedDictionary<TopicPartition, PartitionFetch> = [:]
  var leaders: [TopicPartition: Leader] = [:]
  var sessions: [Int32: FetchSession] = [:]
  var fetches: [FetchID: FetchInFlight] = [:]
  var lookUps: [FetchID: [TopicPartition]] = [:]
  /// Brokers that failed to answer are left alone until then.
  var nodeRetryAt: [Int32: (at: Instant, attempts: Int)] = [:]
  /// The partition that comes first in the next request, so that a full request does not always favour the same ones.
  private var rotation = 0
  private var requestCount: UInt64 = 0
  private var stayCount: UInt64 = 0
  /// Grows whenever `stays` changes.
  package private(set) var staysRevision: UInt64 = 0
  /// Both clocks at one moment, for offsets that are looked up by age. The driver keeps it fresh.
  package var moment = Moment(instant: .zero, wallClock: 0)

  package init(settings: FetchSettings, random: RandomSource) {
    self.settings = settings
    self.random = random
  }

  /// Bytes handed to the application and not read yet.
  package var bufferedBytes: Int { partitions.values.reduce(0) { $0 + $1.bufferedBytes } }

  var reservedBytes: Int { fetches.values.reduce(0) { $0 + $1.reservedBytes } }

  /// When `deadlineReached` wants to be called, at the latest.
  package var nextDeadline: Instant {
    var deadline = Instant.distantFuture
    for (partition, state) in partitions where state.inFlight == nil && state.retryAt > .zero {
      let node = leaders[partition].flatMap { nodeRetryAt[$0.node]?.at } ?? .zero
      deadline = min(deadline, max(state.retryAt, node))
    }
    for (_, retry) in nodeRetryAt { deadline = min(deadline, retry.at) }
    return deadline
  }

  // MARK: Assignment and position

  package func isAssigned(_ partition: TopicPartition) -> Bool { partitions[partition] != nil }

  /// The next position to fetch; nil while it is not known.
  package func position(of partition: TopicPartition) -> Int64? {
    guard case .at(let offset) = partitions[partition]?.position else { return nil }
    return offset
  }

  package func highWatermark(of partition: TopicPartition) -> Int64? {
    partitions[partition].flatMap { $0.highWatermark < 0 ? nil : $0.highWatermark }
  }

  /// True if records of this stay are still wanted.
  package func isCurrent(_ partition: TopicPartition, stay: UInt64) -> Bool {
    partitions[partition]?.stay == stay
  }

  /// Adds partitions, which begin at their committed offsets. Those there already stay as they are.
  ///
  /// - Parameter held: Nothing is asked for them before `begin`, so that the application may say where to read first.
  package mutating func assign(_ added: [TopicPartition], held: Bool = false, now: Instant) -> [FetchAction] {
    for partition in added where partitions[partition] == nil {
      var state = PartitionFetch(position: .unknown, stay: nextStay())
      state.isHeld = held
      partitions[partition] = state
    }
    return pump(now: now)
  }

  /// Reads partitions that were held.
  package mutating func begin(_ held: [TopicPartition], now: Instant) -> [FetchAction] {
    for partition in held { partitions[partition]?.isHeld = false }
    return pump(now: now)
  }

  /// The application could not read what it was given: nothing more is asked for until it seeks.
  package mutating func abandon(_ partition: TopicPartition, stay: UInt64) {
    guard partitions[partition]?.stay == stay else { return }
    partitions[partition]?.position = .failed
    partitions[partition]?.bufferedBytes = 0
  }

  /// Forgets partitions. What is in flight for them is dropped when it comes.
  package mutating func revoke(_ removed: [TopicPartition], now: Instant) -> [FetchAction] {
    for partition in removed where partitions.removeValue(forKey: partition) != nil { staysRevision += 1 }
    return pump(now: now)
  }

  /// Reads on from `offset`; what was fetched before is void.
  package mutating func seek(_ partition: TopicPartition, to offset: Int64, now: Instant) -> [FetchAction] {
    move(partition, to: .at(offset), now: now)
  }

  package mutating func seek(_ partition: TopicPartition, to reset: OffsetReset, now: Instant) -> [FetchAction] {
    move(partition, to: .resetting(reset, inFlight: nil), now: now)
  }

  private mutating func move(
    _ partition: TopicPartition, to position: PartitionFetch.Position, now: Instant
  ) -> [FetchAction] {
    guard let old = partitions[partition] else { return [] }
    var state = PartitionFetch(position: position, stay: nextStay())
    state.isPaused = old.isPaused
    state.isHeld = old.isHeld
    partitions[partition] = state
    return pump(now: now)
  }

  package mutating func pause(_ paused: [TopicPartition]) {
    for partition in paused { partitions[partition]?.isPaused = true }
  }

  package mutating func resume(_ resumed: [TopicPartition], now: Instant) -> [FetchAction] {
    for partition in resumed { partitions[partition]?.isPaused = false }
    return pump(now: now)
  }

  /// The group's committed offsets of partitions asked for. Those that have none begin as `auto.offset.reset` says.
  package mutating func foundCommitted(
    _ offsets: [TopicPartition: Int64], none: [TopicPartition] = [], now: Instant
  ) -> [FetchAction] {
    for (partition, offset) in offsets where partitions[partition]?.position == .awaitingCommitted {
      partitions[partition]?.position = .at(offset)
    }
    var actions: [FetchAction] = []
    for partition in none where partitions[partition]?.position == .awaitingCommitted {
      if settings.offsetReset == .none {
        actions.append(fail(partition, .noCommittedOffset))
      } else {
        partitions[partition]?.position = .resetting(settings.offsetReset, inFlight: nil)
      }
    }
    return actions + pump(now: now)
  }

  /// The committed offsets could not be had; asked for again after a while.
  package mutating func committedUnavailable(_ asked: [TopicPartition], now: Instant) {
    for partition in asked where partitions[partition]?.position == .awaitingCommitted {
      partitions[partition]?.position = .unknown
      retryLater(partition, now: now)
    }
  }

  /// The application has read this many bytes of what was delivered.
  package mutating func consumed(
    _ bytes: Int, of partition: TopicPartition, stay: UInt64, now: Instant
  ) -> [FetchAction] {
    guard let state = partitions[partition], state.stay == stay else { return [] }
    partitions[partition]?.bufferedBytes = max(0, state.bufferedBytes - bytes)
    return pump(now: now)
  }

  /// Metadata changed.
  package mutating func leadersChanged(_ new: [TopicPartition: Leader], now: Instant) -> [FetchAction] {
    for (partition, leader) in new where leaders[partition] != leader {
      // A new leader may be asked at once, whatever the old one said.
      partitions[partition]?.retryAt = .zero
    }
    leaders = new
    return pump(now: now)
  }

  package mutating func deadlineReached(now: Instant) -> [FetchAction] {
    nodeRetryAt = nodeRetryAt.filter { $0.value.at > now }
    for (partition, state) in partitions where state.retryAt <= now { partitions[partition]?.retryAt = .zero }
    return pump(now: now)
  }

  // MARK: Asking

  /// Everything that can be asked for now.
  mutating func pump(now: Instant) -> [FetchAction] {
    var actions = askForCommitted(now: now)
    actions += lookUpOffsets(now: now)
    actions += fetch(now: now)
    return actions
  }

  private mutating func askForCommitted(now: Instant) -> [FetchAction] {
    let unknown = partitions.filter {
      $0.value.position == .unknown && $0.value.retryAt <= now && !$0.value.isHeld
    }.map(\.key)
    for partition in unknown { partitions[partition]?.position = .awaitingCommitted }
    return unknown.isEmpty ? [] : [.findCommitted(unknown)]
  }

  private mutating func lookUpOffsets(now: Instant) -> [FetchAction] {
    var byNode: OrderedDictionary<Int32, [(TopicPartition, Int64)]> = [:]
    for (partition, state) in partitions where state.retryAt <= now {
      guard !state.isHeld, case .resetting(let reset, nil) = state.position,
        let timestamp = reset.listOffsetsTimestamp(wallClock: wallClock(at: now)),
        let leader = leaders[partition], isAvailable(leader.node, now: now)
      else { continue }
      byNode[leader.node, default: []].append((partition, timestamp))
    }
    return byNode.map { node, wanted in
      let id = nextID()
      lookUps[id] = wanted.map(\.0)
      for (partition, _) in wanted {
        guard case .resetting(let reset, _) = partitions[partition]?.position else { continue }
        partitions[partition]?.position = .resetting(reset, inFlight: id)
      }
      return .listOffsets(listOffsets(wanted), node: node, id: id, timeout: settings.requestTimeout)
    }
  }

  private func listOffsets(_ wanted: [(TopicPartition, Int64)]) -> ListOffsetsRequest {
    ListOffsetsRequest.with { request in
      request.replicaId = -1
      request.timeoutMs = Int32(clamping: settings.requestTimeout.wholeMilliseconds)
      let byTopic = OrderedDictionary(grouping: wanted, by: \.0.topic)
      request.topics = byTopic.map { topic, entries in
        .with {
          $0.name = topic
          $0.partitions = entries.map { partition, timestamp in
            .with {
              $0.partitionIndex = partition.partition
              $0.currentLeaderEpoch = leaders[partition]?.epoch ?? -1
              $0.timestamp = timestamp
            }
          }
        }
      }
    }
  }

  private mutating func fetch(now: Instant) -> [FetchAction] {
    var byNode: OrderedDictionary<Int32, OrderedDictionary<TopicPartition, FetchSession.Interest>> = [:]
    let busy = Set(fetches.values.map(\.node))
    for step in 0..<partitions.count {
      let (partition, state) = partitions.elements[(rotation + step) % partitions.count]
      guard state.wantsMore, state.retryAt <= now, case .at(let offset) = state.position,
        let leader = leaders[partition], !busy.contains(leader.node), isAvailable(leader.node, now: now)
      else { continue }
      byNode[leader.node, default: [:]][partition] = FetchSession.Interest(
        topicID: leader.topicID, offset: offset, leaderEpoch: leader.epoch,
        maximumBytes: settings.maximumPartitionBytes)
    }
    var actions: [FetchAction] = []
    for (node, wanted) in byNode {
      let room = settings.bufferBytes - bufferedBytes - reservedBytes
      guard room > 0 else { break }
      // Of 0 bytes a broker sends one batch all the same (KIP-74).
      let limit = max(1, min(room, settings.maximumBytes, wanted.count * Int(settings.maximumPartitionBytes)))
      actions.append(fetch(wanted, from: node, limit: limit))
    }
    if !actions.isEmpty { rotation += 1 }
    return actions
  }

  private mutating func fetch(
    _ wanted: OrderedDictionary<TopicPartition, FetchSession.Interest>, from node: Int32, limit: Int
  ) -> FetchAction {
    let topicIDs = wanted.values.allSatisfy { $0.topicID != .zero }
    let round = sessions[node, default: FetchSession()].begin(wanted, topicIDs: topicIDs)
    let id = nextID()
    fetches[id] = FetchInFlight(node: node, interests: wanted, reservedBytes: limit)
    for partition in wanted.keys { partitions[partition]?.inFlight = id }
    let request = FetchRequest.with { request in
      request.maxWaitMs = Int32(clamping: settings.maximumWait.wholeMilliseconds)
      request.minBytes = settings.minimumBytes
      request.maxBytes = Int32(clamping: limit)
      request.sessionId = round.sessionID
      request.sessionEpoch = round.epoch
      request.rackId = settings.rack
      request.topics = OrderedDictionary(grouping: round.interests, by: \.key.topic).map { topic, entries in
        .with {
          $0.topic = topic
          $0.topicId = entries.first?.value.topicID ?? .zero
          $0.partitions = entries.map { partition, interest in
            .with {
              $0.partition = partition.partition
              $0.currentLeaderEpoch = interest.leaderEpoch
              $0.fetchOffset = interest.offset
              $0.partitionMaxBytes = interest.maximumBytes
            }
          }
        }
      }
      request.forgottenTopicsData = OrderedDictionary(grouping: round.forgotten, by: \.key.topic).map {
        topic, entries in
        .with {
          $0.topic = topic
          $0.topicId = entries.first?.value.topicID ?? .zero
          $0.partitions = entries.map(\.key.partition)
        }
      }
    }
    return .fetch(request, node: node, id: id, topicIDs: topicIDs, timeout: settings.fetchTimeout)
  }

  // MARK: Helpers

  private func wallClock(at now: Instant) -> Int64 {
    moment.wallClock + (now - moment.instant).wholeMilliseconds
  }

  private func isAvailable(_ node: Int32, now: Instant) -> Bool {
    node >= 0 && nodeRetryAt[node]?.at ?? .zero <= now
  }

  mutating func fail(_ partition: TopicPartition, _ failure: FetchFailure) -> FetchAction {
    partitions[partition]?.position = .failed
    return .fail(partition, failure)
  }

  mutating func retryLater(_ partition: TopicPartition, now: Instant) {
    guard let attempts = partitions[partition]?.attempts else { return }
    partitions[partition]?.retryAt = now + settings.backoff.delay(attempts: attempts, using: &random)
    partitions[partition]?.attempts = attempts + 1
  }

  private mutating func nextID() -> FetchID {
    requestCount += 1
    return FetchID(number: requestCount)
  }

  private mutating func nextStay() -> UInt64 {
    stayCount += 1
    staysRevision += 1
    return stayCount
  }
}
