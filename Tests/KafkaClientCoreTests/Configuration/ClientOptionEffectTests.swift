import KafkaClientCore
import KafkaMessages
import KafkaWire
import Testing

/// Options of every client, by their names, and what they change.
@Suite struct ClientOptionEffectTests {
  private static func dialogue(_ options: [String: String]) throws -> ClusterDialogue {
    let configuration = try ClientConfiguration(
      properties: ["bootstrap.servers": "boot:9092"].merging(options) { $1 })
    return try ClusterDialogue { $0 = configuration }
  }

  /// Lets time pass with brokers that answer every question for metadata; returns when each came, in milliseconds, and
  /// the topics it asked for.
  private static func questions(
    _ dialogue: ClusterDialogue, during time: Duration
  ) throws -> [(at: Int64, topics: [String])] {
    let start = dialogue.now
    var found: [(at: Int64, topics: [String])] = []
    while dialogue.now < start + time {
      for connection in dialogue.dialling { try dialogue.accept(connection) }
      for connection in dialogue.open.sorted() {
        guard let request = try dialogue.next(from: connection) else { continue }
        let body = try #require(request.body as? MetadataRequest)
        let topics = (body.topics ?? []).compactMap(\.name)
        found.append(((dialogue.now - start).wholeMilliseconds, topics))
        try dialogue.reply(request, ClusterDialogue.metadata(topics: topics), on: connection)
      }
      dialogue.pass(.milliseconds(10))
    }
    return found
  }

  @Test func `client.id is in every request`() throws {
    let dialogue = try Self.dialogue(["client.id": "payments"])
    dialogue.perform(dialogue.machine.requestMetadataUpdate(at: dialogue.now))
    try dialogue.accept("10.0.0.9")
    #expect(try dialogue.take(from: "10.0.0.9").header.clientId == "payments")
  }

  @Test(arguments: [3_000, 7_000] as [Int64])
  func `request.timeout.ms ends a connection whose broker does not answer`(timeout: Int64) throws {
    let dialogue = try Self.dialogue(["request.timeout.ms": "\(timeout)"])
    dialogue.perform(dialogue.machine.requestMetadataUpdate(at: dialogue.now))
    let id = try dialogue.connection(to: "10.0.0.9")
    try dialogue.accept(id)
    dialogue.pass(.milliseconds(timeout - 1))
    #expect(dialogue.open.contains(id))
    dialogue.pass(.milliseconds(1))
    #expect(!dialogue.open.contains(id))
  }

  @Test(arguments: [4_000, 9_000] as [Int64])
  func `connections.max.idle.ms closes a connection without traffic`(limit: Int64) throws {
    let dialogue = try Self.dialogue(["connections.max.idle.ms": "\(limit)"])
    try dialogue.bootstrap()
    dialogue.send(.node(1))
    try dialogue.accept("10.0.0.1")
    let id = try dialogue.connection(to: "10.0.0.1")
    try dialogue.reply(try dialogue.take(from: id), DescribeClusterResponse(), on: id)
    dialogue.pass(.milliseconds(limit - 1))
    #expect(dialogue.open.contains(id))
    dialogue.pass(.milliseconds(2))
    #expect(!dialogue.open.contains(id))
  }

  @Test(arguments: [3_000, 8_000] as [Int64])
  func `metadata.max.age.ms makes metadata be asked for again`(age: Int64) throws {
    let dialogue = try Self.dialogue(["metadata.max.age.ms": "\(age)"])
    dialogue.perform(dialogue.machine.use(["t"], at: dialogue.now))
    let times = try Self.questions(dialogue, during: .milliseconds(age * 3 + 1_000)).map(\.at)
    #expect(times.count >= 3)
    let pauses = zip(times.dropFirst(), times).map { $0 - $1 }
    for pause in pauses.suffix(2) { #expect((age...age + 30).contains(pause)) }
  }

  @Test(arguments: [6_000, 9_000] as [Int64])
  func `metadata.max.idle.ms makes an unused topic be forgotten`(idle: Int64) throws {
    let configuration = try ProducerConfiguration(properties: [
      "bootstrap.servers": "boot:9092", "metadata.max.idle.ms": "\(idle)", "metadata.max.age.ms": "1000",
    ])
    let dialogue = try ClusterDialogue { $0 = configuration.client }
    dialogue.perform(dialogue.machine.use(["t"], at: dialogue.now))
    let asked = try Self.questions(dialogue, during: .milliseconds(idle + 5_000)).filter { $0.topics == ["t"] }
    let last = try #require(asked.last).at
    #expect(last <= idle && last >= idle - 1_100)
  }

  @Test func `reconnect.backoff.ms and its maximum are the pauses before a broker is dialled again`() throws {
    let dialogue = try Self.dialogue([
      "reconnect.backoff.ms": "500", "reconnect.backoff.max.ms": "1500", "metadata.recovery.strategy": "none",
    ])
    try dialogue.bootstrap(ClusterDialogue.metadata(brokers: [1]))
    var pauses = [Int64]()
    for _ in 0..<5 {
      dialogue.send(.node(1))
      let started = dialogue.now
      while !dialogue.isDialled("10.0.0.1") { dialogue.pass(.milliseconds(1)) }
      pauses.append((dialogue.now - started).wholeMilliseconds)
      try dialogue.fail("10.0.0.1")
    }
    #expect((400...601).contains(pauses[1]))
    #expect((800...1201).contains(pauses[2]))
    #expect((1200...1501).contains(pauses[3]) && (1200...1501).contains(pauses[4]))
  }

  @Test func `client.dns.lookup decides whether bootstrap servers are reached by canonical names`() throws {
    for (value, names) in [
      ("use_all_dns_ips", ["boot:9092"]), ("resolve_canonical_bootstrap_servers_only", ["k9.example:9092"]),
    ] {
      let dialogue = try Self.dialogue(["client.dns.lookup": value])
      dialogue.canonicalNames = ["10.0.0.9": "k9.example"]
      dialogue.addresses["k9.example"] = ["10.0.0.9"]
      dialogue.send(.leastLoaded)
      #expect(dialogue.resolutions.map(\.description) == names)
      #expect(dialogue.isDialled("10.0.0.9"))
    }
  }

  @Test func `socket.connection.setup.timeout.ms and its maximum limit looking up a host, too`() throws {
    let dialogue = try Self.dialogue([
      "socket.connection.setup.timeout.ms": "500", "socket.connection.setup.timeout.max.ms": "1500",
    ])
    dialogue.silentHosts = ["boot"]
    dialogue.send(.leastLoaded, timeout: .seconds(100))
    var times = [Int64]()
    for round in 1...4 {
      try dialogue.pass { dialogue.resolutions.count >= round }
      let started = dialogue.now
      try dialogue.pass { dialogue.cancelledLookUps.count >= round }
      times.append((dialogue.now - started).wholeMilliseconds)
    }
    #expect((400...601).contains(times[0]))
    #expect((800...1201).contains(times[1]))
    #expect((1200...1501).contains(times[2]) && (1200...1501).contains(times[3]))
  }

  @Test func `socket.connection.setup.timeout.ms and its maximum limit the making of a connection`() throws {
    let dialogue = try Self.dialogue([
      "socket.connection.setup.timeout.ms": "500", "socket.connection.setup.timeout.max.ms": "1500",
      "metadata.recovery.strategy": "none",
    ])
    try dialogue.bootstrap(ClusterDialogue.metadata(brokers: [1]))
    var times = [Int64]()
    for _ in 0..<4 {
      let id = dialogue.send(.node(1), timeout: .seconds(100))
      while !dialogue.isDialled("10.0.0.1") { dialogue.pass(.milliseconds(1)) }
      let started = dialogue.now
      while dialogue.error(of: id) == nil { dialogue.pass(.milliseconds(10)) }
      times.append((dialogue.now - started).wholeMilliseconds)
    }
    #expect((400...610).contains(times[0]))
    #expect((800...1210).contains(times[1]))
    #expect((1200...1510).contains(times[2]) && (1200...1510).contains(times[3]))
  }
}
