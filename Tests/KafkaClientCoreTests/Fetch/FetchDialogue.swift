import KafkaMessages
import KafkaRecords
import KafkaWire
import NIOCore

@testable import KafkaClientCore

/// A consumer's fetching side with partitions of the topic `t` led by nodes the test names.
struct FetchDialogue {
  var machine: FetchMachine
  var now = Instant(nanoseconds: 1_000_000_000)
  static let topicID = KafkaUUID(mostSignificantBits: 1, leastSignificantBits: 2)

  init(_ change: (inout FetchSettings) -> Void = { _ in }) {
    var settings = FetchSettings()
    change(&settings)
    machine = FetchMachine(settings: settings, random: .seeded(3))
  }

  static func partition(_ number: Int32) -> TopicPartition {
    TopicPartition(topic: "t", partition: number)
  }

  mutating func lead(_ nodes: [Int32: Int32], epoch: Int32 = 0, topicID: KafkaUUID = topicID) -> [FetchAction] {
    machine.leadersChanged(
      Dictionary(
        uniqueKeysWithValues: nodes.map { number, node in
          (Self.partition(number), FetchMachine.Leader(node: node, epoch: epoch, topicID: topicID))
        }), now: now)
  }

  /// Assigns partitions that node 1 leads, with committed offsets, and returns the fetch that follows.
  mutating func begin(at offsets: [Int32: Int64]) throws -> Fetch {
    _ = lead(offsets.mapValues { _ in 1 })
    _ = machine.assign(offsets.keys.sorted().map(Self.partition), now: now)
    let actions = machine.foundCommitted(
      Dictionary(uniqueKeysWithValues: offsets.map { (Self.partition($0.key), $0.value) }), now: now)
    return try Self.fetch(actions)
  }

  struct Fetch {
    var request: FetchRequest
    var node: Int32
    var id: FetchID
    var topicIDs: Bool

    /// Partition number to offset.
    var offsets: [Int32: Int64] {
      Dictionary(
        uniqueKeysWithValues: request.topics.flatMap(\.partitions).map { ($0.partition, $0.fetchOffset) })
    }
  }

  struct NotOne: Error {
    var actions: [FetchAction]
  }

  static func fetches(_ actions: [FetchAction]) -> [Fetch] {
    actions.compactMap { action in
      guard case .fetch(let request, let node, let id, let topicIDs, _) = action else { return nil }
      return Fetch(request: request, node: node, id: id, topicIDs: topicIDs)
    }
  }

  static func fetch(_ actions: [FetchAction]) throws -> Fetch {
    let found = fetches(actions)
    guard found.count == 1, let first = found.first else { throw NotOne(actions: actions) }
    return first
  }

  static func lookUp(_ actions: [FetchAction]) throws -> (request: ListOffsetsRequest, node: Int32, id: FetchID) {
    for action in actions {
      if case .listOffsets(let request, let node, let id, _) = action { return (request, node, id) }
    }
    throw NotOne(actions: actions)
  }

  static func delivered(_ actions: [FetchAction]) -> [FetchedRecords] {
    actions.compactMap { action in
      guard case .deliver(let records) = action else { return nil }
      return records
    }
  }

  struct Answer {
    var records = ByteBuffer()
    var error = ErrorCode.none
    var highWatermark: Int64 = 100
  }

  mutating func answer(
    _ fetch: Fetch, _ answers: [Int32: Answer], session: Int32 = 0, version: Int16 = 13
  ) -> [FetchAction] {
    machine.received(
      FetchResponse.with { response in
        response.sessionId = session
        response.responses = [
          .with { topic in
            topic.topicId = Self.topicID
            topic.topic = "t"
            topic.partitions = answers.sorted { $0.key < $1.key }.map { number, answer in
              .with {
                $0.partitionIndex = number
                $0.errorCode = answer.error.rawValue
                $0.highWatermark = answer.highWatermark
                $0.records = answer.records
              }
            }
          }
        ]
      }, version: version, id: fetch.id, now: now)
  }

  mutating func pass(_ duration: Duration) -> [FetchAction] {
    let end = now + duration
    var actions: [FetchAction] = []
    while machine.nextDeadline <= end {
      now = max(now, machine.nextDeadline)
      actions += machine.deadlineReached(now: now)
    }
    now = end
    return actions
  }

  /// A batch of `count` records of one byte each, from `offset` on.
  static func batch(at offset: Int64, count: Int, valueSize: Int = 1) throws -> ByteBuffer {
    var writer = RecordBatchWriter()
    for _ in 0..<count {
      try writer.append(key: nil, value: ByteBuffer(repeating: 7, count: valueSize), timestamp: 1)
    }
    var batch = try writer.seal()
    batch.setInteger(offset, at: batch.readerIndex)
    return batch
  }
}
