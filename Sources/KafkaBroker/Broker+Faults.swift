import KafkaBrokerCore
import KafkaStorage
import KafkaWire

/// Faults of a node rather than of a request: its memory, its disk, its clock.
///
/// Faults of the disk concern all nodes of a broker, which share their logs; they end when the broker stops, so that it
/// can close its logs in order. They work alike on records in memory and in a directory.
extension Broker {
  /// Forgets what a partition, or a topic, knows of its idempotent producers, as a broker does whose
  /// `producer.id.expiration.ms` is over. A repetition of a batch is then stored once more. Producers with an open
  /// transaction are remembered. After a restart the broker may know them again from its files.
  ///
  /// - Parameter partition: nil for all partitions of the topic.
  /// - Throws: ``BrokerLifecycleError`` with ``BrokerLifecycleError/Code/noSuchPartition``, or what kept the broker from
  ///   starting.
  public func forgetProducers(of topic: String, partition: Int32? = nil) async throws {
    try await withRuntime { try $0.forgetProducers(of: topic, partition: partition) }
  }

  /// Lets the disk be full, or have room again. Appends fail while it is full (KAFKA_STORAGE_ERROR), and so do the making of
  /// topics and commits of offsets; nothing that was written is lost, and all goes on when there is room.
  public func setDiskFull(_ isFull: Bool) {
    fileFaults.setFull(isFull)
  }

  /// Lets the next append to a partition fail with an input/output error (KAFKA_STORAGE_ERROR). The log takes back what was
  /// written in part, and goes on.
  ///
  /// - Throws: ``BrokerLifecycleError`` with ``BrokerLifecycleError/Code/noSuchPartition``, or what kept the broker from
  ///   starting.
  public func failNextWrite(to topic: String, partition: Int32 = 0) async throws {
    try await failNext(.write, of: topic, partition)
  }

  /// Lets the next sync of a partition's records fail. As in Apache Kafka the partition is offline from then on
  /// (KAFKA_STORAGE_ERROR), until the broker is started anew, since what was written before may be lost. Syncs come as
  /// `flush.messages` and `flush.ms` say: by default never.
  ///
  /// - Throws: ``BrokerLifecycleError`` with ``BrokerLifecycleError/Code/noSuchPartition``, or what kept the broker from
  ///   starting.
  public func failNextSync(of topic: String, partition: Int32 = 0) async throws {
    try await failNext(.sync, of: topic, partition)
  }

  private func failNext(_ call: FileFaults.Call, of topic: String, _ partition: Int32) async throws {
    let faults = fileFaults
    try await withRuntime { runtime in
      let partition = TopicPartition(topic: topic, partition: partition)
      _ = try runtime.known(partition)
      faults.failNext(call, of: partition)
    }
  }

  /// Sets the broker's wall clock forward, or back: the clock that gives records their append time, and against which
  /// retention and the expiration of producers and offsets are counted. Waiting, as of sessions and delays, goes by another
  /// clock and does not change. Shifts add up.
  ///
  /// - Parameter time: Negative for back. The clock stays between the years 1970 and 9999.
  public func shiftWallClock(by time: Duration) {
    clock.shift(by: time)
  }
}

extension BrokerRuntime {
  fileprivate func forgetProducers(of topic: String, partition: Int32?) throws(BrokerLifecycleError) {
    let first = TopicPartition(topic: topic, partition: partition ?? 0)
    _ = try known(first)
    let count = Int32(clamping: storage?.metadata.current.topics[topic]?.partitions.count ?? 0)
    for index in partition.map({ $0..<($0 + 1) }) ?? 0..<count {
      storage?.directory.log(of: TopicPartition(topic: topic, partition: index))?.forgetProducers()
    }
  }
}
