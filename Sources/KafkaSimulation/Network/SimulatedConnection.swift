import KafkaBrokerCore
package import KafkaClientCore
package import KafkaWire
import NIOCore

/// A connection between a client and a node, and what is on its way between them.
package final class SimulatedConnection {
  private enum Phase {
    case connecting, open, closed
  }

  /// One of the two ways.
  private struct Way {
    /// Nothing that is sent later arrives before.
    var lastArrival = Instant(nanoseconds: .min)
    /// What was sent under an earlier number is lost.
    var generation = 0
    /// Whether what is sent goes nowhere, with nobody being told.
    var isSilent = false
    var stalledUntil = Instant(nanoseconds: .min)
  }

  package let number: Int
  private unowned let network: SimulatedNetwork
  private var client: SimulatedClientNetwork?
  package let clientID: ClientConnectionID
  private weak var node: SimulatedNode?
  private var nodeID: ConnectionID?
  private var phase = Phase.connecting
  private var toNode = Way()
  /// Requests without an answer, by correlation id, when notes are kept.
  private var asked: [Int32: ByteBuffer] = [:]
  private var toClient = Way()

  init(
    number: Int, network: SimulatedNetwork, client: SimulatedClientNetwork, clientID: ClientConnectionID,
    node: SimulatedNode?
  ) {
    self.number = number
    self.network = network
    self.client = client
    self.clientID = clientID
    self.node = node
  }

  var isOpen: Bool { phase == .open }

  private var world: World { network.world }
  private var name: String { "connection \(number)" }

  private func arrival(_ way: inout Way) -> Instant {
    let wire = network.arrival(client: client?.name ?? "", node: node?.id ?? -1)
    way.lastArrival = max(wire, way.lastArrival, way.stalledUntil)
    return way.lastArrival
  }

  // MARK: Opening

  func open() {
    let generation = toNode.generation
    world.at(arrival(&toNode)) { [self] in
      guard toNode.generation == generation, !toNode.isSilent, phase == .connecting else { return }
      guard let node, node.answersAddress else { return }
      guard let id = node.accept(self) else { return tellClient("the connection was refused") }
      nodeID = id
      sendToClient { [self] in
        guard phase == .connecting else { return }
        phase = .open
        world.note("\(name): \(client?.name ?? "") reached node \(node.id)")
        client?.cluster?.connectionOpened(clientID)
      }
    }
  }

  // MARK: The client's side

  func sendFromClient(_ frame: ByteBuffer) {
    guard phase == .open, let node else { return }
    var frame = frame
    // Its length: nodes get frames without.
    frame.moveReaderIndex(forwardBy: 4)
    network.tampering?.request(&frame, on: self)
    if world.isTraced {
      world.note("\(name): \(FrameNote.request(frame)) to node \(node.id)")
      asked[FrameNote.correlation(of: frame)] = frame
    }
    network.sent(frame, to: node)
    sendToNode { [self] in
      guard let nodeID else {
        // The node began anew and knows nothing of the connection.
        if node.isUp { tellClient("the connection was reset") }
        return
      }
      node.received(frame, on: nodeID)
    }
  }

  /// The client gives the connection, or the attempt, up. What is on its way to the node still arrives.
  func closeFromClient() {
    guard phase != .closed else { return }
    phase = .closed
    toClient.generation += 1
    world.note("\(name): closed by \(client?.name ?? "")")
    if nodeID != nil || !toNode.isSilent {
      sendToNode { [self] in
        if let nodeID { node?.closed(nodeID) }
        nodeID = nil
      }
    }
    world.after(.microseconds(10)) { [self] in clientIsDone("closed here") }
    network.forget(self)
  }

  private func sendToNode(_ event: @escaping () -> Void) {
    guard !toNode.isSilent else { return }
    let generation = toNode.generation
    world.at(arrival(&toNode)) { [self] in if toNode.generation == generation { event() } }
  }

  // MARK: The node's side

  /// - Parameter frame: With its length in front.
  func sendFromNode(_ frame: ByteBuffer) {
    var frame = frame
    network.tampering?.answer(&frame, on: self)
    guard frame.readableBytes > 4 else { return }
    frame.moveReaderIndex(forwardBy: 4)
    sendToClient { [self] in
      guard phase == .open else { return }
      if world.isTraced {
        let request = asked.removeValue(forKey: FrameNote.correlation(ofAnswer: frame))
        world.note("\(name): \(FrameNote.answer(frame, to: request)) arrives at \(client?.name ?? "")")
      }
      client?.cluster?.received([frame], on: clientID)
    }
  }

  func closeFromNode() {
    nodeID = nil
    toNode.generation += 1
    sendToClient { [self] in tellClient("the broker closed the connection") }
  }

  /// The node's process is gone; its machine may tell so, or not.
  func nodeDied(isTold: Bool) {
    nodeID = nil
    toNode.generation += 1
    toClient.generation += 1
    if isTold { sendToClient { [self] in tellClient("the connection was reset") } }
  }

  private func sendToClient(_ event: @escaping () -> Void) {
    guard !toClient.isSilent else { return }
    let generation = toClient.generation
    world.at(arrival(&toClient)) { [self] in if toClient.generation == generation { event() } }
  }

  private func tellClient(_ why: String) {
    guard phase != .closed else { return }
    phase = .closed
    world.note("\(name): ended for \(client?.name ?? ""): \(why)")
    network.forget(self)
    clientIsDone(why)
  }

  private func clientIsDone(_ why: String) {
    guard let client else { return }
    self.client = nil
    client.connections[clientID] = nil
    client.cluster?.connectionClosed(clientID, why: why)
  }

  // MARK: Faults

  /// Both sides are told that it broke, each in its time.
  ///
  /// - Parameter arrives: Whether the node still gets what was on its way to it.
  package func breakDown(arrives: Bool) {
    guard phase != .closed else { return }
    world.note("\(name): breaks\(arrives ? ", what was sent arrives" : "")")
    if !arrives { toNode.generation += 1 }
    toClient.generation += 1
    sendToNode { [self] in
      if let nodeID { node?.closed(nodeID) }
      nodeID = nil
    }
    sendToClient { [self] in tellClient("the connection was reset") }
    toClient.isSilent = true
    toNode.isSilent = true
  }

  /// Nothing gets through any more, and nobody is told.
  package func fallSilent(toNode isNodeDeaf: Bool, toClient isClientDeaf: Bool) {
    world.note("\(name): silent\(isNodeDeaf ? ", to the node" : "")\(isClientDeaf ? ", to the client" : "")")
    if isNodeDeaf { toNode.isSilent = true }
    if isClientDeaf { toClient.isSilent = true }
  }

  /// What is sent now arrives then at the earliest.
  package func stall(until end: Instant) {
    world.note("\(name): stalls for \(Trace.seconds(end - world.now)) s")
    toNode.stalledUntil = end
    toClient.stalledUntil = end
  }

  func heal() {
    toNode.stalledUntil = world.now
    toClient.stalledUntil = world.now
  }
}
