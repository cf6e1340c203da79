import KafkaMessages
import KafkaWire
import NIOCore
import TestSupport
import Testing

/// A recorded session of a client with Apache Kafka 3.9.0, read from either of the two formats of
/// `fixtures/transcripts`.
struct Transcript {
  struct Event {
    /// Since the session began.
    var milliseconds: Int
    var connection: Int
    var kind: Kind
  }

  enum Kind {
    /// Frames without their length.
    case request(ByteBuffer)
    case response(ByteBuffer)
    case closed
  }

  /// A request with the answer that the recording has for it.
  struct Exchange {
    var api: ApiKey
    var version: Int16
    var correlation: Int32
    var connection: Int
    var request: ByteBuffer
    /// nil where there is none: Produce with acks=0, or the end of the session.
    var response: ByteBuffer?
  }

  var name: String
  var events: [Event]

  /// A line of either format.
  private struct Line: Decodable {
    var ms: Int
    var conn: Int
    var dir: String
    var frame: String?
    var hex: String?
    var closed: Bool?
  }

  static let names: [String] = {
    func sessions(_ folder: String) -> [String] {
      ((try? Fixtures.contents(of: "transcripts/\(folder)")) ?? []).filter { $0.hasSuffix(".jsonl") }.map {
        folder + $0.dropLast(".jsonl".count)
      }
    }
    return sessions("") + sessions("new-coordinator/")
  }()

  init(_ name: String) throws {
    self.name = name
    var events: [Event] = []
    var closed: Set<Int> = []
    for line in try Fixtures.lines("transcripts/\(name).jsonl", as: Line.self) {
      if let hex = line.frame ?? line.hex {
        var frame = ByteBuffer(hex: hex)
        let length = frame.readInteger(as: Int32.self) ?? -1
        #expect(Int(length) == frame.readableBytes)
        events.append(
          Event(
            milliseconds: line.ms, connection: line.conn,
            kind: line.dir == "request" ? .request(frame) : .response(frame)))
      } else if line.closed == true || line.dir.hasSuffix("close"), closed.insert(line.conn).inserted {
        events.append(Event(milliseconds: line.ms, connection: line.conn, kind: .closed))
      }
    }
    self.events = events
  }

  /// Requests with their answers, in the order in which they were sent.
  func exchanges() throws -> [Exchange] {
    var exchanges: [Exchange] = []
    var open: [Int: [Int32: Int]] = [:]
    for event in events {
      switch event.kind {
      case .request(let frame):
        guard let head = RequestHead(frame) else { continue }
        open[event.connection, default: [:]][head.correlation] = exchanges.count
        exchanges.append(
          Exchange(
            api: head.api, version: head.version, correlation: head.correlation, connection: event.connection,
            request: frame))
      case .response(let frame):
        let correlation = try #require(frame.getInteger(at: frame.readerIndex, as: Int32.self))
        let asked = open[event.connection]?.removeValue(forKey: correlation)
        let index = try #require(asked, "an answer to nothing")
        exchanges[index].response = frame
      case .closed:
        break
      }
    }
    return exchanges
  }
}

/// What every request begins with.
struct RequestHead {
  var api: ApiKey
  var version: Int16
  var correlation: Int32

  init?(_ frame: ByteBuffer) {
    guard let api = frame.getInteger(at: frame.readerIndex, as: Int16.self),
      let version = frame.getInteger(at: frame.readerIndex + 2, as: Int16.self),
      let correlation = frame.getInteger(at: frame.readerIndex + 4, as: Int32.self)
    else { return nil }
    self.api = ApiKey(rawValue: api)
    self.version = version
    self.correlation = correlation
  }
}

extension Transcript.Exchange {
  func decodeRequest<Request: KafkaRequest>(_ type: Request.Type) throws -> Request? {
    guard api == Request.apiKey else { return nil }
    var reader = WireReader(request)
    _ = try RequestHeader(from: &reader, version: Request.headerVersion(for: version))
    return try Request(from: &reader, version: version)
  }

  func decodeResponse<Response: KafkaResponse>(_ type: Response.Type) throws -> Response? {
    guard api == Response.apiKey, let response else { return nil }
    var reader = WireReader(response)
    _ = try ResponseHeader(from: &reader, version: Response.headerVersion(for: version))
    return try Response(from: &reader, version: version)
  }
}
