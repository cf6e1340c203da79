/// What the name of a directory in a log directory says.
package struct PartitionName: Equatable, Sendable {
  package enum State: Equatable, Sendable {
    case served
    /// To be removed.
    case deleted
    /// A copy that is being moved in.
    case future
    /// The cluster does not know the partition here.
    case stray
  }

  package var topic: String
  package var partition: Int32
  package var state: State

  /// The topic may hold dashes: the last one counts.
  package init?(_ name: String) {
    guard name.utf8.count <= 255 else { return nil }
    var plain = name[...]
    state = .served
    for (suffix, state) in [("-delete", State.deleted), ("-future", .future), ("-stray", .stray)]
    where name.hasSuffix(suffix) {
      let body = name.dropLast(suffix.count)
      guard let dot = body.lastIndex(of: ".") else { continue }
      let id = body[body.index(after: dot)...]
      guard id.utf8.count == 32, id.allSatisfy({ $0.isHexDigit && $0.isASCII }) else { continue }
      plain = body[..<dot]
      self.state = state
    }
    guard let dash = plain.lastIndex(of: "-") else { return nil }
    let digits = plain[plain.index(after: dash)...]
    guard !digits.isEmpty, digits.utf8.allSatisfy({ (48...57).contains($0) }), let number = Int32(digits) else {
      return nil
    }
    topic = String(plain[..<dash])
    partition = number
    guard !topic.isEmpty else { return nil }
  }
}

/// A file of a segment: its number and what it is.
struct SegmentFileName {
  var number: Int64
  var suffix: Substring

  /// - Throws: When the suffix is one of a segment's, but the number is not 20 digits.
  init?(_ name: String) throws(BadName) {
    guard let dot = name.firstIndex(of: ".") else { return nil }
    suffix = name[name.index(after: dot)...]
    guard ["log", "index", "timeindex", "txnindex", "snapshot"].contains(suffix.prefix { $0 != "." }) else {
      return nil
    }
    let digits = name[..<dot]
    guard digits.utf8.count == 20, digits.utf8.allSatisfy({ (48...57).contains($0) }), let number = Int64(digits) else {
      throw BadName()
    }
    self.number = number
  }

  struct BadName: Error {}
}
