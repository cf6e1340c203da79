import KafkaClientCore
package import KafkaWire
package import Logging
import Synchronization

/// A log in which every message has an id, and none is repeated too often. All that the library logs goes through here.
package final class EventLog: Sendable {
  private let logger: Logger
  private let limiter = Mutex(LogLimiter())

  package init(_ logger: Logger) {
    self.logger = logger
  }

  /// Says it, if the level is logged and it was not said of the same subject just now.
  ///
  /// - Parameter subject: Which of those that the event's `subject` names it is about.
  package func tell(
    _ event: KafkaLogEvent, _ message: @autoclosure () -> Logger.Message, about subject: String = "",
    at now: @autoclosure () -> Instant = LoopClock.now, _ data: @autoclosure () -> Logger.Metadata = [:]
  ) {
    guard logger.logLevel <= event.level else { return }
    var suppressed = 0
    if event.subject != nil {
      let admitted = limiter.withLock { $0.admits("\(event.rawValue) \(subject)", at: now()) }
      guard let admitted else { return }
      suppressed = admitted
    }
    var data = data()
    data[KafkaLogEvent.metadataKey] = "\(event.rawValue)"
    if suppressed > 0 { data[KafkaLogEvent.suppressedKey] = "\(suppressed)" }
    logger.log(level: event.level, message(), metadata: data)
  }
}

extension Logger {
  /// Says what is odd about a configuration.
  ///
  /// - Parameter client: The client that it is for, which has said what is odd about its part.
  func tell(warnings: [String], for client: ClientConfiguration) {
    var logger = self
    logger[metadataKey: "client.id"] = "\(client.clientID)"
    let log = EventLog(logger)
    for warning in warnings where !client.warnings.contains(warning) { log.tell(.configurationOdd, "\(warning)") }
  }
}
