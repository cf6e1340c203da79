package import KafkaStorage
import NIOCore

/// The metadata of a cluster of one node: a small file beside the partitions.
///
/// A change writes the whole file anew under another name, syncs it and renames it, so that a crash at any moment
/// leaves the state before or after. The file is text (``MetadataFile``).
package final class EmbeddedMetadataStore: MetadataStore {
  /// The file's name in the data directory. Apache Kafka does not look at it.
  package static let fileName = "swift-kafka.metadata"

  package private(set) var current: ClusterMetadata
  private let fileSystem: any FileSystem
  private let directory: String

  private init(_ current: ClusterMetadata, fileSystem: any FileSystem, directory: String) {
    self.current = current
    self.fileSystem = fileSystem
    self.directory = directory
  }

  /// Opens the store of a directory; nil when there is none yet.
  package static func open(
    fileSystem: any FileSystem, directory: String
  ) throws(MetadataStoreError) -> EmbeddedMetadataStore? {
    let path = "\(directory)/\(fileName)"
    let text: ByteBuffer
    do throws(StorageError) {
      guard try fileSystem.exists(path) else { return nil }
      text = try fileSystem.contents(of: path)
    } catch {
      throw MetadataStoreError("\(error)")
    }
    let metadata = try MetadataFile.metadata(in: Array(text.readableBytesView)[...], path: path)
    return EmbeddedMetadataStore(metadata, fileSystem: fileSystem, directory: directory)
  }

  /// Makes the store of a new cluster, or of a directory that Apache Kafka wrote.
  package static func create(
    _ metadata: ClusterMetadata, fileSystem: any FileSystem, directory: String
  ) throws(MetadataStoreError) -> EmbeddedMetadataStore {
    let store = EmbeddedMetadataStore(metadata, fileSystem: fileSystem, directory: directory)
    try store.write(metadata)
    return store
  }

  package func create(_ topics: [ClusterMetadata.Topic]) throws(MetadataStoreError) {
    try change { metadata in
      for topic in topics { metadata.topics[topic.name] = topic }
    }
  }

  package func replace(_ topics: [ClusterMetadata.Topic]) throws(MetadataStoreError) {
    try create(topics)
  }

  package func delete(topics names: [String]) throws(MetadataStoreError) {
    try change { metadata in
      for name in names { metadata.topics[name] = nil }
    }
  }

  package func reserveProducerIDs(_ count: Int64) throws(MetadataStoreError) -> Range<Int64> {
    let first = current.nextProducerID
    guard first <= .max - count else { throw MetadataStoreError("all producer ids are used") }
    try change { $0.nextProducerID = first + count }
    return first..<(first + count)
  }

  private func change(_ body: (inout ClusterMetadata) -> Void) throws(MetadataStoreError) {
    var next = current
    body(&next)
    guard next != current else { return }
    try write(next)
    current = next
  }

  private func write(_ metadata: ClusterMetadata) throws(MetadataStoreError) {
    do throws(StorageError) {
      try fileSystem.replace(
        "\(directory)/\(Self.fileName)", with: ByteBuffer(bytes: MetadataFile.text(of: metadata)))
    } catch {
      throw MetadataStoreError("\(error)")
    }
  }
}
