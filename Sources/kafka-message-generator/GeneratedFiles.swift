import KafkaSchema

/// Everything the generator reads, as text: paths are relative to the folder `protocol`.
package struct ProtocolText {
  package var messages: [(path: String, text: String)]
  package var errors: String
  package var releases: String

  package init(messages: [(path: String, text: String)], errors: String, releases: String) {
    self.messages = messages.sorted { $0.path < $1.path }
    self.errors = errors
    self.releases = releases
  }
}

/// Everything the generator writes, by path below `Sources`. Makes text from text; files are somebody else's work.
package struct GeneratedFiles {
  package private(set) var textByPath: [String: String] = [:]

  package init(from source: ProtocolText) throws {
    var definitions = [Definition]()
    for file in source.messages { definitions.append(try DefinitionReader.read(file.text, file: file.path)) }
    let catalog = try Catalog(definitions)
    let keys = definitions.compactMap { definition -> Int16? in
      if case .api(let key, _) = definition.kind { key } else { nil }
    }
    let releases = try ReleaseRows.read(source.releases)
    guard keys.sorted() == releases.rows.map(\.key) else {
      throw GenerationError("releases.txt and the definitions do not have the same API keys")
    }

    for definition in definitions {
      add("KafkaMessages/\(try Placement.file(of: definition))", try MessageText.file(for: definition))
    }
    add("KafkaMessages/MessageCatalog+Table.swift", TableText.messageCatalog(catalog))
    add("KafkaWire/ApiKey+Table.swift", TableText.apiKeys(catalog))
    add("KafkaWire/ErrorCode+Table.swift", TableText.errorCodes(try ErrorRow.rows(of: source.errors)))
    add("KafkaWire/ReleaseTable+Table.swift", TableText.releases(releases, catalog))
    add("KafkaSchema/Generated/Definitions.swift", TableText.definitions(source.messages))
  }

  private mutating func add(_ path: String, _ text: String) {
    textByPath[path] = text
  }

  /// What the first line of every generated file begins with.
  package static let firstWords = "// Generated from "
}
