import Foundation
import TestSupport

/// The repository's own files, as the rules about them need them.
enum Repository {
  /// Paths relative to the root of all Swift files below a folder.
  static func swiftFiles(under folder: String) throws -> [String] {
    try files(under: folder).filter { $0.hasSuffix(".swift") }
  }

  /// Paths relative to the root of all files below a folder, sorted.
  static func files(under folder: String) throws -> [String] {
    let base = Fixtures.repository.appendingPathComponent(folder)
    guard let entries = FileManager.default.enumerator(atPath: base.path) else { return [] }
    return entries.compactMap { $0 as? String }
      .filter { entry in
        var isFolder: ObjCBool = false
        let exists = FileManager.default.fileExists(
          atPath: base.appendingPathComponent(entry).path, isDirectory: &isFolder)
        return exists && !isFolder.boolValue
      }
      .map { "\(folder)/\($0)" }
      .sorted()
  }

  static func text(of path: String) throws -> String {
    let data = try Data(contentsOf: Fixtures.repository.appendingPathComponent(path))
    return String(decoding: data, as: UTF8.self)
  }

  /// The file without its comment lines.
  static func code(of path: String) throws -> String {
    try text(of: path).split(separator: "\n", omittingEmptySubsequences: false)
      .filter { !$0.drop(while: { $0 == " " }).hasPrefix("//") }
      .joined(separator: "\n")
  }

  /// The modules named by the file's import lines.
  static func imports(of path: String) throws -> [String] {
    try text(of: path).split(separator: "\n").compactMap { line in
      let words = line.split(separator: " ")
      guard let position = words.firstIndex(of: "import"), position <= 2, line.first != " " else { return nil }
      let kinds: Set<Substring> = ["struct", "class", "enum", "protocol", "func", "typealias", "let", "var"]
      guard let name = words[(position + 1)...].first(where: { !kinds.contains($0) }) else { return nil }
      return String(name.prefix(while: { $0 != "." }))
    }
  }
}
