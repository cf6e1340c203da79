public import KafkaClientCore
public import KafkaWire
import NIOCore
import Synchronization

extension KafkaConsumer {
  // MARK: Which partitions

  /// Reads these topics as a member of the group; replaces an earlier subscription.
  ///
  /// - Throws: ``KafkaError`` with ``KafkaError/Code/invalidArgument`` without a group, without an assignment strategy,
  ///   for a name that no topic can have, and for a consumer whose partitions were assigned by hand.
  public func subscribe(to topics: some Sequence<String>) throws(KafkaError) {
    guard configuration.groupID != nil else {
      throw KafkaError(.invalidArgument, "subscribing needs a group.id; set one, or assign partitions by hand")
    }
    guard !configuration.group.assignmentStrategies.isEmpty else {
      throw KafkaError(.invalidArgument, "subscribing needs a partition.assignment.strategy; name one")
    }
    let topics = Set(topics)
    for topic in topics.sorted() { try Self.check(topic) }
    try choose(.subscribed)
    execute { $0.subscribe(to: topics) }
  }

  /// Reads these partitions, whoever else does; replaces an earlier assignment. With a group, reading begins at its
  /// committed offsets.
  ///
  /// - Throws: ``KafkaError`` with ``KafkaError/Code/invalidArgument`` for a partition that cannot be, and for a
  ///   consumer that has subscribed.
  public func assign(_ partitions: some Sequence<TopicPartition>) throws(KafkaError) {
    let partitions = Array(partitions)
    for partition in partitions {
      try Self.check(partition.topic)
      guard partition.partition >= 0 else {
        throw KafkaError(.invalidArgument, "a partition's number is at least 0, not \(partition.partition)")
      }
    }
    try choose(.assigned)
    execute { $0.assign(partitions) }
  }

  /// The rule of brokers is narrower; this is what has a form on the wire.
  private static func check(_ topic: String) throws(KafkaError) {
    guard (1...249).contains(topic.utf8.count) else {
      throw KafkaError(
        .invalidArgument, "a topic's name has 1 to 249 characters; \"\(topic.prefix(40))\" has \(topic.utf8.count)")
    }
  }

  private func choose(_ wanted: Mode) throws(KafkaError) {
    let chosen = mode.withLock { mode in
      mode = mode ?? wanted
      return mode
    }
    guard chosen != wanted else { return }
    throw KafkaError(
      .invalidArgument,
      wanted == .assigned
        ? "this consumer has subscribed to topics, so its group assigns its partitions; use another consumer"
        : "this consumer's partitions were assigned by hand, so it cannot subscribe; use another consumer")
  }

  /// The partitions that are assigned now.
  public func assignment() async -> [TopicPartition] {
    await ask([]) { $0.fetcher.stays.keys.sorted() }
  }

  // MARK: Where in them

  /// Goes on reading a partition from `offset`, which is at least 0. Records fetched before are dropped.
  ///
  /// The partition must be assigned; otherwise this has no effect but a warning in the log. With a subscription that is
  /// so from ``RebalanceListener/assigned`` on.
  public func seek(_ partition: TopicPartition, to offset: Int64) {
    let offset = max(0, offset)
    execute { consumer in consumer.position(partition) { $0.seek(partition, to: offset, now: $1) } }
  }

  /// Goes on reading a partition from its beginning, its end, or the records of a certain age; see
  /// ``seek(_:to:)-(_,Int64)``. ``ConsumerConfiguration/AutoOffsetReset/none`` has no effect.
  public func seek(_ partition: TopicPartition, to place: ConsumerConfiguration.AutoOffsetReset) {
    guard place != .none else { return }
    execute { consumer in consumer.position(partition) { $0.seek(partition, to: place.offsetReset, now: $1) } }
  }

  /// Fetches no more of these partitions, which stay assigned. What has been fetched is still handed out.
  public func pause(_ partitions: some Sequence<TopicPartition>) {
    let partitions = Array(partitions)
    execute { consumer in
      for partition in partitions {
        consumer.position(partition) { fetcher, _ in
          fetcher.pause([partition])
          return []
        }
      }
    }
  }

  /// Undoes ``pause(_:)``.
  public func resume(_ partitions: some Sequence<TopicPartition>) {
    let partitions = Array(partitions)
    execute { consumer in
      for partition in partitions { consumer.position(partition) { $0.resume([partition], now: $1) } }
    }
  }

  /// For each assigned partition how many records are behind what has been processed, where that is known.
  public func lag() async -> [TopicPartition: Int64] {
    await ask([:]) { consumer in
      let processed = consumer.mailbox.processed(includingInHand: false)
      var lag: [TopicPartition: Int64] = [:]
      for partition in consumer.fetcher.stays.keys {
        guard let end = consumer.fetcher.highWatermark(of: partition),
          let position = processed[partition]?.offset ?? consumer.fetcher.position(of: partition)
        else { continue }
        lag[partition] = max(0, end - position)
      }
      return lag
    }
  }

  // MARK: Committing

  /// Commits the offsets behind everything that has been handed out: from ``batches`` the batch in hand included, from
  /// ``records`` the record in hand. Commits of one consumer go one after the other.
  ///
  /// Takes up to `default.api.timeout.ms`.
  ///
  /// - Throws: ``KafkaError``; with ``KafkaError/Code/rebalanced`` when the partitions belong to others by now, with
  ///   ``KafkaError/Code/invalidArgument`` without a group, with ``KafkaError/Code/notRunning`` before ``run()``, with
  ///   ``KafkaError/Code/closed`` when the consumer ends first. A task that is cancelled gets
  ///   ``KafkaError/Code/cancelled`` at once; the commit goes on.
  public func commit() async throws(KafkaError) {
    let box = self.box
    try await client.wait { (_, finish: @escaping (Result<Void, KafkaError>) -> Void) in
      var finish: ((Result<Void, KafkaError>) -> Void)? = finish
      let done: (Result<Void, KafkaError>) -> Void = { result in
        let once = finish
        finish = nil
        once?(result)
      }
      guard let consumer = box.value, consumer.isStarted else {
        done(.failure(self.unavailable))
        return {}
      }
      consumer.commitGiven(done)
      return { done(.failure(KafkaError(.cancelled, "the task was cancelled before the offsets were committed"))) }
    }
  }

  private var unavailable: KafkaError {
    hasEnded
      ? KafkaError(.closed, "the consumer has been closed")
      : KafkaError(.notRunning, "nobody runs the consumer's run()")
  }

  /// What the consumer is connected to, reads and waits for, in lines for a person.
  public func diagnostics() async -> String {
    let connections = await client.diagnostics()
    return await ask("") { $0.diagnostics() } + "\n" + connections
  }
}
