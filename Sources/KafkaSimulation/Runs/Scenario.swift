import KafkaBrokerCore
import KafkaClientCore
import KafkaWire

/// What a seed stands for: brokers, producers, their tasks, and what goes wrong when.
package struct Scenario: Sendable {
  /// Which promise the producers of a scenario make.
  package enum Kind: String, Sendable, CaseIterable {
    case idempotent
    /// `acks=1` without idempotence: repetitions may be stored twice, and with several requests on their way they change
    /// the order.
    case leaderOnly = "leader-only"
    case unacknowledged
  }

  package var seed: UInt64
  package var nodes = 1
  package var partitions = 1
  package var latency = SimulatedNetwork.Latency(.microseconds(100), .milliseconds(2))
  package var largestBatch = 1_048_588
  package var producers: [ProducerPlan] = []
  package var faults: [PlannedFault] = []
  /// When everything is well again.
  package var faultsEnd = Duration.seconds(20)

  package init(seed: UInt64) {
    self.seed = seed
  }

  /// - Parameter kind: nil draws that, too.
  package static func draw(seed: UInt64, kind: Kind? = nil) -> Scenario {
    var random = RandomSource.seeded(seed)
    // Neighbours would be the same numbers, shifted by one.
    random = .seeded(random.next())
    var scenario = Scenario(seed: seed)
    scenario.nodes = Int.random(in: 1...3, using: &random)
    scenario.partitions = Int.random(in: 1...4, using: &random)
    let most = [200, 1000, 5000, 40_000].randomElement(using: &random) ?? 1000
    scenario.latency = .init(.microseconds(50), .microseconds(Int64(most)))
    if Int.random(in: 0..<8, using: &random) == 0 { scenario.largestBatch = 700 }
    scenario.faultsEnd = .seconds(Int.random(in: 5...25, using: &random))

    for _ in 0..<Int.random(in: 1...2, using: &random) {
      scenario.producers.append(
        .draw(kind ?? .draw(&random), scenario: scenario, &random))
    }
    let faults = Int.random(in: 0...14, using: &random)
    let window = scenario.faultsEnd.wholeMilliseconds
    scenario.faults = (0..<faults).map { _ in
      PlannedFault(after: .milliseconds(Int64.random(in: 0..<window, using: &random)), fault: .draw(&random))
    }.sorted { $0.after < $1.after }
    return scenario
  }
}

extension Scenario.Kind {
  fileprivate static func draw(_ random: inout RandomSource) -> Self {
    switch Int.random(in: 0..<10, using: &random) {
    case 0, 1: .leaderOnly
    case 2: .unacknowledged
    default: .idempotent
    }
  }
}

extension ProducerPlan {
  fileprivate static func draw(_ kind: Scenario.Kind, scenario: Scenario, _ random: inout RandomSource) -> ProducerPlan
  {
    func milliseconds(_ range: ClosedRange<Int64>) -> Duration {
      .milliseconds(Int64.random(in: range, using: &random))
    }
    var plan = ProducerPlan()
    plan.isStrict = Int.random(in: 0..<4, using: &random) != 0
    plan.configuration.draw(kind, isStrict: plan.isStrict, &random)
    let window = scenario.faultsEnd.wholeMilliseconds
    let records = Int.random(in: 10...150, using: &random)
    let count = Int.random(in: 1...5, using: &random)
    plan.tasks = (0..<count).map { _ in
      var task = TaskPlan()
      task.records = max(1, records / count)
      task.largestValue = [16, 100, 500].randomElement(using: &random) ?? 100
      task.longestPause = milliseconds(0...max(1, 2 * window / Int64(task.records)))
      // Some send all they have in one go.
      if Int.random(in: 0..<5, using: &random) == 0 { task.longestPause = .microseconds(10) }
      switch Int.random(in: 0..<4, using: &random) {
      case 0: task.target = .any
      case 1: task.target = .keys(Int.random(in: 1...8, using: &random))
      default: task.target = .partition(Int32.random(in: 0..<Int32(scenario.partitions), using: &random))
      }
      task.waitsForDelivery = Int.random(in: 0..<4, using: &random) == 0
      task.flushes = Int.random(in: 0..<3, using: &random) == 0
      task.isImpatient = Int.random(in: 0..<3, using: &random) == 0
      return task
    }
    if Int.random(in: 0..<6, using: &random) == 0 {
      plan.close = Close(after: milliseconds(0...window), limit: milliseconds(0...3000))
    }
    return plan
  }
}

extension ProducerConfiguration {
  fileprivate mutating func draw(_ kind: Scenario.Kind, isStrict: Bool, _ random: inout RandomSource) {
    func milliseconds(_ range: ClosedRange<Int64>) -> Duration {
      .milliseconds(Int64.random(in: range, using: &random))
    }
    switch kind {
    case .idempotent: idempotence = .enabled
    case .leaderOnly:
      idempotence = .disabled
      acknowledgements = .leader
    case .unacknowledged:
      idempotence = .disabled
      acknowledgements = .none
    }
    maximumInFlightRequests = Int.random(in: 1...5, using: &random)
    batchSize = [0, 300, 1000, 4000].randomElement(using: &random) ?? 1000
    linger = milliseconds(0...40)
    bufferMemory = Int.random(in: 1...32, using: &random) * 1024
    // The largest record has 500 bytes of value, and the largest batch is to fit some scenarios' limit.
    maximumRequestSize = 8192
    if Int.random(in: 0..<4, using: &random) == 0 { compression = .lz4 }
    client.requestTimeout = milliseconds(300...3000)
    client.retry.backoff = milliseconds(10...100)
    client.connection.setupTimeout = milliseconds(200...2000)
    client.connection.setupTimeoutMaximum = .seconds(3)
    client.metadata.maximumAge = milliseconds(2000...300_000)
    if Int.random(in: 0..<4, using: &random) == 0 { client.connection.maximumIdleTime = milliseconds(500...5000) }
    deliveryTimeout = isStrict ? .seconds(600) : linger + client.requestTimeout + milliseconds(0...2000)
    maximumBlockTime = isStrict ? .seconds(600) : milliseconds(0...5000)
  }
}
