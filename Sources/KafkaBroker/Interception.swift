public import KafkaBrokerCore
import KafkaWire

/// A rule of a broker's fault script, made by ``Broker/intercept(_:clientID:connection:topic:partition:node:skip:times:after:before:probability:seed:_:)``.
///
/// The rule lives in the broker: it goes on when this value is gone, and ends when it has intercepted as many requests as
/// it was made for, when its time is over, when it is removed or when the broker stops. What it saw can be asked for after
/// that as well; of rules that have ended the last 1000 are remembered.
public struct Interception: Sendable {
  let id: InterceptionID
  let center: InterceptionCenter

  /// How many requests it has intercepted.
  public var hitCount: Int { center.desk.hitCount(of: id) }

  /// The requests that it has intercepted, in their order: the last 1000, and fewer where they have more than 16 MiB
  /// together.
  public var hits: [InterceptionHit] { center.desk.hits(of: id) }

  /// Whether it intercepts more.
  public var isActive: Bool { center.desk.isActive(id) }

  /// Ends it: the next request is not intercepted any more. What it has begun goes on: delays end in their time, and
  /// requests without an answer stay without one.
  public func remove() { center.desk.remove(id) }

  /// Waits until it has intercepted so many requests since it was made. Returns at once when it has.
  ///
  /// - Parameters:
  ///   - count: 1 at least to wait at all.
  ///   - limit: How long to wait at most.
  /// - Throws: ``InterceptionError``: `ended` when the rule or the broker ends before, `timedOut` after the limit.
  ///   `CancellationError` when the task is cancelled.
  public func waitForHits(_ count: Int = 1, within limit: Duration = .seconds(30)) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await center.wait(for: count, of: id) }
      group.addTask {
        try await Task.sleep(for: limit)
        if hitCount >= count { return }
        throw InterceptionError(
          .timedOut, "the rule has \(hitCount) hits after \(limit), \(count) were waited for")
      }
      defer { group.cancelAll() }
      try await group.next()
    }
  }
}
