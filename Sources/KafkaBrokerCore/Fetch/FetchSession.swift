import KafkaMessages
import KafkaWire
import NIOCore

/// The broker's half of an incremental fetch session (KIP-227): what the client wants, so that it need not say it again,
/// and what it was told last, so that it is told only what is new.
///
/// The positions are those that the client gave. They do not move with what is sent: only the client knows whether it
/// arrived.
final class FetchSession {
  /// One partition that the client wants.
  private struct Interest {
    var entry: FetchQuery.Entry
    /// As last told; -1 when that was an error, so that its end is told too.
    var highWatermark: Int64 = -1
    var logStartOffset: Int64 = -1

    /// Takes note of what was found.
    ///
    /// - Returns: whether the client has to be told of it.
    mutating func take(_ found: FetchResponse.PartitionData) -> Bool {
      let isFailure = found.errorCode != 0
      let isNews =
        isFailure || found.records.map { $0.readableBytes > 0 } ?? false || found.divergingEpoch.epoch >= 0
        || found.preferredReadReplica >= 0 || found.highWatermark != highWatermark
        || found.logStartOffset != logStartOffset
      highWatermark = isFailure ? -1 : found.highWatermark
      logStartOffset = found.logStartOffset
      return isNews
    }
  }

  /// 1 or more, and of no other session of the node.
  let id: Int32
  /// Opened by a follower: consumers' sessions do not take its place.
  let isPrivileged: Bool
  /// Names and ids of topics do not mix in one session.
  let usesIDs: Bool
  let created: Instant
  private(set) var lastUsed: Instant
  /// What the next request must give.
  private(set) var epoch: Int32
  /// Those that were sent records the longest ago come first, so that each gets its turn when an answer is full.
  private var interests: [Interest]
  private var places: [FetchQuery.Key: Int]

  /// A session that begins with the answer to a full request.
  ///
  /// - Parameter epoch: what the second request must give.
  init(
    id: Int32, query: FetchQuery, answer: [FetchResponse.PartitionData], epoch: Int32 = 1, at now: Instant
  ) {
    self.id = id
    self.epoch = epoch
    isPrivileged = query.replicaID >= 0
    usesIDs = query.usesIDs
    created = now
    lastUsed = now
    interests = query.entries.map { Interest(entry: $0) }
    places = [:]
    for (place, found) in zip(interests.indices, answer) { _ = interests[place].take(found) }
    index()
  }

  var count: Int { interests.count }

  var entries: [FetchQuery.Entry] { interests.map(\.entry) }

  /// How many partitions there would be after an update.
  func count(adding entries: [FetchQuery.Entry]) -> Int {
    count + entries.count { places[$0.key] == nil }
  }

  /// Takes up an incremental request. A partition that is both listed and forgotten is forgotten, as in Apache Kafka.
  func update(_ changed: [FetchQuery.Entry], forgetting forgotten: [FetchQuery.Key], at now: Instant) {
    for entry in changed {
      if let place = places[entry.key] {
        interests[place].entry = entry
      } else {
        places[entry.key] = interests.count
        interests.append(Interest(entry: entry))
      }
    }
    let gone = Set(forgotten.filter { places[$0] != nil })
    if !gone.isEmpty {
      interests.removeAll { gone.contains($0.entry.key) }
      index()
    }
    lastUsed = now
    epoch = Self.epoch(after: epoch)
  }

  /// 0 would begin a session, and -1 end it.
  static func epoch(after epoch: Int32) -> Int32 { epoch == .max ? 1 : epoch + 1 }

  /// Takes note of what a request found in the partitions of ``entries``, in that order.
  ///
  /// - Returns: the places of what the client has to be told.
  func news(in found: [FetchResponse.PartitionData]) -> [Int] {
    var told: [Int] = []
    var sent: [Int] = []
    for (place, data) in zip(interests.indices, found) where interests[place].take(data) {
      told.append(place)
      if data.records.map({ $0.readableBytes > 0 }) ?? false { sent.append(place) }
    }
    moveToEnd(sent)
    return told
  }

  private func moveToEnd(_ moved: [Int]) {
    guard let first = moved.first, first != interests.count - moved.count else { return }
    let last = moved.map { interests[$0] }
    var next = moved[...]
    var rest: [Interest] = []
    rest.reserveCapacity(interests.count)
    for (place, interest) in interests.enumerated() {
      if next.first == place { next.removeFirst() } else { rest.append(interest) }
    }
    interests = rest + last
    index()
  }

  private func index() {
    places = Dictionary(
      interests.enumerated().map { ($0.element.entry.key, $0.offset) }, uniquingKeysWith: { first, _ in first })
  }
}
