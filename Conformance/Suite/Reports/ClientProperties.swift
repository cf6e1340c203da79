/// A file of client properties, as the tools of Apache Kafka take with `--command-config`.
///
/// It says how to reach the broker. Only what a run can honour is taken; anything else is refused by name, so that no
/// run is less secure, or elsewhere, than its file says.
package struct ClientProperties: Equatable, Sendable {
  package struct Malformed: Error, Equatable, CustomStringConvertible {
    package var description: String
  }

  /// The first of `bootstrap.servers`.
  package private(set) var bootstrap: BrokerAddress?

  /// - Throws: What is wrong in which line.
  package init(_ text: String) throws(Malformed) {
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let line = line.trimmed
      if line.isEmpty || line.hasPrefix("#") || line.hasPrefix("!") { continue }
      func malformed(_ what: String) -> Malformed { Malformed(description: "line \(index + 1): \(what)") }
      guard let separator = line.firstIndex(where: { $0 == "=" || $0 == ":" }) else {
        throw malformed("\(line) is not key=value")
      }
      let key = String(line[..<separator].trimmed)
      let value = String(line[line.index(after: separator)...].trimmed)
      switch key {
      case "bootstrap.servers":
        guard let first = value.split(separator: ",").first.flatMap({ BrokerAddress(String($0.trimmed)) }) else {
          throw malformed("bootstrap.servers is \(value), not a list of HOST:PORT")
        }
        bootstrap = first
      case "security.protocol":
        guard value.uppercased() == "PLAINTEXT" else {
          throw malformed(
            "security.protocol is \(value); the suite speaks PLAINTEXT only so far: give it a plaintext listener")
        }
      default:
        throw malformed("\(key) is not supported: bootstrap.servers and security.protocol=PLAINTEXT are")
      }
    }
  }
}

extension StringProtocol {
  /// Without white space at both ends.
  var trimmed: SubSequence {
    guard let first = firstIndex(where: { !$0.isWhitespace }), let last = lastIndex(where: { !$0.isWhitespace }) else {
      return self[endIndex...]
    }
    return self[first...last]
  }
}
