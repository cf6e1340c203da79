import KafkaTransport
import NIOCore
import NIOPosix
import Synchronization

/// Bytes of frames, each with its length before it.
func stream(_ payloads: [String]) -> ByteBuffer {
  var buffer = ByteBuffer()
  for payload in payloads {
    buffer.writeInteger(Int32(payload.utf8.count))
    buffer.writeString(payload)
  }
  return buffer
}

func stream(_ payloads: String...) -> ByteBuffer { stream(payloads) }

func frame(ofSize size: Int) -> ByteBuffer {
  var buffer = ByteBuffer(integer: Int32(size))
  buffer.writeRepeatingByte(7, count: size)
  return buffer
}

/// What a delegate heard.
enum Heard: Equatable {
  case opened(peer: String)
  case received([String])
  case writable(Bool)
  case closed(FrameCloseReason)
}

/// A delegate that writes down what it hears and does what it is told on the way.
final class Recorder: FrameConnectionDelegate {
  let heard: AsyncStream<Heard>
  private let continuation: AsyncStream<Heard>.Continuation
  var whenOpened: ((FrameConnection) -> Void)?
  var whenReceived: (([ByteBuffer], FrameConnection) -> Void)?

  init() {
    (heard, continuation) = AsyncStream.makeStream(of: Heard.self)
  }

  func opened(_ connection: FrameConnection) {
    continuation.yield(.opened(peer: connection.peer))
    whenOpened?(connection)
  }

  func received(_ frames: [ByteBuffer], on connection: FrameConnection) {
    if let whenReceived {
      whenReceived(frames, connection)
    } else {
      continuation.yield(.received(frames.map { String(buffer: $0) }))
    }
  }

  func writabilityChanged(_ isWritable: Bool, on connection: FrameConnection) {
    continuation.yield(.writable(isWritable))
  }

  func closed(_ connection: FrameConnection, reason: FrameCloseReason) {
    continuation.yield(.closed(reason))
    continuation.finish()
  }

  static func echo(_ frames: [ByteBuffer], _ connection: FrameConnection) {
    for frame in frames {
      connection.send(ByteBuffer(integer: Int32(frame.readableBytes)), [frame])
    }
  }
}

/// A listener on a loop of its own whose connections all behave alike.
final class Server: FrameListenerDelegate {
  let loop: any EventLoop
  private(set) var listener: FrameListener!
  private let behaviour: (FrameConnection) -> Recorder?
  let refusals: AsyncStream<String>
  private let refused: AsyncStream<String>.Continuation
  private(set) var connections = [FrameConnection]()

  private init(
    loop: any EventLoop, configuration: FrameListener.Configuration,
    behaviour: @escaping (FrameConnection) -> Recorder?
  ) {
    self.loop = loop
    self.behaviour = behaviour
    (refusals, refused) = AsyncStream.makeStream(of: String.self)
    listener = FrameListener(loop: loop, configuration: configuration, delegate: self)
  }

  func accepted(_ connection: FrameConnection, by listener: FrameListener) -> (any FrameConnectionDelegate)? {
    guard let owner = behaviour(connection) else { return nil }
    connections.append(connection)
    return owner
  }

  func refused(peer: String, because reason: String, by listener: FrameListener) {
    refused.yield(reason)
  }

  /// Runs `body` beside a server at the address it is given, and closes the server.
  static func run(
    configuration: FrameListener.Configuration = .init(), host: String = "127.0.0.1",
    behaviour: @escaping @Sendable (FrameConnection) -> Recorder?,
    body: (SocketAddress, NIOLoopBoundBox<Server>) async throws -> Void
  ) async throws {
    let loop = MultiThreadedEventLoopGroup.singleton.next()
    let server = try await loop.submit {
      NIOLoopBoundBox(Server(loop: loop, configuration: configuration, behaviour: behaviour), eventLoop: loop)
    }.get()
    let address = try await loop.flatSubmit { server.value.listener.bind(host: host, port: 0) }.get()
    do {
      try await body(address, server)
    } catch {
      try await loop.flatSubmit { server.value.listener.close() }.get()
      throw error
    }
    try await loop.flatSubmit { server.value.listener.close() }.get()
  }
}

/// A plain socket that sends what it likes and keeps what it gets.
final class RawPeer: Sendable {
  let channel: any Channel
  private let collector: Collector

  final class Collector: ChannelInboundHandler, Sendable {
    typealias InboundIn = ByteBuffer

    private struct State {
      var bytes = ByteBuffer()
      var waiter: (count: Int, promise: EventLoopPromise<ByteBuffer>)?

      mutating func takeWaiter(ifAtLeast count: Int) -> EventLoopPromise<ByteBuffer>? {
        guard let waiter, count >= waiter.count else { return nil }
        self.waiter = nil
        return waiter.promise
      }
    }

    private let state = Mutex(State())

    var bytes: ByteBuffer { state.withLock { $0.bytes } }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      let buffer = Self.unwrapInboundIn(data)
      let (waiter, bytes) = state.withLock { state in
        state.bytes.writeImmutableBuffer(buffer)
        return (state.takeWaiter(ifAtLeast: state.bytes.readableBytes), state.bytes)
      }
      waiter?.succeed(bytes)
    }

    func channelInactive(context: ChannelHandlerContext) {
      let waiter = state.withLock { $0.takeWaiter(ifAtLeast: .max) }
      waiter?.fail(ChannelError.eof)
    }

    /// Everything received, once it is so many bytes at least; fails when the connection ends before.
    func wait(for count: Int, on loop: any EventLoop) -> EventLoopFuture<ByteBuffer> {
      let promise = loop.makePromise(of: ByteBuffer.self)
      let (waiter, bytes) = state.withLock { state in
        state.waiter = (count, promise)
        return (state.takeWaiter(ifAtLeast: state.bytes.readableBytes), state.bytes)
      }
      waiter?.succeed(bytes)
      return promise.futureResult
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
      // The other end has closed its half, so there is nothing left to wait for.
      if case ChannelEvent.inputClosed = event { context.close(promise: nil) }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
      context.close(promise: nil)
    }
  }

  private init(channel: any Channel, collector: Collector) {
    self.channel = channel
    self.collector = collector
  }

  static func connect(to address: SocketAddress, autoRead: Bool = true, receiveBuffer: Int32? = nil) async throws
    -> RawPeer
  {
    let collector = Collector()
    var bootstrap = ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .channelOption(.autoRead, value: autoRead)
      .channelOption(.allowRemoteHalfClosure, value: true)
      .channelInitializer { $0.pipeline.addHandler(collector) }
    if let receiveBuffer {
      bootstrap = bootstrap.channelOption(.socketOption(.so_rcvbuf), value: .init(receiveBuffer))
    }
    let channel = try await bootstrap.connect(to: address).get()
    return RawPeer(channel: channel, collector: collector)
  }

  func send(_ bytes: ByteBuffer) async throws {
    try await channel.writeAndFlush(bytes)
  }

  func closeOutput() async throws {
    try await channel.close(mode: .output)
  }

  func close() async throws {
    try await channel.close()
  }

  func startReading() async throws {
    try await channel.setOption(.autoRead, value: true).get()
  }

  /// Waits until the server has closed the connection.
  func closed() async throws {
    try await channel.closeFuture.get()
  }

  var received: ByteBuffer { collector.bytes }

  /// Everything received, once it is so many bytes at least.
  func received(_ count: Int) async throws -> ByteBuffer {
    try await collector.wait(for: count, on: channel.eventLoop).get()
  }
}
