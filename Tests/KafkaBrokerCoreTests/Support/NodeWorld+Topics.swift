import KafkaBrokerCore
import KafkaCompression
import KafkaMessages
import KafkaRecords
import KafkaWire
import NIOCore
import Testing

extension NodeWorld {
  @discardableResult
  func createTopic(
    _ name: String, partitions: Int32 = 1, options: [String: String] = [:],
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> KafkaUUID {
    let response = try call(
      CreateTopicsRequest.with {
        $0.topics = [
          .with {
            $0.name = name
            $0.numPartitions = partitions
            $0.replicationFactor = -1
            $0.configs = options.sorted { $0.key < $1.key }.map { option in
              .with {
                $0.name = option.key
                $0.value = option.value
              }
            }
          }
        ]
      })
    let topic = try #require(response.topics.first, sourceLocation: sourceLocation)
    #expect(topic.errorCode == 0, "\(topic.errorMessage ?? "")", sourceLocation: sourceLocation)
    return topic.topicId
  }

  /// Produces one batch and gives what became of it.
  func produce(
    _ records: ByteBuffer?, to topic: String, _ partition: Int32 = 0, acks: Int16 = -1, version: Int16 = 9,
    transactionalID: String? = nil, on connection: ConnectionID? = nil
  ) throws -> ProduceResponse.PartitionProduceResponse {
    let response = try call(
      Self.produceRequest([(topic, partition, records)], acks: acks, transactionalID: transactionalID),
      version: version, on: connection)
    return try #require(response.responses.first?.partitionResponses.first)
  }

  static func produceRequest(
    _ batches: [(topic: String, partition: Int32, records: ByteBuffer?)], acks: Int16 = -1,
    transactionalID: String? = nil
  ) -> ProduceRequest {
    .with {
      $0.acks = acks
      $0.timeoutMs = 1000
      $0.transactionalId = transactionalID
      $0.topicData = batches.map { batch in
        .with {
          $0.name = batch.topic
          $0.partitionData = [
            .with {
              $0.index = batch.partition
              $0.records = batch.records
            }
          ]
        }
      }
    }
  }

  static func fetchRequest(
    _ partitions: [(topic: String, partition: Int32, offset: Int64)], maxWait: Int32 = 0, minBytes: Int32 = 1,
    maxBytes: Int32 = .max, partitionMaxBytes: Int32 = 1 << 20
  ) -> FetchRequest {
    .with {
      $0.maxWaitMs = maxWait
      $0.minBytes = minBytes
      $0.maxBytes = maxBytes
      $0.topics = partitions.map { partition in
        .with {
          $0.topic = partition.topic
          $0.partitions = [
            .with {
              $0.partition = partition.partition
              $0.fetchOffset = partition.offset
              $0.partitionMaxBytes = partitionMaxBytes
            }
          ]
        }
      }
    }
  }

  func fetch(
    _ topic: String, _ partition: Int32 = 0, from offset: Int64, version: Int16 = 12,
    _ change: (inout FetchRequest) -> Void = { _ in }
  ) throws -> FetchResponse.PartitionData {
    var request = Self.fetchRequest([(topic, partition, offset)])
    change(&request)
    let response = try call(request, version: version)
    return try #require(response.responses.first?.partitions.first)
  }

  /// The values of all records of a partition that can be read from an offset on, in order.
  func values(_ topic: String, _ partition: Int32 = 0, from offset: Int64 = 0) throws -> [String] {
    let data = try fetch(topic, partition, from: offset)
    #expect(data.errorCode == 0)
    var values: [String] = []
    var batches = RecordBatches(data.records ?? ByteBuffer())
    while case .batch(let batch)? = try batches.next() {
      #expect(batch.isChecksumValid)
      for record in try batch.records() where record.offset >= offset {
        values.append(record.value.map { String(buffer: $0) } ?? "(null)")
      }
    }
    return values
  }

  func end(of topic: String, _ partition: Int32 = 0) throws -> Int64 {
    try offset(of: topic, partition, at: -1).offset
  }

  func offset(
    of topic: String, _ partition: Int32 = 0, at timestamp: Int64, version: Int16? = nil, epoch: Int32 = -1
  ) throws -> ListOffsetsResponse.ListOffsetsPartitionResponse {
    let response = try call(
      ListOffsetsRequest.with {
        $0.replicaId = -1
        $0.topics = [
          .with {
            $0.name = topic
            $0.partitions = [
              .with {
                $0.partitionIndex = partition
                $0.timestamp = timestamp
                $0.currentLeaderEpoch = epoch
              }
            ]
          }
        ]
      }, version: version)
    return try #require(response.topics.first?.partitions.first)
  }
}

/// Batches as producers make them.
enum Forge {
  static let timestamp: Int64 = 1_700_000_000_000

  static func batch(
    _ values: [String], key: String? = "k", compression: CompressionType = .none, producer: Int64 = -1,
    epoch: Int16 = -1, sequence: Int32 = -1, timestamps: [Int64]? = nil, isTransactional: Bool = false
  ) -> ByteBuffer {
    var writer = RecordBatchWriter(compression: compression)
    do {
      for (index, value) in values.enumerated() {
        try writer.append(
          key: key.map { ByteBuffer(string: $0) }, value: ByteBuffer(string: value),
          timestamp: timestamps?[index] ?? timestamp + Int64(index))
      }
      return try writer.seal(
        producerId: producer, producerEpoch: epoch, baseSequence: sequence, isTransactional: isTransactional)
    } catch {
      preconditionFailure("a test's batch cannot be made: \(error)")
    }
  }

  /// The batch with other header fields, under a right checksum.
  static func edited(_ batch: ByteBuffer, _ change: (inout RecordBatchHeader) -> Void) -> ByteBuffer {
    var batch = batch
    RecordBatchEdit.edit(&batch, at: batch.readerIndex, change)
    return batch
  }
}
