package import KafkaWire
package import NIOCore

/// A value of any message, as a tree.
package indirect enum Value: Hashable, Sendable {
  case null
  case bool(Bool)
  /// Every whole number, signed or not.
  case integer(Int64)
  case float(Double)
  case string(String)
  case uuid(KafkaUUID)
  /// Bytes and records.
  case bytes(ByteBuffer)
  case array([Value])
  case structure(Structure)
}

/// The fields of a struct by name, in the order of the definition, and the tagged fields that it does not know.
package struct Structure: Hashable, Sendable {
  package struct Field: Hashable, Sendable {
    package var name: String
    package var value: Value

    package init(name: String, value: Value) {
      self.name = name
      self.value = value
    }
  }

  package var fields: [Field]
  package var unknownTaggedFields: [UnknownTaggedField]

  package init(_ fields: [Field] = [], unknownTaggedFields: [UnknownTaggedField] = []) {
    self.fields = fields
    self.unknownTaggedFields = unknownTaggedFields
  }

  /// The value of a field; nil where there is none. Setting nil takes it away.
  package subscript(_ name: String) -> Value? {
    get { fields.first { $0.name == name }?.value }
    set {
      let index = fields.firstIndex { $0.name == name }
      switch (index, newValue) {
      case (let index?, let value?): fields[index].value = value
      case (let index?, nil): fields.remove(at: index)
      case (nil, let value?): fields.append(Field(name: name, value: value))
      case (nil, nil): break
      }
    }
  }
}
