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

/// One node of a broker: its listeners and its driver, while it is up. Confined to the event loop that all nodes share.
final class RunningNode {
  let id: Int32
  private let configuration: BrokerConfiguration
  private let seams: BrokerSeams
  private let logger: Logger
  private let loop: any EventLoop
  /// What is listened on; nil before the first start. Later starts take the same ports again.
  private(set) var bound: [Listener]?
  private(set) var driver: NodeDriver?
  /// While the node is on its way to be up again.
  private(set) var starting: EventLoopFuture<Void>?
  private var listeners: [(owner: ListenerOwner, listener: FrameListener)] = []
  /// The ports of a node that is down: it wants them again, and so nobody else may have them.
  private var reservations: [PortReservation] = []

  /// - Parameter configuration: With the node's own id and listeners.
  init(configuration: BrokerConfiguration, seams: BrokerSeams, logger: Logger, loop: any EventLoop) {
    id = configuration.nodeID
    self.configuration = configuration
    self.seams = seams
    self.logger = logger
    self.loop = loop
  }

  var isUp: Bool { driver != nil }

  /// What clients are told to connect to.
  var advertised: [Listener] { (bound ?? []).map { advertisement(for: $0) } }

  // MARK: Start

  /// Opens the listeners; connections are turned away until the node serves.
  func bind() -> EventLoopFuture<Void> {
    let options = listenerConfiguration
    reservations = []
    let futures = (bound ?? configuration.listeners).map { wanted in
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
    }.assumeIsolated().map { self.bound = $0 }.nonisolated()
  }

  /// Opens the listeners, and then does `serve`. Nothing of it stays when that fails.
  func start(_ serve: @escaping () throws -> Void) -> EventLoopFuture<Void> {
    let started = bind().assumeIsolated().flatMapThrowing {
      self.starting = nil
      try serve()
    }.flatMapError { error in
      self.starting = nil
      return self.stop().flatMapThrowing { throw error }
    }.nonisolated()
    starting = started
    return started
  }

  func serve(_ release: KafkaRelease, _ storage: NodeStorage, _ members: ClusterMembers) -> NodeDriver {
    let endpoints = Dictionary(
      advertised.map { ($0.name, HostAndPort(host: $0.host, port: $0.port)) }, uniquingKeysWith: { first, _ in first })
    let node = BrokerNode(
      configuration: configuration, release: release, endpoints: endpoints, metadata: storage.metadata,
      members: members, stores: storage, interception: seams.interception, random: .system, at: seams.clock.now())
    let driver = NodeDriver(loop: loop, node: node, clock: seams.clock, syncThreads: .singleton, logger: logger)
    self.driver = driver
    driver.start()
    for (owner, _) in listeners { owner.driver = driver }
    for listener in bound ?? [] { logger.info("listening on \(listener)") }
    return driver
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

  func stopAccepting() {
    for (_, listener) in listeners { listener.stopAccepting() }
  }

  /// Closes listeners and connections.
  ///
  /// - Parameter keepsPorts: Whether the node is going to listen there again.
  func stop(keepsPorts: Bool = false) -> EventLoopFuture<Void> {
    stopAccepting()
    reservations = keepsPorts ? listeners.compactMap { $0.listener.localAddress.flatMap(PortReservation.init) } : []
    driver?.stop()
    driver = nil
    let closings = listeners.map { $0.listener.close() }
    listeners = []
    return EventLoopFuture.andAllComplete(closings, on: loop)
  }
}
