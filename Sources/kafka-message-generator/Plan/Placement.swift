package import KafkaSchema

/// In which file of `KafkaMessages` a definition's code stands.
package enum Placement {
  package static func file(of definition: Definition) throws(GenerationError) -> String {
    switch definition.kind {
    case .api(let key, _):
      guard let folder = folders.first(where: { $0.keys.contains(key) })?.name else {
        throw GenerationError("\(definition.path): no folder is named for API \(key); see Placement.swift")
      }
      return "\(folder)/\(key < 10 ? "0" : "")\(key)_\(definition.name).swift"
    case .record: return "Records/\(definition.name)Record.swift"
    case .entry(_, let log):
      return "\(log == "__cluster_metadata" ? "MetadataLog" : "RemoteLog")/\(definition.name).swift"
    case .header: return "Connection/\(definition.name).swift"
    case .data: return "Data/\(definition.name).swift"
    }
  }

  /// The folder words of the whole package, and the numbers of the APIs in each.
  private static let folders: [(name: String, keys: [Int16])] = [
    ("Connection", [18, 71, 72]),
    ("Metadata", [3, 60, 75]),
    ("Produce", [0, 22]),
    ("Fetch", [1, 2, 23, 78, 79]),
    ("Groups", [8, 9, 10, 11, 12, 13, 14, 15, 16, 42, 47, 68, 69, 76, 77, 88, 89, 90, 91, 92, 93]),
    ("Transactions", [24, 25, 26, 27, 28, 61, 65, 66]),
    ("Security", [17, 29, 30, 31, 36, 38, 39, 40, 41, 50, 51]),
    ("Admin", [19, 20, 21, 32, 33, 34, 35, 37, 43, 44, 45, 46, 48, 49, 55, 57, 74]),
    // What brokers and controllers say among themselves.
    (
      "Cluster",
      [4, 5, 6, 7, 52, 53, 54, 56, 58, 59, 62, 63, 64, 67, 70, 73, 80, 81, 82, 83, 84, 85, 86, 87, 94]
    ),
  ]
}
