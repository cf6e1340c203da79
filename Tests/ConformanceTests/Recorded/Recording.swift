import KafkaConformance
import KafkaSchema
import KafkaWire
import NIOCore
import TestSupport

/// What Apache Kafka 3.9.0 answered in a row of the catalogue, frame by frame (`fixtures/behaviour`).
struct Recording: Decodable, Sendable {
  struct Step: Decodable, Sendable {
    var setup: String?
    var name: String?
    var partitions: Int?
    var configs: [String: String]?
    var topicId: String?
    var topic: String?
    var partition: Int32?
    var records: String?
    var conn: Int?
    var send: String?
    var recv: String?
    var closed: Bool?
    var silent_ms: Int?
  }

  var `case`: String
  /// The id of the catalogue; nil for what belongs to no row.
  var row: String?
  var steps: [Step]

  var name: String { `case` }

  static let all: [Recording] = {
    let files = (try? Fixtures.contents(of: "behaviour")) ?? []
    return files.filter { $0.hasSuffix(".jsonl") }.flatMap {
      (try? Fixtures.lines("behaviour/\($0)", as: Recording.self)) ?? []
    }
  }()

  /// The requests in the order in which they were sent, each with what became of it.
  var exchanges: [RecordedExchange] {
    var exchanges: [RecordedExchange] = []
    var open: [Int: [Int]] = [:]
    var unanswered: [Int: Int] = [:]
    var last = 0
    for step in steps {
      let connection = step.conn ?? last
      last = connection
      if let send = step.send {
        for frame in RecordedRequest.split(send) {
          exchanges.append(RecordedExchange(request: frame, connection: connection))
          if frame.isAnswered {
            open[connection, default: []].append(exchanges.count - 1)
          } else {
            unanswered[connection] = exchanges.count - 1
          }
        }
      }
      if let answer = step.recv, let index = open[connection]?.first {
        open[connection]?.removeFirst()
        exchanges[index].fate = ByteBuffer(hexadecimal: answer).map { .answer($0) } ?? .unknown
      }
      if step.silent_ms != nil, let index = unanswered[connection] { exchanges[index].fate = .silence }
      if step.closed == true || step.silent_ms != nil {
        for index in open[connection] ?? [] { exchanges[index].fate = step.closed == true ? .closed : .silence }
        // What is silent now may be answered later: a member that waits for others.
        if step.closed == true { open[connection] = [] }
      }
    }
    return exchanges
  }
}

struct RecordedExchange: Sendable {
  enum Fate: Sendable {
    case answer(ByteBuffer)
    case closed
    case silence
    /// Cut by the recorder, or not looked at.
    case unknown
  }

  var request: RecordedRequest
  var connection: Int
  var fate = Fate.unknown
}

/// A request taken apart as far as it can be.
struct RecordedRequest: Sendable {
  /// Whole, length prefix included; or bytes that are no frame.
  var bytes: ByteBuffer
  /// Whether the length prefix counts what follows it, and there is a header behind it.
  var isFrame = false
  var api = ApiKey(rawValue: -1)
  var version: Int16 = -1
  var correlation: Int32 = 0
  /// Where the body begins.
  var bodyOffset = 0
  /// Nil when it does not decode to its last byte.
  var body: Structure?
  /// Whether the recorder kept only the beginning.
  var isCut = false

  /// Frames longer than this are refused before they are there (`socket.request.max.bytes`).
  static let sizeLimit: Int32 = 104_857_600

  /// Whether the definitions know this API in this version.
  var isKnown: Bool { Definitions.request(api)?.versions.contains(version) ?? false }

  /// A Produce with acks 0 has no answer.
  var isAnswered: Bool { !(api == .produce && body?["Acks"] == .integer(0)) }

  /// The frames in what was written at once.
  static func split(_ hex: String) -> [RecordedRequest] {
    guard var bytes = ByteBuffer(hexadecimal: hex) else {
      // The beginning of a long frame, which the recorder cut.
      var request = RecordedRequest(ByteBuffer(hexadecimal: hex.prefix(24)) ?? ByteBuffer())
      request.isCut = true
      return [request]
    }
    var requests: [RecordedRequest] = []
    while bytes.readableBytes > 0 {
      guard let length = bytes.getInteger(at: bytes.readerIndex, as: Int32.self), length >= 8,
        let frame = bytes.readSlice(length: 4 + Int(length))
      else {
        requests.append(RecordedRequest(bytes))
        break
      }
      requests.append(RecordedRequest(frame))
    }
    return requests
  }

  init(_ frame: ByteBuffer) {
    bytes = frame.slice()
    guard let length = bytes.getInteger(at: 0, as: Int32.self), length >= 8,
      let api = bytes.getInteger(at: 4, as: Int16.self), let version = bytes.getInteger(at: 6, as: Int16.self),
      let correlation = bytes.getInteger(at: 8, as: Int32.self)
    else { return }
    isFrame = Int(length) == bytes.readableBytes - 4
    self.api = ApiKey(rawValue: api)
    self.version = version
    self.correlation = correlation
    guard isFrame, isKnown, let interpreter = Definitions.requestInterpreter(self.api) else { return }
    let headerVersion = interpreter.message.headerVersion(for: version)
    var reader = bytes
    reader.moveReaderIndex(to: 12)
    if headerVersion >= 1 {
      guard let length = reader.readInteger(as: Int16.self) else { return }
      if length > 0, reader.readSlice(length: Int(length)) == nil { return }
    }
    if headerVersion >= 2, !Self.skipTags(&reader) { return }
    bodyOffset = reader.readerIndex
    guard let decoded = try? interpreter.decode(reader.slice(), version: version),
      decoded.range.upperBound == reader.readableBytes, case .structure(let structure) = decoded.value
    else { return }
    body = structure
  }

  private static func skipTags(_ reader: inout ByteBuffer) -> Bool {
    func varint() -> Int? {
      var value = 0
      for group in 0..<5 {
        guard let byte = reader.readInteger(as: UInt8.self) else { return nil }
        value |= Int(byte & 0x7F) << (7 * group)
        if byte & 0x80 == 0 { return value }
      }
      return nil
    }
    guard let count = varint(), count < 1000 else { return false }
    for _ in 0..<count {
      guard varint() != nil, let length = varint(), reader.readSlice(length: length) != nil else { return false }
    }
    return true
  }

  /// Entries of all lists in the body.
  var entries: Int {
    func count(_ value: Value) -> Int {
      switch value {
      case .array(let elements): elements.reduce(elements.count) { $0 + count($1) }
      case .structure(let structure): structure.fields.reduce(0) { $0 + count($1.value) }
      default: 0
      }
    }
    return body.map { count(.structure($0)) } ?? 0
  }

  /// The same header with another body.
  func with(_ body: Structure) -> ByteBuffer {
    guard let encoded = try? Definitions.requestInterpreter(api)?.encode(body, version: version),
      var frame = bytes.getSlice(at: 0, length: bodyOffset)
    else { return bytes }
    frame.writeImmutableBuffer(encoded)
    frame.setInteger(Int32(frame.readableBytes - 4), at: frame.readerIndex)
    return frame
  }

  /// The body of an answer to this request. ApiVersions of an unknown version is answered in version 0.
  func answer(_ frame: ByteBuffer) -> Structure? {
    let answered = api == .apiVersions && !isKnown ? 0 : version
    guard let reply = try? Reply(frame, api: api, version: answered, number: 0),
      case .structure(let body)? = reply.body.value
    else { return nil }
    return body
  }
}
