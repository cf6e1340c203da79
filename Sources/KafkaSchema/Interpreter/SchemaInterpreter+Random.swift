package import KafkaWire
import NIOCore

extension SchemaInterpreter {
  /// A value of `version` with every field that it has: edges and ordinary values, nulls, short and longer arrays,
  /// now and then tags that nobody knows. The same for the same source.
  package func randomValue(version: Int16, using random: inout RandomSource) -> Structure {
    randomStructure(message.root, version, depth: 0, &random)
  }

  private func randomStructure(
    _ definition: StructDefinition, _ version: Int16, depth: Int, _ random: inout RandomSource
  ) -> Structure {
    var result = Structure()
    for field in definition.fields where field.versions.contains(version) {
      let value: Value
      if field.isTagged(in: version), chance(1, of: 3, &random) {
        value = defaultValue(of: field, in: version)
      } else if field.nullable.contains(version), chance(1, of: 4, &random) {
        value = .null
      } else {
        value = randomValue(of: field.type, version, depth: depth, &random)
      }
      result.fields.append(.init(name: field.name, value: value))
    }
    if message.flexible.contains(version), chance(1, of: 8, &random) {
      for tag in 0..<UInt32.random(in: 1...2, using: &random) {
        let bytes = randomBytes(upTo: 150, &random)
        result.unknownTaggedFields.append(UnknownTaggedField(tag: 100 + tag * 1_000, bytes: bytes))
      }
    }
    return result
  }

  private func randomValue(
    of type: FieldType, _ version: Int16, depth: Int, _ random: inout RandomSource
  ) -> Value {
    switch type {
    case .bool: return .bool(Bool.random(using: &random))
    case .int8: return randomInteger(Int8.self, &random)
    case .int16: return randomInteger(Int16.self, &random)
    case .uint16: return randomInteger(UInt16.self, &random)
    case .int32: return randomInteger(Int32.self, &random)
    case .uint32: return randomInteger(UInt32.self, &random)
    case .int64: return randomInteger(Int64.self, &random)
    case .float64: return .float(Double.random(in: -1e9...1e9, using: &random))
    case .string: return .string(randomText(&random))
    case .uuid: return .uuid(chance(1, of: 4, &random) ? .zero : KafkaUUID.random(using: &random))
    case .bytes, .records: return .bytes(randomBytes(upTo: 200, &random))
    case .structure(let name):
      return .structure(randomStructure(structure(name), version, depth: depth + 1, &random))
    case .array(let element):
      // Sometimes more than a count of one byte can say, but only where it does not multiply.
      let isLong = element.structName == nil && depth < 2 && chance(1, of: 16, &random)
      let count = isLong ? 130 : Int.random(in: 0...(depth < 2 ? 3 : 1), using: &random)
      return .array((0..<count).map { _ in randomValue(of: element, version, depth: depth, &random) })
    }
  }

  private func randomInteger<Number: FixedWidthInteger>(_: Number.Type, _ random: inout RandomSource) -> Value {
    let choices: [Number] = [0, 1, .max, .min, Number(truncatingIfNeeded: -1)]
    let number = chance(1, of: 2, &random) ? choices.randomElement(using: &random) : nil
    return .integer(Int64(number ?? Number.random(in: .min ... .max, using: &random)))
  }

  private func randomText(_ random: inout RandomSource) -> String {
    switch UInt8.random(in: 0..<8, using: &random) {
    case 0: ""
    case 1: String(repeating: "k", count: Int.random(in: 120...300, using: &random))
    case 2: "grüße"
    case 3: "日本"
    case 4: "🙂 \u{0}\n"
    default: "topic-\(UInt16.random(in: 0...999, using: &random))"
    }
  }

  private func randomBytes(upTo limit: Int, _ random: inout RandomSource) -> ByteBuffer {
    let count = Int.random(in: 0...limit, using: &random)
    return ByteBuffer(bytes: (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) })
  }

  private func chance(_ part: UInt8, of whole: UInt8, _ random: inout RandomSource) -> Bool {
    UInt8.random(in: 0..<whole, using: &random) < part
  }
}
