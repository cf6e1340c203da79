package import KafkaSchema

/// The Swift of the tables: API keys, error codes, releases, and which message belongs to which number.
package enum TableText {
  package static func apiKeys(_ catalog: Catalog) -> String {
    var source = SourceText(from: "protocol/messages/api")
    source.block("extension ApiKey") { source in
      let apis = apis(of: catalog)
      for (key, definition, _) in apis {
        let name = SwiftName.property(definition.name)
        source.line("@inlinable public static var \(SwiftName.declared(name)): ApiKey { ApiKey(rawValue: \(key)) }")
      }
      source.line()
      source.line("/// Every API that has a definition, by number.")
      source.line("public static var all: [ApiKey] { names.indices.map { ApiKey(rawValue: Int16($0)) } }")
      source.line()
      source.line("static let names: [String] = [")
      source.indented { source in
        for (_, definition, _) in apis { source.line("\"\(definition.name)\",") }
      }
      source.line("]")
    }
    return source.text
  }

  package static func errorCodes(_ rows: [ErrorRow]) -> String {
    var source = SourceText(from: "protocol/errors.txt")
    source.block("extension ErrorCode") { source in
      for row in rows {
        let name = SwiftName.property(screaming: row.name)
        source.line("/// \(sentence(on: row))")
        source.line(
          "@inlinable public static var \(SwiftName.declared(name)): ErrorCode { ErrorCode(rawValue: \(row.code)) }")
      }
      source.line()
      source.line("/// Every code known, from -1 up.")
      source.line("public static var all: [ErrorCode] { entries.indices.map { ErrorCode(rawValue: Int16($0) - 1) } }")
      source.line()
      source.line("static let entries: [Entry] = [")
      source.indented { source in
        for row in rows {
          source.line(
            "Entry(\"\(row.name)\", retriable: \(row.isRetriable), refresh: \(row.refreshes), .\(row.classification),"
              + " since: \(literal(row.since)), was: \(literal(row.was))),")
        }
      }
      source.line("]")
    }
    return source.text
  }

  private static func sentence(on row: ErrorRow) -> String {
    var parts = ["Code \(row.code)"]
    if row.classification != "ok", row.classification != "other" { parts.append(row.classification) }
    if row.refreshes { parts.append("refreshes metadata") }
    if let since = row.since { parts.append("since \(since)") }
    return parts.joined(separator: ", ") + "."
  }

  private static func literal(_ text: String?) -> String {
    text.map { "\"\($0)\"" } ?? "nil"
  }

  /// Runs of releases with the same versions, five numbers each; `ReleaseTable` says what they mean.
  package static func releases(_ table: ReleaseRows, _ catalog: Catalog) -> String {
    var source = SourceText(from: "protocol/releases.txt and protocol/messages/api")
    source.block("extension KafkaRelease") { source in
      source.line("static let names: [String] = [")
      source.indented { $0.line(table.releases.map { "\"\($0)\"" }.joined(separator: ", ") + ",") }
      source.line("]")
    }
    source.line()
    source.block("extension ReleaseTable") { source in
      source.line("/// Who answers, by API key: the raw values of `Listeners`.")
      source.line("static let listenersByApi: [UInt8] = [")
      source.indented { source in
        for (_, definition, listeners) in apis(of: catalog) {
          source.line("\(bits(of: listeners)),  // \(definition.name)")
        }
      }
      source.line("]")
      source.line()
      source.line("static let table: [Int16] = [")
      source.indented { source in
        for row in table.rows {
          source.line("// \(row.name)")
          var before: ReleaseRows.Versions?
          for (release, versions) in row.versions.enumerated() where versions != before {
            let numbers: [Int16] =
              versions.map { [$0.first, $0.last, $0.newestIsUnstable ? 1 : 0] } ?? [-1, -1, 0]
            source.line(
              "\(row.key), \(release), \(numbers[0]), \(numbers[1]), \(numbers[2]),")
            before = versions
          }
        }
      }
      source.line("]")
    }
    return source.text
  }

  private static func bits(of listeners: [String]) -> Int {
    listeners.reduce(0) { bits, name in
      switch name {
      case "broker": bits | 1
      case "controller": bits | 2
      case "zkBroker": bits | 4
      default: bits
      }
    }
  }

  /// Which type decodes what.
  package static func messageCatalog(_ catalog: Catalog) -> String {
    var source = SourceText(from: "protocol/messages")
    source.line("public import KafkaWire")
    source.line()
    source.block("extension MessageCatalog") { source in
      source.line("/// The request of an API; nil for an API without a definition.")
      source.block("public static func request(of api: ApiKey) -> (any KafkaRequest.Type)?") { source in
        source.switchBlock("switch api.rawValue") { source in
          for (key, definition, _) in apis(of: catalog) {
            source.line("case \(key): \(definition.name)Request.self")
          }
          source.line("default: nil")
        }
      }
      source.line()
      source.line("/// The key of a record in a coordinator's topic; nil for a type without a definition.")
      source.block(
        "public static func key(ofRecord type: Int16, in log: CoordinatorLog) -> (any CoordinatorKey.Type)?"
      ) { source in
        source.switchBlock("switch (log, type)") { source in
          for definition in catalog.definitions {
            guard case .record(let id, let log) = definition.kind else { continue }
            source.line("case (.\(MessageText.logName(log)), \(id)): \(definition.name)Key.self")
          }
          source.line("default: nil")
        }
      }
      source.line()
      source.line("/// The body of a log entry; nil for a type without a definition.")
      source.block(
        "public static func entry(_ type: UInt32, in log: EntryLog) -> (any LogEntry.Type)?"
      ) { source in
        source.switchBlock("switch (log, type)") { source in
          for definition in catalog.definitions {
            guard case .entry(let id, let log) = definition.kind else { continue }
            source.line("case (.\(MessageText.logName(log)), \(id)): \(definition.name).self")
          }
          source.line("default: nil")
        }
      }
      source.line()
      source.line("/// Every message there is, by name.")
      source.line("public static let all: [any KafkaMessage.Type] = [")
      source.indented { source in
        for name in catalog.definitions.flatMap({ $0.messages.map(\.name) }).sorted() {
          source.line("\(name).self,")
        }
      }
      source.line("]")
    }
    return source.text
  }

  /// The definitions themselves, as `Catalog(bundle:)` reads them; comments and blank lines are left out.
  package static func definitions(_ files: [(path: String, text: String)]) -> String {
    var source = SourceText(from: "protocol/messages")
    source.line("/// All definitions, joined; see `Catalog.init(bundle:)`.")
    source.line("let definitionText = #\"\"\"")
    for file in files {
      source.indented { $0.line("=== \(file.path)") }
      for line in file.text.split(separator: "\n") where !line.drop(while: { $0 == " " }).isEmpty {
        source.indented { $0.line(String(line)) }
      }
    }
    source.indented { $0.line("\"\"\"#") }
    return source.text
  }

  private static func apis(of catalog: Catalog) -> [(key: Int16, definition: Definition, listeners: [String])] {
    catalog.definitions.compactMap { definition in
      guard case .api(let key, let listeners) = definition.kind else { return nil }
      return (key, definition, listeners)
    }.sorted { $0.key < $1.key }
  }
}
