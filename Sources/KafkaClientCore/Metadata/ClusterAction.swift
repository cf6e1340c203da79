package import KafkaMessages

/// Names a connection from the wish to make it to its end.
package struct ClientConnectionID: Hashable, Comparable, Sendable, CustomStringConvertible {
  package let rawValue: UInt64

  package init(rawValue: UInt64) {
    self.rawValue = rawValue
  }

  package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

  package var description: String { "connection \(rawValue)" }
}

/// Each broker is reached over up to three connections, so that a request that parks on the broker (a long poll, a
/// join) does not hold up the others: brokers answer one connection's requests in order.
package enum Lane: Int, Hashable, Sendable, CaseIterable {
  case general
  case fetch
  /// Requests of group members to their coordinator.
  case coordination
}

/// What a coordinator is asked for.
package struct CoordinationKey: Hashable, Sendable, CustomStringConvertible {
  package enum Kind: Int8, Hashable, Sendable {
    case group = 0
    case transaction = 1
    case share = 2
  }

  package var kind: Kind
  package var name: String

  package init(kind: Kind, name: String) {
    self.kind = kind
    self.name = name
  }

  package static func group(_ name: String) -> Self { Self(kind: .group, name: name) }
  package static func transaction(_ name: String) -> Self { Self(kind: .transaction, name: name) }

  package var description: String { "\(kind) \(name)" }
}

/// Who is to answer a request.
package enum Destination: Hashable, Sendable {
  /// This broker. Fails at once when the cluster has no such broker.
  case node(Int32, Lane = .general)
  /// Any broker; goes to another one when the first cannot be reached.
  case leastLoaded
  /// The controller, or with KRaft a broker that passes on to it.
  case controller
  /// The coordinator of a group, transactional id or share group, which is looked up first where it is not known.
  case coordinator(CoordinationKey)
}

/// How a request ended.
package enum Completion: Equatable, Sendable {
  case answered(Reply)
  /// Sent; there is no answer to wait for.
  case sent
  case failed(KafkaError)
}

/// Something a person may want to read in the log.
package enum ClusterNote: Equatable, Sendable {
  /// A connection is ready.
  case connected(peer: String, lane: Lane)
  /// A connection that was ready is gone, not by our wish.
  case disconnected(peer: String, why: String)
  /// A connection could not be made.
  case unreachable(peer: String, why: String)
  /// A connection without traffic was closed.
  case closedIdle(peer: String)
  /// Starts over with the bootstrap servers.
  case rebootstrapping(why: String)
  /// The bootstrap servers lead to another cluster than before.
  case clusterChanged(from: String, to: String)
  /// Topics that were deleted and created again.
  case topicsRecreated([String])
}

/// What a driver is to do for a `ClusterMachine`.
package enum ClusterAction: Equatable, Sendable {
  /// Ask the resolver and tell `resolved`, `named` or `lookUpFailed`. The machine watches the time.
  case lookUp(LookUpID, HostQuestion)
  /// Nobody waits for the answer any more; what is told all the same is ignored.
  case cancelLookUp(LookUpID)
  /// Dial the address and tell `connectionOpened` or `connectionClosed`. The machine watches the time.
  case connect(ClientConnectionID, NodeAddress)
  /// Send the frame.
  case send(ClientConnectionID, FramePieces)
  /// Close the connection, or give the attempt up. `connectionClosed` need not be told.
  case close(ClientConnectionID)
  /// The request is done.
  case complete(RequestID, Completion)
  /// There is a new snapshot in `metadata`.
  case publish(ClusterMetadata)
  /// Log it.
  case note(ClusterNote)
  /// Tell observers. Only where `observation` says that there are any.
  case event(KafkaClientEvent)

  package static func == (left: Self, right: Self) -> Bool {
    switch (left, right) {
    case (.lookUp(let a, let b), .lookUp(let c, let d)): a == c && b == d
    case (.cancelLookUp(let a), .cancelLookUp(let b)): a == b
    case (.connect(let a, let b), .connect(let c, let d)): a == c && b == d
    case (.send(let a, let b), .send(let c, let d)): a == c && b == d
    case (.close(let a), .close(let b)): a == b
    case (.complete(let a, let b), .complete(let c, let d)): a == c && b == d
    // Snapshots are compared by their number: a machine makes only one of each.
    case (.publish(let a), .publish(let b)): a.generation == b.generation
    case (.note(let a), .note(let b)): a == b
    case (.event(let a), .event(let b)): a == b
    default: false
    }
  }
}
