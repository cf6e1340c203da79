import Foundation
import TestSupport
import Testing

@Suite struct ProvenanceTests {
  @Test func `every folder of golden data says where it comes from`() throws {
    let folders = try Fixtures.contents(of: "").filter { !$0.contains(".") }
    #expect(folders.count >= 8)
    for folder in folders {
      let readme = "fixtures/\(folder)/README.md"
      let text = try? Repository.text(of: readme)
      #expect(text?.contains("Provenance:") == true, "\(readme) needs a line that starts with 'Provenance:'")
    }
  }

  @Test func `the definitions say where they come from`() throws {
    #expect(try Repository.text(of: "protocol/README.md").contains("Provenance:"))
  }

  @Test func `nothing refers to a machine's own folders`() throws {
    let roots = ["/wo" + "rk/", "../sha" + "red", "/ro" + "ot/", "/ho" + "me/"]
    let paths = try ["Sources", "Tests", "scripts", "Conformance", "Benchmarks", "Fuzz", "protocol", ".ci"]
      .flatMap { try Repository.files(under: $0) }
      .filter { path in !path.contains("/.build") }
    for path in paths + DocumentationTests.documents + ["Makefile", "Package.swift"] {
      let text = try Repository.text(of: path)
      for root in roots where text.contains(root) {
        Issue.record("\(path) mentions \(root)")
      }
    }
  }
}
