public import KafkaWire

/// Our side could not do what was asked.
///
/// What a broker answered is a ``BrokerError``; when it is the reason, it is the ``cause``. The description is one
/// line, safe to log: it never has record contents or credentials.
public struct KafkaError: Error, Sendable {
  /// What kind of failure it is. More kinds may come, so a `switch` over them needs a `default`.
  public struct Code: Hashable, Sendable, CustomStringConvertible {
    private enum Kind: String {
      case invalidConfiguration = "invalid configuration"
      case invalidArgument = "invalid argument"
      case closed
      case notRunning = "not running"
      case cancelled
      case timedOut = "timed out"
      case disconnected
      case unreachable
      case unsupportedVersion = "unsupported version"
      case protocolViolation = "protocol violation"
      case unknownTopic = "unknown topic"
      case unknownBroker = "unknown broker"
      case broker = "broker error"
      case authentication = "authentication failed"
      case recordTooLarge = "record too large"
      case bufferExhausted = "buffer exhausted"
      case fenced
      case transaction = "transaction error"
      case corruptData = "corrupt data"
      case offsetOutOfRange = "offset out of range"
      case rebalanced
      case unsupported
    }

    private let kind: Kind

    private init(_ kind: Kind) {
      self.kind = kind
    }

    /// One or more settings cannot be as they are. The message lists all of them, with what to do.
    public static let invalidConfiguration = Code(.invalidConfiguration)
    /// An argument of a call cannot be as it is.
    public static let invalidArgument = Code(.invalidArgument)
    /// The client, producer or consumer has been shut down.
    public static let closed = Code(.closed)
    /// Nobody runs `run()`, which does the work in the background.
    public static let notRunning = Code(.notRunning)
    /// The task that waited was cancelled.
    public static let cancelled = Code(.cancelled)
    /// The time allowed for the operation is over. The message says what it waited for.
    public static let timedOut = Code(.timedOut)
    /// The connection ended while the request was waiting or unanswered. Whether the broker acted on it is unknown.
    public static let disconnected = Code(.disconnected)
    /// No connection to the broker could be made.
    public static let unreachable = Code(.unreachable)
    /// The broker does not have the API, or no version of it that this client speaks.
    public static let unsupportedVersion = Code(.unsupportedVersion)
    /// The broker sent something that is not Kafka's protocol.
    public static let protocolViolation = Code(.protocolViolation)
    /// The topic does not exist, or has no such partition.
    public static let unknownTopic = Code(.unknownTopic)
    /// The broker is not, or no longer, part of the cluster.
    public static let unknownBroker = Code(.unknownBroker)
    /// A broker answered with an error: see ``KafkaError/brokerError``.
    public static let broker = Code(.broker)
    /// The broker did not accept who we are.
    public static let authentication = Code(.authentication)
    /// A record is larger than the settings allow.
    public static let recordTooLarge = Code(.recordTooLarge)
    /// No room for a record became free in time.
    public static let bufferExhausted = Code(.bufferExhausted)
    /// Another instance with the same identity has taken over.
    public static let fenced = Code(.fenced)
    /// A transaction cannot go on.
    public static let transaction = Code(.transaction)
    /// Data fails its checksum, or is not what its format says.
    public static let corruptData = Code(.corruptData)
    /// A position is outside of what the partition has, and the settings do not say where to go on.
    public static let offsetOutOfRange = Code(.offsetOutOfRange)
    /// The partition was given to another member of the group.
    public static let rebalanced = Code(.rebalanced)
    /// This library does not do that, or does not with the traits it was built with.
    public static let unsupported = Code(.unsupported)

    public var description: String { kind.rawValue }
  }

  private final class Storage: Sendable {
    let code: Code
    let message: String
    let cause: (any Error)?
    let api: ApiKey?
    let topicPartition: TopicPartition?
    let broker: String?

    init(
      code: Code, message: String, cause: (any Error)?, api: ApiKey?, topicPartition: TopicPartition?, broker: String?
    ) {
      self.code = code
      self.message = message
      self.cause = cause
      self.api = api
      self.topicPartition = topicPartition
      self.broker = broker
    }
  }

  // One word, so that a typed throw costs nothing where nothing is thrown.
  private let storage: Storage

  /// - Parameters:
  ///   - code: The kind of failure.
  ///   - message: What was expected and what was seen, for a person.
  ///   - cause: The error that led to this one.
  ///   - api: The API of the request it is about.
  ///   - topicPartition: The partition it is about.
  ///   - broker: The broker it is about, with its address.
  public init(
    _ code: Code, _ message: String, cause: (any Error)? = nil, api: ApiKey? = nil,
    topicPartition: TopicPartition? = nil, broker: String? = nil
  ) {
    storage = Storage(
      code: code, message: message, cause: cause, api: api, topicPartition: topicPartition, broker: broker)
  }

  /// A failure because of what a broker answered.
  public init(
    _ error: BrokerError, api: ApiKey? = nil, topicPartition: TopicPartition? = nil, broker: String? = nil
  ) {
    self.init(
      .broker, "\(error)", cause: error, api: api, topicPartition: topicPartition, broker: broker)
  }

  /// What kind of failure it is.
  public var code: Code { storage.code }

  /// What was expected and what was seen, for a person.
  public var message: String { storage.message }

  /// The error that led to this one.
  public var cause: (any Error)? { storage.cause }

  /// The API of the request it is about.
  public var api: ApiKey? { storage.api }

  /// The partition it is about.
  public var topicPartition: TopicPartition? { storage.topicPartition }

  /// The broker it is about, with its address: `node 1 at 10.0.0.1:9092`.
  public var broker: String? { storage.broker }

  /// What a broker answered, where that is the cause.
  public var brokerError: BrokerError? {
    if let error = cause as? BrokerError { return error }
    return (cause as? KafkaError)?.brokerError
  }

  /// Whether the same operation may succeed when it is tried again.
  public var isRetriable: Bool {
    switch code {
    case .disconnected, .unreachable, .timedOut, .unknownBroker: true
    case .broker: brokerError?.isRetriable ?? false
    default: false
    }
  }

  /// The same failure with what a layer above knows about it; what is known already stays.
  package func with(
    api: ApiKey? = nil, topicPartition: TopicPartition? = nil, broker: String? = nil
  ) -> KafkaError {
    KafkaError(
      code, message, cause: cause, api: self.api ?? api, topicPartition: self.topicPartition ?? topicPartition,
      broker: self.broker ?? broker)
  }
}

extension KafkaError: CustomStringConvertible {
  /// One line: kind, context, message, cause.
  public var description: String {
    var context = [String]()
    if let api { context.append("\(api)") }
    if let topicPartition { context.append("\(topicPartition)") }
    if let broker { context.append(broker) }
    var text = "\(code)"
    if !context.isEmpty { text += " (\(context.joined(separator: ", ")))" }
    text += ": \(message)"
    if let cause, !(cause is BrokerError && code == .broker) { text += " [\(cause)]" }
    return text
  }
}

extension KafkaError: Equatable {
  /// Same kind, message, context and description of the cause.
  public static func == (left: KafkaError, right: KafkaError) -> Bool {
    left.code == right.code && left.message == right.message && left.api == right.api
      && left.topicPartition == right.topicPartition && left.broker == right.broker
      && left.cause.map { "\($0)" } == right.cause.map { "\($0)" }
  }
}
