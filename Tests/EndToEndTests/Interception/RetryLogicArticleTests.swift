import Foundation
import KafkaBroker
import KafkaClient
import KafkaMessages
import TestSupport
import Testing

// The code of the article "Testing a service's retry logic", in its order.

struct OrderService {
  var producer: KafkaProducer

  enum Outcome: Equatable {
    case placed(offset: Int64?)
    case refused(ErrorCode)
    case unknown
  }

  func place(_ order: String) async -> Outcome {
    do {
      return .placed(offset: try await producer.send(ProducerRecord(topic: "orders", value: order)).offset)
    } catch {
      return error.brokerError.map { .refused($0.code) } ?? .unknown
    }
  }
}

func withOrders(_ test: @Sendable @escaping (Broker, OrderService) async throws -> Void) async throws {
  var nodes = BrokerConfiguration.testing
  nodes.nodeCount = 2
  try await Broker.withBroker(configuration: nodes) { broker in
    let servers = try await broker.bootstrapServers.split(separator: ",").map(String.init)
    var configuration = ProducerConfiguration(bootstrapServers: servers)
    configuration.client.requestTimeout = .seconds(2)
    try await KafkaProducer.withProducer(configuration: configuration) { producer in
      try await test(broker, OrderService(producer: producer))
    }
  }
}

@Suite(.timeLimit(.minutes(2))) struct RetryLogicArticleTests {
  @Test func `the article's code does what it says`() async throws {
    try await withOrders { broker, service in
      let refusals = try broker.intercept(.produce, topic: "orders", times: 3, .answer(.notEnoughReplicas))
      #expect(await service.place("a book") == .placed(offset: 0))
      #expect(refusals.hitCount == 3)

      try broker.intercept(.produce, topic: "orders", .answer(.topicAuthorizationFailed))
      #expect(await service.place("a pen") == .refused(.topicAuthorizationFailed))

      let lost = try broker.intercept(.produce, topic: "orders", .dropAnswer)
      #expect(await service.place("a lamp") == .placed(offset: 1))
      #expect(await service.place("a chair") == .placed(offset: 2))
      #expect(lost.hitCount == 1)

      let hung = try broker.intercept(.produce, topic: "orders", .halfOpen)
      let throttled = try broker.intercept(.produce, topic: "orders", .throttle(.milliseconds(100)))
      #expect(await service.place("a mirror") == .placed(offset: 3))
      #expect(hung.hitCount == 1)
      #expect(throttled.hitCount == 1)

      let leader = try await broker.leader(of: "orders")
      try await broker.moveLeader(of: "orders", to: leader == 1 ? 2 : 1)
      #expect(await service.place("a clock") == .placed(offset: 4))

      let unheard = try broker.intercept(.produce, topic: "orders", .dropAnswer)
      async let repeated = service.place("a vase")
      try await unheard.waitForHits()
      try await broker.forgetProducers(of: "orders")
      let second = await repeated
      #expect(second == .placed(offset: 6))

      broker.setDiskFull(true)
      let attempts = try broker.intercept(.produce, topic: "orders", times: .max, .pass)
      async let placing = service.place("a table")
      try await attempts.waitForHits(2)
      broker.setDiskFull(false)
      let outcome = await placing
      #expect(outcome == .placed(offset: 7))
      attempts.remove()

      let chosen = try broker.intercept(
        .produce, times: .max,
        .choose { request in
          guard let body = request.body(as: ProduceRequest.self), body.acks == -1 else { return nil }
          return request.topics == ["orders"] ? .delayAnswer(.milliseconds(20)) : nil
        })
      #expect(await service.place("a shelf") == .placed(offset: 8))
      #expect(chosen.hits.map(\.request.topics) == [["orders"]])
      chosen.remove()

      try broker.intercept(times: .max, probability: 0.2, seed: 42, .closeBeforeWork)
      for number in 9..<29 {
        #expect(await service.place("order \(number)") == .placed(offset: Int64(number)))
      }
      broker.removeInterceptions()
    }
  }

  @Test func `every code block of the article stands here, word for word and in its order`() throws {
    let article = try Self.lines("Sources/KafkaBroker/Documentation.docc/TestingRetryLogic.md")
    var rest = try Self.lines("Tests/EndToEndTests/Interception/RetryLogicArticleTests.swift")[...]
    var blocks = 0
    var open: [String]?
    for line in article {
      if line == "```swift" {
        open = []
      } else if line == "```", let block = open {
        blocks += 1
        open = nil
        let found = rest.indices.first { start in
          start + block.count <= rest.endIndex && Array(rest[start..<(start + block.count)]) == block
        }
        let start = try #require(found, "not compiled here, or not in this order: \(block)")
        rest = rest[(start + block.count)...]
      } else {
        open?.append(line)
      }
    }
    #expect(blocks == 11)
  }

  /// Without the indentation, which is another in a function.
  private static func lines(_ path: String) throws -> [String] {
    try String(contentsOf: Fixtures.repository.appendingPathComponent(path), encoding: .utf8)
      .split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.trimmingCharacters(in: .whitespaces) }
  }

  @Test func `the symbols that the article names are there`() throws {
    let article = try Self.lines("Sources/KafkaBroker/Documentation.docc/TestingRetryLogic.md").joined(separator: "\n")
    let folders = ["Sources/KafkaBroker", "Sources/KafkaBrokerCore/Interception"]
    let sources = try folders.flatMap { folder in
      try FileManager.default.contentsOfDirectory(atPath: Fixtures.repository.appendingPathComponent(folder).path)
        .filter { $0.hasSuffix(".swift") }.map { try Self.lines("\(folder)/\($0)").joined(separator: "\n") }
    }.joined(separator: "\n")
    let names = article.matches(of: #/``(?:\w+/)?(\w+)(?:\([^)`]*\))?``/#).map { String($0.output.1) }
    #expect(names.count > 10)
    for name in names {
      let isDeclared = ["func", "let", "class", "struct"].contains { sources.contains("\($0) \(name)") }
      #expect(isDeclared, "the article names \(name)")
    }
  }
}
