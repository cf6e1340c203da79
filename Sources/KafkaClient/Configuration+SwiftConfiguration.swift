public import Configuration
public import KafkaClientCore

/// Configurations from apple/swift-configuration: environment, files and whatever else has a provider.
///
/// The keys are Kafka's names of options, in parts between the dots, as `["linger", "ms"]`. What that is in a provider is
/// its own affair: `LINGER_MS` in the environment, `{"linger": {"ms": 20}}` in JSON. A prefix is a scope of the reader.
///
/// ```swift
/// let reader = ConfigReader(provider: EnvironmentVariablesProvider())
/// // KAFKA_BOOTSTRAP_SERVERS, KAFKA_LINGER_MS, ...
/// let configuration = try ProducerConfiguration(reader: reader.scoped(to: "kafka"))
/// ```
///
/// Values are those of Kafka's properties: texts as they are, numbers, Booleans, and for lists also arrays of texts.
/// A reader cannot list its keys, so a name that is no option goes unnoticed here. Passwords are read as secrets.
extension ClientConfiguration {
  /// Reads what a client needs to know.
  ///
  /// - Throws: ``KafkaError`` with ``KafkaError/Code/invalidConfiguration``, listing everything that is wrong.
  public init(reader: ConfigReader) throws(KafkaError) {
    self = try Self.read(reader)
  }
}

extension ProducerConfiguration {
  /// Reads what a producer needs to know; see ``ClientConfiguration/init(reader:)`` for keys and values.
  ///
  /// - Throws: ``KafkaError`` with ``KafkaError/Code/invalidConfiguration``, listing everything that is wrong.
  public init(reader: ConfigReader) throws(KafkaError) {
    self = try Self.read(reader)
  }
}

extension ConsumerConfiguration {
  /// Reads what a consumer needs to know; see ``ClientConfiguration/init(reader:)`` for keys and values.
  ///
  /// - Throws: ``KafkaError`` with ``KafkaError/Code/invalidConfiguration``, listing everything that is wrong.
  public init(reader: ConfigReader) throws(KafkaError) {
    self = try Self.read(reader)
  }
}

extension KafkaConfiguration {
  fileprivate static func read(_ reader: ConfigReader) throws(KafkaError) -> Self {
    var properties: [String: String] = [:]
    var unreadable: [String] = []
    for key in keys {
      switch reader.property(key.name, isSecret: key.isSecret) {
      case .absent: continue
      case .text(let text): properties[key.name] = text
      case .unreadable:
        unreadable.append("\(key.name) has a value that is no text, number, Boolean or list of texts")
      }
    }
    return try read(properties: properties, problems: unreadable) { .configurationKey($0) }
  }
}

extension ConfigReader {
  fileprivate enum Property {
    case absent, unreadable
    case text(String)
  }

  /// The value under an option's name, as a property's text.
  fileprivate func property(_ name: String, isSecret: Bool) -> Property {
    let key = ConfigKey(name.split(separator: ".").map(String.init))
    if let text = string(forKey: key, isSecret: isSecret) { return .text(text) }
    if let number = int(forKey: key, isSecret: isSecret) { return .text("\(number)") }
    if let flag = bool(forKey: key, isSecret: isSecret) { return .text("\(flag)") }
    if let number = double(forKey: key, isSecret: isSecret) { return .text("\(number)") }
    if let items = stringArray(forKey: key, isSecret: isSecret) { return .text(items.joined(separator: ",")) }
    // A value of another type gives a different error for each type that is asked for; no value gives the same.
    do {
      return .text(try requiredString(forKey: key, isSecret: isSecret))
    } catch let asText {
      do {
        return .text("\(try requiredBool(forKey: key, isSecret: isSecret))")
      } catch {
        return "\(asText)" == "\(error)" ? .absent : .unreadable
      }
    }
  }
}
