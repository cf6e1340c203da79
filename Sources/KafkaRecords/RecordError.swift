/// Why bytes could not be read as records, or records not be written as bytes.
public struct RecordError: Error, Equatable, Sendable, CustomStringConvertible {
  public enum Kind: Equatable, Sendable {
    /// A batch or message declares a size that no batch can have, or that its bytes do not have.
    case size
    /// A magic other than 0, 1 or 2.
    case magic
    /// The stored checksum does not match the bytes.
    case checksum
    /// A codec that Kafka does not define, or that the format does not allow.
    case codec
    /// The records could not be compressed or decompressed.
    case compression
    /// The length in front of a record is no readable number.
    case recordLength
    /// A record, or the number of records, contradicts its own bytes.
    case record
    /// A control record whose key or value is not one.
    case controlRecord
    /// More than a limit allows: decompressed bytes, or the 2 GiB of a batch.
    case limit
  }

  public var kind: Kind
  /// Where in the bytes that were read, from their first: of a row of batches, of one batch or message, or of its
  /// decompressed records.
  public var position: Int
  /// What was expected and what was seen.
  public var message: String

  public init(_ kind: Kind, at position: Int, _ message: String) {
    self.kind = kind
    self.position = position
    self.message = message
  }

  public var description: String { "\(message) (at byte \(position))" }
}
