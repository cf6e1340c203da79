import KafkaBroker
import KafkaSchema
import KafkaWire
import NIOCore
import NIOPosix

@testable import KafkaConformance

/// Sends the requests of a recording to a broker of ours, over sockets, and compares what becomes of them.
final class ReplayPlayer {
  private let recording: Recording
  private let address: BrokerAddress
  private let offered: Set<Int64>
  private let transcript = Transcript()
  private var bindings = Bindings()
  private var connections: [Int: Connection] = [:]
  /// Requests without an answer yet, with what they were recorded as.
  private var open: [Int: [RecordedRequest]] = [:]
  /// One for each step that differs.
  private(set) var differences: [String] = []

  /// Patience with a broker on a busy machine.
  private static let limit = Duration.seconds(20)
  /// How long nothing has to come where nothing came for a second.
  private static let silence = Duration.milliseconds(150)
  /// Time that passed in front of a step, which the recording does not say.
  private static let pauses: [String: [Int: Duration]] = [
    "GROUP-054": [6: .seconds(9)], "GROUP-066": [6: .seconds(1)],
  ]
  /// Cases whose batches carry the time of the recorder's clock, where that matters.
  private static let timed: Set<String> = ["PRODUCE-059", "PRODUCE-061b"]

  private init(_ recording: Recording, _ address: BrokerAddress, _ offered: Set<Int64>) {
    self.recording = recording
    self.address = address
    self.offered = offered
  }

  /// As the recorded broker was configured.
  static var configuration: BrokerConfiguration {
    get throws {
      var configuration = BrokerConfiguration.testing
      configuration.release = "3.9"
      configuration.topics.createsAutomatically = false
      configuration.offsets.topicPartitionCount = 1
      configuration.log.retention = nil
      return configuration
    }
  }

  /// What differs when the recording is played to a new broker.
  static func differences(of recording: Recording) async throws -> [String] {
    try await Broker.withBroker(configuration: try configuration) { broker in
      guard let address = BrokerAddress(try await broker.bootstrapServers) else { return ["no address"] }
      var options = RunOptions()
      options.bootstrap = address
      let (discovery, _) = try await Discovery.ask(options, group: MultiThreadedEventLoopGroup.singleton)
      let player = ReplayPlayer(recording, address, Set(discovery.advertised.keys.map { Int64($0.rawValue) }))
      try await player.play()
      return player.differences
    }
  }

  private func play() async throws {
    defer { for connection in connections.values { connection.close() } }
    let setup = Peer(try await connection(-1), clientId: "setup", answerLimit: Self.limit)
    let begin = recording.steps.firstIndex { $0.setup == nil }
    var last = 0
    for (index, step) in recording.steps.enumerated() {
      if index == begin { try await Preparation.of(recording.name)?(setup) }
      if step.setup != nil {
        try await prepare(step, setup)
        continue
      }
      if let pause = Self.pauses[recording.name]?[index] { try await Task.sleep(for: pause) }
      last = step.conn ?? last
      let count = differences.count
      if let send = step.send { try await write(send, on: last) }
      if step.closed == true { try await expectEnd(on: last) }
      if step.silent_ms != nil { try await expectSilence(on: last) }
      if let answer = step.recv { try await expect(answer, on: last) }
      if differences.count > count { differences[count] = "step \(index): \(differences[count])" }
      // After an answer that is missing, the rest says nothing.
      if differences.count > count, open[last]?.isEmpty == false { return }
    }
  }

  private func connection(_ number: Int) async throws -> Connection {
    if let connection = connections[number] { return connection }
    let connection = try await Connection.open(
      address, group: MultiThreadedEventLoopGroup.singleton, limit: Self.limit, transcript: transcript)
    connections[number] = connection
    return connection
  }

  // MARK: What was there before

  private func prepare(_ step: Recording.Step, _ peer: Peer) async throws {
    if step.setup == "topic", let name = step.name { try await create(name, step, peer) }
    guard step.setup == "produce", let topic = step.topic, let records = step.records else { return }
    guard let bytes = ByteBuffer(hexadecimal: records) else { throw SuiteError("set-up records are cut") }
    let reply = try await peer.call(
      .produce, version: 9,
      [
        "Acks": -1, "TimeoutMs": 10_000,
        "TopicData": [
          [
            "Name": .string(topic),
            "PartitionData": [["Index": Value(Int(step.partition ?? 0)), "Records": .bytes(bytes)]],
          ]
        ],
      ])
    let code = reply["Responses"][0]["PartitionResponses"][0]["ErrorCode"].int
    if code != 0 { throw SuiteError("set-up records are refused with \(code ?? -1)") }
  }

  private func create(_ name: String, _ step: Recording.Step, _ peer: Peer) async throws {
    let configs = (step.configs ?? [:]).sorted { $0.key < $1.key }
    let reply = try await peer.call(
      .createTopics, version: 7,
      [
        "Topics": [
          [
            "Name": .string(name), "NumPartitions": Value(step.partitions ?? 1), "ReplicationFactor": 1,
            "Configs": .array(configs.map { ["Name": .string($0.key), "Value": .string($0.value)] }),
          ]
        ], "timeoutMs": 10_000,
      ])
    let topic = reply["Topics"][0]
    guard topic["ErrorCode"].int == 0, let live = topic["TopicId"].uuid else {
      throw SuiteError("\(name) cannot be made: \(topic["ErrorCode"].int ?? -1)")
    }
    if let recorded = step.topicId.flatMap({ KafkaUUID(hexadecimal: $0) }) { _ = bindings.bind(recorded, live) }
  }

  // MARK: Steps

  private func write(_ hex: String, on number: Int) async throws {
    let requests = RecordedRequest.split(hex)
    let connection = try await connection(number)
    // Requests on several connections reach the broker in the order in which they were sent: one in front of them is
    // answered when the broker has read these bytes.
    let barrier: RequestFrame? =
      if connections.count > 2, open[number, default: []].isEmpty, requests.allSatisfy(\.isFrame) {
        try RequestFrame(.apiVersions, version: 0, correlation: -77, clientId: "barrier", body: [:])
      } else {
        nil
      }
    var bytes = barrier?.bytes ?? ByteBuffer()
    for request in requests {
      bytes.writeImmutableBuffer(live(request))
      if request.isAnswered { open[number, default: []].append(request) }
    }
    connection.send(bytes)
    if barrier != nil, case .silence = await connection.receive(within: Self.limit) {
      throw SuiteError("\(recording.name): ApiVersions is not answered")
    }
  }

  /// The request with what this broker gave out in place of what the recorded one did.
  private func live(_ request: RecordedRequest) -> ByteBuffer {
    guard let body = request.body else { return request.bytes }
    var exchanged = bindings.live(body)
    if Self.timed.contains(recording.name) { Self.shift(&exchanged) }
    return exchanged == body ? request.bytes : request.with(exchanged)
  }

  /// Has batches be as old as they were for the recorder.
  private static func shift(_ body: inout Structure) {
    for (index, field) in body.fields.enumerated() {
      switch field.value {
      case .bytes(let bytes) where field.name == "Records":
        body.fields[index].value = .bytes(Batches.shift(bytes, by: Preparation.sinceRecording))
      case .array(let elements):
        body.fields[index].value = .array(
          elements.map { element in
            guard case .structure(var inner) = element else { return element }
            shift(&inner)
            return .structure(inner)
          })
      default: continue
      }
    }
  }

  private func expectEnd(on number: Int) async throws {
    open[number] = []
    switch try await connection(number).receive(within: Self.limit) {
    case .ended: return
    case .frame(let frame): differences.append("an answer of \(frame.readableBytes) bytes instead of the end")
    case .silence: differences.append("the connection is still open")
    }
  }

  private func expectSilence(on number: Int) async throws {
    switch try await connection(number).receive(within: Self.silence) {
    case .silence: return
    case .ended: differences.append("the connection ended where nothing came")
    case .frame(let frame):
      let codes = open[number]?.first?.answer(frame).map { Comparison.codes($0) } ?? []
      open[number] = Array((open[number] ?? []).dropFirst())
      differences.append("answered with \(codes) where nothing came")
    }
  }

  private func expect(_ hex: String, on number: Int) async throws {
    guard let request = open[number]?.first else { throw SuiteError("\(recording.name): an answer to nothing") }
    switch try await connection(number).receive(within: Self.limit) {
    case .ended: differences.append("the connection ended instead of an answer")
    case .silence: differences.append("no answer")
    case .frame(let frame):
      open[number] = Array((open[number] ?? []).dropFirst())
      let correlation = frame.getInteger(at: frame.readerIndex + 4, as: Int32.self)
      if correlation != request.correlation {
        differences.append("correlation id \(correlation ?? -1), not \(request.correlation)")
        return
      }
      guard let ours = request.answer(frame) else { return differences.append("the answer does not decode") }
      // Cut by the recorder: that there is an answer is all that can be compared.
      guard let bytes = ByteBuffer(hexadecimal: hex) else { return }
      guard let recorded = request.answer(bytes) else {
        throw SuiteError("\(recording.name): the recorded answer does not decode")
      }
      bindings.learn(recorded, ours)
      if let difference = Comparison(offered).difference(bindings.live(recorded), ours) {
        differences.append("\(request.api) v\(request.version): \(difference)")
      }
    }
  }
}

extension KafkaUUID {
  /// From 32 digits, dashes left out of account.
  init?(hexadecimal text: String) {
    guard let bytes = ByteBuffer(hexadecimal: text.filter { $0 != "-" }), bytes.readableBytes == 16,
      let most = bytes.getInteger(at: 0, as: UInt64.self), let least = bytes.getInteger(at: 8, as: UInt64.self)
    else { return nil }
    self.init(mostSignificantBits: most, leastSignificantBits: least)
  }
}
