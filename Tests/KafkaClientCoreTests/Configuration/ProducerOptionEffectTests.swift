import KafkaClientCore
import KafkaCompression
import KafkaWire
import NIOCore
import TestSupport
import Testing

/// Options of producers, by their names, and what they change; where every option of Kafka's producer has its proof.
@Suite struct ProducerOptionEffectTests {
  private static func read(_ options: [String: String]) throws(KafkaError) -> ProducerConfiguration {
    try ProducerConfiguration(properties: ["bootstrap.servers": "localhost:9092"].merging(options) { $1 })
  }

  private static func world(_ options: [String: String]) throws -> ProduceWorldBox {
    ProduceWorldBox(settings: try read(options).settings)
  }

  struct ProduceWorldBox {
    var settings: ProduceSettings
    func make(partitions: Int32 = 1) -> ProduceWorld { ProduceWorld(partitions: partitions) { $0 = settings } }
  }

  /// The bytes of a batch of some records, under these options.
  private static func size(_ options: [String: String]) throws -> Int {
    var world = try world(["batch.size": "1000000", "linger.ms": "0"].merging(options) { $1 }).make()
    var random = RandomSource.seeded(5)
    for number in 0..<600 {
      let noise = String((0..<6).map { _ in "abcdefghijklmnopqrstuvwxyz".randomElement(using: &random)! })
      _ = try world.accept("the order \(number % 37) of customer \(noise) has been shipped to \(noise.reversed())")
    }
    return try world.poll().only().batches[0].bytes.readableBytes
  }

  @Test(
    .enabled(if: CompressionType.allBuilt),
    arguments: [("gzip", "1", "9"), ("lz4", "1", "12"), ("zstd", "-20", "19")])
  func `a compression level makes batches smaller`(codec: String, low: String, high: String) throws {
    func size(_ level: String) throws -> Int {
      try Self.size(["compression.type": codec, "compression.\(codec).level": level])
    }
    #expect(try size(high) < size(low))
    #expect(try size(low) < Self.size([:]))
  }

  @Test func `retry.backoff.ms and its maximum are the pauses between tries`() throws {
    var world = try Self.world(["retry.backoff.ms": "300", "retry.backoff.max.ms": "700", "linger.ms": "0"]).make()
    _ = try world.accept("a")
    var pauses: [Int64] = []
    for _ in 0..<4 {
      world.answer(try world.poll().only(), .notEnoughReplicas)
      let pause = world.poll().deadline - world.now
      pauses.append(pause.wholeMilliseconds)
      world.advance(pause)
    }
    #expect((240...360).contains(pauses[0]))
    #expect((480...700).contains(pauses[1]))
    #expect((560...700).contains(pauses[2]) && (560...700).contains(pauses[3]))
  }

  // MARK: Every option

  /// What shows what an option does.
  enum Proof {
    /// A test of a suite.
    case test(String, String)
    /// This value is legal, and refused when a producer is made.
    case refused(String)
    /// This value is accepted with a warning.
    case ignored(String)
  }

  private static let pem = "-----BEGIN CERTIFICATE-----"

  static let proofs: [String: Proof] = [
    "acks": .test("ProduceSenderTests", "without acknowledgement a batch is delivered when it is written"),
    "batch.size": .test("RecordAccumulatorTests", "records of a partition share a batch until it is full"),
    "bootstrap.servers": .test("ClusterBootstrapTests", "any broker may be a bootstrap server"),
    "buffer.memory": .test(
      "RecordAccumulatorTests", "records wait for memory in order, and a freed batch serves as many as it holds"),
    "client.dns.lookup": .test(
      "ClientOptionEffectTests", "client.dns.lookup decides whether bootstrap servers are reached by canonical names"),
    "client.id": .test("ClientOptionEffectTests", "client.id is in every request"),
    "compression.gzip.level": .test("ProducerOptionEffectTests", "a compression level makes batches smaller"),
    "compression.lz4.level": .test("ProducerOptionEffectTests", "a compression level makes batches smaller"),
    "compression.type": .test("ProducedRecordTests", "every codec arrives as it was sent"),
    "compression.zstd.level": .test("ProducerOptionEffectTests", "a compression level makes batches smaller"),
    "config.providers": .refused("env"),
    "connections.max.idle.ms": .test(
      "ClientOptionEffectTests", "connections.max.idle.ms closes a connection without traffic"),
    "delivery.timeout.ms": .test("DeliveryTimeoutTests", "a batch that cannot leave says what it waited for"),
    "enable.idempotence": .test("IdempotenceTests", "without idempotence no id is asked for and batches name none"),
    "enable.metrics.push": .ignored("true"),
    "interceptor.classes": .refused("a.B"),
    "key.serializer": .ignored("a.B"),
    "linger.ms": .test("ProduceSenderTests", "a young batch leaves when linger is over"),
    "max.block.ms": .test("RecordAccumulatorTests", "memory that does not come within max block fails the record"),
    "max.in.flight.requests.per.connection": .test(
      "ProduceSenderTests", "as many requests are on the way as in flight allows"),
    "max.request.size": .test(
      "ProduceSenderTests", "a request carries one batch of a partition and no more than max request size"),
    "metadata.max.age.ms": .test(
      "ClientOptionEffectTests", "metadata.max.age.ms makes metadata be asked for again"),
    "metadata.max.idle.ms": .test(
      "ClientOptionEffectTests", "metadata.max.idle.ms makes an unused topic be forgotten"),
    "metadata.recovery.rebootstrap.trigger.ms": .test(
      "ClusterRecoveryTests", "metadata that does not come for long makes it start over, with connections closed"),
    "metadata.recovery.strategy": .test(
      "ClusterRecoveryTests", "without rebootstrap it goes on with the brokers it knows"),
    "metric.reporters": .ignored("a.B"), "metrics.num.samples": .ignored("3"),
    "metrics.recording.level": .refused("DEBUG"), "metrics.sample.window.ms": .ignored("1"),
    "partitioner.adaptive.partitioning.enable": .test(
      "StickyPartitionerTests", "without adaptive partitioning the queues do not matter"),
    "partitioner.availability.timeout.ms": .test(
      "RecordAccumulatorTests", "a partition whose broker takes nothing is avoided after the availability timeout"),
    "partitioner.class": .test("PartitionerTests", "null and empty keys go where the named rule sends them"),
    "partitioner.ignore.keys": .test("RecordAccumulatorTests", "a key decides the partition, unless keys are ignored"),
    "receive.buffer.bytes": .test("SocketBufferTests", "the buffers of a socket are as large as the options say"),
    "reconnect.backoff.max.ms": .test(
      "ClientOptionEffectTests", "reconnect.backoff.ms and its maximum are the pauses before a broker is dialled again"),
    "reconnect.backoff.ms": .test(
      "ClientOptionEffectTests", "reconnect.backoff.ms and its maximum are the pauses before a broker is dialled again"),
    "request.timeout.ms": .test(
      "ClientOptionEffectTests", "request.timeout.ms ends a connection whose broker does not answer"),
    "retries": .test("ProduceSenderTests", "retries are counted, and the last error is told"),
    "retry.backoff.max.ms": .test(
      "ProducerOptionEffectTests", "retry.backoff.ms and its maximum are the pauses between tries"),
    "retry.backoff.ms": .test(
      "ProducerOptionEffectTests", "retry.backoff.ms and its maximum are the pauses between tries"),
    "send.buffer.bytes": .test("SocketBufferTests", "the buffers of a socket are as large as the options say"),
    "socket.connection.setup.timeout.max.ms": .test(
      "ClientOptionEffectTests", "socket.connection.setup.timeout.ms and its maximum limit the making of a connection"),
    "socket.connection.setup.timeout.ms": .test(
      "ClientOptionEffectTests", "socket.connection.setup.timeout.ms and its maximum limit the making of a connection"),
    "transaction.timeout.ms": .refused("1000"), "transaction.two.phase.commit.enable": .refused("true"),
    "transactional.id": .refused("t"),
    "value.serializer": .ignored("a.B"),
    // TLS.
    "security.protocol": .refused("SSL"), "security.providers": .ignored("a.B"),
    "ssl.cipher.suites": .refused("TLS_AES_128_GCM_SHA256"), "ssl.enabled.protocols": .refused("TLSv1.3"),
    "ssl.endpoint.identification.algorithm": .refused(""), "ssl.engine.factory.class": .ignored("a.B"),
    "ssl.key.password": .refused("p"), "ssl.keymanager.algorithm": .ignored("x"),
    "ssl.keystore.certificate.chain": .refused(pem), "ssl.keystore.key": .refused(pem),
    "ssl.keystore.location": .refused("/k"), "ssl.keystore.password": .refused("p"),
    "ssl.keystore.type": .refused("PEM"), "ssl.protocol": .refused("TLSv1.2"), "ssl.provider": .ignored("x"),
    "ssl.secure.random.implementation": .ignored("x"), "ssl.trustmanager.algorithm": .ignored("x"),
    "ssl.truststore.certificates": .refused(pem), "ssl.truststore.location": .refused("/t"),
    "ssl.truststore.password": .refused("p"), "ssl.truststore.type": .refused("PEM"),
    // SASL.
    "sasl.client.callback.handler.class": .refused("a.B"), "sasl.jaas.config": .refused("a.B required;"),
    "sasl.kerberos.kinit.cmd": .ignored("/x"), "sasl.kerberos.min.time.before.relogin": .refused("1"),
    "sasl.kerberos.service.name": .refused("kafka"), "sasl.kerberos.ticket.renew.jitter": .refused("0.1"),
    "sasl.kerberos.ticket.renew.window.factor": .refused("0.7"), "sasl.login.callback.handler.class": .refused("a.B"),
    "sasl.login.class": .ignored("a.B"), "sasl.login.connect.timeout.ms": .refused("1"),
    "sasl.login.read.timeout.ms": .refused("1"), "sasl.login.refresh.buffer.seconds": .refused("1"),
    "sasl.login.refresh.min.period.seconds": .refused("1"), "sasl.login.refresh.window.factor": .refused("0.7"),
    "sasl.login.refresh.window.jitter": .refused("0.1"), "sasl.login.retry.backoff.max.ms": .refused("1"),
    "sasl.login.retry.backoff.ms": .refused("1"), "sasl.mechanism": .refused("PLAIN"),
    "sasl.oauthbearer.assertion.algorithm": .refused("ES256"), "sasl.oauthbearer.assertion.claim.aud": .refused("a"),
    "sasl.oauthbearer.assertion.claim.exp.seconds": .refused("1"),
    "sasl.oauthbearer.assertion.claim.iss": .refused("i"),
    "sasl.oauthbearer.assertion.claim.jti.include": .refused("true"),
    "sasl.oauthbearer.assertion.claim.nbf.seconds": .refused("1"),
    "sasl.oauthbearer.assertion.claim.sub": .refused("s"),
    "sasl.oauthbearer.assertion.file": .refused("/a"), "sasl.oauthbearer.assertion.private.key.file": .refused("/a"),
    "sasl.oauthbearer.assertion.private.key.passphrase": .refused("p"),
    "sasl.oauthbearer.assertion.template.file": .refused("/a"),
    "sasl.oauthbearer.client.credentials.client.id": .refused("c"),
    "sasl.oauthbearer.client.credentials.client.secret": .refused("s"),
    "sasl.oauthbearer.clock.skew.seconds": .ignored("1"), "sasl.oauthbearer.expected.audience": .ignored("a"),
    "sasl.oauthbearer.expected.issuer": .ignored("i"), "sasl.oauthbearer.header.urlencode": .refused("true"),
    "sasl.oauthbearer.jwks.endpoint.refresh.ms": .ignored("1"),
    "sasl.oauthbearer.jwks.endpoint.retry.backoff.max.ms": .ignored("1"),
    "sasl.oauthbearer.jwks.endpoint.retry.backoff.ms": .ignored("1"),
    "sasl.oauthbearer.jwks.endpoint.url": .ignored("http://localhost"),
    "sasl.oauthbearer.jwt.retriever.class": .refused("a.B"), "sasl.oauthbearer.jwt.validator.class": .refused("a.B"),
    "sasl.oauthbearer.scope": .refused("s"), "sasl.oauthbearer.scope.claim.name": .refused("s"),
    "sasl.oauthbearer.sub.claim.name": .refused("s"),
    "sasl.oauthbearer.token.endpoint.url": .refused("http://localhost"),
  ]

  @Test func `every option of Apache Kafka's producer has its proof`() throws {
    let options = try Fixtures.json("config/producer.json", as: [ConstraintFixtureTests.Option].self)
    #expect(Set(options.map(\.name)) == Set(Self.proofs.keys))
  }

  @Test func `the tests that are named exist`() throws {
    let suites = try TestSources.suites()
    #expect(suites.count > 60)
    for case (let option, .test(let suite, let name)) in Self.proofs {
      #expect(suites[suite]?.contains(name) == true, "\(option): \(suite) has no test `\(name)`")
    }
  }

  @Test func `what is said to be refused is legal and refused, with its name and what is missing`() throws {
    for case (let option, .refused(let value)) in Self.proofs {
      var options = [option: value]
      // These two are legal together only.
      for name in ["ssl.keystore.key", "ssl.keystore.certificate.chain"]
      where option.hasPrefix("ssl.keystore.c") || option == "ssl.keystore.key" {
        options[name] = Self.pem
      }
      var configuration = try Self.read(options)
      let error = #expect(throws: KafkaError.self, "\(option)") { try configuration.validate() }
      let message = error?.message ?? ""
      #expect(message.contains("\(option) "), "\(message)")
      #expect(message.contains("not supported yet"), "\(message)")
      #expect(!message.contains(Self.pem))
    }
  }

  @Test func `what is said to have no effect is accepted with a warning that says so`() throws {
    for case (let option, .ignored(let value)) in Self.proofs {
      var configuration = try Self.read([option: value])
      #expect(configuration.warnings.contains { $0.hasPrefix("\(option) has no effect: ") }, "\(option)")
      #expect(throws: Never.self, "\(option)") { try configuration.validate() }
    }
  }
}
