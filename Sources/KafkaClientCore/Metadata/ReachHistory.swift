package import KafkaWire

/// How attempts to reach a node went.
package struct Reach: Equatable, Sendable {
  /// Attempts that failed since a connection was ready.
  package var failures = 0
  /// Before this, nothing is looked up or dialled.
  package var notBefore = Instant(nanoseconds: .min)
  /// Attempts that failed since a TCP connection was made.
  package var setupFailures = 0
  /// Look-ups in a row that nobody answered in time.
  package var unansweredLookUps = 0
  /// Why the last connection ended or did not come to be.
  package var lastProblem: String?
  /// Whether a connection was ready once, so that the address is known to be right.
  package var wasReached = false

  package init() {}

  /// A connection is ready.
  package mutating func succeeded() {
    failures = 0
    lastProblem = nil
    wasReached = true
  }
}

/// What was learned about reaching nodes that have left the table, for when they come back to the same address.
///
/// A client that starts over with its bootstrap servers hears of the same brokers again. Without this, one that cannot
/// be reached would be dialled at once each time, and its pauses would never grow.
///
/// What is remembered of an address ends when a connection to it is ready, when a node takes it over, and once the
/// longest pause has passed since the address might have been dialled again: it says nothing new then.
package struct ReachHistory: Sendable {
  /// Addresses that are remembered; what does not fit in is forgotten. A cluster has some hundred at most.
  package static let limit = 1000

  private struct Entry {
    var reach: Reach
    var name: String
    var end: Instant
  }

  private var entries: [Endpoint: Entry] = [:]

  package init() {}

  /// A node leaves.
  ///
  /// - Parameters:
  ///   - name: How messages name it.
  ///   - longestPause: `reconnect.backoff.max.ms`.
  package mutating func remember(
    _ reach: Reach, of endpoint: Endpoint, name: String, longestPause: Duration, at now: Instant
  ) {
    guard reach.failures > 0 else { return }
    entries = entries.filter { now <= $0.value.end }
    guard entries.count < Self.limit || entries[endpoint] != nil else { return }
    entries[endpoint] = Entry(reach: reach, name: name, end: max(reach.notBefore, now) + longestPause)
  }

  /// A node comes to an address.
  package mutating func take(_ endpoint: Endpoint, at now: Instant) -> Reach? {
    guard let entry = entries.removeValue(forKey: endpoint), now <= entry.end else { return nil }
    return entry.reach
  }

  /// The address can be reached.
  package mutating func forget(_ endpoint: Endpoint) {
    if !entries.isEmpty { entries[endpoint] = nil }
  }

  package var count: Int { entries.count }

  /// What kept nodes from being reached, by their names.
  package func problems(at now: Instant) -> [(name: String, problem: String)] {
    entries.values.filter { now <= $0.end }.sorted { $0.name < $1.name }.compactMap { entry in
      entry.reach.lastProblem.map { (entry.name, $0) }
    }
  }
}
