import KafkaMessages
import KafkaWire
import NIOCore

/// One partition's records of a Produce request.
struct ProducedPartition {
  /// As the client named it: by name before version 13, by id since.
  var topic: String
  var topicID: KafkaUUID
  var index: Int32
  var records: ByteBuffer?
}

/// The answer to a Produce request as it comes together.
struct PendingProduce {
  private struct Part {
    var topic: String
    var topicID: KafkaUUID
    var response: ProduceResponse.PartitionProduceResponse
  }

  let acks: Int16
  /// The client's version of Produce has a place for it.
  let knowsNewLeaders: Bool
  /// Appends that are not on the disk yet.
  var outstanding = 0
  /// Some partition is led by another node.
  private(set) var hasMovedPartitions = false
  private var parts: [Part] = []

  init(acks: Int16, knowsNewLeaders: Bool) {
    self.acks = acks
    self.knowsNewLeaders = knowsNewLeaders
  }

  mutating func add(_ asked: ProducedPartition, _ response: ProduceResponse.PartitionProduceResponse) {
    note(response)
    parts.append(Part(topic: asked.topic, topicID: asked.topicID, response: response))
  }

  private mutating func note(_ response: ProduceResponse.PartitionProduceResponse) {
    if response.errorCode == ErrorCode.notLeaderOrFollower.rawValue { hasMovedPartitions = true }
  }

  func index(of place: Int) -> Int32 { parts[place].response.index }

  mutating func fail(_ place: Int, _ response: ProduceResponse.PartitionProduceResponse) {
    note(response)
    parts[place].response = response
  }

  var reply: Reply {
    if acks == 0 {
      guard let failed = parts.first(where: { $0.response.errorCode != 0 }) else { return .none }
      return .close(.failedSilentProduce(ErrorCode(rawValue: failed.response.errorCode)))
    }
    var response = ProduceResponse()
    for part in parts {
      if let last = response.responses.last, last.name == part.topic, last.topicId == part.topicID {
        response.responses[response.responses.count - 1].partitionResponses.append(part.response)
      } else {
        response.responses.append(
          .with {
            $0.name = part.topic
            $0.topicId = part.topicID
            $0.partitionResponses = [part.response]
          })
      }
    }
    return .answer(response)
  }
}
