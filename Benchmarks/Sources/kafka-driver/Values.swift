#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A file of values of one size, mapped into memory, that producers go round.
struct Values: @unchecked Sendable {
  private let bytes: UnsafeRawBufferPointer
  private let size: Int
  private let count: Int

  init(file path: String, size: Int) throws {
    let file = open(path, O_RDONLY)
    guard file >= 0 else { throw DriverError(description: "cannot open \(path): errno \(errno)") }
    defer { close(file) }
    let length = Int(lseek(file, 0, SEEK_END))
    let start = mmap(nil, length, PROT_READ, MAP_PRIVATE, file, 0)
    guard length >= size, let start, start != MAP_FAILED else {
      throw DriverError(description: "\(path) cannot be mapped, or is shorter than one value")
    }
    bytes = UnsafeRawBufferPointer(start: start, count: length)
    self.size = size
    count = length / size
    // Every page is read once, so that none has to be found while the clock runs.
    _ = stride(from: 0, to: length, by: 4096).reduce(0) { $0 &+ Int(bytes[$1]) }
  }

  subscript(index: Int) -> UnsafeRawBufferPointer {
    let start = index % count * size
    return UnsafeRawBufferPointer(rebasing: bytes[start..<start + size])
  }
}
