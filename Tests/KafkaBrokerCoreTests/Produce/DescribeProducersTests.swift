import KafkaMessages
import KafkaWire
import NIOCore
import TestSupport
import Testing

@testable import KafkaBrokerCore

/// What a partition tells of its producers (KIP-664).
@Suite struct DescribeProducersTests {
  private func describe(
    _ world: NodeWorld, _ topics: [(name: String, partitions: [Int32])]
  ) throws -> DescribeProducersResponse {
    try world.call(
      DescribeProducersRequest.with { request in
        request.topics = topics.map { topic in
          .with {
            $0.name = topic.name
            $0.partitionIndexes = topic.partitions
          }
        }
      })
  }

  @Test func `producers are told by id, with the last sequence of their last batch`() throws {
    let world = try NodeWorld()
    try world.createTopic("t", partitions: 2)
    for sequence in [0, 1] as [Int32] {
      _ = try world.produce(Forge.batch(["a"], producer: 9, epoch: 3, sequence: sequence), to: "t")
    }
    _ = try world.produce(
      Forge.batch(["a", "b", "c"], producer: 4, epoch: 0, sequence: 0, timestamps: [10, 30, 20]), to: "t")
    _ = try world.produce(Forge.batch(["plain"]), to: "t", 1)

    let response = try describe(world, [("t", [1, 0])])
    #expect(response.topics.map(\.name) == ["t"])
    let partitions = try #require(response.topics.first?.partitions)
    #expect(partitions.map(\.partitionIndex) == [1, 0])
    #expect(partitions.allSatisfy { $0.errorCode == 0 && $0.errorMessage == nil })
    #expect(partitions.first?.activeProducers == [], "a producer without an id leaves no state")
    let producers = try #require(partitions.last?.activeProducers)
    #expect(producers.map(\.producerId) == [4, 9])
    #expect(producers.map(\.producerEpoch) == [0, 3])
    #expect(producers.map(\.lastSequence) == [2, 1])
    #expect(producers.map(\.lastTimestamp) == [30, Forge.timestamp])
    #expect(producers.allSatisfy { $0.coordinatorEpoch == -1 && $0.currentTxnStartOffset == -1 })
  }

  @Test func `the state is that of before a restart`() throws {
    let world = try NodeWorld()
    try world.createTopic("t")
    _ = try world.produce(Forge.batch(["a", "b"], producer: 9, epoch: 1, sequence: 0), to: "t")
    let before = try describe(world, [("t", [0])])
    #expect(before.topics.first?.partitions.first?.activeProducers.first?.lastSequence == 1)
    try world.restart()
    #expect(try describe(world, [("t", [0])]) == before)
    try world.kill()
    #expect(try describe(world, [("t", [0])]) == before)
  }

  @Test func `what does not exist is named, each by itself`() throws {
    let world = try NodeWorld()
    try world.createTopic("t")
    let response = try describe(world, [("t", [0, 7]), ("nobody", [0]), ("not/allowed", [0])])
    let seen = response.topics.flatMap { topic in
      topic.partitions.map { "\(topic.name)-\($0.partitionIndex) \($0.errorCode)" }
    }
    #expect(seen == ["t-0 0", "t-7 3", "nobody-0 3", "not/allowed-0 17"])
  }
}
