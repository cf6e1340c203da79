package import Foundation

extension ProtocolText {
  /// Reads the tables below `folder`.
  package init(folder: URL) throws {
    func text(_ path: String) throws -> String {
      try String(contentsOf: folder.appendingPathComponent(path), encoding: .utf8)
    }
    let paths = try FileManager.default.subpathsOfDirectory(atPath: folder.appendingPathComponent("messages").path)
    self.init(
      messages: try paths.filter { $0.hasSuffix(".wire") }.map { ($0, try text("messages/\($0)")) },
      errors: try text("errors.txt"), releases: try text("releases.txt"))
  }
}

/// The folder `Sources` of the repository.
package struct SourceFolder {
  package enum Change: Equatable {
    case write(path: String, text: String)
    /// A generated file whose definition is gone.
    case remove(path: String)

    package var path: String {
      switch self {
      case .write(let path, _), .remove(let path): path
      }
    }
  }

  private let folder: URL

  package init(_ folder: URL) {
    self.folder = folder
  }

  /// What must change for the folder to hold `files`, by path.
  package func changes(to files: GeneratedFiles) throws -> [Change] {
    var present = [String: String]()
    for module in Set(files.textByPath.keys.map { String($0.prefix { $0 != "/" }) }) {
      let root = folder.appendingPathComponent(module)
      for path in try FileManager.default.subpathsOfDirectory(atPath: root.path) where path.hasSuffix(".swift") {
        let text = try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
        if text.hasPrefix(GeneratedFiles.firstWords) { present["\(module)/\(path)"] = text }
      }
    }
    var changes = [Change]()
    for (path, text) in files.textByPath where present[path] != text { changes.append(.write(path: path, text: text)) }
    for path in present.keys where files.textByPath[path] == nil { changes.append(.remove(path: path)) }
    return changes.sorted { $0.path < $1.path }
  }
}

extension SourceFolder.Change {
  package func apply(in folder: URL) throws {
    let file = folder.appendingPathComponent(path)
    switch self {
    case .write(_, let text):
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    case .remove: try FileManager.default.removeItem(at: file)
    }
  }
}
