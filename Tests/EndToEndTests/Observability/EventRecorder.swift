import KafkaClient
import KafkaClientCore
import Logging
import NIOCore
import Synchronization

/// Keeps what a client reports.
final class EventRecorder: KafkaClientObserver {
  let detail: KafkaClientEvent.Detail
  private let state = Mutex<[(clientID: String, event: KafkaClientEvent)]>([])
  /// Whether every event came on an event loop's thread.
  private let onLoop = Mutex(true)
  private let group: any EventLoopGroup

  init(_ detail: KafkaClientEvent.Detail = .everything, group: any EventLoopGroup) {
    self.detail = detail
    self.group = group
  }

  var events: [KafkaClientEvent] { state.withLock { $0.map(\.event) } }
  var clientIDs: Set<String> { state.withLock { Set($0.map(\.clientID)) } }
  var isAlwaysOnLoop: Bool { onLoop.withLock { $0 } }

  /// The names of the cases, in order.
  var names: [String] { events.map { event in String("\(event)".prefix { $0 != "(" }) } }

  func observe(_ event: KafkaClientEvent, clientID: String) {
    state.withLock { $0.append((clientID, event)) }
    if !group.makeIterator().contains(where: \.inEventLoop) { onLoop.withLock { $0 = false } }
  }
}

/// Keeps what is logged, with its metadata.
final class LogRecorder: Sendable {
  struct Line: Sendable {
    var level: Logger.Level
    var message: String
    var metadata: Logger.Metadata

    var event: String? { metadata["event"].map { "\($0)" } }
  }

  private let state = Mutex<[Line]>([])
  private let level: Logger.Level

  init(level: Logger.Level = .debug) {
    self.level = level
  }

  var lines: [Line] { state.withLock { $0 } }

  func lines(of event: KafkaLogEvent) -> [Line] { lines.filter { $0.event == event.rawValue } }

  var logger: Logger {
    var logger = Logger(label: "test", factory: { _ in Handler(log: self) })
    logger.logLevel = level
    return logger
  }

  private struct Handler: LogHandler {
    let log: LogRecorder
    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level = .debug

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
      get { metadata[key] }
      set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
      let all = metadata.merging(event.metadata ?? [:]) { _, new in new }
      log.state.withLock { $0.append(Line(level: event.level, message: "\(event.message)", metadata: all)) }
    }
  }
}
