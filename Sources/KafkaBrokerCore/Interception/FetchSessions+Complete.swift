import KafkaMessages
import KafkaWire

extension FetchSessions {
  /// The request as it would be without a session: it names all partitions of its session, as they are after it. The
  /// session stays as it is. nil when the request is of no session.
  func complete(_ request: FetchRequest) -> FetchRequest? {
    guard let session = session(of: request) else { return nil }
    let forgotten = Set(Self.forgotten(in: request))
    let changed = FetchQuery(request, version: session.usesIDs ? 13 : 12, limit: .max).entries
    let changes = Dictionary(changed.map { ($0.key, $0) }, uniquingKeysWith: { _, last in last })
    let kept = session.entries.map { changes[$0.key] ?? $0 }
    let known = Set(kept.map(\.key))
    var whole = request
    whole.topics = []
    for entry in kept + changed.filter({ !known.contains($0.key) }) where !forgotten.contains(entry.key) {
      let partition = FetchRequest.FetchPartition.with {
        $0.partition = entry.partition
        $0.fetchOffset = entry.offset
        $0.partitionMaxBytes = Int32(clamping: entry.maxBytes)
        $0.currentLeaderEpoch = entry.currentLeaderEpoch
        $0.lastFetchedEpoch = entry.lastFetchedEpoch
      }
      if let last = whole.topics.last, last.topic == entry.topic, last.topicId == entry.topicID {
        whole.topics[whole.topics.count - 1].partitions.append(partition)
      } else {
        whole.topics.append(
          .with {
            $0.topic = entry.topic
            $0.topicId = entry.topicID
            $0.partitions = [partition]
          })
      }
    }
    return whole
  }
}
