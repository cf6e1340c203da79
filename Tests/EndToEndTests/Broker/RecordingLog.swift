import Logging
import Synchronization

/// Keeps what is logged, for tests that want to read it.
final class RecordingLog: Sendable {
  private let lines = Mutex<[(level: Logger.Level, text: String)]>([])

  var warnings: [String] { lines.withLock { $0.filter { $0.level >= .warning }.map(\.text) } }

  func lines(containing text: String) -> [String] {
    lines.withLock { $0.map(\.text).filter { $0.contains(text) } }
  }

  var logger: Logger {
    var logger = Logger(label: "test", factory: { _ in Handler(log: self) })
    logger.logLevel = .debug
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
      log.lines.withLock { $0.append((event.level, "\(event.message)")) }
    }
  }
}
