import KafkaMessages
import KafkaRecords
import KafkaWire
import NIOCore
import Testing

@testable import KafkaClientCore

/// An accumulator and a sender with a clock that a test moves: what a driver does, without tasks and sockets.
struct ProduceWorld: ~Copyable {
  var accumulator: RecordAccumulator
  var sender: ProduceSender
  var now = Instant(nanoseconds: 1_000_000_000)

  /// With a topic `t` of `partitions` partitions, led by broker 1 (or by `leaders`), and a producer id
  /// where one is needed.
  ///
  /// - Parameter hasBegun: whether the brokers have had records of the producer before, whose last sequence was the
  ///   largest, so that the next is 0. If not, a partition's second batch waits for the first.
  init(
    partitions: Int32 = 1, leaders: [Int32]? = nil, hasIdentity: Bool = true, epoch: Int16 = 0,
    hasBegun: Bool = true,
    _ change: (inout ProduceSettings) -> Void = { _ in }
  ) {
    var settings = ProduceSettings()
    settings.linger = .zero
    change(&settings)
    accumulator = RecordAccumulator(settings: settings, random: .seeded(1))
    sender = ProduceSender(settings: settings, random: .seeded(2))
    let leaders = leaders ?? [Int32](repeating: 1, count: Int(partitions))
    know("t", leaders: leaders)
    guard settings.isIdempotent && hasIdentity else { return }
    let identity = ProducerIdentity(id: 7, epoch: epoch)
    sender.identityReceived(identity)
    guard hasBegun else { return }
    for _ in leaders {
      var partition = ProduceSender.Partition()
      partition.sequences.restart(as: identity)
      partition.sequences.lastAcknowledged = .max
      sender.partitions.append(partition)
    }
  }

  mutating func advance(_ duration: Duration) { now = now + duration }

  /// Tells the accumulator of a topic.
  mutating func know(_ topic: String, leaders: [Int32], epoch: Int32 = 0, id: KafkaUUID = .zero) {
    // A topic is known of only once somebody writes to it.
    if accumulator.partitionCount(ofTopic: topic) == nil { _ = append("x", topic: topic) }
    accumulator.update(
      ProduceTopic(
        name: topic, id: id, leaders: leaders.map { ProduceTopic.Leader(broker: $0, epoch: epoch) }))
  }

  mutating func append(
    _ value: String?, key: String? = nil, topic: String = "t", partition: Int32? = 0, waiter: WaiterID? = nil
  ) -> AppendOutcome {
    let value = value.map { Array($0.utf8) }
    let key = key.map { Array($0.utf8) }
    let now = self.now
    func bytes(_ array: [UInt8]?, _ body: (UnsafeRawBufferPointer?) -> AppendOutcome) -> AppendOutcome {
      guard let array else { return body(nil) }
      return array.withUnsafeBytes { body($0) }
    }
    return bytes(key) { key in
      bytes(value) { value in
        accumulator.append(
          topic: topic, partition: partition, key: key, value: value, headers: [], timestamp: 1_700_000_000_000,
          waiter: waiter, now: { now })
      }
    }
  }

  /// Takes a record that must be taken, and returns its receipt and place.
  mutating func accept(
    _ value: String, key: String? = nil, partition: Int32? = 0, sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> Accepted {
    let outcome = append(value, key: key, partition: partition)
    guard case .appended(let receipt, let index) = outcome else {
      Issue.record("expected a record that is taken, got \(outcome)", sourceLocation: sourceLocation)
      throw Unexpected()
    }
    return Accepted(receipt: receipt, index: index)
  }

  struct Accepted {
    var receipt: BatchReceipt
    var index: Int32
    var result: RecordOutcome? { receipt.result(at: index) }
  }

  struct Unexpected: Error {}

  /// What a driver does on each turn: poll, tell, seal.
  mutating func poll() -> Turn {
    let actions = sender.poll(&accumulator, now: now)
    for ending in actions.endings { ending.tell() }
    var calls: [ProduceCall] = []
    for call in actions.calls {
      if let sealed = sender.seal(call) { calls.append(sealed) }
    }
    for ending in sender.takeEndings() { ending.tell() }
    sender.settle(&accumulator)
    return Turn(
      calls: calls, requestsIdentity: actions.requestsIdentity, use: actions.use, refresh: actions.refresh,
      deadline: actions.deadline)
  }

  struct Turn {
    var calls: [ProduceCall]
    var requestsIdentity: Bool
    var use: [String]
    var refresh: [String]
    var deadline: Instant

    /// The one request of the turn.
    func only(sourceLocation: SourceLocation = #_sourceLocation) throws -> ProduceCall {
      try #require(calls.count == 1, sourceLocation: sourceLocation)
      return calls[0]
    }
  }

  /// The broker answers a request: every partition of it with this.
  mutating func answer(
    _ call: ProduceCall, _ error: ErrorCode = .none, baseOffset: Int64 = 0, appendTime: Int64 = -1,
    logStartOffset: Int64 = -1, recordErrors: [Int32: String] = [:], message: String? = nil
  ) {
    var response = ProduceResponse()
    for batch in call.batches {
      var partition = ProduceResponse.PartitionProduceResponse()
      partition.index = batch.partition.partition
      partition.errorCode = error.rawValue
      partition.baseOffset = error == .none ? baseOffset : -1
      partition.logAppendTimeMs = appendTime
      partition.logStartOffset = logStartOffset
      partition.errorMessage = message
      for (index, text) in recordErrors.sorted(by: { $0.key < $1.key }) {
        var record = ProduceResponse.BatchIndexAndErrorMessage()
        record.batchIndex = index
        record.batchIndexErrorMessage = text
        partition.recordErrors.append(record)
      }
      var topic = ProduceResponse.TopicProduceResponse()
      topic.name = batch.partition.topic
      topic.partitionResponses = [partition]
      response.responses.append(topic)
    }
    sender.received(response, for: call.id, now: now)
  }

  mutating func fail(_ call: ProduceCall, _ failure: ProduceCallFailure) {
    sender.failed(call.id, failure, now: now)
  }

  mutating func lose(_ call: ProduceCall) {
    sender.failed(call.id, .disconnected(reason: "connection reset"), now: now)
  }
}

extension ProduceCall {
  /// The values of all records, batch by batch.
  func values() throws -> [[String]] {
    try batches.map { batch in
      try RecordBatch(batch.bytes).records().map { record in
        record.value.map { String(buffer: $0) } ?? "null"
      }
    }
  }

  /// The identity and first sequence that each batch's bytes name.
  func sequences() throws -> [Numbering] {
    try batches.map { batch in
      let parsed = try RecordBatch(batch.bytes)
      #expect(parsed.isChecksumValid)
      return Numbering(
        id: parsed.header.producerId, epoch: parsed.header.producerEpoch, base: parsed.header.baseSequence)
    }
  }
}

struct Numbering: Equatable, CustomStringConvertible {
  var id: Int64
  var epoch: Int16
  var base: Int32

  init(id: Int64 = 7, epoch: Int16 = 0, base: Int32) {
    self.id = id
    self.epoch = epoch
    self.base = base
  }

  var description: String { "\(id)/\(epoch)+\(base)" }
}
