package import NIOCore

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A directory's files, in memory: read from a disk, or made for a case.
package struct StoredDirectory: Equatable, Sendable {
  /// The last part of its path.
  package var name: String
  package var files: [String: ByteBuffer]
  /// Directories in it, as far as they were read.
  package var directories: [StoredDirectory] = []

  package init(_ name: String, files: [String: ByteBuffer] = [:]) {
    self.name = name
    self.files = files
  }
}

/// A file that cannot be read.
package struct UnreadableFile: Error, Equatable, Sendable, CustomStringConvertible {
  package var path: String
  package var reason: String

  package var description: String { "\(path): \(reason)" }
}

extension StoredDirectory {
  /// No log file may be larger; what is larger is not read.
  static let sizeLimit = 1 << 31

  /// Reads a directory and those in it, without changing anything.
  ///
  /// - Parameter depth: How many levels of directories in it are read.
  package static func load(_ path: String, depth: Int = 1) throws(UnreadableFile) -> StoredDirectory {
    var trimmed = path[...]
    while trimmed.count > 1, trimmed.hasSuffix("/") { trimmed.removeLast() }
    let name = trimmed.split(separator: "/").last.map(String.init) ?? "/"
    var directory = StoredDirectory(name)
    for entry in try names(in: path) {
      let place = path + "/" + entry
      let descriptor = open(place, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
      guard descriptor >= 0 else { throw UnreadableFile(path: place, reason: String(cString: strerror(errno))) }
      defer { close(descriptor) }
      var status = stat()
      guard fstat(descriptor, &status) == 0 else {
        throw UnreadableFile(path: place, reason: String(cString: strerror(errno)))
      }
      switch status.st_mode & S_IFMT {
      case S_IFDIR where depth > 0: directory.directories.append(try load(place, depth: depth - 1))
      case S_IFREG:
        guard status.st_size < sizeLimit else {
          throw UnreadableFile(path: place, reason: "\(status.st_size) bytes, the limit is \(sizeLimit)")
        }
        directory.files[entry] = try contents(descriptor, Int(status.st_size), place)
      default: continue
      }
    }
    directory.directories.sort { $0.name < $1.name }
    return directory
  }

  private static func names(in path: String) throws(UnreadableFile) -> [String] {
    guard let stream = opendir(path) else {
      throw UnreadableFile(path: path, reason: String(cString: strerror(errno)))
    }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  private static func contents(_ descriptor: Int32, _ size: Int, _ path: String) throws(UnreadableFile) -> ByteBuffer {
    var buffer = ByteBuffer()
    while buffer.readableBytes < size {
      let wanted = size - buffer.readableBytes
      var outcome = 0
      buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: wanted) { space in
        outcome = read(descriptor, space.baseAddress, wanted)
        return max(0, outcome)
      }
      guard outcome >= 0 else { throw UnreadableFile(path: path, reason: String(cString: strerror(errno))) }
      // Shorter than a moment ago: it is being written.
      if outcome == 0 { break }
    }
    return buffer
  }
}
