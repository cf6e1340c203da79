import KafkaBroker
import KafkaWire
import NIOCore
import NIOPosix
import Testing

@testable import KafkaConformance

/// Apache Kafka as the judge of the reference broker: every recorded case, sent to it over sockets.
@Suite struct ReplayTests {
  /// Why a recording cannot be sent again; nil when it can.
  private static func obstacle(_ recording: Recording, _ offered: [ApiKey: ClosedRange<Int16>]) -> String? {
    if !recording.steps.contains(where: { $0.send != nil }) { return "no frames" }
    for step in recording.steps {
      guard let send = step.send else { continue }
      if ByteBuffer(hexadecimal: send) == nil { return "cut" }
      for request in RecordedRequest.split(send) where request.isFrame && request.isKnown {
        // What Apache Kafka 3.9 refuses as unknown, ours has to refuse as well.
        guard let release = KafkaRelease("3.9"), let accepted = ReleaseTable.accepted(request.api, in: release),
          accepted.contains(request.version), offered[request.api] == nil
        else { continue }
        return "\(request.api)"
      }
    }
    return nil
  }

  @Test func `recorded cases are answered as recorded, but for what is listed`() async throws {
    let list = try PublishedList()
    let levels = try PublishedList.levels()
    let offered = try await Self.offered()
    let (playable, others) = Recording.all.reduce(into: ([Recording](), [String: String]())) { parts, recording in
      if let obstacle = Self.obstacle(recording, offered) {
        parts.1[recording.name] = obstacle
      } else {
        parts.0.append(recording)
      }
    }
    #expect(Recording.all.count == 341)
    let unplayed = list.reasons("Not replayed")
    for (name, obstacle) in others where unplayed[name] == nil {
      Issue.record("\(name) is not replayed (\(obstacle)), and not listed")
    }
    for name in unplayed.keys where others[name] == nil { Issue.record("\(name) is listed, but replayed") }

    let differing = list.reasons("Differences")
    var seen: Set<String> = []
    // Those that wait begin first.
    let ordered = playable.sorted { $0.steps.count > $1.steps.count }
    for (recording, differences) in try await Self.play(ordered) where !differences.isEmpty {
      seen.insert(recording.name)
      if differing[recording.name] == nil {
        Issue.record("\(recording.name): \(differences.joined(separator: "\n"))")
      } else if let row = recording.row, levels[row] == .must {
        Issue.record("\(recording.name) is a MUST: no reason excuses that it differs")
      }
    }
    for name in differing.keys where !seen.contains(name) {
      Issue.record("\(name) is listed as different, and is not")
    }
  }

  private static func offered() async throws -> [ApiKey: ClosedRange<Int16>] {
    try await Broker.withBroker(configuration: try ReplayPlayer.configuration) { broker in
      var options = RunOptions()
      options.bootstrap = try #require(BrokerAddress(try await broker.bootstrapServers))
      return try await Discovery.ask(options, group: MultiThreadedEventLoopGroup.singleton).discovery.advertised
    }
  }

  private static func play(_ recordings: [Recording]) async throws -> [(Recording, [String])] {
    try await withThrowingTaskGroup(of: (Recording, [String]).self) { group in
      var rest = recordings[...]
      func next() {
        guard let recording = rest.popFirst() else { return }
        group.addTask {
          do {
            return (recording, try await ReplayPlayer.differences(of: recording))
          } catch {
            return (recording, ["\(error)"])
          }
        }
      }
      for _ in 0..<8 { next() }
      var results: [(Recording, [String])] = []
      while let result = try await group.next() {
        results.append(result)
        next()
      }
      return results
    }
  }
}
