import KafkaMessages
import KafkaWire
import NIOCore
import Testing

@testable import KafkaBrokerCore

@Suite struct OffsetCommitTests {
  @Test func `a simple consumer commits without a group`() {
    let world = GroupWorld()
    #expect(world.commit(metadata: "hello", leaderEpoch: 5).committed == [.none])
    let fetched = world.fetch()
    #expect(fetched?.committedOffset == 5)
    #expect(fetched?.committedLeaderEpoch == 5)
    #expect(fetched?.metadata == "hello")
    #expect(world.describe()?.groupState == "Empty")
  }

  @Test(arguments: ["", "hello", "é漢😀", String(repeating: "m", count: 4096)])
  func `metadata comes back as it was`(metadata: String) {
    let world = GroupWorld()
    #expect(world.commit(metadata: metadata).committed == [.none])
    #expect(world.fetch()?.metadata == metadata)
  }

  @Test func `null metadata comes back empty`() {
    let world = GroupWorld()
    world.commit(metadata: nil)
    #expect(world.fetch()?.metadata == "")
  }

  @Test func `metadata that is too long costs its own partition only`() {
    let world = GroupWorld()
    let request = OffsetCommitRequest.with {
      $0.groupId = "g"
      $0.topics = [
        .with {
          $0.name = "t"
          $0.partitions = [String(repeating: "m", count: 4097), "fine"].enumerated().map { index, metadata in
            .with {
              $0.partitionIndex = Int32(index)
              $0.committedOffset = 1
              $0.committedMetadata = metadata
            }
          }
        }
      ]
    }
    let answer = world.send { $0.offsetCommit(request, from: world.client(8), topics: world.topics, token: $1, at: $2) }
    #expect(answer.committed == [.offsetMetadataTooLarge, .none])
    #expect(world.offset() == -1)
    #expect(world.offset("g", "t", 1) == 1)
  }

  @Test func `any offset is taken, and the last one counts`() {
    let world = GroupWorld()
    for offset in [10, 4, 1_000_000_000_000, -1, -5] as [Int64] {
      #expect(world.commit(offsets: [("t", 0, offset)]).committed == [.none])
      #expect(world.offset() == offset)
    }
  }

  @Test func `unknown topics and partitions are refused`() {
    let world = GroupWorld()
    let answer = world.commit(offsets: [("nope", 0, 1), ("t", 3, 1), ("t", -1, 1), ("t", 2, 1)])
    let unknown = ErrorCode.unknownTopicOrPartition
    #expect(answer.committed == [unknown, unknown, unknown, .none])
  }

  @Test func `a partition named twice has two answers, and the later offset counts`() {
    let world = GroupWorld()
    #expect(world.commit(offsets: [("t", 0, 1), ("t", 0, 2)]).committed == [.none, .none])
    #expect(world.offset() == 2)
  }

  @Test func `from version 10 on topics go by their ids`() throws {
    let world = GroupWorld()
    let answer = world.commit(offsets: [("t", 0, 7), ("nope", 0, 7)], version: 10)
    #expect(answer.committed == [.none, .unknownTopicId])
    guard case .offsetCommit(let response) = answer.answer else {
      Issue.record("no answer")
      return
    }
    #expect(response.topics.map(\.topicId).first == world.topics.ids["t"])
    #expect(response.topics.map(\.name) == ["", ""])
    #expect(world.offset() == 7)
  }

  @Test func `a member commits with its own generation and id`() {
    let world = GroupWorld()
    let a = world.stableGroup()[0]
    #expect(world.commit(as: a, generation: 1).committed == [.none])
    #expect(world.commit(as: a, generation: 0).committed == [.illegalGeneration])
    #expect(world.commit(as: a, generation: 2).committed == [.illegalGeneration])
    #expect(world.commit(as: a, generation: -1).committed == [.illegalGeneration])
    #expect(world.commit(as: "x", generation: 1).committed == [.unknownMemberId])
    #expect(world.commit().committed == [.unknownMemberId])
    #expect(world.commit("missing", as: "x", generation: 3).committed == [.illegalGeneration])
    #expect(world.commit("missing", as: "x", generation: 3, version: 9).committed == [.groupIdNotFound])
    #expect(world.commit("missing", as: "x", generation: -1).committed == [.none])
    #expect(world.commit("").committed == [.none])
  }

  @Test func `a refused commit changes nothing`() {
    let world = GroupWorld()
    let a = world.stableGroup()[0]
    world.commit(as: a, generation: 1, offsets: [("t", 0, 10)])
    world.commit(as: a, generation: 0, offsets: [("t", 0, 3)])
    #expect(world.offset() == 10)
  }

  @Test func `members may commit while the group prepares, not while it completes`() {
    let world = GroupWorld()
    let a = world.stableGroup()[0]
    world.join(as: world.memberID())
    #expect(world.describe()?.groupState == "PreparingRebalance")
    #expect(world.commit(as: a, generation: 1).committed == [.none])
    world.join(as: a)
    #expect(world.describe()?.groupState == "CompletingRebalance")
    #expect(world.commit(as: a, generation: 2).committed == [.rebalanceInProgress])
  }

  @Test func `a commit without partitions is answered`() {
    #expect(GroupWorld().commit(offsets: []).committed == [])
  }

  @Test func `version 0 asked for another store`() {
    #expect(GroupWorld().commit(version: 0).committed == [.unsupportedVersion])
  }

  @Test func `the answer leaves when the log has the offset, and nobody sees it before`() {
    let world = GroupWorld()
    world.appends = .wait
    let answer = world.commit()
    #expect(answer.isWaiting)
    #expect(world.offset() == -1)
    world.deliverAppends()
    #expect(answer.committed == [.none])
    #expect(world.offset() == 5)
  }

  @Test(arguments: [
    (ErrorCode.notEnoughReplicas, ErrorCode.coordinatorNotAvailable), (.requestTimedOut, .coordinatorNotAvailable),
    (.unknownTopicOrPartition, .coordinatorNotAvailable), (.notLeaderOrFollower, .notCoordinator),
    (.kafkaStorageError, .notCoordinator), (.messageTooLarge, .invalidCommitOffsetSize),
    (.recordListTooLarge, .invalidCommitOffsetSize),
  ])
  func `an offset that cannot be written is an error and leaves nothing`(append: ErrorCode, answer: ErrorCode) {
    let world = GroupWorld()
    world.appends = .fail(append)
    #expect(world.commit(offsets: [("t", 0, 1), ("nope", 0, 1)]).committed == [answer, .unknownTopicOrPartition])
    #expect(world.offset() == -1)
    #expect(world.describe()?.groupState == "Dead")
  }

  @Test func `two thousand partitions are committed in one request`() {
    let world = GroupWorld()
    world.addTopic("wide", partitions: 2000)
    let answer = world.commit(offsets: (0..<2000).map { ("wide", $0, Int64($0)) })
    #expect(answer.committed == Array(repeating: .none, count: 2000))
    #expect(world.offset("g", "wide", 1999) == 1999)
  }

  @Test func `an id that is too long for the log is an error, not a trap`() {
    let world = GroupWorld()
    let answer = world.commit(String(repeating: "g", count: 40_000))
    #expect(answer.committed == [.unknownServerError])
    #expect(world.join(String(repeating: "g", count: 40_000)).error == .unknownServerError)
    #expect(world.list()?.groups == [])
  }
}

@Suite struct OffsetFetchTests {
  private func fetch(_ world: GroupWorld, version: Int16, _ fill: (inout OffsetFetchRequest) -> Void)
    -> OffsetFetchResponse?
  {
    let request = OffsetFetchRequest.with(fill)
    let response = world.send { coordinator, token, _ in
      coordinator.offsetFetch(request, from: world.client(version), topics: world.topics, token: token)
    }.fetched
    if let response {
      #expect(throws: Never.self) {
        var writer = WireWriter()
        try response.encode(to: &writer, version: version)
      }
    }
    return response
  }

  @Test func `nothing committed is no error`() {
    let world = GroupWorld()
    world.commit()
    for place in [("g", "t", 1), ("g", "nope", 0), ("other", "t", 0)] as [(String, String, Int32)] {
      let fetched = world.fetch(place.0, place.1, place.2)
      #expect(fetched?.committedOffset == -1)
      #expect(fetched?.committedLeaderEpoch == -1)
      #expect(fetched?.metadata == "")
      #expect(fetched?.errorCode == 0)
    }
  }

  @Test(arguments: [2, 3, 4, 5, 6, 7] as [Int16])
  func `null asks for everything, an empty list for nothing`(version: Int16) {
    let world = GroupWorld()
    world.commit(offsets: [("t", 2, 1), ("t", 0, 2)])
    let all = fetch(world, version: version) {
      $0.groupId = "g"
      $0.topics = nil
    }
    #expect(all?.topics.map(\.name) == ["t"])
    #expect(all?.topics.first?.partitions.map(\.partitionIndex) == [0, 2])
    #expect(all?.topics.first?.partitions.map(\.committedOffset) == [2, 1])
    let none = fetch(world, version: version) { $0.groupId = "g" }
    #expect(none?.topics == [])
  }

  @Test func `several groups get an answer each`() {
    let world = GroupWorld()
    world.commit("a", offsets: [("t", 0, 3)])
    world.commit("b", offsets: [("t", 1, 4)])
    let answer = fetch(world, version: 8) {
      $0.groups = [
        .with {
          $0.groupId = "a"
          $0.topics = nil
        },
        .with {
          $0.groupId = "b"
          $0.topics = [
            .with {
              $0.name = "t"
              $0.partitionIndexes = [0, 1]
            }
          ]
        },
        .with {
          $0.groupId = "c"
          $0.topics = nil
        },
      ]
    }
    #expect(answer?.groups.map(\.groupId) == ["a", "b", "c"])
    #expect(
      answer?.groups.map { $0.topics.flatMap { $0.partitions.map(\.committedOffset) } } == [[3], [-1, 4], []])
    // Apache Kafka 3.9 never answers this one.
    #expect(fetch(world, version: 8) { _ in }?.groups == [])
  }

  @Test func `from version 10 on topics go by their ids`() {
    let world = GroupWorld()
    world.addTopic("gone", partitions: 1)
    world.commit(offsets: [("t", 0, 3), ("gone", 0, 4)])
    world.topics.ids["gone"] = nil
    let unknown = KafkaUUID(mostSignificantBits: 9, leastSignificantBits: 9)
    let answer = fetch(world, version: 10) {
      $0.groups = [
        .with {
          $0.groupId = "g"
          $0.topics = [world.topics.ids["t"] ?? .zero, unknown].map { id in
            .with {
              $0.topicId = id
              $0.partitionIndexes = [0]
            }
          }
        },
        .with {
          $0.groupId = "g"
          $0.topics = nil
        },
      ]
    }
    let asked = answer?.groups.first?.topics ?? []
    #expect(asked.flatMap { $0.partitions.map(\.errorCode) } == [0, ErrorCode.unknownTopicId.rawValue])
    #expect(asked.flatMap { $0.partitions.map(\.committedOffset) } == [3, -1])
    #expect(answer?.groups.last?.topics.map(\.topicId) == [world.topics.ids["t"] ?? .zero])
  }

  @Test func `an offset of a topic that was made again is not the new one's`() {
    let world = GroupWorld()
    world.commit(offsets: [("t", 0, 3)], version: 10)
    world.topics.ids["t"] = KafkaUUID(mostSignificantBits: 1, leastSignificantBits: 2)
    let answer = fetch(world, version: 10) {
      $0.groups = [
        .with {
          $0.groupId = "g"
          $0.topics = [
            .with {
              $0.topicId = world.topics.ids["t"] ?? .zero
              $0.partitionIndexes = [0]
            }
          ]
        }
      ]
    }
    #expect(answer?.groups.first?.topics.first?.partitions.map(\.committedOffset) == [-1])
  }

  @Test func `errors stand where each version has them`() {
    let world = GroupWorld()
    world.resign(0)
    let group: (inout OffsetFetchRequest) -> Void = {
      $0.groupId = "g"
      $0.topics = [
        .with {
          $0.name = "t"
          $0.partitionIndexes = [0]
        }
      ]
    }
    let code = ErrorCode.notCoordinator.rawValue
    #expect(fetch(world, version: 1, group)?.topics.first?.partitions.map(\.errorCode) == [code])
    #expect(fetch(world, version: 2, group)?.errorCode == code)
    #expect(fetch(world, version: 2, group)?.topics == [])
    let groups = fetch(world, version: 9) { $0.groups = [.with { $0.groupId = "g" }] }
    #expect(groups?.groups.map(\.errorCode) == [code])
    let unsupported = ErrorCode.unsupportedVersion.rawValue
    #expect(fetch(world, version: 0, group)?.topics.first?.partitions.map(\.errorCode) == [unsupported])
  }

  @Test func `an open transaction is seen by those who ask for stable offsets only`() {
    let world = GroupWorld()
    world.commit(offsets: [("t", 0, 1)])
    world.beginLoading(0)
    for record in world.log[0] ?? [] { world.replay(record, in: 0) }
    let pending = GroupRecord.offset(
      group: "g", topic: "t", partition: 0, CommittedOffset(offset: 7, commitTimestamp: 0))
    let other = GroupRecord.offset(
      group: "new", topic: "t", partition: 1, CommittedOffset(offset: 8, commitTimestamp: 0))
    for record in [pending, other] {
      guard let encoded = try? record.encoded(offsetVersion: 3) else { continue }
      world.replay(encoded, in: 0, producerID: 14)
    }
    world.finishLoading(0)
    #expect(world.fetch(stable: true)?.errorCode == ErrorCode.unstableOffsetCommit.rawValue)
    #expect(world.fetch(stable: true)?.committedOffset == -1)
    #expect(world.fetch()?.committedOffset == 1)
    #expect(world.describe("new")?.groupState == "Empty")
    #expect(world.offset("new", "t", 1) == -1)
    world.endTransaction(14, committed: true, in: 0)
    #expect(world.fetch(stable: true)?.committedOffset == 7)
    #expect(world.offset("new", "t", 1) == 8)
  }
}
