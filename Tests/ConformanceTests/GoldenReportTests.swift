import Foundation
import KafkaConformance
import KafkaConformanceMutants
import TestSupport
import Testing

/// What the suite says of five broken brokers, word by word: its messages are part of the product.
///
/// `GOLDEN=write swift test --filter GoldenReportTests` writes the texts anew, to be read before they are committed.
@Suite struct GoldenReportTests {
  private static let ids = ["EPOCH-001", "FETCH-002", "IDEMP-009", "OFFSETS-007", "PRODUCE-005"]

  @Test func `five broken brokers are described as ever`() async throws {
    let mutants = Mutant.all.filter { Self.ids.contains($0.caseId) }
    #expect(mutants.count == Self.ids.count)
    let results = try await Proof().run(mutants, seed: 7)
    let titles = Dictionary(
      Area.all.flatMap(\.cases).map { ($0.id, $0.title) }, uniquingKeysWith: { first, _ in first })
    var records: [CaseRecord] = []
    for result in results {
      let outcome = try #require(result.outcome)
      records.append(CaseRecord(outcome, title: titles[outcome.id] ?? "", names: "kc-"))
    }
    var info = RunReport.Info()
    info.product = "Five broken brokers"
    info.bootstrap = "h:1"
    info.seed = 7
    let report = RunReport(info: info, records: records)
    for record in report.records { try Self.compare(Self.steady(Explanation.text(record)), "\(record.id).txt") }
    try Self.compare(Self.steady(report.summary(Expectations().compare(report.records))), "summary.txt")
  }

  /// The text without what differs in every run: how the broker was found and set up, and names, ids and times.
  private static func steady(_ text: String) -> String {
    var lines: [String] = []
    var isSetUp = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line == "steps:" { isSetUp = true }
      if line.hasPrefix("fields of step") {
        isSetUp = false
        lines.append("fields:")
      } else if !isSetUp, !line.hasPrefix("bytes:") {
        lines.append(String(line))
      }
    }
    return lines.joined(separator: "\n")
      .replacing(#/kc-[0-9a-zA-Z-]+/#, with: "NAME")
      .replacing(#/(TopicId|CorrelationId) = \S+/#) { "\($0.output.1) = ID" }
      .replacing(#/Timestamp = \d{13}/#, with: "Timestamp = TIME")
  }

  private static func compare(_ text: String, _ name: String) throws {
    let file = Fixtures.repository.appendingPathComponent("Tests/ConformanceTests/Golden/\(name)")
    if ProcessInfo.processInfo.environment["GOLDEN"] == "write" {
      try Data(text.utf8).write(to: file)
    }
    let golden = try String(contentsOf: file, encoding: .utf8)
    let (got, want) = (text.split(separator: "\n"), golden.split(separator: "\n"))
    let difference = zip(got, want).first { $0 != $1 }.map { "\($0.0)\ninstead of\n\($0.1)" }
    #expect(text == golden, "\(name): \(difference ?? "\(got.count) lines instead of \(want.count)")")
  }
}
