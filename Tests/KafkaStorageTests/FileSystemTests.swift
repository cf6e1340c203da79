import Foundation
import KafkaStorage
import KafkaWire
import NIOCore
import Testing

@Suite struct FileSystemTests {
  /// Runs a test on every file system, in an empty directory.
  private func all(_ body: (any FileSystem, String) throws -> Void) throws {
    try body(MemoryFileSystem(), "")
    try body(PooledFileSystem(MemoryFileSystem(), limit: 1), "")
    let path = NSTemporaryDirectory() + "kafka-storage-\(UInt64.random(in: 0 ... .max))"
    let posix = PosixFileSystem()
    try posix.createDirectory(path)
    defer { try? posix.removeTree(path) }
    try body(posix, path)
  }

  private func text(_ file: any StorageFile) throws -> String {
    String(buffer: try file.read(count: 1000, at: 0))
  }

  @Test func `files are written in pieces, read, cut and grown`() throws {
    try all { fileSystem, root in
      let file = try fileSystem.open(root + "/f", .create)
      try "hello".withUTF8Pieces { try file.write($0, at: 0) }
      try file.write(ByteBuffer(string: "world"), at: 7)
      #expect(try text(file) == "hello\0\0world")
      #expect(try file.size() == 12)
      #expect(String(buffer: try file.read(count: 3, at: 10)) == "ld")
      #expect(try file.read(count: 3, at: 50).readableBytes == 0)
      try file.resize(to: 5)
      #expect(try text(file) == "hello")
      try file.resize(to: 7)
      #expect(try text(file) == "hello\0\0")
      try file.synchronize()
      #expect(try text(fileSystem.open(root + "/f", .existing)) == "hello\0\0")
      #expect(try fileSystem.open(root + "/f", .truncate).size() == 0)
    }
  }

  @Test func `more pieces than the system takes at once are written`() throws {
    try all { fileSystem, root in
      let file = try fileSystem.open(root + "/f", .create)
      let bytes = (0..<3000).map { UInt8(truncatingIfNeeded: $0) }
      try bytes.withUnsafeBytes { all in
        try file.write((0..<3000).map { UnsafeRawBufferPointer(rebasing: all[$0..<($0 + 1)]) }, at: 0)
      }
      #expect(Array(buffer: try file.read(count: 4000, at: 0)) == bytes)
    }
  }

  @Test func `names are made, listed, renamed and removed`() throws {
    try all { fileSystem, root in
      try fileSystem.createDirectory(root + "/a/b")
      try fileSystem.createDirectory(root + "/a/b")
      _ = try fileSystem.open(root + "/a/b/f", .create)
      #expect(try fileSystem.list(root + "/a/b") == ["f"])
      #expect(try fileSystem.status(root + "/a/b")?.isDirectory == true)
      #expect(try fileSystem.status(root + "/a/b/f")?.isDirectory == false)
      #expect(try fileSystem.status(root + "/a/none") == nil)
      try fileSystem.rename(root + "/a/b", to: root + "/c")
      #expect(try fileSystem.exists(root + "/c/f"))
      #expect(throws: StorageError.self) { try fileSystem.removeDirectory(root + "/c") }
      #expect(StorageError.kind { _ = try fileSystem.open(root + "/x", .existing) } == .notFound)
      #expect(StorageError.kind { try fileSystem.removeFile(root + "/x") } == .notFound)
      #expect(StorageError.kind { _ = try fileSystem.list(root + "/x") } == .notFound)
      try fileSystem.synchronizeDirectory(root + "/c")
      try fileSystem.removeTree(root + "/c")
      #expect(try !fileSystem.exists(root + "/c"))
    }
  }

  @Test func `a lock is held once`() throws {
    try all { fileSystem, root in
      let lock = try fileSystem.lock(root + "/.lock")
      #expect(StorageError.kind { _ = try fileSystem.lock(root + "/.lock") } == .locked)
      lock.release()
      let second = try fileSystem.lock(root + "/.lock")
      withExtendedLifetime(second) {}
    }
  }

  @Test func `a crash takes bytes and names that were not synced`() throws {
    let fileSystem = MemoryFileSystem()
    let kept = try fileSystem.open("/kept", .create)
    try kept.write(ByteBuffer(string: "synced"), at: 0)
    try kept.synchronize()
    try fileSystem.synchronizeDirectory("/")
    try kept.write(ByteBuffer(string: "SYNCED and more"), at: 0)
    _ = try fileSystem.open("/new", .create)
    try fileSystem.rename("/kept", to: "/moved")
    fileSystem.crash()
    #expect(try fileSystem.list("/") == ["kept"])
    #expect(String(buffer: try fileSystem.contents(of: "/kept")) == "synced")
  }

  @Test func `a random crash keeps any part, the same one for a seed`() throws {
    func run(_ seed: UInt64) throws -> [String: [UInt8]] {
      let fileSystem = MemoryFileSystem()
      for name in ["a", "b", "c"] {
        let file = try fileSystem.open("/" + name, .create)
        for index in 0..<4 { try file.write(ByteBuffer(string: "\(index)\(index)"), at: index * 2) }
      }
      var random = RandomSource.seeded(seed)
      fileSystem.crash(random: &random)
      return try files(of: "", in: fileSystem)
    }
    let results = try (0..<20).map { try run($0) }
    #expect(Set(results).count > 10)
    #expect(try run(3) == results[3])
  }

  @Test func `a disk that is full takes what fits and says so`() throws {
    let fileSystem = MemoryFileSystem(capacity: 8)
    let file = try fileSystem.open("/f", .create)
    #expect(StorageError.kind { try file.write(ByteBuffer(string: "0123456789"), at: 0) } == .outOfSpace)
    #expect(try file.size() == 8)
    try file.resize(to: 2)
    try file.write(ByteBuffer(string: "abc"), at: 2)
    // Preallocation takes no room.
    try file.resize(to: 1000)
    #expect(try fileSystem.status("/f")?.size == 1000)
  }
}

extension String {
  fileprivate func withUTF8Pieces(_ body: ([UnsafeRawBufferPointer]) throws -> Void) throws {
    try Array(utf8).withUnsafeBytes { all in
      try body([UnsafeRawBufferPointer(rebasing: all[..<2]), UnsafeRawBufferPointer(rebasing: all[2...])])
    }
  }
}
