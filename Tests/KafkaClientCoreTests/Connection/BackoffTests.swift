import KafkaClientCore
import KafkaWire
import Testing

@Suite struct BackoffTests {
  @Test func `the pause doubles with each failure and stays within a fifth of it`() {
    let backoff = Backoff(base: .milliseconds(100), cap: .seconds(10))
    var random = RandomSource.seeded(1)
    for (attempts, expected) in [(0, 100), (1, 200), (2, 400), (5, 3200)] {
      for _ in 0..<100 {
        let delay = backoff.delay(attempts: attempts, using: &random).wholeMilliseconds
        #expect(delay >= Int64(expected) * 8 / 10 && delay <= Int64(expected) * 12 / 10)
      }
    }
  }

  @Test func `the pause never exceeds the cap, however many failures there were`() {
    let backoff = Backoff(base: .milliseconds(100), cap: .seconds(1))
    var random = RandomSource.seeded(2)
    for attempts in [4, 10, 1000, Int.max] {
      let delays = (0..<50).map { _ in backoff.delay(attempts: attempts, using: &random) }
      #expect(delays.allSatisfy { $0 <= .seconds(1) && $0 >= .milliseconds(800) })
      // Jitter works below the cap, too.
      #expect(Set(delays).count > 1)
    }
  }

  @Test func `a cap that is not above the base is the pause, without jitter`() {
    var random = RandomSource.seeded(3)
    #expect(Backoff(base: .seconds(2), cap: .seconds(1)).delay(attempts: 0, using: &random) == .seconds(1))
    #expect(Backoff(base: .seconds(1), cap: .seconds(1)).delay(attempts: 7, using: &random) == .seconds(1))
    #expect(Backoff(base: .zero, cap: .zero).delay(attempts: 7, using: &random) == .zero)
  }

  @Test func `no base means no pause`() {
    var random = RandomSource.seeded(4)
    #expect(Backoff(base: .zero, cap: .seconds(1)).delay(attempts: 9, using: &random) == .zero)
  }

  @Test func `a seed gives the same pauses again`() {
    let backoff = Backoff(base: .milliseconds(50), cap: .seconds(1))
    var one = RandomSource.seeded(5)
    var two = RandomSource.seeded(5)
    #expect(
      (0..<10).map { backoff.delay(attempts: $0, using: &one) }
        == (0..<10).map { backoff.delay(attempts: $0, using: &two) })
  }
}
