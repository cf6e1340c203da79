public import KafkaClientCore

/// What ``KafkaProducer/tryEnqueue(_:)`` says.
public enum EnqueueAttempt: Sendable {
  /// The record is in a batch.
  case taken(Delivery)
  /// ``ProducerConfiguration/bufferMemory`` is used up, or others wait for it. The record is not sent.
  case queueFull
  /// The topic's partitions are not known yet, or not the one that the record names. They are being looked up; the record
  /// is not sent.
  case topicUnknown

  /// The receipt of a record that was taken.
  public var delivery: Delivery? {
    if case .taken(let delivery) = self { delivery } else { nil }
  }
}

/// How far a record got without waiting.
@usableFromInline
enum TakeAttempt: Sendable {
  case taken(Delivery)
  /// In a box, since an error is many times as large as the rest, and this is made for every record.
  indirect case refused(KafkaError)
  /// It has to wait, if only because somebody watches. The partition that a rule of the user's chose for it: such a rule
  /// is asked once for each record.
  case mustWait(chosen: Int32?)
}
