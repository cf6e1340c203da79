import Foundation
import KafkaWire
import TestSupport
import Testing

@Suite("API keys, error codes and releases")
struct TableTests {
  @Test func `an API key has a name`() {
    #expect(ApiKey.fetch.rawValue == 1)
    #expect(ApiKey.fetch.name == "Fetch")
    #expect(ApiKey(rawValue: 999).name == nil)
    #expect(ApiKey(rawValue: -1).description == "API -1")
    #expect(ApiKey.all.first == .produce)
    #expect(ApiKey.all.count == 95)
  }

  private struct RecordedError: Decodable {
    var code: Int16
    var name: String
    var retriable: Bool
    var refreshRetriable: Bool
    var transactionAbortable: Bool
    var applicationRecoverable: Bool
    var invalidConfiguration: Bool

    var classification: ErrorCode.Classification {
      if code == 0 { return .ok }
      if retriable { return .retriable }
      if transactionAbortable { return .abortable }
      if applicationRecoverable { return .recoverable }
      return invalidConfiguration ? .configuration : .other
    }
  }

  @Test func `error codes are classified as the Java client classifies them`() throws {
    let recorded = try JSONDecoder().decode([RecordedError].self, from: Fixtures.data("errors/errors.json"))
    #expect(recorded.count == 135)
    for error in recorded {
      let code = ErrorCode(rawValue: error.code)
      #expect(code.name == error.name)
      #expect(code.isRetriable == error.retriable, "\(code)")
      #expect(code.refreshesMetadata == error.refreshRetriable, "\(code)")
      #expect(code.classification == error.classification, "\(code)")
    }
  }

  @Test func `error codes know what they are`() {
    let code = ErrorCode.notLeaderOrFollower
    #expect(code.rawValue == 6)
    #expect(code.name == "NOT_LEADER_OR_FOLLOWER")
    #expect(code.formerName == "NOT_LEADER_FOR_PARTITION")
    #expect(code.isRetriable)
    #expect(code.refreshesMetadata)
    #expect(code.classification == .retriable)
    #expect(ErrorCode.transactionAbortable.classification == .abortable)
    #expect(ErrorCode.none.classification == .ok)
    #expect(ErrorCode.unknownServerError.rawValue == -1)
    #expect(ErrorCode.transactionAbortable.firstRelease == "3.8")
    #expect(ErrorCode(rawValue: 9_999).name == nil)
    #expect(ErrorCode(rawValue: -2).description == "error -2")
    #expect(ErrorCode(rawValue: 9_999).classification == .other)
    #expect(ErrorCode.all.allSatisfy { $0.name != nil })
  }

  @Test func `releases are ordered and read from text`() throws {
    let old = try #require(KafkaRelease("3.9"))
    let new = try #require(KafkaRelease("4.3.1"))
    #expect(old < new)
    #expect(new.description == "4.3")
    #expect(KafkaRelease("0.10.2")?.description == "0.10.2")
    #expect(KafkaRelease("5.0") == nil)
    #expect(KafkaRelease("") == nil)
    #expect(KafkaRelease("4.3.x") == nil)
    #expect(KafkaRelease("4.3.") == nil)
    #expect(KafkaRelease.all.count == 30)
  }

  @Test func `versions follow the release`() throws {
    let v39 = try #require(KafkaRelease("3.9"))
    let v40 = try #require(KafkaRelease("4.0"))
    let v43 = try #require(KafkaRelease("4.3"))
    #expect(ReleaseTable.versions(of: .fetch, in: v39) == .init(0...17))
    #expect(ReleaseTable.versions(of: .fetch, in: v43) == .init(4...18))
    #expect(ReleaseTable.versions(of: .leaderAndIsr, in: v39) == .init(0...7))
    #expect(ReleaseTable.versions(of: .leaderAndIsr, in: v40) == nil)
    #expect(ReleaseTable.versions(of: .initProducerId, in: v43) == .init(0...6, newestIsUnstable: true))
    #expect(ReleaseTable.accepted(.initProducerId, in: v43) == 0...5)
    #expect(ReleaseTable.versions(of: .createTopics, in: try #require(KafkaRelease("0.10.0"))) == nil)
    #expect(ReleaseTable.accepted(.vote, in: v43) == nil)
    #expect(ReleaseTable.listeners(of: .apiVersions) == [.broker, .controller])
    #expect(ReleaseTable.versions(of: ApiKey(rawValue: 999), in: v43) == nil)
  }

  @Test func `a 4.x broker advertises Produce from 0 and accepts it from 3`() throws {
    let v43 = try #require(KafkaRelease("4.3"))
    let advertised = ReleaseTable.advertised(by: v43)
    #expect(advertised.first?.versions == 0...13)
    #expect(ReleaseTable.accepted(.produce, in: v43) == 3...13)
    #expect(!advertised.contains { $0.api == .pushTelemetry })
    #expect(ReleaseTable.advertised(by: v43, telemetry: true).contains { $0.api == .pushTelemetry })
  }

  /// Row by row against the table that the code was made from.
  @Test func `the table is that of the repository`() throws {
    let text = try String(
      contentsOf: Fixtures.repository.appendingPathComponent("protocol/releases.txt"), encoding: .utf8)
    let rows = text.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
    let releases = try rows[0].dropFirst(3).map { try #require(KafkaRelease($0)) }
    for row in rows.dropFirst() where !row[0].hasPrefix("#") {
      let api = ApiKey(rawValue: try #require(Int16(row[0])))
      #expect(api.name == row[1])
      for (release, cell) in zip(releases, row.dropFirst(2)) {
        let versions = ReleaseTable.versions(of: api, in: release)
        var text = "-"
        if let versions {
          let range = versions.range
          text = range.count == 1 ? "\(range.lowerBound)" : "\(range.lowerBound)-\(range.upperBound)"
          if versions.newestIsUnstable { text += "*" }
        }
        #expect(text == cell, "\(api) in \(release)")
      }
    }
  }
}
