package import KafkaWire

/// What a batch waits for, one thing at a time, from its first record until it is acknowledged.
package enum BatchWait: Int, CaseIterable, Sendable {
  /// For more records: `linger.ms`.
  case gathering
  /// For a leader of its partition that is known.
  case leader
  /// For a producer id.
  case producerID
  /// For a connection to the leader, or for the pause after one could not be made.
  case connection
  /// For its turn: for batches in front of it, or until the leader has answered one of the requests that it may have
  /// on its way.
  case turn
  /// For `retry.backoff.ms` after an error.
  case retry
  /// For the answer to its request.
  case answer
}

/// How long a batch has waited for each thing, in nanoseconds.
package struct WaitTimes: Equatable, Sendable {
  private var gathering: Int64 = 0
  private var leader: Int64 = 0
  private var producerID: Int64 = 0
  private var connection: Int64 = 0
  private var turn: Int64 = 0
  private var retry: Int64 = 0
  private var answer: Int64 = 0

  package init() {}

  package subscript(wait: BatchWait) -> Int64 {
    get {
      switch wait {
      case .gathering: gathering
      case .leader: leader
      case .producerID: producerID
      case .connection: connection
      case .turn: turn
      case .retry: retry
      case .answer: answer
      }
    }
    set {
      switch wait {
      case .gathering: gathering = newValue
      case .leader: leader = newValue
      case .producerID: producerID = newValue
      case .connection: connection = newValue
      case .turn: turn = newValue
      case .retry: retry = newValue
      case .answer: answer = newValue
      }
    }
  }

  static func + (left: Self, right: Self) -> Self {
    var sum = left
    sum.gathering += right.gathering
    sum.leader += right.leader
    sum.producerID += right.producerID
    sum.connection += right.connection
    sum.turn += right.turn
    sum.retry += right.retry
    sum.answer += right.answer
    return sum
  }

  static func - (left: Self, right: Self) -> Self {
    var difference = left
    difference.gathering -= right.gathering
    difference.leader -= right.leader
    difference.producerID -= right.producerID
    difference.connection -= right.connection
    difference.turn -= right.turn
    difference.retry -= right.retry
    difference.answer -= right.answer
    return difference
  }
}

/// Tells for every moment since a partition's first batch what its batches have waited for so far.
///
/// All batches of a partition wait for the same thing, that of the first of them, since none overtakes another. So one
/// clock serves them all: what one of them waited for is the difference of two readings.
package struct WaitClock: Sendable {
  private var times = WaitTimes()
  package private(set) var current = BatchWait.gathering
  private(set) var since = Instant.zero

  /// From now on it is this that is waited for.
  package mutating func change(to wait: BatchWait, at now: Instant) {
    if wait == current { return }
    times[current] += passed(at: now)
    current = wait
    since = now
  }

  package func reading(at now: Instant) -> WaitTimes {
    var reading = times
    reading[current] += passed(at: now)
    return reading
  }

  private func passed(at now: Instant) -> Int64 { max(0, now.nanoseconds - since.nanoseconds) }
}
