import KafkaSchema
import KafkaWire
package import NIOCore
import Synchronization

/// A member among many, which does what clients do.
package struct Seat: Sendable {
  /// Its own connection to the coordinator.
  package let peer: Peer
  package var query: MemberQuery
  /// -1 while it is out of the group.
  package var generation: Int32 = -1
  package var assignment: ByteBuffer?
  /// How many members the leader's list had; nil for others.
  var listed: Int?

  package init(_ peer: Peer, _ query: MemberQuery) {
    self.peer = peer
    self.query = query
  }
}

/// How the leader of a crowd divides: the members' ids, and what each gets.
package typealias Division = @Sendable (_ members: [String]) -> [(String, ByteBuffer)]

/// Who is in which generation, known to all members of a crowd.
private final class CrowdBoard: Sendable {
  private struct State {
    var generations: [Int32?]
    var listed: [Int32: Int] = [:]
  }

  private let state: Mutex<State>

  init(_ seats: [Seat]) { state = Mutex(State(generations: seats.map { $0.generation < 0 ? nil : $0.generation })) }

  func enter(_ index: Int, _ seat: Seat) {
    state.withLock { state in
      state.generations[index] = seat.generation
      if let listed = seat.listed { state.listed[seat.generation] = listed }
    }
  }

  func leave(_ index: Int) { state.withLock { $0.generations[index] = nil } }

  /// Whether all are in one generation, whose leader knew of all.
  var isSettled: Bool {
    state.withLock { state in
      guard let generation = state.generations.first ?? nil,
        state.listed[generation] == state.generations.count
      else { return false }
      return state.generations.allSatisfy { $0 == generation }
    }
  }

  var text: String {
    state.withLock { state in
      let counts = Dictionary(grouping: state.generations.compactMap { $0 }) { $0 }.mapValues(\.count)
      let parts = counts.sorted { $0.key < $1.key }.map { "\($0.value) in generation \($0.key)" }
      let out = state.generations.count { $0 == nil }
      return (parts + (out > 0 ? ["\(out) waiting"] : [])).joined(separator: ", ")
    }
  }
}

extension Trial {
  /// New members, each with a connection of its own, that have not joined yet.
  package func crowd(_ group: String, _ count: Int, _ query: MemberQuery) async throws -> [Seat] {
    let node = try await coordinator(of: group)
    var seats: [Seat] = []
    for _ in 0..<count { seats.append(Seat(try await peer(to: node), query)) }
    return seats
  }

  /// Everybody gets its own id.
  package static let everyoneItself: Division = { members in members.map { ($0, ByteBuffer(string: $0)) } }

  /// Has all of them join, sync, heartbeat and join again when they are told to, until they are in one generation.
  ///
  /// - Throws: A `CaseFailure` when a member is lost on the way, or when they are not together within `limit`.
  package func settle(
    _ group: String, _ seats: [Seat], within limit: Duration, pause: Duration = .milliseconds(50),
    division: @escaping Division = everyoneItself
  ) async throws -> [Seat] {
    let board = CrowdBoard(seats)
    let deadline = ContinuousClock.now + target.limit(limit)
    return try await withThrowingTaskGroup(of: (Int, Seat).self) { tasks in
      for (index, seat) in seats.enumerated() {
        tasks.addTask { [self] in
          (index, try await live(group, index, seat, board, until: deadline, pause, division))
        }
      }
      var result = seats
      for try await (index, seat) in tasks { result[index] = seat }
      return result
    }
  }

  private func live(
    _ group: String, _ index: Int, _ seat: Seat, _ board: CrowdBoard, until deadline: ContinuousClock.Instant,
    _ pause: Duration, _ division: Division
  ) async throws -> Seat {
    var seat = seat
    while !board.isSettled {
      guard ContinuousClock.now < deadline else {
        throw CaseFailure(
          "members that join at once end in one stable generation", field: "group", got: board.text,
          want: "all in one generation")
      }
      if seat.generation < 0 {
        try await enter(group, &seat, until: deadline, division)
        if seat.generation >= 0 { board.enter(index, seat) }
      } else if try await isIn(group, seat) {
        try await Task.sleep(for: pause)
      } else {
        seat.generation = -1
        board.leave(index)
      }
    }
    return seat
  }

  /// Heartbeats once; false when the member is told to join again.
  package func isIn(_ group: String, _ seat: Seat) async throws -> Bool {
    let version = try version(of: .heartbeat)
    let reply = try await ask(
      seat.peer, .heartbeat,
      [
        "GroupId": .string(group), "GenerationId": Value(seat.generation), "MemberId": .string(seat.query.memberId),
      ], version: version)
    switch reply["ErrorCode"].int {
    case 0: return true
    case 22, 27: return false
    default:
      try Self.setUp(reply["ErrorCode"], "a member that heartbeats is not lost in a rebalance")
      return true
    }
  }

  /// Joins and syncs once. Where the group has moved on meanwhile the seat stays out, and tries again.
  package func enter(
    _ group: String, _ seat: inout Seat, until deadline: ContinuousClock.Instant, _ division: Division
  ) async throws {
    let version = try version(of: .joinGroup)
    let limit = max(deadline - ContinuousClock.now, .seconds(1))
    var answer: Reply?
    while answer == nil {
      let reply = try await ask(
        seat.peer, .joinGroup, Self.joinBody(group, seat.query), version: version, within: limit)
      switch reply["ErrorCode"].int {
      case 79: seat.query.memberId = reply["MemberId"].string ?? ""
      case 27: try await Task.sleep(for: .milliseconds(20))
      default:
        try Self.setUp(reply["ErrorCode"], "a member that joins is not lost in a rebalance")
        answer = reply
      }
      guard ContinuousClock.now < deadline else { return }
    }
    guard let answer else { return }
    seat.query.memberId = answer["MemberId"].string ?? ""
    let member = Member(
      group: group, peer: seat.peer, query: seat.query, generation: Int32(answer["GenerationId"].int ?? -1),
      answer: answer)
    let request = try beginSync(member, member.isLeader ? division(member.listed) : [])
    let reply = try await seat.peer.answer(to: request, within: limit)
    if let code = reply["ErrorCode"].int, [14, 15, 16, 22, 27].contains(code) { return }
    try Self.setUp(reply["ErrorCode"], "a member that syncs is not lost in a rebalance")
    seat.generation = member.generation
    seat.assignment = reply["Assignment"].bytes
    seat.listed = member.isLeader ? member.listed.count : nil
  }

  /// What a member was given in a generation.
  package struct Ownership: Sendable {
    package var generation: Int32
    package var member: String
    package var assignment: ByteBuffer
  }

  /// Has members come and go for some time; returns all that they were given.
  package func churn(
    _ group: String, _ seats: [Seat], for time: Duration, division: @escaping Division
  ) async throws -> [Ownership] {
    let end = ContinuousClock.now + time
    let deadline = end + target.limit(.seconds(20))
    return try await withThrowingTaskGroup(of: [Ownership].self) { tasks in
      for seat in seats {
        tasks.addTask { [self] in try await comeAndGo(group, seat, until: end, deadline, division) }
      }
      var owned: [Ownership] = []
      for try await part in tasks { owned += part }
      return owned
    }
  }

  private func comeAndGo(
    _ group: String, _ seat: Seat, until end: ContinuousClock.Instant, _ deadline: ContinuousClock.Instant,
    _ division: Division
  ) async throws -> [Ownership] {
    var seat = seat
    var owned: [Ownership] = []
    while ContinuousClock.now < end {
      try await enter(group, &seat, until: deadline, division)
      guard seat.generation >= 0 else { continue }
      owned.append(
        Ownership(
          generation: seat.generation, member: seat.query.memberId, assignment: seat.assignment ?? ByteBuffer()))
      var rest = random(1...20)
      while rest > 0, try await isIn(group, seat) {
        rest -= 1
        try await Task.sleep(for: .milliseconds(100))
      }
      seat.generation = -1
      if rest == 0, random(0...1) == 0 {
        _ = try await leave(group, [Leaver(memberId: seat.query.memberId)], on: seat.peer)
        seat.query.memberId = ""
      }
    }
    return owned
  }
}
