import KafkaWire

/// What a fetching consumer needs to know. The names in parentheses are Kafka's.
package struct FetchSettings: Equatable, Sendable {
  /// `fetch.min.bytes`
  package var minimumBytes: Int32 = 1
  /// `fetch.max.wait.ms`
  package var maximumWait: Duration = .milliseconds(500)
  /// `fetch.max.bytes`
  package var maximumBytes: Int = 50 << 20
  /// `max.partition.fetch.bytes`
  package var maximumPartitionBytes: Int32 = 1 << 20
  /// Bytes that may be fetched and not yet read by the application, over all partitions. Exceeded by one batch a
  /// partition at most, since brokers answer with at least one whole batch (KIP-74).
  package var bufferBytes: Int = 64 << 20
  /// `client.rack`
  package var rack: String = ""
  /// `request.timeout.ms`
  package var requestTimeout: Duration = .seconds(30)
  /// `retry.backoff.ms` and `retry.backoff.max.ms`
  package var backoff = Backoff(base: .milliseconds(100), cap: .seconds(1))
  /// `auto.offset.reset`
  package var offsetReset = OffsetReset.latest

  package init() {}

  /// A long poll must not run into the request's own deadline.
  var fetchTimeout: Duration {
    max(requestTimeout, maximumWait + .seconds(5))
  }
}

/// Where to begin when there is no committed offset, or the position is outside of what the partition has.
package indirect enum OffsetReset: Equatable, Sendable {
  case earliest
  case latest
  /// The first record at or after this time, in milliseconds since 1970; the end if there is none.
  case timestamp(Int64)
  /// The first record that is at most this old when it is looked for; the end if there is none.
  case ago(Duration)
  /// Where the partition ends, to begin there unless that is found which was looked for in vain.
  case endUnless(OffsetReset)
  /// What was looked for, once more; this offset if there is still none. What is not found now comes behind the end that
  /// was known before, so that no record is missed that arrives between two questions.
  case again(OffsetReset, orEnd: Int64)
  /// Fail.
  case none

  /// As ListOffsets wants it; `wallClock` is in milliseconds since 1970.
  func listOffsetsTimestamp(wallClock: Int64) -> Int64? {
    switch self {
    case .earliest: -2
    case .latest, .endUnless: -1
    case .again(let wanted, _): wanted.listOffsetsTimestamp(wallClock: wallClock)
    case .timestamp(let milliseconds): milliseconds
    case .ago(let age): max(0, wallClock - min(age.wholeMilliseconds, wallClock))
    case .none: nil
    }
  }
}
