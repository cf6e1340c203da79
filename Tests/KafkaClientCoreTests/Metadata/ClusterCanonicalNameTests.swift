import KafkaClientCore
import KafkaMessages
import KafkaWire
import NIOCore
import Testing

/// `client.dns.lookup=resolve_canonical_bootstrap_servers_only` (KIP-235).
@Suite struct ClusterCanonicalNameTests {
  private static func dialogue(
    _ servers: [String] = ["boot:9093"], _ change: (inout ClientConfiguration) -> Void = { _ in }
  ) throws -> ClusterDialogue {
    let dialogue = try ClusterDialogue {
      $0.bootstrapServers = servers
      $0.dnsLookup = .canonicalBootstrapServers
      change(&$0)
    }
    dialogue.addresses["boot"] = ["10.0.0.7", "10.0.0.8"]
    dialogue.canonicalNames = ["10.0.0.7": "k7.example", "10.0.0.8": "k8.example"]
    dialogue.addresses["k7.example"] = ["10.0.0.7"]
    dialogue.addresses["k8.example"] = ["10.0.0.8"]
    return dialogue
  }

  /// Dials whatever is to be dialled and refuses it, until the client asks for names so many times.
  private static func refuse(_ dialogue: ClusterDialogue, untilExpansions count: Int) -> [String] {
    var tried: [String] = []
    for _ in 0..<10_000 where dialogue.expansions.count < count {
      for connection in dialogue.dialling {
        if let ip = dialogue.dialled[connection]?.ip { tried.append(ip) }
        dialogue.fail(connection)
      }
      dialogue.pass(.milliseconds(5))
    }
    return tried
  }

  @Test func `each bootstrap server is replaced by the names of its addresses, with its port`() throws {
    let dialogue = try Self.dialogue()
    let id = dialogue.send(.leastLoaded)
    #expect(dialogue.expansions.map(\.description) == ["boot:9093"])
    #expect(dialogue.resolutions.count == 1)
    let connection = try #require(dialogue.dialling.first)
    let first = try #require(dialogue.dialled[connection])
    #expect(first.port == 9093)
    dialogue.fail(connection)
    let second = try #require(dialogue.dialling.first)
    #expect(Set(dialogue.resolutions.map(\.description)) == ["k7.example:9093", "k8.example:9093"])
    try dialogue.accept(second)
    #expect(try dialogue.take(from: second).api == .describeCluster)
    #expect(dialogue.completions[id] == nil)
    let name = first.ip == "10.0.0.7" ? "k7" : "k8"
    #expect(
      dialogue.notes.first
        == .unreachable(
          peer: "bootstrap server \(name).example:9093 (\(first.ip):9093)", why: "connection refused"))
  }

  @Test func `nothing is looked up before something is needed`() throws {
    let dialogue = try Self.dialogue()
    #expect(dialogue.actions.isEmpty)
  }

  @Test func `brokers keep the names that the cluster gives them`() throws {
    let dialogue = try Self.dialogue()
    dialogue.canonicalNames["10.0.0.1"] = "other.example"
    dialogue.perform(dialogue.machine.requestMetadataUpdate(at: dialogue.now))
    let connection = try #require(dialogue.dialling.first)
    try dialogue.accept(connection)
    try dialogue.reply(try dialogue.take(from: connection), ClusterDialogue.metadata(), on: connection)
    dialogue.send(.node(1))
    #expect(dialogue.resolutions.last?.description == "b1:9092")
    #expect(dialogue.expansions.count == 1)
  }

  @Test func `names that come twice count once, also of different servers, and no more than 64 count`() throws {
    let dialogue = try Self.dialogue(["boot:9093", "other:9093"])
    dialogue.machine.observation = .changes
    let many = (0..<500).map { "10.2.\($0 / 250).\($0 % 250)" }
    dialogue.addresses["boot"] = ["10.0.0.7", "10.0.0.7", "10.0.0.8"] + many
    dialogue.addresses["other"] = ["10.0.0.8", "10.0.0.7"]
    dialogue.canonicalNames["10.0.0.8"] = "K7.Example"
    dialogue.send(.leastLoaded)
    var tried: [String] = []
    // Bounded, for the case that the names are looked up anew without a pause.
    while tried.count < 1000, let connection = dialogue.dialling.first {
      tried.append(try #require(dialogue.dialled[connection]).ip)
      dialogue.fail(connection)
    }
    let names = dialogue.events.compactMap { event -> [String]? in
      if case .canonicalNames(let host, let names) = event, host.name == "boot" { names } else { nil }
    }
    #expect(names.first == ["k7.example"] + many.prefix(63))
    #expect(tried.count { $0 == "10.0.0.7" } == 1)
    #expect(tried.count == 64)
  }

  @Test func `a start while DNS is down works as soon as it is up, and the error meanwhile says so`() throws {
    let dialogue = try Self.dialogue()
    dialogue.addresses["boot"] = nil
    let early = dialogue.send(.leastLoaded, timeout: .seconds(2))
    let id = dialogue.send(.leastLoaded, timeout: .seconds(30))
    dialogue.pass(.seconds(5))
    #expect(dialogue.error(of: early)?.code == .timedOut)
    #expect(dialogue.error(of: early)?.message.contains("bootstrap server boot:9093: no such host") == true)
    #expect((5...15).contains(dialogue.expansions.count))
    dialogue.addresses["boot"] = ["10.0.0.7"]
    dialogue.pass(.seconds(2))
    try dialogue.accept("10.0.0.7")
    #expect(try dialogue.take(from: "10.0.0.7").api == .describeCluster)
    #expect(dialogue.completions[id] == nil)
  }

  @Test func `a resolver that never answers is given up, and a late answer changes nothing`() throws {
    let dialogue = try Self.dialogue { $0.connection.setupTimeout = .seconds(1) }
    dialogue.silentHosts = ["boot"]
    let id = dialogue.send(.leastLoaded, timeout: .seconds(5))
    let late = try #require(dialogue.unansweredLookUps.first)
    dialogue.pass(.milliseconds(1300))
    #expect(dialogue.cancelledLookUps == [late.key])
    dialogue.answer(late.key, late.value)
    #expect(dialogue.resolutions.isEmpty)
    dialogue.pass(.seconds(4))
    let message = try #require(dialogue.error(of: id)?.message)
    #expect(message.contains("no answer from the resolver for the canonical names of boot"), "\(message)")
  }

  @Test func `when none of the names can be reached they are looked up anew, less and less often`() throws {
    let dialogue = try Self.dialogue()
    dialogue.send(.leastLoaded, timeout: .seconds(1000))
    let tried = Self.refuse(dialogue, untilExpansions: 2)
    #expect(Set(tried) == ["10.0.0.7", "10.0.0.8"])
    // The name stands for another host now.
    dialogue.addresses["boot"] = ["10.0.0.9"]
    dialogue.canonicalNames["10.0.0.9"] = "k9.example"
    dialogue.addresses["k9.example"] = ["10.0.0.9"]
    _ = Self.refuse(dialogue, untilExpansions: 3)
    let start = dialogue.now
    let tries = Self.refuse(dialogue, untilExpansions: 13)
    #expect(tries.allSatisfy { $0 == "10.0.0.9" })
    #expect(tries.count <= 11)
    #expect((dialogue.now - start).wholeMilliseconds > 4_000)
    dialogue.pass(.seconds(2))
    try dialogue.accept("10.0.0.9")
    #expect(try dialogue.take(from: "10.0.0.9").api == .describeCluster)
  }

  @Test func `starting over expands the names anew`() throws {
    let dialogue = try Self.dialogue()
    dialogue.perform(dialogue.machine.requestMetadataUpdate(at: dialogue.now))
    let connection = try #require(dialogue.dialling.first)
    try dialogue.accept(connection)
    try dialogue.reply(try dialogue.take(from: connection), ClusterDialogue.metadata(brokers: [1]), on: connection)
    dialogue.addresses["boot"] = ["10.0.0.9"]
    dialogue.canonicalNames["10.0.0.9"] = "k9.example"
    dialogue.addresses["k9.example"] = ["10.0.0.9"]
    dialogue.perform(dialogue.machine.requestMetadataUpdate(at: dialogue.now))
    _ = Self.refuse(dialogue, untilExpansions: 2)
    #expect(dialogue.notes.contains(.rebootstrapping(why: "none of the known brokers can be reached")))
    dialogue.pass(.milliseconds(10))
    #expect(dialogue.isDialled("10.0.0.9"))
    try dialogue.accept("10.0.0.9")
    #expect(try dialogue.take(from: "10.0.0.9").api == .metadata)
  }

  @Test func `one server whose name cannot be looked up does not hold up another`() throws {
    let dialogue = try Self.dialogue(["gone:9093", "boot:9093"])
    dialogue.send(.leastLoaded, timeout: .seconds(30))
    dialogue.pass(.milliseconds(500))
    let connection = try #require(dialogue.dialling.first)
    try dialogue.accept(connection)
    #expect(try dialogue.take(from: connection).api == .describeCluster)
  }
}
