/// The files of a segment as a group.
package enum SegmentFiles {
  package static let suffixes = [
    SegmentName.log, SegmentName.offsetIndex, SegmentName.timeIndex, SegmentName.transactionIndex,
  ]

  /// Removes a segment's files at once.
  static func remove(_ base: Int64, in directory: String, of fileSystem: any FileSystem) throws(StorageError) {
    for suffix in suffixes {
      try fileSystem.removeFileIfPresent(directory + "/" + SegmentName.name(base, suffix))
    }
  }

  /// Marks a segment's files as deleted.
  ///
  /// - Returns: their new paths.
  static func markDeleted(
    _ base: Int64, in directory: String, of fileSystem: any FileSystem
  ) throws(StorageError) -> [String] {
    var paths: [String] = []
    // The log last: until it goes, a crash leaves a segment whose indexes are rebuilt.
    for suffix in suffixes.reversed() {
      let path = directory + "/" + SegmentName.name(base, suffix)
      guard try fileSystem.exists(path) else { continue }
      try fileSystem.rename(path, to: path + SegmentName.deleted)
      paths.append(path + SegmentName.deleted)
    }
    return paths
  }
}
