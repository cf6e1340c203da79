package import KafkaSchema
import KafkaWire
package import NIOCore

/// What a member says of itself when it joins.
package struct MemberQuery: Sendable {
  package var memberId = ""
  package var instanceId: String?
  /// In milliseconds.
  package var sessionTimeout: Int32
  package var rebalanceTimeout: Int32
  package var protocolType = "consumer"
  package var protocols: [(name: String, metadata: ByteBuffer)]
  package var reason: String?
}

/// A member as its last JoinGroup was answered. A case changes a copy to say something that is not so.
package struct Member: Sendable {
  package var group: String
  /// Its own connection to the coordinator.
  package var peer: Peer
  package var query: MemberQuery
  package var generation: Int32
  /// The answer to its JoinGroup.
  package var answer: Reply
  /// From its last SyncGroup.
  package var assignment: ByteBuffer?

  package var id: String {
    get { query.memberId }
    set { query.memberId = newValue }
  }
  package var leader: String { answer["Leader"].string ?? "" }
  package var isLeader: Bool { id == leader }
  package var protocolName: String { answer["ProtocolName"].string ?? "" }
  /// The leader's list.
  package var list: Node { answer["Members"] }
  package var listed: [String] { list.elements.compactMap { $0["MemberId"].string } }
}

/// A member whose JoinGroup has been sent, and which waits for the others.
package struct Joining: Sendable {
  package var group: String
  package var peer: Peer
  package var query: MemberQuery
  var request: RequestFrame
  /// The answer, where it has come already.
  var early: Reply?
}

extension Trial {
  static let joinLimit = Duration.seconds(20)

  /// What a member asks for; timeouts are long unless the case is about them.
  ///
  /// - Parameter protocols: Names of protocols, with the metadata `metadata`.
  package func member(
    session: Int32? = nil, rebalance: Int32 = 30_000, instance: String? = nil, type: String = "consumer",
    protocols: [String] = ["range"], metadata: ByteBuffer? = nil
  ) throws -> MemberQuery {
    let most = configured(milliseconds: "group.max.session.timeout.ms", otherwise: .max)
    let bytes: ByteBuffer
    if let metadata { bytes = metadata } else { bytes = try subscription([]) }
    return MemberQuery(
      instanceId: instance, sessionTimeout: session ?? min(max(30_000, shortSession), most),
      rebalanceTimeout: rebalance, protocolType: type, protocols: protocols.map { ($0, bytes) })
  }

  // MARK: Joining

  /// The body of JoinGroup.
  package static func joinBody(_ group: String, _ query: MemberQuery) -> Value {
    .fields([
      ("GroupId", .string(group)), ("SessionTimeoutMs", Value(query.sessionTimeout)),
      ("RebalanceTimeoutMs", Value(query.rebalanceTimeout)), ("MemberId", .string(query.memberId)),
      ("GroupInstanceId", Value(query.instanceId)), ("ProtocolType", .string(query.protocolType)),
      (
        "Protocols",
        .array(query.protocols.map { ["Name": .string($0.name), "Metadata": .bytes($0.metadata)] })
      ), ("Reason", Value(query.reason)),
    ])
  }

  private func joinVersion(_ query: MemberQuery) throws -> Int16 {
    try version(of: .joinGroup, atLeast: query.instanceId == nil ? 0 : 5)
  }

  /// Sends one JoinGroup and waits for its answer, without a second step.
  package func joinOnce(
    _ group: String, _ query: MemberQuery, on peer: Peer? = nil, within limit: Duration = joinLimit
  ) async throws -> Reply {
    let used: Peer
    if let peer { used = peer } else { used = try await groupPeer(group) }
    return try await ask(
      used, .joinGroup, Self.joinBody(group, query), version: try joinVersion(query), within: target.limit(limit))
  }

  /// Sends JoinGroup, and again with the id that the broker gives, for a join that is to be refused; returns the last
  /// answer.
  package func joinRefused(_ group: String, _ query: MemberQuery) async throws -> Reply {
    let peer = try await groupPeer(group)
    let first = try await joinOnce(group, query, on: peer)
    guard first["ErrorCode"].int == 79 else { return first }
    note("refused behind MEMBER_ID_REQUIRED (79)")
    var again = query
    again.memberId = first["MemberId"].string ?? ""
    return try await joinOnce(group, again, on: peer)
  }

  /// Sends JoinGroup, takes the step of MEMBER_ID_REQUIRED where the broker asks for it, and does not wait further.
  package func begin(_ group: String, _ query: MemberQuery, on peer: Peer? = nil) async throws -> Joining {
    let version = try joinVersion(query)
    let used: Peer
    if let peer { used = peer } else { used = try await groupPeer(group) }
    var joining = Joining(
      group: group, peer: used, query: query,
      request: try used.send(.joinGroup, version: version, Self.joinBody(group, query)))
    guard version >= 4, query.memberId.isEmpty, query.instanceId == nil else { return joining }
    switch await used.fate(of: joining.request, within: target.limit(.seconds(2))) {
    case .answer(let reply):
      switch reply["ErrorCode"].int {
      case 79:
        joining.query.memberId = reply["MemberId"].string ?? ""
        joining.request = try used.send(.joinGroup, version: version, Self.joinBody(group, joining.query))
      case 14, 15, 16:
        try await Task.sleep(for: .milliseconds(50))
        return try await begin(group, query, on: used)
      default: joining.early = reply
      }
    // A broker without that step lets the member wait.
    case .silence: break
    case .broken(let failure): throw failure
    case .closed(let end):
      throw CaseFailure("JoinGroup v\(version) is answered", field: "connection", got: end, want: "an answer")
    }
    return joining
  }

  /// Waits for the answer to a JoinGroup.
  package func finish(_ joining: Joining, within limit: Duration = joinLimit) async throws -> Reply {
    if let early = joining.early { return early }
    let reply = try await joining.peer.answer(to: joining.request, within: target.limit(limit))
    return try await settled(joining, reply, within: limit)
  }

  /// The answer that a join ends with: that of a coordinator which has loaded, behind the step of MEMBER_ID_REQUIRED
  /// where that came late.
  private func settled(_ joining: Joining, _ reply: Reply, within limit: Duration) async throws -> Reply {
    switch reply["ErrorCode"].int {
    case 14, 15, 16:
      return try await joinOnce(joining.group, joining.query, on: joining.peer, within: limit)
    case 79 where joining.query.memberId.isEmpty:
      var query = joining.query
      query.memberId = reply["MemberId"].string ?? ""
      return try await joinOnce(joining.group, query, on: joining.peer, within: limit)
    default: return reply
    }
  }

  /// Waits for a JoinGroup that has to succeed.
  package func joined(_ joining: Joining, within limit: Duration = joinLimit) async throws -> Member {
    try admitted(joining, try await finish(joining, within: limit))
  }

  private func admitted(_ joining: Joining, _ reply: Reply) throws -> Member {
    if reply["ErrorCode"].int == 26 {
      throw CaseEnd.skipped(
        "the broker refuses a session timeout of \(joining.query.sessionTimeout) ms: name its "
          + "group.min.session.timeout.ms and group.max.session.timeout.ms in the run")
    }
    try Self.setUp(reply["ErrorCode"], "a member joins its group")
    var query = joining.query
    query.memberId = reply["MemberId"].string ?? query.memberId
    return Member(
      group: joining.group, peer: joining.peer, query: query, generation: Int32(reply["GenerationId"].int ?? -1),
      answer: reply)
  }

  /// Waits for a JoinGroup that has to succeed, and does something each time that half a second has passed.
  package func waiting(
    _ joining: Joining, within limit: Duration, _ work: () async throws -> Void
  ) async throws -> Member {
    let deadline = ContinuousClock.now + target.limit(limit)
    while joining.early == nil {
      switch await joining.peer.fate(of: joining.request, within: .milliseconds(500)) {
      case .answer(let reply): return try admitted(joining, try await settled(joining, reply, within: limit))
      case .broken(let failure): throw failure
      case .closed(let end):
        throw CaseFailure("JoinGroup is answered", field: "connection", got: end, want: "an answer")
      case .silence:
        guard ContinuousClock.now < deadline else {
          throw CaseFailure(
            "a rebalance ends", kind: .hang, field: "connection", got: "nothing within \(target.limit(limit).text)",
            want: "an answer to JoinGroup")
        }
        try await work()
      }
    }
    return try await joined(joining)
  }

  /// Joins a group in which nobody else has to join again.
  package func join(_ group: String, _ query: MemberQuery, on peer: Peer? = nil) async throws -> Member {
    try await joined(try await begin(group, query, on: peer))
  }

  /// Has members join again and waits for all of them.
  package func rejoin(_ members: [Member], and others: [Joining] = []) async throws -> [Member] {
    var joinings: [Joining] = []
    for member in members { joinings.append(try await begin(member.group, member.query, on: member.peer)) }
    var result: [Member] = []
    for joining in joinings + others { result.append(try await joined(joining)) }
    return result
  }

  // MARK: Groups of several

  /// Takes one more into a stable group: all join again. Nobody has synced then.
  package func grow(_ members: [Member], _ query: MemberQuery) async throws -> [Member] {
    guard let first = members.first else { return [] }
    let newcomer = try await begin(first.group, query)
    try await rebalancing(first)
    return try await rejoin(members, and: [newcomer])
  }

  /// Members that have joined one generation and have not synced; in the order of `queries`.
  package func assembled(_ group: String, _ queries: [MemberQuery]) async throws -> [Member] {
    var members: [Member] = []
    for query in queries {
      if members.isEmpty {
        members = [try await join(group, query)]
      } else {
        members = try await grow(try await synced(members), query)
      }
    }
    return members
  }

  /// Members of a stable group, in the order of `queries`.
  package func stable(_ group: String, _ queries: [MemberQuery]) async throws -> [Member] {
    try await synced(try await assembled(group, queries))
  }

  /// The leader of a generation, and the first of those that follow it.
  package static func roles(_ members: [Member]) throws -> (leader: Member, follower: Member) {
    let leaders = members.filter(\.isLeader)
    guard leaders.count == 1, let follower = members.first(where: { !$0.isLeader }) else {
      throw CaseFailure(
        "a generation has one leader", field: "Leader", got: "\(leaders.count) of \(members.count) members", want: "one"
      )
    }
    return (leaders[0], follower)
  }

  /// A stable group with one member.
  package func single(_ group: String, _ query: MemberQuery) async throws -> Member {
    try await syncedAlone(try await join(group, query))
  }
}
