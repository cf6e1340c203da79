public import NIOCore

/// Bytes from hexadecimal text; traps on anything else, since only tests and fixtures call it.
public func bytes(hex: some StringProtocol) -> [UInt8] {
  var result = [UInt8]()
  result.reserveCapacity(hex.utf8.count / 2)
  var high: UInt8?
  for character in hex.utf8 {
    let value: UInt8
    switch character {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): value = character - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): value = character - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): value = character - UInt8(ascii: "A") + 10
    default: preconditionFailure("not a hexadecimal digit: \(character)")
    }
    if let first = high {
      result.append(first << 4 | value)
      high = nil
    } else {
      high = value
    }
  }
  precondition(high == nil, "odd number of hexadecimal digits")
  return result
}

public func hex(_ bytes: some Sequence<UInt8>) -> String {
  let digits = Array("0123456789abcdef".utf8)
  var text = [UInt8]()
  for byte in bytes {
    text.append(digits[Int(byte >> 4)])
    text.append(digits[Int(byte & 15)])
  }
  return String(decoding: text, as: UTF8.self)
}

extension ByteBuffer {
  public init(hex: some StringProtocol) {
    self.init(bytes: bytes(hex: hex))
  }

  /// The readable bytes as hexadecimal text.
  public var hexadecimal: String { hex(readableBytesView) }
}
