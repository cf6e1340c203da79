package import KafkaSchema
package import KafkaWire

/// The suite's own view of the protocol: interpreters of the definitions, never the generated code.
package enum Definitions {
  struct Api: Sendable {
    let name: String
    let request: SchemaInterpreter
    let response: SchemaInterpreter
    let listeners: [String]
  }

  private static let apis: [Int16: Api] = {
    guard case .success(let catalog) = Catalog.builtIn else { return [:] }
    var apis: [Int16: Api] = [:]
    for definition in catalog.definitions {
      guard case .api(let key, let listeners) = definition.kind, let request = definition.message(.request),
        let response = definition.message(.response)
      else { continue }
      apis[key] = Api(
        name: definition.name, request: SchemaInterpreter(request), response: SchemaInterpreter(response),
        listeners: listeners)
    }
    return apis
  }()

  static func api(_ key: ApiKey) -> Api? { apis[key.rawValue] }

  /// Every API that clients may call, by number.
  package static var clientApis: [ApiKey] {
    apis.filter { $0.value.listeners.contains("broker") }.keys.sorted().map { ApiKey(rawValue: $0) }
  }

  package static var allApis: [ApiKey] { apis.keys.sorted().map { ApiKey(rawValue: $0) } }

  package static func request(_ key: ApiKey) -> MessageDefinition? { apis[key.rawValue]?.request.message }
  package static func response(_ key: ApiKey) -> MessageDefinition? { apis[key.rawValue]?.response.message }

  package static func requestInterpreter(_ key: ApiKey) -> SchemaInterpreter? { apis[key.rawValue]?.request }
  package static func responseInterpreter(_ key: ApiKey) -> SchemaInterpreter? { apis[key.rawValue]?.response }

  /// Decodes any message of the catalog by its name, e.g. `ConsumerProtocolSubscription`.
  package static func interpreter(_ name: String) -> SchemaInterpreter? {
    guard case .success(let catalog) = Catalog.builtIn, let message = catalog.message(name) else { return nil }
    return SchemaInterpreter(message)
  }
}
