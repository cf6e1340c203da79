import Foundation
import KafkaConformance
import NIOPosix
import TestSupport
import Testing

/// The program `kafka-broker`, ended by force and started on files that were damaged meanwhile.
@Suite struct KilledBrokerTests {
  private static let program = BuiltPrograms.url("kafka-broker").path

  @Test(.timeLimit(.minutes(5))) func `it recovers as every case of damaged files requires`() async throws {
    let example = Fixtures.repository.appendingPathComponent("Conformance/examples/kafka-broker.run").path
    let text = try TextFile.read(example)
      .replacingOccurrences(of: "${KAFKA_BROKER:-.build/debug/kafka-broker}", with: "'\(Self.program)'")
    #expect(text.contains(Self.program))
    let group = MultiThreadedEventLoopGroup.singleton
    let broker = try await StartedTarget.start(text, here: "", group: group)
    let outcomes: Result<[Outcome], any Error>
    do {
      var options = RunOptions()
      broker.file.apply(to: &options)
      options.bootstrap = broker.bootstrap
      options.seed = 11
      options.judgesVerifier = false
      broker.addHooks(to: &options)
      let (discovery, _) = try await Discovery.ask(options, group: group)
      let target = Target(
        options: options, group: group, discovery: discovery, slack: 4,
        // Producers of records that are a day old would be forgotten in order.
        startTime: Int64(Date.now.timeIntervalSince1970 * 1000)
      ) { command, _ in
        let isOwn = try await broker.hook(command)
        #expect(isOwn)
      }
      let cases = Area.all.flatMap(\.cases).filter { $0.area == "SEG" && !$0.isOffline }
      #expect(cases.count == 16)
      outcomes = .success(await Runner(target: target).run(Plan(cases, target: target)))
    } catch {
      outcomes = .failure(error)
    }
    await broker.stop()
    let found = try outcomes.get()
    #expect(found.count == 16)
    for outcome in found {
      #expect([.pass, .nonStrict].contains(outcome.verdict), "\(outcome.id): \(outcome.failure.map { "\($0)" } ?? "")")
    }
  }
}
