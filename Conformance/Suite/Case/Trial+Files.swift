import KafkaSchema
import KafkaWire
import NIOCore

extension Trial {
  /// The data directory of the only broker.
  private func dataDirectory() throws -> (path: String, node: Int32) {
    guard let path = target.options.dataDirectory else {
      throw CaseEnd.skipped("needs the broker's data directory")
    }
    guard let node = target.discovery.brokers.first?.id, target.discovery.brokers.count == 1 else {
      throw CaseEnd.skipped("looks into the files of a cluster of one broker")
    }
    return (path, node)
  }

  /// A topic whose records are never too old to be kept.
  package func keptTopic(partitions: Int = 1) async throws -> TestTopic {
    _ = try dataDirectory()
    return try await topic(partitions: partitions, configs: [("retention.ms", "-1")])
  }

  /// Stops the broker, has its files changed, and starts it again; without the changes, should it not start with them.
  ///
  /// - Parameter isClean: Whether the files shall say that it was stopped in order.
  package func whileDown(
    isClean: Bool = false, _ change: (inout DataDirectory) throws -> Void
  ) async throws {
    let (path, node) = try dataDirectory()
    try await stop(node)
    var files = DataDirectory(path)
    do {
      try change(&files)
      try files.mark(clean: isClean)
    } catch {
      try files.restore()
      throw error
    }
    do {
      try await start(node)
    } catch {
      try? await hook("kill", node: node)
      try files.restore()
      if let end = error as? CaseEnd { throw end }
      throw CaseFailure(
        "a broker starts with what an earlier one has left", field: "the broker", got: "not started: \(error)",
        want: "started")
    }
  }

  /// Requires that the broker does not start with changed files; it gets the old ones back and is started.
  package func refusesToStart(
    _ requirement: String, _ change: (inout DataDirectory) throws -> Void
  ) async throws {
    let (path, node) = try dataDirectory()
    try await stop(node)
    var files = DataDirectory(path)
    do {
      try change(&files)
    } catch {
      try files.restore()
      throw error
    }
    var answers = false
    do {
      try await hook("start", node: node)
      // A command that starts a process returns before the process has looked at its files.
      for _ in 0..<20 where !answers {
        if let peer = try? await peer(to: node), (try? await peer.call(.apiVersions, version: 0, [:])) != nil {
          answers = true
        } else {
          try await Task.sleep(for: .milliseconds(100))
        }
      }
    } catch let end as CaseEnd {
      try files.restore()
      throw end
    } catch {
      transcript.note("the broker was not started: \(error)")
    }
    if answers { try await stop(node) }
    try files.restore()
    try await start(node)
    try expect(!answers, requirement, field: "the broker", got: "has started", want: "refuses to start")
  }

  /// A partition's files while the broker runs.
  package func files(of topic: TestTopic, _ partition: Int = 0) throws -> StoredDirectory {
    try DataDirectory(try dataDirectory().path).partition(topic, partition)
  }

  /// All that lies in the data directory while the broker runs.
  package func allFiles() throws -> StoredDirectory {
    try StoredDirectory.load(try dataDirectory().path, depth: 1)
  }

  /// Requires that a partition has these batches as they were, and nothing else.
  ///
  /// - Parameter from: Where reading begins.
  package func holds(
    _ topic: TestTopic, partition: Int = 0, _ batches: [ReadBatch], from offset: Int64 = 0, end: Int64? = nil,
    _ requirement: String
  ) async throws {
    let want = end ?? batches.last.map { $0.lastOffset + 1 } ?? 0
    let got = try await endOffset(topic, partition: partition)
    try expect(
      got == want, requirement, field: "end offset of \(topic.name)-\(partition)", got: "\(got)", want: "\(want)")
    let found = try await fetchBack(topic, partition: partition, from: offset)
    func text(_ batches: [ReadBatch]) -> String {
      batches.map { "\($0.baseOffset)…\($0.lastOffset)\($0.isIntact ? "" : " with a wrong checksum")" }
        .joined(separator: ", ")
    }
    try expect(
      found.map(\.crc) == batches.map(\.crc) && found.allSatisfy(\.isIntact), requirement,
      field: "batches of \(topic.name)-\(partition)", got: text(found), want: text(batches))
  }
}

extension StoredDirectory {
  /// The batches of all segments, in order.
  package func allBatches() throws -> [ReadBatch] {
    try names("log").flatMap { name in try files[name].map { try BatchReader.batches(in: $0) } ?? [] }
  }
}
