package import KafkaWire
package import NIOCore

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Reads the clocks for machines, which never do.
package enum LoopClock {
  /// The monotonic clock that event loops count deadlines by.
  package static var now: Instant {
    Instant(nanoseconds: Int64(clamping: NIODeadline.now().uptimeNanoseconds))
  }

  /// Both clocks.
  package static var moment: Moment {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    let wallClock = Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    return Moment(instant: now, wallClock: wallClock)
  }
}

extension NIODeadline {
  /// The deadline of an event loop for a machine's instant.
  package init(_ instant: Instant) {
    self = .uptimeNanoseconds(UInt64(max(0, instant.nanoseconds)))
  }
}
