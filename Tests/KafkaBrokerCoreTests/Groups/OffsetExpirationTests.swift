import KafkaMessages
import KafkaWire
import NIOCore
import Testing

@testable import KafkaBrokerCore

@Suite struct OffsetExpirationTests {
  private func world() -> GroupWorld {
    GroupWorld {
      $0.offsetsRetention = .seconds(3600)
      $0.offsetsRetentionCheckInterval = .seconds(60)
    }
  }

  private func subscription(_ topics: String...) throws -> String {
    var writer = WireWriter()
    writer.writeInt16(0)
    let subscription = ConsumerProtocolSubscription.with {
      $0.topics = topics
      $0.userData = ByteBuffer()
    }
    try subscription.encode(to: &writer, version: 0)
    return String(buffer: writer.buffer)
  }

  @Test func `a simple consumer's offset goes after the retention since its commit, and the group with it`() {
    let world = world()
    world.commit()
    world.sleep(.seconds(3540))
    #expect(world.offset() == 5)
    world.sleep(.seconds(60))
    #expect(world.offset() == -1)
    #expect(world.describe()?.groupState == "Dead")
    #expect(world.restarted().list()?.groups == [])
  }

  @Test func `a commit begins the retention anew`() {
    let world = world()
    world.commit()
    world.sleep(.seconds(3000))
    world.commit(offsets: [("t", 0, 6)])
    world.sleep(.seconds(3000))
    #expect(world.offset() == 6)
  }

  @Test func `offsets of a group that lost its members count from then`() throws {
    let world = world()
    let a = world.stableGroup(session: 1_800_000)[0]
    world.commit(as: a, generation: 1)
    for _ in 0..<4 {
      world.sleep(.seconds(1500))
      world.heartbeat(as: a)
    }
    world.leave("g", (a, nil))
    world.sleep(.seconds(3500))
    #expect(world.offset() == 5)
    world.sleep(.seconds(200))
    #expect(world.offset() == -1)
    #expect(world.describe()?.groupState == "Dead")
  }

  @Test func `of a live group only offsets of topics that nobody reads go`() throws {
    let world = world()
    world.addTopic("u", partitions: 1)
    let a = world.stableGroup(session: 1_800_000, protocols: [("range", try subscription("t"))])[0]
    world.commit(as: a, generation: 1, offsets: [("t", 0, 1), ("u", 0, 2)])
    for _ in 0..<3 {
      world.sleep(.seconds(1500))
      world.heartbeat(as: a)
    }
    #expect(world.offset() == 1)
    #expect(world.offset("g", "u") == -1)
    #expect(world.describe()?.groupState == "Stable")
  }

  @Test func `a live group whose subscriptions cannot be read keeps everything`() {
    let world = world()
    let a = world.stableGroup(session: 1_800_000)[0]
    world.commit(as: a, generation: 1)
    for _ in 0..<5 {
      world.sleep(.seconds(1500))
      world.heartbeat(as: a)
    }
    #expect(world.offset() == 5)
  }

  @Test func `a commit with a retention of its own goes when that is over`() {
    let world = world()
    world.commit(offsets: [("t", 0, 1)], retention: 120_000, version: 4)
    world.commit(offsets: [("t", 1, 1)], version: 4)
    world.sleep(.seconds(60))
    #expect(world.offset() == 1)
    world.sleep(.seconds(60))
    #expect(world.offset() == -1)
    #expect(world.offset("g", "t", 1) == 1)
  }

  @Test func `an offset that is being committed is not cleaned up meanwhile`() {
    let world = world()
    world.commit()
    world.sleep(.seconds(3590))
    world.appends = .wait
    let commit = world.commit(offsets: [("t", 0, 6)])
    world.sleep(.seconds(60))
    world.deliverAppends()
    #expect(commit.committed == [.none])
    #expect(world.offset() == 6)
    #expect(world.restarted().offset() == 6)
  }

  @Test func `a group that nobody entered is forgotten`() {
    let world = world()
    _ = world.memberID()
    #expect(world.list()?.groups.count == 1)
    world.sleep(.seconds(60))
    #expect(world.list()?.groups == [])
    #expect(world.restarted().list()?.groups == [])
  }

  @Test func `a clean-up that cannot be written is made up for later`() {
    let world = world()
    world.commit()
    world.appends = .fail(.notEnoughReplicas)
    world.sleep(.seconds(3660))
    #expect(world.offset() == 5)
    #expect(world.describe()?.groupState == "Empty")
    world.appends = .succeed
    world.sleep(.seconds(60))
    #expect(world.describe()?.groupState == "Dead")
  }

  @Test func `a deleted topic takes its offsets along`() {
    let world = world()
    world.commit("a")
    world.commit("b", offsets: [("t", 1, 1)])
    world.removeTopic("t")
    #expect(world.offset("a") == -1)
    #expect(world.offset("b", "t", 1) == -1)
    #expect(world.restarted().offset("a") == -1)
  }
}
