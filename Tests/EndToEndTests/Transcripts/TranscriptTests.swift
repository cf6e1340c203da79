import KafkaBrokerCore
import KafkaCompression
import KafkaMessages
import KafkaWire
import TestSupport
import Testing

/// The recorded sessions of real clients, request by request, against our broker: every answer has the recorded shape
/// and error codes.
@Suite struct TranscriptTests {
  /// Requests that stand alone: the rest of a session is answered the same without them, so that it is played while the
  /// broker does not have them yet.
  static let aside: Set<ApiKey> = [
    .describeAcls, .describeLogDirs, .incrementalAlterConfigs, .describeTransactions, .listTransactions,
    .consumerGroupDescribe,
  ]

  /// What the broker does not advertise and a session cannot do without, by session; it is left out until then.
  static let missing: [String: Set<ApiKey>] = {
    var missing: [String: Set<ApiKey>] = [:]
    for name in Transcript.names {
      guard let exchanges = try? Transcript(name).exchanges() else { continue }
      let needed = exchanges.filter { TranscriptWorld.apis.versions(of: $0.api)?.contains($0.version) != true }
      let apis = Set(needed.map(\.api)).subtracting(aside)
      if !apis.isEmpty { missing[name] = apis }
    }
    return missing
  }()

  /// Answers that differ on purpose, by session and number of the event.
  static let differing: [String: [Int: String]] = [
    "new-coordinator/java-3.9.0-admin": [
      23: "looks by time among records of earlier sessions that this one never shows",
      49: "deletes records of earlier sessions that this one never shows",
      57: "describes the producers of earlier sessions that this one never shows",
      63: "asks for transaction coordinators",
    ],
    "new-coordinator/java-4.3.0-admin": [
      23: "looks by time among records of earlier sessions that this one never shows",
      47: "deletes records of earlier sessions that this one never shows",
      53: "describes the producers of earlier sessions that this one never shows",
      59: "asks for transaction coordinators",
    ],
  ]

  @Test(.enabled(if: CompressionType.allBuilt), arguments: Transcript.names.filter { missing[$0] == nil })
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
    // InitProducerId is left out once: a broker that was still starting refused it.
    for api in player.left.keys where !Self.aside.contains(api) && api != .initProducerId {
      Issue.record("\(name): \(api) is not built")
    }
  }

  @Test func `all sessions are there, and only those of transactions and of KIP-848 need what is not built`() {
    #expect(Transcript.names.count == 70)
    let transactions: Set<ApiKey> = [
      .addPartitionsToTxn, .addOffsetsToTxn, .endTxn, .writeTxnMarkers, .txnOffsetCommit,
    ]
    for (name, apis) in Self.missing {
      #expect(
        apis.isSubset(of: transactions) || apis == [.consumerGroupHeartbeat], "\(name) would be left out for \(apis)")
    }
    for api in Self.aside {
      #expect(TranscriptWorld.apis.versions(of: api) == nil, "\(api) is there and can be played")
    }
  }
}
