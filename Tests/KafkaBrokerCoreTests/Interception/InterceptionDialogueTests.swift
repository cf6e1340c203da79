import KafkaMessages
import KafkaWire
import NIOCore
import Testing

@testable import KafkaBrokerCore

/// What a client sees of each effect, and what was done behind it.
@Suite struct InterceptionDialogueTests {
  private func world(_ effect: InterceptionEffect, _ change: (inout InterceptionRule) -> Void = { _ in }) throws
    -> (world: NodeWorld, connection: ConnectionID, rule: InterceptionID)
  {
    let desk = InterceptionDesk()
    let world = try NodeWorld(desk: desk)
    try world.createTopic("t")
    var rule = InterceptionRule(effect)
    rule.api = .produce
    change(&rule)
    return (world, world.connect(), try desk.add(rule, at: world.now.instant))
  }

  private let request = NodeWorld.produceRequest([("t", 0, Forge.batch(["a"]))])

  private func send(_ world: NodeWorld, _ connection: ConnectionID, acks: Int16 = -1) throws {
    var request = request
    request.acks = acks
    try world.send(request, version: 9, on: connection)
  }

  private func answer(_ world: NodeWorld, _ connection: ConnectionID) throws -> ErrorCode? {
    let answer = try world.answer(to: ProduceRequest.self, version: 9, on: connection)
    return answer?.responses.first?.partitionResponses.first.map { ErrorCode(rawValue: $0.errorCode) }
  }

  @Test func `without a rule that applies nothing changes`() throws {
    let (world, connection, rule) = try world(.dropRequest) { $0.api = .fetch }
    try send(world, connection)
    #expect(try answer(world, connection) == ErrorCode.none)
    #expect(world.desk?.hitCount(of: rule) == 0)
  }

  @Test func `a request that passes is served and counted`() throws {
    let (world, connection, rule) = try world(.pass)
    try send(world, connection)
    #expect(try answer(world, connection) == ErrorCode.none)
    let hit = try #require(world.desk?.hits(of: rule).first?.request)
    #expect(hit.clientID == "test" && hit.peer == "10.0.0.7:5000" && hit.listener == "PLAINTEXT" && hit.node == 1)
    #expect(hit.version == 9 && hit.partitions == [TopicPartition(topic: "t", partition: 0)])
    #expect(hit.body(as: ProduceRequest.self)?.acks == -1)
    #expect(try hit.size == world.frame(request, version: 9).readableBytes)
  }

  @Test func `a dropped request is neither done nor answered, and holds up what is behind it`() throws {
    let (world, connection, _) = try world(.dropRequest)
    try send(world, connection)
    try send(world, connection)
    world.pass(.seconds(600))
    #expect(world.outbox[connection] ?? [] == [])
    #expect(world.closed[connection] == nil)
    #expect(world.paused == [connection])
    #expect(try world.values("t") == [])
    world.disconnect(connection)
    #expect(try world.produce(Forge.batch(["b"]), to: "t").errorCode == 0)
    #expect(try world.values("t") == ["b"])
  }

  @Test func `a dropped request that has no answer holds up nothing`() throws {
    let (world, connection, _) = try world(.dropRequest)
    try send(world, connection, acks: 0)
    #expect(try world.values("t") == [])
    try send(world, connection)
    #expect(try answer(world, connection) == ErrorCode.none)
  }

  @Test func `a dropped answer leaves the work done`() throws {
    let (world, connection, _) = try world(.dropAnswer)
    try send(world, connection)
    world.pass(.seconds(600))
    #expect(world.outbox[connection] ?? [] == [])
    #expect(try world.values("t") == ["a"])
  }

  @Test func `a delayed request is done later, and what is behind it later still`() throws {
    let (world, connection, _) = try world(.delayRequest(.seconds(3)))
    try send(world, connection)
    try send(world, connection)
    world.pass(.milliseconds(2999))
    #expect(try world.values("t") == [])
    #expect(world.outbox[connection] ?? [] == [])
    world.pass(.milliseconds(1))
    #expect(try world.values("t") == ["a", "a"])
    #expect(try answer(world, connection) == ErrorCode.none)
    #expect(try answer(world, connection) == ErrorCode.none)
    #expect(world.paused.isEmpty)
  }

  @Test func `a delayed request whose client has gone is not done`() throws {
    let (world, connection, _) = try world(.delayRequest(.seconds(3)))
    try send(world, connection)
    world.disconnect(connection)
    world.pass(.seconds(4))
    #expect(try world.values("t") == [])
  }

  @Test func `a delayed answer comes later, with the work done at once`() throws {
    let (world, connection, _) = try world(.delayAnswer(.seconds(3)))
    try send(world, connection)
    #expect(try world.values("t") == ["a"])
    world.pass(.milliseconds(2999))
    #expect(world.outbox[connection] ?? [] == [])
    world.pass(.milliseconds(1))
    #expect(try answer(world, connection) == ErrorCode.none)
  }

  @Test(arguments: [false, true])
  func `a connection is closed before or after the work, without an answer`(isAfter: Bool) throws {
    let (world, connection, _) = try world(isAfter ? .closeAfterWork : .closeBeforeWork)
    try send(world, connection)
    #expect(world.closed[connection] == .scripted)
    #expect(world.outbox[connection] ?? [] == [])
    #expect(try world.values("t") == (isAfter ? ["a"] : []))
  }

  @Test(arguments: [0, 1, 4, 9, 100_000, nil] as [Int?])
  func `a connection is closed within the bytes of an answer`(bytes: Int?) throws {
    let (world, connection, _) = try world(.closeWithinAnswer(afterBytes: bytes))
    let other = world.connect()
    world.desk?.remove(InterceptionID(0))
    try send(world, other)
    let whole = try #require(world.outbox[other]?.first)
    _ = try world.desk?.add(InterceptionRule(.closeWithinAnswer(afterBytes: bytes)), at: world.now.instant)
    try send(world, connection)
    let sent = world.outbox[connection]?.first?.readableBytes ?? 0
    #expect(sent == min(bytes ?? whole.readableBytes / 2, whole.readableBytes - 1))
    #expect(world.closed[connection] == .scripted)
    #expect(try world.values("t") == ["a", "a"])
  }

  @Test func `a half-open connection is neither read nor written, nor closed`() throws {
    let (world, connection, _) = try world(.halfOpen)
    try send(world, connection)
    #expect(world.paused == [connection], "at once, not with the next request")
    try send(world, connection)
    world.pass(.seconds(600))
    #expect(world.outbox[connection] ?? [] == [])
    #expect(world.closed[connection] == nil)
    #expect(try world.values("t") == [])
  }

  @Test func `a request that arrives twice is done twice and answered once`() throws {
    let (world, connection, _) = try world(.deliverTwice)
    try send(world, connection)
    #expect(try world.values("t") == ["a", "a"])
    #expect(world.outbox[connection]?.count == 1)
    let answer = try world.answer(to: ProduceRequest.self, version: 9, on: connection)
    #expect(answer?.responses.first?.partitionResponses.first?.baseOffset == 1)
    try send(world, connection)
    #expect(world.outbox[connection]?.count == 1)
  }

  @Test func `a batch of an idempotent producer that arrives twice is stored once`() throws {
    let (world, connection, _) = try world(.deliverTwice)
    let request = NodeWorld.produceRequest([("t", 0, Forge.batch(["a"], producer: 5, epoch: 0, sequence: 0))])
    try world.send(request, version: 9, on: connection)
    #expect(try answer(world, connection) == ErrorCode.none)
    #expect(try world.values("t") == ["a"])
  }

  @Test func `effects on answers wait for work that takes its time`() throws {
    let (world, connection, _) = try world(.deliverTwice) { $0.api = .fetch }
    try world.send(NodeWorld.fetchRequest([("t", 0, 0)], maxWait: 500), version: 12, on: connection)
    world.pass(.milliseconds(500))
    #expect(world.outbox[connection] ?? [] == [], "the second delivery waits as well")
    world.pass(.milliseconds(500))
    #expect(world.outbox[connection]?.count == 1)
  }

  @Test func `an effect on an answer ends with its connection`() throws {
    let (world, connection, _) = try world(.closeAfterWork) { $0.api = .fetch }
    try world.send(NodeWorld.fetchRequest([("t", 0, 0)], maxWait: 500), version: 12, on: connection)
    world.disconnect(connection)
    world.pass(.seconds(1))
    #expect(world.closed[connection] == nil)
  }

  @Test(arguments: [-1, 0] as [Int16])
  func `effects on answers that there are none of`(acks: Int16) throws {
    let (world, connection, _) = try world(.closeAfterWork)
    try send(world, connection, acks: acks)
    #expect(world.closed[connection] == .scripted)
    #expect(try world.values("t") == ["a"])
    let (second, twice, _) = try self.world(.deliverTwice)
    try send(second, twice, acks: acks)
    #expect(try second.values("t") == ["a", "a"])
    let (third, throttled, _) = try self.world(.throttle(.seconds(1)))
    try send(third, throttled, acks: acks)
    #expect(third.paused == [throttled])
  }
}
