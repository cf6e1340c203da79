import KafkaWire

/// A receipt for a record that a producer took: the place where its fate can be learned, now or later.
///
/// It is two words and costs nothing to throw away. Waiting for it costs a suspension, so whoever sends many records
/// waits for the last of them, or uses `send(contentsOf:)`, or flushes.
public struct Delivery: Sendable {
  package let receipt: BatchReceipt
  package let index: Int32
  package let timestamp: Int64

  package init(receipt: BatchReceipt, index: Int32, timestamp: Int64) {
    self.receipt = receipt
    self.index = index
    self.timestamp = timestamp
  }

  /// The record's topic.
  public var topic: String { receipt.partition.topic }

  /// The partition that the record goes to.
  public var partition: Int32 { receipt.partition.partition }

  /// Where the record is, or why it could not be delivered; nil while that is open.
  public var result: Result<RecordMetadata, KafkaError>? {
    receipt.result(at: index).map(result(of:))
  }

  /// Waits until the record is delivered, at most for the producer's `delivery.timeout.ms`.
  ///
  /// - Throws: ``KafkaError``. With ``KafkaError/Code/broker`` and a ``BrokerError`` as its cause when the broker
  ///   refused the record; ``KafkaError/Code/timedOut`` when the time was over, with what it was spent on;
  ///   ``KafkaError/Code/closed`` when the producer was closed before; ``KafkaError/Code/cancelled`` when the task that
  ///   waits was cancelled, which does not take the record back; see ``withdraw()``.
  public var metadata: RecordMetadata {
    get async throws(KafkaError) {
      guard let outcome = await receipt.waitForResult(at: index) else {
        throw cancelled
      }
      return try result(of: outcome).get()
    }
  }

  /// Takes the record back if it is still queued, so that it is not sent; ``result`` is then a failure with
  /// ``KafkaError/Code/cancelled``.
  ///
  /// - Returns: False when the record is on its way, or its fate is known: it is too late then.
  @discardableResult
  public func withdraw() -> Bool { receipt.withdraw(at: index) }

  /// Waits until the record is delivered, and takes it back when the task is cancelled, if that is possible still.
  package func metadataOrWithdrawal() async throws(KafkaError) -> RecordMetadata {
    if let outcome = await receipt.waitForResult(at: index) { return try result(of: outcome).get() }
    receipt.withdraw(at: index)
    // Taken back just now, or known after all.
    if let result { return try result.get() }
    throw cancelled
  }

  private var cancelled: KafkaError {
    KafkaError(
      .cancelled, "the task that waits for the delivery was cancelled; the record may still be delivered",
      cause: CancellationError(), topicPartition: receipt.partition)
  }

  package func result(of outcome: RecordOutcome) -> Result<RecordMetadata, KafkaError> {
    switch outcome {
    case .delivered(let offset, let appendTime):
      .success(
        RecordMetadata(
          topic: topic, partition: partition, offset: offset < 0 ? nil : offset,
          timestamp: appendTime < 0 ? timestamp : appendTime))
    case .failed(let failure): .failure(failure.error(for: receipt.partition))
    }
  }
}
