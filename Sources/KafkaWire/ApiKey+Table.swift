// Generated from protocol/messages/api by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

extension ApiKey {
  @inlinable public static var produce: ApiKey { ApiKey(rawValue: 0) }
  @inlinable public static var fetch: ApiKey { ApiKey(rawValue: 1) }
  @inlinable public static var listOffsets: ApiKey { ApiKey(rawValue: 2) }
  @inlinable public static var metadata: ApiKey { ApiKey(rawValue: 3) }
  @inlinable public static var leaderAndIsr: ApiKey { ApiKey(rawValue: 4) }
  @inlinable public static var stopReplica: ApiKey { ApiKey(rawValue: 5) }
  @inlinable public static var updateMetadata: ApiKey { ApiKey(rawValue: 6) }
  @inlinable public static var controlledShutdown: ApiKey { ApiKey(rawValue: 7) }
  @inlinable public static var offsetCommit: ApiKey { ApiKey(rawValue: 8) }
  @inlinable public static var offsetFetch: ApiKey { ApiKey(rawValue: 9) }
  @inlinable public static var findCoordinator: ApiKey { ApiKey(rawValue: 10) }
  @inlinable public static var joinGroup: ApiKey { ApiKey(rawValue: 11) }
  @inlinable public static var heartbeat: ApiKey { ApiKey(rawValue: 12) }
  @inlinable public static var leaveGroup: ApiKey { ApiKey(rawValue: 13) }
  @inlinable public static var syncGroup: ApiKey { ApiKey(rawValue: 14) }
  @inlinable public static var describeGroups: ApiKey { ApiKey(rawValue: 15) }
  @inlinable public static var listGroups: ApiKey { ApiKey(rawValue: 16) }
  @inlinable public static var saslHandshake: ApiKey { ApiKey(rawValue: 17) }
  @inlinable public static var apiVersions: ApiKey { ApiKey(rawValue: 18) }
  @inlinable public static var createTopics: ApiKey { ApiKey(rawValue: 19) }
  @inlinable public static var deleteTopics: ApiKey { ApiKey(rawValue: 20) }
  @inlinable public static var deleteRecords: ApiKey { ApiKey(rawValue: 21) }
  @inlinable public static var initProducerId: ApiKey { ApiKey(rawValue: 22) }
  @inlinable public static var offsetForLeaderEpoch: ApiKey { ApiKey(rawValue: 23) }
  @inlinable public static var addPartitionsToTxn: ApiKey { ApiKey(rawValue: 24) }
  @inlinable public static var addOffsetsToTxn: ApiKey { ApiKey(rawValue: 25) }
  @inlinable public static var endTxn: ApiKey { ApiKey(rawValue: 26) }
  @inlinable public static var writeTxnMarkers: ApiKey { ApiKey(rawValue: 27) }
  @inlinable public static var txnOffsetCommit: ApiKey { ApiKey(rawValue: 28) }
  @inlinable public static var describeAcls: ApiKey { ApiKey(rawValue: 29) }
  @inlinable public static var createAcls: ApiKey { ApiKey(rawValue: 30) }
  @inlinable public static var deleteAcls: ApiKey { ApiKey(rawValue: 31) }
  @inlinable public static var describeConfigs: ApiKey { ApiKey(rawValue: 32) }
  @inlinable public static var alterConfigs: ApiKey { ApiKey(rawValue: 33) }
  @inlinable public static var alterReplicaLogDirs: ApiKey { ApiKey(rawValue: 34) }
  @inlinable public static var describeLogDirs: ApiKey { ApiKey(rawValue: 35) }
  @inlinable public static var saslAuthenticate: ApiKey { ApiKey(rawValue: 36) }
  @inlinable public static var createPartitions: ApiKey { ApiKey(rawValue: 37) }
  @inlinable public static var createDelegationToken: ApiKey { ApiKey(rawValue: 38) }
  @inlinable public static var renewDelegationToken: ApiKey { ApiKey(rawValue: 39) }
  @inlinable public static var expireDelegationToken: ApiKey { ApiKey(rawValue: 40) }
  @inlinable public static var describeDelegationToken: ApiKey { ApiKey(rawValue: 41) }
  @inlinable public static var deleteGroups: ApiKey { ApiKey(rawValue: 42) }
  @inlinable public static var electLeaders: ApiKey { ApiKey(rawValue: 43) }
  @inlinable public static var incrementalAlterConfigs: ApiKey { ApiKey(rawValue: 44) }
  @inlinable public static var alterPartitionReassignments: ApiKey { ApiKey(rawValue: 45) }
  @inlinable public static var listPartitionReassignments: ApiKey { ApiKey(rawValue: 46) }
  @inlinable public static var offsetDelete: ApiKey { ApiKey(rawValue: 47) }
  @inlinable public static var describeClientQuotas: ApiKey { ApiKey(rawValue: 48) }
  @inlinable public static var alterClientQuotas: ApiKey { ApiKey(rawValue: 49) }
  @inlinable public static var describeUserScramCredentials: ApiKey { ApiKey(rawValue: 50) }
  @inlinable public static var alterUserScramCredentials: ApiKey { ApiKey(rawValue: 51) }
  @inlinable public static var vote: ApiKey { ApiKey(rawValue: 52) }
  @inlinable public static var beginQuorumEpoch: ApiKey { ApiKey(rawValue: 53) }
  @inlinable public static var endQuorumEpoch: ApiKey { ApiKey(rawValue: 54) }
  @inlinable public static var describeQuorum: ApiKey { ApiKey(rawValue: 55) }
  @inlinable public static var alterPartition: ApiKey { ApiKey(rawValue: 56) }
  @inlinable public static var updateFeatures: ApiKey { ApiKey(rawValue: 57) }
  @inlinable public static var envelope: ApiKey { ApiKey(rawValue: 58) }
  @inlinable public static var fetchSnapshot: ApiKey { ApiKey(rawValue: 59) }
  @inlinable public static var describeCluster: ApiKey { ApiKey(rawValue: 60) }
  @inlinable public static var describeProducers: ApiKey { ApiKey(rawValue: 61) }
  @inlinable public static var brokerRegistration: ApiKey { ApiKey(rawValue: 62) }
  @inlinable public static var brokerHeartbeat: ApiKey { ApiKey(rawValue: 63) }
  @inlinable public static var unregisterBroker: ApiKey { ApiKey(rawValue: 64) }
  @inlinable public static var describeTransactions: ApiKey { ApiKey(rawValue: 65) }
  @inlinable public static var listTransactions: ApiKey { ApiKey(rawValue: 66) }
  @inlinable public static var allocateProducerIds: ApiKey { ApiKey(rawValue: 67) }
  @inlinable public static var consumerGroupHeartbeat: ApiKey { ApiKey(rawValue: 68) }
  @inlinable public static var consumerGroupDescribe: ApiKey { ApiKey(rawValue: 69) }
  @inlinable public static var controllerRegistration: ApiKey { ApiKey(rawValue: 70) }
  @inlinable public static var getTelemetrySubscriptions: ApiKey { ApiKey(rawValue: 71) }
  @inlinable public static var pushTelemetry: ApiKey { ApiKey(rawValue: 72) }
  @inlinable public static var assignReplicasToDirs: ApiKey { ApiKey(rawValue: 73) }
  @inlinable public static var listConfigResources: ApiKey { ApiKey(rawValue: 74) }
  @inlinable public static var describeTopicPartitions: ApiKey { ApiKey(rawValue: 75) }
  @inlinable public static var shareGroupHeartbeat: ApiKey { ApiKey(rawValue: 76) }
  @inlinable public static var shareGroupDescribe: ApiKey { ApiKey(rawValue: 77) }
  @inlinable public static var shareFetch: ApiKey { ApiKey(rawValue: 78) }
  @inlinable public static var shareAcknowledge: ApiKey { ApiKey(rawValue: 79) }
  @inlinable public static var addRaftVoter: ApiKey { ApiKey(rawValue: 80) }
  @inlinable public static var removeRaftVoter: ApiKey { ApiKey(rawValue: 81) }
  @inlinable public static var updateRaftVoter: ApiKey { ApiKey(rawValue: 82) }
  @inlinable public static var initializeShareGroupState: ApiKey { ApiKey(rawValue: 83) }
  @inlinable public static var readShareGroupState: ApiKey { ApiKey(rawValue: 84) }
  @inlinable public static var writeShareGroupState: ApiKey { ApiKey(rawValue: 85) }
  @inlinable public static var deleteShareGroupState: ApiKey { ApiKey(rawValue: 86) }
  @inlinable public static var readShareGroupStateSummary: ApiKey { ApiKey(rawValue: 87) }
  @inlinable public static var streamsGroupHeartbeat: ApiKey { ApiKey(rawValue: 88) }
  @inlinable public static var streamsGroupDescribe: ApiKey { ApiKey(rawValue: 89) }
  @inlinable public static var describeShareGroupOffsets: ApiKey { ApiKey(rawValue: 90) }
  @inlinable public static var alterShareGroupOffsets: ApiKey { ApiKey(rawValue: 91) }
  @inlinable public static var deleteShareGroupOffsets: ApiKey { ApiKey(rawValue: 92) }
  @inlinable public static var streamsGroupTopologyDescriptionUpdate: ApiKey { ApiKey(rawValue: 93) }
  @inlinable public static var unregisterController: ApiKey { ApiKey(rawValue: 94) }

  /// Every API that has a definition, by number.
  public static var all: [ApiKey] { names.indices.map { ApiKey(rawValue: Int16($0)) } }

  static let names: [String] = [
    "Produce",
    "Fetch",
    "ListOffsets",
    "Metadata",
    "LeaderAndIsr",
    "StopReplica",
    "UpdateMetadata",
    "ControlledShutdown",
    "OffsetCommit",
    "OffsetFetch",
    "FindCoordinator",
    "JoinGroup",
    "Heartbeat",
    "LeaveGroup",
    "SyncGroup",
    "DescribeGroups",
    "ListGroups",
    "SaslHandshake",
    "ApiVersions",
    "CreateTopics",
    "DeleteTopics",
    "DeleteRecords",
    "InitProducerId",
    "OffsetForLeaderEpoch",
    "AddPartitionsToTxn",
    "AddOffsetsToTxn",
    "EndTxn",
    "WriteTxnMarkers",
    "TxnOffsetCommit",
    "DescribeAcls",
    "CreateAcls",
    "DeleteAcls",
    "DescribeConfigs",
    "AlterConfigs",
    "AlterReplicaLogDirs",
    "DescribeLogDirs",
    "SaslAuthenticate",
    "CreatePartitions",
    "CreateDelegationToken",
    "RenewDelegationToken",
    "ExpireDelegationToken",
    "DescribeDelegationToken",
    "DeleteGroups",
    "ElectLeaders",
    "IncrementalAlterConfigs",
    "AlterPartitionReassignments",
    "ListPartitionReassignments",
    "OffsetDelete",
    "DescribeClientQuotas",
    "AlterClientQuotas",
    "DescribeUserScramCredentials",
    "AlterUserScramCredentials",
    "Vote",
    "BeginQuorumEpoch",
    "EndQuorumEpoch",
    "DescribeQuorum",
    "AlterPartition",
    "UpdateFeatures",
    "Envelope",
    "FetchSnapshot",
    "DescribeCluster",
    "DescribeProducers",
    "BrokerRegistration",
    "BrokerHeartbeat",
    "UnregisterBroker",
    "DescribeTransactions",
    "ListTransactions",
    "AllocateProducerIds",
    "ConsumerGroupHeartbeat",
    "ConsumerGroupDescribe",
    "ControllerRegistration",
    "GetTelemetrySubscriptions",
    "PushTelemetry",
    "AssignReplicasToDirs",
    "ListConfigResources",
    "DescribeTopicPartitions",
    "ShareGroupHeartbeat",
    "ShareGroupDescribe",
    "ShareFetch",
    "ShareAcknowledge",
    "AddRaftVoter",
    "RemoveRaftVoter",
    "UpdateRaftVoter",
    "InitializeShareGroupState",
    "ReadShareGroupState",
    "WriteShareGroupState",
    "DeleteShareGroupState",
    "ReadShareGroupStateSummary",
    "StreamsGroupHeartbeat",
    "StreamsGroupDescribe",
    "DescribeShareGroupOffsets",
    "AlterShareGroupOffsets",
    "DeleteShareGroupOffsets",
    "StreamsGroupTopologyDescriptionUpdate",
    "UnregisterController",
  ]
}
