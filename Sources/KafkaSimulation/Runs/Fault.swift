import KafkaWire

/// Something that goes wrong. Numbers named `pick` choose among what is there when it happens.
package enum Fault: Sendable, Equatable {
  case breakConnection(pick: Int, arrives: Bool)
  case silence(pick: Int, toNode: Bool, toClient: Bool)
  case stall(pick: Int, Duration)
  case cut(client: Int, node: Int, Duration)
  case slowNetwork(by: Duration, Duration)
  case noNames(Duration)
  case silentNames(Duration)
  case repeatRequest(after: Duration)
  case swallowAnswer(node: Int)
  case kill(node: Int, Duration)
  case stop(node: Int, Duration)
  case losePower(Duration)
  case slowDisk(node: Int, by: Duration, Duration)
  case fullDisk(Duration)
  case failWrite
  case jumpClock(milliseconds: Int64)
  case moveLeader(pick: Int, node: Int)
}

/// A fault and its time, from the world's beginning.
package struct PlannedFault: Sendable, Equatable {
  package var after: Duration
  package var fault: Fault

  package init(after: Duration, fault: Fault) {
    self.after = after
    self.fault = fault
  }
}

extension Fault {
  /// Draws one.
  static func draw(_ random: inout RandomSource) -> Fault {
    func duration(_ milliseconds: ClosedRange<Int64>) -> Duration {
      .milliseconds(Int64.random(in: milliseconds, using: &random))
    }
    let pick = Int.random(in: 0..<64, using: &random)
    switch Int.random(in: 0..<28, using: &random) {
    case 0...3: return .breakConnection(pick: pick, arrives: Bool.random(using: &random))
    case 4...6:
      let side = Int.random(in: 0..<3, using: &random)
      return .silence(pick: pick, toNode: side != 0, toClient: side != 1)
    case 7, 8: return .stall(pick: pick, duration(100...6000))
    case 9, 10: return .cut(client: pick, node: Int.random(in: 0..<8, using: &random), duration(50...4000))
    case 11: return .slowNetwork(by: duration(20...1500), duration(200...4000))
    case 12: return pick % 2 == 0 ? .noNames(duration(100...3000)) : .silentNames(duration(100...3000))
    case 13, 14: return .repeatRequest(after: duration(1...2000))
    case 15: return .swallowAnswer(node: pick)
    case 16, 17: return .kill(node: pick, duration(20...3000))
    case 18: return .stop(node: pick, duration(20...3000))
    case 19, 20: return .losePower(duration(20...3000))
    case 21: return .slowDisk(node: pick, by: duration(10...900), duration(200...4000))
    case 22: return Bool.random(using: &random) ? .fullDisk(duration(50...2000)) : .failWrite
    case 23...26: return .moveLeader(pick: pick, node: Int.random(in: 0..<8, using: &random))
    default: return .jumpClock(milliseconds: Int64.random(in: -600_000...600_000, using: &random))
    }
  }
}

extension Simulation {
  func happen(_ fault: Fault) {
    world.note("FAULT \(fault)")
    let now = world.now
    func node(_ pick: Int) -> SimulatedNode { cluster.nodes[pick % cluster.nodes.count] }
    switch fault {
    case .breakConnection(let pick, let arrives): network.connection(pick)?.breakDown(arrives: arrives)
    case .silence(let pick, let toNode, let toClient):
      network.connection(pick)?.fallSilent(toNode: toNode, toClient: toClient)
    case .stall(let pick, let time): network.connection(pick)?.stall(until: now + time)
    case .cut(let client, let pick, let time):
      network.cut(client: producers[client % producers.count].name, node: node(pick).id, until: now + time)
    case .slowNetwork(let slowness, let time): network.slowDown(by: slowness, until: now + time)
    case .noNames(let time): network.failNames(until: now + time)
    case .silentNames(let time): network.silenceNames(until: now + time)
    case .repeatRequest(let delay): network.repeatNextProduce(after: delay)
    case .swallowAnswer(let pick): node(pick).swallowNextAnswer()
    case .kill(let pick, let time): cluster.kill(node(pick), for: time)
    case .stop(let pick, let time): cluster.stop(node(pick), for: time)
    case .losePower(let time): cluster.losePower(for: time)
    case .slowDisk(let pick, let slowness, let time): node(pick).slowDisk(by: slowness, until: now + time)
    case .fullDisk(let time): cluster.fillDisk(until: now + time)
    case .failWrite: cluster.failNextWrite()
    case .moveLeader(let pick, let node): cluster.moveLeader(pick: pick, to: node)
    case .jumpClock(let milliseconds): cluster.jumpClock(by: milliseconds)
    }
  }
}
