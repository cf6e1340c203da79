package import KafkaMessages
import KafkaWire
import NIOCore
import OrderedCollections

extension ClassicGroup {
  func describe() -> DescribeGroupsResponse.DescribedGroup {
    .with {
      $0.groupId = id
      $0.groupState = state.name
      $0.protocolType = protocolType ?? ""
      // What members say and have is settled only while the group is stable.
      let settled = state.isStable
      $0.protocolData = settled ? protocolName ?? "" : ""
      $0.members = members.values.map { member in
        .with {
          $0.memberId = member.id
          $0.groupInstanceId = member.instanceID
          $0.clientId = member.clientID
          $0.clientHost = member.clientHost
          $0.memberMetadata = settled ? member.metadata(for: protocolName) : ByteBuffer()
          $0.memberAssignment = settled ? member.assignment : ByteBuffer()
        }
      }
    }
  }
}

extension GroupCoordinator {
  package func describeGroups(
    _ request: DescribeGroupsRequest, from client: GroupClient, token: RequestToken
  ) -> [GroupOutput] {
    let response = DescribeGroupsResponse.with {
      $0.groups = request.groups.map { id in
        var described = describe(id, version: client.version)
        if request.includeAuthorizedOperations && described.errorCode == 0 {
          described.authorizedOperations = configuration.authorizedOperations
        }
        return described
      }
    }
    return [.respond(token, .describeGroups(response))]
  }

  private func describe(_ id: String, version: Int16) -> DescribeGroupsResponse.DescribedGroup {
    if let error = refusal(of: id) {
      return .with {
        $0.groupId = id
        $0.errorCode = error.rawValue
      }
    }
    if let group = shards[partition(of: id)]?.live[id] { return group.describe() }
    return .with {
      $0.groupId = id
      $0.groupState = "Dead"
      // Until version 6 (KIP-1043) a group that does not exist looked like one that has ended.
      guard version >= 6 else { return }
      $0.errorCode = ErrorCode.groupIdNotFound.rawValue
      $0.errorMessage = "Group \(id) not found."
    }
  }
}
