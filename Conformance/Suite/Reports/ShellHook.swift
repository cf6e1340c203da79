#if canImport(Glibc)
  @preconcurrency import Glibc
#elseif canImport(Musl)
  @preconcurrency import Musl
#elseif canImport(Darwin)
  @preconcurrency import Darwin
#endif

/// Runs the commands of a run file.
package enum ShellHook {
  /// Runs a command in a shell, `{node}` replaced, and waits until it has returned; its output goes to standard error.
  ///
  /// - Throws: `SuiteError` when it fails, or does not return in time.
  package static func run(_ command: String, node: Int32, limit: Duration = .seconds(120)) async throws {
    let text = text(command, node: node)
    let process = try spawn("exec 1>&2; \(text)", named: "the hook \(text)")

    let deadline = ContinuousClock.now + limit
    var status: Int32 = 0
    while true {
      let ended = waitpid(process, &status, WNOHANG)
      if ended == process { break }
      if ended < 0, errno != EINTR { throw SuiteError("the hook \(text) is lost: errno \(errno)") }
      if Task.isCancelled || ContinuousClock.now > deadline {
        kill(-process, SIGKILL)
        waitpid(process, &status, 0)
        throw SuiteError("the hook \(text) does not return within \(limit.text)")
      }
      try? await Task.sleep(for: .milliseconds(10))
    }
    let signal = status & 0x7F
    let exit = (status >> 8) & 0xFF
    guard signal == 0, exit == 0 else {
      throw SuiteError("the hook \(text) ends with \(signal == 0 ? "code \(exit)" : "signal \(signal)")")
    }
  }

  /// Starts a shell with a command, in a process group of its own, so that what it starts ends with it.
  static func spawn(_ command: String, named name: String) throws -> pid_t {
    let words = ["/bin/sh", "-c", command]
    var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) }
    arguments.append(nil)
    defer { for argument in arguments { free(argument) } }
    #if canImport(Darwin)
      var attributes: posix_spawnattr_t?
    #else
      var attributes = posix_spawnattr_t()
    #endif
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    posix_spawnattr_setpgroup(&attributes, 0)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
    var process: pid_t = 0
    let code = posix_spawn(&process, "/bin/sh", nil, &attributes, &arguments, environ)
    guard code == 0 else { throw SuiteError("\(name) cannot be run: \(String(cString: strerror(code)))") }
    return process
  }

  static func text(_ command: String, node: Int32) -> String {
    var result = ""
    var rest = command[...]
    while !rest.isEmpty {
      if rest.hasPrefix("{node}") {
        result += "\(node)"
        rest = rest.dropFirst("{node}".count)
      } else {
        result.append(rest.removeFirst())
      }
    }
    return result
  }
}
