import KafkaMessages
import KafkaRecords
import KafkaStorage
import KafkaWire
import NIOCore
import Testing

@testable import KafkaBrokerCore

/// A broker node in memory, with a clock that moves when told, and connections whose answers are looked at one by one.
final class NodeWorld {
  let fileSystem: MemoryFileSystem
  let configuration: BrokerConfiguration
  let release: KafkaRelease
  private(set) var storage: NodeStorage
  private(set) var node: BrokerNode
  let members: ClusterMembers
  let desk: InterceptionDesk?
  private(set) var now: Moment

  /// Frames sent and not looked at, by connection.
  private(set) var outbox: [ConnectionID: [ByteBuffer]] = [:]
  private(set) var closed: [ConnectionID: CloseReason] = [:]
  private(set) var paused: Set<ConnectionID> = []
  private(set) var reports: [NodeReport] = []
  /// Syncs that the node asked for, when they are held back.
  private(set) var heldSyncs: [TopicPartition] = []
  var holdsSyncs = false
  /// Whether answers stay with the driver, as when a peer does not read.
  var holdsAnswers = false
  private var heldAnswers: [(ConnectionID, Int)] = []

  private var correlation: Int32 = 100
  private var seed: UInt64

  static let start = Moment(instant: Instant(nanoseconds: 1_000_000_000), wallClock: 1_700_000_000_000)

  init(
    seed: UInt64 = 1, emulating release: String = "4.3", fileSystem: MemoryFileSystem = MemoryFileSystem(),
    wallClock: Int64 = NodeWorld.start.wallClock, desk: InterceptionDesk? = nil,
    _ configure: (inout BrokerConfiguration) throws -> Void = { _ in }
  ) throws {
    var configuration = BrokerConfiguration()
    configuration.offsets.topicPartitionCount = 2
    configuration.groups.initialRebalanceDelay = .zero
    try configure(&configuration)
    let known = try #require(KafkaRelease(release))
    self.configuration = configuration.emulating(known)
    self.release = known
    self.fileSystem = fileSystem
    self.seed = seed
    members = ClusterMembers()
    self.desk = desk
    now = Moment(instant: Self.start.instant, wallClock: wallClock)
    storage = try NodeStorage(
      configuration: self.configuration, fileSystem: fileSystem, path: "/kafka", random: .seeded(seed), at: now)
    node = Self.makeNode(self.configuration, known, storage, members, desk, seed, now)
    take(node.started(at: now))
  }

  /// Another node of the same cluster, which shares its logs.
  init(joining other: NodeWorld, nodeID: Int32) {
    var configuration = other.configuration
    configuration.nodeID = nodeID
    self.configuration = configuration
    release = other.release
    fileSystem = other.fileSystem
    seed = other.seed &+ UInt64(nodeID) &* 1000
    members = other.members
    desk = other.desk
    now = other.now
    storage = other.storage
    node = Self.makeNode(configuration, release, storage, members, desk, seed, now)
    take(node.started(at: now))
  }

  /// Another node changed the metadata.
  func metadataChanged() {
    take(node.metadataChanged(at: now))
  }

  private static func makeNode(
    _ configuration: BrokerConfiguration, _ release: KafkaRelease, _ storage: NodeStorage, _ members: ClusterMembers,
    _ desk: InterceptionDesk?, _ seed: UInt64, _ now: Moment
  ) -> BrokerNode {
    BrokerNode(
      configuration: configuration, release: release,
      endpoints: [
        "PLAINTEXT": HostAndPort(host: "127.0.0.1", port: 9091 + Int(configuration.nodeID)),
        "OUTSIDE": HostAndPort(host: "broker.example", port: 19091 + Int(configuration.nodeID)),
      ],
      metadata: storage.metadata, members: members, stores: storage, interception: desk,
      random: .seeded(seed &+ 1), at: now)
  }

  // MARK: Lives

  /// Stops in order and starts again.
  func restart() throws {
    try storage.close()
    try begin()
  }

  /// The process is killed and a new one starts: what was written is there.
  func kill() throws {
    fileSystem.killProcess()
    try begin()
  }

  /// The machine loses its power: only what was synced is there.
  func losePower() throws {
    fileSystem.crash()
    try begin()
  }

  private func begin() throws {
    seed &+= 2
    outbox = [:]
    closed = [:]
    paused = []
    heldSyncs = []
    storage = try NodeStorage(
      configuration: configuration, fileSystem: fileSystem, path: "/kafka", random: .seeded(seed), at: now)
    node = Self.makeNode(configuration, release, storage, members, desk, seed, now)
    take(node.started(at: now))
  }

  // MARK: Time

  /// Lets time pass; what is due meanwhile happens at its time.
  func pass(_ duration: Duration) {
    let end = now.instant + duration
    while node.nextDeadline <= end {
      move(to: max(now.instant, node.nextDeadline))
      take(node.deadlineReached(at: now))
    }
    move(to: end)
  }

  private func move(to instant: Instant) {
    let passed = (instant - now.instant).wholeNanoseconds
    now = Moment(instant: instant, wallClock: now.wallClock + passed / 1_000_000)
  }

  // MARK: Connections

  func connect(listener: String = "PLAINTEXT") -> ConnectionID {
    node.connectionOpened(peer: "10.0.0.7:5000", host: "10.0.0.7", listener: listener)
  }

  func disconnect(_ connection: ConnectionID) {
    take(node.connectionClosed(connection, at: now))
  }

  func setWritable(_ isWritable: Bool, _ connection: ConnectionID) {
    take(node.writabilityChanged(isWritable, on: connection, at: now))
  }

  /// Hands a frame, without its length, to the node.
  func receive(_ frames: [ByteBuffer], on connection: ConnectionID) {
    take(node.received(frames, on: connection, at: now))
  }

  private func take(_ actions: [NodeAction]) {
    for action in actions {
      switch action {
      case .send(let id, let frame):
        outbox[id, default: []].append(frame)
        if holdsAnswers {
          heldAnswers.append((id, frame.readableBytes))
        } else {
          node.sent(bytes: frame.readableBytes, on: id)
        }
      case .close(let id, let reason): closed[id] = reason
      case .pauseReading(let id): #expect(paused.insert(id).inserted, "\(id) is paused twice")
      case .resumeReading(let id): #expect(paused.remove(id) != nil, "\(id) is resumed without a pause")
      case .sync(let partition):
        if holdsSyncs { heldSyncs.append(partition) } else { performSync(partition) }
      case .metadataChanged: break
      case .report(let report): reports.append(report)
      }
    }
    if node.canProceed { take(node.proceed(at: now)) }
  }

  /// The answers that were held back are out.
  func releaseAnswers() {
    for (id, bytes) in heldAnswers { node.sent(bytes: bytes, on: id) }
    heldAnswers = []
    if node.canProceed { take(node.proceed(at: now)) }
  }

  /// Does something to the node behind its clients' backs, with what follows from it.
  func perform<Result>(_ body: (BrokerNode) throws -> Result) rethrows -> Result {
    let result = try body(node)
    take(node.drain())
    return result
  }

  func performSync(_ partition: TopicPartition) {
    heldSyncs.removeAll { $0 == partition }
    guard let request = node.syncRequest(of: partition) else {
      Issue.record("no sync of \(partition) is under way")
      return
    }
    do throws(StorageError) {
      try request.perform()
      take(node.syncFinished(partition, nil, at: now))
    } catch {
      take(node.syncFinished(partition, error, at: now))
    }
  }

  // MARK: Requests

  /// A request as a frame without its length.
  func frame<Request: KafkaRequest>(
    _ request: Request, version: Int16? = nil, correlation: Int32? = nil, clientID: String? = "test"
  ) throws -> ByteBuffer {
    self.correlation += 1
    var frame = try Frame.request(
      request, version: version ?? newest(Request.self), correlationId: correlation ?? self.correlation,
      clientId: clientID)
    frame.moveReaderIndex(forwardBy: 4)
    return frame
  }

  func newest<Request: KafkaRequest>(_ type: Request.Type) -> Int16 {
    node.apis.versions(of: Request.apiKey)?.upperBound ?? Request.versions.upperBound
  }

  /// Sends a request and does not look at its answer.
  func send<Request: KafkaRequest>(
    _ request: Request, version: Int16? = nil, correlation: Int32? = nil, on connection: ConnectionID
  ) throws {
    receive([try frame(request, version: version, correlation: correlation)], on: connection)
  }

  /// Sends a request, and gives the answer that came at once.
  func call<Request: KafkaRequest>(
    _ request: Request, version: Int16? = nil, on connection: ConnectionID? = nil,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> Request.Response {
    let connection = connection ?? connect()
    try send(request, version: version, on: connection)
    return try #require(
      try answer(to: Request.self, version: version, on: connection), "no answer", sourceLocation: sourceLocation)
  }

  /// The next answer on a connection, decoded to its last byte; nil when there is none.
  func answer<Request: KafkaRequest>(
    to type: Request.Type, version: Int16? = nil, on connection: ConnectionID
  ) throws -> Request.Response? {
    guard let frame = nextFrame(on: connection) else { return nil }
    return try Frame.readResponse(Request.Response.self, version: version ?? newest(type), from: frame).body
  }

  /// The next frame sent on a connection, without its length, which is checked.
  func nextFrame(on connection: ConnectionID) -> ByteBuffer? {
    guard var frame = outbox[connection]?.first else { return nil }
    outbox[connection]?.removeFirst()
    let length = frame.readInteger(as: Int32.self)
    #expect(length == Int32(frame.readableBytes))
    return frame
  }

  /// The correlation ids of the answers on a connection that were not looked at.
  func correlations(on connection: ConnectionID) -> [Int32] {
    (outbox[connection] ?? []).compactMap { $0.getInteger(at: $0.readerIndex + 4, as: Int32.self) }
  }
}
