import KafkaSchema
import KafkaWire
import NIOCore

/// A frame of a transcript as its fields, each with its bytes counted from the length prefix.
package struct FieldTree: Sendable {
  package struct Line: Equatable, Sendable {
    package var depth: Int
    package var name: String
    package var range: Range<Int>
    /// Nil for what only holds other fields.
    package var value: String?
  }

  package private(set) var lines: [Line] = []
  /// Where decoding came to its end, and why.
  package private(set) var fault: String?

  /// Beyond this a report would be longer than anybody reads.
  static let most = 400

  package init(_ step: CaseRecord.Step) {
    guard step.direction != "note", !step.bytes.readableBytesView.isEmpty else { return }
    add(0, "Length", 0..<4, step.bytes.getInteger(at: step.bytes.readerIndex, as: Int32.self))
    guard let number = step.api, let version = step.version, step.bytes.readableBytes == step.size else { return }
    if step.direction == "sent" {
      request(step.bytes, ApiKey(rawValue: number), version)
    } else {
      response(step.bytes, ApiKey(rawValue: number), version)
    }
  }

  private mutating func add(_ depth: Int, _ name: String, _ range: Range<Int>, _ value: (some BinaryInteger)?) {
    guard let value else { return }
    lines.append(Line(depth: depth, name: name, range: range, value: "\(value)"))
  }

  private mutating func request(_ frame: ByteBuffer, _ api: ApiKey, _ version: Int16) {
    let start = frame.readerIndex
    add(0, "ApiKey", 4..<6, frame.getInteger(at: start + 4, as: Int16.self))
    add(0, "ApiVersion", 6..<8, frame.getInteger(at: start + 6, as: Int16.self))
    add(0, "CorrelationId", 8..<12, frame.getInteger(at: start + 8, as: Int32.self))
    guard let interpreter = Definitions.requestInterpreter(api) else { return }
    let header = interpreter.message.headerVersion(for: version)
    var offset = 12
    if header >= 1 {
      guard let length = frame.getInteger(at: start + 12, as: Int16.self) else { return }
      offset = 14 + max(0, Int(length))
      guard offset <= frame.readableBytes else { return }
      let text = length < 0 ? "null" : frame.getString(at: start + 14, length: Int(length)).map { "\"\($0)\"" }
      lines.append(Line(depth: 0, name: "ClientId", range: 12..<offset, value: text))
    }
    if header >= 2 { offset = tags(frame, offset) }
    body(frame, offset, interpreter, version)
  }

  private mutating func response(_ frame: ByteBuffer, _ api: ApiKey, _ version: Int16) {
    add(0, "CorrelationId", 4..<8, frame.getInteger(at: frame.readerIndex + 4, as: Int32.self))
    guard let interpreter = Definitions.responseInterpreter(api) else { return }
    var offset = 8
    if interpreter.message.headerVersion(for: version) >= 1 { offset = tags(frame, offset) }
    body(frame, offset, interpreter, version)
  }

  /// The header's tag section, which is empty in nearly every frame.
  private mutating func tags(_ frame: ByteBuffer, _ offset: Int) -> Int {
    guard frame.getInteger(at: frame.readerIndex + offset, as: UInt8.self) == 0 else { return frame.readableBytes + 1 }
    lines.append(Line(depth: 0, name: "header tags", range: offset..<offset + 1, value: "none"))
    return offset + 1
  }

  private mutating func body(
    _ frame: ByteBuffer, _ offset: Int, _ interpreter: SchemaInterpreter, _ version: Int16
  ) {
    guard offset <= frame.readableBytes, interpreter.message.versions.contains(version),
      let bytes = frame.getSlice(at: frame.readerIndex + offset, length: frame.readableBytes - offset)
    else { return }
    do throws(WireError) {
      let field = try interpreter.decode(bytes, version: version)
      for child in field.children { add(child, 0, offset) }
      let end = offset + field.range.upperBound
      if end < frame.readableBytes { fault = "\(frame.readableBytes - end) bytes are left over at byte \(end)" }
    } catch {
      fault = "\(error) (byte \(offset + error.offset) of the frame)"
    }
  }

  private mutating func add(_ field: DecodedField, _ depth: Int, _ offset: Int) {
    guard lines.count < Self.most else { return }
    if field.type == "tags", field.children.isEmpty { return }
    let range = field.range.lowerBound + offset..<field.range.upperBound + offset
    let isEmpty = field.children.isEmpty
    var value = isEmpty ? field.value.text : nil
    if !isEmpty, case .array(let elements) = field.value { value = "\(elements.count) elements" }
    lines.append(Line(depth: depth, name: field.name, range: range, value: value))
    for child in field.children { add(child, depth + 1, offset) }
  }
}
