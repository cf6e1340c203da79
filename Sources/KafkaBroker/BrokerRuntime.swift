import KafkaBrokerCore
import KafkaStorage
import KafkaTransport
import KafkaWire
import Logging
import NIOCore
import NIOPosix

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What a running broker consists of: storage, listeners, node and its driver. Confined to its event loop.
final class BrokerRuntime {
  private let configuration: BrokerConfiguration
  private let logger: Logger
  private let loop: any EventLoop

  private var storage: NodeStorage?
  private var driver: NodeDriver?
  /// What is listened on, once it is.
  private(set) var bound: [Listener] = []
  private var listeners: [(owner: ListenerOwner, listener: FrameListener)] = []

  init(configuration: BrokerConfiguration, logger: Logger, loop: any EventLoop) {
    self.configuration = configuration
    self.logger = logger
    self.loop = loop
  }

  // MARK: Start

  /// Opens logs and sockets. The future has what clients are told to connect to.
  func start() -> EventLoopFuture<[Listener]> {
    do {
      guard let release = KafkaRelease(configuration.release) else {
        let known = KafkaRelease.all.map(\.description).joined(separator: ", ")
        throw BrokerLifecycleError(
          .unknownRelease, "Kafka \(configuration.release) is not known here; \(known) are")
      }
      let configuration = configuration.emulating(release)
      let storage = try openStorage(configuration)
      self.storage = storage
      return bind().assumeIsolated().map { bound in
        self.beginServing(configuration, release, storage, bound)
      }.flatMapErrorThrowing { error in
        self.giveUp()
        throw error
      }.nonisolated()
    } catch {
      giveUp()
      return loop.makeFailedFuture(error)
    }
  }

  private func openStorage(_ configuration: BrokerConfiguration) throws -> NodeStorage {
    do throws(StorageError) {
      let storage = try NodeStorage(
        configuration: configuration, random: .system, at: BrokerClock.now(),
        wallClock: { BrokerClock.now().wallClock })
      for line in storage.remarks { logger.warning("\(line)") }
      for option in configuration.optionsWithoutEffect {
        logger.info("\(option.name) has no effect: \(option.reason)")
      }
      return storage
    } catch {
      throw BrokerLifecycleError(.storage, "\(error)")
    }
  }

  private func bind() -> EventLoopFuture<[Listener]> {
    let options = listenerConfiguration
    let futures = configuration.listeners.map { wanted in
      let owner = ListenerOwner(name: wanted.name)
      let listener = FrameListener(loop: loop, configuration: options, delegate: owner)
      listeners.append((owner, listener))
      let host = wanted.host.isEmpty ? "0.0.0.0" : wanted.host
      return listener.bind(host: host, port: wanted.port).map { address in
        Listener(name: wanted.name, host: wanted.host, port: address.port ?? wanted.port)
      }
    }
    return EventLoopFuture.whenAllSucceed(futures, on: loop).flatMapErrorThrowing { error in
      throw BrokerLifecycleError(.cannotListen, "cannot listen on \(error)")
    }
  }

  private var listenerConfiguration: FrameListener.Configuration {
    let network = configuration.network
    var options = FrameListener.Configuration()
    options.connection.maximumFrameSize = Int(network.requestMaxBytes)
    options.connection.idleTimeout = network.maxIdleTime > .zero ? network.maxIdleTime : nil
    options.maximumConnections = Int(network.maxConnections)
    options.maximumConnectionsPerAddress = Int(network.maxConnectionsPerAddress)
    options.backlog = network.backlog
    return options
  }

  private func beginServing(
    _ configuration: BrokerConfiguration, _ release: KafkaRelease, _ storage: NodeStorage, _ bound: [Listener]
  ) -> [Listener] {
    self.bound = bound
    let advertised = bound.map { advertisement(for: $0) }
    let endpoints = Dictionary(
      advertised.map { ($0.name, HostAndPort(host: $0.host, port: $0.port)) }, uniquingKeysWith: { first, _ in first })
    let node = BrokerNode(
      configuration: configuration, release: release, endpoints: endpoints, metadata: storage.metadata,
      stores: storage, random: .system, at: BrokerClock.now())
    let driver = NodeDriver(loop: loop, node: node, syncThreads: .singleton, logger: logger)
    self.driver = driver
    driver.start()
    for (owner, _) in listeners { owner.driver = driver }
    for listener in bound { logger.info("listening on \(listener)") }
    return advertised
  }

  /// What clients of a listener are told.
  private func advertisement(for listener: Listener) -> Listener {
    let given = configuration.advertisedListeners?.first { $0.name == listener.name }
    var result = given ?? listener
    if result.port == 0 { result.port = listener.port }
    if result.host.isEmpty { result.host = Self.hostName }
    return result
  }

  private static var hostName: String {
    var name = [CChar](repeating: 0, count: 256)
    guard gethostname(&name, name.count - 1) == 0 else { return "localhost" }
    return String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  // MARK: Stop

  /// Closes connections and logs in order.
  func stop() -> EventLoopFuture<Void> {
    for (_, listener) in listeners { listener.stopAccepting() }
    driver?.stop()
    let closings = listeners.map { $0.listener.close() }
    return EventLoopFuture.andAllComplete(closings, on: loop).assumeIsolated().flatMapThrowing {
      self.listeners = []
      self.driver = nil
      guard let storage = self.storage else { return }
      self.storage = nil
      do throws(StorageError) {
        try storage.close()
      } catch {
        throw BrokerLifecycleError(.storage, "the logs could not be closed in order: \(error)")
      }
    }.nonisolated()
  }

  /// Ends a start that failed. Logs that were closed in order are so again: an address that is taken is no reason to
  /// recover them next time. After a crash the next start must still know of it.
  private func giveUp() {
    for (_, listener) in listeners { listener.stopAccepting() }
    listeners = []
    guard let storage else { return }
    self.storage = nil
    guard storage.wasClean else { return storage.abandon() }
    do throws(StorageError) {
      try storage.close()
    } catch {
      logger.error("the logs could not be closed in order: \(error)")
    }
  }
}
