package import KafkaSchema
import KafkaWire
package import NIOCore

extension Trial {
  /// Milliseconds since 1970, once for the whole run, so that records of a case can be dated "now".
  package var now: Int64 { target.startTime }

  /// A batch of these records, dated today.
  package func batch(_ records: [ForgedRecord]) -> BatchForge { BatchForge(records, timestamp: now) }

  /// A batch of `count` records with different values.
  package func batch(of count: Int) -> BatchForge {
    batch((0..<count).map { ForgedRecord("value-\($0)", key: "key-\($0)") })
  }

  // MARK: Produce

  /// The body of a Produce request for one partition.
  package func produceBody(
    _ topic: TestTopic, partition: Int = 0, _ records: ByteBuffer?, acks: Int16 = -1, timeout: Int = 10_000,
    version: Int16, transactionalId: String? = nil
  ) -> Value {
    produceBody(
      [(topic, [(partition, records)])], acks: acks, timeout: timeout, version: version,
      transactionalId: transactionalId)
  }

  /// The body of a Produce request for any partitions.
  package func produceBody(
    _ topics: [(TestTopic, [(Int, ByteBuffer?)])], acks: Int16 = -1, timeout: Int = 10_000, version: Int16,
    transactionalId: String? = nil
  ) -> Value {
    var fields: [(String, Value)] = [
      ("Acks", Value(acks)), ("TimeoutMs", Value(timeout)),
      (
        "TopicData",
        .array(
          topics.map { topic, partitions in
            .fields([
              topic.reference("Name", version: version, idFrom: 13),
              (
                "PartitionData",
                .array(
                  partitions.map { partition, records in
                    ["Index": Value(partition), "Records": records.map { .bytes($0) } ?? nil]
                  })
              ),
            ])
          })
      ),
    ]
    if version >= 3 { fields.append(("TransactionalId", Value(transactionalId))) }
    return .fields(fields)
  }

  /// Sends records to a partition and returns the partition's part of the answer, without judging it.
  package func produce(
    _ topic: TestTopic, partition: Int = 0, _ records: ByteBuffer?, acks: Int16 = -1, version chosen: Int16? = nil,
    on peer: Peer? = nil
  ) async throws -> Node {
    let version = try chosen ?? version(of: .produce)
    let used: Peer
    if let peer { used = peer } else { used = try await leader(of: topic, partition: partition) }
    let reply = try await used.call(
      .produce, version: version, produceBody(topic, partition: partition, records, acks: acks, version: version))
    return Self.partition(reply, topic, partition)
  }

  /// One partition's part of the answer to Produce.
  package static func partition(_ reply: Reply, _ topic: TestTopic, _ partition: Int) -> Node {
    let name: (String, Value) = topic.reference("Name", version: reply.version, idFrom: 13)
    return reply["Responses"].first(name.0, name.1)["PartitionResponses"].first("Index", Value(partition))
  }

  /// Sends a batch that has to be stored, as set-up; returns its base offset.
  @discardableResult
  package func store(
    _ topic: TestTopic, partition: Int = 0, _ batch: BatchForge, version: Int16? = nil
  ) async throws -> Int64 {
    let bytes = try batch.bytes()
    return try await eventually("a produced batch is stored") {
      let answer = try await self.produce(topic, partition: partition, bytes, version: version)
      let code = answer["ErrorCode"].int ?? -1
      // A topic that was just made may have no leader yet.
      if [3, 5, 6, 9, 100].contains(code) { return nil }
      guard code == 0, let offset = answer["BaseOffset"].int else {
        throw SuiteError("set-up: Produce to \(topic.name)-\(partition) gave error \(code)")
      }
      return offset
    }
  }

  // MARK: ListOffsets

  /// Asks for one offset and returns the partition's part of the answer.
  ///
  /// - Parameter timestamp: -1 for the end, -2 for the beginning, or milliseconds since 1970.
  package func listOffset(
    _ topic: TestTopic, partition: Int = 0, timestamp: Int64, isolation: Int8 = 0, leaderEpoch: Int32? = nil,
    version chosen: Int16? = nil, on peer: Peer? = nil
  ) async throws -> Node {
    let version = try chosen ?? version(of: .listOffsets)
    var entry: [(String, Value)] = [("PartitionIndex", Value(partition)), ("Timestamp", Value(timestamp))]
    if let leaderEpoch { entry.append(("CurrentLeaderEpoch", Value(leaderEpoch))) }
    var body: [(String, Value)] = [
      ("ReplicaId", -1), ("Topics", [["Name": .string(topic.name), "Partitions": [.fields(entry)]]]),
    ]
    if version >= 2 { body.append(("IsolationLevel", Value(isolation))) }
    let used: Peer
    if let peer { used = peer } else { used = try await leader(of: topic, partition: partition) }
    let reply = try await used.call(.listOffsets, version: version, .fields(body))
    return reply["Topics"].first("Name", .string(topic.name))["Partitions"].first("PartitionIndex", Value(partition))
  }

  /// The offset that the next record will get.
  package func endOffset(_ topic: TestTopic, partition: Int = 0) async throws -> Int64 {
    let answer = try await listOffset(topic, partition: partition, timestamp: -1)
    guard answer["ErrorCode"].int == 0, let offset = answer["Offset"].int ?? answer["OldStyleOffsets"][0].int else {
      throw SuiteError(
        "cannot read the end offset of \(topic.name)-\(partition): error \(answer["ErrorCode"].int ?? -1)")
    }
    return offset
  }

  /// Requires that nothing was stored: the end offset is that of before, and still is 200 ms later.
  package func notStored(_ topic: TestTopic, partition: Int = 0, end before: Int64, _ requirement: String) async throws
  {
    for look in 0..<2 {
      if look > 0 { try await Task.sleep(for: .milliseconds(200)) }
      let end = try await endOffset(topic, partition: partition)
      try expect(end == before, requirement, field: "end offset", got: "\(end)", want: "\(before)")
    }
  }

  // MARK: Fetch

  /// What a case asks a fetch for.
  package struct FetchQuery: Sendable {
    package var offset: Int64 = 0
    package var maxWait: Int32 = 500
    package var minBytes: Int32 = 1
    package var maxBytes: Int32 = 50 * 1024 * 1024
    package var partitionMaxBytes: Int32 = 10 * 1024 * 1024
    package var isolation: Int8 = 0
    package var leaderEpoch: Int32 = -1
    package var lastFetchedEpoch: Int32 = -1
    package var sessionId: Int32 = 0
    package var sessionEpoch: Int32 = -1
    package var rack = ""

    package init(offset: Int64 = 0) { self.offset = offset }
  }

  /// A wait in milliseconds that a fetch shall not use up: longer where more patience is due, so that an answer at once
  /// can be told from one at its end.
  package func longWait(_ milliseconds: Int) -> Int32 {
    Int32(clamping: Int(target.limit(.milliseconds(milliseconds)) / .milliseconds(1)))
  }

  /// The body of a Fetch for any partitions, each at an offset of its own.
  package func fetchBody(
    _ topics: [(TestTopic, [(partition: Int, offset: Int64)])], _ query: FetchQuery, version: Int16,
    forgotten: [(TestTopic, [Int])] = []
  ) -> Value {
    var fields: [(String, Value)] = [("MaxWaitMs", Value(query.maxWait)), ("MinBytes", Value(query.minBytes))]
    if version <= 14 { fields.append(("ReplicaId", -1)) }
    if version >= 3 { fields.append(("MaxBytes", Value(query.maxBytes))) }
    if version >= 4 { fields.append(("IsolationLevel", Value(query.isolation))) }
    if version >= 7 {
      fields.append(("SessionId", Value(query.sessionId)))
      fields.append(("SessionEpoch", Value(query.sessionEpoch)))
      fields.append(
        (
          "ForgottenTopicsData",
          .array(
            forgotten.map { topic, partitions in
              .fields([
                topic.reference("Topic", version: version, idFrom: 13),
                ("Partitions", .array(partitions.map { Value($0) })),
              ])
            })
        ))
    }
    if version >= 11 { fields.append(("RackId", .string(query.rack))) }
    fields.append(
      (
        "Topics",
        .array(
          topics.map { topic, partitions in
            .fields([
              topic.reference("Topic", version: version, idFrom: 13),
              (
                "Partitions",
                .array(
                  partitions.map { partition, offset in
                    var entry: [(String, Value)] = [
                      ("Partition", Value(partition)), ("FetchOffset", Value(offset)),
                      ("PartitionMaxBytes", Value(query.partitionMaxBytes)),
                    ]
                    if version >= 9 { entry.append(("CurrentLeaderEpoch", Value(query.leaderEpoch))) }
                    if version >= 12 { entry.append(("LastFetchedEpoch", Value(query.lastFetchedEpoch))) }
                    return .fields(entry)
                  })
              ),
            ])
          })
      ))
    return .fields(fields)
  }

  /// Fetches from one partition and returns its part of the answer, without judging it.
  package func fetch(
    _ topic: TestTopic, partition: Int = 0, _ query: FetchQuery = FetchQuery(), version chosen: Int16? = nil,
    on peer: Peer? = nil
  ) async throws -> (reply: Reply, partition: Node) {
    let version = try chosen ?? version(of: .fetch)
    let used: Peer
    if let peer { used = peer } else { used = try await leader(of: topic, partition: partition) }
    let reply = try await used.call(
      .fetch, version: version, fetchBody([(topic, [(partition, query.offset)])], query, version: version))
    return (reply, Self.fetched(reply, topic, partition))
  }

  /// One partition's part of the answer to Fetch.
  package static func fetched(_ reply: Reply, _ topic: TestTopic, _ partition: Int) -> Node {
    let name: (String, Value) = topic.reference("Topic", version: reply.version, idFrom: 13)
    return reply["Responses"].first(name.0, name.1)["Partitions"].first("PartitionIndex", Value(partition))
  }

  /// Reads the batches of a fetched partition; what is no batch is the broker's fault.
  package func batches(_ partition: Node) throws -> [ReadBatch] {
    guard let bytes = partition["Records"].bytes else { return [] }
    do throws(BatchFault) {
      return try BatchReader.batches(in: bytes)
    } catch {
      let start = partition["Records"].range?.lowerBound ?? 0
      throw CaseFailure(
        "fetched records are well-formed batches", field: partition["Records"].path, got: "\(error)",
        want: "batches", frame: partition.frame, range: start + error.offset..<start + error.offset + 1)
    }
  }

  /// Requires that a fetched partition brings no records.
  package func givesNothing(_ partition: Node, _ requirement: String) throws {
    let count = partition["Records"].bytes?.readableBytes ?? 0
    try expect(
      count == 0, requirement, field: partition["Records"].path, got: "\(count) bytes", want: "none",
      at: partition["Records"])
  }

  /// Everything in a partition from `offset` to its end, fetched piece by piece.
  package func fetchBack(
    _ topic: TestTopic, partition: Int = 0, from offset: Int64 = 0, version: Int16? = nil
  ) async throws -> [ReadBatch] {
    let end = try await endOffset(topic, partition: partition)
    var next = offset
    var found: [ReadBatch] = []
    while next < end {
      let (_, answer) = try await fetch(topic, partition: partition, FetchQuery(offset: next), version: version)
      try accepted(answer["ErrorCode"], "a fetch below the end offset is answered without an error")
      let batches = try batches(answer)
      guard let last = batches.last?.lastOffset, last >= next else {
        throw CaseFailure(
          "a fetch below the end offset returns records", field: answer["Records"].path,
          got: "no batch from offset \(next) on", want: "records up to \(end - 1)", frame: answer.frame,
          range: answer["Records"].range)
      }
      found += batches
      next = last + 1
    }
    return found
  }

  /// Requires that records which were sent have come back: keys, values, headers, timestamps, offsets.
  package func same(
    _ batches: [ReadBatch], as forged: BatchForge, at baseOffset: Int64, _ requirement: String, times: Bool = true
  ) throws {
    let got = batches.flatMap(\.records).filter {
      $0.offset >= baseOffset && $0.offset < baseOffset + Int64(forged.records.count)
    }
    let want = forged.records.enumerated().map { index, record in
      ReadRecord(
        offset: baseOffset + Int64(record.offsetDelta ?? Int32(index)),
        timestamp: times ? forged.baseTimestamp + record.timestampDelta : -1, key: record.key, value: record.value,
        headers: record.headers.map { ReadHeader(name: $0.name, value: $0.value) })
    }
    let compared =
      times
      ? got
      : got.map { record in
        var record = record
        record.timestamp = -1
        return record
      }
    let difference = zip(compared, want).first { $0 != $1 }
    try expect(
      compared == want, requirement, field: "records from offset \(baseOffset)",
      got: compared.count == want.count
        ? difference.map { "\($0.0)" } ?? "the same" : "\(compared.count) records",
      want: compared.count == want.count ? difference.map { "\($0.1)" } ?? "the same" : "\(want.count) records")
  }
}
