package import KafkaWire
import NIOCore

/// A file with an offset for each partition: `recovery-point-offset-checkpoint`, `log-start-offset-checkpoint`,
/// `replication-offset-checkpoint`, `cleaner-offset-checkpoint`.
package struct OffsetCheckpoint: Hashable, Sendable {
  package struct Entry: Hashable, Sendable {
    package var partition: TopicPartition
    package var offset: Int64
  }

  /// The first offset of each partition that is not known to be on the disk.
  package static let recoveryPoints = "recovery-point-offset-checkpoint"
  /// Where partitions begin that begin above their first segment's base.
  package static let logStarts = "log-start-offset-checkpoint"
  package static let highWatermarks = "replication-offset-checkpoint"

  /// In the order of the file.
  package private(set) var entries: [Entry]

  package init(_ offsets: [TopicPartition: Int64] = [:]) {
    entries = offsets.map { Entry(partition: $0.key, offset: $0.value) }.sorted { $0.partition < $1.partition }
  }

  /// The last entry of a partition counts, as it does for Apache Kafka.
  package var offsets: [TopicPartition: Int64] {
    Dictionary(entries.map { ($0.partition, $0.offset) }, uniquingKeysWith: { $1 })
  }

  package init(text: String, path: String) throws(StorageError) {
    entries = []
    for fields in try CheckpointText.decode(text, fields: 3, path: path) {
      guard let partition = Int32(fields[1]), partition >= 0, let offset = Int64(fields[2]) else {
        throw StorageError(
          .corrupt, path: path, "expected topic, partition and offset, found `\(fields.joined(separator: " "))`")
      }
      entries.append(
        Entry(partition: TopicPartition(topic: String(fields[0]), partition: partition), offset: offset))
    }
  }

  package var text: String {
    CheckpointText.encode(entries.map { "\($0.partition.topic) \($0.partition.partition) \($0.offset)" })
  }

  /// A file that is not there has no entries.
  package init(reading path: String, in fileSystem: any FileSystem) throws(StorageError) {
    guard try fileSystem.exists(path) else {
      self.init()
      return
    }
    try self.init(text: fileSystem.textContents(of: path), path: path)
  }

  package func write(to path: String, in fileSystem: any FileSystem) throws(StorageError) {
    try fileSystem.replace(path, with: ByteBuffer(string: text))
  }
}
