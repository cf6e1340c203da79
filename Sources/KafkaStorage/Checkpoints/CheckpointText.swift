/// The frame that checkpoint files share: a line with the version, one with the number of entries, and the entries.
enum CheckpointText {
  static let version = 0

  static func encode(_ lines: [String]) -> String {
    var text = "\(version)\n\(lines.count)\n"
    for line in lines { text += line + "\n" }
    return text
  }

  /// The fields of each entry. An empty file has none.
  static func decode(_ text: String, fields: Int, path: String) throws(StorageError) -> [[Substring]] {
    if text.isEmpty { return [] }
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)[...]
    if lines.last == "" { lines.removeLast() }
    guard let first = lines.popFirst(), Int(first) == version else {
      throw StorageError(.corrupt, path: path, "line 1: expected the version, \(version)")
    }
    guard let second = lines.popFirst(), let count = Int(second), count >= 0 else {
      throw StorageError(.corrupt, path: path, "line 2: expected the number of entries")
    }
    guard lines.count == count else {
      throw StorageError(.corrupt, path: path, "expected \(count) entries, found \(lines.count)")
    }
    var entries: [[Substring]] = []
    entries.reserveCapacity(lines.count)
    for (number, line) in lines.enumerated() {
      let parts = line.split(separator: " ", omittingEmptySubsequences: false)
      guard parts.count == fields else {
        throw StorageError(.corrupt, path: path, "line \(number + 3): expected \(fields) fields, found \(parts.count)")
      }
      entries.append(parts)
    }
    return entries
  }
}
