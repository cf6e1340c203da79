import KafkaMessages
import KafkaWire

/// What a ``ScriptedBroker`` says that has one topic `t` of one partition.
enum ScriptedTopic {
  static func metadata(port: Int) -> MetadataResponse {
    .with { response in
      response.clusterId = "scripted"
      response.controllerId = 1
      response.brokers = [
        .with {
          $0.nodeId = 1
          $0.host = "127.0.0.1"
          $0.port = Int32(port)
        }
      ]
      response.topics = [
        .with { topic in
          topic.name = "t"
          topic.topicId = KafkaUUID(mostSignificantBits: 0, leastSignificantBits: 1)
          topic.partitions = [
            .with {
              $0.partitionIndex = 0
              $0.leaderId = 1
              $0.leaderEpoch = 0
            }
          ]
        }
      ]
    }
  }

  static func identity(_ id: Int64) -> InitProducerIdResponse {
    .with {
      $0.producerId = id
      $0.producerEpoch = id < 0 ? -1 : 0
    }
  }

  /// Everything was stored.
  static func success(_ request: ProduceRequest) -> ProduceResponse {
    .with { response in
      response.responses = request.topicData.map { data in
        .with { topic in
          topic.name = data.name
          topic.topicId = data.topicId
          topic.partitionResponses = data.partitionData.map { partition in .with { $0.index = partition.index } }
        }
      }
    }
  }
}
