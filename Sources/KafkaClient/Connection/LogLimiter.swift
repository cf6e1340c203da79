import KafkaWire

/// Keeps a log readable while something goes wrong many times a second: each subject is heard once in a while, with
/// the number of times it was not.
struct LogLimiter {
  /// Time between two messages about one subject.
  static let interval = Duration.seconds(10)
  /// Subjects remembered; more make the oldest be forgotten, and so be heard earlier.
  static let maximumSubjects = 1000

  private struct Entry {
    var next: Instant
    var suppressed: Int
  }

  private var entries: [String: Entry] = [:]

  /// Whether to log now; the number of messages held back since the last, when it is to be logged.
  mutating func admits(_ subject: String, at now: Instant) -> Int? {
    if var entry = entries[subject], now < entry.next {
      entry.suppressed += 1
      entries[subject] = entry
      return nil
    }
    if entries.count >= Self.maximumSubjects { entries = entries.filter { $0.value.next > now } }
    if entries.count >= Self.maximumSubjects { entries.removeAll() }
    let suppressed = entries[subject]?.suppressed ?? 0
    entries[subject] = Entry(next: now + Self.interval, suppressed: 0)
    return suppressed
  }
}
