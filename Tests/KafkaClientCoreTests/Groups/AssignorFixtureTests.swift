import KafkaWire
import NIOCore
import TestSupport
import Testing

@testable import KafkaClientCore

/// Rounds of the Java assignors, answered by ours.
@Suite struct AssignorFixtureTests {
  struct Fixture: Decodable {
    var id: String
    var tags: [String]
    var rounds: [Round]
  }

  struct Round: Decodable {
    var event: String
    var topics: [String: Int]
    var racks: [String: [[String?]]]?
    var members: [Member]
    var expected: [String: Answer]?
    /// Java failed on this input; ours must not.
    var throwsError: String?
    /// Java's answer depends on the order of its hash map.
    var hashOrder: String?

    enum CodingKeys: String, CodingKey {
      case event, topics, racks, members, expected, hashOrder
      case throwsError = "throws"
    }
  }

  struct Member: Decodable {
    var id: String
    var instance: String?
    var rack: String?
    var topics: [String]
    var owned: [String: [Int32]]
    var generation: Int32
    var userData: String?
    var version: Int
  }

  struct Answer: Decodable {
    var assigned: [String: [Int32]]
  }

  @Test func `range answers as the Java client`() throws {
    try check("range", RangeAssignor())
  }

  @Test func `roundrobin answers as the Java client`() throws {
    try check("roundrobin", RoundRobinAssignor())
  }

  @Test func `sticky answers as the Java client`() throws {
    try check("sticky", StickyAssignor())
  }

  @Test func `cooperative-sticky answers as the Java client`() throws {
    try check("cooperative-sticky", CooperativeStickyAssignor())
  }

  private func check(_ file: String, _ assignor: some PartitionAssignor) throws {
    let fixtures = try Fixtures.lines("assignors/\(file).jsonl", as: Fixture.self)
    #expect(fixtures.count >= 250)
    var failures: [String] = []
    var compared = 0
    for fixture in fixtures {
      for (number, round) in fixture.rounds.enumerated() {
        let members = round.members.map(groupMember)
        let answer = assignor.assign(topics: layouts(round), members: members)
        #expect(Set(answer.keys) == Set(members.map(\.identifier)))
        let all = answer.values.joined()
        #expect(Set(all).count == all.count, "\(fixture.id) round \(number) gives a partition twice")
        // Java hands out claimed partitions that do not exist, and gives some back to a member that no longer
        // subscribes to their topic; ours never does, so those rounds cannot be equal.
        guard let expected = round.expected, round.hashOrder == nil, claimsExist(round), isSubscribed(round, expected)
        else { continue }
        compared += 1
        let wanted = expected.mapValues { partitions($0.assigned).sorted() }
        let got = answer.mapValues { $0.sorted() }
        if got != wanted {
          failures.append("\(fixture.id) round \(number) (\(round.event))")
        }
      }
    }
    #expect(failures.isEmpty, "\(failures.count) of \(compared) differ: \(failures.prefix(12).joined(separator: "; "))")
    #expect(compared >= 250)
  }

  private func claimsExist(_ round: Round) -> Bool {
    round.members.map(groupMember).allSatisfy { member in
      (member.owned + StickyUserData.decode(member.userData).partitions).allSatisfy {
        Int($0.partition) < round.topics[$0.topic] ?? .max
      }
    }
  }

  private func isSubscribed(_ round: Round, _ answer: [String: Answer]) -> Bool {
    round.members.allSatisfy { Set($0.topics).isSuperset(of: answer[$0.id]?.assigned.keys.map(\.self) ?? []) }
  }

  private func layouts(_ round: Round) -> [String: TopicLayout] {
    Dictionary(
      uniqueKeysWithValues: round.topics.map { topic, count in
        (
          topic,
          TopicLayout(partitionCount: count, racks: (round.racks?[topic] ?? []).map { Set($0.compactMap(\.self)) })
        )
      })
  }

  private func groupMember(_ member: Member) -> GroupMember {
    GroupMember(
      identifier: member.id, instanceIdentifier: member.instance, rack: member.version >= 3 ? member.rack : nil,
      topics: member.topics,
      owned: member.version >= 1 ? partitions(member.owned) : [],
      generation: member.version >= 2 ? member.generation : nil,
      userData: member.userData.map { ByteBuffer(hex: $0) })
  }

  private func partitions(_ byTopic: [String: [Int32]]) -> [TopicPartition] {
    byTopic.sorted { $0.key < $1.key }.flatMap { topic, numbers in
      numbers.map { TopicPartition(topic: topic, partition: $0) }
    }
  }
}
