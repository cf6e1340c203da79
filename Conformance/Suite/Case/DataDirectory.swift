package import NIOCore

/// A broker's data directory while the broker is down, for cases that damage it.
///
/// It keeps what was there before, so that a broker that cannot start with the damage gets its files back.
package struct DataDirectory {
  /// The files beside the partitions, with an offset for each partition.
  package enum Checkpoint: String {
    case recoveryPoints = "recovery-point-offset-checkpoint"
    case logStarts = "log-start-offset-checkpoint"
    case highWatermarks = "replication-offset-checkpoint"
  }

  /// There only after a stop in order.
  package static let marker = ".kafka_cleanshutdown"

  package let path: String
  /// What was there before the first change, by name; nil for files that were not there.
  private var filesBefore: [String: ByteBuffer?] = [:]
  private var partitionsBefore: [String: StoredDirectory] = [:]

  package init(_ path: String) { self.path = path }

  // MARK: Partitions

  package static func name(_ topic: TestTopic, _ partition: Int = 0) -> String { "\(topic.name)-\(partition)" }

  /// A partition's files as they are.
  package func partition(_ topic: TestTopic, _ partition: Int = 0) throws -> StoredDirectory {
    let path = "\(path)/\(Self.name(topic, partition))"
    guard TextFile.exists(path) else {
      throw CaseEnd.unsupported("there is no \(Self.name(topic, partition)) in the data directory")
    }
    return try StoredDirectory.load(path, depth: 0)
  }

  /// Makes a partition's directory hold these files and no others.
  package mutating func store(_ directory: StoredDirectory, as topic: TestTopic, _ partition: Int = 0) throws {
    let name = Self.name(topic, partition)
    if partitionsBefore[name] == nil { partitionsBefore[name] = try self.partition(topic, partition) }
    try directory.write(to: "\(path)/\(name)")
  }

  /// Changes a partition's files.
  package mutating func change(
    _ topic: TestTopic, _ partition: Int = 0, _ body: (inout StoredDirectory) throws -> Void
  ) throws {
    var directory = try self.partition(topic, partition)
    try body(&directory)
    try store(directory, as: topic, partition)
  }

  /// Puts files of a case's own in the place of a partition's; it stays the topic's.
  ///
  /// - Parameter recoveryPoint: Up to where the broker may believe that everything is on the disk.
  package mutating func replace(
    _ topic: TestTopic, _ partition: Int = 0, with made: StoredDirectory, recoveryPoint: Int64 = 0
  ) throws {
    let metadata = try self.partition(topic, partition).files["partition.metadata"]
    var made = made
    made.files["partition.metadata"] = metadata
    try store(made, as: topic, partition)
    try set(recoveryPoint, in: .recoveryPoints, topic, partition)
    try set(nil, in: .logStarts, topic, partition)
    try set(0, in: .highWatermarks, topic, partition)
  }

  // MARK: Files beside the partitions

  package func file(_ name: String) throws -> ByteBuffer? { try StoredDirectory.load(path, depth: 0).files[name] }

  /// Writes a file, or removes it.
  package mutating func write(_ bytes: ByteBuffer?, to name: String) throws {
    if filesBefore[name] == nil { filesBefore[name] = .some(try file(name)) }
    if let bytes {
      try StoredDirectory.write(bytes, to: "\(path)/\(name)")
    } else {
      try StoredDirectory.remove("\(path)/\(name)")
    }
  }

  /// Says of the last stop that it was in order, or that it was not.
  package mutating func mark(clean: Bool) throws {
    try write(clean ? ByteBuffer(string: #"{"version":0,"brokerEpoch":-1}"#) : nil, to: Self.marker)
  }

  /// Gives a partition another offset in a checkpoint, or none.
  package mutating func set(
    _ offset: Int64?, in checkpoint: Checkpoint, _ topic: TestTopic, _ partition: Int = 0
  ) throws {
    let own = "\(topic.name) \(partition) "
    let text = try file(checkpoint.rawValue).map { String(buffer: $0) } ?? ""
    var lines = text.split(separator: "\n").dropFirst(2).filter { !$0.hasPrefix(own) }.map(String.init)
    if let offset { lines.append("\(own)\(offset)") }
    let all = ["0", "\(lines.count)"] + lines
    try write(ByteBuffer(string: all.joined(separator: "\n") + "\n"), to: checkpoint.rawValue)
  }

  /// Puts everything back as it was before the first change.
  package func restore() throws {
    for (name, bytes) in filesBefore {
      if let bytes {
        try StoredDirectory.write(bytes, to: "\(path)/\(name)")
      } else {
        try StoredDirectory.remove("\(path)/\(name)")
      }
    }
    for (name, directory) in partitionsBefore { try directory.write(to: "\(path)/\(name)") }
  }
}
