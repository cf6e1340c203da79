package import KafkaCompression

/// What the machines of the producer have to know of its configuration.
package struct ProduceSettings: Sendable, Equatable {
  /// Replicas that must have a batch before the broker answers: 0, 1, or -1 for all in sync.
  package var acks: Int16 = -1
  /// `batch.size`; 0 makes one batch of every record.
  package var batchSize = 16_384
  /// `linger.ms`
  package var linger: Duration = .milliseconds(5)
  /// `buffer.memory`
  package var bufferMemory = 33_554_432
  /// `max.request.size`
  package var maximumRequestSize = 1_048_576
  /// `max.in.flight.requests.per.connection`
  package var maximumInFlight = 5
  /// How often a batch is sent again at most.
  package var retries = Int(Int32.max)
  /// `retry.backoff.ms` and `retry.backoff.max.ms`
  package var backoff = Backoff(base: .milliseconds(100), cap: .seconds(1))
  package var requestTimeout: Duration = .seconds(30)
  package var deliveryTimeout: Duration = .seconds(120)
  /// `max.block.ms`
  package var maximumBlock: Duration = .seconds(60)
  /// `metadata.max.idle.ms`
  package var metadataMaximumIdle: Duration = .seconds(300)
  package var isIdempotent = true
  package var compression: CompressionType = .none
  package var compressionLevel: Int?
  package var partitioner: Partitioner = .default
  /// `partitioner.ignore.keys`
  package var ignoresKeys = false
  /// `partitioner.adaptive.partitioning.enable`
  package var isPartitioningAdaptive = true
  /// `partitioner.availability.timeout.ms`; zero for never.
  package var availabilityTimeout: Duration = .zero

  package init() {}
}

extension ProduceSettings {
  /// One request in flight and no sequences: a partition then has one batch on its way at most, so that sending again
  /// does not change the order.
  package var guaranteesOrderByMuting: Bool { maximumInFlight == 1 && !isIdempotent }
}
