import KafkaMessages
import KafkaWire
import TestSupport
import Testing

@testable import KafkaBrokerCore

/// What Apache Kafka 3.9.0 answered, request by request (`fixtures/behaviour`), against our coordinator.
@Suite struct RecordedGroupTests {
  struct Case: Decodable, CustomTestStringConvertible {
    var `case`: String
    var steps: [Step]

    struct Step: Decodable {
      var setup: String?
      var name: String?
      var partitions: Int32?
      var conn: Int?
      var api: String?
      var version: Int16?
      var send: String?
      var recv: String?
      var silent_ms: Int?
    }

    var testDescription: String { `case` }
  }

  /// Cases that need what is not recorded, or what the coordinator does not have.
  static let leftOut: [String: String] = [
    "GROUP-084": "lists the groups of all other cases",
    "COMMIT-028": "needs a transaction coordinator",
  ]

  /// Time that passes before a step, which the recording does not say.
  static let pauses: [String: [Int: Duration]] = ["GROUP-054": [6: .seconds(9)], "GROUP-066": [6: .seconds(2)]]

  static let cases: [Case] = ["group", "commit"].flatMap {
    (try? Fixtures.lines("behaviour/\($0).jsonl", as: Case.self)) ?? []
  }

  @Test(arguments: cases.filter { leftOut[$0.case] == nil })
  func `a recorded case is answered as recorded`(recorded: Case) throws {
    let world = GroupWorld { $0.isBefore4 = true }
    let player = FramePlayer(world: world)
    prepare(recorded, world)
    var open: [Int: [FramePlayer.Sent]] = [:]
    for (index, step) in recorded.steps.enumerated() {
      if let pause = Self.pauses[recorded.case]?[index] { world.sleep(pause) }
      if step.setup == "topic", let name = step.name { world.addTopic(name, partitions: step.partitions ?? 1) }
      guard let connection = step.conn else { continue }
      if let frame = step.send {
        open[connection, default: []].append(try #require(try player.send(frame), "\(step.api ?? "?")"))
      }
      if step.silent_ms != nil {
        #expect(open[connection]?.first?.waiting.isWaiting == true, "step \(index)")
      }
      if let frame = step.recv {
        let sent = try #require(open[connection]?.first, "step \(index): an answer to nothing")
        open[connection]?.removeFirst()
        // What was waited for then, comes now.
        for _ in 0..<120 where sent.waiting.isWaiting { world.sleep(.milliseconds(100)) }
        try player.expect(frame, to: sent, "step \(index)")
      }
    }
  }

  /// Members that were there before the recording began.
  private func prepare(_ recorded: Case, _ world: GroupWorld) {
    switch recorded.case {
    case "GROUP-087": _ = world.stableGroup("g-39ef20-39")
    case "COMMIT-036": world.join("g-39ef20-68", version: 3, session: 60_000, type: "connect")
    case "GROUP-014": _ = world.stableGroup("g-39ef20-12")
    default: break
    }
  }

  @Test func `no recorded case is left out without a reason`() {
    #expect(Self.cases.count == 40)
    let names = Set(Self.cases.map(\.case))
    for name in Self.leftOut.keys { #expect(names.contains(name)) }
  }
}

/// Single odd requests and what came back, in the order in which they were sent to one broker.
@Suite struct RecordedGroupProbeTests {
  struct Probe: Decodable {
    var name: String
    var request: Request
    var observed: Observed

    struct Request: Decodable {
      var api: String
      var version: Int16
      var hex: String
    }

    struct Observed: Decodable {
      var response: String?
      var closed: Bool?
      var none: String?
    }
  }

  @Test(arguments: ["groups", "groups-new-coordinator"])
  func `a recorded probe is answered as recorded`(file: String) throws {
    let probes = try Fixtures.lines("behaviour/probes/\(file).jsonl", as: Probe.self)
    #expect(probes.count == 110)
    let world = GroupWorld { $0.isBefore4 = file == "groups" }
    let player = FramePlayer(world: world)
    for probe in probes {
      guard let recorded = probe.observed.response else {
        if probe.name == "offsetfetch-no-groups" {
          // Apache Kafka never answers, which leaves the client waiting for its timeout. Ours has nothing to tell, and
          // says so.
          let sent = try #require(try player.send(probe.request.hex))
          #expect(sent.waiting.answer == .offsetFetch(OffsetFetchResponse()))
        } else {
          // Closed before it reaches a coordinator.
          #expect(probe.observed.closed == true, "\(probe.name)")
        }
        continue
      }
      guard let sent = try player.send(probe.request.hex) else { continue }  // FindCoordinator
      for _ in 0..<120 where sent.waiting.isWaiting { world.sleep(.milliseconds(100)) }
      try player.expect(recorded, to: sent, probe.name)
    }
  }
}
