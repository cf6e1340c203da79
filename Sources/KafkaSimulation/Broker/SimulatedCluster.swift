package import KafkaBrokerCore
import KafkaClientCore
package import KafkaStorage
package import KafkaWire

/// The brokers of a world and the disk that they share.
package final class SimulatedCluster {
  let world: World
  package let configuration: BrokerConfiguration
  package private(set) var nodes: [SimulatedNode] = []
  package let fileSystem: MemoryFileSystem
  package private(set) var storage: NodeStorage?
  private let release: KafkaRelease
  private let members = ClusterMembers()
  private var random: RandomSource
  /// How far the wall clock is off, in milliseconds.
  private var clockError: Int64 = 0

  /// Puts something between the nodes and their logs, to prove that the checks see it.
  package var storeTampering: ((any PartitionStores) -> any PartitionStores)?
  /// Says that the disk has what it has not, for the same reason.
  package var skipsSyncs = false
  /// Called whenever logs have been opened anew.
  package var whenReopened: () -> Void = {}

  package init(world: World, network: SimulatedNetwork, configuration: BrokerConfiguration, nodes count: Int) {
    self.world = world
    guard let release = KafkaRelease(configuration.release) else { preconditionFailure("an unknown release") }
    self.release = release
    self.configuration = configuration.emulating(release)
    random = world.random("cluster")
    fileSystem = MemoryFileSystem(forgetful: true)
    for id in 1...count {
      let node = SimulatedNode(id: Int32(id), cluster: self)
      nodes.append(node)
      network.place(node)
    }
  }

  package var moment: Moment {
    Moment(instant: world.now, wallClock: 1_700_000_000_000 + world.now.nanoseconds / 1_000_000 + clockError)
  }

  package func log(of partition: TopicPartition) -> PartitionLog? { storage?.directory.log(of: partition) }

  /// Whether the log is there and could not be opened.
  func isUnavailable(_ partition: TopicPartition) -> Bool { storage?.directory.failures[partition] != nil }

  // MARK: Life

  /// Opens the logs and starts the node.
  package func start(_ node: SimulatedNode) {
    guard !node.isUp else { return }
    do throws(StorageError) {
      let storage = try open()
      var configuration = configuration
      configuration.nodeID = node.id
      node.begin(
        BrokerNode(
          configuration: configuration, release: release,
          endpoints: ["PLAINTEXT": HostAndPort(host: node.endpoint.host, port: node.endpoint.port)],
          metadata: storage.metadata, members: members, stores: storeTampering?(storage) ?? storage,
          random: .seeded(random.next()), at: moment))
      whenReopened()
    } catch {
      guard case .outOfSpace = error.kind else {
        return world.fail(.recovery, "node \(node.id) does not start: \(error)")
      }
      // As an operator does who sees a full disk.
      world.after(.seconds(1)) { [self] in start(node) }
    }
  }

  private func open() throws(StorageError) -> NodeStorage {
    if let storage { return storage }
    let opened = try NodeStorage(
      configuration: configuration, fileSystem: fileSystem, path: "/kafka", random: .seeded(random.next()), at: moment)
    storage = opened
    return opened
  }

  /// Ends the node's process at once; it begins anew after a while.
  package func kill(_ node: SimulatedNode, for pause: Duration) {
    guard node.isUp else { return }
    end(node)
    if !nodes.contains(where: \.isUp) { abandonStorage { $0.killProcess() } }
    world.after(pause) { [self] in start(node) }
  }

  /// Stops the node in order; it begins anew after a while.
  package func stop(_ node: SimulatedNode, for pause: Duration) {
    guard node.isUp else { return }
    end(node)
    if !nodes.contains(where: \.isUp), let storage {
      self.storage = nil
      // A disk that is full or failing leaves what a crash leaves.
      do throws(StorageError) { try storage.close() } catch {
        world.note("cluster: the logs could not be closed in order: \(error)")
        storage.abandon()
        fileSystem.killProcess()
      }
    }
    world.after(pause) { [self] in start(node) }
  }

  /// All machines lose their power at once: what was not synced is gone, or any part of it.
  package func losePower(for pause: Duration) {
    let running = nodes.filter(\.isUp)
    guard !running.isEmpty else { return }
    world.note("cluster: the power fails")
    for node in running {
      node.end(hard: true)
      members.remove(node.id)
    }
    abandonStorage { [self] in $0.crash(random: &random) }
    for node in running { world.after(pause + node.startDelay()) { [self] in start(node) } }
  }

  private func end(_ node: SimulatedNode) {
    node.end(hard: false)
    members.remove(node.id)
    // As a controller does who misses a broker's heartbeats.
    world.after(.milliseconds(Int64.random(in: 50...1500, using: &random))) { [self] in elect() }
  }

  /// Gives the partitions of brokers that are down to others.
  private func elect() {
    do throws(MetadataStoreError) {
      guard let moved = try storage?.metadata.elect(among: members), !moved.isEmpty else { return }
      for (partition, leader) in moved { world.note("cluster: node \(leader) leads \(partition) now") }
      tellNodes()
    } catch {
      world.note("cluster: no other leaders: \(error)")
    }
  }

  private func abandonStorage(_ crash: (MemoryFileSystem) -> Void) {
    guard let storage else { return }
    self.storage = nil
    storage.abandon()
    crash(fileSystem)
  }

  /// A log that failed is out of use until its node begins anew, which an operator sees to.
  func partitionFailed() {
    world.after(.milliseconds(500)) { [self] in
      // The log is opened anew only when nobody has it.
      for node in nodes { kill(node, for: .milliseconds(300)) }
    }
  }

  // MARK: Leaders

  /// In the order of their names.
  private var allPartitions: [TopicPartition] {
    guard let metadata = storage?.metadata.current else { return [] }
    return metadata.topics.values.sorted { $0.name < $1.name }.flatMap { topic in
      topic.partitions.indices.map { TopicPartition(topic: topic.name, partition: Int32($0)) }
    }
  }

  /// Moves some partition's leader: of a topic, or of the topic that makes a node a coordinator.
  package func moveLeader(pick: Int, to node: Int) {
    let all = allPartitions
    let up = nodes.filter(\.isUp)
    guard !all.isEmpty, !up.isEmpty else { return }
    move(all[pick % all.count], to: up[node % up.count].id)
  }

  private func move(_ partition: TopicPartition, to node: Int32) {
    guard let metadata = storage?.metadata, let old = metadata.current.partition(partition)?.leader else { return }
    do throws(MetadataStoreError) {
      guard try metadata.moveLeader(of: partition, to: node) else { return }
    } catch {
      return world.note("cluster: \(partition) stays with node \(old): \(error)")
    }
    world.note("cluster: node \(node) leads \(partition) instead of node \(old)")
    tellNodes { $0.id == old }
    tellNodes { $0.id != old }
  }

  /// A node created or deleted something.
  func metadataChanged(by changer: SimulatedNode) { tellNodes { $0 !== changer } }

  private func tellNodes(where isConcerned: (SimulatedNode) -> Bool = { _ in true }) {
    for node in nodes where isConcerned(node) { node.perform { $0.metadataChanged(at: self.moment) } }
  }

  // MARK: Faults

  /// Moves the wall clock, and nothing else.
  package func jumpClock(by milliseconds: Int64) {
    world.note("cluster: the wall clock jumps by \(milliseconds) ms")
    clockError += milliseconds
  }

  /// The disk takes so many bytes more, until space is made.
  package func fillDisk(until end: Instant) {
    world.note("cluster: the disk is full")
    fileSystem.setCapacity(0)
    world.at(end) { [self] in
      world.note("cluster: the disk has space again")
      fileSystem.setCapacity(nil)
    }
  }

  package func failNextWrite() {
    world.note("cluster: the next write of a log fails")
    fileSystem.failNextChange(of: ".log")
  }

  package func heal() {
    fileSystem.setCapacity(nil)
    for node in nodes {
      node.heal()
      start(node)
    }
  }
}
