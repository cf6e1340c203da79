import KafkaBroker
import KafkaConformance
import KafkaWire
import NIOPosix
import Testing

/// The reference broker under its own suite.
@Suite struct ReferenceBrokerTests {
  @Test func `the reference broker fails no case`() async throws {
    try await Broker.withBroker(configuration: .testing) { broker in
      let servers = try await broker.bootstrapServers
      var options = RunOptions()
      options.bootstrap = try #require(BrokerAddress(servers))
      options.seed = 20_261_125
      options.allowsExclusive = true
      let group = MultiThreadedEventLoopGroup.singleton
      let (discovery, _) = try await Discovery.ask(options, group: group)
      // Tests share the machine with other work, so upper bounds are generous; lower ones are never scaled.
      let target = Target(
        options: options, group: group, discovery: discovery, slack: 4, startTime: 1_764_000_000_000)
      let plan = Plan(Area.all.flatMap(\.cases), target: target)
      let outcomes = await Runner(target: target).run(plan)
      let judged = outcomes.filter { [.pass, .nonStrict, .informational].contains($0.verdict) }
      #expect(judged.count > 400)
      // A case fails when it fails three times of three.
      for outcome in outcomes where [.fail, .warn, .suiteError].contains(outcome.verdict) {
        let said = outcome.failure.map { "\($0)" } ?? outcome.notes.joined(separator: "; ")
        Issue.record("\(outcome.id) \(outcome.verdict.rawValue): \(said)")
      }
    }
  }
}
