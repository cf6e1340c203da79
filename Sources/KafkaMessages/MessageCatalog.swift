public import KafkaWire

/// Finds the type of a message by its number, for brokers and tools that see messages of every kind.
public enum MessageCatalog {
  /// Every API that has a definition, by number.
  public static var requests: [any KafkaRequest.Type] { ApiKey.all.compactMap(request(of:)) }

  /// The response of an API; nil for an API without a definition.
  public static func response(of api: ApiKey) -> (any KafkaResponse.Type)? {
    func response<Request: KafkaRequest>(of _: Request.Type) -> any KafkaResponse.Type { Request.Response.self }
    return request(of: api).map { response(of: $0) }
  }

  /// Reads a request body, without its header. Bytes behind it stay in the reader.
  public static func decodeRequest(
    _ api: ApiKey, version: Int16, from reader: inout WireReader
  ) throws(WireError) -> any KafkaRequest {
    guard let type = request(of: api) else { throw unknown(api, reader) }
    return try type.init(from: &reader, version: version)
  }

  /// Reads a response body, without its header. Bytes behind it stay in the reader.
  public static func decodeResponse(
    _ api: ApiKey, version: Int16, from reader: inout WireReader
  ) throws(WireError) -> any KafkaResponse {
    guard let type = response(of: api) else { throw unknown(api, reader) }
    return try type.init(from: &reader, version: version)
  }

  private static func unknown(_ api: ApiKey, _ reader: WireReader) -> WireError {
    reader.error(.unknownNumber(Int(api.rawValue)), "API key")
  }

  /// The version of the header in front of a request, also for versions that no definition has where the protocol
  /// says what it must be; nil where nobody can know.
  ///
  /// An ApiVersions request of any version has a header that can be read, since a client asks with a version that
  /// the broker may not have (KIP-511); brokers expect the flexible one.
  public static func requestHeaderVersion(_ api: ApiKey, version: Int16) -> Int16? {
    guard let type = request(of: api) else { return nil }
    if type.versions.contains(version) { return type.headerVersion(for: version) }
    return api == .apiVersions && version > type.versions.upperBound ? 2 : nil
  }
}
