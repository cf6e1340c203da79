import KafkaClient
import KafkaCompression
import KafkaMessages
import KafkaRecords
import KafkaWire
import NIOCore

/// A record as it lies in a topic.
struct StoredRecord: Equatable {
  var partition: Int32
  var offset: Int64
  var key: String?
  var value: String?
  var headers: [RecordHeader] = []
  var timestamp: Int64
  /// The codec's name.
  var compression: String
}

/// Reads topics with plain Fetch requests, so that tests of the producer do not depend on the consumer.
struct TopicReader {
  let client: KafkaClient

  /// Runs a client beside `body`.
  static func with<Value: Sendable>(
    _ servers: String, _ body: @Sendable (TopicReader) async throws -> Value
  ) async throws -> Value {
    let client = try KafkaClient(
      configuration: ClientConfiguration(bootstrapServers: servers.split(separator: ",").map(String.init)))
    return try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await client.run() }
      let value = try await body(TopicReader(client: client))
      group.cancelAll()
      return value
    }
  }

  func createTopic(_ name: String, partitions: Int32, configuration: [String: String] = [:]) async throws {
    let created = try await KafkaAdmin(client: client).createTopics([
      .init(name: name, partitionCount: partitions, replicationFactor: 1, configuration: configuration)
    ])
    _ = try created[name]?.get()
  }

  func growTopic(_ name: String, to count: Int32) async throws {
    var request = CreatePartitionsRequest()
    request.timeoutMs = 10_000
    request.topics = [
      .with {
        $0.name = name
        $0.count = count
        $0.assignments = nil
      }
    ]
    let answer = try await client.request(request, to: .controller)
    for result in answer.body.results where result.errorCode != 0 {
      throw KafkaError(.broker, "\(name): \(result.errorCode)")
    }
  }

  /// All records of the topic, partition by partition.
  func records(of topic: String) async throws -> [StoredRecord] {
    let metadata = try await client.metadata(of: [topic])
    var records: [StoredRecord] = []
    for partition in metadata.topic(topic)?.partitions ?? [] {
      var offset: Int64 = 0
      while true {
        let (batch, highWatermark) = try await fetch(topic, partition, from: offset)
        records += batch
        offset = (batch.last?.offset ?? offset - 1) + 1
        if offset >= highWatermark { break }
      }
    }
    return records
  }

  private func fetch(
    _ topic: String, _ partition: ClusterMetadata.Partition, from offset: Int64
  ) async throws -> (records: [StoredRecord], highWatermark: Int64) {
    var request = FetchRequest()
    request.maxWaitMs = 0
    request.minBytes = 0
    request.maxBytes = 50_000_000
    request.topics = [
      .with { fetched in
        fetched.topic = topic
        fetched.partitions = [
          .with {
            $0.partition = partition.index
            $0.fetchOffset = offset
            $0.partitionMaxBytes = 10_000_000
          }
        ]
      }
    ]
    let answer = try await client.request(request, to: .node(partition.leader), versions: 4...11)
    guard let data = answer.body.responses.first?.partitions.first, data.errorCode == 0 else {
      throw KafkaError(.broker, "fetch of \(topic)-\(partition.index) failed")
    }
    var records: [StoredRecord] = []
    var batches = RecordBatches(data.records ?? ByteBuffer())
    while case .batch(let batch)? = try batches.next() {
      try batch.validateChecksum()
      for record in try batch.records() where record.offset >= offset {
        records.append(
          StoredRecord(
            partition: partition.index, offset: record.offset, key: record.key.map { String(buffer: $0) },
            value: record.value.map { String(buffer: $0) }, headers: record.headers, timestamp: record.timestamp,
            compression: batch.header.compression.map { "\($0)" } ?? "?"))
      }
    }
    return (records, data.highWatermark)
  }
}
