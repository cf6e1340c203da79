package import KafkaMessages
package import KafkaWire

/// Why a Produce request has no answer.
package enum ProduceCallFailure: Equatable, Sendable {
  /// The connection broke, or the request took longer than `request.timeout.ms`. Whether it was carried out is not known.
  case disconnected(reason: String)
  /// The request was never sent: there was no connection to the broker, and none could be made.
  case notSent(reason: String)
  /// The broker speaks no version of Produce that the request could use.
  case unsupportedVersion(String)
}

extension ProduceCallFailure {
  var isUnsent: Bool {
    if case .notSent = self { true } else { false }
  }
}

/// What a broker said about one partition of a request.
struct PartitionAnswer {
  var error: ErrorCode
  var message: String?
  var baseOffset: Int64 = -1
  var appendTime: Int64 = -1
  var logStartOffset: Int64 = -1
  /// Records that are the reason, with what was said about each.
  var recordErrors: [(index: Int32, message: String?)] = []
}

extension PartitionAnswer {
  init(_ response: ProduceResponse.PartitionProduceResponse) {
    error = ErrorCode(rawValue: response.errorCode)
    message = response.errorMessage
    baseOffset = response.baseOffset
    appendTime = response.logAppendTimeMs
    logStartOffset = response.logStartOffset
    recordErrors = response.recordErrors.map { ($0.batchIndex, $0.batchIndexErrorMessage) }
  }
}

extension ProduceSender {
  // MARK: Answers

  /// The broker answered a request.
  package mutating func received(_ response: ProduceResponse, for id: UInt64, now: Instant) {
    self.now = now
    guard let call = finish(id) else { return }
    var answered = [Bool](repeating: false, count: call.batches.count)
    var cursor = 0
    for topic in response.responses {
      for partition in topic.partitionResponses {
        // Brokers answer in the order of the request, as a rule.
        let place = call.batches.indices.lazy
          .map { (cursor + $0) % call.batches.count }
          .first { !answered[$0] && call.batches[$0].isNamed(topic, partition.index) }
        guard let place else { continue }
        answered[place] = true
        cursor = place + 1
        handle(call.batches[place], PartitionAnswer(partition), broker: call.broker, now: now)
      }
    }
    for (place, batch) in call.batches.enumerated() where !answered[place] {
      handleLoss(of: batch, broker: call.broker, reason: "the broker's answer did not name the partition", now: now)
    }
  }

  /// With `acks=0` there is no answer: the request was written to the socket.
  package mutating func written(_ id: UInt64, now: Instant) {
    self.now = now
    guard let call = finish(id) else { return }
    for batch in call.batches { handle(batch, PartitionAnswer(error: .none), broker: call.broker, now: now) }
  }

  /// There will be no answer.
  package mutating func failed(_ id: UInt64, _ failure: ProduceCallFailure, now: Instant) {
    self.now = now
    guard let call = finish(id, isReached: !failure.isUnsent) else { return }
    if case .notSent(let reason) = failure {
      pause(call.broker, reason: reason, now: now)
      for batch in call.batches { batch.lastLoss = reason }
    }
    for batch in call.batches {
      switch failure {
      case .notSent: handleUnsent(batch, broker: call.broker, now: now)
      case .disconnected(let reason):
        handleLoss(of: batch, broker: call.broker, reason: reason, now: now)
      case .unsupportedVersion(let message):
        // What one broker cannot do another may; an idempotent producer has promised an order and cannot go on.
        if settings.isIdempotent {
          fail(everythingWith: .fatal(.unsupportedVersion, message: message))
        }
        end(batch, .failed(.unsupportedVersion(message)))
        release(batch)
      }
    }
  }

  private mutating func finish(_ id: UInt64, isReached: Bool = true) -> ProduceCall? {
    guard let call = calls.removeValue(forKey: id) else { return nil }
    if let broker = brokers[call.broker] {
      broker.inFlight -= 1
      if isReached {
        broker.failures = 0
        broker.lastFailure = nil
      }
    }
    let time = (now - call.sentAt).wholeNanoseconds
    for batch in call.batches {
      batch.isInFlight = false
      partitions[batch.slot].inFlight -= 1
      batch.waits[isReached ? .answer : .connection] += time
    }
    return call
  }

  private mutating func handle(_ batch: SentBatch, _ answer: PartitionAnswer, broker: Int32, now: Instant) {
    let isWritten = answer.error == .none || answer.error == .duplicateSequenceNumber
    if isWritten {
      // A repetition of what the broker has already: written, but it does not say where.
      let isKnown = answer.error == .none
      if settings.isIdempotent {
        partitions[batch.slot].sequences.acknowledged(batch, baseOffset: isKnown ? answer.baseOffset : -1)
      }
      end(
        batch,
        .delivered(
          baseOffset: isKnown ? answer.baseOffset : -1, appendTime: isKnown ? answer.appendTime : -1))
      return release(batch)
    }

    batch.lastError = answer.error
    batch.lastLoss = nil
    if answer.error.refreshesMetadata { staleTopics.insert(batch.partition.topic) }
    if batch.isDone {
      partitions[batch.slot].sequences.remove(batch)
      return release(batch)
    }
    if answer.error == .messageTooLarge, batch.recordCount > 1 {
      return divide(batch, now: now)
    }
    let isWorthRetrying =
      settings.isIdempotent ? isWorthRetryingInSequence(batch, answer) : answer.error.isRetriable
    if isWorthRetrying {
      if retry(batch, now: now) { return }
      if batch.createdAt + settings.deliveryTimeout <= now {
        return timeOut(batch, waiting: .answer, broker: broker, now: now)
      }
    }
    refuse(batch, answer)
  }

  /// Leaves a broker that cannot be reached alone for a while. Requests that fail together count as one failure.
  private mutating func pause(_ broker: Int32, reason: String, now: Instant) {
    guard let state = brokers[broker] else { return }
    state.lastFailure = reason
    if now >= state.notBefore {
      state.notBefore = now + settings.backoff.delay(attempts: state.failures, using: &random)
      state.failures += 1
    }
  }

  /// The batch goes back as if it had not been taken, apart from its sequence.
  private mutating func handleUnsent(_ batch: SentBatch, broker: Int32, now: Instant) {
    batch.attempts -= 1
    staleTopics.insert(batch.partition.topic)
    if batch.isDone {
      partitions[batch.slot].sequences.remove(batch)
      return release(batch)
    }
    if batch.createdAt + settings.deliveryTimeout <= now {
      return timeOut(batch, waiting: .connection, broker: broker, now: now)
    }
    batch.retryAt = now
    putBack(batch)
    tellRetry(of: batch, wasSent: false)
  }

  private mutating func handleLoss(of batch: SentBatch, broker: Int32, reason: String, now: Instant) {
    batch.lastError = .networkException
    batch.lastLoss = reason
    staleTopics.insert(batch.partition.topic)
    if batch.isDone {
      partitions[batch.slot].sequences.remove(batch)
      return release(batch)
    }
    if retry(batch, now: now) { return }
    if batch.createdAt + settings.deliveryTimeout <= now {
      return timeOut(batch, waiting: .answer, broker: broker, now: now)
    }
    // Retries are used up. What follows finds a gap if the batch was not written, and heals then.
    partitions[batch.slot].sequences.remove(batch)
    end(batch, .failed(.disconnected(broker: broker, reason: reason)))
    release(batch)
  }

  // MARK: Trying again

  /// Puts the batch back to be sent again, if it may be.
  private mutating func retry(_ batch: SentBatch, now: Instant) -> Bool {
    guard batch.retries < settings.retries, batch.createdAt + settings.deliveryTimeout > now, fatalFailure == nil
    else { return false }
    batch.retryAt = now + settings.backoff.delay(attempts: batch.retries, using: &random)
    batch.retries += 1
    putBack(batch)
    tellRetry(of: batch, wasSent: true)
    return true
  }

  /// In the order of the records, whatever order the answers came in.
  mutating func putBack(_ batch: SentBatch) {
    batch.putBackAt = now
    let retries = partitions[batch.slot].retries
    if retries.isEmpty { retrying.append(batch.slot) }
    let place = retries.firstIndex { batch.precedes($0) } ?? retries.endIndex
    partitions[batch.slot].retries.insert(batch, at: place)
  }

  // MARK: Ends

  private mutating func refuse(_ batch: SentBatch, _ answer: PartitionAnswer) {
    let failure = ProduceFailure.broker(answer.error, message: answer.message)
    if settings.isIdempotent {
      if answer.error.endsIdempotentProducer { fail(everythingWith: .fatal(answer.error, message: answer.message)) }
      partitions[batch.slot].sequences.remove(batch)
      // The broker will not count the batch, so those behind it have to be numbered anew. When the retries were used up
      // nobody knows whether it does, unless it was about the numbers themselves.
      if batch.retries < settings.retries || answer.error.isAboutSequences { restart(batch.slot) }
    }
    end(batch, answer.outcome(of: failure))
    release(batch)
  }

  /// The batch's time is up, and nobody can say whether it was written.
  ///
  /// - Parameters:
  ///   - wait: What it was waiting for.
  ///   - broker: The partition's leader, or the broker that it was sent to; negative when there is none.
  ///   - unreachable: Why there is no connection to the broker, if that is known better than from the last request.
  mutating func timeOut(
    _ batch: SentBatch, waiting wait: BatchWait, broker: Int32, unreachable: String? = nil, now: Instant
  ) {
    let isOnItsWay = batch.isInFlight
    if batch.hasSequence {
      partitions[batch.slot].sequences.markUnresolved(batch)
      doubtful.insert(batch.slot)
      if !isOnItsWay { partitions[batch.slot].sequences.remove(batch) }
    }
    // Without a leader, the broker that it was sent to last.
    let named = broker < 0 ? batch.lastLeader.broker : broker
    let timeout = DeliveryTimeout(
      partition: batch.partition, age: now - batch.createdAt, attempts: batch.attempts, wait: wait, times: batch.waits,
      broker: named < 0 ? nil : named, endpoint: endpoints[named],
      unreachable: unreachable ?? (broker < 0 ? nil : brokers[broker]?.lastFailure) ?? outage,
      lastError: batch.lastError, lastLoss: batch.lastLoss)
    end(batch, .failed(.deliveryTimedOut(timeout)))
    if !isOnItsWay { release(batch) }
  }

  /// Says how the batch ended. The memory is released when nothing reads it any more.
  mutating func end(_ batch: SentBatch, _ outcome: BatchOutcome) {
    guard !batch.isDone else { return }
    batch.isDone = true
    tellEnd(of: batch, outcome)
    endings.append(.completed(batch.receipt, outcome))
    returns.ended.append(batch.number)
  }

  mutating func release(_ batch: SentBatch) {
    returns.freedBytes += batch.charge
    batch.charge = 0
    if let writer = batch.takeMemory(settings) { returns.recycled.append(writer) }
  }

  /// Nothing more is sent, and everything ends with this.
  mutating func fail(everythingWith failure: ProduceFailure) {
    guard fatalFailure == nil else { return }
    tell(.changes, .producerFailed(failure.error()))
    fatalFailure = failure
    returns.failure = failure
  }

  /// Ends everything that has not ended: the time to close is up, or there was a fatal error. Runs under the
  /// accumulator's lock.
  ///
  /// - Parameter failure: The fatal error; nil when the time to close is up.
  package mutating func abandonAll(_ accumulator: inout RecordAccumulator, _ failure: ProduceFailure?) {
    func outcome(_ batch: SentBatch) -> BatchOutcome {
      .failed(failure ?? .abandoned(attempts: batch.attempts))
    }
    for slot in retrying {
      for batch in partitions[slot].retries {
        partitions[slot].sequences.remove(batch)
        end(batch, outcome(batch))
        release(batch)
      }
      partitions[slot].retries = []
      accumulator.setRetained(0, in: slot)
    }
    retrying = []
    for id in calls.keys.sorted() {
      for batch in calls[id]?.batches ?? [] { end(batch, outcome(batch)) }
    }
    for batch in accumulator.takeAll() {
      let batch = SentBatch(batch)
      end(batch, outcome(batch))
      release(batch)
    }
  }
}

extension ErrorCode {
  /// Whether a producer that has promised an order cannot go on. Without idempotence only the batch fails.
  fileprivate var endsIdempotentProducer: Bool {
    switch self {
    case .producerFenced, .transactionalIdAuthorizationFailed, .clusterAuthorizationFailed, .unsupportedVersion: true
    default: false
    }
  }

  /// Whether the broker says that its count and ours differ.
  fileprivate var isAboutSequences: Bool { self == .outOfOrderSequenceNumber || self == .unknownProducerId }
}

extension SentBatch {
  /// Whether an answer about this topic and partition is about the batch. Newer versions name topics by id only.
  package func isNamed(_ topic: ProduceResponse.TopicProduceResponse, _ index: Int32) -> Bool {
    guard partition.partition == index else { return false }
    return topic.name.isEmpty ? topic.topicId == topicID : topic.name == partition.topic
  }
}

extension PartitionAnswer {
  /// The records that the broker names have their own error, the others failed because of them (KIP-467).
  ///
  /// The code is that of the partition, and with several records named nobody can say which of them it is about. So
  /// then all of them are invalid, as in the Java client, and their messages tell them apart.
  fileprivate func outcome(of failure: ProduceFailure) -> BatchOutcome {
    guard !recordErrors.isEmpty else { return .failed(failure) }
    let code = recordErrors.count == 1 ? error : .invalidRecord
    var named: [Int32: ProduceFailure] = [:]
    for (index, message) in recordErrors { named[index] = .broker(code, message: message ?? self.message) }
    return .refused(named, others: .rejectedWithBatch(error, message: message))
  }
}
