public import KafkaMessages
public import KafkaWire

/// A request that a rule looks at: who sent it, and what it is about.
public struct InterceptedRequest: Sendable, CustomStringConvertible {
  public var api: ApiKey
  /// The version of the API in which the request came.
  public var version: Int16
  public var correlationID: Int32
  /// Nil for a client that gives no id.
  public var clientID: String?
  /// Counts a node's connections in the order in which they came, from 0.
  public var connection: UInt64
  /// The client's address and port.
  public var peer: String
  /// The name of the listener that the connection came to.
  public var listener: String
  /// The node of the broker that has the request.
  public var node: Int32
  /// The topics that the request names, each once, in its order. A topic given by an id that nobody has is left out.
  public var topics: [String]
  /// The partitions that the request names, in its order. For a Fetch within a session (KIP-227) all that the session has.
  public var partitions: [TopicPartition]
  /// Bytes of the request, with its header and without the four of its length.
  public var size: Int

  private let message: any KafkaRequest

  package init(
    _ message: any KafkaRequest, api: ApiKey, version: Int16, correlationID: Int32 = 0, clientID: String? = nil,
    connection: UInt64 = 0, peer: String = "", listener: String = "", node: Int32 = 1, topics: [String] = [],
    partitions: [TopicPartition] = [], size: Int = 0
  ) {
    self.message = message
    self.api = api
    self.version = version
    self.correlationID = correlationID
    self.clientID = clientID
    self.connection = connection
    self.peer = peer
    self.listener = listener
    self.node = node
    self.topics = topics
    self.partitions = partitions
    self.size = size
  }

  /// About the bytes of memory that it takes.
  var footprint: Int { size + (topics.count + partitions.count) * 32 }

  /// The decoded request; nil when it is of another API.
  ///
  /// - Parameter type: For example `ProduceRequest.self`, from the module `KafkaProtocol`.
  public func body<Body: KafkaRequest>(as type: Body.Type) -> Body? { message as? Body }

  public var description: String {
    var text = "\(api) version \(version) of \(clientID ?? "an unnamed client") at \(peer)"
    if !topics.isEmpty { text += ", about \(topics.joined(separator: ", "))" }
    return text
  }
}
