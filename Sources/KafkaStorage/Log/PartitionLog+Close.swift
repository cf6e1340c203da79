extension PartitionLog {
  /// Ends the log in order: all is on the disk afterwards, indexes have their true size, and a snapshot holds the
  /// producers. The log cannot be used any more.
  package func close() throws(StorageError) {
    try checkUsable()
    do throws(StorageError) {
      // Data first: a snapshot or index must not be ahead of it.
      try active.log.handle().synchronize()
      for segment in unsynced { try segment.log.handle().synchronize() }
      let last = try active.seal()
      for segment in unsynced + [last] {
        for file in try segment.indexFiles() { try file.synchronize() }
      }
      try producers.takeSnapshot(synchronized: true)
      for removal in removals {
        for path in removal.paths { try fileSystem.removeFileIfPresent(path) }
      }
      removals = []
      try fileSystem.synchronizeDirectory(directory)
    } catch {
      fail(error)
      throw error
    }
    recoveryPoint = logEndOffset
    unsynced = []
    ended("the log is closed")
  }

  /// Gives the log up without writing anything, as a crash would.
  package func abandon() {
    ended("the log was abandoned")
  }
}
