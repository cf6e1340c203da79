package import KafkaWire
package import NIOCore

extension SchemaInterpreter {
  /// Reads the readable bytes of `bytes` as a body of `version`. Bytes behind it are left alone: the range of the
  /// result says where it ends.
  package func decode(_ bytes: ByteBuffer, version: Int16) throws(WireError) -> DecodedField {
    try check(version)
    var cursor = FieldCursor(bytes)
    return try decodeStruct(message.root, name: message.name, version, &cursor)
  }

  private func decodeStruct(
    _ definition: StructDefinition, name: String, _ version: Int16, _ cursor: inout FieldCursor
  ) throws(WireError) -> DecodedField {
    let start = cursor.offset
    var children = [DecodedField]()
    for field in definition.fields where field.versions.contains(version) && !field.isTagged(in: version) {
      children.append(try decode(field, version, &cursor))
    }
    var found = children
    var unknown = [UnknownTaggedField]()
    if message.flexible.contains(version) {
      let section = try decodeTagSection(of: definition, version, &cursor, &unknown)
      found += section.children
      children.append(section)
    }
    var value = Structure(unknownTaggedFields: unknown)
    for field in definition.fields where field.versions.contains(version) {
      // The last one counts where a tag comes twice.
      let part = found.last { $0.name == field.name }?.value ?? defaultValue(of: field, in: version)
      value.fields.append(.init(name: field.name, value: part))
    }
    return DecodedField(
      name: name, type: definition.name, range: start..<cursor.offset, value: .structure(value), children: children)
  }

  private func decodeTagSection(
    of definition: StructDefinition, _ version: Int16, _ cursor: inout FieldCursor,
    _ unknown: inout [UnknownTaggedField]
  ) throws(WireError) -> DecodedField {
    let start = cursor.offset
    let count = Int(try cursor.varint("the number of tagged fields"))
    guard count * 2 <= cursor.left else {
      throw cursor.error(.truncated(needed: count * 2, left: cursor.left), "tagged fields")
    }
    var children = [DecodedField]()
    for _ in 0..<count {
      let first = cursor.offset
      let tag = try cursor.varint("a tag")
      let field = definition.fields.first { $0.isTagged(in: version) && $0.tag?.number == tag }
      let size = Int(try cursor.varint(field?.name ?? "the size of a tagged field"))
      if let field {
        var child = try cursor.narrowed(to: size, field.name) { cursor throws(WireError) in
          try decode(field, version, &cursor)
        }
        child.range = first..<cursor.offset
        children.append(child)
      } else {
        let bytes = try cursor.take(size, "a tagged field")
        unknown.append(UnknownTaggedField(tag: tag, bytes: bytes))
        children.append(
          DecodedField(
            name: "tag \(tag)", type: "bytes", range: first..<cursor.offset, value: .bytes(bytes), children: []))
      }
    }
    return DecodedField(name: "tags", type: "tags", range: start..<cursor.offset, value: .null, children: children)
  }

  private func decode(
    _ field: FieldDefinition, _ version: Int16, _ cursor: inout FieldCursor
  ) throws(WireError) -> DecodedField {
    let start = cursor.offset
    let isFlexible = isFlexible(field, in: version)
    var result = DecodedField(
      name: field.name, type: "\(field.type)", range: start..<start, value: .null, children: [])
    switch field.type {
    case .array(let element):
      let count = try cursor.length(isFlexible, width: 4, field.name)
      if let count {
        // Every element has at least a byte.
        guard count <= cursor.left else {
          throw cursor.error(.truncated(needed: count, left: cursor.left), field.name)
        }
        for index in 0..<count {
          result.children.append(
            try decode(element, "\(index)", isFlexible, field: field.name, version, &cursor))
        }
        result.value = .array(result.children.map(\.value))
      }
    case .structure where field.nullable.contains(version):
      let present =
        field.isTagged(in: version)
        ? try cursor.varint(field.name) != 0 : try cursor.signed(1, field.name) >= 0
      if present {
        let inner = try decode(field.type, field.name, isFlexible, field: field.name, version, &cursor)
        result.value = inner.value
        result.children = inner.children
      }
    default:
      let inner = try decode(field.type, field.name, isFlexible, field: field.name, version, &cursor)
      result.value = inner.value
      result.children = inner.children
    }
    if result.value == .null, !field.nullable.contains(version) { throw cursor.error(.unexpectedNull, field.name) }
    result.range = start..<cursor.offset
    return result
  }

  /// A value that is no array; null only for strings, bytes and records.
  private func decode(
    _ type: FieldType, _ name: String, _ isFlexible: Bool, field: String, _ version: Int16,
    _ cursor: inout FieldCursor
  ) throws(WireError) -> DecodedField {
    let start = cursor.offset
    let value: Value
    switch type {
    case .structure(let structName):
      return try decodeStruct(structure(structName), name: name, version, &cursor)
    case .bool: value = .bool(try cursor.number(1, field) != 0)
    case .int8: value = .integer(try cursor.signed(1, field))
    case .int16: value = .integer(try cursor.signed(2, field))
    case .int32: value = .integer(try cursor.signed(4, field))
    case .int64: value = .integer(try cursor.signed(8, field))
    case .uint16: value = .integer(Int64(try cursor.number(2, field)))
    case .uint32: value = .integer(Int64(try cursor.number(4, field)))
    case .float64: value = .float(Double(bitPattern: try cursor.number(8, field)))
    case .uuid:
      var bytes = FieldCursor(try cursor.take(16, field))
      value = .uuid(
        KafkaUUID(mostSignificantBits: try bytes.number(8, field), leastSignificantBits: try bytes.number(8, field)))
    case .string:
      if let length = try cursor.length(isFlexible, width: 2, field) {
        guard length <= WireLimits.stringBytes else {
          throw cursor.error(.invalidLength(length, limit: WireLimits.stringBytes), field)
        }
        value = .string(String(decoding: try cursor.take(length, field).readableBytesView, as: UTF8.self))
      } else {
        value = .null
      }
    case .bytes, .records:
      let length = try cursor.length(isFlexible, width: 4, field)
      if let length { value = .bytes(try cursor.take(length, field)) } else { value = .null }
    case .array:
      // The notation has no arrays of arrays.
      throw cursor.error(.invalidValue(0), field)
    }
    if value == .null, name != field { throw cursor.error(.unexpectedNull, field) }
    return DecodedField(name: name, type: "\(type)", range: start..<cursor.offset, value: value, children: [])
  }
}
