/// How to reach and handle one broker: lines of `key=value`.
///
///     product=Apache Kafka 3.9
///     bootstrap=localhost:9092
///     hook.restart=docker restart kafka-{node}
///     configured.group.max.size=5
///
/// A file with `start` also starts the broker; then `{port}`, `{dir}` and `{here}` stand for a free port, a directory
/// of the run's own and that of the run file.
package struct RunFile: Equatable, Sendable {
  package struct Malformed: Error, Equatable, CustomStringConvertible {
    package var description: String
  }

  package static let hookNames = [
    "restart", "kill", "start", "pause", "resume", "partition", "heal", "power-cut", "create-user",
  ]

  package var product: String?
  package var bootstrap: BrokerAddress?
  /// A file in which the started broker says where it listens, `HOST:PORT` and perhaps others after a comma.
  package var bootstrapFile: String?
  /// A command that is the broker, as long as it runs.
  package var start: String?
  /// A command that ends it, for what does not end with its process group.
  package var stop: String?
  /// How long it may take until it listens.
  package var startLimit: Duration?
  package var prefix: String?
  package var dataDirectory: String?
  package var hooks: [String: String] = [:]
  package var listeners: [String: BrokerAddress] = [:]
  package var configured: [String: String] = [:]
  package var lanes: Int?
  package var confirmRuns: Int?
  /// How many times longer than usual the broker may take.
  package var patience: Double?
  package var isReadOnly: Bool?
  package var allowsExclusive: Bool?

  /// - Throws: What is wrong in which line.
  package init(_ text: String) throws(Malformed) {
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let line = line.trimmed
      if line.isEmpty || line.hasPrefix("#") { continue }
      guard let equals = line.firstIndex(of: "=") else {
        throw Malformed(description: "line \(index + 1): \(line) is not key=value")
      }
      let key = String(line[..<equals].trimmed)
      let value = String(line[line.index(after: equals)...].trimmed)
      if let wanted = set(key, value) {
        throw Malformed(description: "line \(index + 1): \(key) is \(value.isEmpty ? "empty" : value), not \(wanted)")
      }
    }
  }

  /// - Returns: What the value should have been, when it cannot be used.
  private mutating func set(_ key: String, _ value: String) -> String? {
    guard !value.isEmpty else { return "a value" }
    switch key {
    case "product": product = value
    case "bootstrap":
      guard let address = BrokerAddress(value) else { return "HOST:PORT" }
      bootstrap = address
    case "bootstrap.file": bootstrapFile = value
    case "start": start = value
    case "stop": stop = value
    case "limit.start.seconds":
      guard let number = Int(value), (1...3600).contains(number) else { return "a number from 1 to 3600" }
      startLimit = .seconds(number)
    case "prefix": prefix = value
    case "data.directory": dataDirectory = value
    case "limit.lanes":
      guard let number = Int(value), (1...1000).contains(number) else { return "a number from 1 to 1000" }
      lanes = number
    case "limit.confirm.runs":
      guard let number = Int(value), (0...20).contains(number) else { return "a number from 0 to 20" }
      confirmRuns = number
    case "limit.patience":
      guard let number = Double(value), (1...20).contains(number) else { return "a number from 1 to 20" }
      patience = number
    case "limit.read.only":
      guard let flag = Bool(value) else { return "true or false" }
      isReadOnly = flag
    case "limit.allow.exclusive":
      guard let flag = Bool(value) else { return "true or false" }
      allowsExclusive = flag
    default:
      if key.hasPrefix("configured.") {
        configured[String(key.dropFirst("configured.".count))] = value
      } else if key.hasPrefix("listener.") {
        guard let address = BrokerAddress(value) else { return "HOST:PORT" }
        listeners[String(key.dropFirst("listener.".count))] = address
      } else if key.hasPrefix("hook."), Self.hookNames.contains(String(key.dropFirst("hook.".count))) {
        hooks[String(key.dropFirst("hook.".count))] = value
      } else {
        return "the value of a key that a run file has"
      }
    }
    return nil
  }

  /// Whether the text of a run file also starts the broker.
  package static func starts(_ text: String) -> Bool {
    text.split(separator: "\n").contains { line in
      line.split(separator: "=", maxSplits: 1).first.map { $0.trimmed == "start" } ?? false
    }
  }

  /// Adds what the file says to a run's options.
  package func apply(to options: inout RunOptions) {
    if let bootstrap { options.bootstrap = bootstrap }
    if let prefix { options.prefix = prefix }
    if let dataDirectory { options.dataDirectory = dataDirectory }
    if let lanes { options.lanes = lanes }
    if let confirmRuns { options.confirmRuns = confirmRuns }
    if let patience { options.patience = patience }
    if let isReadOnly { options.isReadOnly = isReadOnly || options.isReadOnly }
    if let allowsExclusive { options.allowsExclusive = allowsExclusive || options.allowsExclusive }
    options.hooks.merge(hooks) { $1 }
    options.listeners.merge(listeners) { $1 }
    options.configured.merge(configured) { $1 }
  }
}
