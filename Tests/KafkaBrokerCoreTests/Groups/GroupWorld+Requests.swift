import KafkaMessages
import KafkaWire
import NIOCore

@testable import KafkaBrokerCore

/// Short forms of the requests, so that a test reads as a dialogue.
extension GroupWorld {
  /// One raw JoinGroup.
  @discardableResult
  func join(
    _ group: String = "g", as memberID: String = "", instance: String? = nil, version: Int16 = 9,
    session: Int32 = 10_000, rebalance: Int32 = 60_000, type: String = "consumer",
    protocols: [(String, String)] = [("range", "m")], client id: String = "client"
  ) -> Waiting {
    let request = JoinGroupRequest.with {
      $0.groupId = group
      $0.sessionTimeoutMs = session
      $0.rebalanceTimeoutMs = rebalance
      $0.memberId = memberID
      $0.groupInstanceId = instance
      $0.protocolType = type
      $0.protocols = protocols.map { name, metadata in
        .with {
          $0.name = name
          $0.metadata = ByteBuffer(string: metadata)
        }
      }
    }
    let waiting = send { $0.joinGroup(request, from: client(version, id: id), token: $1, at: $2) }
    sleep(.zero)
    return waiting
  }

  /// The id that a client without one is given.
  func memberID(in group: String = "g", session: Int32 = 10_000, rebalance: Int32 = 60_000) -> String {
    join(group, session: session, rebalance: rebalance).join?.memberId ?? ""
  }

  @discardableResult
  func sync(
    _ group: String = "g", as memberID: String, generation: Int32 = 1, instance: String? = nil,
    _ assignments: [String: String] = [:], type: String? = "consumer", name: String? = "range", version: Int16 = 5
  ) -> Waiting {
    let request = SyncGroupRequest.with {
      $0.groupId = group
      $0.generationId = generation
      $0.memberId = memberID
      $0.groupInstanceId = instance
      $0.protocolType = type
      $0.protocolName = name
      $0.assignments = assignments.map { member, bytes in
        .with {
          $0.memberId = member
          $0.assignment = ByteBuffer(string: bytes)
        }
      }
    }
    return send { $0.syncGroup(request, from: client(version), token: $1, at: $2) }
  }

  @discardableResult
  func heartbeat(
    _ group: String = "g", as memberID: String, generation: Int32 = 1, instance: String? = nil
  ) -> ErrorCode? {
    let request = HeartbeatRequest.with {
      $0.groupId = group
      $0.generationId = generation
      $0.memberId = memberID
      $0.groupInstanceId = instance
    }
    return send { $0.heartbeat(request, from: client(4), token: $1, at: $2) }.heartbeat
  }

  @discardableResult
  func leave(_ group: String = "g", _ members: (id: String, instance: String?)...) -> Waiting {
    let request = LeaveGroupRequest.with {
      $0.groupId = group
      $0.members = members.map { member in
        .with {
          $0.memberId = member.id
          $0.groupInstanceId = member.instance
        }
      }
    }
    return send { $0.leaveGroup(request, from: client(5), token: $1, at: $2) }
  }

  @discardableResult
  func commit(
    _ group: String = "g", as memberID: String = "", generation: Int32 = -1, instance: String? = nil,
    offsets: [(topic: String, partition: Int32, offset: Int64)] = [("t", 0, 5)], metadata: String? = "",
    leaderEpoch: Int32 = -1, retention: Int64 = -1, version: Int16 = 8
  ) -> Waiting {
    let request = OffsetCommitRequest.with {
      $0.groupId = group
      $0.generationIdOrMemberEpoch = generation
      $0.memberId = memberID
      $0.groupInstanceId = instance
      $0.retentionTimeMs = retention
      $0.topics = offsets.map { entry in
        .with {
          if version >= 10 {
            $0.topicId = topics.topicID(of: entry.topic) ?? KafkaUUID(mostSignificantBits: 1, leastSignificantBits: 1)
          } else {
            $0.name = entry.topic
          }
          $0.partitions = [
            .with {
              $0.partitionIndex = entry.partition
              $0.committedOffset = entry.offset
              $0.committedLeaderEpoch = leaderEpoch
              $0.committedMetadata = metadata
            }
          ]
        }
      }
    }
    return send { $0.offsetCommit(request, from: client(version), topics: topics, token: $1, at: $2) }
  }

  /// One committed offset, as OffsetFetch 8 tells it; -1 when there is none.
  func fetch(
    _ group: String = "g", _ topic: String = "t", _ partition: Int32 = 0, stable: Bool = false
  ) -> OffsetFetchResponse.OffsetFetchResponsePartitions? {
    let request = OffsetFetchRequest.with {
      $0.groups = [
        .with {
          $0.groupId = group
          $0.topics = [
            .with {
              $0.name = topic
              $0.partitionIndexes = [partition]
            }
          ]
        }
      ]
      $0.requireStable = stable
    }
    return send { coordinator, token, _ in
      coordinator.offsetFetch(request, from: client(8), topics: topics, token: token)
    }.fetched?.groups.first?.topics.first?.partitions.first
  }

  func offset(_ group: String = "g", _ topic: String = "t", _ partition: Int32 = 0) -> Int64? {
    fetch(group, topic, partition)?.committedOffset
  }

  func describe(_ group: String = "g", version: Int16 = 5) -> DescribeGroupsResponse.DescribedGroup? {
    let request = DescribeGroupsRequest.with { $0.groups = [group] }
    let waiting = send { coordinator, token, _ in
      coordinator.describeGroups(request, from: client(version), token: token)
    }
    guard case .describeGroups(let response) = waiting.answer else { return nil }
    return response.groups.first
  }

  func list(states: [String] = [], types: [String] = []) -> ListGroupsResponse? {
    let request = ListGroupsRequest.with {
      $0.statesFilter = states
      $0.typesFilter = types
    }
    let waiting = send { coordinator, token, _ in
      coordinator.listGroups(request, from: client(5), token: token)
    }
    guard case .listGroups(let response) = waiting.answer else { return nil }
    return response
  }

  func delete(_ groups: String...) -> Waiting {
    let request = DeleteGroupsRequest.with { $0.groupsNames = groups }
    return send { $0.deleteGroups(request, from: client(2), token: $1, at: $2) }
  }

  func deleteOffsets(_ group: String = "g", topic: String = "t", _ partitions: [Int32] = [0]) -> OffsetDeleteResponse? {
    let request = OffsetDeleteRequest.with {
      $0.groupId = group
      $0.topics = [
        .with {
          $0.name = topic
          $0.partitions = partitions.map { partition in .with { $0.partitionIndex = partition } }
        }
      ]
    }
    let waiting = send { $0.offsetDelete(request, from: client(0), topics: topics, token: $1, at: $2) }
    guard case .offsetDelete(let response) = waiting.answer else { return nil }
    return response
  }

  // MARK: Whole groups

  /// A stable group of so many members, all of the same kind; the first leads. Member n is assigned "An".
  func stableGroup(
    _ group: String = "g", members count: Int = 1, session: Int32 = 10_000, rebalance: Int32 = 60_000,
    protocols: [(String, String)] = [("range", "m")]
  ) -> [String] {
    var members: [String] = []
    for number in 0..<count {
      let id = memberID(in: group, session: session, rebalance: rebalance)
      join(group, as: id, session: session, rebalance: rebalance, protocols: protocols)
      if number > 0 {
        for member in members {
          join(group, as: member, session: session, rebalance: rebalance, protocols: protocols)
        }
      }
      members.append(id)
      let generation = coordinator.shards[coordinator.partition(of: group)]?.live[group]?.generation ?? -1
      var assignments: [String: String] = [:]
      for (number, member) in members.enumerated() { assignments[member] = "A\(number)" }
      sync(group, as: members[0], generation: generation, assignments)
      for member in members.dropFirst() { sync(group, as: member, generation: generation) }
    }
    return members
  }

  func group(_ id: String = "g") -> ClassicGroup? {
    coordinator.shards[coordinator.partition(of: id)]?.live[id]
  }

  func generation(_ id: String = "g") -> Int32? { group(id)?.generation }
}

extension JoinGroupResponse {
  var metadata: [String: String] {
    Dictionary(uniqueKeysWithValues: members.map { ($0.memberId, String(buffer: $0.metadata)) })
  }
}

extension SyncGroupResponse {
  var text: String { String(buffer: assignment) }
}
