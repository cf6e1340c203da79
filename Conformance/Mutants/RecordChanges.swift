import KafkaConformance
import KafkaSchema
import KafkaWire
import NIOCore

// What mutants do to records on their way.

extension Behaviour {
  /// Changes the batches of Produce requests before the broker sees them. Batches that do not read pass as they are.
  static func produced(_ change: @escaping (inout BatchForge, Exchange) -> Void) -> Behaviour {
    .request(.produce) { body, exchange in
      body.each("TopicData") { topic in
        topic.each("PartitionData") { partition in
          guard let records = partition.bytes("Records"), let read = try? BatchReader.batches(in: records),
            read.count == 1, let batch = read.first, batch.magic == 2, batch.isIntact
          else { return }
          var forge = BatchForge(reading: batch)
          change(&forge, exchange)
          if let bytes = try? forge.bytes() { partition["Records"] = .bytes(bytes) }
        }
      }
    }
  }

  /// Changes each partition's part of the answers to Produce.
  static func produceAnswer(_ change: @escaping (inout Structure, Exchange) -> Void) -> Behaviour {
    .response(.produce) { body, exchange in
      body.each("Responses") { topic in topic.each("PartitionResponses") { change(&$0, exchange) } }
    }
  }

  /// Answers without an error where the broker has one of these.
  static func accepts(_ codes: Int64...) -> Behaviour {
    .produceAnswer { partition, _ in
      guard let code = partition.int("ErrorCode"), codes.contains(code) else { return }
      partition["ErrorCode"] = 0
      partition["BaseOffset"] = 0
    }
  }

  /// Answers Produce with an error where a request is so; what the broker stored stays.
  static func refusesProduce(
    _ code: Int64, where condition: @escaping (ReadBatch, Exchange) -> Bool
  ) -> Behaviour {
    .produceAnswer { partition, exchange in
      guard exchange.batches.contains(where: { condition($0, exchange) }) else { return }
      partition["ErrorCode"] = .integer(code)
      partition["BaseOffset"] = -1
    }
  }

  /// Changes each partition's part of the answers to Fetch.
  static func fetched(_ change: @escaping (inout Structure, Exchange) -> Void) -> Behaviour {
    .response(.fetch) { body, exchange in
      body.each("Responses") { topic in topic.each("Partitions") { change(&$0, exchange) } }
    }
  }

  /// Changes each partition's part of the answers to ListOffsets; the timestamp that was asked for comes along.
  static func listed(_ change: @escaping (inout Structure, _ asked: Int64) -> Void) -> Behaviour {
    .response(.listOffsets) { body, exchange in
      let asked =
        exchange.request?.structs("Topics").first?.structs("Partitions").first?.int("Timestamp") ?? -1
      body.each("Topics") { topic in topic.each("Partitions") { change(&$0, asked) } }
    }
  }
}

extension Exchange {
  /// The batches of a Produce request that read.
  var batches: [ReadBatch] {
    (request?.structs("TopicData") ?? []).flatMap { $0.structs("PartitionData") }.flatMap { partition in
      partition.bytes("Records").flatMap { try? BatchReader.batches(in: $0) } ?? []
    }
  }

  /// The offset that a Fetch begins at, of its first partition.
  var fetchOffset: Int64 {
    request?.structs("Topics").first?.structs("Partitions").first?.int("FetchOffset") ?? 0
  }
}

extension BatchForge {
  /// A batch as it was read, for it to be changed.
  init(reading batch: ReadBatch) {
    let records = batch.records.map { record in
      var forged = ForgedRecord(bytes: record.value, key: record.key)
      forged.headers = record.headers.map { ($0.name, $0.value) }
      forged.timestampDelta = record.timestamp - batch.baseTimestamp
      forged.offsetDelta = Int32(truncatingIfNeeded: record.offset - batch.baseOffset)
      return forged
    }
    self.init(records, timestamp: batch.baseTimestamp)
    baseOffset = batch.baseOffset
    leaderEpoch = batch.leaderEpoch
    compression = batch.compression
    isLogAppendTime = batch.isLogAppendTime
    isTransactional = batch.isTransactional
    isControl = batch.isControl
    lastOffsetDelta = batch.lastOffsetDelta
    producerId = batch.producerId
    producerEpoch = batch.producerEpoch
    baseSequence = batch.baseSequence
  }
}

extension Structure {
  /// The batches of a fetched partition, each as its bytes.
  var batches: [ByteBuffer] {
    guard let bytes = bytes("Records"), let read = try? BatchReader.batches(in: bytes) else { return [] }
    return read.compactMap { bytes.getSlice(at: bytes.readerIndex + $0.range.lowerBound, length: $0.range.count) }
  }

  /// Puts batches in place of those of a fetched partition.
  mutating func setBatches(_ batches: [ByteBuffer]) {
    var records = ByteBuffer()
    for batch in batches { records.writeImmutableBuffer(batch) }
    self["Records"] = .bytes(records)
  }

  mutating func add(_ number: Int64, to name: String) {
    if let value = int(name) { self[name] = .integer(value + number) }
  }
}
