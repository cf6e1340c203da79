import KafkaMessages
import KafkaStorage
import KafkaWire
import NIOCore
import TestSupport
import Testing

@testable import KafkaBrokerCore

/// Records that go because somebody says so (KIP-107).
@Suite struct DeleteRecordsTests {
  struct Outcome: Equatable, CustomStringConvertible {
    var lowWatermark: Int64
    var error = ErrorCode.none

    static func refused(_ error: ErrorCode) -> Outcome { Outcome(lowWatermark: -1, error: error) }

    var description: String { error == .none ? "from \(lowWatermark)" : "\(error), \(lowWatermark)" }
  }

  private static func request(_ asked: [(topic: String, partition: Int32, offset: Int64)]) -> DeleteRecordsRequest {
    .with { request in
      request.timeoutMs = 1000
      request.topics = asked.map { place in
        .with {
          $0.name = place.topic
          $0.partitions = [
            .with {
              $0.partitionIndex = place.partition
              $0.offset = place.offset
            }
          ]
        }
      }
    }
  }

  private func delete(
    before offset: Int64, _ world: NodeWorld, _ topic: String = "t", _ partition: Int32 = 0, version: Int16? = nil
  ) throws -> Outcome {
    let response = try world.call(Self.request([(topic, partition, offset)]), version: version)
    #expect(response.topics.map(\.name) == [topic])
    let answer = try #require(response.topics.first?.partitions.first)
    #expect(answer.partitionIndex == partition)
    return Outcome(lowWatermark: answer.lowWatermark, error: ErrorCode(rawValue: answer.errorCode))
  }

  private func start(_ world: NodeWorld, _ topic: String = "t") throws -> Int64 {
    try world.offset(of: topic, at: -2).offset
  }

  private static func error(_ data: FetchResponse.PartitionData) -> ErrorCode { ErrorCode(rawValue: data.errorCode) }

  /// Two batches of five records each.
  private func world(options: [String: String] = [:]) throws -> NodeWorld {
    let world = try NodeWorld()
    try world.createTopic("t", options: options)
    for batch in 0..<2 {
      _ = try world.produce(Forge.batch((0..<5).map { "v\(batch * 5 + $0)" }), to: "t")
    }
    return world
  }

  @Test(arguments: [0, 1, 2] as [Int16])
  func `a partition begins at the offset that is given, also inside a batch`(version: Int16) throws {
    let world = try world()
    #expect(try delete(before: 7, world, version: version) == Outcome(lowWatermark: 7))
    #expect(try start(world) == 7)
    #expect(try world.end(of: "t") == 10)
    #expect(Self.error(try world.fetch("t", from: 6)) == .offsetOutOfRange)
    let data = try world.fetch("t", from: 7)
    #expect(data.logStartOffset == 7)
    #expect(try world.values("t", from: 7) == ["v7", "v8", "v9"])
  }

  @Test func `minus one deletes up to the high watermark, and what comes then has the next offset`() throws {
    let world = try world()
    #expect(try delete(before: -1, world) == Outcome(lowWatermark: 10))
    #expect(try start(world) == 10)
    #expect(try world.end(of: "t") == 10)
    #expect(try world.produce(Forge.batch(["new"]), to: "t").baseOffset == 10)
    #expect(try world.values("t", from: 10) == ["new"])
  }

  @Test(arguments: [11, 1000, Int64.max, -2, Int64.min])
  func `an offset that the partition does not have changes nothing`(offset: Int64) throws {
    let world = try world()
    #expect(try delete(before: 3, world) == Outcome(lowWatermark: 3))
    #expect(try delete(before: offset, world) == .refused(.offsetOutOfRange))
    #expect(try start(world) == 3)
    #expect(try world.end(of: "t") == 10)
  }

  @Test func `the beginning never goes back`() throws {
    let world = try world()
    for offset in [5, 5, 3, 0] as [Int64] {
      #expect(try delete(before: offset, world) == Outcome(lowWatermark: 5))
    }
    #expect(try start(world) == 5)
  }

  @Test func `each partition has its own outcome`() throws {
    let world = try world()
    try world.createTopic("u", partitions: 2)
    _ = try world.produce(Forge.batch(["a", "b"]), to: "u", 1)
    let response = try world.call(
      Self.request([("u", 1, 2), ("t", 0, 99), ("nobody", 0, 0), ("t", 5, 0), ("u", 0, -1)]))
    let seen = response.topics.flatMap { topic in
      topic.partitions.map { "\(topic.name)-\($0.partitionIndex) \($0.lowWatermark) \($0.errorCode)" }
    }
    #expect(Set(seen) == ["u-1 2 0", "u-0 0 0", "t-0 -1 1", "nobody-0 -1 3", "t-5 -1 3"])
    #expect(Set(response.topics.map(\.name)).count == response.topics.count, "one entry for each topic")
  }

  @Test func `of a partition that stands in the request twice the last mention counts`() throws {
    let world = try world()
    let response = try world.call(Self.request([("t", 0, 8), ("t", 0, 2)]))
    #expect(response.topics.flatMap(\.partitions).map(\.lowWatermark) == [2])
    #expect(try start(world) == 2)
  }

  @Test func `records of compacted topics stay, unless they may be deleted too`() throws {
    let world = try world(options: ["cleanup.policy": "compact"])
    #expect(try delete(before: 2, world) == .refused(.policyViolation))
    #expect(try start(world) == 0)
    try world.createTopic("both", options: ["cleanup.policy": "compact,delete"])
    _ = try world.produce(Forge.batch(["a", "b"]), to: "both")
    #expect(try delete(before: 1, world, "both") == Outcome(lowWatermark: 1))
  }

  @Test func `the state of groups cannot be deleted`() throws {
    let world = try world()
    try world.perform { try $0.ensureConsumerOffsets() }
    #expect(try delete(before: 0, world, TopicName.consumerOffsets) == .refused(.invalidTopicException))
    #expect(try delete(before: 0, world, "__transaction_state") == .refused(.unknownTopicOrPartition))
  }

  // MARK: It lasts

  @Test func `the beginning stays after a stop in order`() throws {
    let world = try world()
    #expect(try delete(before: 4, world) == Outcome(lowWatermark: 4))
    try world.restart()
    #expect(try start(world) == 4)
    #expect(try world.values("t", from: 4).count == 6)
  }

  @Test func `not even a killed broker brings records back`() throws {
    let world = try world()
    #expect(try delete(before: 4, world) == Outcome(lowWatermark: 4))
    try world.kill()
    #expect(try start(world) == 4)
    #expect(Self.error(try world.fetch("t", from: 3)) == .offsetOutOfRange)
  }

  @Test func `after a loss of power that took the rest, the partition goes on where it began`() throws {
    let world = try world()
    #expect(try delete(before: 8, world) == Outcome(lowWatermark: 8))
    try world.losePower()
    #expect(try start(world) == 8)
    #expect(try world.end(of: "t") >= 8)
    #expect(try world.produce(Forge.batch(["new"]), to: "t").baseOffset >= 8)
  }

  @Test func `segments that lie below go at the next look at retention`() throws {
    let world = try NodeWorld()
    try world.createTopic("t", options: ["segment.bytes": "100"])
    for value in 0..<4 { _ = try world.produce(Forge.batch(["v\(value)"]), to: "t") }
    let log = try #require(
      world.node.partitions[TopicPartition(topic: "t", partition: 0)]?.store as? PartitionLog)
    #expect(log.segmentCount == 4)
    #expect(try delete(before: 2, world) == Outcome(lowWatermark: 2))
    world.pass(.seconds(300))
    #expect(log.firstSegmentBase == 2)
    #expect(try start(world) == 2)
    #expect(try world.values("t", from: 2) == ["v2"], "one segment at a time")
    #expect(try world.values("t", from: 3) == ["v3"])
  }

  // MARK: Who waits

  @Test func `a fetch that waits below the new beginning is told at once, others go on waiting`() throws {
    let world = try world()
    let (below, above) = (world.connect(), world.connect())
    try world.send(
      NodeWorld.fetchRequest([("t", 0, 2)], maxWait: 5000, minBytes: 1 << 20), version: 12, on: below)
    try world.send(
      NodeWorld.fetchRequest([("t", 0, 6)], maxWait: 5000, minBytes: 1 << 20), version: 12, on: above)
    #expect(try delete(before: 6, world) == Outcome(lowWatermark: 6))
    let answer = try #require(try world.answer(to: FetchRequest.self, version: 12, on: below))
    let data = try #require(answer.responses.first?.partitions.first)
    #expect(Self.error(data) == .offsetOutOfRange)
    #expect(try world.answer(to: FetchRequest.self, version: 12, on: above) == nil)
    world.pass(.seconds(5))
    #expect(try world.answer(to: FetchRequest.self, version: 12, on: above) != nil)
  }

  @Test func `a fetch by topic id that waits below the new beginning is told, too`() throws {
    let world = try NodeWorld()
    let id = try world.createTopic("t")
    _ = try world.produce(Forge.batch(["a", "b"]), to: "t")
    let connection = world.connect()
    var request = NodeWorld.fetchRequest([("", 0, 0)], maxWait: 5000, minBytes: 1 << 20)
    request.topics[0].topicId = id
    try world.send(request, version: 13, on: connection)
    #expect(try delete(before: -1, world) == Outcome(lowWatermark: 2))
    let answer = try #require(try world.answer(to: FetchRequest.self, version: 13, on: connection))
    #expect(answer.responses.first?.partitions.first?.errorCode == ErrorCode.offsetOutOfRange.rawValue)
  }
}
