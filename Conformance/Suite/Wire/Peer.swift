package import KafkaSchema
package import KafkaWire
import NIOCore
import Synchronization

/// A connection that speaks in requests and answers, in order, as a client does.
package final class Peer: Sendable {
  package let connection: Connection
  /// In the header of every request.
  package let clientId: String
  let answerLimit: Duration
  private let nextCorrelation: Mutex<Int32>

  init(_ connection: Connection, clientId: String, answerLimit: Duration, correlation: Int32 = 100) {
    self.connection = connection
    self.clientId = clientId
    self.answerLimit = answerLimit
    nextCorrelation = Mutex(correlation)
  }

  /// A correlation id that this connection has not used.
  package func correlation() -> Int32 {
    nextCorrelation.withLock { next in
      next &+= 1
      return next
    }
  }

  /// A request ready to be sent or to be spoiled.
  package func frame(_ api: ApiKey, version: Int16, _ body: Value) throws(SuiteError) -> RequestFrame {
    try RequestFrame(api, version: version, correlation: correlation(), clientId: clientId, body: body)
  }

  /// Sends a request without waiting for its answer; `answer(to:)` does.
  @discardableResult
  package func send(_ api: ApiKey, version: Int16, _ body: Value) throws -> RequestFrame {
    let request = try frame(api, version: version, body)
    connection.send(request)
    return request
  }

  /// Sends a request and waits for its answer.
  ///
  /// - Parameter limit: How long the answer may take; the run's usual limit when nil.
  package func call(
    _ api: ApiKey, version: Int16, _ body: Value, within limit: Duration? = nil
  ) async throws -> Reply {
    try await answer(to: try send(api, version: version, body), within: limit)
  }

  /// The next answer on the connection, which has to be the one to `request`.
  package func answer(to request: RequestFrame, within limit: Duration? = nil) async throws -> Reply {
    switch await fate(of: request, within: limit) {
    case .answer(let reply): return reply
    case .broken(let failure): throw failure
    case .closed(let end):
      throw CaseFailure(
        "\(request.api) v\(request.version) is answered", field: "connection", got: end, want: "an answer")
    case .silence(let waited):
      if Task.isCancelled { throw CancellationError() }
      throw CaseFailure(
        "\(request.api) v\(request.version) is answered", kind: .hang, field: "connection",
        got: "nothing within \(waited.text)", want: "an answer")
    }
  }

  /// What became of a request that was sent.
  package enum Fate: Sendable {
    case answer(Reply)
    /// Bytes came that are no such answer.
    case broken(CaseFailure)
    /// The broker ended the connection without answering.
    case closed(String)
    case silence(Duration)

    package var reply: Reply? { if case .answer(let reply) = self { reply } else { nil } }
    package var isClosed: Bool { if case .closed = self { true } else { false } }
    package var isSilence: Bool { if case .silence = self { true } else { false } }
  }

  /// Waits for what becomes of `request`, the oldest that has no answer.
  package func fate(of request: RequestFrame, within limit: Duration? = nil) async -> Fate {
    await fate(
      api: request.api, version: request.version, correlation: request.correlation, within: limit ?? answerLimit)
  }

  package func fate(
    api: ApiKey, version: Int16, correlation: Int32, within limit: Duration
  ) async -> Fate {
    switch await connection.receive(within: limit) {
    case .silence: return .silence(limit)
    case .ended(let end, let rest):
      if rest.readableBytes == 0 { return .closed("\(end)") }
      let number = connection.transcript.received(rest, connection: connection.number, api: nil, version: nil)
      return .broken(
        CaseFailure(
          "an answer comes in one whole frame", field: "connection",
          got: "\(rest.readableBytes) bytes of an unfinished frame, then \(end)", want: "a frame", frame: number,
          range: 0..<rest.readableBytes))
    case .frame(let bytes):
      let number = connection.transcript.received(
        bytes, connection: connection.number, api: api, version: version)
      guard bytes.getInteger(at: bytes.readerIndex + 4, as: Int32.self) == correlation else {
        return .broken(
          CaseFailure(
            "answers carry the correlation id of their request, in the order of the requests", field: "CorrelationId",
            got: bytes.getInteger(at: bytes.readerIndex + 4, as: Int32.self).map { "\($0)" } ?? "a frame without one",
            want: "\(correlation)", frame: number, range: 4..<8))
      }
      do throws(CaseFailure) {
        let reply = try Reply(bytes, api: api, version: version, number: number)
        connection.transcript.answered(reply)
        return .answer(reply)
      } catch {
        return .broken(error)
      }
    }
  }

  package func close() { connection.close() }
}
