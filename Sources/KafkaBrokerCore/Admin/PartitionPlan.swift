import KafkaWire

/// An error with the words that go to the client.
struct RequestFailure: Error, Equatable {
  var code: ErrorCode
  var message: String?

  init(_ code: ErrorCode, _ message: String? = nil) {
    self.code = code
    self.message = message
  }
}

/// Where partitions are to be: by count and factor, or as an operator says.
enum PartitionPlan {
  /// Partitions that one request may add to one topic. A count beyond it is a slip of the finger, and each partition
  /// takes files.
  static let maxPartitions = 10_000

  /// One partition's replicas as given by an operator. More than one cannot be kept yet.
  static func check(_ replicas: [Int32], members: ClusterMembers) -> RequestFailure? {
    if replicas.isEmpty {
      return RequestFailure(
        .invalidReplicaAssignment, "The manual partition assignment includes an empty replica list.")
    }
    let sorted = replicas.sorted()
    for (index, broker) in sorted.enumerated() {
      if members[broker] == nil {
        return RequestFailure(
          .invalidReplicaAssignment,
          "The manual partition assignment includes broker \(broker), but no such broker is registered.")
      }
      if index > 0, sorted[index - 1] == broker {
        return RequestFailure(
          .invalidReplicaAssignment,
          "The manual partition assignment includes the broker \(broker) more than once.")
      }
    }
    if replicas.count > 1 {
      return RequestFailure(
        .invalidReplicaAssignment, "The manual partition assignment has \(replicas.count) replicas; one is kept.")
    }
    return nil
  }
}
