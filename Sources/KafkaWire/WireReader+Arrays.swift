import NIOCore

// Arrays of primitives. Elements of fixed width are read in one step, behind one check.

extension WireReader {
  @inline(never)
  public mutating func readInt8Array(_ flexible: Bool, _ field: StaticString) throws(WireError) -> [Int8] {
    let count = try readArrayCount(flexible, elementSize: 1, field)
    return try readElements(count, field)
  }

  @inline(never)
  public mutating func readInt16Array(_ flexible: Bool, _ field: StaticString) throws(WireError) -> [Int16] {
    let count = try readArrayCount(flexible, elementSize: 2, field)
    return try readElements(count, field)
  }

  @inline(never)
  public mutating func readInt32Array(_ flexible: Bool, _ field: StaticString) throws(WireError) -> [Int32] {
    let count = try readArrayCount(flexible, elementSize: 4, field)
    return try readElements(count, field)
  }

  @inline(never)
  public mutating func readInt64Array(_ flexible: Bool, _ field: StaticString) throws(WireError) -> [Int64] {
    let count = try readArrayCount(flexible, elementSize: 8, field)
    return try readElements(count, field)
  }

  @inline(never)
  public mutating func readUUIDArray(_ flexible: Bool, _ field: StaticString) throws(WireError) -> [KafkaUUID] {
    let count = try readArrayCount(flexible, elementSize: 16, field)
    return try readIdentifiers(count, field)
  }

  @inline(never)
  public mutating func readStringArray(_ flexible: Bool, _ field: StaticString) throws(WireError) -> [String] {
    let count = try readArrayCount(flexible, elementSize: flexible ? 1 : 2, field)
    return try readStrings(count, flexible, field)
  }

  @inline(never)
  public mutating func readNullableInt32Array(
    _ flexible: Bool, nullable: Bool = true, _ field: StaticString
  ) throws(WireError) -> [Int32]? {
    let count = try readNullableArrayCount(flexible, nullable: nullable, elementSize: 4, field)
    guard let count else { return nil }
    return try readElements(count, field)
  }

  @inline(never)
  public mutating func readNullableUUIDArray(
    _ flexible: Bool, nullable: Bool = true, _ field: StaticString
  ) throws(WireError) -> [KafkaUUID]? {
    let count = try readNullableArrayCount(flexible, nullable: nullable, elementSize: 16, field)
    guard let count else { return nil }
    return try readIdentifiers(count, field)
  }

  @inline(never)
  public mutating func readNullableStringArray(
    _ flexible: Bool, nullable: Bool = true, _ field: StaticString
  ) throws(WireError) -> [String]? {
    let count = try readNullableArrayCount(
      flexible, nullable: nullable, elementSize: flexible ? 1 : 2, field)
    guard let count else { return nil }
    return try readStrings(count, flexible, field)
  }

  /// `count` big-endian integers; the count was checked against the bytes that are left.
  @inline(__always)
  private mutating func readElements<Element: FixedWidthInteger>(
    _ count: Int, _ field: StaticString
  ) throws(WireError) -> [Element] {
    let width = MemoryLayout<Element>.size
    let bytes = try readRaw(count: count * width, field)
    return bytes.withUnsafeReadableBytes { raw in
      [Element](unsafeUninitializedCapacity: count) { elements, initialized in
        for index in 0..<count {
          let value = raw.loadUnaligned(fromByteOffset: index * width, as: Element.self)
          elements.initializeElement(at: index, to: Element(bigEndian: value))
        }
        initialized = count
      }
    }
  }

  private mutating func readIdentifiers(_ count: Int, _ field: StaticString) throws(WireError) -> [KafkaUUID] {
    var elements = [KafkaUUID]()
    elements.reserveCapacity(min(count, WireLimits.reservedElements))
    for _ in 0..<count { elements.append(try readUUID(field)) }
    return elements
  }

  private mutating func readStrings(
    _ count: Int, _ flexible: Bool, _ field: StaticString
  ) throws(WireError) -> [String] {
    var elements = [String]()
    elements.reserveCapacity(min(count, WireLimits.reservedElements))
    for _ in 0..<count { elements.append(try readString(flexible, field)) }
    return elements
  }
}
