package import KafkaMessages

/// Names one append that the coordinator asked for, until its outcome is reported.
package struct AppendID: Hashable, Comparable, Sendable {
  package var number: UInt64

  package init(_ number: UInt64) {
    self.number = number
  }

  package static func < (left: AppendID, right: AppendID) -> Bool {
    left.number < right.number
  }
}

/// What the driver must do for the group coordinator.
package enum GroupOutput: Equatable, Sendable {
  /// Append these records as one batch to this partition of `__consumer_offsets`, with acks=all, then report
  /// `appended` or `appendFailed` with the id. Appends to one partition go into the log in the order in which they
  /// were asked for.
  case append(partition: Int32, records: [LoggedRecord], id: AppendID)
  /// Send the answer to this request. Every request is answered exactly once.
  case respond(RequestToken, GroupResponse)
}

/// An answer to a request about groups or offsets. All fields are for the request's version.
package enum GroupResponse: Equatable, Sendable {
  case offsetCommit(OffsetCommitResponse)
  case offsetFetch(OffsetFetchResponse)
  case joinGroup(JoinGroupResponse)
  case heartbeat(HeartbeatResponse)
  case leaveGroup(LeaveGroupResponse)
  case syncGroup(SyncGroupResponse)
  case describeGroups(DescribeGroupsResponse)
  case listGroups(ListGroupsResponse)
  case deleteGroups(DeleteGroupsResponse)
  case offsetDelete(OffsetDeleteResponse)

  /// The answer to encode.
  package var message: any KafkaResponse {
    switch self {
    case .offsetCommit(let response): response
    case .offsetFetch(let response): response
    case .joinGroup(let response): response
    case .heartbeat(let response): response
    case .leaveGroup(let response): response
    case .syncGroup(let response): response
    case .describeGroups(let response): response
    case .listGroups(let response): response
    case .deleteGroups(let response): response
    case .offsetDelete(let response): response
    }
  }
}
