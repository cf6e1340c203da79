package import KafkaWire
import Synchronization

/// What is wrong with a `FaultyFileSystem`, set from any thread. Without faults a write costs one look at a flag.
package final class FileFaults: Sendable {
  /// What can fail once.
  package enum Call: Hashable, Sendable {
    case write
    case sync
  }

  private struct Failure: Hashable {
    var call: Call
    /// As the last directory of a path.
    var directory: String
  }

  private struct State {
    var isFull = false
    var next: Set<Failure> = []
    var hasFailedSync = false
  }

  private let state = Mutex(State())
  private let isSound = Atomic(true)

  package init() {}

  private func change(_ body: (inout State) -> Void) {
    state.withLock { state in
      body(&state)
      isSound.store(!state.isFull && state.next.isEmpty, ordering: .releasing)
    }
  }

  /// Nothing that needs room can be done while the disk is full.
  package func setFull(_ isFull: Bool) { change { $0.isFull = isFull } }

  /// Refuses the next write or sync of a partition's segments.
  package func failNext(_ call: Call, of partition: TopicPartition) {
    change { $0.next.insert(Failure(call: call, directory: partition.description)) }
  }

  /// All is well from here on.
  package func clear() {
    change {
      $0.isFull = false
      $0.next = []
    }
  }

  /// Whether a sync has failed, so that some log is out of use.
  package var hasFailedSync: Bool { state.withLock(\.hasFailedSync) }

  fileprivate func check(_ call: Call, _ path: String) throws(StorageError) {
    if isSound.load(ordering: .acquiring) { return }
    try checkRoom(path, for: call)
    guard path.hasSuffix(SegmentName.log), let directory = Self.directory(of: path) else { return }
    var fails = false
    change {
      fails = $0.next.remove(Failure(call: call, directory: directory)) != nil
      if fails, call == .sync { $0.hasFailedSync = true }
    }
    if fails { throw StorageError(.io(5), path: path, "a scripted failure") }
  }

  fileprivate func checkRoom(_ path: String, for call: Call = .write) throws(StorageError) {
    guard call == .write, !isSound.load(ordering: .acquiring), state.withLock({ $0.isFull }) else { return }
    throw StorageError(.outOfSpace, path: path, "no space left: the disk is full by a test's wish")
  }

  private static func directory(of path: String) -> String? {
    path.split(separator: "/").dropLast().last.map(String.init)
  }
}

/// A file system with faults, over another one.
package final class FaultyFileSystem: FileSystem {
  private let base: any FileSystem
  private let faults: FileFaults

  package init(_ base: any FileSystem, faults: FileFaults) {
    self.base = base
    self.faults = faults
  }

  package func open(_ path: String, _ mode: OpenMode) throws(StorageError) -> any StorageFile {
    if mode != .existing, try base.status(path) == nil { try faults.checkRoom(path) }
    return FaultyFile(try base.open(path, mode), faults)
  }

  package func status(_ path: String) throws(StorageError) -> FileStatus? { try base.status(path) }

  package func list(_ directory: String) throws(StorageError) -> [String] { try base.list(directory) }

  package func createDirectory(_ path: String) throws(StorageError) {
    try faults.checkRoom(path)
    try base.createDirectory(path)
  }

  package func rename(_ path: String, to newPath: String) throws(StorageError) { try base.rename(path, to: newPath) }

  package func removeFile(_ path: String) throws(StorageError) { try base.removeFile(path) }

  package func removeDirectory(_ path: String) throws(StorageError) { try base.removeDirectory(path) }

  package func synchronizeDirectory(_ path: String) throws(StorageError) { try base.synchronizeDirectory(path) }

  package func lock(_ path: String) throws(StorageError) -> any FileLock { try base.lock(path) }
}

private final class FaultyFile: StorageFile {
  private let base: any StorageFile
  private let faults: FileFaults

  init(_ base: any StorageFile, _ faults: FileFaults) {
    self.base = base
    self.faults = faults
  }

  var path: String { base.path }

  func size() throws(StorageError) -> Int { try base.size() }

  func read(into buffer: UnsafeMutableRawBufferPointer, at position: Int) throws(StorageError) -> Int {
    try base.read(into: buffer, at: position)
  }

  func write(_ pieces: [UnsafeRawBufferPointer], at position: Int) throws(StorageError) {
    try faults.check(.write, path)
    try base.write(pieces, at: position)
  }

  func resize(to size: Int) throws(StorageError) { try base.resize(to: size) }

  func synchronize() throws(StorageError) {
    try faults.check(.sync, path)
    try base.synchronize()
  }
}
