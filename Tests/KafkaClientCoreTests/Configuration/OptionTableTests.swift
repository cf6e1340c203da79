import KafkaClientCore
import TestSupport
import Testing

/// The tables of options against `fixtures/config`: names, types, defaults, ranges.
@Suite struct OptionTableTests {
  struct Option: Decodable {
    var name: String
    var type: String
    var value: ConstraintFixtureTests.Value?
    var validator: String?
    var valid: String?

    enum CodingKeys: String, CodingKey {
      case name, type, validator, valid
      case value = "default"
    }
  }

  /// An option of ours, whatever it belongs to.
  struct Ours {
    var type: OptionType
    var rule: OptionRule
    var value: String?
    var about: String
  }

  private static func table<Root: KafkaConfiguration>(_ type: Root.Type) -> [String: Ours] {
    let standard = Root()
    return Dictionary(
      uniqueKeysWithValues: Root.keys.map { key in
        (key.name, Ours(type: key.type, rule: key.rule, value: key.show(standard), about: key.about))
      })
  }

  private static func table(of kind: String) -> [String: Ours] {
    switch kind {
    case "producer": table(ProducerConfiguration.self)
    case "consumer": table(ConsumerConfiguration.self)
    default: table(ClientConfiguration.self)
    }
  }

  /// Where a default differs on purpose.
  private static let otherDefaults = [
    "receive.buffer.bytes": "a fixed window slows a consumer down; the system's grows with the traffic",
    "partition.assignment.strategy": "the same strategies, by their names rather than their classes",
    "enable.auto.commit": "false as long as there is no group, which is Java's rule too",
    "partitioner.class": "Java's built-in rule has no name there",
    "admin connections.max.idle.ms": "one client serves every role, with the time of producers and consumers",
  ]

  /// Where Java has no rule for values that mean nothing.
  private static let ownRules = [
    "socket.connection.setup.timeout.ms": "less than no time", "heartbeat.interval.ms": "less than no time",
    "socket.connection.setup.timeout.max.ms": "less than no time", "session.timeout.ms": "less than no time",
  ]

  /// Options that Java does not have.
  private static let additions: Set<String> = [
    "receive.message.max.bytes", "fetch.buffer.bytes", "sasl.username", "sasl.password", "metadata.max.idle.ms",
    "internal.leave.group.on.close",
  ]

  /// Java's words for a rule, in ours.
  private static func rule(_ option: Option) -> OptionRule? {
    guard let validator = option.validator, let valid = option.valid else { return .any }
    switch validator {
    case "Range":
      let parts = valid.dropFirst().dropLast().split(separator: ",").filter { $0 != "..." }.map { Double($0) }
      guard let low = parts[0] else { return nil }
      return .range(low: low, high: parts.count > 1 ? parts[1] : nil)
    case "ValidString", "CaseInsensitiveValidString":
      guard let start = valid.firstIndex(of: "[") else { return nil }
      let names = valid[start...].dropFirst().dropLast().split(separator: ",").map { $0.drop { $0 == " " } }
      return .choice(names.map { String($0) }, ignoringCase: validator == "CaseInsensitiveValidString")
    default: return nil
    }
  }

  /// Two rules that let the same through.
  private static func isSame(_ left: OptionRule, _ right: OptionRule) -> Bool {
    let limit = Double(Int32.max)
    switch (left, right) {
    case (.range(let low, let high), .range(let otherLow, let otherHigh)):
      return low == otherLow && (high ?? limit) == (otherHigh ?? limit)
    case (.choice(let names, let ignoring), .choice(let others, let otherIgnoring)):
      let fold = { (names: [String]) in Set(ignoring ? names.map { $0.lowercased() } : names) }
      return ignoring == otherIgnoring && fold(names) == fold(others)
    default: return left == right
    }
  }

  @Test(arguments: ["producer", "consumer", "admin"])
  func `every option of Apache Kafka is in the table with its type, default, range and a documentation`(
    kind: String
  ) throws {
    let ours = Self.table(of: kind)
    let options = try Fixtures.json("config/\(kind).json", as: [Option].self)
    #expect(options.count >= 85)
    for option in options {
      let comment = Comment(rawValue: "\(kind) \(option.name)")
      guard let own = ours[option.name] else {
        Issue.record("\(kind) \(option.name) is not in the table")
        continue
      }
      #expect(own.type.rawValue == option.type, comment)
      #expect(own.about.count > 10 && own.about.hasSuffix("."), comment)
      if Self.otherDefaults[option.name] ?? Self.otherDefaults["\(kind) \(option.name)"] != nil {
        #expect(own.value != option.value?.text, "\(option.name) is no deviation any more")
      } else {
        #expect((own.value ?? "") == option.value?.text ?? "", comment)
      }
      if let rule = Self.rule(option) {
        #expect(Self.isSame(own.rule, rule) != (Self.ownRules[option.name] != nil), "\(option.name): \(own.rule)")
      }
    }
    #expect(Set(ours.keys).subtracting(options.map(\.name)).isSubset(of: Self.additions))
  }

  @Test func `a range that is told in words is kept`() throws {
    let base = ["bootstrap.servers": "localhost:9092"]
    for option in try Fixtures.json("config/producer.json", as: [Option].self) {
      guard case .range(let low, let high)? = Self.rule(option) else { continue }
      var outside = ["\(Int64(low) - 1)"]
      if let high, high < Double(Int32.max) { outside.append("\(Int64(high) + 1)") }
      for value in outside {
        let properties = base.merging([option.name: value]) { $1 }
        let error = #expect(throws: KafkaError.self) { try ProducerConfiguration(properties: properties) }
        #expect(error?.message.contains(option.name) == true, "\(option.name)=\(value)")
      }
    }
  }

  @Test func `what a share consumer refuses is what Java's refuses`() throws {
    let names = try Fixtures.json("config/share-consumer-rejects.json", as: [String].self)
    #expect(ShareConsumerConfiguration.rejected == Set(names))
  }

  @Test func `the table can be printed`() throws {
    let options = ProducerConfiguration.options
    let linger = try #require(options.first { $0.name == "linger.ms" })
    #expect(linger.type == "LONG")
    #expect(linger.defaultValue == "5")
    #expect(linger.values == "at least 0")
    #expect(linger.aliases == ["queue.buffering.max.ms"])
    #expect(options.filter(\.isSecret).map(\.name).contains("sasl.jaas.config"))
    #expect(options.first { $0.name == "metric.reporters" }?.withoutEffect?.contains("swift-metrics") == true)
  }
}
