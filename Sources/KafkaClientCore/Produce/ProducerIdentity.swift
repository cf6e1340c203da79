/// Who an idempotent producer is to the brokers: an id that the cluster hands out, and an epoch that grows.
package struct ProducerIdentity: Hashable, Sendable {
  package var id: Int64
  package var epoch: Int16

  package init(id: Int64, epoch: Int16) {
    self.id = id
    self.epoch = epoch
  }

  /// Nobody: no id has been handed out, or the producer is not idempotent.
  package static let none = ProducerIdentity(id: -1, epoch: -1)

  package var isValid: Bool { id >= 0 }

  /// The same producer one epoch on; nil when epochs are used up and a new id is needed.
  package var next: ProducerIdentity? {
    epoch == .max ? nil : ProducerIdentity(id: id, epoch: epoch + 1)
  }
}

/// Numbers of records within a partition, 0 to 2147483647 and then 0 again.
package enum SequenceNumber {
  package static let none: Int32 = -1

  /// `increment` records on from `sequence`.
  package static func advance(_ sequence: Int32, by increment: Int32) -> Int32 {
    (sequence &+ increment) & .max
  }

  /// Whether one sequence comes after another. They begin anew after `Int32.max`; what is less than half of all ahead
  /// counts as after.
  static func isAhead(_ sequence: Int32, of other: Int32) -> Bool {
    let distance = (sequence &- other) & .max
    return distance > 0 && distance < 1 << 30
  }
}
