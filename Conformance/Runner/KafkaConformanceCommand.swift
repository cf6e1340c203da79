import ArgumentParser

@main
struct KafkaConformanceCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kafka-conformance",
    abstract: "Judges a Kafka-compatible broker, case by case, and shows the bytes that prove it.",
    subcommands: [Run.self, Reference.self, List.self, Prove.self])
}
