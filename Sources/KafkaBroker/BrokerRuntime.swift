import KafkaBrokerCore
import KafkaStorage
import KafkaWire
import Logging
import NIOCore

/// What a running broker consists of: storage, and its nodes. Confined to its event loop.
final class BrokerRuntime {
  private let configuration: BrokerConfiguration
  private let seams: BrokerSeams
  private let logger: Logger
  private let loop: any EventLoop

  private(set) var storage: NodeStorage?
  private var release: KafkaRelease?
  private let members = ClusterMembers()
  /// By id.
  private var nodes: [RunningNode] = []

  init(configuration: BrokerConfiguration, seams: BrokerSeams, logger: Logger, loop: any EventLoop) {
    self.configuration = configuration
    self.seams = seams
    self.logger = logger
    self.loop = loop
  }

  /// What is listened on, once it is.
  var bound: [Listener] { nodes.flatMap { $0.bound ?? [] } }

  /// For a client's `bootstrap.servers`: each node's first listener.
  var bootstrap: [HostAndPort] {
    nodes.compactMap { $0.advertised.first }.map { HostAndPort(host: $0.host, port: $0.port) }
  }

  // MARK: Start

  /// Opens logs and sockets. The future has what clients are told to connect to.
  func start() -> EventLoopFuture<[Listener]> {
    do {
      guard let release = KafkaRelease(configuration.release) else {
        let known = KafkaRelease.all.map(\.description).joined(separator: ", ")
        throw BrokerLifecycleError(
          .unknownRelease, "Kafka \(configuration.release) is not known here; \(known) are")
      }
      let configuration = configuration.emulating(release)
      let storage = try openStorage(configuration)
      self.storage = storage
      self.release = release
      nodes = configuration.nodes.map { RunningNode(configuration: $0, seams: seams, logger: logger, loop: loop) }
      let bindings = nodes.map { $0.bind() }
      return EventLoopFuture.andAllSucceed(bindings, on: loop).assumeIsolated().map {
        for node in self.nodes { self.begin(node, release, storage) }
        return self.nodes.flatMap(\.advertised)
      }.flatMapErrorThrowing { error in
        self.giveUp()
        throw error
      }.nonisolated()
    } catch {
      giveUp()
      return loop.makeFailedFuture(error)
    }
  }

  private func openStorage(_ configuration: BrokerConfiguration) throws -> NodeStorage {
    do throws(StorageError) {
      let storage = try NodeStorage(
        configuration: configuration, random: .system, at: seams.clock.now(),
        wallClock: { [clock = seams.clock] in clock.now().wallClock }, faults: seams.faults)
      for line in storage.remarks { logger.warning("\(line)") }
      for option in configuration.optionsWithoutEffect {
        logger.info("\(option.name) has no effect: \(option.reason)")
      }
      return storage
    } catch {
      throw BrokerLifecycleError(.storage, "\(error)")
    }
  }

  private func begin(_ node: RunningNode, _ release: KafkaRelease, _ storage: NodeStorage) {
    let driver = node.serve(release, storage, members)
    guard nodes.count > 1 else { return }
    driver.whenMetadataChanged = { [weak self, unowned node] in self?.tell(of: node) }
  }

  /// A node created or deleted topics.
  private func tell(of changer: RunningNode) {
    for node in nodes where node !== changer { node.driver?.metadataChanged() }
  }

  // MARK: Stop

  /// Closes connections and logs in order.
  func stop() -> EventLoopFuture<Void> {
    let closings = nodes.map { $0.stop() }
    return EventLoopFuture.andAllComplete(closings, on: loop).assumeIsolated().flatMapThrowing {
      guard let storage = self.storage else { return }
      self.storage = nil
      self.seams.faults.clear()
      do throws(StorageError) {
        try storage.close()
      } catch {
        // A log whose sync failed by a test's wish cannot be closed in order: that is no news to the test.
        if self.seams.faults.hasFailedSync {
          return self.logger.info("not all logs could be closed in order: \(error)")
        }
        throw BrokerLifecycleError(.storage, "the logs could not be closed in order: \(error)")
      }
    }.nonisolated()
  }

  /// Ends a start that failed. Logs that were closed in order are so again: an address that is taken is no reason to
  /// recover them next time. After a crash the next start must still know of it.
  private func giveUp() {
    for node in nodes { node.stopAccepting() }
    guard let storage else { return }
    self.storage = nil
    guard storage.wasClean else { return storage.abandon() }
    do throws(StorageError) {
      try storage.close()
    } catch {
      logger.error("the logs could not be closed in order: \(error)")
    }
  }
}

// MARK: - Nodes and leaders

extension BrokerRuntime {
  var nodeIDs: [Int32] { nodes.map(\.id) }

  /// Who leads a partition; nil when its leader is down.
  func leader(of partition: TopicPartition) throws(BrokerLifecycleError) -> Int32? {
    let leader = try known(partition).leader
    return members[leader] == nil ? nil : leader
  }

  func moveLeader(of partition: TopicPartition, to id: Int32) throws(BrokerLifecycleError) {
    let old = try known(partition).leader
    let node = try node(id)
    guard node.isUp else { throw BrokerLifecycleError(.noSuchNode, "node \(id) is stopped, and can lead nothing") }
    try move(partition, from: old, to: id)
  }

  /// Takes a node down. Its partitions get other leaders, where another node is up.
  func stopNode(_ id: Int32) throws(BrokerLifecycleError) -> EventLoopFuture<Void> {
    let node = try node(id)
    if let starting = node.starting {
      return starting.assumeIsolated().flatMap {
        self.attempt { () throws(BrokerLifecycleError) in try self.stopNode(id) }
      }
      .nonisolated()
    }
    guard node.isUp else { return loop.makeSucceededVoidFuture() }
    let closed = node.stop(keepsPorts: true)
    members.remove(id)
    try elect()
    return closed
  }

  /// Brings a node back. What nobody could lead meanwhile is led again.
  func startNode(_ id: Int32) throws(BrokerLifecycleError) -> EventLoopFuture<Void> {
    let node = try node(id)
    if let starting = node.starting { return starting }
    guard !node.isUp, let release, let storage else { return loop.makeSucceededVoidFuture() }
    return node.start {
      guard self.storage === storage else {
        throw BrokerLifecycleError(.stopped, "the broker was stopped before node \(id) was up")
      }
      self.begin(node, release, storage)
      try self.elect()
    }
  }

  private func attempt(
    _ body: () throws(BrokerLifecycleError) -> EventLoopFuture<Void>
  ) -> EventLoopFuture<Void> {
    do throws(BrokerLifecycleError) {
      return try body()
    } catch {
      return loop.makeFailedFuture(error)
    }
  }

  private func node(_ id: Int32) throws(BrokerLifecycleError) -> RunningNode {
    guard let node = nodes.first(where: { $0.id == id }) else {
      let known = nodeIDs.map(String.init).joined(separator: ", ")
      throw BrokerLifecycleError(.noSuchNode, "there is no node \(id); the broker has \(known)")
    }
    return node
  }

  func known(_ name: TopicPartition) throws(BrokerLifecycleError) -> ClusterMetadata.Partition {
    guard let partition = storage?.metadata.current.partition(name) else {
      throw BrokerLifecycleError(.noSuchPartition, "there is no partition \(name)")
    }
    return partition
  }

  /// Finds leaders for what is led by nodes that are down.
  private func elect() throws(BrokerLifecycleError) {
    guard let metadata = storage?.metadata else { return }
    do throws(MetadataStoreError) {
      let moved = try metadata.elect(among: members)
      for (partition, leader) in moved { logger.info("node \(leader) leads \(partition) now") }
      if !moved.isEmpty { for node in nodes { node.driver?.metadataChanged() } }
    } catch {
      throw BrokerLifecycleError(.storage, "no other leaders could be found: \(error)")
    }
  }

  private func move(_ partition: TopicPartition, from old: Int32, to id: Int32) throws(BrokerLifecycleError) {
    guard let metadata = storage?.metadata else { return }
    do throws(MetadataStoreError) {
      guard try metadata.moveLeader(of: partition, to: id) else { return }
    } catch {
      throw BrokerLifecycleError(.storage, "\(partition) stays with node \(old): \(error)")
    }
    logger.info("node \(id) leads \(partition) instead of node \(old)")
    // The old leader first, so that nobody appends behind its back.
    for node in nodes where node.id == old { node.driver?.metadataChanged() }
    for node in nodes where node.id != old { node.driver?.metadataChanged() }
  }
}
