import KafkaMessages
import KafkaWire
import NIOCore
import Testing

@testable import KafkaBrokerCore

@Suite struct DescribeGroupsTests {
  @Test func `a stable group is described with everything`() throws {
    let world = GroupWorld()
    let a = world.stableGroup()[0]
    let described = try #require(world.describe())
    #expect(described.groupState == "Stable")
    #expect(described.protocolType == "consumer")
    #expect(described.protocolData == "range")
    let member = try #require(described.members.first)
    #expect(member.memberId == a)
    #expect(member.clientId == "client")
    #expect(member.clientHost == "/127.0.0.1")
    #expect(String(buffer: member.memberMetadata) == "m")
    #expect(String(buffer: member.memberAssignment) == "A0")
    #expect(described.authorizedOperations == .min)
  }

  @Test func `states are named as Apache Kafka names them`() {
    let world = GroupWorld()
    #expect(world.describe()?.groupState == "Dead")
    world.commit()
    #expect(world.describe()?.groupState == "Empty")
    let a = world.memberID()
    world.join(as: a)
    #expect(world.describe()?.groupState == "CompletingRebalance")
    world.sync(as: a, [a: "A"])
    #expect(world.describe()?.groupState == "Stable")
    world.join(as: world.memberID())
    #expect(world.describe()?.groupState == "PreparingRebalance")
    #expect(world.describe()?.members.map { $0.memberMetadata.readableBytes } == [0, 0])
  }

  @Test func `an unknown group is dead, and not found from version 6 on`() {
    let world = GroupWorld()
    #expect(world.describe(version: 5)?.errorCode == 0)
    let described = world.describe(version: 6)
    #expect(described?.errorCode == ErrorCode.groupIdNotFound.rawValue)
    #expect(described?.groupState == "Dead")
    #expect(described?.errorMessage == "Group g not found.")
    #expect(world.list()?.groups == [])
  }

  @Test func `several groups get an answer each, in order, twice if asked twice`() {
    let world = GroupWorld()
    let names = (0..<10).map { "g\($0)" }
    for name in names { world.commit(name) }
    let request = DescribeGroupsRequest.with {
      $0.groups = names + ["g0"]
      $0.includeAuthorizedOperations = true
    }
    let answer = world.send { coordinator, token, _ in
      coordinator.describeGroups(request, from: world.client(5), token: token)
    }
    guard case .describeGroups(let response) = answer.answer else {
      Issue.record("no answer")
      return
    }
    #expect(response.groups.map(\.groupId) == names + ["g0"])
    #expect(Set(response.groups.map(\.authorizedOperations)) == [328])
  }
}

@Suite struct ListGroupsTests {
  @Test func `groups are filtered by state and type, in any case`() {
    let world = GroupWorld()
    _ = world.stableGroup("stable")
    world.commit("simple")
    #expect(world.list()?.groups.map(\.groupId) == ["simple", "stable"])
    #expect(world.list()?.groups.map(\.groupType) == ["classic", "classic"])
    #expect(world.list()?.groups.map(\.protocolType) == ["", "consumer"])
    #expect(world.list(states: ["stable"])?.groups.map(\.groupId) == ["stable"])
    #expect(world.list(states: ["EMPTY", "Stable"])?.groups.count == 2)
    #expect(world.list(states: ["foo"])?.groups == [])
    #expect(world.list(types: ["Classic"])?.groups.count == 2)
    #expect(world.list(types: ["consumer"])?.groups == [])
    #expect(world.list(types: ["nonsense"])?.errorCode == 0)
  }
}

@Suite struct DeleteGroupsTests {
  private func codes(_ waiting: GroupWorld.Waiting) -> [String: Int16]? {
    guard case .deleteGroups(let response) = waiting.answer else { return nil }
    return Dictionary(uniqueKeysWithValues: response.results.map { ($0.groupId, $0.errorCode) })
  }

  @Test func `empty groups are deleted, others are not, each with its own answer`() {
    let world = GroupWorld()
    world.commit("empty")
    let a = world.stableGroup("active")[0]
    #expect(codes(world.delete("empty", "active", "unknown")) == ["empty": 0, "active": 68, "unknown": 69])
    #expect(world.describe("empty")?.groupState == "Dead")
    #expect(world.offset("empty") == -1)
    #expect(world.heartbeat("active", as: a) == ErrorCode.none)
    // Nothing of it comes back from the log.
    #expect(world.restarted().offset("empty") == -1)
    #expect(world.restarted().describe("empty")?.groupState == "Dead")
  }

  @Test func `a group named twice is answered once`() {
    let world = GroupWorld()
    world.commit()
    #expect(codes(world.delete("g", "g")) == ["g": 0])
  }

  @Test func `the answer leaves when all are gone, and commits on their way go with them`() {
    let world = GroupWorld { $0.partitionCount = 7 }
    for number in 0..<5 { world.commit("g\(number)") }
    world.appends = .wait
    let commit = world.commit("g0", offsets: [("t", 2, 9)])
    let answer = world.delete("g0", "g1", "g2", "g3", "g4")
    #expect(answer.isWaiting)
    world.deliverAppends()
    #expect(commit.committed == [.none])
    #expect(codes(answer)?.values.allSatisfy { $0 == 0 } == true)
    #expect(world.offset("g0", "t", 2) == -1)
    #expect(world.list()?.groups == [])
    #expect(world.restarted().list()?.groups == [])
  }

  @Test func `a deletion that cannot be written leaves the group`() {
    let world = GroupWorld()
    world.commit()
    world.appends = .fail(.notEnoughReplicas)
    #expect(codes(world.delete("g")) == ["g": ErrorCode.coordinatorNotAvailable.rawValue])
    #expect(world.describe()?.groupState == "Empty")
    #expect(world.offset() == 5)
  }

  @Test func `whoever joins while a group is being deleted begins a new one`() {
    let world = GroupWorld()
    let a = world.stableGroup()[0]
    world.leave("g", (a, nil))
    world.appends = .wait
    let deletion = world.delete("g")
    let joined = world.join(version: 3)
    world.deliverAppends()
    #expect(codes(deletion) == ["g": 0])
    #expect(joined.join?.generationId == 1)
    #expect(world.restarted().generation() == 0)
  }

  @Test func `a group with very many offsets is deleted in portions`() {
    let world = GroupWorld()
    world.addTopic("wide", partitions: 20_000)
    world.commit(offsets: (0..<20_000).map { ("wide", $0, 1) })
    world.appends = .wait
    let answer = world.delete("g")
    #expect(world.held.count > 1)
    for append in world.held {
      #expect(append.records.reduce(0) { $0 + $1.size } <= GroupLimits.appendBytes)
    }
    #expect(answer.isWaiting)
    world.deliverAppends()
    #expect(codes(answer) == ["g": 0])
    #expect(world.offset("g", "wide", 19_999) == -1)
  }
}

@Suite struct OffsetDeleteTests {
  @Test func `offsets of an empty group are forgotten`() {
    let world = GroupWorld()
    world.commit()
    let response = world.deleteOffsets(topic: "t", [0, 1])
    #expect(response?.errorCode == 0)
    #expect(response?.topics.first?.partitions.map(\.errorCode) == [0, 0])
    #expect(world.offset() == -1)
    #expect(world.restarted().offset() == -1)
  }

  @Test func `topics that somebody reads are kept, others are not`() throws {
    let world = GroupWorld()
    world.addTopic("u", partitions: 1)
    var writer = WireWriter()
    writer.writeInt16(0)
    let subscription = ConsumerProtocolSubscription.with {
      $0.topics = ["t"]
      $0.userData = ByteBuffer()
    }
    try subscription.encode(to: &writer, version: 0)
    let metadata = String(buffer: writer.buffer)
    let a = world.stableGroup(protocols: [("range", metadata)])[0]
    world.commit(as: a, generation: 1, offsets: [("t", 0, 1), ("u", 0, 1)])
    let read = world.deleteOffsets(topic: "t")?.topics.first?.partitions.map(\.errorCode)
    #expect(read == [ErrorCode.groupSubscribedToTopic.rawValue])
    #expect(world.deleteOffsets(topic: "u")?.topics.first?.partitions.map(\.errorCode) == [0])
    #expect(world.offset() == 1)
    #expect(world.offset("g", "u") == -1)
  }

  @Test func `unknown groups and topics are told`() {
    let world = GroupWorld()
    #expect(world.deleteOffsets()?.errorCode == ErrorCode.groupIdNotFound.rawValue)
    #expect(world.deleteOffsets("")?.errorCode == ErrorCode.invalidGroupId.rawValue)
    world.commit()
    let unknown = world.deleteOffsets(topic: "nope")
    #expect(unknown?.errorCode == 0)
    #expect(unknown?.topics.first?.partitions.map(\.errorCode) == [ErrorCode.unknownTopicOrPartition.rawValue])
  }

  @Test func `a group of another kind keeps everything while it has members`() {
    let world = GroupWorld()
    world.join(version: 3, type: "connect")
    #expect(world.deleteOffsets()?.errorCode == ErrorCode.nonEmptyGroup.rawValue)
  }
}
