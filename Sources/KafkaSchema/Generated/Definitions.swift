// Generated from protocol/messages by kafka-message-generator. Do not edit; change that and run `make generate`.
// swift-format-ignore-file

/// All definitions, joined; see `Catalog.init(bundle:)`.
let definitionText = #"""
  === api/AddOffsetsToTxn.wire
  api 25 AddOffsetsToTxn listeners=broker
  request versions=0-4 flexible=3+
    TransactionalId string entity=transactionalId
    ProducerId int64 entity=producerId
    ProducerEpoch int16
    GroupId string entity=groupId
  response versions=0-4 flexible=3+
    ThrottleTimeMs int32
    ErrorCode int16
  === api/AddPartitionsToTxn.wire
  api 24 AddPartitionsToTxn listeners=broker
  request versions=0-5 flexible=3+
    Transactions []AddPartitionsToTxnTransaction 4+
      TransactionalId string key entity=transactionalId
      ProducerId int64 entity=producerId
      ProducerEpoch int16
      VerifyOnly bool
      Topics []AddPartitionsToTxnTopic
    V3AndBelowTransactionalId string 0-3 entity=transactionalId
    V3AndBelowProducerId int64 0-3 entity=producerId
    V3AndBelowProducerEpoch int16 0-3
    V3AndBelowTopics []AddPartitionsToTxnTopic 0-3
  struct AddPartitionsToTxnTopic
    Name string key entity=topicName
    Partitions []int32
  response versions=0-5 flexible=3+
    ThrottleTimeMs int32
    ErrorCode int16 4+ ignorable
    ResultsByTransaction []AddPartitionsToTxnResult 4+
      TransactionalId string key entity=transactionalId
      TopicResults []AddPartitionsToTxnTopicResult
    ResultsByTopicV3AndBelow []AddPartitionsToTxnTopicResult 0-3
  struct AddPartitionsToTxnTopicResult
    Name string key entity=topicName
    ResultsByPartition []AddPartitionsToTxnPartitionResult
  struct AddPartitionsToTxnPartitionResult
    PartitionIndex int32 key
    PartitionErrorCode int16
  === api/AddRaftVoter.wire
  api 80 AddRaftVoter listeners=controller,broker
  request versions=0-1 flexible=0+
    ClusterId string?
    TimeoutMs int32
    VoterId int32
    VoterDirectoryId uuid
    Listeners []Listener
      Name string key
      Host string
      Port uint16
    AckWhenCommitted bool 1+ default=true
  response versions=0-1 flexible=0+
    ThrottleTimeMs int32
    ErrorCode int16
    ErrorMessage string? ignorable
  === api/AllocateProducerIds.wire
  api 67 AllocateProducerIds listeners=controller
  request versions=0 flexible=0+
    BrokerId int32 entity=brokerId
    BrokerEpoch int64 default=-1
  response versions=0 flexible=0+
    ThrottleTimeMs int32
    ErrorCode int16
    ProducerIdStart int64 entity=producerId
    ProducerIdLen int32
  === api/AlterClientQuotas.wire
  api 49 AlterClientQuotas listeners=broker,controller
  request versions=0-1 flexible=1+
    Entries []EntryData
      Entity []EntityData
        EntityType string
        EntityName string?
      Ops []OpData
        Key string
        Value float64
        Remove bool
    ValidateOnly bool
  response versions=0-1 flexible=1+
    ThrottleTimeMs int32
    Entries []EntryData
      ErrorCode int16
      ErrorMessage string?
      Entity []EntityData
        EntityType string
        EntityName string?
  === api/AlterConfigs.wire
  api 33 AlterConfigs listeners=broker,controller
  request versions=0-2 flexible=2+
    Resources []AlterConfigsResource
      ResourceType int8 key
      ResourceName string key
      Configs []AlterableConfig
        Name string key
        Value string?
    ValidateOnly bool
  response versions=0-2 flexible=2+
    ThrottleTimeMs int32
    Responses []AlterConfigsResourceResponse
      ErrorCode int16
      ErrorMessage string?
      ResourceType int8
      ResourceName string
  === api/AlterPartition.wire
  api 56 AlterPartition listeners=controller
  request versions=0-3 supported=2-3 flexible=0+
    BrokerId int32 entity=brokerId
    BrokerEpoch int64 default=-1
    Topics []TopicData
      TopicName string 0-1 ignorable entity=topicName
      TopicId uuid 2+ ignorable
      Partitions []PartitionData
        PartitionIndex int32
        LeaderEpoch int32
        NewIsr []int32 0-2 entity=brokerId
        NewIsrWithEpochs []BrokerState 3+
          BrokerId int32 entity=brokerId
          BrokerEpoch int64 default=-1
        LeaderRecoveryState int8 1+
        PartitionEpoch int32
  response versions=0-3 supported=2-3 flexible=0+
    ThrottleTimeMs int32
    ErrorCode int16
    Topics []TopicData
      TopicName string 0-1 ignorable entity=topicName
      TopicId uuid 2+ ignorable
      Partitions []PartitionData
        PartitionIndex int32
        ErrorCode int16
        LeaderId int32 entity=brokerId
        LeaderEpoch int32
        Isr []int32 entity=brokerId
        LeaderRecoveryState int8 1+ ignorable
        PartitionEpoch int32
  === api/AlterPartitionReassignments.wire
  api 45 AlterPartitionReassignments listeners=broker,controller
  request versions=0-1 flexible=0+
    TimeoutMs int32 default=60000
    AllowReplicationFactorChange bool 1+ default=true
    Topics []ReassignableTopic
      Name string entity=topicName
      Partitions []ReassignablePartition
        PartitionIndex int32
        Replicas []int32? default=null entity=brokerId
  response versions=0-1 flexible=0+
    ThrottleTimeMs int32
    AllowReplicationFactorChange bool 1+ default=true ignorable
    ErrorCode int16
    ErrorMessage string?
    Responses []ReassignableTopicResponse
      Name string entity=topicName
      Partitions []ReassignablePartitionResponse
        PartitionIndex int32
        ErrorCode int16
        ErrorMessage string?
  === api/AlterReplicaLogDirs.wire
  api 34 AlterReplicaLogDirs listeners=broker
  request versions=0-2 supported=1-2 flexible=2+
    Dirs []AlterReplicaLogDir
      Path string key
      Topics []AlterReplicaLogDirTopic
        Name string key entity=topicName
        Partitions []int32
  response versions=0-2 supported=1-2 flexible=2+
    ThrottleTimeMs int32
    Results []AlterReplicaLogDirTopicResult
      TopicName string entity=topicName
      Partitions []AlterReplicaLogDirPartitionResult
        PartitionIndex int32
        ErrorCode int16
  === api/AlterShareGroupOffsets.wire
  api 91 AlterShareGroupOffsets listeners=broker
  request versions=0 flexible=0+
    GroupId string entity=groupId
    Topics []AlterShareGroupOffsetsRequestTopic
      TopicName string key entity=topicName
      Partitions []AlterShareGroupOffsetsRequestPartition
        PartitionIndex int32
        StartOffset int64
  response versions=0 flexible=0+
    ThrottleTimeMs int32
    ErrorCode int16
    ErrorMessage string? default=null
    Responses []AlterShareGroupOffsetsResponseTopic
      TopicName string key entity=topicName
      TopicId uuid
      Partitions []AlterShareGroupOffsetsResponsePartition
        PartitionIndex int32
        ErrorCode int16
        ErrorMessage string? default=null
  === api/AlterUserScramCredentials.wire
  api 51 AlterUserScramCredentials listeners=broker,controller
  request versions=0 flexible=0+
    Deletions []ScramCredentialDeletion
      Name string
      Mechanism int8
    Upsertions []ScramCredentialUpsertion
      Name string
      Mechanism int8
      Iterations int32
      Salt bytes
      SaltedPassword bytes
  response versions=0 flexible=0+
    ThrottleTimeMs int32
    Results []AlterUserScramCredentialsResult
      User string
      ErrorCode int16
      ErrorMessage string?
  === api/ApiVersions.wire
  api 18 ApiVersions listeners=broker,controller
  request versions=0-5 supported=0-4 next=0-5 flexible=3+
    ClientSoftwareName string 3+ ignorable
    ClientSoftwareVersion string 3+ ignorable
    ClusterId string? 5+ default=null ignorable
    NodeId int32 5+ default=-1 ignorable
  response versions=0-5 supported=0-4 next=0-5 flexible=3+ header=0
    ErrorCode int16
    ApiKeys []ApiVersion
      ApiKey int16 key
      MinVersion int16
      MaxVersion int16
    ThrottleTimeMs int32 1+ ignorable
    SupportedFeatures []SupportedFeatureKey 3+ tag=0 ignorable
      Name string key
      MinVersion int16
      MaxVersion int16
    FinalizedFeaturesEpoch int64 3+ tag=1 default=-1 ignorable
    FinalizedFeatures []FinalizedFeatureKey 3+ tag=2 ignorable
      Name string key
      MaxVersionLevel int16
      MinVersionLevel int16
    ZkMigrationReady bool 3+ tag=3 ignorable
  === api/AssignReplicasToDirs.wire
  api 73 AssignReplicasToDirs listeners=controller
  request versions=0 flexible=0+
    BrokerId int32 entity=brokerId
    BrokerEpoch int64 default=-1
    Directories []DirectoryData
      Id uuid
      Topics []TopicData
        TopicId uuid
        Partitions []PartitionData
          PartitionIndex int32
  response versions=0 flexible=0+
    ThrottleTimeMs int32
    ErrorCode int16
    Directories []DirectoryData
      Id uuid
      Topics []TopicData
        TopicId uuid
        Partitions []PartitionData
          PartitionIndex int32
          ErrorCode int16
  === api/BeginQuorumEpoch.wire
  api 53 BeginQuorumEpoch listeners=controller
  request versions=0-1 flexible=1+
    ClusterId string? default=null
    VoterId int32 1+ default=-1 ignorable entity=brokerId
    Topics []TopicData
      TopicName string entity=topicName
      Partitions []PartitionData
        PartitionIndex int32
        VoterDirectoryId uuid 1+ ignorable
        LeaderId int32 entity=brokerId
        LeaderEpoch int32
    LeaderEndpoints []LeaderEndpoint 1+ ignorable
      Name string key
      Host string
      Port uint16
  response versions=0-1 flexible=1+
    ErrorCode int16
    Topics []TopicData
      TopicName string entity=topicName
      Partitions []PartitionData
        PartitionIndex int32
        ErrorCode int16
        LeaderId int32 entity=brokerId
        LeaderEpoch int32
    NodeEndpoints []NodeEndpoint 1+ tag=0
      NodeId int32 key entity=brokerId
      Host string
      Port uint16
  === api/BrokerHeartbeat.wire
  api 63 BrokerHeartbeat listeners=controller
  request versions=0-2 flexible=0+
    BrokerId int32 entity=brokerId
    BrokerEpoch int64 default=-1
    CurrentMetadataOffset int64
    WantFence bool
    WantShutDown bool
    OfflineLogDirs []uuid 1+ tag=0
    CordonedLogDirs []uuid? 2+ tag=1 default=null
  response versions=0-2 flexible=0+
    ThrottleTimeMs int32
    ErrorCode int16
    IsCaughtUp bool
    IsFenced bool default=true
    ShouldShutDown bool
  === api/BrokerRegistration.wire
  api 62 BrokerRegistration listeners=controller
  request versions=0-4 flexible=0+
    BrokerId int32 entity=brokerId
    ClusterId string
    IncarnationId uuid
    Listeners []Listener
      Name string key
      Host string
      Port uint16
      SecurityProtocol int16
    Features []Feature
      Name string key
      MinSupportedVersion int16
      MaxSupportedVersion int16
    Rack string?
    IsMigratingZkBroker bool 1+
    LogDirs []uuid 2+ ignorable
    PreviousBrokerEpoch int64 3+ default=-1 ignorable
  response versions=0-4 flexible=0+
    ThrottleTimeMs int32
    ErrorCode int16
    BrokerEpoch int64 default=-1
  === api/ConsumerGroupDescribe.wire
  api 69 ConsumerGroupDescribe listeners=broker
  request versions=0-1 flexible=0+
    GroupIds []string entity=groupId
    IncludeAuthorizedOperations bool
  response versions=0-1 flexible=0+
    ThrottleTimeMs int32
    Groups []DescribedGroup
      ErrorCode int16
      ErrorMessage string? default=null
      GroupId string entity=groupId
      GroupState string
      GroupEpoch int32
      AssignmentEpoch int32
      AssignorName string
      Members []Member
        MemberId string
        InstanceId string? default=null
        RackId string? default=null
        MemberEpoch int32
        ClientId string
        ClientHost string
        SubscribedTopicNames []string entity=topicName
        SubscribedTopicRegex string? default=null
        Assignment Assignment
        TargetAssignment Assignment
        MemberType int8 1+ default=-1 ignorable
      AuthorizedOperations int32 default=-2147483648
  struct TopicPartitions
    TopicId uuid
    TopicName string entity=topicName
    Partitions []int32
  struct Assignment
    TopicPartitions []TopicPartitions
  === api/ConsumerGroupHeartbeat.wire
  api 68 ConsumerGroupHeartbeat listeners=broker
  request versions=0-1 flexible=0+
    GroupId string entity=groupId
    MemberId string
    MemberEpoch int32
    InstanceId string? default=null
    RackId string? default=null
    RebalanceTimeoutMs int32 default=-1
    SubscribedTopicNames []string? default=null entity=topicName
    SubscribedTopicRegex string? 1+ default=null
    ServerAssignor string? default=null
    TopicPartitions []TopicPartitions? default=null
      TopicId uuid
      Partitions []int32
  response versions=0-1 flexible=0+
    ThrottleTimeMs int32
    ErrorCode int16
    ErrorMessage string? default=null
    MemberId string? default=null
    MemberEpoch int32
    HeartbeatIntervalMs int32
    Assignment Assignment? default=null
      TopicPartitions []TopicPartitions
        TopicId uuid
        Partitions []int32
  === api/ControlledShutdown.wire
  api 7 ControlledShutdown listeners=zkBroker,controller
  request versions=0-3 supported=none flexible=3+ header=0@0
    BrokerId int32 entity=brokerId
    BrokerEpoch int64 2+ default=-1 ignorable
  response versions=0-3 supported=none flexible=3+
    ErrorCode int16
    RemainingPartitions []RemainingPartition
      TopicName string key entity=topicName
      PartitionIndex int32 key
  === api/ControllerRegistration.wire
  api 70 ControllerRegistration listeners=controller
  request versions=0 flexible=0+
    ControllerId int32
    IncarnationId uuid
    ZkMigrationReady bool
    Listeners []Listener
      Name string key
      Host string
      Port uint16
      SecurityProtocol int16
    Features []Feature
      Name string key
      MinSupportedVersion int16
      MaxSupportedVersion int16
  response versions=0 flexible=0+
    ThrottleTimeMs int32
    ErrorCode int16
    ErrorMessage string?
  === api/CreateAcls.wire
  api 30 CreateAcls listeners=broker,controller
  request versions=0-3 supported=1-3 flexible=2+
    Creations []AclCreation
      ResourceType int8
      ResourceName string
      ResourcePatternType int8 1+ default=3
      Principal string
      Host string
      Operation int8
      PermissionType int8
  response versions=0-3 supported=1-3 flexible=2+
    ThrottleTimeMs int32
    Results []AclCreationResult
      ErrorCode int16
      ErrorMessage string?
  === api/CreateDelegationToken.wire
  api 38 CreateDelegationToken listeners=broker,controller
  request versions=0-3 supported=1-3 flexible=2+
    OwnerPrincipalType string? 3+
    OwnerPrincipalName string? 3+
    Renewers []CreatableRenewers
      PrincipalType string
      PrincipalName string
    MaxLifetimeMs int64
  response versions=0-3 supported=1-3 flexible=2+
    ErrorCode int16
    PrincipalType string
    PrincipalName string
    TokenRequesterPrincipalType string 3+
    TokenRequesterPrincipalName string 3+
    IssueTimestampMs int64
    ExpiryTimestampMs int64
    MaxTimestampMs int64
    TokenId string
    Hmac bytes
    ThrottleTimeMs int32
  === api/CreatePartitions.wire
  api 37 CreatePartitions listeners=broker,controller
  request versions=0-3 flexible=2+
    Topics []CreatePartitionsTopic
      Name string key entity=topicName
      Count int32
      Assignments []CreatePartitionsAssignment?
        BrokerIds []int32 entity=brokerId
    TimeoutMs int32
    ValidateOnly bool
  response versions=0-3 flexible=2+
    ThrottleTimeMs int32
    Results []CreatePartitionsTopicResult
      Name string entity=topicName
      ErrorCode int16
      ErrorMessage string? default=null
  === api/CreateTopics.wire
  api 19 CreateTopics listeners=broker,controller
  request versions=0-7 supported=2-7 flexible=5+
    Topics []CreatableTopic
      Name string key entity=topicName
      NumPartitions int32
      ReplicationFactor int16
      Assignments []CreatableReplicaAssignment
        PartitionIndex int32 key
        BrokerIds []int32 entity=brokerId
      Configs []CreatableTopicConfig
        Name string key
        Value string?
    timeoutMs int32 default=60000
    validateOnly bool 1+
  response versions=0-7 supported=2-7 flexible=5+
    ThrottleTimeMs int32 2+ ignorable
    Topics []CreatableTopicResult
      Name string key entity=topicName
      TopicId uuid 7+ ignorable
      ErrorCode int16
      ErrorMessage string? 1+ ignorable
      TopicConfigErrorCode int16 5+ tag=0 ignorable
      NumPartitions int32 5+ default=-1 ignorable
      ReplicationFactor int16 5+ default=-1 ignorable
      Configs []CreatableTopicConfigs? 5+ ignorable
        Name string
        Value string?
        ReadOnly bool
        ConfigSource int8 default=-1 ignorable
        IsSensitive bool
  === api/DeleteAcls.wire
  api 31 DeleteAcls listeners=broker,controller
  request versions=0-3 supported=1-3 flexible=2+
    Filters []DeleteAclsFilter
      ResourceTypeFilter int8
      ResourceNameFilter string?
      PatternTypeFilter int8 1+ default=3
      PrincipalFilter string?
      HostFilter string?
      Operation int8
      PermissionType int8
  response versions=0-3 supported=1-3 flexible=2+
    ThrottleTimeMs int32
    FilterResults []DeleteAclsFilterResult
      ErrorCode int16
      ErrorMessage string?
      MatchingAcls []DeleteAclsMatchingAcl
        ErrorCode int16
        ErrorMessage string?
        ResourceType int8
        ResourceName string
        PatternType int8 1+ default=3
        Principal string
        Host string
        Operation int8
        PermissionType int8
  === api/DeleteGroups.wire
  api 42 DeleteGroups listeners=broker
  request versions=0-3 supported=0-2 next=0-3 flexible=2+
    GroupsNames []string entity=groupId
  response versions=0-3 supported=0-2 next=0-3 flexible=2+
    ThrottleTimeMs int32
    Results []DeletableGroupResult
      GroupId string key entity=groupId
      ErrorCode int16
      ErrorMessage string? 3+ default=null ignorable
  === api/DeleteRecords.wire
  api 21 DeleteRecords listeners=broker
  request versions=0-2 flexible=2+
    Topics []DeleteRecordsTopic
      Name string entity=topicName
      Partitions []DeleteRecordsPartition
        PartitionIndex int32
        Offset int64
    TimeoutMs int32
  response versions=0-2 flexible=2+
    ThrottleTimeMs int32
    Topics []DeleteRecordsTopicResult
      Name string key entity=topicName
      Partitions []DeleteRecordsPartitionResult
        PartitionIndex int32 key
        LowWatermark int64
        ErrorCode int16
  === api/DeleteShareGroupOffsets.wire
  api 92 DeleteShareGroupOffsets listeners=broker
  request versions=0 flexible=0+
    GroupId string entity=groupId
    Topics []DeleteShareGroupOffsetsRequestTopic
      TopicName string entity=topicName
  response versions=0 flexible=0+
    ThrottleTimeMs int32
    ErrorCode int16
    ErrorMessage string? default=null
    Responses []DeleteShareGroupOffsetsResponseTopic
      TopicName string entity=topicName
      TopicId uuid
      ErrorCode int16
      ErrorMessage string? default=null
  === api/DeleteShareGroupState.wire
  api 86 DeleteShareGroupState listeners=broker
  request versions=0 flexible=0+
    GroupId string
    Topics []DeleteStateData
      TopicId uuid
      Partitions []PartitionData
        Partition int32
  response versions=0 flexible=0+
    Results []DeleteStateResult
      TopicId uuid
      Partitions []PartitionResult
        Partition int32
        ErrorCode int16
        ErrorMessage string? default=null
  === api/DeleteTopics.wire
  api 20 DeleteTopics listeners=broker,controller
  request versions=0-6 supported=1-6 flexible=4+
    Topics []DeleteTopicState 6+
      Name string? default=null entity=topicName
      TopicId uuid
    TopicNames []string 0-5 ignorable entity=topicName
    TimeoutMs int32
  response versions=0-6 supported=1-6 flexible=4+
    ThrottleTimeMs int32 1+ ignorable
    Responses []DeletableTopicResult
      Name string?6+ key entity=topicName
      TopicId uuid 6+ ignorable
      ErrorCode int16
      ErrorMessage string? 5+ default=null ignorable
  === api/DescribeAcls.wire
  api 29 DescribeAcls listeners=broker,controller
  request versions=0-3 supported=1-3 flexible=2+
    ResourceTypeFilter int8
    ResourceNameFilter string?
    PatternTypeFilter int8 1+ default=3
    PrincipalFilter string?
    HostFilter string?
    Operation int8
    PermissionType int8
  response versions=0-3 supported=1-3 flexible=2+
    ThrottleTimeMs int32
    ErrorCode int16
    ErrorMessage string?
    Resources []DescribeAclsResource
      ResourceType int8
      ResourceName string
      PatternType int8 1+ default=3
      Acls []AclDescription
        Principal string
        Host string
        Operation int8
        PermissionType int8
  === api/DescribeClientQuotas.wire
  api 48 DescribeClientQuotas listeners=broker
  request versions=0-1 flexible=1+
    Components []ComponentData
      EntityType string
      MatchType int8
      Match string?
    Strict bool
  response versions=0-1 flexible=1+
    ThrottleTimeMs int32
    ErrorCode int16
    ErrorMessage string?
    Entries []EntryData?
      Entity []EntityData
        EntityType string
        EntityName string?
      Values []ValueData
        Key string
        Value float64
  === api/DescribeCluster.wire
  api 60 DescribeCluster listeners=broker,controller
  request versions=0-2 flexible=0+
    IncludeClusterAuthorizedOperations bool
    EndpointType int8 1+ default=1
    IncludeFencedBrokers bool 2+
  response versions=0-2 flexible=0+
    ThrottleTimeMs int32
    ErrorCode int16
    ErrorMessage string? default=null
    EndpointType int8 1+ default=1
    ClusterId string
    ControllerId int32 default=-1 entity=brokerId
    Brokers []DescribeClusterBroker
      BrokerId int32 key entity=brokerId
      Host string
      Port int32
      Rack string? default=null
      IsFenced bool 2+
    ClusterAuthorizedOperations int32 default=-2147483648
  === api/DescribeConfigs.wire
  api 32 DescribeConfigs listeners=broker,controller
  request versions=0-4 supported=1-4 flexible=4+
    Resources []DescribeConfigsResource
      ResourceType int8
      ResourceName string
      ConfigurationKeys []string?
    IncludeSynonyms bool 1+
    IncludeDocumentation bool 3+
  response versions=0-4 supported=1-4 flexible=4+
    ThrottleTimeMs int32
    Results []DescribeConfigsResult
      ErrorCode int16
      ErrorMessage string?
      ResourceType int8
      ResourceName string
      Configs []DescribeConfigsResourceResult
        Name string
        Value string?
        ReadOnly bool
        IsDefault bool 0
        ConfigSource int8 1+ default=-1 ignorable
        IsSensitive bool
        Synonyms []DescribeConfigsSynonym 1+ ignorable
          Name string
          Value string?
          Source int8
        ConfigType int8 3+ ignorable
        Documentation string? 3+ ignorable
  === api/DescribeDelegationToken.wire
  api 41 DescribeDelegationToken listeners=broker,controller
  request versions=0-3 supported=1-3 flexible=2+
    Owners []DescribeDelegationTokenOwner?
      PrincipalType string
      PrincipalName string
  response versions=0-3 supported=1-3 flexible=2+
    ErrorCode int16
    Tokens []DescribedDelegationToken
      PrincipalType string
      PrincipalName string
      TokenRequesterPrincipalType string 3+
      TokenRequesterPrincipalName string 3+
      IssueTimestamp int64
      ExpiryTimestamp int64
      MaxTimestamp int64
      TokenId string
      Hmac bytes
      Renewers []DescribedDelegationTokenRenewer
        PrincipalType string
        PrincipalName string
    ThrottleTimeMs int32
  === api/DescribeGroups.wire
  api 15 DescribeGroups listeners=broker
  request versions=0-6 flexible=5+
    Groups []string entity=groupId
    IncludeAuthorizedOperations bool 3+
  response versions=0-6 flexible=5+
    ThrottleTimeMs int32 1+ ignorable
    Groups []DescribedGroup
      ErrorCode int16
      ErrorMessage string? 6+ default=null
      GroupId string entity=groupId
      GroupState string
      ProtocolType string
      ProtocolData string
      Members []DescribedGroupMember
        MemberId string
        GroupInstanceId string? 4+ default=null ignorable
        ClientId string
        ClientHost string
        MemberMetadata bytes
        MemberAssignment bytes
      AuthorizedOperations int32 3+ default=-2147483648
  === api/DescribeLogDirs.wire
  api 35 DescribeLogDirs listeners=broker
  request versions=0-5 supported=1-5 flexible=2+
    Topics []DescribableLogDirTopic?
      Topic string key entity=topicName
      Partitions []int32
  response versions=0-5 supported=1-5 flexible=2+
    ThrottleTimeMs int32
    ErrorCode int16 3+ ignorable
    Results []DescribeLogDirsResult
      ErrorCode int16
      LogDir string
      Topics []DescribeLogDirsTopic
        Name string entity=topicName
        Partitions []DescribeLogDirsPartition
          PartitionIndex int32
          PartitionSize int64
          OffsetLag int64
          IsFutureKey bool
      TotalBytes int64 4+ default=-1 ignorable
      UsableBytes int64 4+ default=-1 ignorable
      IsCordoned bool 5+ ignorable
  === api/DescribeProducers.wire
  api 61 DescribeProducers listeners=broker
  request versions=0 flexible=0+
    Topics []TopicRequest
      Name string key entity=topicName
      PartitionIndexes []int32
  response versions=0 flexible=0+
    ThrottleTimeMs int32
    Topics []TopicResponse
      Name string entity=topicName
      Partitions []PartitionResponse
        PartitionIndex int32
        ErrorCode int16
        ErrorMessage string? default=null
        ActiveProducers []ProducerState
          ProducerId int64 entity=producerId
          ProducerEpoch int32
          LastSequence int32 default=-1
          LastTimestamp int64 default=-1
          CoordinatorEpoch int32
          CurrentTxnStartOffset int64 default=-1
  === api/DescribeQuorum.wire
  api 55 DescribeQuorum listeners=broker,controller
  request versions=0-2 flexible=0+
    Topics []TopicData
      TopicName string entity=topicName
      Partitions []PartitionData
        PartitionIndex int32
  response versions=0-2 flexible=0+
    ErrorCode int16
    ErrorMessage string? 2+ ignorable
    Topics []TopicData
      TopicName string entity=topicName
      Partitions []PartitionData
        PartitionIndex int32
        ErrorCode int16
        ErrorMessage string? 2+ ignorable
        LeaderId int32 entity=brokerId
        LeaderEpoch int32
        HighWatermark int64
        CurrentVoters []ReplicaState
        Observers []ReplicaState
    Nodes []Node 2+
      NodeId int32 key entity=brokerId
      Listeners []Listener
        Name string key
        Host string
        Port uint16
  struct ReplicaState
    ReplicaId int32 entity=brokerId
    ReplicaDirectoryId uuid 2+
    LogEndOffset int64
    LastFetchTimestamp int64 1+ default=-1 ignorable
    LastCaughtUpTimestamp int64 1+ default=-1 ignorable
  === api/DescribeShareGroupOffsets.wire
  api 90 DescribeShareGroupOffsets listeners=broker
  request versions=0-1 flexible=0+
    Groups []DescribeShareGroupOffsetsRequestGroup
      GroupId string entity=groupId
      Topics []DescribeShareGroupOffsetsRequestTopic?
        TopicName string entity=topicName
        Partitions []int32
  response versions=0-1 flexible=0+
    ThrottleTimeMs int32
    Groups []DescribeShareGroupOffsetsResponseGroup
      GroupId string entity=groupId
      Topics []DescribeShareGroupOffsetsResponseTopic
        TopicName string entity=topicName
        TopicId uuid
        Partitions []DescribeShareGroupOffsetsResponsePartition
          PartitionIndex int32
          StartOffset int64
          LeaderEpoch int32
          Lag int64 1+ default=-1 ignorable
          ErrorCode int16
          ErrorMessage string? default=null
      ErrorCode int16
      ErrorMessage string? default=null
  === api/DescribeTopicPartitions.wire
  api 75 DescribeTopicPartitions listeners=broker
  request versions=0 flexible=0+
    Topics []TopicRequest
      Name string entity=topicName
    ResponsePartitionLimit int32 default=2000
    Cursor Cursor? default=null
      TopicName string entity=topicName
      PartitionIndex int32
  response versions=0 flexible=0+
    ThrottleTimeMs int32 ignorable
    Topics []DescribeTopicPartitionsResponseTopic
      ErrorCode int16
      Name string? key entity=topicName
      TopicId uuid ignorable
      IsInternal bool ignorable
      Partitions []DescribeTopicPartitionsResponsePartition
        ErrorCode int16
        PartitionIndex int32
        LeaderId int32 entity=brokerId
        LeaderEpoch int32 default=-1 ignorable
        ReplicaNodes []int32 entity=brokerId
        IsrNodes []int32 entity=brokerId
        EligibleLeaderReplicas []int32? default=null entity=brokerId
        LastKnownElr []int32? default=null entity=brokerId
        OfflineReplicas []int32 ignorable entity=brokerId
      TopicAuthorizedOperations int32 default=-2147483648
    NextCursor Cursor? default=null
      TopicName string entity=topicName
      PartitionIndex int32
  === api/DescribeTransactions.wire
  api 65 DescribeTransactions listeners=broker
  request versions=0 flexible=0+
    TransactionalIds []string entity=transactionalId
  response versions=0 flexible=0+
    ThrottleTimeMs int32
    TransactionStates []TransactionState
      ErrorCode int16
      TransactionalId string entity=transactionalId
      TransactionState string
      TransactionTimeoutMs int32
      TransactionStartTimeMs int64
      ProducerId int64 entity=producerId
      ProducerEpoch int16
      Topics []TopicData
        Topic string key entity=topicName
        Partitions []int32
  === api/DescribeUserScramCredentials.wire
  api 50 DescribeUserScramCredentials listeners=broker,controller
  request versions=0 flexible=0+
    Users []UserName?
      Name string
  response versions=0 flexible=0+
    ThrottleTimeMs int32
    ErrorCode int16
    ErrorMessage string?
    Results []DescribeUserScramCredentialsResult
      User string
      ErrorCode int16
      ErrorMessage string?
      CredentialInfos []CredentialInfo
        Mechanism int8
        Iterations int32
  === api/ElectLeaders.wire
  api 43 ElectLeaders listeners=broker,controller
  request versions=0-2 flexible=2+
    ElectionType int8 1+
    TopicPartitions []TopicPartitions?
      Topic string key entity=topicName
      Partitions []int32
    TimeoutMs int32 default=60000
  response versions=0-2 flexible=2+
    ThrottleTimeMs int32
    ErrorCode int16 1+
    ReplicaElectionResults []ReplicaElectionResult
      Topic string entity=topicName
      PartitionResult []PartitionResult
        PartitionId int32
        ErrorCode int16
        ErrorMessage string?
  === api/EndQuorumEpoch.wire
  api 54 EndQuorumEpoch listeners=controller
  request versions=0-1 flexible=1+
    ClusterId string? default=null
    Topics []TopicData
      TopicName string entity=topicName
      Partitions []PartitionData
        PartitionIndex int32
        LeaderId int32 entity=brokerId
        LeaderEpoch int32
        PreferredSuccessors []int32 0 ignorable
        PreferredCandidates []ReplicaInfo 1+ ignorable
          CandidateId int32 entity=brokerId
          CandidateDirectoryId uuid
    LeaderEndpoints []LeaderEndpoint 1+ ignorable
      Name string key
      Host string
      Port uint16
  response versions=0-1 flexible=1+
    ErrorCode int16
    Topics []TopicData
      TopicName string entity=topicName
      Partitions []PartitionData
        PartitionIndex int32
        ErrorCode int16
        LeaderId int32 entity=brokerId
        LeaderEpoch int32
    NodeEndpoints []NodeEndpoint 1+ tag=0
      NodeId int32 key entity=brokerId
      Host string
      Port uint16
  === api/EndTxn.wire
  api 26 EndTxn listeners=broker
  request versions=0-5 flexible=3+
    TransactionalId string entity=transactionalId
    ProducerId int64 entity=producerId
    ProducerEpoch int16
    Committed bool
  response versions=0-5 flexible=3+
    ThrottleTimeMs int32
    ErrorCode int16
    ProducerId int64 5+ default=-1 ignorable entity=producerId
    ProducerEpoch int16 5+ default=-1 ignorable
  === api/Envelope.wire
  api 58 Envelope listeners=controller
  request versions=0 flexible=0+
    RequestData bytes zerocopy
    RequestPrincipal bytes?
    ClientHostAddress bytes
  response versions=0 flexible=0+
    ResponseData bytes? default=null zerocopy
    ErrorCode int16
  === api/ExpireDelegationToken.wire
  api 40 ExpireDelegationToken listeners=broker,controller
  request versions=0-2 supported=1-2 flexible=2+
    Hmac bytes
    ExpiryTimePeriodMs int64
  response versions=0-2 supported=1-2 flexible=2+
    ErrorCode int16
    ExpiryTimestampMs int64
    ThrottleTimeMs int32
  === api/Fetch.wire
  api 1 Fetch listeners=broker,controller
  request versions=0-18 supported=4-18 flexible=12+
    ClusterId string? 12+ tag=0 default=null ignorable
    ReplicaId int32 0-14 default=-1 entity=brokerId
    ReplicaState ReplicaState 15+ tag=1
      ReplicaId int32 default=-1 entity=brokerId
      ReplicaEpoch int64 default=-1
    MaxWaitMs int32
    MinBytes int32
    MaxBytes int32 3+ default=2147483647 ignorable
    IsolationLevel int8 4+ ignorable
    SessionId int32 7+ ignorable
    SessionEpoch int32 7+ default=-1 ignorable
    Topics []FetchTopic
      Topic string 0-12 ignorable entity=topicName
      TopicId uuid 13+ ignorable
      Partitions []FetchPartition
        Partition int32
        CurrentLeaderEpoch int32 9+ default=-1 ignorable
        FetchOffset int64
        LastFetchedEpoch int32 12+ default=-1
        LogStartOffset int64 5+ default=-1 ignorable
        PartitionMaxBytes int32
        ReplicaDirectoryId uuid 17+ tag=0 ignorable
        HighWatermark int64 18+ tag=1 default=9223372036854775807 ignorable
    ForgottenTopicsData []ForgottenTopic 7+
      Topic string 7-12 ignorable entity=topicName
      TopicId uuid 13+ ignorable
      Partitions []int32
    RackId string 11+ ignorable
  response versions=0-18 supported=4-18 flexible=12+
    ThrottleTimeMs int32 1+ ignorable
    ErrorCode int16 7+ ignorable
    SessionId int32 7+
    Responses []FetchableTopicResponse
      Topic string 0-12 ignorable entity=topicName
      TopicId uuid 13+ ignorable
      Partitions []PartitionData
        PartitionIndex int32
        ErrorCode int16
        HighWatermark int64
        LastStableOffset int64 4+ default=-1 ignorable
        LogStartOffset int64 5+ default=-1 ignorable
        DivergingEpoch EpochEndOffset 12+ tag=0
          Epoch int32 default=-1
          EndOffset int64 default=-1
        CurrentLeader LeaderIdAndEpoch 12+ tag=1
          LeaderId int32 default=-1 entity=brokerId
          LeaderEpoch int32 default=-1
        SnapshotId SnapshotId 12+ tag=2
          EndOffset int64 default=-1
          Epoch int32 default=-1
        AbortedTransactions []AbortedTransaction? 4+ ignorable
          ProducerId int64 entity=producerId
          FirstOffset int64
        PreferredReadReplica int32 11+ default=-1 entity=brokerId
        Records records?
    NodeEndpoints []NodeEndpoint 16+ tag=0
      NodeId int32 key entity=brokerId
      Host string
      Port int32
      Rack string? default=null
  === api/FetchSnapshot.wire
  api 59 FetchSnapshot listeners=controller
  request versions=0-1 flexible=0+
    ClusterId string? tag=0 default=null
    ReplicaId int32 default=-1 entity=brokerId
    MaxBytes int32 default=2147483647
    Topics []TopicSnapshot
      Name string entity=topicName
      Partitions []PartitionSnapshot
        Partition int32
        CurrentLeaderEpoch int32
        SnapshotId SnapshotId
          EndOffset int64
          Epoch int32
        Position int64
        ReplicaDirectoryId uuid 1+ tag=0 ignorable
  response versions=0-1 flexible=0+
    ThrottleTimeMs int32 ignorable
    ErrorCode int16
    Topics []TopicSnapshot
      Name string entity=topicName
      Partitions []PartitionSnapshot
        Index int32
        ErrorCode int16
        SnapshotId SnapshotId
          EndOffset int64
          Epoch int32
        CurrentLeader LeaderIdAndEpoch tag=0
          LeaderId int32 entity=brokerId
          LeaderEpoch int32
        Size int64
        Position int64
        UnalignedRecords records
    NodeEndpoints []NodeEndpoint 1+ tag=0
      NodeId int32 key entity=brokerId
      Host string
      Port uint16
  === api/FindCoordinator.wire
  api 10 FindCoordinator listeners=broker
  request versions=0-6 flexible=3+
    Key string 0-3
    KeyType int8 1+
    CoordinatorKeys []string 4+
  response versions=0-6 flexible=3+
    ThrottleTimeMs int32 1+ ignorable
    ErrorCode int16 0-3
    ErrorMessage string? 1-3 ignorable
    NodeId int32 0-3 entity=brokerId
    Host string 0-3
    Port int32 0-3
    Coordinators []Coordinator 4+
      Key string
      NodeId int32 entity=brokerId
      Host string
      Port int32
      ErrorCode int16
      ErrorMessage string? ignorable
  === api/GetTelemetrySubscriptions.wire
  api 71 GetTelemetrySubscriptions listeners=broker
  request versions=0 flexible=0+
    ClientInstanceId uuid
  response versions=0 flexible=0+
    ThrottleTimeMs int32
    ErrorCode int16
    ClientInstanceId uuid
    SubscriptionId int32
    AcceptedCompressionTypes []int8
    PushIntervalMs int32
    TelemetryMaxBytes int32
    DeltaTemporality bool
    RequestedMetrics []string
  === api/Heartbeat.wire
  api 12 Heartbeat listeners=broker
  request versions=0-4 flexible=4+
    GroupId string entity=groupId
    GenerationId int32
    MemberId string
    GroupInstanceId string? 3+ default=null
  response versions=0-4 flexible=4+
    ThrottleTimeMs int32 1+ ignorable
    ErrorCode int16
  === api/IncrementalAlterConfigs.wire
  api 44 IncrementalAlterConfigs listeners=broker,controller
  request versions=0-1 flexible=1+
    Resources []AlterConfigsResource
      ResourceType int8 key
      ResourceName string key
      Configs []AlterableConfig
        Name string key
        ConfigOperation int8 key
        Value string?
    ValidateOnly bool
  response versions=0-1 flexible=1+
    ThrottleTimeMs int32
    Responses []AlterConfigsResourceResponse
      ErrorCode int16
      ErrorMessage string?
      ResourceType int8
      ResourceName string
  === api/InitProducerId.wire
  api 22 InitProducerId listeners=broker
  request versions=0-6 flexible=2+ unstable=6
    TransactionalId string? entity=transactionalId
    TransactionTimeoutMs int32
    ProducerId int64 3+ default=-1 entity=producerId
    ProducerEpoch int16 3+ default=-1
    Enable2Pc bool 6+
    KeepPreparedTxn bool 6+
  response versions=0-6 flexible=2+
    ThrottleTimeMs int32 ignorable
    ErrorCode int16
    ProducerId int64 default=-1 entity=producerId
    ProducerEpoch int16
    OngoingTxnProducerId int64 6+ default=-1 entity=producerId
    OngoingTxnProducerEpoch int16 6+ default=-1
  === api/InitializeShareGroupState.wire
  api 83 InitializeShareGroupState listeners=broker
  request versions=0 flexible=0+
    GroupId string
    Topics []InitializeStateData
      TopicId uuid
      Partitions []PartitionData
        Partition int32
        StateEpoch int32
        StartOffset int64
  response versions=0 flexible=0+
    Results []InitializeStateResult
      TopicId uuid
      Partitions []PartitionResult
        Partition int32
        ErrorCode int16
        ErrorMessage string? default=null
  === api/JoinGroup.wire
  api 11 JoinGroup listeners=broker
  request versions=0-9 flexible=6+
    GroupId string entity=groupId
    SessionTimeoutMs int32
    RebalanceTimeoutMs int32 1+ default=-1 ignorable
    MemberId string
    GroupInstanceId string? 5+ default=null
    ProtocolType string
    Protocols []JoinGroupRequestProtocol
      Name string key
      Metadata bytes
    Reason string? 8+ default=null ignorable
  response versions=0-9 flexible=6+
    ThrottleTimeMs int32 2+ ignorable
    ErrorCode int16
    GenerationId int32 default=-1
    ProtocolType string? 7+ default=null ignorable
    ProtocolName string?7+
    Leader string
    SkipAssignment bool 9+
    MemberId string
    Members []JoinGroupResponseMember
      MemberId string
      GroupInstanceId string? 5+ default=null ignorable
      Metadata bytes
  === api/LeaderAndIsr.wire
  api 4 LeaderAndIsr listeners=zkBroker
  request versions=0-7 supported=none flexible=4+
    ControllerId int32 entity=brokerId
    isKRaftController bool 7+
    ControllerEpoch int32
    BrokerEpoch int64 2+ default=-1 ignorable
    Type int8 5+
    UngroupedPartitionStates []LeaderAndIsrPartitionState 0-1
    TopicStates []LeaderAndIsrTopicState 2+
      TopicName string entity=topicName
      TopicId uuid 5+ ignorable
      PartitionStates []LeaderAndIsrPartitionState
    LiveLeaders []LeaderAndIsrLiveLeader
      BrokerId int32 entity=brokerId
      HostName string
      Port int32
  struct LeaderAndIsrPartitionState
    TopicName string 0-1 ignorable entity=topicName
    PartitionIndex int32
    ControllerEpoch int32
    Leader int32 entity=brokerId
    LeaderEpoch int32
    Isr []int32 entity=brokerId
    PartitionEpoch int32
    Replicas []int32 entity=brokerId
    AddingReplicas []int32 3+ ignorable entity=brokerId
    RemovingReplicas []int32 3+ ignorable entity=brokerId
    IsNew bool 1+ ignorable
    LeaderRecoveryState int8 6+
  response versions=0-7 supported=none flexible=4+
    ErrorCode int16
    PartitionErrors []LeaderAndIsrPartitionError 0-4
    Topics []LeaderAndIsrTopicError 5+
      TopicId uuid key
      PartitionErrors []LeaderAndIsrPartitionError
  struct LeaderAndIsrPartitionError
    TopicName string 0-4 ignorable entity=topicName
    PartitionIndex int32
    ErrorCode int16
  === api/LeaveGroup.wire
  api 13 LeaveGroup listeners=broker
  request versions=0-5 flexible=4+
    GroupId string entity=groupId
    MemberId string 0-2
    Members []MemberIdentity 3+
      MemberId string
      GroupInstanceId string? default=null
      Reason string? 5+ default=null ignorable
  response versions=0-5 flexible=4+
    ThrottleTimeMs int32 1+ ignorable
    ErrorCode int16
    Members []MemberResponse 3+
      MemberId string
      GroupInstanceId string?
      ErrorCode int16
  === api/ListConfigResources.wire
  api 74 ListConfigResources listeners=broker
  request versions=0-1 flexible=0+
    ResourceTypes []int8 1+
  response versions=0-1 flexible=0+
    ThrottleTimeMs int32
    ErrorCode int16
    ConfigResources []ConfigResource
      ResourceName string
      ResourceType int8 1+ default=16 ignorable
  === api/ListGroups.wire
  api 16 ListGroups listeners=broker
  request versions=0-5 flexible=3+
    StatesFilter []string 4+
    TypesFilter []string 5+
  response versions=0-5 flexible=3+
    ThrottleTimeMs int32 1+ ignorable
    ErrorCode int16
    Groups []ListedGroup
      GroupId string entity=groupId
      ProtocolType string
      GroupState string 4+ ignorable
      GroupType string 5+ ignorable
  === api/ListOffsets.wire
  api 2 ListOffsets listeners=broker
  request versions=0-11 supported=1-11 flexible=6+
    ReplicaId int32 entity=brokerId
    IsolationLevel int8 2+
    Topics []ListOffsetsTopic
      Name string entity=topicName
      Partitions []ListOffsetsPartition
        PartitionIndex int32
        CurrentLeaderEpoch int32 4+ default=-1 ignorable
        Timestamp int64
        MaxNumOffsets int32 0 default=1
    TimeoutMs int32 10+ ignorable
  response versions=0-11 supported=1-11 flexible=6+
    ThrottleTimeMs int32 2+ ignorable
    Topics []ListOffsetsTopicResponse
      Name string entity=topicName
      Partitions []ListOffsetsPartitionResponse
        PartitionIndex int32
        ErrorCode int16
        OldStyleOffsets []int64 0
        Timestamp int64 1+ default=-1
        Offset int64 1+ default=-1
        LeaderEpoch int32 4+ default=-1
  === api/ListPartitionReassignments.wire
  api 46 ListPartitionReassignments listeners=broker,controller
  request versions=0 flexible=0+
    TimeoutMs int32 default=60000
    Topics []ListPartitionReassignmentsTopics? default=null
      Name string entity=topicName
      PartitionIndexes []int32
  response versions=0 flexible=0+
    ThrottleTimeMs int32
    ErrorCode int16
    ErrorMessage string?
    Topics []OngoingTopicReassignment
      Name string entity=topicName
      Partitions []OngoingPartitionReassignment
        PartitionIndex int32
        Replicas []int32 entity=brokerId
        AddingReplicas []int32 entity=brokerId
        RemovingReplicas []int32 entity=brokerId
  === api/ListTransactions.wire
  api 66 ListTransactions listeners=broker
  request versions=0-2 flexible=0+
    StateFilters []string
    ProducerIdFilters []int64 entity=producerId
    DurationFilter int64 1+ default=-1
    TransactionalIdPattern string? 2+ default=null
  response versions=0-2 flexible=0+
    ThrottleTimeMs int32
    ErrorCode int16
    UnknownStateFilters []string
    TransactionStates []TransactionState
      TransactionalId string entity=transactionalId
      ProducerId int64 entity=producerId
      TransactionState string
  === api/Metadata.wire
  api 3 Metadata listeners=broker
  request versions=0-13 flexible=9+
    Topics []MetadataRequestTopic?1+
      TopicId uuid 10+ ignorable
      Name string?10+ entity=topicName
    AllowAutoTopicCreation bool 4+ default=true
    IncludeClusterAuthorizedOperations bool 8-10
    IncludeTopicAuthorizedOperations bool 8+
  response versions=0-13 flexible=9+
    ThrottleTimeMs int32 3+ ignorable
    Brokers []MetadataResponseBroker
      NodeId int32 key entity=brokerId
      Host string
      Port int32
      Rack string? 1+ default=null ignorable
    ClusterId string? 2+ default=null ignorable
    ControllerId int32 1+ default=-1 ignorable entity=brokerId
    Topics []MetadataResponseTopic
      ErrorCode int16
      Name string?12+ key entity=topicName
      TopicId uuid 10+ ignorable
      IsInternal bool 1+ ignorable
      Partitions []MetadataResponsePartition
        ErrorCode int16
        PartitionIndex int32
        LeaderId int32 entity=brokerId
        LeaderEpoch int32 7+ default=-1 ignorable
        ReplicaNodes []int32 entity=brokerId
        IsrNodes []int32 entity=brokerId
        OfflineReplicas []int32 5+ ignorable entity=brokerId
      TopicAuthorizedOperations int32 8+ default=-2147483648
    ClusterAuthorizedOperations int32 8-10 default=-2147483648
    ErrorCode int16 13+ ignorable
  === api/OffsetCommit.wire
  api 8 OffsetCommit listeners=broker
  request versions=0-10 supported=2-10 flexible=8+
    GroupId string entity=groupId
    GenerationIdOrMemberEpoch int32 1+ default=-1 ignorable
    MemberId string 1+ ignorable
    GroupInstanceId string? 7+ default=null
    RetentionTimeMs int64 2-4 default=-1 ignorable
    Topics []OffsetCommitRequestTopic
      Name string 0-9 ignorable entity=topicName
      TopicId uuid 10+ ignorable
      Partitions []OffsetCommitRequestPartition
        PartitionIndex int32
        CommittedOffset int64
        CommittedLeaderEpoch int32 6+ default=-1 ignorable
        CommitTimestamp int64 1 default=-1
        CommittedMetadata string?
  response versions=0-10 supported=2-10 flexible=8+
    ThrottleTimeMs int32 3+ ignorable
    Topics []OffsetCommitResponseTopic
      Name string 0-9 ignorable entity=topicName
      TopicId uuid 10+ ignorable
      Partitions []OffsetCommitResponsePartition
        PartitionIndex int32
        ErrorCode int16
  === api/OffsetDelete.wire
  api 47 OffsetDelete listeners=broker
  request versions=0 flexible=none
    GroupId string entity=groupId
    Topics []OffsetDeleteRequestTopic
      Name string key entity=topicName
      Partitions []OffsetDeleteRequestPartition
        PartitionIndex int32
  response versions=0 flexible=none
    ErrorCode int16
    ThrottleTimeMs int32 ignorable
    Topics []OffsetDeleteResponseTopic
      Name string key entity=topicName
      Partitions []OffsetDeleteResponsePartition
        PartitionIndex int32 key
        ErrorCode int16
  === api/OffsetFetch.wire
  api 9 OffsetFetch listeners=broker
  request versions=0-10 supported=1-10 flexible=6+
    GroupId string 0-7 entity=groupId
    Topics []OffsetFetchRequestTopic?2-7 0-7
      Name string entity=topicName
      PartitionIndexes []int32
    Groups []OffsetFetchRequestGroup 8+
      GroupId string entity=groupId
      MemberId string? 9+ default=null ignorable
      MemberEpoch int32 9+ default=-1 ignorable
      Topics []OffsetFetchRequestTopics?
        Name string 8-9 ignorable entity=topicName
        TopicId uuid 10+ ignorable
        PartitionIndexes []int32
    RequireStable bool 7+
  response versions=0-10 supported=1-10 flexible=6+
    ThrottleTimeMs int32 3+ ignorable
    Topics []OffsetFetchResponseTopic 0-7
      Name string entity=topicName
      Partitions []OffsetFetchResponsePartition
        PartitionIndex int32
        CommittedOffset int64
        CommittedLeaderEpoch int32 5-7 default=-1 ignorable
        Metadata string?
        ErrorCode int16
    ErrorCode int16 2-7 ignorable
    Groups []OffsetFetchResponseGroup 8+
      GroupId string entity=groupId
      Topics []OffsetFetchResponseTopics
        Name string 8-9 ignorable entity=topicName
        TopicId uuid 10+ ignorable
        Partitions []OffsetFetchResponsePartitions
          PartitionIndex int32
          CommittedOffset int64
          CommittedLeaderEpoch int32 default=-1 ignorable
          Metadata string?
          ErrorCode int16
      ErrorCode int16
  === api/OffsetForLeaderEpoch.wire
  api 23 OffsetForLeaderEpoch listeners=broker
  request versions=0-4 supported=2-4 flexible=4+
    ReplicaId int32 3+ default=-2 ignorable entity=brokerId
    Topics []OffsetForLeaderTopic
      Topic string key entity=topicName
      Partitions []OffsetForLeaderPartition
        Partition int32
        CurrentLeaderEpoch int32 2+ default=-1 ignorable
        LeaderEpoch int32
  response versions=0-4 supported=2-4 flexible=4+
    ThrottleTimeMs int32 2+ ignorable
    Topics []OffsetForLeaderTopicResult
      Topic string key entity=topicName
      Partitions []EpochEndOffset
        ErrorCode int16
        Partition int32
        LeaderEpoch int32 1+ default=-1 ignorable
        EndOffset int64 default=-1
  === api/Produce.wire
  api 0 Produce listeners=broker
  request versions=0-13 supported=3-13 flexible=9+
    TransactionalId string? 3+ default=null entity=transactionalId
    Acks int16
    TimeoutMs int32
    TopicData []TopicProduceData
      Name string 0-12 key ignorable entity=topicName
      TopicId uuid 13+ key ignorable
      PartitionData []PartitionProduceData
        Index int32
        Records records?
  response versions=0-13 supported=3-13 flexible=9+
    Responses []TopicProduceResponse
      Name string 0-12 key ignorable entity=topicName
      TopicId uuid 13+ key ignorable
      PartitionResponses []PartitionProduceResponse
        Index int32
        ErrorCode int16
        BaseOffset int64
        LogAppendTimeMs int64 2+ default=-1 ignorable
        LogStartOffset int64 5+ default=-1 ignorable
        RecordErrors []BatchIndexAndErrorMessage 8+ ignorable
          BatchIndex int32
          BatchIndexErrorMessage string? default=null
        ErrorMessage string? 8+ default=null ignorable
        CurrentLeader LeaderIdAndEpoch 10+ tag=0
          LeaderId int32 default=-1 entity=brokerId
          LeaderEpoch int32 default=-1
    ThrottleTimeMs int32 1+ ignorable
    NodeEndpoints []NodeEndpoint 10+ tag=0
      NodeId int32 key entity=brokerId
      Host string
      Port int32
      Rack string? default=null
  === api/PushTelemetry.wire
  api 72 PushTelemetry listeners=broker
  request versions=0 flexible=0+
    ClientInstanceId uuid
    SubscriptionId int32
    Terminating bool
    CompressionType int8
    Metrics bytes zerocopy
  response versions=0 flexible=0+
    ThrottleTimeMs int32
    ErrorCode int16
  === api/ReadShareGroupState.wire
  api 84 ReadShareGroupState listeners=broker
  request versions=0 flexible=0+
    GroupId string
    Topics []ReadStateData
      TopicId uuid
      Partitions []PartitionData
        Partition int32
        LeaderEpoch int32
  response versions=0 flexible=0+
    Results []ReadStateResult
      TopicId uuid
      Partitions []PartitionResult
        Partition int32
        ErrorCode int16
        ErrorMessage string? default=null
        StateEpoch int32
        StartOffset int64
        StateBatches []StateBatch
          FirstOffset int64
          LastOffset int64
          DeliveryState int8
          DeliveryCount int16
  === api/ReadShareGroupStateSummary.wire
  api 87 ReadShareGroupStateSummary listeners=broker
  request versions=0-1 flexible=0+
    GroupId string
    Topics []ReadStateSummaryData
      TopicId uuid
      Partitions []PartitionData
        Partition int32
        LeaderEpoch int32
  response versions=0-1 flexible=0+
    Results []ReadStateSummaryResult
      TopicId uuid
      Partitions []PartitionResult
        Partition int32
        ErrorCode int16
        ErrorMessage string? default=null
        StateEpoch int32
        LeaderEpoch int32
        StartOffset int64
        DeliveryCompleteCount int32 1+ default=-1 ignorable
  === api/RemoveRaftVoter.wire
  api 81 RemoveRaftVoter listeners=controller,broker
  request versions=0 flexible=0+
    ClusterId string?
    VoterId int32
    VoterDirectoryId uuid
  response versions=0 flexible=0+
    ThrottleTimeMs int32
    ErrorCode int16
    ErrorMessage string? ignorable
  === api/RenewDelegationToken.wire
  api 39 RenewDelegationToken listeners=broker,controller
  request versions=0-2 supported=1-2 flexible=2+
    Hmac bytes
    RenewPeriodMs int64
  response versions=0-2 supported=1-2 flexible=2+
    ErrorCode int16
    ExpiryTimestampMs int64
    ThrottleTimeMs int32
  === api/SaslAuthenticate.wire
  api 36 SaslAuthenticate listeners=broker,controller
  request versions=0-2 flexible=2+
    AuthBytes bytes
  response versions=0-2 flexible=2+
    ErrorCode int16
    ErrorMessage string?
    AuthBytes bytes
    SessionLifetimeMs int64 1+ ignorable
  === api/SaslHandshake.wire
  api 17 SaslHandshake listeners=broker,controller
  request versions=0-1 flexible=none
    Mechanism string
  response versions=0-1 flexible=none
    ErrorCode int16
    Mechanisms []string
  === api/ShareAcknowledge.wire
  api 79 ShareAcknowledge listeners=broker
  request versions=0-2 supported=1-2 flexible=0+
    GroupId string? default=null entity=groupId
    MemberId string?
    ShareSessionEpoch int32
    IsRenewAck bool 2+
    Topics []AcknowledgeTopic
      TopicId uuid key
      Partitions []AcknowledgePartition
        PartitionIndex int32 key
        AcknowledgementBatches []AcknowledgementBatch
          FirstOffset int64
          LastOffset int64
          AcknowledgeTypes []int8
  response versions=0-2 supported=1-2 flexible=0+
    ThrottleTimeMs int32
    ErrorCode int16
    ErrorMessage string? default=null
    AcquisitionLockTimeoutMs int32 2+ ignorable
    Responses []ShareAcknowledgeTopicResponse
      TopicId uuid key
      Partitions []PartitionData
        PartitionIndex int32
        ErrorCode int16
        ErrorMessage string? default=null
        CurrentLeader LeaderIdAndEpoch
          LeaderId int32
          LeaderEpoch int32
    NodeEndpoints []NodeEndpoint
      NodeId int32 key entity=brokerId
      Host string
      Port int32
      Rack string? default=null
  === api/ShareFetch.wire
  api 78 ShareFetch listeners=broker
  request versions=0-2 supported=1-2 flexible=0+
    GroupId string? default=null entity=groupId
    MemberId string?
    ShareSessionEpoch int32
    MaxWaitMs int32
    MinBytes int32
    MaxBytes int32 default=2147483647
    MaxRecords int32 1+
    BatchSize int32 1+
    ShareAcquireMode int8 2+ ignorable
    IsRenewAck bool 2+
    Topics []FetchTopic
      TopicId uuid key
      Partitions []FetchPartition
        PartitionIndex int32 key
        PartitionMaxBytes int32 0
        AcknowledgementBatches []AcknowledgementBatch
          FirstOffset int64
          LastOffset int64
          AcknowledgeTypes []int8
    ForgottenTopicsData []ForgottenTopic
      TopicId uuid
      Partitions []int32
  response versions=0-2 supported=1-2 flexible=0+
    ThrottleTimeMs int32
    ErrorCode int16
    ErrorMessage string? default=null
    AcquisitionLockTimeoutMs int32 1+
    Responses []ShareFetchableTopicResponse
      TopicId uuid key
      Partitions []PartitionData
        PartitionIndex int32
        ErrorCode int16
        ErrorMessage string? default=null
        AcknowledgeErrorCode int16
        AcknowledgeErrorMessage string? default=null
        CurrentLeader LeaderIdAndEpoch
          LeaderId int32
          LeaderEpoch int32
        Records records?0
        AcquiredRecords []AcquiredRecords
          FirstOffset int64
          LastOffset int64
          DeliveryCount int16
    NodeEndpoints []NodeEndpoint
      NodeId int32 key entity=brokerId
      Host string
      Port int32
      Rack string? default=null
  === api/ShareGroupDescribe.wire
  api 77 ShareGroupDescribe listeners=broker
  request versions=0-1 supported=1 flexible=0+
    GroupIds []string entity=groupId
    IncludeAuthorizedOperations bool
  response versions=0-1 supported=1 flexible=0+
    ThrottleTimeMs int32
    Groups []DescribedGroup
      ErrorCode int16
      ErrorMessage string? default=null
      GroupId string entity=groupId
      GroupState string
      GroupEpoch int32
      AssignmentEpoch int32
      AssignorName string
      Members []Member
        MemberId string
        RackId string? default=null
        MemberEpoch int32
        ClientId string
        ClientHost string
        SubscribedTopicNames []string entity=topicName
        Assignment Assignment
          TopicPartitions []TopicPartitions
            TopicId uuid
            TopicName string entity=topicName
            Partitions []int32
      AuthorizedOperations int32 default=-2147483648
  === api/ShareGroupHeartbeat.wire
  api 76 ShareGroupHeartbeat listeners=broker
  request versions=0-1 supported=1 flexible=0+
    GroupId string entity=groupId
    MemberId string
    MemberEpoch int32
    RackId string? default=null
    SubscribedTopicNames []string? default=null entity=topicName
  response versions=0-1 supported=1 flexible=0+
    ThrottleTimeMs int32
    ErrorCode int16
    ErrorMessage string? default=null
    MemberId string? default=null
    MemberEpoch int32
    HeartbeatIntervalMs int32
    Assignment Assignment? default=null
      TopicPartitions []TopicPartitions
        TopicId uuid
        Partitions []int32
  === api/StopReplica.wire
  api 5 StopReplica listeners=zkBroker
  request versions=0-4 supported=none flexible=2+
    ControllerId int32 entity=brokerId
    isKRaftController bool 4+
    ControllerEpoch int32
    BrokerEpoch int64 1+ default=-1 ignorable
    DeletePartitions bool 0-2
    UngroupedPartitions []StopReplicaPartitionV0 0
      TopicName string entity=topicName
      PartitionIndex int32
    Topics []StopReplicaTopicV1 1-2
      Name string entity=topicName
      PartitionIndexes []int32
    TopicStates []StopReplicaTopicState 3+
      TopicName string entity=topicName
      PartitionStates []StopReplicaPartitionState
        PartitionIndex int32
        LeaderEpoch int32 default=-1
        DeletePartition bool
  response versions=0-4 supported=none flexible=2+
    ErrorCode int16
    PartitionErrors []StopReplicaPartitionError
      TopicName string entity=topicName
      PartitionIndex int32
      ErrorCode int16
  === api/StreamsGroupDescribe.wire
  api 89 StreamsGroupDescribe listeners=broker
  request versions=0-1 supported=0 next=0-1 flexible=0+
    GroupIds []string entity=groupId
    IncludeAuthorizedOperations bool
    IncludeTopologyDescription bool 1+
  response versions=0-1 supported=0 next=0-1 flexible=0+
    ThrottleTimeMs int32
    Groups []DescribedGroup
      ErrorCode int16
      ErrorMessage string? default=null
      GroupId string entity=groupId
      GroupState string
      GroupEpoch int32
      AssignmentEpoch int32
      Topology Topology? default=null
        Epoch int32
        Subtopologies []Subtopology? default=null
          SubtopologyId string
          SourceTopics []string entity=topicName
          RepartitionSinkTopics []string entity=topicName
          StateChangelogTopics []TopicInfo
          RepartitionSourceTopics []TopicInfo
      Members []Member
        MemberId string
        MemberEpoch int32
        InstanceId string? default=null
        RackId string? default=null
        ClientId string
        ClientHost string
        TopologyEpoch int32
        ProcessId string
        UserEndpoint Endpoint? default=null
          Host string
          Port uint16
        ClientTags []KeyValue
        TaskOffsets []TaskOffset
        TaskEndOffsets []TaskOffset
        Assignment Assignment
        TargetAssignment Assignment
        IsClassic bool
      AuthorizedOperations int32 default=-2147483648
      TopologyDescription TopologyDescription? 1+ default=null
        Subtopologies []TopologyDescriptionSubtopology
          SubtopologyId string
          Nodes []TopologyDescriptionNode
        GlobalStores []TopologyDescriptionGlobalStore
          Source TopologyDescriptionNode
          Processor TopologyDescriptionNode
      TopologyDescriptionStatus int8 1+
      AssignorName string? 1+ default=null ignorable
  struct TaskOffset
    SubtopologyId string
    Partition int32
    Offset int64
  struct Assignment
    ActiveTasks []TaskIds
    StandbyTasks []TaskIds
    WarmupTasks []TaskIds
  struct TaskIds
    SubtopologyId string
    Partitions []int32
  struct KeyValue
    Key string
    Value string
  struct TopicInfo
    Name string entity=topicName
    Partitions int32
    ReplicationFactor int16
    TopicConfigs []KeyValue
  struct TopologyDescriptionNode
    Name string
    NodeType int8
    SourceTopics []string entity=topicName
    SinkTopic string? default=null entity=topicName
    Stores []string
    Successors []string
  === api/StreamsGroupHeartbeat.wire
  api 88 StreamsGroupHeartbeat listeners=broker
  request versions=0-1 supported=0 next=0-1 flexible=0+
    GroupId string entity=groupId
    MemberId string
    MemberEpoch int32
    EndpointInformationEpoch int32
    InstanceId string? default=null
    RackId string? default=null
    RebalanceTimeoutMs int32 default=-1
    Topology Topology? default=null
      Epoch int32
      Subtopologies []Subtopology
        SubtopologyId string
        SourceTopics []string entity=topicName
        SourceTopicRegex []string
        StateChangelogTopics []TopicInfo
        RepartitionSinkTopics []string entity=topicName
        RepartitionSourceTopics []TopicInfo
        CopartitionGroups []CopartitionGroup
          SourceTopics []int16
          SourceTopicRegex []int16
          RepartitionSourceTopics []int16
    ActiveTasks []TaskIds? default=null
    StandbyTasks []TaskIds? default=null
    WarmupTasks []TaskIds? default=null
    ProcessId string? default=null
    UserEndpoint Endpoint? default=null
      Host string
      Port uint16
    ClientTags []KeyValue? default=null
    TaskOffsets []TaskOffset? default=null
    TaskEndOffsets []TaskOffset? default=null
    ShutdownApplication bool
  struct KeyValue
    Key string
    Value string
  struct TopicInfo
    Name string entity=topicName
    Partitions int32
    ReplicationFactor int16
    TopicConfigs []KeyValue
  struct TaskOffset
    SubtopologyId string
    Partition int32
    Offset int64
  struct TaskIds
    SubtopologyId string
    Partitions []int32
  response versions=0-1 supported=0 next=0-1 flexible=0+
    ThrottleTimeMs int32
    ErrorCode int16
    ErrorMessage string? default=null
    MemberId string
    MemberEpoch int32
    HeartbeatIntervalMs int32
    AcceptableRecoveryLagLegacy int32 0
    TaskOffsetIntervalMs int32
    AcceptableRecoveryLag int64 1+ default=-1 ignorable
    Status []Status?
      StatusCode int8
      StatusDetail string
    ActiveTasks []TaskIds? default=null
    StandbyTasks []TaskIds? default=null
    WarmupTasks []TaskIds? default=null
    TopologyDescriptionRequired bool 1+
    EndpointInformationEpoch int32
    PartitionsByUserEndpoint []EndpointToPartitions? default=null
      UserEndpoint Endpoint
        Host string
        Port uint16
      ActivePartitions []TopicPartition
      StandbyPartitions []TopicPartition
  struct TopicPartition
    Topic string entity=topicName
    Partitions []int32
  struct TaskIds
    SubtopologyId string
    Partitions []int32
  === api/StreamsGroupTopologyDescriptionUpdate.wire
  api 93 StreamsGroupTopologyDescriptionUpdate listeners=broker
  request versions=0 supported=none next=0 flexible=0+
    GroupId string entity=groupId
    MemberId string
    TopologyEpoch int32
    TopologyDescription TopologyDescription
      Subtopologies []TopologyDescriptionSubtopology
        SubtopologyId string
        Nodes []TopologyDescriptionNode
      GlobalStores []TopologyDescriptionGlobalStore
        Source TopologyDescriptionNode
        Processor TopologyDescriptionNode
  struct TopologyDescriptionNode
    Name string
    NodeType int8
    SourceTopics []string entity=topicName
    SinkTopic string? default=null entity=topicName
    Stores []string
    Successors []string
  response versions=0 supported=none next=0 flexible=0+
    ThrottleTimeMs int32
    ErrorCode int16
    ErrorMessage string? default=null
  === api/SyncGroup.wire
  api 14 SyncGroup listeners=broker
  request versions=0-5 flexible=4+
    GroupId string entity=groupId
    GenerationId int32
    MemberId string
    GroupInstanceId string? 3+ default=null
    ProtocolType string? 5+ default=null ignorable
    ProtocolName string? 5+ default=null ignorable
    Assignments []SyncGroupRequestAssignment
      MemberId string
      Assignment bytes
  response versions=0-5 flexible=4+
    ThrottleTimeMs int32 1+ ignorable
    ErrorCode int16
    ProtocolType string? 5+ default=null ignorable
    ProtocolName string? 5+ default=null ignorable
    Assignment bytes
  === api/TxnOffsetCommit.wire
  api 28 TxnOffsetCommit listeners=broker
  request versions=0-6 supported=0-5 next=0-6 flexible=3+
    TransactionalId string entity=transactionalId
    GroupId string entity=groupId
    ProducerId int64 entity=producerId
    ProducerEpoch int16
    GenerationIdOrMemberEpoch int32 3+ default=-1
    MemberId string 3+
    GroupInstanceId string? 3+ default=null
    Topics []TxnOffsetCommitRequestTopic
      Name string 0-5 ignorable entity=topicName
      TopicId uuid 6+ ignorable
      Partitions []TxnOffsetCommitRequestPartition
        PartitionIndex int32
        CommittedOffset int64
        CommittedLeaderEpoch int32 2+ default=-1 ignorable
        CommittedMetadata string?
  response versions=0-6 supported=0-5 next=0-6 flexible=3+
    ThrottleTimeMs int32
    Topics []TxnOffsetCommitResponseTopic
      Name string 0-5 ignorable entity=topicName
      TopicId uuid 6+ ignorable
      Partitions []TxnOffsetCommitResponsePartition
        PartitionIndex int32
        ErrorCode int16
  === api/UnregisterBroker.wire
  api 64 UnregisterBroker listeners=broker,controller
  request versions=0 flexible=0+
    BrokerId int32 entity=brokerId
  response versions=0 flexible=0+
    ThrottleTimeMs int32
    ErrorCode int16
    ErrorMessage string?
  === api/UnregisterController.wire
  api 94 UnregisterController listeners=broker,controller
  request versions=0 supported=none next=0 flexible=0+
    ControllerId int32
  response versions=0 supported=none next=0 flexible=0+
    ThrottleTimeMs int32
    ErrorCode int16
    ErrorMessage string?
  === api/UpdateFeatures.wire
  api 57 UpdateFeatures listeners=broker,controller
  request versions=0-2 flexible=0+
    timeoutMs int32 default=60000
    FeatureUpdates []FeatureUpdateKey
      Feature string key
      MaxVersionLevel int16
      AllowDowngrade bool 0
      UpgradeType int8 1+ default=1
    ValidateOnly bool 1+
  response versions=0-2 flexible=0+
    ThrottleTimeMs int32
    ErrorCode int16
    ErrorMessage string?
    Results []UpdatableFeatureResult 0-1 ignorable
      Feature string key
      ErrorCode int16
      ErrorMessage string?
  === api/UpdateMetadata.wire
  api 6 UpdateMetadata listeners=zkBroker
  request versions=0-8 supported=none flexible=6+
    ControllerId int32 entity=brokerId
    isKRaftController bool 8+
    Type int8 8+ tag=0
    ControllerEpoch int32
    BrokerEpoch int64 5+ default=-1 ignorable
    UngroupedPartitionStates []UpdateMetadataPartitionState 0-4
    TopicStates []UpdateMetadataTopicState 5+
      TopicName string entity=topicName
      TopicId uuid 7+ ignorable
      PartitionStates []UpdateMetadataPartitionState
    LiveBrokers []UpdateMetadataBroker
      Id int32 entity=brokerId
      V0Host string 0 ignorable
      V0Port int32 0 ignorable
      Endpoints []UpdateMetadataEndpoint 1+ ignorable
        Port int32
        Host string
        Listener string 3+ ignorable
        SecurityProtocol int16
      Rack string? 2+ ignorable
  struct UpdateMetadataPartitionState
    TopicName string 0-4 ignorable entity=topicName
    PartitionIndex int32
    ControllerEpoch int32
    Leader int32 entity=brokerId
    LeaderEpoch int32
    Isr []int32 entity=brokerId
    ZkVersion int32
    Replicas []int32 entity=brokerId
    OfflineReplicas []int32 4+ ignorable entity=brokerId
  response versions=0-8 supported=none flexible=6+
    ErrorCode int16
  === api/UpdateRaftVoter.wire
  api 82 UpdateRaftVoter listeners=controller
  request versions=0 flexible=0+
    ClusterId string?
    CurrentLeaderEpoch int32
    VoterId int32
    VoterDirectoryId uuid
    Listeners []Listener
      Name string key
      Host string
      Port uint16
    KRaftVersionFeature KRaftVersionFeature
      MinSupportedVersion int16
      MaxSupportedVersion int16
  response versions=0 flexible=0+
    ThrottleTimeMs int32
    ErrorCode int16
    CurrentLeader CurrentLeader tag=0
      LeaderId int32 default=-1 entity=brokerId
      LeaderEpoch int32 default=-1
      Host string
      Port int32
  === api/Vote.wire
  api 52 Vote listeners=controller
  request versions=0-2 flexible=0+
    ClusterId string? default=null
    VoterId int32 1+ default=-1 ignorable entity=brokerId
    Topics []TopicData
      TopicName string entity=topicName
      Partitions []PartitionData
        PartitionIndex int32
        ReplicaEpoch int32
        ReplicaId int32 entity=brokerId
        ReplicaDirectoryId uuid 1+ ignorable
        VoterDirectoryId uuid 1+ ignorable
        LastOffsetEpoch int32
        LastOffset int64
        PreVote bool 2+
  response versions=0-2 flexible=0+
    ErrorCode int16
    Topics []TopicData
      TopicName string entity=topicName
      Partitions []PartitionData
        PartitionIndex int32
        ErrorCode int16
        LeaderId int32 entity=brokerId
        LeaderEpoch int32
        VoteGranted bool
    NodeEndpoints []NodeEndpoint 1+ tag=0
      NodeId int32 key entity=brokerId
      Host string
      Port uint16
  === api/WriteShareGroupState.wire
  api 85 WriteShareGroupState listeners=broker
  request versions=0-1 flexible=0+
    GroupId string
    Topics []WriteStateData
      TopicId uuid
      Partitions []PartitionData
        Partition int32
        StateEpoch int32
        LeaderEpoch int32
        StartOffset int64
        DeliveryCompleteCount int32 1+ default=-1 ignorable
        StateBatches []StateBatch
          FirstOffset int64
          LastOffset int64
          DeliveryState int8
          DeliveryCount int16
  response versions=0-1 flexible=0+
    Results []WriteStateResult
      TopicId uuid
      Partitions []PartitionResult
        Partition int32
        ErrorCode int16
        ErrorMessage string? default=null
  === api/WriteTxnMarkers.wire
  api 27 WriteTxnMarkers listeners=broker
  request versions=0-2 supported=1-2 flexible=1+
    Markers []WritableTxnMarker
      ProducerId int64 entity=producerId
      ProducerEpoch int16
      TransactionResult bool
      Topics []WritableTxnMarkerTopic
        Name string entity=topicName
        PartitionIndexes []int32
      CoordinatorEpoch int32
      TransactionVersion int8 2+ ignorable
  response versions=0-2 supported=1-2 flexible=1+
    Markers []WritableTxnMarkerResult
      ProducerId int64 entity=producerId
      Topics []WritableTxnMarkerTopicResult
        Name string entity=topicName
        Partitions []WritableTxnMarkerPartitionResult
          PartitionIndex int32
          ErrorCode int16
  === data/AbortedTxn.wire
  data AbortedTxn
  body versions=0 supported=none next=0 flexible=none
    ProducerId int64
    FirstOffset int64
    LastOffset int64
    LastStableOffset int64
  === data/ConsumerProtocolAssignment.wire
  data ConsumerProtocolAssignment
  body versions=0-3 flexible=none
    AssignedPartitions []TopicPartition
      Topic string key entity=topicName
      Partitions []int32
    UserData bytes? default=null zerocopy
  === data/ConsumerProtocolSubscription.wire
  data ConsumerProtocolSubscription
  body versions=0-3 flexible=none
    Topics []string
    UserData bytes? default=null zerocopy
    OwnedPartitions []TopicPartition 1+ ignorable
      Topic string key entity=topicName
      Partitions []int32
    GenerationId int32 2+ default=-1 ignorable
    RackId string? 3+ default=null ignorable
  === data/ControlRecordTypeSchema.wire
  data ControlRecordTypeSchema
  body versions=0 flexible=none
    Type int16
  === data/DefaultPrincipalData.wire
  data DefaultPrincipalData
  body versions=0 flexible=0+
    Type string
    Name string
    TokenAuthenticated bool
  === data/EndTxnMarker.wire
  data EndTxnMarker
  body versions=0 flexible=none
    CoordinatorEpoch int32
  === data/KRaftVersionRecord.wire
  data KRaftVersionRecord
  body versions=0 flexible=0+
    Version int16
    KRaftVersion int16
  === data/LeaderChangeMessage.wire
  data LeaderChangeMessage
  body versions=0-1 flexible=0+
    Version int16
    LeaderId int32 entity=brokerId
    Voters []Voter
    GrantingVoters []Voter
  struct Voter
    VoterId int32
    VoterDirectoryId uuid 1+
  === data/ProducerSnapshot.wire
  data ProducerSnapshot
  body versions=1 flexible=none
    Crc uint32
    ProducerEntries []ProducerEntry
      ProducerId int64
      Epoch int16
      LastSequence int32
      LastOffset int64
      OffsetDelta int32
      Timestamp int64
      CoordinatorEpoch int32
      CurrentTxnFirstOffset int64
  === data/QuorumStateData.wire
  data QuorumStateData
  body versions=0-1 flexible=0+
    ClusterId string 0
    LeaderId int32 default=-1
    LeaderEpoch int32 default=-1
    VotedId int32 default=-1
    VotedDirectoryId uuid 1+
    AppliedOffset int64 0
    CurrentVoters []Voter? 0
      VoterId int32
  === data/RequestHeader.wire
  header RequestHeader
  body versions=0-2 supported=1-2 flexible=2+
    RequestApiKey int16
    RequestApiVersion int16
    CorrelationId int32
    ClientId string? 1+ flexible=none
  === data/ResponseHeader.wire
  header ResponseHeader
  body versions=0-1 flexible=1+
    CorrelationId int32
  === data/SnapshotFooterRecord.wire
  data SnapshotFooterRecord
  body versions=0 flexible=0+
    Version int16
  === data/SnapshotHeaderRecord.wire
  data SnapshotHeaderRecord
  body versions=0 flexible=0+
    Version int16
    LastContainedLogTimestamp int64
  === data/VotersRecord.wire
  data VotersRecord
  body versions=0 flexible=0+
    Version int16
    Voters []Voter
      VoterId int32 entity=brokerId
      VoterDirectoryId uuid
      Endpoints []Endpoint
        Name string key
        Host string
        Port uint16
      KRaftVersionFeature KRaftVersionFeature
        MinSupportedVersion int16
        MaxSupportedVersion int16
  === metadata/AbortTransactionRecord.wire
  entry 25 AbortTransactionRecord log=__cluster_metadata
  body versions=0 flexible=0+
    Reason string? tag=0 default=null
  === metadata/AccessControlEntryRecord.wire
  entry 18 AccessControlEntryRecord log=__cluster_metadata
  body versions=0 flexible=0+
    Id uuid
    ResourceType int8
    ResourceName string
    PatternType int8
    Principal string
    Host string
    Operation int8
    PermissionType int8
  === metadata/BeginTransactionRecord.wire
  entry 23 BeginTransactionRecord log=__cluster_metadata
  body versions=0 flexible=0+
    Name string? tag=0 default=null
  === metadata/BrokerRegistrationChangeRecord.wire
  entry 17 BrokerRegistrationChangeRecord log=__cluster_metadata
  body versions=0-3 flexible=0+
    BrokerId int32 entity=brokerId
    BrokerEpoch int64
    Fenced int8 tag=0
    InControlledShutdown int8 1+ tag=1
    LogDirs []uuid 2+ tag=2
    CordonedLogDirs []uuid? 3+ tag=3 default=null
  === metadata/ClearElrRecord.wire
  entry 28 ClearElrRecord log=__cluster_metadata
  body versions=0 flexible=0+
    TopicName string entity=topicName
  === metadata/ClientQuotaRecord.wire
  entry 14 ClientQuotaRecord log=__cluster_metadata
  body versions=0 flexible=0+
    Entity []EntityData
      EntityType string
      EntityName string?
    Key string
    Value float64
    Remove bool
  === metadata/ConfigRecord.wire
  entry 4 ConfigRecord log=__cluster_metadata
  body versions=0 flexible=0+
    ResourceType int8
    ResourceName string
    Name string
    Value string?
  === metadata/DelegationTokenRecord.wire
  entry 10 DelegationTokenRecord log=__cluster_metadata
  body versions=0 flexible=0+
    Owner string
    Requester string
    Renewers []string
    IssueTimestamp int64
    MaxTimestamp int64
    ExpirationTimestamp int64
    TokenId string
  === metadata/EndTransactionRecord.wire
  entry 24 EndTransactionRecord log=__cluster_metadata
  body versions=0 flexible=0+
  === metadata/FeatureLevelRecord.wire
  entry 12 FeatureLevelRecord log=__cluster_metadata
  body versions=0 flexible=0+
    Name string
    FeatureLevel int16
  === metadata/FenceBrokerRecord.wire
  entry 7 FenceBrokerRecord log=__cluster_metadata
  body versions=0 flexible=0+
    Id int32 entity=brokerId
    Epoch int64
  === metadata/NoOpRecord.wire
  entry 20 NoOpRecord log=__cluster_metadata
  body versions=0 flexible=0+
  === metadata/PartitionChangeRecord.wire
  entry 5 PartitionChangeRecord log=__cluster_metadata
  body versions=0-2 flexible=0+
    PartitionId int32 default=-1
    TopicId uuid
    Isr []int32? tag=0 default=null entity=brokerId
    Leader int32 tag=1 default=-2 entity=brokerId
    Replicas []int32? tag=2 default=null entity=brokerId
    RemovingReplicas []int32? tag=3 default=null entity=brokerId
    AddingReplicas []int32? tag=4 default=null entity=brokerId
    LeaderRecoveryState int8 tag=5 default=-1
    Directories []uuid? 1+ tag=8 default=null
    EligibleLeaderReplicas []int32? 2+ tag=6 default=null entity=brokerId
    LastKnownElr []int32? 2+ tag=7 default=null entity=brokerId
  === metadata/PartitionRecord.wire
  entry 3 PartitionRecord log=__cluster_metadata
  body versions=0-2 flexible=0+
    PartitionId int32 default=-1
    TopicId uuid
    Replicas []int32 entity=brokerId
    Isr []int32
    RemovingReplicas []int32 entity=brokerId
    AddingReplicas []int32 entity=brokerId
    Leader int32 default=-1 entity=brokerId
    LeaderRecoveryState int8 tag=0
    LeaderEpoch int32 default=-1
    PartitionEpoch int32 default=-1
    Directories []uuid 1+
    EligibleLeaderReplicas []int32? 2+ tag=1 default=null entity=brokerId
    LastKnownElr []int32? 2+ tag=2 default=null entity=brokerId
  === metadata/ProducerIdsRecord.wire
  entry 15 ProducerIdsRecord log=__cluster_metadata
  body versions=0 flexible=0+
    BrokerId int32 entity=brokerId
    BrokerEpoch int64 default=-1
    NextProducerId int64
  === metadata/RegisterBrokerRecord.wire
  entry 0 RegisterBrokerRecord log=__cluster_metadata
  body versions=0-4 flexible=0+
    BrokerId int32 entity=brokerId
    IsMigratingZkBroker bool 2+
    IncarnationId uuid
    BrokerEpoch int64
    EndPoints []BrokerEndpoint
      Name string key
      Host string
      Port uint16
      SecurityProtocol int16
    Features []BrokerFeature
      Name string key
      MinSupportedVersion int16
      MaxSupportedVersion int16
    Rack string?
    Fenced bool default=true
    InControlledShutdown bool 1+
    LogDirs []uuid 3+ tag=0
    CordonedLogDirs []uuid? 4+ tag=1 default=null
  === metadata/RegisterControllerRecord.wire
  entry 27 RegisterControllerRecord log=__cluster_metadata
  body versions=0 flexible=0+
    ControllerId int32
    IncarnationId uuid
    ZkMigrationReady bool
    EndPoints []ControllerEndpoint
      Name string key
      Host string
      Port uint16
      SecurityProtocol int16
    Features []ControllerFeature
      Name string key
      MinSupportedVersion int16
      MaxSupportedVersion int16
  === metadata/RemoveAccessControlEntryRecord.wire
  entry 19 RemoveAccessControlEntryRecord log=__cluster_metadata
  body versions=0 flexible=0+
    Id uuid
  === metadata/RemoveDelegationTokenRecord.wire
  entry 26 RemoveDelegationTokenRecord log=__cluster_metadata
  body versions=0 flexible=0+
    TokenId string
  === metadata/RemoveTopicRecord.wire
  entry 9 RemoveTopicRecord log=__cluster_metadata
  body versions=0 flexible=0+
    TopicId uuid
  === metadata/RemoveUserScramCredentialRecord.wire
  entry 22 RemoveUserScramCredentialRecord log=__cluster_metadata
  body versions=0 flexible=0+
    Name string
    Mechanism int8
  === metadata/TopicRecord.wire
  entry 2 TopicRecord log=__cluster_metadata
  body versions=0 flexible=0+
    Name string entity=topicName
    TopicId uuid
  === metadata/UnfenceBrokerRecord.wire
  entry 8 UnfenceBrokerRecord log=__cluster_metadata
  body versions=0 flexible=0+
    Id int32 entity=brokerId
    Epoch int64
  === metadata/UnregisterBrokerRecord.wire
  entry 1 UnregisterBrokerRecord log=__cluster_metadata
  body versions=0 flexible=0+
    BrokerId int32 entity=brokerId
    BrokerEpoch int64
  === metadata/UnregisterControllerRecord.wire
  entry 29 UnregisterControllerRecord log=__cluster_metadata
  body versions=0 supported=none next=0 flexible=0+
    ControllerId int32
  === metadata/UserScramCredentialRecord.wire
  entry 11 UserScramCredentialRecord log=__cluster_metadata
  body versions=0 flexible=0+
    Name string
    Mechanism int8
    Salt bytes
    StoredKey bytes
    ServerKey bytes
    Iterations int32
  === metadata/ZkMigrationStateRecord.wire
  entry 21 ZkMigrationStateRecord log=__cluster_metadata
  body versions=0 flexible=0+
    ZkMigrationState int8
  === records/ConsumerGroupCurrentMemberAssignment.wire
  record 8 ConsumerGroupCurrentMemberAssignment log=__consumer_offsets
  key versions=0 flexible=none
    GroupId string
    MemberId string
  value versions=0 flexible=0+
    MemberEpoch int32
    PreviousMemberEpoch int32
    State int8
    AssignedPartitions []TopicPartitions
    PartitionsPendingRevocation []TopicPartitions
  struct TopicPartitions
    TopicId uuid
    Partitions []int32
    AssignmentEpochs []int32? tag=0
  === records/ConsumerGroupMemberMetadata.wire
  record 5 ConsumerGroupMemberMetadata log=__consumer_offsets
  key versions=0 flexible=none
    GroupId string
    MemberId string
  value versions=0 flexible=0+
    InstanceId string?
    RackId string?
    ClientId string
    ClientHost string
    SubscribedTopicNames []string
    SubscribedTopicRegex string?
    RebalanceTimeoutMs int32 default=-1
    ServerAssignor string?
    ClassicMemberMetadata ClassicMemberMetadata? tag=0
      SessionTimeoutMs int32
      SupportedProtocols []ClassicProtocol
        Name string
        Metadata bytes
  === records/ConsumerGroupMetadata.wire
  record 3 ConsumerGroupMetadata log=__consumer_offsets
  key versions=0 flexible=none
    GroupId string
  value versions=0 flexible=0+
    Epoch int32
    MetadataHash int64 tag=0
  === records/ConsumerGroupPartitionMetadata.wire
  record 4 ConsumerGroupPartitionMetadata log=__consumer_offsets
  key versions=0 flexible=none
    GroupId string
  value versions=0 flexible=0+
    Topics []TopicMetadata
      TopicId uuid
      TopicName string
      NumPartitions int32
      PartitionMetadata []PartitionMetadata
        Partition int32
        Racks []string
  === records/ConsumerGroupRegularExpression.wire
  record 16 ConsumerGroupRegularExpression log=__consumer_offsets
  key versions=0 flexible=none
    GroupId string
    RegularExpression string
  value versions=0 flexible=0+
    Topics []string
    Version int64
    Timestamp int64
  === records/ConsumerGroupTargetAssignmentMember.wire
  record 7 ConsumerGroupTargetAssignmentMember log=__consumer_offsets
  key versions=0 flexible=none
    GroupId string
    MemberId string
  value versions=0 flexible=0+
    TopicPartitions []TopicPartition
      TopicId uuid
      Partitions []int32
  === records/ConsumerGroupTargetAssignmentMetadata.wire
  record 6 ConsumerGroupTargetAssignmentMetadata log=__consumer_offsets
  key versions=0 flexible=none
    GroupId string
  value versions=0 flexible=0+
    AssignmentEpoch int32
    AssignmentTimestamp int64 tag=0 ignorable
  === records/GroupMetadata.wire
  record 2 GroupMetadata log=__consumer_offsets
  key versions=0 flexible=none
    group string
  value versions=0-4 flexible=4+
    protocolType string
    generation int32
    protocol string?
    leader string?
    currentStateTimestamp int64 2+ default=-1 ignorable
    members []MemberMetadata
      memberId string
      groupInstanceId string? 3+ default=null ignorable
      clientId string
      clientHost string
      rebalanceTimeout int32 1+ default=-1 ignorable
      sessionTimeout int32
      subscription bytes
      assignment bytes
  === records/LegacyOffsetCommit.wire
  record 0 LegacyOffsetCommit log=__consumer_offsets
  key versions=0 flexible=none
    group string
    topic string
    partition int32
  value versions=0 flexible=none
    offset int64
    metadata string
    commitTimestamp int64
  === records/OffsetCommit.wire
  record 1 OffsetCommit log=__consumer_offsets
  key versions=0 flexible=none
    group string
    topic string
    partition int32
  value versions=0-4 flexible=4+
    offset int64
    leaderEpoch int32 3+ default=-1 ignorable
    metadata string
    commitTimestamp int64
    expireTimestamp int64 1 default=-1 ignorable
    topicId uuid 4+ tag=0 ignorable
  === records/ShareGroupCurrentMemberAssignment.wire
  record 14 ShareGroupCurrentMemberAssignment log=__consumer_offsets
  key versions=0 flexible=none
    GroupId string
    MemberId string
  value versions=0 flexible=0+
    MemberEpoch int32
    PreviousMemberEpoch int32
    State int8
    AssignedPartitions []TopicPartitions
      TopicId uuid
      Partitions []int32
  === records/ShareGroupMemberMetadata.wire
  record 10 ShareGroupMemberMetadata log=__consumer_offsets
  key versions=0 flexible=none
    GroupId string
    MemberId string
  value versions=0 flexible=0+
    RackId string?
    ClientId string
    ClientHost string
    SubscribedTopicNames []string
  === records/ShareGroupMetadata.wire
  record 11 ShareGroupMetadata log=__consumer_offsets
  key versions=0 flexible=none
    GroupId string
  value versions=0 flexible=0+
    Epoch int32
    MetadataHash int64
  === records/ShareGroupStatePartitionMetadata.wire
  record 15 ShareGroupStatePartitionMetadata log=__consumer_offsets
  key versions=0 flexible=none
    GroupId string
  value versions=0 flexible=0+
    InitializingTopics []TopicPartitionsInfo
    InitializedTopics []TopicPartitionsInfo
    DeletingTopics []TopicInfo
      TopicId uuid
      TopicName string
  struct TopicPartitionsInfo
    TopicId uuid
    TopicName string
    Partitions []int32
  === records/ShareGroupTargetAssignmentMember.wire
  record 13 ShareGroupTargetAssignmentMember log=__consumer_offsets
  key versions=0 flexible=none
    GroupId string
    MemberId string
  value versions=0 flexible=0+
    TopicPartitions []TopicPartition
      TopicId uuid
      Partitions []int32
  === records/ShareGroupTargetAssignmentMetadata.wire
  record 12 ShareGroupTargetAssignmentMetadata log=__consumer_offsets
  key versions=0 flexible=none
    GroupId string
  value versions=0 flexible=0+
    AssignmentEpoch int32
    AssignmentTimestamp int64 tag=0 ignorable
  === records/ShareSnapshot.wire
  record 0 ShareSnapshot log=__share_group_state
  key versions=0 flexible=none
    GroupId string
    TopicId uuid
    Partition int32
  value versions=0 flexible=0+
    SnapshotEpoch int32
    StateEpoch int32
    LeaderEpoch int32
    StartOffset int64
    DeliveryCompleteCount int32 tag=0 default=-1
    CreateTimestamp int64
    WriteTimestamp int64
    StateBatches []StateBatch
      FirstOffset int64
      LastOffset int64
      DeliveryState int8
      DeliveryCount int16
  === records/ShareUpdate.wire
  record 1 ShareUpdate log=__share_group_state
  key versions=0 flexible=none
    GroupId string
    TopicId uuid
    Partition int32
  value versions=0 flexible=0+
    SnapshotEpoch int32
    LeaderEpoch int32
    StartOffset int64
    DeliveryCompleteCount int32 tag=0 default=-1
    StateBatches []StateBatch
      FirstOffset int64
      LastOffset int64
      DeliveryState int8
      DeliveryCount int16
  === records/StreamsGroupCurrentMemberAssignment.wire
  record 22 StreamsGroupCurrentMemberAssignment log=__consumer_offsets
  key versions=0 flexible=none
    GroupId string
    MemberId string
  value versions=0 flexible=0+
    MemberEpoch int32
    PreviousMemberEpoch int32
    State int8
    ActiveTasks []TaskIds
    StandbyTasks []TaskIds
    WarmupTasks []TaskIds
    ActiveTasksPendingRevocation []TaskIds
    StandbyTasksPendingRevocation []TaskIds
    WarmupTasksPendingRevocation []TaskIds
  struct TaskIds
    SubtopologyId string
    Partitions []int32
    AssignmentEpochs []int32? tag=0
  === records/StreamsGroupMemberMetadata.wire
  record 19 StreamsGroupMemberMetadata log=__consumer_offsets
  key versions=0 flexible=none
    GroupId string
    MemberId string
  value versions=0 flexible=0+
    InstanceId string?
    RackId string?
    ClientId string
    ClientHost string
    RebalanceTimeoutMs int32 default=-1
    TopologyEpoch int32
    ProcessId string
    UserEndpoint Endpoint? default=null
      Host string
      Port uint16
    ClientTags []KeyValue
      Key string
      Value string
  === records/StreamsGroupMetadata.wire
  record 17 StreamsGroupMetadata log=__consumer_offsets
  key versions=0 flexible=none
    GroupId string
  value versions=0 flexible=0+
    Epoch int32
    MetadataHash int64
    ValidatedTopologyEpoch int32 tag=0 default=-1
    LastAssignmentConfigs []LastAssignmentConfig? tag=1
      Key string
      Value string
    StoredDescriptionTopologyEpoch int32 tag=2 default=-1
    FailedDescriptionTopologyEpoch int32 tag=3 default=-1
  === records/StreamsGroupTargetAssignmentMember.wire
  record 21 StreamsGroupTargetAssignmentMember log=__consumer_offsets
  key versions=0 flexible=none
    GroupId string
    MemberId string
  value versions=0 flexible=0+
    ActiveTasks []TaskIds
    StandbyTasks []TaskIds
    WarmupTasks []TaskIds
  struct TaskIds
    SubtopologyId string
    Partitions []int32
  === records/StreamsGroupTargetAssignmentMetadata.wire
  record 20 StreamsGroupTargetAssignmentMetadata log=__consumer_offsets
  key versions=0 flexible=none
    GroupId string
  value versions=0 flexible=0+
    AssignmentEpoch int32
    AssignmentTimestamp int64 tag=0 ignorable
  === records/StreamsGroupTopology.wire
  record 23 StreamsGroupTopology log=__consumer_offsets
  key versions=0 flexible=none
    GroupId string
  value versions=0 flexible=0+
    Epoch int32
    Subtopologies []Subtopology
      SubtopologyId string
      SourceTopics []string
      SourceTopicRegex []string
      StateChangelogTopics []TopicInfo
      RepartitionSinkTopics []string
      RepartitionSourceTopics []TopicInfo
      CopartitionGroups []CopartitionGroup
        SourceTopics []int16
        SourceTopicRegex []int16
        RepartitionSourceTopics []int16
  struct TopicConfig
    key string
    value string
  struct TopicInfo
    Name string
    Partitions int32
    ReplicationFactor int16
    TopicConfigs []TopicConfig
  === records/TransactionLog.wire
  record 0 TransactionLog log=__transaction_state
  key versions=0 flexible=none
    TransactionalId string
  value versions=0-1 flexible=1+
    ProducerId int64
    PreviousProducerId int64 1+ tag=0 default=-1
    NextProducerId int64 1+ tag=1 default=-1
    ProducerEpoch int16
    NextProducerEpoch int16 1+ tag=3 default=-1
    TransactionTimeoutMs int32
    TransactionStatus int8
    TransactionPartitions []PartitionsSchema?
      Topic string
      PartitionIds []int32
    TransactionLastUpdateTimestampMs int64
    TransactionStartTimestampMs int64
    ClientTransactionVersion int16 1+ tag=2
  === storage/RemoteLogSegmentMetadataRecord.wire
  entry 0 RemoteLogSegmentMetadataRecord log=__remote_log_metadata
  body versions=0 flexible=0+
    RemoteLogSegmentId RemoteLogSegmentIdEntry
      TopicIdPartition TopicIdPartitionEntry
        Name string
        Id uuid
        Partition int32
      Id uuid
    StartOffset int64
    EndOffset int64
    BrokerId int32
    MaxTimestampMs int64
    EventTimestampMs int64
    SegmentLeaderEpochs []SegmentLeaderEpochEntry
      LeaderEpoch int32
      Offset int64
    SegmentSizeInBytes int32
    CustomMetadata bytes? default=null
    RemoteLogSegmentState int8
    TxnIndexEmpty bool tag=0
  === storage/RemoteLogSegmentMetadataSnapshotRecord.wire
  entry 3 RemoteLogSegmentMetadataSnapshotRecord log=__remote_log_metadata
  body versions=0 flexible=0+
    SegmentId uuid
    StartOffset int64
    EndOffset int64
    BrokerId int32
    MaxTimestampMs int64
    EventTimestampMs int64
    SegmentLeaderEpochs []SegmentLeaderEpochEntry
      LeaderEpoch int32
      Offset int64
    SegmentSizeInBytes int32
    CustomMetadata bytes? default=null
    RemoteLogSegmentState int8
    TxnIndexEmpty bool tag=0
  === storage/RemoteLogSegmentMetadataUpdateRecord.wire
  entry 1 RemoteLogSegmentMetadataUpdateRecord log=__remote_log_metadata
  body versions=0 flexible=0+
    RemoteLogSegmentId RemoteLogSegmentIdEntry
      TopicIdPartition TopicIdPartitionEntry
        Name string
        Id uuid
        Partition int32
      Id uuid
    BrokerId int32
    EventTimestampMs int64
    CustomMetadata bytes? default=null
    RemoteLogSegmentState int8
  === storage/RemotePartitionDeleteMetadataRecord.wire
  entry 2 RemotePartitionDeleteMetadataRecord log=__remote_log_metadata
  body versions=0 flexible=0+
    TopicIdPartition TopicIdPartitionEntry
      Name string
      Id uuid
      Partition int32
    BrokerId int32
    EventTimestampMs int64
    RemotePartitionDeleteState int8
  """#
