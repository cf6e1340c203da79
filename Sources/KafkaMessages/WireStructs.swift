import KafkaWire

// What generated code says about structs within structs, in one line each. `elementSize` is the fewest bytes an
// element can take.

extension WireReader {
  @inline(never)
  mutating func readStructs<Element: WireStruct>(
    _ flexible: Bool, _ version: Int16, elementSize: Int, _ field: StaticString
  ) throws(WireError) -> [Element] {
    let count = try readArrayCount(flexible, elementSize: elementSize, field)
    return try readElements(count, version: version)
  }

  @inline(never)
  mutating func readNullableStructs<Element: WireStruct>(
    _ flexible: Bool, _ version: Int16, nullable: Bool = true, elementSize: Int, _ field: StaticString
  ) throws(WireError) -> [Element]? {
    let count = try readNullableArrayCount(flexible, nullable: nullable, elementSize: elementSize, field)
    guard let count else { return nil }
    return try readElements(count, version: version)
  }

  private mutating func readElements<Element: WireStruct>(
    _ count: Int, version: Int16
  ) throws(WireError) -> [Element] {
    var elements = [Element]()
    elements.reserveCapacity(min(count, WireLimits.reservedElements))
    for _ in 0..<count { elements.append(try Element(from: &self, version: version)) }
    return elements
  }
}

extension WireWriter {
  @inline(never)
  mutating func writeStructs<Element: WireStruct>(
    _ elements: [Element], _ flexible: Bool, _ version: Int16, _ field: StaticString
  ) throws(WireError) {
    try writeArrayCount(elements.count, flexible, field)
    for element in elements { try element.encode(to: &self, version: version) }
  }

  @inline(never)
  mutating func writeNullableStructs<Element: WireStruct>(
    _ elements: [Element]?, _ flexible: Bool, _ version: Int16, nullable: Bool = true, _ field: StaticString
  ) throws(WireError) {
    if let elements { return try writeStructs(elements, flexible, version, field) }
    try writeNull(flexible, nullable: nullable, field)
  }

  @inline(never)
  mutating func writeNullableStruct<Value: WireStruct>(
    _ value: Value?, _ version: Int16, nullable: Bool = true, _ field: StaticString
  ) throws(WireError) {
    try writePresence(value != nil, nullable: nullable, field)
    try value?.encode(to: &self, version: version)
  }

  @inline(never)
  mutating func writeTaggedNullableStruct<Value: WireStruct>(
    _ value: Value?, _ version: Int16, nullable: Bool = true, _ field: StaticString
  ) throws(WireError) {
    try writeTaggedPresence(value != nil, nullable: nullable, field)
    try value?.encode(to: &self, version: version)
  }
}
