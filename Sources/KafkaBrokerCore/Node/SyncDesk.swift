import KafkaStorage
import KafkaWire

/// The syncs of logs to disk that are under way, and who waits for them.
struct SyncDesk {
  /// Who is told when the log is on the disk up to an offset.
  enum Waiter: Equatable {
    /// The place in the answers of a Produce request.
    case produce(RequestToken, place: Int)
    case group(AppendID)
  }

  private struct Waiting {
    var offset: Int64
    var waiter: Waiter
  }

  /// One at a time for each log: what is appended meanwhile goes with the next.
  private(set) var underWay: [TopicPartition: SyncRequest] = [:]
  private var waiting: [TopicPartition: [Waiting]] = [:]
  /// Logs with appended records whose time for a sync will come (`flush.ms`).
  var timed: Set<TopicPartition> = []

  mutating func begin(_ request: SyncRequest, of partition: TopicPartition) {
    underWay[partition] = request
  }

  mutating func end(_ partition: TopicPartition) -> SyncRequest? {
    underWay.removeValue(forKey: partition)
  }

  /// - Parameter offset: The log's end after the append that is waited for.
  mutating func wait(_ waiter: Waiter, for offset: Int64, of partition: TopicPartition) {
    waiting[partition, default: []].append(Waiting(offset: offset, waiter: waiter))
  }

  func hasWaiters(for partition: TopicPartition) -> Bool { waiting[partition] != nil }

  /// Those whose records are on the disk now.
  mutating func satisfied(_ partition: TopicPartition, upTo offset: Int64) -> [Waiter] {
    guard let all = waiting[partition] else { return [] }
    let rest = all.filter { $0.offset > offset }
    waiting[partition] = rest.isEmpty ? nil : rest
    return all.filter { $0.offset <= offset }.map(\.waiter)
  }

  /// Everybody who waits for a log that failed or is gone.
  mutating func abandon(_ partition: TopicPartition) -> [Waiter] {
    timed.remove(partition)
    return waiting.removeValue(forKey: partition)?.map(\.waiter) ?? []
  }
}
