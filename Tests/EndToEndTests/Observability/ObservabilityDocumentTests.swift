import Foundation
import KafkaClient
import TestSupport
import Testing

/// The article's tables against what they are about.
@Suite struct ObservabilityDocumentTests {
  private static func text(_ path: String) throws -> String {
    try String(contentsOf: Fixtures.repository.appendingPathComponent(path), encoding: .utf8)
  }

  private static func article() throws -> String {
    try text("Sources/KafkaClient/Documentation.docc/ObservingAClient.md")
  }

  /// The rows of the table with this header, cell by cell.
  private static func rows(under header: String) throws -> [[String]] {
    let lines = try article().split(separator: "\n", omittingEmptySubsequences: false)
    let start = try #require(lines.firstIndex { $0 == header }, "no table \(header)")
    return lines[(start + 2)...].prefix { $0.hasPrefix("|") }.map { line in
      line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
    }
  }

  @Test func `the table of log events is complete and right`() throws {
    let expected = KafkaLogEvent.allCases.map { event in
      ["`\(event.rawValue)`", "\(event.level)", event.subject ?? "–", event.meaning]
    }
    #expect(try Self.rows(under: "| event | level | repeats counted by | meaning |") == expected)
  }

  @Test func `the table of metrics is complete and right`() throws {
    let expected = KafkaMetric.allCases.map { metric in
      let java = metric.javaNames.map { "`\($0)`" }.joined(separator: ", ")
      let dimensions = metric.dimensions.map { "`\($0)`" }.joined(separator: ", ")
      return ["`\(metric.rawValue)`", java.isEmpty ? "–" : java, metric.kind.rawValue, metric.unit, dimensions]
    }
    #expect(try Self.rows(under: "| label | Java client | kind | unit | dimensions |") == expected)
  }

  @Test func `the table of events has every case`() throws {
    let source = try Self.text("Sources/KafkaClientCore/Observability/KafkaClientEvent.swift")
    let cases = source.matches(of: #/(?m)^  case (\w+)\(/#).map { "`\($0.output.1)`" }
    #expect(cases.count > 20)
    #expect(try Self.rows(under: "| event | detail | when |").map { $0[0] } == cases)
  }

  @Test func `labels and ids are in forms that any backend takes`() {
    for metric in KafkaMetric.allCases {
      #expect(metric.rawValue.wholeMatch(of: #/kafka_(client|producer)_[a-z_]+/#) != nil, "\(metric.rawValue)")
      #expect(metric.dimensions.first == "client_id")
    }
    for event in KafkaLogEvent.allCases {
      #expect(event.rawValue.wholeMatch(of: #/[a-z]+(\.[a-z]+)+/#) != nil, "\(event.rawValue)")
    }
    #expect(Set(KafkaMetric.allCases.map(\.rawValue)).count == KafkaMetric.allCases.count)
    let java = KafkaMetric.allCases.flatMap(\.javaNames)
    #expect(Set(java).count == java.count)
  }

  @Test func `nothing is logged without an id`() throws {
    let folder = Fixtures.repository.appendingPathComponent("Sources/KafkaClient")
    let files = try #require(FileManager.default.enumerator(atPath: folder.path)).compactMap { $0 as? String }
      .filter { $0.hasSuffix(".swift") && !$0.hasSuffix("/EventLog.swift") }
    #expect(files.count > 20)
    for file in files {
      let code = try Self.text("Sources/KafkaClient/\(file)")
      let calls = code.matches(of: #/[lL]ogger\.(log|trace|debug|info|notice|warning|error|critical)\(/#)
      #expect(calls.isEmpty, "\(file) logs around EventLog, so without an id")
    }
  }
}
