import KafkaClientCore
import KafkaMessages
import KafkaWire
import NIOCore
import Testing

@Suite struct ClusterConnectionTests {
  @Test func `each lane of a broker has a connection of its own, made when it is needed`() throws {
    let dialogue = try ClusterDialogue()
    try dialogue.bootstrap()
    dialogue.send(.node(1))
    #expect(dialogue.dialled.count == 1)
    dialogue.send(.node(1, .fetch))
    dialogue.send(.node(1, .coordination))
    #expect(dialogue.dialled.count == 3)
    dialogue.send(.node(1, .fetch))
    #expect(dialogue.dialled.count == 3)
    #expect(dialogue.resolutions.map(\.description) == ["boot:9092", "b1:9092"])
  }

  @Test func `a request to a broker that is not part of the cluster fails at once`() throws {
    let dialogue = try ClusterDialogue()
    try dialogue.bootstrap()
    let id = dialogue.send(.node(9))
    #expect(dialogue.error(of: id)?.code == .unknownBroker)
  }

  @Test func `a request to a broker that cannot be reached fails with the attempt, and says what was advertised`()
    throws
  {
    let dialogue = try ClusterDialogue()
    try dialogue.bootstrap()
    let id = dialogue.send(.node(1))
    try dialogue.fail("10.0.0.1")
    let error = try #require(dialogue.error(of: id))
    #expect(error.code == .unreachable)
    #expect(error.isRetriable)
    #expect(error.api == .describeCluster)
    #expect(error.broker == "node 1 at b1:9092 (10.0.0.1:9092)")
    #expect(
      error.message
        == """
        connection refused; bootstrap server boot:9092 (10.0.0.9:9092) answered and gives b1:9092 as the address of \
        node 1; if that does not lead to the broker from here, change advertised.listeners of the broker
        """)
  }

  @Test func `an advertised address that cannot be looked up, or takes too long, is explained the same way`() throws {
    let dialogue = try ClusterDialogue()
    dialogue.addresses["b1"] = nil
    try dialogue.bootstrap()
    let hint = "; bootstrap server boot:9092 (10.0.0.9:9092) answered and gives b"
    let unknown = dialogue.send(.node(1))
    #expect(
      dialogue.error(of: unknown)?.message.hasPrefix("no such host\(hint)1:9092 as the address of node 1") == true)
    #expect(dialogue.error(of: unknown)?.broker == "node 1 at b1:9092")
    let slow = dialogue.send(.node(2), timeout: .seconds(60))
    dialogue.pass(.seconds(13))
    #expect(dialogue.error(of: slow)?.code == .unreachable)
    #expect(dialogue.error(of: slow)?.message.contains("\(hint)2:9092 as the address of node 2") == true)
    #expect(dialogue.error(of: slow)?.message.contains("advertised.listeners") == true)
  }

  @Test func `an advertised address that led to the broker once is not blamed`() throws {
    let dialogue = try ClusterDialogue { $0.metadata.recoveryStrategy = .none }
    try dialogue.bootstrap(ClusterDialogue.metadata(brokers: [1]))
    dialogue.send(.node(1))
    try dialogue.accept("10.0.0.1")
    try dialogue.fail("10.0.0.1", "connection reset")
    let id = dialogue.send(.node(1))
    dialogue.pass(.milliseconds(200))
    try dialogue.fail("10.0.0.1")
    #expect(dialogue.error(of: id)?.message == "connection refused")
  }

  @Test func `failures in a row make the pause before the next attempt grow, a ready connection ends that`() throws {
    let dialogue = try ClusterDialogue {
      $0.connection.reconnectBackoffMaximum = .seconds(10)
      $0.metadata.recoveryStrategy = .none
    }
    try dialogue.bootstrap(ClusterDialogue.metadata(brokers: [1]))
    var pauses = [Int64]()
    for _ in 0..<5 {
      dialogue.send(.node(1))
      let started = dialogue.now
      while !dialogue.isDialled("10.0.0.1") { dialogue.pass(.milliseconds(1)) }
      pauses.append((dialogue.now - started).wholeMilliseconds)
      try dialogue.fail("10.0.0.1")
    }
    #expect(pauses[0] == 0)
    #expect(pauses[1] >= 40 && pauses[1] <= 61)
    #expect(pauses[2] >= 80 && pauses[2] <= 121)
    #expect(pauses[4] >= 320 && pauses[4] <= 481)

    dialogue.send(.node(1))
    dialogue.pass(.seconds(2))
    try dialogue.accept("10.0.0.1")
    // Lost while it was in use: the pause starts small again.
    try dialogue.fail("10.0.0.1", "connection reset")
    let lost = dialogue.now
    dialogue.send(.node(1))
    while !dialogue.isDialled("10.0.0.1") { dialogue.pass(.milliseconds(1)) }
    #expect((dialogue.now - lost).wholeMilliseconds <= 61)
  }

  @Test func `the time for a TCP connection grows with failures and is given up at its end`() throws {
    let dialogue = try ClusterDialogue {
      $0.connection.setupTimeout = .seconds(1)
      $0.connection.setupTimeoutMaximum = .seconds(60)
      $0.metadata.recoveryStrategy = .none
    }
    try dialogue.bootstrap(ClusterDialogue.metadata(brokers: [1]))
    var times = [Int64]()
    for _ in 0..<3 {
      let id = dialogue.send(.node(1), timeout: .seconds(100))
      while !dialogue.isDialled("10.0.0.1") { dialogue.pass(.milliseconds(1)) }
      let started = dialogue.now
      while dialogue.error(of: id) == nil { dialogue.pass(.milliseconds(10)) }
      times.append((dialogue.now - started).wholeMilliseconds)
      #expect(dialogue.error(of: id)?.code == .unreachable)
    }
    #expect(times[0] >= 800 && times[0] <= 1210)
    #expect(times[1] >= 1600 && times[1] <= 2410)
    #expect(times[2] >= 3200 && times[2] <= 4810)
  }

  @Test func `a lost connection fails what was sent over it and keeps what was not`() throws {
    let dialogue = try ClusterDialogue { $0.connection.maximumInFlightRequests = 1 }
    try dialogue.bootstrap()
    let sent = dialogue.send(.node(1))
    let waiting = dialogue.send(.node(1))
    try dialogue.accept("10.0.0.1")
    _ = try dialogue.take(from: "10.0.0.1")
    try dialogue.fail("10.0.0.1", "connection reset")
    #expect(dialogue.error(of: sent)?.code == .disconnected)
    // Brokers that cannot read a request hang up, so the request is named.
    let why = "connection reset, with DescribeCluster version 2 unanswered"
    #expect(dialogue.error(of: sent)?.message == why)
    #expect(dialogue.completions[waiting] == nil)
    #expect(dialogue.notes.last == .disconnected(peer: "node 1 at b1:9092 (10.0.0.1:9092)", why: why))
    // It goes out on the next one, to an address looked up anew.
    dialogue.addresses["b1"] = ["10.0.0.11"]
    dialogue.pass(.milliseconds(100))
    try dialogue.accept("10.0.0.11")
    #expect(try dialogue.take(from: "10.0.0.11").api == .describeCluster)
  }

  @Test func `a broker that does not answer in time is disconnected, and asked about`() throws {
    let dialogue = try ClusterDialogue()
    try dialogue.bootstrap()
    let id = dialogue.send(.node(1), timeout: .seconds(5))
    try dialogue.accept("10.0.0.1")
    dialogue.pass(.seconds(5))
    #expect(dialogue.error(of: id)?.code == .disconnected)
    #expect(dialogue.error(of: id)?.message == "no response for 5000 ms, 5000 allowed")
    dialogue.pass(.seconds(1))
    let asked = try dialogue.dialling.map { try #require(dialogue.dialled[$0]).ip }
    #expect(!asked.isEmpty)
  }

  @Test func `a request that cannot be sent in time fails alone`() throws {
    let dialogue = try ClusterDialogue { $0.connection.maximumInFlightRequests = 1 }
    try dialogue.bootstrap()
    let first = dialogue.send(.node(1), timeout: .seconds(30))
    try dialogue.accept("10.0.0.1")
    let second = dialogue.send(.node(1), timeout: .seconds(2))
    dialogue.pass(.seconds(2))
    #expect(dialogue.error(of: second)?.code == .timedOut)
    #expect(
      dialogue.error(of: second)?.message.hasPrefix("not sent within 2000 ms; the connection is ready, 1 in flight")
        == true)
    #expect(dialogue.completions[first] == nil)
  }

  @Test func `a connection that broke off the protocol is closed and its requests fail with the reason`() throws {
    let dialogue = try ClusterDialogue()
    try dialogue.bootstrap()
    let id = dialogue.send(.node(1))
    try dialogue.accept("10.0.0.1")
    let connection = try dialogue.connection(to: "10.0.0.1")
    dialogue.perform(
      dialogue.machine.received([ByteBuffer(integer: Int32(77))], on: connection, at: dialogue.now))
    #expect(dialogue.error(of: id)?.code == .protocolViolation)
    #expect(!dialogue.open.contains(connection))
  }

  @Test func `an idle connection is closed without a trace and made again at once`() throws {
    let dialogue = try ClusterDialogue()
    try dialogue.bootstrap()
    dialogue.send(.node(1))
    try dialogue.accept("10.0.0.1")
    let request = try dialogue.take(from: "10.0.0.1")
    try dialogue.reply(request, DescribeClusterResponse(), on: "10.0.0.1")
    let notes = dialogue.notes.count
    dialogue.pass(.seconds(541))
    #expect(dialogue.open.isEmpty)
    #expect(dialogue.notes.dropFirst(notes) == [.closedIdle(peer: "node 1 at b1:9092 (10.0.0.1:9092)")])
    let diagnostics = dialogue.machine.diagnostics(at: dialogue.now)
    // Nothing failed, so nothing is asked about, waits or is made anew.
    for word in ["update wanted", "not dialled", "last problem", "looking up"] { #expect(!diagnostics.contains(word)) }
    let looked = dialogue.resolutions.count
    dialogue.pass(.seconds(100))
    #expect(dialogue.dialled.isEmpty && dialogue.resolutions.count == looked)
    dialogue.send(.node(1))
    #expect(dialogue.dialling.count == 1)
  }

  @Test func `a cancelled request is not sent`() throws {
    let dialogue = try ClusterDialogue()
    try dialogue.bootstrap()
    let id = dialogue.send(.node(1))
    dialogue.machine.cancel(id)
    try dialogue.accept("10.0.0.1")
    #expect(dialogue.isQuiet("10.0.0.1"))
    let waiting = dialogue.send(.coordinator(.group("g")))
    dialogue.machine.cancel(waiting)
    dialogue.pass(.seconds(60))
    #expect(dialogue.completions[waiting] == nil)
  }

  @Test func `a broker that moved is reached at its new place, one that left is no longer`() throws {
    let dialogue = try ClusterDialogue()
    try dialogue.bootstrap()
    dialogue.send(.node(1))
    let toSecond = dialogue.send(.node(2))
    try dialogue.accept("10.0.0.1")
    let first = try dialogue.take(from: "10.0.0.1")
    try dialogue.reply(first, DescribeClusterResponse(), on: "10.0.0.1")
    dialogue.perform(dialogue.machine.requestMetadataUpdate(at: dialogue.now))
    let request = try dialogue.take(from: "10.0.0.1")
    try dialogue.reply(
      request, ClusterDialogue.metadata(brokers: [1], hosts: [1: "b3"]), on: "10.0.0.1")
    #expect(dialogue.error(of: toSecond)?.code == .unknownBroker)
    #expect(dialogue.error(of: toSecond)?.message == "node 2 has left the cluster")
    #expect(dialogue.open.isEmpty)
    dialogue.send(.node(1))
    #expect(dialogue.dialled.values.map(\.ip) == ["10.0.0.3"])
  }

  @Test func `shutting down fails everything and closes every connection`() throws {
    let dialogue = try ClusterDialogue()
    try dialogue.bootstrap()
    let sent = dialogue.send(.node(1))
    try dialogue.accept("10.0.0.1")
    let waiting = dialogue.send(.node(2))
    let unrouted = dialogue.send(.coordinator(.group("g")))
    dialogue.perform(dialogue.machine.close())
    for id in [sent, waiting, unrouted] { #expect(dialogue.error(of: id)?.code == .closed) }
    #expect(dialogue.dialled.isEmpty)
    #expect(dialogue.machine.nextDeadline == .distantFuture)
    let late = dialogue.send(.leastLoaded)
    #expect(dialogue.error(of: late)?.code == .closed)
  }

  @Test func `diagnostics name brokers, connections and what waits`() throws {
    let dialogue = try ClusterDialogue()
    try dialogue.bootstrap()
    dialogue.send(.node(1))
    try dialogue.accept("10.0.0.1")
    dialogue.send(.node(2, .fetch))
    dialogue.send(.coordinator(.group("g")))
    dialogue.pass(.milliseconds(15))
    let text = dialogue.machine.diagnostics(at: dialogue.now)
    #expect(text.contains("node 1 at b1:9092"))
    #expect(text.contains("general: ready, 2 in flight (DescribeCluster v2 for 15 ms)"))
    #expect(text.contains("fetch: connecting, 1 waiting (DescribeCluster for 15 ms)"))
    #expect(text.contains("coordinator of group g: lookingUp"))
  }
}
