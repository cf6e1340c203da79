import KafkaClient
import KafkaMessages
import KafkaWire
import Logging
import NIOCore
import NIOPosix
import Testing

/// Runs `body` with a client that is running, and ends it.
func withClient<Value: Sendable>(
  _ servers: String, configure: (inout ClientConfiguration) -> Void = { _ in },
  body: @Sendable @escaping (KafkaClient) async throws -> Value
) async throws -> Value {
  var configuration = ClientConfiguration(bootstrapServers: servers.split(separator: ",").map(String.init))
  configure(&configuration)
  let client = try KafkaClient(
    configuration: configuration, loop: MultiThreadedEventLoopGroup.singleton.next(), random: .system,
    logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
  return try await withThrowingTaskGroup(of: Void.self) { group in
    group.addTask { try await client.run() }
    let result: Result<Value, any Error>
    do {
      result = .success(try await body(client))
    } catch {
      result = .failure(error)
    }
    group.cancelAll()
    try await group.waitForAll()
    return try result.get()
  }
}

@Suite(.timeLimit(.minutes(1))) struct KafkaClientTests {
  private static func client(_ port: Int) throws -> KafkaClient {
    try KafkaClient(
      configuration: ClientConfiguration(bootstrapServers: ["127.0.0.1:\(port)"]),
      logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
  }

  @Test func `wrong settings are refused when a client is made`() {
    let error = #expect(throws: KafkaError.self) {
      var configuration = ClientConfiguration(bootstrapServers: [])
      configuration.requestTimeout = .seconds(-1)
      _ = try KafkaClient(configuration: configuration)
    }
    #expect(error?.code == .invalidConfiguration)
    #expect(error?.message.hasPrefix("2 problems: bootstrap.servers is required") == true)
  }

  @Test func `a request made before run waits for it`() async throws {
    try await ScriptedBroker.run({ _, _ in .usual }) { port in
      let client = try Self.client(port)
      async let description = KafkaAdmin(client: client).describeCluster()
      let running = Task { try await client.run() }
      #expect(try await description.clusterID == "scripted")
      running.cancel()
      try await running.value
    }
  }

  @Test func `without run a request fails when its time is over, and says why`() async throws {
    let client = try Self.client(1)
    let error = await #expect(throws: KafkaError.self) {
      try await client.request(MetadataRequest(), to: .leastLoaded, timeout: .milliseconds(20))
    }
    #expect(error?.code == .notRunning)
  }

  @Test func `run can be called once only`() async throws {
    let client = try Self.client(1)
    let first = Task { try await client.run() }
    first.cancel()
    try await first.value
    let error = await #expect(throws: KafkaError.self) { try await client.run() }
    #expect(error?.code == .invalidArgument)
  }

  @Test func `the end of run fails what is waiting and closes the connections`() async throws {
    let (asked, continuation) = AsyncStream.makeStream(of: Void.self)
    try await ScriptedBroker.run({ request, _ in
      guard request is DescribeClusterRequest else { return .usual }
      continuation.yield()
      return .silence
    }) { port in
      let client = try Self.client(port)
      let running = Task { try await client.run() }
      let pending = Task { try await client.request(DescribeClusterRequest(), to: .leastLoaded) }
      for await _ in asked { break }
      #expect(await client.diagnostics().contains("DescribeCluster"))
      running.cancel()
      try await running.value
      let error = await #expect(throws: KafkaError.self) { try await pending.value }
      #expect(error?.code == .closed)
      #expect(await !client.diagnostics().contains("connection"))
      let late = await #expect(throws: KafkaError.self) {
        try await client.request(DescribeClusterRequest(), to: .leastLoaded)
      }
      #expect(late?.code == .closed)
    }
  }

  @Test func `a cancelled task does not wait for the answer`() async throws {
    let (asked, continuation) = AsyncStream.makeStream(of: Void.self)
    try await ScriptedBroker.run({ request, _ in
      guard request is DescribeClusterRequest else { return .usual }
      continuation.yield()
      return .silence
    }) { port in
      try await withClient("127.0.0.1:\(port)") { client in
        let pending = Task { try await client.request(DescribeClusterRequest(), to: .leastLoaded) }
        for await _ in asked { break }
        pending.cancel()
        let error = await #expect(throws: KafkaError.self) { try await pending.value }
        #expect(error?.code == .cancelled)
      }
    }
  }

  @Test func `a broker that answers ApiVersions as librdkafka's mock does is understood`() async throws {
    try await ScriptedBroker.run({ request, header in
      guard request is ApiVersionsRequest, header.requestApiVersion > 0 else { return .usual }
      // Error 35 and then nothing that version 0 could be.
      var bytes = ByteBuffer(integer: header.correlationId)
      bytes.writeBytes([0, 35, 1, 0, 0x12, 0, 0, 0, 2, 0, 0, 0, 0])
      return .bytes(bytes)
    }) { port in
      try await withClient("127.0.0.1:\(port)") { client in
        let cluster = try await KafkaAdmin(client: client).describeCluster()
        #expect(cluster.brokers.map(\.id) == [1])
      }
    }
  }

  @Test func `a broker that does not answer is left after the request timeout`() async throws {
    try await ScriptedBroker.run({ request, _ in request is DescribeClusterRequest ? .silence : .usual }) { port in
      try await withClient("127.0.0.1:\(port)") { client in
        // The connection is there before the clock starts: the wait to be sent has a limit of its own.
        _ = try await KafkaAdmin(client: client).listTopics()
        let error = await #expect(throws: KafkaError.self) {
          try await client.request(DescribeClusterRequest(), to: .leastLoaded, timeout: .milliseconds(500))
        }
        #expect(error?.code == .disconnected)
        #expect(error?.api == .describeCluster)
        #expect(error?.broker?.contains("127.0.0.1:\(port)") == true)
      }
    }
  }

  @Test func `a connection that ends in the middle fails the request with the reason`() async throws {
    try await ScriptedBroker.run({ request, _ in request is DescribeClusterRequest ? .close : .usual }) { port in
      try await withClient("127.0.0.1:\(port)") { client in
        let error = await #expect(throws: KafkaError.self) {
          try await client.request(DescribeClusterRequest(), to: .leastLoaded)
        }
        #expect(error?.code == .disconnected)
        #expect(error?.isRetriable == true)
        let cluster = try await KafkaAdmin(client: client).describeCluster()
        #expect(cluster.clusterID == "scripted")
      }
    }
  }

  @Test(arguments: [
    ByteBuffer(integer: Int32.max), ByteBuffer(integer: Int32(-3)), ByteBuffer(string: "HTTP/1.1 400 Bad"),
  ])
  func `a response of an impossible length ends the connection before memory is taken`(bytes: ByteBuffer) async throws {
    try await ScriptedBroker.run({ request, _ in request is DescribeClusterRequest ? .raw(bytes) : .usual }) { port in
      try await withClient("127.0.0.1:\(port)") { client in
        let error = await #expect(throws: KafkaError.self) {
          try await client.request(DescribeClusterRequest(), to: .leastLoaded)
        }
        #expect(error?.code == .disconnected)
        #expect(error?.message.contains("frame length") == true)
      }
    }
  }
}
