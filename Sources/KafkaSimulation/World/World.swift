package import KafkaWire

/// One thread in which a whole system lives: its time, its chance, and what is going to happen.
///
/// Nothing in it reads a clock or draws from anything but the seed, so that a seed gives the same history every time.
/// Every part draws from a source of its own, so that one fault more or less does not change what the others draw.
package final class World {
  package private(set) var now: Instant
  private var queue = EventQueue<() -> Void>()
  private let seed: UInt64
  /// What was noted, when notes are kept.
  package private(set) var trace: Trace?
  /// Events that have happened.
  package private(set) var eventCount = 0

  /// What was found wrong first. The world stops there.
  package private(set) var violation: Violation?
  /// Looked at after each event.
  package var checks: [() -> Void] = []

  package init(seed: UInt64, isTraced: Bool = false) {
    self.seed = seed
    now = Instant(nanoseconds: 1_000_000_000)
    trace = isTraced ? Trace(start: now) : nil
  }

  /// Chance for one part of the world, always the same for the same seed and name.
  package func random(_ name: String) -> RandomSource {
    // FNV-1a, since Swift's own hashes differ from run to run.
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
    var source = RandomSource.seeded(seed ^ hash)
    return .seeded(source.next())
  }

  // MARK: Events

  package func at(_ time: Instant, _ event: @escaping () -> Void) {
    queue.add(event, at: max(time, now))
  }

  package func after(_ duration: Duration, _ event: @escaping () -> Void) {
    queue.add(event, at: now + duration)
  }

  /// Lets happen what happens until `end`, or until `isDone`, or until something is found wrong.
  ///
  /// - Parameter limit: More events than this are taken for a circle without end.
  package func run(until end: Instant, limit: Int = 2_000_000, while isGoingOn: () -> Bool = { true }) {
    while violation == nil, isGoingOn(), let next = queue.nextTime, next <= end {
      guard let (time, event) = queue.popNext() else { break }
      now = time
      eventCount += 1
      event()
      for check in checks where violation == nil { check() }
      if eventCount > limit {
        fail(.noEnd, "more than \(limit) events happened, and \(queue.count) are to come")
      }
    }
    if violation == nil, isGoingOn() { now = max(now, end) }
  }

  /// Nothing happens any more: what was going to is forgotten, and with it who it was going to happen to.
  package func end() {
    queue = EventQueue()
    checks = []
  }

  // MARK: Notes

  /// Something is wrong. Only the first counts.
  package func fail(_ invariant: Invariant, _ text: @autoclosure () -> String) {
    guard violation == nil else { return }
    let violation = Violation(invariant: invariant, text: text(), at: now, event: eventCount)
    self.violation = violation
    note("VIOLATION of \(invariant.rawValue): \(violation.text)")
  }

  package func note(_ text: @autoclosure () -> String) {
    guard trace != nil else { return }
    let line = text()
    trace?.add(line, at: now)
  }

  package var isTraced: Bool { trace != nil }
}

/// What must hold after every event.
package enum Invariant: String, Sendable, CaseIterable {
  case acknowledgedIsKept = "what was acknowledged is kept"
  case acknowledgedWhereSaid = "records are where the acknowledgement said"
  case noDuplicates = "no record is stored twice"
  case order = "records of a task keep their order in a partition"
  case onlySent = "nothing is stored that nobody sent"
  case withdrawn = "what was taken back is not stored"
  case noFailure = "nothing fails that could have been delivered"
  case memory = "memory stays within its bound"
  case memoryReturned = "memory comes back"
  case queues = "queues stay within their bounds"
  case deadlines = "every wait has a deadline"
  case progress = "a healthy world makes progress"
  case recovery = "a broker starts again after a crash"
  case noEnd = "time goes on"
}

/// A world in which something was wrong.
package struct Violation: Equatable, Sendable {
  package var invariant: Invariant
  package var text: String
  package var at: Instant
  /// The number of the event after which it was seen.
  package var event: Int
}
