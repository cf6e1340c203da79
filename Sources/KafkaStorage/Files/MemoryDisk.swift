/// The state of a `MemoryFileSystem`: nodes with what is in them now, and what would be left after a crash.
struct MemoryDisk: Sendable {
  /// A file's bytes. Zeros at the end are not stored, so that preallocated files are small.
  struct Content: Sendable {
    var bytes: [UInt8] = []
    var size = 0

    mutating func write(_ piece: UnsafeRawBufferPointer, at position: Int) {
      let end = position + piece.count
      if bytes.count < position { bytes.append(contentsOf: repeatElement(0, count: position - bytes.count)) }
      // In one go each, since a log in memory is written to like this all the time.
      let overlap = min(piece.count, bytes.count - position)
      bytes.withUnsafeMutableBytes {
        UnsafeMutableRawBufferPointer(rebasing: $0[position...]).copyMemory(
          from: UnsafeRawBufferPointer(rebasing: piece[..<overlap]))
      }
      bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: piece[overlap...]))
      size = max(size, end)
    }

    mutating func resize(to newSize: Int) {
      if newSize < bytes.count { bytes.removeLast(bytes.count - newSize) }
      size = newSize
    }
  }

  enum Change: Sendable {
    case write(position: Int, bytes: [UInt8])
    case resize(Int)
  }

  struct Node: Sendable {
    var isDirectory = false
    var content = Content()
    var synced = Content()
    var unsynced: [Change] = []
    /// Names to nodes.
    var entries: [String: Int] = [:]
    var syncedEntries: [String: Int] = [:]
    var modified: Int64 = 0
  }

  let forgetful: Bool
  var capacity: Int?
  var now: Int64 = 0
  var nextFailure: (suffix: String, kind: StorageError.Kind)?
  var changesLeft: Int?
  private(set) var changes = 0

  private static let root = 0
  private var nodes: [Int: Node] = [root: Node(isDirectory: true)]
  private var nextNode = 1
  private var locks: [String: Int] = [:]
  private var used = 0

  init(forgetful: Bool) {
    self.forgetful = forgetful
  }

  // MARK: Paths

  private func components(_ path: String) -> [Substring] {
    path.split(separator: "/").filter { $0 != "." }
  }

  private func find(_ path: String) -> Int? {
    var current = Self.root
    for name in components(path) {
      guard let next = nodes[current]?.entries[String(name)] else { return nil }
      current = next
    }
    return current
  }

  private func directory(above path: String) throws(StorageError) -> (node: Int, name: String) {
    let parts = components(path)
    guard let name = parts.last, let node = find(parts.dropLast().joined(separator: "/")),
      nodes[node]?.isDirectory == true
    else { throw StorageError(.notFound, path: path, "no directory for it") }
    return (node, String(name))
  }

  // MARK: Faults

  private func stopped(_ path: String) -> StorageError {
    StorageError(.io(5), path: path, "the machine has stopped")
  }

  /// Whether a call may be made at all.
  private func check(_ path: String) throws(StorageError) {
    if changesLeft == 0 { throw stopped(path) }
  }

  /// Counts a change, and throws where it is the one that fails.
  private mutating func change(_ path: String) throws(StorageError) {
    try check(path)
    if let failure = nextFailure, path.hasSuffix(failure.suffix) {
      nextFailure = nil
      throw StorageError(failure.kind, path: path, "a scripted failure")
    }
    changes += 1
    if let left = changesLeft {
      changesLeft = left - 1
      if left == 1 { throw stopped(path) }
    }
  }

  /// - Parameter keeping: given a number of things that were not synced, how many of them survive.
  mutating func crash(keeping: (Int) -> Int) {
    changesLeft = nil
    nextFailure = nil
    locks = [:]
    guard forgetful else { return }
    // In the order in which they were made, so that a seed gives the same result every time.
    for index in nodes.keys.sorted() {
      guard var node = nodes[index] else { continue }
      // Which of the unsynced writes reached the disk has nothing to do with their order.
      for change in node.unsynced where keeping(1) == 1 {
        switch change {
        case .write(let position, let bytes):
          let count = keeping(2) == 0 ? keeping(bytes.count) : bytes.count
          bytes.withUnsafeBytes {
            node.synced.write(UnsafeRawBufferPointer(rebasing: $0[..<count]), at: position)
          }
        case .resize(let size): node.synced.resize(to: size)
        }
      }
      node.unsynced = []
      for name in Set(node.entries.keys).union(node.syncedEntries.keys).sorted()
      where node.entries[name] != node.syncedEntries[name] && keeping(1) == 1 {
        node.syncedEntries[name] = node.entries[name]
      }
      node.content = node.synced
      node.entries = node.syncedEntries
      nodes[index] = node
    }
    used = nodes.values.reduce(0) { $0 + $1.content.bytes.count }
  }

  mutating func killProcess() {
    changesLeft = nil
    locks = [:]
  }

  // MARK: Directories

  private mutating func make(_ node: Node) -> Int {
    defer { nextNode += 1 }
    nodes[nextNode] = node
    nodes[nextNode]?.modified = now
    return nextNode
  }

  private mutating func setEntry(_ name: String, in directory: Int, to node: Int?) {
    nodes[directory]?.entries[name] = node
    if !forgetful { nodes[directory]?.syncedEntries[name] = node }
  }

  mutating func open(_ path: String, _ mode: OpenMode) throws(StorageError) -> Int {
    try check(path)
    if let node = find(path) {
      guard nodes[node]?.isDirectory == false else { throw StorageError(.io(21), path: path, "is a directory") }
      if mode == .truncate, nodes[node]?.content.size != 0 { try resize(node, path, to: 0) }
      return node
    }
    guard mode != .existing else { throw StorageError(.notFound, path: path, "no such file") }
    let place = try directory(above: path)
    try change(path)
    let node = make(Node())
    setEntry(place.name, in: place.node, to: node)
    return node
  }

  func status(_ path: String) throws(StorageError) -> FileStatus? {
    try check(path)
    guard let index = find(path), let node = nodes[index] else { return nil }
    return FileStatus(isDirectory: node.isDirectory, size: node.content.size, modified: node.modified)
  }

  func list(_ path: String) throws(StorageError) -> [String] {
    try check(path)
    guard let index = find(path), let node = nodes[index], node.isDirectory else {
      throw StorageError(.notFound, path: path, "no such directory")
    }
    return Array(node.entries.keys)
  }

  mutating func createDirectory(_ path: String) throws(StorageError) {
    try check(path)
    var current = Self.root
    for name in components(path).map(String.init) {
      if let next = nodes[current]?.entries[name] {
        guard nodes[next]?.isDirectory == true else {
          throw StorageError(.alreadyExists, path: path, "a file is where a directory should be made")
        }
        current = next
      } else {
        try change(path)
        let node = make(Node(isDirectory: true))
        setEntry(name, in: current, to: node)
        current = node
      }
    }
  }

  mutating func rename(_ path: String, to newPath: String) throws(StorageError) {
    try check(path)
    guard let node = find(path) else { throw StorageError(.notFound, path: path, "nothing to rename") }
    let from = try directory(above: path)
    let to = try directory(above: newPath)
    if let there = find(newPath), nodes[there]?.isDirectory == true {
      throw StorageError(.alreadyExists, path: newPath, "a directory is there")
    }
    try change(path)
    setEntry(from.name, in: from.node, to: nil)
    setEntry(to.name, in: to.node, to: node)
  }

  mutating func remove(_ path: String, directory isDirectory: Bool) throws(StorageError) {
    try check(path)
    guard let index = find(path), let node = nodes[index], node.isDirectory == isDirectory else {
      throw StorageError(.notFound, path: path, "nothing to remove")
    }
    guard node.entries.isEmpty else { throw StorageError(.io(39), path: path, "directory is not empty") }
    let place = try directory(above: path)
    try change(path)
    setEntry(place.name, in: place.node, to: nil)
    used -= node.content.bytes.count
  }

  mutating func synchronizeDirectory(_ path: String) throws(StorageError) {
    guard let node = find(path) else { throw StorageError(.notFound, path: path, "no such directory") }
    try change(path)
    if forgetful, let entries = nodes[node]?.entries { nodes[node]?.syncedEntries = entries }
  }

  mutating func lock(_ path: String) throws(StorageError) -> Int {
    _ = try open(path, .create)
    guard locks[path] == nil else { throw StorageError(.locked, path: path, "held by another broker") }
    defer { nextNode += 1 }
    locks[path] = nextNode
    return nextNode
  }

  mutating func unlock(_ path: String, token: Int) {
    if locks[path] == token { locks[path] = nil }
  }

  // MARK: Files

  func size(_ node: Int, _ path: String) throws(StorageError) -> Int {
    try check(path)
    return nodes[node]?.content.size ?? 0
  }

  func read(
    _ node: Int, _ path: String, into buffer: UnsafeMutableRawBufferPointer, at position: Int
  ) throws(StorageError) -> Int {
    try check(path)
    guard let content = nodes[node]?.content, position < content.size else { return 0 }
    let count = min(buffer.count, content.size - position)
    let stored = max(0, min(count, content.bytes.count - position))
    content.bytes.withUnsafeBytes { buffer.copyBytes(from: $0[min(position, $0.count)...].prefix(stored)) }
    for index in stored..<count { buffer[index] = 0 }
    return count
  }

  mutating func write(
    _ node: Int, _ path: String, _ pieces: [UnsafeRawBufferPointer], at position: Int
  ) throws(StorageError) {
    let stopsHere = changesLeft == 1
    do {
      try change(path)
    } catch {
      // Power went while the first half was on its way.
      if stopsHere, let first = pieces.first { put(first.prefix(first.count / 2), at: position, in: node) }
      throw error
    }
    var position = position
    for piece in pieces {
      let stored = nodes[node]?.content.bytes.count ?? 0
      let growth = max(0, position + piece.count - stored)
      if let capacity, used + growth > capacity {
        put(piece.prefix(max(0, capacity - used)), at: position, in: node)
        throw StorageError(.outOfSpace, path: path, "no space left")
      }
      put(piece[...], at: position, in: node)
      position += piece.count
    }
  }

  private mutating func put(_ piece: Slice<UnsafeRawBufferPointer>, at position: Int, in node: Int) {
    guard !piece.isEmpty else { return }
    let before = nodes[node]?.content.bytes.count ?? 0
    nodes[node]?.content.write(UnsafeRawBufferPointer(rebasing: piece), at: position)
    nodes[node]?.modified = now
    if forgetful { nodes[node]?.unsynced.append(.write(position: position, bytes: Array(piece))) }
    used += (nodes[node]?.content.bytes.count ?? 0) - before
  }

  mutating func resize(_ node: Int, _ path: String, to size: Int) throws(StorageError) {
    try change(path)
    let before = nodes[node]?.content.bytes.count ?? 0
    nodes[node]?.content.resize(to: size)
    nodes[node]?.modified = now
    if forgetful { nodes[node]?.unsynced.append(.resize(size)) }
    used += (nodes[node]?.content.bytes.count ?? 0) - before
  }

  mutating func synchronize(_ node: Int, _ path: String) throws(StorageError) {
    try change(path)
    guard forgetful, let content = nodes[node]?.content else { return }
    nodes[node]?.synced = content
    nodes[node]?.unsynced = []
  }
}
