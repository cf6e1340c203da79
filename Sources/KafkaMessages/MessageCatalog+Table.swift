// Generated from protocol/messages by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

public import KafkaWire

extension MessageCatalog {
  /// The request of an API; nil for an API without a definition.
  public static func request(of api: ApiKey) -> (any KafkaRequest.Type)? {
    switch api.rawValue {
    case 0: ProduceRequest.self
    case 1: FetchRequest.self
    case 2: ListOffsetsRequest.self
    case 3: MetadataRequest.self
    case 4: LeaderAndIsrRequest.self
    case 5: StopReplicaRequest.self
    case 6: UpdateMetadataRequest.self
    case 7: ControlledShutdownRequest.self
    case 8: OffsetCommitRequest.self
    case 9: OffsetFetchRequest.self
    case 10: FindCoordinatorRequest.self
    case 11: JoinGroupRequest.self
    case 12: HeartbeatRequest.self
    case 13: LeaveGroupRequest.self
    case 14: SyncGroupRequest.self
    case 15: DescribeGroupsRequest.self
    case 16: ListGroupsRequest.self
    case 17: SaslHandshakeRequest.self
    case 18: ApiVersionsRequest.self
    case 19: CreateTopicsRequest.self
    case 20: DeleteTopicsRequest.self
    case 21: DeleteRecordsRequest.self
    case 22: InitProducerIdRequest.self
    case 23: OffsetForLeaderEpochRequest.self
    case 24: AddPartitionsToTxnRequest.self
    case 25: AddOffsetsToTxnRequest.self
    case 26: EndTxnRequest.self
    case 27: WriteTxnMarkersRequest.self
    case 28: TxnOffsetCommitRequest.self
    case 29: DescribeAclsRequest.self
    case 30: CreateAclsRequest.self
    case 31: DeleteAclsRequest.self
    case 32: DescribeConfigsRequest.self
    case 33: AlterConfigsRequest.self
    case 34: AlterReplicaLogDirsRequest.self
    case 35: DescribeLogDirsRequest.self
    case 36: SaslAuthenticateRequest.self
    case 37: CreatePartitionsRequest.self
    case 38: CreateDelegationTokenRequest.self
    case 39: RenewDelegationTokenRequest.self
    case 40: ExpireDelegationTokenRequest.self
    case 41: DescribeDelegationTokenRequest.self
    case 42: DeleteGroupsRequest.self
    case 43: ElectLeadersRequest.self
    case 44: IncrementalAlterConfigsRequest.self
    case 45: AlterPartitionReassignmentsRequest.self
    case 46: ListPartitionReassignmentsRequest.self
    case 47: OffsetDeleteRequest.self
    case 48: DescribeClientQuotasRequest.self
    case 49: AlterClientQuotasRequest.self
    case 50: DescribeUserScramCredentialsRequest.self
    case 51: AlterUserScramCredentialsRequest.self
    case 52: VoteRequest.self
    case 53: BeginQuorumEpochRequest.self
    case 54: EndQuorumEpochRequest.self
    case 55: DescribeQuorumRequest.self
    case 56: AlterPartitionRequest.self
    case 57: UpdateFeaturesRequest.self
    case 58: EnvelopeRequest.self
    case 59: FetchSnapshotRequest.self
    case 60: DescribeClusterRequest.self
    case 61: DescribeProducersRequest.self
    case 62: BrokerRegistrationRequest.self
    case 63: BrokerHeartbeatRequest.self
    case 64: UnregisterBrokerRequest.self
    case 65: DescribeTransactionsRequest.self
    case 66: ListTransactionsRequest.self
    case 67: AllocateProducerIdsRequest.self
    case 68: ConsumerGroupHeartbeatRequest.self
    case 69: ConsumerGroupDescribeRequest.self
    case 70: ControllerRegistrationRequest.self
    case 71: GetTelemetrySubscriptionsRequest.self
    case 72: PushTelemetryRequest.self
    case 73: AssignReplicasToDirsRequest.self
    case 74: ListConfigResourcesRequest.self
    case 75: DescribeTopicPartitionsRequest.self
    case 76: ShareGroupHeartbeatRequest.self
    case 77: ShareGroupDescribeRequest.self
    case 78: ShareFetchRequest.self
    case 79: ShareAcknowledgeRequest.self
    case 80: AddRaftVoterRequest.self
    case 81: RemoveRaftVoterRequest.self
    case 82: UpdateRaftVoterRequest.self
    case 83: InitializeShareGroupStateRequest.self
    case 84: ReadShareGroupStateRequest.self
    case 85: WriteShareGroupStateRequest.self
    case 86: DeleteShareGroupStateRequest.self
    case 87: ReadShareGroupStateSummaryRequest.self
    case 88: StreamsGroupHeartbeatRequest.self
    case 89: StreamsGroupDescribeRequest.self
    case 90: DescribeShareGroupOffsetsRequest.self
    case 91: AlterShareGroupOffsetsRequest.self
    case 92: DeleteShareGroupOffsetsRequest.self
    case 93: StreamsGroupTopologyDescriptionUpdateRequest.self
    case 94: UnregisterControllerRequest.self
    default: nil
    }
  }

  /// The key of a record in a coordinator's topic; nil for a type without a definition.
  public static func key(ofRecord type: Int16, in log: CoordinatorLog) -> (any CoordinatorKey.Type)? {
    switch (log, type) {
    case (.consumerOffsets, 8): ConsumerGroupCurrentMemberAssignmentKey.self
    case (.consumerOffsets, 5): ConsumerGroupMemberMetadataKey.self
    case (.consumerOffsets, 3): ConsumerGroupMetadataKey.self
    case (.consumerOffsets, 4): ConsumerGroupPartitionMetadataKey.self
    case (.consumerOffsets, 16): ConsumerGroupRegularExpressionKey.self
    case (.consumerOffsets, 7): ConsumerGroupTargetAssignmentMemberKey.self
    case (.consumerOffsets, 6): ConsumerGroupTargetAssignmentMetadataKey.self
    case (.consumerOffsets, 2): GroupMetadataKey.self
    case (.consumerOffsets, 0): LegacyOffsetCommitKey.self
    case (.consumerOffsets, 1): OffsetCommitKey.self
    case (.consumerOffsets, 14): ShareGroupCurrentMemberAssignmentKey.self
    case (.consumerOffsets, 10): ShareGroupMemberMetadataKey.self
    case (.consumerOffsets, 11): ShareGroupMetadataKey.self
    case (.consumerOffsets, 15): ShareGroupStatePartitionMetadataKey.self
    case (.consumerOffsets, 13): ShareGroupTargetAssignmentMemberKey.self
    case (.consumerOffsets, 12): ShareGroupTargetAssignmentMetadataKey.self
    case (.shareGroupState, 0): ShareSnapshotKey.self
    case (.shareGroupState, 1): ShareUpdateKey.self
    case (.consumerOffsets, 22): StreamsGroupCurrentMemberAssignmentKey.self
    case (.consumerOffsets, 19): StreamsGroupMemberMetadataKey.self
    case (.consumerOffsets, 17): StreamsGroupMetadataKey.self
    case (.consumerOffsets, 21): StreamsGroupTargetAssignmentMemberKey.self
    case (.consumerOffsets, 20): StreamsGroupTargetAssignmentMetadataKey.self
    case (.consumerOffsets, 23): StreamsGroupTopologyKey.self
    case (.transactionState, 0): TransactionLogKey.self
    default: nil
    }
  }

  /// The body of a log entry; nil for a type without a definition.
  public static func entry(_ type: UInt32, in log: EntryLog) -> (any LogEntry.Type)? {
    switch (log, type) {
    case (.clusterMetadata, 25): AbortTransactionRecord.self
    case (.clusterMetadata, 18): AccessControlEntryRecord.self
    case (.clusterMetadata, 23): BeginTransactionRecord.self
    case (.clusterMetadata, 17): BrokerRegistrationChangeRecord.self
    case (.clusterMetadata, 28): ClearElrRecord.self
    case (.clusterMetadata, 14): ClientQuotaRecord.self
    case (.clusterMetadata, 4): ConfigRecord.self
    case (.clusterMetadata, 10): DelegationTokenRecord.self
    case (.clusterMetadata, 24): EndTransactionRecord.self
    case (.clusterMetadata, 12): FeatureLevelRecord.self
    case (.clusterMetadata, 7): FenceBrokerRecord.self
    case (.clusterMetadata, 20): NoOpRecord.self
    case (.clusterMetadata, 5): PartitionChangeRecord.self
    case (.clusterMetadata, 3): PartitionRecord.self
    case (.clusterMetadata, 15): ProducerIdsRecord.self
    case (.clusterMetadata, 0): RegisterBrokerRecord.self
    case (.clusterMetadata, 27): RegisterControllerRecord.self
    case (.clusterMetadata, 19): RemoveAccessControlEntryRecord.self
    case (.clusterMetadata, 26): RemoveDelegationTokenRecord.self
    case (.clusterMetadata, 9): RemoveTopicRecord.self
    case (.clusterMetadata, 22): RemoveUserScramCredentialRecord.self
    case (.clusterMetadata, 2): TopicRecord.self
    case (.clusterMetadata, 8): UnfenceBrokerRecord.self
    case (.clusterMetadata, 1): UnregisterBrokerRecord.self
    case (.clusterMetadata, 29): UnregisterControllerRecord.self
    case (.clusterMetadata, 11): UserScramCredentialRecord.self
    case (.clusterMetadata, 21): ZkMigrationStateRecord.self
    case (.remoteLogMetadata, 0): RemoteLogSegmentMetadataRecord.self
    case (.remoteLogMetadata, 3): RemoteLogSegmentMetadataSnapshotRecord.self
    case (.remoteLogMetadata, 1): RemoteLogSegmentMetadataUpdateRecord.self
    case (.remoteLogMetadata, 2): RemotePartitionDeleteMetadataRecord.self
    default: nil
    }
  }

  /// Every message there is, by name.
  public static let all: [any KafkaMessage.Type] = [
    AbortTransactionRecord.self,
    AbortedTxn.self,
    AccessControlEntryRecord.self,
    AddOffsetsToTxnRequest.self,
    AddOffsetsToTxnResponse.self,
    AddPartitionsToTxnRequest.self,
    AddPartitionsToTxnResponse.self,
    AddRaftVoterRequest.self,
    AddRaftVoterResponse.self,
    AllocateProducerIdsRequest.self,
    AllocateProducerIdsResponse.self,
    AlterClientQuotasRequest.self,
    AlterClientQuotasResponse.self,
    AlterConfigsRequest.self,
    AlterConfigsResponse.self,
    AlterPartitionReassignmentsRequest.self,
    AlterPartitionReassignmentsResponse.self,
    AlterPartitionRequest.self,
    AlterPartitionResponse.self,
    AlterReplicaLogDirsRequest.self,
    AlterReplicaLogDirsResponse.self,
    AlterShareGroupOffsetsRequest.self,
    AlterShareGroupOffsetsResponse.self,
    AlterUserScramCredentialsRequest.self,
    AlterUserScramCredentialsResponse.self,
    ApiVersionsRequest.self,
    ApiVersionsResponse.self,
    AssignReplicasToDirsRequest.self,
    AssignReplicasToDirsResponse.self,
    BeginQuorumEpochRequest.self,
    BeginQuorumEpochResponse.self,
    BeginTransactionRecord.self,
    BrokerHeartbeatRequest.self,
    BrokerHeartbeatResponse.self,
    BrokerRegistrationChangeRecord.self,
    BrokerRegistrationRequest.self,
    BrokerRegistrationResponse.self,
    ClearElrRecord.self,
    ClientQuotaRecord.self,
    ConfigRecord.self,
    ConsumerGroupCurrentMemberAssignmentKey.self,
    ConsumerGroupCurrentMemberAssignmentValue.self,
    ConsumerGroupDescribeRequest.self,
    ConsumerGroupDescribeResponse.self,
    ConsumerGroupHeartbeatRequest.self,
    ConsumerGroupHeartbeatResponse.self,
    ConsumerGroupMemberMetadataKey.self,
    ConsumerGroupMemberMetadataValue.self,
    ConsumerGroupMetadataKey.self,
    ConsumerGroupMetadataValue.self,
    ConsumerGroupPartitionMetadataKey.self,
    ConsumerGroupPartitionMetadataValue.self,
    ConsumerGroupRegularExpressionKey.self,
    ConsumerGroupRegularExpressionValue.self,
    ConsumerGroupTargetAssignmentMemberKey.self,
    ConsumerGroupTargetAssignmentMemberValue.self,
    ConsumerGroupTargetAssignmentMetadataKey.self,
    ConsumerGroupTargetAssignmentMetadataValue.self,
    ConsumerProtocolAssignment.self,
    ConsumerProtocolSubscription.self,
    ControlRecordTypeSchema.self,
    ControlledShutdownRequest.self,
    ControlledShutdownResponse.self,
    ControllerRegistrationRequest.self,
    ControllerRegistrationResponse.self,
    CreateAclsRequest.self,
    CreateAclsResponse.self,
    CreateDelegationTokenRequest.self,
    CreateDelegationTokenResponse.self,
    CreatePartitionsRequest.self,
    CreatePartitionsResponse.self,
    CreateTopicsRequest.self,
    CreateTopicsResponse.self,
    DefaultPrincipalData.self,
    DelegationTokenRecord.self,
    DeleteAclsRequest.self,
    DeleteAclsResponse.self,
    DeleteGroupsRequest.self,
    DeleteGroupsResponse.self,
    DeleteRecordsRequest.self,
    DeleteRecordsResponse.self,
    DeleteShareGroupOffsetsRequest.self,
    DeleteShareGroupOffsetsResponse.self,
    DeleteShareGroupStateRequest.self,
    DeleteShareGroupStateResponse.self,
    DeleteTopicsRequest.self,
    DeleteTopicsResponse.self,
    DescribeAclsRequest.self,
    DescribeAclsResponse.self,
    DescribeClientQuotasRequest.self,
    DescribeClientQuotasResponse.self,
    DescribeClusterRequest.self,
    DescribeClusterResponse.self,
    DescribeConfigsRequest.self,
    DescribeConfigsResponse.self,
    DescribeDelegationTokenRequest.self,
    DescribeDelegationTokenResponse.self,
    DescribeGroupsRequest.self,
    DescribeGroupsResponse.self,
    DescribeLogDirsRequest.self,
    DescribeLogDirsResponse.self,
    DescribeProducersRequest.self,
    DescribeProducersResponse.self,
    DescribeQuorumRequest.self,
    DescribeQuorumResponse.self,
    DescribeShareGroupOffsetsRequest.self,
    DescribeShareGroupOffsetsResponse.self,
    DescribeTopicPartitionsRequest.self,
    DescribeTopicPartitionsResponse.self,
    DescribeTransactionsRequest.self,
    DescribeTransactionsResponse.self,
    DescribeUserScramCredentialsRequest.self,
    DescribeUserScramCredentialsResponse.self,
    ElectLeadersRequest.self,
    ElectLeadersResponse.self,
    EndQuorumEpochRequest.self,
    EndQuorumEpochResponse.self,
    EndTransactionRecord.self,
    EndTxnMarker.self,
    EndTxnRequest.self,
    EndTxnResponse.self,
    EnvelopeRequest.self,
    EnvelopeResponse.self,
    ExpireDelegationTokenRequest.self,
    ExpireDelegationTokenResponse.self,
    FeatureLevelRecord.self,
    FenceBrokerRecord.self,
    FetchRequest.self,
    FetchResponse.self,
    FetchSnapshotRequest.self,
    FetchSnapshotResponse.self,
    FindCoordinatorRequest.self,
    FindCoordinatorResponse.self,
    GetTelemetrySubscriptionsRequest.self,
    GetTelemetrySubscriptionsResponse.self,
    GroupMetadataKey.self,
    GroupMetadataValue.self,
    HeartbeatRequest.self,
    HeartbeatResponse.self,
    IncrementalAlterConfigsRequest.self,
    IncrementalAlterConfigsResponse.self,
    InitProducerIdRequest.self,
    InitProducerIdResponse.self,
    InitializeShareGroupStateRequest.self,
    InitializeShareGroupStateResponse.self,
    JoinGroupRequest.self,
    JoinGroupResponse.self,
    KRaftVersionRecord.self,
    LeaderAndIsrRequest.self,
    LeaderAndIsrResponse.self,
    LeaderChangeMessage.self,
    LeaveGroupRequest.self,
    LeaveGroupResponse.self,
    LegacyOffsetCommitKey.self,
    LegacyOffsetCommitValue.self,
    ListConfigResourcesRequest.self,
    ListConfigResourcesResponse.self,
    ListGroupsRequest.self,
    ListGroupsResponse.self,
    ListOffsetsRequest.self,
    ListOffsetsResponse.self,
    ListPartitionReassignmentsRequest.self,
    ListPartitionReassignmentsResponse.self,
    ListTransactionsRequest.self,
    ListTransactionsResponse.self,
    MetadataRequest.self,
    MetadataResponse.self,
    NoOpRecord.self,
    OffsetCommitKey.self,
    OffsetCommitRequest.self,
    OffsetCommitResponse.self,
    OffsetCommitValue.self,
    OffsetDeleteRequest.self,
    OffsetDeleteResponse.self,
    OffsetFetchRequest.self,
    OffsetFetchResponse.self,
    OffsetForLeaderEpochRequest.self,
    OffsetForLeaderEpochResponse.self,
    PartitionChangeRecord.self,
    PartitionRecord.self,
    ProduceRequest.self,
    ProduceResponse.self,
    ProducerIdsRecord.self,
    ProducerSnapshot.self,
    PushTelemetryRequest.self,
    PushTelemetryResponse.self,
    QuorumStateData.self,
    ReadShareGroupStateRequest.self,
    ReadShareGroupStateResponse.self,
    ReadShareGroupStateSummaryRequest.self,
    ReadShareGroupStateSummaryResponse.self,
    RegisterBrokerRecord.self,
    RegisterControllerRecord.self,
    RemoteLogSegmentMetadataRecord.self,
    RemoteLogSegmentMetadataSnapshotRecord.self,
    RemoteLogSegmentMetadataUpdateRecord.self,
    RemotePartitionDeleteMetadataRecord.self,
    RemoveAccessControlEntryRecord.self,
    RemoveDelegationTokenRecord.self,
    RemoveRaftVoterRequest.self,
    RemoveRaftVoterResponse.self,
    RemoveTopicRecord.self,
    RemoveUserScramCredentialRecord.self,
    RenewDelegationTokenRequest.self,
    RenewDelegationTokenResponse.self,
    RequestHeader.self,
    ResponseHeader.self,
    SaslAuthenticateRequest.self,
    SaslAuthenticateResponse.self,
    SaslHandshakeRequest.self,
    SaslHandshakeResponse.self,
    ShareAcknowledgeRequest.self,
    ShareAcknowledgeResponse.self,
    ShareFetchRequest.self,
    ShareFetchResponse.self,
    ShareGroupCurrentMemberAssignmentKey.self,
    ShareGroupCurrentMemberAssignmentValue.self,
    ShareGroupDescribeRequest.self,
    ShareGroupDescribeResponse.self,
    ShareGroupHeartbeatRequest.self,
    ShareGroupHeartbeatResponse.self,
    ShareGroupMemberMetadataKey.self,
    ShareGroupMemberMetadataValue.self,
    ShareGroupMetadataKey.self,
    ShareGroupMetadataValue.self,
    ShareGroupStatePartitionMetadataKey.self,
    ShareGroupStatePartitionMetadataValue.self,
    ShareGroupTargetAssignmentMemberKey.self,
    ShareGroupTargetAssignmentMemberValue.self,
    ShareGroupTargetAssignmentMetadataKey.self,
    ShareGroupTargetAssignmentMetadataValue.self,
    ShareSnapshotKey.self,
    ShareSnapshotValue.self,
    ShareUpdateKey.self,
    ShareUpdateValue.self,
    SnapshotFooterRecord.self,
    SnapshotHeaderRecord.self,
    StopReplicaRequest.self,
    StopReplicaResponse.self,
    StreamsGroupCurrentMemberAssignmentKey.self,
    StreamsGroupCurrentMemberAssignmentValue.self,
    StreamsGroupDescribeRequest.self,
    StreamsGroupDescribeResponse.self,
    StreamsGroupHeartbeatRequest.self,
    StreamsGroupHeartbeatResponse.self,
    StreamsGroupMemberMetadataKey.self,
    StreamsGroupMemberMetadataValue.self,
    StreamsGroupMetadataKey.self,
    StreamsGroupMetadataValue.self,
    StreamsGroupTargetAssignmentMemberKey.self,
    StreamsGroupTargetAssignmentMemberValue.self,
    StreamsGroupTargetAssignmentMetadataKey.self,
    StreamsGroupTargetAssignmentMetadataValue.self,
    StreamsGroupTopologyDescriptionUpdateRequest.self,
    StreamsGroupTopologyDescriptionUpdateResponse.self,
    StreamsGroupTopologyKey.self,
    StreamsGroupTopologyValue.self,
    SyncGroupRequest.self,
    SyncGroupResponse.self,
    TopicRecord.self,
    TransactionLogKey.self,
    TransactionLogValue.self,
    TxnOffsetCommitRequest.self,
    TxnOffsetCommitResponse.self,
    UnfenceBrokerRecord.self,
    UnregisterBrokerRecord.self,
    UnregisterBrokerRequest.self,
    UnregisterBrokerResponse.self,
    UnregisterControllerRecord.self,
    UnregisterControllerRequest.self,
    UnregisterControllerResponse.self,
    UpdateFeaturesRequest.self,
    UpdateFeaturesResponse.self,
    UpdateMetadataRequest.self,
    UpdateMetadataResponse.self,
    UpdateRaftVoterRequest.self,
    UpdateRaftVoterResponse.self,
    UserScramCredentialRecord.self,
    VoteRequest.self,
    VoteResponse.self,
    VotersRecord.self,
    WriteShareGroupStateRequest.self,
    WriteShareGroupStateResponse.self,
    WriteTxnMarkersRequest.self,
    WriteTxnMarkersResponse.self,
    ZkMigrationStateRecord.self,
  ]
}
