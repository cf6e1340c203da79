import KafkaBroker
import KafkaClient
import KafkaMessages
import KafkaRecords
import KafkaWire
import NIOCore
import Synchronization

/// A broker, a running client, and topics with numbered records.
struct ConsumerWorld: Sendable {
  var servers: String
  var client: KafkaClient

  static func with(
    _ topics: [String: Int32], _ body: @Sendable (ConsumerWorld) async throws -> Void
  ) async throws {
    try await Broker.withBroker { broker in
      let servers = try await broker.bootstrapServers
      let client = try KafkaClient(configuration: ClientConfiguration(bootstrapServers: [servers]))
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await client.run() }
        let admin = KafkaAdmin(client: client)
        let created = try await admin.createTopics(
          topics.map { KafkaAdmin.NewTopic(name: $0.key, partitionCount: $0.value, replicationFactor: 1) })
        for result in created.values { _ = try result.get() }
        try await body(ConsumerWorld(servers: servers, client: client))
        group.cancelAll()
      }
    }
  }

  struct NotWritten: Error {
    var error: ErrorCode
  }

  /// Writes records whose values are these numbers as text.
  func write(_ numbers: Range<Int>, to topic: String, partition: Int32) async throws {
    var writer = RecordBatchWriter()
    for number in numbers {
      try writer.append(key: nil, value: ByteBuffer(string: "\(number)"), timestamp: 1_700_000_000_000)
    }
    let batch = try writer.seal()
    let request = ProduceRequest.with { request in
      request.acks = -1
      request.timeoutMs = 10_000
      request.topicData = [
        .with { data in
          data.name = topic
          data.partitionData = [
            .with {
              $0.index = partition
              $0.records = batch
            }
          ]
        }
      ]
    }
    let answer = try await client.request(request, to: .leastLoaded, versions: 3...12)
    let error = answer.body.responses.first?.partitionResponses.first?.errorCode ?? -1
    guard error == 0 else { throw NotWritten(error: ErrorCode(rawValue: error)) }
  }

  func configuration(_ group: String?) -> ConsumerConfiguration {
    var configuration = ConsumerConfiguration(bootstrapServers: [servers], groupID: group)
    configuration.autoOffsetReset = .earliest
    configuration.group.sessionTimeout = .seconds(10)
    configuration.group.heartbeatInterval = .milliseconds(100)
    configuration.fetch.maximumWait = .milliseconds(50)
    return configuration
  }
}

extension ConsumerRecord {
  var number: Int? { value.flatMap { Int(String(buffer: $0)) } }
}

/// What several readers have seen, and a wait for it.
final class Seen: Sendable {
  private struct State {
    var numbers: [Int: Int] = [:]
    var waiter: (count: Int, continuation: CheckedContinuation<Void, Never>)?
  }

  private let state = Mutex(State())

  func add(_ number: Int) {
    let waiter = state.withLock { state in
      state.numbers[number, default: 0] += 1
      guard let waiter = state.waiter, state.numbers.count >= waiter.count else {
        return nil as CheckedContinuation<Void, Never>?
      }
      state.waiter = nil
      return waiter.continuation
    }
    waiter?.resume()
  }

  var numbers: [Int: Int] { state.withLock { $0.numbers } }

  /// Waits until so many different numbers have been seen.
  func wait(for count: Int) async {
    await withCheckedContinuation { continuation in
      let isThere = state.withLock { state in
        if state.numbers.count >= count { return true }
        state.waiter = (count, continuation)
        return false
      }
      if isThere { continuation.resume() }
    }
  }
}
