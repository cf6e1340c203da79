import DequeModule
import KafkaWire

/// Requests that wait for a connection, first come, first served, with the earliest of their deadlines at hand.
struct WaitingLine: Sendable {
  private var requests = Deque<WaitingRequest>()
  /// Deadlines in ascending order, each of a request that has none before an earlier one behind it. The first is the
  /// earliest of all.
  private var deadlines = Deque<Instant>()

  var isEmpty: Bool { requests.isEmpty }
  var count: Int { requests.count }
  var first: WaitingRequest? { requests.first }

  /// When the first of them has waited long enough.
  var deadline: Instant { deadlines.first ?? .distantFuture }

  mutating func append(_ request: WaitingRequest) {
    let deadline = request.deadline
    while let last = deadlines.last, last > deadline { deadlines.removeLast() }
    deadlines.append(deadline)
    requests.append(request)
  }

  mutating func popFirst() -> WaitingRequest? {
    guard let request = requests.popFirst() else { return nil }
    if deadlines.first == request.deadline { deadlines.removeFirst() }
    return request
  }

  /// Takes out those for which `isTaken` is true.
  mutating func take(where isTaken: (WaitingRequest) -> Bool) -> [WaitingRequest] {
    guard requests.contains(where: isTaken) else { return [] }
    var taken = [WaitingRequest]()
    let all = requests
    requests.removeAll(keepingCapacity: true)
    deadlines.removeAll(keepingCapacity: true)
    for request in all {
      if isTaken(request) { taken.append(request) } else { append(request) }
    }
    return taken
  }

  func contains(_ id: RequestID) -> Bool { requests.contains { $0.request.id == id } }

  mutating func takeAll() -> [WaitingRequest] { take { _ in true } }
}
