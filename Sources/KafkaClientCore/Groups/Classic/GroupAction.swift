package import KafkaMessages
package import KafkaWire

/// What the driver of a `ClassicGroupMachine` must do, in this order.
package enum GroupAction: Equatable, Sendable {
  /// Send it to the group's coordinator, and report the answer, or that there will be none within `timeout`, with the
  /// same identifier.
  case send(GroupRequest, id: GroupRequestID, timeout: Duration)
  /// Look for the coordinator anew before the next request.
  case forgetCoordinator
  /// Stop delivering these partitions, let the application finish with them, then call `released`. They may be none.
  case release([TopicPartition], ReleaseReason)
  /// These partitions are new; everything owned before and not released stays.
  case assign([TopicPartition])
  /// This member leads the group: find the partitions and racks of these topics, then call `assign(layouts:)`.
  case describe(topics: Set<String>)
  /// Membership is over and will not come back by itself.
  case fail(GroupFailure)
  /// The group has been left, or there was nothing to leave.
  case left
}

/// Numbers the requests of one member, so that a late answer is not taken for a new one.
package struct GroupRequestID: Hashable, Sendable {
  package var number: UInt64

  package init(number: UInt64) {
    self.number = number
  }
}

/// A request for the coordinator. LeaveGroup is kept in parts, for its shape depends on the version spoken.
package enum GroupRequest: Equatable, Sendable {
  case join(JoinGroupRequest)
  case sync(SyncGroupRequest)
  case heartbeat(HeartbeatRequest)
  case leave(GroupDeparture)
}

package struct GroupDeparture: Equatable, Sendable {
  package var groupIdentifier: String
  package var memberIdentifier: String
  package var instanceIdentifier: String?
  package var reason: String

  /// From version 3 on members are a list (KIP-345); a reason is heard from version 5 on (KIP-800).
  package func request(version: Int16) -> LeaveGroupRequest {
    LeaveGroupRequest.with { request in
      request.groupId = groupIdentifier
      guard version >= 3 else {
        request.memberId = memberIdentifier
        return
      }
      request.members = [
        .with { member in
          member.memberId = memberIdentifier
          member.groupInstanceId = instanceIdentifier
          member.reason = reason
        }
      ]
    }
  }
}

package enum ReleaseReason: Equatable, Sendable {
  /// Still owned: the application may finish and commit.
  case revoked
  /// Others may have them already: a commit would be refused.
  case lost
}

/// Why a membership ended.
package enum GroupFailure: Error, Equatable, Sendable {
  /// Another process joined with the same `group.instance.id`.
  case fenced(instanceIdentifier: String)
  /// The coordinator refused for good.
  case refused(ApiKey, ErrorCode)
  /// The coordinator chose a protocol that this member did not offer.
  case unknownProtocol(String)
  /// A member's subscription, or the leader's assignment, does not decode.
  case undecodable(String)
}
