/// A host and a port as people write them.
package struct Endpoint: Hashable, Sendable, CustomStringConvertible {
  package var host: String
  package var port: Int

  package init(host: String, port: Int) {
    self.host = host
    self.port = port
  }

  /// "host:port", with brackets around an IPv6 address.
  package var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}

/// Reads `bootstrap.servers`.
package enum BootstrapServers {
  /// The port of an entry without one, as librdkafka has it. Properties with the names of Java must name it.
  package static let defaultPort = 9092

  /// Entries may have a protocol in front, as `PLAINTEXT://host:9092`, which means nothing. One that comes again is left
  /// out, as the Java client 4.3 does.
  package static func parse(_ entries: [String]) throws(KafkaError) -> [Endpoint] {
    if let problem = problem(with: entries) {
      throw KafkaError(.invalidConfiguration, "bootstrap.servers \(problem)")
    }
    var seen = Set<Endpoint>()
    return entries.compactMap { endpoint($0) }.filter { seen.insert($0).inserted }
  }

  /// What is wrong with the entries, if anything is.
  static func problem(with entries: [String]) -> String? {
    if entries.isEmpty { return "is required: name at least one broker as host:port" }
    for entry in entries {
      guard endpoint(entry) != nil else {
        return "has \"\(entry)\", which is not host:port (an IPv6 address stands in brackets: [::1]:9092)"
      }
    }
    return nil
  }

  /// The first of them that stands there twice.
  static func repetition(in entries: [String]) -> String? {
    var seen = Set<Endpoint>()
    return entries.first { entry in endpoint(entry).map { !seen.insert($0).inserted } ?? false }
  }

  /// Whether an entry is right but for its port, which Kafka's own properties have to name.
  static func hasNoPort(_ entry: String) -> Bool {
    guard let endpoint = endpoint(entry), endpoint.port == defaultPort else { return false }
    return !entry.hasSuffix(":\(defaultPort)")
  }

  private static func endpoint(_ entry: String) -> Endpoint? {
    var rest = Substring(entry)
    if let scheme = rest.firstRange(of: "://") { rest = rest[scheme.upperBound...] }
    let host: Substring
    if rest.first == "[" {
      guard let bracket = rest.firstIndex(of: "]") else { return nil }
      host = rest[rest.index(after: rest.startIndex)..<bracket]
      rest = rest[rest.index(after: bracket)...]
    } else {
      let colon = rest.firstIndex(of: ":") ?? rest.endIndex
      host = rest[..<colon]
      rest = rest[colon...]
    }
    guard !host.isEmpty, !host.contains(where: { $0.isWhitespace || $0 == "/" }) else { return nil }
    if rest.isEmpty { return Endpoint(host: host.lowercased(), port: defaultPort) }
    guard rest.first == ":", let port = UInt16(rest.dropFirst()), port > 0 else { return nil }
    return Endpoint(host: host.lowercased(), port: Int(port))
  }
}
