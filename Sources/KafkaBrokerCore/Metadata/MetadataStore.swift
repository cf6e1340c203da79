/// Where a node keeps the cluster's metadata.
///
/// A change is durable when its call returns, and is in `current` from then on; when it throws, nothing changed. The
/// embedded store is a file; a store shared by several nodes tells them of each other's changes.
package protocol MetadataStore: AnyObject {
  var current: ClusterMetadata { get }

  func create(_ topics: [ClusterMetadata.Topic]) throws(MetadataStoreError)
  /// Replaces the topics of the same names: more partitions, other options, new leader epochs.
  func replace(_ topics: [ClusterMetadata.Topic]) throws(MetadataStoreError)
  func delete(topics names: [String]) throws(MetadataStoreError)
  /// Reserves producer ids that nobody else gets, ever.
  func reserveProducerIDs(_ count: Int64) throws(MetadataStoreError) -> Range<Int64>
}

/// The metadata could not be read or written.
package struct MetadataStoreError: Error, Equatable, Sendable, CustomStringConvertible {
  package var description: String

  package init(_ description: String) {
    self.description = description
  }
}
