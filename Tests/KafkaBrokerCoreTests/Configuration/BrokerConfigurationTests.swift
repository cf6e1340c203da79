import KafkaBrokerCore
import Testing

@Suite struct BrokerConfigurationTests {
  private func configuration(_ properties: (String, String)...) throws -> BrokerConfiguration {
    try BrokerConfiguration(properties: properties.map { (name: $0.0, value: $0.1) })
  }

  private func problems(_ properties: (String, String)...) -> [ConfigurationError.Problem] {
    do {
      _ = try BrokerConfiguration(properties: properties.map { (name: $0.0, value: $0.1) })
      return []
    } catch {
      return error.problems
    }
  }

  @Test func `options are read by the names of server properties`() throws {
    let configuration = try configuration(
      ("node.id", "7"), ("listeners", "PLAINTEXT://:9093,OUTSIDE://[::1]:0"),
      ("advertised.listeners", "PLAINTEXT://kafka.example:9093"), ("log.dirs", "/data/kafka"),
      ("num.partitions", "3"), ("auto.create.topics.enable", "false"), ("log.retention.bytes", "-1"),
      ("log.segment.bytes", " 1048576 "), ("group.initial.rebalance.delay.ms", "0"),
      ("log.cleanup.policy", "compact, delete"), ("log.flush.interval.messages", "1"),
      ("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,OUTSIDE:PLAINTEXT"))
    #expect(configuration.nodeID == 7)
    #expect(
      configuration.listeners == [
        Listener(name: "PLAINTEXT", host: "", port: 9093), Listener(name: "OUTSIDE", host: "::1", port: 0),
      ])
    #expect(configuration.advertisedListeners?.first?.host == "kafka.example")
    #expect(configuration.storage == .directory("/data/kafka"))
    #expect(configuration.topics.partitionCount == 3)
    #expect(!configuration.topics.createsAutomatically)
    #expect(configuration.log.retentionBytes == nil)
    #expect(configuration.log.segmentBytes == 1_048_576)
    #expect(configuration.groups.initialRebalanceDelay == .zero)
    #expect(configuration.log.cleanupPolicy == ["compact", "delete"])
    #expect(configuration.log.flushMessages == 1)
    try configuration.validate()
  }

  @Test(
    arguments: [
      (["log.retention.hours": "1"], Duration.seconds(3600)),
      (["log.retention.hours": "1", "log.retention.minutes": "2"], .seconds(120)),
      (["log.retention.hours": "1", "log.retention.minutes": "2", "log.retention.ms": "3"], .milliseconds(3)),
    ] as [([String: String], Duration)])
  func `the finest of several units wins, in whatever order they come`(
    properties: [String: String], retention: Duration
  ) throws {
    let forwards = properties.sorted { $0.key < $1.key }.map { (name: $0.key, value: $0.value) }
    #expect(try BrokerConfiguration(properties: forwards).log.retention == retention)
    #expect(try BrokerConfiguration(properties: forwards.reversed()).log.retention == retention)
  }

  @Test func `an unknown option is an error that names the closest one`() {
    #expect(
      problems(("num.partitons", "3")) == [
        .init(option: "num.partitons", message: "unknown option; did you mean num.partitions?")
      ])
    #expect(problems(("utterly.unlike.anything.here", "3")).map(\.message) == ["unknown option"])
    #expect(problems(("retention.ms", "3")).map(\.message).first?.contains("option") == true)
  }

  @Test func `an option of a part that is not there is refused with the reason`() {
    #expect(
      problems(("ssl.keystore.location", "/x")) == [
        .init(option: "ssl.keystore.location", message: "TLS listeners are not supported yet")
      ])
    #expect(problems(("listener.security.protocol.map", "PLAINTEXT:SSL")).count == 1)
    #expect(problems(("log.dirs", "/a,/b")).map(\.message) == ["one directory is supported, 2 are given"])
  }

  @Test func `all problems are told at once`() {
    let problems = problems(("num.partitions", "zero"), ("log.segment.bytes", "1"), ("nonsense.at.all", "1"))
    #expect(Set(problems.map(\.option)) == ["num.partitions", "log.segment.bytes", "nonsense.at.all"])
  }

  @Test func `Kafka's own sample for one node is accepted`() throws {
    let sample = """
      # Licensed to nobody in particular
      process.roles=broker,controller
      node.id=1
      controller.quorum.bootstrap.servers=localhost:9093
      listeners=PLAINTEXT://:9092,CONTROLLER://:9093
      inter.broker.listener.name=PLAINTEXT
      advertised.listeners=PLAINTEXT://localhost:9092,CONTROLLER://localhost:9093
      controller.listener.names=CONTROLLER
      listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,SSL:SSL,SASL_PLAINTEXT:SASL_PLAINTEXT
      num.network.threads=3
      num.io.threads=8
      socket.send.buffer.bytes=102400
      socket.request.max.bytes=104857600
      log.dirs=/tmp/kraft-combined-logs
      num.partitions=1
      num.recovery.threads.per.data.dir=1
      offsets.topic.replication.factor=1
      transaction.state.log.replication.factor=1
      log.retention.hours=168
      log.segment.bytes=1073741824
      log.retention.check.interval.ms=300000
      """
    let configuration = try BrokerConfiguration(
      properties: PropertiesFile.entries(in: sample).map { ($0.name, $0.value) })
    #expect(configuration.listeners.map(\.name) == ["PLAINTEXT"])
    try configuration.validate()
  }

  @Test func `options that change nothing are known, with the reason, when somebody sets them`() throws {
    #expect(BrokerConfiguration().optionsWithoutEffect.isEmpty)
    var configuration = try configuration(
      ("num.io.threads", "8"), ("log.cleaner.delete.retention.ms", "1"), ("log.retention.ms", "1"))
    configuration.log.preallocates = true
    let names = configuration.optionsWithoutEffect.map(\.name)
    #expect(Set(names) == ["num.io.threads", "log.cleaner.delete.retention.ms", "log.preallocate"])
    #expect(configuration.optionsWithoutEffect.allSatisfy { !$0.reason.isEmpty })
  }

  @Test(
    arguments: [
      (["listeners": "PLAINTEXT://0.0.0.0:9092"], "advertised.listeners"),
      (["listeners": "PLAINTEXT://[::]:9092"], "advertised.listeners"),
      (
        ["listeners": "PLAINTEXT://0.0.0.0:9092", "advertised.listeners": "PLAINTEXT://0.0.0.0:9092"],
        "advertised.listeners"
      ),
      (["default.replication.factor": "3"], "default.replication.factor"),
      (["log.retention.hours": "0"], "log.retention.ms"),
      (["log.retention.ms": "-7"], "log.retention.ms"),
    ] as [([String: String], String)])
  func `what cannot work is refused before a broker starts`(properties: [String: String], option: String) throws {
    let configuration = try BrokerConfiguration(properties: properties.map { (name: $0.key, value: $0.value) })
    do {
      try configuration.validate()
      Issue.record("\(properties) are accepted")
    } catch {
      #expect(error.problems.map(\.option) == [option])
    }
  }

  @Test func `a listener on every address is fine with an address to tell`() throws {
    try configuration(
      ("listeners", "PLAINTEXT://0.0.0.0:9092"), ("advertised.listeners", "PLAINTEXT://kafka.example:9092")
    ).validate()
    try configuration(("listeners", "PLAINTEXT://:9092")).validate()
  }

  @Test func `values set in code are checked when a broker starts`() {
    var configuration = BrokerConfiguration()
    configuration.topics.partitionCount = 0
    configuration.listeners = []
    configuration.log.compressionType = "brotli"
    #expect(throws: ConfigurationError.self) { try configuration.validate() }
    do {
      try configuration.validate()
    } catch {
      #expect(Set(error.problems.map(\.option)) == ["num.partitions", "listeners", "compression.type"])
    }
  }

  @Test func `every option that is used can be written back as it reads`() throws {
    let standard = BrokerConfiguration()
    for option in BrokerOption.all {
      guard let value = option.value(in: standard) else { continue }
      #expect(option.type.complaint(about: value) == nil, "\(option.name): \(value)")
      let again = try configuration((option.name, value))
      #expect(option.value(in: again) == value, "\(option.name)")
    }
  }
}

@Suite struct PropertiesFileTests {
  @Test func `comments, separators, continuations and escapes`() {
    let text = "# c\n! c\n\na=1\nb : 2\nc 3\n  d\t=\tx\\\n    y\ne=\\u0041\\t\\\\\nf\ng=a=b\r\nh\\=i=j\n"
    let entries = PropertiesFile.entries(in: text)
    let pairs = entries.map { "\($0.name)|\($0.value)" }
    #expect(pairs == ["a|1", "b|2", "c|3", "d|xy", "e|A\t\\", "f|", "g|a=b", "h=i|j"])
    #expect(entries.first?.line == 4)
  }

  @Test(arguments: ["\n", "\r\n", "\r"]) func `lines end as on any system, also continued ones`(end: String) {
    let text = ["# comment", "a=1,\\", "  2", "", "b=3"].joined(separator: end)
    let entries = PropertiesFile.entries(in: text)
    #expect(entries.map { "\($0.name)|\($0.value)|\($0.line)" } == ["a|1,2|2", "b|3|5"])
  }
}
