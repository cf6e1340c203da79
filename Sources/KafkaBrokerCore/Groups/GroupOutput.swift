package import KafkaMessages
package import KafkaWire

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
  case append(partition: Int32, records: [CoordinatorRecord], id: AppendID)
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

  package func encode(to writer: inout WireWriter, version: Int16) throws(WireError) {
    switch self {
    case .offsetCommit(let response): try response.encode(to: &writer, version: version)
    case .offsetFetch(let response): try response.encode(to: &writer, version: version)
    case .joinGroup(let response): try response.encode(to: &writer, version: version)
    case .heartbeat(let response): try response.encode(to: &writer, version: version)
    case .leaveGroup(let response): try response.encode(to: &writer, version: version)
    case .syncGroup(let response): try response.encode(to: &writer, version: version)
    case .describeGroups(let response): try response.encode(to: &writer, version: version)
    case .listGroups(let response): try response.encode(to: &writer, version: version)
    case .deleteGroups(let response): try response.encode(to: &writer, version: version)
    case .offsetDelete(let response): try response.encode(to: &writer, version: version)
    }
  }
}
