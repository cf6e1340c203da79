import KafkaClientCore
import KafkaWire
import Metrics
import Synchronization

/// An observer that counts for swift-metrics. Made only where there is a metrics system.
///
/// Series are made when they are first needed and kept, so that the usual event costs a look-up and an increment. Their
/// number is bounded: topics by the configuration, nodes by a constant.
final class ClientMetrics: KafkaClientObserver {
  /// Brokers with series of their own. More than any cluster has that is known of.
  static let maximumNodes = 1000
  /// The value of a dimension for what is beyond the bound.
  static let other = "other"

  private let state: Mutex<State>

  /// - Parameter clientID: The value of the dimension `client_id`.
  init(factory: any MetricsFactory, clientID: String, maximumTopics: Int) {
    state = Mutex(State(maker: MetricMaker(factory: factory, clientID: clientID), maximumTopics: maximumTopics))
  }

  func observe(_ event: KafkaClientEvent, clientID: String) {
    state.withLock { $0.count(event) }
  }

  private struct State: Sendable {
    let maker: MetricMaker
    let maximumTopics: Int
    let client: ClientSeries
    /// Nil until a producer shows.
    var producer: ProducerSeries?
    var nodes: [Int32: NodeSeries] = [:]
    var otherNodes: NodeSeries?
    var topics: [String: TopicSeries] = [:]
    var otherTopics: TopicSeries?
    var connections = 0

    init(maker: MetricMaker, maximumTopics: Int) {
      self.maker = maker
      self.maximumTopics = maximumTopics
      client = ClientSeries(maker)
    }

    mutating func count(_ event: KafkaClientEvent) {
      switch event {
      case .connected:
        connections += 1
        client.connectionCreations.increment()
        client.connectionCount.record(connections)
      case .connectionFailed: client.connectionFailures.increment()
      case .disconnected:
        connections -= 1
        client.connectionCloses.increment()
        client.connectionCount.record(connections)
      case .metadataUpdated: client.metadataUpdates.increment()
      case .requestSent(let request):
        let node = node(request.connection.nodeID)
        node.requests.increment()
        node.outgoingBytes.increment(by: request.byteCount)
        node.requestSize.record(request.byteCount)
      case .requestAnswered(let request, let answer):
        count(answer, to: request)
      case .throttled(_, _, let pause): client.throttleTime.record(duration: pause)
      case .sampled(let sample):
        client.requestsInFlight.record(sample.requestsInFlight)
        client.requestsWaiting.record(sample.requestsWaiting)
        if let age = sample.metadataAge { client.metadataAge.record(age.seconds) }
      default: countProducing(event)
      }
    }

    private mutating func count(_ answer: KafkaClientEvent.Answer, to request: KafkaClientEvent.Request) {
      let node = node(request.connection.nodeID)
      node.responses.increment()
      node.incomingBytes.increment(by: answer.byteCount)
      node.requestLatency.record(duration: answer.latency)
      guard request.api == .produce else { return }
      node.produceLatency.record(duration: answer.latency)
      withProducer { $0.throttleTime.record(duration: answer.throttle) }
    }

    private mutating func countProducing(_ event: KafkaClientEvent) {
      switch event {
      case .produceSent(let produce):
        withProducer { $0.recordsPerRequest.record(produce.recordCount) }
      case .batchSent(let batch):
        withProducer {
          $0.batchSize.record(batch.byteCount)
          $0.queueTime.record(duration: batch.age)
        }
        let topic = topic(batch.topicPartition.topic)
        topic.recordsSent.increment(by: batch.recordCount)
        topic.bytesSent.increment(by: batch.byteCount)
        topic.compressionRate.record(Double(batch.byteCount) / Double(max(1, batch.plainByteCount)))
      case .batchAcknowledged(let batch, _):
        withProducer { $0.deliveryTime.record(duration: batch.age) }
      case .batchFailed(let batch, _): topic(batch.topicPartition.topic).recordErrors.increment(by: batch.recordCount)
      case .batchRetried(let batch, let retry):
        if retry.wasSent { topic(batch.topicPartition.topic).recordRetries.increment(by: batch.recordCount) }
      case .batchSplit: withProducer { $0.batchSplits.increment() }
      case .epochBumped: withProducer { $0.epochBumps.increment() }
      case .memoryWaited(let wait):
        withProducer {
          $0.bufferWaitTime.increment(by: wait.time.wholeNanoseconds)
          $0.bufferExhausted.increment(by: wait.exhaustedCount)
        }
      case .producerSampled(let sample):
        withProducer {
          $0.bufferTotal.record(sample.bufferBytes)
          $0.bufferAvailable.record(sample.availableBufferBytes)
          $0.waitingCallers.record(sample.waitingCallers)
        }
      default: break
      }
    }

    private mutating func withProducer(_ body: (ProducerSeries) -> Void) {
      let series = producer ?? ProducerSeries(maker)
      producer = series
      body(series)
    }

    private mutating func node(_ id: Int32) -> NodeSeries {
      // Bootstrap servers have one series together.
      let id = max(-1, id)
      if let series = nodes[id] { return series }
      if nodes.count >= ClientMetrics.maximumNodes {
        let series = otherNodes ?? NodeSeries(maker, node: ClientMetrics.other)
        otherNodes = series
        return series
      }
      let series = NodeSeries(maker, node: id < 0 ? "bootstrap" : "\(id)")
      nodes[id] = series
      return series
    }

    private mutating func topic(_ name: String) -> TopicSeries {
      if let series = topics[name] { return series }
      if topics.count >= maximumTopics {
        let series = otherTopics ?? TopicSeries(maker, topic: ClientMetrics.other)
        otherTopics = series
        return series
      }
      let series = TopicSeries(maker, topic: name)
      topics[name] = series
      return series
    }
  }
}

extension Duration {
  fileprivate var seconds: Double { Double(wholeNanoseconds) / 1e9 }
}
