/// Reads one field: `NAME TYPE [RANGE] [ATTRIBUTES]`.
struct FieldReader {
  var file: String
  var line: Int
  var words: [Substring]
  /// The versions of the struct that the field stands in.
  var versions: VersionSet

  private func fail(_ message: String) -> DefinitionError {
    DefinitionError(file: file, line: line, message: message)
  }

  func read() throws(DefinitionError) -> FieldDefinition {
    guard words.count >= 2 else { throw fail("expected NAME TYPE") }
    let (type, nullable) = try type(words[1])
    var field = FieldDefinition(
      name: String(words[0]), type: type, versions: versions, nullable: .none, tag: nil, defaultValue: .zero,
      isKey: false, isIgnorable: false, isNeverFlexible: false, entity: nil)
    var rest = words.dropFirst(2)
    if let word = rest.first, word.first?.isNumber == true || word == "none" {
      guard let range = VersionSet(word) else { throw fail("'\(word)' is no version range") }
      field.versions = range.intersection(versions)
      rest = rest.dropFirst()
    }
    field.nullable = nullable.intersection(field.versions)
    // Nullable records hold null when nobody sets them.
    if field.type == .records, !field.nullable.isEmpty { field.defaultValue = .null }
    for word in rest { try attribute(word, of: &field) }
    if field.defaultValue == .null, field.nullable.isEmpty, !field.versions.isEmpty {
      throw fail("\(field.name) has the default null but is never nullable")
    }
    return field
  }

  private func type(_ word: Substring) throws(DefinitionError) -> (FieldType, nullable: VersionSet) {
    let parts = word.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    var nullable = VersionSet.none
    if parts.count == 2 {
      guard let range = parts[1].isEmpty ? .all : VersionSet(parts[1]) else {
        throw fail("'\(parts[1])' is no version range")
      }
      nullable = range
    }
    var name = parts[0]
    var depth = 0
    while name.hasPrefix("[]") {
      name = name.dropFirst(2)
      depth += 1
    }
    guard let first = name.first else { throw fail("'\(word)' is no type") }
    var type: FieldType
    if let primitive = FieldType.primitives[String(name)] {
      type = primitive
    } else if first.isUppercase {
      type = .structure(String(name))
    } else {
      throw fail("unknown type '\(name)'")
    }
    if depth > 1 { throw fail("arrays of arrays do not occur in the protocol") }
    if depth == 1 { type = .array(type) }
    return (type, nullable)
  }

  private func attribute(_ word: Substring, of field: inout FieldDefinition) throws(DefinitionError) {
    let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    switch (parts[0], parts.count == 2 ? parts[1] : nil) {
    case ("key", nil): field.isKey = true
    case ("ignorable", nil): field.isIgnorable = true
    case ("zerocopy", nil): break
    case ("flexible", "none"): field.isNeverFlexible = true
    case ("entity", .some(let value)) where !value.isEmpty: field.entity = String(value)
    case ("default", "null"): field.defaultValue = .null
    case ("default", "true"): field.defaultValue = .yes
    case ("default", .some(let value)):
      guard let number = Int64(value) else { throw fail("'\(value)' is no default") }
      field.defaultValue = .number(number)
    case ("tag", .some(let value)):
      let parts = value.split(separator: "@", maxSplits: 1)
      guard let number = parts.first.flatMap({ UInt32($0) }),
        let range = parts.count == 1 ? field.versions : VersionSet(parts[1])
      else { throw fail("'\(value)' is no tag") }
      field.tag = .init(number: number, versions: range.intersection(field.versions))
    default:
      throw fail("unknown attribute '\(word)'")
    }
  }
}
