/// An address that a broker listens on, or that it tells clients to connect to.
public struct Listener: Hashable, Sendable, CustomStringConvertible {
  /// The listener's name, `PLAINTEXT` unless `listener.security.protocol.map` gives others.
  public var name: String
  /// A host name or address. Empty: all interfaces for listening, this machine's name for advertising.
  public var host: String
  /// 0 lets the system choose a free port; the chosen one is then advertised.
  public var port: Int

  public init(name: String = "PLAINTEXT", host: String, port: Int) {
    self.name = name
    self.host = host
    self.port = port
  }

  /// The form of `listeners`: `PLAINTEXT://127.0.0.1:9092`, an IPv6 address in brackets.
  public var description: String {
    "\(name)://\(host.contains(":") ? "[\(host)]" : host):\(port)"
  }

  /// Reads `NAME://host:port`; the host may be empty.
  init(parsing text: String, option: String) throws(ConfigurationError) {
    guard let separator = text.firstRange(of: "://") else {
      throw ConfigurationError(option, "expected NAME://host:port, got \"\(text)\"")
    }
    let address = try HostAndPort(parsing: String(text[separator.upperBound...]), option: option)
    let name = text[..<separator.lowerBound].uppercased()
    guard !name.isEmpty else { throw ConfigurationError(option, "a listener has no name in \"\(text)\"") }
    self.init(name: name, host: address.host, port: address.port)
  }

  /// Reads a comma-separated list of listeners.
  static func list(_ text: String, option: String) throws(ConfigurationError) -> [Listener] {
    var listeners: [Listener] = []
    for part in text.commaSeparated {
      let listener = try Listener(parsing: part, option: option)
      if listeners.contains(where: { $0.name == listener.name }) {
        throw ConfigurationError(option, "the listener \(listener.name) is given twice")
      }
      listeners.append(listener)
    }
    return listeners
  }
}

/// `host:port`, with an IPv6 address in brackets.
public struct HostAndPort: Hashable, Sendable, CustomStringConvertible {
  public var host: String
  /// 0 to 65535.
  public var port: Int

  public init(host: String, port: Int) {
    self.host = host
    self.port = port
  }

  public var description: String {
    host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
  }

  /// Reads `host:port`, `[::1]:port` or `:port`.
  ///
  /// - Parameter option: The option's name, for the error.
  /// - Throws: ``ConfigurationError`` when the text has no port from 0 to 65535.
  public init(parsing text: String, option: String) throws(ConfigurationError) {
    guard let colon = text.lastIndex(of: ":") else {
      throw ConfigurationError(option, "expected host:port, got \"\(text)\"")
    }
    guard let port = Int(text[text.index(after: colon)...]), (0...65535).contains(port) else {
      throw ConfigurationError(option, "expected a port from 0 to 65535 in \"\(text)\"")
    }
    var host = String(text[..<colon])
    if host.hasPrefix("["), host.hasSuffix("]") {
      host = String(host.dropFirst().dropLast())
    } else if host.contains(":") {
      throw ConfigurationError(option, "an IPv6 address needs brackets: \"\(text)\"")
    }
    self.init(host: host, port: port)
  }
}

extension String {
  /// The parts of a comma-separated list, without the spaces around them; none for an empty text.
  var commaSeparated: [String] {
    split(separator: ",").map { $0.trimmingSpaces }.filter { !$0.isEmpty }
  }
}

extension StringProtocol {
  var trimmingSpaces: String {
    var view = self[...]
    while let first = view.first, first.isWhitespace { view.removeFirst() }
    while let last = view.last, last.isWhitespace { view.removeLast() }
    return String(view)
  }
}
