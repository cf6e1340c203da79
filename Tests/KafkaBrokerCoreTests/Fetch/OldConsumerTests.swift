import KafkaCompression
import KafkaMessages
import KafkaRecords
import KafkaStorage
import KafkaWire
import NIOCore
import Synchronization
import TestSupport
import Testing

@testable import KafkaBrokerCore

/// Consumers from before Kafka 0.11: Fetch 0 to 3, ListOffsets 0, and offsets as in ZooKeeper.
@Suite struct OldConsumerTests {
  private func world(_ options: [String: String] = [:], release: String = "3.9") throws -> NodeWorld {
    let world = try NodeWorld(emulating: release) { $0.topics.createsAutomatically = false }
    try world.createTopic("t", options: options)
    return world
  }

  // MARK: Fetch

  @Test(arguments: [0, 1, 2, 3] as [Int16], CompressionType.built.filter { $0 != .zstd })
  func `batches are given in the old formats`(version: Int16, codec: CompressionType) throws {
    let world = try world()
    _ = try world.produce(Forge.batch(["a", "b", "c"], compression: codec), to: "t")
    _ = try world.produce(Forge.batch(["d"], compression: codec), to: "t")
    let magic: Int8 = version < 2 ? 0 : 1
    let got = try world.oldFetch("t", from: 0, version: version)
    #expect(got.error == .none)
    #expect(got.messages.allSatisfy { $0.magic == magic && $0.compression == codec })
    #expect(got.messages.count == (codec == .none ? 4 : 2))
    let times = magic == 0 ? [-1, -1, -1, -1] : [0, 1, 2, 0].map { Forge.timestamp + $0 }
    #expect(got.records.map(\.offset) == [0, 1, 2, 3])
    #expect(got.records.map(\.timestamp) == times)
    #expect(got.records.map(\.value) == ["a", "b", "c", "d"])
    #expect(try world.oldFetch("t", from: 3, version: version).records.map(\.value) == ["d"])
    #expect(try world.oldFetch("t", from: 4, version: version).bytes.readableBytes == 0)
    #expect(try world.oldFetch("t", from: 5, version: version).error == .offsetOutOfRange)
  }

  @Test(.enabled(if: CompressionType.allBuilt))
  func `what old producers wrote old consumers read`() throws {
    let world = try world()
    for version in [0, 2] as [Int16] {
      for codec in CompressionType.built where codec != .zstd {
        _ = try world.produce(
          Forge.messages(["\(version) \(codec)"], magic: version == 0 ? 0 : 1, compression: codec), to: "t",
          version: version)
      }
    }
    let first = try world.oldFetch("t", from: 0, version: 1)
    let second = try world.oldFetch("t", from: 0, version: 3)
    #expect(first.records.map(\.value) == second.records.map(\.value))
    #expect(
      first.records.map(\.value) == [
        "0 none", "0 gzip", "0 snappy", "0 lz4", "2 none", "2 gzip", "2 snappy", "2 lz4",
      ])
  }

  private static func marker() throws -> ByteBuffer {
    try EndTransactionMarker(isCommit: true, coordinatorEpoch: 0)
      .batch(producerId: 7, producerEpoch: 0, timestamp: Forge.timestamp)
  }

  @Test func `control batches are skipped, and what lies behind them is found`() throws {
    let world = try world()
    let partition = try #require(world.node.partitions[TopicPartition(topic: "t", partition: 0)])
    func appendMarker() throws {
      let marker = try Self.marker()
      try world.perform { _ = try $0.append(marker, to: partition, origin: .coordinator) }
    }
    try appendMarker()
    try appendMarker()
    #expect(try world.oldFetch("t", from: 0, version: 2).bytes.readableBytes == 0)
    _ = try world.produce(Forge.batch(["a"]), to: "t")
    try appendMarker()
    _ = try world.produce(Forge.batch(["b"]), to: "t")
    #expect(try world.oldFetch("t", from: 0, version: 2).records.map(\.offset) == [2, 4])
    // Even if only one batch is read at a time.
    let small = try world.oldFetch("t", from: 0, version: 3) { $0.maxBytes = 1 }
    #expect(small.records.map(\.offset) == [2])
  }

  @Test func `a fetch that finds control batches only waits for records`() throws {
    let world = try world()
    let partition = try #require(world.node.partitions[TopicPartition(topic: "t", partition: 0)])
    let marker = try Self.marker()
    try world.perform { _ = try $0.append(marker, to: partition, origin: .coordinator) }
    let connection = world.connect()
    try world.send(NodeWorld.fetchRequest([("t", 0, 0)], maxWait: 500), version: 3, on: connection)
    #expect(world.correlations(on: connection).isEmpty)
    _ = try world.produce(Forge.batch(["a"]), to: "t")
    let answer = try #require(try world.answer(to: FetchRequest.self, version: 3, on: connection))
    let records = try #require(answer.responses.first?.partitions.first?.records)
    #expect(try LegacyMessage.first(in: records).offset == 1)
  }

  @Test func `sizes are kept: the first batch whole from version 3 on, in part before`() throws {
    let world = try world()
    for value in ["a", "b", "c"] {
      _ = try world.produce(Forge.batch([String(repeating: value, count: 200)]), to: "t")
    }
    let whole = try world.oldFetch("t", from: 0, version: 3) { $0.maxBytes = 100 }
    #expect(whole.records.map(\.offset) == [0])
    let part = try world.oldFetch("t", from: 0, version: 2) { $0.topics[0].partitions[0].partitionMaxBytes = 100 }
    #expect(part.messages.isEmpty)
    #expect(part.bytes.readableBytes == 100)
    // It says how much there would be.
    #expect(try #require(part.bytes.getInteger(at: part.bytes.readerIndex + 8, as: Int32.self)) > 200)
    let nothing = try world.oldFetch("t", from: 0, version: 2) { $0.topics[0].partitions[0].partitionMaxBytes = 11 }
    #expect(nothing.bytes.readableBytes == 0)
    let two = try world.oldFetch("t", from: 0, version: 2) { $0.topics[0].partitions[0].partitionMaxBytes = 600 }
    #expect(two.records.map(\.offset) == [0, 1])
    #expect(two.bytes.readableBytes <= 600)
  }

  @Test func `a first batch that does not fit is not given in part to newer consumers`() throws {
    let world = try world()
    try world.createTopic("u")
    for topic in ["t", "u"] { _ = try world.produce(Forge.batch([String(repeating: "x", count: 500)]), to: topic) }
    var request = NodeWorld.fetchRequest([("t", 0, 0), ("u", 0, 0)])
    request.maxBytes = 700
    let answer = try world.call(request, version: 12)
    let sizes = answer.responses.flatMap(\.partitions).map { $0.records?.readableBytes ?? -1 }
    #expect(sizes.count == 2)
    #expect(sizes.first ?? 0 > 500)
    #expect(sizes.last == 0)
  }

  @Test(.enabled(if: CompressionType.zstd.isBuilt))
  func `zstd is not given to consumers that cannot read it`() throws {
    let world = try world()
    _ = try world.produce(Forge.batch(["a"]), to: "t")
    _ = try world.produce(Forge.batch(["b"], compression: .zstd), to: "t", version: 9)
    #expect(try world.oldFetch("t", from: 0, version: 3).records.map(\.value) == ["a"])
    let refused = try world.oldFetch("t", from: 1, version: 3)
    #expect(refused.error == .unsupportedCompressionType)
    try world.createTopic("z", options: ["compression.type": "zstd"])
    _ = try world.produce(Forge.batch(["c"]), to: "z", version: 9)
    #expect(try world.fetch("z", from: 0, version: 9).errorCode == ErrorCode.unsupportedCompressionType.rawValue)
    #expect(try world.fetch("z", from: 0, version: 10).errorCode == 0)
  }

  @Test func `a topic may refuse the conversion`() throws {
    let world = try world(["message.downconversion.enable": "false"])
    _ = try world.produce(Forge.batch(["a"]), to: "t")
    #expect(try world.oldFetch("t", from: 0, version: 3).error == .unsupportedVersion)
    #expect(try world.fetch("t", from: 0, version: 4).errorCode == 0)
  }

  @Test func `damage does not get a new checksum`() throws {
    let world = try world()
    _ = try world.produce(Forge.batch(["abcdef"]), to: "t")
    let path = "/kafka/t-0/00000000000000000000.log"
    let file = try world.fileSystem.open(path, .existing)
    let size = try file.size()
    let byte: [UInt8] = [UInt8(ascii: "X")]
    try byte.withUnsafeBytes { try file.write([$0], at: size - 3) }
    #expect(try world.oldFetch("t", from: 0, version: 2).error == .corruptMessage)
  }

  @Test func `an offline log is another leader's for those who know no better error`() throws {
    let world = try world()
    let name = TopicPartition(topic: "t", partition: 0)
    world.node.partitions[name]?.failed("test")
    #expect(try world.oldFetch("t", from: 0, version: 3).error == .notLeaderOrFollower)
    #expect(try world.fetch("t", from: 0, version: 5).errorCode == ErrorCode.notLeaderOrFollower.rawValue)
    #expect(try world.fetch("t", from: 0, version: 6).errorCode == ErrorCode.kafkaStorageError.rawValue)
  }

  // MARK: ListOffsets 0

  private func offsets(
    _ world: NodeWorld, at timestamp: Int64, _ count: Int32 = 10, partition: Int32 = 0
  ) throws -> (offsets: [Int64], error: ErrorCode) {
    let response = try world.call(
      ListOffsetsRequest.with {
        $0.replicaId = -1
        $0.topics = [
          .with {
            $0.name = "t"
            $0.partitions = [
              .with {
                $0.partitionIndex = partition
                $0.timestamp = timestamp
                $0.maxNumOffsets = count
              }
            ]
          }
        ]
      }, version: 0)
    let answer = try #require(response.topics.first?.partitions.first)
    return (answer.oldStyleOffsets, ErrorCode(rawValue: answer.errorCode))
  }

  @Test func `the oldest ListOffsets tells where segments begin, the newest first`() throws {
    let clock = Mutex<Int64>(NodeWorld.start.wallClock)
    let world = try NodeWorld(
      emulating: "2.1", fileSystem: MemoryFileSystem(wallClock: { clock.withLock { $0 } })
    ) { $0.topics.createsAutomatically = false }
    try world.createTopic("t", options: ["segment.bytes": "150"])
    #expect(try offsets(world, at: -1).offsets == [0])
    #expect(try offsets(world, at: -2).offsets == [0])
    for second in 0..<3 {
      clock.withLock { $0 = world.now.wallClock }
      _ = try world.produce(Forge.batch(["a", "b", "c"]), to: "t", version: 7)
      if second < 2 { world.pass(.seconds(1)) }
    }
    let start = NodeWorld.start.wallClock
    #expect(try offsets(world, at: -1).offsets == [9, 6, 3, 0])
    #expect(try offsets(world, at: -1, 1).offsets == [9])
    #expect(try offsets(world, at: -2).offsets == [0])
    // Segments that were last written at that time or before.
    #expect(try offsets(world, at: start + 1000).offsets == [3, 0])
    #expect(try offsets(world, at: start + 999, 1).offsets == [0])
    #expect(try offsets(world, at: start - 1).offsets == [])
    #expect(try offsets(world, at: start + 5000, 2).offsets == [9, 6])
    #expect(try offsets(world, at: -1, 0).offsets == [])
    #expect(try offsets(world, at: -1, -1).error == .unknownServerError)
    #expect(try offsets(world, at: -1, partition: 5).error == .unknownTopicOrPartition)
  }

  // MARK: Offsets as in ZooKeeper

  private func commitAndFetch(_ world: NodeWorld) throws -> [(code: ErrorCode, offset: Int64)] {
    // Makes the topic of committed offsets.
    _ = try world.call(FindCoordinatorRequest.with { $0.key = "simple" }, version: 0)
    let committed = try world.call(
      OffsetCommitRequest.with {
        $0.groupId = "simple"
        $0.topics = [
          .with {
            $0.name = "t"
            $0.partitions = [
              .with {
                $0.committedOffset = 4
                $0.committedMetadata = "m"
              }
            ]
          }
        ]
      }, version: 0)
    let found = try world.call(
      OffsetFetchRequest.with {
        $0.groupId = "simple"
        $0.topics = [
          .with {
            $0.name = "t"
            $0.partitionIndexes = [0, 1]
          }
        ]
      }, version: 0)
    let codes = committed.topics.flatMap(\.partitions).map { (ErrorCode(rawValue: $0.errorCode), Int64(-1)) }
    return codes + found.topics.flatMap(\.partitions).map { (ErrorCode(rawValue: $0.errorCode), $0.committedOffset) }
  }

  @Test func `releases with ZooKeeper keep the offsets of version 0, later ones refuse it`() throws {
    let world = try world(release: "2.1")
    let old = try commitAndFetch(world)
    #expect(old.map(\.code) == [.none, .none, .unknownTopicOrPartition])
    #expect(old.map(\.offset) == [-1, 4, -1])
    let later = try commitAndFetch(try self.world(release: "3.9"))
    #expect(later.map(\.code) == [.unsupportedVersion, .unsupportedVersion, .unsupportedVersion])
  }
}

extension LegacyMessage {
  fileprivate struct Missing: Error {}

  fileprivate static func first(in bytes: ByteBuffer) throws -> LegacyMessage {
    var entries = RecordBatches(bytes)
    guard case .message(let message)? = try entries.next() else { throw Missing() }
    return message
  }
}
