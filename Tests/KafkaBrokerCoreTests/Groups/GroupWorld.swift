import KafkaMessages
import KafkaWire
import NIOCore
import TestSupport
import Testing

@testable import KafkaBrokerCore

/// A group coordinator with its log, topics and a clock that moves when told to.
///
/// Requests return what can be answered at once; what is answered later is in the value that `sleep` returns. Appends
/// succeed at once unless `appends` says otherwise.
final class GroupWorld {
  enum Appends {
    /// Records are in the log as soon as they are asked for.
    case succeed
    /// Records wait until `deliverAppends` or `failAppends`.
    case wait
    /// Records never get there.
    case fail(ErrorCode)
  }

  struct Topics: GroupTopics {
    var counts: [String: Int32] = [:]
    var ids: [String: KafkaUUID] = [:]

    func partitionCount(of topic: String) -> Int32? { counts[topic] }
    func topicID(of topic: String) -> KafkaUUID? { ids[topic] }
    func topicName(of id: KafkaUUID) -> String? { ids.first { $0.value == id }?.key }
  }

  struct HeldAppend {
    var partition: Int32
    var records: [LoggedRecord]
    var id: AppendID
  }

  private(set) var coordinator: GroupCoordinator
  var now = Moment(instant: Instant(nanoseconds: 1_000_000_000_000), wallClock: 1_700_000_000_000)
  var topics = Topics()
  var appends = Appends.succeed
  /// Everything that was appended, by partition.
  private(set) var log: [Int32: [LoggedRecord]] = [:]
  private(set) var held: [HeldAppend] = []
  /// Groups whose newest record never got into the log.
  private(set) var unwritten: Set<String> = []
  /// Every answer, by the request it is for.
  private(set) var answers: [RequestToken: GroupResponse] = [:]
  private var arrivals: [RequestToken] = []
  private var lastToken: UInt64 = 0

  /// A world with one partition of `__consumer_offsets`, topic `t` with three partitions, and no initial delay.
  init(seed: UInt64 = 1, configure: (inout GroupConfiguration) -> Void = { _ in }) {
    var configuration = GroupConfiguration()
    configuration.partitionCount = 1
    configuration.initialRebalanceDelay = .zero
    configure(&configuration)
    coordinator = GroupCoordinator(configuration: configuration, random: .seeded(seed))
    addTopic("t", partitions: 3)
    for partition in 0..<configuration.partitionCount { open(partition) }
  }

  func addTopic(_ name: String, partitions: Int32) {
    topics.counts[name] = partitions
    topics.ids[name] = KafkaUUID(mostSignificantBits: 7, leastSignificantBits: UInt64(topics.ids.count + 1))
  }

  func removeTopic(_ name: String) {
    topics.counts[name] = nil
    topics.ids[name] = nil
    run(coordinator.topicsDeleted([name], at: now))
  }

  // MARK: Partitions

  func open(_ partition: Int32) {
    beginLoading(partition)
    for record in log[partition] ?? [] { replay(record, in: partition) }
    finishLoading(partition)
  }

  func beginLoading(_ partition: Int32) { run(coordinator.beginLoading(partition, at: now)) }

  func replay(_ record: LoggedRecord, in partition: Int32, producerID: Int64? = nil) {
    #expect(throws: Never.self) {
      try coordinator.replay(record, in: partition, producerID: producerID)
    }
  }

  func withCoordinator<Result>(_ body: (inout GroupCoordinator) throws -> Result) rethrows -> Result {
    try body(&coordinator)
  }

  func endTransaction(_ producerID: Int64, committed: Bool, in partition: Int32) {
    coordinator.endTransaction(of: producerID, committed: committed, in: partition, at: now)
  }

  func finishLoading(_ partition: Int32) { run(coordinator.finishLoading(partition, at: now)) }

  func resign(_ partition: Int32) { run(coordinator.resign(partition)) }

  /// A coordinator that starts with this one's log, as after a restart.
  func restarted() -> GroupWorld {
    let world = GroupWorld(seed: 99) { $0 = self.coordinator.configuration }
    world.now = now
    world.topics = topics
    world.log = log
    for partition in 0..<coordinator.configuration.partitionCount { world.open(partition) }
    return world
  }

  // MARK: Time

  /// Lets time pass, stopping at each deadline on the way. Returns what was answered meanwhile, in order.
  @discardableResult
  func sleep(_ duration: Duration) -> [GroupResponse] {
    let end = now.instant + duration
    arrivals = []
    while let deadline = coordinator.nextDeadline, deadline <= end {
      advance(to: max(deadline, now.instant))
      run(coordinator.deadlineReached(at: now))
    }
    advance(to: end)
    return arrivals.compactMap { answers[$0] }
  }

  private func advance(to instant: Instant) {
    now.wallClock += (instant - now.instant).wholeMilliseconds
    now.instant = instant
  }

  // MARK: Appends

  func deliverAppends() {
    let waiting = held
    held = []
    for append in waiting { deliver(append) }
  }

  func failAppends(_ error: ErrorCode) {
    let waiting = held
    held = []
    for append in waiting { fail(append, error) }
  }

  private func fail(_ append: HeldAppend, _ error: ErrorCode) {
    unwritten.formUnion(groups(in: append))
    run(coordinator.appendFailed(append.id, error, at: now))
  }

  private func groups(in append: HeldAppend) -> [String] {
    append.records.compactMap { if case .group(let id, _) = try? GroupRecord($0) { id } else { nil } }
  }

  private func deliver(_ append: HeldAppend) {
    unwritten.subtract(groups(in: append))
    log[append.partition, default: []] += append.records
    run(coordinator.appended(append.id, at: now))
  }

  func run(_ outputs: [GroupOutput]) {
    for output in outputs {
      switch output {
      case .respond(let token, let response):
        #expect(answers[token] == nil, "\(token) is answered twice")
        answers[token] = response
        arrivals.append(token)
      case .append(let partition, let records, let id):
        let append = HeldAppend(partition: partition, records: records, id: id)
        switch appends {
        case .succeed: deliver(append)
        case .wait: held.append(append)
        case .fail(let error): fail(append, error)
        }
      }
    }
  }

  // MARK: Requests

  func token() -> RequestToken {
    lastToken += 1
    return RequestToken(connection: ConnectionID(1), sequence: lastToken)
  }

  func client(_ version: Int16, id: String = "client") -> GroupClient {
    GroupClient(clientID: id, host: "/127.0.0.1", version: version)
  }

  func send(_ kind: String = #function, _ body: (inout GroupCoordinator, RequestToken, Moment) -> [GroupOutput])
    -> Waiting
  {
    let token = token()
    run(body(&coordinator, token, now))
    return Waiting(world: self, token: token, kind: kind)
  }

  /// A request that was sent, answered or not.
  struct Waiting {
    let world: GroupWorld
    let token: RequestToken
    var kind = ""

    var answer: GroupResponse? { world.answers[token] }
    var isWaiting: Bool { answer == nil }

    var join: JoinGroupResponse? { if case .joinGroup(let response) = answer { response } else { nil } }
    var sync: SyncGroupResponse? { if case .syncGroup(let response) = answer { response } else { nil } }
    var leave: LeaveGroupResponse? { if case .leaveGroup(let response) = answer { response } else { nil } }
    var heartbeat: ErrorCode? {
      if case .heartbeat(let response) = answer { ErrorCode(rawValue: response.errorCode) } else { nil }
    }
    var fetched: OffsetFetchResponse? { if case .offsetFetch(let response) = answer { response } else { nil } }
    var committed: [ErrorCode]? {
      guard case .offsetCommit(let response) = answer else { return nil }
      return response.topics.flatMap { $0.partitions.map { ErrorCode(rawValue: $0.errorCode) } }
    }

    var error: ErrorCode? {
      switch answer {
      case .joinGroup(let response): ErrorCode(rawValue: response.errorCode)
      case .syncGroup(let response): ErrorCode(rawValue: response.errorCode)
      case .leaveGroup(let response): ErrorCode(rawValue: response.errorCode)
      case .heartbeat(let response): ErrorCode(rawValue: response.errorCode)
      case .offsetDelete(let response): ErrorCode(rawValue: response.errorCode)
      case .listGroups(let response): ErrorCode(rawValue: response.errorCode)
      default: nil
      }
    }
  }
}

extension [GroupWorld.Waiting] {
  var allWaiting: Bool { allSatisfy(\.isWaiting) }
}
