public import KafkaClientCore
public import KafkaRecords
import KafkaWire

/// The three ways to send: fire and forget, asynchronous, synchronous. See the article "Sending records".
extension KafkaProducer {
  // MARK: Fire and forget, or with a receipt

  /// Takes a record. Returns when it is in a batch; see ``Delivery`` for what becomes of it.
  ///
  /// Suspends only while the topic's metadata is not there, or while ``ProducerConfiguration/bufferMemory`` is used up,
  /// first come, first served, and at most for ``ProducerConfiguration/maximumBlockTime``, both together. A task that is
  /// cancelled meanwhile stops waiting, and its record is not sent.
  ///
  /// - Returns: A receipt, which may be thrown away.
  /// - Throws: ``KafkaError``, and then the record is not sent. ``KafkaError/Code/recordTooLarge``;
  ///   ``KafkaError/Code/unknownTopic`` or ``KafkaError/Code/bufferExhausted`` when the wait was too long;
  ///   ``KafkaError/Code/broker`` when the brokers refuse the topic; ``KafkaError/Code/invalidArgument`` for a partition
  ///   or a timestamp that cannot be; ``KafkaError/Code/closed``; ``KafkaError/Code/fenced``;
  ///   ``KafkaError/Code/cancelled``.
  @discardableResult
  nonisolated(nonsending) public func enqueue(_ record: ProducerRecord) async throws(KafkaError) -> Delivery {
    let attempt = record.withBytes { key, value in
      take(
        topic: record.topic, partition: record.partition, key: key, value: value, headers: record.headers,
        timestamp: record.timestamp)
    }
    switch attempt {
    case .taken(let delivery): return delivery
    case .refused(let error): throw error
    case .mustWait(let chosen): return try await takeWaiting(record, chosen: chosen)
    }
  }

  /// Takes a record made of a value alone; see ``enqueue(_:)``. The fastest way: the bytes are copied once, straight
  /// into the batch, from wherever they are.
  ///
  /// - Parameters:
  ///   - value: A string, an array of bytes, a buffer, or a pointer to bytes that stay where they are until this returns.
  ///   - topic: The topic that it goes to.
  ///   - partition: The partition, from 0; nil to have one chosen.
  ///   - headers: Names and values beside the content.
  ///   - timestamp: Milliseconds since 1970, 0 or more; nil for now.
  @discardableResult
  @inlinable
  nonisolated(nonsending) public func enqueue<Value: RecordData>(
    _ value: Value, to topic: String, partition: Int32? = nil, headers: [RecordHeader] = [], timestamp: Int64? = nil
  ) async throws(KafkaError) -> Delivery {
    let attempt = value.withRecordBytes { bytes in
      take(topic: topic, partition: partition, key: nil, value: bytes, headers: headers, timestamp: timestamp)
    }
    switch attempt {
    case .taken(let delivery): return delivery
    case .refused(let error): throw error
    case .mustWait(let chosen):
      return try await takeWaiting(
        ProducerRecord(topic: topic, partition: partition, value: value, headers: headers, timestamp: timestamp),
        chosen: chosen)
    }
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
    switch attempt {
    case .taken(let delivery): return delivery
    case .refused(let error): throw error
    case .mustWait(let chosen):
      return try await takeWaiting(
        ProducerRecord(
          topic: topic, partition: partition, key: key, value: value, headers: headers, timestamp: timestamp),
        chosen: chosen)
    }
  }

  /// Takes records one after the other; see ``enqueue(_:)``. An array is the cheapest form: many of its records are taken
  /// under one lock.
  ///
  /// Stops at the first that is refused. Those before it are on their way then, and their receipts are lost; use
  /// ``send(contentsOf:)`` to learn of each.
  ///
  /// - Returns: Their receipts, in order.
  @discardableResult
  nonisolated(nonsending) public func enqueue(
    contentsOf records: some Sequence<ProducerRecord>
  ) async throws(KafkaError) -> [Delivery] {
    var deliveries: [Delivery] = []
    deliveries.reserveCapacity(records.underestimatedCount)
    if let records = records as? [ProducerRecord] {
      var next = 0
      if let error = await take(records, from: &next, &deliveries) { throw error }
    } else {
      // Not gathered before: what makes them may make more than there is memory for.
      for record in records { deliveries.append(try await enqueue(record)) }
    }
    return deliveries
  }

  // MARK: Without ever waiting

  /// Takes a record if that is possible at once, for callers that would rather drop a record than wait.
  ///
  /// - Returns: A receipt, or what the record would have had to wait for. It is not sent then.
  /// - Throws: ``KafkaError`` as ``enqueue(_:)`` does, other than for waiting too long.
  public func tryEnqueue(_ record: ProducerRecord) throws(KafkaError) -> EnqueueAttempt {
    if let hooks { return try tryTakeHooked(record, hooks) }
    return try tryTakePlainly(record)
  }

  // MARK: Synchronous

  /// Sends a record and waits until it is delivered: one suspension of some milliseconds for each record.
  ///
  /// A task that is cancelled takes its record back as long as that waits: for metadata, for memory, or in a batch that is
  /// not on its way. After that the delivery goes on and cannot be stopped; the error's message says which it was.
  ///
  /// - Returns: Where the record is.
  /// - Throws: ``KafkaError`` as ``enqueue(_:)`` and ``Delivery/metadata`` do. With ``KafkaError/Code/cancelled`` its
  ///   ``KafkaError/cause`` is a `CancellationError`.
  @discardableResult
  nonisolated(nonsending) public func send(_ record: ProducerRecord) async throws(KafkaError) -> RecordMetadata {
    try await enqueue(record).metadataOrWithdrawal()
  }

  /// Sends a record made of a value alone and waits until it is delivered; see ``send(_:)``.
  @discardableResult
  @inlinable
  nonisolated(nonsending) public func send<Value: RecordData>(
    _ value: Value, to topic: String, partition: Int32? = nil, headers: [RecordHeader] = [], timestamp: Int64? = nil
  ) async throws(KafkaError) -> RecordMetadata {
    try await send(
      ProducerRecord(topic: topic, partition: partition, value: value, headers: headers, timestamp: timestamp))
  }

  /// Sends a record made of a key and a value and waits until it is delivered; see ``send(_:)``.
  @discardableResult
  @inlinable
  nonisolated(nonsending) public func send<Value: RecordData, Key: RecordData>(
    _ value: Value, to topic: String, key: Key, partition: Int32? = nil, headers: [RecordHeader] = [],
    timestamp: Int64? = nil
  ) async throws(KafkaError) -> RecordMetadata {
    try await send(
      ProducerRecord(topic: topic, partition: partition, key: key, value: value, headers: headers, timestamp: timestamp)
    )
  }

  /// Sends records and waits until all of them have been delivered or have failed. Cancellation takes back those that
  /// are not on their way, as ``send(_:)`` says.
  ///
  /// - Returns: What became of each, in order. One that was not taken does not keep the others back.
  nonisolated(nonsending) public func send(
    contentsOf records: some Sequence<ProducerRecord>
  ) async -> [Result<RecordMetadata, KafkaError>] {
    let records = records as? [ProducerRecord] ?? Array(records)
    var deliveries: [Delivery] = []
    deliveries.reserveCapacity(records.count)
    var refusals: [(place: Int, error: KafkaError)] = []
    var next = 0
    while let error = await take(records, from: &next, &deliveries) {
      refusals.append((next, error))
      next += 1
    }
    // The records of a batch become known together, so that this suspends once for each batch at most.
    var results: [Result<RecordMetadata, KafkaError>] = []
    results.reserveCapacity(records.count)
    var refused = refusals[...]
    for delivery in deliveries {
      while let refusal = refused.first, refusal.place == results.count {
        results.append(.failure(refusal.error))
        refused.removeFirst()
      }
      do throws(KafkaError) {
        results.append(.success(try await delivery.metadataOrWithdrawal()))
      } catch {
        results.append(.failure(error))
      }
    }
    results += refused.map { .failure($0.error) }
    return results
  }
}
