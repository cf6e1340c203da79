import Foundation
import KafkaSchema
import TestSupport
import Testing

@Suite("The definitions in the binary")
struct CatalogTests {
  @Test func `they are those of the repository`() throws {
    let folder = Fixtures.repository.appendingPathComponent("protocol/messages")
    let paths = try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".wire") }
    let definitions = try paths.sorted().map { path in
      try DefinitionReader.read(String(contentsOf: folder.appendingPathComponent(path), encoding: .utf8), file: path)
    }
    #expect(try Catalog.builtIn.get().definitions == definitions)
  }

  @Test func `they are the rows of the index`() throws {
    let index = try String(
      contentsOf: Fixtures.repository.appendingPathComponent("protocol/index.txt"), encoding: .utf8)
    let rows = index.split(separator: "\n").filter { !$0.hasPrefix("#") }.map {
      $0.split(separator: " ").map(String.init)
    }
    let catalog = try Catalog.builtIn.get()
    #expect(rows.count == catalog.definitions.count)
    for row in rows {
      let definition = try #require(
        catalog.definitions.first { $0.name == row[2] && $0.path.hasPrefix(folder(row)) }, "\(row)")
      // Key and value, request and response: the table shows the newer half.
      let message = try #require(definition.messages.last)
      #expect(message.versions.description == row[3], "\(row)")
      #expect(message.supported.description == row[4], "\(row)")
      #expect(message.next.description == row[5], "\(row)")
    }
  }

  private func folder(_ row: [String]) -> String {
    switch row[0] {
    case "api": "api/"
    case "record": "records/"
    case "entry": row[6 + 1] == "__cluster_metadata" ? "metadata/" : "storage/"
    default: "data/"
    }
  }
}
