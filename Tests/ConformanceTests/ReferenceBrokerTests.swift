import KafkaBroker
import KafkaConformance
import KafkaWire
import NIOPosix
import Testing

/// The reference broker under its own suite.
@Suite struct ReferenceBrokerTests {
  /// A target that is the reference broker, on a machine that does other work, too: upper bounds are generous, lower ones
  /// are never scaled.
  private static func withTarget<Result: Sendable>(
    _ body: @Sendable (Target) async throws -> Result
  ) async throws -> Result {
    try await Broker.withBroker(configuration: .testing) { broker in
      var options = RunOptions()
      options.bootstrap = try #require(BrokerAddress(try await broker.bootstrapServers))
      options.seed = 20_261_125
      options.allowsExclusive = true
      let group = MultiThreadedEventLoopGroup.singleton
      let (discovery, _) = try await Discovery.ask(options, group: group)
      return try await body(
        Target(options: options, group: group, discovery: discovery, slack: 4, startTime: 1_764_000_000_000))
    }
  }

  @Test func `the reference broker fails no case`() async throws {
    let outcomes = try await Self.withTarget { target in
      await Runner(target: target).run(Plan(Area.all.flatMap(\.cases), target: target))
    }
    let judged = outcomes.filter { [.pass, .nonStrict, .informational].contains($0.verdict) }
    #expect(judged.count > 400)
    // A case fails when it fails three times of three.
    for outcome in outcomes where [.fail, .warn, .suiteError].contains(outcome.verdict) {
      let said = outcome.failure.map { "\($0)" } ?? outcome.notes.joined(separator: "; ")
      Issue.record("\(outcome.id) \(outcome.verdict.rawValue): \(said)")
    }
  }

  @Test func `a case explains itself with the bytes that it sends and expects`() async throws {
    let definition = try #require(Area.all.lazy.flatMap(\.cases).first { $0.id == "META-020" })
    let outcome = try await Self.withTarget { target in
      await Trial(definition, target: target, seed: 1, version: 1).run()
    }
    let text = Explanation.example(outcome, answeredBy: "a broker")
    #expect(text.contains("as a broker answers them (PASS)"))
    #expect(text.contains("sends Metadata v1"))
    #expect(text.contains("expects Metadata v1"))
    #expect(text.contains("ControllerId = 1"))
    // Length, API key 3, version 1.
    #expect(text.contains("\n  0000001600030001"))
  }
}
