import InMemoryTracing
import KafkaBroker
import KafkaClient
import KafkaClientCore
import KafkaRecords
import NIOCore
import Testing
import Tracing

/// Spans of producers, and their contexts in headers.
@Suite(.timeLimit(.minutes(3))) struct TracingTests {
  private static func withTraced(
    _ change: @Sendable (inout ProducerConfiguration) -> Void = { _ in },
    _ body: @Sendable @escaping (KafkaProducer, TopicReader, InMemoryTracer) async throws -> Void
  ) async throws {
    let tracer = InMemoryTracer()
    try await withProducer {
      $0.client.clientID = "traced"
      $0.client.observability.tracing = .tracer(tracer)
      change(&$0)
    } _: { producer, reader in
      try await body(producer, reader, tracer)
    }
    #expect(tracer.activeSpans.isEmpty, "a span was not ended")
  }

  @Test func `a record that is sent has a span in the words of the conventions`() async throws {
    try await Self.withTraced { producer, reader, tracer in
      try await producer.send(ProducerRecord(topic: "t", key: "k", value: "hello"))
      let span = try #require(tracer.finishedSpans.first)
      #expect(tracer.finishedSpans.count == 1)
      #expect(span.operationName == "send t")
      #expect(span.kind == .producer)
      #expect(span.errors.isEmpty)
      let expected: SpanAttributes = [
        "messaging.system": "kafka", "messaging.operation.type": "send", "messaging.operation.name": "send",
        "messaging.destination.name": "t", "messaging.client.id": "traced", "messaging.kafka.message.key": "k",
        "messaging.message.body.size": 5, "messaging.destination.partition.id": "0",
        "messaging.kafka.offset": SpanAttribute.int64(0),
      ]
      #expect(span.attributes == expected)
    }
  }

  @Test func `the span is a child of the caller's, and its context is in the record's headers`() async throws {
    try await Self.withTraced { producer, reader, tracer in
      let parent = tracer.startSpan("parent", context: .topLevel)
      try await ServiceContext.withValue(parent.context) {
        _ = try await producer.send(
          ProducerRecord(
            topic: "t", value: "x",
            headers: [RecordHeader("mine", "1"), RecordHeader(InMemoryTracer.spanIDKey, "an old one")]))
      }
      parent.end()
      let span = try #require(tracer.finishedSpans.first { $0.operationName == "send t" })
      #expect(span.parentSpanID == parent.spanID)
      #expect(span.traceID == parent.traceID)
      let record = try #require(try await reader.records(of: "t").first)
      #expect(
        Set(record.headers) == [
          RecordHeader("mine", "1"), RecordHeader(InMemoryTracer.traceIDKey, span.traceID),
          RecordHeader(InMemoryTracer.spanIDKey, span.spanID),
        ])
      #expect(record.headers.count == 3)
    }
  }

  @Test func `a consumer finds the context of the producer's span`() async throws {
    try await Broker.withBroker { broker in
      let servers = try await broker.bootstrapServers
      let tracer = InMemoryTracer()
      try await TopicReader.with(servers) { try await $0.createTopic("t", partitions: 1) }
      var producing = ProducerConfiguration(bootstrapServers: [servers])
      producing.client.observability.tracing = .tracer(tracer)
      try await KafkaProducer.withProducer(configuration: producing) { producer in
        _ = try await producer.send(ProducerRecord(topic: "t", value: "x"))
      }
      let sent = try #require(tracer.finishedSpans.first)
      var reading = ConsumerConfiguration(bootstrapServers: [servers], groupID: "g")
      reading.autoOffsetReset = .earliest
      try await KafkaConsumer.withConsumer(configuration: reading) { consumer in
        try consumer.subscribe(to: ["t"])
        for try await record in consumer.records {
          let context = record.serviceContext(using: tracer)
          let span = tracer.startSpan("process t", context: context, ofKind: .consumer)
          #expect(span.traceID == sent.traceID)
          #expect(span.parentSpanID == sent.spanID)
          span.end()
          break
        }
      }
    }
  }

  @Test func `headers without a context leave the context as it was`() {
    let tracer = InMemoryTracer()
    let headers = [RecordHeader("a", "1"), RecordHeader(key: InMemoryTracer.traceIDKey, value: nil)]
    #expect(headers.serviceContext(using: tracer).isEmpty)
  }

  @Test func `every way to send makes spans, which end with the delivery`() async throws {
    try await Self.withTraced {
      $0.linger = .seconds(60)
    } _: { producer, reader, tracer in
      // Makes the topic known.
      try await producer.enqueue(ProducerRecord(topic: "t", value: "0"))
      try await producer.flush()
      tracer.clearFinishedSpans()

      try await producer.enqueue(ProducerRecord(topic: "t", value: "1"))
      try await producer.enqueue("2", to: "t")
      try await producer.enqueue("3", to: "t", key: "k")
      try await producer.enqueue(contentsOf: [ProducerRecord(topic: "t", value: "4")])
      #expect(try producer.tryEnqueue(ProducerRecord(topic: "t", value: "5")).delivery != nil)
      #expect(tracer.activeSpans.count == 5)
      #expect(tracer.finishedSpans.isEmpty)
      try await producer.flush()
      #expect(tracer.finishedSpans.count == 5)
      let offsets = tracer.finishedSpans.compactMap { $0.attributes.get("messaging.kafka.offset") }
      #expect(offsets.count == 5)
      let records = try await reader.records(of: "t")
      #expect(records.map(\.value) == ["0", "1", "2", "3", "4", "5"])
      #expect(records.allSatisfy { $0.headers.count == 2 })
    }
  }

  @Test func `a record that fails ends its span with the error`() async throws {
    try await Self.withTraced {
      $0.maximumRequestSize = 1000
    } _: { producer, _, tracer in
      let value = String(repeating: "x", count: 2000)
      _ = await #expect(throws: KafkaError.self) { try await producer.enqueue(value, to: "t") }
      let refused = try #require(tracer.popFinishedSpans().first)
      #expect(refused.attributes.get("error.type") == "record too large")
      #expect(refused.status?.code == .error)
      #expect(refused.errors.count == 1)

      // Nothing is known of the topic, so the record would have to wait.
      #expect(try producer.tryEnqueue(ProducerRecord(topic: "unknown", value: "x")).delivery == nil)
      #expect(tracer.popFinishedSpans().first?.status?.code == .error)
    }
  }

  @Test func `an undelivered record ends its span with what the broker said`() async throws {
    let tracer = InMemoryTracer()
    try await Broker.withBroker { broker in
      let servers = try await broker.bootstrapServers
      try await TopicReader.with(servers) { reader in
        try await reader.createTopic("small", partitions: 1, configuration: ["max.message.bytes": "300"])
        var configuration = ProducerConfiguration(bootstrapServers: [servers])
        configuration.client.observability.tracing = .tracer(tracer)
        configuration.linger = .seconds(60)
        try await KafkaProducer.withProducer(configuration: configuration) { producer in
          // One batch, divided before it fails.
          for _ in 0..<2 { try await producer.enqueue(String(repeating: "x", count: 400), to: "small") }
          try await producer.flush()
        }
      }
    }
    #expect(tracer.finishedSpans.map { $0.attributes.get("error.type") } == ["MESSAGE_TOO_LARGE", "MESSAGE_TOO_LARGE"])
    #expect(tracer.finishedSpans.allSatisfy { $0.attributes.get("messaging.kafka.offset") == nil })
    #expect(tracer.activeSpans.isEmpty)
  }

  @Test func `keys stay out of spans where they are not text, are long, or are not wanted`() async throws {
    try await Self.withTraced { producer, _, tracer in
      try await producer.send(ProducerRecord(topic: "t", key: [0xff, 0xfe] as [UInt8], value: [1] as [UInt8]))
      try await producer.send(ProducerRecord(topic: "t", key: String(repeating: "k", count: 257), value: "x"))
      try await producer.send(ProducerRecord(topic: "t", key: "k", value: nil))
      let spans = tracer.finishedSpans
      #expect(spans.map { $0.attributes.get("messaging.kafka.message.key") } == [nil, nil, "k"])
      #expect(spans.map { $0.attributes.get("messaging.kafka.message.tombstone") } == [nil, nil, true])
    }
    try await Self.withTraced {
      $0.client.observability.tracesKeys = false
    } _: { producer, _, tracer in
      try await producer.send(ProducerRecord(topic: "t", key: "k", value: "x"))
      #expect(tracer.finishedSpans.map { $0.attributes.get("messaging.kafka.message.key") } == [nil])
    }
  }

  @Test func `without a tracer there are neither spans nor headers`() async throws {
    try await withProducer { producer, reader in
      #expect(!producer.isTracing)
      try await producer.send(ProducerRecord(topic: "t", value: "x"))
      #expect(try await reader.records(of: "t").first?.headers == [])
    }
  }
}
