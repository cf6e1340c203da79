import DequeModule
package import KafkaWire
package import NIOCore

/// One client's connection, from frames to requests and back.
///
/// A connection has one request at work at a time, as in Kafka: the next one is looked at when the answer to the
/// one before has gone out. So answers leave in the order of the requests whatever the handlers do, a producer's
/// pipelined batches are appended in the order sent, and a client that does not read its answers stops itself. Frames
/// that arrive meanwhile wait here, and reading pauses as soon as one does.
///
/// The machine knows nothing of what requests mean; ``BrokerNode`` does.
package struct BrokerConnection: Sendable {
  private enum State: Equatable {
    /// The next frame may be looked at.
    case ready
    /// A request is at work; its answer is owed. `ready` follows, or `closed`.
    case working(RequestContext)
    /// Nothing is read or sent any more. Final.
    case closed
  }

  package let id: ConnectionID
  package let peer: String
  package let host: String
  package let listener: String

  /// Bytes of answers that may be on their way out before the next request is looked at. Without it a peer that sends
  /// many small requests at once would have all their answers made before it is seen that it does not take them.
  package static let unsentLimit = 1 << 20

  private var state = State.ready
  private var waiting: Deque<ByteBuffer> = []
  private var nextSequence: UInt64 = 0
  private var isWritable = true
  /// Bytes of answers that the driver has and has not reported as sent.
  private var unsentBytes = 0
  /// Nothing is read or looked at until it is let go.
  private var isHeld = false
  /// What the driver was last told.
  private var isReadingPaused = false

  package init(id: ConnectionID, peer: String, host: String, listener: String) {
    self.id = id
    self.peer = peer
    self.host = host
    self.listener = listener
  }

  package var isClosed: Bool { state == .closed }

  /// The request at work.
  package var current: RequestContext? {
    if case .working(let context) = state { context } else { nil }
  }

  /// Bytes of frames that wait.
  package var waitingBytes: Int { waiting.reduce(0) { $0 + $1.readableBytes } }

  // MARK: Events

  package mutating func received(_ frame: ByteBuffer) {
    if state != .closed { waiting.append(frame) }
  }

  package mutating func writabilityChanged(_ isWritable: Bool) {
    self.isWritable = isWritable
  }

  package mutating func closed() {
    state = .closed
    waiting = []
  }

  /// Muted, as a client that is over its quota (KIP-219), or let go.
  package mutating func hold(_ isHeld: Bool) {
    self.isHeld = isHeld
  }

  // MARK: Requests

  /// An answer was given to the driver.
  package mutating func answered(bytes: Int) {
    unsentBytes += bytes
  }

  /// Answers are out. Returns whether requests that waited for it can be looked at now.
  package mutating func sent(bytes: Int) -> Bool {
    let wasHeld = unsentBytes >= Self.unsentLimit
    unsentBytes = max(0, unsentBytes - bytes)
    return wasHeld && unsentBytes < Self.unsentLimit && !waiting.isEmpty
  }

  /// The next frame to look at; nil while a request is at work, the connection is held, or the peer does not take its answers.
  package mutating func nextFrame() -> ByteBuffer? {
    guard state == .ready, !isHeld, isWritable, unsentBytes < Self.unsentLimit else { return nil }
    return waiting.popFirst()
  }

  /// A request was found in the frame: its answer is owed from now on.
  package mutating func began(api: ApiKey, version: Int16, correlationID: Int32, clientID: String?) -> RequestContext {
    precondition(state == .ready, "a request began while another is at work")
    let context = RequestContext(
      token: RequestToken(connection: id, sequence: nextSequence), api: api, version: version,
      correlationID: correlationID, clientID: clientID, peer: peer, host: host, listener: listener)
    nextSequence += 1
    state = .working(context)
    return context
  }

  /// The request was answered, or needs no answer. Returns its context; nil for a token that is not at work: the
  /// answer is then dropped.
  package mutating func finished(_ token: RequestToken) -> RequestContext? {
    guard case .working(let context) = state, context.token == token else { return nil }
    state = .ready
    return context
  }

  // MARK: Reading

  /// Whether the driver must change what it reads; nil when it does as it should.
  package mutating func readingChange() -> ReadingChange? {
    guard state != .closed else { return nil }
    // A peer whose answers pile up, or whose next request already waits, is not read from.
    let pauses = !isWritable || !waiting.isEmpty || isHeld
    guard pauses != isReadingPaused else { return nil }
    isReadingPaused = pauses
    return pauses ? .pause : .resume
  }

  package enum ReadingChange: Equatable, Sendable {
    case pause
    case resume
  }
}
