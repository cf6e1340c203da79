extension JSON {
  /// Why a text is no JSON.
  package struct Malformed: Error, Equatable, CustomStringConvertible {
    package var description: String
  }

  /// Reads one value that takes up the whole text.
  package init(_ text: some StringProtocol) throws(Malformed) {
    var reader = Reader(bytes: Array(text.utf8))
    self = try reader.value(depth: 0)
    reader.skipSpace()
    guard reader.position == reader.bytes.count else { throw reader.malformed("the end") }
  }

  private struct Reader {
    let bytes: [UInt8]
    var position = 0

    /// Deeper than any report; a file from elsewhere must not exhaust the stack.
    static let deepest = 64

    init(bytes: [UInt8]) { self.bytes = bytes }

    var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    func malformed(_ wanted: String) -> Malformed {
      Malformed(description: "JSON: \(wanted) expected at byte \(position) of \(bytes.count)")
    }

    mutating func skipSpace() {
      while let byte = next, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { position += 1 }
    }

    mutating func take(_ character: Unicode.Scalar) -> Bool {
      skipSpace()
      guard next == UInt8(ascii: character) else { return false }
      position += 1
      return true
    }

    mutating func value(depth: Int) throws(Malformed) -> JSON {
      guard depth < Self.deepest else { throw malformed("less depth") }
      if take("{") {
        var members: [Member] = []
        if take("}") { return .object([]) }
        repeat {
          guard take("\"") else { throw malformed("a name") }
          let name = try string()
          guard take(":") else { throw malformed("a colon") }
          members.append(Member(name: name, value: try value(depth: depth + 1)))
        } while take(",")
        guard take("}") else { throw malformed("a comma or }") }
        return .object(members)
      }
      if take("[") {
        var values: [JSON] = []
        if take("]") { return .array([]) }
        repeat { values.append(try value(depth: depth + 1)) } while take(",")
        guard take("]") else { throw malformed("a comma or ]") }
        return .array(values)
      }
      if take("\"") { return .string(try string()) }
      skipSpace()
      let start = position
      while let byte = next, byte > 0x20, !",]}".utf8.contains(byte) { position += 1 }
      let word = String(decoding: bytes[start..<position], as: UTF8.self)
      switch word {
      case "null": return .null
      case "true": return .bool(true)
      case "false": return .bool(false)
      default:
        if let number = Int64(word) { return .int(number) }
        if let number = Double(word), number.isFinite { return .double(number) }
        position = start
        throw malformed("a value")
      }
    }

    mutating func string() throws(Malformed) -> String {
      var text: [UInt8] = []
      while let byte = next {
        position += 1
        switch byte {
        case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
        case UInt8(ascii: "\\"):
          guard let escaped = next else { throw malformed("an escape") }
          position += 1
          switch escaped {
          case UInt8(ascii: "n"): text.append(0x0A)
          case UInt8(ascii: "t"): text.append(0x09)
          case UInt8(ascii: "r"): text.append(0x0D)
          case UInt8(ascii: "b"): text.append(0x08)
          case UInt8(ascii: "f"): text.append(0x0C)
          case UInt8(ascii: "u"): text += Array(String(Character(try scalar())).utf8)
          case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(escaped)
          default: throw malformed("an escape")
          }
        default: text.append(byte)
        }
      }
      throw malformed("a closing quote")
    }

    private mutating func unit() throws(Malformed) -> UInt32 {
      guard position + 4 <= bytes.count,
        let unit = UInt32(String(decoding: bytes[position..<position + 4], as: UTF8.self), radix: 16)
      else { throw malformed("four hexadecimal digits") }
      position += 4
      return unit
    }

    private mutating func scalar() throws(Malformed) -> Unicode.Scalar {
      let first = try unit()
      if (0xD800..<0xDC00).contains(first), position + 6 <= bytes.count, bytes[position] == UInt8(ascii: "\\"),
        bytes[position + 1] == UInt8(ascii: "u")
      {
        position += 2
        let second = try unit()
        guard (0xDC00..<0xE000).contains(second) else { throw malformed("the second half of a pair") }
        return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)) ?? "\u{FFFD}"
      }
      return Unicode.Scalar(first) ?? "\u{FFFD}"
    }
  }
}
