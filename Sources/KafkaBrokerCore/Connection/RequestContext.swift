package import KafkaWire

/// Who sent a request, in which version, and where its answer goes.
package struct RequestContext: Equatable, Sendable {
  package var token: RequestToken
  package var api: ApiKey
  package var version: Int16
  package var correlationID: Int32
  package var clientID: String?
  /// The peer's address and port, for logs.
  package var peer: String
  /// The peer's address alone.
  package var host: String
  /// The name of the listener that the connection came to.
  package var listener: String
}
