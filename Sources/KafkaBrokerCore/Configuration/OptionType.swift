/// What an option's value may be, with Kafka's words for what is wrong with one that may not.
package enum OptionType: Equatable, Sendable {
  case boolean
  /// One of these, or anything when empty.
  case string(oneOf: [String])
  case short(ClosedRange<Int64>)
  case int(ClosedRange<Int64>)
  case long(ClosedRange<Int64>)
  case double(ClosedRange<Double>)
  /// Comma-separated values, each one of these, or anything when empty.
  case list(of: [String])
  /// The name of a Java class, which means nothing here.
  case javaClass
  /// Never shown.
  case password

  package static let string = OptionType.string(oneOf: [])
  package static let list = OptionType.list(of: [])
  package static let positiveInt = OptionType.int(1...Int64(Int32.max))
  package static let naturalInt = OptionType.int(0...Int64(Int32.max))
  package static let anyInt = OptionType.int(Int64(Int32.min)...Int64(Int32.max))
  package static let positiveLong = OptionType.long(1...Int64.max)
  package static let naturalLong = OptionType.long(0...Int64.max)
  package static let anyLong = OptionType.long(Int64.min...Int64.max)

  /// The number that DescribeConfigs gives for the type since version 3 (KIP-569).
  package var code: Int8 {
    switch self {
    case .boolean: 1
    case .string: 2
    case .int: 3
    case .short: 4
    case .long: 5
    case .double: 6
    case .list: 7
    case .javaClass: 8
    case .password: 9
    }
  }

  /// What is wrong with a value, in Kafka's words; nil when it may be.
  package func complaint(about text: String) -> String? {
    let value = text.trimmingSpaces
    switch self {
    case .boolean:
      return ["true", "false"].contains(value.lowercased()) ? nil : "Expected value to be either true or false"
    case .string(let allowed):
      return allowed.isEmpty || allowed.contains(value)
        ? nil : "String must be one of: \(allowed.joined(separator: ", "))"
    case .short(let range): return Self.complaint(about: value, in: range, limits: Int16.self, name: "SHORT")
    case .int(let range): return Self.complaint(about: value, in: range, limits: Int32.self, name: "INT")
    case .long(let range): return Self.complaint(about: value, in: range, limits: Int64.self, name: "LONG")
    case .double(let range):
      guard let number = Double(value) else { return "Not a number of type DOUBLE" }
      if number < range.lowerBound { return "Value must be at least \(range.lowerBound)" }
      if number > range.upperBound { return "Value must be no more than \(range.upperBound)" }
      return nil
    case .list(let allowed):
      if allowed.isEmpty { return nil }
      let isKnown = value.commaSeparated.allSatisfy(allowed.contains)
      return isKnown ? nil : "String must be one of: \(allowed.joined(separator: ", "))"
    case .javaClass, .password: return nil
    }
  }

  private static func complaint<Width: FixedWidthInteger>(
    about value: String, in range: ClosedRange<Int64>, limits: Width.Type, name: String
  ) -> String? {
    guard let number = Width(value) else { return "Not a number of type \(name)" }
    if Int64(number) < range.lowerBound { return "Value must be at least \(range.lowerBound)" }
    if Int64(number) > range.upperBound { return "Value must be no more than \(range.upperBound)" }
    return nil
  }
}
