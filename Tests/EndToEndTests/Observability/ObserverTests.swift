import KafkaBroker
import KafkaClient
import KafkaClientCore
import KafkaWire
import NIOCore
import NIOPosix
import TestSupport
import Testing

/// Observers of running clients.
@Suite(.timeLimit(.minutes(3))) struct ObserverTests {
  @Test func `an observer hears what a producer does, in order and on the event loop`() async throws {
    let group = MultiThreadedEventLoopGroup.singleton
    let everything = EventRecorder(group: group)
    let changes = EventRecorder(.changes, group: group)
    try await withProducer {
      $0.client.clientID = "observed"
      $0.client.observability.observers = [everything, changes]
    } _: { producer, _ in
      try await producer.enqueue("a", to: "t")
      try await producer.enqueue("b", to: "t")
      try await producer.flush()
    }
    #expect(everything.clientIDs == ["observed"])
    #expect(everything.isAlwaysOnLoop)
    let names = everything.names
    let expected = [
      "connecting", "connected", "requestSent", "requestAnswered", "metadataUpdated", "identityObtained", "batchSent",
      "produceSent", "batchAcknowledged", "disconnected",
    ]
    var rest = names[...]
    for name in expected {
      let place = try #require(rest.firstIndex(of: name), "\(name) is not where it should be in \(names)")
      rest = rest[(place + 1)...]
    }
    #expect(names.suffix(1) == ["sampled"])
    #expect(names.contains("producerSampled"))

    let batches = everything.events.compactMap { event -> KafkaClientEvent.Batch? in
      if case .batchAcknowledged(let batch, _) = event { batch } else { nil }
    }
    #expect(batches.map(\.recordCount).reduce(0, +) == 2)
    #expect(batches.allSatisfy { $0.topicPartition == TopicPartition(topic: "t", partition: 0) })

    #expect(!changes.events.isEmpty)
    #expect(changes.events == everything.events.filter { $0.detail == .changes })
  }

  @Test func `a sample is taken at each interval`() async throws {
    let recorder = EventRecorder(group: MultiThreadedEventLoopGroup.singleton)
    try await withProducer {
      $0.client.observability.observers = [recorder]
      $0.client.observability.samplingInterval = .milliseconds(100)
    } _: { _, _ in
      try await eventually(
        "the number of samples", { recorder.names.count { $0 == "sampled" } }, satisfies: { $0 >= 3 })
    }
    let sample = recorder.events.compactMap { event -> KafkaClientEvent.ProducerSample? in
      if case .producerSampled(let sample) = event { sample } else { nil }
    }
    #expect(sample.last?.bufferBytes == 33_554_432)
    #expect(sample.last?.availableBufferBytes == 33_554_432)
    #expect(sample.last?.unfinishedBatches == 0)
  }

  @Test func `consumers and admin clients are observed as well`() async throws {
    try await ConsumerWorld.with(["t": 1]) { world in
      try await world.write(0..<3, to: "t", partition: 0)
      let recorder = EventRecorder(group: MultiThreadedEventLoopGroup.singleton)
      var configuration = ConsumerConfiguration(bootstrapServers: [world.servers], groupID: "g")
      configuration.client.observability.observers = [recorder]
      configuration.autoOffsetReset = .earliest
      try await KafkaConsumer.withConsumer(configuration: configuration) { consumer in
        try consumer.subscribe(to: ["t"])
        for try await _ in consumer.records { break }
      }
      let apis = Set(
        recorder.events.compactMap { event -> ApiKey? in
          if case .requestAnswered(let request, _) = event { request.api } else { nil }
        })
      #expect(apis.isSuperset(of: [.metadata, .findCoordinator, .joinGroup, .fetch]))
      let purposes = Set(
        recorder.events.compactMap { event -> KafkaClientEvent.Connection.Purpose? in
          if case .connected(let connection, _) = event { connection.purpose } else { nil }
        })
      #expect(purposes == [.general, .fetch, .coordination])
    }
  }

  @Test func `nothing but seldom events is made where only the log listens`() async throws {
    let client = try KafkaClient(configuration: ClientConfiguration(bootstrapServers: ["127.0.0.1:1"]))
    let observation = try await client.loop.submit { client.cluster.hook?.observation }.get()
    #expect(observation == .changes)
  }

  @Test func `impossible settings are refused by name`() {
    var configuration = ClientConfiguration(bootstrapServers: ["127.0.0.1:1"])
    configuration.observability.samplingInterval = .milliseconds(1)
    configuration.observability.maximumMeteredTopics = -1
    let error = #expect(throws: KafkaError.self) { _ = try KafkaClient(configuration: configuration) }
    #expect(error?.message.contains("samplingInterval") == true)
    #expect(error?.message.contains("maximumMeteredTopics") == true)
  }
}
