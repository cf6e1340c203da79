package import KafkaSchema
import KafkaWire

/// A client's half of an incremental fetch session (KIP-227).
package struct FetchSession: Sendable {
  package let peer: Peer
  package let version: Int16
  package var id: Int32
  /// What the next request has to give.
  package var epoch: Int32

  /// Epochs are counted from 1 on; 0 would begin a session, and -1 end it.
  package static func epoch(after epoch: Int32) -> Int32 { epoch == .max ? 1 : epoch + 1 }
}

extension Trial {
  /// Partitions and the offsets to fetch them from.
  package typealias FetchPositionList = [(TestTopic, [(partition: Int, offset: Int64)])]

  /// Sends a fetch that may begin, continue or end a session, without judging the answer.
  ///
  /// - Parameter wait: Milliseconds that the broker may wait for news.
  package func fetchSession(
    _ id: Int32, epoch: Int32, _ positions: FetchPositionList = [], forgetting forgotten: [(TestTopic, [Int])] = [],
    _ query: FetchQuery = FetchQuery(), wait: Int32 = 0, version: Int16, on peer: Peer
  ) async throws -> Reply {
    let body = sessionBody(id, epoch: epoch, positions, forgetting: forgotten, query, wait: wait, version: version)
    return try await peer.call(.fetch, version: version, body)
  }

  /// The body of a fetch in a session.
  package func sessionBody(
    _ id: Int32, epoch: Int32, _ positions: FetchPositionList = [], forgetting forgotten: [(TestTopic, [Int])] = [],
    _ query: FetchQuery = FetchQuery(), wait: Int32 = 0, version: Int16
  ) -> Value {
    var query = query
    query.sessionId = id
    query.sessionEpoch = epoch
    query.maxWait = wait
    return fetchBody(positions, query, version: version, forgotten: forgotten)
  }

  /// Opens a session on a connection of its own, to the broker that leads the partitions.
  ///
  /// - Throws: `CaseEnd.unsupported` when the broker gives none: it need not.
  package func openSession(
    _ positions: FetchPositionList, _ query: FetchQuery = FetchQuery(), version chosen: Int16? = nil
  ) async throws -> (session: FetchSession, reply: Reply) {
    guard let topic = positions.first?.0 else { throw SuiteError("a session needs a topic") }
    let peer = try await peer(to: try await leaderId(of: topic))
    return try await openSession(positions, query, version: chosen, on: peer)
  }

  /// Opens a session on a connection.
  package func openSession(
    _ positions: FetchPositionList, _ query: FetchQuery = FetchQuery(), version chosen: Int16? = nil, on peer: Peer
  ) async throws -> (session: FetchSession, reply: Reply) {
    let version = try chosen ?? version(of: .fetch)
    let reply = try await fetchSession(0, epoch: 0, positions, query, version: version, on: peer)
    try Self.setUp(reply["ErrorCode"], "a fetch that may begin a session is answered without an error")
    let id = Int32(reply["SessionId"].int ?? 0)
    guard id != 0 else { throw CaseEnd.unsupported("the broker gives no fetch session") }
    let session = FetchSession(peer: peer, version: version, id: id, epoch: firstSessionEpoch ?? 1)
    closeAtEnd(session)
    return (session, reply)
  }

  /// What a new session's second request gives, where that is not 1: only the reference broker can be told so.
  package var firstSessionEpoch: Int32? {
    target.options.configured["fetch.session.first.epoch"].flatMap { Int32($0) }
  }

  /// Ends a session when the case is over, so that it takes no slot from others.
  package func closeAtEnd(_ session: FetchSession) {
    cleanUp { [self] in
      do {
        _ = try await fetchSession(session.id, epoch: -1, version: session.version, on: session.peer)
      } catch {
        let peer = try await peer(at: session.peer.connection.address)
        _ = try await fetchSession(session.id, epoch: -1, version: session.version, on: peer)
      }
    }
  }

  /// Sends the session's next request, which has to be answered in the same session.
  package func next(
    _ session: inout FetchSession, _ positions: FetchPositionList = [],
    forgetting forgotten: [(TestTopic, [Int])] = [], _ query: FetchQuery = FetchQuery(), wait: Int32 = 0
  ) async throws -> Reply {
    let reply = try await fetchSession(
      session.id, epoch: session.epoch, positions, forgetting: forgotten, query, wait: wait, version: session.version,
      on: session.peer)
    session.epoch = FetchSession.epoch(after: session.epoch)
    try accepted(reply["ErrorCode"], "the next request of a session is answered without an error")
    try equal(reply["SessionId"], Value(session.id), "the next request of a session is answered in that session")
    return reply
  }

  /// The partitions of a topic that an answer lists, in ascending order.
  package static func listed(_ reply: Reply, _ topic: TestTopic) -> [Int] {
    let name: (String, Value) = topic.reference("Topic", version: reply.version, idFrom: 13)
    return reply["Responses"].elements.filter { $0[name.0].value == name.1 }
      .flatMap { $0["Partitions"].elements.compactMap { $0["PartitionIndex"].int.map { Int($0) } } }.sorted()
  }

  /// Requires that an answer lists these partitions of a topic and no others.
  package func lists(_ reply: Reply, _ topic: TestTopic, _ want: [Int], _ requirement: String) throws {
    let got = Self.listed(reply, topic)
    try expect(
      got == want, requirement, field: "Responses", got: "partitions \(got)", want: "partitions \(want)",
      at: reply["Responses"])
  }

  /// Requires that an answer gives just one batch of a partition, from this offset.
  package func gives(
    _ reply: Reply, _ topic: TestTopic, _ partition: Int, _ batch: BatchForge, at offset: Int64,
    _ requirement: String
  ) throws {
    let answer = Self.fetched(reply, topic, partition)
    try accepted(answer["ErrorCode"], requirement)
    let batches = try batches(answer)
    try expect(
      batches.first?.baseOffset == offset, requirement, field: answer["Records"].path,
      got: batches.first.map { "a batch at \($0.baseOffset)" } ?? "no batch", want: "a batch at \(offset)",
      at: answer["Records"])
    try same(batches, as: batch, at: offset, requirement)
  }
}
