package import KafkaClientCore
import KafkaWire

/// A task of a simulated service, as drawn from a seed.
package struct TaskPlan: Sendable {
  package enum Target: Sendable {
    case partition(Int32)
    /// Records have one of so many keys.
    case keys(Int)
    case any
  }

  package var records = 20
  package var target = Target.any
  /// Bytes of the largest value, at least 8.
  package var largestValue = 200
  /// Between one record and the next.
  package var longestPause = Duration.milliseconds(100)
  /// Whether it waits for each record's delivery before the next.
  package var waitsForDelivery = false
  package var flushes = false
  /// Whether it is cancelled at times while it waits.
  package var isImpatient = false

  package init() {}
}

/// A simulated producer, as drawn from a seed.
package struct ProducerPlan: Sendable {
  package struct Close: Sendable {
    package var after: Duration
    package var limit: Duration

    package init(after: Duration, limit: Duration) {
      self.after = after
      self.limit = limit
    }
  }

  package var configuration = ProducerConfiguration(bootstrapServers: ["drawn.later:9092"])
  package var tasks: [TaskPlan] = []
  /// Closed while the world is not well; nil for one that is closed when all is over.
  package var close: Close?
  /// Whether times are so long that nothing may fail.
  package var isStrict = true

  package init() {}

  package var client: ClientConfiguration { configuration.client }
  package var settings: ProduceSettings { configuration.settings }

  /// What the product promises with these settings.
  package var promises: LogAudit.Promises {
    let settings = settings
    return LogAudit.Promises(
      noDuplicates: settings.isIdempotent,
      // With one request on its way order is kept without sequences; acks=0 repeats nothing that was sent.
      order: settings.isIdempotent || settings.maximumInFlight == 1 && settings.acks != 0,
      durability: settings.acks != 0)
  }

  /// Whether a record may end like this.
  func allows(_ failure: ProduceFailure, isClosing: Bool) -> Bool {
    switch failure {
    case .closed, .abandoned: isClosing
    case .deliveryTimedOut, .metadataTimedOut, .memoryTimedOut: !isStrict
    default: false
    }
  }
}
