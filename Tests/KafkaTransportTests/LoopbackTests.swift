import KafkaTransport
import NIOCore
import NIOPosix
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1))) struct LoopbackTests {
  private static func echoing(_ connection: FrameConnection) -> Recorder? {
    let recorder = Recorder()
    recorder.whenReceived = Recorder.echo
    return recorder
  }

  @Test(arguments: ["127.0.0.1", "::1"])
  func `a connector and a listener exchange frames of every size`(host: String) async throws {
    let sizes = [0, 1, 1000, 70_000, 3_000_000]
    try await Server.run(host: host, behaviour: Self.echoing) { address, _ in
      let loop = MultiThreadedEventLoopGroup.singleton.next()
      let (lengths, continuation) = AsyncStream.makeStream(of: Int.self)
      let heard = try await loop.submit {
        let recorder = Recorder()
        recorder.whenOpened = { connection in
          for size in sizes { connection.send(frame(ofSize: size)) }
        }
        recorder.whenReceived = { frames, connection in
          for frame in frames { continuation.yield(frame.readableBytes) }
          if frames.last?.readableBytes == sizes.last { connection.close() }
        }
        _ = FrameConnector.connect(
          to: address, on: loop, timeout: .seconds(10), configuration: .init(), delegate: recorder)
        return recorder.heard
      }.get()
      let peer = address.endpoint
      #expect(host == "::1" ? peer.hasPrefix("[::1]:") : peer.hasPrefix("127.0.0.1:"))
      let events = await heard.all.filter { if case .writable = $0 { false } else { true } }
      #expect(events == [.opened(peer: peer), .closed(.local)])
      continuation.finish()
      var seen = [Int]()
      for await length in lengths { seen.append(length) }
      #expect(seen == sizes)
    }
  }

  @Test func `a connection to a port where nobody listens ends as unreachable`() async throws {
    let loop = MultiThreadedEventLoopGroup.singleton.next()
    let reservation = try #require(PortReservation(try SocketAddress(ipAddress: "127.0.0.1", port: 0)))
    let address = reservation.address
    let heard = try await loop.submit {
      let recorder = Recorder()
      _ = FrameConnector.connect(
        to: address, on: loop, timeout: .seconds(10), configuration: .init(), delegate: recorder)
      return recorder.heard
    }.get()
    let events = await heard.all
    guard case .closed(.unreachable(let why)) = events.first else {
      Issue.record("heard \(events)")
      return
    }
    #expect(why.lowercased().contains("refused"))
    withExtendedLifetime(reservation) {}
  }

  @Test func `a connection given up while it is made says so and nothing else`() async throws {
    try await Server.run(behaviour: Self.echoing) { address, _ in
      let loop = MultiThreadedEventLoopGroup.singleton.next()
      let heard = try await loop.submit {
        let recorder = Recorder()
        let connection = FrameConnector.connect(
          to: address, on: loop, timeout: .seconds(10), configuration: .init(), delegate: recorder)
        connection.close()
        return recorder.heard
      }.get()
      #expect(await heard.all == [.closed(.local)])
    }
  }

  @Test func `sixty-four MiB of garbage are refused at the first four bytes, other peers go on`() async throws {
    let (reasons, continuation) = AsyncStream.makeStream(of: FrameCloseReason.self)
    let serve: @Sendable (FrameConnection) -> Recorder? = { _ in
      let recorder = Recorder()
      recorder.whenReceived = Recorder.echo
      let heard = recorder.heard
      Task {
        if case .closed(let reason) = await heard.all.last { continuation.yield(reason) }
      }
      return recorder
    }
    try await Server.run(behaviour: serve) { address, server in
      let good = try await RawPeer.connect(to: address)
      try await good.send(stream("before"))

      let bad = try await RawPeer.connect(to: address)
      let garbage = ByteBuffer(repeating: 0xA5, count: 64 << 20)
      try? await bad.send(garbage)
      try await bad.closed()
      var reason = reasons.makeAsyncIterator()
      let refusal = FrameRefusal(
        length: Int32(bitPattern: 0xA5A5_A5A5), limit: FrameConfiguration().maximumFrameSize)
      #expect(await reason.next() == .refusedFrame(refusal))

      try await good.send(stream("after"))
      try await good.closeOutput()
      try await good.closed()
      #expect(good.received == stream("before", "after"))
    }
  }

  @Test func `a peer that ends within a frame is reported with what had come of it`() async throws {
    let (reasons, continuation) = AsyncStream.makeStream(of: FrameCloseReason.self)
    let serve: @Sendable (FrameConnection) -> Recorder? = { _ in
      let recorder = Recorder()
      let heard = recorder.heard
      Task {
        for await event in heard { if case .closed(let reason) = event { continuation.yield(reason) } }
      }
      return recorder
    }
    try await Server.run(behaviour: serve) { address, _ in
      var reason = reasons.makeAsyncIterator()
      let first = try await RawPeer.connect(to: address)
      try await first.send(ByteBuffer(bytes: [0, 0, 0, 9, 1, 2]))
      try await first.closeOutput()
      #expect(await reason.next() == .remoteWithinFrame(received: 6, needed: 13))
      try await first.closed()

      let second = try await RawPeer.connect(to: address)
      try await second.send(ByteBuffer(bytes: [0, 0]))
      try await second.closeOutput()
      #expect(await reason.next() == .remoteWithinFrame(received: 2, needed: nil))

      let third = try await RawPeer.connect(to: address)
      try await third.send(stream("whole"))
      try await third.closeOutput()
      #expect(await reason.next() == .remote)
    }
  }

  @Test func `five hundred dripping peers hold only what they sent`() async throws {
    let serve: @Sendable (FrameConnection) -> Recorder? = { _ in Recorder() }
    try await Server.run(behaviour: serve) { address, server in
      var peers = [RawPeer]()
      for _ in 0..<500 {
        let peer = try await RawPeer.connect(to: address)
        try await peer.send(ByteBuffer(integer: Int32(100_000_000)))
        peers.append(peer)
      }
      for _ in 0..<3 {
        for peer in peers { try await peer.send(ByteBuffer(integer: UInt8(1))) }
      }
      let loop = server.eventLoop
      // Every byte has been taken from the sockets when the listener's loop has counted them.
      try await eventually("the number of bytes received") {
        try await loop.submit { server.value.connections.map(\.receivedBytes).reduce(0, +) }.get()
      } satisfies: {
        $0 >= 3500
      }
      let held = try await loop.submit { server.value.connections.map(\.heldInboundBytes).reduce(0, +) }.get()
      #expect(held <= 500 * 2 * FrameDecoder.reservedAtOnce)
      for peer in peers { try await peer.close() }
    }
  }

  @Test func `a paused owner makes the peer wait, and reading goes on where it stopped`() async throws {
    let loopbackBytes = 64 << 20
    let serve: @Sendable (FrameConnection) -> Recorder? = { _ in
      let recorder = Recorder()
      recorder.whenReceived = { frames, connection in connection.pauseReading() }
      return recorder
    }
    try await Server.run(behaviour: serve) { address, server in
      let peer = try await RawPeer.connect(to: address)
      let sent = Task {
        for _ in 0..<(loopbackBytes >> 20) { try await peer.send(frame(ofSize: 1 << 20)) }
      }
      let loop = server.eventLoop
      func received() async throws -> Int {
        try await loop.submit { Int(server.value.connections.first?.receivedBytes ?? 0) }.get()
      }
      // It stops by itself: no byte is read while many turns of the loop go by.
      var last = -1
      var quietTurns = 0
      while quietTurns < 200 {
        let now = try await received()
        quietTurns = now == last && now > 0 ? quietTurns + 1 : 0
        last = now
      }
      #expect(last < 8 << 20)
      // Resumed after each pause, it gets everything.
      while try await received() < loopbackBytes {
        try await loop.submit { server.value.connections.first?.resumeReading() }.get()
      }
      try await sent.value
      try await peer.close()
    }
  }

  @Test func `an owner is told when its peer reads slower than it sends`() async throws {
    let (changes, continuation) = AsyncStream.makeStream(of: Bool.self)
    let serve: @Sendable (FrameConnection) -> Recorder? = { _ in
      let recorder = Recorder()
      recorder.whenOpened = { connection in
        // Stops at the mark, as a good owner does.
        while connection.isWritable { connection.send(frame(ofSize: 100_000)) }
      }
      let heard = recorder.heard
      Task { for await event in heard { if case .writable(let value) = event { continuation.yield(value) } } }
      return recorder
    }
    try await Server.run(behaviour: serve) { address, server in
      let peer = try await RawPeer.connect(to: address, autoRead: false, receiveBuffer: 65536)
      var change = changes.makeAsyncIterator()
      #expect(await change.next() == false)
      let waiting = try await server.eventLoop.submit { server.value.connections.first?.outboundBytes ?? 0 }.get()
      #expect(waiting <= FrameConfiguration().highWaterMark + 100_004)
      try await peer.startReading()
      #expect(await change.next() == true)
      try await peer.close()
    }
  }

  @Test func `an owner that sends without looking is stopped at the bound`() async throws {
    let (reasons, continuation) = AsyncStream.makeStream(of: FrameCloseReason.self)
    var configuration = FrameListener.Configuration()
    configuration.connection.maximumOutboundBytes = 20 << 20
    let serve: @Sendable (FrameConnection) -> Recorder? = { _ in
      let recorder = Recorder()
      recorder.whenOpened = { connection in
        for _ in 0..<1000 { connection.send(frame(ofSize: 1 << 20)) }
      }
      let heard = recorder.heard
      Task { for await event in heard { if case .closed(let reason) = event { continuation.yield(reason) } } }
      return recorder
    }
    try await Server.run(configuration: configuration, behaviour: serve) { address, _ in
      let peer = try await RawPeer.connect(to: address, autoRead: false)
      var reason = reasons.makeAsyncIterator()
      guard case .outboundLimit(let pending, limit: 20_971_520) = await reason.next() else {
        Issue.record("expected the outbound limit")
        return
      }
      #expect(pending > 20 << 20 && pending <= 22 << 20)
      try await peer.close()
    }
  }

  @Test func `an orderly close delivers what was sent before it`() async throws {
    var configuration = FrameListener.Configuration()
    // A busy machine takes its time.
    configuration.connection.drainTimeout = .seconds(60)
    let serve: @Sendable (FrameConnection) -> Recorder? = { _ in
      let recorder = Recorder()
      recorder.whenOpened = { connection in
        for _ in 0..<20 { connection.send(frame(ofSize: 1 << 20)) }
        connection.close()
      }
      return recorder
    }
    try await Server.run(configuration: configuration, behaviour: serve) { address, _ in
      let peer = try await RawPeer.connect(to: address, autoRead: false)
      try await peer.startReading()
      try await peer.closed()
      #expect(peer.received.readableBytes == 20 * ((1 << 20) + 4))
    }
  }

  @Test func `an orderly close gives up on a peer that does not read`() async throws {
    let (reasons, continuation) = AsyncStream.makeStream(of: FrameCloseReason.self)
    var configuration = FrameListener.Configuration()
    configuration.connection.drainTimeout = .milliseconds(20)
    let serve: @Sendable (FrameConnection) -> Recorder? = { _ in
      let recorder = Recorder()
      recorder.whenOpened = { connection in
        for _ in 0..<20 { connection.send(frame(ofSize: 1 << 20)) }
        connection.close()
      }
      let heard = recorder.heard
      Task { for await event in heard { if case .closed(let reason) = event { continuation.yield(reason) } } }
      return recorder
    }
    try await Server.run(configuration: configuration, behaviour: serve) { address, _ in
      let peer = try await RawPeer.connect(to: address, autoRead: false)
      var reason = reasons.makeAsyncIterator()
      guard case .undrained(let pending) = await reason.next() else {
        Issue.record("expected an undrained close")
        return
      }
      #expect(pending > 0)
      try await peer.close()
    }
  }

  @Test func `connections above the limits are turned away, and a place that is left can be taken`() async throws {
    var configuration = FrameListener.Configuration()
    configuration.maximumConnections = 3
    try await Server.run(configuration: configuration, behaviour: Self.echoing) { address, server in
      var peers = [RawPeer]()
      for _ in 0..<3 { peers.append(try await RawPeer.connect(to: address)) }
      let fourth = try await RawPeer.connect(to: address)
      try await fourth.closed()
      let refusals = try await server.eventLoop.submit { server.value.refusals }.get()
      var refusal = refusals.makeAsyncIterator()
      #expect(await refusal.next() == "3 connections are open, at most 3 may be")

      try await peers.removeLast().close()
      try await eventually("the number of connections") {
        try await server.eventLoop.submit { server.value.listener.connectionCount }.get()
      } satisfies: {
        $0 == 2
      }
      let fifth = try await RawPeer.connect(to: address)
      try await fifth.send(stream("hello"))
      #expect(try await fifth.received(9) == stream("hello"))
      for peer in peers + [fifth] { try await peer.close() }
    }
  }

  @Test func `one address may not take every place`() async throws {
    var configuration = FrameListener.Configuration()
    configuration.maximumConnectionsPerAddress = 2
    try await Server.run(configuration: configuration, behaviour: Self.echoing) { address, server in
      let first = try await RawPeer.connect(to: address)
      let second = try await RawPeer.connect(to: address)
      let third = try await RawPeer.connect(to: address)
      try await third.closed()
      let refusals = try await server.eventLoop.submit { server.value.refusals }.get()
      var refusal = refusals.makeAsyncIterator()
      #expect(await refusal.next() == "2 connections from 127.0.0.1 are open, at most 2 may be")
      try await first.close()
      try await second.close()
    }
  }

  @Test func `a listener on a taken port says which`() async throws {
    try await Server.run(behaviour: Self.echoing) { address, server in
      let loop = server.eventLoop
      let error = await #expect(throws: FrameListenerError.self) {
        try await loop.flatSubmit {
          let delegate = server.value
          return FrameListener(loop: loop, configuration: .init(), delegate: delegate).bind(to: address)
        }.get()
      }
      #expect(error?.endpoint == address.endpoint)
      #expect(error?.reason.lowercased().contains("in use") == true)
    }
  }

  @Test func `ten thousand connects and closes leave nothing behind`() async throws {
    try await Server.run(behaviour: Self.echoing) { address, server in
      try await withThrowingTaskGroup { group in
        for _ in 0..<8 {
          group.addTask {
            for _ in 0..<1250 { try await RawPeer.connect(to: address).close() }
          }
        }
        try await group.waitForAll()
      }
      try await eventually("the number of connections") {
        try await server.eventLoop.submit { server.value.listener.connectionCount }.get()
      } satisfies: {
        $0 == 0
      }
    }
  }
}
