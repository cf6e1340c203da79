/// Values of options that Kafka has and this library does not act on: read, checked by Kafka's rules, shown, and refused
/// or passed over with a warning when a client is made.
///
/// Printing it shows names only, since some of the values are passwords.
package struct ReservedOptions: Sendable, Hashable, CustomStringConvertible, CustomReflectable {
  private var values: [String: OptionValue] = [:]

  package init() {}

  package subscript(name: String) -> OptionValue? {
    get { values[name] }
    set { values[name] = newValue }
  }

  /// The text of one, empty where it is not set.
  func text(_ name: String) -> String { values[name]?.description ?? "" }

  package var description: String { "[\(values.keys.sorted().joined(separator: ", "))]" }
  package var customMirror: Mirror { Mirror(self, children: ["names": values.keys.sorted()]) }
}

/// What becomes of a reserved option.
package enum ReservedSupport: Sendable {
  /// Another value than the default is refused when a client is made, since this is missing.
  case missing(String)
  /// Passed over with a warning that says why, and what to use instead.
  case ignored(String)
}

/// A configuration with options that have no effect.
package protocol ReservedOptionHolder: Sendable {
  var reserved: ReservedOptions { get set }
}

extension ConfigurationKey where Root: ReservedOptionHolder {
  /// An option that is read and checked, and has no effect.
  static func reserved(
    _ name: String, _ type: OptionType, default standard: OptionValue? = nil, rule: OptionRule = .any,
    aliases: [String] = [], _ support: ReservedSupport, _ about: String
  ) -> Self {
    let key = Self(
      name, aliases: aliases, type: type, rule: rule,
      read: { text, root in
        guard let value = OptionValue(text, type: type) else {
          return "expected \(type.expectation), not \"\(text)\""
        }
        if let problem = rule.problem(with: value) { return problem }
        root.reserved[name] = value == standard ? nil : value
        return nil
      },
      show: { ($0.reserved[name] ?? standard)?.description })
    switch support {
    case .ignored(let why): return key.about(about).ignored(why)
    case .missing(let what):
      return key.about(about).lacking { root in
        guard let value = root.reserved[name], value != standard, !(value.isEmpty && standard == nil) else {
          return nil
        }
        guard case .choice(_, let ignoringCase) = rule, let standard else {
          return "is not supported yet (\(what)); remove it"
        }
        let (text, only) = (value.description, standard.description)
        if ignoringCase, text.lowercased() == only.lowercased() { return nil }
        return "\(text) is not supported yet (\(what)); only \(only) is"
      }
    }
  }
}
