package import KafkaMessages
import KafkaWire

/// A response with which a broker may ask for a pause.
package protocol ThrottlingResponse: KafkaResponse {
  /// Milliseconds for which the broker wants to hear nothing.
  var throttleTimeMs: Int32 { get }
  /// From this version on the client pauses (KIP-219); before it the broker had paused already when it answered.
  static var firstVersionThrottlingClients: Int16 { get }
}

extension ThrottlingResponse {
  package static var firstVersionThrottlingClients: Int16 { 0 }
}

extension ElectLeadersResponse: ThrottlingResponse {}
extension IncrementalAlterConfigsResponse: ThrottlingResponse {}
extension AlterPartitionReassignmentsResponse: ThrottlingResponse {}
extension ListPartitionReassignmentsResponse: ThrottlingResponse {}
extension OffsetDeleteResponse: ThrottlingResponse {}
extension DescribeClientQuotasResponse: ThrottlingResponse {}
extension AlterClientQuotasResponse: ThrottlingResponse {}
extension DescribeUserScramCredentialsResponse: ThrottlingResponse {}
extension AlterUserScramCredentialsResponse: ThrottlingResponse {}
extension UpdateFeaturesResponse: ThrottlingResponse {}
extension DescribeClusterResponse: ThrottlingResponse {}
extension DescribeProducersResponse: ThrottlingResponse {}
extension DescribeTransactionsResponse: ThrottlingResponse {}
extension ListTransactionsResponse: ThrottlingResponse {}
extension ConsumerGroupHeartbeatResponse: ThrottlingResponse {}
extension ConsumerGroupDescribeResponse: ThrottlingResponse {}
extension GetTelemetrySubscriptionsResponse: ThrottlingResponse {}
extension PushTelemetryResponse: ThrottlingResponse {}
extension ListConfigResourcesResponse: ThrottlingResponse {}
extension DescribeTopicPartitionsResponse: ThrottlingResponse {}
extension ShareGroupHeartbeatResponse: ThrottlingResponse {}
extension ShareGroupDescribeResponse: ThrottlingResponse {}
extension ShareFetchResponse: ThrottlingResponse {}
extension ShareAcknowledgeResponse: ThrottlingResponse {}
extension StreamsGroupHeartbeatResponse: ThrottlingResponse {}
extension StreamsGroupDescribeResponse: ThrottlingResponse {}
extension DescribeShareGroupOffsetsResponse: ThrottlingResponse {}
extension AlterShareGroupOffsetsResponse: ThrottlingResponse {}
extension DeleteShareGroupOffsetsResponse: ThrottlingResponse {}
extension StreamsGroupTopologyDescriptionUpdateResponse: ThrottlingResponse {}

extension ProduceResponse: ThrottlingResponse {
  package static var firstVersionThrottlingClients: Int16 { 6 }
}

extension FetchResponse: ThrottlingResponse {
  package static var firstVersionThrottlingClients: Int16 { 8 }
}

extension ListOffsetsResponse: ThrottlingResponse {
  package static var firstVersionThrottlingClients: Int16 { 3 }
}

extension MetadataResponse: ThrottlingResponse {
  package static var firstVersionThrottlingClients: Int16 { 6 }
}

extension OffsetCommitResponse: ThrottlingResponse {
  package static var firstVersionThrottlingClients: Int16 { 4 }
}

extension OffsetFetchResponse: ThrottlingResponse {
  package static var firstVersionThrottlingClients: Int16 { 4 }
}

extension FindCoordinatorResponse: ThrottlingResponse {
  package static var firstVersionThrottlingClients: Int16 { 2 }
}

extension JoinGroupResponse: ThrottlingResponse {
  package static var firstVersionThrottlingClients: Int16 { 3 }
}

extension HeartbeatResponse: ThrottlingResponse {
  package static var firstVersionThrottlingClients: Int16 { 2 }
}

extension LeaveGroupResponse: ThrottlingResponse {
  package static var firstVersionThrottlingClients: Int16 { 2 }
}

extension SyncGroupResponse: ThrottlingResponse {
  package static var firstVersionThrottlingClients: Int16 { 2 }
}

extension DescribeGroupsResponse: ThrottlingResponse {
  package static var firstVersionThrottlingClients: Int16 { 2 }
}

extension ListGroupsResponse: ThrottlingResponse {
  package static var firstVersionThrottlingClients: Int16 { 2 }
}

extension ApiVersionsResponse: ThrottlingResponse {
  package static var firstVersionThrottlingClients: Int16 { 2 }
}

extension CreateTopicsResponse: ThrottlingResponse {
  package static var firstVersionThrottlingClients: Int16 { 3 }
}

extension DeleteTopicsResponse: ThrottlingResponse {
  package static var firstVersionThrottlingClients: Int16 { 2 }
}

extension DeleteRecordsResponse: ThrottlingResponse {
  package static var firstVersionThrottlingClients: Int16 { 1 }
}

extension InitProducerIdResponse: ThrottlingResponse {
  package static var firstVersionThrottlingClients: Int16 { 1 }
}

extension OffsetForLeaderEpochResponse: ThrottlingResponse {
  package static var firstVersionThrottlingClients: Int16 { 2 }
}

extension AddPartitionsToTxnResponse: ThrottlingResponse {
  package static var firstVersionThrottlingClients: Int16 { 1 }
}

extension AddOffsetsToTxnResponse: ThrottlingResponse {
  package static var firstVersionThrottlingClients: Int16 { 1 }
}

extension EndTxnResponse: ThrottlingResponse {
  package static var firstVersionThrottlingClients: Int16 { 1 }
}

extension TxnOffsetCommitResponse: ThrottlingResponse {
  package static var firstVersionThrottlingClients: Int16 { 1 }
}

extension DescribeAclsResponse: ThrottlingResponse {
  package static var firstVersionThrottlingClients: Int16 { 1 }
}

extension CreateAclsResponse: ThrottlingResponse {
  package static var firstVersionThrottlingClients: Int16 { 1 }
}

extension DeleteAclsResponse: ThrottlingResponse {
  package static var firstVersionThrottlingClients: Int16 { 1 }
}

extension DescribeConfigsResponse: ThrottlingResponse {
  package static var firstVersionThrottlingClients: Int16 { 2 }
}

extension AlterConfigsResponse: ThrottlingResponse {
  package static var firstVersionThrottlingClients: Int16 { 1 }
}

extension AlterReplicaLogDirsResponse: ThrottlingResponse {
  package static var firstVersionThrottlingClients: Int16 { 1 }
}

extension DescribeLogDirsResponse: ThrottlingResponse {
  package static var firstVersionThrottlingClients: Int16 { 1 }
}

extension CreatePartitionsResponse: ThrottlingResponse {
  package static var firstVersionThrottlingClients: Int16 { 1 }
}

extension CreateDelegationTokenResponse: ThrottlingResponse {
  package static var firstVersionThrottlingClients: Int16 { 1 }
}

extension RenewDelegationTokenResponse: ThrottlingResponse {
  package static var firstVersionThrottlingClients: Int16 { 1 }
}

extension ExpireDelegationTokenResponse: ThrottlingResponse {
  package static var firstVersionThrottlingClients: Int16 { 1 }
}

extension DescribeDelegationTokenResponse: ThrottlingResponse {
  package static var firstVersionThrottlingClients: Int16 { 1 }
}

extension DeleteGroupsResponse: ThrottlingResponse {
  package static var firstVersionThrottlingClients: Int16 { 1 }
}
