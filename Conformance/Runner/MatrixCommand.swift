import ArgumentParser
import KafkaConformance

struct MatrixCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "matrix", abstract: "Puts the results of several brokers beside each other.")

  @Argument(help: "Files results.jsonl; NAME=FILE gives a broker another name than its run.json.")
  var files: [String]

  @Option(help: "A file for the page.")
  var html: String?

  @Option(help: "A file for the tables as Markdown.")
  var markdown: String?

  func run() throws {
    var reports: [(name: String, records: [CaseRecord])] = []
    for file in files {
      var path = file
      var name: String?
      if !TextFile.exists(file), let equals = file.firstIndex(of: "=") {
        name = String(file[..<equals])
        path = String(file[file.index(after: equals)...])
      }
      let records = try RunReport.records(of: try TextFile.read(path))
      reports.append((try name ?? product(beside: path) ?? path, records))
    }
    let matrix = Matrix(reports)
    if let html { try TextFile.write(matrix.html, to: html) }
    if let markdown { try TextFile.write(matrix.markdown(), to: markdown) }
    if html == nil, markdown == nil { print(matrix.markdown(isWhole: false), terminator: "") }
  }

  /// What `run.json` in the same directory calls the broker.
  private func product(beside path: String) throws -> String? {
    let directory = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    guard TextFile.exists(directory + "run.json") else { return nil }
    let product = RunReport.Info(try JSON(try TextFile.read(directory + "run.json"))).product
    return product.isEmpty ? nil : product
  }
}
