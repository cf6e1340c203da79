import KafkaWire
import NIOCore
import TestSupport
import Testing

@Suite("Reading primitives")
struct WireReaderTests {
  private func reader(_ hex: String) -> WireReader { WireReader(ByteBuffer(hex: hex)) }

  @Test func `numbers are big-endian and move the offset`() throws {
    var reader = reader("ff" + "0102" + "ffff" + "80000000" + "7fffffffffffffff" + "ffffffff" + "3ff8000000000000")
    #expect(try reader.readInt8("a") == -1)
    #expect(try reader.readInt16("b") == 0x0102)
    #expect(try reader.readUInt16("c") == 0xFFFF)
    #expect(try reader.readInt32("d") == .min)
    #expect(reader.offset == 9)
    #expect(try reader.readInt64("e") == .max)
    #expect(try reader.readUInt32("f") == .max)
    #expect(try reader.readFloat64("g") == 1.5)
    #expect(reader.remaining == 0)
  }

  @Test func `offsets count from where the reader began`() throws {
    var buffer = ByteBuffer(hex: "aabbccdd0001")
    buffer.moveReaderIndex(forwardBy: 4)
    var reader = WireReader(buffer)
    #expect(try reader.readInt16("x") == 1)
    #expect(reader.offset == 2)
  }

  @Test func `what is missing is named with its offset`() {
    var reader = reader("0000000000000000000000000000000000" + "0102")
    _ = try? reader.readRaw(count: 17, "front")
    let error = #expect(throws: WireError.self) { try reader.readInt32("throttleTimeMs") }
    #expect(error?.description == "expected 4 bytes for throttleTimeMs at offset 17, 2 left")
    #expect(error?.kind == .truncated(needed: 4, left: 2))
    #expect(reader.offset == 17, "a failed read takes nothing")
  }

  @Test func `every byte but 0 is true`() throws {
    for byte in UInt8.min...UInt8.max {
      var reader = WireReader(ByteBuffer(bytes: [byte]))
      #expect(try reader.readBool("flag") == (byte != 0))
    }
  }

  @Test func `varints may be padded but not too long`() throws {
    for (hex, value) in [("00", 0), ("ac02", 300), ("8000", 0), ("8180808000", 1), ("ffffffff0f", 0xFFFF_FFFF)] {
      var reader = reader(hex)
      #expect(try Int(reader.readUnsignedVarint("n")) == value)
      #expect(reader.remaining == 0)
    }
    var long = reader("808080808000")
    #expect(throws: WireError(.varintTooLong(limit: 5), offset: 0, field: "n")) { try long.readUnsignedVarint("n") }
    var short = reader("8080")
    #expect(throws: WireError(.truncated(needed: 3, left: 2), offset: 0, field: "n")) {
      try short.readUnsignedVarint("n")
    }
  }

  @Test(arguments: [
    ("00", 0), ("01", -1), ("02", 1), ("7f", -64), ("8001", 64), ("feffffff0f", 2_147_483_647),
    ("ffffffff0f", -2_147_483_648),
  ])
  func `zigzag varints`(_ hex: String, _ value: Int32) throws {
    var reader = reader(hex)
    #expect(try reader.readVarint("n") == value)
    var wide = self.reader(hex)
    #expect(try wide.readVarlong("n") == Int64(value))
    var writer = WireWriter()
    writer.writeVarint(value)
    #expect(writer.buffer.hexadecimal == hex)
    var wideWriter = WireWriter()
    wideWriter.writeVarlong(Int64(value))
    #expect(wideWriter.buffer.hexadecimal == hex)
  }

  @Test(arguments: [("feffffffffffffffff01", Int64.max), ("ffffffffffffffffff01", Int64.min)])
  func `the widest varlongs`(_ hex: String, _ value: Int64) throws {
    var reader = reader(hex)
    #expect(try reader.readVarlong("n") == value)
    var writer = WireWriter()
    writer.writeVarlong(value)
    #expect(writer.buffer.hexadecimal == hex)
    var long = self.reader("ff" + hex)
    #expect(throws: WireError(.varintTooLong(limit: 10), offset: 0, field: "n")) { try long.readVarlong("n") }
  }

  @Test func `strings in both forms, and null`() throws {
    var old = reader("0002c3a4" + "ffff" + "8000")
    #expect(try old.readString(false, "s") == "ä")
    #expect(try old.readNullableString(false, "s") == nil)
    #expect(try old.readNullableString(false, "s") == nil, "any negative length is null")
    var flexible = reader("03c3a4" + "00" + "01")
    #expect(try flexible.readString(true, "s") == "ä")
    #expect(try flexible.readNullableString(true, "s") == nil)
    #expect(try flexible.readString(true, "s") == "")
    var null = reader("00")
    #expect(throws: WireError(.unexpectedNull, offset: 1, field: "s")) { try null.readString(true, "s") }
    var forbidden = reader("ffff")
    #expect(throws: WireError(.unexpectedNull, offset: 2, field: "s")) {
      try forbidden.readNullableString(false, nullable: false, "s")
    }
  }

  @Test func `a compact length beyond 32 bits is null, as for Kafka`() throws {
    var reader = reader("ffffffff0f")
    #expect(try reader.readNullableBytes(true, "b") == nil)
  }

  @Test func `a string is not longer than a signed 16-bit length says`() {
    var writer = WireWriter()
    writer.writeUnsignedVarint(32_769)
    writer.writeRaw(ByteBuffer(repeating: 0x61, count: 32_768))
    var reader = WireReader(writer.buffer)
    #expect(throws: WireError(.invalidLength(32_768, limit: 32_767), offset: 3, field: "s")) {
      try reader.readString(true, "s")
    }
    #expect(throws: WireError(.invalidLength(32_768, limit: 32_767), offset: 0, field: "s")) {
      var writer = WireWriter()
      try writer.writeString(String(repeating: "a", count: 32_768), false, "s")
    }
  }

  @Test func `byte values share the storage of the frame`() throws {
    let frame = ByteBuffer(hex: "00000003010203")
    var reader = WireReader(frame)
    let bytes = try reader.readBytes(false, "b")
    #expect(bytes.hexadecimal == "010203")
    let isShared = frame.withVeryUnsafeBytes { outer in
      bytes.withUnsafeReadableBytes { inner in
        guard let start = inner.baseAddress, let first = outer.baseAddress else { return false }
        return start == first + 4
      }
    }
    #expect(isShared)
  }

  @Test func `arrays of primitives`() throws {
    var reader = reader("03" + "00000001" + "ffffffff" + "ffffffff" + "02" + "0261")
    #expect(try reader.readInt32Array(true, "a") == [1, -1])
    #expect(try reader.readNullableInt32Array(false, "b") == nil)
    #expect(try reader.readStringArray(true, "c") == ["a"])
    var huge = self.reader("7fffffff" + "0000")
    #expect(throws: WireError(.truncated(needed: 4 * Int(Int32.max), left: 2), offset: 4, field: "a")) {
      try huge.readInt32Array(false, "a")
    }
  }

  @Test func `unknown tags are kept, their count is not believed`() throws {
    var reader = reader("02" + "6502aabb" + "882700")
    #expect(
      try reader.readUnknownTaggedFields() == [
        UnknownTaggedField(tag: 101, bytes: ByteBuffer(hex: "aabb")),
        UnknownTaggedField(tag: 5_000, bytes: ByteBuffer()),
      ])
    var huge = self.reader("ffffffff0f" + "0000")
    #expect(throws: WireError.self) { try huge.readUnknownTaggedFields() }
    var long = self.reader("01" + "65" + "05aabb")
    #expect(throws: WireError(.truncated(needed: 5, left: 2), offset: 3, field: "a tagged field")) {
      try long.readUnknownTaggedFields()
    }
  }
}
