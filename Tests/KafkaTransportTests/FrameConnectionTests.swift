import KafkaTransport
import NIOCore
import NIOEmbedded
import NIOPosix
import Testing

/// The connection in a pipeline without sockets.
@Suite struct FrameConnectionPipelineTests {
  private let channel = EmbeddedChannel()
  private let recorder = Recorder()

  private func connect(_ configuration: FrameConfiguration = .init()) throws -> FrameConnection {
    let connection = FrameConnection(
      loop: channel.embeddedEventLoop, peer: "test", configuration: configuration, delegate: recorder)
    try channel.pipeline.syncOperations.addHandler(connection)
    channel.connect(to: try SocketAddress(ipAddress: "127.0.0.1", port: 9092), promise: nil)
    return connection
  }

  @Test func `frames of one turn of reading come in one call and their answers leave in one flush`() throws {
    var calls = 0
    recorder.whenReceived = { frames, connection in
      calls += 1
      #expect(frames.map { String(buffer: $0) } == ["a", "b"])
      Recorder.echo(frames, connection)
    }
    _ = try connect()
    let bytes = stream("a", "b")
    channel.pipeline.fireChannelRead(try #require(bytes.getSlice(at: 0, length: 7)))
    channel.pipeline.fireChannelRead(try #require(bytes.getSlice(at: 7, length: 3)))
    #expect(calls == 0)
    channel.pipeline.fireChannelReadComplete()
    #expect(calls == 1)
    // No further turn of the loop was needed.
    var answer = ByteBuffer()
    while let part = try channel.readOutbound(as: ByteBuffer.self) { answer.writeImmutableBuffer(part) }
    #expect(answer == bytes)
  }

  @Test func `frames sent outside a delegate's call are flushed together at the end of the turn`() throws {
    let connection = try connect()
    connection.send(stream("a"))
    connection.send(stream("b"))
    #expect(try channel.readOutbound(as: ByteBuffer.self) == nil)
    channel.embeddedEventLoop.run()
    #expect(try channel.readOutbound(as: ByteBuffer.self) == stream("a"))
    #expect(try channel.readOutbound(as: ByteBuffer.self) == stream("b"))
    #expect(connection.sentBytes == 10)
  }

  @Test func `the pieces of a frame leave together, however long they are`() throws {
    let connection = try connect()
    let long = ByteBuffer(repeating: 7, count: connection.configuration.highWaterMark)
    connection.send(ByteBuffer(integer: Int32(long.readableBytes + 1)), [long, ByteBuffer(string: "!")])
    // Past the mark nothing waits for the end of the turn, and nothing is left behind for it.
    let pieces = [ByteBuffer(integer: Int32(long.readableBytes + 1)), long, ByteBuffer(string: "!")]
    for piece in pieces { #expect(try channel.readOutbound(as: ByteBuffer.self) == piece) }
    #expect(connection.sentBytes == UInt64(long.readableBytes) + 5)
  }

  @Test func `after a refused length the earlier frames are delivered and the connection is closed`() async throws {
    let connection = try connect()
    var bytes = stream("good")
    bytes.writeInteger(Int32.max)
    try channel.writeInbound(bytes)
    #expect(!connection.isOpen)
    channel.embeddedEventLoop.run()
    #expect(!channel.isActive)
    let limit = FrameConfiguration().maximumFrameSize
    #expect(
      await recorder.heard.all == [
        .opened(peer: "127.0.0.1:9092"), .received(["good"]),
        .closed(.refusedFrame(FrameRefusal(length: .max, limit: limit))),
      ])
  }

  @Test func `an owner that closes is told so in a later turn, once`() async throws {
    let connection = try connect()
    connection.abort()
    connection.abort()
    connection.close()
    #expect(connection.isEnded)
    channel.embeddedEventLoop.run()
    #expect(await recorder.heard.all == [.opened(peer: "127.0.0.1:9092"), .closed(.local)])
  }

  @Test func `an idle connection is closed, one that moves is not`() async throws {
    var configuration = FrameConfiguration()
    configuration.idleTimeout = .milliseconds(1)
    let connection = try connect(configuration)
    // The timer runs on the channel's clock, what moved is noted by the real one.
    while connection.isOpen { channel.embeddedEventLoop.advanceTime(by: .milliseconds(2)) }
    channel.embeddedEventLoop.run()
    #expect(await recorder.heard.all == [.opened(peer: "127.0.0.1:9092"), .closed(.idle)])
  }
}

extension AsyncStream where Element == Heard {
  /// Everything heard, up to `closed`.
  var all: [Heard] {
    get async {
      var result = [Heard]()
      for await event in self { result.append(event) }
      return result
    }
  }
}
