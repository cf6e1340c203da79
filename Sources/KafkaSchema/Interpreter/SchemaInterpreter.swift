import KafkaWire
import NIOCore

/// Reads and writes any message at any version by its definition alone, without generated code.
///
/// Slow and thorough: decoding tells which bytes belong to which field. Tools and tests use it, and it judges the
/// generated code.
package struct SchemaInterpreter: Sendable {
  package let message: MessageDefinition
  private let structs: [String: StructDefinition]

  package init(_ message: MessageDefinition) {
    self.message = message
    structs = Dictionary(message.structs.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
  }

  func structure(_ name: String) -> StructDefinition {
    // The reader has checked that every type has a definition.
    structs[name] ?? StructDefinition(name: name, versions: .none, fields: [])
  }

  func isFlexible(_ field: FieldDefinition, in version: Int16) -> Bool {
    message.flexible.contains(version) && !field.isNeverFlexible
  }

  func check(_ version: Int16) throws(WireError) {
    guard message.versions.contains(version) else {
      throw WireError(
        .unsupportedVersion(version, known: message.versions.hull ?? 0...0), offset: 0, field: message.name)
    }
  }

  /// The value of a field that nobody set.
  package func defaultValue(of field: FieldDefinition, in version: Int16) -> Value {
    switch (field.defaultValue, field.type) {
    case (.null, _): .null
    case (.yes, _): .bool(true)
    case (.number(let number), _): .integer(number)
    case (.zero, .bool): .bool(false)
    case (.zero, .float64): .float(0)
    case (.zero, .string): .string("")
    case (.zero, .uuid): .uuid(.zero)
    case (.zero, .bytes), (.zero, .records): .bytes(ByteBuffer())
    case (.zero, .array): .array([])
    case (.zero, .structure(let name)): .structure(defaultStructure(name, in: version))
    case (.zero, _): .integer(0)
    }
  }

  func defaultStructure(_ name: String, in version: Int16) -> Structure {
    Structure(
      structure(name).fields.filter { $0.versions.contains(version) }.map {
        .init(name: $0.name, value: defaultValue(of: $0, in: version))
      })
  }

  /// Whether a field holds what it would hold if nobody had set it.
  func isDefault(_ value: Value, of field: FieldDefinition, in version: Int16) -> Bool {
    guard case .structure(let fields) = value, field.defaultValue == .zero, case .structure(let name) = field.type
    else { return value == defaultValue(of: field, in: version) }
    // The struct may come from another version, with other fields.
    let definition = structure(name)
    return fields.unknownTaggedFields.isEmpty
      && fields.fields.allSatisfy { part in
        definition.field(part.name).map { isDefault(part.value, of: $0, in: version) } ?? false
      }
  }
}
