package import KafkaSchema
package import KafkaWire
package import NIOCore

/// APIs that nearly every case about groups needs.
enum GroupApis {
  static let membership: [ApiKey] = [.joinGroup, .syncGroup, .heartbeat]
  static let leaving: [ApiKey] = [.joinGroup, .syncGroup, .heartbeat, .leaveGroup]
  static let offsets: [ApiKey] = [.offsetCommit, .offsetFetch]
  static let memberOffsets: [ApiKey] = [.joinGroup, .syncGroup, .heartbeat, .offsetCommit, .offsetFetch]

  /// Versions of OffsetCommit and OffsetFetch that are about groups. Version 0 is about offsets in ZooKeeper: Apache
  /// Kafka 3.9 offers it and answers UNSUPPORTED_VERSION (35).
  static let offsetVersions: ClosedRange<Int16> = 1...(.max)
}

extension Trial {
  // MARK: Groups

  /// The id of a group that nobody else uses. What the case leaves of it is taken away at the end.
  package func group(_ what: String = "g") throws -> String {
    try target.requireWrites()
    let group = name(what)
    cleanUp { [self] in try await dismiss(group) }
    return group
  }

  /// Ids of groups that one broker coordinates, for one request about them all.
  package func groups(_ count: Int) async throws -> [String] {
    var groups = [try group()]
    let owner = try await coordinator(of: groups[0])
    while groups.count < count {
      let another = try group()
      if try await coordinator(of: another) == owner { groups.append(another) }
    }
    return groups
  }

  /// Has the members of a group leave and deletes it, as far as the broker has the APIs.
  private func dismiss(_ group: String) async throws {
    guard target.discovery.usable(.describeGroups) != nil else { return }
    let members = try await describe(group)["Members"].elements.map {
      Leaver(memberId: $0["MemberId"].string ?? "", instanceId: $0["GroupInstanceId"].string)
    }
    if !members.isEmpty, let versions = target.discovery.usable(.leaveGroup) {
      let isBatched = versions.upperBound >= 3
      for portion in isBatched ? [members] : members.map({ [$0] }) {
        _ = try await leave(group, portion, version: versions.upperBound)
      }
    }
    guard let versions = target.discovery.usable(.deleteGroups) else { return }
    _ = try await service(group).call(
      .deleteGroups, version: versions.upperBound, ["GroupsNames": [.string(group)]])
  }

  /// A length of time that a broker was configured to, in milliseconds.
  package func configured(milliseconds key: String, otherwise: Int32) -> Int32 {
    target.options.configured[key].flatMap { Int32($0) } ?? otherwise
  }

  /// The shortest session timeout that the broker allows, as far as the run knows, in milliseconds.
  package var shortSession: Int32 { configured(milliseconds: "group.min.session.timeout.ms", otherwise: 6000) }

  /// Lets time pass: the broker's, not the suite's. Never scaled, so that what must not happen yet has not.
  package func elapse(_ time: Duration) async throws { try await Task.sleep(for: time) }

  // MARK: The coordinator

  /// The broker that coordinates a group; nil where the broker has no FindCoordinator.
  ///
  /// - Parameter isTransaction: Asks for the coordinator of a transactional id instead.
  package func coordinator(
    of group: String, isTransaction: Bool = false, on peer: Peer? = nil
  ) async throws -> Int32? {
    guard let versions = target.discovery.usable(.findCoordinator) else { return nil }
    let version = versions.upperBound
    var body: [(String, Value)] =
      version >= 4 ? [("CoordinatorKeys", [.string(group)])] : [("Key", .string(group))]
    if version >= 1 { body.append(("KeyType", isTransaction ? 1 : 0)) }
    let used: Peer
    if let peer { used = peer } else { used = try await main }
    return try await eventually("a group has a coordinator", within: .seconds(20)) {
      let reply = try await used.call(.findCoordinator, version: version, .fields(body))
      let found = version >= 4 ? reply["Coordinators"].first("Key", .string(group)) : reply.body
      let code = found["ErrorCode"].int ?? -1
      if [14, 15, 16].contains(code) { return nil }
      guard code == 0 else { throw SuiteError("FindCoordinator of \(group) gave error \(code)") }
      return Int32(found["NodeId"].int ?? -1)
    }
  }

  /// Kills the broker that coordinates a group and waits until another one does.
  ///
  /// - Returns: The new coordinator.
  package func moveCoordinator(of group: String) async throws -> Int32 {
    guard let old = try await coordinator(of: group),
      let other = target.discovery.brokers.first(where: { $0.id != old })
    else { throw CaseEnd.skipped("needs two brokers and FindCoordinator") }
    try await stop(old)
    let peer = try await peer(to: other.id)
    return try await eventually("a group gets another coordinator", within: .seconds(60), each: .milliseconds(500)) {
      let found = try await self.coordinator(of: group, on: peer)
      return found == old ? nil : found
    }
  }

  /// A new connection to the group's coordinator, as each member has one.
  package func groupPeer(_ group: String) async throws -> Peer {
    try await peer(to: try await coordinator(of: group))
  }

  /// The case's own connection to the group's coordinator, for what is answered at once.
  package func service(_ group: String) async throws -> Peer {
    guard let id = try await coordinator(of: group) else { return try await main }
    return try await node(id)
  }

  /// Calls an API of groups, again while the coordinator loads or moves.
  package func ask(
    _ peer: Peer, _ api: ApiKey, _ body: Value, version: Int16, within limit: Duration? = nil
  ) async throws -> Reply {
    try await eventually("\(api) is served by the group's coordinator", within: .seconds(20)) {
      let reply = try await peer.call(api, version: version, body, within: limit)
      return reply.codes.isDisjoint(with: [14, 15, 16]) ? reply : nil
    }
  }

  // MARK: Describing, listing, leaving, deleting

  /// What DescribeGroups says of a group.
  package func describe(_ group: String, version chosen: Int16? = nil) async throws -> Node {
    let version = try chosen ?? version(of: .describeGroups)
    let reply = try await ask(
      try await service(group), .describeGroups, ["Groups": [.string(group)]], version: version)
    return reply["Groups"].first("GroupId", .string(group))
  }

  /// The state of a group by its name in DescribeGroups; one that is not there is Dead.
  package func state(of group: String) async throws -> String {
    let found = try await describe(group)
    return found["ErrorCode"].int == 69 ? "Dead" : found["GroupState"].string ?? "absent"
  }

  /// Waits until a group is in a state.
  package func wait(for state: String, of group: String, within limit: Duration = .seconds(10)) async throws {
    try await eventually("group \(group) gets into the state \(state)", within: limit) {
      try await self.state(of: group) == state ? () : nil
    }
  }

  /// Somebody who is to leave a group.
  package struct Leaver: Sendable {
    package var memberId = ""
    package var instanceId: String?
    package var reason: String?

    package init(memberId: String = "", instanceId: String? = nil, reason: String? = nil) {
      self.memberId = memberId
      self.instanceId = instanceId
      self.reason = reason
    }
  }

  /// Sends LeaveGroup, before version 3 for the first of the members alone.
  package func leave(
    _ group: String, _ members: [Leaver], on peer: Peer? = nil, version chosen: Int16? = nil
  ) async throws -> Reply {
    let version = try chosen ?? version(of: .leaveGroup)
    var body: [(String, Value)] = [("GroupId", .string(group))]
    if version >= 3 {
      let list = members.map { member -> Value in
        [
          "MemberId": .string(member.memberId), "GroupInstanceId": Value(member.instanceId),
          "Reason": Value(member.reason),
        ]
      }
      body.append(("Members", .array(list)))
    } else {
      body.append(("MemberId", .string(members.first?.memberId ?? "")))
    }
    let used: Peer
    if let peer { used = peer } else { used = try await service(group) }
    return try await ask(used, .leaveGroup, .fields(body), version: version)
  }

  /// The error code of one member in an answer to LeaveGroup.
  package static func left(_ reply: Reply, _ memberId: String) -> Node {
    reply.version >= 3 ? reply["Members"].first("MemberId", .string(memberId))["ErrorCode"] : reply["ErrorCode"]
  }

  /// Has a member leave, as set-up.
  package func depart(_ member: Member, on peer: Peer? = nil) async throws {
    let reply = try await leave(
      member.group, [Leaver(memberId: member.id, instanceId: member.query.instanceId)], on: peer)
    try Self.setUp(Self.left(reply, member.id), "a member leaves its group")
  }

  /// Sends DeleteGroups.
  package func deleteGroups(_ groups: [String]) async throws -> Reply {
    try await ask(
      try await service(groups.first ?? ""), .deleteGroups,
      ["GroupsNames": .array(groups.map { .string($0) })], version: try version(of: .deleteGroups))
  }

  /// Sends ListGroups to one broker.
  package func listGroups(
    states: [String] = [], types: [String] = [], on peer: Peer
  ) async throws -> Reply {
    let version = try version(of: .listGroups)
    var body: [(String, Value)] = []
    if version >= 4 { body.append(("StatesFilter", .array(states.map { .string($0) }))) }
    if version >= 5 { body.append(("TypesFilter", .array(types.map { .string($0) }))) }
    return try await ask(peer, .listGroups, .fields(body), version: version)
  }

  /// A step that every case of its kind stands on: an error ends the case, as the broker's fault.
  static func setUp(_ code: Node, _ requirement: String) throws {
    guard code.int == 0 else {
      throw CaseFailure(
        requirement, field: code.path, got: code.int.map { describe(Int16(truncatingIfNeeded: $0)) } ?? "absent",
        want: "0", frame: code.frame, range: code.range)
    }
  }

  /// Requires an error code and no other of its class: where the requirement is to tell them apart.
  package func exactly(_ node: Node, _ want: Int16, _ requirement: String) throws {
    try code(node, want, requirement)
    try equal(node, Value(want), requirement)
  }

  /// Requires a count, of what `node` shows.
  package func equal(_ got: Int, _ want: Int, of node: Node, _ requirement: String) throws {
    try expect(got == want, requirement, field: "\(node.path).count", got: "\(got)", want: "\(want)", at: node)
  }

  // MARK: What consumers say

  /// The subscription of a consumer as the consumer protocol writes it.
  package func subscription(_ topics: [String]) throws -> ByteBuffer {
    try Self.versioned("ConsumerProtocolSubscription", ["Topics": .array(topics.map { .string($0) })])
  }

  static func versioned(_ message: String, _ value: Value, version: Int16 = 0) throws -> ByteBuffer {
    guard let interpreter = Definitions.interpreter(message), case .structure(let fields) = value else {
      throw SuiteError("there is no definition of \(message)")
    }
    var bytes = ByteBuffer()
    bytes.writeInteger(version)
    bytes.writeImmutableBuffer(try interpreter.encode(fields, version: version))
    return bytes
  }

  /// Has one member join a group of the consumer protocol (KIP-848); returns its id and epoch.
  package func joinConsumerGroup(_ group: String, _ topic: TestTopic) async throws -> (id: String, epoch: Int64) {
    let version = try version(of: .consumerGroupHeartbeat)
    let id =
      version >= 1 ? "\(KafkaUUID(mostSignificantBits: seed, leastSignificantBits: UInt64(random(1...9999))))" : ""
    let reply = try await ask(
      try await groupPeer(group), .consumerGroupHeartbeat,
      [
        "GroupId": .string(group), "MemberId": .string(id), "MemberEpoch": 0, "RebalanceTimeoutMs": 30_000,
        "SubscribedTopicNames": [.string(topic.name)], "TopicPartitions": [],
      ], version: version)
    if reply["ErrorCode"].int == 35 { throw CaseEnd.unsupported("the consumer group protocol is not enabled") }
    try Self.setUp(reply["ErrorCode"], "a member joins a group of the consumer protocol")
    let member = reply["MemberId"].string ?? id
    cleanUp { [self] in
      // The epoch of who leaves.
      _ = try await ask(
        try await service(group), .consumerGroupHeartbeat,
        ["GroupId": .string(group), "MemberId": .string(member), "MemberEpoch": -1], version: version)
    }
    return (member, reply["MemberEpoch"].int ?? 0)
  }
}
