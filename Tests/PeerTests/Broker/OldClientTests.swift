import Foundation
import KafkaBroker
import KafkaClient
import TestSupport
import Testing

/// Clients that speak as before Kafka 0.11: Produce 0 to 2, Fetch 0 to 3, ListOffsets 0, and groups without what came
/// later.
@Suite(
  .enabled(if: Peers.areAvailable, "run scripts/peers first"), .enabled(if: CompressionType.allBuilt),
  .timeLimit(.minutes(3)), .serialized)
struct OldClientTests {
  /// Whom a release has to serve. Those without a version find out by themselves what the broker can do.
  private static let clients: [String: [OldClient]] = [
    "0.10.0": [.init("kcat"), .init("confluent-kafka@0.10.0"), .init("kafka-python@0.10.0")],
    "0.10.2": [.init("kcat"), .init("confluent-kafka@0.10.2"), .init("kafka-python@0.10.2")],
    "2.1": [
      .init("kcat@0.9.0.1"), .init("kafka-python@0.8.1"), .init("kafka-python@0.10.1"), .init("confluent-kafka"),
      .init("swift-kafka"),
    ],
    "3.9": [
      .init("kcat@0.9.0.1"), .init("confluent-kafka@0.9.0.1"), .init("kafka-python@0.8.2"), .init("kafka-python@0.9"),
      .init("kafka-python@0.10.2"), .init("aiokafka"), .init("swift-kafka"),
    ],
  ]

  @Test(arguments: ["0.10.0", "0.10.2", "2.1", "3.9"])
  func `what old and new clients write all of them read`(release: String) async throws {
    let clients = try #require(Self.clients[release])
    var configuration = BrokerConfiguration.testing
    configuration.release = release
    try configuration.apply(properties: [(name: "group.initial.rebalance.delay.ms", value: "0")])
    try await Broker.withBroker(configuration: configuration) { broker in
      let servers = try await broker.bootstrapServers
      var written: [ExchangedRecord] = []
      try await withThrowingTaskGroup(of: [ExchangedRecord].self) { group in
        for client in clients {
          group.addTask { try await client.write(servers: servers) }
        }
        for try await records in group { written += records }
      }
      let all = written
      try await withThrowingTaskGroup(of: (OldClient, [ExchangedRecord]).self) { group in
        for client in clients {
          group.addTask {
            (client, try await client.read(all.count, from: clients.map(\.topic), servers: servers))
          }
        }
        for try await (reader, read) in group { compare(read, by: reader, with: written) }
      }
    }
  }

  private func compare(_ read: [ExchangedRecord], by reader: OldClient, with written: [ExchangedRecord]) {
    var expected = written.map { record in
      var record = record
      record.codec = nil
      return record
    }
    var read = read
    let writers = Dictionary(Self.clients.values.joined().map { ($0.topic, $0) }, uniquingKeysWith: { $1 })
    if reader.isOurs {
      // What came in messages without a time has none: the old formats were spoken indeed.
      let timeless = read.filter { writers[$0.topic]?.hasNoTime == true }
      #expect(timeless.allSatisfy { $0.timestamp == -1 })
    }
    for index in expected.indices where writers[expected[index].topic]?.knowsTime != true || !reader.knowsTime {
      expected[index].timestamp = nil
    }
    for index in read.indices where writers[read[index].topic]?.knowsTime != true || !reader.knowsTime {
      read[index].timestamp = nil
    }
    #expect(read.count == expected.count, "\(reader.name)")
    for record in Set(expected).subtracting(read) { Issue.record("\(reader.name) did not see \(record)") }
    for record in Set(read).subtracting(expected) {
      Issue.record("\(reader.name) saw what nobody wrote: \(record)")
    }
  }
}

/// A client, and the release that it takes the broker for.
private struct OldClient: Sendable {
  let name: String

  init(_ name: String) { self.name = name }

  /// Its own, of one partition, made by writing to it.
  var topic: String { "from-" + name.replacing("@", with: "-") }

  private var kind: PeerClient? { PeerClient(rawValue: String(name.prefix { $0 != "@" })) }
  private var version: String? {
    let parts = name.split(separator: "@")
    return parts.count == 2 ? String(parts[1]) : nil
  }

  /// Messages have times since 0.10, and kcat does not choose them.
  var knowsTime: Bool { kind != .kcat && !hasNoTime }
  var hasNoTime: Bool { version?.hasPrefix("0.8") == true || version?.hasPrefix("0.9") == true }
  var isOurs: Bool { kind == .ours }

  private var codecs: [String] {
    // LZ4 came with 0.8.2.
    ["none", "gzip", "snappy"] + (version == "0.8.1" ? [] : ["lz4"])
  }

  private var options: [String] {
    guard let version else { return [] }
    return ["-X", "api.version.request=false", "-X", "broker.version.fallback=\(version)"]
  }

  func write(servers: String) async throws -> [ExchangedRecord] {
    let records = codecs.flatMap { codec in
      let long = String(repeating: "\(codec) of \(name), žluťoučký ☃; ", count: 30)
      var records = [
        ExchangedRecord(topic: topic, key: "\(codec)-full", value: long),
        ExchangedRecord(topic: topic, key: nil, value: "\(codec) without a key"),
        ExchangedRecord(topic: topic, key: "\(codec)-tombstone", value: nil),
      ]
      records += (0..<20).map { ExchangedRecord(topic: topic, key: "\(codec)-\($0)", value: "value \($0)") }
      for index in records.indices {
        records[index].codec = codec
        if kind != .kcat { records[index].timestamp = 1_700_000_000_000 + Int64(index) }
      }
      return records
    }
    switch kind {
    case .kcat: try await writeWithKcat(records, servers: servers)
    case .ours: try await PeerClient.ours.write(records, to: topic, servers: servers)
    default:
      let encoder = JSONEncoder()
      let lines = try records.map { String(decoding: try encoder.encode($0), as: UTF8.self) + "\n" }
      try await PeerProcess.output(
        Peers.python, [Peers.script("exchange.py"), name, "write", servers, topic], input: lines.joined())
    }
    return records
  }

  private func writeWithKcat(_ records: [ExchangedRecord], servers: String) async throws {
    for codec in Set(records.compactMap(\.codec)) {
      for isKeyed in [true, false] {
        let some = records.filter { $0.codec == codec && ($0.key != nil) == isKeyed }
        let input = some.map { ($0.key.map { $0 + "|" } ?? "") + ($0.value ?? "") + "\n" }.joined()
        let keys = isKeyed ? ["-K", "|", "-Z"] : []
        try await PeerProcess.output(
          try Peers.kcat(), ["-P", "-b", servers, "-t", topic, "-z", codec] + keys + options, input: input)
      }
    }
  }

  func read(_ count: Int, from topics: [String], servers: String) async throws -> [ExchangedRecord] {
    let decoder = JSONDecoder()
    let group = "group-of-\(name)"
    switch kind {
    case .kcat:
      let lines = try await PeerProcess.output(
        try Peers.kcat(),
        ["-G", group, "-b", servers, "-J", "-q", "-c", "\(count)", "-X", "auto.offset.reset=earliest"] + options
          + topics, limit: .seconds(40))
      return try lines.map { try decoder.decode(PeerClient.KcatRecord.self, from: Data($0.utf8)).record }
    case .ours:
      return try await PeerClient.ours.read(count, from: topics, group: group, servers: servers)
    default:
      let lines = try await PeerProcess.output(
        Peers.python, [Peers.script("exchange.py"), name, "read", servers, group, "\(count)"] + topics)
      return try lines.map { try decoder.decode(ExchangedRecord.self, from: Data($0.utf8)) }
    }
  }
}
