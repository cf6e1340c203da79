import NIOPosix
import Synchronization

#if canImport(Glibc)
  @preconcurrency import Glibc
#elseif canImport(Musl)
  @preconcurrency import Musl
#elseif canImport(Darwin)
  @preconcurrency import Darwin
#endif

/// A shell with a command, in a process group of its own, so that what it starts ends with it.
final class ChildProcess: Sendable {
  private struct State {
    /// As `waitpid` gives it; nil while it runs.
    var status: Int32?
    var waiters: [CheckedContinuation<Int32, Never>] = []
  }

  private let id: pid_t
  private let state = Mutex(State())

  /// Starts it.
  ///
  /// - Parameter name: What an error calls it.
  init(_ command: String, named name: String) throws {
    id = try Self.spawn(command, named: name)
    // A thread that waits with it: the system tells nobody else of its end.
    let thread = NIOThreadPool(numberOfThreads: 1)
    thread.start()
    thread.submit { [self] _ in
      var status: Int32 = 0
      while waitpid(id, &status, 0) < 0, errno == EINTR {}
      let ended = status
      let waiters = state.withLock { state in
        state.status = ended
        defer { state.waiters = [] }
        return state.waiters
      }
      for waiter in waiters { waiter.resume(returning: ended) }
      thread.shutdownGracefully { _ in }
    }
  }

  /// Whether it has ended.
  var hasEnded: Bool { state.withLock { $0.status != nil } }

  /// Signals the whole group, what is left of it after its first process included.
  func signal(_ signal: Int32) { kill(-id, signal) }

  /// Waits for its end, as `waitpid` gives it; kills the group when that does not come in time, or when the task is
  /// cancelled.
  ///
  /// - Returns: Nil where it had to be killed.
  func end(within limit: Duration) async -> Int32? {
    let isKilled = Mutex(false)
    let kill: @Sendable () -> Void = { [self] in
      guard !hasEnded else { return }
      isKilled.withLock { $0 = true }
      signal(SIGKILL)
    }
    let alarm = Task {
      try await Task.sleep(for: limit)
      kill()
    }
    let status = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let ended = state.withLock { state -> Int32? in
          if state.status == nil { state.waiters.append(continuation) }
          return state.status
        }
        if let ended { continuation.resume(returning: ended) }
      }
    } onCancel: {
      kill()
    }
    alarm.cancel()
    return isKilled.withLock { $0 } ? nil : status
  }

  private static func spawn(_ command: String, named name: String) throws -> pid_t {
    let words = ["/bin/sh", "-c", command]
    var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) }
    arguments.append(nil)
    defer { for argument in arguments { free(argument) } }
    #if canImport(Darwin)
      var attributes: posix_spawnattr_t?
    #else
      var attributes = posix_spawnattr_t()
    #endif
    var none = sigset_t()
    var all = sigset_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    posix_spawnattr_setpgroup(&attributes, 0)
    // The threads of the run block signals, and a child would go on doing so: it could not be asked to end.
    sigemptyset(&none)
    sigfillset(&all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETPGROUP) | Int16(POSIX_SPAWN_SETSIGMASK) | Int16(POSIX_SPAWN_SETSIGDEF))
    var process: pid_t = 0
    let code = posix_spawn(&process, "/bin/sh", nil, &attributes, &arguments, environ)
    guard code == 0 else { throw SuiteError("\(name) cannot be run: \(String(cString: strerror(code)))") }
    return process
  }
}
