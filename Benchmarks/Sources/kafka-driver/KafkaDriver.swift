import ArgumentParser

/// Our client at the work that `rdkafka-driver` does, with the same options and the same report.
@main
struct KafkaDriver: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kafka-driver", abstract: "Produces or consumes, and reports time, processor time and memory.",
    subcommands: [Produce.self, Consume.self])
}

/// What both commands take.
struct Work: ParsableArguments {
  @Option(help: "HOST:PORT of a broker.")
  var bootstrap: String

  @Option(help: "The topic.")
  var topic = "benchmark"

  @Option(help: "Messages to produce or to consume.")
  var messages = 1_000_000

  @Option(help: "Bytes of each value.")
  var size = 100

  @Option(help: "Partitions to read, from 0 on.")
  var partitions: Int32 = 1

  @Option(help: "Records per call; 0 for calls that take or give one.")
  var batch = 0

  @Option(name: .customLong("set"), parsing: .singleValue, help: "NAME=VALUE of an option; can be given several times.")
  var settings: [String] = []

  func validate() throws {
    guard messages > 0, size > 0, partitions > 0, batch >= 0 else {
      throw ValidationError("--messages, --size and --partitions must be at least 1, --batch at least 0")
    }
  }

  /// The options by Kafka's names, with `defaults` where nothing was set.
  func properties(_ defaults: [String: String]) throws -> [String: String] {
    var properties = defaults
    properties["bootstrap.servers"] = bootstrap
    for setting in settings {
      let parts = setting.split(separator: "=", maxSplits: 1)
      guard parts.count == 2 else { throw ValidationError("--set wants NAME=VALUE, not '\(setting)'") }
      properties[String(parts[0])] = String(parts[1])
    }
    return properties
  }
}

struct DriverError: Error, CustomStringConvertible {
  let description: String
}
