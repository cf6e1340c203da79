import Foundation
import TestSupport

/// The suites and tests of this package, as their sources have them.
enum TestSources {
  /// The names of the tests of each suite.
  static func suites() throws -> [String: Set<String>] {
    let folder = Fixtures.repository.appendingPathComponent("Tests")
    var suites: [String: Set<String>] = [:]
    guard let entries = FileManager.default.enumerator(atPath: folder.path) else { return [:] }
    for case let path as String in entries where path.hasSuffix("Tests.swift") {
      let text = try String(contentsOf: folder.appendingPathComponent(path), encoding: .utf8)
      read(text, into: &suites)
    }
    return suites
  }

  /// A test is a function with a sentence for a name, directly within a suite, behind an attribute `@Test`.
  private static func read(_ text: String, into suites: inout [String: Set<String>]) {
    var suite = ""
    var isTest = false
    for line in text.split(separator: "\n") {
      if line.hasPrefix("@Suite"), let name = line.components(separatedBy: "struct ").last {
        suite = String(name.prefix { $0.isLetter || $0.isNumber || $0 == "_" })
      }
      if line.hasPrefix("  @Test") { isTest = true }
      guard line.hasPrefix("  "), !line.hasPrefix("    "), line.contains("func ") else { continue }
      let parts = line.split(separator: "`", omittingEmptySubsequences: false)
      if isTest, parts.count >= 3 { suites[suite, default: []].insert(String(parts[1])) }
      isTest = false
    }
  }
}
