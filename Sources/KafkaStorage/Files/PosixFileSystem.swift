#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The operating system's files.
package struct PosixFileSystem: FileSystem {
  package init() {}

  package func open(_ path: String, _ mode: OpenMode) throws(StorageError) -> any StorageFile {
    try PosixFile(path: path, descriptor: descriptor(path, mode))
  }

  package func status(_ path: String) throws(StorageError) -> FileStatus? {
    var status = stat()
    guard stat(path, &status) == 0 else {
      if errno == ENOENT || errno == ENOTDIR { return nil }
      throw posixError("look at", path)
    }
    #if canImport(Darwin)
      let time = status.st_mtimespec
    #else
      let time = status.st_mtim
    #endif
    return FileStatus(
      isDirectory: status.st_mode & S_IFMT == S_IFDIR,
      size: Int(status.st_size),
      modified: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
  }

  package func list(_ directory: String) throws(StorageError) -> [String] {
    guard let stream = opendir(directory) else { throw posixError("list", directory) }
    defer { closedir(stream) }
    var names = [String]()
    while true {
      errno = 0
      guard let entry = readdir(stream) else {
        if errno != 0 { throw posixError("list", directory) }
        return names
      }
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: $0.pointee)) { String(cString: $0) }
      }
      if name != "." && name != ".." { names.append(name) }
    }
  }

  package func createDirectory(_ path: String) throws(StorageError) {
    if mkdir(path, 0o755) == 0 { return }
    switch errno {
    case EEXIST:
      guard try status(path)?.isDirectory == true else {
        throw StorageError(.alreadyExists, path: path, "a file is where a directory should be made")
      }
    case ENOENT:
      let above = parent(of: path)
      guard above != path, above != "." else { throw posixError("make directory", path) }
      try createDirectory(above)
      guard mkdir(path, 0o755) == 0 || errno == EEXIST else { throw posixError("make directory", path) }
    default:
      throw posixError("make directory", path)
    }
  }

  package func rename(_ path: String, to newPath: String) throws(StorageError) {
    #if canImport(Glibc)
      let result = Glibc.rename(path, newPath)
    #elseif canImport(Musl)
      let result = Musl.rename(path, newPath)
    #else
      let result = Darwin.rename(path, newPath)
    #endif
    guard result == 0 else { throw posixError("rename to \(newPath)", path) }
  }

  package func removeFile(_ path: String) throws(StorageError) {
    guard unlink(path) == 0 else { throw posixError("remove", path) }
  }

  package func removeDirectory(_ path: String) throws(StorageError) {
    guard rmdir(path) == 0 else { throw posixError("remove directory", path) }
  }

  package func synchronizeDirectory(_ path: String) throws(StorageError) {
    let directory = openFile(path, O_RDONLY | O_CLOEXEC)
    guard directory >= 0 else { throw posixError("open", path) }
    defer { _ = close(directory) }
    while fsync(directory) != 0 {
      if errno == EINTR { continue }
      // Some file systems cannot sync directories, and say so in this way; there is nothing to be done about it.
      if errno == EINVAL { return }
      throw posixError("sync", path)
    }
  }

  package func lock(_ path: String) throws(StorageError) -> any FileLock {
    let file = try PosixFile(path: path, descriptor: descriptor(path, .create))
    guard file.lock() else {
      guard errno == EAGAIN || errno == EACCES else { throw posixError("lock", path) }
      throw StorageError(.locked, path: path, "held by another process or broker; one directory serves one node")
    }
    return PosixLock(file)
  }

  private func descriptor(_ path: String, _ mode: OpenMode) throws(StorageError) -> Int32 {
    let creation: Int32 =
      switch mode {
      case .existing: 0
      case .create: O_CREAT
      case .truncate: O_CREAT | O_TRUNC
      }
    while true {
      let descriptor = openFile(path, O_RDWR | O_CLOEXEC | creation)
      if descriptor >= 0 { return descriptor }
      if errno != EINTR { throw posixError("open", path) }
    }
  }

  #if canImport(Glibc)
    private static var descriptorResource: __rlimit_resource_t { __rlimit_resource_t(RLIMIT_NOFILE.rawValue) }
  #else
    private static var descriptorResource: Int32 { RLIMIT_NOFILE }
  #endif

  /// How many files and sockets the process may have open at a time.
  package static var descriptorLimit: Int {
    var limit = rlimit()
    // 256 is the smallest limit in common use.
    guard getrlimit(descriptorResource, &limit) == 0 else { return 256 }
    return Int(clamping: limit.rlim_cur)
  }

  /// Lets the process have as many files and sockets open as the system allows it: the usual soft limit of 1,024 is
  /// soon used up by clients. Where that is refused, the limit stays.
  package static func raiseDescriptorLimit() {
    var limit = rlimit()
    guard getrlimit(descriptorResource, &limit) == 0, limit.rlim_cur < limit.rlim_max else { return }
    limit.rlim_cur = limit.rlim_max
    _ = setrlimit(descriptorResource, &limit)
  }
}

/// Outside the type, where `open` means the system's call.
private func openFile(_ path: String, _ flags: Int32) -> Int32 {
  open(path, flags, 0o644)
}

extension StorageError {
  /// The process, or the machine, has no descriptor left.
  var isShortageOfDescriptors: Bool { kind == .io(EMFILE) || kind == .io(ENFILE) }
}

/// What `errno` says about the call that just failed.
func posixError(_ action: String, _ path: String) -> StorageError {
  let code = errno
  let kind: StorageError.Kind =
    switch code {
    case ENOENT: .notFound
    case EEXIST: .alreadyExists
    case ENOSPC, EDQUOT: .outOfSpace
    default: .io(code)
    }
  return StorageError(kind, path: path, "cannot \(action): \(String(cString: strerror(code)))")
}
