/// The little of a file system that logs need.
///
/// Calls block, and are made where a node keeps its data: a storage thread or its event loop. In simulations it is
/// a `MemoryFileSystem`, which forgets at a crash what was not synced. Paths use `/`.
package protocol FileSystem: Sendable {
  /// Opens a file for reading and writing.
  func open(_ path: String, _ mode: OpenMode) throws(StorageError) -> any StorageFile

  /// What lies at the path; nil for nothing.
  func status(_ path: String) throws(StorageError) -> FileStatus?

  /// The names in a directory, without `.` and `..`, in no order.
  func list(_ directory: String) throws(StorageError) -> [String]

  /// Makes a directory and those above it; no error if it is there already.
  func createDirectory(_ path: String) throws(StorageError)

  /// Puts a file or directory in another place at once; a file that is there is replaced.
  func rename(_ path: String, to newPath: String) throws(StorageError)

  func removeFile(_ path: String) throws(StorageError)

  /// Removes a directory, which must be empty.
  func removeDirectory(_ path: String) throws(StorageError)

  /// Makes names made, renamed and removed in a directory last over a crash.
  func synchronizeDirectory(_ path: String) throws(StorageError)

  /// Takes the lock of a lock file, made if need be, until the result is released.
  func lock(_ path: String) throws(StorageError) -> any FileLock
}

package enum OpenMode: Hashable, Sendable {
  /// The file must be there.
  case existing
  /// Made empty if it is not there.
  case create
  /// Made if it is not there, emptied if it is.
  case truncate
}

package struct FileStatus: Hashable, Sendable {
  package var isDirectory: Bool
  /// Bytes.
  package var size: Int
  /// Milliseconds since 1970.
  package var modified: Int64
}

/// An open file. It closes when the last reference goes, so that a sync under way on another thread never finds
/// the descriptor of another file.
package protocol StorageFile: AnyObject, Sendable {
  /// Where the file was when it was opened.
  var path: String { get }

  func size() throws(StorageError) -> Int

  /// Fills the buffer from a position on. Gives the number of bytes read: fewer than asked only at the end of the file.
  func read(into buffer: UnsafeMutableRawBufferPointer, at position: Int) throws(StorageError) -> Int

  /// Writes all pieces one behind the other, or throws; then any part of them may be in the file.
  func write(_ pieces: [UnsafeRawBufferPointer], at position: Int) throws(StorageError)

  /// Cuts the file, or makes it longer with zeros that take no room.
  func resize(to size: Int) throws(StorageError)

  /// Makes what was written last over a crash of the machine. Not the file's name: see `synchronizeDirectory`.
  func synchronize() throws(StorageError)
}

/// A lock that ends with the process at the latest.
package protocol FileLock: AnyObject, Sendable {
  func release()
}
