/// Where the value of an option comes from.
public struct OptionOrigin: Sendable, Hashable, CustomStringConvertible {
  package enum Kind: Hashable, Sendable {
    case standard, code
    case property(String, PropertyDialect)
    case configurationKey(String)
    case derived(String)
  }

  package let kind: Kind

  package init(_ kind: Kind) {
    self.kind = kind
  }

  /// Nobody set it, or it was set in code to what it is anyway.
  public static let `default` = OptionOrigin(.standard)

  /// It was set in code, or changed there after it had been read.
  public static let code = OptionOrigin(.code)

  /// It was read from a property.
  ///
  /// - Parameters:
  ///   - name: The name that was given, which may be another client's for the option.
  ///   - dialect: Whose names were expected.
  public static func property(_ name: String, in dialect: PropertyDialect) -> OptionOrigin {
    OptionOrigin(.property(name, dialect))
  }

  /// It was read through swift-configuration.
  ///
  /// - Parameter key: The key, with the reader's own prefix left out.
  public static func configurationKey(_ key: String) -> OptionOrigin { OptionOrigin(.configurationKey(key)) }

  /// It follows from other options.
  ///
  /// - Parameter options: Their names, with commas between them.
  public static func derived(from options: String) -> OptionOrigin { OptionOrigin(.derived(options)) }

  /// In a few words, as `property queue.buffering.max.ms (librdkafka)`.
  public var description: String {
    switch kind {
    case .standard: "default"
    case .code: "set in code"
    case .property(let name, let dialect): "property \(name) (\(dialect))"
    case .configurationKey(let key): "configuration key \(key)"
    case .derived(let options): "derived from \(options)"
    }
  }
}

/// Whose names, units and words properties use. Defaults are those of Apache Kafka's Java client in every dialect.
public struct PropertyDialect: Sendable, Hashable, CustomStringConvertible {
  private enum Kind {
    case java, librdkafka
  }

  private let kind: Kind

  /// Names of Apache Kafka's documentation. Names of librdkafka are taken where they mean the same in the same unit;
  /// for others the error says what to write.
  public static let java = PropertyDialect(kind: .java)

  /// Names of librdkafka's documentation, with its units and words, as `queue.buffering.max.kbytes`. Names of Apache
  /// Kafka are taken too, but for those that mean something else there: the error says which to use.
  public static let librdkafka = PropertyDialect(kind: .librdkafka)

  /// `java` or `librdkafka`.
  public var description: String {
    switch kind {
    case .java: "java"
    case .librdkafka: "librdkafka"
    }
  }
}

/// What to do with names that are no options.
public struct UnknownNames: Sendable, Hashable {
  private enum Kind {
    case refuse, warn
  }

  private let kind: Kind

  /// They are errors, with the closest name that exists.
  public static let refuse = UnknownNames(kind: .refuse)

  /// They are passed over with a warning in the log, as the Java client does.
  public static let warn = UnknownNames(kind: .warn)
}

/// An option as it is in force.
public struct EffectiveOption: Sendable, Hashable, CustomStringConvertible {
  /// Kafka's name.
  public let name: String
  /// As in a property; ``hidden`` for a secret that is set. Empty where nothing is set.
  public let value: String
  /// Where it comes from.
  public let origin: OptionOrigin

  /// What stands for a secret.
  public static let hidden = "[hidden]"

  package init(name: String, value: String, origin: OptionOrigin) {
    self.name = name
    self.value = value
    self.origin = origin
  }

  /// `name = value (origin)`.
  public var description: String { "\(name) = \(value) (\(origin))" }
}

/// An option that exists, for documentation and tools.
public struct ConfigurationOption: Sendable, Hashable {
  /// Kafka's name.
  public let name: String
  /// Names of other clients with the same meaning and unit.
  public let aliases: [String]
  /// Kafka's type: `STRING`, `INT`, `LONG`, `SHORT`, `DOUBLE`, `BOOLEAN`, `LIST`, `CLASS` or `PASSWORD`.
  public let type: String
  /// As in a property; nil for none.
  public let defaultValue: String?
  /// The values it may have, in words.
  public let values: String
  /// What it is for.
  public let documentation: String
  /// Whether its value is never shown.
  public let isSecret: Bool
  /// Why it has no effect here, and what to use instead; nil for options with an effect.
  public let withoutEffect: String?
}

/// Where values came from, as far as they were read. Not a part of a configuration's value: two that say the same are
/// equal. Printing it shows names only, since some of the values are passwords.
package struct OptionOrigins: Sendable, Equatable, CustomStringConvertible, CustomReflectable {
  private var entries: [String: (origin: OptionOrigin, text: String)] = [:]

  package init() {}

  /// Remembers that an option with this value came from there.
  mutating func note(_ name: String, _ origin: OptionOrigin, text: String) { entries[name] = (origin, text) }

  /// Where an option came from, if it still has the value that it came with.
  func origin(of name: String, text: String) -> OptionOrigin? {
    entries[name].flatMap { $0.text == text ? $0.origin : nil }
  }

  package static func == (left: OptionOrigins, right: OptionOrigins) -> Bool { true }

  package var description: String { "[\(entries.keys.sorted().joined(separator: ", "))]" }
  package var customMirror: Mirror { Mirror(self, children: ["names": entries.keys.sorted()]) }
}
