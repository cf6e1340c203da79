import KafkaSchema
import KafkaWire
import NIOCore

/// What `acks` promises.
enum ProduceAcknowledgement {
  static var cases: [Case] { [acks1StoresAndAnswers, illegalAcks] }

  static var acks1StoresAndAnswers: Case {
    Case(
      "PRODUCE-001", "acks=1 stores and answers", .must, since: "0.8", source: "guide",
      sends: "One record",
      expects: "Error 0, base offset = previous end; fetched back identical",
      kills: "Base offset of the last record instead of the first",
      api: .produce, versions: 3...(.max), needs: [.fetch, .listOffsets]
    ) { t in
      let topic = try await t.topic()
      try await t.store(topic, t.batch(of: 3))
      let batch = t.batch(of: 2)
      let answer = try await t.produce(topic, try batch.bytes(), acks: 1)
      try t.accepted(answer["ErrorCode"], "a good batch is accepted with acks=1")
      try t.equal(answer["BaseOffset"], 3, "the base offset is the end offset of before")
      try t.same(
        try await t.fetchBack(topic, from: 3), as: batch, at: 3,
        "what acks=1 acknowledged is fetched back as it was sent")
    }
  }

  static var illegalAcks: Case {
    Case(
      "PRODUCE-005", "Illegal acks", .must, since: "0.9", source: "AK",
      sends: "acks 2, -2, 127",
      expects: "INVALID_REQUIRED_ACKS (21) for every partition; nothing stored",
      kills: "Treated as -1",
      api: .produce, versions: 3...(.max), needs: [.listOffsets]
    ) { t in
      let topic = try await t.topic()
      for acks in [2, -2, 127] as [Int16] {
        let answer = try await t.produce(topic, try t.batch(of: 1).bytes(), acks: acks)
        try t.code(answer["ErrorCode"], 21, "acks=\(acks) is refused")
      }
      try await t.notStored(topic, end: 0, "a request with illegal acks stores nothing")
    }
  }
}
