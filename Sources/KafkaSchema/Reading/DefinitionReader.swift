/// Reads one definition file. The notation is described in `protocol/README.md`.
package struct DefinitionReader {
  private let file: String
  private var lines: [Line]
  private var position = 0

  /// A line that says something: neither blank nor a comment.
  private struct Line {
    var number: Int
    /// Levels of two spaces.
    var indent: Int
    var words: [Substring]
  }

  package static func read(_ text: String, file: String) throws(DefinitionError) -> Definition {
    var reader = try DefinitionReader(text, file: file)
    return try reader.definition()
  }

  private init(_ text: String, file: String) throws(DefinitionError) {
    self.file = file
    lines = []
    var number = 0
    for raw in text.split(separator: "\n", omittingEmptySubsequences: false) {
      number += 1
      let content = raw.drop { $0 == " " }
      if content.isEmpty || content.hasPrefix("#") { continue }
      let spaces = raw.count - content.count
      let words = content.split(separator: " ", omittingEmptySubsequences: false)
      guard spaces.isMultiple(of: 2) else {
        throw DefinitionError(
          file: file, line: number, message: "indented by \(spaces) spaces, expected a multiple of 2")
      }
      guard !words.contains(where: \.isEmpty) else {
        throw DefinitionError(file: file, line: number, message: "words are separated by one space")
      }
      lines.append(Line(number: number, indent: spaces / 2, words: words))
    }
  }

  private func fail(_ line: Line?, _ message: String) -> DefinitionError {
    DefinitionError(file: file, line: line?.number ?? 0, message: message)
  }

  private var current: Line? { position < lines.count ? lines[position] : nil }

  // MARK: File and blocks

  private mutating func definition() throws(DefinitionError) -> Definition {
    guard let line = current, line.indent == 0 else { throw fail(current, "expected what the file defines") }
    position += 1
    let (kind, name) = try heading(line)
    var messages = [MessageDefinition]()
    while let line = current {
      guard line.indent == 0 else { throw fail(line, "expected a block, found an indented line") }
      let message = try block(of: name)
      guard !messages.contains(where: { $0.role == message.role }) else {
        throw fail(line, "a second block '\(message.role.rawValue)'")
      }
      messages.append(message)
    }
    let expected: [MessageDefinition.Role] =
      switch kind {
      case .api: [.request, .response]
      case .record: [.key, .value]
      case .entry, .header, .data: [.body]
      }
    guard messages.map(\.role) == expected else {
      throw fail(nil, "expected the blocks \(expected.map(\.rawValue).joined(separator: ", "))")
    }
    return Definition(kind: kind, name: name, path: file, messages: messages)
  }

  private func heading(_ line: Line) throws(DefinitionError) -> (Definition.Kind, String) {
    var words = line.words.map(String.init)
    let kind = words.removeFirst()
    func attribute(_ name: String) throws(DefinitionError) -> String {
      guard let word = words.last, words.count == 1, word.hasPrefix(name + "=") else {
        throw fail(line, "expected \(name)=…")
      }
      return String(word.dropFirst(name.count + 1))
    }
    switch kind {
    case "api", "record", "entry":
      guard words.count == 3 else { throw fail(line, "expected '\(kind) NUMBER NAME' and one attribute") }
      let number = words.removeFirst()
      let name = words.removeFirst()
      switch kind {
      case "api":
        guard let key = Int16(number) else { throw fail(line, "'\(number)' is no API key") }
        return (.api(key: key, listeners: try attribute("listeners").split(separator: ",").map(String.init)), name)
      case "record":
        guard let id = Int16(number) else { throw fail(line, "'\(number)' is no record id") }
        return (.record(id: id, log: try attribute("log")), name)
      default:
        guard let id = UInt32(number) else { throw fail(line, "'\(number)' is no entry id") }
        return (.entry(id: id, log: try attribute("log")), name)
      }
    case "header", "data":
      guard words.count == 1 else { throw fail(line, "expected '\(kind) NAME'") }
      return (kind == "header" ? .header : .data, words[0])
    default:
      throw fail(line, "'\(kind)' is none of api, record, entry, header, data")
    }
  }

  /// A message and the shared structs behind it.
  private mutating func block(of name: String) throws(DefinitionError) -> MessageDefinition {
    let line = lines[position]
    guard let role = MessageDefinition.Role(rawValue: String(line.words[0])) else {
      throw fail(line, "'\(line.words[0])' is none of request, response, key, value, body")
    }
    position += 1
    let suffix =
      switch role {
      case .request: "Request"
      case .response: "Response"
      case .key: "Key"
      case .value: "Value"
      case .body: ""
      }
    var message = MessageDefinition(
      role: role, name: name + suffix, versions: .none, supported: .none, next: .none, flexible: .none,
      unstable: .none, header: nil, structs: [])
    try attributes(of: &message, line)

    var structs = [StructDefinition(name: message.name, versions: message.versions, fields: [])]
    try fields(of: 0, indent: 1, versions: message.versions, into: &structs)
    while let line = current, line.indent == 0, line.words[0] == "struct" {
      guard line.words.count == 2 else { throw fail(line, "expected 'struct NAME'") }
      position += 1
      try open(String(line.words[1]), versions: message.versions, line, in: &structs)
      try fields(of: structs.count - 1, indent: 1, versions: message.versions, into: &structs)
    }
    for structure in structs {
      for field in structure.fields {
        if let name = field.type.structName, !structs.contains(where: { $0.name == name }) {
          throw fail(line, "struct \(name), the type of \(field.name), is not defined in this block")
        }
      }
    }
    if let name = selfContaining(structs) { throw fail(line, "struct \(name) contains itself") }
    message.structs = structs
    return message
  }

  /// A struct that has itself among the types below it, which no value could have an end in.
  private func selfContaining(_ structs: [StructDefinition]) -> String? {
    func reaches(_ name: String, from structure: StructDefinition, depth: Int) -> Bool {
      // A path longer than the number of structs goes in a circle elsewhere.
      guard depth <= structs.count else { return false }
      return structure.fields.compactMap(\.type.structName).contains { part in
        part == name
          || structs.first { $0.name == part }.map { reaches(name, from: $0, depth: depth + 1) } ?? false
      }
    }
    return structs.first { reaches($0.name, from: $0, depth: 0) }?.name
  }

  private func attributes(of message: inout MessageDefinition, _ line: Line) throws(DefinitionError) {
    var given = [Substring: Substring]()
    for word in line.words.dropFirst() {
      guard let equals = word.firstIndex(of: "=") else { throw fail(line, "expected NAME=VALUE, found '\(word)'") }
      guard given.updateValue(word[word.index(after: equals)...], forKey: word[..<equals]) == nil else {
        throw fail(line, "'\(word[..<equals])' is given twice")
      }
    }
    func versions(_ name: Substring) throws(DefinitionError) -> VersionSet? {
      guard let text = given.removeValue(forKey: name) else { return nil }
      guard let set = VersionSet(text) else { throw fail(line, "'\(text)' is no version range") }
      return set
    }
    guard let described = try versions("versions"), described.ranges.count == 1 else {
      throw fail(line, "expected versions=… with one range")
    }
    message.versions = described
    message.supported = try versions("supported") ?? described
    message.next = try versions("next") ?? message.supported
    guard let flexible = try versions("flexible") else { throw fail(line, "expected flexible=…") }
    message.flexible = flexible.intersection(described)
    message.unstable = try versions("unstable") ?? .none
    if let text = given.removeValue(forKey: "header") {
      let parts = text.split(separator: "@", maxSplits: 1)
      guard let headerVersion = Int16(parts[0]), let range = parts.count == 1 ? described : VersionSet(parts[1]) else {
        throw fail(line, "'\(text)' is no header version")
      }
      message.header = .init(headerVersion: headerVersion, versions: range)
    }
    if let name = given.keys.sorted().first { throw fail(line, "unknown attribute '\(name)'") }
  }

  private func open(
    _ name: String, versions: VersionSet, _ line: Line, in structs: inout [StructDefinition]
  ) throws(DefinitionError) {
    guard !structs.contains(where: { $0.name == name }) else { throw fail(line, "a second struct \(name)") }
    structs.append(StructDefinition(name: name, versions: versions, fields: []))
  }

  // MARK: Fields

  /// The lines indented by `indent` or more, as fields of `structs[owner]`.
  private mutating func fields(
    of owner: Int, indent: Int, versions: VersionSet, into structs: inout [StructDefinition]
  ) throws(DefinitionError) {
    while let line = current, line.indent >= indent {
      guard line.indent == indent else {
        throw fail(line, "indented by \(line.indent) levels, expected \(indent)")
      }
      position += 1
      let field = try FieldReader(file: file, line: line.number, words: line.words, versions: versions).read()
      guard !structs[owner].fields.contains(where: { $0.name == field.name }) else {
        throw fail(line, "a second field \(field.name)")
      }
      structs[owner].fields.append(field)
      guard let below = current, below.indent > indent else { continue }
      guard let name = field.type.structName else {
        throw fail(below, "\(field.name) is no struct and has no fields")
      }
      try open(name, versions: field.versions, line, in: &structs)
      try fields(of: structs.count - 1, indent: indent + 1, versions: field.versions, into: &structs)
    }
  }
}
