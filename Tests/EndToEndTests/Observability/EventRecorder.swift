import KafkaClient
import KafkaClientCore
import NIOCore
import Synchronization

/// Keeps what a client reports.
final class EventRecorder: KafkaClientObserver {
  let detail: KafkaClientEvent.Detail
  private let state = Mutex<[(clientID: String, event: KafkaClientEvent)]>([])
  /// Whether every event came on an event loop's thread.
  private let onLoop = Mutex(true)
  private let group: any EventLoopGroup

  init(_ detail: KafkaClientEvent.Detail = .everything, group: any EventLoopGroup) {
    self.detail = detail
    self.group = group
  }

  var events: [KafkaClientEvent] { state.withLock { $0.map(\.event) } }
  var clientIDs: Set<String> { state.withLock { Set($0.map(\.clientID)) } }
  var isAlwaysOnLoop: Bool { onLoop.withLock { $0 } }

  /// The names of the cases, in order.
  var names: [String] { events.map { event in String("\(event)".prefix { $0 != "(" }) } }

  func observe(_ event: KafkaClientEvent, clientID: String) {
    state.withLock { $0.append((clientID, event)) }
    if !group.makeIterator().contains(where: \.inEventLoop) { onLoop.withLock { $0 = false } }
  }
}
