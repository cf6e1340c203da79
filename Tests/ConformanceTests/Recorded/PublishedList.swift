import Foundation
import KafkaConformance
import TestSupport

/// `Conformance/REPLAY.md`: every difference from the recordings, and every row that was not compared, with its reason.
struct PublishedList {
  /// Each section's table by its heading: first cell to last.
  private var tables: [String: [String: String]] = [:]

  static let path = "Conformance/REPLAY.md"

  init() throws {
    let file = Fixtures.repository.appendingPathComponent(Self.path)
    var heading = ""
    for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
      if line.hasPrefix("## ") { heading = String(line.dropFirst(3)) }
      guard line.hasPrefix("| "), !line.hasPrefix("| Case"), !line.hasPrefix("| ---") else { continue }
      let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      if let first = cells.first, let last = cells.last { tables[heading, default: [:]][first] = last }
    }
  }

  /// Cases of a section with their reasons.
  func reasons(_ heading: String) -> [String: String] { tables[heading] ?? [:] }

  /// How binding each row of the catalogue is.
  static func levels() throws -> [String: Level] {
    let ids = Fixtures.repository.appendingPathComponent("Conformance/ids.txt")
    let catalogue = try Catalogue(ids: String(contentsOf: ids, encoding: .utf8))
    return Dictionary(catalogue.entries.map { ($0.id, $0.level) }, uniquingKeysWith: { first, _ in first })
  }
}
