import Foundation
import KafkaBroker
import KafkaMessages
import KafkaRecords
import KafkaWire
import NIOCore
import Testing

@Suite(.timeLimit(.minutes(1))) struct BrokerLifecycleTests {
  private func temporaryDirectory() -> String {
    FileManager.default.temporaryDirectory.appendingPathComponent("broker-\(UUID().uuidString)").path
  }

  private func onDisk(_ directory: String) -> BrokerConfiguration {
    var configuration = BrokerConfiguration.testing
    configuration.storage = .directory(directory)
    return configuration
  }

  @Test func `a broker is ready inside its scope and gone after it`() async throws {
    let peer = try await Broker.withBroker { broker in
      let port = try await broker.port
      #expect(try await broker.bootstrapServers == "127.0.0.1:\(port)")
      let peer = try RawPeer(port: port)
      #expect(try peer.call(ApiVersionsRequest(), version: 0).errorCode == 0)
      return peer
    }
    // Not a new connection: somebody else may have the port already.
    #expect(try peer.isClosedByPeer())
  }

  @Test func `what it listens on is known beside what it advertises`() async throws {
    var configuration = BrokerConfiguration.testing
    configuration.advertisedListeners = [Listener(host: "proxy.example", port: 9)]
    try await Broker.withBroker(configuration: configuration) { broker in
      #expect(try await broker.bootstrapServers == "proxy.example:9")
      let bound = try await broker.boundListeners
      #expect(bound.map(\.host) == ["127.0.0.1"])
      #expect(try RawPeer.check(port: bound[0].port))
    }
  }

  @Test func `an error of the work passes through, and the broker is gone all the same`() async throws {
    struct Mine: Error {}
    await #expect(throws: Mine.self) {
      try await Broker.withBroker { _ in throw Mine() }
    }
  }

  @Test func `cancelling its task ends it in order`() async throws {
    let broker = Broker()
    let task = Task { try await broker.run() }
    let port = try await broker.port
    let peer = try RawPeer(port: port)
    #expect(try peer.call(ApiVersionsRequest(), version: 0).errorCode == 0)
    task.cancel()
    try await task.value
    // Not a new connection: somebody else may have the port already.
    #expect(try peer.isClosedByPeer())
  }

  @Test func `a broker runs once`() async throws {
    try await Broker.withBroker { broker in
      await #expect(throws: BrokerLifecycleError.self) { try await broker.run() }
      let port = try await broker.port
      #expect(try RawPeer.check(port: port), "the first run goes on")
    }
  }

  @Test func `shutting down what does not run is no wait`() async throws {
    let broker = Broker()
    await broker.shutdown()
    try await Broker.withBroker { broker in
      await broker.shutdown()
      await broker.shutdown()
    }
  }

  @Test func `an address that is taken is named`() async throws {
    try await Broker.withBroker { broker in
      var configuration = BrokerConfiguration.testing
      configuration.listeners[0].port = try await broker.port
      let port = configuration.listeners[0].port
      let second = Broker(configuration: configuration)
      let error = await #expect(throws: BrokerLifecycleError.self) { try await second.run() }
      #expect(error?.code == .cannotListen)
      #expect(error?.message.contains("127.0.0.1:\(port)") == true, "\(String(describing: error))")
      await #expect(throws: BrokerLifecycleError.self) { _ = try await second.bootstrapServers }
    }
  }

  @Test func `a configuration that does not fit is refused with the options' names`() async throws {
    var configuration = BrokerConfiguration.testing
    configuration.topics.partitionCount = 0
    let error = await #expect(throws: ConfigurationError.self) { try await Broker(configuration: configuration).run() }
    #expect(error?.problems.map(\.option) == ["num.partitions"])
    var unknown = BrokerConfiguration.testing
    unknown.release = "1812"
    let release = await #expect(throws: BrokerLifecycleError.self) { try await Broker(configuration: unknown).run() }
    #expect(release?.code == .unknownRelease)
  }

  @Test func `two brokers do not share a directory`() async throws {
    let directory = temporaryDirectory()
    defer { try? FileManager.default.removeItem(atPath: directory) }
    let configuration = onDisk(directory)
    try await Broker.withBroker(configuration: configuration) { _ in
      let error = await #expect(throws: BrokerLifecycleError.self) {
        try await Broker(configuration: configuration).run()
      }
      #expect(error?.code == .storage)
    }
  }

  @Test func `a start that finds its address taken leaves the logs as they were closed`() async throws {
    let directory = temporaryDirectory()
    defer { try? FileManager.default.removeItem(atPath: directory) }
    try await Broker.withBroker(configuration: onDisk(directory)) { _ in }
    let mark = directory + "/.kafka_cleanshutdown"
    #expect(FileManager.default.fileExists(atPath: mark))
    try await Broker.withBroker { other in
      var configuration = onDisk(directory)
      configuration.listeners[0].port = try await other.port
      let taken = configuration
      await #expect(throws: BrokerLifecycleError.self) { try await Broker(configuration: taken).run() }
    }
    #expect(FileManager.default.fileExists(atPath: mark))
    // After a crash the mark must not appear by such an attempt.
    try FileManager.default.removeItem(atPath: mark)
    try await Broker.withBroker { other in
      var configuration = onDisk(directory)
      configuration.listeners[0].port = try await other.port
      let taken = configuration
      await #expect(throws: BrokerLifecycleError.self) { try await Broker(configuration: taken).run() }
    }
    #expect(!FileManager.default.fileExists(atPath: mark))
  }

  @Test func `options without effect are named when a broker starts`() async throws {
    let log = RecordingLog()
    var configuration = BrokerConfiguration.testing
    try configuration.apply(properties: [(name: "num.io.threads", value: "8")])
    try await Broker.withBroker(configuration: configuration, logger: log.logger) { _ in }
    #expect(log.lines(containing: "num.io.threads has no effect").count == 1)
  }

  @Test func `records and topics outlive the broker`() async throws {
    let directory = temporaryDirectory()
    defer { try? FileManager.default.removeItem(atPath: directory) }
    let configuration = onDisk(directory)
    for life in 0..<3 {
      try await Broker.withBroker(configuration: configuration) { broker in
        let peer = try RawPeer(port: try await broker.port)
        _ = try peer.call(MetadataRequest.with { $0.topics = [.with { $0.name = "t" }] }, version: 9)
        var writer = RecordBatchWriter()
        try writer.append(key: nil, value: ByteBuffer(string: "life \(life)"), timestamp: 1_700_000_000_000)
        let batch = try writer.seal()
        let produced = try peer.call(
          ProduceRequest.with {
            $0.transactionalId = nil
            $0.acks = -1
            $0.topicData = [
              .with {
                $0.name = "t"
                $0.partitionData = [.with { $0.records = batch }]
              }
            ]
          }, version: 9)
        #expect(produced.responses.first?.partitionResponses.first?.baseOffset == Int64(life))
      }
      #expect(FileManager.default.fileExists(atPath: directory + "/.kafka_cleanshutdown"))
    }
  }
}
