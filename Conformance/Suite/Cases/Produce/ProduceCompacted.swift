import KafkaSchema
import KafkaWire
import NIOCore

/// Compacted topics, and errors of single records.
enum ProduceCompacted {
  static var cases: [Case] {
    [
      keylessRecordToACompactedTopic, perRecordErrors,
    ]
  }

  static var keylessRecordToACompactedTopic: Case {
    Case(
      "PRODUCE-053", "Keyless record to a compacted topic", .must,
      since: "0.8", source: "AK",
      sends: "cleanup.policy=compact, null key",
      expects: "INVALID_RECORD (87); whole batch rejected",
      kills: "Accepted (seen in a real broker); cleaner drops or dies",
      api: .produce,
      versions: 3...(.max),
      needs: [.listOffsets]
    ) { t in
      let topic = try await t.topic(configs: [("cleanup.policy", "compact")])
      try await t.refuses(
        topic, try t.batch([ForgedRecord("no key")]).bytes(), code: 87,
        "a record without a key is refused by a compacted topic")
      try await t.refuses(
        topic, try t.batch([ForgedRecord("a", key: "a"), ForgedRecord("b"), ForgedRecord("c", key: "c")]).bytes(),
        code: 87,
        "a record without a key has the whole batch refused")
    }
  }

  static var perRecordErrors: Case {
    Case(
      "PRODUCE-054", "Per-record errors", .should,
      since: "2.4", source: "KIP-467",
      sends: "v8+: batch of 3, second keyless, compacted topic",
      expects: "record_errors names index 1 with a message; error_message not null",
      kills: "Index relative to the topic; list empty",
      api: .produce,
      versions: 8...(.max),
      needs: [.listOffsets]
    ) { t in
      let topic = try await t.readyTopic(configs: [("cleanup.policy", "compact")])
      let answer = try await t.produce(
        topic, try t.batch([ForgedRecord("a", key: "a"), ForgedRecord("b"), ForgedRecord("c", key: "c")]).bytes())
      try t.code(answer["ErrorCode"], 87, "a record without a key is refused by a compacted topic")
      try t.equal(answer["RecordErrors"][0]["BatchIndex"], 1, "the answer names the record that was refused")
      try t.expect(
        answer["RecordErrors"][0]["BatchIndexErrorMessage"].string?.isEmpty == false,
        "the refused record has a message",
        field: "BatchIndexErrorMessage",
        got: answer["RecordErrors"][0]["BatchIndexErrorMessage"].value?.text ?? "absent",
        want: "a sentence", at: answer)
      try t.expect(
        answer["ErrorMessage"].string?.isEmpty == false, "the refused batch has a message", field: "ErrorMessage",
        got: answer["ErrorMessage"].value?.text ?? "absent", want: "a sentence", at: answer)
    }
  }
}
