package import KafkaRecords
package import NIOCore

/// Cuts a batch into smaller ones of the same records.
package enum BatchDivision {
  /// - Parameters:
  ///   - limit: The size that no part goes beyond, before compression, unless it has a single record.
  package static func parts(
    of bytes: ByteBuffer, limit: Int, settings: ProduceSettings
  ) throws(RecordError) -> [RecordBatchWriter] {
    let records = try RecordBatch(bytes).records()
    var parts: [RecordBatchWriter] = []
    var part = RecordBatchWriter(compression: settings.compression, level: settings.compressionLevel)
    for record in records {
      let key = record.key
      let value = record.value
      let headers = record.headers
      let size = part.sizeInBytes(
        addingKeyCount: key?.readableBytes, valueCount: value?.readableBytes, headers: headers,
        timestamp: record.timestamp)
      if !part.isEmpty && size > limit {
        parts.append(part)
        part = RecordBatchWriter(compression: settings.compression, level: settings.compressionLevel)
      }
      try part.append(key: key, value: value, headers: headers, timestamp: record.timestamp)
    }
    parts.append(part)
    return parts
  }
}
