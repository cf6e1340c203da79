import Foundation
import KafkaBroker
import KafkaClient
import KafkaWire
import Testing

/// Faults of memory, disk and clock, as clients see them.
@Suite(.timeLimit(.minutes(2))) struct NodeFaultTests {
  @Test func `a forgotten producer's repetition is stored twice`() async throws {
    try await InterceptedProducerTests.with {
      // Time enough for the broker to forget before the batch is repeated.
      $0.client.requestTimeout = .seconds(3)
    } _: { broker, producer, reader in
      let rule = try broker.intercept(.produce, .dropAnswer)
      async let sent = producer.send(ProducerRecord(topic: "t", value: "0"))
      try await rule.waitForHits()
      try await broker.forgetProducers(of: "t")
      _ = try await sent
      let values = try await reader.records(of: "t").map(\.value)
      #expect(values == ["0", "0"])
    }
  }

  @Test(arguments: [false, true])
  func `a full disk holds records up, and nothing is lost`(isOnDisk: Bool) async throws {
    var configuration = BrokerConfiguration.testing
    let directory = FileManager.default.temporaryDirectory.appendingPathComponent("faults-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: directory) }
    if isOnDisk { configuration.storage = .directory(directory) }
    try await InterceptedProducerTests.with(broker: configuration) { broker, producer, reader in
      try await producer.send(ProducerRecord(topic: "t", value: "0"))
      broker.setDiskFull(true)
      let attempts = try broker.intercept(.produce, times: .max, .pass)
      async let sent = producer.send(ProducerRecord(topic: "t", value: "1"))
      // The second attempt is made when the first has failed.
      try await attempts.waitForHits(2)
      await #expect(throws: KafkaError.self) { try await reader.createTopic("new", partitions: 1) }
      broker.setDiskFull(false)
      let offset = try await sent.offset
      #expect(offset == 1)
      let values = try await reader.records(of: "t").map(\.value)
      #expect(values == ["0", "1"])
      // The broker closes its logs in order all the same.
      broker.setDiskFull(true)
    }
  }

  @Test func `a write that fails is repeated`() async throws {
    try await InterceptedProducerTests.with { broker, producer, reader in
      let attempts = try broker.intercept(.produce, times: .max, .pass)
      try await broker.failNextWrite(to: "t")
      #expect(try await producer.send(ProducerRecord(topic: "t", value: "0")).offset == 0)
      #expect(attempts.hitCount == 2)
      let values = try await reader.records(of: "t").map(\.value)
      #expect(values == ["0"])
    }
  }

  @Test func `a sync that fails takes the partition out of use`() async throws {
    var configuration = BrokerConfiguration.testing
    configuration.log.flushMessages = 1
    try await InterceptedProducerTests.with(broker: configuration) {
      $0.deliveryTimeout = .seconds(3)
    } _: { broker, producer, _ in
      try await producer.send(ProducerRecord(topic: "t", value: "0"))
      try await broker.failNextSync(of: "t")
      let error = await #expect(throws: KafkaError.self) {
        try await producer.send(ProducerRecord(topic: "t", value: "1"))
      }
      #expect(error?.message.contains("KAFKA_STORAGE_ERROR") == true, "\(String(describing: error))")
      // It stays so: the failure was of one sync alone.
      await #expect(throws: KafkaError.self) { try await producer.send(ProducerRecord(topic: "t", value: "2")) }
    }
  }

  @Test func `the wall clock can be wrong`() async throws {
    try await InterceptedProducerTests.with { broker, producer, reader in
      try await reader.createTopic(
        "stamped", partitions: 1, configuration: ["message.timestamp.type": "LogAppendTime"])
      func stamp() async throws -> Duration {
        try await producer.send(ProducerRecord(topic: "stamped", value: "0"))
        let time = try await reader.records(of: "stamped").last?.timestamp ?? 0
        return .milliseconds(time) - .seconds(Date().timeIntervalSince1970)
      }
      let day = Duration.seconds(86_400)
      broker.shiftWallClock(by: day)
      #expect(abs(try await stamp() - day) < .seconds(60))
      broker.shiftWallClock(by: .zero - day * 3)
      #expect(abs(try await stamp() + day * 2) < .seconds(60))
      broker.shiftWallClock(by: .seconds(Int64.max))
      broker.shiftWallClock(by: .seconds(Int64.max))
      #expect(try await stamp() > day)
    }
  }

  private func abs(_ duration: Duration) -> Duration { duration < .zero ? .zero - duration : duration }

  @Test func `a partition that is not there is named`() async throws {
    try await Broker.withBroker { broker in
      for body in [
        { try await broker.forgetProducers(of: "no") }, { try await broker.failNextWrite(to: "no") },
        { try await broker.failNextSync(of: "no", partition: 3) },
      ] as [@Sendable () async throws -> Void] {
        let error = await #expect(throws: BrokerLifecycleError.self) { try await body() }
        #expect(error?.code == .noSuchPartition)
        #expect(error?.message.contains("no-") == true)
      }
    }
  }
}
