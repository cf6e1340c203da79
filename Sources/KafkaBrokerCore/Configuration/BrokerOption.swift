import KafkaWire

/// One option of `server.properties`: what it may be and which part of ``BrokerConfiguration`` it is.
package struct BrokerOption: Sendable {
  package typealias Read = @Sendable (BrokerConfiguration) -> String?
  package typealias Write = @Sendable (inout BrokerConfiguration, String) throws(ConfigurationError) -> Void

  package enum Meaning: Sendable {
    /// The value is kept; read gives its value as text (nil for unset), write takes a validated text.
    case used(read: Read, write: Write)
    /// Accepted, without an effect, for the reason given.
    case harmless(String)
  }

  package var name: String
  package var type: OptionType
  package var meaning: Meaning
  /// Why a value that is kept, and shown by DescribeConfigs, changes nothing; nil for options that work.
  private var idleReason: String?

  package init(_ name: String, _ type: OptionType, _ meaning: Meaning) {
    self.name = name
    self.type = type
    self.meaning = meaning
  }

  /// The same option, kept and shown, but without an effect.
  func withoutEffect(_ reason: String) -> BrokerOption {
    var option = self
    option.idleReason = reason
    return option
  }

  /// Why setting the option changes nothing; nil for options that work.
  package var reasonForNoEffect: String? {
    if case .harmless(let reason) = meaning { reason } else { idleReason }
  }

  /// The value in a configuration as text, as DescribeConfigs shows it; nil when unset or without effect here.
  package func value(in configuration: BrokerConfiguration) -> String? {
    guard case .used(let read, _) = meaning else { return nil }
    return read(configuration)
  }
}

/// Builds options over key paths of the configuration.
enum OptionBuilder {
  typealias Path<Value> = any WritableKeyPath<BrokerConfiguration, Value> & Sendable

  static func int(_ name: String, _ type: OptionType, _ path: Path<Int32>) -> BrokerOption {
    BrokerOption(
      name, type,
      .used(
        read: { String($0[keyPath: path]) },
        write: { (configuration: inout BrokerConfiguration, text: String) throws(ConfigurationError) in
          configuration[keyPath: path] = Int32(clamping: try integer(text, name))
        }))
  }

  static func short(_ name: String, _ type: OptionType, _ path: Path<Int16>) -> BrokerOption {
    BrokerOption(
      name, type,
      .used(
        read: { String($0[keyPath: path]) },
        write: { (configuration: inout BrokerConfiguration, text: String) throws(ConfigurationError) in
          configuration[keyPath: path] = Int16(clamping: try integer(text, name))
        }))
  }

  static func long(_ name: String, _ type: OptionType, _ path: Path<Int64>) -> BrokerOption {
    BrokerOption(
      name, type,
      .used(
        read: { String($0[keyPath: path]) },
        write: { (configuration: inout BrokerConfiguration, text: String) throws(ConfigurationError) in
          configuration[keyPath: path] = try integer(text, name)
        }))
  }

  /// A number for which `none` (often -1) means that there is no limit.
  static func limit(_ name: String, _ type: OptionType, none: Int64, _ path: Path<Int64?>) -> BrokerOption {
    BrokerOption(
      name, type,
      .used(
        read: { String($0[keyPath: path] ?? none) },
        write: { (configuration: inout BrokerConfiguration, text: String) throws(ConfigurationError) in
          let value = try integer(text, name)
          configuration[keyPath: path] = value == none ? nil : value
        }))
  }

  static func boolean(_ name: String, _ path: Path<Bool>) -> BrokerOption {
    BrokerOption(
      name, .boolean,
      .used(
        read: { String($0[keyPath: path]) },
        write: { $0[keyPath: path] = $1.trimmingSpaces.lowercased() == "true" }))
  }

  static func double(_ name: String, _ type: OptionType, _ path: Path<Double>) -> BrokerOption {
    BrokerOption(
      name, type,
      .used(
        read: { String($0[keyPath: path]) },
        write: { $0[keyPath: path] = Double($1.trimmingSpaces) ?? $0[keyPath: path] }))
  }

  static func string(_ name: String, _ type: OptionType, _ path: Path<String>) -> BrokerOption {
    BrokerOption(
      name, type, .used(read: { $0[keyPath: path] }, write: { $0[keyPath: path] = $1.trimmingSpaces }))
  }

  static func list(_ name: String, _ type: OptionType, _ path: Path<[String]>) -> BrokerOption {
    BrokerOption(
      name, type,
      .used(
        read: { $0[keyPath: path].joined(separator: ",") },
        write: { $0[keyPath: path] = $1.commaSeparated }))
  }

  /// A time, counted in `unit`.
  static func time(_ name: String, _ type: OptionType, unit: Duration, _ path: Path<Duration>) -> BrokerOption {
    BrokerOption(
      name, type,
      .used(
        read: { String($0[keyPath: path].count(of: unit)) },
        write: { (configuration: inout BrokerConfiguration, text: String) throws(ConfigurationError) in
          configuration[keyPath: path] = Duration(count: try integer(text, name), of: unit)
        }))
  }

  /// A time, counted in `unit`, for which `none` means that there is none.
  static func timeLimit(_ name: String, _ type: OptionType, unit: Duration, none: Int64, _ path: Path<Duration?>)
    -> BrokerOption
  {
    BrokerOption(
      name, type,
      .used(
        read: { String($0[keyPath: path]?.count(of: unit) ?? none) },
        write: { (configuration: inout BrokerConfiguration, text: String) throws(ConfigurationError) in
          let value = try integer(text, name)
          configuration[keyPath: path] = value == none ? nil : Duration(count: value, of: unit)
        }))
  }

  private static func integer(_ text: String, _ name: String) throws(ConfigurationError) -> Int64 {
    guard let value = Int64(text.trimmingSpaces) else {
      throw ConfigurationError(name, "expected a whole number, got \"\(text)\"")
    }
    return value
  }
}

extension Duration {
  /// So many milliseconds, minutes, …; saturated to what 64-bit nanoseconds hold, about 292 years.
  init(count: Int64, of unit: Duration) {
    let (nanoseconds, overflow) = count.multipliedReportingOverflow(by: unit.wholeNanoseconds)
    self = .nanoseconds(overflow ? (count < 0 ? .min : .max) : nanoseconds)
  }

  func count(of unit: Duration) -> Int64 {
    // A time that was cut to what fits was meant as "for ever": show it as Kafka does.
    wholeNanoseconds == .max ? .max : wholeNanoseconds / unit.wholeNanoseconds
  }
}
