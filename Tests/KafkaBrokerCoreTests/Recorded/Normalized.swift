import KafkaMessages
import KafkaRecords
import KafkaWire
import NIOCore
import TestSupport

@testable import KafkaBrokerCore

/// Takes out of two answers what differs between any two brokers: ports, times of the clock, order of entries.
enum Normalized {
  static func normalize(_ ours: inout any KafkaResponse, _ recorded: inout any KafkaResponse) {
    switch (ours, recorded) {
    case (var left as MetadataResponse, var right as MetadataResponse):
      normalize(&left)
      normalize(&right)
      (ours, recorded) = (left, right)
    case (var left as DescribeClusterResponse, var right as DescribeClusterResponse):
      normalize(&left)
      normalize(&right)
      (ours, recorded) = (left, right)
    case (var left as FindCoordinatorResponse, var right as FindCoordinatorResponse):
      normalize(&left)
      normalize(&right)
      (ours, recorded) = (left, right)
    case (var left as ApiVersionsResponse, var right as ApiVersionsResponse):
      normalize(&left)
      normalize(&right)
      (ours, recorded) = (left, right)
    case (var left as ProduceResponse, var right as ProduceResponse):
      normalize(&left, &right)
      (ours, recorded) = (left, right)
    case (var left as CreateTopicsResponse, var right as CreateTopicsResponse):
      normalize(&left, &right)
      (ours, recorded) = (left, right)
    case (var left as DeleteTopicsResponse, var right as DeleteTopicsResponse):
      left.responses.sort { ($0.name ?? "", $0.topicId.description) < ($1.name ?? "", $1.topicId.description) }
      right.responses.sort { ($0.name ?? "", $0.topicId.description) < ($1.name ?? "", $1.topicId.description) }
      (ours, recorded) = (left, right)
    case (var left as CreatePartitionsResponse, var right as CreatePartitionsResponse):
      left.results.sort { $0.name < $1.name }
      right.results.sort { $0.name < $1.name }
      keepMessages(&left.results, like: right.results, \.errorMessage)
      (ours, recorded) = (left, right)
    case (var left as DescribeConfigsResponse, var right as DescribeConfigsResponse):
      normalize(&left)
      normalize(&right)
      (ours, recorded) = (left, right)
    case (var left as FetchResponse, var right as FetchResponse):
      normalize(&left)
      normalize(&right)
      (ours, recorded) = (left, right)
    case (var left as InitProducerIdResponse, var right as InitProducerIdResponse):
      left.producerId = min(left.producerId, 0)
      right.producerId = min(right.producerId, 0)
      (ours, recorded) = (left, right)
    default: break
    }
  }

  private static let port: Int32 = 9092

  private static func normalize(_ response: inout MetadataResponse) {
    for index in response.brokers.indices { response.brokers[index].port = port }
    if response.clusterId != nil { response.clusterId = "cluster" }
    response.topics.sort { ($0.name ?? "") < ($1.name ?? "") }
    for index in response.topics.indices {
      response.topics[index].partitions.sort { $0.partitionIndex < $1.partitionIndex }
    }
  }

  private static func normalize(_ response: inout DescribeClusterResponse) {
    for index in response.brokers.indices { response.brokers[index].port = port }
    if !response.clusterId.isEmpty { response.clusterId = "cluster" }
  }

  private static func normalize(_ response: inout FindCoordinatorResponse) {
    if response.port > 0 { response.port = port }
    for index in response.coordinators.indices where response.coordinators[index].port > 0 {
      response.coordinators[index].port = port
    }
  }

  /// Which APIs there are differs; those that are built must agree.
  private static func normalize(_ response: inout ApiVersionsResponse) {
    response.apiKeys = response.apiKeys.filter { ApiTable.built[ApiKey(rawValue: $0.apiKey)] != nil }
    response.supportedFeatures = []
    response.finalizedFeatures = []
    response.finalizedFeaturesEpoch = -1
  }

  /// Compressed bytes are never alike, and where old formats are cut off, Apache Kafka fills up.
  private static func normalize(_ response: inout FetchResponse) {
    for topic in response.responses.indices {
      for partition in response.responses[topic].partitions.indices {
        guard let records = response.responses[topic].partitions[partition].records,
          let text = descriptionOfMessages(records)
        else { continue }
        response.responses[topic].partitions[partition].records = ByteBuffer(string: text)
      }
    }
  }

  /// Nil when there is no message of magic 0 or 1.
  private static func descriptionOfMessages(_ records: ByteBuffer) -> String? {
    var entries = RecordBatches(records)
    var lines: [String] = []
    while case .message(let message)? = try? entries.next() {
      let content = (try? message.records()) ?? []
      let texts = content.map { "\($0.offset) \($0.timestamp) \(hex($0.key)) \(hex($0.value))" }
      lines.append("\(message.offset) \(message.magic) \(message.attributes) \(message.timestamp) \(texts)")
      if !message.isChecksumValid { lines.append("wrong checksum") }
    }
    return lines.isEmpty ? nil : lines.joined(separator: "\n")
  }

  private static func hex(_ buffer: ByteBuffer?) -> String {
    buffer.map { TestSupport.hex($0.readableBytesView) } ?? "null"
  }

  private static func normalize(_ ours: inout ProduceResponse, _ recorded: inout ProduceResponse) {
    func order(_ response: inout ProduceResponse) {
      response.responses.sort {
        ($0.name, $0.partitionResponses.first?.index ?? 0) < ($1.name, $1.partitionResponses.first?.index ?? 0)
      }
      for topic in response.responses.indices {
        response.responses[topic].partitionResponses.sort { $0.index < $1.index }
        for partition in response.responses[topic].partitionResponses.indices {
          let time = response.responses[topic].partitionResponses[partition].logAppendTimeMs
          response.responses[topic].partitionResponses[partition].logAppendTimeMs = min(time, 0)
          for record in response.responses[topic].partitionResponses[partition].recordErrors.indices {
            // The bounds of timestamps follow the clock.
            let text = response.responses[topic].partitionResponses[partition].recordErrors[record]
              .batchIndexErrorMessage
            response.responses[topic].partitionResponses[partition].recordErrors[record].batchIndexErrorMessage =
              text?.split(separator: "[").first.map(String.init)
          }
        }
      }
      // One topic may stand in one entry or several.
      var merged: [ProduceResponse.TopicProduceResponse] = []
      for topic in response.responses {
        if merged.last?.name == topic.name, merged.last?.topicId == topic.topicId {
          merged[merged.count - 1].partitionResponses += topic.partitionResponses
        } else {
          merged.append(topic)
        }
      }
      response.responses = merged
    }
    order(&ours)
    order(&recorded)
    guard ours.responses.count == recorded.responses.count else { return }
    for topic in ours.responses.indices {
      keepMessages(
        &ours.responses[topic].partitionResponses, like: recorded.responses[topic].partitionResponses, \.errorMessage)
    }
  }

  private static func normalize(_ ours: inout CreateTopicsResponse, _ recorded: inout CreateTopicsResponse) {
    ours.topics.sort { $0.name < $1.name }
    recorded.topics.sort { $0.name < $1.name }
    keepMessages(&ours.topics, like: recorded.topics, \.errorMessage)
    // The id of a topic that was only tried means nothing.
    for index in ours.topics.indices where ours.topics[index].topicId != .zero { ours.topics[index].topicId = .zero }
    for index in recorded.topics.indices where recorded.topics[index].topicId != .zero {
      recorded.topics[index].topicId = .zero
    }
  }

  private static func normalize(_ response: inout DescribeConfigsResponse) {
    for result in response.results.indices {
      response.results[result].configs.sort { $0.name < $1.name }
    }
  }

  /// Where the recorded broker says nothing, ours may say more.
  private static func keepMessages<Element>(
    _ ours: inout [Element], like recorded: [Element], _ message: WritableKeyPath<Element, String?>
  ) {
    for (index, other) in recorded.enumerated() where index < ours.count && other[keyPath: message] == nil {
      ours[index][keyPath: message] = nil
    }
  }
}
