import KafkaMessages
import KafkaTransport
import KafkaWire
import NIOCore
import NIOPosix

/// A broker that says what a test wants it to say, over real sockets. What the script leaves alone it answers as a
/// cluster of one node that knows nothing.
final class ScriptedBroker: FrameListenerDelegate {
  enum Answer {
    /// As usual.
    case usual
    case response(any KafkaResponse)
    /// Not before this time. Later ones must not be due earlier.
    case later(any KafkaResponse, at: ContinuousClock.Instant)
    /// These bytes as the frame's payload, whatever they are.
    case bytes(ByteBuffer)
    /// These bytes on the stream, without a length before them.
    case raw(ByteBuffer)
    case silence
    case close
  }

  typealias Script = @Sendable (_ request: any KafkaRequest, _ header: RequestHeader) -> Answer

  private let loop: any EventLoop
  private let script: Script
  private var listener: FrameListener?
  private var port = 0

  private init(loop: any EventLoop, script: @escaping Script) {
    self.loop = loop
    self.script = script
  }

  /// Runs `body` beside a broker at a host and the port it is given.
  ///
  /// - Parameter port: Where to listen; 0 takes a free one.
  static func run(
    host: String = "127.0.0.1", port: Int = 0, _ script: @escaping Script,
    body: @Sendable (_ port: Int) async throws -> Void
  ) async throws {
    let loop = MultiThreadedEventLoopGroup.singleton.next()
    let broker = try await loop.submit {
      NIOLoopBoundBox(ScriptedBroker(loop: loop, script: script), eventLoop: loop)
    }.get()
    let address = try await loop.flatSubmit { broker.value.listen(host, port) }.get()
    let port = address.port ?? 0
    try await loop.submit { broker.value.port = port }.get()
    let result: Result<Void, any Error>
    do {
      result = .success(try await body(port))
    } catch {
      result = .failure(error)
    }
    try await loop.flatSubmit { broker.value.close() }.get()
    try result.get()
  }

  private func listen(_ host: String, _ port: Int) -> EventLoopFuture<SocketAddress> {
    let listener = FrameListener(loop: loop, configuration: .init(), delegate: self)
    self.listener = listener
    return listener.bind(host: host, port: port)
  }

  private func close() -> EventLoopFuture<Void> {
    listener?.close() ?? loop.makeSucceededVoidFuture()
  }

  func accepted(_ connection: FrameConnection, by listener: FrameListener) -> (any FrameConnectionDelegate)? {
    Conversation(broker: self)
  }

  private final class Conversation: FrameConnectionDelegate {
    let broker: ScriptedBroker

    init(broker: ScriptedBroker) {
      self.broker = broker
    }

    func received(_ frames: [ByteBuffer], on connection: FrameConnection) {
      for frame in frames {
        do {
          try broker.answer(frame, on: connection)
        } catch {
          connection.abort()
        }
      }
    }

    func closed(_ connection: FrameConnection, reason: FrameCloseReason) {}
  }

  private func answer(_ frame: ByteBuffer, on connection: FrameConnection) throws {
    var reader = WireReader(frame)
    let header = try Frame.requestHeader(from: &reader)
    let api = ApiKey(rawValue: header.requestApiKey)
    let request = try MessageCatalog.decodeRequest(api, version: header.requestApiVersion, from: &reader)
    switch script(request, header) {
    case .usual:
      if let response = usual(request) { try send(response, header, on: connection) }
    case .response(let response):
      try send(response, header, on: connection)
    case .later(let response, let time):
      let frame = try encoded(response, header)
      let delay = TimeAmount(ContinuousClock.now.duration(to: time))
      loop.assumeIsolated().scheduleTask(in: max(.zero, delay)) { connection.send(frame) }
    case .bytes(let bytes):
      connection.send(ByteBuffer(integer: Int32(bytes.readableBytes)), [bytes])
    case .raw(let bytes):
      connection.send(bytes)
    case .silence:
      break
    case .close:
      connection.close()
    }
  }

  private func send(_ response: any KafkaResponse, _ header: RequestHeader, on connection: FrameConnection) throws {
    connection.send(try encoded(response, header))
  }

  private func encoded(_ response: any KafkaResponse, _ header: RequestHeader) throws -> ByteBuffer {
    func encode(_ response: some KafkaResponse) throws -> ByteBuffer {
      try Frame.response(response, version: header.requestApiVersion, correlationId: header.correlationId)
    }
    return try encode(response)
  }

  private func usual(_ request: any KafkaRequest) -> (any KafkaResponse)? {
    switch request {
    case is ApiVersionsRequest:
      guard let release = KafkaRelease("4.3") else { return nil }
      return ApiVersionsResponse.with { response in
        response.apiKeys = ReleaseTable.advertised(by: release).map { api, range in
          .with {
            $0.apiKey = api.rawValue
            $0.minVersion = range.lowerBound
            $0.maxVersion = range.upperBound
          }
        }
      }
    case is MetadataRequest:
      return MetadataResponse.with { response in
        response.clusterId = "scripted"
        response.controllerId = 1
        response.brokers = [
          .with {
            $0.nodeId = 1
            $0.host = "127.0.0.1"
            $0.port = Int32(port)
          }
        ]
      }
    case let request as FindCoordinatorRequest:
      return FindCoordinatorResponse.with { response in
        response.coordinators = request.coordinatorKeys.map { key in
          .with {
            $0.key = key
            $0.nodeId = 1
            $0.host = "127.0.0.1"
            $0.port = Int32(port)
          }
        }
      }
    default:
      return nil
    }
  }
}
