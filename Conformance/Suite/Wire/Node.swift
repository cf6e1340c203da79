package import KafkaSchema
package import KafkaWire
package import NIOCore

/// A field of an answer on the way from its root, for cases to read: its value and which bytes of which frame prove it.
///
/// Asking for what is not there gives an absent node, so that a path can be written in one line; the expectation at
/// its end says where the path broke off.
package struct Node: Sendable {
  /// Nil where the path leads to nothing.
  package let field: DecodedField?
  /// `Responses[0].PartitionResponses[0].ErrorCode`
  package let path: String
  /// Bytes in front of the body in its frame, length prefix included.
  let bodyOffset: Int
  /// Which frame of the case's transcript it comes from.
  package let frame: Int

  package init(_ field: DecodedField?, path: String, bodyOffset: Int, frame: Int) {
    self.field = field
    self.path = path
    self.bodyOffset = bodyOffset
    self.frame = frame
  }

  package subscript(_ name: String) -> Node {
    var child = field?.children.first { $0.name == name }
    if child == nil {
      // Tagged fields stand in a section of their own, and those that were left out have their defaults.
      child = field?.children.last { $0.type == "tags" }?.children.last { $0.name == name }
      if child == nil, case .structure(let structure)? = field?.value, let value = structure[name] {
        let end = field?.range.upperBound ?? 0
        child = DecodedField(name: name, type: "default", range: end..<end, value: value, children: [])
      }
    }
    return Node(child, path: path.isEmpty ? name : "\(path).\(name)", bodyOffset: bodyOffset, frame: frame)
  }

  package subscript(_ index: Int) -> Node {
    let elements = field?.children ?? []
    return Node(
      elements.indices.contains(index) ? elements[index] : nil, path: "\(path)[\(index)]", bodyOffset: bodyOffset,
      frame: frame)
  }

  /// The elements of an array; none where it is null or absent.
  package var elements: [Node] { (field?.children.indices).map { $0.map { self[$0] } } ?? [] }
  package var count: Int { elements.count }

  /// The first element in which the field `name` has that value.
  package func first(_ name: String, _ value: Value) -> Node {
    elements.first { $0[name].value == value }
      ?? Node(nil, path: "\(path)[\(name)=\(value.text)]", bodyOffset: bodyOffset, frame: frame)
  }

  package var exists: Bool { field != nil }
  package var value: Value? { field?.value }
  package var isNull: Bool { field?.value == .null }

  package var int: Int64? { if case .integer(let number)? = field?.value { number } else { nil } }
  package var string: String? { if case .string(let text)? = field?.value { text } else { nil } }
  package var bool: Bool? { if case .bool(let flag)? = field?.value { flag } else { nil } }
  package var bytes: ByteBuffer? { if case .bytes(let bytes)? = field?.value { bytes } else { nil } }
  package var uuid: KafkaUUID? { if case .uuid(let id)? = field?.value { id } else { nil } }
  package var ints: [Int64] { elements.compactMap(\.int) }
  package var strings: [String] { elements.compactMap(\.string) }

  /// The field's bytes, counted from the start of its frame, length prefix included.
  package var range: Range<Int>? {
    field.map { $0.range.lowerBound + bodyOffset..<$0.range.upperBound + bodyOffset }
  }
}

extension Value {
  /// The value as a person reads it in a report.
  package var text: String {
    switch self {
    case .null: "null"
    case .bool(let flag): "\(flag)"
    case .integer(let number): "\(number)"
    case .float(let number): "\(number)"
    case .string(let text): "\"\(text)\""
    case .uuid(let id): "\(id)"
    case .bytes(let bytes): bytes.readableBytes <= 32 ? "0x\(bytes.hex)" : "\(bytes.readableBytes) bytes"
    case .array(let values): "[\(values.map(\.text).joined(separator: ", "))]"
    case .structure(let structure):
      "{\(structure.fields.map { "\($0.name): \($0.value.text)" }.joined(separator: ", "))}"
    }
  }
}

extension ByteBuffer {
  /// The readable bytes as lower-case hexadecimal digits.
  package var hex: String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    text.reserveCapacity(2 * readableBytes)
    for byte in readableBytesView {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// Bytes from hexadecimal digits; nil for an odd number of them, or another character.
  package init?(hexadecimal text: some StringProtocol) {
    let digits = text.utf8.compactMap { Character(UnicodeScalar($0)).hexDigitValue }
    guard digits.count == text.utf8.count, digits.count.isMultiple(of: 2) else { return nil }
    self.init()
    for index in stride(from: 0, to: digits.count, by: 2) {
      writeInteger(UInt8(digits[index] << 4 | digits[index + 1]))
    }
  }
}
