package import KafkaMessages
package import KafkaWire

/// What a client's drivers stand on: connections, names, alarms and the time, all confined to one thread. An event loop
/// with sockets, or a simulated world.
///
/// What happens to a connection, and what a resolver answers, is told to the `ClusterDriver`.
package protocol ClusterNetwork: AnyObject {
  associatedtype Alarm: DriverAlarm

  /// A monotonic clock.
  var now: Instant { get }

  /// Traps when it is called elsewhere than on the network's thread.
  func preconditionConfined()

  /// An alarm that is not set.
  func makeAlarm(_ action: @escaping () -> Void) -> Alarm

  /// Asks the resolver, for as long as it takes: the machine watches the time. The answer is told to the `ClusterDriver`
  /// with `resolved` or `named`, later and never from within the call.
  func lookUp(_ id: LookUpID, _ question: HostQuestion)
  /// Nobody waits for the answer any more. One that comes all the same is ignored.
  func cancelLookUp(_ id: LookUpID)

  /// Dials, for as long as it takes: the machine watches the time.
  func connect(_ id: ClientConnectionID, to address: NodeAddress)
  func send(_ frame: FramePieces, on id: ClientConnectionID)
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
