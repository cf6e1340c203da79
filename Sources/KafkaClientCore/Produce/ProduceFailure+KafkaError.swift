package import KafkaWire

extension ProduceFailure {
  /// The error that a caller sees.
  package func error(for partition: TopicPartition? = nil) -> KafkaError {
    switch self {
    case .closed:
      return KafkaError(.closed, "the producer is closed", topicPartition: partition)
    case .fatal(let code, let message):
      let error = BrokerError(code, message: message)
      let isFenced = code == .producerFenced || code == .invalidProducerEpoch
      return KafkaError(
        isFenced ? .fenced : .broker, "the producer cannot go on after \(error); make a new one", cause: error,
        topicPartition: partition)
    case .recordTooLarge(let bytes, let limit, let option):
      return KafkaError(
        .recordTooLarge, "the record takes \(bytes) bytes, \(option) is \(limit)", topicPartition: partition)
    case .metadataTimedOut(let topic, let number, let count, let waited):
      return Self.metadataTimedOut(topic, partition: number, count: count, waited: waited, why: nil)
    case .topicRefused(let topic, let code):
      return KafkaError(BrokerError(code, message: "topic \(topic)"), api: .metadata)
    case .invalidPartition(let topic, let number, let count):
      return KafkaError(
        .invalidArgument, "topic \(topic) has partitions 0 to \(count - 1), not \(number)")
    case .memoryTimedOut(let bytes, let capacity, let waited):
      return KafkaError(
        .bufferExhausted,
        """
        no \(bytes) bytes of buffer.memory (\(capacity)) became free in \(waited.wholeMilliseconds) ms; the brokers \
        take records more slowly than they are made
        """)
    case .wouldWait:
      return KafkaError(.bufferExhausted, "the record would have to wait")
    case .cancelled:
      return KafkaError(
        .cancelled, "the task was cancelled before the record was taken; it is not sent", cause: CancellationError())
    case .withdrawn:
      return KafkaError(
        .cancelled, "the task was cancelled while the record was queued; it was taken back and is not sent",
        cause: CancellationError(), topicPartition: partition)
    case .invalidTimestamp(let timestamp):
      return KafkaError(
        .invalidArgument,
        "the record's timestamp is \(timestamp); it has to be 0 or more, in milliseconds since 1970, or nil for now",
        topicPartition: partition)
    case .abandoned(let attempts):
      let fate =
        attempts == 0
        ? "it was not sent" : "it was sent and not acknowledged, so it may be stored all the same"
      return KafkaError(
        .closed, "the producer was closed before the record was delivered; \(fate)", topicPartition: partition)
    case .broker(let code, let message):
      return KafkaError(BrokerError(code, message: message), api: .produce, topicPartition: partition)
    case .rejectedWithBatch(let code, let message):
      let cause = BrokerError(code, message: message)
      return KafkaError(
        .broker, "the broker refused other records of the batch, and with them this one: \(cause)", cause: cause,
        api: .produce, topicPartition: partition)
    case .deliveryTimedOut(let report):
      return report.error
    case .encoding(let message):
      return KafkaError(.invalidArgument, "the batch cannot be encoded: \(message)", topicPartition: partition)
    case .unsupportedVersion(let message):
      return KafkaError(.unsupportedVersion, message, api: .produce, topicPartition: partition)
    case .disconnected(let broker, let reason):
      return KafkaError(
        .disconnected, "\(reason); whether the record was stored is not known, and no retries are left", api: .produce,
        topicPartition: partition, broker: "node \(broker)")
    }
  }

  /// - Parameter why: What is known of the reason.
  package static func metadataTimedOut(
    _ topic: String, partition: Int32?, count: Int32?, waited: Duration, why: String?
  ) -> KafkaError {
    let time = waited.wholeMilliseconds
    guard let partition, let count else {
      let reason = why ?? "does it exist, and can the cluster be reached?"
      return KafkaError(.unknownTopic, "no metadata of topic \(topic) in \(time) ms (max.block.ms); \(reason)")
    }
    return KafkaError(
      .unknownTopic,
      "topic \(topic) has partitions 0 to \(count - 1), and in \(time) ms no partition \(partition) came",
      topicPartition: TopicPartition(topic: topic, partition: partition))
  }
}

extension DeliveryTimeout {
  /// Says what the time was spent on.
  var error: KafkaError {
    var text = "not delivered \(age.wholeMilliseconds) ms after it was accepted (delivery.timeout.ms): \(state)"
    text += "; sent \(attempts == 1 ? "once" : "\(attempts) times")"
    if mayBeWritten { text += ", so it may be stored all the same" }
    if let spent = times.summary { text += "; the time went by \(spent)" }
    let cause = lastError.map { BrokerError($0) }
    if let cause { text += "; last error: \(cause)" }
    if let lastLoss, lastLoss != unreachable { text += " (\(lastLoss))" }
    return KafkaError(
      .timedOut, text, cause: cause, api: .produce, topicPartition: partition,
      broker: broker.map { id in "node \(id)\(endpoint.map { " at \($0)" } ?? "")" })
  }

  private var reason: String { unreachable.map { ", \($0)" } ?? "" }

  private var state: String {
    switch wait {
    case .gathering: "more records were waited for (linger.ms)"
    case .leader: "the partition has no leader that is known\(reason)"
    case .producerID: "no broker handed out a producer id\(reason)"
    case .connection: "there is no connection to the leader\(reason)"
    case .turn: "the leader had not finished earlier requests"
    case .retry: "it was to be sent again"
    case .answer: "sent and not answered"
    }
  }
}

extension WaitTimes {
  /// In milliseconds, longest first; nil when nothing took as long.
  package var summary: String? {
    let parts = BatchWait.allCases.map { ($0, self[$0] / 1_000_000) }.filter { $0.1 > 0 }
      .sorted { $0.1 > $1.1 }
      .map { wait, time in
        switch wait {
        case .gathering: "gathering records \(time) ms"
        case .leader: "without a leader \(time) ms"
        case .producerID: "without a producer id \(time) ms"
        case .connection: "without a connection \(time) ms"
        case .turn: "behind other batches \(time) ms"
        case .retry: "in the pause before a retry \(time) ms"
        case .answer: "waiting for answers \(time) ms"
        }
      }
    return parts.isEmpty ? nil : parts.joined(separator: ", ")
  }
}
