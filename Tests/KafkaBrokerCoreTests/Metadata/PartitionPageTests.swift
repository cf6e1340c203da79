import KafkaBrokerCore
import KafkaMessages
import KafkaWire
import Testing

/// DescribeTopicPartitions (KIP-966).
@Suite struct PartitionPageTests {
  private typealias Cursor = DescribeTopicPartitionsRequest.Cursor

  private func page(
    _ world: NodeWorld, _ topics: [String], limit: Int32, _ cursor: Cursor? = nil
  ) throws -> DescribeTopicPartitionsResponse {
    try world.call(
      DescribeTopicPartitionsRequest.with {
        $0.topics = topics.map { name in .with { $0.name = name } }
        $0.responsePartitionLimit = limit
        $0.cursor = cursor
      }, version: 0)
  }

  private func walk(_ world: NodeWorld, _ topics: [String], limit: Int32) throws -> [[String]] {
    var pages: [[String]] = []
    var cursor: Cursor?
    repeat {
      let answer = try page(world, topics, limit: limit, cursor)
      pages.append(
        answer.topics.flatMap { topic in topic.partitions.map { "\(topic.name ?? "")\($0.partitionIndex)" } })
      cursor = answer.nextCursor.map { next in
        .with {
          $0.topicName = next.topicName
          $0.partitionIndex = next.partitionIndex
        }
      }
    } while cursor != nil && pages.count < 20
    return pages
  }

  private func world() throws -> NodeWorld {
    let world = try NodeWorld { $0.topics.createsAutomatically = false }
    for (name, count) in [("b", 3), ("a", 3), ("c", 1)] as [(String, Int32)] {
      try world.createTopic(name, partitions: count)
    }
    return world
  }

  @Test func `topics come sorted, all of them for an empty list`() throws {
    let world = try world()
    let all = [["a0", "a1", "a2", "b0", "b1", "b2", "c0"]]
    #expect(try walk(world, [], limit: 2000) == all)
    #expect(try walk(world, ["c", "a", "b", "a"], limit: 2000) == all)
    #expect(try walk(world, [], limit: .max) == all)
  }

  @Test func `cursors lead through all partitions once`() throws {
    let world = try world()
    #expect(try walk(world, [], limit: 2) == [["a0", "a1"], ["a2", "b0"], ["b1", "b2"], ["c0"]])
    #expect(try walk(world, ["b", "a"], limit: 3) == [["a0", "a1", "a2"], ["b0", "b1", "b2"]])
  }

  @Test(arguments: [0, -1, .min] as [Int32])
  func `a page has a partition at least`(limit: Int32) throws {
    let world = try world()
    #expect(try walk(world, ["a"], limit: limit) == [["a0"], ["a1"], ["a2"]])
  }

  @Test func `a cursor that leads nowhere is refused`() throws {
    let world = try world()
    for (topic, partition) in [("a", -1), ("z", 0)] as [(String, Int32)] {
      let answer = try page(
        world, ["a"], limit: 7,
        .with {
          $0.topicName = topic
          $0.partitionIndex = partition
        })
      #expect(answer.topics.map(\.errorCode) == [ErrorCode.invalidRequest.rawValue])
      #expect(answer.nextCursor == nil)
    }
  }

  @Test func `a cursor beyond the last partition ends the topic`() throws {
    let world = try world()
    let answer = try page(
      world, [], limit: 7,
      .with {
        $0.topicName = "b"
        $0.partitionIndex = 99
      })
    #expect(answer.topics.map(\.partitions.count) == [0, 1])
    #expect(answer.nextCursor == nil)
  }

  @Test func `unknown and illegal names have errors of their own and are not made`() throws {
    let world = try world()
    let answer = try page(world, ["x", "a b", "c"], limit: 7)
    let codes = Dictionary(uniqueKeysWithValues: answer.topics.map { ($0.name ?? "", $0.errorCode) })
    #expect(
      codes == [
        "x": ErrorCode.unknownTopicOrPartition.rawValue, "a b": ErrorCode.invalidTopicException.rawValue, "c": 0,
      ])
    #expect(try world.call(MetadataRequest.with { $0.topics = nil }).topics.count == 3)
  }
}
