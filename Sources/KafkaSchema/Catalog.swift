/// All definitions of the protocol, by name and by number.
package struct Catalog: Sendable {
  package let definitions: [Definition]
  private let messagesByName: [String: MessageDefinition]
  private let apis: [Int16: Definition]

  package init(_ definitions: [Definition]) throws(DefinitionError) {
    self.definitions = definitions
    var names = [String: MessageDefinition]()
    var apis = [Int16: Definition]()
    for definition in definitions {
      for message in definition.messages where names.updateValue(message, forKey: message.name) != nil {
        throw DefinitionError(file: definition.path, line: 0, message: "\(message.name) is defined elsewhere, too")
      }
      if case .api(let key, _) = definition.kind, apis.updateValue(definition, forKey: key) != nil {
        throw DefinitionError(file: definition.path, line: 0, message: "API key \(key) is defined elsewhere, too")
      }
    }
    messagesByName = names
    self.apis = apis
  }

  /// Reads definitions that were joined into one text: each behind a line `=== PATH`.
  package init(bundle: String) throws(DefinitionError) {
    var definitions = [Definition]()
    var path: String?
    var start = bundle.startIndex
    var position = bundle.startIndex
    func add(to end: String.Index) throws(DefinitionError) {
      if let path { definitions.append(try DefinitionReader.read(String(bundle[start..<end]), file: path)) }
    }
    while position < bundle.endIndex {
      let end = bundle[position...].firstIndex(of: "\n") ?? bundle.endIndex
      let next = end < bundle.endIndex ? bundle.index(after: end) : end
      if bundle[position..<end].hasPrefix("=== ") {
        try add(to: position)
        path = String(bundle[position..<end].dropFirst(4))
        start = next
      }
      position = next
    }
    try add(to: bundle.endIndex)
    try self.init(definitions)
  }

  /// The definitions that this binary carries.
  package static let builtIn: Result<Catalog, DefinitionError> = Result { () throws(DefinitionError) in
    try Catalog(bundle: definitionText)
  }

  package func message(_ name: String) -> MessageDefinition? { messagesByName[name] }

  package func api(_ key: Int16) -> Definition? { apis[key] }
}
