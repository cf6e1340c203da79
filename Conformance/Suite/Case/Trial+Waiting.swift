package import KafkaSchema
package import KafkaWire
import NIOCore

/// A request that the broker has taken and does not answer yet.
package struct WaitingRequest: Sendable {
  package let peer: Peer
  package let frame: RequestFrame
  package let sent: ContinuousClock.Instant
}

extension Trial {
  /// Sends a request and proves that the broker lets it wait.
  ///
  /// A request in front of it in the same bytes is answered, so that the broker has read this one too; and it stays
  /// without an answer for some time, as a broker that had it and did not wait would have given one. What is done next
  /// is done while it waits.
  package func waiting(
    _ api: ApiKey, version: Int16, _ body: Value, on peer: Peer, quiet: Duration = .milliseconds(300),
    _ requirement: String
  ) async throws -> WaitingRequest {
    let first = try peer.frame(.apiVersions, version: 0, [:])
    let frame = try peer.frame(api, version: version, body)
    peer.connection.send(ByteBuffer(joined: [first.bytes, frame.bytes]), note: "ApiVersions v0, \(api) v\(version)")
    let sent = ContinuousClock.now
    _ = try await peer.answer(to: first)
    let fate = await peer.fate(of: frame, within: quiet)
    let got: String
    switch fate {
    case .silence: got = "no answer"
    case .answer: got = "an answer after \((ContinuousClock.now - sent).text)"
    case .closed(let end): got = end
    case .broken(let failure): throw failure
    }
    try expect(
      fate.isSilence, requirement, field: "connection", got: got, want: "no answer within \(quiet.text)")
    return WaitingRequest(peer: peer, frame: frame, sent: sent)
  }

  /// Sends a fetch on a connection of its own, and proves that it waits.
  package func waitingFetch(
    _ topic: TestTopic, _ partitions: [(partition: Int, offset: Int64)], _ query: FetchQuery
  ) async throws -> WaitingRequest {
    let version = try version(of: .fetch)
    return try await waiting(
      .fetch, version: version, fetchBody([(topic, partitions)], query, version: version),
      on: try await peer(to: try await leaderId(of: topic)), "a fetch that finds too little waits")
  }

  /// The answer to a request that waited, and how long after `event` it came.
  package func answer(
    to waiting: WaitingRequest, after event: ContinuousClock.Instant? = nil, within limit: Duration
  ) async throws -> (reply: Reply, waited: Duration) {
    let reply = try await waiting.peer.answer(to: waiting.frame, within: limit + target.limit(.seconds(5)))
    return (reply, ContinuousClock.now - (event ?? waiting.sent))
  }
}
