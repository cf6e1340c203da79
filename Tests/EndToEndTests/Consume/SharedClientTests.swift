import KafkaClient
import KafkaWire
import TestSupport
import Testing

/// Consumers that share one client's connections and metadata.
@Suite(.timeLimit(.minutes(1))) struct SharedClientTests {
  @Test func `a consumer reads a topic of which another has made the client know`() async throws {
    try await ConsumerWorld.with(["t": 2]) { world in
      try await world.write(0..<10, to: "t", partition: 0)
      try await world.write(10..<20, to: "t", partition: 1)
      for group in ["first", "second"] {
        let consumer = try KafkaConsumer(client: world.client, configuration: world.configuration(group))
        try consumer.subscribe(to: ["t"])
        let numbers = try await withThrowingTaskGroup(of: Void.self) { tasks in
          tasks.addTask { try await consumer.run() }
          let numbers = try await within(.seconds(20), "reading as the \(group) consumer") {
            var numbers: [Int] = []
            for try await record in consumer.records {
              numbers.append(try #require(record.number))
              if numbers.count == 20 { break }
            }
            return numbers
          } explain: {
            await consumer.diagnostics()
          }
          await consumer.close()
          return numbers
        }
        #expect(numbers.sorted() == Array(0..<20), "\(group)")
      }
    }
  }
}
