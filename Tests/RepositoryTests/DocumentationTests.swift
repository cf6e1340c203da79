import Foundation
import TestSupport
import Testing

@Suite struct DocumentationTests {
  /// Every page of the repository.
  static let documents: [String] = {
    let folders = ["fixtures", "protocol", "Sources", "Tests", "Conformance", "Benchmarks", "Fuzz"]
    let pages = (try? FileManager.default.contentsOfDirectory(atPath: Fixtures.repository.path)) ?? []
    return (pages.sorted() + folders.flatMap { (try? Repository.files(under: $0)) ?? [] })
      .filter { $0.hasSuffix(".md") && !$0.contains("/.build") }
  }()

  @Test func `the pages that a repository needs are there`() {
    let pages = ["README", "DESIGN", "CONTRIBUTING", "SECURITY", "CHANGELOG", "fixtures/README", "protocol/README"]
    for page in pages { #expect(Self.documents.contains("\(page).md"), "\(page).md is missing") }
  }

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

  /// What stands in backticks and begins like a path of the repository is one.
  @Test(arguments: ["README.md", "DESIGN.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md"])
  func `the files that are named are there`(document: String) throws {
    let text = try Repository.text(of: document)
    let paths = text.matches(of: #/`((?:Sources|Tests|Benchmarks|Fuzz|scripts|fixtures|protocol)/[^`\s]*)`/#)
    for path in paths.map({ String($0.output.1) }) {
      let file = Fixtures.repository.appendingPathComponent(path).path
      #expect(FileManager.default.fileExists(atPath: file), "\(document) names \(path)")
    }
  }

  @Test func `the README names every make target, and no other`() throws {
    let makefile = try Repository.text(of: "Makefile")
    let readme = try Repository.text(of: "README.md")
    let targets = Set(makefile.matches(of: #/(?m)^([a-z-]+):.*## /#).map { String($0.output.1) }).subtracting(["help"])
    #expect(targets.count >= 6)
    let named = Set(readme.matches(of: #/(?m)(?:^|`)make ([a-z-]+)/#).map { String($0.output.1) })
    #expect(named == targets)
  }
}
