import KafkaWire
import Testing

@Suite("Time for machines")
struct InstantTests {
  @Test func `durations move an instant and are between two`() {
    let start = Instant(nanoseconds: 5)
    #expect(start + .seconds(2) == Instant(nanoseconds: 2_000_000_005))
    #expect(start + .nanoseconds(-5) == .zero)
    #expect((start + .milliseconds(3)) - start == .milliseconds(3))
    #expect(start - (start + .milliseconds(3)) == .milliseconds(-3))
    #expect(start < start + .nanoseconds(1))
  }

  @Test func `no duration leads beyond the ends of time`() {
    let late = Instant(nanoseconds: .max - 1)
    #expect(late + .seconds(1) == .distantFuture)
    #expect(late + .seconds(Int64.max) == .distantFuture)
    #expect(Instant(nanoseconds: .min + 1) + .seconds(-1) == Instant(nanoseconds: .min))
    #expect(Instant.distantFuture - Instant(nanoseconds: -1) == .nanoseconds(Int64.max))
    #expect(Instant(nanoseconds: -2) - .distantFuture == .nanoseconds(Int64.min))
  }

  @Test func `a duration counts in whole nanoseconds and milliseconds, and saturates`() {
    #expect(Duration.microseconds(1_999).wholeMilliseconds == 1)
    #expect(Duration.microseconds(-1_999).wholeMilliseconds == -1)
    #expect(Duration(secondsComponent: 1, attosecondsComponent: 1_999_999_999).wholeNanoseconds == 1_000_000_001)
    #expect(Duration.seconds(Int64.max).wholeNanoseconds == .max)
    #expect(Duration.seconds(Int64.min).wholeNanoseconds == .min)
    #expect(Duration.nanoseconds(Int64.max).wholeNanoseconds == .max)
  }
}
