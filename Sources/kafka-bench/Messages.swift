import KafkaMessages
import KafkaWire
import NIOCore

extension Benchmark {
  static var messageBenchmarks: [Benchmark] {
    codec("produce-request/1x16KiB", version: 9) { produceRequest }
      + codec("fetch-response/10x16KiB", version: 12) { fetchResponse }
      + codec("metadata-response/100x3", version: 12) { metadataResponse }
  }

  private static func codec<Message: KafkaMessage>(
    _ name: String, version: Int16, _ make: @escaping () -> Message
  ) -> [Benchmark] {
    [
      Benchmark("messages/encode/\(name)", unit: "message") {
        let message = make()
        return {
          var writer = WireWriter()
          try? message.encode(to: &writer, version: version)
          use(writer.buffer)
        }
      },
      Benchmark("messages/decode/\(name)", unit: "message") {
        var writer = WireWriter()
        try make().encode(to: &writer, version: version)
        let encoded = writer.buffer
        return {
          var reader = WireReader(encoded)
          use(try? Message(from: &reader, version: version))
        }
      },
    ]
  }

  private static let batch = ByteBuffer(bytes: Payload.text(size: 16_384))

  private static var produceRequest: ProduceRequest {
    .with {
      $0.acks = -1
      $0.timeoutMs = 30_000
      $0.topicData = [
        .with {
          $0.name = "orders"
          $0.partitionData = [
            .with {
              $0.index = 3
              $0.records = batch
            }
          ]
        }
      ]
    }
  }

  private static var fetchResponse: FetchResponse {
    .with {
      $0.sessionId = 17
      $0.responses = [
        .with {
          $0.topic = "orders"
          $0.partitions = (0..<10 as Range<Int32>).map { partition in
            .with {
              $0.partitionIndex = partition
              $0.highWatermark = 1_000_000
              $0.lastStableOffset = 1_000_000
              $0.records = batch
            }
          }
        }
      ]
    }
  }

  private static var metadataResponse: MetadataResponse {
    .with {
      $0.clusterId = "5L6g3nShT-eMCtK--X86sw"
      $0.controllerId = 1
      $0.brokers = (1...3 as ClosedRange<Int32>).map { node in
        .with {
          $0.nodeId = node
          $0.host = "broker-\(node).example.org"
          $0.port = 9092
        }
      }
      $0.topics = (0..<100).map { topic in
        .with {
          $0.name = "topic-\(topic)"
          $0.topicId = KafkaUUID(mostSignificantBits: UInt64(topic), leastSignificantBits: 1)
          $0.partitions = (0..<3 as Range<Int32>).map { partition in
            .with {
              $0.partitionIndex = partition
              $0.leaderId = partition + 1
              $0.leaderEpoch = 5
              $0.replicaNodes = [1, 2, 3]
              $0.isrNodes = [1, 2, 3]
            }
          }
        }
      }
    }
  }
}
