import KafkaClientCore
import KafkaMessages
import KafkaWire
import NIOCore
import Testing

/// A request as a broker reads it from a frame.
struct SentRequest {
  let header: RequestHeader
  let body: any KafkaRequest

  var api: ApiKey { ApiKey(rawValue: header.requestApiKey) }
  var version: Int16 { header.requestApiVersion }

  init(_ frame: ByteBuffer) throws {
    var frame = frame
    let size = frame.readInteger(as: Int32.self)
    #expect(size.map(Int.init) == frame.readableBytes)
    var reader = WireReader(frame)
    header = try Frame.requestHeader(from: &reader)
    body = try MessageCatalog.decodeRequest(
      ApiKey(rawValue: header.requestApiKey), version: header.requestApiVersion, from: &reader)
    #expect(reader.remaining == 0)
  }

  /// The frame of an answer, without its size, as a transport hands it over.
  func answer(_ response: some KafkaResponse) throws -> ByteBuffer {
    var frame = try Frame.response(response, version: version, correlationId: header.correlationId)
    frame.moveReaderIndex(forwardBy: 4)
    return frame
  }
}

extension ApiVersionsResponse {
  /// What a broker of a release says.
  static func broker(of release: String, without dropped: [ApiKey] = []) throws -> ApiVersionsResponse {
    let release = try #require(KafkaRelease(release))
    return .with { response in
      response.apiKeys = ReleaseTable.advertised(by: release).filter { !dropped.contains($0.api) }.map { api, range in
        .with {
          $0.apiKey = api.rawValue
          $0.minVersion = range.lowerBound
          $0.maxVersion = range.upperBound
        }
      }
    }
  }
}
