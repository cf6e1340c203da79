public import KafkaClientCore
import KafkaWire
public import Logging
public import NIOCore
public import NIOPosix
public import ServiceLifecycle
import Synchronization

/// Sends records to topics.
///
/// Records are gathered into batches, one for each partition, and sent in the background by ``run()``. There are three
/// ways to send, by how much one wants to know:
///
/// ```swift
/// // Fire and forget: returns when the record is taken.
/// try await producer.enqueue("hello", to: "greetings")
///
/// // Synchronous: returns when the record is delivered.
/// let metadata = try await producer.send(ProducerRecord(topic: "greetings", value: "hello"))
///
/// // Asynchronous: take a receipt, ask later.
/// let delivery = try await producer.enqueue("hello", to: "greetings", key: "k")
/// let offset = try await delivery.metadata.offset
/// ```
///
/// `enqueue` suspends only while a topic's metadata is not there yet, or while
/// ``ProducerConfiguration/bufferMemory`` is used up: memory is bounded, and a producer faster than its brokers is
/// slowed down rather than refused. Waiting for each record's delivery before the next is sent is the dearest way to
/// send; ``send(contentsOf:)`` and ``flush(within:)`` wait for many at once.
///
/// Records of one task that go to the same partition keep their order. With idempotence, the default, that holds through
/// retries, and nothing is stored twice.
///
/// A producer works while somebody runs ``run()``: as a service of a `ServiceGroup`, in a task of your own, or through
/// ``withProducer(configuration:eventLoopGroup:logger:_:)``.
public final class KafkaProducer: Service, Sendable {
  /// The settings as they are in force.
  public let configuration: ProducerConfiguration

  let queue: ProducerQueue
  /// Nil where nobody traces.
  let hooks: SendHooks?
  let client: KafkaClient
  private let ownsClient: Bool
  private typealias Driver = ProducerDriver<LoopNetwork, ProducerQueue>
  private let driver: NIOLoopBoundBox<Driver?>

  private enum Phase {
    case notStarted, running, ended
  }

  private let phase = Mutex(Phase.notStarted)
  /// Ends when `close` is called.
  private let closing = AsyncStream<Never>.makeStream()

  /// How long what was taken may still be delivered once a graceful shutdown has begun.
  private static let shutdownTime = Duration.seconds(30)

  /// Makes a producer with connections of its own; nothing is connected before ``run()``.
  ///
  /// - Parameters:
  ///   - configuration: How to send, and where to.
  ///   - interceptors: See records before they are sent, and what becomes of them, in this order.
  ///   - eventLoopGroup: The producer runs on one event loop of it.
  ///   - logger: Where connections lost and the like are told.
  /// - Throws: ``KafkaError`` with ``KafkaError/Code/invalidConfiguration``, listing everything that is wrong.
  public convenience init(
    configuration: ProducerConfiguration, interceptors: [any ProducerInterceptor] = [],
    eventLoopGroup: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton,
    logger: Logger = Logger(label: "kafka-producer")
  ) throws(KafkaError) {
    var configuration = configuration
    try configuration.validate()
    let client = try KafkaClient(
      configuration: configuration.client, eventLoopGroup: eventLoopGroup, logger: logger)
    self.init(
      client: client, ownsClient: true, configuration: configuration, interceptors: interceptors, random: .system,
      logger: logger)
  }

  /// Makes a producer that shares a client's connections. Both have to run, and the client has to outlive the producer.
  ///
  /// - Parameters:
  ///   - client: What reaches the cluster.
  ///   - configuration: How to send. Its ``ProducerConfiguration/client`` is replaced by the client's own settings.
  ///   - logger: Where what is odd about the configuration is told.
  /// - Throws: ``KafkaError`` with ``KafkaError/Code/invalidConfiguration``, listing everything that is wrong.
  public convenience init(
    client: KafkaClient, configuration: ProducerConfiguration, interceptors: [any ProducerInterceptor] = [],
    logger: Logger = Logger(label: "kafka-producer")
  ) throws(KafkaError) {
    var configuration = configuration
    configuration.client = client.configuration
    try configuration.validate()
    self.init(
      client: client, ownsClient: false, configuration: configuration, interceptors: interceptors, random: .system,
      logger: logger)
  }

  /// - Parameter configuration: Has been validated.
  package init(
    client: KafkaClient, ownsClient: Bool, configuration: ProducerConfiguration,
    interceptors: [any ProducerInterceptor] = [], random: RandomSource, logger: Logger
  ) {
    logger.tell(warnings: configuration.warnings, for: client.configuration)
    self.configuration = configuration
    var logger = logger
    logger[metadataKey: "client.id"] = "\(client.configuration.clientID)"
    hooks = SendHooks(
      tracing: ProducerTracing(client.configuration), interceptors: interceptors, log: EventLog(logger))
    self.client = client
    self.ownsClient = ownsClient
    let loop = client.loop
    let box = NIOLoopBoundBox.makeEmptyBox(valueType: Driver.self, eventLoop: loop)
    driver = box
    var random = random
    let (seed, otherSeed) = (random.next(), random.next())
    // The driver holds the queue, so the queue must not hold the driver.
    let queue = ProducerQueue(settings: configuration.settings, random: .seeded(seed)) { [weak box] in
      guard let box else { return }
      loop.execute { box.value?.pump() }
    }
    self.queue = queue
    client.execute { cluster in
      box.value = Driver(cluster: cluster, queue: queue, random: .seeded(otherSeed))
    }
  }

  // MARK: Life

  /// Makes a producer with connections of its own, runs it as long as `body` takes, and then delivers what was taken.
  ///
  /// ```swift
  /// try await KafkaProducer.withProducer(configuration: configuration) { producer in
  ///   try await producer.send(ProducerRecord(topic: "greetings", value: "hello"))
  /// }
  /// ```
  ///
  /// - Returns: What `body` returns.
  /// - Throws: What `body` throws, and ``KafkaError`` when the configuration is wrong.
  @discardableResult
  public static func withProducer<Result: Sendable>(
    configuration: ProducerConfiguration, interceptors: [any ProducerInterceptor] = [],
    eventLoopGroup: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton,
    logger: Logger = Logger(label: "kafka-producer"), isolation: isolated (any Actor)? = #isolation,
    _ body: (KafkaProducer) async throws -> Result
  ) async throws -> Result {
    let producer = try KafkaProducer(
      configuration: configuration, interceptors: interceptors, eventLoopGroup: eventLoopGroup, logger: logger)
    return try await producer.runWhile(isolation: isolation, body)
  }

  /// The same with a shared client, which has to run meanwhile.
  @discardableResult
  public static func withProducer<Result: Sendable>(
    client: KafkaClient, configuration: ProducerConfiguration, interceptors: [any ProducerInterceptor] = [],
    logger: Logger = Logger(label: "kafka-producer"), isolation: isolated (any Actor)? = #isolation,
    _ body: (KafkaProducer) async throws -> Result
  ) async throws -> Result {
    let producer = try KafkaProducer(
      client: client, configuration: configuration, interceptors: interceptors, logger: logger)
    return try await producer.runWhile(isolation: isolation, body)
  }

  private func runWhile<Result: Sendable>(
    isolation: isolated (any Actor)?, _ body: (KafkaProducer) async throws -> Result
  ) async throws -> Result {
    try await withThrowingTaskGroup(of: Void.self, isolation: isolation) { group in
      group.addTask { try await self.run() }
      do {
        let result = try await body(self)
        await close(within: Self.shutdownTime)
        try await group.waitForAll()
        return result
      } catch {
        await close(within: Task.isCancelled ? .zero : Self.shutdownTime)
        throw error
      }
    }
  }

  /// Does the producer's work until ``close(within:)`` is called, the task is cancelled, or the service group shuts down
  /// gracefully. A graceful shutdown delivers what was taken, for up to 30 seconds; a cancelled task gives it up, and
  /// those who wait for it get ``KafkaError/Code/closed``.
  ///
  /// - Throws: ``KafkaError`` with ``KafkaError/Code/invalidArgument`` when it is called a second time. On a producer that
  ///   is closed already it returns at once.
  public func run() async throws {
    let before = phase.withLock { phase in
      defer { if phase == .notStarted { phase = .running } }
      return phase
    }
    switch before {
    case .notStarted: break
    case .running: throw KafkaError(.invalidArgument, "run() of a producer can be called once only")
    case .ended: return
    }
    let box = driver
    let startsCluster = ownsClient
    client.execute { cluster in
      if startsCluster { cluster.start() }
      box.value?.start()
    }
    let stream = closing.stream
    await withTaskGroup { group in
      // Throws when the task is cancelled, and that is the other way to end.
      group.addTask { try? await gracefulShutdown() }
      group.addTask { for await _ in stream {} }
      await group.next()
      group.cancelAll()
    }
    await close(within: Task.isCancelled ? .zero : Self.shutdownTime)
    client.loop.execute {
      box.value?.stop()
      box.value = nil
    }
    if ownsClient { await client.shutDown() }
  }

  /// Takes no more records, delivers those that were taken, and ends ``run()``.
  ///
  /// - Parameter limit: How long that may take. What is not delivered by then fails with ``KafkaError/Code/closed``, and
  ///   a message that says whether it had been sent. Cancelling the task ends the wait at once.
  public func close(within limit: Duration = .seconds(30)) async {
    let wasRunning = phase.withLock { phase in
      defer { phase = .ended }
      return phase != .notStarted
    }
    // Without somebody who runs it, nothing would be delivered however long one waits.
    let deadline = wasRunning ? LoopClock.now + limit : LoopClock.now
    let box = driver
    queue.close()
    client.loop.execute { box.value?.close(by: deadline) }
    if await queue.flush() == .cancelled {
      client.loop.execute { box.value?.close(by: LoopClock.now) }
      // Everything has been given up, so that this takes a moment only; a task of its own is not cancelled.
      let queue = self.queue
      await Task { _ = await queue.flush() }.value
    }
    closing.continuation.finish()
    if !wasRunning, ownsClient { await client.shutDown() }
  }

  /// Waits until everything that has been taken so far is delivered or has failed. What is taken meanwhile is not waited
  /// for. Batches leave at once, without waiting for ``ProducerConfiguration/linger``.
  ///
  /// Whether single records failed is told by their ``Delivery``, not here.
  ///
  /// - Parameter limit: How long to wait; nil for as long as it takes, which is limited by `delivery.timeout.ms`.
  /// - Throws: ``KafkaError`` with ``KafkaError/Code/timedOut`` when the limit is over, or
  ///   ``KafkaError/Code/cancelled`` when the task is cancelled. The records are still on their way then.
  nonisolated(nonsending) public func flush(within limit: Duration? = nil) async throws(KafkaError) {
    let ticket = WaitTicket()
    var timer: Scheduled<Void>?
    if let limit {
      let queue = self.queue
      timer = client.loop.scheduleTask(deadline: NIODeadline(LoopClock.now + limit)) {
        queue.abandon(ticket, end: .timedOut)
      }
    }
    let end = await queue.flush(ticket: ticket)
    timer?.cancel()
    switch end {
    case nil, .resumed: return
    case .timedOut:
      throw KafkaError(.timedOut, "not everything was delivered within \(limit?.wholeMilliseconds ?? 0) ms")
    case .cancelled:
      throw KafkaError(.cancelled, "the task was cancelled before everything was delivered")
    }
  }

  /// What each partition waits for, and what the connections do, in lines for a person. Has no records.
  public func diagnostics() async -> String {
    let box = driver
    let own = try? await client.loop.submit { box.value?.diagnostics() ?? "the producer has ended" }.get()
    return "\(own ?? "the event loop has ended")\n\(await client.diagnostics())"
  }

  /// Whether somebody runs or has run it.
  var hasStarted: Bool { phase.withLock { $0 != .notStarted } }
}

extension KafkaProducer {
  /// Bytes of ``ProducerConfiguration/bufferMemory`` that batches hold now.
  public var usedMemory: Int { queue.state.withLock { $0.accumulator.usedMemory } }
}
