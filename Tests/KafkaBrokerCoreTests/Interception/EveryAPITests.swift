import KafkaMessages
import KafkaStorage
import KafkaWire
import NIOCore
import Testing

@testable import KafkaBrokerCore

/// Each version of each API that is served, refused and throttled.
@Suite struct EveryAPITests {
  struct Version: Sendable, CustomTestStringConvertible {
    var api: ApiKey
    var version: Int16
    /// One that accepts it.
    var release: String

    var testDescription: String { "\(api) \(version)" }
  }

  static let versions: [Version] = ApiTable.built.sorted { $0.key < $1.key }.flatMap { api, versions in
    versions.compactMap { version in
      KafkaRelease.all.last { ApiTable(release: $0).versions(of: api)?.contains(version) == true }
        .map { Version(api: api, version: version, release: $0.description) }
    }
  }

  @Test func `every version that a release accepts is tested here`() {
    let built = ApiTable.built.flatMap { api, versions in versions.map { "\(api) \($0)" } }
    // Not stable in any release (KIP-939).
    #expect(Set(built).subtracting(Self.versions.map(\.testDescription)) == ["InitProducerId 6"])
    #expect(Self.versions.count > 130)
  }

  private func world(_ case: Version, _ effect: InterceptionEffect, topic: String? = nil) throws -> NodeWorld {
    let desk = InterceptionDesk()
    let world = try NodeWorld(emulating: `case`.release, desk: desk) { $0.groups.initialRebalanceDelay = .zero }
    var rule = InterceptionRule(effect)
    rule.api = `case`.api
    rule.topic = topic
    rule.times = 2
    if `case`.api != .createTopics { try world.createTopic("t") }
    _ = try desk.add(rule, at: world.now.instant)
    return world
  }

  /// The fields of this name that a response has at any depth.
  private func fields<Value>(_ name: String, of value: Any, as type: Value.Type) -> [Value] {
    Mirror(reflecting: value).children.flatMap { child in
      (child.label == name ? [child.value as? Value].compactMap(\.self) : [])
        + fields(name, of: child.value, as: type)
    }
  }

  private func frame(_ request: some KafkaRequest, _ case: Version, _ world: NodeWorld) throws -> ByteBuffer {
    try world.frame(request, version: `case`.version)
  }

  private func answer<Request: KafkaRequest>(
    to _: Request, _ case: Version, _ world: NodeWorld, on connection: ConnectionID
  ) throws -> (any KafkaResponse)? {
    try world.answer(to: Request.self, version: `case`.version, on: connection)
  }

  private func topicID(in world: NodeWorld) -> KafkaUUID {
    world.node.metadata.current.topics["t"]?.id ?? .zero
  }

  @Test(arguments: versions)
  func `a refusal has the form of its version, and its error`(case: Version) throws {
    let world = try world(`case`, .answer(.clusterAuthorizationFailed))
    let request = SampleRequests.request(`case`.api, version: `case`.version, topicID: topicID(in: world))
    let connection = world.connect()
    world.receive([try frame(request, `case`, world)], on: connection)
    let response = try #require(try answer(to: request, `case`, world, on: connection), "no answer")
    let codes = fields("errorCode", of: response, as: Int16.self)
    #expect(codes.contains(ErrorCode.clusterAuthorizationFailed.rawValue), "\(response)")
    #expect(world.closed[connection] == nil)
  }

  @Test(arguments: versions.filter { InterceptedAPIs.withTopics.contains($0.api) })
  func `a rule for a topic finds it in every version`(case: Version) throws {
    let world = try world(`case`, .answer(.clusterAuthorizationFailed), topic: "t")
    let request = SampleRequests.request(`case`.api, version: `case`.version, topicID: topicID(in: world))
    let connection = world.connect()
    world.receive([try frame(request, `case`, world)], on: connection)
    let hit = try #require(world.desk?.hits(of: InterceptionID(0)).first)
    #expect(hit.request.topics == ["t"])
    let partition = TopicPartition(topic: "t", partition: 0)
    #expect(hit.request.partitions == (InterceptedAPIs.withPartitions.contains(`case`.api) ? [partition] : []))
    let response = try #require(try answer(to: request, `case`, world, on: connection), "no answer")
    let codes = fields("errorCode", of: response, as: Int16.self)
    #expect(codes.contains(ErrorCode.clusterAuthorizationFailed.rawValue), "\(response)")
  }

  @Test(arguments: versions)
  func `a throttled client is told, and muted, as its version has it`(case: Version) throws {
    let world = try world(`case`, .throttle(.milliseconds(250)))
    let request = SampleRequests.request(`case`.api, version: `case`.version, topicID: topicID(in: world))
    let connection = world.connect()
    world.receive([try frame(request, `case`, world)], on: connection)
    // Joining a group of one is answered by a deadline.
    world.pass(.zero)
    let type = try #require(MessageCatalog.response(of: `case`.api) as? any InterceptableResponse.Type)
    if `case`.version < type.firstVersionAnsweredAtOnce {
      #expect(world.outbox[connection] ?? [] == [])
      world.pass(.milliseconds(250))
    } else {
      #expect(world.paused == [connection])
    }
    let response = try #require(try answer(to: request, `case`, world, on: connection), "no answer")
    let times = fields("throttleTimeMs", of: response, as: Int32.self)
    #expect(times == [`case`.version >= type.firstVersionWithThrottleTime ? 250 : 0])
    // What is sent meanwhile waits for its turn.
    world.receive([try world.frame(ApiVersionsRequest(), version: 0)], on: connection)
    if `case`.version >= type.firstVersionAnsweredAtOnce {
      world.pass(.milliseconds(249))
      #expect(world.outbox[connection] ?? [] == [])
      world.pass(.milliseconds(1))
    }
    #expect(world.paused.isEmpty)
  }
}

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
