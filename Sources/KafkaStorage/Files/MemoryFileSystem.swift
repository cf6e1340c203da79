package import KafkaWire
import Synchronization

/// A file system in memory that forgets at a crash what was not synced: bytes of files, and names in directories.
///
/// It can refuse the next call, run out of space, or stop for good after a number of changes, as a machine that loses
/// its power at that moment does.
package final class MemoryFileSystem: FileSystem {
  private let state: Mutex<MemoryDisk>
  private let handles = Atomic<Int>(0)
  /// Milliseconds since 1970 that changed files get as their time.
  private let wallClock: @Sendable () -> Int64

  /// - Parameters:
  ///   - forgetful: whether crashes lose anything. Without it, memory is spent on the content only.
  ///   - capacity: bytes that all files together may have written; nil for no limit.
  package init(
    forgetful: Bool = true, capacity: Int? = nil, wallClock: @escaping @Sendable () -> Int64 = { 0 }
  ) {
    self.wallClock = wallClock
    var disk = MemoryDisk(forgetful: forgetful)
    disk.capacity = capacity
    state = Mutex(disk)
  }

  /// The same disk once more, to go on from here in another way. Open files stay with the first.
  package func copy() -> MemoryFileSystem {
    MemoryFileSystem(state.withLock { $0 }, wallClock: wallClock)
  }

  private init(_ disk: MemoryDisk, wallClock: @escaping @Sendable () -> Int64) {
    state = Mutex(disk)
    self.wallClock = wallClock
  }

  // MARK: Faults

  /// Refuses the next change (or sync) of a file or directory whose path ends so.
  package func failNextChange(of suffix: String = "", with kind: StorageError.Kind = .io(5)) {
    state.withLock { $0.nextFailure = (suffix, kind) }
  }

  /// After so many further changes every call fails until `crash`; the change at which it stops may be done in part.
  package func stop(afterChanges count: Int?) {
    state.withLock { $0.changesLeft = count }
  }

  package func setCapacity(_ capacity: Int?) {
    state.withLock { $0.capacity = capacity }
  }

  /// Changes and syncs so far.
  package var changes: Int { state.withLock { $0.changes } }

  /// Files that are open now.
  package var openFiles: Int { handles.load(ordering: .relaxed) }

  fileprivate func opened() { handles.add(1, ordering: .relaxed) }

  fileprivate func closed() { handles.subtract(1, ordering: .relaxed) }

  /// The machine loses power and comes back: all that was not synced is gone.
  package func crash() {
    state.withLock { $0.crash(keeping: { _ in 0 }) }
  }

  /// The machine loses power and comes back: of what was not synced, any part may be there, in any order.
  package func crash(random: inout RandomSource) {
    var generator = random
    state.withLock { $0.crash(keeping: { $0 == 0 ? 0 : Int.random(in: 0...$0, using: &generator) }) }
    random = generator
  }

  /// The process is killed: what was written is there, locks are free.
  package func killProcess() {
    state.withLock { $0.killProcess() }
  }

  // MARK: FileSystem

  package func open(_ path: String, _ mode: OpenMode) throws(StorageError) -> any StorageFile {
    let node = try perform { disk throws(StorageError) in try disk.open(path, mode) }
    return MemoryFile(path: path, node: node, fileSystem: self)
  }

  package func status(_ path: String) throws(StorageError) -> FileStatus? {
    try perform { disk throws(StorageError) in try disk.status(path) }
  }

  package func list(_ directory: String) throws(StorageError) -> [String] {
    try perform { disk throws(StorageError) in try disk.list(directory) }
  }

  package func createDirectory(_ path: String) throws(StorageError) {
    try perform { disk throws(StorageError) in try disk.createDirectory(path) }
  }

  package func rename(_ path: String, to newPath: String) throws(StorageError) {
    try perform { disk throws(StorageError) in try disk.rename(path, to: newPath) }
  }

  package func removeFile(_ path: String) throws(StorageError) {
    try perform { disk throws(StorageError) in try disk.remove(path, directory: false) }
  }

  package func removeDirectory(_ path: String) throws(StorageError) {
    try perform { disk throws(StorageError) in try disk.remove(path, directory: true) }
  }

  package func synchronizeDirectory(_ path: String) throws(StorageError) {
    try perform { disk throws(StorageError) in try disk.synchronizeDirectory(path) }
  }

  package func lock(_ path: String) throws(StorageError) -> any FileLock {
    let token = try perform { disk throws(StorageError) in try disk.lock(path) }
    return MemoryLock(path: path, token: token, fileSystem: self)
  }

  fileprivate func release(_ path: String, token: Int) {
    state.withLock { $0.unlock(path, token: token) }
  }

  fileprivate func perform<Value: Sendable>(
    _ action: (inout MemoryDisk) throws(StorageError) -> Value
  ) throws(StorageError) -> Value {
    let now = wallClock()
    return try state.withLock { disk throws(StorageError) in
      disk.now = now
      return try action(&disk)
    }
  }
}

private final class MemoryFile: StorageFile {
  let path: String
  private let node: Int
  private let fileSystem: MemoryFileSystem

  init(path: String, node: Int, fileSystem: MemoryFileSystem) {
    self.path = path
    self.node = node
    self.fileSystem = fileSystem
    fileSystem.opened()
  }

  deinit { fileSystem.closed() }

  func size() throws(StorageError) -> Int {
    try fileSystem.perform { disk throws(StorageError) in try disk.size(node, path) }
  }

  func read(into buffer: UnsafeMutableRawBufferPointer, at position: Int) throws(StorageError) -> Int {
    try fileSystem.perform { disk throws(StorageError) in try disk.read(node, path, into: buffer, at: position) }
  }

  func write(_ pieces: [UnsafeRawBufferPointer], at position: Int) throws(StorageError) {
    try fileSystem.perform { disk throws(StorageError) in try disk.write(node, path, pieces, at: position) }
  }

  func resize(to size: Int) throws(StorageError) {
    try fileSystem.perform { disk throws(StorageError) in try disk.resize(node, path, to: size) }
  }

  func synchronize() throws(StorageError) {
    try fileSystem.perform { disk throws(StorageError) in try disk.synchronize(node, path) }
  }
}

private final class MemoryLock: FileLock {
  private let path: String
  private let token: Int
  private let fileSystem: MemoryFileSystem

  init(path: String, token: Int, fileSystem: MemoryFileSystem) {
    self.path = path
    self.token = token
    self.fileSystem = fileSystem
  }

  deinit { release() }

  func release() { fileSystem.release(path, token: token) }
}
