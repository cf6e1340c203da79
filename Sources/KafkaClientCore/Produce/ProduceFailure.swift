package import KafkaWire

/// Why a record was not taken, or was taken and not delivered.
///
/// This is what the machines speak; the public error that a caller sees is made from it. Its values are in boxes, since
/// what `append` returns for every record has room for one.
package indirect enum ProduceFailure: Error, Equatable, Sendable {
  // Refused: the record was never part of a batch.

  /// The producer is closing or closed.
  case closed
  /// The producer met an error after which it sends nothing more.
  case fatal(ErrorCode, message: String?)
  /// The record takes more bytes than the named option allows.
  case recordTooLarge(bytes: Int, limit: Int, option: String)
  /// The topic or partition was not in the metadata within `max.block.ms`.
  case metadataTimedOut(topic: String, partition: Int32?, partitionCount: Int32?, waited: Duration)
  /// The broker says about the topic that it will not have it: an invalid name or a missing right.
  case topicRefused(topic: String, ErrorCode)
  /// A partitioner or a record named a partition that cannot be.
  case invalidPartition(topic: String, partition: Int32, partitionCount: Int32)
  /// No memory became free within `max.block.ms`.
  case memoryTimedOut(bytes: Int, capacity: Int, waited: Duration)
  /// The caller did not want to wait, and the record would have had to.
  case wouldWait
  /// The caller's task was cancelled while the record waited to be taken.
  case cancelled
  /// Before 1970, which the brokers take for no time at all or for a mistake.
  case invalidTimestamp(Int64)

  // Undelivered: the record was part of a batch.

  /// Its sender took it back before its batch was on the way.
  case withdrawn
  /// The producer was closed, and the time to deliver what it had was over. How often the batch had been sent.
  case abandoned(attempts: Int)
  /// The broker refused the batch or the record, and sending it again is no use or was tried often enough.
  case broker(ErrorCode, message: String?)
  /// The batch was refused because of other records in it.
  case rejectedWithBatch(ErrorCode, message: String?)
  /// `delivery.timeout.ms` passed.
  case deliveryTimedOut(DeliveryTimeout)
  /// The batch could not be encoded: what the codec said.
  case encoding(String)
  /// The broker speaks no version of Produce that can carry the batch.
  case unsupportedVersion(String)
  /// The connection was lost after the last attempt that `retries` allows.
  case disconnected(broker: Int32, reason: String)
}

/// What a batch was doing when its time ran out, and before, so that the error can say it.
package struct DeliveryTimeout: Equatable, Sendable {
  package var partition: TopicPartition
  /// From the first record's acceptance.
  package var age: Duration
  /// How often the batch was sent.
  package var attempts: Int
  /// What it was waiting for.
  package var wait: BatchWait
  /// How long it waited for this and for everything before.
  package var times: WaitTimes
  /// The broker that led the partition, or that it was sent to; nil when none was known.
  package var broker: Int32?
  /// The broker's address.
  package var endpoint: String?
  /// Why there was no connection to the broker when one was tried last, or to any broker.
  package var unreachable: String?
  /// What the broker said to the last attempt.
  package var lastError: ErrorCode?
  /// How the connection to the broker that the last attempt went to ended, if it did.
  package var lastLoss: String?

  /// The batch may have been written by the broker although nobody said so.
  package var mayBeWritten: Bool { attempts > 0 }
}
