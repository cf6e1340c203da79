import KafkaMessages
import KafkaWire
import NIOCore

/// Carries out what the rules of a fault script say.
extension BrokerNode {
  // MARK: Requests

  /// Shows a request to the rules.
  ///
  /// - Returns: whether it has been dealt with.
  func intercept<Request: InterceptableRequest>(
    _ request: Request, _ header: RequestHeader, _ frame: ByteBuffer, on id: ConnectionID,
    _ handler: (Request, RequestContext) -> Reply
  ) -> Bool {
    if interception?.isDelivering == true {
      interception?.isDelivering = false
      return false
    }
    guard let desk = interception?.desk, desk.isActive, let connection = connections[id] else { return false }
    // A closure sees what the client sent; what a session adds to it is in the places.
    let whole = complete(request)
    let seen = describe(request, places: whole.places, header, size: frame.readableBytes, connection)
    guard let (effect, rule) = desk.decide(seen, at: now.instant) else { return false }
    // A client that asks with a version that is too new for the broker expects the answer in the oldest (KIP-511).
    let isRefusedVersion = Request.apiKey == .apiVersions && effect.code == .unsupportedVersion
    guard let context = begin(header, answerVersion: isRefusedVersion ? 0 : nil, on: id) else { return true }
    if isRefusedVersion {
      settle(.answer(unsupportedApiVersions()), context)
    } else if case .answer(let code) = effect.kind {
      fail(whole, with: code, rule, context, handler)
    } else {
      carryOut(effect, on: request, frame, context, handler)
    }
    return true
  }

  private func carryOut<Request: InterceptableRequest>(
    _ effect: InterceptionEffect, on request: Request, _ frame: ByteBuffer, _ context: RequestContext,
    _ handler: (Request, RequestContext) -> Reply
  ) {
    switch effect.kind {
    case .dropRequest:
      // Nobody waits for the answer to a request that has none.
      if !request.isAnswered { release(context.token) }
      return
    case .closeBeforeWork:
      close(context.token.connection, .scripted)
      return
    case .halfOpen:
      hold(context.token.connection, true)
      return
    case .delayRequest(let time):
      interception?.set(.deliver(frame, context.token), at: now.instant + time)
      return
    case .pass, .choose, .answer: break
    case .dropAnswer: interception?.plan(.drop, for: context.token)
    case .delayAnswer(let time): interception?.plan(.delay(time), for: context.token)
    case .closeAfterWork: interception?.plan(.close, for: context.token)
    case .closeWithinAnswer(let bytes): interception?.plan(.closeWithin(bytes), for: context.token)
    case .throttle(let time): interception?.plan(.throttle(time), for: context.token)
    case .deliverTwice: interception?.plan(.again(frame), for: context.token)
    }
    settle(handler(request, context), context)
  }

  private func fail<Request: InterceptableRequest>(
    _ request: Request, with code: ErrorCode, _ rule: InterceptionRule, _ context: RequestContext,
    _ handler: (Request, RequestContext) -> Reply
  ) {
    let failure = request.failure(code, version: context.version) { place in
      rule.concerns(name(of: place), place.partition)
    }
    switch failure {
    case .whole(let response):
      settle(request.isAnswered ? .answer(response) : .close(.failedSilentProduce(code)), context)
    case .part(let rest, let change):
      guard request.isAnswered else {
        interception?.plan(.close, for: context.token)
        return settle(handler(rest, context), context)
      }
      interception?.plan(
        .change { response in
          guard var response = response as? Request.Response else { return response }
          change(&response)
          return response
        }, for: context.token)
      settle(handler(rest, context), context)
    }
  }

  // MARK: Answers

  /// What becomes of an answer. nil when it is not to be sent now.
  func intercepted(_ response: any KafkaResponse, to context: RequestContext) -> (any KafkaResponse)? {
    guard let plan = interception?.takePlan(for: context.token) else { return response }
    let id = context.token.connection
    switch plan {
    case .drop: return nil
    case .change(let change): return change(response)
    case .close:
      close(id, .scripted)
      return nil
    case .closeWithin(let bytes):
      if let frame = encoded(response, to: context) {
        let count = min(bytes ?? frame.readableBytes / 2, frame.readableBytes - 1)
        if count > 0, let part = frame.getSlice(at: frame.readerIndex, length: count) { send(part, on: id) }
        close(id, .scripted)
      }
      return nil
    case .delay(let time):
      interception?.set(.answer(response, context.token), at: now.instant + time)
      return nil
    case .throttle(let time):
      guard var throttled = response as? any InterceptableResponse else { return response }
      return throttle(&throttled, for: time, context)
    case .again(let frame):
      again(frame, context.token)
      return nil
    }
  }

  /// A request was served that has no answer.
  ///
  /// - Returns: whether its connection has been dealt with.
  func interceptedWithoutAnswer(_ context: RequestContext) -> Bool {
    switch interception?.takePlan(for: context.token) {
    case .close, .closeWithin: close(context.token.connection, .scripted)
    case .again(let frame): again(frame, context.token)
    case .throttle(let time):
      release(context.token)
      mute(context.token.connection, for: time)
    case .drop, .delay, .change, nil: return false
    }
    return true
  }

  private func throttle<Response: InterceptableResponse>(
    _ response: inout Response, for time: Duration, _ context: RequestContext
  ) -> (any KafkaResponse)? {
    if context.version >= Response.firstVersionWithThrottleTime {
      response.throttleTimeMs = Int32(clamping: time.wholeMilliseconds)
    }
    guard context.version >= Response.firstVersionAnsweredAtOnce else {
      interception?.set(.answer(response, context.token), at: now.instant + time)
      return nil
    }
    mute(context.token.connection, for: time)
    return response
  }

  private func mute(_ id: ConnectionID, for time: Duration) {
    hold(id, true)
    interception?.set(.letGo(id), at: now.instant + time)
  }

  private func again(_ frame: ByteBuffer, _ token: RequestToken) {
    guard release(token) else { return }
    deliver(frame, on: token.connection)
  }

  /// Serves a request that the rules have seen.
  private func deliver(_ frame: ByteBuffer, on id: ConnectionID) {
    interception?.isDelivering = true
    serve(frame, on: id)
    interception?.isDelivering = false
  }

  // MARK: Time

  func endInterceptedWaits() {
    while let alarm = interception?.popAlarm(at: now.instant) {
      switch alarm {
      case .letGo(let id): hold(id, false)
      case .answer(let response, let token): answer(token, response)
      case .deliver(let frame, let token):
        guard release(token) else { continue }
        deliver(frame, on: token.connection)
        wake(token.connection)
      }
    }
  }

  // MARK: What a request is about

  private func describe(
    _ request: some InterceptableRequest, places: [RequestPlace], _ header: RequestHeader, size: Int,
    _ connection: BrokerConnection
  ) -> InterceptedRequest {
    var topics: [String] = []
    var known: Set<String> = []
    var partitions: [TopicPartition] = []
    for place in places {
      guard let topic = name(of: place) else { continue }
      if known.insert(topic).inserted { topics.append(topic) }
      if let partition = place.partition { partitions.append(TopicPartition(topic: topic, partition: partition)) }
    }
    return InterceptedRequest(
      request, api: ApiKey(rawValue: header.requestApiKey), version: header.requestApiVersion,
      correlationID: header.correlationId, clientID: header.clientId, connection: connection.id.number,
      peer: connection.peer, listener: connection.listener, node: configuration.nodeID, topics: topics,
      partitions: partitions, size: size)
  }

  private func name(of place: RequestPlace) -> String? {
    if place.topicID != .zero { return topicNames[place.topicID] }
    return place.topic.isEmpty ? nil : place.topic
  }

  /// A Fetch with all that its session has the broker remember; every other request as it is.
  private func complete<Request: InterceptableRequest>(_ request: Request) -> Request {
    guard let fetch = request as? FetchRequest, let whole = fetchSessions.complete(fetch) as? Request else {
      return request
    }
    return whole
  }
}

extension InterceptionEffect {
  fileprivate var code: ErrorCode? {
    if case .answer(let code) = kind { code } else { nil }
  }
}
