import KafkaCompression
import KafkaMessages
import KafkaWire
import TestSupport
import Testing

/// The recorded sessions of real clients, request by request, against our broker: every answer has the recorded shape
/// and error codes.
@Suite struct TranscriptTests {
  /// Sessions that need what the broker does not have yet from their first requests on.
  static func leftOut(_ name: String) -> String? {
    if name.contains("transactions") { return "transactions" }
    if name.contains("848") || name.contains("consumer-protocol") { return "consumer groups of KIP-848" }
    return nil
  }

  /// APIs in these sessions that the broker does not have yet. InitProducerId stands for one request, which a broker
  /// that was still starting refused.
  static let notBuilt: Set<ApiKey> = [
    .deleteRecords, .initProducerId, .describeAcls, .describeLogDirs, .incrementalAlterConfigs,
    .describeProducers, .describeTransactions, .listTransactions, .consumerGroupDescribe, .describeTopicPartitions,
  ]

  /// Answers that differ on purpose, by session and number of the event.
  static let differing: [String: [Int: String]] = [
    "new-coordinator/java-3.9.0-admin": [
      23: "looks by time among records of earlier sessions that this one never shows",
      63: "asks for transaction coordinators",
    ],
    "new-coordinator/java-4.3.0-admin": [
      23: "looks by time among records of earlier sessions that this one never shows",
      59: "asks for transaction coordinators",
    ],
  ]

  @Test(.enabled(if: CompressionType.allBuilt), arguments: Transcript.names.filter { leftOut($0) == nil })
  func `a recorded session is answered as recorded`(name: String) throws {
    let player = try TranscriptPlayer(Transcript(name))
    try player.play()
    var expected = Self.differing[name] ?? [:]
    for finding in player.findings where expected.removeValue(forKey: finding.event) == nil {
      Issue.record("\(name), \(finding.place):\n  \(finding.differences.joined(separator: "\n  "))")
    }
    #expect(expected.isEmpty, "these do not differ any more: \(expected)")
    let counted = player.compared.values.reduce(0, +) + player.left.values.reduce(0, +)
    #expect(counted >= player.transcript.events.count { if case .response = $0.kind { true } else { false } })
    for api in player.left.keys where !Self.notBuilt.contains(api) {
      Issue.record("\(name): \(api) is not built")
    }
  }

  @Test func `all sessions are there, and few are left out`() {
    #expect(Transcript.names.count == 70)
    #expect(Transcript.names.filter { Self.leftOut($0) != nil }.count == 13)
  }
}
