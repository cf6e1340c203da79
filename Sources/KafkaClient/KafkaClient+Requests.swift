package import KafkaClientCore
package import KafkaMessages
import KafkaWire
import NIOCore
import Synchronization

/// Requests for callers that can afford two changes of thread for each: admin calls and tests.
extension KafkaClient {
  /// Sends a request and waits for the answer.
  package func request<Request: KafkaRequest>(
    _ body: Request, to destination: Destination, timeout: Duration? = nil, versions: ClosedRange<Int16>? = nil
  ) async throws(KafkaError) -> Answer<Request.Response> {
    try await request(to: destination, timeout: timeout, versions: versions, body: { (_: Int16) in body })
  }

  /// Sends a request whose fields depend on the version, and waits for the answer.
  package func request<Request: KafkaRequest>(
    to destination: Destination, timeout: Duration? = nil, versions: ClosedRange<Int16>? = nil,
    body: @escaping @Sendable (_ version: Int16) -> Request
  ) async throws(KafkaError) -> Answer<Request.Response> {
    try await wait { cluster, done in
      let id = cluster.send(
        Request.self, to: destination, timeout: timeout, versions: versions, completion: done, body: body)
      return { cluster.cancel(id) }
    }
  }

  /// Waits until the metadata has every topic, without an error that another look may remove.
  ///
  /// - Parameter allowsAutoCreation: Whether asking may create a topic, where the broker does that.
  package func metadata(
    of topics: Set<String>, allowsAutoCreation: Bool = false, timeout: Duration? = nil
  ) async throws(KafkaError) -> ClusterMetadata {
    try await wait { cluster, done in
      let waiter = MetadataWaiter(
        cluster, topics, allowsAutoCreation: allowsAutoCreation,
        timeout: timeout ?? cluster.configuration.defaultAPITimeout, done: done)
      return { waiter.finish(.failure(KafkaError(.cancelled, "the wait for metadata was cancelled"))) }
    }
  }

  /// Starts something on the loop and waits for its one result. A cancelled task makes the loop call what `start`
  /// returned, which leads to a result, too.
  package func wait<Value: Sendable>(
    _ start:
      @escaping @Sendable (
        Cluster, _ done: @escaping (Result<Value, KafkaError>) -> Void
      ) -> () -> Void
  ) async throws(KafkaError) -> Value {
    let ticket = NIOLoopBoundBox<Ticket?>.makeEmptyBox(valueType: Ticket.self, eventLoop: loop)
    let result = await withTaskCancellationHandler {
      await withCheckedContinuation { (continuation: CheckedContinuation<Result<Value, KafkaError>, Never>) in
        execute { cluster in
          guard ticket.value == nil else {
            continuation.resume(returning: .failure(KafkaError(.cancelled, "the task was cancelled")))
            return
          }
          ticket.value = .waiting(cancel: {})
          let cancel = start(cluster) { result in
            ticket.value = .ended
            continuation.resume(returning: result)
          }
          if case .waiting = ticket.value { ticket.value = .waiting(cancel: cancel) }
        }
      }
    } onCancel: {
      execute { _ in
        if case .waiting(let cancel) = ticket.value {
          cancel()
        } else {
          ticket.value = .ended
        }
      }
    }
    return try result.get()
  }

  /// Where a wait is, once it has begun.
  private enum Ticket {
    case waiting(cancel: () -> Void)
    /// There is a result, or the task was cancelled before there was anything to wait for.
    case ended
  }
}

/// Waits on the loop for metadata of certain topics.
private final class MetadataWaiter {
  private let cluster: Cluster
  private let topics: Set<String>
  private let interest: InterestID
  private var done: ((Result<ClusterMetadata, KafkaError>) -> Void)?
  private var watcher: UInt64?
  private var alarm: LoopAlarm?

  init(
    _ cluster: Cluster, _ topics: Set<String>, allowsAutoCreation: Bool, timeout: Duration,
    done: @escaping (Result<ClusterMetadata, KafkaError>) -> Void
  ) {
    self.cluster = cluster
    self.topics = topics
    self.done = done
    interest = cluster.makeInterestID()
    guard !cluster.isClosed else {
      finish(.failure(Self.closed))
      return
    }
    watcher = cluster.watchMetadata {
      self.look(at: $0)
    } whenClosed: {
      self.finish(.failure(Self.closed))
    }
    let alarm = LoopAlarm(loop: cluster.loop) { [weak self] in self?.timedOut() }
    self.alarm = alarm
    alarm.set(cluster.now + timeout)
    cluster.setInterest(
      MetadataInterest(topics: .named(topics), allowsAutoCreation: allowsAutoCreation), of: interest)
    look(at: cluster.metadata)
  }

  private static var closed: KafkaError { KafkaError(.closed, "the client has been shut down", api: .metadata) }

  private func look(at metadata: ClusterMetadata) {
    for name in topics {
      guard let topic = metadata.topic(name) else { return }
      if topic.error != .none {
        if topic.error.isRetriable { return }
        finish(.failure(KafkaError(BrokerError(topic.error, message: "topic \(name)"), api: .metadata)))
        return
      }
      if topic.partitions.contains(where: { metadata.brokers[$0.leader] == nil }) { return }
    }
    finish(.success(metadata))
  }

  private func timedOut() {
    let missing = topics.sorted().map { name in
      "\(name): \(cluster.metadata.topic(name).map { "\($0.error)" } ?? "not seen yet")"
    }
    finish(
      .failure(KafkaError(.timedOut, "no complete metadata of \(missing.joined(separator: ", "))", api: .metadata)))
  }

  func finish(_ result: Result<ClusterMetadata, KafkaError>) {
    guard let done else { return }
    self.done = nil
    alarm?.cancel()
    alarm = nil
    if let watcher { cluster.stopWatching(watcher) }
    watcher = nil
    cluster.setInterest(nil, of: interest)
    done(result)
  }
}
