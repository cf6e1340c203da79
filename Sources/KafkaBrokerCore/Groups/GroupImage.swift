package import NIOCore

/// What the log says about a group: the generation that was last agreed on.
package struct GroupImage: Equatable, Sendable {
  /// Empty when no member ever joined.
  package var protocolType: String
  package var generation: Int32
  /// The assignor in use; nil when nobody is in the group.
  package var protocolName: String?
  package var leader: String?
  /// Milliseconds since 1970; nil in records of version 0 and 1.
  package var stateTimestamp: Int64?
  package var members: [Member]

  package struct Member: Equatable, Sendable {
    package var id: String
    package var instanceID: String?
    package var clientID: String
    package var clientHost: String
    /// Milliseconds.
    package var rebalanceTimeout: Int32
    /// Milliseconds.
    package var sessionTimeout: Int32
    /// The member's metadata for the protocol in use.
    package var subscription: ByteBuffer
    package var assignment: ByteBuffer

    package init(
      id: String, instanceID: String? = nil, clientID: String, clientHost: String, rebalanceTimeout: Int32,
      sessionTimeout: Int32, subscription: ByteBuffer, assignment: ByteBuffer
    ) {
      self.id = id
      self.instanceID = instanceID
      self.clientID = clientID
      self.clientHost = clientHost
      self.rebalanceTimeout = rebalanceTimeout
      self.sessionTimeout = sessionTimeout
      self.subscription = subscription
      self.assignment = assignment
    }
  }

  package init(
    protocolType: String, generation: Int32, protocolName: String?, leader: String?, stateTimestamp: Int64?,
    members: [Member]
  ) {
    self.protocolType = protocolType
    self.generation = generation
    self.protocolName = protocolName
    self.leader = leader
    self.stateTimestamp = stateTimestamp
    self.members = members
  }
}
