import Foundation
import KafkaClient
import KafkaCompression
import Synchronization

/// Produces the lines, consumes them with two members of which one leaves half way, and checks.
struct RoundTrip: Sendable {
  struct Failed: Error, CustomStringConvertible {
    var description: String
  }

  static let topic = "demo"
  static let partitionCount: Int32 = 3
  /// How long the consumers may take for what the producer has sent.
  static let patience = Duration.seconds(60)

  let servers: String
  let lines: InputLines
  let folder: String
  let screen: Screen

  func run() async throws {
    try await createTopic()
    screen.line(
      "input     \(lines.path): \(lines.count) lines, \(Text.size(lines.totalBytes)); each becomes a record, its number the key"
    )
    let ledger = Ledger(lines)
    let start = ContinuousClock.now
    try await withThrowingTaskGroup(of: Void.self) { group in
      let first = try member("A")
      let second = try member("B")
      let half = Halfway(max(1, lines.count / 2))
      for (name, consumer) in [("A", first), ("B", second)] {
        group.addTask { try await consumer.run() }
        group.addTask {
          for try await batch in consumer.batches {
            let count = ledger.consumed(batch, by: name)
            screen.progress(count, of: lines.count, "\(count) of \(lines.count) consumed")
            half.reached(count)
            if name == "B", half.isReached { break }
          }
          guard name == "B" else { return }
          screen.line("group     member B leaves half way, while the producer goes on")
          // What was in hand is done, too; unless it has been closed already.
          try? await consumer.commit()
          await consumer.close()
        }
      }
      group.addTask {
        await half.wait()
        // Where the first member reads everything, as with few lines, the second one does not see that it may go.
        try await Task.sleep(for: .milliseconds(200))
        await second.close()
      }
      try await withDeadline("the two members have not both got partitions") {
        while true {
          let (one, other) = await (first.assignment(), second.assignment())
          if !one.isEmpty, !other.isEmpty { return }
          try await Task.sleep(for: .milliseconds(5))
        }
      }
      try await produce(ledger) {
        try await withDeadline("the group has not read half of the records") { await half.wait() }
      }
      await showLag([first, second])
      try await withDeadline("LAG does not come to 0") { try await waitForTheEnd(first, ledger, since: start) }
      await first.close()
      try await group.waitForAll()
    }
    try report(ledger.findings, took: ContinuousClock.now - start)
    try SegmentTour(folder: folder, topic: Self.topic, partitionCount: Self.partitionCount, screen: screen).show()
  }

  private func createTopic() async throws {
    let client = try KafkaClient(configuration: ClientConfiguration(bootstrapServers: [servers]))
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await client.run() }
      let admin = KafkaAdmin(client: client)
      let topic = KafkaAdmin.NewTopic(name: Self.topic, partitionCount: Self.partitionCount, replicationFactor: 1)
      for result in try await admin.createTopics([topic]).values { _ = try result.get() }
      group.cancelAll()
      try await group.waitForAll()
    }
    screen.line("topic     \(Self.topic) with \(Self.partitionCount) partitions")
  }

  private func member(_ name: String) throws -> KafkaConsumer {
    var configuration = ConsumerConfiguration(bootstrapServers: [servers], groupID: "demo-group")
    configuration.client.clientID = "member-\(name)"
    configuration.autoOffsetReset = .earliest
    configuration.group.heartbeatInterval = .milliseconds(100)
    configuration.group.sessionTimeout = .seconds(10)
    let listener = RebalanceListener(
      assigned: { screen.line("group     member \(name) gets \(names($0))") },
      revoked: { screen.line("group     member \(name) gives up \(names($0))") },
      lost: { screen.line("group     member \(name) loses \(names($0))") })
    let consumer = try KafkaConsumer(configuration: configuration, listener: listener)
    try consumer.subscribe(to: [Self.topic])
    return consumer
  }

  private func names(_ partitions: [TopicPartition]) -> String {
    partitions.isEmpty ? "nothing new" : partitions.map(\.description).joined(separator: ", ")
  }

  /// Sends all lines. After the first half it waits for `halfWay`.
  private func produce(
    _ ledger: Ledger, halfWay: @Sendable () async throws -> Void
  ) async throws {
    var configuration = ProducerConfiguration(bootstrapServers: [servers])
    configuration.compression.type = .lz4
    let (sending, spread) = try await KafkaProducer.withProducer(configuration: configuration) { producer in
      let middle = lines.count / 2
      var (time, counts) = try await send(0..<middle, with: producer, ledger)
      // Of one line there is no half to wait for.
      if middle > 0 { try await halfWay() }
      let (moreTime, moreCounts) = try await send(middle..<lines.count, with: producer, ledger)
      time += moreTime
      counts.merge(moreCounts, uniquingKeysWith: +)
      return (time, counts)
    }
    let seconds = Text.seconds(sending)
    screen.line(
      String(
        format: "producer  %d records delivered in %.2f s: %.0f records/s, %.1f MB/s (idempotent, acks=all, lz4)",
        lines.count, seconds, Double(lines.count) / seconds, Double(lines.totalBytes) / seconds / 1e6))
    let text = spread.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: ", ")
    screen.line("spread    records by partition: \(text)")
  }

  private func send(
    _ numbers: Range<Int>, with producer: KafkaProducer, _ ledger: Ledger
  ) async throws -> (Duration, [Int32: Int]) {
    let start = ContinuousClock.now
    var counts: [Int32: Int] = [:]
    var last: Delivery?
    for number in numbers {
      ledger.sending(number)
      let delivery = try await producer.enqueue(Array(lines.line(number)), to: Self.topic, key: "\(number)")
      counts[delivery.partition, default: 0] += 1
      last = delivery
    }
    try await producer.flush()
    _ = try await last?.metadata
    return (ContinuousClock.now - start, counts)
  }

  private func showLag(_ members: [KafkaConsumer]) async {
    var lag: [TopicPartition: Int64] = [:]
    for member in members { lag.merge(await member.lag()) { old, _ in old } }
    // Nothing has been fetched, so nobody knows.
    if lag.isEmpty { return }
    screen.line("LAG       " + lag.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: ", "))
  }

  /// Reads the group's lag until nothing is behind.
  private func waitForTheEnd(_ consumer: KafkaConsumer, _ ledger: Ledger, since start: ContinuousClock.Instant)
    async throws
  {
    var shown = Int64.max
    while true {
      let lag = await consumer.lag()
      let total = lag.values.reduce(0, +)
      if lag.count == Int(Self.partitionCount), total < shown {
        screen.line(
          "LAG       " + lag.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: ", "))
        shown = total
      }
      if shown == 0, ledger.findings.consumed == lines.count { return }
      try await Task.sleep(for: .milliseconds(20))
    }
  }

  private func withDeadline(_ what: String, _ body: @escaping @Sendable () async throws -> Void) async throws {
    try await withThrowingTaskGroup(of: Bool.self) { group in
      group.addTask {
        try await body()
        return true
      }
      group.addTask {
        try await Task.sleep(for: Self.patience)
        return false
      }
      let isDone = try await group.next() ?? false
      group.cancelAll()
      if !isDone { throw Failed(description: "\(what) within \(Self.patience)") }
    }
  }

  private func report(_ findings: Ledger.Findings, took duration: Duration) throws {
    let sorted = findings.latencies.sorted()
    if let middle = sorted.dropFirst(sorted.count / 2).first, let late = sorted.dropFirst(sorted.count * 99 / 100).first
    {
      screen.line(
        "latency   from enqueue to consumer, with the whole file queued at once: p50 \(Text.milliseconds(middle)), "
          + "p99 \(Text.milliseconds(late))")
    }
    let members = findings.byMember.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
    screen.line(
      String(
        format: "consumer  %d records in %.2f s from the first record on (%@), %d more than once", findings.consumed,
        Text.seconds(duration), members, findings.repeated))
    guard findings.consumed == lines.count else {
      throw Failed(description: "\(lines.count - findings.consumed) of \(lines.count) records are missing")
    }
    guard findings.wrongContent.isEmpty else {
      throw Failed(description: "\(findings.wrongContent.count) records came out with other content than they went in")
    }
    guard findings.outOfOrder.isEmpty else {
      throw Failed(description: "order is lost: \(findings.outOfOrder.prefix(3).joined(separator: "; "))")
    }
    screen.line("verified  count, content, and order in every partition")
  }
}

/// Lets one task wait until half of the records have come out.
final class Halfway: Sendable {
  private let count: Int
  private let done = Atomic(false)
  private let stream = AsyncStream<Never>.makeStream()

  init(_ count: Int) {
    self.count = count
  }

  var isReached: Bool { done.load(ordering: .relaxed) }

  func reached(_ count: Int) {
    guard count >= self.count else { return }
    done.store(true, ordering: .relaxed)
    stream.continuation.finish()
  }

  func wait() async {
    for await _ in stream.stream {}
  }
}
