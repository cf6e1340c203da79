public import KafkaWire
public import NIOCore

/// What travels between a client and a broker: the size, a header, a body.
public enum Frame {
  /// A request as it goes out, its size in front.
  ///
  /// - Parameter sizeHint: About how many bytes it will be, so that a large one is not moved while it grows.
  public static func request<Request: KafkaRequest>(
    _ request: Request, version: Int16, correlationId: Int32, clientId: String?, sizeHint: Int = 256
  ) throws(WireError) -> ByteBuffer {
    var writer = WireWriter(capacity: sizeHint)
    try encode(request, version, correlationId, clientId, into: &writer)
    return writer.buffer
  }

  /// A request as it goes out, of which long bytes, such as batches of records, are not copied.
  ///
  /// - Parameter sizeHint: About how many bytes there will be beside those of at least `FramePieces.sharedFrom`.
  package static func requestPieces<Request: KafkaRequest>(
    _ request: Request, version: Int16, correlationId: Int32, clientId: String?, sizeHint: Int = 256
  ) throws(WireError) -> FramePieces {
    var writer = WireWriter(capacity: sizeHint, sharingFrom: FramePieces.sharedFrom)
    try encode(request, version, correlationId, clientId, into: &writer)
    return FramePieces(writer)
  }

  /// A response as it goes out, its size in front.
  public static func response<Response: KafkaResponse>(
    _ response: Response, version: Int16, correlationId: Int32, sizeHint: Int = 256
  ) throws(WireError) -> ByteBuffer {
    let header = ResponseHeader.with { $0.correlationId = correlationId }
    var writer = WireWriter(capacity: sizeHint)
    try encode(header, Response.headerVersion(for: version), response, version, into: &writer)
    return writer.buffer
  }

  private static func encode<Request: KafkaRequest>(
    _ request: Request, _ version: Int16, _ correlationId: Int32, _ clientId: String?,
    into writer: inout WireWriter
  ) throws(WireError) {
    let header = RequestHeader.with {
      $0.requestApiKey = Request.apiKey.rawValue
      $0.requestApiVersion = version
      $0.correlationId = correlationId
      $0.clientId = clientId
    }
    try encode(header, Request.headerVersion(for: version), request, version, into: &writer)
  }

  private static func encode(
    _ header: some KafkaMessage, _ headerVersion: Int16, _ body: some KafkaMessage, _ version: Int16,
    into writer: inout WireWriter
  ) throws(WireError) {
    // Room for the size.
    writer.writeInt32(0)
    try header.encode(to: &writer, version: headerVersion)
    try body.encode(to: &writer, version: version)
    let length = writer.offset - 4
    guard let size = Int32(exactly: length) else {
      throw writer.error(.invalidLength(length, limit: Int(Int32.max)), "frame")
    }
    // In the writer: it shares the bytes with every copy of its buffer, which would be copied as a whole.
    writer.setInt32(size, at: 0)
  }

  /// The header of a request, read from a frame without its size; the reader stays at the body.
  ///
  /// For an API or version without a definition only the fixed part can be read: the error is then
  /// `unknownNumber` or `unsupportedVersion`, and the connection cannot go on.
  public static func requestHeader(from reader: inout WireReader) throws(WireError) -> RequestHeader {
    var ahead = reader
    let api = ApiKey(rawValue: try ahead.readInt16("requestApiKey"))
    let version = try ahead.readInt16("requestApiVersion")
    guard let headerVersion = MessageCatalog.requestHeaderVersion(api, version: version) else {
      guard let type = MessageCatalog.request(of: api) else {
        throw reader.error(.unknownNumber(Int(api.rawValue)), "API key")
      }
      throw WireError(.unsupportedVersion(version, known: type.versions), offset: reader.offset, field: type.name)
    }
    return try RequestHeader(from: &reader, version: headerVersion)
  }

  /// A response, read from a frame without its size. Bytes behind the body are an error.
  public static func readResponse<Response: KafkaResponse>(
    _: Response.Type, version: Int16, from frame: ByteBuffer
  ) throws(WireError) -> (header: ResponseHeader, body: Response) {
    var reader = WireReader(frame)
    let header = try ResponseHeader(from: &reader, version: Response.headerVersion(for: version))
    let body = try Response(from: &reader, version: version)
    if reader.remaining > 0 {
      throw WireError(.trailingBytes(reader.remaining), offset: reader.offset, field: Response.name)
    }
    return (header, body)
  }
}
