public import KafkaClientCore
package import KafkaWire
public import Logging
public import NIOCore
public import NIOPosix
public import ServiceLifecycle
import Synchronization

/// Connections to a cluster and knowledge of it, to be shared by producers, consumers and admin clients.
///
/// Making one only stores what it needs; ``run()`` owns everything that happens in the background. Requests made
/// before wait for it. It ends when its task is cancelled or the service group shuts down, and a client that has ended
/// stays so.
///
/// ```swift
/// let client = try KafkaClient(configuration: ClientConfiguration(bootstrapServers: ["localhost:9092"]))
/// try await withThrowingTaskGroup { group in
///   group.addTask { try await client.run() }
///   let topics = try await KafkaAdmin(client: client).listTopics()
///   group.cancelAll()
/// }
/// ```
public final class KafkaClient: Service, Sendable {
  /// The settings as they are in force.
  public let configuration: ClientConfiguration

  /// The event loop on which everything of this client happens.
  package let loop: any EventLoop
  private let box: NIOLoopBoundBox<Cluster>
  private let logger: Logger

  private enum Phase {
    case notStarted, running, ended
  }

  private let phase = Mutex(Phase.notStarted)

  /// Makes a client; nothing is connected before ``run()``.
  ///
  /// - Parameters:
  ///   - configuration: Where the cluster is, and how to deal with it.
  ///   - eventLoopGroup: The client runs on one event loop of it.
  ///   - logger: Where connections lost, brokers that cannot be reached and the like are told.
  /// - Throws: ``KafkaError`` with ``KafkaError/Code/invalidConfiguration``, listing everything that is wrong.
  public convenience init(
    configuration: ClientConfiguration, eventLoopGroup: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton,
    logger: Logger = Logger(label: "kafka-client")
  ) throws(KafkaError) {
    try self.init(
      configuration: configuration, loop: eventLoopGroup.any(), random: .system, logger: logger)
  }

  package init(
    configuration: ClientConfiguration, loop: any EventLoop, random: RandomSource, logger: Logger
  ) throws(KafkaError) {
    var configuration = configuration
    try configuration.validate()
    // A name made up here would give the metrics system a new series with every client.
    let metricsID = configuration.clientID.isEmpty ? "swift-kafka" : configuration.clientID
    if configuration.clientID.isEmpty {
      configuration.clientID = "swift-kafka-\(Self.count.add(1, ordering: .relaxed).newValue)"
    }
    var logger = logger
    logger[metadataKey: "client.id"] = "\(configuration.clientID)"
    let log = EventLog(logger)
    for warning in configuration.warnings { log.tell(.configurationOdd, "\(warning)") }
    self.configuration = configuration
    self.loop = loop
    self.logger = logger
    let cluster = try Cluster(configuration, loop: loop, random: random, log: log, metricsID: metricsID)
    box = NIOLoopBoundBox.makeBoxSendingValue(cluster, eventLoop: loop)
  }

  private static let count = Atomic(0)

  /// Does the client's work until the task is cancelled or the service group shuts down gracefully. Then requests
  /// that are not done fail with ``KafkaError/Code/closed``, and all connections are closed.
  ///
  /// - Throws: ``KafkaError`` with ``KafkaError/Code/invalidArgument`` when it is called a second time.
  public func run() async throws {
    let isFirst = phase.withLock { phase in
      defer { if phase == .notStarted { phase = .running } }
      return phase == .notStarted
    }
    guard isFirst else { throw KafkaError(.invalidArgument, "run() of a client can be called once only") }
    loop.execute { self.cluster.start() }
    // Throws when the task is cancelled, and that is the other way to end.
    try? await gracefulShutdown()
    await shutDown()
  }

  /// Ends the client from outside of `run()`, for owners that order the end of several parts themselves.
  package func shutDown() async {
    phase.withLock { $0 = .ended }
    // Shielded from cancellation, which is the usual reason to be here: sockets are to be closed all the same.
    let done = loop.flatSubmit { self.cluster.close() }
    try? await done.get()
  }

  /// The loop-confined part. Used on `loop` only.
  package var cluster: Cluster { box.value }

  /// Runs `body` on the client's loop with its loop-confined part.
  package func execute(_ body: @escaping @Sendable (Cluster) -> Void) {
    loop.execute { body(self.cluster) }
  }

  /// Why nothing is known of a topic, as far as that can be told; nil when the brokers can be reached and say nothing of it.
  func reason(forMissing topic: String) async -> String? {
    let reason = try? await loop.submit { () -> String? in
      if let outage = self.cluster.outage { return "no broker can be reached: \(outage)" }
      guard let error = self.cluster.metadata.topic(topic)?.error, error != .none else { return nil }
      return "the brokers answer \(BrokerError(error))"
    }.get()
    return reason ?? nil
  }

  /// What the client is connected to, does and waits for, in lines for a person. Has no passwords and no records.
  public func diagnostics() async -> String {
    let text = try? await loop.submit { self.cluster.diagnostics() }.get()
    return text ?? "the event loop has ended"
  }
}
