import KafkaSchema
import KafkaWire
import NIOCore

extension Trial {
  // MARK: __consumer_offsets

  /// The partition of `__consumer_offsets` that keeps a group: the absolute value of the hash that Java has of its
  /// name, or 0 for the number that has none.
  package static func partition(ofGroup group: String, of count: Int) -> Int {
    let hash = group.utf16.reduce(Int32(0)) { $0 &* 31 &+ Int32($1) }
    return hash == .min ? 0 : Int(hash.magnitude) % max(count, 1)
  }

  /// The last record of a kind with a key that `isWanted`, as its value; nil where there is none.
  ///
  /// - Parameters:
  ///   - name: Of the definition: `OffsetCommit`.
  ///   - type: The number in front of the key.
  package static func stored(
    _ name: String, type: Int16, in records: [ReadRecord], _ isWanted: (_ key: Node) -> Bool
  ) throws -> Node? {
    guard let keys = Definitions.interpreter("\(name)Key"), let values = Definitions.interpreter("\(name)Value") else {
      throw SuiteError("there is no definition of the record \(name)")
    }
    var found: Node?
    for record in records {
      guard let key = record.key, key.getInteger(at: key.readerIndex, as: Int16.self) == type else { continue }
      guard isWanted(try read(key, keys, version: 0, "the key of \(name) at offset \(record.offset)")) else { continue }
      guard let value = record.value else {
        found = nil
        continue
      }
      let what = "the value of \(name) at offset \(record.offset)"
      guard let version = value.getInteger(at: value.readerIndex, as: Int16.self),
        values.message.versions.contains(version)
      else {
        throw CaseFailure(
          "records of __consumer_offsets are laid out as their definitions say", field: what,
          got: "an unknown version", want: "a version of the definition")
      }
      found = try read(value, values, version: version, what)
    }
    return found
  }

  private static func read(
    _ bytes: ByteBuffer, _ interpreter: SchemaInterpreter, version: Int16, _ what: String
  ) throws -> Node {
    let body = bytes.getSlice(at: bytes.readerIndex + 2, length: bytes.readableBytes - 2) ?? ByteBuffer()
    do throws(WireError) {
      let field = try interpreter.decode(body, version: version)
      if field.range.upperBound == body.readableBytes { return Node(field, path: "", bodyOffset: 2, frame: 0) }
      throw WireError(
        .trailingBytes(body.readableBytes - field.range.upperBound), offset: field.range.upperBound, field: what)
    } catch {
      throw CaseFailure(
        "records of __consumer_offsets are laid out as their definitions say", field: what, got: "\(error)",
        want: "a body of version \(version)")
    }
  }

  /// How long the broker keeps offsets, and how often it looks for old ones.
  ///
  /// - Throws: `CaseEnd.skipped` when the run does not know, or it takes too long to wait for.
  package func offsetRetention() throws -> (time: Duration, check: Duration) {
    guard let minutes = target.options.configured["offsets.retention.minutes"].flatMap({ Int($0) }),
      let check = target.options.configured["offsets.retention.check.interval.ms"].flatMap({ Int($0) })
    else {
      throw CaseEnd.skipped("needs to know offsets.retention.minutes and offsets.retention.check.interval.ms")
    }
    guard (1...2).contains(minutes), check <= 10_000 else {
      throw CaseEnd.skipped(
        "needs an offsets.retention.minutes of 1 or 2 and an offsets.retention.check.interval.ms of 10000 or less")
    }
    return (.seconds(60 * minutes), .milliseconds(check))
  }

  // MARK: Offsets in transactions

  /// A transaction that has committed an offset and goes on.
  package struct OpenTransaction: Sendable {
    var id: String
    var producerId: Int64
    var epoch: Int64
    var peer: Peer
  }

  /// Begins a transaction and commits an offset in it.
  package func pendingOffset(_ group: String, _ topic: TestTopic, _ offset: Int64) async throws -> OpenTransaction {
    let id = name("x")
    let peer = try await peer(to: try await coordinator(of: id, isTransaction: true))
    let begun = try await ask(
      peer, .initProducerId, ["TransactionalId": .string(id), "TransactionTimeoutMs": 60_000],
      version: try version(of: .initProducerId, atMost: 5))
    try Self.setUp(begun["ErrorCode"], "a transactional producer gets its id")
    let transaction = OpenTransaction(
      id: id, producerId: begun["ProducerId"].int ?? -1, epoch: begun["ProducerEpoch"].int ?? -1, peer: peer)
    let owner: [(String, Value)] = [
      ("TransactionalId", .string(id)), ("ProducerId", Value(transaction.producerId)),
      ("ProducerEpoch", Value(transaction.epoch)), ("GroupId", .string(group)),
    ]
    let added = try await ask(
      peer, .addOffsetsToTxn, .fields(owner), version: try version(of: .addOffsetsToTxn))
    try Self.setUp(added["ErrorCode"], "a group's offsets are added to a transaction")
    let entry: Value = ["PartitionIndex": 0, "CommittedOffset": Value(offset), "CommittedMetadata": ""]
    let topics: Value = [["Name": .string(topic.name), "Partitions": [entry]]]
    let committed = try await ask(
      try await service(group), .txnOffsetCommit, .fields(owner + [("Topics", topics)]),
      version: try version(of: .txnOffsetCommit, atMost: 4))
    try Self.setUp(Self.deleted(committed, topic), "an offset is committed in a transaction")
    cleanUp { [self] in try await end(transaction, committed: false) }
    return transaction
  }

  /// Ends a transaction; again while the broker is still at the last one.
  package func end(_ transaction: OpenTransaction, committed: Bool) async throws {
    let version = try version(of: .endTxn, atMost: 4)
    let code = try await eventually("a transaction ends") {
      let reply = try await self.ask(
        transaction.peer, .endTxn,
        [
          "TransactionalId": .string(transaction.id), "ProducerId": Value(transaction.producerId),
          "ProducerEpoch": Value(transaction.epoch), "Committed": .bool(committed),
        ], version: version)
      return reply["ErrorCode"].int == 51 ? nil : reply["ErrorCode"]
    }
    try Self.setUp(code, "a transaction ends")
  }
}
