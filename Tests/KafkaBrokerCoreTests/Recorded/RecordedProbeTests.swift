import KafkaCompression
import KafkaMessages
import KafkaRecords
import KafkaStorage
import KafkaWire
import NIOCore
import TestSupport
import Testing

@testable import KafkaBrokerCore

/// Odd requests and what Apache Kafka 3.9.0 did with them (`fixtures/behaviour/probes`), against our node. The rows
/// were sent to one broker in this order, and build on each other.
@Suite struct RecordedProbeTests {
  struct Probe: Decodable {
    struct Request: Decodable {
      var api: String?
      var version: Int16?
      var hex: String?
    }

    struct Observed: Decodable {
      var response: String?
      var responses: [String]?
      var closed: Bool?
      var none: String?
    }

    var name: String
    var request: Request
    var observed: Observed

    /// All that was written, whole frames or not.
    var written: String { request.hex ?? "" }

    var answers: [String] { observed.responses ?? observed.response.map { [$0] } ?? [] }
  }

  static let files = ["framing", "versions", "metadata", "produce", "fetch", "admin", "pipelining"]

  /// What differs on purpose.
  static let differing: [String: String] = [
    "produce-records-null": "a request that is never answered stops a client for good; ours is refused",
    "fetch-v0": "what lies before a batch that cannot be converted is given",
    "findcoordinator-type-1": "transactions are not offered",
    "findcoordinator-empty-key-txn": "transactions are not offered",
  ]

  /// Rows that cannot be alike.
  static let leftOut: Set<String> = [
    // Names the directory of the recorded broker.
    "describeconfigs-broker-1"
  ]

  /// Ids that recorded answers tell.
  private static let recordedIds = [
    "t": "29a4ade8-7559-434b-8abd-9a7d80ecd7d7", "t3": "c9c4e27f-bfd0-46e4-82dd-1c3834899b06",
  ]

  private func broker() throws -> RecordedBroker {
    let broker = try RecordedBroker()
    for (name, partitions, options) in [
      ("t", 1, [:]), ("t3", 3, [:]), ("empty", 1, [:]), ("small", 1, ["max.message.bytes": "1000"]),
      ("compact", 1, ["cleanup.policy": "compact"]), ("started", 1, [:]), ("del", 1, [:]), ("grow", 1, [:]),
      ("zstd", 1, [:]), ("isr2", 1, ["min.insync.replicas": "2"]), ("__consumer_offsets", 1, [:]),
      ("__transaction_state", 1, [:]),
    ] {
      try broker.addTopic(name, id: Self.recordedIds[name], partitions: partitions, options: options)
    }
    for _ in 0..<2 {
      try broker.append(Self.plain, to: "t")
      try broker.append(Self.plain, to: "started")
      try broker.append(Self.plain, to: "del")
      try broker.append(Self.zstd, to: "zstd")
    }
    let started = broker.world.node.partitions[TopicPartition(topic: "started", partition: 0)]
    try (started?.store as? PartitionLog)?.deleteRecords(before: 2)
    return broker
  }

  /// The batch of three records that the recorder sent all the time, as it lies in recorded fetches.
  private static let plain =
    "0000000000000000000000520000000002"
    + "3e58b430000000000002000001a212f265fd000001a212f265ffffffffffffffffffffffffffffff00000003"
    + "14000000046b300476300014000202046b310476310014000404046b3204763200"
  private static let zstd =
    "00000000000000000000005b0000000002"
    + "e644bf85000400000002000001a212f265fd000001a212f265ffffffffffffffffffffffffffffff00000003"
    + "28b52ffd000009010014000000046b300476300014000202046b310476310014000404046b3204763200"

  @Test(.enabled(if: CompressionType.allBuilt))
  func `recorded probes are answered as recorded`() throws {
    let broker = try broker()
    var played = 0
    var all = 0
    for file in Self.files {
      for probe in try Fixtures.lines("behaviour/probes/\(file).jsonl", as: Probe.self) {
        all += 1
        if Self.leftOut.contains(probe.name) { continue }
        do {
          if try play(probe, broker) { played += 1 }
        } catch {
          Issue.record("\(probe.name): \(error)")
        }
      }
    }
    #expect(played > 300, "\(played) of \(all)")
  }

  /// - Returns: false for rows whose APIs the node does not have.
  private func play(_ probe: Probe, _ broker: RecordedBroker) throws -> Bool {
    let written = probe.written
    if written.contains(where: { !$0.isHexDigit }) || probe.answers.joined().contains(where: { !$0.isHexDigit }) {
      return false
    }
    guard Self.requests(in: written).allSatisfy({ broker.plays($0.api, $0.version) }) else { return false }
    if let answer = probe.answers.first, let request = Self.requests(in: written).first,
      request.api == .initProducerId
    {
      try broker.giveProducerID(answer, version: request.version)
    }
    let connection = broker.world.connect()
    let requests = try broker.write(written, on: connection)
    for _ in 0..<40 where broker.world.correlations(on: connection).count < probe.answers.count {
      broker.world.pass(.milliseconds(100))
    }
    if Self.differing[probe.name] != nil { return true }

    if probe.observed.closed == true {
      if broker.world.closed[connection] == nil, requests != nil { Issue.record("\(probe.name): still open") }
    }
    let frames = broker.world.correlations(on: connection).count
    guard frames == probe.answers.count else {
      Issue.record(
        "\(probe.name): \(frames) answers, not \(probe.answers.count); closed: \(String(describing: broker.world.closed[connection]))"
      )
      return true
    }
    for (request, answer) in zip(requests ?? Self.requests(in: written), probe.answers) {
      guard let frame = broker.world.nextFrame(on: connection) else { break }
      if let difference = RecordedBroker.difference(try broker.pair(frame, answer, request)) {
        Issue.record("\(probe.name) differs\n\(difference)")
      }
    }
    return true
  }

  private static func requests(in written: String) -> [RecordedBroker.Request] {
    var buffer = ByteBuffer(hex: written)
    var requests: [RecordedBroker.Request] = []
    while let length = buffer.readInteger(as: Int32.self), length >= 0,
      let frame = buffer.readSlice(length: Int(length))
    {
      let request = RecordedBroker.request(in: frame)
      if (request.body as? ProduceRequest)?.acks != 0 { requests.append(request) }
    }
    return requests
  }
}
