import KafkaCompression
import KafkaWire

/// The options of one topic: what was set on it, over the broker's defaults.
package struct TopicConfiguration: Equatable, Sendable {
  /// What was set on the topic, by name; everything else is the broker's default.
  package var overrides: [String: String]

  package var maxMessageBytes: Int
  package var segmentBytes: Int
  package var segmentInterval: Duration
  package var segmentJitter: Duration
  package var indexIntervalBytes: Int
  package var indexMaxBytes: Int
  package var preallocates: Bool
  package var fileDeleteDelay: Duration
  package var flushMessages: Int64
  package var flushInterval: Duration?
  package var retention: Duration?
  package var retentionBytes: Int64?
  package var isCompacted: Bool
  package var deletesOldSegments: Bool
  package var usesAppendTime: Bool
  package var timestampBeforeMax: Duration?
  package var timestampAfterMax: Duration?
  /// `producer`, `uncompressed` or a codec's name.
  package var compressionType: String
  /// The level of the codec in `compressionType`, nil for those without levels.
  package var compressionLevel: Int?
  package var minInsyncReplicas: Int
  /// Whether Fetch requests of versions before 4, which know old formats only, are answered.
  package var allowsDownConversion: Bool

  /// - Parameter overrides: Already checked by ``problem(with:value:release:)``; a value that may not be counts as the
  ///   default.
  package init(overrides: [String: String], defaults: BrokerConfiguration) {
    func text(_ name: String) -> String {
      guard let option = TopicOption.named(name) else { return "" }
      if let value = overrides[name], option.type.complaint(about: value) == nil { return value.trimmingSpaces }
      return option.defaultValue(defaults)
    }
    func number(_ name: String) -> Int64 { Int64(text(name)) ?? 0 }
    func time(_ name: String) -> Duration { Duration(count: number(name), of: .milliseconds(1)) }
    func limit(_ name: String) -> Duration? { number(name) == .max ? nil : time(name) }
    func isTrue(_ name: String) -> Bool { text(name).lowercased() == "true" }

    self.overrides = overrides
    self.maxMessageBytes = Int(number("max.message.bytes"))
    self.segmentBytes = Int(number("segment.bytes"))
    self.segmentInterval = time("segment.ms")
    self.segmentJitter = time("segment.jitter.ms")
    self.indexIntervalBytes = Int(number("index.interval.bytes"))
    self.indexMaxBytes = Int(number("segment.index.bytes"))
    self.preallocates = isTrue("preallocate")
    self.fileDeleteDelay = time("file.delete.delay.ms")
    self.flushMessages = number("flush.messages")
    self.flushInterval = limit("flush.ms")
    self.retention = number("retention.ms") < 0 ? nil : time("retention.ms")
    self.retentionBytes = number("retention.bytes") < 0 ? nil : number("retention.bytes")
    let policy = text("cleanup.policy").commaSeparated
    self.isCompacted = policy.contains("compact")
    self.deletesOldSegments = policy.contains("delete")
    self.usesAppendTime = text("message.timestamp.type") == "LogAppendTime"
    self.timestampBeforeMax = limit("message.timestamp.before.max.ms")
    self.timestampAfterMax = limit("message.timestamp.after.max.ms")
    self.compressionType = text("compression.type")
    switch compressionType {
    case "gzip", "lz4", "zstd": self.compressionLevel = Int(number("compression.\(compressionType).level"))
    default: self.compressionLevel = nil
    }
    self.minInsyncReplicas = Int(number("min.insync.replicas"))
    self.allowsDownConversion = isTrue("message.downconversion.enable")
  }

  /// The codec that batches are stored with whatever they come with; nil for the producer's.
  var ownCodec: CompressionType? {
    compressionType == "uncompressed" ? CompressionType.none : CompressionType(name: compressionType)
  }

  /// What is wrong with an option for a topic, in Kafka's words; nil when it may be set.
  package static func problem(with name: String, value: String?, isSince4: Bool) -> String? {
    guard let option = TopicOption.named(name), !(isSince4 && option.isGoneSince4) else {
      return "Unknown topic config name: \(name)"
    }
    guard let value else { return "Null value not supported for topic configs: \(name)" }
    if name == "remote.storage.enable", value.trimmingSpaces.lowercased() == "true" {
      return
        "Tiered Storage functionality is disabled in the broker. Topic cannot be configured with remote log storage."
    }
    return option.type.complaint(about: value).map { "Invalid value \(value) for configuration \(name): \($0)" }
  }
}
