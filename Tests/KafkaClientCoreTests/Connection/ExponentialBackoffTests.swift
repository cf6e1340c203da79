import KafkaClientCore
import KafkaWire
import Testing

@Suite struct ExponentialBackoffTests {
  @Test func `waits double up to the cap, spread by a fifth`() {
    let backoff = ExponentialBackoff(initial: .milliseconds(100), maximum: .milliseconds(1000))
    var random = RandomSource.seeded(1)
    for (attempts, middle) in [(0, 100.0), (1, 200), (2, 400), (3, 800), (4, 1000), (60, 1000), (Int.max, 1000)] {
      for _ in 0..<200 {
        let milliseconds = Double(backoff.delay(afterAttempts: attempts, using: &random).wholeNanoseconds) / 1e6
        #expect(milliseconds >= middle * 0.8 - 0.001)
        #expect(milliseconds <= min(middle * 1.2, 1000) + 0.001)
      }
    }
  }

  @Test func `the waits of two tries differ`() {
    let backoff = ExponentialBackoff(initial: .milliseconds(100), maximum: .milliseconds(1000))
    var random = RandomSource.seeded(2)
    let delays = (0..<20).map { _ in backoff.delay(afterAttempts: 0, using: &random) }
    #expect(Set(delays).count > 10)
  }

  @Test func `a maximum at or below the initial wait makes it constant`() {
    let backoff = ExponentialBackoff(initial: .milliseconds(500), maximum: .milliseconds(50))
    var random = RandomSource.seeded(3)
    #expect((0..<10).allSatisfy { backoff.delay(afterAttempts: $0, using: &random) == .milliseconds(50) })
  }
}
