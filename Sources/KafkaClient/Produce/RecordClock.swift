#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The wall clock for records that bring no timestamp.
///
/// Reading the clock costs as much as encoding a record. Linux has a cheap one that moves in steps of some
/// milliseconds; while it stands still and many records come, the time of one of the last records does for the next.
/// The time given is never ahead of the clock, and behind it by at most 63 records' time within one step.
struct RecordClock {
  /// Records within a step that are worth an exact reading each.
  private static let exactPerStep = 16
  private static let recordsPerReading = 64

  private var milliseconds: Int64 = 0
  private var step: Int = -1
  private var records = 0

  /// Milliseconds since 1970.
  mutating func now() -> Int64 {
    #if os(Linux) || os(Android)
      var coarse = timespec()
      clock_gettime(CLOCK_REALTIME_COARSE, &coarse)
      let step = Int(coarse.tv_sec) &* 1_000_000_000 &+ Int(coarse.tv_nsec)
      if step == self.step {
        records &+= 1
        if records > Self.exactPerStep && records % Self.recordsPerReading != 0 { return milliseconds }
      } else {
        self.step = step
        records = 0
      }
    #endif
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    milliseconds = Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    return milliseconds
  }
}
