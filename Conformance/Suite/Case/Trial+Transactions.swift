import KafkaSchema
import KafkaWire
import NIOCore

/// APIs that cases with transactions need.
enum TransactionApis {
  static let writing: [ApiKey] = [.initProducerId, .addPartitionsToTxn, .endTxn, .produce, .findCoordinator]
  static let reading = writing + [.fetch, .listOffsets]
}

/// A producer with a transactional id, and what it has written.
package struct TransactionalProducer: Sendable {
  package var transaction: Trial.OpenTransaction
  /// The next sequence number of each partition.
  var sequences: [String: Int32] = [:]
  /// Partitions of the transaction that goes on.
  var partitions: Set<String> = []

  package var id: Int64 { transaction.producerId }
}

extension Trial {
  /// Gets a transactional producer. A transaction that it leaves open is aborted when the case is over.
  package func transactionalProducer(timeout: Int = 60_000) async throws -> TransactionalProducer {
    try target.requireWrites()
    let id = name("x")
    let peer = try await peer(to: try await coordinator(of: id, isTransaction: true))
    let begun = try await ask(
      peer, .initProducerId, ["TransactionalId": .string(id), "TransactionTimeoutMs": Value(timeout)],
      version: try version(of: .initProducerId, atMost: 5))
    try Self.setUp(begun["ErrorCode"], "a transactional producer gets its id")
    let transaction = OpenTransaction(
      id: id, producerId: begun["ProducerId"].int ?? -1, epoch: begun["ProducerEpoch"].int ?? -1, peer: peer)
    cleanUp { [self] in
      // Fails where there is nothing to abort.
      _ = try await peer.call(.endTxn, version: try version(of: .endTxn, atMost: 4), Self.ending(transaction, false))
    }
    return TransactionalProducer(transaction: transaction)
  }

  /// Adds partitions to the producer's transaction, as clients do: in versions 0 to 3.
  package func add(
    _ topic: TestTopic, _ partitions: [Int], to producer: inout TransactionalProducer
  ) async throws {
    let version = try version(of: .addPartitionsToTxn, atMost: 3)
    let transaction = producer.transaction
    let body: Value = [
      "V3AndBelowTransactionalId": .string(transaction.id), "V3AndBelowProducerId": Value(transaction.producerId),
      "V3AndBelowProducerEpoch": Value(transaction.epoch),
      "V3AndBelowTopics": [
        ["Name": .string(topic.name), "Partitions": .array(partitions.map { Value($0) })]
      ],
    ]
    try await eventually("partitions are added to a transaction", within: .seconds(20)) { () -> Void? in
      let reply = try await self.ask(transaction.peer, .addPartitionsToTxn, body, version: version)
      for partition in partitions {
        let code = reply["ResultsByTopicV3AndBelow"].first("Name", .string(topic.name))["ResultsByPartition"]
          .first("PartitionIndex", Value(partition))["PartitionErrorCode"]
        // The topic is new, or the last transaction's markers are being written.
        if let number = code.int, [3, 51].contains(number) { return nil }
        try Self.setUp(code, "partitions are added to a transaction")
      }
      return ()
    }
    for partition in partitions { producer.partitions.insert("\(topic.name)-\(partition)") }
  }

  /// Writes records in the producer's transaction; returns the base offset.
  @discardableResult
  package func write(
    _ producer: inout TransactionalProducer, _ topic: TestTopic, partition: Int = 0, _ batch: BatchForge
  ) async throws -> Int64 {
    let place = "\(topic.name)-\(partition)"
    if !producer.partitions.contains(place) { try await add(topic, [partition], to: &producer) }
    let sequence = producer.sequences[place] ?? 0
    var forge = batch
    forge.isTransactional = true
    forge.producerId = producer.transaction.producerId
    forge.producerEpoch = Int16(truncatingIfNeeded: producer.transaction.epoch)
    forge.baseSequence = sequence
    // From version 12 on partitions need not be added, which is not what clients of transactions did so far.
    let version = try version(of: .produce, atMost: 11, atLeast: 3)
    let body = produceBody(
      topic, partition: partition, try forge.bytes(), version: version, transactionalId: producer.transaction.id)
    let offset = try await eventually("a transactional batch is stored", within: .seconds(20)) { () -> Int64? in
      let reply = try await self.leader(of: topic, partition: partition).call(.produce, version: version, body)
      let answer = Self.partition(reply, topic, partition)
      // The leader is new, or still asks the coordinator.
      if let code = answer["ErrorCode"].int, [3, 5, 6, 7, 14, 15, 16, 19, 20, 51].contains(code) { return nil }
      try Self.setUp(answer["ErrorCode"], "a transactional batch is stored")
      return answer["BaseOffset"].int ?? -1
    }
    producer.sequences[place] = sequence + Int32(batch.records.count)
    return offset
  }

  /// Writes `count` records in the producer's transaction.
  @discardableResult
  package func write(
    _ producer: inout TransactionalProducer, _ topic: TestTopic, partition: Int = 0, count: Int,
    _ text: String = "value"
  ) async throws -> Int64 {
    try await write(
      &producer, topic, partition: partition, batch((0..<count).map { ForgedRecord("\(text)-\($0)") }))
  }

  private static func ending(_ transaction: OpenTransaction, _ committed: Bool) -> Value {
    [
      "TransactionalId": .string(transaction.id), "ProducerId": Value(transaction.producerId),
      "ProducerEpoch": Value(transaction.epoch), "Committed": .bool(committed),
    ]
  }

  /// Ends the producer's transaction, and waits until its markers stand in the partitions of `topic` that it wrote to.
  package func end(
    _ producer: inout TransactionalProducer, _ topic: TestTopic, partition: Int = 0, committed: Bool
  ) async throws {
    let before = try await endOffset(topic, partition: partition)
    try await end(producer.transaction, committed: committed)
    producer.partitions = []
    try await eventually("a transaction that has ended leaves its marker", within: .seconds(20)) { () -> Void? in
      try await self.endOffset(topic, partition: partition) > before ? () : nil
    }
  }

  /// The end of what is stable, as ListOffsets says to those who read what is committed.
  package func stableEnd(_ topic: TestTopic, partition: Int = 0) async throws -> Node {
    try await listOffset(topic, partition: partition, timestamp: -1, isolation: 1)
  }

  // MARK: Reading

  /// An aborted transaction, as Fetch names it.
  package struct Aborted: Hashable, Sendable {
    package var producerId: Int64
    package var firstOffset: Int64

    package init(_ producerId: Int64, _ firstOffset: Int64) {
      self.producerId = producerId
      self.firstOffset = firstOffset
    }
  }

  /// The aborted transactions that a fetched partition names, in their order.
  package static func aborted(_ partition: Node) -> [Aborted] {
    partition["AbortedTransactions"].elements.map {
      Aborted($0["ProducerId"].int ?? -1, $0["FirstOffset"].int ?? -1)
    }
  }

  /// Fetches what is committed from an offset on.
  package func fetchCommitted(_ topic: TestTopic, from offset: Int64) async throws -> Node {
    var query = FetchQuery(offset: offset)
    query.isolation = 1
    let (_, answer) = try await fetch(topic, query)
    try accepted(answer["ErrorCode"], "who reads what is committed is answered without an error")
    return answer
  }

  /// What a consumer that reads what is committed makes of a fetched partition: it drops the batches of a producer
  /// from the first offset of an aborted transaction up to its marker, and all markers.
  package static func visible(_ batches: [ReadBatch], without aborted: [Aborted]) -> [String] {
    var pending = aborted.sorted { $0.firstOffset < $1.firstOffset }[...]
    var dropped: Set<Int64> = []
    var texts: [String] = []
    for batch in batches {
      while let next = pending.first, next.firstOffset <= batch.lastOffset {
        dropped.insert(next.producerId)
        pending.removeFirst()
      }
      if batch.isControl {
        // The key's second number: 0 for an abort.
        let key = batch.records.first?.key
        if key.flatMap({ $0.getInteger(at: $0.readerIndex + 2, as: Int16.self) }) == 0 {
          dropped.remove(batch.producerId)
        }
      } else if !(batch.isTransactional && dropped.contains(batch.producerId)) {
        texts += batch.records.map { $0.value.map { String(buffer: $0) } ?? "null" }
      }
    }
    return texts
  }
}
