public import KafkaWire
public import NIOCore

/// How entries stand in the metadata log and in the remote-log topic: frame version, type, version, body.
public enum LogEntryFormat {
  /// The only version of the three numbers in front.
  public static let frameVersion: UInt32 = 1

  public static func encode<Entry: LogEntry>(_ entry: Entry, version: Int16) throws(WireError) -> ByteBuffer {
    var writer = WireWriter(capacity: 128)
    writer.writeUnsignedVarint(frameVersion)
    writer.writeUnsignedVarint(Entry.entryType)
    writer.writeUnsignedVarint(UInt32(UInt16(bitPattern: version)))
    try entry.encode(to: &writer, version: version)
    return writer.buffer
  }

  public static func decode(_ bytes: ByteBuffer, in log: EntryLog) throws(WireError) -> any LogEntry {
    var reader = WireReader(bytes)
    let frame = try reader.readUnsignedVarint("frame version")
    if frame != frameVersion { throw reader.error(.invalidValue(Int(frame)), "frame version") }
    let type = try reader.readUnsignedVarint("entry type")
    guard let entry = MessageCatalog.entry(type, in: log) else {
      throw reader.error(.unknownNumber(Int(type)), "entry type")
    }
    let number = try reader.readUnsignedVarint("version")
    guard let version = Int16(exactly: number) else { throw reader.error(.invalidValue(Int(number)), "version") }
    return try decode(entry, version, &reader)
  }

  private static func decode<Entry: LogEntry>(
    _: Entry.Type, _ version: Int16, _ reader: inout WireReader
  ) throws(WireError) -> Entry {
    let entry = try Entry(from: &reader, version: version)
    if reader.remaining > 0 {
      throw WireError(.trailingBytes(reader.remaining), offset: reader.offset, field: Entry.name)
    }
    return entry
  }
}
