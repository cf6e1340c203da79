package import KafkaWire

extension FetchMachine {
  /// The stay of each partition: what was fetched for an earlier one is void.
  package var stays: [TopicPartition: UInt64] {
    Dictionary(uniqueKeysWithValues: partitions.map { ($0.key, $0.value.stay) })
  }

  /// A line for each partition: where it is, and what it waits for.
  package func descriptions(now: Instant) -> [String] {
    partitions.map { partition, state in
      "\(partition): \(position(state)), \(wait(partition, state, now: now)), \(state.bufferedBytes) bytes to read"
    }
  }

  private func position(_ state: PartitionFetch) -> String {
    switch state.position {
    case .unknown, .awaitingCommitted: "position not known yet"
    case .resetting(let reset, _): "position being reset to \(reset)"
    case .at(let offset): "at \(offset) of \(state.highWatermark < 0 ? "?" : "\(state.highWatermark)")"
    case .failed: "failed"
    }
  }

  private func wait(_ partition: TopicPartition, _ state: PartitionFetch, now: Instant) -> String {
    if state.isPaused { return "paused" }
    guard let leader = leaders[partition] else { return "without a leader" }
    if state.inFlight != nil { return "waiting for node \(leader.node)" }
    if case .awaitingCommitted = state.position { return "waiting for the group's coordinator" }
    let retryAt = max(state.retryAt, nodeRetryAt[leader.node]?.at ?? .zero)
    if retryAt > now { return "trying again in \((retryAt - now).wholeMilliseconds) ms" }
    return state.wantsMore ? "waiting for its turn" : "waiting for the application"
  }
}
