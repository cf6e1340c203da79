import KafkaCompression
import KafkaWire

extension ProducerConfiguration: KafkaConfiguration {
  package static let role = "producers"

  package static let keys: [ConfigurationKey<ProducerConfiguration>] =
    ClientConfiguration.keys.map { $0.lifted(to: \.client) } + [
      .choice(
        "acks", \.acknowledgements, ["all": .all, "-1": .all, "1": .leader, "0": .none],
        aliases: ["request.required.acks"]),
      idempotenceKey,
      .integer("batch.size", \.batchSize, in: 0...Int(Int32.max)),
      .milliseconds("linger.ms", \.linger, aliases: ["queue.buffering.max.ms"]),
      .integer("buffer.memory", \.bufferMemory, in: 0...Int.max),
      .milliseconds("max.block.ms", \.maximumBlockTime),
      .integer("max.request.size", \.maximumRequestSize, in: 0...Int(Int32.max), aliases: ["message.max.bytes"]),
      compressionKey,
      gzipLevelKey,
      .integer("compression.lz4.level", \.compression.lz4Level, in: 1...17),
      .integer("compression.zstd.level", \.compression.zstdLevel, in: -131_072...22),
      .milliseconds(
        "delivery.timeout.ms", \.deliveryTimeout, in: .zero...longestInt32, aliases: ["message.timeout.ms"]),
      .integer("retries", \.retries, in: 0...Int(Int32.max), aliases: ["message.send.max.retries"]),
      .integer(
        "max.in.flight.requests.per.connection", \.maximumInFlightRequests, in: 1...Int(Int32.max),
        aliases: ["max.in.flight"]),
      partitionerKey,
      .boolean("partitioner.adaptive.partitioning.enable", \.partitioning.isAdaptive),
      .milliseconds("partitioner.availability.timeout.ms", \.partitioning.availabilityTimeout),
      .boolean("partitioner.ignore.keys", \.partitioning.ignoresKeys),
      unsupported("transactional.id"),
      unsupported("transaction.timeout.ms"),
    ]

  private static var longestInt32: Duration { ConfigurationKey<Self>.longestInt32 }

  private static let idempotenceKey = ConfigurationKey<ProducerConfiguration>(
    "enable.idempotence",
    read: { text, root in
      switch text.lowercased() {
      case "true": root.idempotence = .enabled
      case "false": root.idempotence = .disabled
      default: return "expected true or false, not \"\(text)\""
      }
      return nil
    },
    show: { "\($0.isIdempotent)" })

  private static let compressionKey = ConfigurationKey<ProducerConfiguration>(
    "compression.type", aliases: ["compression.codec"],
    read: { text, root in
      guard let type = CompressionType(name: text) else {
        return "must be one of \(CompressionType.allCases.map(\.name).joined(separator: ", ")), not \"\(text)\""
      }
      root.compression.type = type
      return nil
    },
    check: { $0.compression.type.problem },
    show: { $0.compression.type.name })

  private static let gzipLevelKey = ConfigurationKey<ProducerConfiguration>(
    "compression.gzip.level",
    read: { text, root in
      guard let level = Int(text) else { return "expected a whole number, not \"\(text)\"" }
      root.compression.gzipLevel = level
      return nil
    },
    check: { root in
      let level = root.compression.gzipLevel
      return (1...9).contains(level) || level == -1 ? nil : "must be from 1 to 9, or -1 for the default, not \(level)"
    },
    show: { "\($0.compression.gzipLevel)" })

  private static let partitionerKey = ConfigurationKey<ProducerConfiguration>(
    "partitioner.class", aliases: ["partitioner"],
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
    show: { $0.partitioning.partitioner.name })

  private static func unsupported(_ name: String) -> ConfigurationKey<ProducerConfiguration> {
    ConfigurationKey(
      name, read: { _, _ in "is not supported yet (transactions); remove it" }, show: { _ in nil })
  }

  package mutating func settle(explicit: Set<String>, _ problems: inout ConfigurationProblems) {
    client.settleShared(explicit: explicit, &problems)
  }

  package func check(_ problems: inout ConfigurationProblems) {
    client.check(&problems)
    checkIdempotence(&problems)
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
