import KafkaMessages
import KafkaWire
import NIOCore
import Testing

@testable import KafkaClientCore

/// A group member in a known state, and the words of a coordinator for it. Time stands still unless a test moves it.
struct GroupDialogue {
  var machine: ClassicGroupMachine
  var now = Instant(nanoseconds: 1_000_000_000)

  init(assignors: [any PartitionAssignor] = [RangeAssignor()], instance: String? = nil) {
    var settings = GroupSettings(groupIdentifier: "g")
    settings.assignors = assignors
    settings.instanceIdentifier = instance
    machine = ClassicGroupMachine(settings: settings, random: .seeded(7))
  }

  static let topic = "t"

  static func partitions(_ numbers: Int32...) -> [TopicPartition] {
    numbers.map { TopicPartition(topic: topic, partition: $0) }
  }

  // MARK: What the coordinator says

  mutating func joined(
    _ id: GroupRequestID, generation: Int32 = 1, member: String = "m", leader: String = "other",
    protocolName: String = "range", members: [JoinGroupResponse.JoinGroupResponseMember] = [], skip: Bool = false
  ) -> [GroupAction] {
    machine.received(
      JoinGroupResponse.with {
        $0.generationId = generation
        $0.memberId = member
        $0.leader = leader
        $0.protocolName = protocolName
        $0.members = members
        $0.skipAssignment = skip
      }, id: id, now: now)
  }

  mutating func joinFails(_ id: GroupRequestID, _ error: ErrorCode, member: String = "") -> [GroupAction] {
    machine.received(
      JoinGroupResponse.with {
        $0.errorCode = error.rawValue
        $0.memberId = member
      }, id: id, now: now)
  }

  mutating func synced(_ id: GroupRequestID, _ partitions: [TopicPartition]) -> [GroupAction] {
    machine.received(
      SyncGroupResponse.with { $0.assignment = GroupSubscription.encode(assignment: partitions) }, id: id, now: now)
  }

  mutating func syncFails(_ id: GroupRequestID, _ error: ErrorCode) -> [GroupAction] {
    machine.received(SyncGroupResponse.with { $0.errorCode = error.rawValue }, id: id, now: now)
  }

  mutating func heartbeatAnswered(_ id: GroupRequestID, _ error: ErrorCode = .none) -> [GroupAction] {
    machine.received(HeartbeatResponse.with { $0.errorCode = error.rawValue }, id: id, now: now)
  }

  // MARK: Moving on

  /// Joins as a follower and owns these partitions of `t`.
  mutating func becomeStable(owning numbers: Int32..., protocolName: String = "range") throws {
    let partitions = numbers.map { TopicPartition(topic: Self.topic, partition: $0) }
    let join = try Self.request(machine.subscribe(to: [Self.topic], now: now))
    let sync = try Self.request(joined(join.id, protocolName: protocolName))
    _ = synced(sync.id, partitions)
  }

  /// Lets time pass and returns what falls due, as a driver with one alarm would see it.
  mutating func pass(_ duration: Duration) -> [GroupAction] {
    let end = now + duration
    var actions: [GroupAction] = []
    while machine.nextDeadline <= end {
      now = max(now, machine.nextDeadline)
      let due = machine.deadlineReached(now: now)
      actions += due
      if due.isEmpty && machine.nextDeadline <= now {
        Issue.record("the machine wants to be called at a time that has passed, and does nothing")
        break
      }
    }
    now = end
    return actions
  }

  struct Sent {
    var request: GroupRequest
    var id: GroupRequestID
  }

  struct NoRequest: Error {
    var actions: [GroupAction]
  }

  /// The one request among the actions.
  static func request(_ actions: [GroupAction]) throws -> Sent {
    let sent = requests(actions)
    guard sent.count == 1, let first = sent.first else { throw NoRequest(actions: actions) }
    return first
  }

  static func requests(_ actions: [GroupAction]) -> [Sent] {
    actions.compactMap { action in
      guard case .send(let request, let id, _) = action else { return nil }
      return Sent(request: request, id: id)
    }
  }

  static func withoutRequests(_ actions: [GroupAction]) -> [GroupAction] {
    actions.filter { action in
      if case .send = action { false } else { true }
    }
  }
}

extension GroupDialogue.Sent {
  var join: JoinGroupRequest? { if case .join(let request) = request { request } else { nil } }
  var sync: SyncGroupRequest? { if case .sync(let request) = request { request } else { nil } }
  var heartbeat: HeartbeatRequest? { if case .heartbeat(let request) = request { request } else { nil } }
  var leave: GroupDeparture? { if case .leave(let departure) = request { departure } else { nil } }
}
