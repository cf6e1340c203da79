import KafkaMessages
import KafkaWire
import Synchronization
import Testing

@testable import KafkaBrokerCore

@Suite struct InterceptionMachineTests {
  private static let start = Instant(nanoseconds: 1_000_000_000)

  private static func request(
    _ api: ApiKey = .produce, client: String? = "c", connection: UInt64 = 0, node: Int32 = 1, topics: [String] = [],
    partitions: [TopicPartition] = [], size: Int = 0
  ) -> InterceptedRequest {
    InterceptedRequest(
      HeartbeatRequest(), api: api, version: 1, clientID: client, connection: connection, node: node, topics: topics,
      partitions: partitions, size: size)
  }

  private static func rule(
    _ effect: InterceptionEffect = .dropRequest, _ change: (inout InterceptionRule) -> Void = { _ in }
  ) -> InterceptionRule {
    var rule = InterceptionRule(effect)
    rule.times = 1000
    change(&rule)
    return rule
  }

  /// Which of so many requests are intercepted, by number.
  private static func taken(
    _ desk: InterceptionDesk, of count: Int, _ request: InterceptedRequest = Self.request()
  ) -> [Int] {
    (0..<count).filter { _ in desk.decide(request, at: start) != nil }
  }

  // MARK: Matching

  struct Match: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var rule: InterceptionRule
    var matching: InterceptedRequest
    var others: [InterceptedRequest]
  }

  static let matches: [Match] = [
    Match(
      testDescription: "API", rule: rule { $0.api = .fetch }, matching: request(.fetch),
      others: [request(.produce), request(.metadata)]),
    Match(
      testDescription: "client", rule: rule { $0.clientID = "c" }, matching: request(),
      others: [request(client: "d"), request(client: nil)]),
    Match(
      testDescription: "connection", rule: rule { $0.connection = 7 }, matching: request(connection: 7),
      others: [request(connection: 8)]),
    Match(
      testDescription: "node", rule: rule { $0.node = 2 }, matching: request(node: 2), others: [request(node: 1)]),
    Match(
      testDescription: "topic", rule: rule { $0.topic = "t" }, matching: request(topics: ["s", "t"]),
      others: [request(topics: ["s"]), request()]),
    Match(
      testDescription: "partition",
      rule: rule {
        $0.topic = "t"
        $0.partition = 1
      },
      matching: request(
        topics: ["t"],
        partitions: [TopicPartition(topic: "t", partition: 0), TopicPartition(topic: "t", partition: 1)]),
      others: [
        request(topics: ["t"], partitions: [TopicPartition(topic: "t", partition: 0)]),
        request(topics: ["s"], partitions: [TopicPartition(topic: "s", partition: 1)]),
      ]),
  ]

  @Test(arguments: matches)
  func `a rule takes what matches and leaves the rest`(match: Match) throws {
    let desk = InterceptionDesk()
    let id = try desk.add(match.rule, at: Self.start)
    for other in match.others { #expect(desk.decide(other, at: Self.start) == nil, "\(other)") }
    #expect(desk.decide(match.matching, at: Self.start) != nil)
    #expect(desk.hitCount(of: id) == 1)
  }

  // MARK: How often

  @Test func `a rule lets some go by, takes so many, and ends`() throws {
    let desk = InterceptionDesk()
    let id = try desk.add(
      Self.rule {
        $0.skip = 2
        $0.times = 3
      }, at: Self.start)
    #expect(desk.isActive && desk.isActive(id))
    #expect(Self.taken(desk, of: 10) == [2, 3, 4])
    #expect(!desk.isActive && !desk.isActive(id))
    #expect(desk.hitCount(of: id) == 3)
  }

  @Test func `the first rule that applies decides, and those behind it do not see the request`() throws {
    let desk = InterceptionDesk()
    let first = try desk.add(Self.rule(.dropAnswer) { $0.times = 2 }, at: Self.start)
    let second = try desk.add(Self.rule(.dropRequest) { $0.skip = 1 }, at: Self.start)
    let effects = (0..<5).map { _ in desk.decide(Self.request(), at: Self.start)?.effect.description }
    #expect(
      effects == ["drop the answer", "drop the answer", nil, "drop the request", "drop the request"])
    #expect(desk.hitCount(of: first) == 2)
    #expect(desk.hitCount(of: second) == 2)
  }

  @Test func `chance from the same seed takes the same requests, from another seed others`() throws {
    func taken(seed: UInt64) throws -> [Int] {
      let desk = InterceptionDesk()
      try _ = desk.add(
        Self.rule {
          $0.probability = 0.3
          $0.seed = seed
        }, at: Self.start)
      return Self.taken(desk, of: 300)
    }
    let once = try taken(seed: 7)
    #expect(try taken(seed: 7) == once)
    #expect(try taken(seed: 8) != once)
    #expect((60..<120).contains(once.count))
  }

  @Test func `a rule begins and ends in its time`() throws {
    let desk = InterceptionDesk()
    let id = try desk.add(
      Self.rule {
        $0.after = .seconds(2)
        $0.before = .seconds(5)
      }, at: Self.start)
    func isTaken(at seconds: Double) -> Bool {
      desk.decide(Self.request(), at: Self.start + .seconds(seconds)) != nil
    }
    #expect([1.999, 2, 4.999].map(isTaken) == [false, true, true])
    #expect(desk.isActive(id))
    #expect(!isTaken(at: 5))
    #expect(!desk.isActive(id), "it is over, and costs nothing any more")
  }

  @Test func `a removed rule takes nothing, and what it saw is still known`() throws {
    let desk = InterceptionDesk()
    let id = try desk.add(Self.rule(), at: Self.start)
    #expect(Self.taken(desk, of: 2) == [0, 1])
    desk.remove(id)
    #expect(Self.taken(desk, of: 2) == [])
    #expect(desk.hitCount(of: id) == 2)
    #expect(desk.hits(of: id).map(\.request.api) == [.produce, .produce])
    _ = try desk.add(Self.rule(), at: Self.start)
    desk.removeAll()
    #expect(!desk.isActive)
  }

  // MARK: Closures

  @Test func `a closure sees the request and its body, chooses, or leaves it to the next rule`() throws {
    let desk = InterceptionDesk()
    let chooser = try desk.add(
      Self.rule(
        .choose { request in
          guard request.body(as: ProduceRequest.self) == nil, let body = request.body(as: HeartbeatRequest.self) else {
            return .closeBeforeWork
          }
          return body.generationId == 0 && request.clientID == "c" ? .dropAnswer : nil
        }
      ) { $0.times = 1 }, at: Self.start)
    let next = try desk.add(Self.rule(.dropRequest), at: Self.start)
    #expect(desk.decide(Self.request(client: "d"), at: Self.start)?.effect.description == "drop the request")
    #expect(desk.hitCount(of: chooser) == 0, "what a closure lets pass is no hit")
    #expect(desk.decide(Self.request(), at: Self.start)?.effect.description == "drop the answer")
    #expect(desk.hits(of: chooser).map(\.effect.description) == ["drop the answer"])
    #expect(desk.decide(Self.request(), at: Self.start)?.effect.description == "drop the request")
    #expect(desk.hitCount(of: next) == 2)
  }

  @Test func `a closure may make and remove rules`() throws {
    let desk = InterceptionDesk()
    let start = Self.start
    let id = try desk.add(
      Self.rule(
        .choose { _ in
          desk.removeAll()
          _ = try? desk.add(InterceptionRule(.dropAnswer), at: start)
          return .dropRequest
        }), at: start)
    // Its own rule is gone: it does not apply, and the new one does.
    #expect(desk.decide(Self.request(), at: start)?.effect.description == "drop the answer")
    #expect(desk.hitCount(of: id) == 0)
  }

  // MARK: Waiting

  @Test func `who waits for hits is told when there are enough, or when they will not come`() throws {
    let told = Mutex<[InterceptionOutcome]>([])
    let desk = InterceptionDesk { outcomes in told.withLock { $0 += outcomes } }
    let id = try desk.add(Self.rule { $0.times = 3 }, at: Self.start)
    for count in 1...4 { desk.wait(UInt64(count), for: count, of: id) }
    #expect(told.withLock { $0 } == [])
    _ = Self.taken(desk, of: 2)
    #expect(
      told.withLock { $0 } == [.init(waiter: 1, isSatisfied: true), .init(waiter: 2, isSatisfied: true)])
    desk.stopWaiting(3)
    _ = Self.taken(desk, of: 1)
    #expect(told.withLock { $0.dropFirst(2) } == [.init(waiter: 4, isSatisfied: false)])
    // What is known already is told at once.
    desk.wait(5, for: 3, of: id)
    desk.wait(6, for: 4, of: id)
    #expect(
      told.withLock { $0.dropFirst(3) } == [.init(waiter: 5, isSatisfied: true), .init(waiter: 6, isSatisfied: false)])
  }

  // MARK: Limits

  @Test func `rules, hits and what is remembered are bounded`() throws {
    let desk = InterceptionDesk()
    let first = try desk.add(Self.rule { $0.times = .max }, at: Self.start)
    _ = Self.taken(desk, of: InterceptionMachine.hitLimit + 5)
    #expect(desk.hitCount(of: first) == InterceptionMachine.hitLimit + 5)
    #expect(desk.hits(of: first).count == InterceptionMachine.hitLimit)
    for _ in 1..<InterceptionMachine.ruleLimit { _ = try desk.add(Self.rule(), at: Self.start) }
    let error = #expect(throws: InterceptionError.self) { try desk.add(Self.rule(), at: Self.start) }
    #expect(error?.code == .tooManyRules)
    desk.removeAll()
    #expect(desk.hitCount(of: first) > 0)
    let last = try desk.add(Self.rule(), at: Self.start)
    desk.remove(last)
    #expect(desk.hitCount(of: first) == 0, "the rule that ended first is forgotten first")
  }

  @Test func `hits of large requests are listed as far as memory goes, the last in any case`() throws {
    let desk = InterceptionDesk()
    let id = try desk.add(Self.rule(), at: Self.start)
    let half = InterceptionMachine.hitBytesLimit / 2
    for connection in 0..<5 {
      _ = desk.decide(Self.request(connection: UInt64(connection), size: half), at: Self.start)
    }
    #expect(desk.hits(of: id).map(\.request.connection) == [3, 4])
    _ = desk.decide(Self.request(connection: 5, size: half * 3), at: Self.start)
    #expect(desk.hits(of: id).map(\.request.connection) == [5])
    _ = desk.decide(Self.request(connection: 6, size: 1), at: Self.start)
    #expect(desk.hits(of: id).map(\.request.connection) == [6])
    #expect(desk.hitCount(of: id) == 7)
  }

  @Test func `a rule for a node or an API that the broker has not is refused`() throws {
    var configuration = BrokerConfiguration()
    configuration.nodeID = 4
    func message(_ change: (inout InterceptionRule) -> Void) -> String? {
      do throws(InterceptionError) {
        try Self.rule(.dropRequest, change).validate(for: configuration)
        return nil
      } catch {
        #expect(error.code == .invalidRule)
        return error.message
      }
    }
    #expect(message { $0.node = 4 } == nil)
    #expect(message { $0.node = 5 } == "the broker has no node 5: its node is 4")
    configuration.nodeCount = 3
    #expect(message { $0.node = 6 } == nil)
    #expect(message { $0.node = 3 } == "the broker has no node 3: its nodes are 4 to 6")
    #expect(message { $0.api = .describeTopicPartitions } == nil)
    configuration.release = "2.0"
    #expect(message { $0.api = .describeTopicPartitions }?.contains("Kafka 2.0") == true)
    #expect(message { $0.api = .produce } == nil)
    #expect(message { $0.times = 0 }?.contains("times") == true)
  }

  static let refused: [(String, InterceptionRule)] = [
    ("times", rule { $0.times = 0 }), ("skip", rule { $0.skip = -1 }),
    ("probability", rule { $0.probability = 0 }), ("probability", rule { $0.probability = 1.1 }),
    ("probability", rule { $0.probability = .nan }), ("after", rule { $0.after = .seconds(-1) }),
    ("before", rule { $0.before = .zero }), ("topic", rule { $0.partition = 0 }),
    ("not served", rule { $0.api = .controlledShutdown }),
    (
      "names no topics",
      rule {
        $0.api = .heartbeat
        $0.topic = "t"
      }
    ),
    (
      "names no partitions",
      rule {
        $0.api = .metadata
        $0.topic = "t"
        $0.partition = 1
      }
    ),
    ("delay", rule(.delayRequest(.seconds(-1)))), ("delay", rule(.delayAnswer(.nanoseconds(-1)))),
    ("throttle", rule(.throttle(.milliseconds(-1)))), ("throttle", rule(.throttle(.seconds(1 << 40)))),
    ("bytes", rule(.closeWithinAnswer(afterBytes: -1))), ("no error", rule(.answer(.none))),
  ]

  @Test(arguments: refused)
  func `a rule that cannot work is refused with the reason`(word: String, rule: InterceptionRule) {
    let error = #expect(throws: InterceptionError.self) { try InterceptionDesk().add(rule, at: Self.start) }
    #expect(error?.code == .invalidRule)
    #expect(error?.message.contains(word) == true, "\(String(describing: error))")
  }
}
