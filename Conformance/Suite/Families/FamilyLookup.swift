extension Family {
  /// Members by their ids, with * for any text, in every version that the definitions describe.
  package static func members(fitting pattern: String) -> [Case] {
    guard pattern.contains("/") else { return [] }
    var selection = Selection()
    selection.patterns = [pattern]
    return selection.members(of: all, scope: .described).flatMap(\.members)
  }

  /// A family by its name, the report of error codes among them.
  package static func named(_ name: String) -> Family? {
    (all + [errorTable]).first { $0.name == name.uppercased() }
  }
}
