import KafkaMessages
import KafkaWire

/// Which broker coordinates what, and the look-ups under way.
struct CoordinatorTable: Sendable {
  enum State: Equatable, Sendable {
    /// Nobody has been asked, or not since the last answer was no use; after `notBefore` somebody may be.
    case unknown(notBefore: Instant)
    /// FindCoordinator is under way.
    case lookingUp
    case known(node: Int32)
  }

  struct Entry: Sendable {
    var state = State.unknown(notBefore: Instant(nanoseconds: .min))
    /// Look-ups that failed in a row.
    var failures = 0
    /// What the last of them said.
    var lastProblem: String?
  }

  private(set) var entries: [CoordinationKey: Entry] = [:]

  func node(for key: CoordinationKey) -> Int32? {
    if case .known(let node) = entries[key]?.state { node } else { nil }
  }

  subscript(key: CoordinationKey) -> Entry {
    get { entries[key] ?? Entry() }
    set { entries[key] = newValue }
  }

  /// Forgets one, if it is still the broker that the caller found wanting.
  mutating func forget(_ key: CoordinationKey, at node: Int32?) {
    guard case .known(let known) = entries[key]?.state, node == nil || node == known else { return }
    entries[key] = nil
  }

  /// Forgets everything that a broker coordinates.
  mutating func forget(node: Int32) {
    entries = entries.filter { $0.value.state != .known(node: node) }
  }

  mutating func removeAll() {
    entries.removeAll()
  }

  mutating func failed(
    _ key: CoordinationKey, why: String, pause: Backoff, at now: Instant, _ random: inout RandomSource
  ) {
    var entry = self[key]
    entry.state = .unknown(notBefore: now + pause.delay(attempts: entry.failures, using: &random))
    entry.failures += 1
    entry.lastProblem = why
    entries[key] = entry
  }

  /// What an answer says about a key, in either form of the response.
  static func answer(
    _ response: FindCoordinatorResponse, version: Int16, key: CoordinationKey
  ) -> (node: Int32, endpoint: Endpoint, error: BrokerError?)? {
    if version < 4 {
      return (
        response.nodeId, Endpoint(host: response.host, port: Int(response.port)),
        BrokerError(ifFailed: response.errorCode, message: response.errorMessage)
      )
    }
    guard let entry = response.coordinators.first(where: { $0.key == key.name }) else { return nil }
    return (
      entry.nodeId, Endpoint(host: entry.host, port: Int(entry.port)),
      BrokerError(ifFailed: entry.errorCode, message: entry.errorMessage)
    )
  }
}
