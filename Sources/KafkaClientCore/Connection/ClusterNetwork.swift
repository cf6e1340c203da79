package import KafkaWire
package import NIOCore

/// What a client's drivers stand on: connections, names, alarms and the time, all confined to one thread. An event loop
/// with sockets, or a simulated world.
///
/// What happens to a connection is told to the `ClusterDriver`.
package protocol ClusterNetwork: AnyObject {
  associatedtype Alarm: DriverAlarm

  /// A monotonic clock.
  var now: Instant { get }

  /// Traps when it is called elsewhere than on the network's thread.
  func preconditionConfined()

  /// An alarm that is not set.
  func makeAlarm(_ action: @escaping () -> Void) -> Alarm

  /// Looks a host up; the completion comes later, never from within the call.
  func resolve(_ endpoint: Endpoint, completion: @escaping (Result<[NodeAddress], ResolutionFailure>) -> Void)

  /// Dials, for as long as it takes: the machine watches the time.
  func connect(_ id: ClientConnectionID, to address: NodeAddress)
  func send(_ frame: ByteBuffer, on id: ClientConnectionID)
  /// Closes the connection, or gives the attempt up.
  func close(_ id: ClientConnectionID)

  /// Something for the log.
  func tell(_ note: ClusterNote)
  /// A line for each connection.
  func diagnostics() -> [String]
}

/// One alarm for a machine's `nextDeadline`. It may go off early; the machine then says anew when it wants to be called.
package protocol DriverAlarm: AnyObject {
  /// Makes sure that the alarm goes off at `instant`, or before.
  func set(_ instant: Instant)
  func cancel()
}

/// Why a host has no address.
package struct ResolutionFailure: Error, Equatable, Sendable {
  package var reason: String

  package init(reason: String) {
    self.reason = reason
  }
}
