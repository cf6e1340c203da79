package import KafkaConformance

/// What a mutant does to a broker's files, for cases that damage them while the broker is down.
package struct FileChange: Sendable {
  /// Of a data directory, before the broker is started again and after it was.
  package var beforeStart: (@Sendable (inout StoredDirectory) throws -> Void)?
  package var afterStart: (@Sendable (inout StoredDirectory) throws -> Void)?

  /// Changes the files of each partition before the broker sees them.
  package static func partitions(_ change: @escaping @Sendable (inout StoredDirectory) throws -> Void) -> FileChange {
    FileChange(beforeStart: { directory in
      for index in directory.directories.indices where PartitionName(directory.directories[index].name) != nil {
        try change(&directory.directories[index])
      }
    })
  }

  static func apply(_ change: (@Sendable (inout StoredDirectory) throws -> Void)?, in path: String) throws {
    guard let change else { return }
    let before = try StoredDirectory.load(path)
    var after = before
    try change(&after)
    if after.files != before.files { try after.write(to: path) }
    for directory in after.directories where !before.directories.contains(directory) {
      try directory.write(to: "\(path)/\(directory.name)")
    }
  }
}

extension Mutant {
  package init(_ caseId: String, _ title: String, files: FileChange) {
    self.init(caseId, title, on: .restarts) { Behaviour() }
    self.files = files
  }
}
