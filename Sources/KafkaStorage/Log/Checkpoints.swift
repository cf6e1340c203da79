import KafkaWire

/// The three checkpoint files of a log directory.
struct Checkpoints {
  private var recoveryPoints: [TopicPartition: Int64] = [:]
  private var logStarts: [TopicPartition: Int64] = [:]
  private var highWatermarks: [TopicPartition: Int64] = [:]
  /// What the files hold, by name.
  private var written: [String: OffsetCheckpoint] = [:]

  init() {}

  /// - Parameter remarks: gets a line for each file that cannot be read. Then nothing is known: everything is recovered,
  ///   logs begin with their first segment.
  init(reading directory: String, in fileSystem: any FileSystem, remarks: inout [String]) {
    func read(_ name: String) -> [TopicPartition: Int64] {
      do throws(StorageError) {
        return try OffsetCheckpoint(reading: directory + "/" + name, in: fileSystem).offsets
      } catch {
        remarks.append("\(name): \(error.message); taken as empty")
        return [:]
      }
    }
    recoveryPoints = read(OffsetCheckpoint.recoveryPoints)
    logStarts = read(OffsetCheckpoint.logStarts)
    highWatermarks = read(OffsetCheckpoint.highWatermarks)
  }

  func options(for partition: TopicPartition, isClean: Bool) -> OpenOptions {
    OpenOptions(
      isClean: isClean, recoveryPoint: recoveryPoints[partition] ?? 0, logStartOffset: logStarts[partition] ?? 0,
      highWatermark: highWatermarks[partition] ?? 0)
  }

  mutating func forget(_ partition: TopicPartition) {
    recoveryPoints[partition] = nil
    logStarts[partition] = nil
    highWatermarks[partition] = nil
  }

  /// Writes what changed. Partitions that are not among the logs, because they could not be opened, keep their entries.
  mutating func write(
    _ logs: some Sequence<PartitionLog>, to directory: String, in fileSystem: any FileSystem
  ) throws(StorageError) {
    for log in logs {
      recoveryPoints[log.partition] = log.recoveryStart
      highWatermarks[log.partition] = log.highWatermark
    }
    // The start first: records that were deleted must not come back.
    try writeLogStarts(logs, to: directory, in: fileSystem)
    try write(recoveryPoints, to: OffsetCheckpoint.recoveryPoints, of: directory, in: fileSystem)
    try write(highWatermarks, to: OffsetCheckpoint.highWatermarks, of: directory, in: fileSystem)
  }

  /// Writes only where logs begin, if that changed.
  mutating func writeLogStarts(
    _ logs: some Sequence<PartitionLog>, to directory: String, in fileSystem: any FileSystem
  ) throws(StorageError) {
    for log in logs {
      logStarts[log.partition] = log.logStartOffset > log.firstSegmentBase ? log.logStartOffset : nil
    }
    try write(logStarts, to: OffsetCheckpoint.logStarts, of: directory, in: fileSystem)
  }

  private mutating func write(
    _ offsets: [TopicPartition: Int64], to name: String, of directory: String, in fileSystem: any FileSystem
  ) throws(StorageError) {
    let checkpoint = OffsetCheckpoint(offsets)
    guard written[name] != checkpoint else { return }
    try checkpoint.write(to: directory + "/" + name, in: fileSystem)
    written[name] = checkpoint
  }
}
