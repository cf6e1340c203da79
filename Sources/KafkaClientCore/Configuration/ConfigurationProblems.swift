/// What is wrong, or odd, with a configuration; collected so that a person can mend all of it at once.
package struct ConfigurationProblems: Sendable {
  package private(set) var errors: [String] = []
  package private(set) var warnings: [String] = []

  /// Options that were settled by others, with the names of those.
  package private(set) var derived: [String: String] = [:]

  package init() {}

  /// An option got its value from others.
  package mutating func derive(_ name: String, from source: String) { derived[name] = source }

  /// Something that cannot be. The text names the options and the way out.
  package mutating func refuse(_ text: String) {
    if !errors.contains(text) { errors.append(text) }
  }

  /// Something that works, but hardly as it was meant.
  package mutating func warn(_ text: String) {
    if !warnings.contains(text) { warnings.append(text) }
  }

  /// A name that is none of the options at hand.
  mutating func unknown(_ name: String, among names: [String], for role: String, _ policy: UnknownNames) {
    let text: String
    let closest = ClosestName.to(name, among: names)
    // A misspelt option of TLS is more likely than one that nobody has heard of.
    switch ForeignOptions.find(name) ?? (closest == nil ? ForeignOptions.area(of: name) : nil) {
    case .ignored(let why):
      warn("\(name) has no effect: \(why)")
      return
    case .unsupported(let what):
      text = "\(name) is an option of Kafka's clients that is not supported (\(what)); remove it"
    case .elsewhere(let whose):
      text = "\(name) is an option of \(whose), which this is not; remove it"
    case nil:
      let hint = closest.map { "; did you mean \($0)?" } ?? ""
      text = "\(name) is not an option\(hint)"
    }
    if policy == .warn { warn("\(text) (passed over)") } else { refuse(text) }
  }

  func throwIfAny() throws(KafkaError) {
    guard !errors.isEmpty else { return }
    throw KafkaError(
      .invalidConfiguration,
      errors.count == 1 ? errors[0] : "\(errors.count) problems: \(errors.joined(separator: "; "))")
  }
}
