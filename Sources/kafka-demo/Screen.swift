import Foundation
import Synchronization

/// A progress bar where there is a terminal, plain lines otherwise.
final class Screen: Sendable {
  private let isTerminal = isatty(STDOUT_FILENO) == 1
  private let barIsShown = Mutex(false)

  func line(_ text: String) {
    barIsShown.withLock { shown in
      if shown { write("\r\u{1B}[2K") }
      shown = false
      write(text + "\n")
    }
  }

  func progress(_ done: Int, of total: Int, _ note: String) {
    guard isTerminal else { return }
    let width = 40
    let filled = total == 0 ? width : min(width, done * width / total)
    let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: width - filled)
    barIsShown.withLock { shown in
      shown = true
      write("\r\u{1B}[2K\(bar) \(total == 0 ? 100 : done * 100 / total) %  \(note)")
    }
  }

  private func write(_ text: String) {
    // A reader that has gone away is no reason to stop.
    try? FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
  }
}

enum Text {
  static func milliseconds(_ duration: Duration) -> String {
    let (seconds, attoseconds) = duration.components
    let milliseconds = Double(seconds) * 1000 + Double(attoseconds) / 1e15
    return milliseconds < 10 ? String(format: "%.1f ms", milliseconds) : String(format: "%.0f ms", milliseconds)
  }

  static func seconds(_ duration: Duration) -> Double {
    Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
  }

  static func size(_ bytes: Int) -> String {
    bytes < 1 << 20
      ? String(format: "%.1f KiB", Double(bytes) / 1024) : String(format: "%.1f MiB", Double(bytes) / 1_048_576)
  }
}
