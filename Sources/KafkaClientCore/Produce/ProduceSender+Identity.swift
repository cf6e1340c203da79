package import KafkaWire

extension ProduceSender {
  // MARK: The producer id

  /// A broker handed out a producer id.
  package mutating func identityReceived(_ received: ProducerIdentity) {
    identity = received
    identityState = .known
    identityAttempts = 0
    tell(.changes, .identityObtained(.init(received)))
  }

  /// No id was handed out: the error that the broker answered with, or nil when there was no answer.
  package mutating func identityFailed(_ error: ErrorCode?, message: String?, now: Instant) {
    tell(.changes, .identityFailed(reason: message ?? error.map { "\($0)" } ?? "no broker answered"))
    let isWorthRetrying = error?.isRetriable ?? true
    guard isWorthRetrying else {
      return fail(everythingWith: .fatal(error ?? .unknownServerError, message: message))
    }
    identityState = .waiting(until: now + settings.backoff.delay(attempts: identityAttempts, using: &random))
    identityAttempts += 1
  }

  /// Settles doubts, lets the epoch grow and asks for a producer id, as far as needed and possible now.
  mutating func settleIdentity(_ actions: inout ProduceActions, hasWork: Bool, now: Instant) {
    guard settings.isIdempotent else { return }
    for slot in doubtful.sorted() where partitions[slot].sequences.pending.isEmpty {
      doubtful.remove(slot)
      if !partitions[slot].sequences.resolve() { restart(slot) }
    }
    restartWhereIdle()

    guard !identity.isValid, hasWork else { return }
    switch identityState {
    case .idle, .known: break
    case .waiting(let until) where until <= now: break
    case .requested, .waiting: return
    }
    identityState = .requested
    actions.requestsIdentity = true
  }

  /// The partition's batches have to be numbered anew under a new epoch.
  mutating func restart(_ slot: Int) {
    partitions[slot].needsRestart = true
    restarting.insert(slot)
  }

  private mutating func restartWhereIdle() {
    guard identity.isValid, !restarting.isEmpty else { return }
    let idle = restarting.sorted().filter { partitions[$0].inFlight == 0 }
    guard !idle.isEmpty else { return }
    if idle.contains(where: { partitions[$0].sequences.identity == identity }) {
      guard let next = identity.next else {
        // Epochs are used up: another id starts anew.
        identity = .none
        identityState = .idle
        return
      }
      identity = next
      tell(.changes, .epochBumped(.init(next)))
    }
    for slot in idle {
      partitions[slot].sequences.restart(as: identity)
      partitions[slot].needsRestart = false
      restarting.remove(slot)
    }
  }

  // MARK: Refused sequences

  /// Whether the batch should be sent again after this error; asks for a new epoch where nothing else helps.
  mutating func isWorthRetryingInSequence(_ batch: SentBatch, _ answer: PartitionAnswer) -> Bool {
    let sequences = partitions[batch.slot].sequences
    switch answer.error {
    case .unknownProducerId:
      // The broker forgot us, or never knew: the records that told it were removed, or it is an old broker that
      // answers so for the first batch behind a gap. When it says nothing about its log, an older answer of ours may
      // still arrive; otherwise the batch starts a new epoch.
      if answer.logStartOffset >= 0 && !batch.sequenceWasReset { restart(batch.slot) }
      return true
    case .outOfOrderSequenceNumber:
      let isDoubtful = sequences.unresolved != nil
      if !isDoubtful && (batch.sequenceWasReset || !sequences.isFirst(batch)) {
        // A batch in front of it was refused too and goes first.
        return true
      }
      // There is a gap that nothing on its way can fill, unless the doubt is about a batch farther in front.
      if !isDoubtful || sequences.isBehindUnresolved(batch.baseSequence) { restart(batch.slot) }
      return true
    default:
      return answer.error.isRetriable
    }
  }
}
