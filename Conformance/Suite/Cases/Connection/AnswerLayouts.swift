import KafkaSchema
import KafkaWire
import NIOCore

/// What holds for every answer to every API at every version.
enum AnswerLayouts {
  static var cases: [Case] {
    [
      everyResponseIsConsumedExactly, nullabilityOfResponseFields, tagsInResponses, throttleTimeMsIsSane,
    ]
  }

  static var everyResponseIsConsumedExactly: Case {
    Case(
      "FRAME-065", "Every response is consumed exactly", .must, since: "0.8", source: "schema",
      sends: "All responses of the whole run",
      expects: "Strict decoder ends at the frame end, all strings valid UTF-8, array counts non-negative",
      kills: "A field missing or added for one version",
      deadline: .seconds(60)
    ) { t in
      let faults = try await faults(t)
      if let fault = faults.found.first(where: { !isOfAnotherCase($0) }) { throw fault }
      try t.expect(
        faults.answers > 0, "answers of all advertised versions are read to their last byte", field: "answers",
        got: "none", want: "1 or more")
      t.note("\(faults.answers) answers")
    }
  }

  static var nullabilityOfResponseFields: Case {
    Case(
      "FRAME-066", "Nullability of response fields", .must, since: "0.8", source: "schema",
      sends: "All responses of the whole run",
      expects: "No null in a non-nullable field for that version",
      kills: "Encodes an empty array as null",
      deadline: .seconds(60)
    ) { t in
      let faults = try await faults(t)
      if let fault = faults.found.first(where: isNull) { throw fault }
      try t.expect(
        faults.answers > 0, "no answer has a null where its version allows none", field: "answers", got: "none",
        want: "1 or more")
    }
  }

  static var tagsInResponses: Case {
    Case(
      "FRAME-067", "Tags in responses", .must, since: "2.4", source: "KIP-482",
      sends: "All flexible responses of the run",
      expects: "Tags strictly ascending, known for the version or skippable, defaults left out is fine",
      kills: "Tag written twice or with a wrong size",
      deadline: .seconds(60)
    ) { t in
      let faults = try await faults(t)
      if let fault = faults.found.first(where: isTag) { throw fault }
      try t.expect(
        faults.answers > 0, "tags in answers ascend and have their right sizes", field: "answers", got: "none",
        want: "1 or more")
    }
  }

  static var throttleTimeMsIsSane: Case {
    Case(
      "FRAME-068", "throttle_time_ms is sane", .must, since: "0.9", source: "guide",
      sends: "All responses with that field",
      expects: "0 or a small positive number; never negative",
      kills: "Uninitialised value stalls every client",
      deadline: .seconds(60), unconfirmed: true
    ) { t in
      let faults = try await faults(t)
      if let fault = faults.found.first(where: { $0.field == "ThrottleTimeMs" }) { throw fault }
      let longest = faults.throttleTimes.max { $0.int ?? 0 < $1.int ?? 0 }
      guard let longest else { throw CaseEnd.unsupported("no advertised version has a throttle time") }
      try t.expect(
        longest.int ?? -1 <= 60_000, "throttle times are 0 or small", field: longest.path, got: "\(longest.int ?? -1)",
        want: "at most 60000", at: longest)
    }
  }

  /// What came of a minimal request at every advertised version.
  private struct Faults {
    /// Answers that are not laid out as their definitions say.
    var found: [CaseFailure] = []
    var answers = 0
    var throttleTimes: [Node] = []
  }

  private static func faults(_ t: Trial) async throws -> Faults {
    var faults = Faults()
    for (api, version, fate) in try await t.sample() {
      switch fate {
      case .answer(let reply):
        faults.answers += 1
        if reply["ThrottleTimeMs"].exists { faults.throttleTimes.append(reply["ThrottleTimeMs"]) }
      case .broken(let failure): faults.found.append(failure)
      case .closed(let end): t.note("\(api) v\(version): \(end)")
      case .silence: t.note("\(api) v\(version): no answer")
      }
    }
    return faults
  }

  private static func isNull(_ failure: CaseFailure) -> Bool {
    failure.got.contains("null")
  }

  private static func isTag(_ failure: CaseFailure) -> Bool { failure.field.contains("tag") }

  private static func isOfAnotherCase(_ failure: CaseFailure) -> Bool {
    isNull(failure) || isTag(failure) || failure.field == "ThrottleTimeMs"
  }
}
