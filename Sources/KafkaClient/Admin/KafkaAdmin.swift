public import KafkaClientCore
import KafkaMessages
public import KafkaWire

/// Creates, deletes, lists and describes what a cluster has.
///
/// Works over a ``KafkaClient``, whose `run()` must be going on. Every call has one deadline for all its retries,
/// `default.api.timeout.ms` where nothing else is said. Calls about several things give a result for each of them.
public struct KafkaAdmin: Sendable {
  let client: KafkaClient

  /// An admin client over connections that it may share with others.
  public init(client: KafkaClient) {
    self.client = client
  }

  // MARK: Cluster

  /// A broker as the cluster knows it.
  public struct Broker: Sendable, Hashable {
    /// The broker's number.
    public var id: Int32
    /// The host that the broker gives clients to connect to.
    public var host: String
    /// The port that goes with it.
    public var port: Int
    /// Where the broker stands, if it says.
    public var rack: String?
  }

  /// A cluster and its brokers.
  public struct ClusterDescription: Sendable, Hashable {
    /// The cluster's id; nil with brokers that have none.
    public var clusterID: String?
    /// The broker that administrative requests go to; nil while there is none.
    public var controllerID: Int32?
    /// The brokers, by number.
    public var brokers: [Broker]
  }

  /// Asks a broker which cluster it is part of.
  ///
  /// - Parameter timeout: For the call with all its retries; nil takes `default.api.timeout.ms`.
  public func describeCluster(timeout: Duration? = nil) async throws(KafkaError) -> ClusterDescription {
    let response = try await metadata(topics: [], timeout: timeout)
    let brokers = response.brokers.map { broker in
      Broker(id: broker.nodeId, host: broker.host, port: Int(broker.port), rack: broker.rack)
    }
    return ClusterDescription(
      clusterID: response.clusterId, controllerID: response.controllerId < 0 ? nil : response.controllerId,
      brokers: brokers.sorted { $0.id < $1.id })
  }

  // MARK: Topics

  /// A topic of the cluster.
  public struct TopicListing: Sendable, Hashable {
    /// The topic's name.
    public var name: String
    /// The topic's id; zero with brokers before Kafka 2.8.
    public var id: KafkaUUID
    /// Whether it is one of Kafka's own, as `__consumer_offsets`.
    public var isInternal: Bool
    /// The number of partitions.
    public var partitionCount: Int
  }

  /// The topics of the cluster, by name.
  ///
  /// - Parameters:
  ///   - includingInternal: Whether Kafka's own topics are among them.
  ///   - timeout: For the call with all its retries; nil takes `default.api.timeout.ms`.
  public func listTopics(
    includingInternal: Bool = false, timeout: Duration? = nil
  ) async throws(KafkaError) -> [TopicListing] {
    let response = try await metadata(topics: nil, timeout: timeout)
    let topics = response.topics.compactMap { topic -> TopicListing? in
      guard let name = topic.name, topic.errorCode == 0, includingInternal || !topic.isInternal else { return nil }
      return TopicListing(
        name: name, id: topic.topicId, isInternal: topic.isInternal, partitionCount: topic.partitions.count)
    }
    return topics.sorted { $0.name < $1.name }
  }

  private func metadata(topics: [String]?, timeout: Duration?) async throws(KafkaError) -> MetadataResponse {
    try await retrying(timeout, MetadataRequest.self, to: .leastLoaded) { _, _ in
      MetadataRequest.with { request in
        request.topics = topics.map { names in names.map { name in .with { $0.name = name } } }
        request.allowAutoTopicCreation = false
      }
    } check: { response, version in
      // Before version 1 no topics means all topics; leave it at what was asked for.
      if response.brokers.isEmpty { return .retry(KafkaError(.unreachable, "the broker knows of no brokers yet")) }
      if let error = BrokerError(ifFailed: response.errorCode) { return .retry(KafkaError(error)) }
      return .done
    }
  }
}
