import ArgumentParser
import KafkaConformance

struct CatalogueCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "catalogue",
    abstract: "Writes CATALOGUE.md and catalogue.json from the cases in the code and the list of ids.")

  @Option(help: "The directory with ids.txt, where both are written.")
  var directory = "Conformance"

  func run() throws {
    let catalogue: Catalogue
    do {
      catalogue = try Catalogue(ids: try TextFile.read("\(directory)/ids.txt"))
    } catch let error as Catalogue.Malformed {
      throw ValidationError("\(error)")
    }
    for fault in catalogue.faults { Console.complain(fault) }
    try TextFile.write(catalogue.markdown, to: "\(directory)/CATALOGUE.md")
    try TextFile.write(catalogue.json, to: "\(directory)/catalogue.json")
    print("\(catalogue.entries.count) ids, \(catalogue.cases.count) with a case")
    if !catalogue.faults.isEmpty { throw ExitCode(5) }
  }
}
