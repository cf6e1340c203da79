import KafkaBroker
import KafkaMessages
import KafkaWire
import NIOCore
import TestSupport
import Testing

/// Peers that mean no good, or know no better. The broker goes on serving the others, and names each once.
@Suite(.ownThreads, .timeLimit(.minutes(1))) struct AbuseTests {
  private func withBroker(
    _ configure: (inout BrokerConfiguration) -> Void = { _ in },
    _ body: @Sendable @escaping (_ port: Int, _ log: RecordingLog) async throws -> Void
  ) async throws {
    let log = RecordingLog()
    var configuration = BrokerConfiguration.testing
    configure(&configuration)
    try await Broker.withBroker(configuration: configuration, logger: log.logger) { broker in
      let port = try await broker.port
      try await body(port, log)
      #expect(try RawPeer.check(port: port), "the broker still serves")
    }
  }

  private static func bigEndian(_ value: Int32) -> [UInt8] {
    withUnsafeBytes(of: value.bigEndian) { [UInt8]($0) }
  }

  static let frames: [(name: String, bytes: [UInt8], logged: String)] = [
    ("the largest length", bigEndian(.max) + [1, 2, 3], "2147483647"),
    ("a length above the limit", bigEndian(104_857_601), "104857601"),
    ("a negative length", bigEndian(-5), "negative frame length -5"),
    ("the smallest length", bigEndian(.min), "negative frame length"),
    ("an empty frame", bigEndian(0), "0 bytes is too short"),
    ("HTTP", Array("GET / HTTP/1.1\r\nHost: x\r\n\r\n".utf8), "look like HTTP"),
    ("TLS", [0x16, 0x03, 0x01, 0x02, 0x00, 0x01], "TLS"),
    ("an unknown API", bigEndian(10) + [3, 231, 0, 0, 0, 0, 0, 1, 255, 255], "API key 999 is not offered"),
    (
      "a huge array", bigEndian(14) + [0, 3, 0, 1, 0, 0, 0, 1, 255, 255, 0x7F, 255, 255, 255],
      "undecodable Metadata request, version 1"
    ),
  ]

  @Test(arguments: frames.indices)
  func `a bad frame closes its connection and is logged once`(index: Int) async throws {
    let frame = Self.frames[index]
    try await withBroker { port, log in
      for _ in 0..<3 {
        let peer = try RawPeer(port: port)
        peer.write(frame.bytes)
        #expect(try peer.isClosedByPeer(), "\(frame.name)")
      }
      #expect(try RawPeer.check(port: port), "and so the end of the last has been logged")
      let lines = log.warnings.filter { $0.contains(frame.logged) }
      #expect(lines.count == 1, "\(frame.name): \(log.warnings)")
      #expect(lines.first?.contains("127.0.0.1:") == true, "the peer is named")
    }
  }

  @Test func `sixteen MiB of garbage behind a legal length are taken and refused`() async throws {
    try await withBroker { port, log in
      let peer = try RawPeer(port: port)
      let chunk = (0..<(1 << 20)).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ 7) }
      peer.write(Self.bigEndian(16 << 20))
      for _ in 0..<16 where !peer.write(chunk) { break }
      #expect(try peer.isClosedByPeer())
      #expect(try RawPeer.check(port: port))
      #expect(log.warnings.count == 1, "\(log.warnings)")
    }
  }

  @Test func `hundreds that drip bytes or stop in the middle of a frame disturb nobody`() async throws {
    try await withBroker { port, log in
      let peers = try (0..<200).map { _ in try RawPeer(port: port) }
      for peer in peers { peer.write(Self.bigEndian(1000) + [0]) }
      #expect(try RawPeer.check(port: port))
      for peer in peers.prefix(100) { peer.write([1]) }
      for peer in peers.suffix(100) { peer.reset() }
      #expect(try RawPeer.check(port: port))
      #expect(log.warnings.isEmpty, "\(log.warnings)")
    }
  }

  @Test func `a thousand that connect and leave disturb nobody`() async throws {
    try await withBroker { port, log in
      for _ in 0..<1000 { _ = try RawPeer(port: port) }
      #expect(log.warnings.isEmpty, "\(log.warnings)")
    }
  }

  @Test func `more connections than allowed are turned away, and named`() async throws {
    try await withBroker({ $0.network.maxConnections = 3 }) { port, log in
      var peers = try (0..<3).map { _ in try RawPeer(port: port) }
      for peer in peers { #expect(try peer.call(ApiVersionsRequest(), version: 0).errorCode == 0) }
      let fourth = try RawPeer(port: port)
      #expect(try fourth.isClosedByPeer())
      #expect(log.warnings.contains { $0.contains("at most 3 may be") }, "\(log.warnings)")
      #expect(try peers[0].call(ApiVersionsRequest(), version: 0).errorCode == 0)
      peers.removeAll()
      // The places are free once the broker has seen the peers leave.
      try await eventually("that a new connection is served") {
        (try? RawPeer.check(port: port)) == true
      } satisfies: {
        $0
      }
    }
  }

  @Test func `two thousand requests before the first answer is read are answered in order`() async throws {
    try await withBroker { port, _ in
      let peer = try RawPeer(port: port)
      let request = MetadataRequest.with { $0.topics = [] }
      for correlation in 0..<2000 as Range<Int32> {
        peer.write(try RawPeer.frame(request, version: 9, correlation: correlation))
      }
      for correlation in 0..<2000 as Range<Int32> {
        let frame = try #require(try peer.nextFrame())
        let answer = try Frame.readResponse(MetadataResponse.self, version: 9, from: frame)
        #expect(answer.header.correlationId == correlation)
      }
    }
  }

  @Test func `a connection that does nothing is closed`() async throws {
    try await withBroker({ $0.network.maxIdleTime = .milliseconds(200) }) { port, log in
      let peer = try RawPeer(port: port)
      #expect(try peer.isClosedByPeer())
      #expect(log.warnings.isEmpty, "\(log.warnings)")
    }
  }

  @Test func `when incomplete requests hold too much, the one that holds the most is closed`() async throws {
    try await withBroker({ $0.network.queuedMaxRequestBytes = 4 << 20 }) { port, log in
      let small = try RawPeer(port: port)
      small.write(Self.bigEndian(1 << 20) + [UInt8](repeating: 1, count: 100))
      let large = try RawPeer(port: port)
      large.write(Self.bigEndian(64 << 20))
      let chunk = [UInt8](repeating: 1, count: 1 << 20)
      for _ in 0..<8 where !large.write(chunk) { break }
      #expect(try large.isClosedByPeer())
      #expect(try RawPeer.check(port: port), "and so its end has been logged")
      #expect(log.warnings.contains { $0.contains("incomplete") }, "\(log.warnings)")
    }
  }

  @Test func `whole requests that wait behind a long poll count, too`() async throws {
    try await withBroker({ $0.network.queuedMaxRequestBytes = 4 << 20 }) { port, log in
      let peer = try RawPeer(port: port)
      _ = try peer.call(MetadataRequest.with { $0.topics = [.with { $0.name = "t" }] }, version: 9)
      let poll = FetchRequest.with {
        $0.maxWaitMs = 60_000
        $0.minBytes = 1
        $0.topics = [
          .with {
            $0.topic = "t"
            $0.partitions = [.with { $0.partitionMaxBytes = 1000 }]
          }
        ]
      }
      peer.write(try RawPeer.frame(poll, version: 11))
      peer.write(Self.bigEndian(3 << 20))
      let chunk = [UInt8](repeating: 1, count: 1 << 20)
      for _ in 0..<3 { peer.write(chunk) }
      #expect(try RawPeer.check(port: port), "so much is allowed")
      // A part of another peer's request is too much, and the one that holds more has to go.
      let other = try RawPeer(port: port)
      other.write(Self.bigEndian((2 << 20) - 100))
      other.write(chunk + chunk.dropLast(1000))
      #expect(try peer.isClosedByPeer())
      #expect(try RawPeer.check(port: port), "and so its end has been logged")
      #expect(log.warnings.contains { $0.contains("waiting frames") }, "\(log.warnings)")
    }
  }
}
