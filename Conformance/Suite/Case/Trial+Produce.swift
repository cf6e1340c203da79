import KafkaSchema
import KafkaWire
package import NIOCore

extension Trial {
  /// The id of the broker that leads a partition; nil where there is one broker only.
  package func leaderId(of topic: TestTopic, partition: Int = 0) async throws -> Int32? {
    guard target.discovery.brokers.count > 1 else { return nil }
    let reply = try await metadata([topic.name])
    return reply["Topics"].first("Name", .string(topic.name))["Partitions"]
      .first("PartitionIndex", Value(partition))["LeaderId"].int.map { Int32($0) }
  }

  /// A topic that takes records, for cases whose first batch must not be sent twice.
  package func readyTopic(partitions: Int = 1, configs: [(String, String?)] = []) async throws -> TestTopic {
    let topic = try await topic(partitions: partitions, configs: configs)
    for partition in 0..<partitions { try await ready(topic, partition: partition) }
    return topic
  }

  /// Sends records that must not be stored. What binds by the case's level is an error or a closed connection, and that
  /// nothing is stored; which error it is binds as SHOULD at most.
  ///
  /// - Parameters:
  ///   - want: The error code.
  ///   - others: Codes that are as good.
  ///   - tolerated: Codes that are not strict.
  ///   - mayClose: Whether a closed connection is as good.
  package func refuses(
    _ topic: TestTopic, _ records: ByteBuffer?, code want: Int16, or others: [Int16] = [],
    tolerating tolerated: [Int16] = [], mayClose: Bool = false, version chosen: Int16? = nil,
    transactionalId: String? = nil, _ requirement: String
  ) async throws {
    try await ready(topic)
    let before = try await endOffset(topic)
    let fate = try await fate(of: records, for: topic, version: chosen, transactionalId: transactionalId)
    if case .closed(let end) = fate {
      if !mayClose { tolerate("\(end) instead of an error") }
    } else {
      let reply = try answered(fate, requirement)
      let node = Self.partition(reply, topic, 0)["ErrorCode"]
      try expect(
        node.int != 0, requirement, field: node.path, got: node.int.map { "\($0)" } ?? "absent",
        want: "an error or a closed connection", at: node)
      try code(node, want, or: others, tolerating: tolerated, requirement, level: .should)
    }
    try await notStored(topic, end: before, "\(requirement), so nothing is stored")
  }

  /// Sends records on a connection of their own, which the broker may close for them.
  package func fate(
    of records: ByteBuffer?, for topic: TestTopic, version chosen: Int16? = nil, transactionalId: String? = nil
  ) async throws -> Peer.Fate {
    let version = try chosen ?? version(of: .produce)
    let peer = try await peer(to: try await leaderId(of: topic))
    let request = try peer.send(
      .produce, version: version,
      produceBody(topic, records, version: version, transactionalId: transactionalId))
    return await peer.fate(of: request)
  }

  /// Sends a batch that must be stored, fetches it back and compares; returns the batches as fetched.
  @discardableResult
  package func stores(
    _ topic: TestTopic, _ batch: BatchForge, times: Bool = true, _ requirement: String
  ) async throws -> (answer: Node, batches: [ReadBatch]) {
    try await ready(topic)
    let before = try await endOffset(topic)
    let answer = try await produce(topic, try batch.bytes())
    try accepted(answer["ErrorCode"], requirement)
    try equal(answer["BaseOffset"], Value(before), "the base offset is the end offset of before")
    let found = try await fetchBack(topic, from: before)
    try same(found, as: batch, at: before, "\(requirement), and it is fetched back as it was sent", times: times)
    for stored in found {
      try expect(
        stored.isIntact, "a stored batch has the right checksum", field: "crc", got: "another one",
        want: "that of the bytes")
    }
    return (answer, found)
  }

  /// A plain batch of exactly this size, header included.
  package func batch(bytes size: Int) throws -> BatchForge {
    var length = size - 80
    for _ in 0..<8 {
      let forge = batch([ForgedRecord(String(repeating: "x", count: max(0, length)))])
      let difference = size - (try forge.bytes().readableBytes)
      if difference == 0 { return forge }
      length += difference
    }
    throw SuiteError("no batch has \(size) bytes")
  }

  /// A batch with a producer's identity.
  package func batch(
    of count: Int, producer: Producer, sequence: Int32, value: String = "value"
  ) -> BatchForge {
    var batch = batch((0..<count).map { ForgedRecord("\(value)-\(sequence)-\($0)", key: "key-\($0)") })
    batch.producerId = producer.id
    batch.producerEpoch = producer.epoch
    batch.baseSequence = sequence
    return batch
  }

  /// An identity that a broker has given to a producer.
  package struct Producer: Hashable, Sendable {
    package var id: Int64
    package var epoch: Int16

    package init(id: Int64, epoch: Int16) {
      self.id = id
      self.epoch = epoch
    }
  }

  /// Asks for a producer id, again while the broker fetches a block of them.
  package func initProducer(on peer: Peer? = nil) async throws -> Producer {
    let version = try version(of: .initProducerId)
    let used: Peer
    if let peer { used = peer } else { used = try await main }
    return try await eventually("a producer gets an id", within: .seconds(30)) {
      let reply = try await used.call(
        .initProducerId, version: version, ["TransactionalId": nil, "TransactionTimeoutMs": 60_000])
      let error = reply["ErrorCode"].int
      if error == 14 || error == 15 || error == 16 { return nil }
      try self.accepted(reply["ErrorCode"], "InitProducerId without a transactional id is answered without an error")
      return Producer(id: reply["ProducerId"].int ?? -1, epoch: Int16(reply["ProducerEpoch"].int ?? -1))
    }
  }
}
