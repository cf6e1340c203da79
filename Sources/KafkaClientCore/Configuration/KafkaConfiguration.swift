import KafkaWire

/// A configuration whose options are listed in a table; see ``ConfigurationKey``.
package protocol KafkaConfiguration: Sendable {
  init()
  /// Whose options these are, as `ForeignOptions` names them.
  static var role: String { get }
  static var keys: [ConfigurationKey<Self>] { get }

  /// Says what is wrong between options; each alone has been checked against its own range before.
  func check(_ problems: inout ConfigurationProblems)

  /// Settles defaults that depend on what the user did set, when the configuration was read from properties.
  ///
  /// - Parameter given: What was there.
  mutating func settle(_ given: GivenOptions, _ problems: inout ConfigurationProblems)

  /// Options whose values follow from others now, with the names of those.
  var derivations: [String: String] { get }

  /// Warnings to log when the configuration is used first.
  var warnings: [String] { get set }
  /// Where values came from.
  var origins: OptionOrigins { get set }
}

extension KafkaConfiguration {
  package func check(_ problems: inout ConfigurationProblems) {}
  package mutating func settle(_ given: GivenOptions, _ problems: inout ConfigurationProblems) {}
  package var derivations: [String: String] { [:] }

  /// Throws one error that lists everything that is wrong, and everything that is legal and not supported here. Adds what
  /// is merely odd to `warnings`.
  package mutating func validate() throws(KafkaError) {
    var problems = ConfigurationProblems()
    collect(&problems)
    for key in Self.keys {
      if let lack = key.lack(self) { problems.refuse("\(key.name) \(lack)") }
    }
    for warning in problems.warnings where !warnings.contains(warning) { warnings.append(warning) }
    try problems.throwIfAny()
  }

  private func collect(_ problems: inout ConfigurationProblems) {
    for key in Self.keys {
      if let problem = key.check(self) { problems.refuse("\(key.name) \(problem)") }
    }
    check(&problems)
  }

  /// Reads properties by their names in Kafka's documentation, or in librdkafka's. One error lists everything that is
  /// wrong by Kafka's rules; what is right and not supported here is refused later, when a client is made.
  ///
  /// - Parameters:
  ///   - found: What is known to be wrong already.
  ///   - origin: Where a property comes from, by its name; nil for a property of the dialect.
  package static func read(
    properties: [String: String], dialect: PropertyDialect = .java, unknownNames: UnknownNames = .refuse,
    problems found: [String] = [], origin: ((_ name: String) -> OptionOrigin)? = nil
  ) throws(KafkaError) -> Self {
    var problems = ConfigurationProblems()
    for problem in found { problems.refuse(problem) }
    let standard = Self()
    var value = standard
    let keys = Self.keys
    let reader = PropertyReader(keys: keys, role: role, dialect: dialect, unknownNames: unknownNames)
    let assignments = reader.assignments(properties, &problems)
    for assignment in assignments {
      let key = keys[assignment.index]
      if let problem = key.read(assignment.text, &value) { problems.refuse("\(key.name) \(problem)") }
      if let why = key.ignored, !["", "false"].contains(assignment.text.lowercased()),
        key.type == .boolean || key.show(value) != key.show(standard)
      {
        problems.warn("\(key.name) has no effect: \(why)")
      }
    }
    for assignment in assignments {
      let key = keys[assignment.index]
      let place = origin?(assignment.name) ?? .property(assignment.name, in: dialect)
      if let text = key.show(value) { value.origins.note(key.name, place, text: text) }
    }
    value.settle(
      GivenOptions(names: Set(assignments.map { keys[$0.index].name }), dialect: dialect), &problems)
    for (name, source) in problems.derived {
      guard let text = keys.first(where: { $0.name == name })?.show(value) else { continue }
      value.origins.note(name, .derived(from: source), text: text)
    }
    value.collect(&problems)
    value.warnings = problems.warnings
    try problems.throwIfAny()
    return value
  }

  /// The effective values by name, in the order of names. Secrets are among them.
  package var properties: [(name: String, value: String)] {
    Self.keys.compactMap { key in key.show(self).map { (key.name, $0) } }.sorted { $0.name < $1.name }
  }

  /// All options with their values and origins, in the order of names, without secrets.
  package var listedOptions: [EffectiveOption] {
    let standard = Self()
    let derivations = self.derivations
    return Self.keys.sorted { $0.name < $1.name }.map { key in
      let text = key.show(self)
      let origin: OptionOrigin =
        if let source = derivations[key.name] {
          .derived(from: source)
        } else if let text, let noted = origins.origin(of: key.name, text: text) {
          noted
        } else {
          text == key.show(standard) ? .default : .code
        }
      let value = key.isSecret && text != nil ? EffectiveOption.hidden : text ?? ""
      return EffectiveOption(name: key.name, value: value, origin: origin)
    }
  }

  /// The table of options.
  package static var listedKeys: [ConfigurationOption] {
    let standard = Self()
    return keys.sorted { $0.name < $1.name }.map { key in
      ConfigurationOption(
        name: key.name, aliases: key.aliases, type: key.type.rawValue, defaultValue: key.show(standard),
        values: "\(key.rule)", documentation: key.about, isSecret: key.isSecret, withoutEffect: key.ignored)
    }
  }
}
