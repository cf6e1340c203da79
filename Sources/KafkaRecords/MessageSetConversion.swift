package import KafkaCompression
package import NIOCore

/// Turns the messages of an old producer into one batch of magic 2, the way a broker stores them.
///
/// All messages become records of one batch with offsets from 0 on, whatever offsets the producer gave them. The batch has
/// the codec of the wrappers, and the records keep their timestamps; messages of magic 0 have none, which is -1.
package enum MessageSetConversion {
  /// Why a set of messages was not converted.
  package enum Failure: Error, Equatable, Sendable {
    case records(RecordError)
    case compression(CompressionError)
  }

  /// - Parameters:
  ///   - messages: Messages of magic 0 or 1 as a Produce request of version 0 to 2 carries them; bytes of a message that
  ///     is cut off at the end are left out.
  ///   - compression: The codec to store with; nil for the producer's.
  ///   - limit: How many bytes each wrapper may decompress to.
  /// - Returns: The batch at offset 0; nil when there is no whole message.
  package static func batch(
    from messages: ByteBuffer, compression: CompressionType? = nil, level: Int? = nil,
    decompressionLimit limit: Int = RecordBatch.defaultDecompressionLimit
  ) throws(Failure) -> ByteBuffer? {
    let records: [Record]
    var codec = CompressionType.none
    do throws(RecordError) {
      records = try read(messages, &codec, limit: limit)
    } catch {
      throw .records(error)
    }
    guard !records.isEmpty else { return nil }

    var writer = RecordBatchWriter(
      compression: compression ?? codec, level: level, capacity: messages.readableBytes)
    do throws(RecordError) {
      for record in records { try writer.append(key: record.key, value: record.value, timestamp: record.timestamp) }
    } catch {
      throw .records(error)
    }
    do throws(CompressionError) { return try writer.seal() } catch { throw .compression(error) }
  }

  private static func read(
    _ messages: ByteBuffer, _ codec: inout CompressionType, limit: Int
  ) throws(RecordError) -> [Record] {
    var entries = RecordBatches(messages)
    var records: [Record] = []
    while let entry = try entries.next() {
      guard case .message(let message) = entry else {
        throw RecordError(
          .magic, at: entries.index - messages.readerIndex, "expected magic 0 or 1, found \(entry.magic)")
      }
      try message.validateChecksum()
      if message.isWrapper, let compression = message.compression { codec = compression }
      records += try message.records(decompressionLimit: limit)
    }
    return records
  }
}
