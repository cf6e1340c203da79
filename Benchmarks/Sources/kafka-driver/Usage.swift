#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A point in time and in the process's use of the processor.
struct Usage {
  let wall: ContinuousClock.Instant
  let cpu: Double

  static var now: Usage {
    let own = ownResources()
    return Usage(wall: .now, cpu: seconds(own.ru_utime) + seconds(own.ru_stime))
  }

  /// Prints the one line of JSON that the comparison reads.
  func report(messages: Int, bytes: Int) {
    let end = Usage.now
    let wall = self.wall.duration(to: end.wall)
    let wallSeconds = Double(wall.components.seconds) + Double(wall.components.attoseconds) / 1e18
    print(
      """
      {"client": "swift-kafka", "messages": \(messages), "bytes": \(bytes), "wall": \(wallSeconds), \
      "cpu": \(end.cpu - cpu), "peakMegabytes": \(Self.peakMegabytes)}
      """)
  }

  private static var peakMegabytes: Double {
    #if canImport(Darwin)
      Double(ownResources().ru_maxrss) / 1_048_576
    #else
      Double(ownResources().ru_maxrss) / 1024
    #endif
  }

  private static func ownResources() -> rusage {
    var own = rusage()
    #if canImport(Glibc)
      // Glibc's constant is an enumeration, its function takes a number.
      getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &own)
    #else
      getrusage(RUSAGE_SELF, &own)
    #endif
    return own
  }

  private static func seconds(_ time: timeval) -> Double {
    Double(time.tv_sec) + Double(time.tv_usec) / 1e6
  }
}
