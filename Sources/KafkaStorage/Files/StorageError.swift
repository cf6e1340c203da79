/// Why a log, or a file under it, could not do what was asked.
package struct StorageError: Error, Hashable, Sendable, CustomStringConvertible {
  package enum Kind: Hashable, Sendable {
    /// The file or directory is not there.
    case notFound
    /// The file or directory is there already.
    case alreadyExists
    /// The disk is full (or over quota). The log took back what was half written and goes on once there is room.
    case outOfSpace
    /// Another process, or another part of this one, holds the directory.
    case locked
    /// The operating system refused for another reason; its `errno`.
    case io(Int32)
    /// A file does not hold what its format demands.
    case corrupt
    /// An earlier failure left the log in doubt; it serves nothing until it is opened anew.
    case offline
    /// The offset asked for is below the log's start or above its end.
    case offsetOutOfRange
    /// A directory belongs to another node, cluster or topic.
    case foreign
    /// The batches given to append are not well formed, or not allowed from where they come.
    case invalidRecord
    /// One batch is larger than `max.message.bytes`.
    case recordTooLarge
    /// The batches of one append do not fit a segment.
    case recordListTooLarge
    /// A producer's sequence number does not follow its last one.
    case outOfOrderSequence
    /// A producer's epoch is older than the one that the log has seen.
    case invalidProducerEpoch
    /// A plain batch of a producer whose transaction is open here.
    case invalidTransactionState
    /// A transaction marker from a coordinator that has been replaced.
    case transactionCoordinatorFenced
  }

  package var kind: Kind
  /// The file or directory it is about.
  package var path: String
  /// What was expected and what was seen.
  package var message: String

  package init(_ kind: Kind, path: String, _ message: String) {
    self.kind = kind
    self.path = path
    self.message = message
  }

  package var description: String { "\(path): \(message)" }
}
