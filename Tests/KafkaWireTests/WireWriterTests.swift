import KafkaWire
import NIOCore
import TestSupport
import Testing

@Suite("Writing primitives")
struct WireWriterTests {
  @Test func `what is written reads back`() throws {
    var writer = WireWriter()
    writer.writeBool(true)
    writer.writeInt8(-2)
    writer.writeUInt16(65_535)
    writer.writeFloat64(-0.5)
    let identifier = KafkaUUID(mostSignificantBits: 1, leastSignificantBits: .max)
    writer.writeUUID(identifier)
    try writer.writeString("grüße", true, "s")
    try writer.writeNullableBytes(nil, false, "b")
    try writer.writeInt16Array([1, 2], false, "a")
    try writer.writeInt64Array([3], true, "a")
    try writer.writeInt8Array([4], true, "a")
    try writer.writeUUIDArray([identifier], true, "a")

    var reader = WireReader(writer.buffer)
    #expect(try reader.readBool("x"))
    #expect(try reader.readInt8("x") == -2)
    #expect(try reader.readUInt16("x") == 65_535)
    #expect(try reader.readFloat64("x") == -0.5)
    #expect(try reader.readUUID("x") == identifier)
    #expect(try reader.readString(true, "s") == "grüße")
    #expect(try reader.readNullableBytes(false, "b") == nil)
    #expect(try reader.readInt16Array(false, "a") == [1, 2])
    #expect(try reader.readInt64Array(true, "a") == [3])
    #expect(try reader.readInt8Array(true, "a") == [4])
    #expect(try reader.readUUIDArray(true, "a") == [identifier])
    #expect(throws: Never.self) { try reader.expectEnd(of: "message") }
  }

  @Test func `it appends and counts from there`() {
    var writer = WireWriter(appendingTo: ByteBuffer(hex: "aabb"))
    writer.writeInt16(1)
    #expect(writer.offset == 2)
    #expect(writer.buffer.hexadecimal == "aabb0001")
  }

  @Test func `null where there is none is an error`() {
    #expect(throws: WireError(.unexpectedNull, offset: 0, field: "s")) {
      var writer = WireWriter()
      try writer.writeNullableString(nil, true, nullable: false, "s")
    }
  }

  @Test(arguments: [0, 1, 127, 128, 16_383, 16_384, 100_000])
  func `a tagged field has its size in front, however wide`(_ size: Int) throws {
    var writer = WireWriter()
    writer.writeInt8(1)
    let place = writer.beginTaggedField(300)
    writer.writeRaw(ByteBuffer(bytes: (0..<size).map { UInt8(truncatingIfNeeded: $0) }))
    writer.endTaggedField(place)
    writer.writeInt8(2)

    var expected = WireWriter()
    expected.writeInt8(1)
    expected.writeUnsignedVarint(300)
    expected.writeUnsignedVarint(UInt32(size))
    expected.writeRaw(ByteBuffer(bytes: (0..<size).map { UInt8(truncatingIfNeeded: $0) }))
    expected.writeInt8(2)
    #expect(writer.buffer == expected.buffer)

    var reader = WireReader(writer.buffer)
    _ = try reader.readInt8("x")
    #expect(try reader.readTag() == 300)
    let behind = try reader.beginTaggedField("field")
    #expect(reader.remaining == size)
    _ = try reader.readRaw(count: size, "value")
    try reader.endTaggedField(behind, "field")
    #expect(try reader.readInt8("x") == 2)
  }

  @Test func `unknown tags go between the known ones`() {
    let fields = [3, 5, 9].map { UnknownTaggedField(tag: $0, bytes: ByteBuffer()) }
    var writer = WireWriter()
    var rest = fields[...]
    writer.writeUnknownTaggedFields(&rest, below: 4)
    writer.writeInt8(4)
    writer.writeUnknownTaggedFields(&rest, below: 5)
    writer.writeUnknownTaggedFields(rest)
    #expect(writer.buffer.hexadecimal == "0300" + "04" + "0500" + "0900")
  }

  @Test func `long bytes stay where they are, and the pieces are what a copying writer writes`() throws {
    let long = ByteBuffer(repeating: 7, count: 100)
    let longer = ByteBuffer(repeating: 8, count: 300)
    let short = ByteBuffer(repeating: 9, count: 99)
    func write(to writer: inout WireWriter) throws {
      writer.writeInt32(1)
      try writer.writeBytes(long, true, "long")
      try writer.writeNullableBytes(longer, false, "longer")
      try writer.writeBytes(short, false, "short")
      // Its size is counted in what was written.
      let place = writer.beginTaggedField(5)
      try writer.writeBytes(longer, true, "tagged")
      writer.endTaggedField(place)
      try writer.writeBytes(long, true, "last")
    }
    var copying = WireWriter()
    try write(to: &copying)
    var sharing = WireWriter(capacity: 16, sharingFrom: 100)
    try write(to: &sharing)
    #expect(sharing.offset == copying.offset)
    sharing.setInt32(2, at: 0)
    copying.setInt32(2, at: 0)

    let (first, rest) = sharing.takePieces()
    let pieces = [first] + rest
    #expect(pieces.count == 6)
    #expect([pieces[1], pieces[3], pieces[5]] == [long, longer, long])
    #expect(pieces.reduce(into: ByteBuffer()) { $0.writeImmutableBuffer($1) } == copying.buffer)
    let place = long.withUnsafeReadableBytes { $0.baseAddress }
    #expect(pieces[1].withUnsafeReadableBytes { $0.baseAddress } == place)
  }

  @Test func `a writer that shares nothing has one piece`() throws {
    var writer = WireWriter(capacity: 16, sharingFrom: 100)
    try writer.writeBytes(ByteBuffer(repeating: 9, count: 99), false, "short")
    let expected = writer.buffer
    let (first, rest) = writer.takePieces()
    #expect(first == expected && rest.isEmpty)
  }
}
