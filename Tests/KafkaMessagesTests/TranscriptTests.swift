import KafkaMessages
import KafkaWire
import NIOCore
import TestSupport
import Testing

/// A line of a recorded session, in either of the two formats.
private struct TranscriptLine: Decodable {
  var conn: Int
  var dir: String
  var frame: String?
  var hex: String?

  /// The frame without its size; nil for the opening or end of a connection.
  func body() -> ByteBuffer? {
    guard let text = frame ?? hex else { return nil }
    var bytes = ByteBuffer(hex: text)
    let size = bytes.readInteger(as: Int32.self) ?? -1
    #expect(bytes.readableBytes == Int(size))
    return bytes
  }
}

@Suite("Recorded sessions")
struct TranscriptTests {
  static let files: [String] = ["", "new-coordinator/"].flatMap { folder in
    ((try? Fixtures.contents(of: "transcripts/\(folder)")) ?? []).filter { $0.hasSuffix(".jsonl") }.map {
      folder + $0
    }
  }

  @Test func `there are seventy of them`() {
    #expect(Self.files.count == 70)
  }

  @Test(arguments: files)
  func `every frame decodes as a whole and encodes to the same bytes`(_ file: String) throws {
    /// Requests that wait for an answer, by connection and correlation id.
    var waiting: [Int: [Int32: (api: ApiKey, version: Int16)]] = [:]
    for (index, line) in try Fixtures.lines("transcripts/\(file)", as: TranscriptLine.self).enumerated() {
      guard let body = line.body() else { continue }
      let place = "\(file):\(index + 1)"
      do {
        if line.dir == "request" {
          let (header, api) = try checkRequest(
            body, isLibrdkafka: file.contains("librdkafka") || file.contains("confluent"), place)
          waiting[line.conn, default: [:]][header.correlationId] = (api, header.requestApiVersion)
        } else {
          var reader = WireReader(body)
          let id = try reader.readInt32("correlationId")
          let waited = waiting[line.conn]?.removeValue(forKey: id)
          let request = try #require(waited, "\(place): no request \(id)")
          try checkResponse(body, request.api, request.version, place)
        }
      } catch {
        Issue.record("\(place): \(error)")
      }
    }
  }

  private func checkRequest(
    _ bytes: ByteBuffer, isLibrdkafka: Bool, _ place: String
  ) throws -> (RequestHeader, ApiKey) {
    var reader = WireReader(bytes)
    let header = try Frame.requestHeader(from: &reader)
    let api = ApiKey(rawValue: header.requestApiKey)
    let version = header.requestApiVersion
    let request = try MessageCatalog.decodeRequest(api, version: version, from: &reader)
    // librdkafka's request for all topics carries three bytes more; brokers ignore them.
    if isLibrdkafka, api == .metadata, version == 12, reader.remaining == 3 {
      #expect(reader.unread.hexadecimal == "010000", "\(place)")
    } else {
      #expect(reader.remaining == 0, "\(place): \(request) has bytes left")
    }
    var writer = WireWriter()
    try header.encode(to: &writer, version: try #require(MessageCatalog.requestHeaderVersion(api, version: version)))
    try request.encode(to: &writer, version: version)
    let length = bytes.readableBytes - reader.remaining
    #expect(writer.buffer == bytes.getSlice(at: bytes.readerIndex, length: length), "\(place)")
    return (header, api)
  }

  private func checkResponse(_ bytes: ByteBuffer, _ api: ApiKey, _ version: Int16, _ place: String) throws {
    let type = try #require(MessageCatalog.response(of: api))
    var reader = WireReader(bytes)
    let headerVersion = type.headerVersion(for: version)
    let header = try ResponseHeader(from: &reader, version: headerVersion)
    let response = try MessageCatalog.decodeResponse(api, version: version, from: &reader)
    #expect(reader.remaining == 0, "\(place): \(response) has bytes left")
    var writer = WireWriter()
    try header.encode(to: &writer, version: headerVersion)
    try response.encode(to: &writer, version: version)
    #expect(writer.buffer == bytes.slice(), "\(place)")
  }

  /// The broker of the recordings is Kafka 3.9: its answer to ApiVersions is what the table says of 3.9.
  @Test func `the table of releases says what a recorded broker said`() throws {
    let lines = try Fixtures.lines("transcripts/java-admin.jsonl", as: TranscriptLine.self)
    let answer = try #require(lines.first { $0.dir == "response" }?.body())
    let (_, response) = try Frame.readResponse(ApiVersionsResponse.self, version: 4, from: answer)
    let expected = try ReleaseTable.advertised(by: #require(KafkaRelease("3.9")))
    #expect(response.apiKeys.count == 61)
    #expect(
      response.apiKeys.map { [$0.apiKey, $0.minVersion, $0.maxVersion] }
        == expected.map { [$0.api.rawValue, $0.versions.lowerBound, $0.versions.upperBound] })
  }
}
