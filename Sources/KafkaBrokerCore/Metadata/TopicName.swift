/// The rules for names of topics.
package enum TopicName {
  /// So that the partition's directory, with the suffix of a deletion, stays within 255 bytes.
  package static let maxLength = 249
  package static let consumerOffsets = "__consumer_offsets"
  package static let transactionState = "__transaction_state"
  package static let shareGroupState = "__share_group_state"
  package static let clusterMetadata = "__cluster_metadata"

  /// Whether clients may read but not write it.
  package static func isInternal(_ name: String) -> Bool {
    name == consumerOffsets || name == transactionState || name == shareGroupState
  }

  /// What is wrong with a name, in Kafka's words; nil when it may be.
  package static func complaint(about name: String) -> String? {
    if name.isEmpty { return "Topic name is invalid: the empty string is not allowed" }
    if name == "." || name == ".." { return "Topic name is invalid: '\(name)' is not allowed" }
    if name.utf8.count > maxLength {
      return "Topic name is invalid: the length of '\(name)' is longer than the max allowed length \(maxLength)"
    }
    guard name.utf8.allSatisfy(isAllowed) else {
      return "Topic name is invalid: '\(name)' contains one or more characters other than ASCII alphanumerics, "
        + "'.', '_' and '-'"
    }
    return nil
  }

  /// Two names that differ only in dots and underscores would share the name of their metrics, so the second is
  /// refused.
  package static func metricForm(_ name: String) -> String {
    String(decoding: name.utf8.map { $0 == UInt8(ascii: ".") ? UInt8(ascii: "_") : $0 }, as: UTF8.self)
  }

  private static func isAllowed(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
      true
    default: false
    }
  }
}
