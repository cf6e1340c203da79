import Foundation
import KafkaRecords
import KafkaStorage
import KafkaWire
import NIOCore
import Synchronization
import Testing

@Suite struct PooledFileSystemTests {
  @Test func `handles stay good while no more files than allowed are open`() throws {
    let memory = MemoryFileSystem()
    let pooled = PooledFileSystem(memory, limit: 3)
    var files = try (0..<10).map { try pooled.open("/f\($0)", .create) }
    for round in 0..<3 {
      for (index, file) in files.enumerated() { try file.write(ByteBuffer(string: "\(round)\(index)"), at: round * 2) }
      #expect(memory.openFiles == 3)
    }
    for (index, file) in files.enumerated() {
      #expect(try String(buffer: file.read(count: 10, at: 0)) == "0\(index)1\(index)2\(index)")
      try file.synchronize()
    }
    files.removeLast(8)
    #expect(memory.openFiles <= 2)
    files.removeAll()
    #expect(memory.openFiles == 0)
    #expect(pooled.openFiles == 0)
  }

  @Test func `what is used all the time stays open`() throws {
    let opened = OpenCounter(MemoryFileSystem())
    let pooled = PooledFileSystem(opened, limit: 4)
    let busy = try pooled.open("/busy", .create)
    let others = try (0..<20).map { try pooled.open("/f\($0)", .create) }
    for other in others {
      _ = try busy.size()
      _ = try other.size()
      _ = try busy.size()
    }
    #expect(opened.count(of: "/busy") <= 2, "once when made, and once at most after the others were made")
  }

  @Test func `emptying a file happens once, not each time it is opened again`() throws {
    let pooled = PooledFileSystem(MemoryFileSystem(), limit: 1)
    let file = try pooled.open("/f", .truncate)
    try file.write(ByteBuffer(string: "stays"), at: 0)
    _ = try pooled.open("/g", .create).size()
    #expect(try file.size() == 5)
  }

  @Test func `when the process has no descriptor left, the pool gives up its own`() throws {
    let scarce = OpenCounter(MemoryFileSystem())
    let pooled = PooledFileSystem(scarce, limit: 100)
    let files = try (0..<5).map { try pooled.open("/f\($0)", .create) }
    scarce.fail(next: StorageError(.io(EMFILE), path: "/x", "too many open files"))
    let last = try pooled.open("/x", .create)
    #expect(pooled.openFiles == 1)
    for file in files + [last] { #expect(try file.size() == 0) }
    scarce.fail(next: StorageError(.io(5), path: "/y", "broken"))
    #expect(StorageError.kind { _ = try pooled.open("/y", .create) } == .io(5))
  }

  @Test func `threads may share handles`() async throws {
    let pooled = PooledFileSystem(MemoryFileSystem(), limit: 2)
    let files = try (0..<6).map { try pooled.open("/f\($0)", .create) }
    for file in files { try file.write(ByteBuffer(string: file.path), at: 0) }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for worker in 0..<4 {
        group.addTask {
          for round in 0..<200 {
            let file = files[(worker + round) % files.count]
            let content = try file.read(count: 10, at: 0)
            #expect(String(buffer: content) == file.path)
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(pooled.openFiles == 2)
  }

  // MARK: Logs

  private static func makeLog(
    _ settings: [String: String], in fileSystem: any FileSystem
  ) throws -> PartitionLog {
    var configuration = LogConfiguration()
    for (name, value) in settings { try configuration.set(name, to: value) }
    try fileSystem.createDirectory("/data")
    return try PartitionLog(
      creating: "/data/t-0", partition: TopicPartition(topic: "t", partition: 0),
      topicId: KafkaUUID(mostSignificantBits: 1, leastSignificantBits: 2), configuration: configuration,
      random: .seeded(1), at: moment(0), in: fileSystem)
  }

  private static let small = ["segment.bytes": "150", "retention.ms": "-1", "segment.index.bytes": "64"]

  @Test func `a log of a thousand segments keeps few files open, whatever is done with it`() throws {
    let memory = MemoryFileSystem()
    let pooled = PooledFileSystem(memory, limit: 16)
    var log = try Self.makeLog(Self.small, in: pooled)
    for time in 0..<2000 as Range<Int64> { try log.append(batch(at: time), leaderEpoch: 0, at: moment(0)) }
    #expect(log.segmentCount == 1000)
    #expect(memory.openFiles <= 16)
    func readAll() throws {
      for offset in stride(from: 0, to: 2000, by: 3) as StrideTo<Int64> {
        #expect(try log.read(from: offset, maxBytes: 1).records.readableBytes > 0)
        #expect(try log.offset(forTimestamp: offset)?.offset == offset)
      }
      #expect(memory.openFiles <= 16)
    }
    try readAll()
    try log.flush()
    log.abandon()
    // Everything is recovered, and then everything is due for a sync.
    log = try PartitionLog(
      opening: "/data/t-0", partition: log.partition, configuration: log.configuration,
      options: OpenOptions(isClean: false), random: .seeded(1), at: moment(0), in: pooled)
    #expect(log.logEndOffset == 2000)
    #expect(memory.openFiles <= 16)
    let request = try log.syncRequest()
    #expect(memory.openFiles <= 16)
    try request.perform()
    log.syncCompleted(request, at: moment(0).instant)
    #expect(log.recoveryPoint == 2000)
    try readAll()
    log.updateHighWatermark(2000)
    log.configuration.retentionMilliseconds = 0
    #expect(try log.applyRetention(at: moment(10_000)) == 1000)
    try log.close()
    #expect(memory.openFiles <= 16)
  }

  @Test func `a sync that comes after its segments were deleted has nothing to do for them`() throws {
    let pooled = PooledFileSystem(MemoryFileSystem(), limit: 4)
    let log = try Self.makeLog(Self.small, in: pooled)
    for time in 0..<20 as Range<Int64> { try log.append(batch(at: time), leaderEpoch: 0, at: moment(0)) }
    let request = try log.syncRequest()
    log.updateHighWatermark(20)
    log.configuration.retentionBytes = 150
    #expect(try log.applyRetention(at: moment(0)) > 5)
    try request.perform()
    log.syncCompleted(request, at: moment(0).instant)
    #expect(log.recoveryPoint == 20)
  }
}

/// Counts how often files are opened, and refuses when it is told to.
private final class OpenCounter: FileSystem {
  private struct State {
    var counts: [String: Int] = [:]
    var failure: StorageError?
  }

  private let base: MemoryFileSystem
  private let state = Mutex(State())

  init(_ base: MemoryFileSystem) {
    self.base = base
  }

  func count(of path: String) -> Int { state.withLock { $0.counts[path] ?? 0 } }

  func fail(next error: StorageError) { state.withLock { $0.failure = error } }

  func open(_ path: String, _ mode: OpenMode) throws(StorageError) -> any StorageFile {
    let failure = state.withLock { state in
      state.counts[path, default: 0] += 1
      defer { state.failure = nil }
      return state.failure
    }
    if let failure { throw failure }
    return try base.open(path, mode)
  }

  func status(_ path: String) throws(StorageError) -> FileStatus? { try base.status(path) }
  func list(_ directory: String) throws(StorageError) -> [String] { try base.list(directory) }
  func createDirectory(_ path: String) throws(StorageError) { try base.createDirectory(path) }
  func rename(_ path: String, to newPath: String) throws(StorageError) { try base.rename(path, to: newPath) }
  func removeFile(_ path: String) throws(StorageError) { try base.removeFile(path) }
  func removeDirectory(_ path: String) throws(StorageError) { try base.removeDirectory(path) }
  func synchronizeDirectory(_ path: String) throws(StorageError) { try base.synchronizeDirectory(path) }
  func lock(_ path: String) throws(StorageError) -> any FileLock { try base.lock(path) }
}
