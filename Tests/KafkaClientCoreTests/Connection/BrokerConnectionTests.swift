import KafkaClientCore
import KafkaMessages
import KafkaWire
import NIOCore
import TestSupport
import Testing

@Suite struct BrokerConnectionTests {
  private var now = Instant.zero

  private static let settings = BrokerConnection.Settings(
    clientID: "me", negotiationTimeout: .seconds(30), maximumInFlight: 3, idleTimeout: .seconds(540))

  private func connecting(_ settings: BrokerConnection.Settings = settings) -> BrokerConnection {
    BrokerConnection(peer: "node 1 at b:9092", settings: settings, setupTimeout: .seconds(10), now: now)
  }

  /// A connection to a broker of a release on which requests may be sent.
  private func ready(
    _ release: String = "4.3", _ settings: BrokerConnection.Settings = settings, without dropped: [ApiKey] = []
  ) throws -> BrokerConnection {
    var connection = connecting(settings)
    let request = try SentRequest(connection.opened(at: now))
    let answer = try request.answer(ApiVersionsResponse.broker(of: release, without: dropped))
    #expect(connection.received(answer, at: now) == .ready)
    return connection
  }

  private func metadata(_ id: UInt64, timeout: Duration = .seconds(30)) -> PendingRequest {
    PendingRequest(id: RequestID(rawValue: id), MetadataRequest(), timeout: timeout)
  }

  /// Sends a request and returns it as the broker sees it.
  private func send(_ request: PendingRequest, on connection: inout BrokerConnection) throws -> SentRequest {
    guard case .send(let frame) = connection.send(request, at: now) else {
      Issue.record("the request was not sent")
      throw KafkaError(.closed, "not sent")
    }
    return try SentRequest(frame.joined)
  }

  // MARK: Versions

  @Test func `it introduces itself with the newest ApiVersions and lets nothing through before the answer`() throws {
    var connection = connecting()
    #expect(!connection.canSend(at: now))
    let request = try SentRequest(connection.opened(at: now))
    #expect(request.api == .apiVersions)
    #expect(request.version == 4)
    #expect(request.header.clientId == "me")
    let body = try #require(request.body as? ApiVersionsRequest)
    #expect(body.clientSoftwareName == "swift-kafka")
    #expect(!body.clientSoftwareVersion.isEmpty)
    #expect(!connection.canSend(at: now))

    #expect(connection.received(try request.answer(ApiVersionsResponse.broker(of: "3.9")), at: now) == .ready)
    #expect(connection.canSend(at: now))
  }

  @Test func `a broker that does not know the version is asked in the one it names`() throws {
    var connection = connecting()
    let first = try SentRequest(connection.opened(at: now))
    var old = try ApiVersionsResponse.broker(of: "2.1")
    old.errorCode = ErrorCode.unsupportedVersion.rawValue
    // Such a broker answers as in version 0, whatever it was asked in.
    var frame = try Frame.response(old, version: 0, correlationId: first.header.correlationId)
    frame.moveReaderIndex(forwardBy: 4)
    guard case .send(let again) = connection.received(frame, at: now) else {
      Issue.record("expected another request")
      return
    }
    let second = try SentRequest(again)
    #expect(second.api == .apiVersions)
    #expect(second.version == 2)
    #expect(connection.received(try second.answer(ApiVersionsResponse.broker(of: "2.1")), at: now) == .ready)
    #expect(connection.capabilities?.versions[.produce] == 0...7)
  }

  @Test(arguments: [
    // librdkafka's mock cluster, behind the correlation id 0.
    "00000000 0023 01 0012 0000 0002 00 00000000",
    "00000000 0023",
    "00000000 0023 00000000",
    // A range that says nothing.
    "00000000 0023 00000001 0012 0004 0001",
    // A count far beyond the bytes.
    "00000000 0023 7fffffff 0012 0000 0004",
  ])
  func `whatever follows the error code, it asks again in version 0 when no range can be read`(text: String) throws {
    var connection = connecting()
    _ = connection.opened(at: now)
    let frame = ByteBuffer(hex: text.filter { $0 != " " })
    guard case .send(let again) = connection.received(frame, at: now) else {
      Issue.record("expected another request")
      return
    }
    let second = try SentRequest(again)
    #expect(second.api == .apiVersions)
    #expect(second.version == 0)
  }

  @Test func `a broker that refuses version 0 too is left`() throws {
    var connection = connecting()
    let first = try SentRequest(connection.opened(at: now))
    let refusal = ApiVersionsResponse.with { $0.errorCode = ErrorCode.unsupportedVersion.rawValue }
    var frame = try Frame.response(refusal, version: 0, correlationId: first.header.correlationId)
    frame.moveReaderIndex(forwardBy: 4)
    guard case .send(let again) = connection.received(frame, at: now) else {
      Issue.record("expected another request")
      return
    }
    let answer = try SentRequest(again).answer(refusal)
    guard case .close(let error) = connection.received(answer, at: now) else {
      Issue.record("expected the end")
      return
    }
    #expect(error.brokerError?.code == .unsupportedVersion)
    #expect(error.api == .apiVersions)
  }

  @Test func `another error to ApiVersions ends the connection with it`() throws {
    var connection = connecting()
    let request = try SentRequest(connection.opened(at: now))
    let answer = try request.answer(
      ApiVersionsResponse.with { $0.errorCode = ErrorCode.clusterAuthorizationFailed.rawValue })
    #expect(
      connection.received(answer, at: now)
        == .close(
          KafkaError(BrokerError(.clusterAuthorizationFailed), api: .apiVersions, broker: "node 1 at b:9092")))
  }

  @Test func `the features of the cluster are kept`() throws {
    var connection = connecting()
    let request = try SentRequest(connection.opened(at: now))
    var response = try ApiVersionsResponse.broker(of: "4.3")
    response.finalizedFeaturesEpoch = 7
    response.finalizedFeatures = [
      .with {
        $0.name = "transaction.version"
        $0.maxVersionLevel = 2
      }
    ]
    #expect(connection.received(try request.answer(response), at: now) == .ready)
    #expect(connection.capabilities?.finalizedFeatures == ["transaction.version": 2])
    #expect(connection.capabilities?.finalizedFeaturesEpoch == 7)
  }

  @Test func `a request goes in the newest version that both sides speak`() throws {
    var new = try ready("4.3")
    #expect(try send(metadata(1), on: &new).version == 13)
    var old = try ready("2.1")
    #expect(try send(metadata(1), on: &old).version == 7)
    // And no newer than its maker can deal with.
    let limited = PendingRequest(id: RequestID(rawValue: 2), MetadataRequest(), versions: 0...5, timeout: .seconds(1))
    #expect(try send(limited, on: &new).version == 5)
  }

  @Test func `a version that is not out yet is not used`() {
    #expect(ClientVersions.range(of: ApiVersionsRequest.self) == 0...4)
    #expect(ApiVersionsRequest.versions.upperBound > 4)
  }

  @Test func `what the broker does not speak fails without being sent`() throws {
    var connection = try ready("4.3", without: [.describeCluster])
    let request = PendingRequest(id: RequestID(rawValue: 1), DescribeClusterRequest(), timeout: .seconds(1))
    #expect(
      connection.send(request, at: now)
        == .fail(
          KafkaError(
            .unsupportedVersion, "the broker does not have this API", api: .describeCluster,
            broker: "node 1 at b:9092")))
    // Produce 0 to 2 is advertised for the sake of old clients.
    let old = PendingRequest(id: RequestID(rawValue: 2), FetchRequest(), versions: 0...3, timeout: .seconds(1))
    guard case .fail(let error) = connection.send(old, at: now) else {
      Issue.record("expected a failure")
      return
    }
    #expect(error.message == "the broker has versions 4 to 18, the client needs 0 to 3")
    #expect(connection.inFlightCount == 0)
  }

  @Test func `a request that the chosen version cannot carry fails without being sent`() throws {
    var connection = try ready("2.1")
    let request = PendingRequest(
      id: RequestID(rawValue: 1), DeleteTopicsRequest.with { $0.topics = [.with { $0.name = "t" }] },
      timeout: .seconds(1))
    guard case .fail(let error) = connection.send(request, at: now) else {
      Issue.record("expected a failure")
      return
    }
    #expect(error.code == .unsupportedVersion)
    #expect(connection.inFlightCount == 0)
  }

  // MARK: Answers

  @Test func `answers are matched in the order of the requests`() throws {
    var connection = try ready()
    let first = try send(metadata(1), on: &connection)
    let second = try send(metadata(2), on: &connection)
    #expect(first.header.correlationId == 1)
    #expect(second.header.correlationId == 2)
    let response = MetadataResponse.with { $0.clusterId = "c" }
    #expect(
      connection.received(try first.answer(response), at: now)
        == .complete(RequestID(rawValue: 1), Reply(body: response, version: 13)))
    #expect(
      connection.received(try second.answer(response), at: now)
        == .complete(RequestID(rawValue: 2), Reply(body: response, version: 13)))
    #expect(connection.inFlightCount == 0)
  }

  @Test func `an answer to another request ends the connection`() throws {
    var connection = try ready()
    _ = try send(metadata(1), on: &connection)
    let second = try send(metadata(2), on: &connection)
    #expect(
      connection.received(try second.answer(MetadataResponse()), at: now)
        == .close(
          KafkaError(
            .protocolViolation, "expected a response with correlation id 1, got 2", api: .metadata,
            broker: "node 1 at b:9092")))
    #expect(connection.closed().map(\.id.rawValue) == [1, 2])
  }

  @Test func `an answer to no request ends the connection`() throws {
    var connection = try ready()
    guard case .close(let error) = connection.received(ByteBuffer(integer: Int32(0)), at: now) else {
      Issue.record("expected the end")
      return
    }
    #expect(error.code == .protocolViolation)
  }

  @Test func `an answer that cannot be read ends the connection and says where`() throws {
    var connection = try ready()
    let request = try send(metadata(1), on: &connection)
    var answer = try request.answer(MetadataResponse())
    answer.moveWriterIndex(to: answer.writerIndex - 3)
    guard case .close(let error) = connection.received(answer, at: now) else {
      Issue.record("expected the end")
      return
    }
    #expect(error.code == .protocolViolation)
    #expect(error.cause is WireError)
    #expect(error.api == .metadata)
    #expect(connection.closed().map(\.id.rawValue) == [1])
  }

  @Test func `bytes behind an answer are left alone`() throws {
    var connection = try ready()
    let request = try send(metadata(1), on: &connection)
    var answer = try request.answer(MetadataResponse())
    answer.writeInteger(Int32(-1))
    guard case .complete(RequestID(rawValue: 1), _) = connection.received(answer, at: now) else {
      Issue.record("expected the answer")
      return
    }
  }

  @Test func `correlation ids count up and leave out the eight of authentication`() throws {
    var connection = try ready()
    connection.skipCorrelationIDs(to: BrokerConnection.lastCorrelationID)
    #expect(try send(metadata(1), on: &connection).header.correlationId == 0x7fff_fff7)
    #expect(try send(metadata(2), on: &connection).header.correlationId == 0)
    #expect(try send(metadata(3), on: &connection).header.correlationId == 1)
  }

  @Test func `no more than the limit are unanswered at a time`() throws {
    var connection = try ready()
    let first = try send(metadata(1), on: &connection)
    _ = try send(metadata(2), on: &connection)
    #expect(connection.canSend(at: now))
    _ = try send(metadata(3), on: &connection)
    #expect(!connection.canSend(at: now))
    _ = connection.received(try first.answer(MetadataResponse()), at: now)
    #expect(connection.canSend(at: now))
  }

  @Test func `a request without an answer is done when it is sent`() throws {
    var connection = try ready()
    let produce = PendingRequest(
      id: RequestID(rawValue: 1), ProduceRequest.with { $0.acks = 0 }, timeout: .seconds(1), expectsResponse: false)
    guard case .sendWithoutAnswer(let frame) = connection.send(produce, at: now) else {
      Issue.record("expected a frame")
      return
    }
    #expect(try SentRequest(frame.joined).api == .produce)
    #expect(connection.inFlightCount == 0)
    // The next answer belongs to the next request.
    let request = try send(metadata(2), on: &connection)
    guard
      case .complete(RequestID(rawValue: 2), _) = connection.received(
        try request.answer(MetadataResponse()), at: now)
    else {
      Issue.record("expected the answer")
      return
    }
  }

  @Test func `nothing is sent while the socket is full`() throws {
    var connection = try ready()
    connection.writabilityChanged(false)
    #expect(!connection.canSend(at: now))
    connection.writabilityChanged(true)
    #expect(connection.canSend(at: now))
  }

  // MARK: Time

  @Test func `a TCP connection must be made within the time for it`() {
    var connection = connecting()
    #expect(connection.nextDeadline == now + .seconds(10))
    #expect(connection.deadlineReached(at: now + .milliseconds(9999)) == .none)
    guard case .close(let error) = connection.deadlineReached(at: now + .seconds(10)) else {
      Issue.record("expected the end")
      return
    }
    #expect(error.code == .unreachable)
  }

  @Test func `a peer that accepts and says nothing is left after the request timeout`() {
    var connection = connecting()
    _ = connection.opened(at: now + .seconds(5))
    #expect(connection.nextDeadline == now + .seconds(35))
    #expect(connection.deadlineReached(at: now + .seconds(34)) == .none)
    guard case .close(let error) = connection.deadlineReached(at: now + .seconds(35)) else {
      Issue.record("expected the end")
      return
    }
    #expect(error.code == .unreachable)
    #expect(error.api == .apiVersions)
  }

  @Test func `asking again for versions does not give the broker more time`() throws {
    var connection = connecting()
    _ = connection.opened(at: now)
    _ = connection.received(ByteBuffer(hex: "000000000023"), at: now + .seconds(20))
    #expect(connection.nextDeadline == now + .seconds(30))
  }

  @Test func `when the oldest request is not answered in time all of them are lost`() throws {
    var connection = try ready()
    _ = try send(metadata(1, timeout: .seconds(30)), on: &connection)
    _ = connection.send(metadata(2, timeout: .seconds(5)), at: now + .seconds(1))
    // The second waits for the first, so its own time does not run yet.
    #expect(connection.nextDeadline == now + .seconds(30))
    #expect(connection.deadlineReached(at: now + .seconds(29)) == .none)
    #expect(
      connection.deadlineReached(at: now + .seconds(30))
        == .close(
          KafkaError(
            .disconnected, "no response for 30000 ms, 30000 allowed", api: .metadata, broker: "node 1 at b:9092")))
    #expect(connection.closed().map(\.id.rawValue) == [1, 2])
    #expect(connection.isClosed)
    #expect(connection.nextDeadline == .distantFuture)
  }

  @Test func `the time of a request behind a slow one runs from when its turn came`() throws {
    var connection = try ready()
    let slow = try send(metadata(1, timeout: .seconds(300)), on: &connection)
    _ = try send(metadata(2, timeout: .seconds(30)), on: &connection)
    let later = now + .seconds(200)
    _ = connection.received(try slow.answer(MetadataResponse()), at: later)
    #expect(connection.nextDeadline == later + .seconds(30))
  }

  @Test func `a broker that asks for a pause gets it, and its end never moves back`() throws {
    var connection = try ready()
    let first = try send(metadata(1), on: &connection)
    let second = try send(metadata(2), on: &connection)
    _ = connection.received(try first.answer(MetadataResponse.with { $0.throttleTimeMs = 500 }), at: now)
    #expect(!connection.canSend(at: now + .milliseconds(499)))
    #expect(connection.throttleEnd == now + .milliseconds(500))
    // Reading goes on meanwhile; a shorter pause changes nothing.
    guard
      case .complete = connection.received(
        try second.answer(MetadataResponse.with { $0.throttleTimeMs = 100 }), at: now + .milliseconds(200))
    else {
      Issue.record("expected the answer")
      return
    }
    #expect(!connection.canSend(at: now + .milliseconds(499)))
    #expect(connection.canSend(at: now + .milliseconds(500)))
  }

  @Test func `a pause does not count against the requests under way`() throws {
    var connection = try ready()
    let first = try send(metadata(1, timeout: .seconds(30)), on: &connection)
    _ = try send(metadata(2, timeout: .seconds(30)), on: &connection)
    _ = connection.received(
      try first.answer(MetadataResponse.with { $0.throttleTimeMs = 10_000 }), at: now + .seconds(1))
    #expect(connection.nextDeadline == now + .seconds(41))
  }

  @Test func `a broker that had paused before it answered is not paused for again`() throws {
    // Metadata 5 is from before KIP-219.
    var connection = try ready("1.1")
    let request = try send(metadata(1), on: &connection)
    #expect(request.version == 5)
    _ = connection.received(try request.answer(MetadataResponse.with { $0.throttleTimeMs = 500 }), at: now)
    #expect(connection.canSend(at: now))
  }

  @Test func `a connection without traffic is closed, which is no error`() throws {
    var connection = try ready()
    #expect(connection.nextDeadline == now + .seconds(540))
    let request = try send(metadata(1), on: &connection)
    _ = connection.received(try request.answer(MetadataResponse()), at: now + .seconds(10))
    #expect(connection.nextDeadline == now + .seconds(550))
    #expect(connection.deadlineReached(at: now + .seconds(540)) == .none)
    #expect(connection.deadlineReached(at: now + .seconds(550)) == .closeIdle)
  }

  @Test func `without an idle time it stays open`() throws {
    var settings = Self.settings
    settings.idleTimeout = nil
    let connection = try ready("4.3", settings)
    #expect(connection.nextDeadline == .distantFuture)
  }

  @Test func `pauses that overlap stop a request's time once`() throws {
    var connection = try ready()
    let asked = try (1...3).map { try send(metadata(UInt64($0)), on: &connection) }
    for request in asked.dropLast() {
      let answer = try request.answer(MetadataResponse.with { $0.throttleTimeMs = 1000 })
      _ = connection.received(answer, at: now)
    }
    // One second later than without the pauses, not two.
    let plain = try ready()
    var other = plain
    _ = try send(metadata(9), on: &other)
    #expect(connection.nextDeadline == other.nextDeadline + .seconds(1))
  }
}
