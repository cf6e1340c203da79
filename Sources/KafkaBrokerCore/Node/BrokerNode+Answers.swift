import KafkaMessages
import KafkaWire
import NIOCore

/// How answers leave, and connections end.
extension BrokerNode {
  /// Answers a request that was left waiting. Without effect when its connection is gone.
  func answer(_ token: RequestToken, _ response: any KafkaResponse) {
    guard let context = connections[token.connection]?.current, context.token == token else { return }
    finish(context, with: response)
    wake(token.connection)
  }

  func finish(_ context: RequestContext, with response: any KafkaResponse) {
    var response = response
    if interception != nil {
      guard let intercepted = intercepted(response, to: context) else { return }
      response = intercepted
    }
    guard release(context.token) else { return }
    send(response, to: context)
  }

  /// The request needs no answer any more, so that the next one of its connection gets its turn.
  ///
  /// - Returns: false when the connection is gone.
  @discardableResult
  func release(_ token: RequestToken) -> Bool {
    connections[token.connection]?.finished(token) != nil
  }

  private func send(_ response: any KafkaResponse, to context: RequestContext) {
    guard let frame = encoded(response, to: context) else { return }
    send(frame, on: context.token.connection)
  }

  /// The answer as a frame; nil when it cannot be made, and the connection is closed.
  func encoded(_ response: any KafkaResponse, to context: RequestContext) -> ByteBuffer? {
    do throws(WireError) {
      return try ResponseFrame.encode(response, to: context)
    } catch {
      close(context.token.connection, .unencodable(context.api, context.version, error))
      return nil
    }
  }

  func send(_ frame: ByteBuffer, on id: ConnectionID) {
    bytesInFlight += frame.readableBytes
    connections[id]?.answered(bytes: frame.readableBytes)
    perform(.send(id, frame))
  }

  func close(_ id: ConnectionID, _ reason: CloseReason) {
    guard connections[id] != nil else { return }
    forget(id)
    perform(.close(id, reason))
  }

  func forget(_ id: ConnectionID) {
    if let token = connections.removeValue(forKey: id)?.current?.token { fetches.remove(token) }
    interception?.forget(id)
  }

  /// Holds up, or lets go on, the requests of a connection; nothing is read from it meanwhile.
  func hold(_ id: ConnectionID, _ isHeld: Bool) {
    connections[id]?.hold(isHeld)
    wake(id)
  }
}
