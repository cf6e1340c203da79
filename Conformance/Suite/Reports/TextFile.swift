#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Whole files, read and written at once.
package enum TextFile {
  package struct Failure: Error, Equatable, CustomStringConvertible {
    package var description: String
  }

  private static func failure(_ what: String, _ path: String) -> Failure {
    Failure(description: "\(path) \(what): \(String(cString: strerror(errno)))")
  }

  package static func read(_ path: String) throws(Failure) -> String {
    guard let file = fopen(path, "r") else { throw failure("cannot be read", path) }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = fread(&piece, 1, piece.count, file)
      if count == 0 { break }
      bytes += piece[..<count]
    }
    guard ferror(file) == 0 else { throw failure("cannot be read", path) }
    return String(decoding: bytes, as: UTF8.self)
  }

  package static func write(_ text: String, to path: String) throws(Failure) {
    guard let file = fopen(path, "w") else { throw failure("cannot be written", path) }
    let bytes = Array(text.utf8)
    let count = fwrite(bytes, 1, bytes.count, file)
    guard fclose(file) == 0, count == bytes.count else { throw failure("cannot be written", path) }
  }

  /// Makes a directory and those above it.
  package static func makeDirectory(_ path: String) throws(Failure) {
    var made = path.hasPrefix("/") ? "/" : ""
    for part in path.split(separator: "/") {
      made += (made.isEmpty || made.hasSuffix("/") ? "" : "/") + part
      if mkdir(made, 0o777) != 0, errno != EEXIST { throw failure("cannot be made", made) }
    }
  }

  package static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }
}
