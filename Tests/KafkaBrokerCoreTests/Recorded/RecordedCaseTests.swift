import KafkaCompression
import KafkaMessages
import KafkaWire
import NIOCore
import TestSupport
import Testing

@testable import KafkaBrokerCore

/// What Apache Kafka 3.9.0 answered, frame by frame (`fixtures/behaviour`), against our node.
@Suite struct RecordedCaseTests {
  struct Case: Decodable, CustomTestStringConvertible {
    var `case`: String
    var steps: [Step]

    var testDescription: String { `case` }

    /// Long frames are recorded by their beginning and size.
    var isCut: Bool {
      steps.contains { step in
        [step.send, step.recv, step.records].contains { $0?.contains { !$0.isHexDigit } ?? false }
      }
    }
  }

  struct Step: Decodable {
    var setup: String?
    var name: String?
    var topicId: String?
    var partitions: Int?
    var configs: [String: String]?
    var topic: String?
    var partition: Int32?
    var records: String?
    var conn: Int?
    var send: String?
    var recv: String?
    var closed: Bool?
    var silent_ms: Int?
  }

  static let areas = [
    "apiv", "frame", "meta", "topic", "produce", "idemp", "fetch", "fsess", "offsets", "epoch", "delrec", "config",
  ]

  /// Cases that say nothing about a single node, or that need what it does not have yet.
  static let leftOut: [String: String] = [
    "META-006": "lists the topics of all other cases",
    "META-007": "lists the topics of all other cases",
    "PRODUCE-015": "records were deleted before, of which the steps say nothing",
    "PRODUCE-059": "the batch carries the time of the clock: see ProduceTests",
  ]

  /// Requests that Apache Kafka never answers, by case and number of the step: a client would wait for its timeout, and do
  /// the same again. Ours are refused.
  static let neverAnswered: [String: Int] = ["PRODUCE-037": 2]

  static let all: [Case] = areas.flatMap { (try? Fixtures.lines("behaviour/\($0).jsonl", as: Case.self)) ?? [] }

  /// Cases whose requests the node offers; the others wait for the APIs that they need.
  static let played: [Case] = {
    guard let broker = try? RecordedBroker() else { return [] }
    return all.filter { recorded in
      leftOut[recorded.case] == nil && !recorded.isCut && recorded.steps.contains { $0.conn != nil }
        && recorded.steps.allSatisfy { step in
          guard let send = step.send, send.utf8.count >= 16 else { return true }
          let request = RecordedBroker.request(in: ByteBuffer(hex: send.dropFirst(8)))
          return broker.plays(request.api, request.version)
        }
    }
  }()

  @Test func `most recorded cases are played`() {
    #expect(Self.all.count > 250)
    #expect(Self.played.count > 200, "\(Self.played.count) of \(Self.all.count)")
  }

  @Test(.enabled(if: CompressionType.allBuilt), arguments: played)
  func `a recorded case is answered as recorded`(recorded: Case) throws {
    let broker = try RecordedBroker()
    if ["PRODUCE-078", "DELREC-012"].contains(recorded.case) { try broker.addTopic("__consumer_offsets") }
    var connections: [Int: ConnectionID] = [:]
    var open: [Int: [RecordedBroker.Request]] = [:]
    var cut: Set<Int> = []
    for (index, step) in recorded.steps.enumerated() {
      if step.setup == "topic", let name = step.name {
        try broker.addTopic(name, id: step.topicId, partitions: step.partitions ?? 1, options: step.configs ?? [:])
      }
      if step.setup == "produce", let topic = step.topic, let records = step.records {
        try broker.append(records, to: topic, step.partition ?? 0)
      }
      guard let number = step.conn else { continue }
      let connection = connections[number] ?? broker.world.connect()
      connections[number] = connection
      if let send = step.send {
        let next = recorded.steps[(index + 1)...].first { $0.conn == number && $0.recv != nil }
        if let answer = next?.recv, let version = Self.initProducerVersion(send) {
          try broker.giveProducerID(answer, version: version)
        }
        if let requests = try broker.write(send, on: connection) {
          open[number, default: []] += requests
        } else {
          cut.insert(number)
        }
      }
      if step.closed == true {
        #expect(broker.world.closed[connection] != nil || cut.contains(number), "step \(index): still open")
      }
      if step.silent_ms != nil {
        if Self.neverAnswered[recorded.case] == index {
          let sent = try #require(open[number]?.first)
          let answer = try broker.world.answer(to: ProduceRequest.self, version: sent.version, on: connection)
          let codes = answer?.responses.flatMap { $0.partitionResponses.map(\.errorCode) }
          #expect(codes == [ErrorCode.invalidRecord.rawValue])
        } else {
          #expect(broker.world.correlations(on: connection).isEmpty, "step \(index): answered")
        }
        open[number]?.removeAll()
      }
      if let answer = step.recv {
        let request = try #require(open[number]?.first, "step \(index): an answer to nothing")
        open[number]?.removeFirst()
        for _ in 0..<100 where broker.world.correlations(on: connection).isEmpty {
          broker.world.pass(.milliseconds(100))
        }
        let frame = try #require(broker.world.nextFrame(on: connection), "step \(index): no answer")
        let pair = try broker.pair(frame, answer, request)
        if let difference = RecordedBroker.difference(pair) {
          Issue.record("step \(index) differs\n\(difference)")
        }
      }
    }
  }

  private static func initProducerVersion(_ send: String) -> Int16? {
    guard send.utf8.count >= 16 else { return nil }
    let request = RecordedBroker.request(in: ByteBuffer(hex: send.dropFirst(8)))
    return request.api == .initProducerId ? request.version : nil
  }
}
