import KafkaClient
import KafkaClientCore
import KafkaMessages
import KafkaWire
import Logging
import MetricsTestKit
import NIOCore
import NIOPosix
import Synchronization
import TestSupport
import Testing

/// What observers, metrics and the log make of brokers that refuse, slow down or are not there.
@Suite(.timeLimit(.minutes(3))) struct ScriptedObservationTests {
  @Test func `a refusal and a pause are in events, metrics and the log`() async throws {
    let port = Box()
    let metrics = TestMetrics()
    let recorder = EventRecorder(group: MultiThreadedEventLoopGroup.singleton)
    let log = RecordingLog()
    try await ScriptedBroker.run(Self.script(port)) { listening in
      port.value = listening
      var configuration = ProducerConfiguration(bootstrapServers: ["127.0.0.1:\(listening)"])
      configuration.client.clientID = "scripted"
      configuration.client.observability.metrics = .factory(metrics)
      configuration.client.observability.observers = [recorder]
      try await KafkaProducer.withProducer(configuration: configuration, logger: log.logger) { producer in
        let metadata = try await producer.send(ProducerRecord(topic: "t", value: "x"))
        #expect(metadata.offset == 7)
      }
    }
    let client = ("client_id", "scripted")
    let topic = [client, ("topic", "t")]
    #expect(metrics.counterTotal(label: KafkaMetric.recordRetries.rawValue, dimensions: topic) == 1)
    #expect(metrics.counterTotal(label: KafkaMetric.recordsSent.rawValue, dimensions: topic) == 2)
    #expect(metrics.counterTotal(label: KafkaMetric.recordErrors.rawValue, dimensions: topic) == 0)
    let pauses = try metrics.expectTimer(KafkaMetric.produceThrottleTime.rawValue, [client])
    #expect(pauses.values == [25_000_000, 0])
    #expect(try metrics.expectTimer(KafkaMetric.throttleTime.rawValue, [client]).values == [25_000_000])

    let retries = recorder.events.compactMap { event -> KafkaClientEvent.Retry? in
      if case .batchRetried(_, let retry) = event { retry } else { nil }
    }
    #expect(retries.map(\.error) == [.notLeaderOrFollower])
    let line = try #require(log.lines(of: .batchRetried).first)
    #expect(line.level == .info)
    #expect(line.metadata["reason"] == "NOT_LEADER_OR_FOLLOWER")
    #expect(log.lines(of: .batchFailed).isEmpty)
  }

  @Test func `a broker that is not there is in metrics and the log, there once`() async throws {
    let metrics = TestMetrics()
    let log = RecordingLog()
    var configuration = ClientConfiguration(bootstrapServers: ["127.0.0.1:1"])
    configuration.clientID = "alone"
    configuration.observability.metrics = .factory(metrics)
    configuration.connection.reconnectBackoff = .milliseconds(1)
    configuration.connection.reconnectBackoffMaximum = .milliseconds(1)
    let client = try KafkaClient(configuration: configuration, logger: log.logger)
    let running = Task { try await client.run() }
    let asking = Task { try await KafkaAdmin(client: client).describeCluster() }
    try await eventually(
      "the failures counted",
      { metrics.counterTotal(label: KafkaMetric.connectionFailures.rawValue, dimensions: [("client_id", "alone")]) },
      satisfies: { $0 >= 3 })
    running.cancel()
    try await running.value
    _ = await asking.result
    #expect(log.lines(of: .connectionFailed).count == 1)
    #expect(log.lines(of: .connectionFailed).first?.level == .warning)
    #expect(metrics.counterTotal(label: KafkaMetric.connectionCreations.rawValue) == 0)
  }

  /// What script and test share.
  private final class Box: Sendable {
    private let port = Atomic(0)
    private let produced = Atomic(0)

    var value: Int {
      get { port.load(ordering: .relaxed) }
      set { port.store(newValue, ordering: .relaxed) }
    }

    /// Whether this is the first Produce.
    func produces() -> Bool { produced.add(1, ordering: .relaxed).newValue == 1 }
  }

  /// A cluster of one node with a topic `t`, which refuses the first Produce and asks for a pause.
  private static func script(_ port: Box) -> ScriptedBroker.Script {
    { request, _ in
      switch request {
      case is MetadataRequest: .response(ScriptedTopic.metadata(port: port.value))
      case is InitProducerIdRequest:
        .response(
          InitProducerIdResponse.with {
            $0.producerId = 1
            $0.producerEpoch = 0
          })
      case let request as ProduceRequest: .response(answer(request, isFirst: port.produces()))
      default: .usual
      }
    }
  }

  private static func answer(_ request: ProduceRequest, isFirst: Bool) -> ProduceResponse {
    .with { response in
      response.throttleTimeMs = isFirst ? 25 : 0
      response.responses = request.topicData.map { data in
        .with { topic in
          topic.name = data.name
          topic.topicId = data.topicId
          topic.partitionResponses = [
            .with {
              $0.index = 0
              $0.errorCode = isFirst ? ErrorCode.notLeaderOrFollower.rawValue : 0
              $0.baseOffset = isFirst ? -1 : 7
            }
          ]
        }
      }
    }
  }
}
