import DequeModule
package import KafkaWire

/// A rule's number: rules count from 0 in the order in which they are made.
package struct InterceptionID: Hashable, Comparable, Sendable {
  package var number: UInt64

  package init(_ number: UInt64) {
    self.number = number
  }

  package static func < (left: InterceptionID, right: InterceptionID) -> Bool { left.number < right.number }
}

/// A request that was intercepted.
public struct InterceptionHit: Sendable {
  public var request: InterceptedRequest
  /// What was done to it; for a rule with a closure what that chose.
  public var effect: InterceptionEffect
}

/// The rules of a fault script, and what came of them.
///
/// A request goes by the rules in the order in which they were made. Each that matches counts it; the first that applies
/// decides what is done, and those behind it do not see the request. A rule ends when it has intercepted as many
/// requests as it was made for, when its time is over, or when it is removed. What it saw can be asked for afterwards.
package struct InterceptionMachine: Sendable {
  /// The most rules that are active at a time.
  package static let ruleLimit = 1000
  /// Ended rules that are remembered; the oldest is forgotten first.
  package static let endedLimit = 1000
  /// Hits of one rule that are listed; the oldest is forgotten first. All are counted.
  package static let hitLimit = 1000
  /// Bytes of the requests of one rule's hits, which may have large records in them. The last hit is kept in any case.
  package static let hitBytesLimit = 16 * 1024 * 1024

  private struct Active {
    var id: InterceptionID
    var rule: InterceptionRule
    var made: Instant
    var seen = 0
    var random: RandomSource
  }

  private struct Record {
    var hitCount = 0
    var hits: Deque<InterceptionHit> = []
    var hitBytes = 0
    var isOver = false

    mutating func add(_ hit: InterceptionHit) {
      hitCount += 1
      hits.append(hit)
      hitBytes += hit.request.footprint
      while hits.count > InterceptionMachine.hitLimit
        || (hitBytes > InterceptionMachine.hitBytesLimit && hits.count > 1)
      {
        hitBytes -= hits.removeFirst().request.footprint
      }
    }
  }

  private struct Waiter {
    var id: UInt64
    var rule: InterceptionID
    var count: Int
  }

  private var active: [Active] = []
  private var records: [InterceptionID: Record] = [:]
  private var ended: [InterceptionID] = []
  private var waiters: [Waiter] = []
  private var nextID: UInt64 = 0

  package init() {}

  package var isActive: Bool { !active.isEmpty }

  // MARK: Rules

  /// - Throws: `invalidRule`, `tooManyRules`.
  package mutating func add(_ rule: InterceptionRule, at now: Instant) throws(InterceptionError) -> InterceptionID {
    try rule.validate()
    guard active.count < Self.ruleLimit else {
      throw InterceptionError(
        .tooManyRules,
        "a broker has at most \(Self.ruleLimit) rules at a time; remove some that are not needed any more")
    }
    let id = InterceptionID(nextID)
    nextID += 1
    active.append(Active(id: id, rule: rule, made: now, random: .seeded(rule.seed)))
    records[id] = Record()
    return id
  }

  /// Ends a rule. Without effect on one that has ended.
  ///
  /// - Returns: who waits for hits that will not come.
  package mutating func remove(_ id: InterceptionID) -> [InterceptionOutcome] {
    guard let place = active.firstIndex(where: { $0.id == id }) else { return [] }
    active.remove(at: place)
    return end(id)
  }

  package mutating func removeAll() -> [InterceptionOutcome] {
    let ids = active.map(\.id)
    active = []
    return ids.flatMap { end($0) }
  }

  private mutating func end(_ id: InterceptionID) -> [InterceptionOutcome] {
    records[id]?.isOver = true
    ended.append(id)
    if ended.count > Self.endedLimit { records[ended.removeFirst()] = nil }
    let left = waiters.filter { $0.rule == id }
    waiters.removeAll { $0.rule == id }
    return left.map { .init(waiter: $0.id, isSatisfied: false) }
  }

  // MARK: Requests

  /// A rule that applies to a request, unless its closure has nothing against it.
  package struct Candidate: Sendable {
    package var id: InterceptionID
    package var rule: InterceptionRule
  }

  /// The next rule that applies to a request.
  ///
  /// - Parameter last: the rule before, whose closure let the request pass; nil for the first call.
  package mutating func candidate(
    for request: InterceptedRequest, after last: InterceptionID?, at now: Instant
  ) -> (candidate: Candidate?, outcomes: [InterceptionOutcome]) {
    let outcomes = endOutdated(at: now)
    for place in active.indices where last.map({ $0 < active[place].id }) ?? true {
      let rule = active[place].rule
      guard now >= active[place].made + rule.after, rule.matches(request) else { continue }
      active[place].seen += 1
      guard active[place].seen > rule.skip, draws(place) else { continue }
      return (Candidate(id: active[place].id, rule: rule), outcomes)
    }
    return (nil, outcomes)
  }

  private mutating func draws(_ place: Int) -> Bool {
    let probability = active[place].rule.probability
    if probability >= 1 { return true }
    return Double.random(in: 0..<1, using: &active[place].random) < probability
  }

  private mutating func endOutdated(at now: Instant) -> [InterceptionOutcome] {
    let outdated = active.filter { rule in rule.rule.before.map { now >= rule.made + $0 } ?? false }.map(\.id)
    return outdated.flatMap { remove($0) }
  }

  /// The candidate is carried out.
  ///
  /// - Returns: false when the rule has ended meanwhile; and whose waiting is over.
  package mutating func hit(
    _ id: InterceptionID, _ hit: InterceptionHit
  ) -> (counts: Bool, outcomes: [InterceptionOutcome]) {
    guard let place = active.firstIndex(where: { $0.id == id }), var record = records.removeValue(forKey: id) else {
      return (false, [])
    }
    record.add(hit)
    let count = record.hitCount
    records[id] = record
    let satisfied = waiters.filter { $0.rule == id && $0.count <= count }
    waiters.removeAll { $0.rule == id && $0.count <= count }
    var outcomes = satisfied.map { InterceptionOutcome(waiter: $0.id, isSatisfied: true) }
    if count >= active[place].rule.times { outcomes += remove(id) }
    return (true, outcomes)
  }

  // MARK: What came of them

  /// 0 for a rule that was forgotten.
  package func hitCount(of id: InterceptionID) -> Int { records[id]?.hitCount ?? 0 }

  package func hits(of id: InterceptionID) -> [InterceptionHit] { Array(records[id]?.hits ?? []) }

  package func isActive(_ id: InterceptionID) -> Bool { records[id]?.isOver == false }

  /// Somebody waits until a rule has so many hits.
  ///
  /// - Returns: what is known already; nil when there is something to wait for.
  package mutating func wait(_ waiter: UInt64, for count: Int, of id: InterceptionID) -> InterceptionOutcome? {
    guard let record = records[id] else { return .init(waiter: waiter, isSatisfied: false) }
    if record.hitCount >= count { return .init(waiter: waiter, isSatisfied: true) }
    if record.isOver { return .init(waiter: waiter, isSatisfied: false) }
    waiters.append(Waiter(id: waiter, rule: id, count: count))
    return nil
  }

  /// Somebody waits no longer.
  package mutating func stopWaiting(_ waiter: UInt64) {
    waiters.removeAll { $0.id == waiter }
  }
}

/// The end of somebody's waiting.
package struct InterceptionOutcome: Equatable, Sendable {
  package var waiter: UInt64
  /// False when the hits will not come any more.
  package var isSatisfied: Bool

  package init(waiter: UInt64, isSatisfied: Bool) {
    self.waiter = waiter
    self.isSatisfied = isSatisfied
  }
}
