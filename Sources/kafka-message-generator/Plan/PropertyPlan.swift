package import KafkaSchema

/// One property of a generated struct: its declaration and the expressions that read, write and compare it.
package struct PropertyPlan {
  package var field: FieldDefinition
  /// Without backticks, as it stands behind `self.` and in error texts.
  package var name: String
  /// The type without the question mark.
  package var type: String
  package var isOptional: Bool
  package var initialValue: String
  /// An expression: the property holds something else than its default.
  package var differsFromDefault: String
  /// The versions of the field and whether it may be null in them, for the comment.
  package var comment: String
  /// `nullable: …, ` in front of the field's name, where not every version allows null.
  package var nullability: String
  /// `flexible`, `true` or `false`.
  package var lengthForm: String
  /// For an array of structs: the fewest bytes that an element takes in any version.
  package var elementSize: Int

  init(
    _ field: FieldDefinition, in structure: StructDefinition, of message: MessageDefinition, path: String
  ) throws(GenerationError) {
    self.field = field
    name = SwiftName.property(field.name)
    type = Self.type(field.type)
    isOptional = !field.nullable.isEmpty
    switch VersionCondition(field.nullable, within: field.versions) {
    case .always, .never: nullability = ""
    case .test(let text): nullability = "nullable: \(text), "
    }
    let flexible = VersionCondition(message.flexible, within: structure.versions)
    lengthForm =
      field.isNeverFlexible
      ? "false"
      : flexible == .always || field.tag != nil ? "true" : flexible == .never ? "false" : "flexible"
    elementSize = 0
    if case .array(let element) = field.type {
      elementSize = field.versions.versions.map { MinimalSize.of(element, in: $0, message) }.min() ?? 0
      guard elementSize > 0 else { throw GenerationError("\(path): elements of \(field.name) may take no bytes") }
    }
    if case .structure = field.type, !nullability.isEmpty {
      throw GenerationError("\(path): struct \(field.name) is nullable in some of its versions only")
    }
    initialValue = try Self.initialValue(of: field, type: type, path: path)
    differsFromDefault = Self.difference(of: field, name: name, type: type)
    comment = Self.comment(on: field, in: structure)
  }

  /// The Swift of a type.
  static func type(_ type: FieldType) -> String {
    switch type {
    case .bool: "Bool"
    case .int8: "Int8"
    case .int16: "Int16"
    case .uint16: "UInt16"
    case .int32: "Int32"
    case .uint32: "UInt32"
    case .int64: "Int64"
    case .float64: "Double"
    case .string: "String"
    case .uuid: "KafkaUUID"
    case .bytes, .records: "ByteBuffer"
    case .structure(let name): name
    case .array(let element): "[\(Self.type(element))]"
    }
  }

  private static func initialValue(
    of field: FieldDefinition, type: String, path: String
  ) throws(GenerationError) -> String {
    switch (field.defaultValue, field.type) {
    case (.null, _): return "nil"
    case (.yes, .bool): return "true"
    case (.number(let number), .int8), (.number(let number), .int16), (.number(let number), .uint16),
      (.number(let number), .int32), (.number(let number), .uint32), (.number(let number), .int64):
      return "\(number)"
    case (.zero, .bool): return "false"
    case (.zero, .int8), (.zero, .int16), (.zero, .uint16), (.zero, .int32), (.zero, .uint32), (.zero, .int64),
      (.zero, .float64):
      return "0"
    case (.zero, .string): return "\"\""
    case (.zero, .uuid): return ".zero"
    case (.zero, .array): return "[]"
    case (.zero, .bytes), (.zero, .records), (.zero, .structure): return "\(type)()"
    default: throw GenerationError("\(path): the default of \(field.name) does not fit its type")
    }
  }

  private static func difference(of field: FieldDefinition, name: String, type: String) -> String {
    let isOptional = !field.nullable.isEmpty
    switch (field.defaultValue, field.type) {
    case (.null, _): return "self.\(name) != nil"
    case (.yes, _): return "!self.\(name)"
    case (.number(let number), _): return "self.\(name) != \(number)"
    case (.zero, .bool): return "self.\(name)"
    case (.zero, .string), (.zero, .array):
      return isOptional ? "self.\(name)?.isEmpty != true" : "!self.\(name).isEmpty"
    case (.zero, .bytes), (.zero, .records):
      return isOptional ? "self.\(name)?.readableBytes != 0" : "self.\(name).readableBytes != 0"
    case (.zero, .uuid): return "self.\(name) != .zero"
    case (.zero, .structure): return "self.\(name) != \(type)()"
    case (.zero, _): return "self.\(name) != 0"
    }
  }

  private static func comment(on field: FieldDefinition, in structure: StructDefinition) -> String {
    var parts = [String]()
    switch VersionCondition(field.versions, within: structure.versions) {
    case .always, .never: parts.append("All versions")
    case .test:
      parts.append("Versions \(phrase(field.versions, last: structure.versions.last))")
      if field.isIgnorable { parts.append("left out elsewhere") }
    }
    switch VersionCondition(field.nullable, within: field.versions) {
    case .always: parts.append("null allowed")
    case .never: break
    case .test: parts.append("null allowed in \(phrase(field.nullable, last: structure.versions.last))")
    }
    if let tag = field.tag { parts.append("tag \(tag.number)") }
    return parts.joined(separator: ", ") + "."
  }

  /// `3+`, `0-12`.
  private static func phrase(_ versions: VersionSet, last: Int16?) -> String {
    versions.ranges.map { range in
      if range.upperBound == last { return "\(range.lowerBound)+" }
      return range.count == 1 ? "\(range.lowerBound)" : "\(range.lowerBound)-\(range.upperBound)"
    }.joined(separator: ", ")
  }
}
