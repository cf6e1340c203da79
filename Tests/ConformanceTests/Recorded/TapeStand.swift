import KafkaBroker
import KafkaConformanceMutants
import KafkaWire
import NIOPosix
import Synchronization

@testable import KafkaConformance

/// A broker behind a proxy, at which one case after the other hears its tape.
final class TapeStand: Sendable {
  private let proxy: MutantProxy
  private let broker: Broker
  private let running: Task<Void, any Error>
  private let options: RunOptions
  private let discovery: Discovery

  private init(
    proxy: MutantProxy, broker: Broker, running: Task<Void, any Error>, options: RunOptions, discovery: Discovery
  ) {
    self.proxy = proxy
    self.broker = broker
    self.running = running
    self.options = options
    self.discovery = discovery
  }

  static func start() async throws -> TapeStand {
    let proxy = MutantProxy()
    let address = try await proxy.start()
    var configuration = try ReplayPlayer.configuration
    configuration.advertisedListeners = [Listener(host: address.host, port: address.port)]
    let broker = Broker(configuration: configuration)
    let running = Task { try await broker.run() }
    let own = try await broker.boundListeners[0]
    proxy.connect(to: BrokerAddress(host: own.host, port: own.port))
    var options = RunOptions()
    options.bootstrap = address
    options.seed = 39
    options.allowsExclusive = true
    options.configured = [
      "auto.create.topics.enable": "false", "delete.topic.enable": "true", "num.partitions": "1",
      "default.replication.factor": "1",
    ]
    let group = MultiThreadedEventLoopGroup.singleton
    let discovery = try await Discovery.ask(options, group: group).discovery
    // The recorded broker had served groups before.
    let connection = try await Connection.open(address, group: group, limit: .seconds(10), transcript: Transcript())
    try await Preparation.offsetsTopic(Peer(connection, clientId: "setup", answerLimit: .seconds(10)))
    connection.close()
    return TapeStand(proxy: proxy, broker: broker, running: running, options: options, discovery: discovery)
  }

  func stop() async {
    await broker.shutdown()
    _ = try? await running.value
    await proxy.stop()
  }

  /// Runs a case against its tape, in the versions that the recorder spoke; where it cannot be run in those, in all that
  /// Apache Kafka 3.9 speaks. Where the case's log holds other records than the recorder's, offsets are those of the case.
  func judge(_ definition: Case, _ tape: Tape) async -> TapeTests.Result {
    let tape = tape.rewound(.exact)
    var offers = [discovery.narrowed(to: tape.versions)]
    if let api = definition.api, let range = tape.versions[api], range.count > 1 {
      offers += tape.versionsSpoken(api).map { version in
        discovery.narrowed(to: tape.versions.merging([api: version...version]) { $1 })
      }
    }
    offers.append(discovery)
    var result = await run(definition, tape, offers[0])
    let attempts = Tape.Strictness.allCases.flatMap { strictness in offers.map { (strictness, $0) } }
    for (number, (strictness, offer)) in attempts.enumerated().dropFirst() {
      if tape.count == 0 || (result.isGood && result.played.exchanges.count == tape.count) { break }
      // All versions, and other logs, are for cases that found nothing without.
      let isLastOffer = number % offers.count == offers.count - 1
      if result.isGood, isLastOffer || strictness == .otherLogs { continue }
      result = result.joined(with: await run(definition, tape.rewound(strictness), offer))
    }
    return result
  }

  private func run(_ definition: Case, _ tape: Tape, _ discovery: Discovery) async -> TapeTests.Result {
    let target = Target(
      options: options, group: MultiThreadedEventLoopGroup.singleton, discovery: discovery, slack: 4,
      startTime: 1_764_000_000_000)
    proxy.use(tape.behaviour)
    let outcome: Outcome
    if let obstacle = Plan.obstacle(definition, target) {
      outcome = Outcome(definition, obstacle, seed: 0)
    } else {
      outcome = await Trial(definition, target: target, seed: Plan.seed(options.seed, definition.id)).run()
    }
    proxy.use(nil)
    return TapeTests.Result(
      id: definition.id, api: definition.api, outcome: outcome, tape: tape, played: tape.played)
  }
}

extension Discovery {
  /// As if the broker offered these versions of these APIs.
  fileprivate func narrowed(to versions: [ApiKey: ClosedRange<Int16>]) -> Discovery {
    var narrow = self
    for (api, range) in versions {
      guard let offered = advertised[api], offered.overlaps(range) else { continue }
      narrow.advertised[api] = range.clamped(to: offered)
    }
    return narrow
  }
}

/// Cases that wait for a stand.
final class WorkQueue: Sendable {
  private let rest: Mutex<ArraySlice<(Case, Tape)>>

  init(_ work: [(Case, Tape)]) { rest = Mutex(work[...]) }

  func next() -> (Case, Tape)? { rest.withLock { $0.popFirst() } }
}
