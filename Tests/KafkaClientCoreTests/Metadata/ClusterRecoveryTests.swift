import KafkaClientCore
import KafkaMessages
import KafkaWire
import NIOCore
import Testing

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

  @Test(arguments: [false, true])
  func `a broker that cannot be reached at its advertised address is tried less and less often`(
    wantsMetadata: Bool
  ) throws {
    let dialogue = try ClusterDialogue()
    dialogue.perform(dialogue.machine.requestMetadataUpdate(at: dialogue.now))
    let start = dialogue.now
    var dials: [Instant] = []
    var bootstraps = 0
    // The bootstrap server answers; the one broker that it names refuses every connection.
    while dialogue.now < start + .seconds(20) {
      for connection in dialogue.dialling {
        guard let address = dialogue.dialled[connection] else { continue }
        if address.ip == "10.0.0.1" {
          dials.append(dialogue.now)
          dialogue.fail(connection)
        } else {
          bootstraps += 1
          try dialogue.accept(connection)
        }
      }
      for connection in dialogue.open.sorted() {
        guard let request = try dialogue.next(from: connection) else { continue }
        try dialogue.reply(request, ClusterDialogue.metadata(brokers: [1]), on: connection)
      }
      if wantsMetadata { dialogue.perform(dialogue.machine.requestMetadataUpdate(at: dialogue.now)) }
      // Somebody always wants something of the broker.
      if !dialogue.isDialled("10.0.0.1") { dialogue.send(.node(1), timeout: .seconds(30)) }
      dialogue.pass(.milliseconds(5))
    }
    let pauses = zip(dials.dropFirst(), dials).map { ($0 - $1).wholeMilliseconds }
    // 50, 100, 200, 400, 800 ms and then a second, with a fifth of jitter.
    #expect(pauses.count >= 18 && pauses.count <= 35)
    #expect(pauses.dropFirst(6).allSatisfy { (795...1015).contains($0) })
    // Starting over goes no faster than that.
    #expect(bootstraps >= 10 && bootstraps <= dials.count + 2)
  }

  @Test func `what is remembered of an address ends with a connection to it`() throws {
    // Two brokers behind one address: what goes wrong with the first is remembered when it leaves.
    func pause(isReached: Bool) throws -> Bool {
      let dialogue = try ClusterDialogue {
        $0.connection.reconnectBackoff = .seconds(20)
        $0.connection.reconnectBackoffMaximum = .seconds(30)
      }
      let both = ClusterDialogue.metadata(brokers: [1, 2, 3], hosts: [2: "b1"])
      try dialogue.bootstrap(both)
      dialogue.send(.node(1))
      try dialogue.fail("10.0.0.1")
      dialogue.send(.node(3))
      try dialogue.accept("10.0.0.3")
      func learn(_ response: MetadataResponse) throws {
        dialogue.perform(dialogue.machine.requestMetadataUpdate(at: dialogue.now))
        for _ in 0..<100 {
          guard let request = try dialogue.next(from: try dialogue.connection(to: "10.0.0.3")) else {
            dialogue.pass(.milliseconds(20))
            continue
          }
          if request.api == .metadata { return try dialogue.reply(request, response, on: "10.0.0.3") }
          try dialogue.reply(request, DescribeClusterResponse(), on: "10.0.0.3")
        }
        Issue.record("metadata was not asked for")
      }
      try learn(ClusterDialogue.metadata(brokers: [2, 3], hosts: [2: "b1"]))
      if isReached {
        dialogue.send(.node(2))
        try dialogue.accept("10.0.0.1")
      }
      try learn(both)
      return dialogue.machine.diagnostics(at: dialogue.now).contains("node 1 at b1:9092, not dialled for")
    }
    #expect(try pause(isReached: false))
    #expect(try !pause(isReached: true))
  }

  @Test func `an error that comes while it starts over names the brokers that could not be reached`() throws {
    let dialogue = try ClusterDialogue()
    try dialogue.bootstrap(ClusterDialogue.metadata(brokers: [1]))
    dialogue.addresses["boot"] = nil
    let id = dialogue.send(.coordinator(.group("g")), timeout: .seconds(1))
    let other = dialogue.send(.leastLoaded, timeout: .milliseconds(900))
    try dialogue.pass {
      for connection in dialogue.dialling { dialogue.fail(connection) }
      return dialogue.completions[id] != nil
    }
    for message in [dialogue.error(of: id)?.message ?? "", dialogue.error(of: other)?.message ?? ""] {
      #expect(message.contains("bootstrap server boot:9092: no such host"), "\(message)")
      #expect(message.contains("node 1 at b1:9092: connection refused"), "\(message)")
      #expect(message.contains("advertised.listeners"), "\(message)")
    }
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
