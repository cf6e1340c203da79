/// A struct of the protocol: a whole message, or a part of one.
public protocol WireStruct: Equatable, Sendable {
  /// Every field at its default.
  init()
  /// Reads the struct as `version` of its message has it.
  init(from reader: inout WireReader, version: Int16) throws(WireError)
  /// Writes the struct as `version` of its message has it. A field that holds something the version has no place
  /// for is an error, unless the protocol says that it may be left out.
  func encode(to writer: inout WireWriter, version: Int16) throws(WireError)
}

extension WireStruct {
  /// A struct of defaults, after `fill` has changed what it wants.
  @inlinable
  public static func with<Failure: Error>(_ fill: (inout Self) throws(Failure) -> Void) throws(Failure) -> Self {
    var value = Self()
    try fill(&value)
    return value
  }
}
