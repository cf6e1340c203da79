import Foundation
import KafkaMessages
import KafkaRecords
import KafkaWire
import NIOCore
import TestSupport
import Testing

/// The program `kafka-broker` as a shell sees it.
@Suite(.ownThreads, .timeLimit(.minutes(2)), .serialized) struct BrokerCommandTests {
  private func withDirectory(_ body: (String) throws -> Void) throws {
    let directory = FileManager.default.temporaryDirectory.appendingPathComponent("command-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: directory) }
    try body(directory)
  }

  private func produce(_ value: String, port: Int) throws -> Int64 {
    let peer = try RawPeer(port: port)
    _ = try peer.call(MetadataRequest.with { $0.topics = [.with { $0.name = "t" }] }, version: 9)
    var writer = RecordBatchWriter()
    try writer.append(key: nil, value: ByteBuffer(string: value), timestamp: 1_700_000_000_000)
    let batch = try writer.seal()
    let response = try peer.call(
      ProduceRequest.with {
        $0.transactionalId = nil
        $0.acks = 1
        $0.topicData = [
          .with {
            $0.name = "t"
            $0.partitionData = [.with { $0.records = batch }]
          }
        ]
      }, version: 9)
    let partition = try #require(response.responses.first?.partitionResponses.first)
    #expect(partition.errorCode == 0)
    return partition.baseOffset
  }

  @Test func `it says when it is ready, stops in order, and loses nothing to a kill`() throws {
    try withDirectory { directory in
      let arguments = [
        "--listen", "127.0.0.1:0", "--data-dir", directory, "--set", "node.id=3", "--log-level", "error",
      ]
      let first = try BrokerProgram(arguments)
      #expect(try produce("a", port: try first.ready()) == 0)
      first.process.signal(SIGTERM)
      let end = first.end()
      #expect(end.code == 0)
      #expect(end.output == "", "exactly one line is printed")
      #expect(FileManager.default.fileExists(atPath: directory + "/.kafka_cleanshutdown"))

      let second = try BrokerProgram(arguments)
      #expect(try produce("b", port: try second.ready()) == 1)
      second.process.signal(SIGKILL)
      _ = second.end()
      #expect(!FileManager.default.fileExists(atPath: directory + "/.kafka_cleanshutdown"))

      let third = try BrokerProgram(arguments)
      #expect(try produce("c", port: try third.ready()) == 2)
      third.process.signal(SIGINT)
      #expect(third.end().code == 0)
    }
  }

  @Test func `options come from a file, from --set and from their own flags, the last first`() throws {
    try withDirectory { directory in
      let file = directory + ".properties"
      defer { try? FileManager.default.removeItem(atPath: file) }
      try "num.partitions=2\nlisteners=PLAINTEXT://127.0.0.1:1\nlog.dirs=\(directory)\nnode.id=5\n"
        .write(toFile: file, atomically: true, encoding: .utf8)
      let run = try BrokerProgram([
        "--config", file, "--set", "num.partitions=3", "--listen", "127.0.0.1:0", "--emulate", "3.9",
      ])
      let peer = try RawPeer(port: try run.ready())
      let metadata = try peer.call(MetadataRequest.with { $0.topics = [.with { $0.name = "t" }] }, version: 9)
      #expect(metadata.topics.first?.partitions.count == 3)
      #expect(metadata.brokers.map(\.nodeId) == [5])
      let versions = try peer.call(ApiVersionsRequest(), version: 0)
      #expect(versions.apiKeys.first { $0.apiKey == ApiKey.metadata.rawValue }?.maxVersion == 12)
      run.process.signal(SIGTERM)
      #expect(run.end().code == 0)
    }
  }

  @Test(
    arguments: [
      (["--set", "num.partitons=3"], "did you mean num.partitions?"),
      (["--set", "ssl.keystore.location=x"], "TLS listeners are not supported yet"),
      (["--set", "nonsense"], "expected key=value"),
      (["--emulate", "0.1"], "0.1 is not known"),
      (["--config", "/does/not/exist"], "cannot read /does/not/exist"),
      (["--listen", "nowhere"], "expected host:port"),
    ] as [([String], String)])
  func `what is wrong is told, and nothing is started`(arguments: [String], message: String) throws {
    try withDirectory { directory in
      let run = try BrokerProgram(["--data-dir", directory, "--listen", "127.0.0.1:0"] + arguments)
      let end = run.end()
      #expect(end.code != 0)
      #expect(end.errors.contains(message), "\(end.errors)")
      #expect(!end.output.contains("ready"))
    }
  }
}
