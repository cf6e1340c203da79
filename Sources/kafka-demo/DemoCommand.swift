import ArgumentParser
import Foundation
import KafkaBroker
import KafkaClient

/// A record's round trip on real input: a broker with real files, a producer, and a group of two that becomes one.
@main
struct DemoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kafka-demo",
    abstract: "Sends a text file through a broker, line by line, and checks what comes out.")

  @Option(help: ArgumentHelp("The text file; each line becomes a record.", valueName: "path"))
  var file: String

  @Option(help: ArgumentHelp("Where the broker keeps its files; a temporary folder by default.", valueName: "dir"))
  var dataDir: String?

  func run() async throws {
    let lines: InputLines
    do {
      lines = try InputLines(path: file)
    } catch {
      throw ValidationError("--file: \(error)")
    }
    let folder = dataDir ?? NSTemporaryDirectory() + "kafka-demo-\(ProcessInfo.processInfo.processIdentifier)"
    defer { if dataDir == nil { try? FileManager.default.removeItem(atPath: folder) } }
    var configuration = BrokerConfiguration()
    configuration.storage = .directory(folder)
    configuration.listeners = [Listener(host: "127.0.0.1", port: 0)]
    configuration.groups.initialRebalanceDelay = .zero
    let screen = Screen()
    let start = ContinuousClock.now
    try await Broker.withBroker(configuration: configuration) { broker in
      let servers = try await broker.bootstrapServers
      screen.line(
        "broker    ready at \(servers) after \(Text.milliseconds(ContinuousClock.now - start)), files in \(folder)")
      try await RoundTrip(servers: servers, lines: lines, folder: folder, screen: screen).run()
    }
    screen.line("broker    stopped; the whole demo took \(Text.milliseconds(ContinuousClock.now - start))")
  }
}
