extension WireWriter {
  @inline(never)
  public mutating func writeInt8Array(_ values: [Int8], _ flexible: Bool, _ field: StaticString) throws(WireError) {
    try writeArrayCount(values.count, flexible, field)
    writeElements(values)
  }

  @inline(never)
  public mutating func writeInt16Array(_ values: [Int16], _ flexible: Bool, _ field: StaticString) throws(WireError) {
    try writeArrayCount(values.count, flexible, field)
    writeElements(values)
  }

  @inline(never)
  public mutating func writeInt32Array(_ values: [Int32], _ flexible: Bool, _ field: StaticString) throws(WireError) {
    try writeArrayCount(values.count, flexible, field)
    writeElements(values)
  }

  @inline(never)
  public mutating func writeInt64Array(_ values: [Int64], _ flexible: Bool, _ field: StaticString) throws(WireError) {
    try writeArrayCount(values.count, flexible, field)
    writeElements(values)
  }

  @inline(never)
  public mutating func writeUUIDArray(
    _ values: [KafkaUUID], _ flexible: Bool, _ field: StaticString
  ) throws(WireError) {
    try writeArrayCount(values.count, flexible, field)
    for value in values { writeUUID(value) }
  }

  @inline(never)
  public mutating func writeStringArray(
    _ values: [String], _ flexible: Bool, _ field: StaticString
  ) throws(WireError) {
    try writeArrayCount(values.count, flexible, field)
    for value in values { try writeString(value, flexible, field) }
  }

  @inline(never)
  public mutating func writeNullableInt32Array(
    _ values: [Int32]?, _ flexible: Bool, nullable: Bool = true, _ field: StaticString
  ) throws(WireError) {
    if let values { return try writeInt32Array(values, flexible, field) }
    try writeNull(flexible, nullable: nullable, field)
  }

  @inline(never)
  public mutating func writeNullableUUIDArray(
    _ values: [KafkaUUID]?, _ flexible: Bool, nullable: Bool = true, _ field: StaticString
  ) throws(WireError) {
    if let values { return try writeUUIDArray(values, flexible, field) }
    try writeNull(flexible, nullable: nullable, field)
  }

  @inline(never)
  public mutating func writeNullableStringArray(
    _ values: [String]?, _ flexible: Bool, nullable: Bool = true, _ field: StaticString
  ) throws(WireError) {
    if let values { return try writeStringArray(values, flexible, field) }
    try writeNull(flexible, nullable: nullable, field)
  }
}
