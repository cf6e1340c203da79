import KafkaClient
import Logging
import Testing

@Suite(.enabled(if: Peers.areAvailable, "run scripts/peers first"), .timeLimit(.minutes(1)), .serialized)
struct ForeignBrokerTests {
  /// Runs `body` with an admin client for a foreign broker.
  private func withAdmin(
    _ broker: ForeignBroker, _ body: @Sendable @escaping (KafkaAdmin) async throws -> Void
  ) async throws {
    try await broker.run { servers in
      let client = try KafkaClient(
        configuration: ClientConfiguration(bootstrapServers: servers.split(separator: ",").map(String.init)),
        logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await client.run() }
        try await body(KafkaAdmin(client: client))
        group.cancelAll()
        try await group.waitForAll()
      }
    }
  }

  @Test(arguments: ForeignBroker.allCases)
  func `a foreign broker tells of its cluster`(broker: ForeignBroker) async throws {
    try await withAdmin(broker) { admin in
      let cluster = try await admin.describeCluster(timeout: .seconds(20))
      #expect(cluster.brokers.count == (broker == .librdkafkaMock ? 3 : 1))
    }
  }

  @Test(arguments: [ForeignBroker.tansu, .noida])
  func `topics are made on a foreign broker and found there`(broker: ForeignBroker) async throws {
    try await withAdmin(broker) { admin in
      let created = try await admin.createTopics(
        [.init(name: "made-here", partitionCount: 3, replicationFactor: 1)], timeout: .seconds(20))
      _ = try created["made-here"]?.get()
      try await admin.waitForTopics(["made-here"], timeout: .seconds(20))
      let listed = try await admin.listTopics(timeout: .seconds(20))
      #expect(listed.first { $0.name == "made-here" }?.partitionCount == 3)
    }
  }
}
