import NIOCore

/// The bytes of a `.log`, opened when they are first needed.
final class LogFile {
  let path: String
  private let fileSystem: any FileSystem
  private var file: (any StorageFile)?
  /// Where the last whole batch ends; the file may be longer after a failed write.
  private(set) var size: Int

  init(path: String, size: Int, file: (any StorageFile)? = nil, in fileSystem: any FileSystem) {
    self.path = path
    self.size = size
    self.file = file
    self.fileSystem = fileSystem
  }

  convenience init(opening path: String, in fileSystem: any FileSystem) throws(StorageError) {
    guard let status = try fileSystem.status(path) else {
      throw StorageError(.notFound, path: path, "no such file")
    }
    self.init(path: path, size: status.size, in: fileSystem)
  }

  func handle() throws(StorageError) -> any StorageFile {
    if let file { return file }
    let file = try fileSystem.open(path, .existing)
    self.file = file
    return file
  }

  /// Adds bytes at the end, all of them or none.
  func append(_ pieces: [UnsafeRawBufferPointer], count: Int) throws(StorageError) {
    let file = try handle()
    do {
      try file.write(pieces, at: size)
    } catch {
      // Half a batch must not stay in the way of the next one. If that fails too, the log is in doubt.
      do {
        try file.resize(to: size)
      } catch let second {
        throw StorageError(.offline, path: path, "\(error.message); and then: \(second.message)")
      }
      throw error
    }
    size += count
  }

  func truncate(to newSize: Int) throws(StorageError) {
    try handle().resize(to: newSize)
    size = newSize
  }

  func read(count: Int, at position: Int) throws(StorageError) -> ByteBuffer {
    try handle().read(count: min(count, size - position), at: position)
  }
}
