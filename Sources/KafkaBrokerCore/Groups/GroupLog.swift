package import KafkaCompression
package import KafkaRecords
package import KafkaWire
package import NIOCore

/// The log of `__consumer_offsets` as batches: reading it back, and the batch of an append.
extension GroupCoordinator {
  /// A record of the log that says nothing the coordinator can use.
  package struct UnreadableRecord: Equatable, Sendable, CustomStringConvertible {
    package var offset: Int64
    package var reason: String

    package var description: String { "offset \(offset): \(reason)" }
  }

  /// Takes over whole batches of a log that is being read, in the order of the log.
  ///
  /// - Returns: Records that were left out because they cannot be read. The others still give the best state there is,
  ///   so one strange record does not take all groups of the partition away.
  /// - Throws: When the bytes are not batches.
  package mutating func load(
    _ batches: ByteBuffer, into partition: Int32, at now: Moment
  ) throws(RecordError) -> [UnreadableRecord] {
    var unreadable: [UnreadableRecord] = []
    func take(_ key: ByteBuffer?, _ value: ByteBuffer?, offset: Int64, producerID: Int64?) {
      guard let key else {
        unreadable.append(UnreadableRecord(offset: offset, reason: "a record without a key"))
        return
      }
      do throws(WireError) {
        try replay(LoggedRecord(key: key, value: value), in: partition, producerID: producerID)
      } catch {
        unreadable.append(UnreadableRecord(offset: offset, reason: "\(error)"))
      }
    }
    var batches = RecordBatches(batches)
    while let next = try batches.next() {
      switch next {
      case .message(let message):
        for record in try message.records() {
          take(record.key, record.value, offset: record.offset, producerID: nil)
        }
      case .batch(let batch):
        let header = batch.header
        for record in try batch.records() {
          guard header.isControl else {
            take(
              record.key, record.value, offset: record.offset,
              producerID: header.isTransactional ? header.producerId : nil)
            continue
          }
          if let marker = try EndTransactionMarker(record) {
            endTransaction(of: header.producerId, committed: marker.isCommit, in: partition, at: now)
          }
        }
      }
    }
    return unreadable
  }
}

extension LoggedRecord {
  /// The batch with which records of one append go into the log, as Apache Kafka's coordinators write it.
  ///
  /// - Parameter timestamp: Milliseconds since 1970, for every record.
  package static func batch(
    _ records: [LoggedRecord], timestamp: Int64, compression: CompressionType = .none
  ) throws -> ByteBuffer {
    var writer = RecordBatchWriter(compression: compression)
    for record in records { try writer.append(key: record.key, value: record.value, timestamp: timestamp) }
    // A sequence without a producer means nothing; it is 0 in recorded logs.
    return try writer.seal(baseSequence: 0)
  }
}
