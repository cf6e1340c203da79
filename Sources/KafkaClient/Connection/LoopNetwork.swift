package import KafkaClientCore
package import KafkaMessages
package import KafkaTransport
package import KafkaWire
package import NIOCore

/// A client's access to its cluster over sockets, confined to one event loop.
package typealias Cluster = ClusterDriver<LoopNetwork>

/// Sockets, names, alarms and the log of one client on its event loop.
package final class LoopNetwork: ClusterNetwork {
  package let loop: any EventLoop
  private let resolver: any HostResolver
  private let log: EventLog
  private let frameConfiguration: FrameConfiguration
  /// Set once, by the driver's maker.
  package weak var cluster: Cluster?

  private var connections: [ClientConnectionID: FrameConnection] = [:]
  private var whenDisconnected: [EventLoopPromise<Void>] = []
  /// What asks the resolver.
  private var lookUps: [LookUpID: Task<Void, Never>] = [:]

  init(_ configuration: ClientConfiguration, loop: any EventLoop, log: EventLog) {
    self.loop = loop
    self.log = log
    resolver = configuration.resolver.custom ?? SystemResolver()
    frameConfiguration = FrameConfiguration(configuration.connection)
  }

  package var now: Instant { LoopClock.now }

  package func preconditionConfined() { loop.preconditionInEventLoop() }

  package func makeAlarm(_ action: @escaping () -> Void) -> LoopAlarm { LoopAlarm(loop: loop, action: action) }

  // MARK: Names

  package func lookUp(_ id: LookUpID, _ question: HostQuestion) {
    let endpoint = question.endpoint
    // Cluster metadata has any number; making an address of it would trap.
    guard (1...Int(UInt16.max)).contains(endpoint.port) else {
      let why = "no address for \(endpoint.host): \(endpoint.port) is not a port"
      return loop.assumeIsolated().execute { self.cluster?.resolved(id, .failure(ResolutionFailure(reason: why))) }
    }
    switch question {
    case .addresses:
      if let ip = HostAnswers.plain(endpoint.host) {
        let address = NodeAddress(ip: ip, port: endpoint.port)
        return loop.assumeIsolated().execute { self.cluster?.resolved(id, .success([address])) }
      }
      ask(id, { try await HostAnswers.addresses(of: endpoint, by: $0) }) { $0.resolved(id, $1) }
    case .canonicalNames:
      ask(id, { try await HostAnswers.canonicalNames(of: endpoint, by: $0) }) { $0.named(id, $1) }
    }
  }

  /// - Parameter tell: Called on the loop, unless the look-up was cancelled before.
  private func ask<Answer: Sendable>(
    _ id: LookUpID, _ question: @escaping @Sendable (any HostResolver) async throws -> Answer,
    tell: @escaping @Sendable (Cluster, Result<Answer, ResolutionFailure>) -> Void
  ) {
    let resolver = resolver
    let loop = loop
    // A resolver that ignores cancellation must not keep the client in memory.
    let asking = NIOLoopBound(WeakNetwork(network: self), eventLoop: loop)
    lookUps[id] = Task {
      let result: Result<Answer, ResolutionFailure>
      do {
        result = .success(try await question(resolver))
      } catch {
        result = .failure(error as? ResolutionFailure ?? ResolutionFailure(reason: "\(error)"))
      }
      loop.execute {
        guard let network = asking.value.network, network.lookUps.removeValue(forKey: id) != nil,
          let cluster = network.cluster
        else { return }
        tell(cluster, result)
      }
    }
  }

  private struct WeakNetwork {
    weak var network: LoopNetwork?
  }

  package func cancelLookUp(_ id: LookUpID) { lookUps.removeValue(forKey: id)?.cancel() }

  // MARK: Connections

  package func connect(_ id: ClientConnectionID, to address: NodeAddress) {
    do {
      // The machine watches the time, since it knows how long this attempt may take.
      let connection = FrameConnector.connect(
        to: try SocketAddress(ipAddress: address.ip, port: address.port), on: loop, timeout: .seconds(3600),
        configuration: frameConfiguration, delegate: self)
      connection.tag = id.rawValue
      connections[id] = connection
    } catch {
      let why = "\(error)"
      loop.assumeIsolated().execute { self.cluster?.connectionClosed(id, why: why) }
    }
  }

  package func send(_ frame: FramePieces, on id: ClientConnectionID) {
    connections[id]?.send(frame.first, frame.rest)
  }

  package func close(_ id: ClientConnectionID) { connections[id]?.close() }

  /// Succeeds when the last connection is gone.
  func disconnected() -> EventLoopFuture<Void> {
    guard !connections.isEmpty else { return loop.makeSucceededVoidFuture() }
    let promise = loop.makePromise(of: Void.self)
    whenDisconnected.append(promise)
    return promise.futureResult
  }

  package func diagnostics() -> [String] {
    connections.sorted { $0.key < $1.key }.map { id, connection in
      var text = "\(id): \(connection.peer), \(connection.receivedBytes) bytes in, \(connection.sentBytes) out"
      if connection.outboundBytes > 0 { text += ", \(connection.outboundBytes) to be sent" }
      return text
    }
  }

  // MARK: Logging

  package func tell(_ note: ClusterNote) { log.tell(note) }
}

extension LoopNetwork: FrameConnectionDelegate {
  package func opened(_ connection: FrameConnection) {
    cluster?.connectionOpened(ClientConnectionID(rawValue: connection.tag))
  }

  package func received(_ frames: [ByteBuffer], on connection: FrameConnection) {
    cluster?.received(frames, on: ClientConnectionID(rawValue: connection.tag))
  }

  package func writabilityChanged(_ isWritable: Bool, on connection: FrameConnection) {
    cluster?.writabilityChanged(isWritable, on: ClientConnectionID(rawValue: connection.tag))
  }

  package func closed(_ connection: FrameConnection, reason: FrameCloseReason) {
    let id = ClientConnectionID(rawValue: connection.tag)
    connections[id] = nil
    cluster?.connectionClosed(id, why: reason.description)
    if connections.isEmpty {
      let waiting = whenDisconnected
      whenDisconnected = []
      for promise in waiting { promise.succeed() }
    }
  }
}

extension ClusterDriver<LoopNetwork> {
  /// - Parameter metricsID: What metrics call the client.
  package convenience init(
    _ configuration: ClientConfiguration, loop: any EventLoop, random: RandomSource, log: EventLog, metricsID: String
  ) throws(KafkaError) {
    let network = LoopNetwork(configuration, loop: loop, log: log)
    try self.init(
      configuration, network: network, random: random,
      hook: configuration.makeHook(log: log, metricsID: metricsID))
    network.cluster = self
  }

  package var loop: any EventLoop { network.loop }

  /// Fails everything with `closed` and closes all connections; done when the last one is gone.
  package func close() -> EventLoopFuture<Void> {
    end()
    return network.disconnected()
  }
}

extension FrameConfiguration {
  /// What a client's options say about its sockets and the frames on them.
  package init(_ configuration: ClientConfiguration.Connection) {
    self.init()
    maximumFrameSize = configuration.maximumResponseBytes
    if configuration.sendBufferBytes >= 0 { sendBufferSize = Int32(clamping: configuration.sendBufferBytes) }
    if configuration.receiveBufferBytes >= 0 { receiveBufferSize = Int32(clamping: configuration.receiveBufferBytes) }
  }
}
