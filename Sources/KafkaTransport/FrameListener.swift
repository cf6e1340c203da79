package import NIOCore
import NIOPosix

/// Who decides about connections that arrive. Every call comes on the listener's event loop.
package protocol FrameListenerDelegate: AnyObject {
  /// A peer connected. Returns who owns the connection, or nil to refuse it.
  func accepted(_ connection: FrameConnection, by listener: FrameListener) -> (any FrameConnectionDelegate)?

  /// A peer was turned away because of a limit. It has been closed already.
  func refused(peer: String, because reason: String, by listener: FrameListener)
}

extension FrameListenerDelegate {
  package func refused(peer: String, because reason: String, by listener: FrameListener) {}
}

/// Listens on one address and runs all its connections on one event loop, to which it is confined.
package final class FrameListener {
  /// The limits of a listener, with those of each of its connections.
  package struct Configuration: Sendable {
    package var connection = FrameConfiguration()
    /// Connections at the same time. Kafka's `max.connections`.
    package var maximumConnections = 10_000
    /// Connections from one IP address at the same time. Kafka's `max.connections.per.ip`.
    package var maximumConnectionsPerAddress = Int.max
    /// Connections the system keeps for us before they are accepted. Kafka's `socket.listen.backlog.size`.
    package var backlog: Int32 = 1024

    package init() {}
  }

  package let loop: any EventLoop
  package let configuration: Configuration
  /// Where it listens, with the port that was really taken; nil until bound.
  package private(set) var localAddress: SocketAddress?

  private weak var delegate: (any FrameListenerDelegate)?
  private var channel: (any Channel)?
  private var connections = [ObjectIdentifier: Accepted]()
  private var connectionsPerAddress = [String: Int]()
  private var isClosed = false
  private var whenEmpty: [EventLoopPromise<Void>] = []

  private struct Accepted {
    var connection: FrameConnection
    var address: String
  }

  /// - Parameter delegate: Held weakly.
  package init(loop: any EventLoop, configuration: Configuration, delegate: any FrameListenerDelegate) {
    loop.preconditionInEventLoop()
    self.loop = loop
    self.configuration = configuration
    self.delegate = delegate
  }

  package var connectionCount: Int { connections.count }

  // MARK: Binding

  /// Starts to listen; port 0 takes a free one. The future has the address that was really bound.
  package func bind(host: String, port: Int) -> EventLoopFuture<SocketAddress> {
    do {
      return bind(to: try SocketAddress.makeAddressResolvingHost(host, port: port))
    } catch {
      return loop.makeFailedFuture(FrameListenerError(endpoint: "\(host):\(port)", reason: describe(error)))
    }
  }

  package func bind(to address: SocketAddress) -> EventLoopFuture<SocketAddress> {
    loop.preconditionInEventLoop()
    let listener = NIOLoopBound(self, eventLoop: loop)
    let receiveBufferSize = configuration.connection.receiveBufferSize
    var bootstrap = ServerBootstrap(group: loop)
      .serverChannelOption(.backlog, value: configuration.backlog)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .serverChannelOption(.maxMessagesPerRead, value: 16)
      .serverChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture { try channel.keepFromChildren() }
      }
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture { try listener.value.accept(channel) }
      }
    if let receiveBufferSize {
      // The window that is offered to a peer is decided while it connects.
      bootstrap = bootstrap.serverChannelOption(
        .socketOption(.so_rcvbuf), value: ChannelOptions.Types.SocketOption.Value(receiveBufferSize))
    }
    return bootstrap.bind(to: address).assumeIsolated().flatMapThrowing { channel in
      guard !self.isClosed, let bound = channel.localAddress else {
        channel.close(promise: nil)
        throw FrameListenerError(endpoint: address.endpoint, reason: "closed while binding")
      }
      self.channel = channel
      self.localAddress = bound
      return bound
    }.flatMapErrorThrowing { error in
      throw error is FrameListenerError
        ? error : FrameListenerError(endpoint: address.endpoint, reason: describe(error))
    }.nonisolated()
  }

  // MARK: Accepting

  private func accept(_ channel: any Channel) throws {
    let peer = channel.remoteAddress?.endpoint ?? "unknown peer"
    let address = channel.remoteAddress?.ipAddress ?? peer
    if let reason = refusal(of: address) {
      delegate?.refused(peer: peer, because: reason, by: self)
      throw FrameListenerError(endpoint: peer, reason: reason)
    }
    try configuration.connection.apply(to: channel)
    let gate = Gate(listener: self)
    let connection = FrameConnection(
      loop: loop, peer: peer, configuration: configuration.connection, delegate: gate)
    guard let owner = delegate?.accepted(connection, by: self) else {
      throw FrameListenerError(endpoint: peer, reason: "refused by the owner")
    }
    gate.owner = owner
    connections[ObjectIdentifier(connection)] = Accepted(connection: connection, address: address)
    connectionsPerAddress[address, default: 0] += 1
    do {
      try channel.pipeline.syncOperations.addHandler(connection)
    } catch {
      // The peer is gone already. Its owner and the books hear `closed`, as always.
      connection.connectFailed(.failed(describe(error)))
      throw error
    }
  }

  private func refusal(of address: String) -> String? {
    if isClosed { return "the listener is closed" }
    if connections.count >= configuration.maximumConnections {
      return "\(connections.count) connections are open, at most \(configuration.maximumConnections) may be"
    }
    let count = connectionsPerAddress[address] ?? 0
    if count >= configuration.maximumConnectionsPerAddress {
      return "\(count) connections from \(address) are open, at most "
        + "\(configuration.maximumConnectionsPerAddress) may be"
    }
    return nil
  }

  private func forget(_ connection: FrameConnection) {
    guard let accepted = connections.removeValue(forKey: ObjectIdentifier(connection)) else { return }
    let remaining = (connectionsPerAddress[accepted.address] ?? 1) - 1
    connectionsPerAddress[accepted.address] = remaining > 0 ? remaining : nil
    if connections.isEmpty { succeedWaiters() }
  }

  // MARK: Closing

  /// Stops listening; the connections stay.
  package func stopAccepting() {
    isClosed = true
    channel?.close(promise: nil)
    channel = nil
  }

  /// Stops listening and closes every connection in order; done when the last one is gone.
  package func close() -> EventLoopFuture<Void> {
    loop.preconditionInEventLoop()
    stopAccepting()
    guard !connections.isEmpty else { return loop.makeSucceededVoidFuture() }
    let promise = loop.makePromise(of: Void.self)
    whenEmpty.append(promise)
    for accepted in connections.values { accepted.connection.close() }
    return promise.futureResult
  }

  private func succeedWaiters() {
    let waiters = whenEmpty
    whenEmpty = []
    for waiter in waiters { waiter.succeed() }
  }

  /// Stands before the owner of a connection to keep the listener's books.
  private final class Gate: FrameConnectionDelegate {
    let listener: FrameListener
    var owner: (any FrameConnectionDelegate)?

    init(listener: FrameListener) {
      self.listener = listener
    }

    func opened(_ connection: FrameConnection) {
      owner?.opened(connection)
    }

    func received(_ frames: [ByteBuffer], on connection: FrameConnection) {
      owner?.received(frames, on: connection)
    }

    func writabilityChanged(_ isWritable: Bool, on connection: FrameConnection) {
      owner?.writabilityChanged(isWritable, on: connection)
    }

    func closed(_ connection: FrameConnection, reason: FrameCloseReason) {
      let owner = self.owner
      self.owner = nil
      listener.forget(connection)
      owner?.closed(connection, reason: reason)
    }
  }
}

/// A listener that could not listen, or would not accept.
package struct FrameListenerError: Error, Equatable, Sendable, CustomStringConvertible {
  package let endpoint: String
  package let reason: String

  package var description: String { "\(endpoint): \(reason)" }
}
