import DequeModule
package import KafkaMessages
package import KafkaWire
package import NIOCore

/// The client's side of one connection.
///
/// It asks the broker for its versions first, and only then lets requests through, each in the newest version that
/// both sides speak. Brokers answer in the order of the requests, so answers are matched by order and their
/// correlation ids only confirm it. When the request that has waited longest is not answered in time the whole
/// connection is given up: nothing behind it could be answered either, and a late answer must not be taken for
/// another's.
///
/// It does not queue: its owner sends only while `canSend` is true.
///
/// Rules: the protocol guide; KIP-35, KIP-511 (ApiVersions), KIP-219 (throttling), KIP-601 (setup timeout).
package struct BrokerConnection: Sendable {
  /// What does not change between connections of a client.
  package struct Settings: Equatable, Sendable {
    package var clientID: String
    /// Sent with ApiVersions so that the broker can count its clients by kind (KIP-511).
    package var softwareName = "swift-kafka"
    package var softwareVersion = "0.1.0"
    /// From the TCP connection to the answer of ApiVersions.
    package var negotiationTimeout: Duration
    package var maximumInFlight: Int
    /// Nil keeps a connection without traffic open.
    package var idleTimeout: Duration?

    package init(
      clientID: String, negotiationTimeout: Duration, maximumInFlight: Int, idleTimeout: Duration?
    ) {
      self.clientID = clientID
      self.negotiationTimeout = negotiationTimeout
      self.maximumInFlight = maximumInFlight
      self.idleTimeout = idleTimeout
    }
  }

  private enum State: Equatable {
    /// The socket is being connected. `checkingApiVersions` follows, or `closed`.
    case connecting(deadline: Instant)
    /// ApiVersions is under way in `version`. `ready` follows, this again with a lower version, or `closed`.
    case checkingApiVersions(version: Int16, correlationID: Int32, deadline: Instant)
    /// Requests may be sent. `closed` follows.
    case ready(BrokerCapabilities)
    /// Final.
    case closed
  }

  private struct InFlight {
    let id: RequestID
    let type: any KafkaRequest.Type
    let version: Int16
    let correlationID: Int32
    let timeout: Duration
    /// Moves when the broker asks for a pause.
    var sentAt: Instant
    let leftAt: Instant
    let byteCount: Int
  }

  private let settings: Settings
  /// The broker as messages name it: `node 1 at 10.0.0.1:9092`.
  package let peer: String
  private var state: State
  private var inFlight = Deque<InFlight>()
  private var nextCorrelationID: Int32 = 0
  private var isWritable = true
  private var mutedUntil = Instant(nanoseconds: .min)
  private var lastActivity: Instant
  /// When the request at the front became the one that the broker owes next.
  private var headSince = Instant.zero

  /// What observers know it by; nil where there are none.
  package var observed: KafkaClientEvent.Connection?
  /// Whether requests are reported.
  package var reportsRequests = false
  private var events: [KafkaClientEvent] = []
  private let dialledAt: Instant
  /// From the dialling to the first request; nil while it is not ready.
  package private(set) var setupTime: Duration?

  /// - Parameter setupTimeout: For the TCP connection; grows from attempt to attempt (see `Backoff`).
  package init(peer: String, settings: Settings, setupTimeout: Duration, now: Instant) {
    self.peer = peer
    self.settings = settings
    lastActivity = now
    dialledAt = now
    state = .connecting(deadline: now + setupTimeout)
  }

  // MARK: Questions

  package var isReady: Bool {
    if case .ready = state { true } else { false }
  }

  package var isClosed: Bool { state == .closed }

  /// Nil until the broker has said.
  package var capabilities: BrokerCapabilities? {
    if case .ready(let capabilities) = state { capabilities } else { nil }
  }

  package var inFlightCount: Int { inFlight.count }

  package func isThrottled(at now: Instant) -> Bool { now < mutedUntil }

  /// Whether a request handed in now goes out now.
  package func canSend(at now: Instant) -> Bool {
    isReady && inFlight.count < settings.maximumInFlight && isWritable && !isThrottled(at: now)
  }

  /// When the connection can be sent to again, if all that keeps it is the broker's wish for a pause.
  package var throttleEnd: Instant? {
    isReady && inFlight.count < settings.maximumInFlight && isWritable ? mutedUntil : nil
  }

  /// When `deadlineReached` wants to be called, at the latest.
  package var nextDeadline: Instant {
    switch state {
    case .connecting(let deadline), .checkingApiVersions(_, _, let deadline): deadline
    case .ready: headDeadline ?? idleDeadline
    case .closed: .distantFuture
    }
  }

  /// The request whose answer is due next, with the time by which it must come.
  private var headDeadline: Instant? {
    guard let head = inFlight.first else { return nil }
    return max(head.sentAt, headSince) + head.timeout
  }

  private var idleDeadline: Instant {
    settings.idleTimeout.map { lastActivity + $0 } ?? .distantFuture
  }

  // MARK: Opening

  /// The socket is connected. Returns the frame to send.
  package mutating func opened(at now: Instant) -> ByteBuffer {
    guard case .connecting = state else { preconditionFailure("opened while \(state)") }
    lastActivity = now
    let newest = ClientVersions.range(of: ApiVersionsRequest.self).upperBound
    return askForVersions(newest, deadline: now + settings.negotiationTimeout)
  }

  private mutating func askForVersions(_ version: Int16, deadline: Instant) -> ByteBuffer {
    let correlationID = takeCorrelationID()
    state = .checkingApiVersions(version: version, correlationID: correlationID, deadline: deadline)
    var request = ApiVersionsRequest()
    if version >= 3 {
      request.clientSoftwareName = settings.softwareName
      request.clientSoftwareVersion = settings.softwareVersion
    }
    do {
      return try Frame.request(
        request, version: version, correlationId: correlationID, clientId: settings.clientID)
    } catch {
      preconditionFailure("ApiVersions \(version) cannot be written: \(error)")
    }
  }

  // MARK: Sending

  package enum SendAction: Equatable {
    /// Send the frame. The answer comes with `received`.
    case send(FramePieces)
    /// Send the frame. There will be no answer: the request is done.
    case sendWithoutAnswer(FramePieces)
    /// Nothing to send: the request fails.
    case fail(KafkaError)
  }

  /// A request is due. Its owner has seen that `canSend` is true.
  package mutating func send(_ request: PendingRequest, at now: Instant) -> SendAction {
    guard case .ready(let capabilities) = state else { preconditionFailure("a request was sent while \(state)") }
    guard let version = capabilities.version(of: request.api, ours: request.versions) else {
      return .fail(unsupported(request, capabilities))
    }
    let correlationID = takeCorrelationID()
    let frame: FramePieces
    do {
      frame = try encode(request.body(version), version, correlationID, request.sizeHint)
    } catch {
      let why = "the request has no form in version \(version): \(error)"
      return .fail(KafkaError(.unsupportedVersion, why, cause: error, api: request.api, broker: peer))
    }
    lastActivity = now
    let sent = InFlight(
      id: request.id, type: request.type, version: version, correlationID: correlationID, timeout: request.timeout,
      sentAt: now, leftAt: now, byteCount: frame.byteCount)
    report { .requestSent(Self.event($0, sent, expectsAnswer: request.expectsResponse)) }
    guard request.expectsResponse else { return .sendWithoutAnswer(frame) }
    if inFlight.isEmpty { headSince = now }
    inFlight.append(sent)
    return .send(frame)
  }

  private func encode<Request: KafkaRequest>(
    _ request: Request, _ version: Int16, _ correlationID: Int32, _ sizeHint: Int
  ) throws(WireError) -> FramePieces {
    try Frame.requestPieces(
      request, version: version, correlationId: correlationID, clientId: settings.clientID, sizeHint: sizeHint)
  }

  private func unsupported(_ request: PendingRequest, _ capabilities: BrokerCapabilities) -> KafkaError {
    let ours = "\(request.versions.lowerBound) to \(request.versions.upperBound)"
    let why =
      capabilities.versions[request.api].map {
        "the broker has versions \($0.lowerBound) to \($0.upperBound), the client needs \(ours)"
      } ?? "the broker does not have this API"
    return KafkaError(.unsupportedVersion, why, api: request.api, broker: peer)
  }

  /// Ids count up from 0. The last eight positive ones are left to authentication, as the Java client has it.
  private mutating func takeCorrelationID() -> Int32 {
    let id = nextCorrelationID
    nextCorrelationID = id >= Self.lastCorrelationID ? 0 : id + 1
    return id
  }

  package static let lastCorrelationID: Int32 = 0x7fff_fff7

  /// For tests, which cannot send two thousand million requests.
  package mutating func skipCorrelationIDs(to id: Int32) { nextCorrelationID = id }

  // MARK: Receiving

  package enum ReceiveAction: Equatable {
    /// Send the frame; the broker does not speak the version asked in.
    case send(ByteBuffer)
    /// The broker has said what it speaks; requests may be sent.
    case ready
    /// The answer to a request.
    case complete(RequestID, Reply)
    /// The request failed, but the connection is in order.
    case fail(RequestID, KafkaError)
    /// Close the connection; everything on it fails with the error.
    case close(KafkaError)
  }

  /// A frame came, without its length.
  package mutating func received(_ frame: ByteBuffer, at now: Instant) -> ReceiveAction {
    lastActivity = now
    switch state {
    case .checkingApiVersions(let version, let correlationID, let deadline):
      return receivedVersions(frame, version: version, correlationID: correlationID, deadline: deadline)
    case .ready:
      return receivedAnswer(frame, at: now)
    case .connecting:
      preconditionFailure("a frame came over a socket that is not connected")
    case .closed:
      return .close(KafkaError(.closed, "the connection is closed", broker: peer))
    }
  }

  private mutating func receivedVersions(
    _ frame: ByteBuffer, version: Int16, correlationID: Int32, deadline: Instant
  ) -> ReceiveAction {
    var reader = WireReader(frame)
    do {
      // The header is the oldest one whatever the version, so that a broker can refuse a version it does not know.
      let header = try ResponseHeader(from: &reader, version: 0)
      guard header.correlationId == correlationID else {
        return .close(mismatch(header.correlationId, expected: correlationID, .apiVersions))
      }
      var ahead = reader
      let error = ErrorCode(rawValue: try ahead.readInt16("errorCode"))
      if error == .unsupportedVersion, version > 0 {
        return .send(askForVersions(Self.versionToRetry(after: version, body: reader), deadline: deadline))
      }
      guard error == .none else {
        return .close(KafkaError(BrokerError(error), api: .apiVersions, broker: peer))
      }
      let capabilities = BrokerCapabilities(try ApiVersionsResponse(from: &reader, version: version))
      state = .ready(capabilities)
      setupTime = lastActivity - dialledAt
      return .ready
    } catch {
      return .close(undecodable(error, .apiVersions, version))
    }
  }

  /// A broker that does not know the version answers as in version 0, and names what it knows. Some answer with
  /// anything behind the error code (librdkafka's mock cluster does), and then only version 0 is safe.
  private static func versionToRetry(after version: Int16, body: WireReader) -> Int16 {
    var reader = body
    guard let response = try? ApiVersionsResponse(from: &reader, version: 0),
      let entry = response.apiKeys.first(where: { $0.apiKey == ApiKey.apiVersions.rawValue }),
      entry.minVersion <= entry.maxVersion
    else { return 0 }
    // Lower than before in any case, so that this ends.
    let ours = ClientVersions.range(of: ApiVersionsRequest.self)
    return max(0, min(entry.maxVersion, ours.upperBound, version - 1))
  }

  private mutating func receivedAnswer(_ frame: ByteBuffer, at now: Instant) -> ReceiveAction {
    guard let request = inFlight.popFirst() else {
      return .close(
        KafkaError(.protocolViolation, "a response of \(frame.readableBytes) bytes to no request", broker: peer))
    }
    headSince = now
    do {
      let (correlationID, body) = try Self.decode(request.type, frame, request.version)
      guard correlationID == request.correlationID else {
        inFlight.prepend(request)
        return .close(mismatch(correlationID, expected: request.correlationID, request.type.apiKey))
      }
      if let body = body as? any ThrottlingResponse { throttle(body, version: request.version, at: now) }
      reportAnswer(body, to: request, byteCount: frame.readableBytes, at: now)
      return .complete(request.id, Reply(body: body, version: request.version))
    } catch {
      inFlight.prepend(request)
      return .close(undecodable(error, request.type.apiKey, request.version))
    }
  }

  /// Bytes behind the body are left alone, as the Java client does: some brokers leave some there.
  private static func decode<Request: KafkaRequest>(
    _: Request.Type, _ frame: ByteBuffer, _ version: Int16
  ) throws(WireError) -> (Int32, any KafkaResponse) {
    var reader = WireReader(frame)
    let header = try ResponseHeader(from: &reader, version: Request.Response.headerVersion(for: version))
    return (header.correlationId, try Request.Response(from: &reader, version: version))
  }

  /// Mutes the connection for sending as long as the broker asks (KIP-219). Requests under way are not to blame for
  /// the pause, so their time does not run meanwhile.
  private mutating func throttle(_ response: some ThrottlingResponse, version: Int16, at now: Instant) {
    guard response.throttleTimeMs > 0, version >= type(of: response).firstVersionThrottlingClients else { return }
    // Pauses that overlap are one: only what this one adds stops the clocks longer.
    let end = max(mutedUntil, now + .milliseconds(Int64(response.throttleTimeMs)))
    let pause = end - max(mutedUntil, now)
    mutedUntil = end
    headSince = headSince + pause
    for index in inFlight.indices { inFlight[index].sentAt = inFlight[index].sentAt + pause }
  }

  private func mismatch(_ seen: Int32, expected: Int32, _ api: ApiKey) -> KafkaError {
    KafkaError(
      .protocolViolation, "expected a response with correlation id \(expected), got \(seen)", api: api, broker: peer)
  }

  private func undecodable(_ error: WireError, _ api: ApiKey, _ version: Int16) -> KafkaError {
    KafkaError(
      .protocolViolation, "the response in version \(version) cannot be read", cause: error, api: api, broker: peer)
  }

  /// The socket has room for more, or none.
  package mutating func writabilityChanged(_ isWritable: Bool) { self.isWritable = isWritable }

  // MARK: Ending

  package enum DeadlineAction: Equatable {
    case none
    /// Close the connection; everything on it fails with the error.
    case close(KafkaError)
    /// Close the connection. Nothing fails, and nobody needs to know.
    case closeIdle
  }

  package mutating func deadlineReached(at now: Instant) -> DeadlineAction {
    guard now >= nextDeadline else { return .none }
    switch state {
    case .connecting:
      return .close(KafkaError(.unreachable, "no TCP connection in the time allowed", broker: peer))
    case .checkingApiVersions:
      return .close(
        KafkaError(
          .unreachable, "no answer within \(settings.negotiationTimeout) of connecting; is it a Kafka broker?",
          api: .apiVersions, broker: peer))
    case .ready:
      guard let head = inFlight.first else { return .closeIdle }
      let waited = now - head.sentAt
      return .close(
        KafkaError(
          .disconnected, "no response for \(waited.wholeMilliseconds) ms, \(head.timeout.wholeMilliseconds) allowed",
          api: head.type.apiKey, broker: peer))
    case .closed:
      return .none
    }
  }

  /// The socket is gone. Returns the requests that will never be answered, oldest first.
  package mutating func closed() -> [(id: RequestID, api: ApiKey)] {
    state = .closed
    for request in inFlight { report { .requestLost(Self.event($0, request)) } }
    let lost = inFlight.map { ($0.id, $0.type.apiKey) }
    inFlight.removeAll()
    return lost
  }

  // MARK: Observing

  /// What happened to requests since the last time.
  package mutating func takeEvents() -> [KafkaClientEvent] {
    if events.isEmpty { return [] }
    defer { events = [] }
    return events
  }

  private mutating func report(_ event: (KafkaClientEvent.Connection) -> KafkaClientEvent) {
    guard reportsRequests, let observed else { return }
    events.append(event(observed))
  }

  private static func event(
    _ connection: KafkaClientEvent.Connection, _ request: InFlight, expectsAnswer: Bool = true
  ) -> KafkaClientEvent.Request {
    KafkaClientEvent.Request(
      connection: connection, api: request.type.apiKey, version: request.version, byteCount: request.byteCount,
      expectsAnswer: expectsAnswer)
  }

  private mutating func reportAnswer(
    _ body: any KafkaResponse, to request: InFlight, byteCount: Int, at now: Instant
  ) {
    guard reportsRequests else { return }
    let pause = Duration.milliseconds(Int64((body as? any ThrottlingResponse)?.throttleTimeMs ?? 0))
    report {
      .requestAnswered(
        Self.event($0, request), .init(latency: now - request.leftAt, byteCount: byteCount, throttle: pause))
    }
    if pause > .zero { report { .throttled($0, api: request.type.apiKey, pause: pause) } }
  }

  /// The oldest request that the broker owes an answer to: the suspect when it hangs up instead.
  package var unanswered: String? {
    inFlight.first.map { "\($0.type.apiKey) version \($0.version)" }
  }

  /// One line for a person who wonders what it is doing.
  package func summary(at now: Instant) -> String {
    switch state {
    case .connecting: return "connecting"
    case .checkingApiVersions: return "asking for versions"
    case .closed: return "closed"
    case .ready:
      var text = "ready, \(inFlight.count) in flight"
      if let head = inFlight.first {
        text += " (\(head.type.apiKey) v\(head.version) for \((now - head.sentAt).wholeMilliseconds) ms)"
      }
      if isThrottled(at: now) { text += ", throttled for \((mutedUntil - now).wholeMilliseconds) ms" }
      if !isWritable { text += ", the socket is full" }
      return text
    }
  }
}
