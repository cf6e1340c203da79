public import KafkaClientCore
import KafkaMessages
import KafkaWire
public import Logging
import NIOCore
import NIOPosix
public import ServiceLifecycle
import Synchronization

/// Reads records of topics, alone or as a member of a group.
///
/// Making one only stores what it needs; ``run()`` owns everything that happens in the background, and ends when its
/// task is cancelled or the service group shuts down. What is read slowly is fetched slowly: the bytes that wait to be
/// read are bounded, and so is what the sockets bring.
///
/// ```swift
/// let consumer = try KafkaConsumer(
///   configuration: ConsumerConfiguration(bootstrapServers: ["localhost:9092"], groupID: "billing"))
/// try consumer.subscribe(to: ["orders"])
/// try await withThrowingTaskGroup { group in
///   group.addTask { try await consumer.run() }
///   for try await record in consumer.records { handle(record) }
/// }
/// ```
///
/// A record counts as processed when the next batch is asked for. Offsets of processed records are committed at
/// intervals, before partitions are given up, and at the end, unless automatic commits are off; then call
/// ``commit()``.
///
/// An error of one partition is thrown once, in its turn, and does not end the consumer: begin another loop, and the
/// other partitions go on. Errors of the group, and brokers that refuse for good, end it.
public final class KafkaConsumer: Service, Sendable {
  /// The settings as they are in force.
  public let configuration: ConsumerConfiguration

  let client: KafkaClient
  private let ownsClient: Bool
  let mailbox: ConsumerMailbox
  let box: NIOLoopBoundBox<ConsumerLoop?>

  private enum Phase {
    case notStarted, running, ended
  }

  private let phase = Mutex(Phase.notStarted)

  enum Mode {
    case subscribed, assigned
  }

  /// How partitions come to this consumer, once that is said: one way excludes the other.
  let mode = Mutex<Mode?>(nil)

  /// Makes a consumer with connections of its own.
  ///
  /// - Parameters:
  ///   - configuration: What to read as whom, and how.
  ///   - listener: What to do when partitions come and go.
  ///   - logger: Where trouble with brokers and the group is told.
  /// - Throws: ``KafkaError`` with ``KafkaError/Code/invalidConfiguration``, listing everything that is wrong.
  public convenience init(
    configuration: ConsumerConfiguration, listener: RebalanceListener? = nil,
    logger: Logger = Logger(label: "kafka-consumer")
  ) throws(KafkaError) {
    var configuration = configuration
    try configuration.validate()
    let client = try KafkaClient(configuration: configuration.client, logger: logger)
    self.init(client: client, ownsClient: true, configuration: configuration, listener: listener, logger: logger)
  }

  /// Makes a consumer that shares the connections of a client, which somebody must run, and longer than the consumer.
  /// Of the configuration's ``ConsumerConfiguration/client`` only the timeouts and pauses are used.
  ///
  /// - Parameters:
  ///   - client: What reaches the cluster.
  ///   - configuration: What to read as whom, and how.
  ///   - listener: What to do when partitions come and go.
  ///   - logger: Where trouble with brokers and the group is told.
  /// - Throws: ``KafkaError`` with ``KafkaError/Code/invalidConfiguration``, listing everything that is wrong.
  public convenience init(
    client: KafkaClient, configuration: ConsumerConfiguration, listener: RebalanceListener? = nil,
    logger: Logger = Logger(label: "kafka-consumer")
  ) throws(KafkaError) {
    var configuration = configuration
    configuration.client.bootstrapServers = client.configuration.bootstrapServers
    try configuration.validate()
    self.init(client: client, ownsClient: false, configuration: configuration, listener: listener, logger: logger)
  }

  private init(
    client: KafkaClient, ownsClient: Bool, configuration: ConsumerConfiguration, listener: RebalanceListener?,
    logger: Logger
  ) {
    self.client = client
    self.ownsClient = ownsClient
    self.configuration = configuration
    let box = NIOLoopBoundBox<ConsumerLoop?>.makeEmptyBox(valueType: ConsumerLoop.self, eventLoop: client.loop)
    self.box = box
    let loop = client.loop
    // The box holds the loop's side, which holds the mailbox, so the mailbox must not hold the box.
    let mailbox = ConsumerMailbox(checksChecksums: configuration.fetch.checksChecksums) { [weak box] in
      guard let box else { return }
      loop.execute { box.value?.mailboxChanged() }
    }
    self.mailbox = mailbox
    var logger = logger
    if let group = configuration.groupID { logger[metadataKey: "group.id"] = "\(group)" }
    let settled = logger
    settled.tell(warnings: configuration.warnings, for: client.configuration)
    client.execute { cluster in
      box.value = ConsumerLoop(
        cluster: cluster, configuration: configuration, mailbox: mailbox, listener: listener, random: .system,
        logger: settled)
    }
  }

  /// Makes a consumer, runs it for as long as `body` takes, and closes it.
  ///
  /// - Returns: What `body` returns.
  /// - Throws: What `body` throws, and ``KafkaError`` when the configuration is wrong.
  public static func withConsumer<Value: Sendable>(
    configuration: ConsumerConfiguration, listener: RebalanceListener? = nil,
    logger: Logger = Logger(label: "kafka-consumer"),
    _ body: @Sendable (KafkaConsumer) async throws -> Value
  ) async throws -> Value {
    let consumer = try KafkaConsumer(configuration: configuration, listener: listener, logger: logger)
    return try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await consumer.run() }
      do {
        let value = try await body(consumer)
        group.cancelAll()
        try await group.waitForAll()
        return value
      } catch {
        group.cancelAll()
        while await group.nextResult() != nil {}
        throw error
      }
    }
  }

  // MARK: Life

  /// How long leaving the group and the last commit may take when ``run()`` ends.
  public static let closeTimeout = Duration.seconds(10)

  /// Does the consumer's work until the task is cancelled, the service group shuts down gracefully, or
  /// ``close(within:)`` is called. Then offsets are committed and the group is left, so that others get the partitions
  /// at once.
  ///
  /// - Throws: ``KafkaError`` with ``KafkaError/Code/invalidArgument`` when it is called a second time.
  public func run() async throws {
    let isFirst = phase.withLock { phase in
      defer { if phase == .notStarted { phase = .running } }
      return phase == .notStarted
    }
    guard isFirst else { throw KafkaError(.invalidArgument, "run() of a consumer can be called once only") }
    let (box, ownsClient) = (box, ownsClient)
    let finished = client.loop.makePromise(of: Void.self)
    client.execute { cluster in
      // Closed before it began: there is nothing to do.
      guard let consumer = box.value, !consumer.isFinished else { return finished.succeed() }
      if ownsClient { cluster.start() }
      consumer.closing.append(finished)
      consumer.start()
    }
    await withTaskCancellationOrGracefulShutdownHandler {
      try? await finished.futureResult.get()
    } onCancelOrGracefulShutdown: {
      self.beginClosing(within: Self.closeTimeout)
    }
    phase.withLock { $0 = .ended }
    client.loop.execute { box.value = nil }
    if ownsClient { await client.shutDown() }
  }

  private func beginClosing(within duration: Duration) {
    let box = box
    client.execute { cluster in _ = box.value?.close(by: cluster.now + duration) }
  }

  /// Commits, leaves the group, and ends ``run()`` and the sequences.
  ///
  /// - Parameter duration: The most that this may take.
  public func close(within duration: Duration = closeTimeout) async {
    let box = box
    let done = client.loop.flatSubmit { () -> EventLoopFuture<Void> in
      guard let consumer = box.value else { return self.client.loop.makeSucceededVoidFuture() }
      guard consumer.isStarted else {
        consumer.finish(.success(()))
        return self.client.loop.makeSucceededVoidFuture()
      }
      return consumer.close(by: consumer.now + duration)
    }
    try? await done.get()
  }

  // MARK: Reading

  /// The batches of all partitions as they come: the fast form. One task may read at a time.
  public var batches: ConsumerBatches { ConsumerBatches(mailbox: mailbox) }

  /// The records of all partitions one by one: the simple form. One task may read at a time.
  public var records: ConsumerRecords { ConsumerRecords(batches: batches) }

  // MARK: Helpers

  var hasEnded: Bool { phase.withLock { $0 == .ended } }

  func execute(_ body: @escaping @Sendable (ConsumerLoop) -> Void) {
    let box = box
    client.execute { _ in
      if let consumer = box.value { body(consumer) }
    }
  }

  func ask<Value: Sendable>(
    _ otherwise: Value, _ body: @escaping @Sendable (ConsumerLoop) -> Value
  ) async -> Value {
    let box = box
    let value = try? await client.loop.submit { box.value.map(body) ?? otherwise }.get()
    return value ?? otherwise
  }
}
