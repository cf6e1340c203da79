/// Kafka's types of options.
package enum OptionType: String, Sendable {
  case string = "STRING"
  case int = "INT"
  case long = "LONG"
  case short = "SHORT"
  case double = "DOUBLE"
  case boolean = "BOOLEAN"
  case list = "LIST"
  case `class` = "CLASS"
  case password = "PASSWORD"
}

/// What the values of an option may be, beyond its type.
package enum OptionRule: Sendable, Equatable, CustomStringConvertible {
  case any
  /// From `low` to `high`; to the largest of its type where that is nil.
  case range(low: Double, high: Double?)
  case choice([String], ignoringCase: Bool)
  /// Some rule that is told in words.
  case words(String)

  package var description: String {
    switch self {
    case .any: "any"
    case .range(let low, let high?): "from \(Self.text(low)) to \(Self.text(high))"
    case .range(let low, nil): "at least \(Self.text(low))"
    case .choice(let values, let ignoringCase):
      "one of \(values.joined(separator: ", "))\(ignoringCase ? " in any case" : "")"
    case .words(let words): words
    }
  }

  private static func text(_ number: Double) -> String {
    number == number.rounded() && number.magnitude < 1e18 ? "\(Int64(number))" : "\(number)"
  }

  /// What is wrong with a value of the right type; nil when nothing is.
  func problem(with value: OptionValue) -> String? {
    switch (self, value) {
    case (.range(let low, let high), .integer(let number)):
      Double(number) >= low && Double(number) <= high ?? .infinity ? nil : "must be \(self), not \(number)"
    case (.range(let low, let high), .number(let number)):
      number >= low && number <= high ?? .infinity ? nil : "must be \(self), not \(number)"
    case (.choice(let values, let ignoringCase), .text(let text)):
      values.contains { ignoringCase ? $0.lowercased() == text.lowercased() : $0 == text }
        ? nil : "must be \(self), not \"\(text)\""
    default: nil
    }
  }
}

/// A value by its type.
package enum OptionValue: Sendable, Hashable, CustomStringConvertible {
  case text(String)
  case integer(Int64)
  case number(Double)
  case flag(Bool)
  case list([String])

  /// As in a property.
  package var description: String {
    switch self {
    case .text(let text): text
    case .integer(let number): "\(number)"
    case .number(let number): "\(number)"
    case .flag(let flag): "\(flag)"
    case .list(let items): items.joined(separator: ",")
    }
  }

  /// Whether there is nothing in it.
  var isEmpty: Bool {
    switch self {
    case .text(let text): text.isEmpty
    case .list(let items): items.isEmpty
    case .integer, .number, .flag: false
    }
  }

  /// Nil when the text is no value of the type.
  init?(_ text: String, type: OptionType) {
    switch type {
    case .string, .class, .password: self = .text(text)
    case .short:
      guard let value = Int16(text) else { return nil }
      self = .integer(Int64(value))
    case .int:
      guard let value = Int32(text) else { return nil }
      self = .integer(Int64(value))
    case .long:
      guard let value = Int64(text) else { return nil }
      self = .integer(value)
    case .double:
      guard let value = Double(text), !value.isNaN else { return nil }
      self = .number(value)
    case .boolean:
      guard let value = ConfigurationKey<ClientConfiguration>.boolean(text) else { return nil }
      self = .flag(value)
    case .list:
      var items: [String] = []
      // One that comes again counts once (KIP-1161).
      for item in ConfigurationKey<ClientConfiguration>.items(of: text) where !items.contains(item) {
        items.append(item)
      }
      self = .list(items)
    }
  }
}

extension OptionType {
  /// What a text of it should have been.
  var expectation: String {
    switch self {
    case .string, .class, .password: "a text"
    case .short: "a whole number from -32768 to 32767"
    case .int: "a whole number of 32 bits"
    case .long: "a whole number of 64 bits"
    case .double: "a number"
    case .boolean: "true or false"
    case .list: "a list with commas"
    }
  }
}
