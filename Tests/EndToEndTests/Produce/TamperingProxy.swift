import KafkaBroker
import KafkaMessages
import KafkaTransport
import KafkaWire
import NIOCore
import NIOPosix
import Synchronization

/// What a ``TamperingProxy`` does to the next requests of an API, in order. What is not planned passes.
final class TamperingPlan: Sendable {
  enum Tampering: Equatable, Sendable {
    case pass
    /// Answered with this error instead of being passed on.
    case refuse(ErrorCode)
    /// Passed on; the broker's answer is replaced by this error.
    case deny(ErrorCode)
    /// The connection is closed instead of passing it on.
    case closeBefore
    /// Passed on; the connection is closed instead of giving the answer.
    case closeAfter
    /// Passed on; neither this answer nor a later one on the connection is given.
    case withholdAnswer
  }

  private let planned = Mutex<[ApiKey: [Tampering]]>([:])

  func add(_ tampering: Tampering..., to api: ApiKey) { planned.withLock { $0[api, default: []] += tampering } }

  fileprivate func next(for api: ApiKey) -> Tampering {
    planned.withLock { planned in
      guard let first = planned[api]?.first else { return .pass }
      planned[api]?.removeFirst()
      return first
    }
  }

  /// What has not happened yet.
  var rest: [Tampering] { planned.withLock { $0.values.flatMap(\.self) } }
}

/// Stands between clients and a broker of this package, which advertises it, and spoils single exchanges. Answers keep
/// the order of the requests.
final class TamperingProxy: FrameListenerDelegate {
  private let loop: any EventLoop
  private let plan: TamperingPlan
  private var listener: FrameListener?
  private var upstream: SocketAddress?

  private init(loop: any EventLoop, plan: TamperingPlan) {
    self.loop = loop
    self.plan = plan
  }

  /// Runs `body` beside a broker and a proxy in front of it.
  ///
  /// - Parameter body: Gets the plan, and the bootstrap servers that lead through the proxy.
  static func run(
    _ configuration: BrokerConfiguration = .testing,
    body: @Sendable (_ plan: TamperingPlan, _ servers: String) async throws -> Void
  ) async throws {
    let loop = MultiThreadedEventLoopGroup.singleton.next()
    let plan = TamperingPlan()
    let proxy = try await loop.submit {
      NIOLoopBoundBox(TamperingProxy(loop: loop, plan: plan), eventLoop: loop)
    }.get()
    let address = try await loop.flatSubmit { proxy.value.listen() }.get()
    var configuration = configuration
    configuration.advertisedListeners = [Listener(host: "127.0.0.1", port: address.port ?? 0)]
    let result: Result<Void, any Error>
    do {
      try await Broker.withBroker(configuration: configuration) { broker in
        let bound = try await broker.boundListeners.first?.port ?? 0
        let upstream = try SocketAddress(ipAddress: "127.0.0.1", port: bound)
        try await loop.submit { proxy.value.upstream = upstream }.get()
        try await body(plan, "127.0.0.1:\(address.port ?? 0)")
      }
      result = .success(())
    } catch {
      result = .failure(error)
    }
    try await loop.flatSubmit { proxy.value.close() }.get()
    try result.get()
  }

  private func listen() -> EventLoopFuture<SocketAddress> {
    let listener = FrameListener(loop: loop, configuration: .init(), delegate: self)
    self.listener = listener
    return listener.bind(host: "127.0.0.1", port: 0)
  }

  private func close() -> EventLoopFuture<Void> { listener?.close() ?? loop.makeSucceededVoidFuture() }

  func accepted(_ connection: FrameConnection, by listener: FrameListener) -> (any FrameConnectionDelegate)? {
    guard let upstream else { return nil }
    let conversation = Conversation(client: connection, plan: plan)
    conversation.broker = FrameConnector.connect(
      to: upstream, on: loop, timeout: .seconds(5), configuration: .init(), delegate: BrokerSide(conversation))
    return conversation
  }

  /// One connection of a client and its continuation to the broker.
  private final class Conversation: FrameConnectionDelegate {
    private struct Exchange {
      var tampering: TamperingPlan.Tampering
      /// The error in place of the broker's answer.
      var substitute: ByteBuffer?
      /// What the client gets, when it is its turn.
      var answer: ByteBuffer?
    }

    let client: FrameConnection
    let plan: TamperingPlan
    var broker: FrameConnection?
    private var early: [ByteBuffer]? = []
    private var exchanges: [Exchange] = []

    init(client: FrameConnection, plan: TamperingPlan) {
      self.client = client
      self.plan = plan
    }

    func received(_ frames: [ByteBuffer], on connection: FrameConnection) {
      for frame in frames {
        do {
          try receivedRequest(frame)
        } catch {
          return client.abort()
        }
      }
    }

    private func receivedRequest(_ frame: ByteBuffer) throws {
      var reader = WireReader(frame)
      let header = try Frame.requestHeader(from: &reader)
      let api = ApiKey(rawValue: header.requestApiKey)
      let tampering = plan.next(for: api)
      var exchange = Exchange(tampering: tampering)
      switch tampering {
      case .closeBefore: return client.abort()
      case .refuse(let error), .deny(let error):
        let request = try MessageCatalog.decodeRequest(api, version: header.requestApiVersion, from: &reader)
        exchange.substitute = try refusal(of: request, error, header)
      case .pass, .closeAfter, .withholdAnswer: break
      }
      if case .refuse = tampering { exchange.answer = exchange.substitute }
      exchanges.append(exchange)
      if exchange.answer == nil { pass(Self.framed(frame)) }
      giveAnswers()
    }

    private func pass(_ frame: ByteBuffer) {
      if early == nil { broker?.send(frame) } else { early?.append(frame) }
    }

    func brokerOpened() {
      for frame in early ?? [] { broker?.send(frame) }
      early = nil
    }

    func receivedAnswers(_ frames: [ByteBuffer]) {
      for frame in frames {
        guard let place = exchanges.firstIndex(where: { $0.answer == nil }) else { return client.abort() }
        switch exchanges[place].tampering {
        case .closeAfter, .closeBefore: return client.abort()
        // It stays the next that is due.
        case .withholdAnswer: return
        case .pass, .refuse, .deny: exchanges[place].answer = exchanges[place].substitute ?? Self.framed(frame)
        }
      }
      giveAnswers()
    }

    private func giveAnswers() {
      while let answer = exchanges.first?.answer {
        exchanges.removeFirst()
        client.send(answer)
      }
    }

    func closed(_ connection: FrameConnection, reason: FrameCloseReason) { broker?.close() }

    private static func framed(_ payload: ByteBuffer) -> ByteBuffer {
      var frame = ByteBuffer(integer: Int32(payload.readableBytes))
      frame.writeImmutableBuffer(payload)
      return frame
    }

    private func refusal(of request: any KafkaRequest, _ error: ErrorCode, _ header: RequestHeader) throws -> ByteBuffer
    {
      func encode(_ response: some KafkaResponse) throws -> ByteBuffer {
        try Frame.response(response, version: header.requestApiVersion, correlationId: header.correlationId)
      }
      switch request {
      case let request as ProduceRequest:
        return try encode(
          ProduceResponse.with { response in
            response.responses = request.topicData.map { data in
              .with { topic in
                topic.name = data.name
                topic.topicId = data.topicId
                topic.partitionResponses = data.partitionData.map { partition in
                  .with {
                    $0.index = partition.index
                    $0.errorCode = error.rawValue
                    $0.baseOffset = -1
                  }
                }
              }
            }
          })
      case is InitProducerIdRequest:
        return try encode(InitProducerIdResponse.with { $0.errorCode = error.rawValue })
      default:
        preconditionFailure("errors can be put in place of answers to Produce and InitProducerId only")
      }
    }
  }

  private final class BrokerSide: FrameConnectionDelegate {
    let conversation: Conversation

    init(_ conversation: Conversation) { self.conversation = conversation }

    func opened(_ connection: FrameConnection) { conversation.brokerOpened() }
    func received(_ frames: [ByteBuffer], on connection: FrameConnection) { conversation.receivedAnswers(frames) }
    func closed(_ connection: FrameConnection, reason: FrameCloseReason) { conversation.client.close() }
  }
}
