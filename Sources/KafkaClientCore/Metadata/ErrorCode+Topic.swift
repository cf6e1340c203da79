import KafkaWire

extension ErrorCode {
  /// Whether metadata with this error for a topic says that there is no use in waiting. Every other error may be gone
  /// with the next answer: a topic that is being made, a leader that is being chosen, a broker whose disk is full.
  var refusesTopic: Bool { self == .invalidTopicException || self == .topicAuthorizationFailed }
}
