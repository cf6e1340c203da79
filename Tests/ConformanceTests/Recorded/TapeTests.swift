import KafkaBroker
import KafkaConformanceMutants
import KafkaWire
import NIOPosix
import Testing

@testable import KafkaConformance

/// The suite's cases as judges of Apache Kafka: each hears the recorded answers of its row.
@Suite struct TapeTests {
  struct Result: Sendable {
    var id: String
    /// What the case is about.
    var api: ApiKey?
    var outcome: Outcome
    var tape: Tape
    var played: Tape.Played

    /// Whether the case was given something of what it is about.
    var isJudged: Bool {
      guard let api, tape.versions[api] != nil else { return !played.exchanges.isEmpty }
      return played.apis.contains(api)
    }
    var isAccepted: Bool { [.pass, .nonStrict, .informational].contains(outcome.verdict) }

    var isGood: Bool { isJudged && isAccepted }

    /// With another run of the same case, in other versions: what was accepted counts together.
    func joined(with other: Result) -> Result {
      if isGood, other.isGood {
        var both = outcome.verdict == .nonStrict ? self : other
        both.tape = tape
        both.played.exchanges.formUnion(played.exchanges.union(other.played.exchanges))
        both.played.apis.formUnion(played.apis.union(other.played.apis))
        return both
      }
      if isGood || (isJudged && !other.isGood) { return self }
      return other.isJudged || !isJudged ? other : self
    }

    var text: String {
      let said = outcome.failure.map { "\($0)" } ?? outcome.notes.joined(separator: "; ")
      return "\(id) \(outcome.verdict.rawValue), \(played.exchanges.count) of \(tape.count) played: \(said)"
    }
  }

  @Test func `no case finds fault with what Apache Kafka was recorded to answer, but for what is listed`() async throws
  {
    let list = try PublishedList()
    let listed = list.reasons("Not judged")
    let cases = Dictionary(Area.all.flatMap(\.cases).map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    var rows: [String: [Recording]] = [:]
    for recording in Recording.all {
      if let row = recording.row { rows[row, default: []].append(recording) }
    }
    let work = rows.compactMap { row, recordings in cases[row].map { ($0, Tape(row, recordings)) } }
    #expect(work.count > 280)
    let results = try await Self.judge(work.sorted { $0.0.deadline > $1.0.deadline })
    for result in results where !(result.isJudged && result.isAccepted) && listed[result.id] == nil {
      Issue.record("\(result.isJudged ? "" : "not judged: ")\(result.text)")
    }
    for result in results where result.isJudged && result.isAccepted && listed[result.id] != nil {
      Issue.record("\(result.id) is listed as not judged, and is")
    }
    for row in listed.keys where rows[row] == nil { Issue.record("\(row) is listed, and has no recording") }
    // So that the cases do not drift away from what was recorded.
    let played = results.filter(\.isGood).reduce(0) { $0 + $1.played.exchanges.count }
    let recorded = results.reduce(0) { $0 + $1.tape.count }
    #expect(played * 4 > recorded * 3, "\(played) of \(recorded) recorded answers are judged")
    let others = list.reasons("With another log")
    for result in results where result.isGood && (result.tape.strictness == .otherLogs) != (others[result.id] != nil) {
      Issue.record("\(result.id) is judged with \(result.tape.strictness), unlike listed")
    }
  }

  @Test func `a case notices when what it hears is not what was recorded`() async throws {
    let ids = [
      "META-009", "META-018", "TOPIC-007", "TOPIC-012", "PRODUCE-008", "PRODUCE-027", "PRODUCE-030", "IDEMP-005",
      "FETCH-019", "OFFSETS-020", "DELREC-003", "GROUP-009", "COMMIT-014", "EPOCH-001",
    ]
    let cases = Area.all.flatMap(\.cases).filter { ids.contains($0.id) }
    #expect(cases.count == ids.count)
    let work = cases.map { definition in
      (definition, Tape(definition.id, Recording.all.filter { $0.row == definition.id }, isSpoiled: true))
    }
    for result in try await Self.judge(work, stands: 4) {
      #expect(result.isJudged && !result.isAccepted, "\(result.text)")
    }
  }

  private static func judge(_ work: [(Case, Tape)], stands: Int = 16) async throws -> [Result] {
    let queue = WorkQueue(work)
    return try await withThrowingTaskGroup(of: [Result].self) { group in
      for _ in 0..<stands {
        group.addTask {
          let stand = try await TapeStand.start()
          var results: [Result] = []
          while let (definition, tape) = queue.next() {
            results.append(await stand.judge(definition, tape))
          }
          await stand.stop()
          return results
        }
      }
      var results: [Result] = []
      for try await part in group { results += part }
      return results.sorted { $0.id < $1.id }
    }
  }
}
