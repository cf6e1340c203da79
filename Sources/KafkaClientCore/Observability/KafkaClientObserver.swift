/// Hears of everything that a client does: for metrics, logs or statistics of your own.
///
/// ```swift
/// final class SlowRequests: KafkaClientObserver {
///   func observe(_ event: KafkaClientEvent, clientID: String) {
///     if case .requestAnswered(let request, let answer) = event, answer.latency > .seconds(1) {
///       print("\(clientID): \(request.api) took \(answer.latency)")
///     }
///   }
/// }
///
/// configuration.observability.observers = [SlowRequests()]
/// ```
///
/// The rules:
///
/// - Events come on the client's event loop, one after the other, in the order in which things happened. An observer of
///   several clients hears them from several threads.
/// - ``observe(_:clientID:)`` must return soon and must not block: while it runs the client does nothing else, and a
///   millisecond in it is a millisecond of latency for every request. Hand work over to a queue or task of your own, and
///   bound it.
/// - It must not wait for the client that it observes, which would be for ever.
/// - There is at most one event for a request or batch and step, never one for a record.
public protocol KafkaClientObserver: AnyObject, Sendable {
  /// What it wants to hear of. Asked once, when the client is made. Everything, if not said otherwise.
  var detail: KafkaClientEvent.Detail { get }

  /// Something happened.
  ///
  /// - Parameters:
  ///   - event: What happened. More kinds may come, so a `switch` needs a `default`.
  ///   - clientID: Kafka's `client.id` of the client.
  func observe(_ event: KafkaClientEvent, clientID: String)
}

extension KafkaClientObserver {
  public var detail: KafkaClientEvent.Detail { .everything }
}

/// The one place that a client's drivers report to. Confined to the network's thread.
package final class ClientHook {
  package let clientID: String
  /// Time between two samples.
  package let samplingInterval: Duration
  /// What machines are to report.
  package let observation: Observation
  private let observers: [any KafkaClientObserver]
  private let observersOfEverything: [any KafkaClientObserver]

  /// Nil without observers: a client without them must do nothing for them.
  package init?(clientID: String, observers: [any KafkaClientObserver], samplingInterval: Duration = .seconds(5)) {
    guard !observers.isEmpty else { return nil }
    self.clientID = clientID
    self.samplingInterval = samplingInterval
    self.observers = observers
    observersOfEverything = observers.filter { $0.detail == .everything }
    observation = observersOfEverything.isEmpty ? .changes : .everything
  }

  package func tell(_ event: KafkaClientEvent) {
    for observer in event.detail == .everything ? observersOfEverything : observers {
      observer.observe(event, clientID: clientID)
    }
  }
}

/// What a machine reports as events. Where nobody listens nothing is made.
package enum Observation: Int, Comparable, Sendable {
  case nothing
  /// What happens seldom.
  case changes
  /// Requests and batches as well.
  case everything

  package static func < (left: Observation, right: Observation) -> Bool { left.rawValue < right.rawValue }
}
