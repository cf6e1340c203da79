import KafkaWire
import NIOCore
import OrderedCollections
import Testing

@testable import KafkaClientCore

@Suite struct FetchSessionTests {
  private func interest(_ offset: Int64, id: UInt64 = 1) -> FetchSession.Interest {
    .init(
      topicID: KafkaUUID(mostSignificantBits: id, leastSignificantBits: 0), offset: offset, leaderEpoch: 0,
      maximumBytes: 10)
  }

  private let a = TopicPartition(topic: "t", partition: 0)
  private let b = TopicPartition(topic: "t", partition: 1)

  @Test func `without a session every request says everything`() {
    var session = FetchSession()
    for _ in 0..<3 {
      let round = session.begin([a: interest(0), b: interest(0)], topicIDs: true)
      #expect(round.sessionID == 0)
      #expect(round.epoch == 0)
      #expect(Array(round.interests.keys) == [a, b])
      session.answered(sessionID: 0)
    }
  }

  @Test func `in a session only what changed is said`() {
    var session = FetchSession()
    _ = session.begin([a: interest(0), b: interest(0)], topicIDs: true)
    session.answered(sessionID: 9)
    let second = session.begin([a: interest(5), b: interest(0)], topicIDs: true)
    #expect(second.sessionID == 9)
    #expect(second.epoch == 1)
    #expect(Array(second.interests.keys) == [a])
    #expect(second.forgotten.isEmpty)
    session.answered(sessionID: 9)
    let third = session.begin([a: interest(5)], topicIDs: true)
    #expect(third.epoch == 2)
    #expect(third.interests.isEmpty)
    #expect(Array(third.forgotten.keys) == [b])
  }

  @Test func `a topic made anew is forgotten under its old identifier and asked for under the new one`() {
    var session = FetchSession()
    _ = session.begin([a: interest(0, id: 1)], topicIDs: true)
    session.answered(sessionID: 9)
    let round = session.begin([a: interest(0, id: 2)], topicIDs: true)
    #expect(round.forgotten[a] == interest(0, id: 1))
    #expect(round.interests[a] == interest(0, id: 2))
  }

  @Test func `a session that the broker does not know begins anew without it`() {
    var session = FetchSession()
    _ = session.begin([a: interest(0)], topicIDs: true)
    session.answered(sessionID: 9)
    _ = session.begin([a: interest(1)], topicIDs: true)
    session.failed(.fetchSessionIdNotFound)
    let round = session.begin([a: interest(1)], topicIDs: true)
    #expect(round.sessionID == 0)
    #expect(round.epoch == 0)
    #expect(Array(round.interests.keys) == [a])
  }

  @Test(arguments: [ErrorCode.invalidFetchSessionEpoch, nil])
  func `after another error, or none, the old session is closed with the new request`(error: ErrorCode?) {
    var session = FetchSession()
    _ = session.begin([a: interest(0)], topicIDs: true)
    session.answered(sessionID: 9)
    session.failed(error)
    let round = session.begin([a: interest(0)], topicIDs: true)
    #expect(round.sessionID == 9)
    #expect(round.epoch == 0)
  }

  @Test func `names and identifiers do not mix in a session`() {
    var session = FetchSession()
    _ = session.begin([a: interest(0)], topicIDs: true)
    session.answered(sessionID: 9)
    #expect(session.begin([a: interest(0)], topicIDs: false).epoch == 0)
  }
}
