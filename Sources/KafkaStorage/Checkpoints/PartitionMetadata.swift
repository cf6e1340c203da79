package import KafkaWire
import NIOCore

/// `partition.metadata`: which topic the directory's partition belongs to, by an id that no later topic of the same
/// name has (KIP-516).
package struct PartitionMetadata: Hashable, Sendable {
  package var topicId: KafkaUUID

  package init(topicId: KafkaUUID) {
    self.topicId = topicId
  }

  package var text: String { "version: 0\ntopic_id: \(topicId)" }

  package init(text: String, path: String) throws(StorageError) {
    var fields: [Substring: Substring] = [:]
    for line in text.split(separator: "\n") {
      let parts = line.split(separator: ":", maxSplits: 1)
      guard parts.count == 2 else {
        throw StorageError(.corrupt, path: path, "expected `name: value`, found `\(line)`")
      }
      fields[parts[0]] = parts[1].drop { $0 == " " }
    }
    guard let version = fields["version"].flatMap({ Int($0) }), version >= 0 else {
      throw StorageError(.corrupt, path: path, "no version")
    }
    guard let id = fields["topic_id"], let topicId = KafkaUUID(id), topicId != .zero else {
      throw StorageError(.corrupt, path: path, "no topic_id of 22 characters")
    }
    self.init(topicId: topicId)
  }

  /// Nil if there is no such file: Kafka writes it since 2.8.
  static func read(_ path: String, in fileSystem: any FileSystem) throws(StorageError) -> PartitionMetadata? {
    guard try fileSystem.exists(path) else { return nil }
    return try PartitionMetadata(text: fileSystem.textContents(of: path), path: path)
  }

  func write(to path: String, in fileSystem: any FileSystem) throws(StorageError) {
    try fileSystem.replace(path, with: ByteBuffer(string: text))
  }
}
