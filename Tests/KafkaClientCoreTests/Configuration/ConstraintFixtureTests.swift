import KafkaClientCore
import KafkaCompression
import TestSupport
import Testing

/// `fixtures/config/constraints.jsonl`: combinations of options, and what the Java client made of them. Every line gets
/// Java's verdict and values here.
@Suite struct ConstraintFixtureTests {
  struct Constraint: Decodable, CustomTestStringConvertible {
    var kind: String
    var set: [String: String]
    /// Whether the configuration class took them.
    var ok: Bool
    /// What constructing the client came to.
    var client: String
    var values: [String: Value]?

    var isAccepted: Bool { ok && client == "ok" }

    /// The options in order, as the lists below name a line.
    var name: String {
      "\(kind) " + set.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: " ")
    }

    var testDescription: String { name }
  }

  /// A value as a property's text.
  struct Value: Decodable {
    var text: String

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let flag = try? container.decode(Bool.self) {
        text = "\(flag)"
      } else if let number = try? container.decode(Int64.self) {
        text = "\(number)"
      } else if let number = try? container.decode(Double.self) {
        text = "\(number)"
      } else if let list = try? container.decode([String].self) {
        text = list.joined(separator: ",")
      } else {
        text = try container.decode(String.self)
      }
    }
  }

  /// What ours makes of the options: the values in force, or why not. Java passes over names that do not exist.
  private static func read(_ constraint: Constraint) -> Result<[String: String], KafkaError> {
    let options = ["bootstrap.servers": "localhost:9092"].merging(constraint.set) { $1 }
    return Result { () throws(KafkaError) in
      let properties =
        switch constraint.kind {
        case "producer": try ProducerConfiguration(properties: options, unknownNames: .warn).properties
        case "consumer": try ConsumerConfiguration(properties: options, unknownNames: .warn).properties
        case "share": try ShareConsumerConfiguration.read(properties: options, unknownNames: .refuse).properties
        default: try ClientConfiguration(properties: options, unknownNames: .warn).properties
        }
      return Dictionary(uniqueKeysWithValues: properties.map { ($0.name, $0.value) })
    }
  }

  /// Where Java's exception is more than "one option is wrong": words that our message must have.
  private static let reasons: [String: [String]] = [
    "InvalidConfigurationException": ["group.instance.id", "enable.auto.commit needs a group.id"],
    "IllegalArgumentException": ["sasl.jaas.config", "heartbeat.interval.ms"],
    "InvalidGroupIdException": ["group.id"],
    "ClassNotFoundException": ["partition.assignment.strategy"],
  ]

  /// Values that Java's table has and the option does not have here, with the reason.
  private static let unshown = ["share enable.auto.commit": "a leftover of Java's; share consumers acknowledge"]

  @Test(.enabled(if: CompressionType.allBuilt))
  func `every recorded combination of options gets Java's verdict and values`() throws {
    let constraints = try Fixtures.lines("config/constraints.jsonl", as: Constraint.self)
    #expect(constraints.count == 189)
    for constraint in constraints {
      switch Self.read(constraint) {
      case .success(let ours):
        #expect(constraint.isAccepted, "\(constraint.name)")
        for (name, value) in constraint.values ?? [:] where Self.unshown["\(constraint.kind) \(name)"] == nil {
          // One value, two names.
          let expected = name == "acks" && value.text == "-1" ? "all" : value.text
          let isSame = ours[name] == expected || ours[name].flatMap(Double.init) == Double(expected)
          #expect(isSame, "\(constraint.name): \(name) is \(ours[name] ?? "not there"), not \(expected)")
        }
      case .failure(let error):
        #expect(!constraint.isAccepted, "\(constraint.name): \(error.message)")
        #expect(error.code == .invalidConfiguration)
        #expect(!error.message.contains("not supported"), "refused for another reason than Java's: \(error)")
        let words = Self.reasons[constraint.client] ?? Array(constraint.set.keys)
        #expect(words.contains { error.message.contains($0) }, "\(constraint.name): \(error.message)")
      }
    }
  }

  @Test func `a name that does not exist is refused unless one says otherwise`() throws {
    let options = ["bootstrap.servers": "localhost:9092", "no.such.key": "x"]
    let error = #expect(throws: KafkaError.self) { try ProducerConfiguration(properties: options) }
    #expect(error?.message == "no.such.key is not an option")
    let warned = try ProducerConfiguration(properties: options, unknownNames: .warn)
    #expect(warned.warnings == ["no.such.key is not an option (passed over)"])
  }

  struct Option: Decodable {
    var name: String
    var type: String
  }

  @Test(arguments: ["producer", "consumer", "admin"])
  func `what Java keeps in 32 bits is no larger here`(kind: String) throws {
    var checked = 0
    for option in try Fixtures.json("config/\(kind).json", as: [Option].self) where option.type == "INT" {
      let constraint = Constraint(kind: kind, set: [option.name: "2147483648"], ok: false, client: "ConfigException")
      checked += 1
      guard case .failure(let error) = Self.read(constraint) else {
        Issue.record("\(option.name) takes 2147483648")
        continue
      }
      #expect(error.message.contains(option.name))
    }
    #expect(checked >= 11)
  }
}
