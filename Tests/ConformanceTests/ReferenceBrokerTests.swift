import Foundation
import KafkaBroker
import KafkaConformance
import KafkaConformanceMutants
import KafkaWire
import NIOPosix
import TestSupport
import Testing

/// The reference broker under its own suite.
@Suite struct ReferenceBrokerTests {
  /// A target that is the reference broker, on a machine that does other work, too: upper bounds are generous, lower ones
  /// are never scaled.
  private static func withTarget<Result: Sendable>(
    _ body: @Sendable (Target) async throws -> Result
  ) async throws -> Result {
    let configuration = BrokerConfiguration.testing
    let configured = [
      "auto.create.topics.enable": "\(configuration.topics.createsAutomatically)",
      "max.incremental.fetch.session.cache.slots": "\(configuration.fetch.maxSessions)",
    ]
    return try await Broker.withBroker(configuration: configuration) { broker in
      var options = RunOptions()
      options.configured = configured
      options.bootstrap = try #require(BrokerAddress(try await broker.bootstrapServers))
      options.seed = 20_261_125
      options.allowsExclusive = true
      let group = MultiThreadedEventLoopGroup.singleton
      let (discovery, _) = try await Discovery.ask(options, group: group)
      return try await body(
        Target(options: options, group: group, discovery: discovery, slack: 4, startTime: 1_764_000_000_000))
    }
  }

  @Test func `the reference broker fails no case, and is judged by all but those that are listed`() async throws {
    var outcomes = try await Self.withTarget { target in
      await Runner(target: target).run(Plan(Area.all.flatMap(\.cases), target: target))
    }
    let open = Set(outcomes.filter { [.skipped, .unsupported].contains($0.verdict) }.map(\.id))
    let further = try await ReferenceStages.judge(
      Area.all.flatMap(\.cases).filter { open.contains($0.id) }, seed: 20_261_125, slack: 4)
    outcomes = outcomes.filter { outcome in !further.contains { $0.id == outcome.id } } + further
    let judged = outcomes.filter { [.pass, .nonStrict, .informational].contains($0.verdict) }
    #expect(judged.count > 400)
    // A case fails when it fails three times of three.
    for outcome in outcomes where [.fail, .warn, .suiteError].contains(outcome.verdict) {
      let said = outcome.failure.map { "\($0)" } ?? outcome.notes.joined(separator: "; ")
      Issue.record("\(outcome.id) \(outcome.verdict.rawValue): \(said)")
    }
    let file = Fixtures.repository.appendingPathComponent("Conformance/known-failing/reference.txt")
    let known = try Expectations(try String(contentsOf: file, encoding: .utf8))
    let records = outcomes.map { CaseRecord($0, title: "", names: "kc-") }
    for record in records where [.skipped, .unsupported].contains(record.verdict) {
      let isListed = known.entries.contains { $0.explains(record) }
      #expect(isListed, "\(record.id) \(record.verdict.rawValue) is not listed: \(record.sentence)")
    }
    for entry in known.compare(records).stale { Issue.record("\(entry.id) is listed, and is judged") }
    let failing = known.entries.filter { $0.verdict == .fail }
    #expect(failing.isEmpty)
  }

  @Test func `a sample of each generated family finds no fault`() async throws {
    let outcomes = try await Self.withTarget { target in
      let scope = FamilyScope(target.discovery)
      let members = Family.all.filter { $0.name != "G-VER" }.flatMap { family in
        Sampling.usual.pick(family.members(scope), seed: Plan.seed(target.options.seed, family.name))
      }
      return await Runner(target: target).run(Plan(members, target: target))
    }
    #expect(outcomes.count { $0.verdict == .pass } > 200)
    for outcome in outcomes where [.fail, .warn, .suiteError].contains(outcome.verdict) {
      let said = outcome.failure.map { "\($0)" } ?? outcome.notes.joined(separator: "; ")
      Issue.record("\(outcome.id) \(outcome.verdict.rawValue): \(said)")
    }
  }

  @Test func `members of families have ids of their own, the same ones each time`() throws {
    let members = Family.all.flatMap { $0.members(.published) }
    #expect(members.count > 25_000)
    #expect(Set(members.map(\.id)).count == members.count)
    for family in Family.all { #expect(family.members(.published).map(\.id) == family.members(.published).map(\.id)) }
    let cut = try #require(members.first { $0.id == "G-TRUNC/Metadata/v9/cut-17" })
    #expect(cut.level == .must)
    #expect(cut.api == .metadata)
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
