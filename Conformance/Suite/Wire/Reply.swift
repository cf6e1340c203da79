import KafkaSchema
package import KafkaWire
package import NIOCore

/// An answer, decoded strictly: every byte belongs to a field of the version that was asked for.
package struct Reply: Sendable {
  package let api: ApiKey
  package let version: Int16
  package let correlation: Int32
  /// The whole frame, length prefix included.
  package let bytes: ByteBuffer
  package let body: Node

  package subscript(_ name: String) -> Node { body[name] }

  /// Decodes a frame as the answer to `api` at `version`.
  ///
  /// - Parameters:
  ///   - frame: The frame with its length prefix.
  ///   - number: Its place in the transcript.
  /// - Throws: What is wrong with it, and at which byte of the frame.
  package init(_ frame: ByteBuffer, api: ApiKey, version: Int16, number: Int) throws(CaseFailure) {
    guard let definition = Definitions.api(api)?.response else {
      throw CaseFailure("the suite knows the API", field: "api", got: "\(api)", want: "an API of the definitions")
    }
    func failure(_ field: String, _ got: String, _ want: String, at range: Range<Int>?) -> CaseFailure {
      CaseFailure(
        "the answer to \(api) v\(version) is laid out as its definition says", field: field, got: got, want: want,
        frame: number, range: range)
    }
    guard let correlation = frame.getInteger(at: frame.readerIndex + 4, as: Int32.self) else {
      throw failure("header.CorrelationId", "a frame of \(frame.readableBytes - 4) bytes", "4 bytes or more", at: nil)
    }
    var offset = 8
    if definition.message.headerVersion(for: version) >= 1 {
      do throws(CaseFailure) {
        offset = try Self.skipTags(frame, from: offset, failure)
      } catch { throw error }
    }
    let rest = frame.getSlice(at: frame.readerIndex + offset, length: frame.readableBytes - offset) ?? ByteBuffer()
    let decoded: DecodedField
    do throws(WireError) {
      decoded = try definition.decode(rest, version: version)
    } catch {
      let position = offset + error.offset
      throw failure(
        error.field, "\(error)", "a field of \(definition.message.name) v\(version)",
        at: position..<min(position + 1, frame.readableBytes))
    }
    let end = offset + decoded.range.upperBound
    guard end == frame.readableBytes else {
      throw failure(
        "(end)", "\(frame.readableBytes - end) bytes left over", "the end of the frame", at: end..<frame.readableBytes)
    }
    if let broken = Self.firstOddity(decoded) {
      throw failure(broken.0, broken.1, broken.2, at: broken.3.lowerBound + offset..<broken.3.upperBound + offset)
    }
    self.api = api
    self.version = version
    self.correlation = correlation
    bytes = frame
    body = Node(decoded, path: "", bodyOffset: offset, frame: number)
  }

  /// Text that is no UTF-8 (decoding has replaced what was not), tags that do not ascend, a negative throttle time.
  private static func firstOddity(_ field: DecodedField) -> (String, String, String, Range<Int>)? {
    if field.type == "tags" {
      var last: Int64 = -1
      for tag in field.children {
        let number = Int64(tag.name.split(separator: " ").last ?? "") ?? -1
        if tag.name.hasPrefix("tag "), number <= last {
          return ("tags", "tag \(number) after tag \(last)", "ascending tags", tag.range)
        }
        if tag.name.hasPrefix("tag ") { last = number }
      }
    }
    if case .string(let text) = field.value, text.unicodeScalars.contains("\u{FFFD}") {
      return (field.name, text, "UTF-8", field.range)
    }
    if field.name == "ThrottleTimeMs", case .integer(let time) = field.value, time < 0 {
      return (field.name, "\(time)", "0 or more", field.range)
    }
    for child in field.children {
      if let found = firstOddity(child) { return found }
    }
    return nil
  }

  private static func skipTags(
    _ frame: ByteBuffer, from start: Int, _ failure: (String, String, String, Range<Int>?) -> CaseFailure
  ) throws(CaseFailure) -> Int {
    var offset = start
    func varint() throws(CaseFailure) -> Int {
      var value = 0
      for group in 0..<5 {
        guard let byte = frame.getInteger(at: frame.readerIndex + offset, as: UInt8.self) else { break }
        offset += 1
        value |= Int(byte & 0x7F) << (7 * group)
        if byte & 0x80 == 0 { return value }
      }
      throw failure("header.tags", "no varint", "the header's tag section", offset..<offset)
    }
    for _ in 0..<(try varint()) {
      _ = try varint()
      offset += try varint()
      guard offset <= frame.readableBytes else {
        throw failure("header.tags", "a tag past the end of the frame", "the header's tag section", start..<start + 1)
      }
    }
    return offset
  }
}
