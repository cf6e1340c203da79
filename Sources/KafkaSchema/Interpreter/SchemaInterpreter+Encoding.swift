package import KafkaWire
package import NIOCore

extension SchemaInterpreter {
  /// Writes a body of `version`. A field that is missing has its default; one that `version` does not have must hold
  /// its default or be ignorable; one that no version has is an error.
  package func encode(_ value: Structure, version: Int16) throws(WireError) -> ByteBuffer {
    try check(version)
    var output = ByteBuffer()
    try encode(value, as: message.root, version, &output)
    return output
  }

  private func encode(
    _ value: Structure, as definition: StructDefinition, _ version: Int16, _ output: inout ByteBuffer
  ) throws(WireError) {
    for part in value.fields {
      guard let field = definition.field(part.name) else {
        throw error(.fieldNotInVersion(version), part.name, output)
      }
      if !field.versions.contains(version), !field.isIgnorable, !isDefault(part.value, of: field, in: version) {
        throw error(.fieldNotInVersion(version), part.name, output)
      }
    }
    var tagged = [(tag: UInt32, bytes: ByteBuffer)]()
    for field in definition.fields where field.versions.contains(version) {
      let part = value[field.name] ?? defaultValue(of: field, in: version)
      if let tag = field.tag, tag.versions.contains(version) {
        if isDefault(part, of: field, in: version) { continue }
        var bytes = ByteBuffer()
        try encode(part, as: field, version, &bytes)
        tagged.append((tag.number, bytes))
      } else {
        try encode(part, as: field, version, &output)
      }
    }
    guard message.flexible.contains(version) else {
      if !value.unknownTaggedFields.isEmpty {
        throw error(.fieldNotInVersion(version), "unknownTaggedFields", output)
      }
      return
    }
    tagged.sort { $0.tag < $1.tag }
    // Unknown tags keep the order that they came in; known ones go in front of the first higher one.
    var sorted = [(tag: UInt32, bytes: ByteBuffer)]()
    for unknown in value.unknownTaggedFields {
      while let known = tagged.first, known.tag <= unknown.tag { sorted.append(tagged.removeFirst()) }
      sorted.append((unknown.tag, unknown.bytes))
    }
    sorted += tagged
    put(varint: UInt32(sorted.count), &output)
    for (tag, bytes) in sorted {
      put(varint: tag, &output)
      put(varint: UInt32(bytes.readableBytes), &output)
      output.writeImmutableBuffer(bytes)
    }
  }

  private func encode(
    _ value: Value, as field: FieldDefinition, _ version: Int16, _ output: inout ByteBuffer
  ) throws(WireError) {
    let isFlexible = isFlexible(field, in: version)
    if value == .null {
      guard field.nullable.contains(version) else { throw error(.unexpectedNull, field.name, output) }
      switch field.type {
      case .structure: output.writeInteger(field.isTagged(in: version) ? 0 : -1 as Int8)
      case .string where !isFlexible: output.writeInteger(-1 as Int16)
      default: if isFlexible { output.writeInteger(0 as UInt8) } else { output.writeInteger(-1 as Int32) }
      }
      return
    }
    switch (field.type, value) {
    case (.array(let element), .array(let values)):
      put(length: values.count, isFlexible, width: 4, &output)
      for value in values { try encode(value, as: element, field, isFlexible, version, &output) }
    case (.structure, _) where field.nullable.contains(version):
      output.writeInteger(1 as Int8)
      try encode(value, as: field.type, field, isFlexible, version, &output)
    default:
      try encode(value, as: field.type, field, isFlexible, version, &output)
    }
  }

  private func encode(
    _ value: Value, as type: FieldType, _ field: FieldDefinition, _ isFlexible: Bool, _ version: Int16,
    _ output: inout ByteBuffer
  ) throws(WireError) {
    func misfit() -> WireError { error(.invalidValue(0), field.name, output) }
    func number<Number: FixedWidthInteger>(
      _ value: Int64, _: Number.Type, _ output: inout ByteBuffer
    ) throws(WireError) {
      guard let number = Number(exactly: value) else { throw error(.invalidValue(Int(value)), field.name, output) }
      output.writeInteger(number)
    }
    switch (type, value) {
    case (.structure(let name), .structure(let fields)):
      try encode(fields, as: structure(name), version, &output)
    case (.bool, .bool(let flag)): output.writeInteger(flag ? 1 : 0 as UInt8)
    case (.int8, .integer(let integer)): try number(integer, Int8.self, &output)
    case (.int16, .integer(let integer)): try number(integer, Int16.self, &output)
    case (.int32, .integer(let integer)): try number(integer, Int32.self, &output)
    case (.int64, .integer(let integer)): try number(integer, Int64.self, &output)
    case (.uint16, .integer(let integer)): try number(integer, UInt16.self, &output)
    case (.uint32, .integer(let integer)): try number(integer, UInt32.self, &output)
    case (.float64, .float(let double)): output.writeInteger(double.bitPattern)
    case (.uuid, .uuid(let identifier)):
      output.writeInteger(identifier.mostSignificantBits)
      output.writeInteger(identifier.leastSignificantBits)
    case (.string, .string(let text)):
      guard text.utf8.count <= WireLimits.stringBytes else {
        throw error(.invalidLength(text.utf8.count, limit: WireLimits.stringBytes), field.name, output)
      }
      put(length: text.utf8.count, isFlexible, width: 2, &output)
      output.writeString(text)
    case (.bytes, .bytes(let bytes)), (.records, .bytes(let bytes)):
      put(length: bytes.readableBytes, isFlexible, width: 4, &output)
      output.writeImmutableBuffer(bytes)
    default: throw misfit()
    }
  }

  private func error(_ kind: WireError.Kind, _ field: String, _ output: ByteBuffer) -> WireError {
    WireError(kind, offset: output.readableBytes, field: field)
  }

  private func put(length: Int, _ isFlexible: Bool, width: Int, _ output: inout ByteBuffer) {
    if isFlexible {
      put(varint: UInt32(length + 1), &output)
    } else if width == 2 {
      output.writeInteger(Int16(length))
    } else {
      output.writeInteger(Int32(length))
    }
  }

  private func put(varint: UInt32, _ output: inout ByteBuffer) {
    var rest = varint
    while rest > 0x7F {
      output.writeInteger(UInt8(rest & 0x7F) | 0x80)
      rest >>= 7
    }
    output.writeInteger(UInt8(rest))
  }
}
