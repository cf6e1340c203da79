import KafkaMessages
import KafkaWire

/// The fetch sessions of a node (KIP-227), in so many slots.
///
/// A client that finds no slot is told so, and names all its partitions every time. It takes the slot of another that
/// was idle for long, or, if that has had its slot for long, of one that has fewer partitions. Followers take those of
/// consumers at any time.
struct FetchSessions {
  /// What a request is to a session.
  enum Use {
    case none
    /// Its answer begins one.
    case opens
    /// It is that session's request of this epoch.
    case continues(FetchSession, epoch: Int32)
  }

  /// How long a session is safe: from others when it is not used, and from larger ones when it is new.
  static let evictionAge = Duration.seconds(120)

  /// The epochs of requests that name all their partitions.
  private static let opening: Int32 = 0
  static let closing: Int32 = -1

  private let slots: Int
  private let maxPartitions: Int
  private let firstEpoch: Int32
  private var sessions: [Int32: FetchSession] = [:]
  /// Of all sessions together.
  private(set) var partitionCount = 0

  /// - Parameters:
  ///   - slots: how many sessions there may be.
  ///   - maxPartitions: how many partitions all of them together may remember.
  ///   - firstEpoch: what a session's second request must give.
  init(slots: Int, maxPartitions: Int, firstEpoch: Int32 = 1) {
    self.slots = slots
    self.maxPartitions = maxPartitions
    self.firstEpoch = firstEpoch
  }

  var count: Int { sessions.count }

  /// The session that a request goes on with; nil when it begins or ends one, or its session is not known.
  func session(of request: FetchRequest) -> FetchSession? {
    request.sessionEpoch > Self.opening ? sessions[request.sessionId] : nil
  }

  /// Finds a request's session, and completes the query with what the session remembers.
  mutating func begin(
    _ request: FetchRequest, _ query: inout FetchQuery, at now: Instant
  ) throws(ErrorCode.Wrapper) {
    query.session = .none
    if request.sessionEpoch == Self.opening || request.sessionEpoch == Self.closing {
      remove(request.sessionId)
      if request.sessionEpoch == Self.opening { query.session = .opens }
      return
    }
    guard let session = sessions[request.sessionId] else { throw .init(.fetchSessionIdNotFound) }
    guard session.epoch == request.sessionEpoch else { throw .init(.invalidFetchSessionEpoch) }
    guard session.usesIDs == query.usesIDs else { throw .init(.fetchSessionTopicIdError) }

    let before = session.count
    guard partitionCount + session.count(adding: query.entries) - before <= maxPartitions else {
      // With a full request the client is told that there is no session for it.
      remove(session.id)
      throw .init(.fetchSessionIdNotFound)
    }
    session.update(query.entries, forgetting: Self.forgotten(in: request), at: now)
    partitionCount += session.count - before
    if session.count == 0 {
      remove(session.id)
      return
    }
    query.entries = session.entries
    query.session = .continues(session, epoch: request.sessionEpoch)
  }

  static func forgotten(in request: FetchRequest) -> [FetchQuery.Key] {
    request.forgottenTopicsData.flatMap { topic in
      topic.partitions.map { FetchQuery.Key(topic: topic.topic, topicID: topic.topicId, partition: $0) }
    }
  }

  /// Begins a session with the answer to a full request.
  ///
  /// - Returns: its id, or 0 when there is no room.
  mutating func open(
    _ query: FetchQuery, _ answer: [FetchResponse.PartitionData], at now: Instant, using random: inout RandomSource
  ) -> Int32 {
    guard partitionCount + query.entries.count <= maxPartitions, makeRoom(for: query, at: now) else { return 0 }
    var id: Int32
    // Who knows the id of another's session can disturb it.
    repeat { id = Int32.random(in: 1...Int32.max, using: &random) } while sessions[id] != nil
    add(FetchSession(id: id, query: query, answer: answer, epoch: firstEpoch, at: now))
    return id
  }

  mutating func add(_ session: FetchSession) {
    sessions[session.id] = session
    partitionCount += session.count
  }

  private mutating func remove(_ id: Int32) {
    if let session = sessions.removeValue(forKey: id) { partitionCount -= session.count }
  }

  /// Sees to it that there is a free slot, by taking one from another session if the rules allow it.
  private mutating func makeRoom(for query: FetchQuery, at now: Instant) -> Bool {
    if sessions.count < slots { return true }
    guard let oldest = sessions.values.min(by: { ($0.lastUsed, $0.id) < ($1.lastUsed, $1.id) }) else { return false }
    if now - oldest.lastUsed > Self.evictionAge {
      remove(oldest.id)
      return true
    }
    let newcomer = Worth(isPrivileged: query.replicaID >= 0, partitionCount: query.entries.count)
    let weakest = sessions.values
      .filter { $0.lastUsed - $0.created > Self.evictionAge || (newcomer.isPrivileged && !$0.isPrivileged) }
      .min { (Worth($0), $0.id) < (Worth($1), $1.id) }
    guard let weakest, Worth(weakest) < newcomer else { return false }
    remove(weakest.id)
    return true
  }

  /// What a session has on others when there are too many.
  private struct Worth: Comparable {
    var isPrivileged: Bool
    var partitionCount: Int

    init(isPrivileged: Bool, partitionCount: Int) {
      self.isPrivileged = isPrivileged
      self.partitionCount = partitionCount
    }

    init(_ session: FetchSession) {
      self.init(isPrivileged: session.isPrivileged, partitionCount: session.count)
    }

    static func < (left: Worth, right: Worth) -> Bool {
      left.isPrivileged == right.isPrivileged
        ? left.partitionCount < right.partitionCount : !left.isPrivileged
    }
  }
}
