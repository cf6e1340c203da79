import KafkaBrokerCore
import KafkaMessages
import KafkaWire
import NIOCore
import Testing

/// Plays the requests of a recorded session to our node and compares each answer with the recorded one.
///
/// Ids that a broker makes up (members, topics made in the session) are exchanged: in requests ours stand for the
/// recorded ones, in answers the other way round. Both have the same length.
final class TranscriptPlayer {
  struct Finding {
    /// The number of the event in the transcript.
    var event: Int
    var place: String
    var differences: [String]
  }

  let transcript: Transcript
  private let world: TranscriptWorld
  private let exchanges: [Int: [Int32: Transcript.Exchange]]
  private var connections: [Int: ConnectionID] = [:]
  private var ids: [(recorded: [UInt8], ours: [UInt8])] = []
  private var sessions: [Int: FetchSessionView] = [:]
  private var skipped: [Int: Set<Int32>] = [:]

  private var fetched = FetchedBatches()

  private(set) var findings: [Finding] = []
  private(set) var compared: [ApiKey: Int] = [:]
  /// Requests that our broker has no API for.
  private(set) var left: [ApiKey: Int] = [:]

  init(_ transcript: Transcript) throws {
    self.transcript = transcript
    let all = try transcript.exchanges()
    world = try TranscriptWorld(RecordedCluster(all))
    exchanges = Dictionary(grouping: all, by: \.connection).mapValues { exchanges in
      Dictionary(exchanges.map { ($0.correlation, $0) }, uniquingKeysWith: { first, _ in first })
    }
  }

  func play() throws {
    for (index, event) in transcript.events.enumerated() {
      world.advance(to: event.milliseconds)
      switch event.kind {
      case .request(let frame): try send(frame, on: event.connection)
      case .response(let frame): try expect(frame, on: event.connection, index)
      case .closed:
        if let connection = connections.removeValue(forKey: event.connection) { world.disconnect(connection) }
      }
    }
    let missing = fetched.missing
    if !missing.isEmpty {
      findings.append(Finding(event: -1, place: "the records of all fetches", differences: missing))
    }
  }

  // MARK: Requests

  private func send(_ frame: ByteBuffer, on number: Int) throws {
    let head = try #require(RequestHead(frame))
    guard world.node.apis.versions(of: head.api)?.contains(head.version) == true,
      try !wasNotReady(exchanges[number]?[head.correlation])
    else {
      left[head.api, default: 0] += 1
      skipped[number, default: []].insert(head.correlation)
      return
    }
    var bytes = Array(frame.readableBytesView)
    for pair in ids { bytes.replace(pair.recorded, with: pair.ours) }
    var request = ByteBuffer(bytes: bytes)
    if head.api == .fetch { request = try withoutSession(request, head, on: number) }
    let connection = connections[number] ?? world.connect()
    connections[number] = connection
    world.receive(request, on: connection)
  }

  /// The recorded broker was still reading the log of transactions and gave no producer id.
  private func wasNotReady(_ exchange: Transcript.Exchange?) throws -> Bool {
    let response = try exchange?.decodeResponse(InitProducerIdResponse.self)
    return response?.errorCode == ErrorCode.coordinatorLoadInProgress.rawValue
  }

  /// What an answer within a fetch session lists depends on the moment. So all partitions are named every time.
  private func withoutSession(_ frame: ByteBuffer, _ head: RequestHead, on number: Int) throws -> ByteBuffer {
    var reader = WireReader(frame)
    let header = try RequestHeader(from: &reader, version: FetchRequest.headerVersion(for: head.version))
    var request = try FetchRequest(from: &reader, version: head.version)
    request = sessions[number, default: FetchSessionView()].full(request)
    var full = try Frame.request(
      request, version: head.version, correlationId: header.correlationId, clientId: header.clientId)
    full.moveReaderIndex(forwardBy: 4)
    return full
  }

  // MARK: Answers

  private func expect(_ recorded: ByteBuffer, on number: Int, _ index: Int) throws {
    let correlation = try #require(recorded.getInteger(at: recorded.readerIndex, as: Int32.self))
    if skipped[number]?.contains(correlation) == true { return }
    let exchange = try #require(exchanges[number]?[correlation])
    let place = "event \(index), \(exchange.api) \(exchange.version)"
    guard let connection = connections[number],
      let answer = world.answer(to: correlation, on: connection, within: .seconds(60))
    else {
      let why = connections[number].flatMap { world.closed[$0] }.map { "closed: \($0)" } ?? "no answer"
      findings.append(Finding(event: index, place: place, differences: [why]))
      return
    }
    compared[exchange.api, default: 0] += 1
    let rules = ComparisonRules(exchange.api)
    learn(answer, recorded, exchange)
    var bytes = Array(answer.readableBytesView)
    for pair in ids { bytes.replace(pair.ours, with: pair.recorded) }
    let ours = try decode(ByteBuffer(bytes: bytes), exchange)
    let theirs = try decode(recorded, exchange)
    if let ours = ours as? FetchResponse, let theirs = theirs as? FetchResponse {
      try fetched.add(ours: ours, recorded: theirs)
    }
    let differences = rules.differences(ours, theirs)
    if !differences.isEmpty { findings.append(Finding(event: index, place: place, differences: differences)) }
  }

  private func decode(_ frame: ByteBuffer, _ exchange: Transcript.Exchange) throws -> any KafkaResponse {
    let type = try #require(MessageCatalog.response(of: exchange.api))
    func decode<Response: KafkaResponse>(_ type: Response.Type) throws -> Response {
      // ApiVersions of a version that is not known is answered in version 0.
      var reader = WireReader(frame)
      _ = try ResponseHeader(from: &reader, version: Response.headerVersion(for: exchange.version))
      let response = try Response(from: &reader, version: exchange.version)
      try reader.expectEnd(of: "response")
      return response
    }
    return try decode(type)
  }

  // MARK: Ids

  private func learn(_ answer: ByteBuffer, _ recorded: ByteBuffer, _ exchange: Transcript.Exchange) {
    guard let ours = try? decode(answer, exchange), let theirs = try? decode(recorded, exchange) else { return }
    switch (ours, theirs) {
    case (let ours as JoinGroupResponse, let theirs as JoinGroupResponse):
      learn(Array(theirs.memberId.utf8), Array(ours.memberId.utf8))
    case (let ours as CreateTopicsResponse, let theirs as CreateTopicsResponse):
      for topic in theirs.topics {
        guard let other = ours.topics.first(where: { $0.name == topic.name }) else { continue }
        learn(topic.topicId.bytes, other.topicId.bytes)
      }
    case (let ours as MetadataResponse, let theirs as MetadataResponse):
      for topic in theirs.topics {
        guard let other = ours.topics.first(where: { $0.name == topic.name }) else { continue }
        learn(topic.topicId.bytes, other.topicId.bytes)
      }
    default: break
    }
  }

  private func learn(_ recorded: [UInt8], _ ours: [UInt8]) {
    guard recorded.count == ours.count, recorded != ours, recorded.contains(where: { $0 != 0 }),
      ours.contains(where: { $0 != 0 }), !ids.contains(where: { $0.recorded == recorded })
    else { return }
    ids.append((recorded, ours))
  }
}

extension KafkaUUID {
  var bytes: [UInt8] {
    withUnsafeBytes(of: mostSignificantBits.bigEndian, Array.init)
      + withUnsafeBytes(of: leastSignificantBits.bigEndian, Array.init)
  }
}

/// The partitions of a client's fetch session (KIP-227), to write each request as if there were none.
struct FetchSessionView {
  private var topics: [FetchRequest.FetchTopic] = []

  mutating func full(_ request: FetchRequest) -> FetchRequest {
    if request.sessionId == 0 || request.sessionEpoch <= 0 {
      topics = request.topics
    } else {
      for forgotten in request.forgottenTopicsData {
        forget(forgotten.topic, forgotten.topicId, Set(forgotten.partitions))
      }
      for changed in request.topics {
        forget(changed.topic, changed.topicId, Set(changed.partitions.map(\.partition)))
        topics.append(changed)
      }
    }
    var full = request
    full.topics = topics.filter { !$0.partitions.isEmpty }
    full.forgottenTopicsData = []
    full.sessionId = 0
    full.sessionEpoch = -1
    return full
  }

  private mutating func forget(_ name: String, _ id: KafkaUUID, _ partitions: Set<Int32>) {
    for index in topics.indices where topics[index].topic == name && topics[index].topicId == id {
      topics[index].partitions.removeAll { partitions.contains($0.partition) }
    }
  }
}
