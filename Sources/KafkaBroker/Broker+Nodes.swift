import KafkaBrokerCore
import KafkaWire
import NIOCore

/// A broker of several nodes (``BrokerConfiguration/nodeCount``): who leads what, and nodes that go and come back. What
/// clients see is what they see of Apache Kafka when a leader moves or a machine goes down:
///
///     var configuration = BrokerConfiguration.testing
///     configuration.nodeCount = 3
///     try await Broker.withBroker(configuration: configuration) { broker in
///       // ... a producer sends to "orders" ...
///       try await broker.moveLeader(of: "orders", partition: 0, to: 2)
///       try await broker.stopNode(2)
///     }
///
/// The nodes share their logs, so nothing is lost when one of them stops. All of this waits until the broker is ready, and
/// throws what kept it from that.
extension Broker {
  /// The ids of all nodes, those that are stopped among them.
  public var nodeIDs: [Int32] {
    get async throws { try await withRuntime { $0.nodeIDs } }
  }

  /// The node that leads a partition; nil when it is stopped.
  ///
  /// - Throws: ``BrokerLifecycleError`` with ``BrokerLifecycleError/Code/noSuchPartition``.
  public func leader(of topic: String, partition: Int32 = 0) async throws -> Int32? {
    try await withRuntime { try $0.leader(of: TopicPartition(topic: topic, partition: partition)) }
  }

  /// Makes another node the leader of a partition, under a new leader epoch. Clients that still turn to the old one are
  /// answered NOT_LEADER_OR_FOLLOWER, and told of the new one (KIP-951). A partition of `__consumer_offsets` takes the
  /// coordination of its groups along.
  ///
  /// - Throws: ``BrokerLifecycleError`` with ``BrokerLifecycleError/Code/noSuchPartition``, or
  ///   ``BrokerLifecycleError/Code/noSuchNode`` for one that does not exist or is stopped.
  public func moveLeader(of topic: String, partition: Int32 = 0, to node: Int32) async throws {
    try await withRuntime { try $0.moveLeader(of: TopicPartition(topic: topic, partition: partition), to: node) }
  }

  /// Takes a node down: its connections break, and what it led is led by the others. The last node takes its partitions
  /// with it until it is back.
  ///
  /// - Throws: ``BrokerLifecycleError`` with ``BrokerLifecycleError/Code/noSuchNode``.
  public func stopNode(_ node: Int32) async throws {
    try await withRuntimeFuture { try $0.stopNode(node) }
  }

  /// Brings a node back, at the same ports. It leads what nobody could lead meanwhile, and what is moved to it.
  ///
  /// - Throws: ``BrokerLifecycleError`` with ``BrokerLifecycleError/Code/noSuchNode``, or
  ///   ``BrokerLifecycleError/Code/cannotListen`` when somebody else has taken its port.
  public func startNode(_ node: Int32) async throws {
    try await withRuntimeFuture { try $0.startNode(node) }
  }

  func withRuntime<Result: Sendable>(_ body: @escaping @Sendable (BrokerRuntime) throws -> Result) async throws
    -> Result
  {
    _ = try await advertisedListeners
    let runtime = try box()
    return try await runtime.eventLoop.submit { try body(Self.running(runtime)) }.get()
  }

  private func withRuntimeFuture(
    _ body: @escaping @Sendable (BrokerRuntime) throws -> EventLoopFuture<Void>
  ) async throws {
    _ = try await advertisedListeners
    let runtime = try box()
    try await runtime.eventLoop.flatSubmit {
      do {
        return try body(Self.running(runtime))
      } catch {
        return runtime.eventLoop.makeFailedFuture(error)
      }
    }.get()
  }

  private func box() throws -> NIOLoopBoundBox<BrokerRuntime?> {
    guard let runtime else { throw BrokerLifecycleError(.stopped, "the broker has stopped") }
    return runtime
  }

  private static func running(_ box: NIOLoopBoundBox<BrokerRuntime?>) throws -> BrokerRuntime {
    guard let runtime = box.value else { throw BrokerLifecycleError(.stopped, "the broker has stopped") }
    return runtime
  }
}
