package import KafkaSchema
package import KafkaWire
package import NIOCore

/// A request as the bytes that go out, and where its parts lie in them.
package struct RequestFrame: Sendable {
  package var api: ApiKey
  package var version: Int16
  package var correlation: Int32
  /// Length prefix, header and body. A case may spoil it.
  package var bytes: ByteBuffer
  /// Where the body begins.
  package var bodyOffset: Int

  /// A well-formed request.
  ///
  /// - Parameters:
  ///   - headerTags: Tagged fields for a flexible header, in the order to be written.
  /// - Throws: When the body does not fit the definition: the case is wrong, not the broker.
  package init(
    _ api: ApiKey, version: Int16, correlation: Int32, clientId: String?, body: Value,
    headerTags: [UnknownTaggedField] = []
  ) throws(SuiteError) {
    guard let definition = Definitions.api(api) else { throw SuiteError("there is no definition of \(api)") }
    guard case .structure(let fields) = body else { throw SuiteError("the body of \(api) is no struct: \(body.text)") }
    do throws(WireError) {
      let encoded = try definition.request.encode(fields, version: version)
      self.init(
        raw: api, version: version, headerVersion: definition.request.message.headerVersion(for: version),
        correlation: correlation, clientId: clientId, body: encoded, headerTags: headerTags)
    } catch {
      throw SuiteError("the case's \(api) v\(version) cannot be written: \(error)")
    }
  }

  /// A request with any bytes as its body, for an API and version that need not exist.
  package init(
    raw api: ApiKey, version: Int16, headerVersion: Int16, correlation: Int32, clientId: String?, body: ByteBuffer,
    headerTags: [UnknownTaggedField] = []
  ) {
    self.api = api
    self.version = version
    self.correlation = correlation
    var frame = ByteBuffer()
    frame.writeInteger(0 as Int32)
    frame.writeInteger(api.rawValue)
    frame.writeInteger(version)
    frame.writeInteger(correlation)
    if headerVersion >= 1 {
      if let clientId {
        frame.writeInteger(Int16(truncatingIfNeeded: clientId.utf8.count))
        frame.writeString(clientId)
      } else {
        frame.writeInteger(-1 as Int16)
      }
    }
    if headerVersion >= 2 { frame.write(tags: headerTags) }
    bodyOffset = frame.writerIndex
    frame.writeImmutableBuffer(body)
    bytes = frame
    fixLength()
  }

  /// Has the length prefix count what follows it, after a case has changed the bytes.
  package mutating func fixLength() {
    bytes.setInteger(Int32(truncatingIfNeeded: bytes.writerIndex - 4), at: 0)
  }
}

extension ByteBuffer {
  /// An unsigned varint, as lengths, counts and tags are written in flexible versions.
  package mutating func write(varint value: UInt64) {
    var rest = value
    while rest > 0x7F {
      writeInteger(UInt8(rest & 0x7F) | 0x80)
      rest >>= 7
    }
    writeInteger(UInt8(rest))
  }

  /// A tag section with these fields in this order.
  package mutating func write(tags: [UnknownTaggedField]) {
    write(varint: UInt64(tags.count))
    for tag in tags {
      write(varint: UInt64(tag.tag))
      write(varint: UInt64(tag.bytes.readableBytes))
      writeImmutableBuffer(tag.bytes)
    }
  }
}
