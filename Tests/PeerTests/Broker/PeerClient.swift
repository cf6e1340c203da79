import Foundation
import KafkaClient
import TestSupport
import Testing

/// A client that writes and reads for the exchange; ours is one of them.
enum PeerClient: String, CaseIterable, CustomStringConvertible, Sendable {
  case kcat
  case confluentKafka = "confluent-kafka"
  case kafkaPython = "kafka-python"
  case aiokafka
  case ours = "swift-kafka"

  var description: String { rawValue }

  var choosesTimestamps: Bool { self != .kcat }

  func canWrite(_ record: ExchangedRecord) -> Bool {
    switch self {
    // It wants a key or a value, and its headers have to be pairs of texts.
    case .kafkaPython:
      record.headers.allSatisfy { $0.last != .some(nil) } && (record.key != nil || record.value != nil)
    case .aiokafka: record.key != nil || record.value != nil
    // What is empty is empty or null for key and value alike, and headers have a name.
    case .kcat:
      record.headers.allSatisfy { $0.last != .some(nil) && $0.first != "" } && record.key != ""
        && (record.key != nil || record.value != nil)
    default: true
    }
  }

  // MARK: Writing

  func write(_ records: [ExchangedRecord], to topic: String, servers: String) async throws {
    switch self {
    case .kcat:
      for record in records { try await writeWithKcat(record, servers: servers) }
    case .ours:
      for codec in CompressionType.built {
        var configuration = ProducerConfiguration(
          bootstrapServers: servers.split(separator: ",").map(String.init))
        configuration.compression = ProducerConfiguration.Compression(codec)
        configuration.linger = .milliseconds(50)
        let some = records.filter { $0.codec == codec.name }.map(\.forProducer)
        let results = try await KafkaProducer.withProducer(configuration: configuration) {
          await $0.send(contentsOf: some)
        }
        for result in results { _ = try result.get() }
      }
    default:
      let encoder = JSONEncoder()
      let lines = try records.map { String(decoding: try encoder.encode($0), as: UTF8.self) + "\n" }
      try await PeerProcess.output(
        Peers.python, [Peers.script("exchange.py"), rawValue, "write", servers, topic], input: lines.joined())
    }
  }

  private func writeWithKcat(_ record: ExchangedRecord, servers: String) async throws {
    var arguments = ["-P", "-b", servers, "-t", record.topic, "-X", "enable.idempotence=true"]
    if let codec = record.codec, codec != "none" { arguments += ["-z", codec] }
    for header in record.headers { arguments += ["-H", header.map { $0 ?? "" }.joined(separator: "=")] }
    if record.key != nil { arguments += ["-K", "|"] }
    if record.value == nil { arguments.append("-Z") }
    let input = (record.key.map { $0 + "|" } ?? "") + (record.value ?? "") + "\n"
    try await PeerProcess.output(try Peers.kcat(), arguments, input: input)
  }

  // MARK: Reading

  /// Reads all records of a topic as the only member of a group.
  func read(_ count: Int, from topic: String, group: String, servers: String) async throws -> [ExchangedRecord] {
    try await read(count, from: [topic], group: group, servers: servers)
  }

  /// Reads all records of some topics as the only member of a group.
  ///
  /// - Parameter release: What a Python client is told of the broker, so that it does not ask.
  func read(
    _ count: Int, from topics: [String], group: String, servers: String, release: String? = nil
  ) async throws -> [ExchangedRecord] {
    let decoder = JSONDecoder()
    switch self {
    case .kcat:
      let lines = try await PeerProcess.output(
        try Peers.kcat(),
        [
          "-G", group, "-b", servers, "-J", "-q", "-c", "\(count)", "-X", "auto.offset.reset=earliest",
        ] + topics, limit: .seconds(30))
      return try lines.map { try decoder.decode(KcatRecord.self, from: Data($0.utf8)).record }
    case .ours:
      var configuration = ConsumerConfiguration(
        bootstrapServers: servers.split(separator: ",").map(String.init), groupID: group)
      configuration.autoOffsetReset = .earliest
      return try await KafkaConsumer.withConsumer(configuration: configuration) { consumer in
        try consumer.subscribe(to: topics)
        var records: [ExchangedRecord] = []
        for try await record in consumer.records {
          records.append(ExchangedRecord(record))
          if records.count == count { break }
        }
        return records
      }
    default:
      let lines = try await PeerProcess.output(
        Peers.python,
        [
          Peers.script("exchange.py"), rawValue + (release.map { "@\($0)" } ?? ""), "read", servers, group, "\(count)",
        ] + topics)
      return try lines.map { try decoder.decode(ExchangedRecord.self, from: Data($0.utf8)) }
    }
  }

  /// A line of kcat's JSON output.
  struct KcatRecord: Decodable {
    let topic: String
    let key: String?
    let payload: String?
    /// Names and values in turn.
    let headers: [String?]?
    let ts: Int64?

    var record: ExchangedRecord {
      let headers = headers ?? []
      let pairs = stride(from: 0, to: headers.count - 1, by: 2).map { [headers[$0], headers[$0 + 1]] }
      return ExchangedRecord(topic: topic, key: key, value: payload, headers: pairs, timestamp: ts)
    }
  }
}

extension Peers {
  /// From the system, wherever that has it.
  static func kcat() throws -> URL {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    let found = folders.lazy.map { URL(fileURLWithPath: "\($0)/kcat") }
      .first { FileManager.default.isExecutableFile(atPath: $0.path) }
    return try #require(found, "kcat is not installed; scripts/peers does that")
  }
}
