public import KafkaClientCore
import KafkaMessages
public import KafkaWire

extension KafkaAdmin {
  /// A topic to create.
  public struct NewTopic: Sendable, Hashable {
    /// Up to 249 of the characters `a-z A-Z 0-9 . _ -`.
    public var name: String
    /// The number of partitions, at least 1; nil takes the broker's `num.partitions` (Kafka 2.4 and newer, KIP-464).
    public var partitionCount: Int32?
    /// Copies of each partition, at least 1; nil takes the broker's `default.replication.factor` (Kafka 2.4 and newer).
    public var replicationFactor: Int16?
    /// Settings of the topic by Kafka's names, as `retention.ms`; a value of nil takes the broker's default.
    public var configuration: [String: String?]

    /// A topic with the broker's defaults for whatever is not given.
    public init(
      name: String, partitionCount: Int32? = nil, replicationFactor: Int16? = nil,
      configuration: [String: String?] = [:]
    ) {
      self.name = name
      self.partitionCount = partitionCount
      self.replicationFactor = replicationFactor
      self.configuration = configuration
    }
  }

  /// What became of a topic to create.
  public struct CreatedTopic: Sendable, Hashable {
    /// The topic's name.
    public var name: String
    /// Its id; zero with brokers before Kafka 2.8.
    public var id: KafkaUUID
    /// Its number of partitions; nil with brokers before Kafka 2.4.
    public var partitionCount: Int32?
    /// Its copies of each partition; nil with brokers before Kafka 2.4.
    public var replicationFactor: Int16?
  }

  /// Creates topics.
  ///
  /// A topic that was created may take a moment to be known to every broker; see ``waitForTopics(_:timeout:)``.
  ///
  /// - Parameters:
  ///   - topics: What to create, each name once.
  ///   - validateOnly: Checks whether the topics could be created, and creates none.
  ///   - timeout: For the call with all its retries; nil takes `default.api.timeout.ms`.
  /// - Returns: A result for each topic, by name. ``KafkaError/brokerError`` says why one failed, as
  ///   `TOPIC_ALREADY_EXISTS`.
  /// - Throws: ``KafkaError`` when the cluster could not be asked at all.
  public func createTopics(
    _ topics: [NewTopic], validateOnly: Bool = false, timeout: Duration? = nil
  ) async throws(KafkaError) -> [String: Result<CreatedTopic, KafkaError>] {
    let needsDefaults = topics.contains { $0.partitionCount == nil || $0.replicationFactor == nil }
    return try await eachTopic(
      topics.map(\.name), timeout, CreateTopicsRequest.self, versions: needsDefaults ? 4...Int16.max : nil
    ) { names, version, remaining in
      CreateTopicsRequest.with { request in
        request.topics = topics.filter { names.contains($0.name) }.map(Self.creatable)
        request.timeoutMs = Int32(clamping: remaining.wholeMilliseconds)
        request.validateOnly = validateOnly
      }
    } results: { response in
      response.topics.map { topic in
        if let error = BrokerError(ifFailed: topic.errorCode, message: topic.errorMessage) {
          return (topic.name, .failure(error))
        }
        let created = CreatedTopic(
          name: topic.name, id: topic.topicId, partitionCount: topic.numPartitions < 0 ? nil : topic.numPartitions,
          replicationFactor: topic.replicationFactor < 0 ? nil : topic.replicationFactor)
        return (topic.name, .success(created))
      }
    }
  }

  private static func creatable(_ topic: NewTopic) -> CreateTopicsRequest.CreatableTopic {
    .with { entry in
      entry.name = topic.name
      entry.numPartitions = topic.partitionCount ?? -1
      entry.replicationFactor = topic.replicationFactor ?? -1
      entry.configs = topic.configuration.sorted { $0.key < $1.key }.map { name, value in
        .with {
          $0.name = name
          $0.value = value
        }
      }
    }
  }

  /// Deletes topics with everything in them.
  ///
  /// - Parameters:
  ///   - names: The topics, each once.
  ///   - timeout: For the call with all its retries; nil takes `default.api.timeout.ms`.
  /// - Returns: A result for each topic, by name.
  /// - Throws: ``KafkaError`` when the cluster could not be asked at all.
  public func deleteTopics(
    _ names: [String], timeout: Duration? = nil
  ) async throws(KafkaError) -> [String: Result<Void, KafkaError>] {
    try await eachTopic(names, timeout, DeleteTopicsRequest.self) { names, version, remaining in
      DeleteTopicsRequest.with { request in
        if version < 6 {
          request.topicNames = names.sorted()
        } else {
          request.topics = names.sorted().map { name in .with { $0.name = name } }
        }
        request.timeoutMs = Int32(clamping: remaining.wholeMilliseconds)
      }
    } results: { response in
      response.responses.compactMap { topic in
        guard let name = topic.name else { return nil }
        let error = BrokerError(ifFailed: topic.errorCode, message: topic.errorMessage)
        return (name, error.map { .failure($0) } ?? .success(()))
      }
    }
  }

  /// Waits until the brokers give a leader for every partition of the topics.
  ///
  /// - Parameters:
  ///   - names: The topics; they are not created by this.
  ///   - timeout: How long to wait at most; nil takes `default.api.timeout.ms`.
  /// - Throws: ``KafkaError`` with ``KafkaError/Code/timedOut`` that says which topic is missing.
  public func waitForTopics(_ names: [String], timeout: Duration? = nil) async throws(KafkaError) {
    _ = try await client.metadata(of: Set(names), timeout: timeout)
  }
}
