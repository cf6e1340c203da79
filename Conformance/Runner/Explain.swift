import ArgumentParser
import KafkaConformance

struct Explain: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Says what a case requires and does, and what a run found with it.")

  @Argument(help: "Ids of cases or members of families, with * for any text; or the name of a family.")
  var ids: [String]

  @Option(help: "A results.jsonl: what it found is shown with its bytes.")
  var results: String?

  func run() throws {
    let cases = Area.all.flatMap(\.cases)
    let records = try results.map { try RunReport.records(of: try TextFile.read($0)) } ?? []
    for id in ids {
      if let family = Family.named(id) {
        print(Explanation.text(family))
        continue
      }
      let fitting = cases.filter { Selection.fits($0.id, id.uppercased()) } + Family.members(fitting: id)
      guard !fitting.isEmpty else { throw ValidationError("there is no case \(id)") }
      for definition in fitting {
        print(Explanation.text(definition))
        for record in records where record.id == definition.id { print(Explanation.text(record)) }
      }
    }
  }
}
