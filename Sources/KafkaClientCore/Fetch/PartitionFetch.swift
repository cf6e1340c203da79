import KafkaWire

/// One assigned partition, as far as fetching goes.
struct PartitionFetch: Equatable {
  enum Position: Equatable {
    /// The committed offset is to be asked for.
    case unknown
    /// It has been asked for.
    case awaitingCommitted
    /// An offset is to be looked up; with a request in flight the node is set.
    case resetting(OffsetReset, inFlight: FetchID?)
    /// The next offset to fetch. The epoch is that of the last batch read, -1 where unknown.
    case at(Int64)
    /// Will not be read on, until the application seeks.
    case failed
  }

  var position: Position
  /// Counts assignments and seeks, so that what belongs to an earlier stay can be told.
  var stay: UInt64
  var isPaused = false
  /// Assigned, but the application is still being told.
  var isHeld = false
  /// Delivered, and not yet read by the application.
  var bufferedBytes = 0
  var lastAnswerBytes = 0
  var inFlight: FetchID?
  var retryAt = Instant.zero
  var attempts = 0
  var highWatermark: Int64 = -1
  var logStartOffset: Int64 = -1

  /// Asks for more when less than half of the last answer is left to read: a slow reader does not pile records up, a
  /// fast one does not wait for the network.
  var wantsMore: Bool {
    guard case .at = position else { return false }
    return !isPaused && !isHeld && inFlight == nil && (bufferedBytes == 0 || bufferedBytes < lastAnswerBytes / 2)
  }
}
