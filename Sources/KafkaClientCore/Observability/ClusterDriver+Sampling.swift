import KafkaWire

/// Samples at intervals, for what is a state rather than an event. Nothing is set where nobody listens.
extension ClusterDriver {
  /// Asks `sample` at each interval and at the end, until `removeSampler`.
  package func addSampler(_ sample: @escaping () -> KafkaClientEvent) -> UInt64? {
    guard isSampled else { return nil }
    lastSampler += 1
    samplers[lastSampler] = sample
    return lastSampler
  }

  /// Asks for the last time.
  package func removeSampler(_ sampler: UInt64) {
    if let sample = samplers.removeValue(forKey: sampler) { hook?.tell(sample()) }
  }

  private var isSampled: Bool { hook?.observation == .everything }

  func startSampling() {
    guard isSampled, samplingAlarm == nil else { return }
    samplingAlarm = network.makeAlarm { [weak self] in
      self?.takeSamples()
      self?.setSamplingAlarm()
    }
    setSamplingAlarm()
  }

  private func setSamplingAlarm() {
    guard let hook else { return }
    samplingAlarm?.set(now + hook.samplingInterval)
  }

  func endSampling() {
    guard samplingAlarm != nil else { return }
    samplingAlarm?.cancel()
    samplingAlarm = nil
    takeSamples()
  }

  private func takeSamples() {
    hook?.tell(.sampled(sample))
    for (_, sample) in samplers.sorted(by: { $0.key < $1.key }) { hook?.tell(sample()) }
  }
}
