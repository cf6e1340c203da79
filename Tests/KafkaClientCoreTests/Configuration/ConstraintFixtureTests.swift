import KafkaClientCore
import TestSupport
import Testing

/// `fixtures/config/constraints.jsonl`: combinations of options, and what the Java client made of them. Every line gets
/// Java's verdict and values here, or stands in one of the lists below, with the reason.
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

  /// What ours is on purpose, whatever Java's is.
  private static let deviations = [
    "producer bootstrap.servers=localhost": "the port may be left out, as librdkafka has it",
    "producer no.such.key=x": "a name that does not exist is a mistake that nobody would notice",
  ]

  /// Options that this library does not have yet: a line with one of them says nothing about it.
  private static let missing: [String: Set<String>] = [
    "transactions": ["transactional.id", "transaction.two.phase.commit.enable", "transaction.timeout.ms"],
    "SASL": [
      "sasl.mechanism", "sasl.jaas.config", "sasl.login.refresh.window.factor", "sasl.login.refresh.window.jitter",
      "sasl.login.refresh.min.period.seconds", "sasl.login.refresh.buffer.seconds",
      "sasl.oauthbearer.assertion.algorithm", "sasl.oauthbearer.assertion.claim.exp.seconds",
      "sasl.oauthbearer.assertion.claim.nbf.seconds",
    ],
    "TLS": ["ssl.endpoint.identification.algorithm", "ssl.protocol", "ssl.enabled.protocols", "ssl.cipher.suites"],
    "interceptors": ["interceptor.classes"],
    "metrics by Java's names": [
      "metric.reporters", "metrics.recording.level", "metrics.num.samples", "enable.metrics.push",
    ],
    "the consumer protocol": ["group.remote.assignor"],
    "share groups": ["share.acknowledgement.mode", "share.acquire.mode"],
    "a poll": ["max.poll.records"],
    "leaving on demand": ["internal.leave.group.on.close"],
    "controllers as a way in": ["bootstrap.controllers"],
    "retries of admin calls, which have a time instead": ["retries (admin)"],
  ]

  /// Of options that are here, the values that are not yet.
  private static let missingValues = ["group.protocol": ["consumer"]]

  private static func reason(_ constraint: Constraint) -> String? {
    if constraint.kind == "share" { return "share groups" }
    for (option, value) in constraint.set.sorted(by: { $0.key < $1.key }) {
      if missingValues[option]?.contains(value.lowercased()) == true { return "\(option)=\(value.lowercased())" }
      let name = constraint.kind == "admin" && option == "retries" ? "retries (admin)" : option
      if let reason = missing.first(where: { $0.value.contains(name) })?.key { return reason }
    }
    return nil
  }

  /// What ours makes of the options: the values in force, or why not.
  private static func read(_ constraint: Constraint) -> Result<[String: String], KafkaError> {
    let options = ["bootstrap.servers": "localhost:9092"].merging(constraint.set) { $1 }
    return Result { () throws(KafkaError) in
      let properties =
        switch constraint.kind {
        case "producer": try ProducerConfiguration(properties: options).properties
        case "consumer": try ConsumerConfiguration(properties: options).properties
        default: try ClientConfiguration(properties: options).properties
        }
      return Dictionary(uniqueKeysWithValues: properties.map { ($0.name, $0.value) })
    }
  }

  @Test func `every recorded combination of options gets Java's verdict and values`() throws {
    let constraints = try Fixtures.lines("config/constraints.jsonl", as: Constraint.self)
    var compared = 0
    var left: [String: Int] = [:]
    var deviating: Set<String> = []
    for constraint in constraints {
      if let reason = Self.reason(constraint) {
        left[reason, default: 0] += 1
        continue
      }
      if Self.deviations[constraint.name] != nil {
        deviating.insert(constraint.name)
        let isAccepted = (try? Self.read(constraint).get()) != nil
        #expect(isAccepted != constraint.isAccepted, "\(constraint.name) is no deviation any more")
        continue
      }
      compared += 1
      switch Self.read(constraint) {
      case .success(let ours):
        #expect(constraint.isAccepted, "\(constraint.name)")
        for (name, value) in constraint.values ?? [:] {
          // One value, two names.
          let expected = name == "acks" && value.text == "-1" ? "all" : value.text
          #expect(ours[name] == expected, "\(constraint.name): \(name)")
        }
      case .failure(let error):
        #expect(!constraint.isAccepted, "\(constraint.name): \(error.message)")
        #expect(error.code == .invalidConfiguration)
        #expect(!error.message.contains("not supported yet"), "refused for another reason than Java's: \(error)")
      }
    }
    #expect(deviating == Set(Self.deviations.keys))
    #expect(compared == 114)
    #expect(
      left == [
        "transactions": 9,
        "SASL": 18,
        "interceptors": 1,
        "metrics by Java's names": 6,
        "TLS": 4,
        "group.protocol=consumer": 8,
        "the consumer protocol": 1,
        "share groups": 21,
        "a poll": 1,
        "leaving on demand": 1,
        "controllers as a way in": 2,
        "retries of admin calls, which have a time instead": 1,
      ])
  }

  @Test func `what is said to be missing is missing`() throws {
    for (reason, names) in Self.missing {
      for name in names where !name.contains(" ") {
        let constraint = Constraint(kind: "consumer", set: [name: ""], ok: true, client: "ok")
        switch Self.read(constraint) {
        case .success(let ours): #expect(ours[name] == nil, "\(name) is here; take it out of \(reason)")
        case .failure(let error): #expect(error.message.contains(name), "\(error.message)")
        }
      }
    }
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
      guard Self.reason(constraint) == nil, !option.name.hasPrefix("sasl.") else { continue }
      checked += 1
      guard case .failure(let error) = Self.read(constraint) else {
        Issue.record("\(option.name) takes 2147483648")
        continue
      }
      #expect(error.message.contains(option.name))
    }
    #expect(checked >= 4)
  }
}
