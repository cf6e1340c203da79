import KafkaWire

// MARK: - Kinds of options

extension ConfigurationKey {
  /// A duration that Kafka counts in milliseconds.
  package static func milliseconds(
    _ name: String, _ path: any (WritableKeyPath<Root, Duration> & Sendable),
    in range: ClosedRange<Duration> = .zero...longest, aliases: [String] = []
  ) -> Self {
    Self(
      name, aliases: aliases, type: range.upperBound == longestInt32 ? .int : .long, rule: rule(range),
      read: { text, root in
        guard let value = Int64(text) else { return "expected a whole number of milliseconds, not \"\(text)\"" }
        root[keyPath: path] = .milliseconds(value)
        return nil
      },
      check: { root in
        let value = root[keyPath: path]
        if range.contains(value) { return nil }
        return "must be \(describe(range)) ms, not \(value.wholeMilliseconds)"
      },
      show: { "\($0[keyPath: path].wholeMilliseconds)" })
  }

  /// A duration that may be left open.
  package static func milliseconds(
    _ name: String, _ path: any (WritableKeyPath<Root, Duration?> & Sendable),
    in range: ClosedRange<Duration> = .zero...longest, aliases: [String] = []
  ) -> Self {
    Self(
      name, aliases: aliases, type: range.upperBound == longestInt32 ? .int : .long, rule: rule(range),
      read: { text, root in
        guard let value = Int64(text) else { return "expected a whole number of milliseconds, not \"\(text)\"" }
        root[keyPath: path] = .milliseconds(value)
        return nil
      },
      check: { root in
        guard let value = root[keyPath: path], !range.contains(value) else { return nil }
        return "must be \(describe(range)) ms, not \(value.wholeMilliseconds)"
      },
      show: { $0[keyPath: path].map { "\($0.wholeMilliseconds)" } })
  }

  /// A whole number.
  package static func integer<Value: FixedWidthInteger & Sendable>(
    _ name: String, _ path: any (WritableKeyPath<Root, Value> & Sendable), in range: ClosedRange<Value> = .min ... .max,
    aliases: [String] = []
  ) -> Self {
    Self(
      name, aliases: aliases, type: range.upperBound <= Int32.max ? .int : .long, rule: rule(range),
      read: { text, root in
        guard let value = Value(text) else { return "expected a whole number, not \"\(text)\"" }
        root[keyPath: path] = value
        return nil
      },
      check: { root in
        let value = root[keyPath: path]
        return range.contains(value) ? nil : "must be \(describe(range)), not \(value)"
      },
      show: { "\($0[keyPath: path])" })
  }

  /// A whole number that may be left open.
  package static func integer<Value: FixedWidthInteger & Sendable>(
    _ name: String, _ path: any (WritableKeyPath<Root, Value?> & Sendable),
    in range: ClosedRange<Value> = .min ... .max,
    aliases: [String] = []
  ) -> Self {
    Self(
      name, aliases: aliases, type: range.upperBound <= Int32.max ? .int : .long, rule: rule(range),
      read: { text, root in
        guard let value = Value(text) else { return "expected a whole number, not \"\(text)\"" }
        root[keyPath: path] = value
        return nil
      },
      check: { root in
        guard let value = root[keyPath: path], !range.contains(value) else { return nil }
        return "must be \(describe(range)), not \(value)"
      },
      show: { $0[keyPath: path].map { "\($0)" } })
  }

  package static func boolean(
    _ name: String, _ path: any (WritableKeyPath<Root, Bool> & Sendable), aliases: [String] = []
  ) -> Self {
    Self(
      name, aliases: aliases, type: .boolean,
      read: { text, root in
        guard let value = boolean(text) else { return "expected true or false, not \"\(text)\"" }
        root[keyPath: path] = value
        return nil
      },
      show: { "\($0[keyPath: path])" })
  }

  /// A switch whose default depends on other options.
  package static func boolean(
    _ name: String, _ path: any (WritableKeyPath<Root, Bool?> & Sendable), aliases: [String] = []
  ) -> Self {
    Self(
      name, aliases: aliases, type: .boolean,
      read: { text, root in
        guard let value = boolean(text) else { return "expected true or false, not \"\(text)\"" }
        root[keyPath: path] = value
        return nil
      },
      show: { $0[keyPath: path].map { "\($0)" } })
  }

  /// Text that goes into requests. `check` says what else is wrong with one.
  package static func string(
    _ name: String, _ path: any (WritableKeyPath<Root, String> & Sendable), aliases: [String] = [],
    check: @escaping @Sendable (String) -> String? = { _ in nil }
  ) -> Self {
    Self(
      name, aliases: aliases,
      read: { text, root in
        root[keyPath: path] = text
        return nil
      },
      check: { tooLong($0[keyPath: path]) ?? check($0[keyPath: path]) },
      show: { $0[keyPath: path] })
  }

  /// Text that may be left open. `check` says what is wrong with a text.
  package static func string(
    _ name: String, _ path: any (WritableKeyPath<Root, String?> & Sendable), aliases: [String] = [],
    check: @escaping @Sendable (String) -> String? = { _ in nil }
  ) -> Self {
    Self(
      name, aliases: aliases,
      read: { text, root in
        root[keyPath: path] = text
        return nil
      },
      check: { $0[keyPath: path].flatMap { tooLong($0) ?? check($0) } },
      show: { $0[keyPath: path] })
  }

  /// Texts with commas between them.
  package static func list(
    _ name: String, _ path: any (WritableKeyPath<Root, [String]> & Sendable), aliases: [String] = [],
    check: @escaping @Sendable ([String]) -> String? = { _ in nil }
  ) -> Self {
    Self(
      name, aliases: aliases, type: .list,
      read: { text, root in
        root[keyPath: path] = items(of: text)
        return nil
      },
      check: { check($0[keyPath: path]) },
      show: { $0[keyPath: path].joined(separator: ",") })
  }

  /// One of a few values, each with its text in properties. Kafka minds the case of some options only.
  package static func choice<Value: Equatable & Sendable>(
    _ name: String, _ path: any (WritableKeyPath<Root, Value> & Sendable), _ values: KeyValuePairs<String, Value>,
    ignoringCase: Bool = false, aliases: [String] = []
  ) -> Self {
    let values = values.map { (text: $0.key, value: $0.value) }
    return Self(
      name, aliases: aliases, type: .string, rule: .choice(values.map(\.text), ignoringCase: ignoringCase),
      read: { text, root in
        let wanted = ignoringCase ? text.lowercased() : text
        guard let choice = values.first(where: { (ignoringCase ? $0.text.lowercased() : $0.text) == wanted }) else {
          return "must be one of \(values.map(\.text).joined(separator: ", ")), not \"\(text)\""
        }
        root[keyPath: path] = choice.value
        return nil
      },
      show: { root in values.first { $0.value == root[keyPath: path] }?.text })
  }
}

// MARK: - Reading texts

extension ConfigurationKey {
  /// What an `Int64` of milliseconds holds: Kafka's "for ever".
  package static var longest: Duration { .milliseconds(Int64.max) }

  /// What the options hold that Kafka keeps in 32 bits, about 24 days; those go into requests as such.
  package static var longestInt32: Duration { .milliseconds(Int64(Int32.max)) }

  /// Longer texts have no form on the wire.
  private static func tooLong(_ text: String) -> String? {
    let limit = Int(Int16.max)
    return text.utf8.count > limit ? "must not be longer than \(limit) bytes, and has \(text.utf8.count)" : nil
  }

  static func boolean(_ text: String) -> Bool? {
    switch text.lowercased() {
    case "true": true
    case "false": false
    default: nil
    }
  }

  static func items(of text: String) -> [String] {
    if text.allSatisfy(\.isWhitespace) { return [] }
    return text.split(separator: ",", omittingEmptySubsequences: false).map { trimmed(String($0)) }
  }

  static func trimmed(_ text: String) -> String {
    var text = Substring(text)
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }

  static func rule(_ range: ClosedRange<Duration>) -> OptionRule {
    if range.lowerBound <= .milliseconds(Int64(Int32.min)) { return .any }
    let high = range.upperBound >= longest ? nil : Optional(range.upperBound.wholeMilliseconds)
    return .range(low: Double(range.lowerBound.wholeMilliseconds), high: high.map { Double($0) })
  }

  static func rule<Value: FixedWidthInteger>(_ range: ClosedRange<Value>) -> OptionRule {
    .range(low: Double(range.lowerBound), high: range.upperBound == .max ? nil : Double(range.upperBound))
  }

  static func describe(_ range: ClosedRange<Duration>) -> String {
    let low = range.lowerBound.wholeMilliseconds
    return range.upperBound >= longest ? "at least \(low)" : "from \(low) to \(range.upperBound.wholeMilliseconds)"
  }

  static func describe<Value: FixedWidthInteger>(_ range: ClosedRange<Value>) -> String {
    switch (range.lowerBound == .min, range.upperBound == .max) {
    case (_, true): "at least \(range.lowerBound)"
    case (true, false): "at most \(range.upperBound)"
    case (false, false): "from \(range.lowerBound) to \(range.upperBound)"
    }
  }
}
