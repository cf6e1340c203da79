import KafkaSchema
import KafkaWire
import NIOCore

extension Trial {
  /// A new connection of a user without rights, whom the run file names: `listener.sasl`, `configured.plain.user` and
  /// `configured.plain.password`, for the mechanism PLAIN.
  ///
  /// - Throws: `CaseEnd.skipped` when the run file has them not.
  package func plainUser() async throws -> (peer: Peer, name: String) {
    guard let address = target.options.listeners["sasl"], let user = target.options.configured["plain.user"],
      let password = target.options.configured["plain.password"]
    else { throw CaseEnd.skipped("needs listener.sasl, configured.plain.user and configured.plain.password") }
    let peer = try await peer(at: address)
    let shaken = try await peer.call(
      .saslHandshake, version: try version(of: .saslHandshake, atLeast: 1), ["Mechanism": "PLAIN"])
    if shaken["ErrorCode"].int == 33 { throw CaseEnd.skipped("the SASL listener has no PLAIN") }
    try Self.setUp(shaken["ErrorCode"], "a SASL handshake is answered without an error")
    var token = ByteBuffer()
    token.writeString("\u{0}\(user)\u{0}\(password)")
    let proven = try await peer.call(
      .saslAuthenticate, version: try version(of: .saslAuthenticate), ["AuthBytes": .bytes(token)])
    try Self.setUp(proven["ErrorCode"], "a user with the right password is let in")
    return (peer, user)
  }

  /// Lets a user write to a topic until the case is over.
  package func allow(_ user: String, writing topic: TestTopic) async throws {
    let version = try version(of: .createAcls)
    // A topic by its own name, from any host, WRITE, allowed.
    let entry: [(String, Value)] = [
      ("Principal", .string("User:\(user)")), ("Host", "*"), ("Operation", 4), ("PermissionType", 3),
    ]
    var creation: [(String, Value)] = [("ResourceType", 2), ("ResourceName", .string(topic.name))]
    if version >= 1 { creation.append(("ResourcePatternType", 3)) }
    let made = try await controller.call(
      .createAcls, version: version, ["Creations": [.fields(creation + entry)]])
    try Self.setUp(made["Results"][0]["ErrorCode"], "a right is given")
    cleanUp { [self] in
      let version = try self.version(of: .deleteAcls)
      var filter: [(String, Value)] = [("ResourceTypeFilter", 2), ("ResourceNameFilter", .string(topic.name))]
      if version >= 1 { filter.append(("PatternTypeFilter", 3)) }
      filter += [
        ("PrincipalFilter", .string("User:\(user)")), ("HostFilter", "*"), ("Operation", 4), ("PermissionType", 3),
      ]
      _ = try await controller.call(.deleteAcls, version: version, ["Filters": [.fields(filter)]])
    }
  }
}
