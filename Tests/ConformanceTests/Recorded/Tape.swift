import KafkaConformance
import KafkaConformanceMutants
import KafkaSchema
import KafkaWire
import NIOCore
import Synchronization

/// Recorded answers in place of the reference broker's: whatever a case asks as it was asked then is answered as Apache
/// Kafka answered, and everything else (topics made, leaders found) by the broker behind the proxy.
///
/// The broker behind sees those requests as well, so that it is in the state that the case believes in.
final class Tape: Sendable {
  /// What of a case's request may be other than recorded.
  enum Strictness: CaseIterable {
    /// Names and ids, one for one, and what no answer depends on.
    case exact
    /// One name for several recorded ones.
    case sharedNames
    /// Also offsets, where the case's log holds other records than the recorder's: answers then tell those of the case.
    case otherLogs
  }

  /// What was played in a run.
  struct Played: Sendable {
    var exchanges: Set<Int> = []
    var apis: Set<ApiKey> = []
  }

  private let exchanges: [RecordedExchange]
  let id: String
  let strictness: Strictness
  /// Whether every recorded error becomes none, and none an error: to see that cases notice.
  let isSpoiled: Bool
  private let log = Mutex(Played())

  /// - Parameter recordings: All of one row.
  init(_ id: String, _ recordings: [Recording], isSpoiled: Bool = false) {
    self.isSpoiled = isSpoiled
    self.id = id
    exchanges = recordings.flatMap(\.exchanges)
    strictness = .exact
  }

  private init(_ other: Tape, _ strictness: Strictness) {
    id = other.id
    isSpoiled = other.isSpoiled
    exchanges = other.exchanges
    self.strictness = strictness
  }

  /// The same with nothing played yet.
  func rewound(_ strictness: Strictness) -> Tape { Tape(self, strictness) }

  var played: Played { log.withLock { $0 } }

  /// Recorded answers and ends that a case could be given.
  var count: Int {
    exchanges.count { if case .unknown = $0.fate { false } else { true } }
  }

  /// The versions in which the recorder spoke each API.
  var versions: [ApiKey: ClosedRange<Int16>] {
    exchanges.reduce(into: [:]) { versions, exchange in
      let request = exchange.request
      guard request.isKnown else { return }
      let range = versions[request.api] ?? request.version...request.version
      versions[request.api] = min(range.lowerBound, request.version)...max(range.upperBound, request.version)
    }
  }

  func versionsSpoken(_ api: ApiKey) -> [Int16] {
    Set(exchanges.filter { $0.request.api == api && $0.request.isKnown }.map(\.request.version)).sorted()
  }

  /// What a proxy does with it, from the beginning each time.
  var behaviour: @Sendable () -> Behaviour {
    { [self] in
      let state = TapeState()
      var behaviour = Behaviour()
      behaviour.onBytes = { [self] _, bytes in closesAt(bytes, state) ? nil : bytes }
      behaviour.onRequest = { [self] in action(for: $0, state) }
      behaviour.onResponse = { [self] in answer(to: $0, $1, state) }
      return behaviour
    }
  }

  /// Bytes that are no frame, which the recorded broker closed at.
  private func closesAt(_ bytes: ByteBuffer, _ state: TapeState) -> Bool {
    let request = RecordedRequest(bytes)
    guard !request.isFrame, let length = bytes.getInteger(at: bytes.readerIndex, as: Int32.self),
      !(8...RecordedRequest.sizeLimit).contains(length), let index = match(request, state)
    else { return false }
    guard case .closed = exchanges[index].fate else { return false }
    note(index)
    return true
  }

  private func action(for exchange: Exchange, _ state: TapeState) -> Behaviour.RequestAction {
    let request = RecordedRequest(exchange.bytes)
    guard let index = match(request, state) else { return .forward }
    switch exchanges[index].fate {
    case .closed:
      note(index)
      return .close
    case .silence:
      note(index)
      // What has no answer is still to be done.
      return request.isAnswered ? .swallow : .forward
    case .answer:
      state.expected[TapeState.Key(exchange), default: []].append(index)
      return .forward
    case .unknown: return .forward
    }
  }

  /// The recorded exchange that is most like the request, of those that were not played yet.
  private func match(_ request: RecordedRequest, _ state: TapeState) -> Int? {
    var best: (index: Int, likeness: Likeness)?
    for index in exchanges.indices where !state.used.contains(index) {
      guard let likeness = Likeness(exchanges[index].request, request, state.bindings, strictness) else { continue }
      if best == nil || likeness.score > best?.likeness.score ?? 0 { best = (index, likeness) }
    }
    guard let best else { return nil }
    state.used.insert(best.index)
    state.bindings = best.likeness.bindings
    return best.index
  }

  private func answer(to exchange: Exchange, _ frame: ByteBuffer, _ state: TapeState) -> Behaviour.ResponseAction {
    // A case may use one correlation id for several requests: their answers come in order.
    guard let index = state.expected[TapeState.Key(exchange)]?.first,
      case .answer(var recorded) = exchanges[index].fate
    else { return .forward }
    state.expected[TapeState.Key(exchange)]?.removeFirst()
    note(index)
    let request = exchanges[index].request
    let asked = RecordedRequest(exchange.bytes)
    if let then = request.answer(recorded), let now = asked.answer(frame) {
      state.bindings.learn(then, now)
      let merge = AnswerMerge(
        bindings: state.bindings, isLoose: strictness == .otherLogs, asksForLess: asked.entries < request.entries)
      var body = merge.merged(then, now)
      if isSpoiled { body.spoilErrors() }
      if let bytes = MutantFrames.response(exchange, body) { return .replace(bytes) }
    }
    recorded.setInteger(exchange.correlation, at: recorded.readerIndex + 4)
    return .replace(recorded)
  }

  private func note(_ index: Int) {
    log.withLock { played in
      played.exchanges.insert(index)
      played.apis.insert(exchanges[index].request.api)
    }
  }
}

/// What a tape remembers while a case runs, on the proxy's loop.
private final class TapeState {
  struct Key: Hashable {
    var connection: Int
    var correlation: Int32

    init(_ exchange: Exchange) {
      connection = exchange.connection
      correlation = exchange.correlation
    }
  }

  var used: Set<Int> = []
  var bindings = Bindings()
  /// Recorded exchanges whose answers come when the broker behind has answered.
  var expected: [Key: [Int]] = [:]
}

extension Structure {
  fileprivate mutating func spoilErrors() {
    for index in fields.indices {
      switch fields[index].value {
      case .integer(let code) where fields[index].name == "ErrorCode":
        fields[index].value = .integer(code == 0 ? Int64(ErrorCode.invalidRequest.rawValue) : 0)
      case .array(let elements):
        fields[index].value = .array(
          elements.map { element in
            guard case .structure(var inner) = element else { return element }
            inner.spoilErrors()
            return .structure(inner)
          })
      default: continue
      }
    }
  }
}
