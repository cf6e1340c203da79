import ArgumentParser
import Foundation

@main
struct GenerateMessages: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kafka-message-generator",
    abstract: "Writes the Swift sources that come from the protocol tables.")

  @Option(help: "The repository's root: its folder 'protocol' is read, its folder 'Sources' is written.")
  var root = "."

  @Flag(help: "Write nothing; fail when a file is not as it would be written.")
  var check = false

  func run() throws {
    let root = URL(fileURLWithPath: root)
    let files = try GeneratedFiles(from: ProtocolText(folder: root.appendingPathComponent("protocol")))
    let sources = root.appendingPathComponent("Sources")
    let changes = try SourceFolder(sources).changes(to: files)
    if check {
      for path in changes.map(\.path) { print("Sources/\(path) is not current") }
      if !changes.isEmpty { throw ExitCode.failure }
    } else {
      for change in changes { try change.apply(in: sources) }
      print("\(files.textByPath.count) files, \(changes.count) changed")
    }
  }
}
