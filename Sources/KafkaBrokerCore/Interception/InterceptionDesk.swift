package import KafkaWire
import Synchronization

/// The rules of a broker, where its nodes look at them and its user changes them: from any thread, with effect from the
/// next request on.
package final class InterceptionDesk: Sendable {
  private let machine = Mutex(InterceptionMachine())
  /// Whether there are rules, so that without them a request costs no lock.
  private let hasRules = Atomic(false)
  private let tell: @Sendable ([InterceptionOutcome]) -> Void

  /// - Parameter tell: called when somebody's waiting is over, on any thread and never under the lock.
  package init(tell: @escaping @Sendable ([InterceptionOutcome]) -> Void = { _ in }) {
    self.tell = tell
  }

  package var isActive: Bool { hasRules.load(ordering: .acquiring) }

  private func change<Result: Sendable>(
    _ body: (inout sending InterceptionMachine) -> (Result, [InterceptionOutcome])
  ) -> Result {
    let (result, outcomes) = machine.withLock { machine in
      let made = body(&machine)
      hasRules.store(machine.isActive, ordering: .releasing)
      return made
    }
    if !outcomes.isEmpty { tell(outcomes) }
    return result
  }

  // MARK: For the user

  /// - Throws: `invalidRule`, `tooManyRules`.
  package func add(_ rule: InterceptionRule, at now: Instant) throws(InterceptionError) -> InterceptionID {
    let result: Result<InterceptionID, InterceptionError> = change { machine in
      do throws(InterceptionError) {
        return (.success(try machine.add(rule, at: now)), [])
      } catch {
        return (.failure(error), [])
      }
    }
    return try result.get()
  }

  package func remove(_ id: InterceptionID) { change { ((), $0.remove(id)) } }

  package func removeAll() { change { ((), $0.removeAll()) } }

  package func hitCount(of id: InterceptionID) -> Int { machine.withLock { $0.hitCount(of: id) } }

  package func hits(of id: InterceptionID) -> [InterceptionHit] { machine.withLock { $0.hits(of: id) } }

  package func isActive(_ id: InterceptionID) -> Bool { machine.withLock { $0.isActive(id) } }

  /// The end is told, at once if it is known.
  package func wait(_ waiter: UInt64, for count: Int, of id: InterceptionID) {
    change { machine in ((), machine.wait(waiter, for: count, of: id).map { [$0] } ?? []) }
  }

  package func stopWaiting(_ waiter: UInt64) {
    machine.withLock { $0.stopWaiting(waiter) }
  }

  // MARK: For the nodes

  /// What is done to a request, by the rule that decides; nil for nothing.
  package func decide(
    _ request: InterceptedRequest, at now: Instant
  ) -> (effect: InterceptionEffect, rule: InterceptionRule)? {
    var last: InterceptionID?
    while let candidate = change({ machine in
      let (candidate, outcomes) = machine.candidate(for: request, after: last, at: now)
      return (candidate, outcomes)
    }) {
      last = candidate.id
      // Outside of the lock, since a closure may well make the next rule.
      guard let effect = Self.choice(candidate.rule.effect, request) else { continue }
      let counts = change { $0.hit(candidate.id, InterceptionHit(request: request, effect: effect)) }
      if counts { return (effect, candidate.rule) }
    }
    return nil
  }

  /// How often a closure may choose another closure; one that chooses itself would never end.
  private static let deepestChoice = 16

  /// What closures choose. One that gives numbers out of their range is a mistake in the test that cannot be thrown to it.
  private static func choice(_ effect: InterceptionEffect, _ request: InterceptedRequest) -> InterceptionEffect? {
    var effect = effect
    var depth = 0
    while case .choose(let closure) = effect.kind {
      guard let chosen = closure(request) else { return nil }
      effect = chosen
      depth += 1
      if depth == deepestChoice { preconditionFailure("closures of a rule chose closures \(depth) times over") }
    }
    if let complaint = effect.complaint() { preconditionFailure("a closure of a rule chose badly: \(complaint)") }
    return effect
  }
}
