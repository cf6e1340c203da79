import KafkaMessages
import KafkaWire
import NIOCore

/// What a node keeps of intercepted requests, between the connections and the handlers.
struct InterceptionSeam {
  /// What becomes of the answer to a request that was let through to its handler.
  enum AnswerPlan {
    case drop
    case delay(Duration)
    case close
    case closeWithin(Int?)
    case throttle(Duration)
    /// The answer is forgotten, and the request served once more.
    case again(ByteBuffer)
    case change((any KafkaResponse) -> any KafkaResponse)
  }

  /// What is done when a time has come.
  enum Alarm {
    /// The work of a request begins.
    case deliver(ByteBuffer, RequestToken)
    case answer(any KafkaResponse, RequestToken)
    /// A muted connection is let go.
    case letGo(ConnectionID)

    var connection: ConnectionID {
      switch self {
      case .deliver(_, let token), .answer(_, let token): token.connection
      case .letGo(let id): id
      }
    }
  }

  let desk: InterceptionDesk
  /// At most one a connection, since that has one request at work.
  private var plans: [RequestToken: AnswerPlan] = [:]
  /// At most two a connection: a held request, and the end of its muting. In the order in which they were set.
  private var alarms: [(due: Instant, alarm: Alarm)] = []
  /// The next request was intercepted before.
  var isDelivering = false

  init(desk: InterceptionDesk) {
    self.desk = desk
  }

  var nextDeadline: Instant? { alarms.lazy.map(\.due).min() }

  mutating func plan(_ plan: AnswerPlan, for token: RequestToken) {
    plans[token] = plan
  }

  mutating func takePlan(for token: RequestToken) -> AnswerPlan? {
    plans.isEmpty ? nil : plans.removeValue(forKey: token)
  }

  mutating func set(_ alarm: Alarm, at due: Instant) {
    alarms.append((due, alarm))
  }

  /// The first alarm whose time has come.
  mutating func popAlarm(at now: Instant) -> Alarm? {
    guard let due = nextDeadline, due <= now, let place = alarms.firstIndex(where: { $0.due == due }) else {
      return nil
    }
    return alarms.remove(at: place).alarm
  }

  /// The connection is gone.
  mutating func forget(_ id: ConnectionID) {
    if !plans.isEmpty { plans = plans.filter { $0.key.connection != id } }
    alarms.removeAll { $0.alarm.connection == id }
  }
}
