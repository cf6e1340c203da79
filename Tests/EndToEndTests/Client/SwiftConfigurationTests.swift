import Configuration
import KafkaClient
import Testing

@Suite struct SwiftConfigurationTests {
  @Test func `a producer's options are read under their names, in any form`() throws {
    let reader = ConfigReader(
      provider: InMemoryProvider(values: [
        "kafka.bootstrap.servers": .init(.stringArray(["a:1", "b:2"]), isSecret: false), "kafka.linger.ms": 20,
        "kafka.acks": "1", "kafka.partitioner.ignore.keys": true, "kafka.batch.size": "4096",
        "linger.ms": 99,
      ]))
    let configuration = try ProducerConfiguration(reader: reader.scoped(to: "kafka"))
    #expect(configuration.client.bootstrapServers == ["a:1", "b:2"])
    #expect(configuration.linger == .milliseconds(20))
    #expect(configuration.acknowledgements == .leader)
    #expect(configuration.partitioning.ignoresKeys)
    #expect(configuration.batchSize == 4096)
    let origins = configuration.effectiveOptions.filter { $0.name == "linger.ms" || $0.name == "retries" }
    #expect(
      origins.map(\.description) == [
        "linger.ms = 20 (configuration key linger.ms)", "retries = 2147483647 (default)",
      ])
  }

  @Test func `clients and consumers are read the same way`() throws {
    let reader = ConfigReader(
      provider: InMemoryProvider(values: [
        "bootstrap.servers": "a:1", "group.id": "g", "fetch.min.bytes": 7, "request.timeout.ms": 1500,
      ]))
    let consumer = try ConsumerConfiguration(reader: reader)
    #expect(consumer.groupID == "g")
    #expect(consumer.fetch.minimumBytes == 7)
    #expect(try ClientConfiguration(reader: reader).requestTimeout == .milliseconds(1500))
  }

  @Test func `one error lists everything that is wrong`() {
    let reader = ConfigReader(
      provider: InMemoryProvider(values: [
        "linger.ms": -1, "acks": "most", "batch.size": .init(.bytes([1, 2]), isSecret: false),
      ]))
    let error = #expect(throws: KafkaError.self) { try ProducerConfiguration(reader: reader) }
    #expect(error?.code == .invalidConfiguration)
    let message = error?.message ?? ""
    #expect(message.hasPrefix("4 problems: "), "\(message)")
    #expect(message.contains("linger.ms must be at least 0 ms, not -1"))
    #expect(message.contains("acks must be one of"))
    #expect(message.contains("batch.size has a value that is no text, number, Boolean or list of texts"))
    #expect(message.contains("bootstrap.servers is required"))
  }

  @Test func `a password stays one`() throws {
    let reader = ConfigReader(
      provider: InMemoryProvider(values: ["bootstrap.servers": "a:1", "ssl.key.password": "t0psecret"]))
    let configuration = try ClientConfiguration(reader: reader)
    let option = configuration.effectiveOptions.first { $0.name == "ssl.key.password" }
    #expect(option?.description == "ssl.key.password = [hidden] (configuration key ssl.key.password)")
  }
}
