import KafkaClientCore
import Metrics

/// Makes the metrics of one client.
struct MetricMaker: Sendable {
  let factory: any MetricsFactory
  let clientID: String

  func counter(_ metric: KafkaMetric, _ value: String? = nil) -> Counter {
    Counter(label: metric.rawValue, dimensions: dimensions(metric, value, .counter), factory: factory)
  }

  func gauge(_ metric: KafkaMetric) -> Gauge {
    Gauge(label: metric.rawValue, dimensions: dimensions(metric, nil, .gauge), factory: factory)
  }

  func recorder(_ metric: KafkaMetric, _ value: String? = nil) -> Recorder {
    Recorder(
      label: metric.rawValue, dimensions: dimensions(metric, value, .recorder), aggregate: true, factory: factory)
  }

  func timer(_ metric: KafkaMetric, _ value: String? = nil) -> Timer {
    Timer(label: metric.rawValue, dimensions: dimensions(metric, value, .timer), factory: factory)
  }

  /// The client's, and the value of the second dimension where the metric has one.
  private func dimensions(_ metric: KafkaMetric, _ value: String?, _ kind: KafkaMetric.Kind) -> [(String, String)] {
    precondition(metric.kind == kind, "\(metric) is a \(metric.kind), not a \(kind)")
    let values = [clientID] + (value.map { [$0] } ?? [])
    precondition(values.count == metric.dimensions.count, "\(metric) has the dimensions \(metric.dimensions)")
    return Array(zip(metric.dimensions, values))
  }
}

struct ClientSeries: Sendable {
  let connectionCount: Gauge
  let connectionCreations: Counter
  let connectionCloses: Counter
  let connectionFailures: Counter
  let requestsInFlight: Gauge
  let requestsWaiting: Gauge
  let throttleTime: Timer
  let metadataAge: Gauge
  let metadataUpdates: Counter

  init(_ maker: MetricMaker) {
    connectionCount = maker.gauge(.connectionCount)
    connectionCreations = maker.counter(.connectionCreations)
    connectionCloses = maker.counter(.connectionCloses)
    connectionFailures = maker.counter(.connectionFailures)
    requestsInFlight = maker.gauge(.requestsInFlight)
    requestsWaiting = maker.gauge(.requestsWaiting)
    throttleTime = maker.timer(.throttleTime)
    metadataAge = maker.gauge(.metadataAge)
    metadataUpdates = maker.counter(.metadataUpdates)
  }
}

final class NodeSeries: Sendable {
  let requests: Counter
  let responses: Counter
  let outgoingBytes: Counter
  let incomingBytes: Counter
  let requestSize: Recorder
  let requestLatency: Timer
  let produceLatency: Timer

  init(_ maker: MetricMaker, node: String) {
    requests = maker.counter(.requests, node)
    responses = maker.counter(.responses, node)
    outgoingBytes = maker.counter(.outgoingBytes, node)
    incomingBytes = maker.counter(.incomingBytes, node)
    requestSize = maker.recorder(.requestSize, node)
    requestLatency = maker.timer(.requestLatency, node)
    produceLatency = maker.timer(.produceLatency, node)
  }
}

final class TopicSeries: Sendable {
  let recordsSent: Counter
  let bytesSent: Counter
  let recordErrors: Counter
  let recordRetries: Counter
  let compressionRate: Recorder

  init(_ maker: MetricMaker, topic: String) {
    recordsSent = maker.counter(.recordsSent, topic)
    bytesSent = maker.counter(.bytesSent, topic)
    recordErrors = maker.counter(.recordErrors, topic)
    recordRetries = maker.counter(.recordRetries, topic)
    compressionRate = maker.recorder(.compressionRate, topic)
  }
}

final class ProducerSeries: Sendable {
  let batchSize: Recorder
  let batchSplits: Counter
  let recordsPerRequest: Recorder
  let queueTime: Timer
  let deliveryTime: Timer
  let throttleTime: Timer
  let bufferTotal: Gauge
  let bufferAvailable: Gauge
  let bufferWaitTime: Counter
  let bufferExhausted: Counter
  let waitingCallers: Gauge
  let epochBumps: Counter

  init(_ maker: MetricMaker) {
    batchSize = maker.recorder(.batchSize)
    batchSplits = maker.counter(.batchSplits)
    recordsPerRequest = maker.recorder(.recordsPerRequest)
    queueTime = maker.timer(.queueTime)
    deliveryTime = maker.timer(.deliveryTime)
    throttleTime = maker.timer(.produceThrottleTime)
    bufferTotal = maker.gauge(.bufferTotal)
    bufferAvailable = maker.gauge(.bufferAvailable)
    bufferWaitTime = maker.counter(.bufferWaitTime)
    bufferExhausted = maker.counter(.bufferExhausted)
    waitingCallers = maker.gauge(.waitingCallers)
    epochBumps = maker.counter(.epochBumps)
  }
}
