import KafkaWire

/// The moves of one assignment run, so that a move can be replaced by taking an earlier one back: if a partition of a
/// topic went from B to A, and now another one should go from A to B, the first one returns instead.
struct PartitionMoves {
  private struct Route: Hashable {
    var from: String
    var to: String
  }

  private var routes: [TopicPartition: Route] = [:]
  private var byTopic: [String: [Route: [TopicPartition]]] = [:]

  mutating func record(_ partition: TopicPartition, from source: String, to target: String) {
    if let earlier = routes.removeValue(forKey: partition) {
      byTopic[partition.topic]?[earlier]?.removeAll { $0 == partition }
      if earlier.from != target {
        add(partition, Route(from: earlier.from, to: target))
      }
    } else {
      add(partition, Route(from: source, to: target))
    }
  }

  private mutating func add(_ partition: TopicPartition, _ route: Route) {
    routes[partition] = route
    byTopic[partition.topic, default: [:]][route, default: []].append(partition)
  }

  /// The partition to move instead of the one meant: that one itself, or one that came the opposite way.
  func partitionToMove(_ partition: TopicPartition, from source: String, to target: String) -> TopicPartition {
    let origin = routes[partition]?.from ?? source
    let opposite = byTopic[partition.topic]?[Route(from: target, to: origin)] ?? []
    return JavaHashOrder.sorted(opposite).first ?? partition
  }
}
