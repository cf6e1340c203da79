import Foundation
import KafkaSchema
import KafkaWire
import NIOCore

@testable import KafkaConformance

/// What was done before some recordings began, of which their steps say nothing.
enum Preparation {
  typealias Work = @Sendable (Peer) async throws -> Void

  /// Milliseconds since the recordings were made.
  static var sinceRecording: Int64 { Int64(Date().timeIntervalSince1970 * 1000) - 1_795_614_205_500 }

  static func of(_ recording: String) -> Work? {
    switch recording {
    case "PRODUCE-015": deletedRecords(topic: "t-d2e894-12", before: 3)
    case "PRODUCE-078", "DELREC-012": offsetsTopic
    case "GROUP-087": member(of: "g-39ef20-39", type: "consumer")
    case "GROUP-014": member(of: "g-39ef20-12", type: "consumer")
    case "COMMIT-036": member(of: "g-39ef20-68", type: "connect")
    // The recorded broker had served groups before.
    default: recording.hasPrefix("GROUP-") || recording.hasPrefix("COMMIT-") ? offsetsTopic : nil
    }
  }

  private static func deletedRecords(topic: String, before offset: Int) -> Work {
    { peer in
      _ = try await peer.call(
        .deleteRecords, version: 2,
        [
          "Topics": [
            ["Name": .string(topic), "Partitions": [["PartitionIndex": 0, "Offset": Value(offset)]]]
          ], "TimeoutMs": 10_000,
        ])
    }
  }

  /// It is made when somebody first asks for a coordinator.
  static let offsetsTopic: Work = { peer in
    let deadline = ContinuousClock.now + .seconds(20)
    while ContinuousClock.now < deadline {
      let reply = try await peer.call(.findCoordinator, version: 4, ["KeyType": 0, "CoordinatorKeys": ["any"]])
      if reply["Coordinators"][0]["ErrorCode"].int == 0 { return }
    }
    throw SuiteError("no coordinator within 20 s")
  }

  private static func member(of group: String, type: String) -> Work {
    { peer in
      try await offsetsTopic(peer)
      let join: (String) -> Value = { member in
        [
          "GroupId": .string(group), "SessionTimeoutMs": 60_000, "RebalanceTimeoutMs": 60_000,
          "MemberId": .string(member), "ProtocolType": .string(type),
          "Protocols": [["Name": "range", "Metadata": .bytes(ByteBuffer(string: "m"))]],
        ]
      }
      let id = try await peer.call(.joinGroup, version: 9, join(""))["MemberId"].string ?? ""
      let joined = try await peer.call(.joinGroup, version: 9, join(id))
      _ = try await peer.call(
        .syncGroup, version: 5,
        [
          "GroupId": .string(group), "GenerationId": Value(Int(joined["GenerationId"].int ?? -1)),
          "MemberId": .string(id), "ProtocolType": .string(type), "ProtocolName": "range",
          "Assignments": [["MemberId": .string(id), "Assignment": .bytes(ByteBuffer(string: "A"))]],
        ])
    }
  }
}
