package import KafkaSchema
package import KafkaWire
package import NIOCore
import Synchronization

/// One run of one case: its connections, names, chance, transcript, clean-up and verdict so far.
///
/// A case's body asks it for everything. What a body throws is the verdict: `CaseFailure` for what the broker did wrong,
/// `CaseEnd` for what cannot be judged, anything else for a fault of the suite.
package final class Trial: Sendable {
  package let target: Target
  package let definition: Case
  /// From the run's seed and the case's id, so that a case repeats alone.
  package let seed: UInt64
  /// The version of the case's API in this run; nil for the highest that both sides know.
  let chosenVersion: Int16?
  /// The same where it is not part of the case's id.
  let toldVersion: Int16?
  /// Expectation number `inverted` is turned round: a case that passes all the same proves nothing.
  let inverted: Int?
  /// Above 0 where the case is run again: names differ then, as those of before may not be gone yet.
  let attempt: Int
  package let transcript = Transcript()

  struct State {
    var random: RandomSource
    var names = 0
    var connections: [Connection] = []
    var peers: [Int32: Peer] = [:]
    var main: Peer?
    var cleanUps: [@Sendable () async throws -> Void] = []
    var tolerated: [String] = []
    var weaknesses: [CaseFailure] = []
    var records: [String] = []
    var expectations = 0
    /// When the body has to be done; nil while it does not run.
    var deadline: ContinuousClock.Instant?
    var errors: [ApiKey: Set<Int16>] = [:]
  }

  let state: Mutex<State>

  package init(
    _ definition: Case, target: Target, seed: UInt64, version: Int16? = nil, inverted: Int? = nil, attempt: Int = 0
  ) {
    self.attempt = attempt
    self.definition = definition
    self.target = target
    self.seed = seed
    chosenVersion = version ?? definition.version
    toldVersion = version
    self.inverted = inverted
    state = Mutex(State(random: .seeded(seed)))
  }

  // MARK: Chance and names

  /// A number from the case's seed.
  package func random(_ range: ClosedRange<Int>) -> Int {
    state.withLock { Int.random(in: range, using: &$0.random) }
  }

  package func random(bytes count: Int) -> ByteBuffer {
    state.withLock { state in
      var bytes = ByteBuffer()
      for _ in 0..<count { bytes.writeInteger(UInt8.random(in: 0...255, using: &state.random)) }
      return bytes
    }
  }

  /// A name that nobody else uses: prefix, run, case, number.
  package func name(_ what: String = "") -> String {
    let number = state.withLock { state in
      state.names += 1
      return state.names
    }
    return "\(target.options.prefix)-\(target.runId)-\(definition.label)-\(what)\(number)-\(seed % 0xFFFF)"
      + (attempt > 0 ? "-\(attempt)" : "")
  }

  // MARK: Connections

  /// A new connection, to the broker with that id or to the bootstrap address. Closed when the case ends.
  package func connect(to node: Int32? = nil) async throws -> Connection {
    let address = node.flatMap { target.discovery.address(of: $0) } ?? target.bootstrap
    let connection = try await Connection.open(
      address, group: target.group, limit: target.limit(.seconds(5)), transcript: transcript)
    state.withLock { $0.connections.append(connection) }
    return connection
  }

  /// A new connection that speaks in requests.
  package func peer(to node: Int32? = nil, clientId: String? = nil) async throws -> Peer {
    Peer(
      try await connect(to: node), clientId: clientId ?? definition.id, answerLimit: target.limit(.seconds(5)),
      correlation: Int32(random(1...1_000_000)))
  }

  /// The case's connection to the bootstrap address, opened when it is first asked for.
  package var main: Peer {
    get async throws {
      if let main = state.withLock({ $0.main }) { return main }
      let peer = try await peer()
      state.withLock { $0.main = peer }
      return peer
    }
  }

  /// The case's connection to a broker of the cluster.
  package func node(_ id: Int32) async throws -> Peer {
    if target.discovery.address(of: id) == target.bootstrap { return try await main }
    if let peer = state.withLock({ $0.peers[id] }) { return peer }
    let peer = try await peer(to: id)
    state.withLock { $0.peers[id] = peer }
    return peer
  }

  /// A well-formed request on a new connection has to be answered: the broker still serves others.
  package func canary() async throws {
    let peer = try await peer(clientId: "canary")
    let request = try peer.send(.apiVersions, version: 0, [:])
    switch await peer.fate(of: request) {
    case .answer: break
    case .silence(let waited):
      throw CaseFailure(
        "the broker goes on serving others", kind: .hang, field: "canary", got: "nothing within \(waited.text)",
        want: "an answer to ApiVersions v0")
    case .broken(let failure): throw failure
    case .closed(let end):
      throw CaseFailure(
        "the broker goes on serving others", kind: .crash, field: "canary", got: end,
        want: "an answer to ApiVersions v0")
    }
    peer.close()
  }

  // MARK: Versions

  /// The version to speak an API in: that of this run for the case's own API, else the highest that both sides know.
  ///
  /// - Parameter most: Not above this one.
  /// - Throws: `CaseEnd.unsupported` when the broker does not advertise one.
  package func version(of api: ApiKey, atMost most: Int16 = .max, atLeast least: Int16 = 0) throws -> Int16 {
    if api == definition.api, let chosenVersion, chosenVersion <= most, chosenVersion >= least { return chosenVersion }
    guard let range = target.discovery.usable(api) else {
      throw CaseEnd.unsupported("\(api) is not advertised")
    }
    var highest = min(range.upperBound, most)
    if api == definition.api, let versions = definition.versions { highest = min(highest, versions.upperBound) }
    // Clients name topics where a broker has no ids for them; cases about ids still see what it makes of them.
    if target.lacksTopicIds, let named = Self.lastVersionWithNames[api], range.lowerBound <= named, least <= named,
      api != definition.api || definition.versions?.lowerBound ?? 0 <= named
    {
      highest = min(highest, named)
    }
    guard highest >= range.lowerBound, highest >= least else {
      throw CaseEnd.unsupported(
        "\(api) is advertised at \(range.lowerBound)…\(range.upperBound), the case needs \(least)"
          + (most == .max ? " or above" : "…\(most)"))
    }
    return highest
  }

  /// Up to which version requests of an API name topics, and do not give their ids instead.
  private static let lastVersionWithNames: [ApiKey: Int16] = [
    .produce: 12, .fetch: 12, .offsetCommit: 9, .offsetFetch: 9,
  ]

  /// Requires that the broker advertises one version.
  package func require(_ api: ApiKey, version: Int16) throws {
    guard let range = target.discovery.usable(api), range.contains(version) else {
      throw CaseEnd.unsupported("\(api) v\(version) is not advertised")
    }
  }

  /// Calls an API on the case's main connection at `version(of:)`.
  package func call(_ api: ApiKey, _ body: Value, version: Int16? = nil) async throws -> Reply {
    try await main.call(api, version: try version ?? self.version(of: api), body)
  }

  // MARK: The end

  /// Has something undone when the case is over, whatever becomes of it; last in, first out.
  package func cleanUp(_ work: @escaping @Sendable () async throws -> Void) {
    state.withLock { $0.cleanUps.append(work) }
  }

  /// Undoes what was done and closes the connections. Errors are noted, not thrown.
  func finish() async {
    while let work = state.withLock({ $0.cleanUps.popLast() }) {
      do { try await work() } catch { transcript.note("clean-up failed: \(error)") }
    }
    for connection in state.withLock({ $0.connections }) { connection.close() }
  }

  /// Goes on trying until `body` gives something, for as long as the run allows; a bare sleep proves nothing.
  ///
  /// It gives up before the whole case has to end, so that what was waited for is named.
  package func eventually<Result: Sendable>(
    _ requirement: String, within limit: Duration = .seconds(10), each pause: Duration = .milliseconds(50),
    _ body: () async throws -> Result?
  ) async throws -> Result {
    let start = ContinuousClock.now
    let end = state.withLock { $0.deadline }.map { $0 - .milliseconds(500) }
    let deadline = min(start + target.limit(limit), end ?? start + target.limit(limit))
    var wait = Duration.milliseconds(2)
    while true {
      if let result = try await body() { return result }
      guard ContinuousClock.now < deadline else {
        throw CaseFailure(
          requirement, field: "state", got: "not so within \((deadline - start).text)", want: "within \(limit.text)")
      }
      try await Task.sleep(for: wait)
      wait = min(wait * 2, pause)
    }
  }
}
