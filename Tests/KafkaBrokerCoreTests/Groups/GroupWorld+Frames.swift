import KafkaMessages
import KafkaWire
import NIOCore
import TestSupport
import Testing

@testable import KafkaBrokerCore

/// Plays recorded frames to a coordinator: whole requests in, whole responses compared.
///
/// Ids of members are made anew by every broker. The player learns which of ours stands for which recorded one from the
/// answers that hand them out, and exchanges them in what it sends and compares. Both have the same length.
final class FramePlayer {
  let world: GroupWorld
  /// Recorded id to ours.
  private var ids: [(recorded: [UInt8], ours: [UInt8])] = []

  init(world: GroupWorld) {
    self.world = world
  }

  struct Sent {
    var header: RequestHeader
    var waiting: GroupWorld.Waiting
  }

  /// Sends a recorded request. Nil for APIs the coordinator does not serve.
  func send(_ hex: String) throws -> Sent? {
    var bytes = bytes(hex: hex)
    for pair in ids { bytes.replace(pair.recorded, with: pair.ours) }
    var reader = WireReader(ByteBuffer(bytes: bytes.dropFirst(4)))
    let header = try Frame.requestHeader(from: &reader)
    let version = header.requestApiVersion
    let client = GroupClient(clientID: header.clientId ?? "", host: "/127.0.0.1", version: version)
    let topics = world.topics
    let waiting: GroupWorld.Waiting
    switch ApiKey(rawValue: header.requestApiKey) {
    case .joinGroup:
      let request = try JoinGroupRequest(from: &reader, version: version)
      waiting = world.send { $0.joinGroup(request, from: client, token: $1, at: $2) }
      world.sleep(.zero)
    case .syncGroup:
      let request = try SyncGroupRequest(from: &reader, version: version)
      waiting = world.send { $0.syncGroup(request, from: client, token: $1, at: $2) }
    case .heartbeat:
      let request = try HeartbeatRequest(from: &reader, version: version)
      waiting = world.send { $0.heartbeat(request, from: client, token: $1, at: $2) }
    case .leaveGroup:
      let request = try LeaveGroupRequest(from: &reader, version: version)
      waiting = world.send { $0.leaveGroup(request, from: client, token: $1, at: $2) }
    case .offsetCommit:
      let request = try OffsetCommitRequest(from: &reader, version: version)
      waiting = world.send { $0.offsetCommit(request, from: client, topics: topics, token: $1, at: $2) }
    case .offsetFetch:
      let request = try OffsetFetchRequest(from: &reader, version: version)
      waiting = world.send { coordinator, token, _ in
        coordinator.offsetFetch(request, from: client, topics: topics, token: token)
      }
    case .offsetDelete:
      let request = try OffsetDeleteRequest(from: &reader, version: version)
      waiting = world.send { $0.offsetDelete(request, from: client, topics: topics, token: $1, at: $2) }
    case .describeGroups:
      let request = try DescribeGroupsRequest(from: &reader, version: version)
      waiting = world.send { coordinator, token, _ in
        coordinator.describeGroups(request, from: client, token: token)
      }
    case .listGroups:
      let request = try ListGroupsRequest(from: &reader, version: version)
      waiting = world.send { coordinator, token, _ in
        coordinator.listGroups(request, from: client, token: token)
      }
    case .deleteGroups:
      let request = try DeleteGroupsRequest(from: &reader, version: version)
      waiting = world.send { $0.deleteGroups(request, from: client, token: $1, at: $2) }
    default:
      return nil
    }
    return Sent(header: header, waiting: waiting)
  }

  /// Compares the answer with the recorded frame, entries in any order.
  func expect(_ hex: String, to sent: Sent, _ name: String) throws {
    let version = sent.header.requestApiVersion
    let answer = try #require(sent.waiting.answer, "\(name): no answer")
    learn(answer, hex, version: version)
    let ours = try Frame.anyResponse(
      answer.message, version: version, correlationId: sent.header.correlationId)
    var bytes = Array(ours.readableBytesView)
    for pair in ids { bytes.replace(pair.ours, with: pair.recorded) }
    let recorded = try normalized(ByteBuffer(hex: hex), as: answer.message, version: version)
    let seen = try normalized(ByteBuffer(bytes: bytes), as: answer.message, version: version)
    #expect("\(seen)" == "\(recorded)", "\(name)")
  }

  private func learn(_ answer: GroupResponse, _ hex: String, version: Int16) {
    guard case .joinGroup(let ours) = answer,
      let recorded = try? body(ByteBuffer(hex: hex), as: JoinGroupResponse.self, version: version),
      ours.memberId.utf8.count == recorded.memberId.utf8.count, ours.memberId != recorded.memberId,
      !ids.contains(where: { $0.recorded == Array(recorded.memberId.utf8) })
    else { return }
    ids.append((Array(recorded.memberId.utf8), Array(ours.memberId.utf8)))
  }

  private func body<Response: KafkaResponse>(
    _ frame: ByteBuffer, as type: Response.Type, version: Int16
  ) throws -> Response {
    var reader = WireReader(frame)
    _ = try reader.readInt32("size")
    _ = try ResponseHeader(from: &reader, version: Response.headerVersion(for: version))
    let response = try Response(from: &reader, version: version)
    try reader.expectEnd(of: "response")
    return response
  }

  private func normalized(
    _ frame: ByteBuffer, as message: some KafkaResponse, version: Int16
  ) throws -> any KafkaResponse {
    let response: any KafkaResponse = try body(frame, as: type(of: message), version: version)
    switch response {
    case var response as JoinGroupResponse:
      response.members.sort { $0.memberId < $1.memberId }
      return response
    case var response as OffsetCommitResponse:
      for topic in response.topics.indices {
        response.topics[topic].partitions.sort { $0.partitionIndex < $1.partitionIndex }
      }
      return response
    case var response as DeleteGroupsResponse:
      response.results.sort { $0.groupId < $1.groupId }
      return response
    case var response as ListGroupsResponse:
      response.groups.sort { $0.groupId < $1.groupId }
      return response
    default:
      return response
    }
  }
}

extension Frame {
  /// The response frame of a message whose type is not known.
  static func anyResponse(
    _ message: some KafkaResponse, version: Int16, correlationId: Int32
  ) throws -> ByteBuffer {
    try response(message, version: version, correlationId: correlationId)
  }
}
