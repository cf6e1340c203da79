public import KafkaClientCore

/// Sees records before they are sent, and what became of them (KIP-42).
///
/// Interceptors are called in their order, on the task that sends, before serialization has any cost for the batch: what
/// one returns the next one gets. An interceptor that throws is logged, and the record goes on as it was before it: a
/// mistake in one loses nothing.
///
/// Without interceptors nothing is kept for each record; with them a record costs a callback, and is kept until its end, in
/// addition to the copy of it that counts for ``ProducerConfiguration/bufferMemory``.
public protocol ProducerInterceptor: Sendable {
  /// A record is about to be sent. It may be changed: headers added, a value masked, another topic chosen.
  func onSend(_ record: ProducerRecord) throws -> ProducerRecord

  /// The record was delivered or has failed, or was not even taken. Called on the producer's event loop, or on the task
  /// that sends, and must not block.
  ///
  /// - Parameter record: As the last interceptor left it.
  func onAcknowledgement(_ result: Result<RecordMetadata, KafkaError>, of record: ProducerRecord)
}

extension ProducerInterceptor {
  /// Leaves the record as it is.
  public func onSend(_ record: ProducerRecord) throws -> ProducerRecord { record }

  /// Looks away.
  public func onAcknowledgement(_ result: Result<RecordMetadata, KafkaError>, of record: ProducerRecord) {}
}
