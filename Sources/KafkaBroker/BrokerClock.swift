import KafkaWire
import NIOCore
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The clocks of the machine, of which the one on the wall may be set wrong for a test.
final class BrokerClock: Sendable {
  /// Milliseconds.
  private let shift = Atomic<Int64>(0)

  /// The last millisecond of the year 9999.
  private static let latest: Int64 = 253_402_300_799_999

  func now() -> Moment {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    let machine = Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    return Moment(
      instant: Instant(nanoseconds: Int64(clamping: NIODeadline.now().uptimeNanoseconds)),
      wallClock: min(max(0, machine + shift.load(ordering: .relaxed)), Self.latest))
  }

  /// Adds to what the wall clock is off by.
  func shift(by time: Duration) {
    // Within four times its range it cannot overflow, whatever is added.
    let bound = 4 * Self.latest
    var old = shift.load(ordering: .relaxed)
    while true {
      let new = min(max(-bound, old + min(max(-bound, time.wholeMilliseconds), bound)), bound)
      let (exchanged, original) = shift.compareExchange(expected: old, desired: new, ordering: .relaxed)
      if exchanged { return }
      old = original
    }
  }
}
