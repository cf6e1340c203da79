import KafkaTransport
import NIOCore
import NIOPosix
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

@Suite(.timeLimit(.minutes(1))) struct InheritanceTests {
  /// For each socket that has, or is connected to, a port of 127.0.0.1: whether a program that is started gets it.
  private static func inheritance(ofPort wanted: Int) -> [Bool] {
    func hasPort(
      _ name: (Int32, UnsafeMutablePointer<sockaddr>, UnsafeMutablePointer<socklen_t>) -> Int32, _ descriptor: Int32
    ) -> Bool {
      var address = [UInt8](repeating: 0, count: 128)
      var length = socklen_t(address.count)
      let result = address.withUnsafeMutableBytes { bytes in
        bytes.withMemoryRebound(to: sockaddr.self) { name(descriptor, $0.baseAddress!, &length) }
      }
      // An address of IPv4 has 16 bytes, and its port in the third and fourth.
      return result == 0 && length == 16 && Int(address[2]) << 8 | Int(address[3]) == wanted
    }
    return (0..<4096 as Range<Int32>)
      .filter { hasPort({ getsockname($0, $1, $2) }, $0) || hasPort({ getpeername($0, $1, $2) }, $0) }
      .map { fcntl($0, F_GETFD) & FD_CLOEXEC == 0 }
  }

  @Test func `programs that are started get neither the listener's socket nor the connections'`() async throws {
    let echoing: @Sendable (FrameConnection) -> Recorder? = { _ in
      let recorder = Recorder()
      recorder.whenReceived = Recorder.echo
      return recorder
    }
    try await Server.run(host: "127.0.0.1", behaviour: echoing) { address, _ in
      let (found, continuation) = AsyncStream.makeStream(of: [Bool].self)
      let loop = MultiThreadedEventLoopGroup.singleton.next()
      let port = try #require(address.port)
      let heard = try await loop.submit {
        let recorder = Recorder()
        recorder.whenOpened = { $0.send(frame(ofSize: 1)) }
        // An answer shows that the other side is set up as well.
        recorder.whenReceived = { _, connection in
          continuation.yield(Self.inheritance(ofPort: port))
          continuation.finish()
          connection.close()
        }
        _ = FrameConnector.connect(
          to: address, on: loop, timeout: .seconds(10), configuration: .init(), delegate: recorder)
        return recorder.heard
      }.get()
      var all: [Bool] = []
      for await inherited in found { all += inherited }
      #expect(all == [false, false, false], "the listener, and both ends of the connection")
      _ = await heard.all
    }
  }
}
