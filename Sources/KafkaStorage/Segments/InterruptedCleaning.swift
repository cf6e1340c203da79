/// Brings a directory to the state before or after a compaction, split or deletion that a crash interrupted.
struct InterruptedCleaning {
  let directory: String
  let fileSystem: any FileSystem

  private static let cleaned = ".cleaned"
  private static let swap = ".swap"

  func finish() throws(StorageError) {
    var names = try fileSystem.list(directory)
    try remove(names.filter { $0.hasSuffix(SegmentName.deleted) || $0.hasSuffix(".tmp") })

    // Output that was not finished goes, and with it the swap files of the same round.
    let unfinished = names.filter { $0.hasSuffix(Self.cleaned) }
    let smallest = unfinished.compactMap { base(of: $0, Self.cleaned) }.min()
    try remove(unfinished)
    var swaps = names.filter { $0.hasSuffix(Self.swap) }
    if let smallest {
      try remove(swaps.filter { (base(of: $0, Self.swap) ?? -1) >= smallest })
      swaps.removeAll { (base(of: $0, Self.swap) ?? -1) >= smallest }
    }
    guard !swaps.isEmpty else { return }

    // Finished output takes the place of all that it was made from.
    var range: Range<Int64>?
    for name in swaps {
      guard let base = SegmentName.offset(of: name, SegmentName.log + Self.swap) else { continue }
      let end = max(base, try endOffset(of: directory + "/" + name) ?? base)
      range = min(range?.lowerBound ?? base, base)..<max(range?.upperBound ?? end, end)
    }
    if let range {
      names = names.filter { name in
        SegmentFiles.suffixes.contains { SegmentName.offset(of: name, $0).map(range.contains) ?? false }
      }
      try remove(names)
    }
    for name in swaps {
      try fileSystem.rename(directory + "/" + name, to: directory + "/" + String(name.dropLast(Self.swap.count)))
    }
    try fileSystem.synchronizeDirectory(directory)
  }

  private func remove(_ names: [String]) throws(StorageError) {
    for name in names { try fileSystem.removeFileIfPresent(directory + "/" + name) }
  }

  /// The offset in a name like `00000000000000000000.timeindex.swap`.
  private func base(of name: String, _ suffix: String) -> Int64? {
    for middle in SegmentFiles.suffixes {
      if let base = SegmentName.offset(of: name, middle + suffix) { return base }
    }
    return nil
  }

  private func endOffset(of path: String) throws(StorageError) -> Int64? {
    var cursor = BatchCursor(try LogFile(opening: path, in: fileSystem), at: 0)
    var end: Int64?
    while let batch = try cursor.next() { end = batch.lastOffset + 1 }
    return end
  }
}
