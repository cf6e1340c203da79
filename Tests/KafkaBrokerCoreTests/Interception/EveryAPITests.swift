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
