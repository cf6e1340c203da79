import KafkaClient
import Logging
import Synchronization

/// Keeps what is logged, for tests that want to read it.
final class RecordingLog: Sendable {
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

  var warnings: [String] { lines.filter { $0.level >= .warning }.map(\.message) }

  func lines(containing text: String) -> [String] { lines.map(\.message).filter { $0.contains(text) } }

  func lines(of event: KafkaLogEvent) -> [Line] { lines.filter { $0.event == event.rawValue } }

  var logger: Logger {
    var logger = Logger(label: "test", factory: { _ in Handler(log: self) })
    logger.logLevel = level
    return logger
  }

  private struct Handler: LogHandler {
    let log: RecordingLog
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
