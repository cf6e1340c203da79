import KafkaClientCore
import KafkaWire
import Testing

@Suite struct ReachHistoryTests {
  private let place = Endpoint(host: "b1", port: 9092)
  private let start = Instant.zero + .seconds(1000)

  private func failed(until notBefore: Instant) -> Reach {
    var reach = Reach()
    reach.failures = 3
    reach.notBefore = notBefore
    reach.lastProblem = "connection refused"
    return reach
  }

  private func remember(_ history: inout ReachHistory, _ reach: Reach, _ endpoint: Endpoint, at now: Instant) {
    history.remember(reach, of: endpoint, name: "node at \(endpoint)", longestPause: .seconds(1), at: now)
  }

  @Test func `what went wrong is handed over once, to a node at the same address`() {
    var history = ReachHistory()
    let reach = failed(until: start + .milliseconds(400))
    remember(&history, reach, place, at: start)
    #expect(history.problems(at: start).map(\.name) == ["node at b1:9092"])
    #expect(history.take(Endpoint(host: "b1", port: 9093), at: start) == nil)
    #expect(history.take(place, at: start) == reach)
    #expect(history.take(place, at: start) == nil)
  }

  @Test func `where nothing went wrong nothing is remembered`() {
    var history = ReachHistory()
    remember(&history, Reach(), place, at: start)
    #expect(history.count == 0)
  }

  @Test func `it is forgotten when the longest pause is over, or the address was reached`() {
    var history = ReachHistory()
    let reach = failed(until: start + .milliseconds(400))
    remember(&history, reach, place, at: start)
    #expect(history.problems(at: start + .milliseconds(1401)).isEmpty)
    #expect(history.take(place, at: start + .milliseconds(1401)) == nil)
    remember(&history, reach, place, at: start)
    history.forget(place)
    #expect(history.take(place, at: start) == nil)
  }

  @Test func `it is bounded, and old entries make room`() {
    var history = ReachHistory()
    for number in 0..<5000 {
      remember(&history, failed(until: start), Endpoint(host: "b\(number)", port: 9092), at: start)
    }
    #expect(history.count == ReachHistory.limit)
    #expect(history.take(Endpoint(host: "b4999", port: 9092), at: start) == nil)
    let later = start + .milliseconds(1001)
    remember(&history, failed(until: later), place, at: later)
    #expect(history.count == 1)
  }
}
