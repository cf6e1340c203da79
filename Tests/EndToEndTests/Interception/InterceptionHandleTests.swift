import KafkaBroker
import KafkaMessages
import KafkaWire
import Testing

/// Waiting for hits, and what a rule tells of itself.
@Suite(.timeLimit(.minutes(1))) struct InterceptionHandleTests {
  private func code(_ body: () async throws -> Void) async -> InterceptionError.Code? {
    do {
      try await body()
      return nil
    } catch {
      return (error as? InterceptionError)?.code
    }
  }

  @Test func `a rule can be made before the broker runs, and waited for`() async throws {
    let broker = Broker()
    let rule = try broker.intercept(.apiVersions, times: 2, .pass)
    let waiting = Task { try await rule.waitForHits(2) }
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await broker.run() }
      let port = try await broker.port
      for _ in 0..<3 { #expect(try RawPeer.check(port: port)) }
      try await waiting.value
      await broker.shutdown()
    }
    // What there is already is found, however short the wait.
    for _ in 0..<50 { try await rule.waitForHits(2, within: .zero) }
    #expect(rule.hitCount == 2)
    #expect(rule.hits.map(\.request.clientID) == ["raw", "raw"])
    #expect(rule.hits.map(\.request.connection) == [0, 1])
  }

  @Test func `waiting ends with the rule, the broker, the time and the task`() async throws {
    let broker = Broker()
    let rule = try broker.intercept(times: 3, .pass)
    #expect(await code { try await rule.waitForHits(within: .milliseconds(1)) } == .timedOut)
    let cancelled = Task { try await rule.waitForHits() }
    cancelled.cancel()
    await #expect(throws: CancellationError.self) { try await cancelled.value }
    let second = try broker.intercept(.fetch, .pass)
    async let onBroker = code { try await second.waitForHits() }
    async let onRule = code { try await rule.waitForHits() }
    // Ends whether it comes before or after the waiting begins.
    rule.remove()
    let ruleCode = await onRule
    #expect(ruleCode == .ended)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await broker.run() }
      _ = try await broker.port
      await broker.shutdown()
    }
    let brokerCode = await onBroker
    #expect(brokerCode == .ended)
    #expect(!second.isActive)
    let late = #expect(throws: InterceptionError.self) { try broker.intercept(.fetch, .pass) }
    #expect(late?.code == .ended)
  }

  @Test func `a rule that cannot work is refused`() throws {
    let broker = Broker()
    let error = #expect(throws: InterceptionError.self) { try broker.intercept(times: 0, .pass) }
    #expect(error?.code == .invalidRule)
    let elsewhere = #expect(throws: InterceptionError.self) { try broker.intercept(node: 2, .pass) }
    #expect(elsewhere?.code == .invalidRule)
    try broker.intercept(.pass)
    broker.removeInterceptions()
  }
}
