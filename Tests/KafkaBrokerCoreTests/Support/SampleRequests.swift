import KafkaMessages
import KafkaWire

@testable import KafkaBrokerCore

/// A request of each API about topic `t`, partition 0, or group `g`.
enum SampleRequests {
  static func request(_ api: ApiKey, version: Int16, topicID: KafkaUUID) -> any KafkaRequest {
    switch api {
    case .produce:
      var request = NodeWorld.produceRequest([(version >= 13 ? "" : "t", 0, version >= 3 ? Forge.batch(["a"]) : nil)])
      if version >= 13 { request.topicData[0].topicId = topicID }
      if version < 3 {
        request.topicData[0].partitionData[0].records = Forge.messages(["a"], magic: version == 2 ? 1 : 0)
      }
      return request
    case .fetch:
      var request = NodeWorld.fetchRequest([(version >= 13 ? "" : "t", 0, 0)])
      if version >= 13 { request.topics[0].topicId = topicID }
      if version < 3 { request.maxBytes = FetchRequest().maxBytes }
      if version < 7 { request.sessionEpoch = FetchRequest().sessionEpoch }
      return request
    case .listOffsets:
      return ListOffsetsRequest.with {
        $0.replicaId = -1
        $0.topics = [
          .with {
            $0.name = "t"
            $0.partitions = [.with { $0.timestamp = -1 }]
          }
        ]
      }
    case .metadata: return MetadataRequest.with { $0.topics = [.with { $0.name = "t" }] }
    case .findCoordinator:
      return FindCoordinatorRequest.with { if version >= 4 { $0.coordinatorKeys = ["g"] } else { $0.key = "g" } }
    case .offsetCommit:
      return OffsetCommitRequest.with {
        $0.groupId = "g"
        $0.topics = [
          .with {
            if version >= 10 { $0.topicId = topicID } else { $0.name = "t" }
            $0.partitions = [.with { $0.committedOffset = 1 }]
          }
        ]
      }
    case .offsetFetch: return offsetFetch(version, topicID)
    case .joinGroup:
      return JoinGroupRequest.with {
        $0.groupId = "g"
        $0.sessionTimeoutMs = 10_000
        $0.rebalanceTimeoutMs = version >= 1 ? 10_000 : JoinGroupRequest().rebalanceTimeoutMs
        $0.protocolType = "consumer"
        $0.protocols = [.with { $0.name = "range" }]
      }
    case .heartbeat: return HeartbeatRequest.with { $0.groupId = "g" }
    case .leaveGroup:
      return LeaveGroupRequest.with {
        $0.groupId = "g"
        if version >= 3 { $0.members = [.with { $0.memberId = "m" }] } else { $0.memberId = "m" }
      }
    case .syncGroup: return SyncGroupRequest.with { $0.groupId = "g" }
    case .describeGroups: return DescribeGroupsRequest.with { $0.groups = ["g"] }
    case .listGroups: return ListGroupsRequest()
    case .deleteGroups: return DeleteGroupsRequest.with { $0.groupsNames = ["g"] }
    case .apiVersions:
      return ApiVersionsRequest.with {
        guard version >= 3 else { return }
        $0.clientSoftwareName = "c"
        $0.clientSoftwareVersion = "1"
      }
    default: return adminRequest(api, version: version, topicID: topicID)
    }
  }

  private static func offsetFetch(_ version: Int16, _ topicID: KafkaUUID) -> OffsetFetchRequest {
    .with {
      guard version >= 8 else {
        $0.groupId = "g"
        $0.topics = [
          .with {
            $0.name = "t"
            $0.partitionIndexes = [0]
          }
        ]
        return
      }
      $0.groups = [
        .with {
          $0.groupId = "g"
          $0.topics = [
            .with {
              if version >= 10 { $0.topicId = topicID } else { $0.name = "t" }
              $0.partitionIndexes = [0]
            }
          ]
        }
      ]
    }
  }

  private static func adminRequest(_ api: ApiKey, version: Int16, topicID: KafkaUUID) -> any KafkaRequest {
    switch api {
    case .offsetForLeaderEpoch:
      return OffsetForLeaderEpochRequest.with {
        $0.topics = [
          .with {
            $0.topic = "t"
            $0.partitions = [.init()]
          }
        ]
      }
    case .offsetDelete:
      return OffsetDeleteRequest.with {
        $0.groupId = "g"
        $0.topics = [
          .with {
            $0.name = "t"
            $0.partitions = [.init()]
          }
        ]
      }
    case .createTopics:
      return CreateTopicsRequest.with {
        $0.topics = [
          .with {
            $0.name = "t"
            $0.numPartitions = 1
            $0.replicationFactor = 1
          }
        ]
      }
    case .deleteTopics:
      return DeleteTopicsRequest.with {
        if version >= 6 {
          $0.topics = [
            .with {
              $0.name = nil
              $0.topicId = topicID
            }
          ]
        } else {
          $0.topicNames = ["t"]
        }
      }
    case .deleteRecords:
      return DeleteRecordsRequest.with {
        $0.topics = [
          .with {
            $0.name = "t"
            $0.partitions = [.init()]
          }
        ]
      }
    case .initProducerId: return InitProducerIdRequest.with { $0.transactionalId = nil }
    case .describeConfigs:
      return DescribeConfigsRequest.with {
        $0.resources = [
          .with {
            $0.resourceType = 2
            $0.resourceName = "t"
          }
        ]
      }
    case .createPartitions:
      return CreatePartitionsRequest.with {
        $0.topics = [
          .with {
            $0.name = "t"
            $0.count = 3
            $0.assignments = nil
          }
        ]
      }
    case .describeCluster: return DescribeClusterRequest()
    case .describeProducers:
      return DescribeProducersRequest.with {
        $0.topics = [
          .with {
            $0.name = "t"
            $0.partitionIndexes = [0]
          }
        ]
      }
    case .describeTopicPartitions: return DescribeTopicPartitionsRequest.with { $0.topics = [.with { $0.name = "t" }] }
    default: preconditionFailure("\(api) is built, and has no sample here")
    }
  }
}
