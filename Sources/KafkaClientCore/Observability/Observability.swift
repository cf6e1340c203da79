extension ClientConfiguration {
  /// Who hears of what a client does.
  ///
  /// It belongs to the connections: producers and consumers that share a `KafkaClient` share what that one's configuration
  /// says, and their own counts for nothing.
  public struct Observability: Sendable {
    /// Whether numbers go to swift-metrics. ``Metrics/automatic`` by default.
    public var metrics = Metrics.automatic

    /// Whether sending a record makes a span, whose context goes into the record's headers.
    /// ``Tracing/automatic`` by default.
    public var tracing = Tracing.automatic

    /// Whether a span has the record's key as `messaging.kafka.message.key`, where the key is UTF-8 text of at most 256
    /// bytes. True; turn it off where keys are nobody's business.
    public var tracesKeys = true

    /// Observers of your own. None.
    public var observers: [any KafkaClientObserver] = []

    /// Time between two samples of what is a state, such as free memory and the age of the metadata. At least 100 ms; 5
    /// seconds. Not used where neither metrics nor an observer of everything listen.
    public var samplingInterval = Duration.seconds(5)

    /// Topics that have metrics of their own; the records of further ones are counted together, as topic `other`. It
    /// bounds what the metrics system has to keep. At least 0; 200.
    public var maximumMeteredTopics = 200

    /// The defaults.
    public init() {}
  }
}

extension ClientConfiguration.Observability {
  /// Where metrics go.
  public struct Metrics: Sendable, Equatable {
    package enum Kind: Sendable {
      case automatic
      case disabled
      /// A `MetricsFactory`, which this module does not know.
      case factory(any Sendable & AnyObject)
    }

    package let kind: Kind

    package init(_ kind: Kind) {
      self.kind = kind
    }

    /// To the process's metrics system, if one was bootstrapped before the client is made; otherwise nothing is counted.
    public static let automatic = Metrics(.automatic)
    /// Nowhere.
    public static let disabled = Metrics(.disabled)

    public static func == (left: Self, right: Self) -> Bool {
      switch (left.kind, right.kind) {
      case (.automatic, .automatic), (.disabled, .disabled): true
      case (.factory(let a), .factory(let b)): a === b
      default: false
      }
    }
  }

  /// Who makes spans.
  public struct Tracing: Sendable, Equatable {
    package enum Kind: Sendable {
      case automatic
      case disabled
      /// A boxed `Tracer`, which this module does not know.
      case tracer(any Sendable & AnyObject)
    }

    package let kind: Kind

    package init(_ kind: Kind) {
      self.kind = kind
    }

    /// The process's tracer, if one was bootstrapped before the producer is made; otherwise there are no spans.
    public static let automatic = Tracing(.automatic)
    /// Nobody.
    public static let disabled = Tracing(.disabled)

    public static func == (left: Self, right: Self) -> Bool {
      switch (left.kind, right.kind) {
      case (.automatic, .automatic), (.disabled, .disabled): true
      case (.tracer(let a), .tracer(let b)): a === b
      default: false
      }
    }
  }
}

extension ClientConfiguration.Observability: Equatable {
  /// The same choices and the same observers.
  public static func == (left: Self, right: Self) -> Bool {
    left.metrics == right.metrics && left.tracing == right.tracing && left.tracesKeys == right.tracesKeys
      && left.samplingInterval == right.samplingInterval
      && left.maximumMeteredTopics == right.maximumMeteredTopics
      && left.observers.map(ObjectIdentifier.init) == right.observers.map(ObjectIdentifier.init)
  }
}
