package import Foundation
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A child process. In place of Foundation's `Process`, which ends a test run that has more than 1024 files and sockets
/// open: it waits for its children with `select`.
package final class SpawnedProcess: Sendable {
  package struct Failure: Error, CustomStringConvertible {
    package let description: String
  }

  package let processIdentifier: pid_t

  private struct State {
    var status: Int32?
    var whenEnded: [@Sendable (Int32) -> Void] = []
  }

  private let state = Mutex(State())
  private let ended = DispatchSemaphore(value: 0)

  /// Starts the program; it gets these three files and no other.
  package init(
    _ executable: URL, _ arguments: [String], environment: [String: String]? = nil, input: Int32? = nil,
    output: Int32, errors: Int32
  ) throws {
    let environment = environment ?? ProcessInfo.processInfo.environment
    var argv = ([executable.path] + arguments).map { strdup($0) } + [nil]
    var envp = environment.map { strdup("\($0)=\($1)") } + [nil]
    defer { for pointer in argv + envp { free(pointer) } }

    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
      var attributes: posix_spawnattr_t?
    #else
      var actions = posix_spawn_file_actions_t()
      var attributes = posix_spawnattr_t()
    #endif
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
    }
    if let input {
      posix_spawn_file_actions_adddup2(&actions, input, 0)
    } else {
      posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    }
    posix_spawn_file_actions_adddup2(&actions, output, 1)
    posix_spawn_file_actions_adddup2(&actions, errors, 2)
    for descriptor in 3..<min(max(3, Int32(getdtablesize())), 8192) {
      let flags = fcntl(descriptor, F_GETFD)
      if flags >= 0, flags & FD_CLOEXEC == 0 { posix_spawn_file_actions_addclose(&actions, descriptor) }
    }
    // Threads of the test run may have blocked signals that the program wants.
    var none = sigset_t()
    var all = sigset_t()
    sigemptyset(&none)
    sigfillset(&all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))

    var process = pid_t()
    let code = posix_spawn(&process, executable.path, &actions, &attributes, &argv, &envp)
    guard code == 0 else { throw Failure(description: "cannot start \(executable.path): errno \(code)") }
    processIdentifier = process
    Thread.detachNewThread { [self] in waitForEnd() }
  }

  private func waitForEnd() {
    // First without collecting it, so that its number is nobody else's while `signal` uses it.
    var information = siginfo_t()
    while waitid(P_PID, id_t(processIdentifier), &information, WEXITED | WNOWAIT) != 0, errno == EINTR {}
    let (status, bodies) = state.withLock { state in
      var word: Int32 = 0
      while waitpid(processIdentifier, &word, 0) < 0, errno == EINTR {}
      // The exit code, or the signal that ended it.
      let status = word & 0x7f == 0 ? word >> 8 & 0xff : word & 0x7f
      state.status = status
      defer { state.whenEnded = [] }
      return (status, state.whenEnded)
    }
    for body in bodies { body(status) }
    ended.signal()
  }

  package var isRunning: Bool { state.withLock { $0.status == nil } }

  /// Without effect when it has ended.
  package func signal(_ signal: Int32) {
    state.withLock { state in
      if state.status == nil { _ = kill(processIdentifier, signal) }
    }
  }

  /// Calls `body` with the exit code, or with the number of the signal that ended it; at once if it has ended.
  package func whenEnded(_ body: @escaping @Sendable (Int32) -> Void) {
    let status = state.withLock { state in
      if state.status == nil { state.whenEnded.append(body) }
      return state.status
    }
    if let status { body(status) }
  }

  /// Waits for the end.
  ///
  /// - Returns: The exit code, or the number of the signal that ended it.
  package func waitUntilExit() -> Int32 {
    ended.wait()
    ended.signal()
    return state.withLock { $0.status ?? -1 }
  }

  /// A pipe whose ends no child process gets by accident.
  ///
  /// Between `pipe` and `fcntl` another program could be started, and `pipe2` is not everywhere; so it has a name at first.
  package static func pipe() throws -> (reading: FileHandle, writing: FileHandle) {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("pipe-\(UUID().uuidString)").path
    guard mkfifo(path, 0o600) == 0 else { throw Failure(description: "no pipe at \(path): errno \(errno)") }
    defer { unlink(path) }
    // Without O_NONBLOCK it would wait for the other end.
    let reading = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    let writing = open(path, O_WRONLY | O_CLOEXEC)
    guard reading >= 0, writing >= 0, fcntl(reading, F_SETFL, O_RDONLY) == 0 else {
      throw Failure(description: "cannot open the pipe \(path): errno \(errno)")
    }
    return (
      FileHandle(fileDescriptor: reading, closeOnDealloc: true),
      FileHandle(fileDescriptor: writing, closeOnDealloc: true)
    )
  }
}
