import KafkaClient
import KafkaClientCore
import KafkaMessages
import KafkaWire
import NIOCore
import NIOPosix
import Synchronization
import TestSupport
import Testing

/// Names over real sockets, with resolvers that say what a test wants.
@Suite(.timeLimit(.minutes(1))) struct HostNameTests {
  private static let isLinux: Bool = {
    #if os(Linux)
      true
    #else
      false
    #endif
  }()

  private static func withClient<Value: Sendable>(
    _ servers: String, _ resolver: any HostResolver, configure: (inout ClientConfiguration) -> Void = { _ in },
    body: @Sendable @escaping (KafkaClient) async throws -> Value
  ) async throws -> Value {
    try await EndToEndTests.withClient(
      servers,
      configure: {
        $0.resolver = .custom(resolver)
        // A busy machine may let a look-up's task wait for long.
        $0.connection.setupTimeout = .seconds(60)
        $0.connection.setupTimeoutMaximum = .seconds(60)
        configure(&$0)
      }, body: body)
  }

  /// A cluster of one broker that says to be at this place.
  private static func advertising(_ host: String, _ port: Int? = nil) -> @Sendable (Int) -> MetadataResponse {
    { own in
      .with { response in
        response.clusterId = "scripted"
        response.controllerId = 1
        response.brokers = [
          .with {
            $0.nodeId = 1
            $0.host = host
            $0.port = Int32(port ?? own)
          }
        ]
      }
    }
  }

  /// Runs a broker with such metadata.
  private static func withBroker(
    at host: String = "127.0.0.1", port: Int = 0, _ metadata: @escaping @Sendable (Int) -> MetadataResponse,
    body: @Sendable (_ port: Int) async throws -> Void
  ) async throws {
    let own = Atomic(0)
    try await ScriptedBroker.run(
      host: host, port: port,
      { request, _ in
        request is MetadataRequest ? .response(metadata(own.load(ordering: .relaxed))) : .usual
      },
      body: { port in
        own.store(port, ordering: .relaxed)
        try await body(port)
      })
  }

  /// Lets the client ask for metadata, and waits until its diagnostics have a text.
  private static func diagnose(_ client: KafkaClient, until text: String) async throws {
    client.execute { $0.requestMetadataUpdate() }
    try await eventually("the diagnostics") {
      await client.diagnostics()
    } satisfies: {
      $0.contains(text)
    }
  }

  /// Waits until the client knows its broker.
  private static func learn(_ client: KafkaClient) async throws {
    client.execute { $0.requestMetadataUpdate() }
    let loop = client.loop
    try await eventually("the number of brokers") {
      try await loop.submit { client.cluster.metadata.brokers.count }.get()
    } satisfies: {
      $0 == 1
    }
  }

  // MARK: Addresses

  @Test func `a client that starts while names cannot be looked up works as soon as they can`() async throws {
    let resolver = ScriptedResolver(["kafka.test": .failure("not yet")])
    try await Self.withBroker(Self.advertising("kafka.test")) { port in
      try await Self.withClient("kafka.test:\(port)", resolver) { client in
        async let description = KafkaAdmin(client: client).describeCluster()
        try await eventually("the diagnostics") {
          await client.diagnostics()
        } satisfies: {
          $0.contains("the resolver failed for kafka.test: not yet")
        }
        resolver.say(.addresses(["127.0.0.1"]), for: "kafka.test")
        let cluster = try await description
        #expect(cluster.clusterID == "scripted")
      }
    }
  }

  @Test(.enabled(if: isLinux, "only Linux answers at all of 127.0.0.0/8"))
  func `a broker that moved to another address is found there by its name`() async throws {
    let resolver = ScriptedResolver(["kafka.test": .addresses(["127.0.0.1"])])
    let place = Atomic(0)
    let client = Mutex<KafkaClient?>(nil)
    let running = Mutex<Task<Void, any Error>?>(nil)
    try await Self.withBroker(Self.advertising("kafka.test")) { port in
      var configuration = ClientConfiguration(bootstrapServers: ["kafka.test:\(port)"])
      configuration.resolver = .custom(resolver)
      let made = try KafkaClient(configuration: configuration)
      running.withLock { $0 = Task { try await made.run() } }
      let cluster = try await KafkaAdmin(client: made).describeCluster()
      #expect(cluster.clusterID == "scripted")
      client.withLock { $0 = made }
      place.store(port, ordering: .relaxed)
    }
    resolver.say(.addresses(["127.0.0.2"]), for: "kafka.test")
    let made = try #require(client.withLock { $0 })
    let port = place.load(ordering: .relaxed)
    try await Self.withBroker(at: "127.0.0.2", port: port, Self.advertising("kafka.test")) { _ in
      let cluster = try await KafkaAdmin(client: made).describeCluster()
      #expect(cluster.clusterID == "scripted")
      #expect(await made.diagnostics().contains("127.0.0.2:\(port)"))
    }
    running.withLock { $0?.cancel() }
  }

  @Test func `all addresses of a name are tried`() async throws {
    let resolver = ScriptedResolver(["kafka.test": .addresses(["::1", "::1", "127.0.0.1"])])
    let recorder = EventRecorder(.changes, group: MultiThreadedEventLoopGroup.singleton)
    try await ScriptedBroker.run({ _, _ in .usual }) { port in
      try await Self.withClient("kafka.test:\(port)", resolver, configure: { $0.observability.observers = [recorder] })
      {
        client in
        let cluster = try await KafkaAdmin(client: client).describeCluster()
        #expect(cluster.clusterID == "scripted")
      }
    }
    let dialled = recorder.events.compactMap { event in
      if case .connecting(let connection) = event, connection.nodeID < 0 { connection.address } else { nil }
    }
    #expect(dialled == ["::1", "127.0.0.1"])
    #expect(resolver.asked == ["kafka.test"])
  }

  @Test(arguments: ["not an address", "127.0.0.1:9092", "", "localhost"])
  func `an answer that is no address is refused, and quoted`(answer: String) async throws {
    let resolver = ScriptedResolver(["kafka.test": .addresses([answer])])
    try await Self.withClient("kafka.test:9092", resolver) { client in
      let expected = "the resolver answered \(answer.debugDescription) for kafka.test, which is no IP address"
      try await Self.diagnose(client, until: expected)
      let error = await #expect(throws: KafkaError.self) {
        try await client.request(DescribeClusterRequest(), to: .leastLoaded, timeout: .milliseconds(50))
      }
      #expect(error?.message.contains(expected) == true, "\(error?.message ?? "")")
    }
  }

  @Test func `a resolver is not asked for what is an address`() async throws {
    let resolver = ScriptedResolver()
    try await ScriptedBroker.run({ _, _ in .usual }) { port in
      try await Self.withClient("127.0.0.1:\(port)", resolver) { client in
        _ = try await KafkaAdmin(client: client).describeCluster()
      }
    }
    #expect(resolver.asked.isEmpty)
  }

  @Test(arguments: [-1, 0, 65_536, Int(Int32.max)], ["127.0.0.1", "localhost"])
  func `a port that cannot be is an error, not a crash`(port: Int, host: String) async throws {
    try await Self.withBroker(Self.advertising(host, port)) { own in
      try await Self.withClient("127.0.0.1:\(own)", SystemResolver()) { client in
        try await Self.learn(client)
        let error = await #expect(throws: KafkaError.self) {
          try await client.request(DescribeClusterRequest(), to: .node(1))
        }
        #expect(error?.message.hasPrefix("no address for \(host): \(port) is not a port") == true)
      }
    }
  }

  // MARK: Advertised addresses

  @Test(arguments: [ScriptedResolver.Answer.addresses(["127.0.0.1"]), .failure("no such name")])
  func `an advertised address that leads nowhere is explained with the one that answered`(
    answer: ScriptedResolver.Answer
  ) async throws {
    let resolver = ScriptedResolver(["boot.test": .addresses(["127.0.0.1"]), "inner.test": answer])
    // Nobody listens at port 1.
    try await Self.withBroker(Self.advertising("inner.test", 1)) { port in
      try await Self.withClient("boot.test:\(port)", resolver) { client in
        try await Self.learn(client)
        let error = await #expect(throws: KafkaError.self) {
          try await client.request(DescribeClusterRequest(), to: .node(1))
        }
        #expect(error?.code == .unreachable)
        let message = error?.message ?? ""
        #expect(message.contains("bootstrap server boot.test:\(port) (127.0.0.1:\(port)) answered"), "\(message)")
        #expect(message.contains("gives inner.test:1 as the address of node 1"), "\(message)")
        #expect(message.contains("change advertised.listeners of the broker"), "\(message)")
      }
    }
  }

  // MARK: Silence

  @Test func `a resolver that never answers ends a request in its time, with an error that names the host`()
    async throws
  {
    let resolver = ScriptedResolver(["kafka.test": .silence])
    try await Self.withClient("kafka.test:9092", resolver) { client in
      try await Self.diagnose(client, until: "looking up kafka.test")
      let error = await #expect(throws: KafkaError.self) {
        try await client.request(DescribeClusterRequest(), to: .leastLoaded, timeout: .milliseconds(50))
      }
      #expect(error?.code == .timedOut)
      #expect(error?.message.contains("no answer from the resolver for kafka.test") == true)
      #expect(resolver.cancelled == 0)
    }
    // The question ends with the client.
    try await eventually("the end of the question") {
      resolver.cancelled
    } satisfies: {
      $0 >= 1
    }
  }

  @Test func `a resolver that never answers is asked again after the setup timeout`() async throws {
    let resolver = ScriptedResolver(["kafka.test": .silence])
    try await ScriptedBroker.run({ _, _ in .usual }) { port in
      try await Self.withClient(
        "kafka.test:\(port)", resolver, configure: { $0.connection.setupTimeout = .milliseconds(50) }
      ) { client in
        async let description = KafkaAdmin(client: client).describeCluster()
        try await eventually("the end of the question") {
          resolver.cancelled
        } satisfies: {
          $0 >= 1
        }
        resolver.say(.addresses(["127.0.0.1"]), for: "kafka.test")
        let cluster = try await description
        #expect(cluster.clusterID == "scripted")
      }
    }
  }

  @Test func `a producer whose broker's name is not looked up fails after max.block.ms and says why`() async throws {
    let resolver = ScriptedResolver(["kafka.test": .silence])
    var configuration = ProducerConfiguration(bootstrapServers: ["kafka.test:9092"])
    configuration.client.resolver = .custom(resolver)
    configuration.maximumBlockTime = .milliseconds(200)
    try await KafkaProducer.withProducer(configuration: configuration) { producer in
      let error = await #expect(throws: KafkaError.self) { try await producer.send("x", to: "t") }
      #expect(error?.code == .unknownTopic)
      #expect(error?.message.contains("no answer from the resolver for kafka.test") == true)
    }
  }

  // MARK: Canonical names

  @Test func `bootstrap servers are reached by the canonical names of their addresses`() async throws {
    let resolver = ScriptedResolver(
      ["boot.test": .addresses(["127.0.0.1"]), "k1.test": .addresses(["127.0.0.1"])],
      names: ["127.0.0.1": "K1.test."])
    try await ScriptedBroker.run({ _, _ in .usual }) { port in
      try await Self.withClient(
        "boot.test:\(port)", resolver, configure: { $0.dnsLookup = .canonicalBootstrapServers }
      ) { client in
        let cluster = try await KafkaAdmin(client: client).describeCluster()
        #expect(cluster.clusterID == "scripted")
      }
    }
    #expect(resolver.asked == ["boot.test", "127.0.0.1", "k1.test"])
  }

  @Test(arguments: [nil, "bad name", ""] as [String?])
  func `where no canonical name can be had the error says so`(name: String?) async throws {
    let resolver = ScriptedResolver(
      ["boot.test": .addresses(["127.0.0.1"])], names: name.map { ["127.0.0.1": $0] } ?? [:])
    try await Self.withClient(
      "boot.test:9092", resolver, configure: { $0.dnsLookup = .canonicalBootstrapServers }
    ) { client in
      let expected =
        name.map {
          "the resolver answered \($0.debugDescription) for the canonical name of 127.0.0.1, which is no name"
        }
        ?? "the resolver failed for 127.0.0.1: it has no name"
      try await Self.diagnose(client, until: expected)
      let error = await #expect(throws: KafkaError.self) {
        try await client.request(DescribeClusterRequest(), to: .leastLoaded, timeout: .milliseconds(50))
      }
      #expect(
        error?.description.contains(expected) == true, "\(error?.message ?? "")")
    }
  }

  @Test func `the system's canonical name is believed only if it leads to the address`() async throws {
    struct Elsewhere: HostResolver {
      func addresses(of host: String) -> [String] { ["10.1.1.1"] }
    }
    #expect(try await Elsewhere().canonicalName(of: "127.0.0.1") == "127.0.0.1")
    struct Here: HostResolver {
      func addresses(of host: String) -> [String] { ["10.1.1.1", "127.0.0.1"] }
    }
    #expect(try await Here().canonicalName(of: "127.0.0.1") != "127.0.0.1")
    let system = try await SystemResolver().addresses(of: "localhost")
    #expect(system.contains("127.0.0.1") || system.contains("::1"))
  }
}
