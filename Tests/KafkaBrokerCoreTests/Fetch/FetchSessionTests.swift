import KafkaMessages
import KafkaWire
import NIOCore
import TestSupport
import Testing

@testable import KafkaBrokerCore

/// Incremental fetch sessions (KIP-227), as a client sees them.
@Suite struct FetchSessionTests {
  /// What a client says in one request.
  private struct Say {
    var id: Int32 = 0
    var epoch: Int32 = 0
    var wanted: [(topic: String, partition: Int32, offset: Int64)] = []
    var forgotten: [(topic: String, partition: Int32)] = []
    var maxWait: Int32 = 0
    var maxBytes: Int32 = .max

    var request: FetchRequest {
      var request = NodeWorld.fetchRequest(wanted, maxWait: maxWait, maxBytes: maxBytes)
      request.sessionId = id
      request.sessionEpoch = epoch
      request.forgottenTopicsData = forgotten.map { place in
        .with {
          $0.topic = place.topic
          $0.partitions = [place.partition]
        }
      }
      return request
    }
  }

  private func call(_ world: NodeWorld, _ say: Say, version: Int16 = 12) throws -> FetchResponse {
    try world.call(say.request, version: version)
  }

  /// The partitions of an answer, in order.
  private static func listed(_ response: FetchResponse) -> [Int32] {
    response.responses.flatMap { $0.partitions.map(\.partitionIndex) }
  }

  /// Opens a session for partitions of "t", from their beginning, of which partition 1 has a record.
  private func opened(
    _ partitions: Int32 = 3, world: NodeWorld? = nil
  ) throws -> (world: NodeWorld, id: Int32) {
    let world = try world ?? NodeWorld()
    try world.createTopic("t", partitions: 4)
    _ = try world.produce(Forge.batch(["x"]), to: "t", 1)
    let response = try call(world, Say(wanted: (0..<partitions).map { ("t", $0, $0 == 1 ? 1 : 0) }))
    #expect(response.errorCode == 0)
    #expect(Self.listed(response) == Array(0..<partitions), "the first answer lists all")
    #expect(response.sessionId > 0)
    return (world, response.sessionId)
  }

  private func expect(
    _ response: FetchResponse, session id: Int32, lists partitions: [Int32],
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(response.errorCode == 0, sourceLocation: sourceLocation)
    #expect(response.sessionId == id, sourceLocation: sourceLocation)
    #expect(Self.listed(response) == partitions, sourceLocation: sourceLocation)
  }

  private func expect(
    _ response: FetchResponse, fails error: ErrorCode, session: Int32 = 0,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(ErrorCode(rawValue: response.errorCode) == error, sourceLocation: sourceLocation)
    #expect(response.responses.isEmpty, sourceLocation: sourceLocation)
    #expect(response.sessionId == session, sourceLocation: sourceLocation)
  }

  // MARK: Life

  @Test(arguments: [7, 11, 12] as [Int16])
  func `a session is begun, continued and closed`(version: Int16) throws {
    let world = try NodeWorld(emulating: "3.9")
    try world.createTopic("t", partitions: 2)
    _ = try world.produce(Forge.batch(["x"]), to: "t", 1)
    let first = try call(world, Say(wanted: [("t", 0, 0), ("t", 1, 0)]), version: version)
    #expect(Self.listed(first) == [0, 1])
    let id = first.sessionId
    #expect(id > 0)
    expect(try call(world, Say(id: id, epoch: 1), version: version), session: id, lists: [1])
    let last = try call(world, Say(id: id, epoch: -1, wanted: [("t", 0, 0)]), version: version)
    expect(last, session: 0, lists: [0])
    expect(try call(world, Say(id: id, epoch: 2), version: version), fails: .fetchSessionIdNotFound)
    #expect(world.node.fetchSessions.count == 0)
    #expect(world.node.fetchSessions.partitionCount == 0)
  }

  @Test func `a request without a session begins none`() throws {
    let (world, _) = try opened()
    for _ in 0..<3 {
      let response = try call(world, Say(epoch: -1, wanted: [("t", 0, 0), ("t", 1, 1)]))
      expect(response, session: 0, lists: [0, 1])
    }
    #expect(world.node.fetchSessions.count == 1)
  }

  @Test func `ids are positive, different and in no order`() throws {
    let world = try NodeWorld()
    try world.createTopic("t")
    let ids = try (0..<100).map { _ in try call(world, Say(wanted: [("t", 0, 0)])).sessionId }
    #expect(ids.allSatisfy { $0 > 0 })
    #expect(Set(ids).count == 100)
    #expect(zip(ids, ids.dropFirst()).filter { $0 < $1 }.count < 80)
    #expect(!zip(ids, ids.dropFirst()).contains { $0 &+ 1 == $1 })
  }

  @Test func `a new session takes the place of the one that is named`() throws {
    let (world, id) = try opened()
    let response = try call(world, Say(id: id, epoch: 0, wanted: [("t", 0, 0)]))
    #expect(response.sessionId > 0)
    #expect(response.sessionId != id)
    expect(try call(world, Say(id: id, epoch: 1)), fails: .fetchSessionIdNotFound)
    #expect(world.node.fetchSessions.count == 1)
  }

  @Test func `an unknown session is no hindrance to a full request`() throws {
    let (world, id) = try opened()
    let response = try call(world, Say(id: id ^ 1, epoch: 0, wanted: [("t", 0, 0)]))
    #expect(response.errorCode == 0)
    #expect(response.sessionId > 0)
    expect(try call(world, Say(id: id ^ 1, epoch: -1, wanted: [("t", 0, 0)])), session: 0, lists: [0])
    expect(try call(world, Say(id: id, epoch: 1)), session: id, lists: [])
  }

  @Test func `an epoch that is not due is refused, and the session goes on`() throws {
    let (world, id) = try opened()
    expect(try call(world, Say(id: id, epoch: 2)), fails: .invalidFetchSessionEpoch)
    expect(try call(world, Say(id: id, epoch: 1)), session: id, lists: [])
    expect(try call(world, Say(id: id, epoch: 1)), fails: .invalidFetchSessionEpoch)
    expect(try call(world, Say(id: id, epoch: -2)), fails: .invalidFetchSessionEpoch)
    expect(try call(world, Say(id: id ^ 1, epoch: 2)), fails: .fetchSessionIdNotFound)
    expect(try call(world, Say(id: 0, epoch: 2)), fails: .fetchSessionIdNotFound)
    expect(try call(world, Say(id: id, epoch: 2)), session: id, lists: [])
  }

  @Test func `after the largest epoch comes 1`() throws {
    let (world, _) = try opened()
    let say = Say(wanted: [("t", 0, 0)])
    let query = FetchQuery(say.request, version: 12, limit: .max)
    world.perform { node in
      node.fetchSessions.add(
        FetchSession(id: 5, query: query, answer: [], epoch: .max, at: world.now.instant))
    }
    expect(try call(world, Say(id: 5, epoch: .max)), session: 5, lists: [0])
    expect(try call(world, Say(id: 5, epoch: .min)), fails: .invalidFetchSessionEpoch)
    expect(try call(world, Say(id: 5, epoch: 1)), session: 5, lists: [])
    expect(try call(world, Say(id: 5, epoch: 2)), session: 5, lists: [])
  }

  @Test func `sessions are gone after a restart`() throws {
    let (world, id) = try opened()
    try world.restart()
    expect(try call(world, Say(id: id, epoch: 1)), fails: .fetchSessionIdNotFound)
  }

  @Test func `names and ids of topics do not mix`() throws {
    let world = try NodeWorld()
    let topic = try world.createTopic("t")
    let byName = try call(world, Say(wanted: [("t", 0, 0)])).sessionId
    expect(try call(world, Say(id: byName, epoch: 1), version: 13), fails: .fetchSessionTopicIdError)
    expect(try call(world, Say(id: byName, epoch: 1)), session: byName, lists: [])

    var request = Say(wanted: [("", 0, 0)]).request
    request.topics[0].topicId = topic
    let byID = try world.call(request, version: 13).sessionId
    #expect(byID > 0)
    expect(try call(world, Say(id: byID, epoch: 1)), fails: .fetchSessionTopicIdError)
    expect(try call(world, Say(id: byID, epoch: 1), version: 13), session: byID, lists: [])
  }

  // MARK: What is told

  @Test func `an answer lists the partitions that have records, from the position that the client gave`() throws {
    let (world, id) = try opened()
    expect(try call(world, Say(id: id, epoch: 1)), session: id, lists: [])
    _ = try world.produce(Forge.batch(["a", "b"]), to: "t", 2)
    for epoch in [2, 3] as [Int32] {
      let response = try call(world, Say(id: id, epoch: epoch))
      expect(response, session: id, lists: [2])
      #expect(response.responses[0].partitions[0].records?.getInteger(at: 0, as: Int64.self) == 0)
    }
    expect(try call(world, Say(id: id, epoch: 4, wanted: [("t", 2, 2)])), session: id, lists: [])
    _ = try world.produce(Forge.batch(["c"]), to: "t", 2)
    let response = try call(world, Say(id: id, epoch: 5))
    expect(response, session: id, lists: [2])
    #expect(response.responses[0].partitions[0].records?.getInteger(at: 0, as: Int64.self) == 2)
  }

  @Test func `a high watermark that moved is told, also when the records do not fit`() throws {
    let (world, id) = try opened()
    for partition in [0, 2] as [Int32] { _ = try world.produce(Forge.batch(["a"]), to: "t", partition) }
    let response = try call(world, Say(id: id, epoch: 1, maxBytes: 1))
    expect(response, session: id, lists: [0, 2])
    #expect(response.responses[0].partitions.map(\.highWatermark) == [1, 1])
    #expect(response.responses[0].partitions.map { $0.records?.readableBytes ?? 0 > 0 } == [true, false])
  }

  @Test func `a beginning that moved is told`() throws {
    let (world, id) = try opened()
    _ = try world.call(
      DeleteRecordsRequest.with {
        $0.topics = [
          .with {
            $0.name = "t"
            $0.partitions = [
              .with {
                $0.partitionIndex = 1
                $0.offset = -1
              }
            ]
          }
        ]
      })
    let response = try call(world, Say(id: id, epoch: 1))
    expect(response, session: id, lists: [1])
    #expect(response.responses[0].partitions[0].logStartOffset == 1)
    expect(try call(world, Say(id: id, epoch: 2)), session: id, lists: [])
  }

  @Test func `partitions come and go`() throws {
    let (world, id) = try opened()
    expect(try call(world, Say(id: id, epoch: 1, wanted: [("t", 3, 0)])), session: id, lists: [3])
    expect(try call(world, Say(id: id, epoch: 2, forgotten: [("t", 0), ("u", 9)])), session: id, lists: [])
    for partition in [0, 3] as [Int32] { _ = try world.produce(Forge.batch(["a"]), to: "t", partition) }
    expect(try call(world, Say(id: id, epoch: 3)), session: id, lists: [3])
    expect(try call(world, Say(id: id, epoch: 4, wanted: [("t", 0, 1)])), session: id, lists: [3, 0])
    #expect(world.node.fetchSessions.partitionCount == 4)
  }

  @Test func `partitions are forgotten by the topic's id, too`() throws {
    let world = try NodeWorld()
    let topic = try world.createTopic("t", partitions: 2)
    var request = Say(wanted: [("", 0, 0), ("", 1, 0)]).request
    for index in request.topics.indices { request.topics[index].topicId = topic }
    let id = try world.call(request, version: 13).sessionId
    var forget = Say(id: id, epoch: 1, forgotten: [("", 0)]).request
    forget.forgottenTopicsData[0].topicId = topic
    expect(try world.call(forget, version: 13), session: id, lists: [])
    for partition in [0, 1] as [Int32] { _ = try world.produce(Forge.batch(["a"]), to: "t", partition) }
    expect(try call(world, Say(id: id, epoch: 2), version: 13), session: id, lists: [1])
  }

  @Test func `a partition that is listed and forgotten at once is forgotten`() throws {
    let (world, id) = try opened()
    expect(
      try call(world, Say(id: id, epoch: 1, wanted: [("t", 1, 0)], forgotten: [("t", 1)])), session: id, lists: [])
    expect(try call(world, Say(id: id, epoch: 2)), session: id, lists: [])
  }

  @Test func `a session without partitions ends`() throws {
    let (world, id) = try opened()
    let forgotten = (0..<3).map { ("t", Int32($0)) }
    expect(try call(world, Say(id: id, epoch: 1, forgotten: forgotten)), session: 0, lists: [])
    expect(try call(world, Say(id: id, epoch: 2)), fails: .fetchSessionIdNotFound)
    #expect(world.node.fetchSessions.partitionCount == 0)
  }

  @Test func `an error is told in every answer, and its end once`() throws {
    let world = try NodeWorld { $0.topics.createsAutomatically = false }
    let (_, id) = try opened(world: world)
    let first = try call(world, Say(id: id, epoch: 1, wanted: [("later", 0, 0)]))
    expect(first, session: id, lists: [0])
    let second = try call(world, Say(id: id, epoch: 2))
    expect(second, session: id, lists: [0])
    for response in [first, second] {
      #expect(response.responses.first?.topic == "later")
      #expect(response.responses[0].partitions[0].errorCode == ErrorCode.unknownTopicOrPartition.rawValue)
    }
    try world.createTopic("later")
    let third = try call(world, Say(id: id, epoch: 3))
    expect(third, session: id, lists: [0])
    #expect(third.responses[0].partitions[0].errorCode == 0)
    expect(try call(world, Say(id: id, epoch: 4)), session: id, lists: [])
    _ = try world.produce(Forge.batch(["a"]), to: "later")
    expect(try call(world, Say(id: id, epoch: 5)), session: id, lists: [0])
  }

  @Test func `a topic made anew is not taken for the one that the session has by id`() throws {
    let world = try NodeWorld()
    let topic = try world.createTopic("t")
    var request = Say(wanted: [("", 0, 0)]).request
    request.topics[0].topicId = topic
    let id = try world.call(request, version: 13).sessionId
    _ = try world.call(DeleteTopicsRequest.with { $0.topicNames = ["t"] }, version: 5)
    try world.createTopic("t")
    _ = try world.produce(Forge.batch(["new"]), to: "t")
    let response = try call(world, Say(id: id, epoch: 1), version: 13)
    expect(response, session: id, lists: [0])
    #expect(response.responses[0].topicId == topic)
    #expect(response.responses[0].partitions[0].errorCode == ErrorCode.unknownTopicId.rawValue)
    #expect(response.responses[0].partitions[0].records?.readableBytes == 0)
  }

  @Test func `each request is read at its own isolation level`() throws {
    let (world, id) = try opened()
    _ = try world.produce(Forge.batch(["a"]), to: "t", 0)
    for (epoch, isolation) in zip([1, 2, 3] as [Int32], [0, 1, 0] as [Int8]) {
      var request = Say(id: id, epoch: epoch).request
      request.isolationLevel = isolation
      let response = try world.call(request, version: 12)
      expect(response, session: id, lists: [0])
      #expect((response.responses[0].partitions[0].abortedTransactions != nil) == (isolation == 1))
    }
  }

  @Test func `when an answer holds one batch, partitions take turns`() throws {
    let world = try NodeWorld()
    try world.createTopic("t", partitions: 10)
    for partition in 0..<10 as Range<Int32> {
      for value in ["a", "b"] { _ = try world.produce(Forge.batch([value]), to: "t", partition) }
    }
    var positions: [Int32: Int64] = [:]
    var turns: [Int32] = []
    var say = Say(wanted: (0..<10).map { ("t", $0, 0) }, maxBytes: 1)
    for epoch in 0..<20 as Range<Int32> {
      say.epoch = epoch
      let response = try call(world, say)
      say.id = response.sessionId
      say.wanted = []
      for data in response.responses.flatMap(\.partitions) where data.records?.readableBytes ?? 0 > 0 {
        turns.append(data.partitionIndex)
        positions[data.partitionIndex, default: 0] += 1
        say.wanted.append(("t", data.partitionIndex, positions[data.partitionIndex] ?? 0))
      }
    }
    #expect(turns.count == 20)
    #expect(positions.values.allSatisfy { $0 == 2 })
    #expect(Set(turns[1...10]).count == 10, "\(turns)")
  }

  // MARK: Waiting

  @Test func `an incremental fetch waits for records of all its partitions`() throws {
    let (world, id) = try opened()
    let connection = world.connect()
    try world.send(Say(id: id, epoch: 1, maxWait: 10_000).request, version: 12, on: connection)
    world.pass(.seconds(3))
    _ = try world.produce(Forge.batch(["a"]), to: "t", 3)
    #expect(try world.answer(to: FetchRequest.self, version: 12, on: connection) == nil, "it does not want that one")
    _ = try world.produce(Forge.batch(["a"]), to: "t", 2)
    let response = try #require(try world.answer(to: FetchRequest.self, version: 12, on: connection))
    expect(response, session: id, lists: [2])

    try world.send(Say(id: id, epoch: 2, wanted: [("t", 2, 1)], maxWait: 500).request, version: 12, on: connection)
    world.pass(.milliseconds(499))
    #expect(try world.answer(to: FetchRequest.self, version: 12, on: connection) == nil)
    world.pass(.milliseconds(1))
    let nothing = try #require(try world.answer(to: FetchRequest.self, version: 12, on: connection))
    expect(nothing, session: id, lists: [])
  }

  @Test func `a session goes on over another connection, and a fetch that waits on the first is outdated`() throws {
    let (world, id) = try opened()
    let first = world.connect()
    try world.send(Say(id: id, epoch: 1, maxWait: 10_000).request, version: 12, on: first)
    expect(try call(world, Say(id: id, epoch: 2)), session: id, lists: [])
    _ = try world.produce(Forge.batch(["a"]), to: "t", 0)
    let outdated = try #require(try world.answer(to: FetchRequest.self, version: 12, on: first))
    expect(outdated, fails: .invalidFetchSessionEpoch, session: id)
    expect(try call(world, Say(id: id, epoch: 3)), session: id, lists: [0])
  }

  @Test func `a fetch that waits while its session is closed is answered`() throws {
    let (world, id) = try opened()
    let connection = world.connect()
    try world.send(Say(id: id, epoch: 1, maxWait: 10_000).request, version: 12, on: connection)
    expect(try call(world, Say(id: id, epoch: -1)), session: 0, lists: [])
    _ = try world.produce(Forge.batch(["a"]), to: "t", 0)
    let response = try #require(try world.answer(to: FetchRequest.self, version: 12, on: connection))
    expect(response, session: id, lists: [0])
    expect(try call(world, Say(id: id, epoch: 2)), fails: .fetchSessionIdNotFound)
  }
}
