import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Ctrl-C: the first ends the run with the report of what is done, the second ends it at once.
enum Interruption {
  private static let count = Atomic<Int>(0)

  static var isAsked: Bool { count.load(ordering: .relaxed) > 0 }

  static func listen() {
    // Initialised here, because a signal handler must not do it.
    _ = isAsked
    for number in [SIGINT, SIGTERM] {
      signal(number) { _ in
        if Interruption.count.add(1, ordering: .relaxed).newValue > 1 { _exit(6) }
      }
    }
  }

  /// Runs the work, cancelled when the person at the keyboard wants the end.
  static func run<Result: Sendable>(_ work: @escaping @Sendable () async -> Result) async -> Result {
    let task = Task { await work() }
    let watch = Task {
      while !isAsked {
        do { try await Task.sleep(for: .milliseconds(100)) } catch { return }
      }
      task.cancel()
    }
    let result = await task.value
    watch.cancel()
    return result
  }
}
