package import KafkaStorage
package import KafkaWire

/// A node's data directory: its logs, and the metadata of its cluster of one.
///
/// A directory that Apache Kafka wrote has logs but no metadata of ours. Its topics are taken over as the partitions'
/// directories show them: names, ids, counts; options of topics are not in there and become the broker's.
package final class NodeStorage: PartitionStores {
  package let metadata: any MetadataStore
  package let directory: LogDirectory
  private let configuration: BrokerConfiguration

  /// Opens the directory that the configuration names, or a new one in memory.
  ///
  /// - Parameters:
  ///   - wallClock: Milliseconds since 1970: the times that files in memory get.
  ///   - faults: What a test wants to go wrong with the files; nil where no test can.
  package convenience init(
    configuration: BrokerConfiguration, random: RandomSource, at now: Moment,
    wallClock: @escaping @Sendable () -> Int64, faults: FileFaults? = nil
  ) throws(StorageError) {
    var fileSystem: any FileSystem =
      configuration.storage.path == nil
      ? MemoryFileSystem(forgetful: false, wallClock: wallClock)
      : PooledFileSystem(PosixFileSystem(), limit: Self.openFiles(of: PosixFileSystem.descriptorLimit))
    if let faults { fileSystem = FaultyFileSystem(fileSystem, faults: faults) }
    try self.init(
      configuration: configuration, fileSystem: fileSystem, path: configuration.storage.path ?? "/kafka",
      random: random,
      at: now)
  }

  /// - Throws: `locked` when another broker has the directory open, `foreign` when it belongs to another node,
  ///   `corrupt` when the metadata cannot be read.
  package init(
    configuration: BrokerConfiguration, fileSystem: any FileSystem, path: String, random: RandomSource,
    at now: Moment
  ) throws(StorageError) {
    self.configuration = configuration
    // Now, since the metadata is looked for before the logs are.
    try fileSystem.createLastingDirectory(path)
    let known = try Self.metadata(of: path, in: fileSystem)
    directory = try LogDirectory(
      opening: path, nodeId: configuration.nodeID, clusterId: known?.current.clusterID,
      configuration: { topic in
        let options = known?.current.topics[topic]?.options ?? [:]
        return LogConfiguration(
          TopicConfiguration(overrides: options, defaults: configuration), broker: configuration)
      },
      random: random, at: now, in: fileSystem)
    do throws(MetadataStoreError) {
      if let known {
        metadata = known
      } else {
        metadata = try EmbeddedMetadataStore.create(
          Self.metadata(adoptedFrom: directory, node: configuration.nodeID), fileSystem: fileSystem, directory: path)
      }
    } catch {
      directory.abandon()
      throw StorageError(.corrupt, path: path, error.description)
    }
  }

  /// How many files of logs are kept open at a time: half of what the process may have, for the rest is for
  /// connections. More than some thousands make nothing faster.
  static func openFiles(of descriptors: Int) -> Int {
    max(64, min(descriptors / 2, 8192))
  }

  private static func metadata(
    of path: String, in fileSystem: any FileSystem
  ) throws(StorageError) -> EmbeddedMetadataStore? {
    do throws(MetadataStoreError) {
      return try EmbeddedMetadataStore.open(fileSystem: fileSystem, directory: path)
    } catch {
      throw StorageError(.corrupt, path: path, error.description)
    }
  }

  /// The topics of a directory without metadata.
  private static func metadata(adoptedFrom directory: LogDirectory, node: Int32) -> ClusterMetadata {
    var metadata = ClusterMetadata(clusterID: directory.metaProperties.clusterId)
    let ids = directory.topicIds
    // Producer ids in the logs were given out: new ones begin above them.
    for (partition, log) in directory.logs {
      guard let id = ids[partition.topic] else { continue }
      var topic = metadata.topics[partition.topic] ?? .init(name: partition.topic, id: id, partitions: [])
      let epoch = log.leaderEpochs.latest?.epoch ?? 0
      while topic.partitions.count <= Int(partition.partition) { topic.partitions.append(.init(replicas: [node])) }
      topic.partitions[Int(partition.partition)].leaderEpoch = epoch
      if partition.topic == TopicName.consumerOffsets { topic.options["cleanup.policy"] = "compact" }
      metadata.topics[partition.topic] = topic
      let lastProducer = log.activeProducers.map(\.producerId).max() ?? -1
      metadata.nextProducerID = max(metadata.nextProducerID, lastProducer + 1)
    }
    return metadata
  }

  /// What an operator should know about how the directory was found.
  package var remarks: [String] {
    var lines = directory.remarks.filter { !$0.hasPrefix(EmbeddedMetadataStore.fileName) }
    lines += directory.failures.map { "\($0.key) cannot be used: \($0.value)" }.sorted()
    for (partition, log) in directory.logs.sorted(by: { $0.key < $1.key }) {
      let report = log.openReport
      for cut in report.cuts {
        lines.append(
          "\(partition): cut \(cut.bytes) bytes at byte \(cut.position) of the segment of offset \(cut.segment)")
      }
      for segment in report.removed {
        lines.append("\(partition): removed the segment of offset \(segment), which came after a cut")
      }
      for offset in report.holes { lines.append("\(partition): offsets after \(offset) are missing") }
      if metadata.current.topics[partition.topic] == nil {
        lines.append("\(partition): left over from a topic that was deleted, not served")
      }
    }
    return lines
  }

  // MARK: Partitions

  package func open(
    _ partition: TopicPartition, topicID: KafkaUUID, configuration: TopicConfiguration, at now: Moment
  ) throws(StorageError) -> any PartitionStore {
    if let failure = directory.failures[partition] { throw failure }
    if let log = directory.log(of: partition) {
      if log.topicId == nil || log.topicId == topicID {
        log.configuration = LogConfiguration(configuration, broker: self.configuration)
        return log
      }
      // Left over from an earlier topic of the same name, which was deleted.
      try directory.deleteLog(of: partition, at: now)
    }
    return try directory.createLog(
      of: partition, topicId: topicID, configuration: LogConfiguration(configuration, broker: self.configuration),
      at: now)
  }

  package func delete(_ partition: TopicPartition, at now: Moment) throws(StorageError) {
    try directory.deleteLog(of: partition, at: now)
  }

  package var wasClean: Bool { directory.wasClean }

  package var nextRemoval: Instant? { directory.nextRemoval }

  package func removeDeleted(at now: Instant) throws(StorageError) { try directory.removeDeleted(at: now) }

  package func applyRetention(at now: Moment) -> [TopicPartition: StorageError] { directory.clean(at: now) }

  package func writeCheckpoints() throws(StorageError) { try directory.writeCheckpoints() }

  package func writeLogStarts() throws(StorageError) { try directory.writeLogStarts() }

  // MARK: The end

  package func close() throws(StorageError) { try directory.close() }

  package func abandon() { directory.abandon() }
}

extension LogConfiguration {
  init(_ topic: TopicConfiguration, broker: BrokerConfiguration) {
    self.init()
    segmentBytes = topic.segmentBytes
    segmentMilliseconds = topic.segmentInterval.wholeMilliseconds
    segmentJitterMilliseconds = topic.segmentJitter.wholeMilliseconds
    segmentIndexBytes = topic.indexMaxBytes
    indexIntervalBytes = topic.indexIntervalBytes
    flushMessages = topic.flushMessages
    flushMilliseconds = topic.flushInterval?.wholeMilliseconds ?? .max
    maxMessageBytes = topic.maxMessageBytes
    timestampType = topic.usesAppendTime ? .logAppendTime : .createTime
    timestampBeforeMaxMilliseconds = topic.timestampBeforeMax?.wholeMilliseconds ?? .max
    timestampAfterMaxMilliseconds = topic.timestampAfterMax?.wholeMilliseconds ?? .max
    cleanupPolicy = []
    if topic.isCompacted { cleanupPolicy.insert(.compact) }
    if topic.deletesOldSegments { cleanupPolicy.insert(.delete) }
    retentionBytes = topic.retentionBytes ?? -1
    retentionMilliseconds = topic.retention?.wholeMilliseconds ?? -1
    fileDeleteDelayMilliseconds = topic.fileDeleteDelay.wholeMilliseconds
    producerIdExpirationMilliseconds = broker.log.producerExpiration.wholeMilliseconds
  }
}
