extension BrokerConfiguration {
  /// For tests: everything in memory, a free port on the loopback interface, and no waiting for group members that will
  /// not come.
  public static var testing: BrokerConfiguration {
    var configuration = BrokerConfiguration()
    configuration.storage = .memory
    configuration.listeners = [Listener(host: "127.0.0.1", port: 0)]
    configuration.groups.initialRebalanceDelay = .zero
    configuration.offsets.topicPartitionCount = 4
    return configuration
  }
}
