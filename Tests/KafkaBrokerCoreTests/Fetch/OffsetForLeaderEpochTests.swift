import KafkaBrokerCore
import KafkaMessages
import KafkaWire
import NIOCore
import TestSupport
import Testing

/// Where the epochs of a partition end (KIP-101, KIP-279, KIP-320). A broker that was killed leads in a new epoch.
@Suite struct OffsetForLeaderEpochTests {
  /// What an answer says of one partition.
  struct End: Equatable, CustomStringConvertible {
    var epoch: Int32
    var offset: Int64
    var error = ErrorCode.none

    static func refused(_ error: ErrorCode) -> End { End(epoch: -1, offset: -1, error: error) }

    var description: String { error == .none ? "epoch \(epoch) ends at \(offset)" : "\(error)" }
  }

  private static func request(
    _ asked: [(topic: String, partition: Int32, epoch: Int32)], current: Int32 = -1
  ) -> OffsetForLeaderEpochRequest {
    .with { request in
      request.replicaId = -1
      request.topics = asked.map { place in
        .with {
          $0.topic = place.topic
          $0.partitions = [
            .with {
              $0.partition = place.partition
              $0.currentLeaderEpoch = current
              $0.leaderEpoch = place.epoch
            }
          ]
        }
      }
    }
  }

  private func end(
    of epoch: Int32, _ world: NodeWorld, _ topic: String = "t", _ partition: Int32 = 0, current: Int32 = -1,
    version: Int16? = nil
  ) throws -> End {
    let response = try world.call(Self.request([(topic, partition, epoch)], current: current), version: version)
    let answer = try #require(response.topics.first?.partitions.first)
    #expect(response.topics.first?.topic == topic)
    #expect(answer.partition == partition)
    return End(epoch: answer.leaderEpoch, offset: answer.endOffset, error: ErrorCode(rawValue: answer.errorCode))
  }

  /// A partition with three records of epoch 0, two of epoch 1, none of epoch 2, one of epoch 3.
  private func worldWithHistory() throws -> NodeWorld {
    let world = try NodeWorld()
    try world.createTopic("t")
    _ = try world.produce(Forge.batch(["a", "b", "c"]), to: "t")
    try world.kill()
    _ = try world.produce(Forge.batch(["d", "e"]), to: "t")
    try world.kill()
    try world.kill()
    _ = try world.produce(Forge.batch(["f"]), to: "t")
    return world
  }

  private static let history: [(asked: Int32, end: End)] = [
    (0, End(epoch: 0, offset: 3)),
    (1, End(epoch: 1, offset: 5)),
    // Nothing was written in it: the largest below.
    (2, End(epoch: 1, offset: 5)),
    (3, End(epoch: 3, offset: 6)),
    (4, End(epoch: -1, offset: -1)),
    (99, End(epoch: -1, offset: -1)),
    (-1, End(epoch: -1, offset: -1)),
    // Below the first that is known: itself, with the start of that.
    (-2, End(epoch: -2, offset: 0)),
  ]

  @Test(arguments: history.indices)
  func `an epoch ends where the next one that has records begins, the current one where the log ends`(
    row: Int
  ) throws {
    let world = try worldWithHistory()
    let (asked, expected) = Self.history[row]
    #expect(try end(of: asked, world) == expected)
    // And so it stays after a stop in order.
    try world.restart()
    #expect(try end(of: asked, world) == expected)
  }

  @Test(arguments: ["4.3", "3.9"])
  func `all versions answer alike, the oldest without the epoch`(release: String) throws {
    let world = try NodeWorld(emulating: release)
    try world.createTopic("t")
    _ = try world.produce(Forge.batch(["a", "b", "c"]), to: "t")
    try world.kill()
    let versions = try #require(world.node.apis.versions(of: .offsetForLeaderEpoch))
    #expect(versions == (release == "4.3" ? 2...4 : 0...4))
    for version in versions {
      #expect(try end(of: 0, world, version: version) == End(epoch: version == 0 ? -1 : 0, offset: 3))
    }
  }

  @Test func `an epoch in which nothing was written yet ends at the end of the log, like those since the last record`()
    throws
  {
    let world = try worldWithHistory()
    try world.kill()
    try world.kill()
    #expect(try end(of: 5, world) == End(epoch: 5, offset: 6))
    #expect(try end(of: 4, world) == End(epoch: 3, offset: 6))
    #expect(try end(of: 3, world) == End(epoch: 3, offset: 6))
    #expect(try end(of: 6, world) == End(epoch: -1, offset: -1))
    #expect(try world.offset(of: "t", at: -1).leaderEpoch == 5)
  }

  @Test func `a consumer of a partition without records is not told that some were cut off`() throws {
    let world = try NodeWorld()
    try world.createTopic("t")
    #expect(try end(of: 0, world) == End(epoch: 0, offset: 0))
    try world.kill()
    try world.kill()
    // It was at offset 0 with epoch 0 or 1; an answer of -1 would make it look for a new place.
    #expect(try end(of: 0, world) == End(epoch: 0, offset: 0))
    #expect(try end(of: 1, world) == End(epoch: 1, offset: 0))
    #expect(try end(of: 2, world) == End(epoch: 2, offset: 0))
  }

  @Test func `who believes in an older epoch is fenced, and in a newer one has to wait`() throws {
    let world = try worldWithHistory()
    #expect(try end(of: 1, world, current: 2) == .refused(.fencedLeaderEpoch))
    #expect(try end(of: 1, world, current: 0) == .refused(.fencedLeaderEpoch))
    #expect(try end(of: 1, world, current: 4) == .refused(.unknownLeaderEpoch))
    #expect(try end(of: 1, world, current: 3) == End(epoch: 1, offset: 5))
    #expect(try end(of: 1, world, current: -1) == End(epoch: 1, offset: 5))
  }

  @Test func `what is not there is an error of its own, beside answers`() throws {
    let world = try worldWithHistory()
    let asked: [(topic: String, partition: Int32, epoch: Int32)] = [("nope", 0, 0), ("t", 0, 0), ("t", 9, 0)]
    let response = try world.call(Self.request(asked))
    #expect(response.topics.map(\.topic) == asked.map(\.topic))
    let answers = response.topics.flatMap(\.partitions)
    #expect(answers.map(\.partition) == asked.map(\.partition))
    let unknown = ErrorCode.unknownTopicOrPartition.rawValue
    #expect(answers.map(\.errorCode) == [unknown, 0, unknown])
    #expect(answers.map(\.endOffset) == [-1, 3, -1])
    #expect(answers.map(\.leaderEpoch) == [-1, 0, -1])
  }

  @Test func `epochs whose records are gone end where the log begins`() throws {
    let world = try NodeWorld()
    try world.createTopic("t", options: ["segment.bytes": "200", "retention.ms": "3600000"])
    for _ in 0..<4 {
      _ = try world.produce(Forge.batch(["a", "b"], timestamps: [world.now.wallClock, world.now.wallClock]), to: "t")
      world.pass(.seconds(1200))
      try world.kill()
    }
    world.pass(.seconds(1800))
    let start = try world.offset(of: "t", at: -2)
    #expect(start.offset > 0)
    #expect(start.leaderEpoch == Int32(start.offset / 2))
    #expect(try end(of: start.leaderEpoch - 1, world) == End(epoch: start.leaderEpoch - 1, offset: start.offset))
    #expect(try end(of: start.leaderEpoch, world) == End(epoch: start.leaderEpoch, offset: start.offset + 2))
  }

  // MARK: Recorded

  private struct Probe: Decodable {
    struct Request: Decodable {
      var hex: String?
    }

    struct Observed: Decodable {
      var response: String?
    }

    var name: String
    var request: Request
    var observed: Observed
  }

  @Test func `recorded questions get the recorded answers, byte for byte`() throws {
    let world = try NodeWorld(emulating: "3.9") { $0.topics.createsAutomatically = false }
    try world.createTopic("t")
    try world.createTopic("empty")
    // As many as the recorded broker had by then.
    _ = try world.produce(Forge.batch((0..<80).map(String.init)), to: "t")
    let probes = try Fixtures.lines("behaviour/probes/fetch.jsonl", as: Probe.self)
      .filter { $0.name.hasPrefix("epochend-") }
    #expect(probes.count == 9)
    for probe in probes {
      var request = ByteBuffer(hex: try #require(probe.request.hex))
      request.moveReaderIndex(forwardBy: 4)
      let connection = world.connect()
      world.receive([request], on: connection)
      var recorded = ByteBuffer(hex: try #require(probe.observed.response))
      recorded.moveReaderIndex(forwardBy: 4)
      #expect(world.nextFrame(on: connection) == recorded, "\(probe.name)")
    }
  }
}
