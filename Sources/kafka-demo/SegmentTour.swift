import Foundation
import KafkaCompression
import KafkaRecords
import NIOCore

/// Shows the files that the broker wrote, and names every byte of the first batch.
struct SegmentTour {
  var folder: String
  var topic: String
  var partitionCount: Int32
  var screen: Screen

  func show() throws {
    var firstLog: String?
    for partition in 0..<partitionCount {
      let directory = "\(folder)/\(topic)-\(partition)"
      let files = try FileManager.default.contentsOfDirectory(atPath: directory).sorted()
      let sizes = try files.map { file in
        let attributes = try FileManager.default.attributesOfItem(atPath: "\(directory)/\(file)")
        let size = (attributes[.size] as? NSNumber)?.intValue ?? 0
        if firstLog == nil, file.hasSuffix(".log"), size > 0 { firstLog = "\(directory)/\(file)" }
        return "\(file) \(Text.size(size))"
      }
      screen.line("files     \(topic)-\(partition): \(sizes.joined(separator: ", "))")
    }
    guard let firstLog, let data = FileManager.default.contents(atPath: firstLog) else { return }
    try annotate(ByteBuffer(bytes: data), in: firstLog)
  }

  private func annotate(_ log: ByteBuffer, in path: String) throws {
    guard
      case .batch(let batch)? = try {
        var batches = RecordBatches(log); return try batches.next()
      }()
    else { return }
    screen.line("bytes     the first batch of \(path.split(separator: "/").suffix(2).joined(separator: "/")):")
    let header = batch.header
    let bytes = batch.bytes
    var offset = 0
    func field(_ size: Int, _ name: String, _ value: some CustomStringConvertible) {
      show(bytes, offset, size, "\(name) = \(value)")
      offset += size
    }
    field(8, "baseOffset", header.baseOffset)
    field(4, "batchLength", header.sizeInBytes - 12)
    field(4, "partitionLeaderEpoch", header.partitionLeaderEpoch)
    field(1, "magic", header.magic)
    field(
      4, "crc",
      String(format: "0x%08x, over everything that follows: %@", header.crc, batch.isChecksumValid ? "right" : "WRONG"))
    field(
      2, "attributes",
      "codec \(header.attributes.codec)\(CompressionType(rawValue: header.attributes.codec).map { " (\($0.name))" } ?? "")\(header.attributes.isControl ? ", control" : "")"
    )
    field(4, "lastOffsetDelta", header.lastOffsetDelta)
    field(8, "baseTimestamp", header.baseTimestamp)
    field(8, "maxTimestamp", header.maxTimestamp)
    field(8, "producerId", header.producerId)
    field(2, "producerEpoch", header.producerEpoch)
    field(4, "baseSequence", header.baseSequence)
    field(4, "recordCount", header.recordCount)
    let rest = bytes.readableBytes - offset
    show(bytes, offset, rest, "\(header.recordCount) records, compressed to \(rest) bytes")
    try annotateFirstRecord(of: batch.records())
  }

  /// The first record after decompression: varints in zigzag form, then the bytes they measure.
  private func annotateFirstRecord(of records: Records) throws {
    screen.line("          decompressed, the first of them:")
    let bytes = records.withUnsafeBytes { ByteBuffer(bytes: $0) }
    var offset = 0
    func varint(_ name: String) -> Int {
      var (value, shift, size) = (UInt64(0), UInt64(0), 0)
      while size < 10, let byte = bytes.getInteger(at: offset + size, as: UInt8.self) {
        value |= UInt64(byte & 0x7F) << shift
        shift += 7
        size += 1
        if byte < 0x80 { break }
      }
      let decoded = Int(Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1))
      show(bytes, offset, size, "\(name) = \(decoded)")
      offset += size
      return decoded
    }
    func data(_ size: Int, _ name: String) {
      guard size > 0 else { return }
      let text = String(decoding: bytes.getBytes(at: offset, length: min(size, 32)) ?? [], as: UTF8.self)
      show(bytes, offset, size, "\(name): \(text)\(size > 32 ? "…" : "")")
      offset += size
    }
    _ = varint("length of the record")
    show(bytes, offset, 1, "attributes = 0, none are used")
    offset += 1
    _ = varint("timestampDelta")
    _ = varint("offsetDelta")
    data(varint("length of the key"), "key")
    data(varint("length of the value"), "value")
    _ = varint("count of headers")
  }

  private func show(_ bytes: ByteBuffer, _ offset: Int, _ size: Int, _ text: String) {
    let shown = min(size, 8)
    let slice = bytes.getBytes(at: bytes.readerIndex + offset, length: shown) ?? []
    var hex = slice.map { String(format: "%02x", $0) }.joined(separator: " ")
    if size > shown { hex += " …" }
    screen.line(
      "          \(String(format: "%06x", offset))  \(hex.padding(toLength: 26, withPad: " ", startingAt: 0))  \(text)")
  }
}
