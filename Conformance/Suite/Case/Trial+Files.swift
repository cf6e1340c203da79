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
    // How long it takes with sound files tells a refusal from a slow start.
    try await stop(node)
    let begin = ContinuousClock.now
    try await start(node)
    let usual = ContinuousClock.now - begin
    try await stop(node)
    var files = DataDirectory(path)
    do {
      try change(&files)
    } catch {
      try files.restore()
      throw error
    }
    let answers = try await comesUp(node, within: usual * 3 + .seconds(2))
    // One that still tries to start must not see its files change. One that is gone cannot be killed.
    try? await hook("kill", node: node)
    try files.restore()
    try await start(node)
    try expect(!answers, requirement, field: "the broker", got: "has started", want: "refuses to start")
  }

  /// Whether a broker that is started comes to answer.
  private func comesUp(_ node: Int32, within limit: Duration) async throws -> Bool {
    do {
      try await hook("start", node: node)
    } catch let end as CaseEnd {
      throw end
    } catch {
      transcript.note("the broker was not started: \(error)")
      return false
    }
    do {
      // A command that starts a process returns before the process has looked at its files.
      try await eventually("the broker answers", within: limit, each: .milliseconds(100)) { () -> Void? in
        guard let peer = try? await self.peer(to: node) else { return nil }
        return (try? await peer.call(.apiVersions, version: 0, [:])).map { _ in }
      }
      return true
    } catch is CaseFailure {
      return false
    }
  }

  /// A partition's files while the broker runs.
  package func files(of topic: TestTopic, _ partition: Int = 0) throws -> StoredDirectory {
    try DataDirectory(try dataDirectory().path).partition(topic, partition)
  }

  /// All that lies in the data directory while the broker runs.
  package func allFiles() throws -> StoredDirectory {
    try StoredDirectory.load(try dataDirectory().path, depth: 1)
  }

  /// Has the broker come up with files in which one bit is turned round.
  ///
  /// - Parameters:
  ///   - segments: How many there are, with three batches of two records each.
  ///   - batch: The number of the batch that is damaged.
  ///   - isAnywhere: In any byte that the checksum covers, or in the checksum; else in one of the first record.
  ///   - recoveryPoint: Up to where the broker may believe that everything is on the disk; nil for no checkpoint.
  /// - Returns: The batches as they were.
  package func damage(
    _ topic: TestTopic, segments: Int, batch: Int, isAnywhere: Bool = false, isClean: Bool = false,
    recoveryPoint: Int64?
  ) async throws -> [ReadBatch] {
    var made = try PartitionForge.plain(segments: segments).directory()
    let batches = try made.allBatches()
    let base = Int64(batch / 3 * 6)
    let byte = isAnywhere ? random(17...batches[batch].range.count - 1) : 70
    try made.flip(
      PartitionVerifier.name(base, "log"), byte: batches[batch].range.lowerBound + byte, bit: random(0...7))
    try await whileDown(isClean: isClean) { files in
      try files.replace(topic, with: made, recoveryPoint: recoveryPoint ?? 0)
      if recoveryPoint == nil { try files.write(nil, to: DataDirectory.Checkpoint.recoveryPoints.rawValue) }
    }
    return batches
  }

  /// Requires that a log that was changed takes records, at this offset.
  package func goesOn(
    _ topic: TestTopic, partition: Int = 0, at offset: Int64, _ requirement: String
  ) async throws {
    let next = try await store(topic, partition: partition, batch(of: 1))
    try expect(next == offset, requirement, field: "base offset", got: "\(next)", want: "\(offset)")
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
