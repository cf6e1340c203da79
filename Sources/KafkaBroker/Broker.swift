public import KafkaBrokerCore
import KafkaStorage
public import Logging
import NIOCore
import NIOPosix
public import ServiceLifecycle
import Synchronization

/// A Kafka broker inside this process: for tests, tools and development.
///
/// It speaks the protocol over real sockets and keeps records in Apache Kafka's own files, or in memory. Creating one
/// only stores its configuration; ``run()`` does everything, until it is cancelled, the service group shuts down
/// or ``shutdown()`` is called. In tests, use ``withBroker(configuration:logger:_:)``:
///
///     try await Broker.withBroker { broker in
///       let servers = try await broker.bootstrapServers
///       // produce and consume
///     }
///
/// One broker is a whole cluster: of one node, or of several with one copy of everything
/// (``BrokerConfiguration/nodeCount``), between which leaders move.
public final class Broker: Service {
  private enum State {
    /// ``run()`` has not been called.
    case idle
    /// Opening logs and sockets. `ready` or `ended` follows.
    case starting
    /// Serving. `ended` follows.
    case ready([Listener])
    /// Over, with what went wrong. Final.
    case ended((any Error)?)
  }

  private struct Shared {
    var state = State.idle
    /// What is listened on, once the broker is ready.
    var bound: [Listener] = []
    /// Who waits for the broker to be ready.
    var waiters: [CheckedContinuation<[Listener], any Error>] = []
    /// Who waits for the broker to be over.
    var endWaiters: [CheckedContinuation<Void, Never>] = []
    /// ``run()``, which waits for the word to stop.
    var stopWaiter: CheckedContinuation<Void, Never>?
    var isStopRequested = false
    /// Storage and nodes, while there are any.
    var runtime: NIOLoopBoundBox<BrokerRuntime?>?
    /// The value for a client's `bootstrap.servers`, once the broker is ready.
    var bootstrap = ""
  }

  let configuration: BrokerConfiguration
  private let logger: Logger
  private let shared = Mutex(Shared())
  let interceptions = InterceptionCenter()
  let clock = BrokerClock()
  let fileFaults = FileFaults()

  /// - Parameters:
  ///   - configuration: Checked when the broker starts.
  ///   - logger: Where topics, failures and misbehaving peers are named. By default nothing is logged.
  public init(configuration: BrokerConfiguration = .testing, logger: Logger? = nil) {
    self.configuration = configuration
    self.logger = logger ?? Logger(label: "kafka-broker", factory: { _ in SwiftLogNoOpLogHandler() })
  }

  /// Lets this process have as many files and connections open as the system allows it, where the usual soft limit is
  /// much lower. For programs that are a broker; a broker inside another program leaves the limit to that.
  package static func raiseDescriptorLimit() {
    PosixFileSystem.raiseDescriptorLimit()
  }

  // MARK: Running

  /// Starts the broker, serves until it is told to stop, and closes logs and sockets in order.
  ///
  /// Ends without an error on cancellation of its task, on graceful shutdown of its service group and after
  /// ``shutdown()``.
  ///
  /// - Throws: ``ConfigurationError`` for options that do not fit; ``BrokerLifecycleError`` when an address or the data
  ///   directory cannot be used.
  public func run() async throws {
    let isFirst = shared.withLock { shared in
      guard case .idle = shared.state else { return false }
      shared.state = .starting
      return true
    }
    guard isFirst else { throw BrokerLifecycleError(.alreadyStarted, "a broker runs only once; make another") }
    do {
      try await serve()
      finish(nil)
    } catch {
      finish(error)
      throw error
    }
  }

  private func serve() async throws {
    try configuration.validate()
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let loop = group.next()
    let runtime = NIOLoopBoundBox<BrokerRuntime?>.makeBoxSendingValue(nil, eventLoop: loop)
    let configuration = configuration
    let logger = logger
    let seams = BrokerSeams(clock: clock, faults: fileFaults, interception: interceptions.desk)
    do {
      let (listeners, bound, bootstrap) = try await loop.flatSubmit {
        let made = BrokerRuntime(configuration: configuration, seams: seams, logger: logger, loop: loop)
        runtime.value = made
        return made.start().map { ($0, runtime.value?.bound ?? [], runtime.value?.bootstrap ?? []) }
      }.get()
      shared.withLock {
        $0.bound = bound
        $0.bootstrap = bootstrap.map(\.description).joined(separator: ",")
        $0.runtime = runtime
      }
      becomeReady(listeners)
      await waitForStop()
      shared.withLock { $0.runtime = nil }
      try await loop.flatSubmit { runtime.value?.stop() ?? loop.makeSucceededVoidFuture() }.get()
    } catch {
      try? await group.shutdownGracefully()
      throw error
    }
    try await group.shutdownGracefully()
  }

  private func becomeReady(_ listeners: [Listener]) {
    let waiters = shared.withLock { shared in
      shared.state = .ready(listeners)
      defer { shared.waiters = [] }
      return shared.waiters
    }
    for waiter in waiters { waiter.resume(returning: listeners) }
  }

  private func finish(_ error: (any Error)?) {
    interceptions.end()
    let (waiters, endWaiters) = shared.withLock { shared in
      shared.state = .ended(error)
      defer {
        shared.waiters = []
        shared.endWaiters = []
      }
      return (shared.waiters, shared.endWaiters)
    }
    for waiter in waiters { waiter.resume(throwing: error ?? Self.stoppedEarly) }
    for waiter in endWaiters { waiter.resume() }
  }

  private static var stoppedEarly: BrokerLifecycleError {
    BrokerLifecycleError(.stopped, "the broker was stopped before it was ready")
  }

  private func waitForStop() async {
    await withTaskCancellationOrGracefulShutdownHandler {
      await withCheckedContinuation { continuation in
        let isRequested = shared.withLock { shared in
          if !shared.isStopRequested { shared.stopWaiter = continuation }
          return shared.isStopRequested
        }
        if isRequested { continuation.resume() }
      }
    } onCancelOrGracefulShutdown: {
      self.requestStop()
    }
  }

  private func requestStop() {
    let waiter = shared.withLock { shared in
      shared.isStopRequested = true
      defer { shared.stopWaiter = nil }
      return shared.stopWaiter
    }
    waiter?.resume()
  }

  /// Stops the broker and waits until logs and sockets are closed. Without effect on one that is not running.
  public func shutdown() async {
    requestStop()
    await withCheckedContinuation { continuation in
      let isOver = shared.withLock { shared in
        switch shared.state {
        case .idle, .ended: return true
        case .starting, .ready:
          shared.endWaiters.append(continuation)
          return false
        }
      }
      if isOver { continuation.resume() }
    }
  }

  // MARK: Addresses

  /// What clients connect to, with the ports that were really taken, as in `advertised.listeners`. Waits until the
  /// broker is ready.
  ///
  /// - Throws: What kept the broker from starting.
  public var advertisedListeners: [Listener] {
    get async throws {
      try await withCheckedThrowingContinuation { continuation in
        let result: Result<[Listener], any Error>? = shared.withLock { shared in
          switch shared.state {
          case .ready(let listeners): return .success(listeners)
          case .ended(let error): return .failure(error ?? Self.stoppedEarly)
          case .idle, .starting:
            shared.waiters.append(continuation)
            return nil
          }
        }
        if let result { continuation.resume(with: result) }
      }
    }
  }

  /// What the broker itself listens on, with the ports that were really taken; another thing than
  /// ``advertisedListeners`` where clients come through a proxy. Waits until the broker is ready.
  ///
  /// - Throws: What kept the broker from starting.
  public var boundListeners: [Listener] {
    get async throws {
      _ = try await advertisedListeners
      return shared.withLock { $0.bound }
    }
  }

  var runtime: NIOLoopBoundBox<BrokerRuntime?>? { shared.withLock { $0.runtime } }

  /// The value for a client's `bootstrap.servers`: `host:port` of the first listener of each node. Waits until the broker
  /// is ready.
  ///
  /// - Throws: What kept the broker from starting.
  public var bootstrapServers: String {
    get async throws {
      _ = try await advertisedListeners
      return shared.withLock { $0.bootstrap }
    }
  }

  /// The port of the first listener. Waits until the broker is ready.
  ///
  /// - Throws: What kept the broker from starting.
  public var port: Int {
    get async throws { try await advertisedListeners.first?.port ?? 0 }
  }

  // MARK: Scope

  /// Runs a broker around a piece of work: it is ready when the work begins, and gone when this returns.
  ///
  /// - Parameters:
  ///   - configuration: By default everything in memory on a free port.
  ///   - body: The work.
  /// - Throws: What `body` throws, or what kept the broker from starting.
  public static func withBroker<Result: Sendable>(
    configuration: BrokerConfiguration = .testing, logger: Logger? = nil,
    _ body: @Sendable (Broker) async throws -> Result
  ) async throws -> Result {
    let broker = Broker(configuration: configuration, logger: logger)
    return try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await broker.run() }
      _ = try await broker.advertisedListeners
      let result: Swift.Result<Result, any Error>
      do {
        result = .success(try await body(broker))
      } catch {
        result = .failure(error)
      }
      await broker.shutdown()
      try await group.waitForAll()
      return try result.get()
    }
  }
}
