/// Bytes that are not what the protocol says, or a value that a version of the protocol cannot carry.
///
/// Says what was expected, what was seen, and where: `expected 4 bytes for throttleTimeMs at offset 17, 2 left`.
/// Never holds the bytes themselves, so that it can be logged.
public struct WireError: Error, Equatable, Sendable, CustomStringConvertible {
  public enum Kind: Hashable, Sendable {
    /// The bytes end too early: a value needs `needed`, `left` are there.
    case truncated(needed: Int, left: Int)
    /// A length or count that no value may have.
    case invalidLength(Int, limit: Int)
    /// A variable-length integer of more bytes than its type can have.
    case varintTooLong(limit: Int)
    /// Null where this version has no null.
    case unexpectedNull
    /// Bytes are left behind the end of a value that should fill its space.
    case trailingBytes(Int)
    /// A version that the definition of this message does not describe.
    case unsupportedVersion(Int16, known: ClosedRange<Int16>)
    /// An API, record or entry number that no definition has.
    case unknownNumber(Int)
    /// Encoding: a field holds something but the version has no place for it.
    case fieldNotInVersion(Int16)
    /// A value that the field may not have, such as a frame version that is not known.
    case invalidValue(Int)
  }

  // One pointer wide: a thrown error then travels in a register, and the path without errors pays nothing.
  private final class Details: Sendable {
    let kind: Kind
    let offset: Int
    let field: String

    init(kind: Kind, offset: Int, field: String) {
      self.kind = kind
      self.offset = offset
      self.field = field
    }
  }

  private let details: Details

  public init(_ kind: Kind, offset: Int, field: String) {
    details = Details(kind: kind, offset: offset, field: field)
  }

  public var kind: Kind { details.kind }
  /// Bytes from the start of what was read, or was written so far, to the place of the error.
  public var offset: Int { details.offset }
  /// The name of the field, or of the message, that did not fit.
  public var field: String { details.field }

  public static func == (left: WireError, right: WireError) -> Bool {
    left.kind == right.kind && left.offset == right.offset && left.field == right.field
  }

  public var description: String {
    switch kind {
    case .truncated(let needed, let left):
      "expected \(needed) byte\(needed == 1 ? "" : "s") for \(field) at offset \(offset), \(left) left"
    case .invalidLength(let length, let limit):
      "length \(length) of \(field) at offset \(offset) is not within 0 to \(limit)"
    case .varintTooLong(let limit):
      "expected at most \(limit) bytes for the variable-length \(field) at offset \(offset)"
    case .unexpectedNull:
      "expected a value for \(field) at offset \(offset), got null"
    case .trailingBytes(let count):
      "expected the end of \(field) at offset \(offset), \(count) byte\(count == 1 ? "" : "s") left"
    case .unsupportedVersion(let version, let known):
      "expected a version from \(known.lowerBound) to \(known.upperBound) of \(field), got \(version)"
    case .unknownNumber(let number):
      "unknown \(field) \(number) at offset \(offset)"
    case .fieldNotInVersion(let version):
      "\(field) is set, but version \(version) has no such field"
    case .invalidValue(let value):
      "unexpected value \(value) of \(field) at offset \(offset)"
    }
  }
}
