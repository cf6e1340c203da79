public import Foundation

/// The golden data of the repository, found from this file's own place.
public enum Fixtures {
  /// The repository's root.
  public static let repository: URL = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  public static let folder: URL = repository.appendingPathComponent("fixtures")

  /// A file of `fixtures`, e.g. `batches/valid.jsonl`.
  public static func data(_ path: String) throws -> Data {
    try Data(contentsOf: folder.appendingPathComponent(path))
  }

  /// Decodes every line of a JSON Lines file of `fixtures`.
  public static func lines<Line: Decodable>(_ path: String, as type: Line.Type = Line.self) throws -> [Line] {
    let decoder = JSONDecoder()
    return try data(path).split(separator: UInt8(ascii: "\n")).map { try decoder.decode(Line.self, from: $0) }
  }

  /// Decodes a JSON file of `fixtures`.
  public static func json<Value: Decodable>(_ path: String, as type: Value.Type = Value.self) throws -> Value {
    try JSONDecoder().decode(Value.self, from: try data(path))
  }

  /// Files and folders in a folder of `fixtures`, by name, sorted.
  public static func contents(of path: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.appendingPathComponent(path).path).sorted()
  }
}
