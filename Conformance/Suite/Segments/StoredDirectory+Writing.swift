package import NIOCore

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

extension StoredDirectory {
  /// Makes a directory on the disk hold these files and no others; directories in it are left alone.
  package func write(to path: String) throws {
    try TextFile.makeDirectory(path)
    for old in try StoredDirectory.load(path, depth: 0).files.keys where files[old] == nil {
      try Self.remove("\(path)/\(old)")
    }
    for (name, bytes) in files { try Self.write(bytes, to: "\(path)/\(name)") }
  }

  package static func write(_ bytes: ByteBuffer, to path: String) throws {
    guard let file = fopen(path, "w") else { throw fault("cannot be written", path) }
    let count = bytes.withUnsafeReadableBytes { fwrite($0.baseAddress, 1, $0.count, file) }
    guard fclose(file) == 0, count == bytes.readableBytes else { throw fault("cannot be written", path) }
  }

  package static func remove(_ path: String) throws {
    guard unlink(path) == 0 || errno == ENOENT else { throw fault("cannot be removed", path) }
  }

  private static func fault(_ what: String, _ path: String) -> SuiteError {
    SuiteError("\(path) \(what): \(String(cString: strerror(errno)))")
  }
}

extension ByteBuffer {
  /// Whether there is nothing in it but zeros. Preallocated files are megabytes of them.
  var isZero: Bool {
    withUnsafeReadableBytes { bytes in
      guard let start = bytes.baseAddress, let first = bytes.first else { return true }
      return first == 0 && memcmp(start, start + 1, bytes.count - 1) == 0
    }
  }
}
