package import KafkaSchema
import KafkaWire
import NIOCore

/// A field of a minimal request and the way to it: through first elements of lists.
package struct RequestField: Sendable {
  package var path: [String]
  package var definition: FieldDefinition
  /// What the minimal request has there; nil for the default.
  package var value: Value?

  /// `Topics.Partitions.PartitionIndex`
  package var name: String { path.joined(separator: ".") }
}

/// Finds the fields of requests by their definitions.
package enum RequestWalk {
  /// Every field that the version has, structs and lists in front of what is in them. What is in a list that the
  /// minimal request leaves empty is not reached.
  package static func fields(_ pair: FamilyScope.Pair) -> [RequestField] {
    guard let message = Definitions.request(pair.api), let body = body(pair) else { return [] }
    var found: [RequestField] = []
    func walk(_ structure: StructDefinition, _ value: Structure, _ path: [String]) {
      for field in structure.fields where field.versions.contains(pair.version) {
        let current = value[field.name]
        let path = path + [field.name]
        found.append(RequestField(path: path, definition: field, value: current))
        guard let inner = field.type.structName.flatMap({ message.structure($0) }) else { continue }
        switch (field.type, current) {
        case (.array, .array(let elements)):
          if case .structure(let first)? = elements.first { walk(inner, first, path) }
        case (.structure, .structure(let present)): walk(inner, present, path)
        case (.structure, nil) where field.defaultValue != .null: walk(inner, Structure(), path)
        default: continue
        }
      }
    }
    walk(message.root, body, [])
    return found
  }

  /// The minimal request with nominal names; nil where there is none.
  package static func body(_ pair: FamilyScope.Pair) -> Structure? {
    guard case .structure(let body)? = MinimalRequest.body(pair.api, version: pair.version, .nominal) else {
      return nil
    }
    return body
  }

  /// How many bytes the body of the minimal request has.
  package static func size(_ pair: FamilyScope.Pair) -> Int {
    guard let body = body(pair), let interpreter = Definitions.requestInterpreter(pair.api) else { return 0 }
    return (try? interpreter.encode(body, version: pair.version).readableBytes) ?? 0
  }
}

extension Value {
  /// The value with another one at the end of the path; structs that are not there yet are made.
  package func replacing(_ path: some Collection<String>, _ change: (Value?) -> Value) -> Value {
    guard let name = path.first else { return change(self) }
    switch self {
    case .array(var elements):
      guard !elements.isEmpty else { return self }
      elements[0] = elements[0].replacing(path, change)
      return .array(elements)
    case .structure(var structure):
      let rest = path.dropFirst()
      if rest.isEmpty {
        structure[name] = change(structure[name])
      } else {
        structure[name] = (structure[name] ?? .structure(Structure())).replacing(rest, change)
      }
      return .structure(structure)
    default: return self
    }
  }
}

extension DecodedField {
  /// The field at the end of the path, through first elements of lists.
  package func field(_ path: some Collection<String>) -> DecodedField? {
    guard let name = path.first else { return self }
    if type.hasPrefix("[]") { return children.first?.field(path) }
    return children.first { $0.name == name }?.field(path.dropFirst())
  }
}
