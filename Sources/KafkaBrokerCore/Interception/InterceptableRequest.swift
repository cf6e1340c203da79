import KafkaMessages
import KafkaWire

/// A topic or partition that a request names.
struct RequestPlace: Hashable {
  /// Empty where an id stands for it.
  var topic = ""
  var topicID = KafkaUUID.zero
  /// Nil for a topic as a whole.
  var partition: Int32?
}

/// A request that fault scripts can look at and answer with an error. Every API that is served has one: the dispatch
/// asks for it.
protocol InterceptableRequest: KafkaRequest where Response: InterceptableResponse {
  /// The topics and partitions that it names, in its order.
  var places: [RequestPlace] { get }
  /// Whether the client expects an answer.
  var isAnswered: Bool { get }
  /// How it fails with a code.
  ///
  /// - Parameter isFailing: Whether a place of the request fails; the others succeed where the API can tell them apart.
  func failure(_ code: ErrorCode, version: Int16, at isFailing: (RequestPlace) -> Bool) -> ScriptedFailure<Self>
}

extension InterceptableRequest {
  var places: [RequestPlace] { [] }
  var isAnswered: Bool { true }
}

/// How a request fails.
enum ScriptedFailure<Request: KafkaRequest> {
  /// With this answer. Nothing of it is done.
  case whole(Request.Response)
  /// What is left of it is done, and the answer to that is made to tell of the rest.
  case part(Request, (inout Request.Response) -> Void)
}

/// Topics parted by their partitions: those that fail, and the rest. A topic of both kinds is in both lists.
func parted<Topic, Partition>(
  _ topics: [Topic], _ partitions: WritableKeyPath<Topic, [Partition]>, at isFailing: (RequestPlace) -> Bool,
  _ place: (Topic, Partition) -> RequestPlace
) -> (failed: [Topic], rest: [Topic]) {
  func those(where isWanted: (RequestPlace) -> Bool) -> [Topic] {
    topics.compactMap { topic in
      var some = topic
      some[keyPath: partitions].removeAll { !isWanted(place(topic, $0)) }
      return some[keyPath: partitions].isEmpty ? nil : some
    }
  }
  return (those(where: isFailing), those { !isFailing($0) })
}

/// A response with which a broker can ask for a pause.
protocol InterceptableResponse: KafkaResponse {
  var throttleTimeMs: Int32 { get set }
  /// From this version on the answer comes at once, and the client pauses as well (KIP-219). Before it the answer is
  /// held back until the pause is over.
  static var firstVersionAnsweredAtOnce: Int16 { get }
  /// From this version on there is a place for the time.
  static var firstVersionWithThrottleTime: Int16 { get }
}

extension InterceptableResponse {
  static var firstVersionWithThrottleTime: Int16 { 0 }
}

/// What requests are about.
enum InterceptedAPIs {
  /// Those that name partitions.
  static let withPartitions: Set<ApiKey> = [
    .produce, .fetch, .listOffsets, .offsetCommit, .offsetFetch, .deleteRecords, .offsetForLeaderEpoch, .offsetDelete,
    .describeProducers,
  ]
  /// Those that name topics, or partitions.
  static let withTopics: Set<ApiKey> = withPartitions.union([
    .metadata, .createTopics, .deleteTopics, .createPartitions, .describeConfigs, .describeTopicPartitions,
  ])
}
