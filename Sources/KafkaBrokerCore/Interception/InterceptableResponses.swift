import KafkaMessages

// Since when brokers answer at once and clients pause: KIP-219, and the same in the classes of Apache Kafka's requests
// (shouldClientThrottle).

extension ProduceResponse: InterceptableResponse {
  static var firstVersionAnsweredAtOnce: Int16 { 6 }
  static var firstVersionWithThrottleTime: Int16 { 1 }
}

extension FetchResponse: InterceptableResponse {
  static var firstVersionAnsweredAtOnce: Int16 { 8 }
  static var firstVersionWithThrottleTime: Int16 { 1 }
}

extension ListOffsetsResponse: InterceptableResponse {
  static var firstVersionAnsweredAtOnce: Int16 { 3 }
  static var firstVersionWithThrottleTime: Int16 { 2 }
}

extension MetadataResponse: InterceptableResponse {
  static var firstVersionAnsweredAtOnce: Int16 { 6 }
  static var firstVersionWithThrottleTime: Int16 { 3 }
}

extension OffsetCommitResponse: InterceptableResponse {
  static var firstVersionAnsweredAtOnce: Int16 { 4 }
  static var firstVersionWithThrottleTime: Int16 { 3 }
}

extension OffsetFetchResponse: InterceptableResponse {
  static var firstVersionAnsweredAtOnce: Int16 { 4 }
  static var firstVersionWithThrottleTime: Int16 { 3 }
}

extension FindCoordinatorResponse: InterceptableResponse {
  static var firstVersionAnsweredAtOnce: Int16 { 2 }
  static var firstVersionWithThrottleTime: Int16 { 1 }
}

extension JoinGroupResponse: InterceptableResponse {
  static var firstVersionAnsweredAtOnce: Int16 { 3 }
  static var firstVersionWithThrottleTime: Int16 { 2 }
}

extension HeartbeatResponse: InterceptableResponse {
  static var firstVersionAnsweredAtOnce: Int16 { 2 }
  static var firstVersionWithThrottleTime: Int16 { 1 }
}

extension LeaveGroupResponse: InterceptableResponse {
  static var firstVersionAnsweredAtOnce: Int16 { 2 }
  static var firstVersionWithThrottleTime: Int16 { 1 }
}

extension SyncGroupResponse: InterceptableResponse {
  static var firstVersionAnsweredAtOnce: Int16 { 2 }
  static var firstVersionWithThrottleTime: Int16 { 1 }
}

extension DescribeGroupsResponse: InterceptableResponse {
  static var firstVersionAnsweredAtOnce: Int16 { 2 }
  static var firstVersionWithThrottleTime: Int16 { 1 }
}

extension ListGroupsResponse: InterceptableResponse {
  static var firstVersionAnsweredAtOnce: Int16 { 2 }
  static var firstVersionWithThrottleTime: Int16 { 1 }
}

extension ApiVersionsResponse: InterceptableResponse {
  static var firstVersionAnsweredAtOnce: Int16 { 2 }
  static var firstVersionWithThrottleTime: Int16 { 1 }
}

extension CreateTopicsResponse: InterceptableResponse {
  static var firstVersionAnsweredAtOnce: Int16 { 3 }
  static var firstVersionWithThrottleTime: Int16 { 2 }
}

extension DeleteTopicsResponse: InterceptableResponse {
  static var firstVersionAnsweredAtOnce: Int16 { 2 }
  static var firstVersionWithThrottleTime: Int16 { 1 }
}

extension DeleteRecordsResponse: InterceptableResponse {
  static var firstVersionAnsweredAtOnce: Int16 { 1 }
}

extension InitProducerIdResponse: InterceptableResponse {
  static var firstVersionAnsweredAtOnce: Int16 { 1 }
}

extension OffsetForLeaderEpochResponse: InterceptableResponse {
  static var firstVersionAnsweredAtOnce: Int16 { 2 }
  static var firstVersionWithThrottleTime: Int16 { 2 }
}

extension DescribeConfigsResponse: InterceptableResponse {
  static var firstVersionAnsweredAtOnce: Int16 { 2 }
}

extension CreatePartitionsResponse: InterceptableResponse {
  static var firstVersionAnsweredAtOnce: Int16 { 1 }
}

extension DeleteGroupsResponse: InterceptableResponse {
  static var firstVersionAnsweredAtOnce: Int16 { 1 }
}

extension OffsetDeleteResponse: InterceptableResponse {
  static var firstVersionAnsweredAtOnce: Int16 { 0 }
}

extension DescribeClusterResponse: InterceptableResponse {
  static var firstVersionAnsweredAtOnce: Int16 { 0 }
}

extension DescribeProducersResponse: InterceptableResponse {
  static var firstVersionAnsweredAtOnce: Int16 { 0 }
}

extension DescribeTopicPartitionsResponse: InterceptableResponse {
  static var firstVersionAnsweredAtOnce: Int16 { 0 }
}
