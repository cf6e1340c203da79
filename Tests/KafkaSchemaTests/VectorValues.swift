import Foundation
import KafkaSchema
import KafkaWire
import NIOCore
import TestSupport

/// What a vector says about itself.
struct VectorHead: Decodable {
  var kind: String
  var apiKey: Int16?
  var version: Int16
  var hex: String
}

/// The values of a vector: its `json`, read by the definition of its message.
struct VectorValues: DecodableWithConfiguration {
  var json: JSONStructure

  private enum Key: String, CodingKey {
    case json
  }

  init(from decoder: any Decoder, configuration context: JSONStructure.Context) throws {
    json = try decoder.container(keyedBy: Key.self).decode(JSONStructure.self, forKey: .json, configuration: context)
  }
}

struct JSONStructure: DecodableWithConfiguration {
  struct Context {
    var message: MessageDefinition
    var structure: StructDefinition
    var version: Int16

    func inside(_ name: String) -> Context {
      var inner = self
      inner.structure = message.structure(name) ?? inner.structure
      return inner
    }
  }

  struct Name: CodingKey {
    var stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  struct UnexpectedKeys: Error {
    var names: [String]
  }

  var value = Structure()

  init(from decoder: any Decoder, configuration context: Context) throws {
    let container = try decoder.container(keyedBy: Name.self)
    var names = Set(container.allKeys.map(\.stringValue))
    for field in context.structure.fields where field.versions.contains(context.version) {
      names.remove(field.name)
      let key = Name(stringValue: field.name)
      value.fields.append(.init(name: field.name, value: try Self.value(in: container, key, field.type, context)))
    }
    if names.remove("_tags") != nil {
      let tags = try container.decode([String: String].self, forKey: Name(stringValue: "_tags"))
      value.unknownTaggedFields = tags.compactMap { tag, hex in
        UInt32(tag).map { UnknownTaggedField(tag: $0, bytes: ByteBuffer(hex: hex)) }
      }.sorted { $0.tag < $1.tag }
    }
    if !names.isEmpty { throw UnexpectedKeys(names: names.sorted()) }
  }

  private static func value(
    in container: KeyedDecodingContainer<Name>, _ key: Name, _ type: FieldType, _ context: Context
  ) throws -> Value {
    if try container.decodeNil(forKey: key) { return .null }
    switch type {
    case .bool: return .bool(try container.decode(Bool.self, forKey: key))
    case .float64: return .float(try container.decode(Double.self, forKey: key))
    case .int8, .int16, .uint16, .int32, .uint32, .int64: return .integer(try container.decode(Int64.self, forKey: key))
    case .string, .uuid, .bytes, .records: return try value(of: container.decode(String.self, forKey: key), type)
    case .structure(let name):
      return .structure(
        try container.decode(JSONStructure.self, forKey: key, configuration: context.inside(name)).value)
    case .array(let element):
      var elements = try container.nestedUnkeyedContainer(forKey: key)
      var values = [Value]()
      while !elements.isAtEnd { values.append(try value(in: &elements, element, context)) }
      return .array(values)
    }
  }

  private static func value(
    in elements: inout any UnkeyedDecodingContainer, _ type: FieldType, _ context: Context
  ) throws -> Value {
    switch type {
    case .string, .uuid, .bytes, .records: return try value(of: elements.decode(String.self), type)
    case .structure(let name):
      return .structure(try elements.decode(JSONStructure.self, configuration: context.inside(name)).value)
    default: return .integer(try elements.decode(Int64.self))
    }
  }

  private static func value(of text: String, _ type: FieldType) throws -> Value {
    switch type {
    case .string: return .string(text)
    case .uuid:
      let digits = text.replacing("-", with: "")
      return .uuid(
        KafkaUUID(
          mostSignificantBits: UInt64(digits.prefix(16), radix: 16) ?? 0,
          leastSignificantBits: UInt64(digits.suffix(16), radix: 16) ?? 0))
    default: return .bytes(ByteBuffer(hex: text))
    }
  }
}
