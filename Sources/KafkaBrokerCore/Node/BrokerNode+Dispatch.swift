import KafkaMessages
import KafkaWire
import NIOCore

extension BrokerNode {
  /// Gives a request to its handler. Every API in ``ApiTable/built`` has a line here.
  func dispatch(_ frame: ByteBuffer, api: ApiKey, version: Int16, on id: ConnectionID) {
    switch api {
    case .produce: serve(frame, as: ProduceRequest.self, version: version, on: id, produce)
    case .fetch: serve(frame, as: FetchRequest.self, version: version, on: id, fetch)
    case .listOffsets: serve(frame, as: ListOffsetsRequest.self, version: version, on: id, listOffsets)
    case .metadata: serve(frame, as: MetadataRequest.self, version: version, on: id, metadata)
    case .findCoordinator: serve(frame, as: FindCoordinatorRequest.self, version: version, on: id, findCoordinator)
    case .offsetCommit: serve(frame, as: OffsetCommitRequest.self, version: version, on: id, offsetCommit)
    case .offsetFetch: serve(frame, as: OffsetFetchRequest.self, version: version, on: id, offsetFetch)
    case .joinGroup: serve(frame, as: JoinGroupRequest.self, version: version, on: id, joinGroup)
    case .heartbeat: serve(frame, as: HeartbeatRequest.self, version: version, on: id, heartbeat)
    case .leaveGroup: serve(frame, as: LeaveGroupRequest.self, version: version, on: id, leaveGroup)
    case .syncGroup: serve(frame, as: SyncGroupRequest.self, version: version, on: id, syncGroup)
    case .describeGroups: serve(frame, as: DescribeGroupsRequest.self, version: version, on: id, describeGroups)
    case .listGroups: serve(frame, as: ListGroupsRequest.self, version: version, on: id, listGroups)
    case .deleteGroups: serve(frame, as: DeleteGroupsRequest.self, version: version, on: id, deleteGroups)
    case .offsetForLeaderEpoch:
      serve(frame, as: OffsetForLeaderEpochRequest.self, version: version, on: id, offsetForLeaderEpoch)
    case .offsetDelete: serve(frame, as: OffsetDeleteRequest.self, version: version, on: id, offsetDelete)
    case .apiVersions: serve(frame, as: ApiVersionsRequest.self, version: version, on: id, apiVersions)
    case .createTopics: serve(frame, as: CreateTopicsRequest.self, version: version, on: id, createTopics)
    case .deleteTopics: serve(frame, as: DeleteTopicsRequest.self, version: version, on: id, deleteTopics)
    case .initProducerId: serve(frame, as: InitProducerIdRequest.self, version: version, on: id, initProducerId)
    case .describeConfigs: serve(frame, as: DescribeConfigsRequest.self, version: version, on: id, describeConfigs)
    case .createPartitions: serve(frame, as: CreatePartitionsRequest.self, version: version, on: id, createPartitions)
    case .deleteRecords: serve(frame, as: DeleteRecordsRequest.self, version: version, on: id, deleteRecords)
    case .describeProducers:
      serve(frame, as: DescribeProducersRequest.self, version: version, on: id, describeProducers)
    case .describeCluster: serve(frame, as: DescribeClusterRequest.self, version: version, on: id, describeCluster)
    case .describeTopicPartitions:
      serve(
        frame, as: DescribeTopicPartitionsRequest.self, version: version, on: id, describeTopicPartitions)
    default: preconditionFailure("\(api) is in the table of what is built, but has no handler")
    }
  }
}
