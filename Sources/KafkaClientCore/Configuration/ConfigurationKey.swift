import KafkaWire

/// One option: Kafka's name for it, and its place in a configuration.
///
/// A configuration type lists its options once, as a table of these. Reading properties, checking ranges, printing
/// the effective values and suggesting names all work from that table.
///
/// ```swift
/// static let keys: [ConfigurationKey<ProducerConfiguration>] =
///   ClientConfiguration.keys.map { $0.lifted(to: \.client) } + [
///     .milliseconds("linger.ms", \.linger, in: .zero..., aliases: ["queue.buffering.max.ms"]),
///     .integer("batch.size", \.batchSize, in: 0...),
///   ]
/// ```
package struct ConfigurationKey<Root>: Sendable {
  /// Kafka's name.
  package let name: String
  /// Names of other clients for the same thing with the same unit.
  package let aliases: [String]
  /// Reads a property's text into the configuration. Nil, or what is wrong with the text.
  package let read: @Sendable (_ text: String, _ root: inout Root) -> String?
  /// What is wrong with the value that is there, whoever put it there.
  package let check: @Sendable (_ root: Root) -> String?
  /// The value as a property's text; nil when it is not set.
  package private(set) var show: @Sendable (_ root: Root) -> String?

  /// Kafka's type of it.
  package let type: OptionType
  /// What its values may be.
  package let rule: OptionRule
  /// What it is for, in a sentence or two.
  package private(set) var about = ""
  /// Whether the value must not be shown.
  package var isSecret: Bool { type == .password || name.hasSuffix(".password") }
  /// Set where the value means nothing to this library: why, and what to use instead.
  package private(set) var ignored: String?
  /// What this library cannot do of what the value asks for, although the value is legal; nil when nothing.
  package private(set) var lack: @Sendable (_ root: Root) -> String? = { _ in nil }

  package init(
    _ name: String, aliases: [String] = [], type: OptionType = .string, rule: OptionRule = .any,
    read: @escaping @Sendable (_ text: String, _ root: inout Root) -> String?,
    check: @escaping @Sendable (_ root: Root) -> String? = { _ in nil },
    show: @escaping @Sendable (_ root: Root) -> String?
  ) {
    self.name = name
    self.aliases = aliases
    self.type = type
    self.rule = rule
    self.read = read
    self.check = check
    self.show = show
  }

  /// The same with a documentation.
  package func about(_ text: String) -> Self {
    var key = self
    key.about = text
    return key
  }

  /// The same, showing what is in force where nothing was set.
  package func showing(_ show: @escaping @Sendable (_ root: Root) -> String?) -> Self {
    var key = self
    key.show = show
    return key
  }

  /// The same, marked as without effect.
  package func ignored(_ why: String?) -> Self {
    var key = self
    key.ignored = why
    return key
  }

  /// The same with values that are legal and refused when a client is made.
  package func lacking(_ lack: @escaping @Sendable (_ root: Root) -> String?) -> Self {
    var key = self
    key.lack = lack
    return key
  }

  /// The same option in a configuration that contains this one.
  package func lifted<Outer>(to path: any (WritableKeyPath<Outer, Root> & Sendable)) -> ConfigurationKey<Outer> {
    let (read, check, show, lack) = (self.read, self.check, self.show, self.lack)
    return ConfigurationKey<Outer>(
      name, aliases: aliases, type: type, rule: rule,
      read: { text, outer in read(text, &outer[keyPath: path]) },
      check: { check($0[keyPath: path]) },
      show: { show($0[keyPath: path]) }
    ).about(about).ignored(ignored).lacking { lack($0[keyPath: path]) }
  }
}
