package import KafkaWire

extension PartitionLog {
  /// Opens a partition's directory; makes an empty log if there is nothing in it.
  ///
  /// - Parameters:
  ///   - options: what checkpoints and the clean stop's marker said.
  ///   - random: for the jitter of segments.
  ///   - moment: now.
  /// - Throws: `corrupt` for files that cannot be read and that nothing can be made from; that concerns this partition
  ///   only.
  package convenience init(
    opening directory: String, partition: TopicPartition, configuration: LogConfiguration, options: OpenOptions,
    random: RandomSource, at moment: Moment, in fileSystem: any FileSystem
  ) throws(StorageError) {
    var loader = LogLoader(
      directory: directory, configuration: configuration, options: options, wallClock: moment.wallClock,
      in: fileSystem)
    let loaded = try loader.load()
    self.init(
      partition: partition, directory: directory, configuration: configuration, loaded: loaded,
      highWatermark: options.highWatermark, random: random, in: fileSystem)
    if recoveryPoint < logEndOffset { unsyncedSince = moment.instant }
  }

  /// Makes a log in a new directory, which lasts over a crash when this returns.
  package convenience init(
    creating directory: String, partition: TopicPartition, topicId: KafkaUUID, configuration: LogConfiguration,
    random: RandomSource, at moment: Moment, in fileSystem: any FileSystem
  ) throws(StorageError) {
    guard try !fileSystem.exists(directory) else {
      throw StorageError(.alreadyExists, path: directory, "a log is there already")
    }
    try fileSystem.createDirectory(directory)
    try PartitionMetadata(topicId: topicId).write(
      to: directory + "/" + SegmentName.partitionMetadata, in: fileSystem)
    try self.init(
      opening: directory, partition: partition, configuration: configuration, options: OpenOptions(isClean: true),
      random: random, at: moment, in: fileSystem)
    try fileSystem.synchronizeDirectory(parent(of: directory))
  }
}
