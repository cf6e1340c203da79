import Foundation
import KafkaConformance
import NIOPosix
import TestSupport
import Testing

/// Brokers of twenty lines that are plainly wrong: the report begins with their fault, and the suite keeps its limits.
@Suite(.serialized) struct BrokenBrokerTests {
  private static let python = URL(fileURLWithPath: "/usr/bin/env")

  /// Judges a broker of `Broken/` by the cases of ApiVersions.
  private func judge(
    _ name: String
  ) async throws -> (discovery: Discovery, outcomes: [Outcome], time: Duration, said: [String]) {
    let script = Fixtures.repository.appendingPathComponent("Tests/ConformanceTests/Broken/\(name).py").path
    return try await PeerProcess.run(Self.python, ["python3", script], limit: .seconds(120)) { broker in
      var lines = broker.lines.makeAsyncIterator()
      let port = try #require(await lines.next().flatMap { Int($0) }, "\(name).py does not say its port")
      var options = RunOptions()
      options.bootstrap = BrokerAddress(host: "127.0.0.1", port: port)
      options.seed = 5
      options.confirmRuns = 0
      let group = MultiThreadedEventLoopGroup.singleton
      let start = ContinuousClock.now
      let (discovery, _) = try await Discovery.ask(options, group: group)
      let target = Target(options: options, group: group, discovery: discovery, startTime: 1_764_000_000_000)
      var selection = Selection()
      selection.patterns = ["APIV-00*"]
      let plan = Plan(selection.cases(of: Area.all), target: target)
      let outcomes = await Runner(target: target).run(plan)
      let time = ContinuousClock.now - start
      broker.signal(SIGTERM)
      var said: [String] = []
      while let line = await lines.next() { said.append(line) }
      return (discovery, outcomes, time, said)
    }
  }

  @Test(arguments: [
    ("wrong_versions", "the answer to ApiVersions v0 is laid out as its definition says"),
    ("cuts", "9 bytes of an unfinished frame, then closed"),
    ("endless", "the suite refuses a frame of 2147483647 bytes"),
  ])
  func `the first failure names the fault`(name: String, fault: String) async throws {
    let (discovery, outcomes, time, said) = try await judge(name)
    let found = try #require(discovery.fault).description
    #expect(found.contains(fault), "\(found)")
    let first = try #require(outcomes.first { $0.verdict == .fail }?.failure).description
    #expect(first.contains(fault), "\(first)")
    #expect(time < .seconds(90))
    // Of an answer without an end no more is taken than what comes before its length is refused; most of it is what
    // sockets hold.
    guard name == "endless" else { return }
    let taken = said.compactMap { $0.hasPrefix("sent ") ? Int($0.dropFirst(5)) : nil }
    #expect(said.last == "done", "a connection was not closed")
    #expect(!taken.isEmpty)
    #expect(taken.allSatisfy { $0 < 64 << 20 }, "\(taken)")
  }
}
