import KafkaClientCore
package import KafkaWire
package import NIOCore

/// The wires between clients and brokers, and what can go wrong with them.
///
/// Frames of one connection never overtake each other; those of different connections do. What a broken or half-open
/// connection had on its way is lost, or arrives long after its client gave it up.
package final class SimulatedNetwork {
  /// How long a frame takes, drawn anew for each.
  package struct Latency: Sendable {
    package var least: Duration
    package var most: Duration

    package init(_ least: Duration, _ most: Duration) {
      self.least = least
      self.most = most
    }
  }

  let world: World
  private var random: RandomSource
  private let latency: Latency
  /// What answers at an address.
  private var nodes: [NodeAddress: SimulatedNode] = [:]
  /// Addresses by host name.
  private var names: [String: [NodeAddress]] = [:]
  /// Until then nothing goes between a client and a node.
  private var cuts: [Cut: Instant] = [:]
  private var slowUntil = Instant(nanoseconds: .min)
  private var slowness = Duration.zero
  private var namesFailUntil = Instant(nanoseconds: .min)
  private var namesSilentUntil = Instant(nanoseconds: .min)
  /// Those that are open or being opened, oldest first.
  private(set) var connections: [SimulatedConnection] = []
  private var lastConnection = 0
  /// Produce requests that shall arrive a second time, that long after they were sent.
  private var repetitions: [Duration] = []
  /// Puts something between a node and its clients.
  package var tampering: (any FrameTampering)?

  private struct Cut: Hashable {
    var client: String
    var node: Int32
  }

  package init(world: World, latency: Latency) {
    self.world = world
    self.latency = latency
    random = world.random("network")
  }

  // MARK: Names and addresses

  func place(_ node: SimulatedNode) {
    nodes[node.address] = node
    names[node.endpoint.host] = [node.address]
  }

  var nodeCount: Int { nodes.count }

  /// One name for several hosts.
  package func alias(_ name: String, for hosts: [String]) {
    names[name] = hosts.flatMap { names[$0] ?? [] }
  }

  func resolve(
    _ endpoint: Endpoint, completion: @escaping (Result<[NodeAddress], ResolutionFailure>) -> Void
  ) {
    answer(completion) { [self] in names[endpoint.host] }
  }

  /// The names of the nodes at a host's addresses.
  func canonicalNames(
    of endpoint: Endpoint, completion: @escaping (Result<[String], ResolutionFailure>) -> Void
  ) {
    answer(completion) { [self] in
      names[endpoint.host]?.map { address in nodes[address]?.endpoint.host ?? address.ip }
    }
  }

  private func answer<Answer>(
    _ completion: @escaping (Result<Answer, ResolutionFailure>) -> Void, _ look: @escaping () -> Answer?
  ) {
    // Who is asked while names are silent never hears anything.
    guard world.now >= namesSilentUntil else { return }
    world.after(draw()) { [self] in
      guard world.now >= namesFailUntil, let found = look() else {
        return completion(.failure(ResolutionFailure(reason: "the name server does not answer")))
      }
      completion(.success(found))
    }
  }

  // MARK: Connections

  func connect(_ client: SimulatedClientNetwork, _ id: ClientConnectionID, to address: NodeAddress) {
    lastConnection += 1
    let connection = SimulatedConnection(
      number: lastConnection, network: self, client: client, clientID: id, node: nodes[address])
    client.connections[id] = connection
    connections.append(connection)
    connection.open()
  }

  func forget(_ connection: SimulatedConnection) {
    connections.removeAll { $0 === connection }
  }

  /// When something sent now arrives, as far as the wire between the two goes.
  func arrival(client: String, node: Int32) -> Instant {
    var time = world.now + draw()
    if world.now < slowUntil { time = time + slowness }
    if let until = cuts[Cut(client: client, node: node)], until > world.now { time = max(time, until + draw()) }
    return time
  }

  func draw() -> Duration {
    let range = latency.least.wholeNanoseconds...latency.most.wholeNanoseconds
    return .nanoseconds(Int64.random(in: range, using: &random))
  }

  func flip() -> Bool { Bool.random(using: &random) }

  // MARK: Faults

  /// One of the open connections; nil when there is none.
  package func connection(_ pick: Int) -> SimulatedConnection? {
    let open = connections.filter { $0.isOpen }
    return open.isEmpty ? nil : open[pick % open.count]
  }

  package func cut(client: String, node: Int32, until end: Instant) {
    cuts[Cut(client: client, node: node)] = end
  }

  package func slowDown(by slowness: Duration, until end: Instant) {
    self.slowness = slowness
    slowUntil = end
  }

  package func failNames(until end: Instant) {
    namesFailUntil = end
  }

  /// Look-ups that begin until then are never answered.
  package func silenceNames(until end: Instant) {
    namesSilentUntil = end
  }

  package func repeatNextProduce(after delay: Duration) {
    repetitions.append(delay)
  }

  /// Nothing is wrong any more from now on.
  package func heal() {
    cuts = [:]
    slowUntil = world.now
    namesFailUntil = world.now
    namesSilentUntil = world.now
    repetitions = []
    for connection in connections { connection.heal() }
  }

  func sent(_ frame: ByteBuffer, to node: SimulatedNode) {
    guard !repetitions.isEmpty, frame.getInteger(at: frame.readerIndex, as: Int16.self) == 0 else { return }
    let delay = repetitions.removeFirst()
    world.note("network: the request arrives at node \(node.id) once more in \(Trace.seconds(delay)) s")
    world.after(delay) { node.receivedRepetition(frame) }
  }
}

/// Changes what is sent, to prove that the checks see it.
package protocol FrameTampering: AnyObject {
  /// A frame with its length in front, on its way to a client.
  func answer(_ frame: inout ByteBuffer, on connection: SimulatedConnection)
  /// A frame without its length, on its way to a node.
  func request(_ frame: inout ByteBuffer, on connection: SimulatedConnection)
}
