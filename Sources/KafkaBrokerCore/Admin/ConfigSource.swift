/// Where an option's value comes from, as DescribeConfigs counts it (KIP-226).
enum ConfigSource: Int8 {
  case topic = 1
  case staticBroker = 4
  case standard = 5
}

/// One option as DescribeConfigs and CreateTopics show it.
struct ConfigEntry: Equatable {
  struct Synonym: Equatable {
    var name: String
    var value: String?
    var source: ConfigSource
  }

  var name: String
  var value: String?
  var source: ConfigSource
  var type: OptionType
  /// Where the value comes from, the strongest first.
  var synonyms: [Synonym]
}

extension TopicConfiguration {
  /// Every option of the topic, by name.
  func entries(defaults: BrokerConfiguration, isSince4: Bool) -> [ConfigEntry] {
    let standard = defaults.standard
    return TopicOption.all.lazy.filter { !(isSince4 && $0.isGoneSince4) }.map { option in
      var synonyms: [ConfigEntry.Synonym] = []
      if let value = overrides[option.name] {
        synonyms.append(.init(name: option.name, value: value, source: .topic))
      }
      for name in option.synonyms {
        if let broker = BrokerOption.named(name), broker.isSet(in: defaults, standard: standard) {
          synonyms.append(.init(name: name, value: broker.value(in: defaults), source: .staticBroker))
        }
      }
      if let holder = option.defaultHolder {
        let value = BrokerOption.named(holder)?.value(in: standard) ?? option.defaultValue(defaults)
        synonyms.append(.init(name: holder, value: value, source: .standard))
      }
      return ConfigEntry(
        name: option.name, value: overrides[option.name] ?? option.defaultValue(defaults),
        source: synonyms.first?.source ?? .standard, type: option.type, synonyms: synonyms)
    }
  }
}

extension BrokerOption {
  /// Whether somebody chose the value: in a file, on the command line or in code.
  func isSet(in configuration: BrokerConfiguration, standard: BrokerConfiguration) -> Bool {
    if !configuration.explicitOptions.isEmpty, configuration.explicitOptions.contains(name) { return true }
    // Of several options for one value, a value set in code counts for the finest.
    guard !["log.retention.hours", "log.retention.minutes", "log.roll.hours", "log.roll.jitter.hours"].contains(name)
    else { return false }
    let sharesValue = BrokerOption.coarser[name].map { $0.contains(where: configuration.explicitOptions.contains) }
    return sharesValue != true && value(in: configuration) != value(in: standard)
  }

  /// Options that set the same value in a coarser unit.
  private static let coarser = [
    "log.retention.ms": ["log.retention.hours", "log.retention.minutes"],
    "log.roll.ms": ["log.roll.hours"],
    "log.roll.jitter.ms": ["log.roll.jitter.hours"],
  ]

  /// The option as DescribeConfigs shows it for a broker.
  func entry(in configuration: BrokerConfiguration, standard: BrokerConfiguration) -> ConfigEntry {
    var synonyms: [ConfigEntry.Synonym] = []
    let value = value(in: configuration)
    if isSet(in: configuration, standard: standard) {
      synonyms.append(.init(name: name, value: value, source: .staticBroker))
    }
    if let value = self.value(in: standard) {
      synonyms.append(.init(name: name, value: value, source: .standard))
    }
    return ConfigEntry(
      name: name, value: value, source: synonyms.first?.source ?? .standard, type: type, synonyms: synonyms)
  }
}
