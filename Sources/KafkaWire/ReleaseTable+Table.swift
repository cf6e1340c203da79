// Generated from protocol/releases.txt and protocol/messages/api by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

extension KafkaRelease {
  static let names: [String] = [
    "0.10.0", "0.10.1", "0.10.2", "0.11", "1.0", "1.1", "2.0", "2.1", "2.2", "2.3", "2.4", "2.5", "2.6", "2.7", "2.8", "3.0", "3.1", "3.2", "3.3", "3.4", "3.5", "3.6", "3.7", "3.8", "3.9", "4.0", "4.1", "4.2", "4.3", "4.4",
  ]
}

extension ReleaseTable {
  /// Who answers, by API key: the raw values of `Listeners`.
  static let listenersByApi: [UInt8] = [
    1,  // Produce
    3,  // Fetch
    1,  // ListOffsets
    1,  // Metadata
    4,  // LeaderAndIsr
    4,  // StopReplica
    4,  // UpdateMetadata
    6,  // ControlledShutdown
    1,  // OffsetCommit
    1,  // OffsetFetch
    1,  // FindCoordinator
    1,  // JoinGroup
    1,  // Heartbeat
    1,  // LeaveGroup
    1,  // SyncGroup
    1,  // DescribeGroups
    1,  // ListGroups
    3,  // SaslHandshake
    3,  // ApiVersions
    3,  // CreateTopics
    3,  // DeleteTopics
    1,  // DeleteRecords
    1,  // InitProducerId
    1,  // OffsetForLeaderEpoch
    1,  // AddPartitionsToTxn
    1,  // AddOffsetsToTxn
    1,  // EndTxn
    1,  // WriteTxnMarkers
    1,  // TxnOffsetCommit
    3,  // DescribeAcls
    3,  // CreateAcls
    3,  // DeleteAcls
    3,  // DescribeConfigs
    3,  // AlterConfigs
    1,  // AlterReplicaLogDirs
    1,  // DescribeLogDirs
    3,  // SaslAuthenticate
    3,  // CreatePartitions
    3,  // CreateDelegationToken
    3,  // RenewDelegationToken
    3,  // ExpireDelegationToken
    3,  // DescribeDelegationToken
    1,  // DeleteGroups
    3,  // ElectLeaders
    3,  // IncrementalAlterConfigs
    3,  // AlterPartitionReassignments
    3,  // ListPartitionReassignments
    1,  // OffsetDelete
    1,  // DescribeClientQuotas
    3,  // AlterClientQuotas
    3,  // DescribeUserScramCredentials
    3,  // AlterUserScramCredentials
    2,  // Vote
    2,  // BeginQuorumEpoch
    2,  // EndQuorumEpoch
    3,  // DescribeQuorum
    2,  // AlterPartition
    3,  // UpdateFeatures
    2,  // Envelope
    2,  // FetchSnapshot
    3,  // DescribeCluster
    1,  // DescribeProducers
    2,  // BrokerRegistration
    2,  // BrokerHeartbeat
    3,  // UnregisterBroker
    1,  // DescribeTransactions
    1,  // ListTransactions
    2,  // AllocateProducerIds
    1,  // ConsumerGroupHeartbeat
    1,  // ConsumerGroupDescribe
    2,  // ControllerRegistration
    1,  // GetTelemetrySubscriptions
    1,  // PushTelemetry
    2,  // AssignReplicasToDirs
    1,  // ListConfigResources
    1,  // DescribeTopicPartitions
    1,  // ShareGroupHeartbeat
    1,  // ShareGroupDescribe
    1,  // ShareFetch
    1,  // ShareAcknowledge
    3,  // AddRaftVoter
    3,  // RemoveRaftVoter
    2,  // UpdateRaftVoter
    1,  // InitializeShareGroupState
    1,  // ReadShareGroupState
    1,  // WriteShareGroupState
    1,  // DeleteShareGroupState
    1,  // ReadShareGroupStateSummary
    1,  // StreamsGroupHeartbeat
    1,  // StreamsGroupDescribe
    1,  // DescribeShareGroupOffsets
    1,  // AlterShareGroupOffsets
    1,  // DeleteShareGroupOffsets
    1,  // StreamsGroupTopologyDescriptionUpdate
    3,  // UnregisterController
  ]

  static let table: [Int16] = [
    // Produce
    0, 0, 0, 2, 0,
    0, 3, 0, 3, 0,
    0, 4, 0, 5, 0,
    0, 6, 0, 6, 0,
    0, 7, 0, 7, 0,
    0, 10, 0, 8, 0,
    0, 14, 0, 9, 0,
    0, 22, 0, 10, 0,
    0, 23, 0, 11, 0,
    0, 25, 3, 12, 0,
    0, 26, 3, 13, 0,
    // Fetch
    1, 0, 0, 2, 0,
    1, 1, 0, 3, 0,
    1, 3, 0, 5, 0,
    1, 4, 0, 6, 0,
    1, 5, 0, 7, 0,
    1, 6, 0, 8, 0,
    1, 7, 0, 10, 0,
    1, 9, 0, 11, 0,
    1, 13, 0, 12, 0,
    1, 16, 0, 13, 0,
    1, 20, 0, 15, 0,
    1, 22, 0, 16, 0,
    1, 24, 0, 17, 0,
    1, 25, 4, 17, 0,
    1, 26, 4, 18, 0,
    // ListOffsets
    2, 0, 0, 0, 0,
    2, 1, 0, 1, 0,
    2, 3, 0, 2, 0,
    2, 6, 0, 3, 0,
    2, 7, 0, 4, 0,
    2, 8, 0, 5, 0,
    2, 14, 0, 6, 0,
    2, 15, 0, 7, 0,
    2, 20, 0, 8, 0,
    2, 24, 0, 9, 0,
    2, 25, 1, 10, 0,
    2, 27, 1, 11, 0,
    // Metadata
    3, 0, 0, 1, 0,
    3, 1, 0, 2, 0,
    3, 3, 0, 4, 0,
    3, 4, 0, 5, 0,
    3, 6, 0, 6, 0,
    3, 7, 0, 7, 0,
    3, 9, 0, 8, 0,
    3, 10, 0, 9, 0,
    3, 14, 0, 11, 0,
    3, 16, 0, 12, 0,
    3, 25, 0, 13, 0,
    // LeaderAndIsr
    4, 0, 0, 0, 0,
    4, 4, 0, 1, 0,
    4, 8, 0, 2, 0,
    4, 10, 0, 4, 0,
    4, 14, 0, 5, 0,
    4, 17, 0, 6, 0,
    4, 19, 0, 7, 0,
    4, 25, -1, -1, 0,
    // StopReplica
    5, 0, 0, 0, 0,
    5, 8, 0, 1, 0,
    5, 10, 0, 2, 0,
    5, 12, 0, 3, 0,
    5, 19, 0, 4, 0,
    5, 25, -1, -1, 0,
    // UpdateMetadata
    6, 0, 0, 2, 0,
    6, 2, 0, 3, 0,
    6, 4, 0, 4, 0,
    6, 8, 0, 5, 0,
    6, 10, 0, 6, 0,
    6, 14, 0, 7, 0,
    6, 19, 0, 8, 0,
    6, 25, -1, -1, 0,
    // ControlledShutdown
    7, 0, 0, 1, 0,
    7, 8, 0, 2, 0,
    7, 10, 0, 3, 0,
    7, 25, -1, -1, 0,
    // OffsetCommit
    8, 0, 0, 2, 0,
    8, 3, 0, 3, 0,
    8, 6, 0, 4, 0,
    8, 7, 0, 6, 0,
    8, 9, 0, 7, 0,
    8, 10, 0, 8, 0,
    8, 21, 0, 9, 1,
    8, 22, 0, 9, 0,
    8, 25, 2, 9, 0,
    8, 26, 2, 10, 1,
    8, 27, 2, 10, 0,
    // OffsetFetch
    9, 0, 0, 1, 0,
    9, 3, 0, 3, 0,
    9, 6, 0, 4, 0,
    9, 7, 0, 5, 0,
    9, 10, 0, 6, 0,
    9, 11, 0, 7, 0,
    9, 15, 0, 8, 0,
    9, 22, 0, 9, 0,
    9, 25, 1, 9, 0,
    9, 26, 1, 10, 1,
    9, 27, 1, 10, 0,
    // FindCoordinator
    10, 0, 0, 0, 0,
    10, 3, 0, 1, 0,
    10, 6, 0, 2, 0,
    10, 10, 0, 3, 0,
    10, 15, 0, 4, 0,
    10, 23, 0, 5, 0,
    10, 24, 0, 6, 0,
    // JoinGroup
    11, 0, 0, 0, 0,
    11, 1, 0, 1, 0,
    11, 3, 0, 2, 0,
    11, 6, 0, 3, 0,
    11, 8, 0, 4, 0,
    11, 9, 0, 5, 0,
    11, 10, 0, 6, 0,
    11, 11, 0, 7, 0,
    11, 17, 0, 9, 0,
    // Heartbeat
    12, 0, 0, 0, 0,
    12, 3, 0, 1, 0,
    12, 6, 0, 2, 0,
    12, 9, 0, 3, 0,
    12, 10, 0, 4, 0,
    // LeaveGroup
    13, 0, 0, 0, 0,
    13, 3, 0, 1, 0,
    13, 6, 0, 2, 0,
    13, 10, 0, 4, 0,
    13, 17, 0, 5, 0,
    // SyncGroup
    14, 0, 0, 0, 0,
    14, 3, 0, 1, 0,
    14, 6, 0, 2, 0,
    14, 9, 0, 3, 0,
    14, 10, 0, 4, 0,
    14, 11, 0, 5, 0,
    // DescribeGroups
    15, 0, 0, 0, 0,
    15, 3, 0, 1, 0,
    15, 6, 0, 2, 0,
    15, 9, 0, 3, 0,
    15, 10, 0, 5, 0,
    15, 25, 0, 6, 0,
    // ListGroups
    16, 0, 0, 0, 0,
    16, 3, 0, 1, 0,
    16, 6, 0, 2, 0,
    16, 10, 0, 3, 0,
    16, 12, 0, 4, 0,
    16, 23, 0, 5, 0,
    // SaslHandshake
    17, 0, 0, 0, 0,
    17, 4, 0, 1, 0,
    // ApiVersions
    18, 0, 0, 0, 0,
    18, 3, 0, 1, 0,
    18, 6, 0, 2, 0,
    18, 10, 0, 3, 0,
    18, 24, 0, 4, 0,
    18, 29, 0, 5, 0,
    // CreateTopics
    19, 1, 0, 0, 0,
    19, 2, 0, 1, 0,
    19, 3, 0, 2, 0,
    19, 6, 0, 3, 0,
    19, 10, 0, 5, 0,
    19, 13, 0, 6, 0,
    19, 14, 0, 7, 0,
    19, 25, 2, 7, 0,
    // DeleteTopics
    20, 1, 0, 0, 0,
    20, 3, 0, 1, 0,
    20, 6, 0, 2, 0,
    20, 7, 0, 3, 0,
    20, 10, 0, 4, 0,
    20, 13, 0, 5, 0,
    20, 14, 0, 6, 0,
    20, 25, 1, 6, 0,
    // DeleteRecords
    21, 3, 0, 0, 0,
    21, 6, 0, 1, 0,
    21, 12, 0, 2, 0,
    // InitProducerId
    22, 3, 0, 0, 0,
    22, 6, 0, 1, 0,
    22, 10, 0, 2, 0,
    22, 11, 0, 3, 0,
    22, 13, 0, 4, 0,
    22, 23, 0, 5, 0,
    22, 26, 0, 6, 1,
    // OffsetForLeaderEpoch
    23, 3, 0, 0, 0,
    23, 6, 0, 1, 0,
    23, 7, 0, 2, 0,
    23, 9, 0, 3, 0,
    23, 14, 0, 4, 0,
    23, 25, 2, 4, 0,
    // AddPartitionsToTxn
    24, 3, 0, 0, 0,
    24, 6, 0, 1, 0,
    24, 13, 0, 2, 0,
    24, 14, 0, 3, 0,
    24, 20, 0, 4, 1,
    24, 21, 0, 4, 0,
    24, 23, 0, 5, 0,
    // AddOffsetsToTxn
    25, 3, 0, 0, 0,
    25, 6, 0, 1, 0,
    25, 13, 0, 2, 0,
    25, 14, 0, 3, 0,
    25, 23, 0, 4, 0,
    // EndTxn
    26, 3, 0, 0, 0,
    26, 6, 0, 1, 0,
    26, 13, 0, 2, 0,
    26, 14, 0, 3, 0,
    26, 23, 0, 4, 0,
    26, 25, 0, 5, 0,
    // WriteTxnMarkers
    27, 3, 0, 0, 0,
    27, 14, 0, 1, 0,
    27, 25, 1, 1, 0,
    27, 27, 1, 2, 0,
    // TxnOffsetCommit
    28, 3, 0, 0, 0,
    28, 6, 0, 1, 0,
    28, 7, 0, 2, 0,
    28, 11, 0, 3, 0,
    28, 23, 0, 4, 0,
    28, 25, 0, 5, 0,
    28, 29, 0, 6, 0,
    // DescribeAcls
    29, 3, 0, 0, 0,
    29, 6, 0, 1, 0,
    29, 11, 0, 2, 0,
    29, 18, 0, 3, 0,
    29, 25, 1, 3, 0,
    // CreateAcls
    30, 3, 0, 0, 0,
    30, 6, 0, 1, 0,
    30, 11, 0, 2, 0,
    30, 18, 0, 3, 0,
    30, 25, 1, 3, 0,
    // DeleteAcls
    31, 3, 0, 0, 0,
    31, 6, 0, 1, 0,
    31, 11, 0, 2, 0,
    31, 18, 0, 3, 0,
    31, 25, 1, 3, 0,
    // DescribeConfigs
    32, 3, 0, 0, 0,
    32, 5, 0, 1, 0,
    32, 6, 0, 2, 0,
    32, 12, 0, 3, 0,
    32, 14, 0, 4, 0,
    32, 25, 1, 4, 0,
    // AlterConfigs
    33, 3, 0, 0, 0,
    33, 6, 0, 1, 0,
    33, 14, 0, 2, 0,
    // AlterReplicaLogDirs
    34, 4, 0, 0, 0,
    34, 6, 0, 1, 0,
    34, 14, 0, 2, 0,
    34, 25, 1, 2, 0,
    // DescribeLogDirs
    35, 4, 0, 0, 0,
    35, 6, 0, 1, 0,
    35, 12, 0, 2, 0,
    35, 17, 0, 3, 0,
    35, 18, 0, 4, 0,
    35, 25, 1, 4, 0,
    35, 28, 1, 5, 0,
    // SaslAuthenticate
    36, 4, 0, 0, 0,
    36, 8, 0, 1, 0,
    36, 11, 0, 2, 0,
    // CreatePartitions
    37, 4, 0, 0, 0,
    37, 6, 0, 1, 0,
    37, 11, 0, 2, 0,
    37, 13, 0, 3, 0,
    // CreateDelegationToken
    38, 5, 0, 0, 0,
    38, 6, 0, 1, 0,
    38, 10, 0, 2, 0,
    38, 18, 0, 3, 0,
    38, 25, 1, 3, 0,
    // RenewDelegationToken
    39, 5, 0, 0, 0,
    39, 6, 0, 1, 0,
    39, 11, 0, 2, 0,
    39, 25, 1, 2, 0,
    // ExpireDelegationToken
    40, 5, 0, 0, 0,
    40, 6, 0, 1, 0,
    40, 11, 0, 2, 0,
    40, 25, 1, 2, 0,
    // DescribeDelegationToken
    41, 5, 0, 0, 0,
    41, 6, 0, 1, 0,
    41, 11, 0, 2, 0,
    41, 18, 0, 3, 0,
    41, 25, 1, 3, 0,
    // DeleteGroups
    42, 5, 0, 0, 0,
    42, 6, 0, 1, 0,
    42, 10, 0, 2, 0,
    42, 29, 0, 3, 0,
    // ElectLeaders
    43, 8, 0, 0, 0,
    43, 10, 0, 2, 0,
    // IncrementalAlterConfigs
    44, 9, 0, 0, 0,
    44, 10, 0, 1, 0,
    // AlterPartitionReassignments
    45, 10, 0, 0, 0,
    45, 26, 0, 1, 0,
    // ListPartitionReassignments
    46, 10, 0, 0, 0,
    // OffsetDelete
    47, 10, 0, 0, 0,
    // DescribeClientQuotas
    48, 12, 0, 0, 0,
    48, 14, 0, 1, 0,
    // AlterClientQuotas
    49, 12, 0, 0, 0,
    49, 14, 0, 1, 0,
    // DescribeUserScramCredentials
    50, 13, 0, 0, 0,
    // AlterUserScramCredentials
    51, 13, 0, 0, 0,
    // Vote
    52, 13, 0, 0, 0,
    52, 24, 0, 1, 0,
    52, 25, 0, 2, 0,
    // BeginQuorumEpoch
    53, 13, 0, 0, 0,
    53, 24, 0, 1, 0,
    // EndQuorumEpoch
    54, 13, 0, 0, 0,
    54, 24, 0, 1, 0,
    // DescribeQuorum
    55, 13, 0, 0, 0,
    55, 18, 0, 1, 0,
    55, 24, 0, 2, 0,
    // AlterPartition
    56, 13, 0, 0, 0,
    56, 17, 0, 1, 0,
    56, 18, 0, 2, 0,
    56, 20, 0, 3, 0,
    56, 25, 2, 3, 0,
    // UpdateFeatures
    57, 13, 0, 0, 0,
    57, 18, 0, 1, 0,
    57, 25, 0, 2, 0,
    // Envelope
    58, 14, 0, 0, 0,
    // FetchSnapshot
    59, 14, 0, 0, 0,
    59, 24, 0, 1, 0,
    // DescribeCluster
    60, 14, 0, 0, 0,
    60, 22, 0, 1, 0,
    60, 25, 0, 2, 0,
    // DescribeProducers
    61, 14, 0, 0, 0,
    // BrokerRegistration
    62, 14, 0, 0, 0,
    62, 19, 0, 1, 0,
    62, 22, 0, 3, 0,
    62, 24, 0, 4, 0,
    // BrokerHeartbeat
    63, 14, 0, 0, 0,
    63, 22, 0, 1, 0,
    63, 28, 0, 2, 0,
    // UnregisterBroker
    64, 14, 0, 0, 0,
    // DescribeTransactions
    65, 15, 0, 0, 0,
    // ListTransactions
    66, 15, 0, 0, 0,
    66, 23, 0, 1, 0,
    66, 26, 0, 2, 0,
    // AllocateProducerIds
    67, 15, 0, 0, 0,
    // ConsumerGroupHeartbeat
    68, 20, 0, 0, 1,
    68, 22, 0, 0, 0,
    68, 25, 0, 1, 0,
    // ConsumerGroupDescribe
    69, 22, 0, 0, 1,
    69, 23, 0, 0, 0,
    69, 25, 0, 1, 0,
    // ControllerRegistration
    70, 22, 0, 0, 0,
    // GetTelemetrySubscriptions
    71, 22, 0, 0, 0,
    // PushTelemetry
    72, 22, 0, 0, 0,
    // AssignReplicasToDirs
    73, 22, 0, 0, 0,
    // ListConfigResources
    74, 22, 0, 0, 0,
    74, 26, 0, 1, 0,
    // DescribeTopicPartitions
    75, 23, 0, 0, 0,
    // ShareGroupHeartbeat
    76, 24, 0, 0, 1,
    76, 26, 1, 1, 0,
    // ShareGroupDescribe
    77, 24, 0, 0, 1,
    77, 26, 1, 1, 0,
    // ShareFetch
    78, 24, 0, 0, 1,
    78, 26, 1, 1, 0,
    78, 27, 1, 2, 0,
    // ShareAcknowledge
    79, 24, 0, 0, 1,
    79, 26, 1, 1, 0,
    79, 27, 1, 2, 0,
    // AddRaftVoter
    80, 24, 0, 0, 0,
    80, 27, 0, 1, 0,
    // RemoveRaftVoter
    81, 24, 0, 0, 0,
    // UpdateRaftVoter
    82, 24, 0, 0, 0,
    // InitializeShareGroupState
    83, 24, 0, 0, 1,
    83, 26, 0, 0, 0,
    // ReadShareGroupState
    84, 24, 0, 0, 1,
    84, 26, 0, 0, 0,
    // WriteShareGroupState
    85, 24, 0, 0, 1,
    85, 26, 0, 0, 0,
    85, 27, 0, 1, 0,
    // DeleteShareGroupState
    86, 24, 0, 0, 1,
    86, 26, 0, 0, 0,
    // ReadShareGroupStateSummary
    87, 24, 0, 0, 1,
    87, 26, 0, 0, 0,
    87, 27, 0, 1, 0,
    // StreamsGroupHeartbeat
    88, 26, 0, 0, 1,
    88, 27, 0, 0, 0,
    88, 29, 0, 1, 0,
    // StreamsGroupDescribe
    89, 26, 0, 0, 1,
    89, 27, 0, 0, 0,
    89, 29, 0, 1, 0,
    // DescribeShareGroupOffsets
    90, 26, 0, 0, 0,
    90, 27, 0, 1, 0,
    // AlterShareGroupOffsets
    91, 26, 0, 0, 0,
    // DeleteShareGroupOffsets
    92, 26, 0, 0, 0,
    // StreamsGroupTopologyDescriptionUpdate
    93, 29, 0, 0, 0,
    // UnregisterController
    94, 29, 0, 0, 0,
  ]
}
