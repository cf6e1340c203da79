import Synchronization

/// A file system that keeps a bounded number of files open, however many of its handles are in use.
///
/// A log holds handles of each file of each of its segments, and a broker may have many thousands of them: more than
/// a process may have descriptors. The handles given out here stay good for as long as they are kept; the file
/// behind one that has not been used for a while is closed, and opened again by its path at the next use.
///
/// So a handle does not follow a rename. Whoever moves files either does so before their handles are made, or makes no
/// more use of them (as with segments that are deleted). A call that is under way on another thread keeps its file open
/// until it is done.
package final class PooledFileSystem: FileSystem {
  private let base: any FileSystem
  private let pool: FilePool

  /// - Parameter limit: the most files that are open at a time, apart from those that calls use right now; at least 1.
  package init(_ base: any FileSystem, limit: Int) {
    self.base = base
    pool = FilePool(base, limit: max(1, limit))
  }

  /// Files open now.
  package var openFiles: Int { pool.count }

  package func open(_ path: String, _ mode: OpenMode) throws(StorageError) -> any StorageFile {
    PooledFile(path: path, id: try pool.add(path, mode), pool: pool)
  }

  package func status(_ path: String) throws(StorageError) -> FileStatus? { try base.status(path) }

  package func list(_ directory: String) throws(StorageError) -> [String] { try base.list(directory) }

  package func createDirectory(_ path: String) throws(StorageError) { try base.createDirectory(path) }

  package func rename(_ path: String, to newPath: String) throws(StorageError) { try base.rename(path, to: newPath) }

  package func removeFile(_ path: String) throws(StorageError) { try base.removeFile(path) }

  package func removeDirectory(_ path: String) throws(StorageError) { try base.removeDirectory(path) }

  package func synchronizeDirectory(_ path: String) throws(StorageError) { try base.synchronizeDirectory(path) }

  /// The file of a lock stays open: closing it would give the lock up.
  package func lock(_ path: String) throws(StorageError) -> any FileLock { try base.lock(path) }
}

/// The open files, in a ring. Room for another one is made at the first that was not used since the hand last came by.
private final class FilePool: Sendable {
  private struct Slot {
    var id: Int
    var file: any StorageFile
    var wasUsed: Bool
  }

  private struct Ring {
    var slots: [Slot] = []
    /// Where in `slots` a file is.
    var places: [Int: Int] = [:]
    var hand = 0
    var nextID = 0

    mutating func use(_ id: Int) -> (any StorageFile)? {
      guard let place = places[id] else { return nil }
      slots[place].wasUsed = true
      return slots[place].file
    }

    /// - Returns: the file that had to go.
    mutating func insert(_ file: any StorageFile, _ id: Int, limit: Int) -> (any StorageFile)? {
      let slot = Slot(id: id, file: file, wasUsed: true)
      guard slots.count >= limit else {
        places[id] = slots.count
        slots.append(slot)
        return nil
      }
      while slots[hand].wasUsed {
        slots[hand].wasUsed = false
        hand = (hand + 1) % slots.count
      }
      let old = slots[hand]
      places[old.id] = nil
      places[id] = hand
      slots[hand] = slot
      hand = (hand + 1) % slots.count
      return old.file
    }

    mutating func remove(_ id: Int) -> (any StorageFile)? {
      guard let place = places.removeValue(forKey: id) else { return nil }
      let file = slots[place].file
      let last = slots.removeLast()
      if place < slots.count {
        slots[place] = last
        places[last.id] = place
      }
      if hand >= slots.count { hand = 0 }
      return file
    }

    mutating func removeAll() -> [any StorageFile] {
      let files = slots.map(\.file)
      slots = []
      places = [:]
      hand = 0
      return files
    }
  }

  private let fileSystem: any FileSystem
  private let limit: Int
  private let ring = Mutex(Ring())

  init(_ fileSystem: any FileSystem, limit: Int) {
    self.fileSystem = fileSystem
    self.limit = limit
  }

  var count: Int { ring.withLock { $0.slots.count } }

  func add(_ path: String, _ mode: OpenMode) throws(StorageError) -> Int {
    let file = try open(path, mode)
    // What has to go is closed outside of the lock: closing may take its time.
    let (id, _) = ring.withLock { ring in
      let id = ring.nextID
      ring.nextID += 1
      return (id, ring.insert(file, id, limit: limit))
    }
    return id
  }

  func file(_ id: Int, _ path: String) throws(StorageError) -> any StorageFile {
    if let file = ring.withLock({ $0.use(id) }) { return file }
    let file = try open(path, .existing)
    let (current, _) = ring.withLock { ring -> (any StorageFile, (any StorageFile)?) in
      // Another thread may have been faster.
      if let other = ring.use(id) { return (other, nil) }
      return (file, ring.insert(file, id, limit: limit))
    }
    return current
  }

  func remove(_ id: Int) {
    _ = ring.withLock { $0.remove(id) }
  }

  /// When others have used up the process's descriptors, those of the pool are given up for the one that is needed.
  private func open(_ path: String, _ mode: OpenMode) throws(StorageError) -> any StorageFile {
    do throws(StorageError) {
      return try fileSystem.open(path, mode)
    } catch {
      guard error.isShortageOfDescriptors else { throw error }
      _ = ring.withLock { $0.removeAll() }
      return try fileSystem.open(path, mode)
    }
  }
}

/// A handle whose file may be closed and opened again between two calls.
private final class PooledFile: StorageFile {
  let path: String
  private let id: Int
  private let pool: FilePool

  init(path: String, id: Int, pool: FilePool) {
    self.path = path
    self.id = id
    self.pool = pool
  }

  deinit {
    pool.remove(id)
  }

  func size() throws(StorageError) -> Int { try pool.file(id, path).size() }

  func read(into buffer: UnsafeMutableRawBufferPointer, at position: Int) throws(StorageError) -> Int {
    try pool.file(id, path).read(into: buffer, at: position)
  }

  func write(_ pieces: [UnsafeRawBufferPointer], at position: Int) throws(StorageError) {
    try pool.file(id, path).write(pieces, at: position)
  }

  func resize(to size: Int) throws(StorageError) { try pool.file(id, path).resize(to: size) }

  func synchronize() throws(StorageError) { try pool.file(id, path).synchronize() }
}
