import Foundation
import TestSupport
import Testing

/// The `kafka-broker` command with a data directory and a port that stay the same from one life to the next.
struct BrokerProcess {
  enum End {
    /// SIGTERM: it closes its files in order.
    case orderly
    /// SIGKILL: it has no time for anything.
    case sudden
  }

  struct NotReady: Error, CustomStringConvertible {
    let description: String
  }

  let port: Int
  let dataDirectory: URL
  let settings: [String]

  var servers: String { "127.0.0.1:\(port)" }

  /// Runs `body` with a broker that has not been started, a free port and an empty directory.
  static func with<Value: Sendable>(
    settings: [String], isolation: isolated (any Actor)? = #isolation, _ body: (BrokerProcess) async throws -> Value
  ) async throws -> Value {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("swift-kafka-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let port = try #require((0..<100).lazy.map { _ in Int.random(in: 20_000..<30_000) }.first(where: isFree))
    return try await body(BrokerProcess(port: port, dataDirectory: folder, settings: settings))
  }

  /// One life of the broker: ready when `body` begins, ended as `body` says.
  func live(isolation: isolated (any Actor)? = #isolation, _ body: () async throws -> End) async throws {
    let arguments =
      ["--listen", servers, "--data-dir", dataDirectory.path, "--log-level", "warning"]
      + settings.flatMap { ["--set", $0] }
    try await PeerProcess.run(BuiltPrograms.url("kafka-broker"), arguments, limit: .seconds(150)) { process in
      var lines = process.lines.makeAsyncIterator()
      guard let line = await lines.next(isolation: isolation), line.hasPrefix("ready bootstrap=\(servers) ") else {
        try await process.succeeds()
        throw NotReady(description: "kafka-broker did not say that it is ready")
      }
      switch try await body() {
      case .orderly:
        process.signal(SIGTERM)
        try await process.succeeds()
      case .sudden:
        process.signal(SIGKILL)
        await process.exitStatus()
      }
    }
  }

  /// Outside of the ports that the system gives to clients: one that looks for a broker that is away could be given the
  /// broker's own port, and find itself.
  private static func isFree(_ port: Int) -> Bool {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(port).bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    return withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
  }
}
