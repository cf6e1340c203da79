import KafkaCompression
import KafkaWire

extension ProducerConfiguration: KafkaConfiguration, ReservedOptionHolder {
  package static let role = "producers"

  package static let keys: [ConfigurationKey<ProducerConfiguration>] =
    ClientConfiguration.sharedKeys.filter { $0.name != "default.api.timeout.ms" }.map { $0.lifted(to: \.client) }
    + deliveryKeys + batchKeys + partitionKeys + transactionKeys + javaKeys

  private static let deliveryKeys: [ConfigurationKey<ProducerConfiguration>] = [
    .choice(
      "acks", \.acknowledgements, ["all": .all, "-1": .all, "0": .none, "1": .leader],
      aliases: ["request.required.acks"]
    ).about("Which replicas must have a batch before it counts as delivered."),
    idempotenceKey,
    ConfigurationKey<ProducerConfiguration>.milliseconds(
      "delivery.timeout.ms", \.deliveryTimeout, in: .zero...longestInt32, aliases: ["message.timeout.ms"]
    )
    .showing { "\($0.effectiveDeliveryTimeout.wholeMilliseconds)" }
    .about("How long delivering a record may take with waiting and all retries, in milliseconds."),
    .integer("retries", \.retries, in: 0...Int(Int32.max), aliases: ["message.send.max.retries"])
      .about("How often a batch is sent again; limit the time with delivery.timeout.ms rather."),
    .integer(
      "max.in.flight.requests.per.connection", \.maximumInFlightRequests, in: 1...Int(Int32.max),
      aliases: ["max.in.flight"]
    ).about("Produce requests without an answer on one connection; at most 5 with idempotence."),
    .milliseconds("max.block.ms", \.maximumBlockTime)
      .about("How long a record may wait for metadata and memory, in milliseconds."),
  ]

  private static let batchKeys: [ConfigurationKey<ProducerConfiguration>] = [
    .integer("batch.size", \.batchSize, in: 0...Int(Int32.max))
      .about("The size at which a batch is full and leaves, in bytes; 0 makes a batch of every record."),
    .milliseconds("linger.ms", \.linger, aliases: ["queue.buffering.max.ms"])
      .about("How long a batch waits for more records, in milliseconds."),
    .integer("buffer.memory", \.bufferMemory, in: 0...Int.max)
      .about("How many bytes the batches that are not finished may take together."),
    .integer("max.request.size", \.maximumRequestSize, in: 0...Int(Int32.max), aliases: ["message.max.bytes"])
      .about("The largest record and the size of requests, in bytes."),
    compressionKey,
    gzipLevelKey,
    .integer("compression.lz4.level", \.compression.lz4Level, in: 1...17).about("LZ4's level; 9 is its fast one."),
    .integer("compression.zstd.level", \.compression.zstdLevel, in: -131_072...22).about("Zstandard's level."),
  ]

  private static let partitionKeys: [ConfigurationKey<ProducerConfiguration>] = [
    partitionerKey,
    .boolean("partitioner.adaptive.partitioning.enable", \.partitioning.isAdaptive)
      .about("Whether records without a key prefer partitions with short queues (KIP-794)."),
    .milliseconds("partitioner.availability.timeout.ms", \.partitioning.availabilityTimeout)
      .about("After how long a broker that takes nothing gets no records without a key, in milliseconds; 0 is never."),
    .boolean("partitioner.ignore.keys", \.partitioning.ignoresKeys)
      .about("Whether records with a key are treated as if they had none."),
  ]

  private static let transactionKeys: [ConfigurationKey<ProducerConfiguration>] = [
    .string("transactional.id", \.transactionalID, check: { $0.isEmpty ? "must not be empty; leave it out" : nil })
      .about("The name under which transactions go on after a restart.")
      .lacking { $0.transactionalID == nil ? nil : noTransactions },
    ConfigurationKey<ProducerConfiguration>.milliseconds(
      "transaction.timeout.ms", \.transactionTimeout, in: .milliseconds(Int64(Int32.min))...longestInt32
    )
    .showing { "\(($0.transactionTimeout ?? .seconds(60)).wholeMilliseconds)" }
    .about("How long a transaction may take, in milliseconds.")
    .lacking { [nil, .seconds(60)].contains($0.transactionTimeout) ? nil : noTransactions },
    .boolean("transaction.two.phase.commit.enable", \.usesTwoPhaseCommit)
      .about("Whether transactions take part in a commit of two phases (KIP-939).")
      .lacking { $0.usesTwoPhaseCommit ? noTransactions : nil },
  ]

  private static let noTransactions = "is not supported yet (transactions); remove it"

  private static let javaKeys: [ConfigurationKey<ProducerConfiguration>] = [
    .reserved("key.serializer", .class, .ignored(typed), "The Java class that turns keys into bytes."),
    .reserved("value.serializer", .class, .ignored(typed), "The Java class that turns values into bytes."),
    .reserved(
      "interceptor.classes", .list, default: .list([]), .missing("interceptors by class name; set them in code"),
      "Java classes that see records before they are sent."),
  ]

  private static let typed = "keys and values are bytes or Swift types, not converted by class name; remove it"

  private static var longestInt32: Duration { ConfigurationKey<Self>.longestInt32 }

  private static let idempotenceKey = ConfigurationKey<ProducerConfiguration>(
    "enable.idempotence", type: .boolean,
    read: { text, root in
      switch text.lowercased() {
      case "true": root.idempotence = .enabled
      case "false": root.idempotence = .disabled
      default: return "expected true or false, not \"\(text)\""
      }
      return nil
    },
    show: { "\($0.isIdempotent)" }
  ).about("Whether brokers drop repetitions that retries lead to (KIP-98).")

  private static let compressionKey = ConfigurationKey<ProducerConfiguration>(
    "compression.type", aliases: ["compression.codec"],
    rule: .choice(CompressionType.allCases.map(\.name), ignoringCase: false),
    read: { text, root in
      guard let type = CompressionType(name: text) else {
        return "must be one of \(CompressionType.allCases.map(\.name).joined(separator: ", ")), not \"\(text)\""
      }
      root.compression.type = type
      return nil
    },
    check: { $0.compression.type.problem },
    show: { $0.compression.type.name }
  ).about("The codec of batches.")

  private static let gzipLevelKey = ConfigurationKey<ProducerConfiguration>(
    "compression.gzip.level", type: .int, rule: .words("from 1 to 9, or -1"),
    read: { text, root in
      guard let level = Int32(text).map(Int.init) else { return "expected a whole number, not \"\(text)\"" }
      root.compression.gzipLevel = level
      return nil
    },
    check: { root in
      let level = root.compression.gzipLevel
      return (1...9).contains(level) || level == -1 ? nil : "must be from 1 to 9, or -1 for the default, not \(level)"
    },
    show: { "\($0.compression.gzipLevel)" }
  ).about("gzip's level; -1 is its default.")

  private static let partitionerKey = ConfigurationKey<ProducerConfiguration>(
    "partitioner.class", aliases: ["partitioner"], type: .class,
    read: { text, root in
      if text.isEmpty { return nil }
      guard let partitioner = Partitioner(name: text) else {
        return """
          names \"\(text)\", which is none of those here: murmur2_random (the default), murmur2, consistent, \
          consistent_random, fnv1a, fnv1a_random, random, round_robin, RoundRobinPartitioner; set a custom one in code
          """
      }
      root.partitioning.partitioner = partitioner
      return nil
    },
    show: { $0.partitioning.partitioner.name }
  ).about("The rule that chooses the partition of a record.")

  package mutating func settle(_ given: GivenOptions, _ problems: inout ConfigurationProblems) {
    client.settleShared(given, &problems)
  }

  package func check(_ problems: inout ConfigurationProblems) {
    client.check(&problems)
    checkIdempotence(&problems)
    checkTransactions(&problems)
    if let deliveryTimeout, deliveryTimeout < linger + client.requestTimeout {
      let least = (linger + client.requestTimeout).wholeMilliseconds
      problems.refuse(
        """
        delivery.timeout.ms is \(deliveryTimeout.wholeMilliseconds), less than linger.ms and request.timeout.ms \
        together (\(least)); raise it to that or lower one of them
        """)
    }
    if deliveryTimeout == nil, effectiveDeliveryTimeout > Self.defaultDelivery {
      problems.warn(
        """
        delivery.timeout.ms is raised to \(effectiveDeliveryTimeout.wholeMilliseconds), the sum of linger.ms and \
        request.timeout.ms; set it to say so
        """)
    }
    if bufferMemory < batchSize {
      problems.warn(
        "buffer.memory (\(bufferMemory)) is less than batch.size (\(batchSize)), so batches are never filled; raise it")
    }
    if bufferMemory < maximumRequestSize {
      problems.warn(
        """
        buffer.memory (\(bufferMemory)) is less than max.request.size (\(maximumRequestSize)), so records of that size \
        are refused; raise it
        """)
    }
  }

  private func checkTransactions(_ problems: inout ConfigurationProblems) {
    if transactionalID != nil, !isIdempotent {
      problems.refuse(
        "transactional.id needs enable.idempotence, which is off because of \(idempotenceExcluder); change one of them")
    }
    if usesTwoPhaseCommit, transactionTimeout != nil {
      problems.refuse(
        "transaction.two.phase.commit.enable and transaction.timeout.ms exclude each other; remove one of them")
    }
  }

  /// The options that keep idempotence off.
  private var idempotenceExcluder: String {
    if idempotence == .disabled { return "enable.idempotence" }
    return [acknowledgements == .all ? nil : "acks", retries > 0 ? nil : "retries"].compactMap(\.self)
      .joined(separator: ", ")
  }

  package var derivations: [String: String] {
    var sources = client.derivations
    if idempotence == .automatic, !isIdempotent { sources["enable.idempotence"] = idempotenceExcluder }
    if deliveryTimeout == nil, effectiveDeliveryTimeout > Self.defaultDelivery {
      sources["delivery.timeout.ms"] = "linger.ms, request.timeout.ms"
    }
    return sources
  }

  private static var defaultDelivery: Duration { .seconds(120) }

  private func checkIdempotence(_ problems: inout ConfigurationProblems) {
    if idempotence == .enabled {
      if acknowledgements != .all {
        problems.refuse(
          "enable.idempotence needs acks=all, not \(acknowledgements.count); change one of them")
      }
      if retries == 0 {
        problems.refuse("enable.idempotence needs retries above 0; raise retries or turn enable.idempotence off")
      }
    }
    // Not turned off by itself: the number is large by mistake more often than idempotence is on by mistake.
    if isIdempotent, maximumInFlightRequests > 5 {
      problems.refuse(
        """
        max.in.flight.requests.per.connection is \(maximumInFlightRequests); with enable.idempotence it may be 5 at most: \
        lower it, or turn enable.idempotence off
        """)
    }
  }
}

extension CompressionType {
  /// What keeps the codec from being used in this build; nil when nothing does.
  fileprivate var problem: String? {
    #if Compression
      return nil
    #else
      if self == .none { return nil }
      return "is \(name), but this build has no codecs; build swift-kafka with its package trait \"Compression\""
    #endif
  }
}
