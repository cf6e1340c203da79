import DequeModule
import HeapModule
import KafkaWire

/// The fetches that wait for data: which bytes they want, until when, and which appends concern them.
///
/// It counts rather than reads: a fetch that found some bytes, but fewer than its minimum, is due when the appends to
/// its partitions since then make up the rest.
struct FetchPurgatory {
  /// One fetch that waits.
  struct Waiting {
    var request: FetchQuery
    var partitions: [TopicPartition]
    /// Bytes still to come before it is answered.
    var missingBytes: Int
    var deadline: Instant
  }

  private struct Alarm: Comparable {
    var deadline: Instant
    var token: RequestToken

    static func < (left: Alarm, right: Alarm) -> Bool {
      (left.deadline, left.token) < (right.deadline, right.token)
    }
  }

  /// Partitions that all waiting fetches together may name. A fetch takes some 100 bytes for each, and a peer can name
  /// millions; beyond this one is answered at once.
  var entryLimit = 1_000_000

  private var waiting: [RequestToken: Waiting] = [:]
  /// Partitions named by the fetches that wait.
  private(set) var entryCount = 0
  private var byPartition: [TopicPartition: Set<RequestToken>] = [:]
  /// May hold alarms of fetches that were answered; they are skipped when they come up.
  private var alarms = Heap<Alarm>()
  /// Fetches that have what they wait for, in the order in which it came.
  private var satisfied: Deque<RequestToken> = []

  init() {}

  var count: Int { waiting.count }

  func hasRoom(for query: FetchQuery) -> Bool { entryCount + query.entries.count <= entryLimit }

  mutating func add(_ entry: Waiting, for token: RequestToken) {
    waiting[token] = entry
    entryCount += entry.request.entries.count
    for partition in entry.partitions { byPartition[partition, default: []].insert(token) }
    alarms.insert(Alarm(deadline: entry.deadline, token: token))
    // Answered fetches leave their alarms behind. When most of them are such, begin anew.
    if alarms.count > 64, alarms.count > 4 * waiting.count {
      alarms = Heap(waiting.map { Alarm(deadline: $0.value.deadline, token: $0.key) })
    }
  }

  @discardableResult
  mutating func remove(_ token: RequestToken) -> Waiting? {
    guard let entry = waiting.removeValue(forKey: token) else { return nil }
    entryCount -= entry.request.entries.count
    for partition in entry.partitions {
      byPartition[partition]?.remove(token)
      if byPartition[partition]?.isEmpty == true { byPartition[partition] = nil }
    }
    return entry
  }

  /// So many bytes can be read in the partition that were not there before.
  mutating func appended(_ bytes: Int, to partition: TopicPartition) {
    guard let tokens = byPartition[partition] else { return }
    for token in tokens.sorted() {
      guard let missing = waiting[token]?.missingBytes, missing > 0 else { continue }
      waiting[token]?.missingBytes = missing - bytes
      if missing <= bytes { satisfied.append(token) }
    }
  }

  /// The partition changed in another way than by an append: whoever waits for it must look again.
  mutating func disturb(_ partition: TopicPartition) {
    appended(.max, to: partition)
  }

  /// The same for some of those who wait.
  mutating func disturb(_ partition: TopicPartition, where isConcerned: (FetchQuery) -> Bool) {
    for token in (byPartition[partition] ?? []).sorted() {
      guard let entry = waiting[token], entry.missingBytes > 0, isConcerned(entry.request) else { continue }
      waiting[token]?.missingBytes = 0
      satisfied.append(token)
    }
  }

  /// The next fetch that has what it waits for.
  mutating func popSatisfied() -> (token: RequestToken, waiting: Waiting)? {
    while let token = satisfied.popFirst() {
      if let entry = remove(token) { return (token, entry) }
    }
    return nil
  }

  /// The next fetch whose time is up.
  mutating func popExpired(at now: Instant) -> (token: RequestToken, waiting: Waiting)? {
    while let alarm = alarms.min, alarm.deadline <= now {
      alarms.removeMin()
      if waiting[alarm.token]?.deadline == alarm.deadline, let entry = remove(alarm.token) {
        return (alarm.token, entry)
      }
    }
    return nil
  }

  var nextDeadline: Instant? {
    mutating get {
      while let alarm = alarms.min, waiting[alarm.token]?.deadline != alarm.deadline { alarms.removeMin() }
      return alarms.min?.deadline
    }
  }
}
