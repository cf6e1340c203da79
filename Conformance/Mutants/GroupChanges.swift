import KafkaConformance
import KafkaSchema
import KafkaWire

/// What a mutant remembers of groups, learnt from what passes.
final class GroupMemory {
  /// The last answer to a member's request to join, by group and member.
  private(set) var answers: [[String]: Structure] = [:]
  /// The connection that a member joined on last.
  private(set) var connections: [[String]: Int] = [:]
  /// Member ids that were given out, and those that joined with theirs.
  private(set) var given: [String: Set<String>] = [:]
  private(set) var used: [String: Set<String>] = [:]
  /// How many requests to join wait.
  private(set) var waiting: [String: Int] = [:]
  /// When a member joined, and its session timeout.
  private(set) var sessions: [[String]: (start: ContinuousClock.Instant, timeout: Duration)] = [:]

  /// Looks at a request.
  func hear(_ exchange: Exchange) {
    guard exchange.api == .joinGroup, let request = exchange.request else { return }
    waiting[request.group, default: 0] += 1
    if !request.member.isEmpty { used[request.group, default: []].insert(request.member) }
  }

  /// Looks at an answer to JoinGroup.
  func learn(_ exchange: Exchange, _ body: Structure) {
    guard let request = exchange.request else { return }
    waiting[request.group, default: 1] -= 1
    let place = [request.group, body.string("MemberId") ?? ""]
    if body.int("ErrorCode") == 79 { given[request.group, default: []].insert(place[1]) }
    guard body.int("ErrorCode") == 0 else { return }
    if answers[place] == nil {
      sessions[place] = (.now, .milliseconds(request.int("SessionTimeoutMs") ?? 0))
    }
    answers[place] = body
    connections[place] = exchange.connection
  }

  /// Only looks and lets everything pass.
  func learning() -> Behaviour {
    var behaviour = Behaviour()
    behaviour.onRequest = { [self] exchange in
      hear(exchange)
      return .forward
    }
    behaviour.onResponse = { [self] exchange, frame in
      if exchange.api == .joinGroup, let body = MutantFrames.body(of: frame, exchange) { learn(exchange, body) }
      return .forward
    }
    return behaviour
  }

  /// Looks at everything, and decides on some requests.
  func deciding(_ action: @escaping (Exchange, Structure) -> Behaviour.RequestAction) -> Behaviour {
    var behaviour = learning()
    behaviour.onRequest = { [self] exchange in
      guard let request = exchange.request else { return .forward }
      let decision = action(exchange, request)
      if case .forward = decision { hear(exchange) }
      return decision
    }
    return behaviour
  }
}

extension Structure {
  var group: String { string("GroupId") ?? "" }
  var member: String { string("MemberId") ?? "" }
  var place: [String] { [group, member] }
}

extension Behaviour {
  /// Changes answers to JoinGroup that have no error.
  static func joined(_ change: @escaping (inout Structure, Exchange) -> Void) -> Behaviour {
    .response(.joinGroup) { body, exchange in if body.int("ErrorCode") == 0 { change(&body, exchange) } }
  }

  /// Changes each group's part of the answers to DescribeGroups.
  static func described(_ change: @escaping (inout Structure) -> Void) -> Behaviour {
    .response(.describeGroups) { body, _ in body.each("Groups", change) }
  }

  /// Leaves only the first of several answers.
  static func firstOnly(_ api: ApiKey, _ list: String) -> Behaviour {
    .response(api) { body, _ in body[list] = .array(body.structs(list).prefix(1).map { .structure($0) }) }
  }

  /// Gives a member that joins again what it was given before, and tells nobody.
  static func repeatsJoins() -> Behaviour {
    let memory = GroupMemory()
    return memory.deciding { exchange, request in
      guard exchange.api == .joinGroup, let answer = memory.answers[request.place] else { return .forward }
      return .answer(answer)
    }
  }
}
