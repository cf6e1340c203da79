import KafkaWire
package import NIOCore

/// One member of a classic group.
package struct GroupMember: Equatable, Sendable {
  package var id: String
  /// Set for static members, who keep their place over a restart (KIP-345).
  package var instanceID: String?
  package var clientID: String
  package var clientHost: String
  package var rebalanceTimeout: Duration
  package var sessionTimeout: Duration
  /// In the member's order of preference.
  package var protocols: [Offer]
  /// What the leader gave this member in the current generation.
  package var assignment = ByteBuffer()

  /// Has not been told its first generation yet, so it cannot send heartbeats.
  var isNew = false
  /// When the member is given up unless it is heard of.
  var expiry: Instant = .distantFuture
  /// The JoinGroup that waits for the next generation.
  var waitingJoin: WaitingJoin?
  /// The SyncGroup that waits for the leader's assignment.
  var waitingSync: RequestToken?

  package struct Offer: Equatable, Sendable {
    package var name: String
    package var metadata: ByteBuffer
  }

  struct WaitingJoin: Equatable, Sendable {
    var token: RequestToken
    var version: Int16
  }

  /// When the member expires; nil while it waits for the others, since the answer it waits for cannot come from itself.
  /// A new member expires even then: it may be long gone.
  var deadline: Instant? {
    if !isNew && (waitingJoin != nil || waitingSync != nil) { return nil }
    return expiry
  }

  mutating func heard(at now: Instant) {
    expiry = now + sessionTimeout
  }

  /// The metadata for a protocol; empty when the member does not know it.
  func metadata(for name: String?) -> ByteBuffer {
    protocols.first { $0.name == name }?.metadata ?? ByteBuffer()
  }

  func supports(_ name: String) -> Bool {
    protocols.contains { $0.name == name }
  }
}
