import KafkaRecords
import NIOCore

/// Which record of which task: the first eight bytes of its value.
package struct RecordIdentity: Hashable, Sendable, CustomStringConvertible {
  package let rawValue: UInt64

  init(rawValue: UInt64) {
    self.rawValue = rawValue
  }

  package init(task: Int, number: Int) {
    rawValue = UInt64(task) << 32 | UInt64(number)
  }

  package var task: Int { Int(rawValue >> 32) }
  /// Counts up from 0 in its task.
  package var number: Int { Int(rawValue & 0xFFFF_FFFF) }

  package var description: String { "\(task)/\(number)" }

  /// The value of a record, at least eight bytes.
  func value(bytes: Int) -> ByteBuffer {
    var buffer = ByteBuffer()
    buffer.writeInteger(rawValue)
    buffer.writeRepeatingByte(UInt8(truncatingIfNeeded: rawValue), count: max(0, bytes - 8))
    return buffer
  }

  init?(_ record: Record) {
    guard let value = record.value, let number = value.getInteger(at: value.readerIndex, as: UInt64.self) else {
      return nil
    }
    self.init(rawValue: number)
  }
}
