import KafkaSchema
import KafkaWire
package import NIOCore

extension Trial {
  // MARK: Syncing

  /// Sends SyncGroup without waiting.
  package func beginSync(
    _ member: Member, _ assignments: [(String, ByteBuffer)] = [], type: String? = nil, name: String? = nil,
    on peer: Peer? = nil
  ) throws -> RequestFrame {
    let version = try version(of: .syncGroup)
    return try (peer ?? member.peer).send(
      .syncGroup, version: version,
      .fields([
        ("GroupId", .string(member.group)), ("GenerationId", Value(member.generation)),
        ("MemberId", .string(member.id)), ("GroupInstanceId", Value(version >= 3 ? member.query.instanceId : nil)),
        ("ProtocolType", .string(type ?? member.query.protocolType)),
        ("ProtocolName", .string(name ?? member.protocolName)),
        (
          "Assignments", .array(assignments.map { ["MemberId": .string($0.0), "Assignment": .bytes($0.1)] })
        ),
      ]))
  }

  /// Sends a follower's SyncGroup and requires that it waits for the leader's.
  package func waitingSync(_ follower: Member, _ assignments: [(String, ByteBuffer)] = []) async throws -> RequestFrame
  {
    let request = try beginSync(follower, assignments)
    let early = await follower.peer.fate(of: request, within: .milliseconds(700))
    try expect(
      early.isSilence, "a follower's sync waits for the leader's, whatever it carries", field: "connection",
      got: "an answer before the leader has synced", want: "no answer yet", at: early.reply?.body)
    return request
  }

  /// Sends SyncGroup and waits for its answer, without judging it.
  package func sync(
    _ member: Member, _ assignments: [(String, ByteBuffer)] = [], type: String? = nil, name: String? = nil,
    on peer: Peer? = nil
  ) async throws -> Reply {
    let used = peer ?? member.peer
    let request = try beginSync(member, assignments, type: type, name: name, on: used)
    return try await used.answer(to: request, within: target.limit(Self.joinLimit))
  }

  /// Has the leader distribute and the others collect: each member gets its own id unless `assignments` says more.
  package func synced(_ members: [Member], _ assignments: [(String, ByteBuffer)]? = nil) async throws -> [Member] {
    var members = members
    let list = assignments ?? members.map { ($0.id, ByteBuffer(string: $0.id)) }
    let leaders = members.indices.filter { members[$0].isLeader }
    for index in leaders + members.indices.filter({ !leaders.contains($0) }) {
      let reply = try await sync(members[index], members[index].isLeader ? list : [])
      try Self.setUp(reply["ErrorCode"], "a member of a complete generation syncs")
      members[index].assignment = reply["Assignment"].bytes
    }
    return members
  }

  /// The same for the only member of a group.
  package func syncedAlone(_ member: Member, _ assignment: ByteBuffer? = nil) async throws -> Member {
    let list = [(member.id, assignment ?? ByteBuffer(string: member.id))]
    return try await synced([member], list).first ?? member
  }

  // MARK: Heartbeats

  /// Sends a heartbeat; returns the error code.
  package func heartbeat(_ member: Member, on peer: Peer? = nil) async throws -> Node {
    let version = try version(of: .heartbeat)
    let reply = try await ask(
      peer ?? member.peer, .heartbeat,
      .fields([
        ("GroupId", .string(member.group)), ("GenerationId", Value(member.generation)),
        ("MemberId", .string(member.id)), ("GroupInstanceId", Value(version >= 3 ? member.query.instanceId : nil)),
      ]), version: version)
    return reply["ErrorCode"]
  }

  /// Waits until a member is told to join again.
  package func rebalancing(_ member: Member, within limit: Duration = .seconds(5)) async throws {
    try await eventually("members are told of a rebalance when they heartbeat", within: limit) {
      try await self.heartbeat(member).int == 27 ? () : nil
    }
  }

  /// Heartbeats in a rhythm for some time; returns the first code that was not wanted, and when it came.
  package func heartbeats(
    _ member: Member, for time: Duration, each pause: Duration, wanting wants: [Int64] = [0], on peer: Peer? = nil
  ) async throws -> (code: Node, after: Duration)? {
    let start = ContinuousClock.now
    while ContinuousClock.now < start + time {
      let code = try await heartbeat(member, on: peer)
      guard let number = code.int, wants.contains(number) else { return (code, ContinuousClock.now - start) }
      try await elapse(pause)
    }
    return nil
  }
}
