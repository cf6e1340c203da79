import KafkaBrokerCore
import KafkaCompression
import KafkaMessages
import KafkaRecords
import KafkaStorage
import KafkaWire
import NIOCore
import TestSupport
import Testing

@Suite struct ProduceTests {
  private func world(options: [String: String] = [:]) throws -> NodeWorld {
    let world = try NodeWorld { $0.topics.createsAutomatically = false }
    try world.createTopic("t", partitions: 2, options: options)
    return world
  }

  @Test(arguments: CompressionType.built)
  func `what was produced is read back, in every codec and across lives`(codec: CompressionType) throws {
    let world = try world()
    let values = (0..<50).map { "value \($0)" }
    let first = try world.produce(Forge.batch(values, compression: codec), to: "t")
    #expect(first.errorCode == 0)
    #expect(first.baseOffset == 0)
    #expect(try world.produce(Forge.batch(["last"], compression: codec), to: "t").baseOffset == 50)
    #expect(try world.values("t") == values + ["last"])
    try world.restart()
    #expect(try world.values("t") == values + ["last"])
    try world.kill()
    #expect(try world.values("t", from: 48) == ["value 48", "value 49", "last"])
  }

  @Test func `partitions succeed and fail by themselves`() throws {
    let world = try world(options: ["max.message.bytes": "500"])
    let request = NodeWorld.produceRequest([
      ("t", 0, Forge.batch(["a"])), ("t", 9, Forge.batch(["b"])),
      ("t", 1, Forge.batch([String(repeating: "x", count: 600)])), ("nope", 0, Forge.batch(["c"])),
    ])
    let response = try world.call(request, version: 9)
    let codes = response.responses.flatMap(\.partitionResponses).map { ErrorCode(rawValue: $0.errorCode) }
    #expect(codes == [.none, .unknownTopicOrPartition, .messageTooLarge, .unknownTopicOrPartition])
    #expect(try world.values("t") == ["a"])
    #expect(try world.end(of: "t", 1) == 0)
  }

  @Test func `by id since version 13`() throws {
    let world = try world()
    let id = try world.createTopic("u")
    var request = NodeWorld.produceRequest([("", 0, Forge.batch(["a"])), ("", 0, Forge.batch(["b"]))])
    request.topicData[0].topicId = id
    request.topicData[1].topicId = KafkaUUID(mostSignificantBits: 1, leastSignificantBits: 2)
    let response = try world.call(request, version: 13)
    let codes = response.responses.flatMap(\.partitionResponses).map { ErrorCode(rawValue: $0.errorCode) }
    #expect(codes == [.none, .unknownTopicId])
    #expect(try world.values("u") == ["a"])
  }

  @Test func `acks=0 with an error closes the connection`() throws {
    let world = try world()
    let connection = world.connect()
    try world.send(
      NodeWorld.produceRequest([("nope", 0, Forge.batch(["a"]))], acks: 0), version: 9, on: connection)
    #expect(world.closed[connection] == .failedSilentProduce(.unknownTopicOrPartition))
  }

  @Test func `the time of appending takes the place of the producer's`() throws {
    let world = try world(options: ["message.timestamp.type": "LogAppendTime"])
    let response = try world.produce(Forge.batch(["a", "b"], timestamps: [5, 6]), to: "t")
    #expect(response.logAppendTimeMs == world.now.wallClock)
    let data = try world.fetch("t", from: 0)
    let batch = try RecordBatch(try #require(data.records))
    #expect(batch.isChecksumValid)
    #expect(batch.header.timestampType == .logAppendTime)
    #expect(batch.header.maxTimestamp == world.now.wallClock)
    #expect(try batch.records().map(\.timestamp) == [world.now.wallClock, world.now.wallClock])
  }

  @Test func `a wrong largest timestamp is set right`() throws {
    let world = try world()
    let batch = Forge.edited(Forge.batch(["a", "b"], timestamps: [100, 300])) { $0.maxTimestamp = 7 }
    #expect(try world.produce(batch, to: "t").errorCode == 0)
    let stored = try RecordBatch(try #require(try world.fetch("t", from: 0).records))
    #expect(stored.header.maxTimestamp == 300)
    #expect(stored.isChecksumValid)
  }

  @Test func `a timestamp too far ahead is refused with the record's place`() throws {
    let world = try world()
    let ahead = world.now.wallClock + 3_600_001
    let response = try world.produce(
      Forge.batch(["a", "b"], timestamps: [world.now.wallClock, ahead]), to: "t")
    #expect(ErrorCode(rawValue: response.errorCode) == .invalidTimestamp)
    #expect(response.recordErrors.map(\.batchIndex) == [1])
    #expect(try world.end(of: "t") == 0)
    let older = try NodeWorld(emulating: "3.9")
    try older.createTopic("t")
    #expect(
      try older.produce(Forge.batch(["a"], timestamps: [ahead]), to: "t").errorCode == 0,
      "before 4.0 the future had no limit")
  }

  @Test(arguments: CompressionType.built)
  func `a topic's own codec takes the place of the producer's`(codec: CompressionType) throws {
    let world = try world(options: ["compression.type": codec == .none ? "uncompressed" : codec.name])
    for sent in CompressionType.built {
      let offset = try world.end(of: "t")
      let batch = Forge.batch(["a", "b"], compression: sent, producer: 9, epoch: 0, sequence: Int32(offset))
      #expect(try world.produce(batch, to: "t").errorCode == 0)
      let stored = try RecordBatch(try #require(try world.fetch("t", from: offset).records))
      #expect(stored.header.compression == codec)
      #expect(stored.header.producerId == 9)
      #expect(stored.header.baseSequence == Int32(offset))
      #expect(try stored.records().map(\.offset) == [offset, offset + 1])
    }
  }

  @Test(.enabled(if: CompressionType.zstd.isBuilt))
  func `a batch that grows beyond the limit when it is decompressed is refused`() throws {
    let world = try world(options: ["compression.type": "uncompressed", "max.message.bytes": "10000"])
    let bomb = Forge.batch([String(repeating: "x", count: 20000)], compression: .zstd)
    #expect(bomb.readableBytes < 10000)
    #expect(ErrorCode(rawValue: try world.produce(bomb, to: "t").errorCode) == .messageTooLarge)
    #expect(try world.end(of: "t") == 0)
  }

  @Test func `sequences survive a kill, and a duplicate is told its first offset`() throws {
    let world = try world()
    func batch(_ sequence: Int32) -> ByteBuffer {
      Forge.batch(["\(sequence)"], producer: 77, epoch: 0, sequence: sequence)
    }
    for sequence in 0..<5 as Range<Int32> { #expect(try world.produce(batch(sequence), to: "t").errorCode == 0) }
    try world.kill()
    let duplicate = try world.produce(batch(4), to: "t")
    #expect(duplicate.errorCode == 0)
    #expect(duplicate.baseOffset == 4)
    #expect(ErrorCode(rawValue: try world.produce(batch(9), to: "t").errorCode) == .outOfOrderSequenceNumber)
    #expect(try world.produce(batch(5), to: "t").baseOffset == 5)
    #expect(try world.values("t") == ["0", "1", "2", "3", "4", "5"])
  }

  @Test func `the producer's leader epoch and offset are overwritten`() throws {
    let world = try world()
    _ = try world.produce(Forge.batch(["a"]), to: "t")
    var batch = Forge.batch(["b"])
    RecordBatchEdit.setPartitionLeaderEpoch(77, in: &batch, at: batch.readerIndex)
    #expect(try world.produce(batch, to: "t").errorCode == 0)
    let stored = try RecordBatch(try #require(try world.fetch("t", from: 1).records))
    #expect(stored.header.partitionLeaderEpoch == 0)
    #expect(stored.baseOffset == 1)
  }

  // MARK: Disks

  @Test func `with flush messages 1 an answer waits for the disk, and power failures lose nothing answered`() throws {
    let world = try world(options: ["flush.messages": "1"])
    world.holdsSyncs = true
    let connection = world.connect()
    try world.send(NodeWorld.produceRequest([("t", 0, Forge.batch(["a"]))]), version: 9, on: connection)
    let other = world.connect()
    try world.send(NodeWorld.produceRequest([("t", 0, Forge.batch(["b"]))]), version: 9, on: other)
    #expect(world.correlations(on: connection).isEmpty)
    let partition = TopicPartition(topic: "t", partition: 0)
    #expect(world.heldSyncs == [partition], "one sync at a time")
    world.performSync(partition)
    #expect(world.correlations(on: connection).count == 1)
    #expect(world.correlations(on: other).isEmpty, "it was appended after the sync had begun")
    world.performSync(partition)
    #expect(world.correlations(on: other).count == 1)
    try world.losePower()
    #expect(try world.values("t") == ["a", "b"])
  }

  @Test func `who came while a sync was under way is not left waiting for more records`() throws {
    let world = try world(options: ["flush.messages": "3"])
    world.holdsSyncs = true
    let partition = TopicPartition(topic: "t", partition: 0)
    let first = world.connect()
    try world.send(NodeWorld.produceRequest([("t", 0, Forge.batch(["a", "b", "c"]))]), version: 9, on: first)
    #expect(world.heldSyncs == [partition])
    let second = world.connect()
    try world.send(NodeWorld.produceRequest([("t", 0, Forge.batch(["d"]))]), version: 9, on: second)
    world.performSync(partition)
    #expect(world.correlations(on: first).count == 1)
    #expect(world.heldSyncs == [partition], "one record is less than flush.messages, but somebody waits for it")
    world.performSync(partition)
    #expect(world.correlations(on: second).count == 1)
    try world.losePower()
    #expect(try world.values("t") == ["a", "b", "c", "d"])
  }

  @Test func `a batch that is sent again is not acknowledged before the first copy is on the disk`() throws {
    let world = try world(options: ["flush.messages": "1"])
    world.holdsSyncs = true
    let partition = TopicPartition(topic: "t", partition: 0)
    let batch = Forge.batch(["a"], producer: 5, epoch: 0, sequence: 0)
    let connections = [world.connect(), world.connect()]
    for connection in connections {
      try world.send(NodeWorld.produceRequest([("t", 0, batch)]), version: 9, on: connection)
      #expect(world.correlations(on: connection).isEmpty)
    }
    world.performSync(partition)
    for connection in connections { #expect(world.correlations(on: connection).count == 1) }
  }

  @Test func `a topic made again while the old one's disk works has syncs of its own`() throws {
    let world = try world(options: ["flush.messages": "1"])
    world.holdsSyncs = true
    let partition = TopicPartition(topic: "t", partition: 0)
    for value in ["a", "b", "c"] {
      try world.send(NodeWorld.produceRequest([("t", 0, Forge.batch([value]))]), version: 9, on: world.connect())
    }
    _ = try world.call(
      DeleteTopicsRequest.with {
        $0.topicNames = ["t"]
        $0.timeoutMs = 1000
      }, version: 5)
    try world.createTopic("t", options: ["flush.messages": "1"])
    let connection = world.connect()
    try world.send(NodeWorld.produceRequest([("t", 0, Forge.batch(["new"]))]), version: 9, on: connection)
    world.performSync(partition)
    #expect(world.correlations(on: connection).isEmpty, "that was the old log's")
    world.performSync(partition)
    #expect(world.correlations(on: connection).count == 1)
    try world.losePower()
    #expect(try world.values("t") == ["new"])
  }

  @Test func `after a kill the records that the settings want on the disk get there without another append`() throws {
    let world = try world(options: ["flush.ms": "1000"])
    _ = try world.produce(Forge.batch(["a"]), to: "t")
    try world.kill()
    world.pass(.milliseconds(1001))
    try world.losePower()
    #expect(try world.values("t") == ["a"])
  }

  @Test func `a partition that fails at its retention is reported, and refuses`() throws {
    let world = try world(options: ["retention.ms": "1000"])
    _ = try world.produce(Forge.batch(["a"], timestamps: [world.now.wallClock]), to: "t")
    world.fileSystem.failNextChange(of: "t-0/00000000000000000000.index", with: .io(5))
    world.pass(.seconds(301))
    #expect(world.reports.contains { if case .partitionFailed("t-0", _) = $0 { true } else { false } })
    #expect(ErrorCode(rawValue: try world.produce(Forge.batch(["b"]), to: "t").errorCode) == .kafkaStorageError)
  }

  @Test func `records that were not synced may be lost, and the clients can see it by the epoch`() throws {
    let world = try world()
    _ = try world.produce(Forge.batch(["a"]), to: "t")
    try world.losePower()
    #expect(try world.end(of: "t") == 0)
    _ = try world.produce(Forge.batch(["b", "c"]), to: "t")
    let data = try world.fetch("t", from: 1, version: 12) {
      $0.topics[0].partitions[0].lastFetchedEpoch = 0
      $0.topics[0].partitions[0].currentLeaderEpoch = 1
    }
    #expect(data.divergingEpoch.epoch == 0)
    #expect(data.divergingEpoch.endOffset == 0)
  }

  @Test func `flush ms syncs in its time`() throws {
    let world = try world(options: ["flush.ms": "1000"])
    _ = try world.produce(Forge.batch(["a"]), to: "t")
    world.pass(.milliseconds(1001))
    try world.losePower()
    #expect(try world.values("t") == ["a"])
  }

  @Test func `a sync that fails takes the partition offline, and its producers are told`() throws {
    let world = try world(options: ["flush.messages": "1"])
    world.holdsSyncs = true
    let connection = world.connect()
    try world.send(NodeWorld.produceRequest([("t", 0, Forge.batch(["a"]))]), version: 9, on: connection)
    world.fileSystem.failNextChange(of: ".log", with: .io(5))
    world.performSync(TopicPartition(topic: "t", partition: 0))
    let answer = try #require(try world.answer(to: ProduceRequest.self, version: 9, on: connection))
    #expect(
      answer.responses.first?.partitionResponses.first?.errorCode == ErrorCode.kafkaStorageError.rawValue)
    #expect(world.reports.contains { if case .partitionFailed = $0 { true } else { false } })
    world.holdsSyncs = false
    #expect(ErrorCode(rawValue: try world.produce(Forge.batch(["b"]), to: "t").errorCode) == .kafkaStorageError)
    #expect(try world.produce(Forge.batch(["b"]), to: "t", 1).errorCode == 0, "the other partition goes on")
    let topic = try #require(
      try world.call(MetadataRequest.with { $0.topics = [.with { $0.name = "t" }] }).topics.first)
    #expect(topic.partitions.filter { $0.leaderId == -1 }.map(\.partitionIndex) == [0])
  }

  @Test func `a full disk refuses, and the partition goes on when there is room`() throws {
    let world = try world()
    world.fileSystem.failNextChange(of: ".log", with: .outOfSpace)
    #expect(ErrorCode(rawValue: try world.produce(Forge.batch(["a"]), to: "t").errorCode) == .kafkaStorageError)
    #expect(try world.produce(Forge.batch(["b"]), to: "t").errorCode == 0)
    #expect(try world.values("t") == ["b"])
  }
}
