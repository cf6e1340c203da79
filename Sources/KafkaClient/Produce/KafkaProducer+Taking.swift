import KafkaClientCore
import KafkaRecords
import KafkaWire
import NIOCore

/// Taking records, whichever way they come in.
extension KafkaProducer {
  /// Takes a record if that is possible at once.
  @usableFromInline
  func take(
    topic: String, partition: Int32?, key: UnsafeRawBufferPointer?, value: UnsafeRawBufferPointer?,
    headers: [RecordHeader], timestamp: Int64?
  ) -> TakeAttempt {
    // Interceptors and spans have their turn where records that wait are taken.
    if hooks != nil { return .mustWait(chosen: nil) }
    var partition = partition
    var chosen: Int32?
    if partition == nil, queue.hasOwnRule, case .custom(let choose) = queue.settings.partitioner.rule {
      guard let count = queue.partitionCount(ofTopic: topic) else { return .mustWait(chosen: nil) }
      let choice = choose(Self.choice(topic, key, value, count))
      guard (0..<count).contains(choice) else { return .refused(impossible(choice, of: topic, count: count)) }
      chosen = choice
      partition = choice
    }
    switch queue.append(
      topic: topic, partition: partition, key: key, value: value, headers: headers, timestamp: timestamp)
    {
    case .taken(let delivery): return .taken(delivery)
    case .mustWait: return .mustWait(chosen: chosen)
    case .refused(let failure): return .refused(failure.error())
    }
  }

  /// Takes a record, waiting for what it needs.
  ///
  /// - Parameter chosen: The partition that a rule of the user's chose for it before.
  @usableFromInline
  nonisolated(nonsending) func takeWaiting(
    _ record: ProducerRecord, chosen: Int32?
  ) async throws(KafkaError) -> Delivery {
    if let hooks { return try await takeHooked(record, hooks) }
    return try await takePlainly(record, chosen: chosen)
  }

  nonisolated(nonsending) func takePlainly(
    _ record: ProducerRecord, chosen: Int32?
  ) async throws(KafkaError) -> Delivery {
    // The time that metadata and memory may take together runs from here.
    let since = LoopClock.now
    var record = record
    if record.partition == nil {
      if let chosen {
        record.partition = chosen
      } else if case .custom(let choose) = queue.settings.partitioner.rule {
        record.partition = try await self.choose(choose, record, since: since)
      }
    }
    switch await queue.appendWaiting(record, since: since) {
    case .success(let delivery): return delivery
    case .failure(let failure): throw await explain(failure)
    }
  }

  func tryTakePlainly(_ record: ProducerRecord) throws(KafkaError) -> EnqueueAttempt {
    var partition = record.partition
    if partition == nil, case .custom(let choose) = queue.settings.partitioner.rule {
      guard let count = queue.partitionCount(ofTopic: record.topic) else { return try missing(record.topic, nil) }
      let choice = record.withBytes { key, value in choose(Self.choice(record.topic, key, value, count)) }
      guard (0..<count).contains(choice) else { throw impossible(choice, of: record.topic, count: count) }
      partition = choice
    }
    let attempt = record.withBytes { key, value in
      queue.append(
        topic: record.topic, partition: partition, key: key, value: value, headers: record.headers,
        timestamp: record.timestamp)
    }
    switch attempt {
    case .taken(let delivery): return .taken(delivery)
    case .refused(let failure): throw failure.error()
    case .mustWait(.memory): return .queueFull
    case .mustWait(.metadata): return try missing(record.topic, partition)
    }
  }

  private func missing(_ topic: String, _ partition: Int32?) throws(KafkaError) -> EnqueueAttempt {
    if let refusal = queue.want(topic: topic, partition: partition) { throw refusal.error() }
    return .topicUnknown
  }

  // MARK: Many

  /// Takes records in order, as many under one lock as can be where nothing has to be asked about each.
  ///
  /// - Parameter next: The place of the first to be taken; on return that of the one that was refused.
  /// - Returns: Why a record was refused, which is skipped by going on behind it; nil when there are no more.
  nonisolated(nonsending) func take(
    _ records: [ProducerRecord], from next: inout Int, _ deliveries: inout [Delivery]
  ) async -> KafkaError? {
    do throws(KafkaError) {
      if hooks != nil || queue.hasOwnRule {
        while next < records.count {
          deliveries.append(try await enqueue(records[next]))
          next += 1
        }
        return nil
      }
      while next < records.count {
        let start = next
        let before = deliveries.count
        let obstacle = records.withUnsafeBufferPointer { records in
          queue.append(UnsafeBufferPointer(rebasing: records[start...]), &deliveries)
        }
        next += deliveries.count - before
        switch obstacle {
        case nil: return nil
        case .refused(let failure)?: return failure.error()
        case .mustWait?:
          deliveries.append(try await takePlainly(records[next], chosen: nil))
          next += 1
        }
      }
      return nil
    } catch {
      return error
    }
  }

  // MARK: Rules of the user's

  /// Such a rule needs the partition count first, and runs outside the lock.
  nonisolated(nonsending) private func choose(
    _ rule: @Sendable (Partitioner.Choice) -> Int32, _ record: ProducerRecord, since: Instant
  ) async throws(KafkaError) -> Int32 {
    let count: Int32
    switch await queue.waitForTopic(record.topic, since: since) {
    case .success(let known): count = known
    case .failure(let failure): throw await explain(failure)
    }
    let choice = record.withBytes { key, value in rule(Self.choice(record.topic, key, value, count)) }
    guard (0..<count).contains(choice) else { throw impossible(choice, of: record.topic, count: count) }
    return choice
  }

  private static func choice(
    _ topic: String, _ key: UnsafeRawBufferPointer?, _ value: UnsafeRawBufferPointer?, _ count: Int32
  ) -> Partitioner.Choice {
    Partitioner.Choice(
      topic: topic, key: key.map { ByteBuffer(bytes: $0) }, value: value.map { ByteBuffer(bytes: $0) },
      partitionCount: count)
  }

  private func impossible(_ partition: Int32, of topic: String, count: Int32) -> KafkaError {
    KafkaError(
      .invalidArgument,
      """
      the partitioner \(queue.settings.partitioner.name) chose partition \(partition) of topic \(topic), which has \
      partitions 0 to \(count - 1)
      """)
  }

  private nonisolated(nonsending) func explain(_ failure: ProduceFailure) async -> KafkaError {
    guard case .metadataTimedOut(let topic, let partition, let count, let waited) = failure else {
      return failure.error()
    }
    if count == nil, !hasStarted {
      return KafkaError(
        .notRunning,
        "nobody runs the producer's run(), so nothing became known of topic \(topic) in \(waited.wholeMilliseconds) ms")
    }
    return ProduceFailure.metadataTimedOut(
      topic, partition: partition, count: count, waited: waited, why: await client.reason(forMissing: topic))
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
