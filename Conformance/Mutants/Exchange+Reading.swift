import KafkaConformance
import KafkaSchema
import KafkaWire
import NIOCore

extension Exchange {
  /// A request as it comes, taken apart as far as it can be.
  init(reading frame: ByteBuffer, connection: Int, restarts: Int) {
    let start = frame.readerIndex
    let api = ApiKey(rawValue: frame.getInteger(at: start + 4) ?? -1)
    let version = frame.getInteger(at: start + 6, as: Int16.self) ?? -1
    self.init(
      connection: connection, restarts: restarts, api: api, version: version,
      correlation: frame.getInteger(at: start + 8) ?? -1,
      clientId: nil, request: nil, bytes: frame, bodyOffset: 12)
    guard let interpreter = Definitions.requestInterpreter(api) else { return }
    let headerVersion = interpreter.message.headerVersion(for: version)
    var offset = 12
    if headerVersion >= 1 {
      let length = Int(frame.getInteger(at: start + offset, as: Int16.self) ?? -1)
      offset += 2
      if length >= 0 {
        clientId = frame.getString(at: start + offset, length: length)
        offset += length
      }
    }
    if headerVersion >= 2 {
      // Clients send tags in headers only where a case says so; such a frame passes undecoded.
      guard frame.getInteger(at: start + offset, as: UInt8.self) == 0 else { return }
      offset += 1
    }
    bodyOffset = offset
    guard offset <= frame.readableBytes,
      let body = frame.getSlice(at: start + offset, length: frame.readableBytes - offset),
      let decoded = try? interpreter.decode(body, version: version), decoded.range.upperBound == body.readableBytes,
      case .structure(let structure) = decoded.value
    else { return }
    request = structure
  }
}
