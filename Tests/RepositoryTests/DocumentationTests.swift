import Foundation
import TestSupport
import Testing

@Suite struct DocumentationTests {
  static let documents = [
    "README.md", "DESIGN.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", "fixtures/README.md",
    "protocol/README.md",
  ]

  @Test(arguments: documents)
  func `relative links lead somewhere`(document: String) throws {
    let text = try Repository.text(of: document)
    let folder = Fixtures.repository.appendingPathComponent(document).deletingLastPathComponent()
    for match in text.matches(of: /\]\(([^)#]+)(#[^)]*)?\)/) {
      let target = String(match.output.1)
      if target.hasPrefix("http") { continue }
      let path = folder.appendingPathComponent(target).path
      #expect(FileManager.default.fileExists(atPath: path), "\(document) links to \(target)")
    }
  }

  @Test func `the README names every make target`() throws {
    let makefile = try Repository.text(of: "Makefile")
    let readme = try Repository.text(of: "README.md")
    let targets = makefile.matches(of: #/(?m)^([a-z]+):.*## /#).map { String($0.output.1) }
    #expect(targets.count >= 6)
    for target in targets where target != "help" {
      #expect(readme.contains("make \(target)"), "make \(target) is not in the README")
    }
  }
}
