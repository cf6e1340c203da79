public import KafkaClientCore
public import KafkaRecords
import KafkaWire
import NIOCore

extension KafkaProducer {
  // MARK: Fire and forget, or with a receipt

  /// Takes a record. Returns when it is in a batch; see ``Delivery`` for what becomes of it.
  ///
  /// Suspends only while the topic's metadata is not there, or while ``ProducerConfiguration/bufferMemory`` is used up,
  /// first come, first served, and at most for ``ProducerConfiguration/maximumBlockTime``.
  ///
  /// - Returns: A receipt, which may be thrown away.
  /// - Throws: ``KafkaError``, and then the record is not sent. ``KafkaError/Code/recordTooLarge``;
  ///   ``KafkaError/Code/unknownTopic`` or ``KafkaError/Code/bufferExhausted`` when the wait was too long;
  ///   ``KafkaError/Code/broker`` when the brokers refuse the topic; ``KafkaError/Code/invalidArgument`` for a partition
  ///   that cannot be; ``KafkaError/Code/closed``; ``KafkaError/Code/fenced``; ``KafkaError/Code/cancelled``.
  @discardableResult
  nonisolated(nonsending) public func enqueue(_ record: ProducerRecord) async throws(KafkaError) -> Delivery {
    if let delivery = try takeAtOnce(record) { return delivery }
    return try await takeWaiting(record)
  }

  /// Takes a record made of a value alone; see ``enqueue(_:)``. The fastest way: the bytes are copied once, straight
  /// into the batch, from wherever they are.
  ///
  /// - Parameters:
  ///   - value: A string, an array of bytes, a buffer, or a pointer to bytes that stay where they are until this returns.
  ///   - topic: The topic that it goes to.
  ///   - partition: The partition; nil to have one chosen.
  ///   - headers: Names and values beside the content.
  ///   - timestamp: Milliseconds since 1970; nil for now.
  @discardableResult
  @inlinable
  nonisolated(nonsending) public func enqueue<Value: RecordData>(
    _ value: Value, to topic: String, partition: Int32? = nil, headers: [RecordHeader] = [], timestamp: Int64? = nil
  ) async throws(KafkaError) -> Delivery {
    let attempt = value.withRecordBytes { bytes in
      take(topic: topic, partition: partition, key: nil, value: bytes, headers: headers, timestamp: timestamp)
    }
    if let delivery = try attempt.get() { return delivery }
    return try await takeWaiting(
      ProducerRecord(
        topic: topic, partition: partition, key: nil, value: value.recordBytes, headers: headers, timestamp: timestamp))
  }

  /// Takes a record made of a key and a value; see ``enqueue(_:to:partition:headers:timestamp:)``.
  @discardableResult
  @inlinable
  nonisolated(nonsending) public func enqueue<Value: RecordData, Key: RecordData>(
    _ value: Value, to topic: String, key: Key, partition: Int32? = nil, headers: [RecordHeader] = [],
    timestamp: Int64? = nil
  ) async throws(KafkaError) -> Delivery {
    let attempt = key.withRecordBytes { key in
      value.withRecordBytes { value in
        take(topic: topic, partition: partition, key: key, value: value, headers: headers, timestamp: timestamp)
      }
    }
    if let delivery = try attempt.get() { return delivery }
    return try await takeWaiting(
      ProducerRecord(
        topic: topic, partition: partition, key: key.recordBytes, value: value.recordBytes, headers: headers,
        timestamp: timestamp))
  }

  /// Takes records one after the other; see ``enqueue(_:)``. Stops at the first that is refused.
  ///
  /// - Returns: Their receipts, in order.
  @discardableResult
  nonisolated(nonsending) public func enqueue(contentsOf records: some Sequence<ProducerRecord>)
    async
    throws(KafkaError) -> [Delivery]
  {
    var deliveries: [Delivery] = []
    deliveries.reserveCapacity(records.underestimatedCount)
    if !hasOwnRule, hooks == nil, let records = records as? [ProducerRecord] {
      try await take(records, &deliveries)
    } else {
      for record in records { deliveries.append(try await enqueue(record)) }
    }
    return deliveries
  }

  /// Many under one lock, where no rule of the user's has to be asked about each.
  nonisolated(nonsending) private func take(
    _ records: [ProducerRecord], _ deliveries: inout [Delivery]
  ) async throws(KafkaError) {
    while true {
      let taken = deliveries.count
      let obstacle = records.withUnsafeBufferPointer { records in
        queue.append(UnsafeBufferPointer(rebasing: records[taken...]), &deliveries)
      }
      switch obstacle {
      case nil: return
      case .refused(let failure): throw failure.error()
      case .mustWait: deliveries.append(try await takeWaiting(records[deliveries.count]))
      }
    }
  }

  private var hasOwnRule: Bool {
    if case .custom = queue.settings.partitioner.rule { true } else { false }
  }

  /// Takes a record if that is possible at once, without ever waiting.
  ///
  /// - Returns: A receipt; nil when the record would have to wait for metadata or memory. It is not sent then.
  /// - Throws: ``KafkaError`` as ``enqueue(_:)`` does, other than for waiting too long.
  public func tryEnqueue(_ record: ProducerRecord) throws(KafkaError) -> Delivery? {
    if let hooks { return try takeHookedAtOnce(record, hooks) }
    if let delivery = try takeAtOnce(record) { return delivery }
    queue.want(topic: record.topic)
    return nil
  }

  // MARK: Synchronous

  /// Sends a record and waits until it is delivered: one suspension of some milliseconds for each record.
  ///
  /// - Returns: Where the record is.
  /// - Throws: ``KafkaError`` as ``enqueue(_:)`` and ``Delivery/metadata`` do. A task that is cancelled while the record is
  ///   on its way does not take it back.
  @discardableResult
  nonisolated(nonsending) public func send(_ record: ProducerRecord) async throws(KafkaError) -> RecordMetadata {
    try await enqueue(record).metadata
  }

  /// Sends records and waits until all of them have been delivered or have failed.
  ///
  /// - Returns: What became of each, in order. One that was not taken does not keep the others back.
  nonisolated(nonsending) public func send(
    contentsOf records: some Sequence<ProducerRecord>
  ) async -> [Result<RecordMetadata, KafkaError>] {
    var deliveries: [Result<Delivery, KafkaError>] = []
    deliveries.reserveCapacity(records.underestimatedCount)
    for record in records {
      do throws(KafkaError) {
        deliveries.append(.success(try await enqueue(record)))
      } catch {
        deliveries.append(.failure(error))
      }
    }
    // The records of a batch become known together, so that this suspends once for each batch at most.
    var results: [Result<RecordMetadata, KafkaError>] = []
    results.reserveCapacity(deliveries.count)
    for delivery in deliveries {
      do throws(KafkaError) {
        results.append(.success(try await delivery.get().metadata))
      } catch {
        results.append(.failure(error))
      }
    }
    return results
  }

  // MARK: Taking

  /// Nil in the result when the record has to wait.
  @usableFromInline
  func take(
    topic: String, partition: Int32?, key: UnsafeRawBufferPointer?, value: UnsafeRawBufferPointer?,
    headers: [RecordHeader], timestamp: Int64?
  ) -> Result<Delivery?, KafkaError> {
    // Interceptors and spans have their turn where records that wait are taken.
    guard hooks == nil else { return .success(nil) }
    return takePlainly(
      topic: topic, partition: partition, key: key, value: value, headers: headers, timestamp: timestamp)
  }

  @inline(__always)
  func takePlainly(
    topic: String, partition: Int32?, key: UnsafeRawBufferPointer?, value: UnsafeRawBufferPointer?,
    headers: [RecordHeader], timestamp: Int64?
  ) -> Result<Delivery?, KafkaError> {
    var partition = partition
    if partition == nil, case .custom(let choose) = queue.settings.partitioner.rule {
      guard let count = queue.partitionCount(ofTopic: topic) else { return .success(nil) }
      partition = choose(
        Partitioner.Choice(
          topic: topic, key: key.map { ByteBuffer(bytes: $0) }, value: value.map { ByteBuffer(bytes: $0) },
          partitionCount: count))
      guard let partition, (0..<count).contains(partition) else {
        return .failure(Self.impossible(partition ?? -1, of: topic, count: count))
      }
    }
    switch queue.append(
      topic: topic, partition: partition, key: key, value: value, headers: headers, timestamp: timestamp)
    {
    case .taken(let delivery): return .success(delivery)
    case .mustWait: return .success(nil)
    case .refused(let failure): return .failure(failure.error())
    }
  }

  private func takeAtOnce(_ record: ProducerRecord) throws(KafkaError) -> Delivery? {
    try record.withBytes { key, value in
      take(
        topic: record.topic, partition: record.partition, key: key, value: value, headers: record.headers,
        timestamp: record.timestamp)
    }.get()
  }

  @usableFromInline
  nonisolated(nonsending) func takeWaiting(_ record: ProducerRecord) async throws(KafkaError) -> Delivery {
    if let hooks { return try await takeHooked(record, hooks) }
    return try await takeWaitingPlainly(record)
  }

  nonisolated(nonsending) func takeWaitingPlainly(_ record: ProducerRecord) async throws(KafkaError) -> Delivery {
    var record = record
    if record.partition == nil, case .custom = queue.settings.partitioner.rule {
      record.partition = try await chooseWaiting(record)
    }
    switch await queue.appendWaiting(record) {
    case .success(let delivery): return delivery
    case .failure(let failure): throw explain(failure)
    }
  }

  /// A rule of the user's needs the partition count first, and runs outside the lock.
  nonisolated(nonsending) private func chooseWaiting(_ record: ProducerRecord) async throws(KafkaError) -> Int32 {
    guard case .custom(let choose) = queue.settings.partitioner.rule else { return -1 }
    let count: Int32
    switch await queue.waitForTopic(record.topic) {
    case .success(let known): count = known
    case .failure(let failure): throw explain(failure)
    }
    let partition = record.withBytes { key, value in
      choose(
        Partitioner.Choice(
          topic: record.topic, key: key.map { ByteBuffer(bytes: $0) }, value: value.map { ByteBuffer(bytes: $0) },
          partitionCount: count))
    }
    guard (0..<count).contains(partition) else { throw Self.impossible(partition, of: record.topic, count: count) }
    return partition
  }

  private static func impossible(_ partition: Int32, of topic: String, count: Int32) -> KafkaError {
    ProduceFailure.invalidPartition(topic: topic, partition: partition, partitionCount: count).error()
  }

  private func explain(_ failure: ProduceFailure) -> KafkaError {
    if case .metadataTimedOut(let topic, _, nil, let waited) = failure, !hasStarted {
      return KafkaError(
        .notRunning,
        "nobody runs the producer's run(), so nothing became known of topic \(topic) in \(waited.wholeMilliseconds) ms")
    }
    return failure.error()
  }
}

extension ProducerRecord {
  /// Calls `body` with the bytes of key and value where they lie.
  func withBytes<Value>(_ body: (UnsafeRawBufferPointer?, UnsafeRawBufferPointer?) -> Value) -> Value {
    withOptionalBytes(key) { key in withOptionalBytes(value) { body(key, $0) } }
  }
}

@inline(__always)
func withOptionalBytes<Value>(_ bytes: RecordBytes?, _ body: (UnsafeRawBufferPointer?) -> Value) -> Value {
  guard let bytes else { return body(nil) }
  return bytes.withRecordBytes { body($0) }
}
