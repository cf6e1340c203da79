package import KafkaSchema
package import KafkaWire
package import NIOCore

/// What the minimal requests of a case name: things of its own, so that nobody else is touched.
package struct MinimalNames: Sendable {
  package var topic: TestTopic
  package var group: String
  /// Also the transactional id, the name of a user and what else needs a name.
  package var other: String
  package var records: ByteBuffer
  /// Records in the form of Produce 0 to 2.
  package var oldRecords: ByteBuffer

  /// A broker, controller or voter that no cluster has.
  static let nobody: Value = 2_147_483_600
}

/// A minimal legal request for every API that clients may call: one element in each outer list, which names something
/// of the suite's, acks 1, filters that match anything; nothing that would change what others use.
package enum MinimalRequest {
  /// The body in that version; nil for an API without one.
  package static func body(_ api: ApiKey, version: Int16, _ names: MinimalNames) -> Value? {
    guard let definition = Definitions.request(api) else { return nil }
    let body: Value
    switch api.rawValue {
    case 0: body = produce(names, version)
    case 1...3, 21, 23, 61, 75: body = reading(api, names)
    case 8...16, 42, 47, 68, 69: body = groups(api, names)
    case 22, 24...28, 65, 66: body = transactions(api, names)
    case 19, 20, 32...35, 37, 43...46, 64, 74: body = topics(api, names)
    case 29...31, 38...41, 48...51: body = security(api, names)
    case 76...79, 83...93: body = sharing(api, names)
    default: body = others(api, names)
    }
    return fit(body, to: definition.root, of: definition, version: version)
  }

  /// Leaves out the fields that the version does not have.
  package static func fit(
    _ value: Value, to structure: StructDefinition, of message: MessageDefinition, version: Int16
  ) -> Value {
    guard case .structure(var fields) = value else { return value }
    fields.fields = fields.fields.compactMap { part in
      guard let field = structure.field(part.name), field.versions.contains(version) else { return nil }
      guard let name = field.type.structName, let inner = message.structure(name) else { return part }
      var part = part
      if case .array(let elements) = part.value {
        part.value = .array(elements.map { fit($0, to: inner, of: message, version: version) })
      } else {
        part.value = fit(part.value, to: inner, of: message, version: version)
      }
      return part
    }
    return .structure(fields)
  }

  private static func produce(_ names: MinimalNames, _ version: Int16) -> Value {
    let records = version >= 3 ? names.records : names.oldRecords
    let partition: Value = ["Index": 0, "Records": .bytes(records)]
    return [
      "Acks": 1, "TimeoutMs": 5_000,
      "TopicData": [
        ["Name": .string(names.topic.name), "TopicId": .uuid(names.topic.id), "PartitionData": [partition]]
      ],
    ]
  }

  private static func reading(_ api: ApiKey, _ names: MinimalNames) -> Value {
    let name: Value = .string(names.topic.name)
    switch api {
    case .fetch:
      let partition: Value = ["Partition": 0, "FetchOffset": 0, "PartitionMaxBytes": 65_536]
      return [
        "MaxWaitMs": 0, "MinBytes": 0, "MaxBytes": 65_536, "SessionEpoch": -1,
        "Topics": [["Topic": name, "TopicId": .uuid(names.topic.id), "Partitions": [partition]]],
      ]
    case .listOffsets:
      return [
        "ReplicaId": -1, "Topics": [["Name": name, "Partitions": [["PartitionIndex": 0, "Timestamp": -1]]]],
      ]
    case .metadata: return ["Topics": [["Name": name]], "AllowAutoTopicCreation": false]
    case .deleteRecords:
      return [
        "Topics": [["Name": name, "Partitions": [["PartitionIndex": 0, "Offset": 0]]]], "TimeoutMs": 5_000,
      ]
    case .offsetForLeaderEpoch:
      return [
        "ReplicaId": -1, "Topics": [["Topic": name, "Partitions": [["Partition": 0, "LeaderEpoch": 0]]]],
      ]
    case .describeProducers: return ["Topics": [["Name": name, "PartitionIndexes": [0]]]]
    default: return ["Topics": [["Name": name]]]
    }
  }

  private static func groups(_ api: ApiKey, _ names: MinimalNames) -> Value {
    let group: Value = .string(names.group)
    let name: Value = .string(names.topic.name)
    let id: Value = .uuid(names.topic.id)
    switch api {
    case .offsetCommit:
      let partition: Value = ["PartitionIndex": 0, "CommittedOffset": 0, "CommittedMetadata": ""]
      return [
        "GroupId": group, "GenerationIdOrMemberEpoch": -1,
        "Topics": [["Name": name, "TopicId": id, "Partitions": [partition]]],
      ]
    case .offsetFetch:
      let topic: Value = ["Name": name, "TopicId": id, "PartitionIndexes": [0]]
      return [
        "GroupId": group, "Topics": [["Name": name, "PartitionIndexes": [0]]],
        "Groups": [["GroupId": group, "Topics": [topic]]],
      ]
    case .findCoordinator: return ["Key": group, "CoordinatorKeys": [group]]
    // Refused for its session timeout, so that nobody waits for a rebalance.
    case .joinGroup:
      return [
        "GroupId": group, "SessionTimeoutMs": 1, "RebalanceTimeoutMs": 1_000, "ProtocolType": "consumer",
        "Protocols": [["Name": "range", "Metadata": .bytes(ByteBuffer(string: "m"))]],
      ]
    case .heartbeat: return ["GroupId": group, "GenerationId": 1, "MemberId": "nobody"]
    case .leaveGroup: return ["GroupId": group, "MemberId": "nobody", "Members": [["MemberId": "nobody"]]]
    case .syncGroup:
      return [
        "GroupId": group, "GenerationId": 1, "MemberId": "nobody", "ProtocolType": "consumer",
        "ProtocolName": "range",
      ]
    case .describeGroups: return ["Groups": [group]]
    case .deleteGroups: return ["GroupsNames": [group]]
    case .offsetDelete:
      return ["GroupId": group, "Topics": [["Name": name, "Partitions": [["PartitionIndex": 0]]]]]
    case .consumerGroupHeartbeat: return ["GroupId": group, "MemberId": "nobody", "MemberEpoch": 5]
    case .consumerGroupDescribe: return ["GroupIds": [group]]
    default: return [:]
    }
  }

  private static func transactions(_ api: ApiKey, _ names: MinimalNames) -> Value {
    let id: Value = .string(names.other)
    let name: Value = .string(names.topic.name)
    let topic: Value = ["Name": name, "Partitions": [0]]
    switch api {
    case .initProducerId: return ["TransactionalId": nil, "TransactionTimeoutMs": 10_000]
    case .addPartitionsToTxn:
      return [
        "Transactions": [["TransactionalId": id, "ProducerId": 1_000_000, "Topics": [topic]]],
        "V3AndBelowTransactionalId": id, "V3AndBelowProducerId": 1_000_000, "V3AndBelowTopics": [topic],
      ]
    case .addOffsetsToTxn:
      return ["TransactionalId": id, "ProducerId": 1_000_000, "GroupId": .string(names.group)]
    case .endTxn: return ["TransactionalId": id, "ProducerId": 1_000_000]
    case .writeTxnMarkers:
      return [
        "Markers": [["ProducerId": 1_000_000, "Topics": [["Name": name, "PartitionIndexes": [0]]]]]
      ]
    case .txnOffsetCommit:
      let partition: Value = ["PartitionIndex": 0, "CommittedOffset": 0, "CommittedMetadata": ""]
      return [
        "TransactionalId": id, "GroupId": .string(names.group), "ProducerId": 1_000_000,
        "Topics": [["Name": name, "TopicId": .uuid(names.topic.id), "Partitions": [partition]]],
      ]
    case .describeTransactions: return ["TransactionalIds": [id]]
    default: return [:]
    }
  }

  private static func topics(_ api: ApiKey, _ names: MinimalNames) -> Value {
    let name: Value = .string(names.topic.name)
    let retention: Value = ["Name": "retention.ms", "ConfigOperation": 0, "Value": "3600000"]
    let resource: Value = ["ResourceType": 2, "ResourceName": name, "Configs": [retention]]
    let partitions: Value = ["Topic": name, "Name": name, "Partitions": [0], "PartitionIndexes": [0]]
    switch api {
    // Refused because the topic is there.
    case .createTopics:
      return ["Topics": [["Name": name, "NumPartitions": 1, "ReplicationFactor": 1]], "timeoutMs": 5_000]
    case .deleteTopics:
      let absent: Value = .string(names.other)
      return ["Topics": [["Name": absent]], "TopicNames": [absent], "TimeoutMs": 5_000]
    case .createPartitions:
      return ["Topics": [["Name": name, "Count": 2]], "TimeoutMs": 5_000, "ValidateOnly": true]
    case .describeConfigs: return ["Resources": [["ResourceType": 2, "ResourceName": name]]]
    case .alterConfigs, .incrementalAlterConfigs: return ["Resources": [resource], "ValidateOnly": true]
    case .alterReplicaLogDirs: return ["Dirs": [["Path": "/nowhere/kc", "Topics": [partitions]]]]
    case .describeLogDirs: return ["Topics": [partitions]]
    case .electLeaders: return ["TopicPartitions": [partitions], "TimeoutMs": 5_000]
    case .alterPartitionReassignments:
      return [
        "TimeoutMs": 5_000, "Topics": [["Name": name, "Partitions": [["PartitionIndex": 0, "Replicas": nil]]]],
      ]
    case .listPartitionReassignments: return ["TimeoutMs": 5_000, "Topics": [partitions]]
    case .unregisterBroker: return ["BrokerId": MinimalNames.nobody]
    default: return [:]
    }
  }

  private static func security(_ api: ApiKey, _ names: MinimalNames) -> Value {
    let own: Value = .string(names.other)
    let filter: Value = [
      "ResourceTypeFilter": 2, "ResourceNameFilter": own, "PatternTypeFilter": 3, "PrincipalFilter": nil,
      "HostFilter": nil, "Operation": 1, "PermissionType": 1,
    ]
    switch api {
    case .describeAcls:
      return [
        "ResourceTypeFilter": 1, "ResourceNameFilter": nil, "PatternTypeFilter": 1, "PrincipalFilter": nil,
        "HostFilter": nil, "Operation": 1, "PermissionType": 1,
      ]
    // Where there is an authorizer, the next API takes it away again.
    case .createAcls:
      return [
        "Creations": [
          [
            "ResourceType": 2, "ResourceName": own, "ResourcePatternType": 3, "Principal": "User:kc-nobody",
            "Host": "*", "Operation": 3, "PermissionType": 3,
          ]
        ]
      ]
    case .deleteAcls: return ["Filters": [filter]]
    case .createDelegationToken: return ["MaxLifetimeMs": 60_000]
    case .renewDelegationToken, .expireDelegationToken:
      return ["Hmac": .bytes(ByteBuffer(string: "none")), "RenewPeriodMs": 60_000, "ExpiryTimePeriodMs": 60_000]
    case .describeDelegationToken: return ["Owners": nil]
    case .describeClientQuotas:
      return ["Components": [["EntityType": "client-id", "MatchType": 0, "Match": own]]]
    case .alterClientQuotas:
      let operation: Value = ["Key": "producer_byte_rate", "Value": .float(1e9), "Remove": false]
      return [
        "Entries": [["Entity": [["EntityType": "client-id", "EntityName": own]], "Ops": [operation]]],
        "ValidateOnly": true,
      ]
    case .describeUserScramCredentials: return ["Users": [["Name": own]]]
    default: return ["Deletions": [["Name": own, "Mechanism": 1]]]
    }
  }

  private static func sharing(_ api: ApiKey, _ names: MinimalNames) -> Value {
    let group: Value = .string(names.group)
    let state: Value = ["Partition": 0, "PartitionIndex": 0]
    let topic: Value = [
      "TopicId": .uuid(names.topic.id), "TopicName": .string(names.topic.name), "Partitions": [state],
    ]
    switch api {
    case .shareGroupHeartbeat, .streamsGroupHeartbeat:
      return ["GroupId": group, "MemberId": "nobody", "MemberEpoch": 5]
    case .shareGroupDescribe, .streamsGroupDescribe: return ["GroupIds": [group]]
    case .shareFetch, .shareAcknowledge:
      return ["GroupId": group, "MemberId": "nobody", "ShareSessionEpoch": 5, "MaxRecords": 1, "BatchSize": 1]
    case .describeShareGroupOffsets:
      return [
        "Groups": [["GroupId": group, "Topics": [["TopicName": .string(names.topic.name), "Partitions": [0]]]]]
      ]
    case .streamsGroupTopologyDescriptionUpdate: return ["GroupId": group, "MemberId": "nobody"]
    default: return ["GroupId": group, "Topics": [topic]]
    }
  }

  private static func others(_ api: ApiKey, _ names: MinimalNames) -> Value {
    switch api {
    case .saslHandshake: return ["Mechanism": "PLAIN"]
    case .saslAuthenticate: return ["AuthBytes": .bytes(ByteBuffer(string: "none"))]
    case .apiVersions: return ["ClientSoftwareName": "kafka-conformance", "ClientSoftwareVersion": "1"]
    case .describeQuorum:
      return ["Topics": [["TopicName": "__cluster_metadata", "Partitions": [["PartitionIndex": 0]]]]]
    case .updateFeatures:
      return [
        "timeoutMs": 5_000, "FeatureUpdates": [["Feature": "kc.none", "MaxVersionLevel": 1]], "ValidateOnly": true,
      ]
    case .addRaftVoter, .removeRaftVoter:
      return ["ClusterId": "kc-none", "TimeoutMs": 1_000, "VoterId": MinimalNames.nobody]
    case .unregisterController: return ["ControllerId": MinimalNames.nobody]
    default: return [:]
    }
  }
}
