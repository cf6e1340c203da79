import ArgumentParser
import KafkaBroker
import Logging
import ServiceLifecycle
import UnixSignals

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

@main
struct BrokerCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kafka-broker",
    abstract: "A Kafka broker for development and tests.",
    discussion: """
      When it is ready it prints one line to standard output: ready bootstrap=HOST:PORT node=ID
      Everything else goes to standard error. SIGTERM and SIGINT stop it in order.

      Options have the names of Kafka's server.properties. --set wins over --config, and --listen and --data-dir win \
      over both.
      """)

  @Option(help: ArgumentHelp("Where to listen; port 0 takes a free one.", valueName: "host:port"))
  var listen: String?

  @Option(help: ArgumentHelp("Where records are kept.", valueName: "dir"))
  var dataDir: String?

  @Option(help: ArgumentHelp("A file in the format of server.properties.", valueName: "file"))
  var config: String?

  @Option(
    name: .customLong("set"), parsing: .singleValue,
    help: ArgumentHelp("An option of server.properties; can be given several times.", valueName: "key=value"))
  var settings: [String] = []

  @Option(
    help: ArgumentHelp(
      "Offer the API versions of another Kafka release, from 0.10.0 on. Before 4.0 clients from before 0.11 are served, too.",
      valueName: "release"))
  var emulate: String?

  @Option(
    help: ArgumentHelp(
      "How many nodes, in this process and with one copy of everything; they listen at ports one after the other.",
      valueName: "count"))
  var nodes: Int?

  @Option(help: ArgumentHelp("trace, debug, info, notice, warning, error or critical.", valueName: "level"))
  var logLevel: String = "info"

  func run() async throws {
    guard let level = Logger.Level(rawValue: logLevel) else {
      throw ValidationError("--log-level: \"\(logLevel)\" is no log level")
    }
    var logger = Logger(label: "kafka-broker", factory: { StreamLogHandler.standardError(label: $0) })
    logger.logLevel = level

    let configuration = try brokerConfiguration()
    Broker.raiseDescriptorLimit()
    let broker = Broker(configuration: configuration, logger: logger)
    var services = ServiceGroupConfiguration(
      services: [.init(service: broker, successTerminationBehavior: .gracefullyShutdownGroup)],
      gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
    // The group logs each of its steps, of which nobody here wants to read.
    services.logging = .init()
    let group = ServiceGroup(configuration: services)
    try await withThrowingTaskGroup(of: Void.self) { tasks in
      tasks.addTask { try await group.run() }
      // When the broker cannot start, its own error is thrown by the group.
      if let servers = try? await broker.bootstrapServers {
        Self.printLine("ready bootstrap=\(servers) node=\(configuration.nodeID)")
      }
      try await tasks.waitForAll()
    }
  }

  private func brokerConfiguration() throws -> BrokerConfiguration {
    var configuration = BrokerConfiguration()
    do {
      var properties: [(name: String, value: String)] = []
      if let config {
        properties += PropertiesFile.entries(in: try Self.text(of: config)).map { ($0.name, $0.value) }
      }
      properties += try settings.map(Self.property)
      try configuration.apply(properties: properties)
      if let listen {
        let address = try HostAndPort(parsing: listen, option: "--listen")
        configuration.listeners = [Listener(host: address.host, port: address.port)]
      }
      if let dataDir { configuration.storage = .directory(dataDir) }
      if let emulate { configuration.release = emulate }
      if let nodes { configuration.nodeCount = nodes }
      guard configuration.storage.path != nil else {
        throw ValidationError("no data directory: give --data-dir, or log.dirs in the configuration")
      }
      try configuration.validate()
    } catch let error as ConfigurationError {
      throw ValidationError(error.description)
    }
    return configuration
  }

  private static func property(_ text: String) throws -> (name: String, value: String) {
    guard let separator = text.firstIndex(of: "="), separator != text.startIndex else {
      throw ValidationError("--set: expected key=value, got \"\(text)\"")
    }
    return (String(text[..<separator]), String(text[text.index(after: separator)...]))
  }

  private static func text(of path: String) throws -> String {
    let descriptor = open(path, O_RDONLY)
    guard descriptor >= 0 else {
      throw ValidationError("--config: cannot read \(path): \(String(cString: strerror(errno)))")
    }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 64 * 1024)
    while true {
      let count = read(descriptor, &chunk, chunk.count)
      guard count >= 0 else {
        throw ValidationError("--config: cannot read \(path): \(String(cString: strerror(errno)))")
      }
      if count == 0 { return String(decoding: bytes, as: UTF8.self) }
      bytes += chunk[..<count]
      // A properties file has some kilobytes; anything like this is another file.
      guard bytes.count <= 16 << 20 else {
        throw ValidationError("--config: \(path) is too large for a properties file")
      }
    }
  }

  /// Writes a line at once: who waits for it reads from a pipe.
  private static func printLine(_ line: String) {
    let bytes = Array("\(line)\n".utf8)
    _ = bytes.withUnsafeBytes { write(STDOUT_FILENO, $0.baseAddress, $0.count) }
  }
}
