package import KafkaConformance
import KafkaSchema
import KafkaWire
import NIOCore
import NIOPosix
import Synchronization

/// Stands between clients and a broker, frame by frame, and lets a mutant spoil what passes.
///
/// Bytes that are no frame pass as they are, so that cases of broken framing meet the broker itself. Everything runs on
/// one event loop.
package final class MutantProxy: Sendable {
  private struct Setup {
    var upstream: BrokerAddress?
    var behaviour: (@Sendable () -> Behaviour)?
    var generation = 0
    var restarts = 0
  }

  private let setup = Mutex(Setup())
  private let group: MultiThreadedEventLoopGroup
  private let server = Mutex<(any Channel)?>(nil)

  package init() {
    group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
  }

  /// Listens on a free port of the loopback interface.
  package func start() async throws -> BrokerAddress {
    let loop = group.next()
    let box = NIOLoopBoundBox.makeBoxSendingValue(ProxyState(), eventLoop: loop)
    let channel = try await ServerBootstrap(group: group)
      .serverChannelOption(.backlog, value: 1024)
      .childChannelOption(.allowRemoteHalfClosure, value: true)
      .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
      .childChannelInitializer { [self] channel in
        channel.eventLoop.makeCompletedFuture {
          let setup = setup.withLock { $0 }
          let state = box.value
          try channel.pipeline.syncOperations.addHandler(
            ClientSide(
              state: state, upstream: setup.upstream, restarts: setup.restarts,
              behaviour: state.behaviour(setup.behaviour, generation: setup.generation)))
        }
      }
      .bind(host: "127.0.0.1", port: 0).get()
    server.withLock { $0 = channel }
    return BrokerAddress(host: "127.0.0.1", port: channel.localAddress?.port ?? 0)
  }

  /// Says where connections go.
  package func connect(to upstream: BrokerAddress) { setup.withLock { $0.upstream = upstream } }

  /// Switches a behaviour on for connections made from now on; nil lets everything pass.
  package func use(_ behaviour: (@Sendable () -> Behaviour)?) {
    setup.withLock { setup in
      setup.behaviour = behaviour
      setup.generation += 1
      setup.restarts = 0
    }
  }

  /// Tells of a restart of the broker to connections made from now on.
  package func restarted() { setup.withLock { $0.restarts += 1 } }

  package func stop() async {
    try? await server.withLock { $0 }?.close()
    try? await group.shutdownGracefully()
  }
}

/// What all connections of a proxy share, on its loop.
private final class ProxyState {
  private var generation = -1
  private var current = Behaviour()
  private var connections = 0

  /// The behaviour of this generation, which all its connections share.
  func behaviour(_ make: (@Sendable () -> Behaviour)?, generation: Int) -> Behaviour {
    if generation != self.generation {
      self.generation = generation
      current = make?() ?? Behaviour()
    }
    return current
  }

  func nextConnection() -> Int {
    connections += 1
    return connections
  }
}

/// The client's end: takes requests apart.
private final class ClientSide: ChannelDuplexHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private let state: ProxyState
  private let upstream: BrokerAddress?
  private let behaviour: Behaviour
  private let restarts: Int
  private let number: Int
  private var buffer = ByteBuffer()
  private var isRaw = false
  private var broker: (any Channel)?
  private var context: ChannelHandlerContext?
  /// Bytes for the broker while the connection to it is not there yet.
  private var early: [ByteBuffer] = []
  private var hasInputEnded = false
  fileprivate var waiting: [Exchange] = []

  /// The broker's own limit: what is longer is for it to refuse.
  private static let frameLimit = 100 * 1024 * 1024

  init(state: ProxyState, upstream: BrokerAddress?, restarts: Int, behaviour: Behaviour) {
    self.state = state
    self.upstream = upstream
    self.restarts = restarts
    self.behaviour = behaviour
    number = state.nextConnection()
  }

  func handlerAdded(context: ChannelHandlerContext) { self.context = context }
  func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

  func channelActive(context: ChannelHandlerContext) {
    behaviour.onOpen?(number)
    guard let upstream else { return context.close(promise: nil) }
    let side = NIOLoopBound(self, eventLoop: context.eventLoop)
    ClientBootstrap(group: context.eventLoop)
      .channelOption(.allowRemoteHalfClosure, value: true)
      .channelOption(.tcpOption(.tcp_nodelay), value: 1)
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(BrokerSide(client: side.value))
        }
      }
      .connect(host: upstream.host, port: upstream.port)
      .whenComplete { result in
        let client = side.value
        switch result {
        case .failure: client.context?.close(promise: nil)
        case .success(let channel):
          client.broker = channel
          if client.context == nil, !client.behaviour.keepsClosedConnections { return channel.close(promise: nil) }
          for bytes in client.early { channel.writeAndFlush(bytes, promise: nil) }
          client.early = []
          if client.hasInputEnded { channel.close(mode: .output, promise: nil) }
        }
      }
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    var bytes = unwrapInboundIn(data)
    if let onBytes = behaviour.onBytes {
      guard let changed = onBytes(number, bytes) else { return context.close(promise: nil) }
      bytes = changed
    }
    if isRaw { return forward(bytes) }
    buffer.writeBuffer(&bytes)
    while !isRaw, let length = buffer.getInteger(at: buffer.readerIndex, as: Int32.self) {
      guard length >= 8, length <= Self.frameLimit else {
        isRaw = true
        if !behaviour.swallowsGarbage { forward(buffer) }
        return
      }
      guard let frame = buffer.readSlice(length: 4 + Int(length)) else { break }
      handle(frame, context)
    }
  }

  private func forward(_ bytes: ByteBuffer) {
    if behaviour.swallowsGarbage, isRaw { return }
    guard let broker else { return early.append(bytes) }
    broker.writeAndFlush(bytes, promise: nil)
  }

  private func handle(_ frame: ByteBuffer, _ context: ChannelHandlerContext) {
    let exchange = Exchange(reading: frame, connection: number, restarts: restarts)
    switch behaviour.onRequest?(exchange) ?? .forward {
    case .forward:
      waiting.append(exchange)
      forward(frame)
    case .replace(let bytes):
      waiting.append(exchange)
      forward(bytes)
    case .swallow: break
    case .answer(let body):
      if let reply = MutantFrames.response(exchange, body) {
        context.writeAndFlush(wrapOutboundOut(reply), promise: nil)
      }
    case .reply(let bytes): context.writeAndFlush(wrapOutboundOut(bytes), promise: nil)
    case .close: context.close(promise: nil)
    }
  }

  /// An answer, or bytes of one that is not whole.
  func received(_ frame: ByteBuffer) {
    guard let context else { return }
    guard let correlation = frame.getInteger(at: frame.readerIndex + 4, as: Int32.self),
      let index = waiting.firstIndex(where: { $0.correlation == correlation })
    else { return context.writeAndFlush(wrapOutboundOut(frame), promise: nil) }
    // Requests in front of it had no answer (acks=0).
    let exchange = waiting[index]
    waiting.removeSubrange(...index)
    switch behaviour.onResponse?(exchange, frame) ?? .forward {
    case .forward: context.writeAndFlush(wrapOutboundOut(frame), promise: nil)
    case .replace(let bytes): context.writeAndFlush(wrapOutboundOut(bytes), promise: nil)
    case .frames(let frames):
      for frame in frames { context.write(wrapOutboundOut(frame), promise: nil) }
      context.flush()
    case .swallow: break
    case .delay(let time):
      let side = NIOLoopBound(self, eventLoop: context.eventLoop)
      context.eventLoop.scheduleTask(
        in: .nanoseconds(
          time.components.seconds * 1_000_000_000
            + time.components.attoseconds / 1_000_000_000)
      ) {
        guard let context = side.value.context else { return }
        context.writeAndFlush(side.value.wrapOutboundOut(frame), promise: nil)
      }
    case .close: context.close(promise: nil)
    }
  }

  func brokerEnded() {
    context?.close(promise: nil)
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    guard let event = event as? ChannelEvent, event == .inputClosed else { return }
    if buffer.readableBytes > 0 {
      forward(buffer)
      buffer.clear()
    }
    hasInputEnded = true
    if !behaviour.keepsClosedConnections { broker?.close(mode: .output, promise: nil) }
  }

  func channelInactive(context: ChannelHandlerContext) {
    behaviour.onClose?(number)
    if !behaviour.keepsClosedConnections { broker?.close(promise: nil) }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}

/// The broker's end: cuts answers out of the stream.
private final class BrokerSide: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer

  private let client: ClientSide
  private var buffer = ByteBuffer()

  init(client: ClientSide) { self.client = client }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    var bytes = unwrapInboundIn(data)
    buffer.writeBuffer(&bytes)
    while let length = buffer.getInteger(at: buffer.readerIndex, as: Int32.self), length >= 0,
      let frame = buffer.readSlice(length: 4 + Int(length))
    {
      client.received(frame)
    }
    if buffer.readableBytes == 0 { buffer = ByteBuffer() }
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if let event = event as? ChannelEvent, event == .inputClosed { client.brokerEnded() }
  }

  func channelInactive(context: ChannelHandlerContext) { client.brokerEnded() }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
