import NIOCore

/// The leaderships of a partition and the offset at which each of them began, as `leader-epoch-checkpoint` has them.
package struct LeaderEpochs: Hashable, Sendable {
  package struct Entry: Hashable, Sendable {
    package var epoch: Int32
    package var startOffset: Int64

    package init(epoch: Int32, startOffset: Int64) {
      self.epoch = epoch
      self.startOffset = startOffset
    }
  }

  /// Epochs and offsets both grow.
  package private(set) var entries: [Entry] = []

  package init() {}

  package init(text: String, path: String) throws(StorageError) {
    for fields in try CheckpointText.decode(text, fields: 2, path: path) {
      guard let epoch = Int32(fields[0]), epoch >= 0, let start = Int64(fields[1]), start >= 0 else {
        throw StorageError(
          .corrupt, path: path, "expected epoch and offset, found `\(fields.joined(separator: " "))`")
      }
      assign(epoch, startOffset: start)
    }
  }

  package var text: String { CheckpointText.encode(entries.map { "\($0.epoch) \($0.startOffset)" }) }

  package var latest: Entry? { entries.last }

  /// Notes where an epoch begins. What contradicts it goes.
  ///
  /// - Returns: whether anything changed.
  @discardableResult
  package mutating func assign(_ epoch: Int32, startOffset: Int64) -> Bool {
    guard epoch >= 0 else { return false }
    if let latest, latest.epoch == epoch, startOffset >= latest.startOffset { return false }
    entries.removeAll { $0.epoch >= epoch || $0.startOffset >= startOffset }
    entries.append(Entry(epoch: epoch, startOffset: startOffset))
    return true
  }

  /// The log was cut at an offset.
  @discardableResult
  package mutating func truncate(fromEnd end: Int64) -> Bool {
    let before = entries.count
    entries.removeAll { $0.startOffset >= end }
    return entries.count != before
  }

  /// The log now begins at an offset. The epoch in which that lies begins there too.
  @discardableResult
  package mutating func truncate(fromStart start: Int64) -> Bool {
    guard let covering = entries.lastIndex(where: { $0.startOffset <= start }) else { return false }
    guard covering > 0 || entries[covering].startOffset < start else { return false }
    entries.removeFirst(covering)
    entries[0].startOffset = start
    return true
  }

  /// The epoch in which an offset was written.
  package func epoch(of offset: Int64) -> Int32? {
    entries.last { $0.startOffset <= offset }?.epoch
  }

  /// Where an epoch ends, and which epoch that is: the largest that is not above the one asked for (KIP-279). Nil
  /// where that is not known here.
  package func end(of epoch: Int32, logEnd: Int64) -> (epoch: Int32, offset: Int64)? {
    guard let latest, epoch != -1 else { return nil }
    if epoch == latest.epoch { return (epoch, logEnd) }
    guard epoch < latest.epoch, let next = entries.first(where: { $0.epoch > epoch }) else { return nil }
    // Before the first epoch there is nothing that could end here but at its start.
    guard let index = entries.lastIndex(where: { $0.epoch <= epoch }) else { return (epoch, next.startOffset) }
    return (entries[index].epoch, next.startOffset)
  }

  init(reading path: String, in fileSystem: any FileSystem) throws(StorageError) {
    guard try fileSystem.exists(path) else {
      self.init()
      return
    }
    try self.init(text: fileSystem.textContents(of: path), path: path)
  }

  func write(to path: String, in fileSystem: any FileSystem) throws(StorageError) {
    try fileSystem.replace(path, with: ByteBuffer(string: text))
  }
}
