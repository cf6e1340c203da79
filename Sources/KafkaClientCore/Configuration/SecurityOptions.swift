/// The options of TLS and SASL, which this library reads and does not have yet.
enum SecurityOptions {
  typealias Key = ConfigurationKey<ClientConfiguration>

  static let protocols = ["PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"]

  static let keys: [Key] =
    [
      .reserved(
        "security.protocol", .string, default: .text("PLAINTEXT"), rule: .choice(protocols, ignoringCase: true),
        .missing("TLS and SASL"), "Whether connections are encrypted, and whether clients say who they are."),
      .reserved("security.providers", .string, jvm, "Java classes that implement security algorithms."),
    ] + tls + sasl + SASLTokenOptions.keys

  private static let noTLS = ReservedSupport.missing("TLS")
  private static let noSASL = ReservedSupport.missing("SASL")
  private static let jvm = ReservedSupport.ignored("it names a Java class or a part of the Java runtime; remove it")

  private static let tls: [Key] = [
    .reserved("ssl.protocol", .string, default: .text("TLSv1.3"), noTLS, "The newest version of TLS to speak."),
    .reserved(
      "ssl.enabled.protocols", .list, default: .list(["TLSv1.2", "TLSv1.3"]), noTLS,
      "The versions of TLS that may be spoken."),
    .reserved(
      "ssl.cipher.suites", .list, default: .list([]), noTLS, "The cipher suites that may be used; empty for all."),
    .reserved("ssl.provider", .string, jvm, "The Java class that speaks TLS."),
    .reserved("ssl.engine.factory.class", .class, jvm, "The Java class that makes TLS engines."),
    .reserved("ssl.secure.random.implementation", .string, jvm, "Java's source of chance for TLS."),
    .reserved(
      "ssl.keymanager.algorithm", .string, default: .text("SunX509"), jvm, "Java's algorithm for choosing keys."),
    .reserved(
      "ssl.trustmanager.algorithm", .string, default: .text("PKIX"), jvm, "Java's algorithm for choosing whom to trust."
    ),
    .reserved(
      "ssl.keystore.type", .string, default: .text("JKS"), noTLS, "The format of the key store: JKS, PKCS12 or PEM."),
    .reserved("ssl.keystore.location", .string, noTLS, "The file with the client's key and certificates."),
    .reserved("ssl.keystore.password", .password, noTLS, "What opens the key store."),
    .reserved(
      "ssl.keystore.key", .password, aliases: ["ssl.key.pem"], noTLS, "The client's private key as PEM (KIP-651)."),
    .reserved(
      "ssl.keystore.certificate.chain", .password, aliases: ["ssl.certificate.pem"], noTLS,
      "The client's certificates as PEM (KIP-651)."),
    .reserved("ssl.key.password", .password, noTLS, "What opens the private key."),
    .reserved(
      "ssl.truststore.type", .string, default: .text("JKS"), noTLS, "The format of the trust store: JKS, PKCS12 or PEM."
    ),
    .reserved("ssl.truststore.location", .string, noTLS, "The file with the certificates that are trusted."),
    .reserved("ssl.truststore.password", .password, noTLS, "What opens the trust store."),
    .reserved(
      "ssl.truststore.certificates", .password, aliases: ["ssl.ca.pem"], noTLS,
      "The certificates that are trusted as PEM (KIP-651)."),
    .reserved(
      "ssl.endpoint.identification.algorithm", .string, default: .text("https"), noTLS,
      "How a broker's certificate is held against its name; empty is not at all."),
  ]

  private static let sasl: [Key] = [
    .reserved(
      "sasl.mechanism", .string, default: .text("GSSAPI"), aliases: ["sasl.mechanisms"], noSASL,
      "How the client says who it is: PLAIN, SCRAM-SHA-256, SCRAM-SHA-512, OAUTHBEARER or GSSAPI."),
    .reserved("sasl.jaas.config", .password, noSASL, "A login module of Java with its options, among them a password."),
    .reserved(
      "sasl.username", .string, noSASL, "Who the client is, instead of sasl.jaas.config; a name of librdkafka."),
    .reserved("sasl.password", .password, noSASL, "The password, instead of sasl.jaas.config; a name of librdkafka."),
    .reserved(
      "sasl.client.callback.handler.class", .class, noSASL, "The Java class that answers a mechanism's questions."),
    .reserved("sasl.login.callback.handler.class", .class, noSASL, "The Java class that obtains credentials."),
    .reserved("sasl.login.class", .class, jvm, "The Java class that logs in."),
    .reserved("sasl.kerberos.service.name", .string, noSASL, "The name of the brokers' Kerberos principal."),
    .reserved(
      "sasl.kerberos.kinit.cmd", .string, default: .text("/usr/bin/kinit"), jvm, "The command that obtains a ticket."),
    .reserved(
      "sasl.kerberos.min.time.before.relogin", .long, default: .integer(60_000), noSASL,
      "The least time between two log-ins, in milliseconds."),
    .reserved(
      "sasl.kerberos.ticket.renew.window.factor", .double, default: .number(0.8), noSASL,
      "The part of a ticket's life after which it is renewed."),
    .reserved(
      "sasl.kerberos.ticket.renew.jitter", .double, default: .number(0.05), noSASL,
      "The part of chance in the time of a renewal."),
    .reserved(
      "sasl.login.connect.timeout.ms", .int, noSASL, "How long to connect to a provider of tokens, in milliseconds."),
    .reserved("sasl.login.read.timeout.ms", .int, noSASL, "How long a provider of tokens may take, in milliseconds."),
    .reserved(
      "sasl.login.refresh.window.factor", .double, default: .number(0.8), rule: .range(low: 0.5, high: 1), noSASL,
      "The part of a credential's life after which it is renewed."),
    .reserved(
      "sasl.login.refresh.window.jitter", .double, default: .number(0.05), rule: .range(low: 0, high: 0.25), noSASL,
      "The part of chance in the time of a renewal."),
    .reserved(
      "sasl.login.refresh.min.period.seconds", .short, default: .integer(60), rule: .range(low: 0, high: 900), noSASL,
      "The least time before a credential is renewed, in seconds."),
    .reserved(
      "sasl.login.refresh.buffer.seconds", .short, default: .integer(300), rule: .range(low: 0, high: 3600), noSASL,
      "The time before a credential's end that a renewal keeps free, in seconds."),
    .reserved(
      "sasl.login.retry.backoff.ms", .long, default: .integer(100), noSASL,
      "The first pause before a log-in is tried again, in milliseconds."),
    .reserved(
      "sasl.login.retry.backoff.max.ms", .long, default: .integer(10_000), noSASL,
      "What that pause grows to at most, in milliseconds."),
  ]
}

/// The options of the mechanism OAUTHBEARER.
enum SASLTokenOptions {
  private static let noSASL = ReservedSupport.missing("SASL")
  private static let ofBrokers = ReservedSupport.ignored("brokers validate tokens, clients do not; remove it")

  static let keys: [ConfigurationKey<ClientConfiguration>] = [
    .reserved("sasl.oauthbearer.token.endpoint.url", .string, noSASL, "Where tokens come from: an HTTP or file URL."),
    .reserved("sasl.oauthbearer.scope", .string, noSASL, "The scope that tokens are asked for (KIP-1139)."),
    .reserved(
      "sasl.oauthbearer.client.credentials.client.id", .string, aliases: ["sasl.oauthbearer.client.id"], noSASL,
      "Who asks for tokens (KIP-1139)."),
    .reserved(
      "sasl.oauthbearer.client.credentials.client.secret", .password, aliases: ["sasl.oauthbearer.client.secret"],
      noSASL, "The password of who asks for tokens (KIP-1139)."),
    .reserved(
      "sasl.oauthbearer.scope.claim.name", .string, default: .text("scope"), noSASL, "The claim that holds the scope."),
    .reserved(
      "sasl.oauthbearer.sub.claim.name", .string, default: .text("sub"), noSASL, "The claim that holds the subject."),
    .reserved(
      "sasl.oauthbearer.header.urlencode", .boolean, default: .flag(false), noSASL,
      "Whether client id and secret are URL-encoded in the request's header."),
    .reserved(
      "sasl.oauthbearer.jwt.retriever.class", .class,
      default: .text("org.apache.kafka.common.security.oauthbearer.DefaultJwtRetriever"), noSASL,
      "The Java class that obtains tokens."),
    .reserved(
      "sasl.oauthbearer.jwt.validator.class", .class,
      default: .text("org.apache.kafka.common.security.oauthbearer.DefaultJwtValidator"), noSASL,
      "The Java class that looks tokens over."),
    .reserved(
      "sasl.oauthbearer.assertion.algorithm", .string, default: .text("RS256"),
      rule: .choice(["ES256", "RS256"], ignoringCase: true), noSASL, "How assertions are signed."),
    .reserved("sasl.oauthbearer.assertion.claim.aud", .string, noSASL, "The audience that assertions name."),
    .reserved("sasl.oauthbearer.assertion.claim.iss", .string, noSASL, "The issuer that assertions name."),
    .reserved("sasl.oauthbearer.assertion.claim.sub", .string, noSASL, "The subject that assertions name."),
    .reserved(
      "sasl.oauthbearer.assertion.claim.exp.seconds", .int, default: .integer(300), rule: .range(low: 0, high: 86_400),
      noSASL,
      "How long assertions hold, in seconds."),
    .reserved(
      "sasl.oauthbearer.assertion.claim.nbf.seconds", .int, default: .integer(60), rule: .range(low: 0, high: 3600),
      noSASL,
      "How long before now assertions begin to hold, in seconds."),
    .reserved(
      "sasl.oauthbearer.assertion.claim.jti.include", .boolean, default: .flag(false), noSASL,
      "Whether assertions have an identifier each."),
    .reserved("sasl.oauthbearer.assertion.file", .string, noSASL, "A file with an assertion that is signed already."),
    .reserved("sasl.oauthbearer.assertion.private.key.file", .string, noSASL, "The key that signs assertions, as PEM."),
    .reserved("sasl.oauthbearer.assertion.private.key.passphrase", .password, noSASL, "What opens that key."),
    .reserved(
      "sasl.oauthbearer.assertion.template.file", .string, aliases: ["sasl.oauthbearer.assertion.jwt.template.file"],
      noSASL, "A file with more header fields and claims of assertions."),
    .reserved("sasl.oauthbearer.jwks.endpoint.url", .string, ofBrokers, "Where the keys that signed tokens are."),
    .reserved(
      "sasl.oauthbearer.jwks.endpoint.refresh.ms", .long, default: .integer(3_600_000), ofBrokers,
      "How often those keys are fetched, in milliseconds."),
    .reserved(
      "sasl.oauthbearer.jwks.endpoint.retry.backoff.ms", .long, default: .integer(100), ofBrokers,
      "The first pause before that is tried again, in milliseconds."),
    .reserved(
      "sasl.oauthbearer.jwks.endpoint.retry.backoff.max.ms", .long, default: .integer(10_000), ofBrokers,
      "What that pause grows to at most, in milliseconds."),
    .reserved(
      "sasl.oauthbearer.clock.skew.seconds", .int, default: .integer(30), ofBrokers,
      "How far clocks may be apart when a token is validated, in seconds."),
    .reserved(
      "sasl.oauthbearer.expected.audience", .list, default: .list([]), ofBrokers, "The audiences a token may name."),
    .reserved("sasl.oauthbearer.expected.issuer", .string, ofBrokers, "The issuer a token must name."),
  ]
}
