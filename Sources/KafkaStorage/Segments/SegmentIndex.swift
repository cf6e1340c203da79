/// An entry of fixed size in an index file.
protocol IndexEntry: Hashable, Sendable {
  /// Bytes of an entry in the file.
  static var byteCount: Int { get }
  init(_ bytes: UnsafeRawBufferPointer)
  func write(to bytes: UnsafeMutableRawBufferPointer)
}

/// The index of a segment that is being appended to: the file has its full size, with zeros behind the entries, and
/// the entries are in memory too.
struct ActiveIndex<Entry: IndexEntry> {
  let path: String
  private let file: any StorageFile
  /// How many entries the file has room for.
  let capacity: Int
  private(set) var entries: [Entry]

  /// Makes the index of a new segment, or empties one in order to rebuild it.
  init(creating path: String, capacity: Int, in fileSystem: any FileSystem) throws(StorageError) {
    self.path = path
    self.capacity = capacity
    entries = []
    file = try fileSystem.open(path, .truncate)
    try file.resize(to: capacity * Entry.byteCount)
  }

  /// Goes on with the index of a sealed segment.
  init(reopening sealed: SealedIndex<Entry>, capacity: Int, in fileSystem: any FileSystem) throws(StorageError) {
    path = sealed.path
    self.capacity = capacity
    entries = try sealed.readAll()
    file = try fileSystem.open(path, .create)
    try file.resize(to: max(capacity, entries.count) * Entry.byteCount)
  }

  var isFull: Bool { entries.count >= capacity }

  mutating func append(_ entry: Entry) throws(StorageError) {
    try write(entry, at: entries.count)
    entries.append(entry)
  }

  /// Forgets the entries of an append that failed; what is in the file is overwritten by the next ones.
  mutating func truncate(to count: Int) {
    entries.removeLast(max(0, entries.count - count))
  }

  private func write(_ entry: Entry, at index: Int) throws(StorageError) {
    let result = withUnsafeTemporaryAllocation(byteCount: Entry.byteCount, alignment: 8) { scratch in
      entry.write(to: scratch)
      return Result { () throws(StorageError) in
        try file.write([UnsafeRawBufferPointer(scratch)], at: index * Entry.byteCount)
      }
    }
    try result.get()
  }

  /// The last entry that satisfies a condition, which holds for a front part of the entries only.
  func last(where condition: (Entry) -> Bool) -> Entry? {
    var low = 0
    var high = entries.count
    while low < high {
      let middle = (low + high) / 2
      if condition(entries[middle]) { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? nil : entries[low - 1]
  }

  /// Cuts the file to its entries. Nothing may be appended afterwards, until it is opened anew.
  func seal(in fileSystem: any FileSystem) throws(StorageError) -> SealedIndex<Entry> {
    try file.resize(to: entries.count * Entry.byteCount)
    return SealedIndex(path: path, count: entries.count, file: file, in: fileSystem)
  }
}

/// The index of a segment that does not change any more. It is read where it is needed, so that logs of any length
/// take no memory.
final class SealedIndex<Entry: IndexEntry> {
  let path: String
  private let fileSystem: any FileSystem
  private var file: (any StorageFile)?
  /// What the file's size gives, until the zeros at its end are known.
  private var count: Int
  private var isMeasured: Bool
  private var lastEntry: Entry?

  /// Entries are sought one by one down to a run of about 4 KiB, which is read at once.
  private static var runLength: Int { 4096 / Entry.byteCount }

  /// An index that was just sealed.
  init(path: String, count: Int, file: any StorageFile, in fileSystem: any FileSystem) {
    self.path = path
    self.count = count
    self.file = file
    self.fileSystem = fileSystem
    isMeasured = true
  }

  init(opening path: String, in fileSystem: any FileSystem) throws(StorageError) {
    self.path = path
    self.fileSystem = fileSystem
    count = try fileSystem.status(path)?.size ?? 0
    count /= Entry.byteCount
    isMeasured = count < 2
  }

  /// How many entries there are. The zeros that an unclean stop left behind them are none; zeros in front are one.
  func entryCount() throws(StorageError) -> Int {
    if isMeasured { return count }
    let zero = withUnsafeTemporaryAllocation(byteCount: Entry.byteCount, alignment: 8) { scratch in
      scratch.initializeMemory(as: UInt8.self, repeating: 0)
      return Entry(UnsafeRawBufferPointer(scratch))
    }
    if try read((count - 1)..<count) == [zero] {
      var low = 1
      var high = count
      while low < high {
        let middle = (low + high) / 2
        if try read(middle..<(middle + 1)) == [zero] { high = middle } else { low = middle + 1 }
      }
      count = low
    }
    isMeasured = true
    return count
  }

  func handle() throws(StorageError) -> any StorageFile {
    if let file { return file }
    let file = try fileSystem.open(path, .existing)
    self.file = file
    return file
  }

  private func read(_ range: Range<Int>) throws(StorageError) -> [Entry] {
    guard !range.isEmpty else { return [] }
    let file = try handle()
    let size = range.count * Entry.byteCount
    let path = path
    let result = withUnsafeTemporaryAllocation(byteCount: size, alignment: 8) { scratch in
      Result { () throws(StorageError) -> [Entry] in
        let read = try file.read(into: scratch, at: range.lowerBound * Entry.byteCount)
        guard read == size else {
          throw StorageError(.corrupt, path: path, "ends at byte \(range.lowerBound * Entry.byteCount + read)")
        }
        return stride(from: 0, to: size, by: Entry.byteCount).map {
          Entry(UnsafeRawBufferPointer(rebasing: scratch[$0..<($0 + Entry.byteCount)]))
        }
      }
    }
    return try result.get()
  }

  func readAll() throws(StorageError) -> [Entry] {
    let count = try entryCount()
    var entries: [Entry] = []
    entries.reserveCapacity(count)
    while entries.count < count {
      entries += try read(entries.count..<min(count, entries.count + Self.runLength))
    }
    return entries
  }

  func last() throws(StorageError) -> Entry? {
    let count = try entryCount()
    if lastEntry == nil, count > 0 { lastEntry = try read((count - 1)..<count).first }
    return lastEntry
  }

  /// The last entry that satisfies a condition, which holds for a front part of the entries only.
  func last(where condition: (Entry) -> Bool) throws(StorageError) -> Entry? {
    var low = 0
    var high = try entryCount()
    while high - low > Self.runLength {
      let middle = (low + high) / 2
      guard let entry = try read(middle..<(middle + 1)).first else { break }
      if condition(entry) { low = middle } else { high = middle }
    }
    // `low` is 0 or satisfies the condition, so the entry sought is in the run.
    return try read(low..<high).last(where: condition)
  }
}
