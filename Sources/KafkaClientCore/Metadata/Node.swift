import DequeModule
import KafkaWire

/// A request on its way to a connection.
struct WaitingRequest: Sendable {
  let request: PendingRequest
  let destination: Destination
  let since: Instant

  /// When it has waited long enough.
  var deadline: Instant { since + request.timeout }
}

/// A broker, or one of the bootstrap servers, as far as reaching it is concerned.
///
/// A class, because every request goes through one of them several times, and taking a structure of this size out of
/// the table and putting it back costs more than the rest. It belongs to its machine, which cannot be copied.
final class Node {
  /// Bootstrap servers have negative ids: -1, -2, ….
  let id: Int32
  let endpoint: Endpoint
  var rack: String?
  var addresses = AddressList()

  /// A bootstrap server that stands for the canonical names of its addresses and is not dialled itself
  /// (`client.dns.lookup=resolve_canonical_bootstrap_servers_only`).
  let isAlias: Bool

  var reach = Reach()
  /// When a name was looked up or an address dialled the last time.
  var lastAttempt = Instant(nanoseconds: .min)
  private(set) var lanes = [LaneState](repeating: LaneState(), count: Lane.allCases.count)

  /// The earliest of all connections and waiting requests.
  private(set) var deadline = Instant.distantFuture
  /// Whether some lane is to be connected.
  private(set) var wantsDial = false
  /// Whether the lane that everybody shares is ready.
  private(set) var isReady = false

  init(id: Int32, endpoint: Endpoint, rack: String? = nil, isAlias: Bool = false) {
    self.id = id
    self.endpoint = endpoint
    self.rack = rack
    self.isAlias = isAlias
  }

  var isBootstrap: Bool { id < 0 }

  /// Whether anything was done to reach it since it is in the table.
  var wasTried: Bool { lastAttempt > Instant(nanoseconds: .min) }

  /// How messages name it.
  var name: String { isBootstrap ? "bootstrap server \(endpoint)" : "node \(id) at \(endpoint)" }

  /// Whatever changes a lane goes through here, so that what the machine asks after every event is always at hand.
  subscript(lane: Lane) -> LaneState {
    get { lanes[lane.rawValue] }
    _modify {
      yield &lanes[lane.rawValue]
      lanes[lane.rawValue].noteTimes()
      noteTimes()
    }
  }

  /// As the subscript, for what is done for every request: an accessor's frame is allocated each time, a call's is not.
  func withLane<Result>(_ lane: Lane, _ body: (inout LaneState) -> Result) -> Result {
    let result = body(&lanes[lane.rawValue])
    lanes[lane.rawValue].noteTimes()
    noteTimes()
    return result
  }

  /// Whether the lane is to be connected; asked of the lane itself it would copy that.
  func wantsDial(_ lane: Lane) -> Bool { lanes[lane.rawValue].wantsDial }

  private func noteTimes() {
    deadline = .distantFuture
    wantsDial = false
    for lane in lanes.indices {
      deadline = min(deadline, lanes[lane].deadline)
      if lanes[lane].wantsDial { wantsDial = true }
    }
    isReady = lanes[Lane.general.rawValue].isReady
  }

  /// Whether the lane that everybody shares is on its way to be ready.
  var isConnecting: Bool {
    let lane = self[.general]
    if let connection = lane.connection { return !connection.machine.isReady }
    return lane.needsConnection && addresses.isWaiting
  }

  /// Waiting and unanswered requests of the lane that everybody shares.
  var load: Int { self[.general].waiting.count + (self[.general].connection?.machine.inFlightCount ?? 0) }
}

/// One of a broker's connections, and what waits for it.
struct LaneState: Sendable {
  struct Connection: Sendable {
    let id: ClientConnectionID
    let address: NodeAddress
    var machine: BrokerConnection
  }

  var connection: Connection?
  var waiting = WaitingLine()
  /// A connection is to be made although nothing waits for it: metadata is asked for when it is there.
  var isWanted = false

  /// The earliest time at which the connection or a waiting request wants something; kept, since the machine's deadline
  /// is asked for after every event and a look into every connection was a third of a request's cost.
  private(set) var deadline = Instant.distantFuture
  private(set) var wantsDial = false
  private(set) var isReady = false

  fileprivate mutating func noteTimes() {
    deadline = waiting.deadline
    isReady = false
    wantsDial = needsConnection
    guard connection != nil else { return }
    isReady = connection?.machine.isReady ?? false
    deadline = min(deadline, connection?.machine.nextDeadline ?? .distantFuture)
    if !waiting.isEmpty, let end = connection?.machine.throttleEnd { deadline = min(deadline, end) }
  }

  /// Whether a connection is to be made where there is none.
  var needsConnection: Bool { connection == nil && (isWanted || !waiting.isEmpty) }

  /// Hands over to the connection what it takes now. Returns what cannot be sent to this broker at all.
  mutating func flush(
    at now: Instant, _ actions: inout [ClusterAction]
  ) -> [(id: RequestID, completion: Completion)] {
    var done = [(id: RequestID, completion: Completion)]()
    while connection?.machine.canSend(at: now) == true, let next = waiting.popFirst() {
      guard let id = connection?.id, let action = connection?.machine.send(next.request, at: now) else { break }
      switch action {
      case .send(let frame):
        actions.append(.send(id, frame))
      case .sendWithoutAnswer(let frame):
        actions.append(.send(id, frame))
        done.append((next.request.id, .sent))
      case .fail(let error):
        done.append((next.request.id, .failed(error)))
      }
    }
    if connection?.machine.reportsRequests == true, let events = connection?.machine.takeEvents() {
      actions += events.map { .event($0) }
    }
    return done
  }
}
