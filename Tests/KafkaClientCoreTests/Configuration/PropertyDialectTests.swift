import KafkaClientCore
import Testing

@Suite struct PropertyDialectTests {
  private static let base = ["bootstrap.servers": "localhost:9092"]

  private static func producer(
    _ properties: [String: String], _ dialect: PropertyDialect = .librdkafka
  ) throws(KafkaError) -> ProducerConfiguration {
    try ProducerConfiguration(properties: base.merging(properties) { $1 }, dialect: dialect)
  }

  private static func consumer(_ properties: [String: String]) throws(KafkaError) -> ConsumerConfiguration {
    try ConsumerConfiguration(properties: base.merging(properties) { $1 }, dialect: .librdkafka)
  }

  @Test func `librdkafka's units are converted`() throws {
    let producer = try Self.producer([
      "queue.buffering.max.kbytes": "2048", "socket.send.buffer.bytes": "0", "socket.receive.buffer.bytes": "4096",
      "message.timeout.ms": "0", "connections.max.idle.ms": "0", "queue.buffering.max.ms": "7",
    ])
    #expect(producer.bufferMemory == 2_097_152)
    #expect(producer.client.connection.sendBufferBytes == -1)
    #expect(producer.client.connection.receiveBufferBytes == 4096)
    #expect(producer.deliveryTimeout == .milliseconds(Int64(Int32.max)))
    #expect(producer.client.connection.maximumIdleTime < .zero)
    #expect(producer.linger == .milliseconds(7))
    let consumer = try Self.consumer(["queued.max.messages.kbytes": "3", "fetch.wait.max.ms": "9"])
    #expect(consumer.fetch.bufferBytes == 3072)
    #expect(consumer.fetch.maximumWait == .milliseconds(9))
  }

  @Test func `milliseconds with a fraction become whole, and that is told`() throws {
    let configuration = try Self.producer(["linger.ms": "0.5"])
    #expect(configuration.linger == .milliseconds(1))
    #expect(configuration.warnings == ["linger.ms is raised to 1, since milliseconds are whole here"])
    #expect(throws: KafkaError.self) { try Self.producer(["linger.ms": "0.5"], .java) }
  }

  @Test(arguments: [("smallest", "earliest"), ("beginning", "earliest"), ("end", "latest"), ("error", "none")])
  func `librdkafka's words for a beginning are understood in its dialect`(word: String, meaning: String) throws {
    let shown = try Self.consumer(["auto.offset.reset": word]).properties
    #expect(shown.first { $0.name == "auto.offset.reset" }?.value == meaning)
  }

  @Test func `a level goes to the codec that is chosen`() throws {
    let configuration = try Self.producer(["compression.codec": "none", "acks": "1"])
    #expect(configuration.compression == .none)
    let error = #expect(throws: KafkaError.self) { try Self.producer(["compression.level": "3"]) }
    #expect(error?.message.contains("compression.level needs compression.codec set to gzip, lz4 or zstd") == true)
    #if Compression
      #expect(try Self.producer(["compression.codec": "lz4", "compression.level": "3"]).compression == .lz4(level: 3))
    #endif
  }

  @Test(arguments: ["request.timeout.ms", "metadata.max.age.ms"])
  func `a name that means something else to librdkafka is not taken for Kafka's`(name: String) throws {
    let error = #expect(throws: KafkaError.self) { try Self.producer([name: "1000"]) }
    #expect(error?.message.contains("\(name) means something else to librdkafka") == true)
    #expect(throws: Never.self) { try Self.producer([name: "1000"], .java) }
  }

  @Test func `under Kafka's names one of librdkafka's with another unit is refused, with the name to use`() {
    let error = #expect(throws: KafkaError.self) { try Self.producer(["queue.buffering.max.kbytes": "1"], .java) }
    #expect(error?.message.contains("Kafka's name is buffer.memory, in its own unit") == true)
  }

  @Test func `two names for one option must say the same`() throws {
    let error = #expect(throws: KafkaError.self) {
      try Self.producer(["buffer.memory": "1024", "queue.buffering.max.kbytes": "2"])
    }
    #expect(
      error?.message
        == "buffer.memory and queue.buffering.max.kbytes both mean buffer.memory, and their values differ; set one of them"
    )
    #expect(
      try Self.producer(["buffer.memory": "2097152", "queue.buffering.max.kbytes": "2048"]).bufferMemory == 2 << 20)
    #expect(throws: KafkaError.self) { try Self.producer(["acks": "1", "request.required.acks": "all"], .java) }
  }

  @Test func `Kafka's own names are taken in librdkafka's dialect, and a port may be left out there`() throws {
    let configuration = try ProducerConfiguration(
      properties: ["metadata.broker.list": "a", "max.request.size": "5000"], dialect: .librdkafka)
    #expect(configuration.client.bootstrapServers == ["a"])
    #expect(configuration.maximumRequestSize == 5000)
    let error = #expect(throws: KafkaError.self) { try ProducerConfiguration(properties: ["bootstrap.servers": "a"]) }
    #expect(error?.message == "bootstrap.servers has \"a\" without a port; write a:9092")
  }

  @Test func `a misspelt name of librdkafka is recognised`() {
    let error = #expect(throws: KafkaError.self) { try Self.producer(["queue.buffering.max.kbyte": "1"]) }
    #expect(error?.message == "queue.buffering.max.kbyte is not an option; did you mean queue.buffering.max.kbytes?")
  }

  @Test func `options of librdkafka alone say why they are refused or passed over`() throws {
    let configuration = try Self.producer(["debug": "all"])
    #expect(
      configuration.warnings.first?.contains("debug has no effect: what is logged is decided by the Logger") == true)
    let error = #expect(throws: KafkaError.self) { try Self.producer(["queue.buffering.max.messages": "1"]) }
    #expect(error?.message.contains("buffer.memory limits bytes") == true)
    let other = #expect(throws: KafkaError.self) { try Self.producer(["socket.max.fails": "1"]) }
    #expect(
      other?.message
        == "socket.max.fails is an option of Kafka's clients that is not supported "
        + "(a part of librdkafka that has no counterpart here); remove it")
  }

  @Test func `a misspelt option of TLS is recognised, and one of an unknown kind put in its place`() {
    let error = #expect(throws: KafkaError.self) { try Self.producer(["ssl.keystore.locaton": "/x"], .java) }
    #expect(error?.message == "ssl.keystore.locaton is not an option; did you mean ssl.keystore.location?")
    let other = #expect(throws: KafkaError.self) { try Self.producer(["ssl.crl.location": "/x"], .java) }
    #expect(
      other?.message.contains("ssl.crl.location is an option of Kafka's clients that is not supported (TLS)") == true)
  }
}

@Suite struct EffectiveOptionTests {
  private static func option(
    _ name: String, in options: [EffectiveOption]
  ) throws -> EffectiveOption { try #require(options.first { $0.name == name }) }

  @Test func `every value tells where it comes from`() throws {
    var configuration = try ProducerConfiguration(
      properties: [
        "bootstrap.servers": "a:1", "queue.buffering.max.kbytes": "65536", "acks": "1", "retries": "5",
        "reconnect.backoff.ms": "70",
      ], dialect: .librdkafka)
    configuration.batchSize = 1
    configuration.retries = 7
    configuration.client.requestTimeout = .seconds(200)
    let expected = [
      "bootstrap.servers": "a:1 (property bootstrap.servers (librdkafka))",
      "buffer.memory": "67108864 (property queue.buffering.max.kbytes (librdkafka))",
      "acks": "1 (property acks (librdkafka))", "batch.size": "1 (set in code)", "retries": "7 (set in code)",
      "linger.ms": "5 (default)", "enable.idempotence": "false (derived from acks)",
      "reconnect.backoff.max.ms": "70 (derived from reconnect.backoff.ms)",
      "delivery.timeout.ms": "200005 (derived from linger.ms, request.timeout.ms)",
    ]
    for (name, line) in expected {
      #expect(try Self.option(name, in: configuration.effectiveOptions).description == "\(name) = \(line)")
    }
    let names = configuration.effectiveOptions.map(\.name)
    #expect(names == names.sorted())
    #expect(Set(names) == Set(ProducerConfiguration.options.map(\.name)))
  }

  @Test func `a group turns automatic commits on, and that is told`() throws {
    let configuration = ConsumerConfiguration(bootstrapServers: ["a:1"], groupID: "g")
    let option = try Self.option("enable.auto.commit", in: configuration.effectiveOptions)
    #expect(option.description == "enable.auto.commit = true (derived from group.id)")
  }

  @Test func `a secret is nowhere to be seen`() throws {
    let secrets = [
      "sasl.jaas.config": "org.example.PlainLoginModule required username=\"u\" password=\"t0psecret\";",
      "ssl.key.password": "t0psecret", "ssl.keystore.password": "t0psecret", "ssl.truststore.password": "t0psecret",
      "sasl.oauthbearer.client.credentials.client.secret": "t0psecret", "sasl.password": "t0psecret",
    ]
    let configuration = try ProducerConfiguration(
      properties: secrets.merging(["bootstrap.servers": "a:1"]) { $1 })
    for name in secrets.keys {
      #expect(try Self.option(name, in: configuration.effectiveOptions).value == EffectiveOption.hidden)
    }
    var dumped = ""
    dump(configuration, to: &dumped)
    var copy = configuration
    let error = #expect(throws: KafkaError.self) { try copy.validate() }
    let texts = [
      dumped, "\(configuration)", String(reflecting: configuration), error?.message ?? "",
      configuration.effectiveOptions.map(\.description).joined(),
    ]
    for text in texts { #expect(!text.contains("t0psecret"), "\(text.prefix(200))") }
  }

  @Test(arguments: [
    ("a.B required", "must end with a semicolon"), ("a.B required password=\"t0psecret;", "quotation mark"),
    ("a.B sometimes x=y;", "must have one of optional, required, requisite, sufficient"), ("a.B;", "must begin with"),
    ("a.B required x=;", "of the form"), ("a.B required x y;", "of the form"), ("a.B required x=y; c.D", "semicolon"),
    (" ", "is needed"),
  ])
  func `a line of Java's that cannot be read is refused without quoting it`(line: String, problem: String) throws {
    let properties = [
      "bootstrap.servers": "a:1", "security.protocol": "SASL_SSL", "sasl.mechanism": "PLAIN", "sasl.jaas.config": line,
    ]
    let error = #expect(throws: KafkaError.self) { try ProducerConfiguration(properties: properties) }
    #expect(error?.message.contains(problem) == true, "\(error?.message ?? "")")
    #expect(error?.message.contains("t0psecret") == false)
  }

  @Test func `keys come as text or as a file, whole`() throws {
    func message(_ properties: [String: String]) -> String? {
      let properties = properties.merging(["bootstrap.servers": "a:1"]) { $1 }
      return #expect(throws: KafkaError.self) { try ClientConfiguration(properties: properties) }?.message
    }
    #expect(message(["ssl.keystore.key": "k"])?.contains("belong together") == true)
    #expect(
      message(["ssl.truststore.certificates": "c", "ssl.truststore.location": "/x"])?.contains("exclude") == true)
    #expect(
      message(["ssl.truststore.certificates": "c", "ssl.truststore.password": "p"])?
        .contains("takes no ssl.truststore.password") == true)
  }
}
