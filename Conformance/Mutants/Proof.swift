package import KafkaBroker
package import KafkaConformance
import KafkaWire
import NIOPosix

/// Proves the suite: each mutant is switched on in turn, and its case has to notice.
package struct Proof: Sendable {
  package struct Result: Sendable {
    package var mutant: Mutant
    /// What its own case said; nil when there is no such case.
    package var outcome: Outcome?

    /// Whether the case failed.
    package var isKilled: Bool { outcome.map { [.fail, .warn].contains($0.verdict) } ?? false }
  }

  package init() {}

  /// Starts the reference broker behind a proxy and runs each mutant's case.
  ///
  /// - Parameter report: Told of each mutant as it is done.
  package func run(
    _ mutants: [Mutant], seed: UInt64, configuration: BrokerConfiguration = .testing,
    report: @escaping @Sendable (Result) -> Void = { _ in }
  ) async throws -> [Result] {
    let cases = Dictionary(Area.all.flatMap(\.cases).map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let proxy = MutantProxy()
    let address = try await proxy.start()
    var configuration = configuration
    configuration.listeners = [Listener(host: "127.0.0.1", port: 0)]
    configuration.advertisedListeners = [Listener(host: address.host, port: address.port)]
    let results = try await Broker.withBroker(configuration: configuration) { broker in
      let own = try await broker.boundListeners[0]
      proxy.connect(to: BrokerAddress(host: own.host, port: own.port))
      var options = RunOptions()
      options.bootstrap = address
      options.seed = seed
      options.allowsExclusive = true
      options.confirmRuns = 0
      let group = MultiThreadedEventLoopGroup.singleton
      let (discovery, _) = try await Discovery.ask(options, group: group)
      let target = Target(options: options, group: group, discovery: discovery, startTime: 1_764_000_000_000)
      var results: [Result] = []
      for mutant in mutants {
        var result = Result(mutant: mutant)
        if let definition = cases[mutant.caseId] {
          proxy.use(mutant)
          result.outcome = await Trial(
            definition, target: target, seed: Plan.seed(seed, definition.id)
          ).run()
          proxy.use(nil)
        }
        report(result)
        results.append(result)
      }
      return results
    }
    await proxy.stop()
    return results
  }
}
