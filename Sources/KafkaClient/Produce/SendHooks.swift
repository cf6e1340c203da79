import KafkaClientCore
import KafkaWire
import Logging
import Tracing

/// What is done around the sending of each record: interceptors, then spans.
///
/// A class, so that to see whether there are any costs nothing.
final class SendHooks: Sendable {
  private let tracing: ProducerTracing?
  private let interceptors: [any ProducerInterceptor]
  private let log: EventLog

  /// What was begun for a record, until its fate is known.
  struct Begun: Sendable {
    fileprivate var record: ProducerRecord
    fileprivate var span: (any Tracing.Span)?
  }

  /// Nil when there is nothing to do.
  init?(tracing: ProducerTracing?, interceptors: [any ProducerInterceptor], log: EventLog) {
    if tracing == nil, interceptors.isEmpty { return nil }
    self.tracing = tracing
    self.interceptors = interceptors
    self.log = log
  }

  var isTracing: Bool { tracing != nil }

  /// The record is about to be sent.
  func begin(_ record: inout ProducerRecord) -> Begun {
    for interceptor in interceptors {
      do {
        record = try interceptor.onSend(record)
      } catch {
        let name = "\(type(of: interceptor))"
        log.tell(
          .interceptorFailed, "an interceptor failed; the record goes on without it", about: name,
          ["interceptor": "\(name)", "topic": "\(record.topic)", "error": "\(error)"])
      }
    }
    let span = tracing?.begin(&record)
    return Begun(record: record, span: span)
  }

  /// The record was taken.
  func follow(_ delivery: Delivery, _ begun: Begun) {
    if let span = begun.span { tracing?.follow(delivery, span) }
    guard !interceptors.isEmpty else { return }
    let interceptors = interceptors
    delivery.receipt.whenKnown(at: delivery.index) { outcome in
      let result = delivery.result(of: outcome)
      for interceptor in interceptors { interceptor.onAcknowledgement(result, of: begun.record) }
    }
  }

  /// The record was not taken.
  func refused(_ begun: Begun, _ error: KafkaError) {
    begun.span?.end(with: error)
    for interceptor in interceptors { interceptor.onAcknowledgement(.failure(error), of: begun.record) }
  }
}

/// Taking records where something is done around it.
extension KafkaProducer {
  /// Whether sending makes spans.
  package var isTracing: Bool { hooks?.isTracing == true }

  nonisolated(nonsending) func takeHooked(
    _ record: ProducerRecord, _ hooks: SendHooks
  ) async throws(KafkaError) -> Delivery {
    var record = record
    let begun = hooks.begin(&record)
    do throws(KafkaError) {
      let delivery = try await takePlainly(record, chosen: nil)
      hooks.follow(delivery, begun)
      return delivery
    } catch {
      hooks.refused(begun, error)
      throw error
    }
  }

  func tryTakeHooked(_ record: ProducerRecord, _ hooks: SendHooks) throws(KafkaError) -> EnqueueAttempt {
    var record = record
    let begun = hooks.begin(&record)
    do throws(KafkaError) {
      let attempt = try tryTakePlainly(record)
      if case .taken(let delivery) = attempt {
        hooks.follow(delivery, begun)
      } else {
        hooks.refused(begun, KafkaError(.cancelled, "the record would have had to wait"))
      }
      return attempt
    } catch {
      hooks.refused(begun, error)
      throw error
    }
  }
}
