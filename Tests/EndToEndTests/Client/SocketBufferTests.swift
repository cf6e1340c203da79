import KafkaClient
import KafkaTransport
import NIOCore
import NIOPosix
import Testing

@Suite(.timeLimit(.minutes(1))) struct SocketBufferTests {
  @Test func `the buffers of a socket are as large as the options say`() async throws {
    let configuration = try ClientConfiguration(properties: [
      "bootstrap.servers": "a:1", "send.buffer.bytes": "24000", "receive.buffer.bytes": "16000",
    ])
    let frames = FrameConfiguration(configuration.connection)
    let loop = MultiThreadedEventLoopGroup.singleton.next()
    let server = try await ServerBootstrap(group: loop).bind(host: "127.0.0.1", port: 0).get()
    let address = try #require(server.localAddress)
    let channel = try await ClientBootstrap(group: loop)
      .channelInitializer { channel in channel.eventLoop.makeCompletedFuture { try frames.apply(to: channel) } }
      .connect(to: address).get()
    let sent = try await channel.getOption(.socketOption(.so_sndbuf)).get()
    let received = try await channel.getOption(.socketOption(.so_rcvbuf)).get()
    try await channel.close()
    try await server.close()
    // Linux counts its own bookkeeping in, which makes it twice as much.
    #expect([24_000, 48_000].contains(sent))
    #expect([16_000, 32_000].contains(received))
  }

  @Test func `buffers may be left to the system`() throws {
    let configuration = try ClientConfiguration(properties: [
      "bootstrap.servers": "a:1", "send.buffer.bytes": "-1", "receive.buffer.bytes": "-1",
    ])
    let frames = FrameConfiguration(configuration.connection)
    #expect(frames.sendBufferSize == nil)
    #expect(frames.receiveBufferSize == nil)
  }
}
