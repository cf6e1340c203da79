/// Runs the commands of a run file.
package enum ShellHook {
  /// Runs a command in a shell, `{node}` replaced, and waits until it has returned; its output goes to standard error.
  ///
  /// - Throws: `SuiteError` when it fails, or does not return in time.
  package static func run(_ command: String, node: Int32, limit: Duration = .seconds(120)) async throws {
    let text = text(command, node: node)
    let process = try ChildProcess("exec 1>&2; \(text)", named: "the hook \(text)")
    guard let status = await process.end(within: limit) else {
      throw SuiteError("the hook \(text) does not return within \(limit.text)")
    }
    let signal = status & 0x7F
    let exit = (status >> 8) & 0xFF
    guard signal == 0, exit == 0 else {
      throw SuiteError("the hook \(text) ends with \(signal == 0 ? "code \(exit)" : "signal \(signal)")")
    }
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
