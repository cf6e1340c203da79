import KafkaClientCore
import KafkaWire

extension KafkaError {
  /// Whether trying again is no use to a consumer: nobody speaks the API, the client is shut down, or the broker refuses
  /// for good.
  var endsMembership: Bool {
    switch code {
    case .unsupportedVersion, .closed, .authentication: true
    case .broker: !isRetriable
    default: false
    }
  }

  init(_ failure: GroupFailure, group: String) {
    switch failure {
    case .fenced(let instance):
      self.init(
        .fenced,
        "another consumer of group \(group) runs with group.instance.id \(instance); give each its own")
    case .refused(let api, let error):
      self.init(BrokerError(error), api: api)
    case .unknownProtocol(let name):
      self.init(
        .protocolViolation,
        "the coordinator of group \(group) chose the assignment strategy \"\(name)\", which this member did not offer")
    case .undecodable(let what):
      self.init(.protocolViolation, "group \(group): \(what)")
    }
  }

  init(_ failure: FetchFailure, partition: TopicPartition) {
    switch failure {
    case .refused(let api, let error):
      self.init(BrokerError(error), api: api, topicPartition: partition)
    case .offsetOutOfRange(let offset):
      self.init(
        .offsetOutOfRange,
        "the position \(offset) is outside of what the partition has, and auto.offset.reset is none; seek, or set it",
        topicPartition: partition)
    case .noCommittedOffset:
      self.init(
        .offsetOutOfRange, "the group has committed no offset, and auto.offset.reset is none; seek, or set it",
        topicPartition: partition)
    case .undecodable(let what):
      self.init(.corruptData, "the broker's answer is no sequence of batches: \(what)", topicPartition: partition)
    }
  }
}
