import KafkaMessages
import KafkaWire
import NIOCore
import TestSupport
import Testing

@testable import KafkaBrokerCore

/// Who keeps a fetch session when there are more clients than slots.
@Suite struct FetchSessionSlotsTests {
  /// Sessions with a clock that moves when told.
  private struct World {
    var sessions: FetchSessions
    var random = RandomSource.seeded(7)
    var now = Instant(nanoseconds: 1_000_000_000)
    var epochs: [Int32: Int32] = [:]

    init(slots: Int, maxPartitions: Int = 1000) {
      sessions = FetchSessions(slots: slots, maxPartitions: maxPartitions)
    }

    mutating func pass(_ seconds: Int) { now = now + .seconds(seconds) }

    static func request(_ partitions: Range<Int32>, isFollower: Bool = false) -> FetchRequest {
      .with {
        $0.replicaId = isFollower ? 2 : -1
        $0.topics = [
          .with {
            $0.topic = "t"
            $0.partitions = partitions.map { partition in .with { $0.partition = partition } }
          }
        ]
      }
    }

    /// - Returns: the session's id, 0 for none.
    mutating func open(_ count: Int32, isFollower: Bool = false) throws -> Int32 {
      var request = Self.request(0..<count, isFollower: isFollower)
      request.sessionEpoch = 0
      var query = FetchQuery(request, version: 12, limit: .max)
      try sessions.begin(request, &query, at: now)
      let id = sessions.open(query, [], at: now, using: &random)
      epochs[id] = 1
      return id
    }

    /// Sends the session's next request.
    ///
    /// - Returns: what went wrong.
    mutating func use(_ id: Int32, adding partitions: Range<Int32> = 0..<0) -> ErrorCode? {
      var request = Self.request(partitions)
      request.sessionId = id
      request.sessionEpoch = epochs[id, default: 1]
      var query = FetchQuery(request, version: 12, limit: .max)
      do throws(ErrorCode.Wrapper) {
        try sessions.begin(request, &query, at: now)
        epochs[id, default: 1] &+= 1
        return nil
      } catch {
        return error.code
      }
    }
  }

  @Test func `a session begins with the epoch that it is told to`() throws {
    var world = World(slots: 1)
    world.sessions = FetchSessions(slots: 1, maxPartitions: 10, firstEpoch: .max)
    let id = try world.open(1)
    #expect(world.use(id) == .invalidFetchSessionEpoch)
    world.epochs[id] = .max
    #expect(world.use(id) == nil)
    world.epochs[id] = 1
    #expect(world.use(id) == nil, "after the last epoch comes 1")
  }

  @Test func `without a free slot there is no session`() throws {
    var world = World(slots: 2)
    let ids = [try world.open(1), try world.open(1)]
    #expect(try world.open(1) == 0)
    #expect(try world.open(500) == 0, "new sessions are safe from larger ones")
    #expect(world.sessions.count == 2)
    for id in ids { #expect(world.use(id) == nil) }
    var none = World(slots: 0)
    #expect(try none.open(1) == 0)
  }

  @Test func `who was idle for two minutes makes room, the longest idle first`() throws {
    var world = World(slots: 3)
    let ids = [try world.open(5), try world.open(5), try world.open(5)]
    world.pass(60)
    #expect(world.use(ids[1]) == nil)
    world.pass(1)
    #expect(world.use(ids[0]) == nil)
    world.pass(59)
    #expect(try world.open(1) == 0, "exactly two minutes are not enough")
    world.pass(1)
    #expect(try world.open(1) != 0)
    #expect(world.use(ids[2]) == .fetchSessionIdNotFound)
    #expect(world.use(ids[1]) == nil)
    #expect(world.use(ids[0]) == nil)
    #expect(world.sessions.partitionCount == 11)
  }

  @Test func `a session of long standing makes room for a larger one, the smallest first`() throws {
    var world = World(slots: 2)
    let (small, large) = (try world.open(2), try world.open(3))
    for _ in 0..<3 {
      world.pass(50)
      #expect(world.use(small) == nil)
      #expect(world.use(large) == nil)
    }
    #expect(try world.open(1) == 0)
    #expect(try world.open(2) == 0, "it has to be larger")
    let third = try world.open(3)
    #expect(third != 0)
    #expect(world.use(small) == .fetchSessionIdNotFound)
    #expect(world.use(large) == nil)
    #expect(world.use(third) == nil)
  }

  @Test func `a follower takes the slot of a consumer at any time, never a consumer that of a follower`() throws {
    var world = World(slots: 2)
    let (consumer, larger) = (try world.open(1), try world.open(2))
    let follower = try world.open(1, isFollower: true)
    #expect(follower != 0)
    #expect(world.use(consumer) == .fetchSessionIdNotFound)
    let second = try world.open(1, isFollower: true)
    #expect(second != 0)
    #expect(world.use(larger) == .fetchSessionIdNotFound)
    #expect(try world.open(9, isFollower: true) == 0, "new followers are safe from others")
    for _ in 0..<3 {
      world.pass(50)
      #expect(world.use(follower) == nil)
      #expect(world.use(second) == nil)
    }
    #expect(try world.open(900) == 0)
    #expect(try world.open(2, isFollower: true) != 0)
    #expect(world.use(follower) == .fetchSessionIdNotFound || world.use(second) == .fetchSessionIdNotFound)
  }

  @Test func `the partitions of all sessions together are limited`() throws {
    var world = World(slots: 10, maxPartitions: 10)
    let id = try world.open(6)
    #expect(try world.open(5) == 0)
    let other = try world.open(3)
    #expect(other != 0)
    #expect(world.use(other, adding: 3..<4) == nil)
    #expect(world.sessions.partitionCount == 10)
    #expect(world.use(id, adding: 3..<6) == nil, "known ones are not counted again")
    #expect(world.use(id, adding: 6..<7) == .fetchSessionIdNotFound)
    #expect(world.use(id) == .fetchSessionIdNotFound, "a session that would grow too large is over")
    #expect(world.sessions.partitionCount == 4)
  }

  @Test func `the number of slots is an option`() throws {
    let world = try NodeWorld {
      try $0.apply(properties: [(name: "max.incremental.fetch.session.cache.slots", value: "1")])
    }
    #expect(world.configuration.fetch.maxSessions == 1)
    try world.createTopic("t")
    var request = NodeWorld.fetchRequest([("t", 0, 0)])
    request.sessionEpoch = 0
    #expect(try world.call(request, version: 12).sessionId > 0)
    let second = try world.call(request, version: 12)
    #expect(second.sessionId == 0)
    #expect(second.errorCode == 0)
    #expect(second.responses.count == 1)
  }
}
