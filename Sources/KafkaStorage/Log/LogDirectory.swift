package import KafkaWire
import NIOCore

/// A node's data directory: the logs of its partitions and the files beside them.
///
/// It is used from one thread, as its logs are. One broker at a time may have it open.
package final class LogDirectory {
  package let path: String
  package let fileSystem: any FileSystem
  package let metaProperties: MetaProperties
  /// The last broker stopped in order. If not, logs were recovered.
  package let wasClean: Bool
  /// Partitions that could not be opened, and why. Their files are left as they are.
  package private(set) var failures: [TopicPartition: StorageError] = [:]
  /// Names in the directory that are no partitions, and files that could not be read, with what was done about it.
  package private(set) var remarks: [String] = []
  package private(set) var logs: [TopicPartition: PartitionLog] = [:]

  private let lock: any FileLock
  private var random: RandomSource
  /// Directories of deleted partitions and the time from which they are removed.
  private var removals: [(due: Instant, path: String)] = []
  private var checkpoints = Checkpoints()
  private var isClosed = false

  private static let lockName = ".lock"
  private static let otherFiles: Set<String> = [
    ".lock", MetaProperties.fileName, CleanShutdown.fileName, OffsetCheckpoint.recoveryPoints,
    OffsetCheckpoint.logStarts, OffsetCheckpoint.highWatermarks, "cleaner-offset-checkpoint", "bootstrap.checkpoint",
  ]

  /// Opens a data directory, made if need be, and all logs in it.
  ///
  /// - Parameters:
  ///   - clusterId: which the directory must belong to; nil to take what it says, or a new one for a new directory.
  ///   - configuration: the settings of a topic's logs.
  ///   - random: for ids and jitter.
  ///   - moment: now.
  /// - Throws: `locked` if another broker has it open, `foreign` if it belongs to another node or cluster.
  package init(
    opening path: String, nodeId: Int32, clusterId: String? = nil,
    configuration: (_ topic: String) -> LogConfiguration, random: RandomSource = .system, at moment: Moment,
    in fileSystem: any FileSystem
  ) throws(StorageError) {
    self.path = path
    self.fileSystem = fileSystem
    self.random = random
    try fileSystem.createLastingDirectory(path)
    lock = try fileSystem.lock(path + "/" + Self.lockName)
    metaProperties = try Self.identity(
      path, nodeId: nodeId, clusterId: clusterId, random: &self.random, at: moment, remarks: &remarks, in: fileSystem)
    // The marker is taken away before anything is changed, so that a crash from here on is an unclean stop.
    let marker = path + "/" + CleanShutdown.fileName
    wasClean = try fileSystem.exists(marker)
    if wasClean {
      try fileSystem.removeFile(marker)
      try fileSystem.synchronizeDirectory(path)
    }
    checkpoints = Checkpoints(reading: path, in: fileSystem, remarks: &remarks)
    try openLogs(configuration, at: moment)
  }

  private static func identity(
    _ path: String, nodeId: Int32, clusterId: String?, random: inout RandomSource, at moment: Moment,
    remarks: inout [String], in fileSystem: any FileSystem
  ) throws(StorageError) -> MetaProperties {
    let file = path + "/" + MetaProperties.fileName
    guard let found = try MetaProperties.read(file, in: fileSystem) else {
      if try fileSystem.list(path).contains(where: { !otherFiles.contains($0) }) {
        remarks.append("\(MetaProperties.fileName): missing where partitions are; made anew")
      }
      let new = MetaProperties(
        nodeId: nodeId, clusterId: clusterId ?? KafkaUUID.random(using: &random).description,
        directoryId: .random(using: &random), at: moment.wallClock)
      try new.write(to: file, in: fileSystem)
      return new
    }
    guard found.nodeId == nodeId else {
      throw StorageError(.foreign, path: file, "belongs to node \(found.nodeId), this is node \(nodeId)")
    }
    if let clusterId, clusterId != found.clusterId {
      throw StorageError(.foreign, path: file, "belongs to cluster \(found.clusterId), this is \(clusterId)")
    }
    return found
  }

  private func openLogs(
    _ configuration: (String) -> LogConfiguration, at moment: Moment
  ) throws(StorageError) {
    for name in try fileSystem.list(path).sorted() where !Self.otherFiles.contains(name) {
      let directory = path + "/" + name
      guard try fileSystem.status(directory)?.isDirectory == true else {
        if !name.hasSuffix(".tmp") { remarks.append("\(name): unknown file, left alone") }
        continue
      }
      switch PartitionDirectory(name: name) {
      case .deleted: try fileSystem.removeTree(directory)
      case .setAside: remarks.append("\(name): set aside by another broker, not served")
      case .foreign: remarks.append("\(name): not the name of a partition, left alone")
      case .partition(let partition):
        do throws(StorageError) {
          logs[partition] = try PartitionLog(
            opening: directory, partition: partition, configuration: configuration(partition.topic),
            options: checkpoints.options(for: partition, isClean: wasClean), random: fork(), at: moment, in: fileSystem)
        } catch {
          failures[partition] = error
        }
      }
    }
  }

  private func fork() -> RandomSource {
    .seeded(random.next())
  }

  private func checkOpen() throws(StorageError) {
    if isClosed { throw StorageError(.offline, path: path, "the directory is closed") }
  }

  // MARK: Partitions

  /// The ids of the topics that have partitions here.
  package var topicIds: [String: KafkaUUID] {
    Dictionary(logs.compactMap { log in log.value.topicId.map { (log.key.topic, $0) } }, uniquingKeysWith: { $1 })
  }

  package func log(of partition: TopicPartition) -> PartitionLog? { logs[partition] }

  /// Makes an empty log, which lasts over a crash when this returns.
  package func createLog(
    of partition: TopicPartition, topicId: KafkaUUID, configuration: LogConfiguration, at moment: Moment
  ) throws(StorageError) -> PartitionLog {
    try checkOpen()
    let log = try PartitionLog(
      creating: path + "/\(partition)", partition: partition, topicId: topicId, configuration: configuration,
      random: fork(), at: moment, in: fileSystem)
    logs[partition] = log
    return log
  }

  /// Takes a partition away: its directory is renamed at once, and removed by `removeDeleted` after
  /// `file.delete.delay.ms`.
  package func deleteLog(of partition: TopicPartition, at moment: Moment) throws(StorageError) {
    try checkOpen()
    guard let log = logs[partition] else {
      throw StorageError(.notFound, path: path, "no log of \(partition)")
    }
    let target = path + "/" + PartitionDirectory.deletedName(of: partition, random: &random)
    try fileSystem.rename(log.directory, to: target)
    try fileSystem.synchronizeDirectory(path)
    log.directoryMoved(to: target)
    log.abandon()
    logs[partition] = nil
    checkpoints.forget(partition)
    removals.append(
      (due: moment.instant + .milliseconds(log.configuration.fileDeleteDelayMilliseconds), path: target))
  }

  // MARK: From time to time

  /// When files of deleted segments or partitions wait to be removed; nil if none do.
  package var nextRemoval: Instant? {
    (removals.map(\.due) + logs.values.compactMap(\.nextRemoval)).min()
  }

  package func removeDeleted(at now: Instant) throws(StorageError) {
    for log in logs.values { try log.removeDeletedFiles(at: now) }
    for removal in removals where removal.due <= now { try fileSystem.removeTree(removal.path) }
    removals.removeAll { $0.due <= now }
  }

  /// Applies retention to all logs and forgets idle producers.
  ///
  /// - Returns: the partitions whose logs failed at it, and why. They are out of use; the others go on.
  package func clean(at moment: Moment) -> [TopicPartition: StorageError] {
    var failed: [TopicPartition: StorageError] = [:]
    for (partition, log) in logs where !log.isOffline {
      do throws(StorageError) {
        try log.applyRetention(at: moment)
      } catch {
        log.fail(error)
        failed[partition] = error
      }
      log.expireProducers(at: moment.wallClock)
    }
    return failed
  }

  /// Writes the checkpoints that changed: where recovery would begin, where logs begin, and their high watermarks.
  package func writeCheckpoints() throws(StorageError) {
    try checkOpen()
    try checkpoints.write(logs.values, to: path, in: fileSystem)
  }

  /// Writes the checkpoint of where logs begin, if that changed.
  package func writeLogStarts() throws(StorageError) {
    try checkOpen()
    try checkpoints.writeLogStarts(logs.values, to: path, in: fileSystem)
  }

  // MARK: The end

  /// Closes all logs and marks the directory as closed in order. Without that, as after a crash, the next start recovers.
  /// So it does when there is a partition that an earlier crash may have damaged and that could not be opened since.
  ///
  /// - Throws: the first error; then there is no mark.
  package func close(brokerEpoch: Int64 = -1) throws(StorageError) {
    try checkOpen()
    isClosed = true
    defer { lock.release() }
    var failure: StorageError?
    for log in logs.values.sorted(by: { $0.partition < $1.partition }) {
      do throws(StorageError) {
        try log.close()
      } catch {
        if failure == nil { failure = error }
      }
    }
    try checkpoints.write(logs.values, to: path, in: fileSystem)
    if let failure { throw failure }
    guard wasClean || failures.isEmpty else { return }
    try fileSystem.replace(
      path + "/" + CleanShutdown.fileName, with: ByteBuffer(string: CleanShutdown(brokerEpoch: brokerEpoch).text))
  }

  /// Gives the directory up as a crash would: nothing is written any more.
  package func abandon() {
    isClosed = true
    for log in logs.values { log.abandon() }
    lock.release()
  }
}
