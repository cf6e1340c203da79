import KafkaBroker
import KafkaClient
import KafkaMessages
import KafkaWire
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(1))) struct KafkaAdminTests {
  private func withAdmin(_ body: @Sendable @escaping (KafkaAdmin) async throws -> Void) async throws {
    try await Broker.withBroker { broker in
      try await withClient(try await broker.bootstrapServers) { client in
        try await body(KafkaAdmin(client: client))
      }
    }
  }

  @Test func `a cluster is described by its brokers`() async throws {
    try await withAdmin { admin in
      let cluster = try await admin.describeCluster()
      #expect(cluster.brokers.count == 1)
      #expect(cluster.controllerID == cluster.brokers.first?.id)
      #expect(cluster.clusterID?.isEmpty == false)
    }
  }

  @Test func `topics are created, listed and deleted, each with its own result`() async throws {
    try await withAdmin { admin in
      let created = try await admin.createTopics([
        .init(name: "three", partitionCount: 3, replicationFactor: 1), .init(name: "defaults"),
        .init(name: "bad name", partitionCount: 1, replicationFactor: 1),
        .init(name: "compact", partitionCount: 1, configuration: ["cleanup.policy": "compact"]),
      ])
      #expect(try created["three"]?.get().partitionCount == 3)
      #expect(try created["three"]?.get().id != .zero)
      #expect(try created["defaults"]?.get().partitionCount != nil)
      #expect(created["bad name"]?.brokerError == .invalidTopicException)

      try await admin.waitForTopics(["three", "defaults"])
      let again = try await admin.createTopics([.init(name: "three", partitionCount: 3)])
      #expect(again["three"]?.brokerError == .topicAlreadyExists)

      let listed = try await admin.listTopics()
      #expect(listed.map(\.name).contains("three"))
      #expect(listed.first { $0.name == "three" }?.partitionCount == 3)

      let deleted = try await admin.deleteTopics(["three", "never-was"])
      if case .failure(let error) = deleted["three"] { Issue.record(error) }
      #expect(deleted["never-was"]?.brokerError == .unknownTopicOrPartition)
      let left = try await admin.listTopics()
      #expect(!left.map(\.name).contains("three"))
    }
  }

  @Test func `a topic that is only checked is not made`() async throws {
    try await withAdmin { admin in
      let checked = try await admin.createTopics([.init(name: "maybe", partitionCount: 2)], validateOnly: true)
      if case .failure(let error) = checked["maybe"] { Issue.record(error) }
      let listed = try await admin.listTopics()
      #expect(listed.isEmpty)
    }
  }

  @Test func `waiting for a topic that nobody makes ends in time and names it`() async throws {
    try await withAdmin { admin in
      // Connected before the clock starts.
      _ = try await admin.listTopics()
      let error = await #expect(throws: KafkaError.self) {
        try await admin.waitForTopics(["nowhere"], timeout: .seconds(5))
      }
      #expect(error?.code == .timedOut)
      #expect(error?.message.contains("nowhere: UNKNOWN_TOPIC_OR_PARTITION") == true)
    }
  }

  @Test func `a topic named twice is refused here`() async throws {
    try await withAdmin { admin in
      let error = await #expect(throws: KafkaError.self) { try await admin.deleteTopics(["a", "a"]) }
      #expect(error?.code == .invalidArgument)
    }
  }

  @Test func `a broker that is not the controller any more is asked again`() async throws {
    let asked = Mutex(0)
    try await ScriptedBroker.run({ request, _ in
      guard let request = request as? CreateTopicsRequest else { return .usual }
      let count = asked.withLock { count in
        count += 1
        return count
      }
      return .response(
        CreateTopicsResponse.with { response in
          response.topics = request.topics.map { topic in
            .with {
              $0.name = topic.name
              $0.errorCode = topic.name == "slow" && count < 3 ? ErrorCode.notController.rawValue : 0
            }
          }
        })
    }) { port in
      try await withClient("127.0.0.1:\(port)") { client in
        let created = try await KafkaAdmin(client: client).createTopics([.init(name: "slow"), .init(name: "quick")])
        for (name, result) in created { if case .failure(let error) = result { Issue.record("\(name): \(error)") } }
        #expect(created.count == 2)
      }
    }
    #expect(asked.withLock { $0 } == 3)
  }
}

extension Result where Failure == KafkaError {
  fileprivate var brokerError: ErrorCode? {
    if case .failure(let error) = self { error.brokerError?.code } else { nil }
  }
}
