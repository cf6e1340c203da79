import HeapModule
package import KafkaWire

/// What is going to happen in a simulated world, in the order of its time; what is to happen at the same time comes in
/// the order in which it was put there, so that a seed gives the same history every time.
package struct EventQueue<Event> {
  private struct Entry: Comparable {
    var at: Instant
    var number: UInt64
    var event: Event

    static func < (left: Entry, right: Entry) -> Bool {
      (left.at, left.number) < (right.at, right.number)
    }

    static func == (left: Entry, right: Entry) -> Bool { left.number == right.number }
  }

  private var entries: Heap<Entry> = []
  private var lastNumber: UInt64 = 0

  package init() {}

  package var count: Int { entries.count }

  /// When the next event comes; nil when nothing is going to happen.
  package var nextTime: Instant? { entries.min?.at }

  package mutating func add(_ event: Event, at time: Instant) {
    lastNumber += 1
    entries.insert(Entry(at: time, number: lastNumber, event: event))
  }

  package mutating func popNext() -> (at: Instant, event: Event)? {
    entries.popMin().map { ($0.at, $0.event) }
  }
}
