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
  /// - Parameter explicit: Kafka's names of the properties that were there.
  mutating func settle(explicit: Set<String>, _ problems: inout ConfigurationProblems)

  /// Warnings to log when the configuration is used first.
  var warnings: [String] { get set }
}

extension KafkaConfiguration {
  package func check(_ problems: inout ConfigurationProblems) {}
  package mutating func settle(explicit: Set<String>, _ problems: inout ConfigurationProblems) {}

  /// Throws one error that lists everything that is wrong. Adds what is merely odd to `warnings`.
  package mutating func validate() throws(KafkaError) {
    var problems = ConfigurationProblems()
    collect(&problems)
    for warning in problems.warnings where !warnings.contains(warning) { warnings.append(warning) }
    try problems.throwIfAny()
  }

  private func collect(_ problems: inout ConfigurationProblems) {
    for key in Self.keys {
      if let problem = key.check(self) { problems.refuse("\(key.name) \(problem)") }
    }
    check(&problems)
  }

  /// Reads properties by their names in Kafka's documentation. One error lists everything that is wrong.
  package static func read(properties: [String: String]) throws(KafkaError) -> Self {
    var problems = ConfigurationProblems()
    var value = Self()
    var explicit = Set<String>()
    let keys = Self.keys
    var byName = [String: Int]()
    for (index, key) in keys.enumerated() {
      byName[key.name] = index
      for alias in key.aliases where byName[alias] == nil { byName[alias] = index }
    }
    // In order of names, so that the same properties always give the same text.
    for (name, text) in properties.sorted(by: { $0.key < $1.key }) {
      guard let index = byName[name] else {
        problems.unknown(name, among: keys.map(\.name), for: Self.role)
        continue
      }
      let key = keys[index]
      if name != key.name, properties[key.name] != nil {
        problems.refuse("\(name) is another name of \(key.name), which is set too; set one of them")
        continue
      }
      explicit.insert(key.name)
      let trimmed = ConfigurationKey<Self>.trimmed(text)
      if let problem = key.read(trimmed, &value) { problems.refuse("\(key.name) \(problem)") }
    }
    value.settle(explicit: explicit, &problems)
    value.collect(&problems)
    value.warnings = problems.warnings
    try problems.throwIfAny()
    return value
  }

  /// The effective values by name, in the order of names.
  package var properties: [(name: String, value: String)] {
    Self.keys.compactMap { key in key.show(self).map { (key.name, $0) } }.sorted { $0.name < $1.name }
  }
}

/// What is wrong, or odd, with a configuration; collected so that a person can mend all of it at once.
package struct ConfigurationProblems: Sendable {
  package private(set) var errors: [String] = []
  package private(set) var warnings: [String] = []

  package init() {}

  /// Something that cannot be. The text names the options and the way out.
  package mutating func refuse(_ text: String) {
    if !errors.contains(text) { errors.append(text) }
  }

  /// Something that works, but hardly as it was meant.
  package mutating func warn(_ text: String) {
    if !warnings.contains(text) { warnings.append(text) }
  }

  mutating func unknown(_ name: String, among names: [String], for role: String) {
    switch ForeignOptions.find(name) {
    case .ignored(let why):
      warn("\(name) has no effect: \(why)")
    case .unsupported(let what):
      refuse("\(name) is an option of Kafka that is not supported yet (\(what)); remove it")
    case .elsewhere(let whose) where whose.contains(role):
      refuse("\(name) is an option of Kafka that is not supported yet; remove it")
    case .elsewhere(let whose):
      refuse("\(name) is an option of \(whose), which this is not; remove it")
    case nil:
      if let closest = ClosestName.to(name, among: names) {
        refuse("\(name) is not an option; did you mean \(closest)?")
      } else {
        refuse("\(name) is not an option")
      }
    }
  }

  func throwIfAny() throws(KafkaError) {
    guard !errors.isEmpty else { return }
    throw KafkaError(
      .invalidConfiguration,
      errors.count == 1 ? errors[0] : "\(errors.count) problems: \(errors.joined(separator: "; "))")
  }
}
