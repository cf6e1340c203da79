import KafkaClient
import KafkaMessages
import KafkaWire
import Testing

/// A coordinator that does not do its part. A consumer goes on trying, and says what it is waiting for.
@Suite(.timeLimit(.minutes(1))) struct GroupProblemTests {
  @Test func `a coordinator that hangs up at every JoinGroup is named with the request it does not like`() async throws
  {
    let (joins, continuation) = AsyncStream.makeStream(of: Int16.self)
    let log = RecordingLog()
    try await ScriptedBroker.run({ request, header in
      guard request is JoinGroupRequest else { return .usual }
      continuation.yield(header.requestApiVersion)
      return .close
    }) { port in
      var configuration = ConsumerConfiguration(bootstrapServers: ["127.0.0.1:\(port)"], groupID: "g")
      configuration.client.retry.backoff = .milliseconds(1)
      configuration.client.connection.reconnectBackoff = .milliseconds(1)
      try await KafkaConsumer.withConsumer(configuration: configuration, logger: log.logger) { consumer in
        try consumer.subscribe(to: ["t"])
        // It has heard of the end of the first attempt when it makes the second.
        var versions: [Int16] = []
        for await version in joins.prefix(2) { versions.append(version) }
        let suspect = "closed by the peer, with JoinGroup version \(versions[0]) unanswered"
        let diagnostics = await consumer.diagnostics()
        #expect(diagnostics.contains("last problem: disconnected (JoinGroup, node 1 at 127.0.0.1:\(port)): \(suspect)"))
      }
    }
    #expect(log.warnings.contains("no answer from the group's coordinator"))
  }
}
