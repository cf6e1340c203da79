public import KafkaWire
import NIOCore

extension KafkaClientEvent {
  /// Under which name a producer's batches are numbered.
  public struct Identity: Sendable, Hashable {
    /// The producer id.
    public var producerID: Int64
    /// Its epoch.
    public var epoch: Int16

    init(_ identity: ProducerIdentity) {
      producerID = identity.id
      epoch = identity.epoch
    }
  }

  /// A Produce request.
  public struct Produce: Sendable, Hashable {
    /// The broker that it goes to.
    public var nodeID: Int32
    /// Batches in it, one for a partition at most.
    public var batchCount: Int
    /// Records in them.
    public var recordCount: Int
    /// Bytes of the batches.
    public var byteCount: Int
  }

  /// A batch of records on its way to a partition.
  public struct Batch: Sendable, Hashable {
    /// Where it goes.
    public var topicPartition: TopicPartition
    /// The broker that it was sent to last; -1 before it was sent.
    public var nodeID: Int32
    /// Records in it.
    public var recordCount: Int
    /// Its size as it goes on the wire; before it is sealed, that without compression.
    public var byteCount: Int
    /// Its size before compression.
    public var plainByteCount: Int
    /// How often it was sent.
    public var attempts: Int
    /// Since its first record was taken.
    public var age: Duration
    /// The sequence of its first record; nil without idempotence, or before it is numbered.
    public var baseSequence: Int32?

    init(_ batch: SentBatch, now: Instant) {
      topicPartition = batch.partition
      nodeID = batch.lastLeader.broker
      recordCount = Int(batch.recordCount)
      byteCount = batch.isSealed ? batch.bytes.readableBytes : batch.plainSize
      plainByteCount = batch.plainSize
      attempts = batch.attempts
      age = now - batch.createdAt
      baseSequence = batch.hasSequence ? batch.baseSequence : nil
    }
  }

  /// What a broker said about a batch that it has.
  public struct Acknowledgement: Sendable, Hashable {
    /// The offset of the first record; nil with `acks=0`, or when the broker had the batch already.
    public var baseOffset: Int64?
    /// Since the batch was sent last.
    public var latency: Duration
  }

  /// Why and when a batch is sent again.
  public struct Retry: Sendable, Hashable {
    /// What the broker said; nil when it did not answer.
    public var error: ErrorCode?
    /// The error or what became of the connection, for a person.
    public var reason: String
    /// The pause before, which ends early when the partition has a new leader.
    public var pause: Duration
    /// False when the request never left, so that this is no second attempt.
    public var wasSent: Bool
  }

  /// Waits for room that have ended since the last event of the kind.
  public struct MemoryWait: Sendable, Hashable {
    /// Callers whose record was taken in the end, or failed.
    public var count = 0
    /// What they waited together.
    public var time = Duration.zero
    /// Those of them that waited for `max.block.ms` in vain.
    public var exhaustedCount = 0

    package init() {}
  }

  /// How a producer is at a moment.
  public struct ProducerSample: Sendable, Hashable {
    /// `buffer.memory`.
    public var bufferBytes: Int
    /// What of it no batch holds.
    public var availableBufferBytes: Int
    /// Callers that wait for room.
    public var waitingCallers: Int
    /// Batches that have begun and are neither delivered nor given up.
    public var unfinishedBatches: Int
  }
}

extension ProduceSender {
  /// Keeps an event for the driver, if somebody wants to hear of it.
  mutating func tell(_ level: Observation, _ event: @autoclosure () -> KafkaClientEvent) {
    if observation >= level { events.append(event()) }
  }

  /// What happened since the last time.
  package mutating func takeEvents() -> [KafkaClientEvent] {
    if events.isEmpty { return [] }
    defer { events = [] }
    return events
  }

  mutating func tellSent(_ call: ProduceCall) {
    guard observation == .everything else { return }
    var produce = KafkaClientEvent.Produce(
      nodeID: call.broker, batchCount: call.batches.count, recordCount: 0, byteCount: 0)
    for batch in call.batches {
      let sent = KafkaClientEvent.Batch(batch, now: batch.lastSent)
      produce.recordCount += sent.recordCount
      produce.byteCount += sent.byteCount
      events.append(.batchSent(sent))
    }
    events.append(.produceSent(produce))
  }

  mutating func tellEnd(of batch: SentBatch, _ outcome: BatchOutcome) {
    let now = self.now
    switch outcome {
    case .delivered(let offset, _):
      tell(
        .everything,
        .batchAcknowledged(
          .init(batch, now: now),
          .init(baseOffset: offset < 0 ? nil : offset, latency: now - batch.lastSent)))
    case .failed(let failure), .refused(_, let failure):
      tell(.changes, .batchFailed(.init(batch, now: now), failure.error(for: batch.partition)))
    }
  }

  mutating func tellRetry(of batch: SentBatch, wasSent: Bool) {
    let now = self.now
    let error = batch.lastLoss == nil ? batch.lastError : nil
    tell(
      .changes,
      .batchRetried(
        .init(batch, now: now),
        .init(
          error: error, reason: error.map { "\($0)" } ?? batch.lastLoss ?? "unknown",
          pause: max(.zero, batch.retryAt - now), wasSent: wasSent)))
  }
}
