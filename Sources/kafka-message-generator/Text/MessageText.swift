package import KafkaSchema

/// The Swift of one definition: its messages with the structs inside them.
package enum MessageText {
  package static func file(for definition: Definition) throws(GenerationError) -> String {
    let plans = try definition.messages.map { message throws(GenerationError) in
      try MessagePlan(message, of: definition)
    }
    var source = SourceText(from: "protocol/messages/\(definition.path)")
    source.line("public import KafkaWire")
    if plans.contains(where: { $0.structs.contains { $0.properties.contains { $0.type == "ByteBuffer" } } }) {
      source.line("public import NIOCore")
    }
    for plan in plans {
      source.line()
      message(plan, into: &source)
    }
    return source.text
  }

  private static func message(_ plan: MessagePlan, into source: inout SourceText) {
    let message = plan.message
    for comment in comments(plan) { source.line("/// \(comment)") }
    source.block("public struct \(message.name): \(conformance(plan))") { source in
      declarations(of: plan.structs[0], into: &source)
      source.line()
      facts(plan, into: &source)
      source.line()
      CodecText.decoding(plan.structs[0], checking: plan, into: &source)
      source.line()
      CodecText.encoding(plan.structs[0], checking: plan, into: &source)
      for structure in plan.structs.dropFirst() {
        source.line()
        source.block("public struct \(structure.name): WireStruct") { source in
          declarations(of: structure, into: &source)
          source.line()
          CodecText.decoding(structure, checking: nil, into: &source)
          source.line()
          CodecText.encoding(structure, checking: nil, into: &source)
        }
      }
    }
  }

  private static func comments(_ plan: MessagePlan) -> [String] {
    let message = plan.message
    var first =
      switch plan.definition.kind {
      case .api(let key, _):
        "\(message.role == .request ? "Request" : "Response") of API \(key), \(plan.definition.name)"
      case .record(let id, let log): "\(message.role == .key ? "Key" : "Value") of record \(id) in `\(log)`"
      case .entry(let id, let log): "Entry \(id) of `\(log)`"
      case .header: "Header of a \(plan.definition.name == "RequestHeader" ? "request" : "response")"
      case .data: "Stored or embedded on its own"
      }
    first += ". Versions \(message.versions), flexible: \(message.flexible)"
    if message.supported != message.versions { first += ", in the newest release: \(message.supported)" }
    return [first + "."]
  }

  private static func conformance(_ plan: MessagePlan) -> String {
    switch (plan.definition.kind, plan.message.role) {
    case (.api, .request): "KafkaRequest"
    case (.api, _): "KafkaResponse"
    case (.record, .key): "CoordinatorKey"
    case (.record, _): "CoordinatorValue"
    case (.entry, _): "LogEntry"
    default: "KafkaMessage"
    }
  }

  private static func declarations(of structure: StructPlan, into source: inout SourceText) {
    let hasTags = structure.flexible != .never
    for property in structure.properties {
      source.line("/// \(property.comment)")
      source.line(
        "public var \(SwiftName.declared(property.name)): \(property.type)\(property.isOptional ? "?" : "")"
          + " = \(property.initialValue)")
    }
    if hasTags {
      source.line("/// Tagged fields that the definition does not know, kept and written back.")
      source.line("public var unknownTaggedFields: [UnknownTaggedField] = []")
    }
    if hasTags || !structure.properties.isEmpty { source.line() }
    source.line("public init() {}")
  }

  private static func facts(_ plan: MessagePlan, into source: inout SourceText) {
    let message = plan.message
    switch (plan.definition.kind, message.role) {
    case (.api, let role):
      if role == .request {
        source.line("public typealias Response = \(plan.definition.name)Response")
        source.line()
      }
      source.line("public static var apiKey: ApiKey { .\(SwiftName.property(plan.definition.name)) }")
    case (.record(let id, let log), let role):
      if role == .key {
        source.line("public typealias Value = \(plan.definition.name)Value")
        source.line()
      }
      source.line("public static var recordType: Int16 { \(id) }")
      source.line("public static var log: CoordinatorLog { .\(logName(log)) }")
    case (.entry(let id, let log), _):
      source.line("public static var entryType: UInt32 { \(id) }")
      source.line("public static var log: EntryLog { .\(logName(log)) }")
    default: break
    }
    source.line("public static var name: String { \"\(message.name)\" }")
    source.line(
      "public static var versions: ClosedRange<Int16> { \(plan.versions.lowerBound)...\(plan.versions.upperBound) }")
    source.line("public static func isFlexible(_ version: Int16) -> Bool { \(plan.flexible.expression) }")
    if case .api = plan.definition.kind {
      source.line(
        "public static func headerVersion(for version: Int16) -> Int16 { \(headerVersion(plan)) }")
    }
  }

  private static func headerVersion(_ plan: MessagePlan) -> String {
    let message = plan.message
    let (flexible, old) = message.role == .request ? (2, 1) : (1, 0)
    let rule =
      switch plan.flexible {
      case .always: "\(flexible)"
      case .never: "\(old)"
      case .test(let text): "\(text) ? \(flexible) : \(old)"
      }
    guard let header = message.header else { return rule }
    switch VersionCondition(header.versions, within: message.versions) {
    case .always: return "\(header.headerVersion)"
    case .never: return rule
    case .test(let text): return "\(text) ? \(header.headerVersion) : \(rule)"
    }
  }

  static func logName(_ log: String) -> String {
    SwiftName.property(screaming: String(log.drop { $0 == "_" }))
  }
}
