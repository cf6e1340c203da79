// Values as they are written in Swift: `["Name": "orders", "Partitions": [["Index": 0]]]` is a struct with two fields.

extension Value: ExpressibleByNilLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByFloatLiteral, ExpressibleByStringLiteral, ExpressibleByStringInterpolation, ExpressibleByArrayLiteral,
  ExpressibleByDictionaryLiteral
{
  package init(nilLiteral: ()) { self = .null }
  package init(booleanLiteral value: Bool) { self = .bool(value) }
  package init(integerLiteral value: Int64) { self = .integer(value) }
  package init(floatLiteral value: Double) { self = .float(value) }
  package init(stringLiteral value: String) { self = .string(value) }
  package init(arrayLiteral elements: Value...) { self = .array(elements) }
  package init(dictionaryLiteral elements: (String, Value)...) {
    self = .structure(Structure(elements.map { .init(name: $0.0, value: $0.1) }))
  }
}

extension Value {
  /// A whole number of any type.
  package init(_ number: some BinaryInteger) { self = .integer(Int64(number)) }
  package init(_ text: String) { self = .string(text) }
  /// A string, or null.
  package init(_ text: String?) { self = text.map { .string($0) } ?? .null }
  package init(_ flag: Bool) { self = .bool(flag) }
}
