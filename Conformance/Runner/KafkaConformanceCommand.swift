import ArgumentParser
import KafkaConformance

@main
struct KafkaConformanceCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kafka-conformance",
    abstract: "Judges a Kafka-compatible broker, case by case, and shows the bytes that prove it.",
    discussion: """
      Exit codes: 0 all as expected, 1 failures, 2 only expectations that are no longer true, 3 bad usage or \
      configuration, 4 the broker cannot be reached, 5 a fault of the suite, 6 interrupted.
      """,
    subcommands: [
      Run.self, Reference.self, List.self, Explain.self, Diff.self, MatrixCommand.self, CatalogueCommand.self,
      Prove.self, Segments.self, ClaimCommand.self,
    ])

  static func main() async {
    Console.flushLines()
    do {
      var command = try parseAsRoot()
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch let code as ExitCode {
      Console.leave(code.rawValue)
    } catch {
      let code = exitCode(for: error)
      if code.isSuccess {
        print(fullMessage(for: error))
        Console.leave(0)
      }
      Console.complain(fullMessage(for: error))
      let isUsage =
        code == .validationFailure || error is TextFile.Failure || error is JSON.Malformed
        || error is Expectations.Malformed
      Console.leave(isUsage ? 3 : 5)
    }
  }
}
