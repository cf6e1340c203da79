import KafkaSchema

/// The two methods that read and write a struct: straight code, one statement a field.
enum CodecText {
  // MARK: Reading

  static func decoding(_ structure: StructPlan, checking plan: MessagePlan?, into source: inout SourceText) {
    source.block("public init(from reader: inout WireReader, version: Int16) throws(WireError)") { source in
      opening(structure, "reader", checking: plan, into: &source)
      for group in structure.groups {
        conditional(group.condition, into: &source) { source in
          for property in group.properties { source.line("self.\(property.name) = \(reading(property))") }
        }
      }
      conditional(structure.flexible, flexible: true, into: &source) { source in
        tagSectionDecoding(structure, into: &source)
      }
    }
  }

  private static func tagSectionDecoding(_ structure: StructPlan, into source: inout SourceText) {
    if structure.tagged.isEmpty {
      source.line("self.unknownTaggedFields = try reader.readUnknownTaggedFields()")
      return
    }
    source.block("for _ in 0..<(try reader.readTagCount())") { source in
      source.switchBlock("switch try reader.readTag()") { source in
        for tagged in structure.tagged {
          let property = tagged.property
          switch tagged.condition {
          case .always, .never: source.line("case \(tagged.tag):")
          case .test(let text): source.line("case \(tagged.tag) where \(text):")
          }
          source.indented { source in
            source.line("let behind = try reader.beginTaggedField(\"\(property.name)\")")
            source.line("self.\(property.name) = \(reading(property))")
            source.line("try reader.endTaggedField(behind, \"\(property.name)\")")
          }
        }
        source.line("case let tag:")
        source.indented { source in
          source.line("self.unknownTaggedFields.append(try reader.readUnknownTaggedField(tag))")
        }
      }
    }
  }

  private static func reading(_ property: PropertyPlan) -> String {
    let name = "\"\(property.name)\""
    let nullable = property.isOptional ? "Nullable" : ""
    let form = property.lengthForm
    switch property.field.type {
    case .bool, .int8, .int16, .uint16, .int32, .uint32, .int64, .float64, .uuid:
      return "try reader.read\(methodName(property.field.type))(\(name))"
    case .string:
      return "try reader.read\(nullable)String(\(form), \(property.nullability)\(name))"
    case .bytes, .records:
      return "try reader.read\(nullable)Bytes(\(form), \(property.nullability)\(name))"
    case .structure:
      let value = "\(property.type)(from: &reader, version: version)"
      guard property.isOptional else { return "try \(value)" }
      let presence = property.field.tag == nil ? "readPresence" : "readTaggedPresence"
      return "try reader.\(presence)(\(property.nullability)\(name)) ? \(value) : nil"
    case .array(.structure):
      return
        "try reader.read\(nullable)Structs(\(form), version, \(property.nullability)elementSize: \(property.elementSize),"
        + " \(name))"
    case .array(let element):
      return "try reader.read\(nullable)\(methodName(element))Array(\(form), \(property.nullability)\(name))"
    }
  }

  // MARK: Writing

  static func encoding(_ structure: StructPlan, checking plan: MessagePlan?, into source: inout SourceText) {
    source.block("public func encode(to writer: inout WireWriter, version: Int16) throws(WireError)") { source in
      opening(structure, "writer", checking: plan, into: &source)
      for group in structure.groups {
        let refused = group.properties.filter { !$0.field.isIgnorable }
        conditional(group.condition, refusing: refused.map(Refusal.init), into: &source) { source in
          for property in group.properties { source.line(writing(property)) }
        }
      }
      for tagged in structure.tagged where !tagged.property.field.isIgnorable {
        guard case .test(let text) = tagged.condition else { continue }
        let refusal = Refusal(tagged.property)
        source.block("if !(\(text)), \(refusal.test)") { $0.line(refusal.statement) }
      }
      let refusal = Refusal(test: "!self.unknownTaggedFields.isEmpty", name: "unknownTaggedFields")
      conditional(structure.flexible, flexible: true, refusing: [refusal], into: &source) { source in
        tagSectionEncoding(structure, into: &source)
      }
    }
  }

  /// What happens where a version has no place for a field: an error, if the field holds something.
  private struct Refusal {
    var test: String
    var name: String

    init(test: String, name: String) {
      self.test = test
      self.name = name
    }

    init(_ property: PropertyPlan) {
      self.init(test: property.differsFromDefault, name: property.name)
    }

    var statement: String { "throw writer.error(.fieldNotInVersion(version), \"\(name)\")" }
  }

  private static func tagSectionEncoding(_ structure: StructPlan, into source: inout SourceText) {
    if structure.tagged.isEmpty {
      source.line("writer.writeTagSection(self.unknownTaggedFields)")
      return
    }
    source.line("var tagCount = self.unknownTaggedFields.count")
    for tagged in structure.tagged {
      let property = tagged.property
      let test =
        switch tagged.condition {
        case .always, .never: property.differsFromDefault
        case .test(let text): "\(text) && \(property.differsFromDefault)"
        }
      source.line("let has\(capitalized(property.name)) = \(test)")
      source.line("if has\(capitalized(property.name)) { tagCount += 1 }")
    }
    source.line("writer.writeUnsignedVarint(UInt32(tagCount))")
    let canInterleave = structure.tagged.contains { $0.tag > 0 }
    if canInterleave { source.line("var unknown = self.unknownTaggedFields[...]") }
    for tagged in structure.tagged {
      let property = tagged.property
      if tagged.tag > 0 { source.line("writer.writeUnknownTaggedFields(&unknown, below: \(tagged.tag))") }
      source.block("if has\(capitalized(property.name))") { source in
        source.line("let place = writer.beginTaggedField(\(tagged.tag))")
        source.line(writing(property))
        source.line("writer.endTaggedField(place)")
      }
    }
    source.line("writer.writeUnknownTaggedFields(\(canInterleave ? "unknown" : "self.unknownTaggedFields[...]"))")
  }

  private static func writing(_ property: PropertyPlan) -> String {
    let name = "\"\(property.name)\""
    let value = "self.\(property.name)"
    let nullable = property.isOptional ? "Nullable" : ""
    let form = property.lengthForm
    switch property.field.type {
    case .bool, .int8, .int16, .uint16, .int32, .uint32, .int64, .float64, .uuid:
      return "writer.write\(methodName(property.field.type))(\(value))"
    case .string:
      return "try writer.write\(nullable)String(\(value), \(form), \(property.nullability)\(name))"
    case .bytes, .records:
      return "try writer.write\(nullable)Bytes(\(value), \(form), \(property.nullability)\(name))"
    case .structure:
      guard property.isOptional else { return "try \(value).encode(to: &writer, version: version)" }
      let presence = property.field.tag == nil ? "writeNullableStruct" : "writeTaggedNullableStruct"
      return "try writer.\(presence)(\(value), version, \(property.nullability)\(name))"
    case .array(.structure):
      return "try writer.write\(nullable)Structs(\(value), \(form), version, \(property.nullability)\(name))"
    case .array(let element):
      return "try writer.write\(nullable)\(methodName(element))Array(\(value), \(form), \(property.nullability)\(name))"
    }
  }

  // MARK: Both

  /// The check of the version, and the constant `flexible` where the code needs it.
  private static func opening(
    _ structure: StructPlan, _ codec: String, checking plan: MessagePlan?, into source: inout SourceText
  ) {
    if let plan { source.line("try \(codec).check(version: version, in: Self.versions, \"\(plan.message.name)\")") }
    if case .test(let text) = structure.flexible { source.line("let flexible = \(text)") }
  }

  /// `body` where the condition holds and the refusals where it does not, with as few tests as possible.
  private static func conditional(
    _ condition: VersionCondition, flexible: Bool = false, refusing refusals: [Refusal] = [],
    into source: inout SourceText, _ body: (inout SourceText) -> Void
  ) {
    switch condition {
    case .always: body(&source)
    case .never: break
    case .test(let text):
      source.block("if \(flexible ? "flexible" : text)", body)
      if refusals.count == 1 {
        source.continueBlock("else if \(refusals[0].test)") { $0.line(refusals[0].statement) }
      } else if refusals.count > 1 {
        source.continueBlock("else") { source in
          for refusal in refusals { source.line("if \(refusal.test) { \(refusal.statement) }") }
        }
      }
    }
  }

  /// The type's part in the names of the reader's and writer's methods.
  private static func methodName(_ type: FieldType) -> String {
    switch type {
    case .float64: "Float64"
    case .uuid: "UUID"
    case .bytes, .records: "Bytes"
    case .structure, .array: "Structs"
    default: PropertyPlan.type(type)
    }
  }

  private static func capitalized(_ name: String) -> String {
    name.prefix(1).uppercased() + name.dropFirst()
  }
}
