/// Who sent a request, as far as the group coordinator wants to know.
package struct GroupClient: Equatable, Sendable {
  /// The client id of the request's header; empty when it has none.
  package var clientID: String
  /// The peer's address as Java prints it: a slash and the number, `/127.0.0.1`.
  package var host: String
  /// The version of the request, in which it will be answered.
  package var version: Int16

  package init(clientID: String, host: String, version: Int16) {
    self.clientID = clientID
    self.host = host
    self.version = version
  }
}
