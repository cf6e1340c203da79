import Foundation
import KafkaMessages
import KafkaRecords
import KafkaWire
import NIOCore
import TestSupport
import Testing

@testable import KafkaBrokerCore

@Suite struct LoadingTests {
  @Test func `while the log is read nobody is served, and nobody is told that all is lost`() {
    let world = GroupWorld()
    let a = world.stableGroup()[0]
    world.commit(as: a, generation: 1)
    let restarted = GroupWorld()
    restarted.beginLoading(0)
    let loading = ErrorCode.coordinatorLoadInProgress
    #expect(restarted.join().error == loading)
    #expect(restarted.sync(as: a).error == .rebalanceInProgress)
    #expect(restarted.heartbeat(as: a) == ErrorCode.none)
    #expect(restarted.leave("g", (a, nil)).error == loading)
    #expect(restarted.commit(as: a, generation: 1).committed == [loading])
    #expect(restarted.describe()?.errorCode == loading.rawValue)
    #expect(restarted.list()?.errorCode == loading.rawValue)
    #expect(restarted.deleteOffsets()?.errorCode == loading.rawValue)
    for record in world.log[0] ?? [] { restarted.replay(record, in: 0) }
    restarted.finishLoading(0)
    #expect(restarted.heartbeat(as: a) == ErrorCode.none)
    #expect(restarted.offset() == 5)
  }

  @Test func `partitions that are not ours are refused`() {
    let world = GroupWorld()
    world.resign(0)
    #expect(world.join().error == .notCoordinator)
    #expect(world.sync(as: "x").error == .notCoordinator)
    #expect(world.heartbeat(as: "x") == .notCoordinator)
    #expect(world.leave("g", ("x", nil)).error == .notCoordinator)
    #expect(world.commit().committed == [.notCoordinator])
    #expect(world.describe()?.errorCode == ErrorCode.notCoordinator.rawValue)
    #expect(world.deleteOffsets()?.errorCode == ErrorCode.notCoordinator.rawValue)
    #expect(world.list()?.errorCode == 0)
    guard case .deleteGroups(let response) = world.delete("g").answer else {
      Issue.record("no answer")
      return
    }
    #expect(response.results.map(\.errorCode) == [ErrorCode.notCoordinator.rawValue])
  }

  @Test func `whoever waits is sent on when the partition moves away`() {
    let world = GroupWorld()
    let members = world.stableGroup(members: 2)
    let joining = world.join(as: members[1], protocols: [("range", "new")])
    world.commit("simple")
    world.appends = .wait
    let commit = world.commit("simple")
    let deletion = world.delete("simple", "nothing")
    world.resign(0)
    #expect(joining.error == .notCoordinator)
    #expect(commit.committed == [.notCoordinator])
    #expect(!deletion.isWaiting)
    // What is reported late about appends is not looked at.
    world.appends = .succeed
    world.deliverAppends()
    #expect(world.coordinator.shards.isEmpty)
  }

  @Test func `a stable group goes on after a restart`() {
    let world = GroupWorld()
    let members = world.stableGroup(members: 3)
    world.commit(as: members[0], generation: 3)
    let restarted = world.restarted()
    for (number, member) in members.enumerated() {
      #expect(restarted.heartbeat(as: member, generation: 3) == ErrorCode.none)
      #expect(restarted.sync(as: member, generation: 3).sync?.text == "A\(number)")
    }
    #expect(restarted.describe() == world.describe())
    #expect(restarted.offset() == 5)
    // A follower that has not changed hears the same generation; the leader may begin the next.
    #expect(restarted.join(as: members[1]).join?.generationId == 3)
    #expect(restarted.join(as: members[0]).isWaiting)
  }

  @Test func `members that do not come back after a restart expire`() {
    let world = GroupWorld()
    _ = world.stableGroup(session: 10_000)
    let restarted = world.restarted()
    restarted.sleep(.milliseconds(9_999))
    #expect(restarted.describe()?.groupState == "Stable")
    restarted.sleep(.milliseconds(1))
    #expect(restarted.describe()?.groupState == "Empty")
    #expect(restarted.generation() == 2)
  }

  @Test func `a group that has become too big gives up its last members`() {
    let world = GroupWorld()
    let members = world.stableGroup(members: 3)
    let smaller = GroupWorld { $0.maximumSize = 2 }
    smaller.now = world.now
    smaller.beginLoading(0)
    for record in world.log[0] ?? [] { smaller.replay(record, in: 0) }
    smaller.finishLoading(0)
    #expect(smaller.describe()?.groupState == "PreparingRebalance")
    let joins = members.prefix(2).map { smaller.join(as: $0) }
    #expect(smaller.join(as: members[2]).error == .groupMaxSizeReached)
    #expect(joins.map { $0.join?.generationId } == [4, 4])
  }

  @Test func `a group in a round begins again from what was agreed last`() {
    let world = GroupWorld()
    let a = world.stableGroup()[0]
    world.join(as: world.memberID())
    world.join(as: a)
    #expect(world.generation() == 2)
    let restarted = world.restarted()
    #expect(restarted.generation() == 1)
    #expect(restarted.heartbeat(as: a, generation: 2) == .illegalGeneration)
    #expect(restarted.join(as: a).join?.generationId == 2)
  }

  struct Expected: Decodable {
    var partitions: [Partition]

    struct Partition: Decodable {
      var segments: [Segment]
    }

    struct Segment: Decodable {
      var batches: [Batch]
    }

    struct Batch: Decodable {
      var records: [Record]
      var isControl: Bool
      var isTransactional: Bool
      var producerId: Int64
    }

    struct Record: Decodable {
      var keyHex: String
      var valueHex: String?
      var offset: Int64
      var decoded: Decoded?
    }

    struct Decoded: Decodable {
      var type: String
    }
  }

  /// The log of a real broker, in whole batches.
  private func loaded(_ name: String, at wallClock: Int64 = 1_795_485_600_000) throws -> GroupWorld {
    let log = try Fixtures.data("segments/cases/\(name)/__consumer_offsets-0/00000000000000000000.log")
    let world = GroupWorld()
    world.now.wallClock = wallClock
    world.addTopic("group-topic", partitions: 3)
    world.addTopic("group-topic-2", partitions: 1)
    world.addTopic("txn-offsets-input", partitions: 1)
    world.beginLoading(0)
    #expect(try world.load(ByteBuffer(bytes: log), into: 0) == [])
    world.finishLoading(0)
    return world
  }

  @Test func `the log of a broker with the older coordinator opens`() throws {
    let world = try loaded("consumer-offsets-old")
    #expect(
      world.list()?.groups.map(\.groupId) == [
        "group-classic", "group-cooperative", "group-simple", "group-static", "group-txn", "group-txn-2",
      ])
    #expect(world.generation("group-classic") == 4)
    #expect(world.describe("group-classic")?.groupState == "Empty")
    #expect(world.offset("group-classic", "group-topic", 2) == 7)
    #expect(world.fetch("group-classic", "group-topic", 0)?.metadata == "first")
    let stable = try #require(world.describe("group-static"))
    #expect(stable.groupState == "Stable")
    #expect(stable.members.map(\.groupInstanceId) == ["instance-1"])
    #expect(world.group("group-static")?.subscribedTopics == ["group-topic"])
    #expect(world.offset("group-simple", "group-topic", 0) == 2)
    #expect(world.offset("group-simple", "group-topic", 1) == -1)
    #expect(world.describe("group-deleted")?.groupState == "Dead")
    // Two of three transactions were committed, and the last of another group.
    #expect(world.fetch("group-txn", "txn-offsets-input", 0, stable: true)?.committedOffset == 6)
    #expect(world.fetch("group-txn-2", "txn-offsets-input", 0, stable: true)?.metadata == "offsets only")
  }

  @Test func `the log of a broker with the newer coordinator opens, other kinds of groups apart`() throws {
    let world = try loaded("consumer-offsets-new")
    #expect(world.generation("group-classic") == 4)
    #expect(world.describe("group-static")?.groupState == "Stable")
    #expect(world.generation("group-cooperative") == 2)
    #expect(world.offset("group-cooperative", "group-topic", 2) == 10)
    #expect(world.describe("group-deleted")?.groupState == "Dead")
    #expect(world.offset("group-848", "group-topic", 2) == 10)
  }

  @Test(arguments: ["consumer-offsets-old", "consumer-offsets-new"])
  func `records of a real log are written byte for byte`(name: String) throws {
    let data = try Fixtures.data("segments/cases/\(name)/expected.json")
    let expected = try JSONDecoder().decode(Expected.self, from: data)
    var count = 0
    for batch in expected.partitions.flatMap(\.segments).flatMap(\.batches) where !batch.isControl {
      for record in batch.records {
        let bytes = LoggedRecord(
          key: ByteBuffer(hex: record.keyHex), value: record.valueHex.map { ByteBuffer(hex: $0) })
        guard let decoded = try GroupRecord(bytes) else { continue }
        #expect(try decoded.encoded(offsetVersion: 3) == bytes, "offset \(record.offset)")
        count += 1
      }
    }
    #expect(count > 25)
  }

  @Test func `a batch of records is a real broker's, byte for byte`() throws {
    let log = try Fixtures.data("segments/cases/consumer-offsets-new/__consumer_offsets-0/00000000000000000000.log")
    var batches = RecordBatches(ByteBuffer(bytes: log))
    var count = 0
    // Where two appends went into one batch, its records have different times; ours go one by one.
    while case .batch(let batch) = try batches.next() {
      guard batch.header.maxTimestamp == batch.header.baseTimestamp else { continue }
      let records = try batch.records().map { record in
        LoggedRecord(key: try #require(record.key), value: record.value)
      }
      var ours = try LoggedRecord.batch(records, timestamp: batch.header.baseTimestamp)
      RecordBatchEdit.setBaseOffset(batch.baseOffset, in: &ours, at: ours.readerIndex)
      RecordBatchEdit.setPartitionLeaderEpoch(0, in: &ours, at: ours.readerIndex)
      #expect(ours == batch.bytes, "offset \(batch.baseOffset)")
      count += 1
    }
    #expect(count > 20)
  }

  @Test func `a record that cannot be read is left out and told`() throws {
    let world = GroupWorld()
    world.commit()
    var strange = world.log[0] ?? []
    strange.append(LoggedRecord(key: ByteBuffer(bytes: [0, 1, 0]), value: nil))
    strange.append(LoggedRecord(key: ByteBuffer(bytes: [0, 2, 0, 1, 0x67]), value: ByteBuffer(bytes: [0, 99])))
    strange.append(LoggedRecord(key: ByteBuffer(bytes: [0, 77, 1]), value: nil))
    let batch = try LoggedRecord.batch(strange, timestamp: 1)
    world.beginLoading(0)
    let left = try world.load(batch, into: 0)
    world.finishLoading(0)
    #expect(left.map(\.offset) == [1, 2])
    #expect(world.offset() == 5)
  }
}

extension GroupWorld {
  func load(_ batches: ByteBuffer, into partition: Int32) throws -> [GroupCoordinator.UnreadableRecord] {
    try withCoordinator { try $0.load(batches, into: partition, at: now) }
  }
}
