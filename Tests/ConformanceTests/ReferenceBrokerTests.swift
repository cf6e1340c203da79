import KafkaBroker
import KafkaConformance
import KafkaWire
import NIOPosix
import Testing

/// The reference broker under its own suite.
@Suite struct ReferenceBrokerTests {
  @Test func `the reference broker passes every case`() async throws {
    try await Broker.withBroker(configuration: .testing) { broker in
      let servers = try await broker.bootstrapServers
      var options = RunOptions()
      options.bootstrap = try #require(BrokerAddress(servers))
      options.allowsExclusive = true
      let group = MultiThreadedEventLoopGroup.singleton
      let (discovery, _) = try await Discovery.ask(options, group: group)
      let target = Target(options: options, group: group, discovery: discovery, startTime: 1_764_000_000_000)
      let plan = Plan(Area.all.flatMap(\.cases), target: target, everyVersion: true)
      let outcomes = await Runner(target: target).run(plan)
      for outcome in outcomes where ![.pass, .nonStrict, .informational].contains(outcome.verdict) {
        Issue.record(
          "\(outcome.id)@\(outcome.version ?? -1) \(outcome.verdict.rawValue): \(outcome.failure.map { "\($0)" } ?? outcome.notes.joined(separator: "; "))"
        )
      }
      #expect(outcomes.count >= 4)
      for item in plan.items where item.version == nil {
        let (count, unnoticed) = await Runner(target: target).invert(item)
        #expect(count > 0 && unnoticed.isEmpty, "\(item.definition.id): \(count) expectations, unnoticed \(unnoticed)")
      }
    }
  }
}
