package import KafkaConformance
package import KafkaSchema
package import KafkaWire
package import NIOCore

/// A broken broker: the reference broker behind a proxy that spoils what it hears or says.
///
/// It exists to be found: the case with its id must fail while it is on. A mutant never changes the broker's own code.
package struct Mutant: Sendable {
  /// `PRODUCE-005`: the case that has to notice it; `mut.` in front makes the mutant's own name.
  package let caseId: String
  /// What the broken broker does.
  package let title: String
  /// What the case needs besides a broker.
  package let stage: Stage
  /// Makes the behaviour anew for each run, with its own memory.
  package let behaviour: @Sendable () -> Behaviour
  /// For cases of files, which have no broker: a worse verifier in the place of the suite's.
  package var segments: SegmentTools?
  /// For cases that damage a broker's files.
  package var files: FileChange?

  package init(
    _ caseId: String, _ title: String, on stage: Stage = .plain, _ behaviour: @escaping @Sendable () -> Behaviour
  ) {
    self.caseId = caseId
    self.title = title
    self.stage = stage
    self.behaviour = behaviour
  }

  package var name: String { "mut.\(caseId)" }
}

/// One request and its answer on their way through the proxy.
package struct Exchange: Sendable {
  package var connection: Int
  /// How often the broker had been restarted when the connection was made.
  package var restarts = 0
  package var api: ApiKey
  package var version: Int16
  package var correlation: Int32
  package var clientId: String?
  /// The request's body; nil when it cannot be decoded.
  package var request: Structure?
  /// The whole request, length prefix included.
  package var bytes: ByteBuffer
  /// Where the request's body begins in `bytes`.
  package var bodyOffset: Int
}

/// What a mutant does, as hooks; each is nil where it leaves things as they are. They run on one event loop.
package struct Behaviour {
  /// What to do with a request before the broker sees it.
  package enum RequestAction {
    case forward
    /// Forwards these bytes instead, length prefix included.
    case replace(ByteBuffer)
    /// Keeps it from the broker, and gives no answer.
    case swallow
    /// Answers in the broker's place with a body of this content.
    case answer(Structure)
    /// Answers in the broker's place with a whole frame.
    case reply(ByteBuffer)
    case close
  }

  /// What to do with an answer before the client sees it.
  package enum ResponseAction {
    case forward
    case replace(ByteBuffer)
    /// Gives the client these frames, in this order.
    case frames([ByteBuffer])
    case swallow
    case delay(Duration)
    case close

    var isForward: Bool { if case .forward = self { true } else { false } }
  }

  package var onRequest: ((Exchange) -> RequestAction)?
  /// With the frame as the broker sent it.
  package var onResponse: ((Exchange, ByteBuffer) -> ResponseAction)?
  /// Bytes from a client before they are looked at as frames; nil closes its connection.
  package var onBytes: ((_ connection: Int, ByteBuffer) -> ByteBuffer?)?
  /// Told of each client's connection that begins.
  package var onOpen: ((_ connection: Int) -> Void)?
  /// Told of each client's connection that is over.
  package var onClose: ((_ connection: Int) -> Void)?
  /// What to do with bytes that are no frame: true keeps them from the broker, so that nothing happens.
  package var swallowsGarbage = false
  /// A client that closes has its connection to the broker kept open.
  package var keepsClosedConnections = false

  package init() {}
}

extension Behaviour {
  /// Changes requests to one API before the broker sees them.
  package static func request(
    _ apis: ApiKey..., change: @escaping (inout Structure, Exchange) -> Void
  ) -> Behaviour {
    var behaviour = Behaviour()
    behaviour.onRequest = { exchange in
      guard apis.contains(exchange.api), var body = exchange.request else { return .forward }
      change(&body, exchange)
      guard body != exchange.request, let bytes = MutantFrames.request(exchange, body) else { return .forward }
      return .replace(bytes)
    }
    return behaviour
  }

  /// Changes answers of one API before the client sees them.
  package static func response(
    _ apis: ApiKey..., change: @escaping (inout Structure, Exchange) -> Void
  ) -> Behaviour {
    var behaviour = Behaviour()
    behaviour.onResponse = { exchange, frame in
      guard apis.contains(exchange.api), var body = MutantFrames.body(of: frame, exchange) else { return .forward }
      let before = body
      change(&body, exchange)
      guard body != before, let bytes = MutantFrames.response(exchange, body) else { return .forward }
      return .replace(bytes)
    }
    return behaviour
  }

  /// Changes the bytes of answers: what a definition cannot say.
  package static func bytes(
    _ apis: ApiKey..., change: @escaping (inout ByteBuffer, Exchange) -> Void
  ) -> Behaviour {
    var behaviour = Behaviour()
    behaviour.onResponse = { exchange, frame in
      guard apis.isEmpty || apis.contains(exchange.api) else { return .forward }
      var bytes = frame
      change(&bytes, exchange)
      return .replace(bytes)
    }
    return behaviour
  }

  /// Decides on requests to one API.
  package static func decide(
    _ apis: ApiKey..., action: @escaping (Exchange) -> RequestAction
  ) -> Behaviour {
    var behaviour = Behaviour()
    behaviour.onRequest = { exchange in apis.isEmpty || apis.contains(exchange.api) ? action(exchange) : .forward }
    return behaviour
  }

  /// Decides on answers of one API.
  package static func answer(
    _ apis: ApiKey..., action: @escaping (Exchange, ByteBuffer) -> ResponseAction
  ) -> Behaviour {
    var behaviour = Behaviour()
    behaviour.onResponse = { exchange, frame in
      apis.isEmpty || apis.contains(exchange.api) ? action(exchange, frame) : .forward
    }
    return behaviour
  }

  /// Both behaviours, one behind the other.
  package func and(_ other: Behaviour) -> Behaviour {
    var both = self
    if let first = onRequest, let second = other.onRequest {
      both.onRequest = { exchange in
        let action = first(exchange)
        if case .forward = action { return second(exchange) }
        return action
      }
    } else {
      both.onRequest = onRequest ?? other.onRequest
    }
    if let first = onResponse, let second = other.onResponse {
      both.onResponse = { exchange, frame in
        switch first(exchange, frame) {
        case .forward: return second(exchange, frame)
        case .replace(let changed):
          if case let action = second(exchange, changed), !action.isForward { return action }
          return .replace(changed)
        case let action: return action
        }
      }
    } else {
      both.onResponse = onResponse ?? other.onResponse
    }
    both.onBytes = onBytes ?? other.onBytes
    both.onOpen = onOpen ?? other.onOpen
    both.onClose = onClose ?? other.onClose
    both.swallowsGarbage = swallowsGarbage || other.swallowsGarbage
    both.keepsClosedConnections = keepsClosedConnections || other.keepsClosedConnections
    return both
  }
}

/// Frames as mutants take them apart and put them together.
package enum MutantFrames {
  /// The body of an answer; nil when it does not decode.
  package static func body(of frame: ByteBuffer, _ exchange: Exchange) -> Structure? {
    guard let reply = try? Reply(frame, api: exchange.api, version: exchange.version, number: 0),
      case .structure(let body)? = reply.body.value
    else { return nil }
    return body
  }

  /// A request with another body, its header as it was.
  package static func request(_ exchange: Exchange, _ body: Structure) -> ByteBuffer? {
    guard let interpreter = Definitions.requestInterpreter(exchange.api),
      let encoded = try? interpreter.encode(body, version: exchange.version),
      var bytes = exchange.bytes.getSlice(at: exchange.bytes.readerIndex, length: exchange.bodyOffset)
    else { return nil }
    bytes.writeImmutableBuffer(encoded)
    bytes.setInteger(Int32(bytes.readableBytes - 4), at: bytes.readerIndex)
    return bytes
  }

  /// An answer with this body.
  package static func response(_ exchange: Exchange, _ body: Structure) -> ByteBuffer? {
    guard let interpreter = Definitions.responseInterpreter(exchange.api),
      let encoded = try? interpreter.encode(body, version: exchange.version)
    else { return nil }
    var frame = ByteBuffer()
    frame.writeInteger(0 as Int32)
    frame.writeInteger(exchange.correlation)
    if interpreter.message.headerVersion(for: exchange.version) >= 1 { frame.writeInteger(0 as UInt8) }
    frame.writeImmutableBuffer(encoded)
    frame.setInteger(Int32(frame.readableBytes - 4), at: 0)
    return frame
  }
}

extension Structure {
  /// Changes the struct in a field in place.
  package mutating func change(_ name: String, _ body: (inout Structure) -> Void) {
    guard case .structure(var inner)? = self[name] else { return }
    body(&inner)
    self[name] = .structure(inner)
  }

  /// Changes each element of an array of structs in place.
  package mutating func each(_ name: String, _ body: (inout Structure) -> Void) {
    guard case .array(let elements)? = self[name] else { return }
    self[name] = .array(
      elements.map { element in
        guard case .structure(var inner) = element else { return element }
        body(&inner)
        return .structure(inner)
      })
  }

  package func int(_ name: String) -> Int64? {
    if case .integer(let number)? = self[name] { number } else { nil }
  }

  package func string(_ name: String) -> String? {
    if case .string(let text)? = self[name] { text } else { nil }
  }

  package func bytes(_ name: String) -> ByteBuffer? {
    if case .bytes(let bytes)? = self[name] { bytes } else { nil }
  }

  package func structs(_ name: String) -> [Structure] {
    guard case .array(let elements)? = self[name] else { return [] }
    return elements.compactMap { if case .structure(let inner) = $0 { inner } else { nil } }
  }
}
