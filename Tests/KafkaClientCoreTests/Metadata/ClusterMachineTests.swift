import KafkaClientCore
import KafkaMessages
import KafkaWire
import NIOCore
import Testing

@Suite struct ClusterBootstrapTests {
  @Test func `nothing is dialled before the start, and nothing without a request`() throws {
    let dialogue = try ClusterDialogue(start: false)
    let id = dialogue.send(.leastLoaded)
    #expect(dialogue.actions.isEmpty)
    dialogue.perform(dialogue.machine.start(at: dialogue.now))
    #expect(dialogue.resolutions.map(\.description) == ["boot:9092"])
    #expect(dialogue.dialling.count == 1)
    #expect(dialogue.completions[id] == nil)

    let idle = try ClusterDialogue()
    #expect(idle.actions.isEmpty)
    #expect(idle.machine.nextDeadline == .distantFuture)
  }

  @Test func `a client that nobody runs says so when time is over`() throws {
    let dialogue = try ClusterDialogue(start: false)
    let id = dialogue.send(.leastLoaded, timeout: .seconds(5))
    dialogue.pass(.seconds(5))
    #expect(dialogue.error(of: id)?.code == .notRunning)
  }

  @Test func `any broker may be a bootstrap server`() throws {
    let dialogue = try ClusterDialogue()
    let id = dialogue.send(.leastLoaded)
    try dialogue.accept("10.0.0.9")
    let request = try dialogue.take(from: "10.0.0.9")
    #expect(request.api == .describeCluster)
    try dialogue.reply(request, DescribeClusterResponse.with { $0.clusterId = "c" }, on: "10.0.0.9")
    guard case .answered(let reply) = dialogue.completions[id] else {
      Issue.record("expected an answer")
      return
    }
    #expect((reply.body as? DescribeClusterResponse)?.clusterId == "c")
  }

  @Test func `the first metadata takes the place of the bootstrap servers`() throws {
    let dialogue = try ClusterDialogue()
    try dialogue.bootstrap()
    #expect(dialogue.machine.metadata.brokers.keys.sorted() == [1, 2])
    #expect(dialogue.machine.metadata.controllerID == 1)
    // The connection has nothing left to do.
    #expect(dialogue.open.isEmpty)
    #expect(dialogue.dialled.isEmpty)
  }

  @Test func `a connection with an answer to come is kept for it`() throws {
    let dialogue = try ClusterDialogue()
    dialogue.perform(dialogue.machine.requestMetadataUpdate(at: dialogue.now))
    try dialogue.accept("10.0.0.9")
    let id = dialogue.send(.leastLoaded)
    let metadata = try dialogue.take(from: "10.0.0.9")
    let other = try dialogue.take(from: "10.0.0.9")
    try dialogue.reply(metadata, ClusterDialogue.metadata(), on: "10.0.0.9")
    #expect(dialogue.open.count == 1)
    try dialogue.reply(other, DescribeClusterResponse(), on: "10.0.0.9")
    guard case .answered = dialogue.completions[id] else {
      Issue.record("expected an answer")
      return
    }
    #expect(dialogue.open.isEmpty)
  }

  @Test func `a host that cannot be looked up is tried again until it can`() throws {
    let dialogue = try ClusterDialogue()
    dialogue.addresses["boot"] = nil
    let id = dialogue.send(.leastLoaded)
    #expect(dialogue.notes == [.unreachable(peer: "bootstrap server boot:9092", why: "no such host")])
    dialogue.pass(.seconds(5))
    #expect(dialogue.resolutions.count >= 5)
    #expect(dialogue.completions[id] == nil)
    dialogue.addresses["boot"] = ["10.0.0.9"]
    dialogue.pass(.seconds(2))
    try dialogue.accept("10.0.0.9")
    #expect(try dialogue.take(from: "10.0.0.9").api == .describeCluster)
  }

  @Test func `when no bootstrap server can be reached the error says why`() throws {
    let dialogue = try ClusterDialogue()
    let id = dialogue.send(.leastLoaded, timeout: .seconds(3))
    let end = dialogue.now + .seconds(3)
    while dialogue.now < end {
      for connection in dialogue.dialling { dialogue.fail(connection) }
      dialogue.pass(.milliseconds(20))
    }
    #expect(dialogue.error(of: id)?.code == .timedOut)
    #expect(
      dialogue.error(of: id)?.message
        == "no broker could be reached in 3000 ms; bootstrap server boot:9092: connection refused")
  }

  @Test func `a name of several addresses is tried with all of them, without a pause between`() throws {
    let dialogue = try ClusterDialogue()
    dialogue.addresses["boot"] = ["10.0.0.7", "10.0.0.8", "10.0.0.9"]
    dialogue.send(.leastLoaded)
    try dialogue.fail("10.0.0.7")
    try dialogue.fail("10.0.0.8")
    try dialogue.accept("10.0.0.9")
    #expect(try dialogue.take(from: "10.0.0.9").api == .describeCluster)
    #expect(dialogue.resolutions.count == 1)
  }

  @Test func `a broker that is starting up and knows no brokers is asked again`() throws {
    let dialogue = try ClusterDialogue()
    try dialogue.bootstrap(ClusterDialogue.metadata(brokers: []))
    #expect(dialogue.machine.metadata.generation == 0)
    dialogue.pass(.seconds(1))
    let request = try dialogue.take(from: "10.0.0.9")
    #expect(request.api == .metadata)
    try dialogue.reply(request, ClusterDialogue.metadata(), on: "10.0.0.9")
    #expect(dialogue.machine.metadata.generation == 1)
  }
}

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
        == "connection refused; the cluster gives b1:9092 as the address of node 1 (advertised.listeners)")
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
    #expect(!dialogue.machine.diagnostics(at: dialogue.now).contains("update wanted"))
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

@Suite struct ClusterRoutingTests {
  @Test func `any broker means the ready one with the least to do`() throws {
    let dialogue = try ClusterDialogue()
    try dialogue.bootstrap()
    dialogue.send(.node(1))
    dialogue.send(.node(1))
    dialogue.send(.node(2))
    try dialogue.accept("10.0.0.1")
    try dialogue.accept("10.0.0.2")
    for _ in 0..<2 { _ = try dialogue.take(from: "10.0.0.1") }
    _ = try dialogue.take(from: "10.0.0.2")
    dialogue.send(.leastLoaded)
    #expect(try dialogue.take(from: "10.0.0.2").api == .describeCluster)
    #expect(dialogue.isQuiet("10.0.0.1"))
  }

  @Test func `any broker means the one being connected rather than another connection`() throws {
    let dialogue = try ClusterDialogue()
    try dialogue.bootstrap()
    dialogue.send(.node(2))
    for _ in 0..<10 { dialogue.send(.leastLoaded) }
    #expect(dialogue.dialled.values.map(\.ip) == ["10.0.0.2"])
  }

  @Test func `a request that any broker may answer goes to another when one cannot be reached`() throws {
    let dialogue = try ClusterDialogue()
    try dialogue.bootstrap()
    let id = dialogue.send(.leastLoaded)
    let first = try #require(dialogue.dialled.values.first).ip
    try dialogue.fail(first)
    let second = first == "10.0.0.1" ? "10.0.0.2" : "10.0.0.1"
    try dialogue.accept(second)
    var request = try dialogue.take(from: second)
    if request.api == .metadata { request = try dialogue.take(from: second) }
    #expect(request.api == .describeCluster)
    #expect(dialogue.completions[id] == nil)
  }

  @Test func `the controller is found through metadata`() throws {
    let dialogue = try ClusterDialogue()
    let id = dialogue.send(.controller)
    try dialogue.accept("10.0.0.9")
    let first = try dialogue.take(from: "10.0.0.9")
    #expect(first.api == .metadata)
    try dialogue.reply(first, ClusterDialogue.metadata(controller: -1), on: "10.0.0.9")
    dialogue.pass(.seconds(1))
    let ip = try #require(dialogue.dialled.values.first).ip
    try dialogue.accept(ip)
    let second = try dialogue.take(from: ip)
    #expect(second.api == .metadata)
    try dialogue.reply(second, ClusterDialogue.metadata(controller: 2), on: ip)
    if ip != "10.0.0.2" { try dialogue.accept("10.0.0.2") }
    #expect(try dialogue.take(from: "10.0.0.2").api == .describeCluster)
    #expect(dialogue.completions[id] == nil)
  }

  // MARK: Coordinators

  private func answer(_ node: Int32, error: ErrorCode = .none, group: String = "g") -> FindCoordinatorResponse {
    .with { response in
      response.coordinators = [
        .with {
          $0.key = group
          $0.nodeId = node
          $0.host = node < 0 ? "" : "b\(node)"
          $0.port = 9092
          $0.errorCode = error.rawValue
        }
      ]
    }
  }

  /// With node 1 connected, a look-up goes there.
  private func connected() throws -> ClusterDialogue {
    let dialogue = try ClusterDialogue()
    try dialogue.bootstrap()
    dialogue.send(.node(1))
    try dialogue.accept("10.0.0.1")
    let request = try dialogue.take(from: "10.0.0.1")
    try dialogue.reply(request, DescribeClusterResponse(), on: "10.0.0.1")
    return dialogue
  }

  @Test func `a coordinator is looked up once for all who wait, and remembered`() throws {
    let dialogue = try connected()
    dialogue.send(.coordinator(.group("g")))
    dialogue.send(.coordinator(.group("g")))
    let request = try dialogue.take(from: "10.0.0.1")
    let body = try #require(request.body as? FindCoordinatorRequest)
    #expect(body.coordinatorKeys == ["g"])
    #expect(body.keyType == 0)
    #expect(dialogue.isQuiet("10.0.0.1"))
    try dialogue.reply(request, answer(2), on: "10.0.0.1")
    #expect(dialogue.machine.coordinator(for: .group("g")) == 2)
    try dialogue.accept("10.0.0.2")
    #expect(try dialogue.take(from: "10.0.0.2").api == .describeCluster)
    #expect(try dialogue.take(from: "10.0.0.2").api == .describeCluster)
    dialogue.send(.coordinator(.group("g")))
    #expect(try dialogue.take(from: "10.0.0.2").api == .describeCluster)
    #expect(dialogue.isQuiet("10.0.0.1"))
  }

  @Test func `an old broker is asked in its own form`() throws {
    let dialogue = try ClusterDialogue()
    dialogue.release = "2.1"
    dialogue.send(.coordinator(.transaction("t")), FindCoordinatorRequest())
    try dialogue.accept("10.0.0.9")
    let request = try dialogue.take(from: "10.0.0.9")
    let body = try #require(request.body as? FindCoordinatorRequest)
    #expect(request.version == 2)
    #expect(body.key == "t")
    #expect(body.keyType == 1)
    try dialogue.reply(
      request,
      FindCoordinatorResponse.with {
        $0.nodeId = 3
        $0.host = "b3"
        $0.port = 9092
      }, on: "10.0.0.9")
    // A broker that metadata has not told of yet is reached all the same.
    #expect(dialogue.machine.coordinator(for: .transaction("t")) == 3)
    try dialogue.accept("10.0.0.3")
  }

  @Test func `a coordinator that is not there yet is looked up again, with a growing pause`() throws {
    let dialogue = try connected()
    let id = dialogue.send(.coordinator(.group("g")))
    var pauses = [Int64]()
    for _ in 0..<4 {
      let request = try dialogue.take(from: "10.0.0.1")
      try dialogue.reply(request, answer(-1, error: .coordinatorNotAvailable), on: "10.0.0.1")
      let asked = dialogue.now
      while dialogue.isQuiet("10.0.0.1") { dialogue.pass(.milliseconds(1)) }
      pauses.append((dialogue.now - asked).wholeMilliseconds)
    }
    #expect(pauses[0] >= 80 && pauses[0] <= 121)
    #expect(pauses[3] >= 640 && pauses[3] <= 961)
    #expect(dialogue.completions[id] == nil)
    try dialogue.reply(try dialogue.take(from: "10.0.0.1"), answer(1), on: "10.0.0.1")
    #expect(dialogue.machine.coordinator(for: .group("g")) == 1)
  }

  @Test func `when no coordinator is found in time the error says what the last answer was`() throws {
    let dialogue = try connected()
    let id = dialogue.send(.coordinator(.group("g")), timeout: .seconds(2))
    while dialogue.error(of: id) == nil {
      if let request = try dialogue.next(from: try dialogue.connection(to: "10.0.0.1")) {
        try dialogue.reply(request, answer(-1, error: .coordinatorNotAvailable), on: "10.0.0.1")
      }
      dialogue.pass(.milliseconds(10))
    }
    #expect(dialogue.error(of: id)?.code == .timedOut)
    #expect(
      dialogue.error(of: id)?.message == "no coordinator of group g found in 2000 ms; last: COORDINATOR_NOT_AVAILABLE")
  }

  @Test func `a group that one may not see is an error at once`() throws {
    let dialogue = try connected()
    let id = dialogue.send(.coordinator(.group("g")))
    let request = try dialogue.take(from: "10.0.0.1")
    try dialogue.reply(request, answer(-1, error: .groupAuthorizationFailed), on: "10.0.0.1")
    #expect(dialogue.error(of: id)?.brokerError?.code == .groupAuthorizationFailed)
  }

  @Test func `a coordinator is forgotten when it says so, or its connection is lost`() throws {
    let dialogue = try connected()
    let group = CoordinationKey.group("g")
    func find(_ node: Int32) throws {
      dialogue.send(.coordinator(group))
      try dialogue.reply(try dialogue.take(from: "10.0.0.1"), answer(node), on: "10.0.0.1")
    }
    try find(2)
    // Word from one that has been replaced since changes nothing.
    dialogue.machine.forgetCoordinator(group, at: 1)
    #expect(dialogue.machine.coordinator(for: group) == 2)
    dialogue.machine.forgetCoordinator(group, at: 2)
    #expect(dialogue.machine.coordinator(for: group) == nil)

    try find(2)
    try dialogue.accept("10.0.0.2")
    try dialogue.fail("10.0.0.2", "connection reset")
    #expect(dialogue.machine.coordinator(for: group) == nil)
  }

  @Test func `a coordinator that cannot be reached is looked up again`() throws {
    let dialogue = try connected()
    let id = dialogue.send(.coordinator(.group("g")))
    try dialogue.reply(try dialogue.take(from: "10.0.0.1"), answer(2), on: "10.0.0.1")
    try dialogue.fail("10.0.0.2")
    #expect(dialogue.completions[id] == nil)
    dialogue.pass(.milliseconds(200))
    var request = try dialogue.take(from: "10.0.0.1")
    if request.api == .metadata {
      try dialogue.reply(request, ClusterDialogue.metadata(), on: "10.0.0.1")
      request = try dialogue.take(from: "10.0.0.1")
    }
    #expect(request.api == .findCoordinator)
  }
}

@Suite struct ClusterRecoveryTests {
  @Test func `when none of the known brokers can be reached it starts over with the bootstrap servers`() throws {
    let dialogue = try ClusterDialogue()
    try dialogue.bootstrap()
    dialogue.addresses["boot"] = ["10.0.0.19"]
    dialogue.perform(dialogue.machine.requestMetadataUpdate(at: dialogue.now))
    let end = dialogue.now + .seconds(60)
    while dialogue.now < end, !dialogue.isDialled("10.0.0.19") {
      for connection in dialogue.dialling { dialogue.fail(connection) }
      if !dialogue.isDialled("10.0.0.19") { dialogue.pass(.milliseconds(10)) }
    }
    #expect(dialogue.notes.contains(.rebootstrapping(why: "none of the known brokers can be reached")))
    #expect(dialogue.machine.metadata.brokers.isEmpty)
    // The name is looked up anew.
    try dialogue.accept("10.0.0.19")
    let request = try dialogue.take(from: "10.0.0.19")
    #expect(request.api == .metadata)
    try dialogue.reply(request, ClusterDialogue.metadata(cluster: "other"), on: "10.0.0.19")
    #expect(dialogue.notes.contains(.clusterChanged(from: "c", to: "other")))
    #expect(dialogue.machine.metadata.brokers.keys.sorted() == [1, 2])
  }

  @Test func `without rebootstrap it goes on with the brokers it knows`() throws {
    let dialogue = try ClusterDialogue { $0.metadata.recoveryStrategy = .none }
    try dialogue.bootstrap()
    dialogue.send(.node(1))
    dialogue.send(.node(2))
    try dialogue.fail("10.0.0.1")
    try dialogue.fail("10.0.0.2")
    dialogue.pass(.seconds(5))
    #expect(!dialogue.dialled.isEmpty)
    #expect(dialogue.dialled.values.allSatisfy { $0.ip == "10.0.0.1" || $0.ip == "10.0.0.2" })
  }

  @Test func `metadata that does not come for long makes it start over, with connections closed`() throws {
    let dialogue = try ClusterDialogue {
      $0.metadata.rebootstrapTrigger = .seconds(60)
      $0.requestTimeout = .seconds(10)
    }
    try dialogue.bootstrap()
    dialogue.perform(dialogue.machine.use(["t"], at: dialogue.now))
    let start = dialogue.now
    while dialogue.now < start + .seconds(90),
      !dialogue.notes.contains(.rebootstrapping(why: "no metadata for 60000 ms"))
    {
      // Brokers accept connections and answer nothing else.
      for connection in dialogue.dialling { try dialogue.accept(connection) }
      dialogue.pass(.milliseconds(100))
    }
    #expect((dialogue.now - start).wholeMilliseconds == 60_000)
    #expect(dialogue.notes.contains(.rebootstrapping(why: "no metadata for 60000 ms")))
    #expect(dialogue.dialled.values.allSatisfy { $0.ip == "10.0.0.9" })
  }

  @Test func `a broker may ask for it`() throws {
    let dialogue = try ClusterDialogue()
    try dialogue.bootstrap()
    dialogue.perform(dialogue.machine.requestMetadataUpdate(at: dialogue.now))
    let ip = try #require(dialogue.dialled.values.first).ip
    try dialogue.accept(ip)
    let request = try dialogue.take(from: ip)
    #expect(request.version == 13)
    var answer = ClusterDialogue.metadata()
    answer.errorCode = ErrorCode.rebootstrapRequired.rawValue
    try dialogue.reply(request, answer, on: ip)
    #expect(dialogue.notes.contains(.rebootstrapping(why: "the broker asked for it")))
    #expect(dialogue.dialled.values.map(\.ip) == ["10.0.0.9"])
  }

  @Test func `a lost connection leads to fresh metadata`() throws {
    let dialogue = try ClusterDialogue()
    try dialogue.bootstrap(ClusterDialogue.metadata(topics: ["t"]))
    dialogue.send(.node(1))
    dialogue.send(.node(2))
    try dialogue.accept("10.0.0.1")
    try dialogue.accept("10.0.0.2")
    _ = try dialogue.take(from: "10.0.0.2")
    try dialogue.fail("10.0.0.1", "connection reset")
    dialogue.pass(.milliseconds(200))
    #expect(try dialogue.take(from: "10.0.0.2").api == .metadata)
  }

  @Test func `however the network behaves, every request ends in time and the machine comes to rest`() throws {
    // The network is decided by a seed; a failure names it.
    for seed in UInt64(1)...40 {
      var random = RandomSource.seeded(seed)
      let dialogue = try ClusterDialogue {
        $0.requestTimeout = .seconds(5)
        $0.connection.setupTimeout = .seconds(2)
      }
      var requests: [(id: RequestID, until: Instant)] = []
      for _ in 0..<400 {
        switch Int.random(in: 0..<10, using: &random) {
        case 0: requests.append((dialogue.send(.leastLoaded, timeout: .seconds(5)), dialogue.now + .seconds(30)))
        case 1:
          let node = Int32.random(in: 1...3, using: &random)
          let lane = Lane.allCases.randomElement(using: &random) ?? .general
          requests.append((dialogue.send(.node(node, lane), timeout: .seconds(5)), dialogue.now + .seconds(30)))
        case 2:
          requests.append(
            (dialogue.send(.coordinator(.group("g")), timeout: .seconds(5)), dialogue.now + .seconds(30)))
        case 3:
          if let id = dialogue.dialled.keys.sorted().randomElement(using: &random) { dialogue.fail(id) }
        case 4, 5:
          for id in dialogue.dialling { try dialogue.accept(id) }
        case 6, 7, 8:
          for id in dialogue.open.sorted() {
            guard let request = try dialogue.next(from: id) else { continue }
            switch request.body {
            case is MetadataRequest:
              let brokers: [Int32] = Bool.random(using: &random) ? [1, 2] : [1, 2, 3]
              try dialogue.reply(request, ClusterDialogue.metadata(brokers: brokers), on: id)
            case is FindCoordinatorRequest:
              try dialogue.reply(request, answer(Int32.random(in: -1...3, using: &random)), on: id)
            default: try dialogue.reply(request, DescribeClusterResponse(), on: id)
            }
          }
        default: dialogue.pass(.milliseconds(Int64.random(in: 0...700, using: &random)))
        }
      }
      dialogue.pass(.seconds(60))
      for request in requests {
        #expect(dialogue.completions[request.id] != nil, "seed \(seed): \(request.id) never ended")
      }
    }
  }

  private func answer(_ node: Int32) -> FindCoordinatorResponse {
    .with { response in
      response.coordinators = [
        .with {
          $0.key = "g"
          $0.nodeId = node
          $0.host = node < 1 ? "" : "b\(node)"
          $0.port = 9092
          $0.errorCode = node < 1 ? ErrorCode.coordinatorNotAvailable.rawValue : 0
        }
      ]
    }
  }
}
