/// The names of the files of a partition directory: 20 digits and what they are.
package enum SegmentName {
  package static let log = ".log"
  package static let offsetIndex = ".index"
  package static let timeIndex = ".timeindex"
  package static let transactionIndex = ".txnindex"
  package static let producerSnapshot = ".snapshot"
  /// Behind the names of files that are about to be removed.
  package static let deleted = ".deleted"

  package static let leaderEpochs = "leader-epoch-checkpoint"
  package static let partitionMetadata = "partition.metadata"

  /// `00000000000000012345.log` for 12345 and `.log`.
  package static func name(_ offset: Int64, _ suffix: String) -> String {
    let digits = String(offset)
    return String(repeating: "0", count: max(0, 20 - digits.utf8.count)) + digits + suffix
  }

  /// The offset in a name of 20 digits and the suffix; nil for other names, of which the log takes no notice.
  package static func offset(of name: String, _ suffix: String) -> Int64? {
    guard name.hasSuffix(suffix) else { return nil }
    let digits = name.utf8.dropLast(suffix.utf8.count)
    guard digits.count == 20, digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else {
      return nil
    }
    return Int64(String(digits) ?? "")
  }
}
