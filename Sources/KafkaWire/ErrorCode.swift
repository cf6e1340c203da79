/// The error code of a response. A peer may send one that is not known here.
public struct ErrorCode: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
  public let rawValue: Int16

  @inlinable
  public init(rawValue: Int16) {
    self.rawValue = rawValue
  }

  /// What a client is meant to do about an error; the classes of Apache Kafka's Java client.
  public enum Classification: String, Hashable, Sendable {
    /// No error.
    case ok
    /// The same request may succeed later.
    case retriable
    /// Abort the transaction, then go on.
    case abortable
    /// The application can start over with a new producer or member.
    case recoverable
    /// Settings or rights are wrong; trying again does not help.
    case configuration
    /// None of these.
    case other
  }

  /// The name in Kafka's documentation, e.g. `UNKNOWN_TOPIC_OR_PARTITION`; nil for an unknown code.
  public var name: String? { entry?.name }

  /// An older name of the same code, where it had one, e.g. `NOT_LEADER_FOR_PARTITION`.
  public var formerName: String? { entry?.formerName }

  /// The first release of Kafka with this code, e.g. `2.4`; nil for those of 1.0 and before, and for unknown codes.
  public var firstRelease: String? { entry?.firstRelease }

  /// Whether the same request may succeed when it is tried again.
  public var isRetriable: Bool { entry?.isRetriable ?? false }

  /// Whether the metadata, or the coordinator, should be looked up anew before the next try.
  public var refreshesMetadata: Bool { entry?.refreshesMetadata ?? false }

  /// What to do about it; `.other` for an unknown code.
  public var classification: Classification { entry?.classification ?? .other }

  /// The name, or the number of an unknown code.
  public var description: String { name ?? "error \(rawValue)" }

  struct Entry {
    let name: String
    let isRetriable: Bool
    let refreshesMetadata: Bool
    let classification: Classification
    let firstRelease: String?
    let formerName: String?

    init(
      _ name: String, retriable: Bool, refresh: Bool, _ classification: Classification, since: String?, was: String?
    ) {
      self.name = name
      isRetriable = retriable
      refreshesMetadata = refresh
      self.classification = classification
      firstRelease = since
      formerName = was
    }
  }

  private var entry: Entry? {
    // The table starts with -1.
    let index = Int(rawValue) + 1
    return index >= 0 && index < Self.entries.count ? Self.entries[index] : nil
  }
}
