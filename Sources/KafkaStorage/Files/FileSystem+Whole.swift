package import NIOCore

/// Whole small files: checkpoints, metadata, snapshots.
extension FileSystem {
  /// The content of a file. Files of more than `limit` bytes are refused before anything is allocated.
  package func contents(of path: String, limit: Int = 64 << 20) throws(StorageError) -> ByteBuffer {
    let file = try open(path, .existing)
    let size = try file.size()
    guard size <= limit else {
      throw StorageError(.corrupt, path: path, "\(size) bytes where at most \(limit) were expected")
    }
    return try file.read(count: size, at: 0)
  }

  package func textContents(of path: String) throws(StorageError) -> String {
    String(buffer: try contents(of: path))
  }

  /// Writes a file in place; a crash can leave any part of it.
  package func write(_ content: ByteBuffer, to path: String, synchronized: Bool) throws(StorageError) {
    let file = try open(path, .truncate)
    try file.write(content, at: 0)
    if synchronized { try file.synchronize() }
  }

  /// Replaces a file as a whole: after a crash there is the old content or the new one, never a mix.
  package func replace(_ path: String, with content: ByteBuffer) throws(StorageError) {
    let temporary = path + ".tmp"
    try write(content, to: temporary, synchronized: true)
    try rename(temporary, to: path)
    try synchronizeDirectory(parent(of: path))
  }

  package func exists(_ path: String) throws(StorageError) -> Bool {
    try status(path) != nil
  }

  /// Makes a directory, and those above it, that last over a crash.
  package func createLastingDirectory(_ path: String) throws(StorageError) {
    if try exists(path) { return }
    let above = parent(of: path)
    if above != path { try createLastingDirectory(above) }
    try createDirectory(path)
    try synchronizeDirectory(above)
  }

  /// Removes a file that may be gone already.
  package func removeFileIfPresent(_ path: String) throws(StorageError) {
    do {
      try removeFile(path)
    } catch  where error.kind == .notFound {
      // What was wanted.
    }
  }

  /// Removes a directory and all in it.
  package func removeTree(_ path: String) throws(StorageError) {
    for name in try list(path) {
      let child = path + "/" + name
      if try status(child)?.isDirectory == true {
        try removeTree(child)
      } else {
        try removeFileIfPresent(child)
      }
    }
    try removeDirectory(path)
  }
}

extension StorageFile {
  package func write(_ content: ByteBuffer, at position: Int) throws(StorageError) {
    let result = content.withUnsafeReadableBytes { bytes in
      Result { () throws(StorageError) in try write([bytes], at: position) }
    }
    try result.get()
  }

  /// Reads up to `count` bytes: fewer only at the end of the file.
  package func read(count: Int, at position: Int) throws(StorageError) -> ByteBuffer {
    var buffer = ByteBufferAllocator().buffer(capacity: count)
    try read(count: count, at: position, into: &buffer)
    return buffer
  }

  /// Appends up to `count` bytes of the file to a buffer; gives how many.
  @discardableResult
  package func read(count: Int, at position: Int, into buffer: inout ByteBuffer) throws(StorageError) -> Int {
    guard count > 0 else { return 0 }
    var failure: StorageError?
    let read = buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: count) { room in
      do throws(StorageError) {
        return try self.read(into: UnsafeMutableRawBufferPointer(rebasing: room[..<count]), at: position)
      } catch {
        failure = error
        return 0
      }
    }
    if let failure { throw failure }
    return read
  }
}

/// The directory part of a path.
package func parent(of path: String) -> String {
  guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
  return slash == path.startIndex ? "/" : String(path[..<slash])
}

/// The last part of a path.
package func lastComponent(of path: String) -> String {
  guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return path }
  return String(path[path.utf8.index(after: slash)...])
}
