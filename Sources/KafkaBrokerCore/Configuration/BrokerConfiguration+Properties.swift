extension BrokerConfiguration {
  /// Applies options given by their names in `server.properties`.
  ///
  /// - Parameter properties: Name and value; where a name comes twice, the last value counts.
  /// - Throws: ``ConfigurationError`` with every problem found: unknown names (with the closest known one), values that
  ///   may not be, and options of parts that this broker does not have.
  public init(properties: some Sequence<(name: String, value: String)>) throws(ConfigurationError) {
    self.init()
    try apply(properties: properties)
  }

  /// Applies options on top of what is set; see ``init(properties:)``.
  public mutating func apply(properties: some Sequence<(name: String, value: String)>) throws(ConfigurationError) {
    var values: [String: String] = [:]
    var problems: [ConfigurationError.Problem] = []
    for (name, value) in properties {
      guard values.updateValue(value, forKey: name) == nil else { continue }
      if let problem = Self.problem(with: name) { problems.append(problem) }
    }
    var changed = self
    changed.applySecurityProtocolMap(values.removeValue(forKey: Self.protocolMap), &problems)
    for option in BrokerOption.all {
      guard let value = values[option.name] else { continue }
      changed.explicitOptions.insert(option.name)
      guard case .used(_, let write) = option.meaning else { continue }
      if let complaint = option.type.complaint(about: value) {
        problems.append(.init(option: option.name, message: "\(complaint), got \"\(value)\""))
        continue
      }
      do throws(ConfigurationError) {
        try write(&changed, value)
      } catch {
        problems += error.problems
      }
    }
    if let names = values["controller.listener.names"] {
      // The listeners of controllers serve a quorum, which one node does not have.
      let controllers = Set(names.commaSeparated.map { $0.uppercased() })
      changed.listeners.removeAll { controllers.contains($0.name) }
      changed.advertisedListeners?.removeAll { controllers.contains($0.name) }
    }
    guard problems.isEmpty else { throw ConfigurationError(problems) }
    self = changed
  }

  private static let protocolMap = "listener.security.protocol.map"

  /// Listeners may have any name, but all must be plaintext.
  private mutating func applySecurityProtocolMap(_ text: String?, _ problems: inout [ConfigurationError.Problem]) {
    guard let text else { return }
    explicitOptions.insert(Self.protocolMap)
    for entry in text.commaSeparated {
      let parts = entry.split(separator: ":").map { $0.trimmingSpaces.uppercased() }
      // Kafka's own sample file maps names that no listener uses; only the used ones matter, and those of the sample
      // bear the name of their protocol.
      if parts.count == 2, parts[1] == "PLAINTEXT" || parts[0] == parts[1] { continue }
      problems.append(
        .init(
          option: Self.protocolMap,
          message: "expected NAME:PLAINTEXT, got \"\(entry)\"; TLS and SASL listeners are not supported yet"))
    }
  }

  private static func problem(with name: String) -> ConfigurationError.Problem? {
    if name == protocolMap || BrokerOption.named(name) != nil { return nil }
    if let family = BrokerOption.refusedFamilies.first(where: { name.hasPrefix($0.prefix) }) {
      return .init(option: name, message: family.reason)
    }
    let known = BrokerOption.all.lazy.map(\.name)
    if let closest = ClosestName.of(name, among: known) {
      return .init(option: name, message: "unknown option; did you mean \(closest)?")
    }
    if TopicOption.named(name) != nil {
      return .init(option: name, message: "this is an option of topics, not of brokers")
    }
    return .init(option: name, message: "unknown option")
  }

  private static func isAnyAddress(_ host: String) -> Bool { ["0.0.0.0", "::"].contains(host) }

  /// Options that somebody has set and that change nothing here, with the reasons: for a broker's log.
  package var optionsWithoutEffect: [(name: String, reason: String)] {
    let standard = self.standard
    return BrokerOption.all.compactMap { option in
      guard let reason = option.reasonForNoEffect, option.isSet(in: self, standard: standard) else { return nil }
      return (option.name, reason)
    }
  }

  /// What of the whole does not fit together; checked when a broker starts, whatever the values came from.
  ///
  /// - Throws: ``ConfigurationError`` with every problem found.
  public func validate() throws(ConfigurationError) {
    var problems: [ConfigurationError.Problem] = []
    func check(_ holds: Bool, _ option: String, _ message: String) {
      if !holds { problems.append(.init(option: option, message: message)) }
    }
    // Values set in code pass through the same checks as those of a file.
    for option in BrokerOption.all {
      if option.name == "broker.id" { continue }
      if let value = option.value(in: self), let complaint = option.type.complaint(about: value) {
        problems.append(.init(option: option.name, message: "\(complaint), got \"\(value)\""))
      }
    }
    check(!listeners.isEmpty, "listeners", "at least one listener is needed")
    if let complaint = nodeCountComplaint { problems.append(.init(option: "--nodes", message: complaint)) }
    check(Set(listeners.map(\.name)).count == listeners.count, "listeners", "names must differ")
    for listener in listeners {
      check((0...65535).contains(listener.port), "listeners", "expected a port from 0 to 65535 in \(listener)")
      check(
        listener.name != "SSL" && !listener.name.hasPrefix("SASL_"), "listeners",
        "TLS and SASL listeners are not supported yet: \(listener)")
    }
    for listener in advertisedListeners ?? [] {
      check(
        listeners.contains { $0.name == listener.name }, "advertised.listeners",
        "\(listener.name) is not in listeners")
      check(!Self.isAnyAddress(listener.host), "advertised.listeners", "nobody can connect to \(listener.host)")
    }
    for listener in listeners where Self.isAnyAddress(listener.host) {
      check(
        advertisedListeners?.contains { $0.name == listener.name } == true, "advertised.listeners",
        "\(listener) listens on every address, and nobody can connect to \(listener.host): say what clients connect to, "
          + "or leave the host of the listener empty for this machine's name")
    }
    check(
      topics.replicationFactor == 1, "default.replication.factor",
      "expected 1, got \(topics.replicationFactor): this broker keeps one copy of everything")
    if let retention = log.retention {
      check(retention >= .milliseconds(1), "log.retention.ms", "expected -1 for no limit, or at least 1")
    }
    check(
      groups.minSessionTimeout <= groups.maxSessionTimeout, "group.min.session.timeout.ms",
      "must not be above group.max.session.timeout.ms")
    guard problems.isEmpty else { throw ConfigurationError(problems) }
  }
}
