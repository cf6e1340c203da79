package import NIOCore

/// Makes a partition's directory as a broker would leave it, for cases that then damage it.
package struct PartitionForge: Sendable {
  package var name = "made-0"
  /// Batches by segment; their offsets and the segments' names follow from those before.
  package var segments: [[BatchForge]]
  /// Segments with bytes of the case's own instead, by number.
  package var raw: [Int: ByteBuffer] = [:]
  package var leaderEpoch: Int32 = 0

  package init(_ segments: [[BatchForge]]) { self.segments = segments }

  /// 2023-11-14, as good as any.
  package static let time: Int64 = 1_700_000_000_000

  /// Plain records in batches of two.
  package static func plain(segments: Int = 2, batches: Int = 3) -> PartitionForge {
    var number: Int64 = 0
    return PartitionForge(
      (0..<segments).map { _ in
        (0..<batches).map { _ in
          defer { number += 1 }
          return BatchForge(
            [
              ForgedRecord("value \(number)", key: "key \(number)"),
              ForgedRecord("other \(number)", key: "key", timestampDelta: 5),
            ], timestamp: time + number * 1000)
        }
      })
  }

  /// A batch of a producer.
  package static func produced(
    _ producer: Int64, sequence: Int32, count: Int = 2, epoch: Int16 = 0, isTransactional: Bool = false,
    at offset: Int64 = 0
  ) -> BatchForge {
    var batch = BatchForge(
      (0..<count).map { ForgedRecord("value \($0)", key: "key \($0)") }, timestamp: time + offset)
    batch.producerId = producer
    batch.producerEpoch = epoch
    batch.baseSequence = sequence
    batch.isTransactional = isTransactional
    return batch
  }

  /// The end of a transaction.
  package static func marker(_ producer: Int64, commits: Bool, epoch: Int16 = 0, at offset: Int64 = 0) -> BatchForge {
    control(type: commits ? 1 : 0, producer, epoch: epoch, at: offset)
  }

  package static func control(type: Int16, _ producer: Int64, epoch: Int16 = 0, at offset: Int64 = 0) -> BatchForge {
    var key = ByteBuffer()
    key.writeInteger(0 as Int16)
    key.writeInteger(type)
    var value = ByteBuffer()
    value.writeInteger(0 as Int16)
    value.writeInteger(7 as Int32)
    var batch = BatchForge([ForgedRecord(bytes: value, key: key)], timestamp: time + offset)
    batch.producerId = producer
    batch.producerEpoch = epoch
    batch.isTransactional = true
    batch.isControl = true
    return batch
  }

  /// Two transactions of one producer, one aborted and one committed, in two segments.
  package static var transactions: PartitionForge {
    PartitionForge([
      [
        produced(9, sequence: 0, isTransactional: true, at: 1), marker(9, commits: false, at: 2),
        produced(9, sequence: 2, isTransactional: true, at: 3),
      ],
      [
        marker(9, commits: true, at: 4), produced(9, sequence: 4, isTransactional: true, at: 5),
        marker(9, commits: false, at: 6),
      ],
    ])
  }

  /// The directory with all its files.
  package func directory() throws(SuiteError) -> StoredDirectory {
    var directory = StoredDirectory(name)
    var replay = ProducerReplay()
    var unused = FindingLog("")
    var next: Int64 = 0
    var epochs: [(epoch: Int32, start: Int64)] = []
    for (number, forged) in segments.enumerated() {
      let base = next
      var log = ByteBuffer()
      var segment: [ReadBatch] = []
      if number > 0 { directory.files[PartitionVerifier.name(base, "snapshot")] = Self.snapshot(replay) }
      for var batch in forged {
        if batch.baseOffset == 0 { batch.baseOffset = next }
        if batch.leaderEpoch == -1 { batch.leaderEpoch = leaderEpoch }
        let bytes = try batch.bytes()
        let start = log.readableBytes
        log.writeImmutableBuffer(bytes)
        guard var read = (try? BatchReader.batches(in: bytes))?.first else { continue }
        read.range = start..<log.readableBytes
        segment.append(read)
        replay.apply(read, context: SegmentContext(), into: &unused)
        if read.leaderEpoch > epochs.last?.epoch ?? -1 { epochs.append((read.leaderEpoch, read.baseOffset)) }
        next = read.lastOffset + 1
      }
      directory.files[PartitionVerifier.name(base, "log")] = raw[number] ?? log
      directory.files[PartitionVerifier.name(base, "index")] = Self.index(segment, base)
      directory.files[PartitionVerifier.name(base, "timeindex")] = Self.timeIndex(segment, base)
      if let aborts = Self.transactionIndex(segment, replay) {
        directory.files[PartitionVerifier.name(base, "txnindex")] = aborts
      }
    }
    if next > 0 { directory.files[PartitionVerifier.name(next, "snapshot")] = Self.snapshot(replay) }
    let lines = epochs.map { "\($0.epoch) \($0.start)\n" }.joined()
    directory.files["leader-epoch-checkpoint"] = ByteBuffer(string: "0\n\(epochs.count)\n\(lines)")
    directory.files["partition.metadata"] = ByteBuffer(string: "version: 0\ntopic_id: XRwmTlCgT8qWHphLKTjLDg")
    return directory
  }

  /// The directory of a single segment with these bytes; its other files fit them as far as they can be read.
  package static func around(_ log: ByteBuffer, name: String = "made-0") -> StoredDirectory {
    var directory = StoredDirectory(name)
    let batches = (try? BatchReader.batches(in: log)) ?? []
    var replay = ProducerReplay()
    var unused = FindingLog("")
    for batch in batches { replay.apply(batch, context: SegmentContext(), into: &unused) }
    directory.files[PartitionVerifier.name(0, "log")] = log
    directory.files[PartitionVerifier.name(0, "index")] = index(batches, 0)
    directory.files[PartitionVerifier.name(0, "timeindex")] = timeIndex(batches, 0)
    directory.files[PartitionVerifier.name(0, "txnindex")] = transactionIndex(batches, replay)
    if let last = batches.last?.lastOffset, last >= 0 {
      directory.files[PartitionVerifier.name(last + 1, "snapshot")] = snapshot(replay)
    }
    let first = batches.first { $0.magic == 2 }
    let lines = first.map { "1\n\($0.leaderEpoch) \($0.baseOffset)\n" } ?? "0\n"
    directory.files["leader-epoch-checkpoint"] = ByteBuffer(string: "0\n\(lines)")
    return directory
  }

  /// An entry for every batch but the first.
  private static func index(_ batches: [ReadBatch], _ base: Int64) -> ByteBuffer {
    var bytes = ByteBuffer()
    for batch in batches.dropFirst() {
      bytes.writeInteger(Int32(truncatingIfNeeded: batch.lastOffset - base))
      bytes.writeInteger(Int32(truncatingIfNeeded: batch.range.lowerBound))
    }
    return bytes
  }

  /// An entry for every batch whose time is the largest so far.
  private static func timeIndex(_ batches: [ReadBatch], _ base: Int64) -> ByteBuffer {
    var bytes = ByteBuffer()
    var largest: Int64 = -1
    for batch in batches where batch.maxTimestamp > largest {
      largest = batch.maxTimestamp
      bytes.writeInteger(largest)
      bytes.writeInteger(Int32(truncatingIfNeeded: batch.lastOffset - base))
    }
    return bytes
  }

  private static func transactionIndex(_ batches: [ReadBatch], _ replay: ProducerReplay) -> ByteBuffer? {
    var bytes = ByteBuffer()
    for batch in batches {
      guard let abort = replay.aborts[batch.baseOffset], let first = abort.first else { continue }
      bytes.writeInteger(0 as Int16)
      for number in [abort.producerId, first, abort.last, abort.stable] { bytes.writeInteger(number) }
    }
    return bytes.readableBytes == 0 ? nil : bytes
  }

  static func snapshot(_ replay: ProducerReplay) -> ByteBuffer {
    var content = ByteBuffer(integer: Int32(replay.producers.count))
    for (id, producer) in replay.producers.sorted(by: { $0.key < $1.key }) {
      content.writeInteger(id)
      content.writeInteger(producer.epoch)
      content.writeInteger(producer.lastSequence)
      content.writeInteger(producer.lastOffset)
      content.writeInteger(producer.offsetDelta)
      content.writeInteger(producer.timestamp)
      content.writeInteger(producer.coordinatorEpoch)
      content.writeInteger(producer.openSince)
    }
    return sealed(snapshot: content)
  }

  /// A snapshot's version and checksum in front of its content.
  package static func sealed(snapshot content: ByteBuffer, version: Int16 = 1) -> ByteBuffer {
    var bytes = ByteBuffer(integer: version)
    bytes.writeInteger(BatchForge.checksum(content))
    bytes.writeImmutableBuffer(content)
    return bytes
  }
}

extension StoredDirectory {
  /// The log of the segment with base 0.
  package static let firstLog = PartitionVerifier.name(0, "log")

  /// Where the batches of a log begin.
  package func starts(in file: String) -> [Int] {
    files[file].flatMap { try? BatchReader.batches(in: $0) }?.map(\.range.lowerBound) ?? []
  }

  /// Gives a segment's log and indexes another number.
  package mutating func rename(_ old: Int64, to new: Int64) {
    for suffix in ["log", "index", "timeindex", "txnindex"] {
      files[PartitionVerifier.name(new, suffix)] = files.removeValue(forKey: PartitionVerifier.name(old, suffix))
    }
  }

  /// Changes a file.
  package mutating func change(_ file: String, _ body: (inout ByteBuffer) -> Void) throws(SuiteError) {
    guard var bytes = files[file]?.slice() else { throw SuiteError("there is no \(file) in \(name)") }
    body(&bytes)
    files[file] = bytes
  }

  /// Turns one bit round.
  package mutating func flip(_ file: String, byte: Int, bit: Int = 0) throws(SuiteError) {
    try change(file) { bytes in
      guard let old: UInt8 = bytes.getInteger(at: byte) else { return }
      bytes.setInteger(old ^ 1 << UInt8(bit), at: byte)
    }
  }

  /// Puts a number in place of what stands there.
  package mutating func put(_ number: some FixedWidthInteger, at byte: Int, in file: String) throws(SuiteError) {
    try change(file) { bytes in bytes.setInteger(number, at: byte) }
  }

  /// Sorted names of the files with a suffix.
  package func names(_ suffix: String) -> [String] { files.keys.filter { $0.hasSuffix("." + suffix) }.sorted() }
}
