import DequeModule
import KafkaMessages
import KafkaRecords
import KafkaStorage
package import KafkaWire
package import NIOCore

/// One broker: everything it decides, without sockets, clocks or tasks.
///
/// A node is fed events with the time (a connection came, a frame arrived, a deadline has come) and says what its
/// driver must do. It is confined to one thread: that of its event loop, or of a test. Logs are read and appended
/// through ``PartitionStore``, whose calls return when the bytes are with the operating system.
///
/// Requests of one connection are served one after the other (``BrokerConnection``); a request that must wait (a
/// fetch for data, a group member for the others) keeps its ``RequestToken`` and is answered by it later.
package final class BrokerNode {
  package let configuration: BrokerConfiguration
  package let apis: ApiTable
  /// What clients are told to connect to, by the name of the listener they came to.
  package let endpoints: [String: HostAndPort]
  let metadata: any MetadataStore
  let members: ClusterMembers
  let stores: any PartitionStores

  /// The time of the event being handled.
  var now: Moment
  var random: RandomSource

  var partitions: [TopicPartition: Partition] = [:]
  var topicConfigurations: [String: TopicConfiguration] = [:]
  var topicNames: [KafkaUUID: String] = [:]
  /// Names as metrics have them, to the topic that has it.
  var metricNames: [String: String] = [:]

  var connections: [ConnectionID: BrokerConnection] = [:]
  private var nextConnection: UInt64 = 0
  /// Connections that may have a next request to serve.
  private var runnable: Deque<ConnectionID> = []

  var fetches = FetchPurgatory()
  var fetchSessions: FetchSessions
  var syncs = SyncDesk()
  var pendingProduces: [RequestToken: PendingProduce] = [:]
  var maintenance: Maintenance
  var groups: GroupCoordinator
  /// What the group coordinator asked for and is not done yet.
  var groupOutputs: Deque<GroupOutput> = []
  var isCarryingOut = false
  /// Bytes of answers that the driver has and has not reported as sent.
  var bytesInFlight = 0
  var producerIDs: Range<Int64> = 0..<0
  /// nil where nobody can intercept requests, which then cost one look at this.
  var interception: InterceptionSeam?

  private var actions: [NodeAction] = []

  /// - Parameters:
  ///   - endpoints: What clients are told to connect to, by listener. At least one.
  ///   - members: The cluster that the node joins with ``started(at:)``; whoever ends the node takes it out.
  ///   - stores: Has a partition for each that `metadata` gives this node, or makes it.
  ///   - interception: The rules of fault scripts, which the cluster's nodes share.
  package init(
    configuration: BrokerConfiguration, release: KafkaRelease, endpoints: [String: HostAndPort],
    metadata: any MetadataStore, members: ClusterMembers = ClusterMembers(), stores: any PartitionStores,
    interception: InterceptionDesk? = nil, random: RandomSource, at now: Moment
  ) {
    self.configuration = configuration
    self.apis = ApiTable(release: release)
    self.endpoints = endpoints
    self.metadata = metadata
    self.members = members
    self.stores = stores
    self.interception = interception.map { InterceptionSeam(desk: $0) }
    self.random = random
    self.now = now
    self.fetchSessions = FetchSessions(
      slots: Int(configuration.fetch.maxSessions), maxPartitions: configuration.fetch.maxSessionPartitions,
      firstEpoch: configuration.fetch.firstSessionEpoch)
    self.maintenance = Maintenance(configuration, at: now.instant)
    self.groups = GroupCoordinator(
      configuration: GroupConfiguration(configuration, release: release), random: .seeded(self.random.next()))
  }

  // MARK: Events

  /// Takes up what the metadata gives this node. To be called once, before any other event.
  package func started(at now: Moment) -> [NodeAction] {
    begin(at: now)
    members.add(.init(id: configuration.nodeID, endpoints: endpoints, rack: configuration.rack))
    if !stores.wasClean { raiseLeaderEpochs() }
    for topic in metadata.current.topics.values.sorted(by: { $0.name < $1.name }) { host(topic) }
    return drain()
  }

  /// A client connected. Its frames come with the id that is given here.
  package func connectionOpened(peer: String, host: String, listener: String) -> ConnectionID {
    let id = ConnectionID(nextConnection)
    nextConnection += 1
    connections[id] = BrokerConnection(id: id, peer: peer, host: host, listener: listener)
    return id
  }

  /// Frames arrived, without their lengths.
  package func received(_ frames: some Sequence<ByteBuffer>, on id: ConnectionID, at now: Moment) -> [NodeAction] {
    begin(at: now)
    for frame in frames { connections[id]?.received(frame) }
    runnable.append(id)
    return drain()
  }

  /// The driver may, or may not, send on the connection without piling up.
  package func writabilityChanged(_ isWritable: Bool, on id: ConnectionID, at now: Moment) -> [NodeAction] {
    begin(at: now)
    connections[id]?.writabilityChanged(isWritable)
    runnable.append(id)
    return drain()
  }

  /// Bytes given with ``NodeAction/send(_:_:)`` are out, or will never be. Look at ``canProceed`` afterwards.
  package func sent(bytes: Int, on id: ConnectionID) {
    bytesInFlight = max(0, bytesInFlight - bytes)
    if connections[id]?.sent(bytes: bytes) == true { runnable.append(id) }
  }

  /// Whether there are requests that waited for answers to leave: ``proceed(at:)`` serves them.
  package var canProceed: Bool { !runnable.isEmpty }

  package func proceed(at now: Moment) -> [NodeAction] {
    begin(at: now)
    return drain()
  }

  /// The connection is gone, whoever closed it.
  package func connectionClosed(_ id: ConnectionID, at now: Moment) -> [NodeAction] {
    begin(at: now)
    forget(id)
    return drain()
  }

  /// When ``deadlineReached(at:)`` wants to be called next.
  package var nextDeadline: Instant {
    min(
      maintenance.nextDeadline, fetches.nextDeadline ?? .distantFuture, groups.nextDeadline ?? .distantFuture,
      nextSyncDeadline ?? .distantFuture, interception?.nextDeadline ?? .distantFuture)
  }

  package func deadlineReached(at now: Moment) -> [NodeAction] {
    begin(at: now)
    answerExpiredFetches()
    if interception != nil { endInterceptedWaits() }
    if let deadline = groups.nextDeadline, deadline <= now.instant { carryOut(groups.deadlineReached(at: now)) }
    beginDueSyncs()
    let outcome = maintenance.run(stores, at: now)
    for (name, error) in outcome.failed {
      if let partition = partitions[name] { takeOffline(partition, error) }
    }
    for problem in outcome.problems { report(.maintenanceFailed(problem)) }
    return drain()
  }

  /// Every event begins here: handlers read the time from the node.
  func begin(at now: Moment) {
    self.now = now
  }

  /// The name of the listener that a connection came to.
  func listener(of connection: ConnectionID) -> String { connections[connection]?.listener ?? "" }

  package var connectionCount: Int { connections.count }

  /// Bytes of whole requests that a connection's peer has sent ahead of their turn.
  package func waitingBytes(on id: ConnectionID) -> Int { connections[id]?.waitingBytes ?? 0 }

  // MARK: Actions

  func perform(_ action: NodeAction) {
    actions.append(action)
  }

  func report(_ report: NodeReport) {
    actions.append(.report(report))
  }

  /// The connection may have a next request to serve, or something else to be read.
  func wake(_ id: ConnectionID) {
    runnable.append(id)
  }

  // MARK: Serving

  /// Serves requests until every connection waits for its peer, its driver or an answer.
  func drain() -> [NodeAction] {
    while true {
      while let id = runnable.popFirst() { serve(id) }
      // What was appended meanwhile may be what fetches wait for; their answers let more requests be served.
      answerSatisfiedFetches()
      if runnable.isEmpty { break }
    }
    defer { actions = [] }
    return actions
  }

  private func serve(_ id: ConnectionID) {
    while let frame = connections[id]?.nextFrame() {
      serve(frame, on: id)
    }
    switch connections[id]?.readingChange() {
    case .pause: actions.append(.pauseReading(id))
    case .resume: actions.append(.resumeReading(id))
    case nil: break
    }
  }

  func serve(_ frame: ByteBuffer, on id: ConnectionID) {
    guard
      let key = frame.getInteger(at: frame.readerIndex, as: Int16.self),
      let version = frame.getInteger(at: frame.readerIndex + 2, as: Int16.self)
    else { return close(id, .frameTooShort(bytes: frame.readableBytes)) }
    let api = ApiKey(rawValue: key)
    guard let offered = apis.versions(of: api) else { return close(id, .unknownAPI(key)) }
    guard offered.contains(version) else {
      if api == .apiVersions { return serveUnknownApiVersions(frame, version: version, on: id) }
      return close(id, .unsupportedVersion(api, version, offered: offered))
    }
    dispatch(frame, api: api, version: version, on: id)
  }

  /// Decodes the request and lets the handler answer it.
  func serve<Request: InterceptableRequest>(
    _ frame: ByteBuffer, as type: Request.Type, version: Int16, on id: ConnectionID,
    _ handler: (Request, RequestContext) -> Reply
  ) {
    var reader = WireReader(frame)
    let header: RequestHeader
    let request: Request
    do throws(WireError) {
      header = try RequestHeader(from: &reader, version: Request.headerVersion(for: version))
      // What follows the body is ignored, as Kafka ignores it.
      request = try Request(from: &reader, version: version)
    } catch {
      return close(id, .undecodable(Request.apiKey, version, error))
    }
    if interception != nil, intercept(request, header, frame, on: id, handler) { return }
    serve(header, on: id) { context in handler(request, context) }
  }

  /// An ApiVersions request of a version that does not exist yet. Its body cannot be read, but its header is in the
  /// form of all new versions. The answer is version 0's, with the versions to use instead (KIP-511).
  private func serveUnknownApiVersions(_ frame: ByteBuffer, version: Int16, on id: ConnectionID) {
    var reader = WireReader(frame)
    let header: RequestHeader
    do throws(WireError) {
      header = try RequestHeader(from: &reader, version: 2)
    } catch {
      return close(id, .undecodable(.apiVersions, version, error))
    }
    serve(header, answerVersion: 0, on: id) { _ in .answer(unsupportedApiVersions()) }
  }

  private func serve(
    _ header: RequestHeader, answerVersion: Int16? = nil, on id: ConnectionID, _ handler: (RequestContext) -> Reply
  ) {
    guard let context = begin(header, answerVersion: answerVersion, on: id) else { return }
    settle(handler(context), context)
  }

  /// The request's answer is owed from now on. nil when the connection is gone.
  func begin(_ header: RequestHeader, answerVersion: Int16? = nil, on id: ConnectionID) -> RequestContext? {
    connections[id]?.began(
      api: ApiKey(rawValue: header.requestApiKey), version: answerVersion ?? header.requestApiVersion,
      correlationID: header.correlationId, clientID: header.clientId)
  }

  func settle(_ reply: Reply, _ context: RequestContext) {
    switch reply {
    case .answer(let response): finish(context, with: response)
    case .later: break
    case .none:
      if interception != nil, interceptedWithoutAnswer(context) { return }
      release(context.token)
    case .close(let reason): close(context.token.connection, reason)
    }
  }
}
