/// A field as it was found: its value, and which bytes are its own.
package struct DecodedField: Equatable, Sendable {
  /// The field's name; in an array the index, for a tag that is not known `tag 101`, for a tag section `tags`.
  package var name: String
  /// The type in the notation of the definitions.
  package var type: String
  /// Bytes from the start of what was decoded, lengths and tags included.
  package var range: Range<Int>
  package var value: Value
  /// Fields of a struct, elements of an array, fields of a tag section: in the order of their bytes.
  package var children: [DecodedField]

  package init(name: String, type: String, range: Range<Int>, value: Value, children: [DecodedField]) {
    self.name = name
    self.type = type
    self.range = range
    self.value = value
    self.children = children
  }

  /// The deepest field that the byte at `offset` belongs to, as the names on the way to it.
  package func path(at offset: Int) -> [String] {
    guard range.contains(offset) else { return [] }
    for child in children where child.range.contains(offset) { return [name] + child.path(at: offset) }
    return [name]
  }
}
