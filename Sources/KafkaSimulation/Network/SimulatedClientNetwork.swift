package import KafkaClientCore
package import KafkaMessages
package import KafkaWire
import NIOCore

/// What a client's drivers stand on, in a world.
package final class SimulatedClientNetwork: ClusterNetwork {
  package let name: String
  private let world: World
  private let network: SimulatedNetwork
  package weak var cluster: ClusterDriver<SimulatedClientNetwork>?
  var connections: [ClientConnectionID: SimulatedConnection] = [:]
  /// Alarms are not set, to prove that the checks see it.
  package var losesAlarms = false
  /// Alarms that were made, to look whether one is set.
  private(set) var alarms: [SimulatedAlarm] = []

  package init(name: String, network: SimulatedNetwork) {
    self.name = name
    self.network = network
    world = network.world
  }

  package var now: Instant { world.now }

  /// Services do not start all at the same moment.
  var startDelay: Duration { network.draw() }

  /// The earliest of all alarms; nil when none is set.
  var nextAlarm: Instant? { alarms.compactMap(\.deadline).min() }

  var knownNodes: Int { network.nodeCount }

  package func preconditionConfined() {}

  package func makeAlarm(_ action: @escaping () -> Void) -> SimulatedAlarm {
    let alarm = SimulatedAlarm(world: world, owner: "\(name), number \(alarms.count)", action: action)
    alarm.isLost = { [unowned self] in losesAlarms }
    alarms.append(alarm)
    return alarm
  }

  package func lookUp(_ id: LookUpID, _ question: HostQuestion) {
    switch question {
    case .addresses(let endpoint):
      network.resolve(endpoint) { [weak self] result in self?.cluster?.resolved(id, result) }
    case .canonicalNames(let endpoint):
      network.canonicalNames(of: endpoint) { [weak self] result in self?.cluster?.named(id, result) }
    }
  }

  /// An answer that is on its way arrives all the same, to prove that it is ignored.
  package func cancelLookUp(_ id: LookUpID) { world.note("\(name): gives \(id) up") }

  package func connect(_ id: ClientConnectionID, to address: NodeAddress) {
    network.connect(self, id, to: address)
  }

  package func send(_ frame: FramePieces, on id: ClientConnectionID) { connections[id]?.sendFromClient(frame.joined) }

  package func close(_ id: ClientConnectionID) { connections[id]?.closeFromClient() }

  package func tell(_ note: ClusterNote) { world.note("\(name): \(note)") }

  package func diagnostics() -> [String] {
    connections.sorted { $0.key < $1.key }.map { "\($0.key): connection \($0.value.number)" }
  }
}
