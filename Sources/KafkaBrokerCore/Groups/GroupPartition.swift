/// Which partition of `__consumer_offsets` holds a group.
package enum GroupPartition {
  /// The absolute value of the Java hash of the id, modulo the number of partitions. The one hash without an absolute
  /// value, -2³¹, counts as 0.
  package static func number(of groupID: String, count: Int32) -> Int32 {
    guard count > 0 else { return 0 }
    let hash = javaHash(of: groupID)
    return hash == .min ? 0 : abs(hash) % count
  }

  /// `String.hashCode`: 31 h + unit over the UTF-16 units, in 32 bits.
  static func javaHash(of text: String) -> Int32 {
    var hash: Int32 = 0
    for unit in text.utf16 { hash = hash &* 31 &+ Int32(unit) }
    return hash
  }
}
