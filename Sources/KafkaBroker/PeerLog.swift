import KafkaWire
import Logging

/// Names peers that misbehave, each with its reason once a minute, so that one of them cannot fill the log.
struct PeerLog {
  private struct Key: Hashable {
    var host: String
    var kind: String
  }

  private struct Entry {
    var since: Instant
    var suppressed = 0
  }

  /// How long a peer and reason are not repeated.
  private static let interval: Duration = .seconds(60)
  /// Peers and reasons remembered. When there are more, the oldest half is forgotten.
  private static let limit = 1024

  private let logger: Logger
  private var entries: [Key: Entry] = [:]

  init(logger: Logger) {
    self.logger = logger
  }

  /// - Parameters:
  ///   - peer: Address and port.
  ///   - host: The address alone: the port differs at each attempt.
  mutating func warn(peer: String, host: String, reason: String, at now: Instant) {
    let key = Key(host: host, kind: Self.kind(of: reason))
    if let entry = entries[key], now < entry.since + Self.interval {
      entries[key]?.suppressed += 1
      return
    }
    var message = "closed the connection of \(peer): \(reason)"
    if let suppressed = entries[key]?.suppressed, suppressed > 0 {
      message += " (and \(suppressed) more of the kind from \(host))"
    }
    logger.warning("\(message)")
    if entries.count >= Self.limit { forgetOldest() }
    entries[key] = Entry(since: now)
  }

  /// What is alike in reasons of one kind: all but offsets and sizes.
  private static func kind(of reason: String) -> String {
    String(reason.unicodeScalars.lazy.filter { !("0"..."9").contains($0) }.prefix(100).map(Character.init))
  }

  private mutating func forgetOldest() {
    let kept = entries.sorted { $0.value.since > $1.value.since }.prefix(Self.limit / 2)
    entries = Dictionary(uniqueKeysWithValues: kept.map { ($0.key, $0.value) })
  }
}
