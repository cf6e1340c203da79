import KafkaSchema

/// The fewest bytes a value can take: what a count from the wire is checked against before memory is reserved.
enum MinimalSize {
  static func of(_ type: FieldType, in version: Int16, _ message: MessageDefinition) -> Int {
    let isFlexible = message.flexible.contains(version)
    switch type {
    case .bool, .int8: return 1
    case .int16, .uint16: return 2
    case .int32, .uint32: return 4
    case .int64, .float64: return 8
    case .uuid: return 16
    case .string: return isFlexible ? 1 : 2
    case .bytes, .records, .array: return isFlexible ? 1 : 4
    case .structure(let name):
      let fields = message.structure(name)?.fields ?? []
      return (isFlexible ? 1 : 0)
        + fields.reduce(0) { sum, field in
          guard field.versions.contains(version), !field.isTagged(in: version) else { return sum }
          if case .structure = field.type, field.nullable.contains(version) { return sum + 1 }
          return sum + of(field.type, in: version, message)
        }
    }
  }
}
