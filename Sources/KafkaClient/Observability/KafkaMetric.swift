/// The numbers that a client gives to swift-metrics. The raw value is the label.
///
/// A backend computes rates of counters, and averages and maxima of recorders and timers, so one of ours stands for
/// several of the Java client's: see ``javaNames``.
@nonexhaustive
public enum KafkaMetric: String, CaseIterable, Sendable {
  // Connections and requests, of every kind of client.
  case connectionCount = "kafka_client_connection_count"
  case connectionCreations = "kafka_client_connection_creation_total"
  case connectionCloses = "kafka_client_connection_close_total"
  case connectionFailures = "kafka_client_connection_failure_total"
  case requests = "kafka_client_request_total"
  case responses = "kafka_client_response_total"
  case outgoingBytes = "kafka_client_outgoing_byte_total"
  case incomingBytes = "kafka_client_incoming_byte_total"
  case requestSize = "kafka_client_request_size"
  case requestLatency = "kafka_client_request_latency"
  case requestsInFlight = "kafka_client_requests_in_flight"
  case requestsWaiting = "kafka_client_requests_waiting"
  case throttleTime = "kafka_client_throttle_time"
  case metadataAge = "kafka_client_metadata_age_seconds"
  case metadataUpdates = "kafka_client_metadata_update_total"

  // Producers.
  case recordsSent = "kafka_producer_record_send_total"
  case bytesSent = "kafka_producer_byte_total"
  case recordErrors = "kafka_producer_record_error_total"
  case recordRetries = "kafka_producer_record_retry_total"
  case compressionRate = "kafka_producer_compression_rate"
  case batchSize = "kafka_producer_batch_size"
  case batchSplits = "kafka_producer_batch_split_total"
  case recordsPerRequest = "kafka_producer_records_per_request"
  case queueTime = "kafka_producer_record_queue_time"
  case deliveryTime = "kafka_producer_delivery_time"
  case produceLatency = "kafka_producer_request_latency"
  case produceThrottleTime = "kafka_producer_produce_throttle_time"
  case bufferTotal = "kafka_producer_buffer_total_bytes"
  case bufferAvailable = "kafka_producer_buffer_available_bytes"
  case bufferWaitTime = "kafka_producer_bufferpool_wait_time_ns_total"
  case bufferExhausted = "kafka_producer_buffer_exhausted_total"
  case waitingCallers = "kafka_producer_waiting_threads"
  case epochBumps = "kafka_producer_epoch_bump_total"

  /// What it is in swift-metrics.
  public enum Kind: String, Sendable {
    case counter, gauge, recorder, timer
  }

  /// What it is in swift-metrics.
  public var kind: Kind {
    switch self {
    case .connectionCount, .requestsInFlight, .requestsWaiting, .metadataAge, .bufferTotal, .bufferAvailable,
      .waitingCallers:
      .gauge
    case .requestSize, .compressionRate, .batchSize, .recordsPerRequest: .recorder
    case .requestLatency, .throttleTime, .queueTime, .deliveryTime, .produceLatency, .produceThrottleTime: .timer
    case .connectionCreations, .connectionCloses, .connectionFailures, .requests, .responses, .outgoingBytes,
      .incomingBytes, .metadataUpdates, .recordsSent, .bytesSent, .recordErrors, .recordRetries, .batchSplits,
      .bufferWaitTime, .bufferExhausted, .epochBumps:
      .counter
    }
  }

  /// What one unit of it is.
  public var unit: String {
    switch self {
    case .connectionCount, .connectionCreations, .connectionCloses, .connectionFailures: "connections"
    case .requests, .requestsInFlight, .requestsWaiting: "requests"
    case .responses: "responses"
    case .outgoingBytes, .incomingBytes, .requestSize, .bytesSent, .batchSize, .bufferTotal, .bufferAvailable: "bytes"
    case .requestLatency, .throttleTime, .queueTime, .deliveryTime, .produceLatency, .produceThrottleTime: "time"
    case .metadataAge: "seconds"
    case .metadataUpdates: "answers"
    case .recordsSent, .recordErrors, .recordRetries, .recordsPerRequest: "records"
    case .compressionRate: "compressed size / plain size"
    case .batchSplits: "batches"
    case .bufferWaitTime: "nanoseconds"
    case .bufferExhausted, .waitingCallers: "callers"
    case .epochBumps: "epochs"
    }
  }

  /// What distinguishes its time series. `client_id` is the `client.id` of the configuration, and `swift-kafka` where
  /// that has none; `node_id` is `bootstrap` for the bootstrap servers.
  public var dimensions: [String] {
    switch self {
    case .requests, .responses, .outgoingBytes, .incomingBytes, .requestSize, .requestLatency, .produceLatency:
      ["client_id", "node_id"]
    case .recordsSent, .bytesSent, .recordErrors, .recordRetries, .compressionRate: ["client_id", "topic"]
    case .connectionCount, .connectionCreations, .connectionCloses, .connectionFailures, .requestsInFlight,
      .requestsWaiting, .throttleTime, .metadataAge, .metadataUpdates, .batchSize, .batchSplits, .recordsPerRequest,
      .queueTime, .deliveryTime, .produceThrottleTime, .bufferTotal, .bufferAvailable, .bufferWaitTime,
      .bufferExhausted, .waitingCallers, .epochBumps:
      ["client_id"]
    }
  }

  /// The Java client's metrics that it stands for; none for our own.
  public var javaNames: [String] {
    switch self {
    case .connectionCount: ["connection-count"]
    case .connectionCreations: ["connection-creation-total", "connection-creation-rate"]
    case .connectionCloses: ["connection-close-total", "connection-close-rate"]
    case .requests: ["request-total", "request-rate"]
    case .responses: ["response-total", "response-rate"]
    case .outgoingBytes: ["outgoing-byte-total", "outgoing-byte-rate"]
    case .incomingBytes: ["incoming-byte-total", "incoming-byte-rate"]
    case .requestSize: ["request-size-avg", "request-size-max"]
    case .requestsInFlight: ["requests-in-flight"]
    case .metadataAge: ["metadata-age"]
    case .recordsSent: ["record-send-total", "record-send-rate"]
    case .bytesSent: ["byte-total", "byte-rate"]
    case .recordErrors: ["record-error-total", "record-error-rate"]
    case .recordRetries: ["record-retry-total", "record-retry-rate"]
    case .compressionRate: ["compression-rate-avg", "compression-rate"]
    case .batchSize: ["batch-size-avg", "batch-size-max"]
    case .batchSplits: ["batch-split-total", "batch-split-rate"]
    case .recordsPerRequest: ["records-per-request-avg"]
    case .queueTime: ["record-queue-time-avg", "record-queue-time-max"]
    case .produceLatency: ["request-latency-avg", "request-latency-max"]
    case .produceThrottleTime: ["produce-throttle-time-avg", "produce-throttle-time-max"]
    case .bufferTotal: ["buffer-total-bytes"]
    case .bufferAvailable: ["buffer-available-bytes"]
    case .bufferWaitTime: ["bufferpool-wait-time-ns-total", "bufferpool-wait-ratio"]
    case .bufferExhausted: ["buffer-exhausted-total", "buffer-exhausted-rate"]
    case .waitingCallers: ["waiting-threads"]
    case .connectionFailures, .requestLatency, .requestsWaiting, .throttleTime, .metadataUpdates, .deliveryTime,
      .epochBumps:
      []
    }
  }
}
