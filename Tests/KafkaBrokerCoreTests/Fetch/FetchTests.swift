import KafkaMessages
import KafkaRecords
import KafkaStorage
import KafkaWire
import NIOCore
import Testing

@testable import KafkaBrokerCore

@Suite struct FetchTests {
  private func world(partitions: Int32 = 3) throws -> NodeWorld {
    let world = try NodeWorld { $0.topics.createsAutomatically = false }
    try world.createTopic("t", partitions: partitions)
    return world
  }

  private static func large(_ size: Int) -> ByteBuffer { Forge.batch([String(repeating: "x", count: size)]) }

  // MARK: Transactions

  /// Only a log that Apache Kafka wrote can have transactions.
  @Test func `who reads committed records is told which transactions were aborted`() throws {
    let world = try world()
    let name = TopicPartition(topic: "t", partition: 0)
    let partition = try #require(world.node.partitions[name])
    func append(_ batch: ByteBuffer) throws {
      try world.perform { _ = try $0.append(batch, to: partition, origin: .coordinator) }
    }
    func transactional(_ value: String, _ producer: Int64) -> ByteBuffer {
      Forge.batch([value], producer: producer, epoch: 0, sequence: 0, isTransactional: true)
    }
    try append(transactional("gone", 7))
    try append(transactional("stays", 8))
    for (producer, commits) in [(7, false), (8, true)] as [(Int64, Bool)] {
      try append(
        EndTransactionMarker(isCommit: commits, coordinatorEpoch: 0)
          .batch(producerId: producer, producerEpoch: 0, timestamp: world.now.wallClock))
    }
    try append(transactional("open", 9))
    let committed = try world.fetch("t", from: 0) { $0.isolationLevel = 1 }
    #expect(committed.lastStableOffset == 4)
    #expect(committed.abortedTransactions?.map(\.producerId) == [7])
    #expect(committed.abortedTransactions?.map(\.firstOffset) == [0])
    #expect(try world.fetch("t", from: 3) { $0.isolationLevel = 1 }.abortedTransactions == [])
    #expect(try world.fetch("t", from: 0).abortedTransactions == nil)
  }

  // MARK: Waiting

  @Test func `a fetch that names too many partitions to be kept is answered at once`() throws {
    let world = try world()
    world.node.fetches.entryLimit = 100
    let connection = world.connect()
    var request = NodeWorld.fetchRequest([("t", 0, 0)], maxWait: 10_000)
    let unknown = FetchRequest.FetchTopic.with {
      $0.topic = "unknown"
      $0.partitions = (0..<50 as Range<Int32>).map { index in .with { $0.partition = index } }
    }
    request.topics.append(unknown)
    try world.send(request, version: 12, on: connection)
    #expect(world.correlations(on: connection).isEmpty)
    let other = world.connect()
    try world.send(request, version: 12, on: other)
    #expect(world.correlations(on: other).count == 1)
    world.disconnect(connection)
    let third = world.connect()
    try world.send(request, version: 12, on: third)
    #expect(world.correlations(on: third).isEmpty)
  }

  @Test func `a fetch waits for its time and then says that there is nothing`() throws {
    let world = try world()
    let connection = world.connect()
    try world.send(NodeWorld.fetchRequest([("t", 0, 0)], maxWait: 500), version: 12, on: connection)
    world.pass(.milliseconds(499))
    #expect(world.correlations(on: connection).isEmpty)
    world.pass(.milliseconds(1))
    let answer = try #require(try world.answer(to: FetchRequest.self, version: 12, on: connection))
    #expect(answer.responses.first?.partitions.first?.records?.readableBytes == 0)
  }

  @Test(arguments: 0..<3 as Range<Int32>)
  func `an append to any of its partitions wakes it`(partition: Int32) throws {
    let world = try world()
    let connection = world.connect()
    try world.send(
      NodeWorld.fetchRequest([("t", 0, 0), ("t", 1, 0), ("t", 2, 0)], maxWait: 10000), version: 12, on: connection)
    _ = try world.produce(Forge.batch(["a"]), to: "t", partition)
    let answer = try #require(try world.answer(to: FetchRequest.self, version: 12, on: connection))
    let sizes = answer.responses.flatMap(\.partitions).map { ($0.partitionIndex, $0.records?.readableBytes ?? 0) }
    #expect(sizes.filter { $0.1 > 0 }.map(\.0) == [partition])
  }

  @Test func `it gathers until its minimum is there`() throws {
    let world = try world()
    let connection = world.connect()
    try world.send(
      NodeWorld.fetchRequest([("t", 0, 0)], maxWait: 3000, minBytes: 2500), version: 12, on: connection)
    _ = try world.produce(Self.large(1000), to: "t")
    _ = try world.produce(Self.large(1000), to: "t")
    #expect(world.correlations(on: connection).isEmpty)
    _ = try world.produce(Self.large(1000), to: "t")
    #expect(world.correlations(on: connection).count == 1)
  }

  @Test func `what was there before counts for the minimum`() throws {
    let world = try world()
    _ = try world.produce(Self.large(1000), to: "t")
    let connection = world.connect()
    try world.send(
      NodeWorld.fetchRequest([("t", 0, 0)], maxWait: 3000, minBytes: 1500), version: 12, on: connection)
    #expect(world.correlations(on: connection).isEmpty)
    _ = try world.produce(Self.large(1000), to: "t")
    #expect(world.correlations(on: connection).count == 1)
  }

  @Test func `an error is told at once`() throws {
    let world = try world()
    let connection = world.connect()
    try world.send(NodeWorld.fetchRequest([("t", 0, 0), ("t", 1, 5)], maxWait: 5000), version: 12, on: connection)
    let answer = try #require(try world.answer(to: FetchRequest.self, version: 12, on: connection))
    let codes = answer.responses.flatMap(\.partitions).map { ErrorCode(rawValue: $0.errorCode) }
    #expect(codes == [.none, .offsetOutOfRange])
  }

  @Test func `a topic that is deleted ends the waiting for it`() throws {
    let world = try world()
    let connection = world.connect()
    try world.send(NodeWorld.fetchRequest([("t", 0, 0)], maxWait: 10000), version: 12, on: connection)
    _ = try world.call(
      DeleteTopicsRequest.with {
        $0.topics = [.with { $0.name = "t" }]
        $0.timeoutMs = 1000
      })
    let answer = try #require(try world.answer(to: FetchRequest.self, version: 12, on: connection))
    #expect(
      answer.responses.first?.partitions.first?.errorCode == ErrorCode.unknownTopicOrPartition.rawValue)
  }

  @Test func `a hundred that wait are all woken by one append, the earliest first`() throws {
    let world = try world()
    let connections = (0..<100).map { _ in world.connect() }
    for connection in connections {
      try world.send(NodeWorld.fetchRequest([("t", 0, 0)], maxWait: 10000), version: 12, on: connection)
    }
    _ = try world.produce(Forge.batch(["a"]), to: "t")
    for connection in connections { #expect(world.correlations(on: connection).count == 1) }
  }

  @Test func `when too many wait, the next is answered at once`() throws {
    let world = try NodeWorld { $0.fetch.maxWaiting = 2 }
    try world.createTopic("t")
    let connections = (0..<3).map { _ in world.connect() }
    for connection in connections {
      try world.send(NodeWorld.fetchRequest([("t", 0, 0)], maxWait: 10000), version: 12, on: connection)
    }
    #expect(connections.map { world.correlations(on: $0).count } == [0, 0, 1])
  }

  // MARK: Sizes

  @Test func `the first batch is whole however small the limits`() throws {
    let world = try world()
    _ = try world.produce(Self.large(5000), to: "t", 1)
    _ = try world.produce(Self.large(5000), to: "t", 2)
    let request = NodeWorld.fetchRequest(
      [("t", 0, 0), ("t", 1, 0), ("t", 2, 0)], maxBytes: 1, partitionMaxBytes: 1)
    let answer = try world.call(request, version: 12)
    let sizes = answer.responses.flatMap(\.partitions).map { $0.records?.readableBytes ?? 0 }
    #expect(sizes.map { $0 > 0 } == [false, true, false])
    #expect(sizes[1] > 5000)
  }

  @Test func `a batch larger than what is left comes whole or not at all, behind a whole one perhaps in part`() throws {
    let world = try world()
    for partition in 0..<3 as Range<Int32> {
      for _ in 0..<2 { _ = try world.produce(Self.large(3000), to: "t", partition) }
    }
    let whole = try world.fetch("t", from: 0).records?.readableBytes ?? 0
    let batch = Int32(whole / 2)
    // The first partition gets its batch. For the others one limit or the other leaves a part of one.
    for (maxBytes, partitionMaxBytes) in [(Int32.max, 1000), (batch + 1000, batch)] {
      let request = NodeWorld.fetchRequest(
        [("t", 0, 0), ("t", 1, 0), ("t", 2, 0)], maxBytes: maxBytes, partitionMaxBytes: partitionMaxBytes)
      let answer = try world.call(request, version: 12)
      let sizes = answer.responses.flatMap(\.partitions).map { $0.records?.readableBytes ?? -1 }
      #expect(sizes == [whole / 2, 0, 0])
    }
    let behind = try world.fetch("t", from: 0) { $0.topics[0].partitions[0].partitionMaxBytes = Int32(whole - 1) }
    #expect(behind.records?.readableBytes == whole - 1)
  }

  @Test func `partitions are filled in the order of the request`() throws {
    let world = try world()
    for partition in 0..<3 as Range<Int32> { _ = try world.produce(Self.large(1000), to: "t", partition) }
    let request = NodeWorld.fetchRequest([("t", 2, 0), ("t", 0, 0), ("t", 1, 0)], maxBytes: 2200)
    let answer = try world.call(request, version: 12)
    let found = answer.responses.flatMap(\.partitions).filter { ($0.records?.readableBytes ?? 0) >= 1000 }
    #expect(found.map(\.partitionIndex) == [2, 0])
  }

  @Test func `the broker's own limit holds whatever is asked`() throws {
    let world = try NodeWorld { $0.fetch.maxBytes = 2000 }
    try world.createTopic("t")
    for _ in 0..<10 { _ = try world.produce(Self.large(800), to: "t") }
    let data = try world.fetch("t", from: 0)
    #expect((data.records?.readableBytes ?? 0) <= 2000)
  }

  @Test func `the same range is the same bytes, and a fetch in the middle of a batch begins with the batch`() throws {
    let world = try world()
    _ = try world.produce(Forge.batch((0..<10).map(String.init)), to: "t")
    let first = try world.fetch("t", from: 0).records
    #expect(try world.fetch("t", from: 4).records == first)
    #expect(try world.fetch("t", from: 9).records == first)
    #expect(try world.fetch("t", from: 10).records?.readableBytes == 0)
  }

  // MARK: Identity

  @Test func `topic ids since version 13`() throws {
    let world = try world()
    let id = try world.createTopic("u")
    _ = try world.produce(Forge.batch(["a"]), to: "u")
    var request = NodeWorld.fetchRequest([("", 0, 0)])
    request.topics[0].topicId = id
    let answer = try world.call(request, version: 13)
    #expect(answer.responses.first?.topicId == id)
    #expect((answer.responses.first?.partitions.first?.records?.readableBytes ?? 0) > 0)
    request.topics[0].topicId = .zero
    let unknown = try world.call(request, version: 13)
    #expect(unknown.responses.first?.partitions.first?.errorCode == ErrorCode.unknownTopicId.rawValue)
  }

  @Test func `an epoch from before an unclean stop is fenced`() throws {
    let world = try world()
    _ = try world.produce(Forge.batch(["a"]), to: "t")
    try world.kill()
    func code(_ epoch: Int32) throws -> ErrorCode {
      let data = try world.fetch("t", from: 0) { $0.topics[0].partitions[0].currentLeaderEpoch = epoch }
      return ErrorCode(rawValue: data.errorCode)
    }
    #expect(try code(0) == .fencedLeaderEpoch)
    #expect(try code(1) == .none)
    #expect(try code(2) == .unknownLeaderEpoch)
    #expect(try code(-1) == .none)
    #expect(ErrorCode(rawValue: try world.offset(of: "t", at: -1, epoch: 0).errorCode) == .fencedLeaderEpoch)
  }

  @Test func `times are found after restarts and across segments`() throws {
    let world = try NodeWorld()
    try world.createTopic("t", options: ["segment.bytes": "200"])
    for time in [100, 300, 200, 400] as [Int64] {
      _ = try world.produce(Forge.batch(["\(time)"], timestamps: [time]), to: "t")
    }
    for _ in 0..<2 {
      #expect(try world.offset(of: "t", at: 150).offset == 1)
      #expect(try world.offset(of: "t", at: 150).timestamp == 300)
      #expect(try world.offset(of: "t", at: 401).offset == -1)
      #expect(try world.offset(of: "t", at: -3).offset == 3)
      #expect(try world.offset(of: "t", at: -2).offset == 0)
      #expect(try world.offset(of: "t", at: -1).offset == 4)
      try world.kill()
    }
  }

  @Test func `old segments go when their time has come`() throws {
    let world = try NodeWorld()
    try world.createTopic("t", options: ["segment.bytes": "200", "retention.ms": "3600000"])
    for _ in 0..<4 {
      _ = try world.produce(Forge.batch(["a", "b"], timestamps: [world.now.wallClock, world.now.wallClock]), to: "t")
      world.pass(.seconds(1200))
    }
    world.pass(.seconds(1800))
    let start = try world.offset(of: "t", at: -2).offset
    #expect(start > 0)
    #expect(try world.end(of: "t") == 8)
    #expect(ErrorCode(rawValue: try world.fetch("t", from: 0).errorCode) == .offsetOutOfRange)
    #expect(try world.fetch("t", from: start).errorCode == 0)
  }
}
