import CCRC32C
import KafkaCompression
package import NIOCore

/// What a strict writer would not write, and every reader takes.
package enum Oddity: String, Sendable {
  case negativeLength = "a length below -1 for null"
  case padding = "a number with more bytes than it needs"
  case attributes = "record attributes other than 0"
  case headerName = "a header name that is not UTF-8"
}

/// A record as the suite has read it.
package struct ReadRecord: Equatable, Sendable {
  package var offset: Int64
  package var timestamp: Int64
  package var key: ByteBuffer?
  package var value: ByteBuffer?
  package var headers: [ReadHeader] = []
}

package struct ReadHeader: Equatable, Sendable {
  package var name: String
  package var value: ByteBuffer?

  package init(name: String, value: ByteBuffer?) {
    self.name = name
    self.value = value
  }
}

/// A batch, or a message of magic 0 or 1, as the suite has read it; every field as it stood there.
package struct ReadBatch: Equatable, Sendable {
  package var baseOffset: Int64 = 0
  package var length: Int32 = 0
  package var leaderEpoch: Int32 = -1
  package var magic: Int8 = 2
  package var crc: UInt32 = 0
  package var isIntact = false
  package var attributes: Int16 = 0
  package var lastOffsetDelta: Int32 = 0
  package var baseTimestamp: Int64 = -1
  package var maxTimestamp: Int64 = -1
  package var producerId: Int64 = -1
  package var producerEpoch: Int16 = -1
  package var baseSequence: Int32 = -1
  package var recordCount: Int32 = 0
  package var records: [ReadRecord] = []
  /// What is odd about the records, though it can be read.
  package var oddities: Set<Oddity> = []
  /// Where it lies in what was read.
  package var range: Range<Int> = 0..<0

  package var compression: Int16 { attributes & 7 }
  package var isLogAppendTime: Bool { attributes & 8 != 0 }
  package var isTransactional: Bool { attributes & 16 != 0 }
  package var isControl: Bool { attributes & 32 != 0 }
  package var lastOffset: Int64 { baseOffset + Int64(lastOffsetDelta) }
}

/// Bytes that are no batch: what is wrong and where.
package struct BatchFault: Error, Equatable, Sendable, CustomStringConvertible {
  package var offset: Int
  package var what: String

  package var description: String { "byte \(offset): \(what)" }
}

/// Reads batches strictly: lengths, checksums, counts. Written apart from the SDK's reader.
package struct BatchReader {
  /// What compressed records may expand to.
  static let plainLimit = 64 * 1024 * 1024

  private let bytes: ByteBuffer
  private var offset = 0
  /// Inside a compressed message, where no other may be.
  private var isInner = false

  private init(_ bytes: ByteBuffer) { self.bytes = bytes.slice() }

  /// All batches in `bytes`. A batch at the end that is cut off is left out, as in the answer to a fetch.
  package static func batches(in bytes: ByteBuffer) throws(BatchFault) -> [ReadBatch] {
    var reader = BatchReader(bytes)
    var batches: [ReadBatch] = []
    while let batch = try reader.next() { batches += batch }
    return batches
  }

  private mutating func next() throws(BatchFault) -> [ReadBatch]? {
    guard let base = bytes.getInteger(at: offset, as: Int64.self),
      let length = bytes.getInteger(at: offset + 8, as: Int32.self)
    else { return nil }
    guard length >= 14 else { throw BatchFault(offset: offset + 8, what: "a length of \(length)") }
    let end = offset + 12 + Int(length)
    guard end <= bytes.readableBytes else { return nil }
    defer { offset = end }
    let magic = bytes.getInteger(at: offset + 16, as: Int8.self) ?? -1
    switch magic {
    case 2: return [try batch(base, length, end)]
    case 0, 1: return [try message(base, length, end, magic)]
    default: throw BatchFault(offset: offset + 16, what: "magic \(magic)")
    }
  }

  private func batch(_ base: Int64, _ length: Int32, _ end: Int) throws(BatchFault) -> ReadBatch {
    guard length >= 49 else { throw BatchFault(offset: offset + 8, what: "a length of \(length) for magic 2") }
    func number<Number: FixedWidthInteger>(_ position: Int, _: Number.Type = Number.self) -> Number {
      bytes.getInteger(at: offset + position) ?? 0
    }
    var batch = ReadBatch(
      baseOffset: base, length: length, leaderEpoch: number(12), magic: 2, crc: number(17), attributes: number(21),
      lastOffsetDelta: number(23), baseTimestamp: number(27), maxTimestamp: number(35), producerId: number(43),
      producerEpoch: number(51), baseSequence: number(53), recordCount: number(57), range: offset..<end)
    batch.isIntact = checksum(from: offset + 21, to: end, ieee: false) == batch.crc
    guard batch.isIntact else { return batch }
    var body = bytes.getSlice(at: offset + 61, length: end - offset - 61) ?? ByteBuffer()
    if batch.compression != 0 { body = try decompress(body, batch.compression, at: offset + 61) }
    var reader = RecordReader(body, position: offset + 61)
    for _ in 0..<max(0, batch.recordCount) {
      batch.records.append(try reader.next(in: batch))
    }
    batch.oddities = reader.oddities
    guard reader.left == 0 else {
      throw BatchFault(offset: end - reader.left, what: "\(reader.left) bytes behind \(batch.recordCount) records")
    }
    return batch
  }

  private func message(_ base: Int64, _ size: Int32, _ end: Int, _ magic: Int8) throws(BatchFault) -> ReadBatch {
    let attributes = bytes.getInteger(at: offset + 17, as: Int8.self) ?? 0
    var batch = ReadBatch(
      baseOffset: base, length: size, magic: magic,
      crc: bytes.getInteger(at: offset + 12) ?? 0, attributes: Int16(attributes), range: offset..<end)
    batch.isIntact = checksum(from: offset + 16, to: end, ieee: true) == batch.crc
    guard batch.isIntact else { return batch }
    var position = offset + 18
    if magic == 1 {
      batch.baseTimestamp = bytes.getInteger(at: position) ?? -1
      batch.maxTimestamp = batch.baseTimestamp
      position += 8
    }
    func part() throws(BatchFault) -> ByteBuffer? {
      guard let length = bytes.getInteger(at: position, as: Int32.self) else {
        throw BatchFault(offset: position, what: "no length")
      }
      position += 4
      if length < 0 { return nil }
      guard position + Int(length) <= end else {
        throw BatchFault(offset: position - 4, what: "a length of \(length), \(end - position) bytes left")
      }
      defer { position += Int(length) }
      return bytes.getSlice(at: position, length: Int(length))
    }
    let key = try part()
    let value = try part()
    guard batch.compression != 0, let value else {
      batch.recordCount = 1
      batch.records = [ReadRecord(offset: base, timestamp: batch.baseTimestamp, key: key, value: value)]
      return batch
    }
    guard !isInner else { throw BatchFault(offset: offset + 17, what: "a compressed message in a compressed message") }
    var reader = BatchReader(try decompress(value, batch.compression, magic: magic, at: position))
    reader.isInner = true
    var inner: [ReadBatch] = []
    while let next = try reader.next() { inner += next }
    guard reader.offset == reader.bytes.readableBytes, !inner.isEmpty else {
      throw BatchFault(
        offset: position,
        what: "\(reader.bytes.readableBytes - reader.offset) bytes behind \(inner.count) inner messages")
    }
    if let odd = inner.first(where: { $0.magic != magic || !$0.isIntact }) {
      throw BatchFault(
        offset: position, what: odd.isIntact ? "an inner message of magic \(odd.magic)" : "a wrong inner checksum")
    }
    batch.records = inner.flatMap(\.records)
    if magic == 1, let last = batch.records.last?.offset {
      for index in batch.records.indices { batch.records[index].offset += base - last }
    }
    batch.recordCount = Int32(batch.records.count)
    batch.baseOffset = batch.records.first?.offset ?? base
    batch.lastOffsetDelta = Int32(base - batch.baseOffset)
    return batch
  }

  private func checksum(from start: Int, to end: Int, ieee: Bool) -> UInt32 {
    let slice = bytes.getSlice(at: start, length: end - start) ?? ByteBuffer()
    return slice.withUnsafeReadableBytes {
      ieee ? kafka_crc32(0, $0.baseAddress, $0.count) : kafka_crc32c(0, $0.baseAddress, $0.count)
    }
  }

  private func decompress(
    _ body: ByteBuffer, _ compression: Int16, magic: Int8 = 2, at position: Int
  ) throws(BatchFault) -> ByteBuffer {
    guard let type = CompressionType(rawValue: Int8(compression)) else {
      throw BatchFault(offset: position, what: "compression \(compression)")
    }
    do {
      return try body.withUnsafeReadableBytes {
        try Codec.decompress($0, as: type, limit: Self.plainLimit, magic: magic)
      }
    } catch {
      throw BatchFault(offset: position, what: "\(error)")
    }
  }
}

/// Reads the records behind a header.
private struct RecordReader {
  private let bytes: ByteBuffer
  private let position: Int
  private var offset = 0
  private(set) var oddities: Set<Oddity> = []

  init(_ bytes: ByteBuffer, position: Int) {
    self.bytes = bytes.slice()
    self.position = position
  }

  var left: Int { bytes.readableBytes - offset }

  private func fault(_ what: String) -> BatchFault { BatchFault(offset: position + offset, what: what) }

  mutating func next(in batch: ReadBatch) throws(BatchFault) -> ReadRecord {
    let length = try varint()
    guard length >= 0, length <= Int64(left) else { throw fault("a record of \(length) bytes, \(left) left") }
    let end = offset + Int(length)
    guard length > 0 else { throw fault("an empty record") }
    if bytes.getInteger(at: offset, as: UInt8.self) != 0 { oddities.insert(.attributes) }
    offset += 1
    let time = try varint(groups: 10)
    let delta = try varint()
    var record = ReadRecord(
      offset: batch.baseOffset + delta,
      timestamp: batch.isLogAppendTime ? batch.maxTimestamp : batch.baseTimestamp &+ time, key: try part(),
      value: try part())
    let count = try varint()
    guard count >= 0, count <= Int64(left) else { throw fault("\(count) headers") }
    for _ in 0..<count {
      guard let name = try part() else { throw fault("a header without a name") }
      if String(validating: name.readableBytesView, as: UTF8.self) == nil {
        oddities.insert(.headerName)
      }
      record.headers.append(ReadHeader(name: String(buffer: name), value: try part()))
    }
    guard offset == end else { throw fault("a record that ends \(end - offset) bytes from where its length says") }
    return record
  }

  /// - Parameter groups: 5 bytes for numbers of 32 bits, 10 for those of 64.
  private mutating func varint(groups: Int = 5) throws(BatchFault) -> Int64 {
    var value: UInt64 = 0
    for group in 0..<groups {
      guard let byte = bytes.getInteger(at: offset, as: UInt8.self) else { break }
      offset += 1
      value |= UInt64(byte & 0x7F) << UInt64(7 * group)
      if byte & 0x80 == 0 {
        if byte == 0, group > 0 { oddities.insert(.padding) }
        return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
      }
    }
    throw fault("no varint")
  }

  private mutating func part() throws(BatchFault) -> ByteBuffer? {
    let length = try varint()
    if length < -1 { oddities.insert(.negativeLength) }
    if length < 0 { return nil }
    guard length <= Int64(left), let slice = bytes.getSlice(at: offset, length: Int(length)) else {
      throw fault("a length of \(length), \(left) bytes left")
    }
    offset += Int(length)
    return slice
  }
}
