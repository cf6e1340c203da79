import KafkaClientCore
import KafkaMessages
import KafkaWire

/// What every admin call has in common: one deadline, and tries within it.
extension KafkaAdmin {
  enum Verdict {
    case done
    /// Worth another try; the error is what the caller gets when there is no time for one.
    case retry(KafkaError)
    case fail(KafkaError)
  }

  /// Sends a request until its answer will do or the time is over.
  ///
  /// - Parameters:
  ///   - body: The request for a version, with the time that is left.
  ///   - check: What to make of an answer.
  func retrying<Request: KafkaRequest>(
    _ timeout: Duration?, _: Request.Type, to destination: Destination, versions: ClosedRange<Int16>? = nil,
    body: @escaping @Sendable (_ version: Int16, _ remaining: Duration) -> Request,
    check: (Request.Response, _ version: Int16) -> Verdict
  ) async throws(KafkaError) -> Request.Response {
    let deadline = ContinuousClock.now + (timeout ?? client.configuration.defaultAPITimeout)
    var random = RandomSource.system
    let pause = Backoff(base: client.configuration.retry.backoff, cap: client.configuration.retry.backoffMaximum)
    var attempts = 0
    // What a broker said says more than that the last try had no time for an answer.
    var lastAnswer: KafkaError?
    while true {
      let remaining = deadline - ContinuousClock.now
      let last: KafkaError
      do throws(KafkaError) {
        let answer = try await client.request(
          to: destination, timeout: min(remaining, client.configuration.requestTimeout), versions: versions
        ) { version in body(version, remaining) }
        switch check(answer.body, answer.version) {
        case .done: return answer.body
        case .fail(let error): throw error
        case .retry(let error):
          last = error
          lastAnswer = error
        }
      } catch {
        guard error.isRetriable else { throw error }
        last = error
      }
      if last.brokerError?.code.refreshesMetadata == true || last.brokerError?.code == .notController {
        client.execute { $0.requestMetadataUpdate() }
      }
      let wait = pause.delay(attempts: attempts, using: &random)
      attempts += 1
      guard ContinuousClock.now + wait < deadline else {
        guard let told = last.code == .timedOut ? lastAnswer : last else { throw last }
        throw KafkaError(
          .timedOut, "gave up after \(attempts) tries; last: \(told.message)", cause: told, api: Request.apiKey,
          broker: told.broker)
      }
      do {
        try await Task.sleep(for: wait)
      } catch {
        throw KafkaError(.cancelled, "the task was cancelled", cause: last, api: Request.apiKey)
      }
    }
  }

  /// Errors that say nothing about the topic, only that now is not the time or this not the broker. That a topic does
  /// not exist counts as retriable elsewhere, but here it is the answer.
  private static func isPassing(_ error: ErrorCode) -> Bool {
    error == .notController || error == .throttlingQuotaExceeded
  }

  /// Sends a request about topics to the controller, again for those of them whose result may change.
  func eachTopic<Request: KafkaRequest, Value: Sendable>(
    _ names: [String], _ timeout: Duration?, _ type: Request.Type, versions: ClosedRange<Int16>? = nil,
    body: @escaping @Sendable (_ names: Set<String>, _ version: Int16, _ remaining: Duration) -> Request,
    results: (Request.Response) -> [(String, Result<Value, BrokerError>)]
  ) async throws(KafkaError) -> [String: Result<Value, KafkaError>] {
    var done = [String: Result<Value, KafkaError>]()
    var open = Set(names)
    guard open.count == names.count else { throw KafkaError(.invalidArgument, "a topic is named twice: \(names)") }
    guard !open.isEmpty else { return [:] }
    let deadline = ContinuousClock.now + (timeout ?? client.configuration.defaultAPITimeout)
    var pending = [String: KafkaError]()
    do throws(KafkaError) {
      while !open.isEmpty {
        let asked = open
        _ = try await retrying(deadline - ContinuousClock.now, type, to: .controller, versions: versions) {
          version, remaining in
          body(asked, version, remaining)
        } check: { response, _ in
          pending = [:]
          for (name, result) in results(response) where open.contains(name) {
            switch result {
            case .success(let value):
              done[name] = .success(value)
              open.remove(name)
            case .failure(let error):
              let failure = KafkaError(error, api: Request.apiKey)
              if Self.isPassing(error.code) {
                pending[name] = failure
              } else {
                done[name] = .failure(failure)
                open.remove(name)
              }
            }
          }
          guard let first = pending.min(by: { $0.key < $1.key })?.value else {
            // The broker must say something about every topic; one it does not mention is not waited for.
            for name in open {
              done[name] = .failure(KafkaError(.protocolViolation, "no result for topic \(name)", api: Request.apiKey))
            }
            open = []
            return .done
          }
          // Those that are done are not asked for again.
          return open == asked ? .retry(first) : .done
        }
      }
    } catch {
      guard !done.isEmpty || !pending.isEmpty else { throw error }
      // Some are done; the rest failed with this.
      for name in open { done[name] = .failure(pending[name] ?? error) }
    }
    return done
  }
}
