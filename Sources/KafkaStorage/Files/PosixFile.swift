import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// One open descriptor.
final class PosixFile: StorageFile {
  let path: String
  private let descriptor: Int32

  init(path: String, descriptor: Int32) {
    self.path = path
    self.descriptor = descriptor
  }

  deinit {
    _ = close(descriptor)
  }

  func size() throws(StorageError) -> Int {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw posixError("look at", path) }
    return Int(status.st_size)
  }

  func read(into buffer: UnsafeMutableRawBufferPointer, at position: Int) throws(StorageError) -> Int {
    var done = 0
    while done < buffer.count, let start = buffer.baseAddress {
      let count = pread(descriptor, start + done, buffer.count - done, off_t(position + done))
      if count == 0 { break }
      if count > 0 {
        done += count
      } else if errno != EINTR {
        throw posixError("read \(buffer.count) bytes at \(position)", path)
      }
    }
    return done
  }

  func write(_ pieces: [UnsafeRawBufferPointer], at position: Int) throws(StorageError) {
    var vectors = pieces.compactMap { piece -> iovec? in
      guard let start = piece.baseAddress, piece.count > 0 else { return nil }
      return iovec(iov_base: UnsafeMutableRawPointer(mutating: start), iov_len: piece.count)
    }
    var next = 0
    var position = position
    while next < vectors.count {
      // The system takes no more than 1,024 pieces in one call.
      let count = min(vectors.count - next, 1024)
      let written = vectors.withUnsafeBufferPointer { all -> Int in
        guard let start = all.baseAddress else { return 0 }
        return pwritev(descriptor, start + next, Int32(count), off_t(position))
      }
      if written < 0 {
        if errno == EINTR { continue }
        throw posixError("write \(pieces.reduce(0) { $0 + $1.count }) bytes at \(position)", path)
      }
      position += written
      var rest = written
      while next < vectors.count, rest >= vectors[next].iov_len {
        rest -= vectors[next].iov_len
        next += 1
      }
      if rest > 0 {
        vectors[next].iov_base += rest
        vectors[next].iov_len -= rest
      }
    }
  }

  func resize(to size: Int) throws(StorageError) {
    while ftruncate(descriptor, off_t(size)) != 0 {
      if errno != EINTR { throw posixError("resize to \(size)", path) }
    }
  }

  func synchronize() throws(StorageError) {
    while true {
      #if canImport(Darwin)
        // Only this reaches the disk there; some volumes do not know it.
        if fcntl(descriptor, F_FULLFSYNC) != -1 || fsync(descriptor) == 0 { return }
      #else
        if fdatasync(descriptor) == 0 { return }
      #endif
      if errno != EINTR { throw posixError("sync", path) }
    }
  }

  /// Takes an exclusive lock that other open files, of this process too, and Apache Kafka's brokers respect.
  func lock() -> Bool {
    #if canImport(Darwin)
      return flock(descriptor, LOCK_EX | LOCK_NB) == 0
    #else
      var request = flock()
      request.l_type = Int16(F_WRLCK)
      request.l_whence = Int16(SEEK_SET)
      // F_OFD_SETLK: the lock belongs to the open file, not to the process.
      return withUnsafeMutablePointer(to: &request) { fcntl(descriptor, 37, UnsafeMutableRawPointer($0)) } == 0
    #endif
  }
}

/// Held as long as its file is open.
final class PosixLock: FileLock {
  private let file: Mutex<PosixFile?>

  init(_ file: PosixFile) {
    self.file = Mutex(file)
  }

  func release() {
    file.withLock { $0 = nil }
  }
}
