import KafkaClientCore
import TestSupport
import Testing

@Suite struct ClientConfigurationTests {
  /// What Apache Kafka's own clients say about an option.
  private struct Option: Decodable {
    let name: String
    let type: String
    let `default`: Value?

    enum Value: Decodable, CustomStringConvertible {
      case text(String), number(Double), flag(Bool), list([String])

      init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let value = try? container.decode(Bool.self) {
          self = .flag(value)
        } else if let value = try? container.decode(Double.self) {
          self = .number(value)
        } else if let value = try? container.decode([String].self) {
          self = .list(value)
        } else {
          self = .text(try container.decode(String.self))
        }
      }

      var description: String {
        switch self {
        case .text(let text): text
        case .number(let number): number == number.rounded() ? "\(Int64(number))" : "\(number)"
        case .flag(let flag): "\(flag)"
        case .list(let list): list.joined(separator: ",")
        }
      }
    }
  }

  /// Where our defaults differ on purpose, with the reason.
  private static let deviations = [
    "receive.buffer.bytes": "a fixed window slows a consumer down; the system's grows with the traffic",
    "bootstrap.servers": "required",
    "enable.metrics.push": "on for consumers, off for admin clients",
  ]

  private static let minimal = ["bootstrap.servers": "localhost:9092"]

  @Test func `every default is that of Apache Kafka's consumer`() throws {
    let options = try Fixtures.json("config/consumer.json", as: [Option].self)
    let recorded = Dictionary(uniqueKeysWithValues: options.map { ($0.name, $0.default?.description) })
    let ours = try ClientConfiguration(properties: Self.minimal).properties
    #expect(!ours.isEmpty)
    var compared = 0
    for (name, value) in ours where Self.deviations[name] == nil {
      guard let expected = recorded[name] else { continue }
      #expect(value == expected, "\(name)")
      compared += 1
    }
    #expect(compared >= 54)
  }

  @Test(arguments: ["producer", "consumer", "admin"])
  func `every option of Apache Kafka is taken, ignored with a word, or refused with a reason`(kind: String) throws {
    for option in try Fixtures.json("config/\(kind).json", as: [Option].self) {
      var properties = Self.minimal
      properties[option.name] = option.default?.description ?? ""
      if option.name == "bootstrap.servers" { continue }
      do {
        _ = try ClientConfiguration(properties: properties)
      } catch {
        #expect(error.code == .invalidConfiguration)
        #expect(!error.message.contains("is not an option"), "\(error.message)")
        #expect(error.message.contains(option.name), "\(error.message)")
      }
    }
  }

  @Test func `values are read with their units`() throws {
    let configuration = try ClientConfiguration(properties: [
      "bootstrap.servers": " a:1 , b:2 ", "client.id": "me", "request.timeout.ms": "1500",
      "metadata.recovery.strategy": "NONE", "connections.max.idle.ms": "-1", "send.buffer.bytes": "-1",
      "retry.backoff.ms": "7", "security.protocol": "plaintext",
    ])
    #expect(configuration.bootstrapServers == ["a:1", "b:2"])
    #expect(configuration.clientID == "me")
    #expect(configuration.requestTimeout == .milliseconds(1500))
    #expect(configuration.metadata.recoveryStrategy == .none)
    #expect(configuration.connection.maximumIdleTime == .milliseconds(-1))
    #expect(configuration.connection.sendBufferBytes == -1)
    #expect(configuration.retry.backoff == .milliseconds(7))
  }

  @Test func `librdkafka's names are taken where they mean the same`() throws {
    let configuration = try ClientConfiguration(properties: [
      "metadata.broker.list": "a:1", "socket.timeout.ms": "1500",
    ])
    #expect(configuration.bootstrapServers == ["a:1"])
    #expect(configuration.requestTimeout == .milliseconds(1500))
    #expect(throws: KafkaError.self) {
      try ClientConfiguration(properties: ["metadata.broker.list": "a:1", "bootstrap.servers": "b:1"])
    }
  }

  @Test func `one error lists everything that is wrong, with what to do`() {
    let error = #expect(throws: KafkaError.self) {
      try ClientConfiguration(properties: [
        "bootstrap.servers": "localhost:99999", "request.timeout.ms": "soon", "client.idd": "x",
        "ssl.truststore.location": "/x", "linger.ms": "5", "retry.backoff.ms": "-1", "security.protocol": "SSL",
        "totally.unknown": "1",
      ])
    }
    let message = error?.message ?? ""
    #expect(error?.code == .invalidConfiguration)
    #expect(message.hasPrefix("6 problems: "))
    #expect(message.contains("bootstrap.servers has \"localhost:99999\", which is not host:port"))
    #expect(message.contains("request.timeout.ms expected a whole number of milliseconds, not \"soon\""))
    #expect(message.contains("client.idd is not an option; did you mean client.id?"))
    #expect(message.contains("linger.ms is an option of producers, which this is not"))
    #expect(message.contains("retry.backoff.ms must be at least 0 ms, not -1"))
    #expect(message.contains("totally.unknown is not an option"))
  }

  @Test func `values that were set in code are checked the same way`() {
    var configuration = ClientConfiguration(bootstrapServers: ["a:1", "A:1"])
    configuration.metadata.maximumIdleTime = .seconds(1)
    let error = #expect(throws: KafkaError.self) { try configuration.validate() }
    #expect(error?.message == "metadata.max.idle.ms must be at least 5000 ms, not 1000")
    #expect(configuration.warnings == ["bootstrap.servers has A:1 twice, which counts once"])
  }

  @Test func `what is legal and not supported is refused when a client is made, all of it at once`() throws {
    var configuration = try ClientConfiguration(properties: [
      "bootstrap.servers": "localhost:9092", "ssl.truststore.location": "/x", "security.protocol": "SSL",
      "metrics.recording.level": "DEBUG", "retries": "3", "ssl.protocol": "TLSv1.3",
    ])
    let error = #expect(throws: KafkaError.self) { try configuration.validate() }
    let message = error?.message ?? ""
    #expect(message.hasPrefix("4 problems: "))
    #expect(message.contains("ssl.truststore.location is not supported yet (TLS); remove it"))
    #expect(message.contains("security.protocol SSL is not supported yet (TLS and SASL); only PLAINTEXT is"))
    #expect(message.contains("metrics.recording.level is not supported yet; only INFO is"))
    #expect(message.contains("retries is not supported yet (a limit in attempts; default.api.timeout.ms limits"))
  }

  @Test func `canonical names are taken with a warning where there is no Kerberos to need them`() throws {
    var configuration = try ClientConfiguration(properties: [
      "bootstrap.servers": "a:1", "client.dns.lookup": "resolve_canonical_bootstrap_servers_only",
    ])
    #expect(configuration.dnsLookup == .canonicalBootstrapServers)
    try configuration.validate()
    #expect(
      configuration.warnings.contains {
        $0.hasPrefix("client.dns.lookup resolve_canonical_bootstrap_servers_only is meant for Kerberos")
      })
    // Gone since Kafka 3.0.
    let error = #expect(throws: KafkaError.self) {
      try ClientConfiguration(properties: ["bootstrap.servers": "a:1", "client.dns.lookup": "default"])
    }
    #expect(error?.message.contains("client.dns.lookup") == true)
    #expect(error?.message.contains("use_all_dns_ips") == true)
  }

  @Test func `configurations with a resolver are equal when they have the same one`() {
    struct Table: HostResolver {
      func addresses(of host: String) -> [String] { ["10.0.0.1"] }
      func canonicalName(of address: String) -> String { address }
    }
    let plain = ClientConfiguration(bootstrapServers: ["a:1"])
    var first = plain
    #expect(first == plain)
    first.resolver = .custom(Table())
    var second = plain
    second.resolver = .custom(Table())
    #expect(first != plain)
    #expect(first != second)
    second.resolver = first.resolver
    #expect(first == second)
    first.resolver = .system
    #expect(first == plain)
  }

  @Test func `what only means something to Java is taken with a warning`() throws {
    let configuration = try ClientConfiguration(properties: [
      "bootstrap.servers": "a:1", "key.serializer": "org.x.Y", "metrics.num.samples": "3",
    ])
    #expect(configuration.warnings.count == 2)
    #expect(configuration.warnings.first?.hasPrefix("key.serializer has no effect") == true)
  }

  @Test func `a reconnect pause set alone does not grow, and says so`() throws {
    let configuration = try ClientConfiguration(properties: [
      "bootstrap.servers": "a:1", "reconnect.backoff.ms": "2000",
    ])
    #expect(configuration.connection.reconnectBackoffMaximum == .seconds(2))
    #expect(configuration.warnings.count == 1)
    let both = try ClientConfiguration(properties: [
      "bootstrap.servers": "a:1", "reconnect.backoff.ms": "20", "reconnect.backoff.max.ms": "200",
    ])
    #expect(both.connection.reconnectBackoffMaximum == .milliseconds(200))
    #expect(both.warnings.isEmpty)
  }

  @Test func `a call may take as long as one request at least`() throws {
    let raised = try ClientConfiguration(properties: ["bootstrap.servers": "a:1", "request.timeout.ms": "70000"])
    #expect(raised.defaultAPITimeout == .seconds(70))
    #expect(raised.warnings.count == 1)
    #expect(throws: KafkaError.self) {
      try ClientConfiguration(properties: ["bootstrap.servers": "a:1", "default.api.timeout.ms": "1000"])
    }
  }

  @Test func `the effective values can be printed and read again`() throws {
    var configuration = ClientConfiguration(bootstrapServers: ["[::1]:9092"])
    configuration.retry.backoff = .milliseconds(1)
    configuration.clientID = "x"
    let printed = Dictionary(uniqueKeysWithValues: configuration.properties.map { ($0.name, $0.value) })
    #expect(try ClientConfiguration(properties: printed) == configuration)
  }
}

@Suite struct BootstrapServersTests {
  @Test(arguments: [
    ("localhost:9092", "localhost:9092"), ("Kafka.Example:1", "kafka.example:1"), ("kafka", "kafka:9092"),
    ("[::1]:9092", "[::1]:9092"), ("[fe80::1]", "[fe80::1]:9092"), ("PLAINTEXT://h:5", "h:5"),
    ("SASL_SSL://[::1]:7", "[::1]:7"), ("10.0.0.1:65535", "10.0.0.1:65535"),
  ])
  func `an entry has a host and a port`(entry: String, expected: String) throws {
    #expect(try BootstrapServers.parse([entry]).map(\.description) == [expected])
  }

  @Test(arguments: [
    "", ":9092", "host:", "host:0", "host:65536", "host:x", "::1:9092", "[::1", "[::1]9092", "a b:1", "h:1/x",
  ])
  func `what is not host and port is refused by name`(entry: String) {
    let error = #expect(throws: KafkaError.self) { try BootstrapServers.parse([entry]) }
    #expect(error?.message.contains("\"\(entry)\"") == true)
  }

  @Test func `at least one is needed, and one that comes again counts once`() throws {
    #expect(throws: KafkaError.self) { try BootstrapServers.parse([]) }
    #expect(try BootstrapServers.parse(["a", "b:1", "A:9092"]).map(\.description) == ["a:9092", "b:1"])
    let configuration = try ClientConfiguration(properties: ["bootstrap.servers": "a:1,b:1,a:1"])
    #expect(configuration.bootstrapServers == ["a:1", "b:1"])
    #expect(configuration.warnings.count == 1)
  }
}
