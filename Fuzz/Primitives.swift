import NIOCore

/// Reads its input as a sequence of primitives that the input itself chooses: a byte says what to read next.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzPrimitives(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let input = ByteBuffer(bytes: UnsafeRawBufferPointer(start: start, count: count))
  var reader = WireReader(input)
  do throws(WireError) {
    while reader.remaining > 0 {
      let before = reader.offset
      try step(&reader)
      precondition(reader.offset > before && reader.offset + reader.remaining == count, "the reader lost its place")
    }
  } catch {
    precondition((0...count).contains(error.offset), "the error's offset lies outside the input")
  }
  return 0
}

private func step(_ reader: inout WireReader) throws(WireError) {
  let choice = UInt8(bitPattern: try reader.readInt8("choice"))
  let flexible = choice & 0x80 != 0
  let nullable = choice & 0x40 != 0
  switch choice & 0x3F {
  case 0: _ = try reader.readBool("bool")
  case 1: _ = try reader.readInt16("int16")
  case 2: _ = try reader.readUInt16("uint16")
  case 3: _ = try reader.readInt32("int32")
  case 4: _ = try reader.readUInt32("uint32")
  case 5: _ = try reader.readInt64("int64")
  case 6: _ = try reader.readFloat64("float64")
  case 7: _ = try reader.readUUID("uuid")
  case 8:
    try round(reader.readUnsignedVarint("varint")) {
      $0.writeUnsignedVarint($1)
    } read: { (reader) throws(WireError) in
      try reader.readUnsignedVarint("varint")
    }
  case 9:
    try round(reader.readVarint("varint")) {
      $0.writeVarint($1)
    } read: { (reader) throws(WireError) in
      try reader.readVarint("varint")
    }
  case 10:
    try round(reader.readVarlong("varlong")) {
      $0.writeVarlong($1)
    } read: { (reader) throws(WireError) in
      try reader.readVarlong("varlong")
    }
  case 11: _ = try reader.readString(flexible, "string")
  case 12: _ = try reader.readNullableString(flexible, nullable: nullable, "string")
  case 13: _ = try reader.readBytes(flexible, "bytes")
  case 14: _ = try reader.readNullableBytes(flexible, nullable: nullable, "bytes")
  case 15: _ = try reader.readInt8Array(flexible, "array")
  case 16: _ = try reader.readInt16Array(flexible, "array")
  case 17: _ = try reader.readInt32Array(flexible, "array")
  case 18: _ = try reader.readInt64Array(flexible, "array")
  case 19: _ = try reader.readUUIDArray(flexible, "array")
  case 20: _ = try reader.readStringArray(flexible, "array")
  case 21: _ = try reader.readNullableInt32Array(flexible, nullable: nullable, "array")
  case 22: _ = try reader.readNullableUUIDArray(flexible, nullable: nullable, "array")
  case 23: _ = try reader.readNullableStringArray(flexible, nullable: nullable, "array")
  case 24: _ = try reader.readPresence(nullable: nullable, "presence")
  case 25: _ = try reader.readTaggedPresence(nullable: nullable, "presence")
  case 26: _ = try reader.readUnknownTaggedFields()
  case 27:
    let behind = try reader.beginTaggedField("tagged field")
    while reader.remaining > 0 { try step(&reader) }
    try reader.endTaggedField(behind, "tagged field")
  default: break
  }
}

/// Writes a value and reads it back.
private func round<Value: Equatable>(
  _ value: Value, _ write: (inout WireWriter, Value) -> Void,
  read: (inout WireReader) throws(WireError) -> Value
) {
  var writer = WireWriter()
  write(&writer, value)
  var reader = WireReader(writer.buffer)
  guard let again = try? read(&reader) else { preconditionFailure("what was written cannot be read") }
  precondition(again == value && reader.remaining == 0, "a value changed on its way")
}
