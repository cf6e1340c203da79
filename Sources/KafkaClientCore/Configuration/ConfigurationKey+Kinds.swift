import KafkaWire

// MARK: - Kinds of options

extension ConfigurationKey {
  /// An option with one value, which may be left open.
  ///
  /// - Parameters:
  ///   - expected: What a text must be, for the message about one that is not.
  ///   - parse: The value of a text; nil for a text that has none.
  ///   - problem: What is wrong with a value; nil when nothing is.
  ///   - text: The value as a property has it.
  private static func single<Value>(
    _ name: String, aliases: [String], type: OptionType = .string, rule: OptionRule = .any, expected: String,
    parse: @escaping @Sendable (String) -> Value?, problem: @escaping @Sendable (Value) -> String? = { _ in nil },
    text: @escaping @Sendable (Value) -> String, get: @escaping @Sendable (Root) -> Value?,
    set: @escaping @Sendable (inout Root, Value) -> Void
  ) -> Self {
    Self(
      name, aliases: aliases, type: type, rule: rule,
      read: { given, root in
        guard let value = parse(given) else { return "expected \(expected), not \"\(given)\"" }
        set(&root, value)
        return nil
      },
      check: { get($0).flatMap(problem) },
      show: { get($0).map(text) })
  }

  private static func milliseconds(
    _ name: String, in range: ClosedRange<Duration>, aliases: [String], get: @escaping @Sendable (Root) -> Duration?,
    set: @escaping @Sendable (inout Root, Duration) -> Void
  ) -> Self {
    single(
      name, aliases: aliases, type: range.upperBound == longestInt32 ? .int : .long, rule: rule(range),
      expected: "a whole number of milliseconds", parse: { Int64($0).map { .milliseconds($0) } },
      problem: { range.contains($0) ? nil : "must be \(describe(range)) ms, not \($0.wholeMilliseconds)" },
      text: { "\($0.wholeMilliseconds)" }, get: get, set: set)
  }

  /// A duration that Kafka counts in milliseconds.
  package static func milliseconds(
    _ name: String, _ path: any (WritableKeyPath<Root, Duration> & Sendable),
    in range: ClosedRange<Duration> = .zero...longest, aliases: [String] = []
  ) -> Self {
    milliseconds(name, in: range, aliases: aliases, get: { $0[keyPath: path] }, set: { $0[keyPath: path] = $1 })
  }

  /// A duration that may be left open.
  package static func milliseconds(
    _ name: String, _ path: any (WritableKeyPath<Root, Duration?> & Sendable),
    in range: ClosedRange<Duration> = .zero...longest, aliases: [String] = []
  ) -> Self {
    milliseconds(name, in: range, aliases: aliases, get: { $0[keyPath: path] }, set: { $0[keyPath: path] = $1 })
  }

  private static func integer<Value: FixedWidthInteger & Sendable>(
    _ name: String, in range: ClosedRange<Value>, aliases: [String], get: @escaping @Sendable (Root) -> Value?,
    set: @escaping @Sendable (inout Root, Value) -> Void
  ) -> Self {
    single(
      name, aliases: aliases, type: range.upperBound <= Int32.max ? .int : .long, rule: rule(range),
      expected: "a whole number", parse: { Value($0) },
      problem: { range.contains($0) ? nil : "must be \(describe(range)), not \($0)" }, text: { "\($0)" }, get: get,
      set: set)
  }

  /// A whole number.
  package static func integer<Value: FixedWidthInteger & Sendable>(
    _ name: String, _ path: any (WritableKeyPath<Root, Value> & Sendable), in range: ClosedRange<Value> = .min ... .max,
    aliases: [String] = []
  ) -> Self {
    integer(name, in: range, aliases: aliases, get: { $0[keyPath: path] }, set: { $0[keyPath: path] = $1 })
  }

  /// A whole number that may be left open.
  package static func integer<Value: FixedWidthInteger & Sendable>(
    _ name: String, _ path: any (WritableKeyPath<Root, Value?> & Sendable),
    in range: ClosedRange<Value> = .min ... .max, aliases: [String] = []
  ) -> Self {
    integer(name, in: range, aliases: aliases, get: { $0[keyPath: path] }, set: { $0[keyPath: path] = $1 })
  }

  private static func boolean(
    _ name: String, aliases: [String], get: @escaping @Sendable (Root) -> Bool?,
    set: @escaping @Sendable (inout Root, Bool) -> Void
  ) -> Self {
    single(
      name, aliases: aliases, type: .boolean, expected: "true or false", parse: { boolean($0) }, text: { "\($0)" },
      get: get, set: set)
  }

  package static func boolean(
    _ name: String, _ path: any (WritableKeyPath<Root, Bool> & Sendable), aliases: [String] = []
  ) -> Self {
    boolean(name, aliases: aliases, get: { $0[keyPath: path] }, set: { $0[keyPath: path] = $1 })
  }

  /// A switch whose default depends on other options.
  package static func boolean(
    _ name: String, _ path: any (WritableKeyPath<Root, Bool?> & Sendable), aliases: [String] = []
  ) -> Self {
    boolean(name, aliases: aliases, get: { $0[keyPath: path] }, set: { $0[keyPath: path] = $1 })
  }

  private static func string(
    _ name: String, aliases: [String], check: @escaping @Sendable (String) -> String?,
    get: @escaping @Sendable (Root) -> String?, set: @escaping @Sendable (inout Root, String) -> Void
  ) -> Self {
    single(
      name, aliases: aliases, expected: "a text", parse: { $0 }, problem: { tooLong($0) ?? check($0) }, text: { $0 },
      get: get, set: set)
  }

  /// Text that goes into requests. `check` says what else is wrong with one.
  package static func string(
    _ name: String, _ path: any (WritableKeyPath<Root, String> & Sendable), aliases: [String] = [],
    check: @escaping @Sendable (String) -> String? = { _ in nil }
  ) -> Self {
    string(
      name, aliases: aliases, check: check, get: { $0[keyPath: path] }, set: { $0[keyPath: path] = $1 })
  }

  /// Text that may be left open. `check` says what is wrong with a text.
  package static func string(
    _ name: String, _ path: any (WritableKeyPath<Root, String?> & Sendable), aliases: [String] = [],
    check: @escaping @Sendable (String) -> String? = { _ in nil }
  ) -> Self {
    string(
      name, aliases: aliases, check: check, get: { $0[keyPath: path] }, set: { $0[keyPath: path] = $1 })
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
