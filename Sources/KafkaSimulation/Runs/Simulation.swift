import KafkaBrokerCore
package import KafkaClientCore
import KafkaWire

/// A scenario comes to life.
package final class Simulation {
  package let scenario: Scenario
  package let world: World
  package let network: SimulatedNetwork
  package let cluster: SimulatedCluster
  package private(set) var producers: [SimulatedProducer] = []
  package let audit: LogAudit

  /// How long a healthy world may take to deliver everything.
  private static let patience = Duration.seconds(60)

  /// - Parameter isTraced: Whether to keep notes, which takes time.
  package init(_ scenario: Scenario, isTraced: Bool = false) throws(KafkaError) {
    self.scenario = scenario
    world = World(seed: scenario.seed, isTraced: isTraced)
    network = SimulatedNetwork(world: world, latency: scenario.latency)
    var configuration = BrokerConfiguration()
    configuration.topics.partitionCount = Int32(scenario.partitions)
    configuration.offsets.topicPartitionCount = 2
    configuration.log.maxMessageBytes = Int32(scenario.largestBatch)
    // What is acknowledged is on the disk: a cluster that shares one has no other copy.
    configuration.log.flushMessages = 1
    cluster = SimulatedCluster(
      world: world, network: network, configuration: configuration, nodes: scenario.nodes)
    var promises: [LogAudit.Promises] = []
    for plan in scenario.producers { promises += plan.tasks.map { _ in plan.promises } }
    let all = promises
    audit = LogAudit(
      world: world, cluster: cluster, topic: SimulatedProducer.topic, partitions: scenario.partitions
    ) { all[$0] }
    var task = 0
    for (index, plan) in scenario.producers.enumerated() {
      producers.append(
        try SimulatedProducer(
          plan, name: "producer \(index + 1)", firstTask: task, world: world, network: network,
          bootstrap: cluster.nodes.map(\.endpoint), audit: audit))
      task += plan.tasks.count
    }
    let audit = audit
    let producers = producers
    cluster.whenReopened = { audit.reopened() }
    world.checks = [{ audit.check() }, { for producer in producers { producer.check() } }]
  }

  deinit {
    // The parts know each other by what is going to happen, and a hundred thousand worlds do not fit into memory.
    world.end()
    cluster.whenReopened = {}
  }

  /// Lets it run to its end.
  ///
  /// - Returns: What was wrong; nil when nothing was.
  @discardableResult
  package func run() -> Violation? {
    let start = world.now
    for node in cluster.nodes { world.after(node.startDelay()) { [cluster] in cluster.start(node) } }
    for producer in producers { producer.start() }
    for planned in scenario.faults {
      world.after(planned.after) { [unowned self] in happen(planned.fault) }
    }
    world.run(until: start + scenario.faultsEnd)
    guard world.violation == nil else { return world.violation }

    world.note("everything is well from now on")
    network.heal()
    cluster.heal()
    world.run(until: world.now + Self.patience) { !producers.allSatisfy(\.isDone) }
    // What was given up while it was on its way keeps its memory until the broker answers, or could have.
    world.run(until: world.now + .seconds(10)) { !producers.allSatisfy(\.isQuiet) }
    for producer in producers where world.violation == nil { producer.checkEnd() }
    for producer in producers { producer.close(within: .seconds(1)) }
    world.run(until: world.now + .seconds(2)) { !producers.allSatisfy(\.isClosed) }
    for producer in producers where !producer.isClosed {
      world.fail(.progress, "\(producer.name) does not close, though it has nothing to do")
    }
    return world.violation
  }

  /// How long the world lasted, in its own time.
  package var duration: Duration { world.now - Instant(nanoseconds: 1_000_000_000) }
}
