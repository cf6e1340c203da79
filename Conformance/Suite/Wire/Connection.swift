package import NIOCore
import NIOPosix
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A bare connection to a broker: bytes out, frames in, and every way in which a connection can end.
///
/// It reads only while a case waits for something, so that what a broker sends is bounded by what the case asks for.
/// Every wait has a limit.
package final class Connection: Sendable {
  package enum End: Equatable, Sendable, CustomStringConvertible {
    /// The broker closed in order.
    case closed
    /// The broker, or the system, broke the connection.
    case reset(String)

    package var description: String {
      switch self {
      case .closed: "closed"
      case .reset(let reason): "reset (\(reason))"
      }
    }
  }

  /// What came next.
  package enum Received: Sendable {
    /// A frame with its length prefix.
    case frame(ByteBuffer)
    /// The end, and bytes of an unfinished frame in front of it.
    case ended(End, ByteBuffer)
    /// Nothing whole within the limit; and the bytes there are.
    case silence(ByteBuffer)
  }

  /// A frame longer than this is not collected: no answer to a case is.
  package static let frameLimit = 128 * 1024 * 1024

  private struct State {
    var buffer = ByteBuffer()
    var end: End?
    var waiter: (number: UInt64, continuation: CheckedContinuation<Void, Never>)?
    var lastWaiter: UInt64 = 0
    var receivedBytes = 0
  }

  package let address: BrokerAddress
  private let channel: any Channel
  private let state: Mutex<State>
  /// Of the connection in its case's transcript.
  package let number: Int
  let transcript: Transcript

  private init(address: BrokerAddress, channel: any Channel, number: Int, transcript: Transcript) {
    self.address = address
    self.channel = channel
    self.number = number
    self.transcript = transcript
    state = Mutex(State())
  }

  /// Connects, within `limit`.
  static func open(
    _ address: BrokerAddress, group: any EventLoopGroup, limit: Duration, transcript: Transcript
  ) async throws(CaseFailure) -> Connection {
    let number = transcript.nextConnection()
    do {
      let inbound = Inbound()
      let channel = try await ClientBootstrap(group: group)
        .connectTimeout(.nanoseconds(limit.nanoseconds))
        .channelOption(.autoRead, value: false)
        .channelOption(.allowRemoteHalfClosure, value: true)
        .channelOption(.tcpOption(.tcp_nodelay), value: 1)
        .channelInitializer { channel in
          channel.eventLoop.makeCompletedFuture { try channel.pipeline.syncOperations.addHandler(inbound) }
        }
        .connect(host: address.host, port: address.port).get()
      let connection = Connection(address: address, channel: channel, number: number, transcript: transcript)
      inbound.connection.withLock { $0 = connection }
      transcript.note("connected to \(address)", connection: number)
      return connection
    } catch {
      transcript.note("cannot connect to \(address): \(error)", connection: number)
      throw CaseFailure(
        "the broker accepts connections", kind: .crash, field: "connection to \(address)", got: "\(error)",
        want: "a connection within \(limit.text)")
    }
  }

  // MARK: Sending

  /// Writes bytes as they are. An error shows when the next answer is waited for.
  package func send(_ bytes: ByteBuffer, note: String? = nil) {
    transcript.sent(bytes, connection: number, note: note)
    channel.writeAndFlush(bytes, promise: nil)
  }

  /// Writes a request.
  package func send(_ request: RequestFrame) {
    transcript.sent(request, connection: number)
    channel.writeAndFlush(request.bytes, promise: nil)
  }

  /// Writes bytes one after the other, each in a segment of its own where the system allows.
  package func send(_ bytes: ByteBuffer, piece: Int, pause: Duration) async throws {
    transcript.sent(bytes, connection: number, note: "in pieces of \(piece)")
    var rest = bytes
    while let part = rest.readSlice(length: min(piece, rest.readableBytes)), part.readableBytes > 0 {
      try? await channel.writeAndFlush(part)
      try await Task.sleep(for: pause)
    }
  }

  // MARK: Receiving

  /// The next whole frame, or what came instead.
  package func receive(within limit: Duration) async -> Received {
    let deadline = ContinuousClock.now + limit
    while true {
      let found = state.withLock { state -> Received? in
        if let length = state.buffer.getInteger(at: state.buffer.readerIndex, as: Int32.self) {
          if length < 0 || Int(length) > Self.frameLimit {
            let bytes = state.buffer
            return .ended(.reset("the suite refuses a frame of \(length) bytes"), bytes)
          }
          if let frame = state.buffer.readSlice(length: 4 + Int(length)) {
            if state.buffer.readableBytes == 0 { state.buffer = ByteBuffer() }
            return .frame(frame)
          }
        }
        if let end = state.end { return .ended(end, state.buffer) }
        return nil
      }
      if let found { return found }
      guard ContinuousClock.now < deadline, !Task.isCancelled else {
        return .silence(state.withLock { $0.buffer })
      }
      await waitForBytes(until: deadline)
    }
  }

  /// How many bytes have come so far.
  package var receivedBytes: Int { state.withLock { $0.receivedBytes } }

  private func waitForBytes(until deadline: ContinuousClock.Instant) async {
    let left = deadline - ContinuousClock.now
    guard left > .zero else { return }
    let number = state.withLock { state -> UInt64 in
      state.lastWaiter += 1
      return state.lastWaiter
    }
    let before = receivedBytes
    let alarm = channel.eventLoop.scheduleTask(in: .nanoseconds(left.nanoseconds)) { [self] in resume(number) }
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isOver = state.withLock { state in
          if state.end != nil || state.receivedBytes != before || Task.isCancelled { return true }
          state.waiter = (number, continuation)
          return false
        }
        if isOver { continuation.resume() } else { channel.read() }
      }
    } onCancel: {
      resume(number)
    }
    alarm.cancel()
  }

  private func resume(_ number: UInt64) {
    let waiter = state.withLock { state -> CheckedContinuation<Void, Never>? in
      guard state.waiter?.number == number else { return nil }
      defer { state.waiter = nil }
      return state.waiter?.continuation
    }
    waiter?.resume()
  }

  fileprivate func received(_ bytes: ByteBuffer) {
    wake { state in
      state.receivedBytes += bytes.readableBytes
      if state.buffer.readableBytes == 0 { state.buffer = bytes } else { state.buffer.writeImmutableBuffer(bytes) }
    }
  }

  fileprivate func ended(_ end: End) {
    wake { state in if state.end == nil { state.end = end } }
  }

  private func wake(_ change: (inout State) -> Void) {
    let waiter = state.withLock { state in
      change(&state)
      defer { state.waiter = nil }
      return state.waiter?.continuation
    }
    waiter?.resume()
  }

  // MARK: Ending

  package func close() {
    channel.close(promise: nil)
  }

  /// Says that no more bytes will come, and goes on reading.
  package func closeOutput() async {
    transcript.note("output closed", connection: number)
    try? await channel.close(mode: .output)
  }

  /// Breaks the connection at once (RST).
  package func reset() async {
    transcript.note("reset by the suite", connection: number)
    if let socket = channel as? any SocketOptionProvider {
      try? await socket.setSoLinger(linger(l_onoff: 1, l_linger: 0)).get()
    }
    try? await channel.close()
  }
}

/// Where a connection's bytes and its end arrive.
private final class Inbound: ChannelInboundHandler, Sendable {
  typealias InboundIn = ByteBuffer

  let connection = Mutex<Connection?>(nil)

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    connection.withLock { $0 }?.received(unwrapInboundIn(data))
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if let event = event as? ChannelEvent, event == .inputClosed { connection.withLock { $0 }?.ended(.closed) }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    connection.withLock { $0 }?.ended(.reset("\(error)"))
    context.close(promise: nil)
  }

  func channelInactive(context: ChannelHandlerContext) {
    let connection = connection.withLock { connection in
      defer { connection = nil }
      return connection
    }
    connection?.ended(.closed)
  }
}

/// Where a broker listens.
package struct BrokerAddress: Hashable, Sendable, CustomStringConvertible {
  package var host: String
  package var port: Int

  package init(host: String, port: Int) {
    self.host = host
    self.port = port
  }

  /// `HOST:PORT`, `[IPV6]:PORT`; nil for another text.
  package init?(_ text: some StringProtocol) {
    guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]),
      (1...65_535).contains(port)
    else { return nil }
    var host = text[..<colon]
    if host.hasPrefix("["), host.hasSuffix("]") { host = host.dropFirst().dropLast() }
    guard !host.isEmpty else { return nil }
    self.init(host: String(host), port: port)
  }

  package var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}

extension Duration {
  var nanoseconds: Int64 {
    let (seconds, attoseconds) = components
    return seconds * 1_000_000_000 + attoseconds / 1_000_000_000
  }

  package var milliseconds: Int64 { nanoseconds / 1_000_000 }

  /// `250 ms`, `10 s`
  package var text: String {
    let milliseconds = milliseconds
    return milliseconds % 1000 == 0 && milliseconds != 0 ? "\(milliseconds / 1000) s" : "\(milliseconds) ms"
  }
}
