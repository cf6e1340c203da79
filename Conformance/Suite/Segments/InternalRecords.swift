package import KafkaSchema
package import NIOCore

/// Records of the coordinators' topics and of the metadata log, taken apart by the definitions.
package struct InternalRecord: Equatable, Sendable {
  /// `OffsetCommit`
  package var name: String
  /// Nil for the metadata log.
  package var key: DecodedField?
  /// Nil for a deletion.
  package var value: DecodedField?
  /// Of the value; of the key for a deletion.
  package var version: Int16
}

/// Why a record of an internal topic is not taken apart.
package enum InternalRecordFault: Error, Equatable, Sendable {
  /// A kind or a version that came later.
  case unknown(String)
  case broken(String)
}

package enum InternalRecords {
  static let metadataLog = "__cluster_metadata"

  /// The records of a log by the number in front of their keys; of the metadata log by that in their values.
  private static let definitions: [String: [UInt32: Definition]] = {
    guard case .success(let catalog) = Catalog.builtIn else { return [:] }
    var found: [String: [UInt32: Definition]] = [:]
    for definition in catalog.definitions {
      switch definition.kind {
      case .record(let id, let log): found[log, default: [:]][UInt32(truncatingIfNeeded: id)] = definition
      case .entry(let id, let log): found[log, default: [:]][id] = definition
      default: continue
      }
    }
    return found
  }()

  /// Whether the records of a topic have definitions.
  static func knows(_ topic: String) -> Bool { definitions[topic] != nil }

  /// Takes a record apart, to its last byte.
  package static func read(
    _ topic: String, key: ByteBuffer?, value: ByteBuffer?
  ) throws(InternalRecordFault) -> InternalRecord {
    let known = definitions[topic] ?? [:]
    if topic == metadataLog { return try entry(known, value) }
    guard let key, let id: Int16 = key.getInteger(at: key.readerIndex) else { throw .broken("no kind in the key") }
    guard id >= 0, let definition = known[UInt32(id)], let keys = definition.message(.key),
      let values = definition.message(.value)
    else { throw .unknown("kind \(id)") }
    let readKey = try body(keys, key, from: 2, version: 0, "the key of \(definition.name)")
    guard let value else { return InternalRecord(name: definition.name, key: readKey, value: nil, version: id) }
    guard let version: Int16 = value.getInteger(at: value.readerIndex) else {
      throw .broken("no version in the value of \(definition.name)")
    }
    guard values.versions.contains(version) else { throw .unknown("version \(version) of \(definition.name)") }
    let readValue = try body(values, value, from: 2, version: version, "the value of \(definition.name)")
    return InternalRecord(name: definition.name, key: readKey, value: readValue, version: version)
  }

  private static func entry(
    _ known: [UInt32: Definition], _ value: ByteBuffer?
  ) throws(InternalRecordFault) -> InternalRecord {
    guard let value else { throw .broken("no value") }
    var place = 0
    guard let frame = uvarint(value, &place), let id = uvarint(value, &place), let number = uvarint(value, &place),
      let version = Int16(exactly: number)
    else { throw .broken("no frame version, kind and version in the value") }
    guard frame == 1 else { throw .unknown("frame version \(frame)") }
    guard let definition = known[id], let message = definition.messages.first else { throw .unknown("kind \(id)") }
    guard message.versions.contains(version) else { throw .unknown("version \(version) of \(definition.name)") }
    let field = try body(message, value, from: place, version: version, definition.name)
    return InternalRecord(name: definition.name, key: nil, value: field, version: version)
  }

  /// Writes the value of a record again; the same bytes when nothing got lost on the way.
  package static func rewritten(_ topic: String, key: ByteBuffer?, value: ByteBuffer) throws -> ByteBuffer {
    let record = try read(topic, key: key, value: value)
    guard case .structure(let fields)? = record.value?.value,
      let definition = definitions[topic]?.values.first(where: { $0.name == record.name }),
      let message = topic == metadataLog ? definition.messages.first : definition.message(.value)
    else { throw SuiteError("a value of \(record.name) is no struct") }
    let encoded = try SchemaInterpreter(message).encode(fields, version: record.version)
    // What stands in front of the fields is as it was.
    let front = value.readableBytes - (record.value?.range.count ?? 0)
    guard var bytes = value.getSlice(at: value.readerIndex, length: max(0, front)) else {
      throw SuiteError("a value of \(record.name) is shorter than its fields")
    }
    bytes.writeImmutableBuffer(encoded)
    return bytes
  }

  private static func body(
    _ message: MessageDefinition, _ bytes: ByteBuffer, from start: Int, version: Int16, _ what: String
  ) throws(InternalRecordFault) -> DecodedField {
    guard
      let rest = bytes.getSlice(at: bytes.readerIndex + start, length: bytes.readableBytes - start)?.slice()
    else { throw .broken("\(what) ends in front of its fields") }
    let field: DecodedField
    do {
      field = try SchemaInterpreter(message).decode(rest, version: version)
    } catch {
      throw .broken("\(what): \(error)")
    }
    guard field.range.upperBound == rest.readableBytes else {
      throw .broken("\(rest.readableBytes - field.range.upperBound) bytes behind \(what)")
    }
    return field
  }

  private static func uvarint(_ bytes: ByteBuffer, _ place: inout Int) -> UInt32? {
    var number: UInt32 = 0
    for group in 0..<5 as Range<UInt32> {
      guard let byte: UInt8 = bytes.getInteger(at: bytes.readerIndex + place) else { return nil }
      place += 1
      number |= UInt32(byte & 0x7F) << (7 * group)
      if byte & 0x80 == 0 { return number }
    }
    return nil
  }
}
